"""Words on figures: how wide they are, where they break, how numbers and dates are written, and made safe.

A figure is laid out before any browser sees it, so widths come from a table: those of Arial (which Helvetica,
Liberation Sans and most substitutes share), in thousandths of the size. Source Sans 3 is narrower, so what
fits here fits there.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from dashboard import locales


def _widths(table: str) -> tuple[int, ...]:
    return tuple(int(width) for width in table.split())


_REGULAR: Final = _widths(
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 "
    "722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 "
    "500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD: Final = _widths(
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 "
    "722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 "
    "556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
"""Widths of U+0020 to U+007E."""

_OTHER: Final = {"–": 556, "—": 1000, "‘": 278, "’": 278, "“": 500, "”": 500, "…": 1000, "·": 333, "•": 350}
_UNKNOWN: Final = 667
"""A letter without a table entry counts as a wide one."""

_SAFETY: Final = 1.03
"""Substitutes of Arial differ by a few per cent."""

LINE_HEIGHT: Final = 1.3
"""Height of a line of text in plotly, in sizes."""

_ADDRESS: Final = re.compile(r"https?://\S+")


@lru_cache(maxsize=4_096)
def _character(character: str, is_bold: bool) -> int:
    code = ord(character)
    if 32 <= code <= 126:
        return (_BOLD if is_bold else _REGULAR)[code - 32]
    if character in _OTHER:
        return _OTHER[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1000
    plain = unicodedata.normalize("NFD", character)[0]
    if plain != character:
        return _character(plain, is_bold)
    return _UNKNOWN


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return about how wide one line of plain text is, in pixels; rather too wide than too narrow."""
    return sum(_character(character, is_bold) for character in text) / 1000 * size * _SAFETY


def height(n_lines: int, size: float) -> float:
    """Return the height of `n_lines` lines of text, in pixels."""
    return n_lines * LINE_HEIGHT * size


def wrap(
    text: str, size: float, most: float, *, is_bold: bool = False, lines: int | None = None
) -> list[str]:
    """Return `text` broken into lines no wider than `most` pixels.

    Breaks between words, after hyphens and dashes, between full-width characters, and inside a word only
    if it alone is too wide. With `lines`, text beyond so many lines goes and an ellipsis stands for it.
    """
    found: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if width((line + piece).rstrip(), size, is_bold=is_bold) <= most:
            line += piece
            continue
        if line.strip():
            found.append(line.rstrip())
        line = piece.lstrip()
        while width(line.rstrip(), size, is_bold=is_bold) > most and len(line) > 1:
            cut = _cut(line, size, most, is_bold=is_bold)
            found.append(line[:cut])
            line = line[cut:]
    if line.strip():
        found.append(line.rstrip())
    if lines is not None and len(found) > lines:
        found = [*found[: lines - 1], shorten(" ".join(found[lines - 1 :]), size, most, is_bold=is_bold)]
    return found


def balance(text: str, size: float, most: float, *, is_bold: bool = False) -> list[str]:
    """Return `text` broken into as few lines as `wrap` needs, of about equal length: no lone last word."""
    lines = wrap(text, size, most, is_bold=is_bold)
    low, high = most / 2, most
    while len(lines) > 1 and high - low > 4:
        middle = (low + high) / 2
        if len(wrap(text, size, middle, is_bold=is_bold)) > len(lines):
            low = middle
        else:
            high = middle
    return wrap(text, size, high, is_bold=is_bold) if len(lines) > 1 else lines


def shorten(text: str, size: float, most: float, *, is_bold: bool = False) -> str:
    """Return `text` if it is no wider than `most` pixels, else its beginning, to a whole word, and "…"."""
    if width(text, size, is_bold=is_bold) <= most:
        return text
    cut = _cut(text, size, most - width("…", size, is_bold=is_bold), is_bold=is_bold)
    kept = text[:cut]
    if cut < len(text) and text[cut] != " " and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:–-") + "…"


def _cut(text: str, size: float, most: float, *, is_bold: bool) -> int:
    total = 0.0
    for position, character in enumerate(text):
        total += width(character, size, is_bold=is_bold)
        if total > most:
            return max(1, position)
    return len(text)


def _pieces(text: str) -> list[str]:
    """Return `text` cut where a line may break; joined they are the text again."""
    pieces: list[str] = []
    start = 0
    # An address is kept whole: it is to be copied.
    kept = {k for found in _ADDRESS.finditer(text) for k in range(found.start() + 1, found.end())}
    for position, character in enumerate(text[:-1], start=1):
        if position in kept:
            continue
        is_wide = unicodedata.east_asian_width(character) in ("W", "F")
        next_is_wide = unicodedata.east_asian_width(text[position]) in ("W", "F")
        if character in " –-/" or is_wide or next_is_wide:
            pieces.append(text[start:position])
            start = position
    return [*pieces, text[start:]]


def escape(text: str) -> str:
    """Return text from data for a plotly figure, which would else read it as HTML and draw its tags.

    Ampersands and angle brackets become entities; control characters and line ends become blanks.

    >>> escape('<b>R&D</b>')
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    """
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    # The template language of hover texts: %{...} would be looked up.
    clean = clean.replace("%{", "% {")
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def number(value: float, digits: int = 0, tag: str = "en") -> str:
    """Return a number for people, with a true minus sign and thousands apart; "n/a" for NaN.

    `tag` is the reader's locale; without it, as everywhere below, the words are for an English sentence.

    >>> number(-1234.5, 1)
    '−1,234.5'
    """
    return "n/a" if value != value else locales.number(value, digits, tag=tag)


def signed(value: float, digits: int = 0, tag: str = "en") -> str:
    """Return a number with its sign; 0 bears none.

    >>> signed(3.14, 1), signed(-0.04, 1), signed(3.14, 1, "de")
    ('+3.1', '0.0', '+3,1')
    """
    return "n/a" if value != value else locales.number(value, digits, sign=True, tag=tag)


def score(value: float, tag: str = "en") -> str:
    """Return signed points without an idle ".0".

    >>> score(10.0), score(-6.5)
    ('+10', '−6.5')
    """
    return signed(value, 0 if value != value or round(value, 1).is_integer() else 1, tag)


def points(value: float, tag: str = "en") -> str:
    """Return a number of points: one digit below ten, none above."""
    return number(value, 1 if abs(value) < 9.95 else 0, tag)


def events(n: int, tag: str = "en") -> str:
    """Return how many events: `1 event`, `12 events`."""
    return f"{number(n, 0, tag)} {'event' if n == 1 else 'events'}"


def day_words(day: date, tag: str = "en") -> str:
    """Return a day as figures write it: `31 Dec 2025`."""
    return date_words(day, "day", tag)


def date_words(day: date, precision: str = "day", tag: str = "en") -> str:
    """Return a recorded date as precisely as it is known: `24 May 2015`, `May 2015`, `2015`."""
    return locales.day(day, precision, tag=tag, is_short=True)


def year_words(year: int, tag: str = "en") -> str:
    """Return a year for an axis, in the digits of the locale."""
    return locales.digits(str(year), tag)


def hover_day(day: date, tag: str) -> list[str]:
    """Return the line that names the day in a hover box, none in English: plotly's own heading is English."""
    return [] if locales.is_english(tag) else [f"<b>{day_words(day, tag)}</b>"]


def iso(day: object) -> str:
    """Return a day as 'YYYY-MM-DD', the form in which figures carry dates."""
    return str(day)[:10]
