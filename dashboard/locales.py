"""Numbers, dates and names as a reader's locale writes them, by the tag of a browser such as `de-CH`. Pure.

Sentences of the interface are English, and so are the dates and numbers inside them: what is here is for all
that stands outside a sentence. In English, dates are written the same way for every country.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent

from db.vocabulary.countries import country_name

MINUS: Final = "\N{MINUS SIGN}"

_MONTHS: Final = (*("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),)

_ZEROS: Final = {
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "deva": 0x0966,
    "tibt": 0x0F20,
    "mymr": 0x1040,
    "olck": 0x1C50,
    "cakm": 0x11136,
    "adlm": 0x1E950,
}
"""The sign for nought of the digits that locales have by default; Babel changes separators alone."""

_REGIONAL: Final = re.compile(r"^([A-Za-z]{2,3})_(?:[A-Za-z]{2}|[0-9]{3})$")

_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@lru_cache(maxsize=64)
def locale_of(tag: str | None) -> Locale:
    """Return the locale of a tag; the bare language's, else English, where the whole is unknown."""
    name = (tag or "en").replace("-", "_")
    for known in (name, *_REGIONAL.findall(name)):
        try:
            return Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def is_english(tag: str | None) -> bool:
    """Return whether a reader's language is that of the interface."""
    return bool(locale_of(tag).language == "en")


@lru_cache(maxsize=64)
def _signs(tag: str | None) -> tuple[str, dict[int, int]]:
    """Return the decimal sign of a locale, and its digits for the Latin ones."""
    locale = locale_of(tag)
    zero = _ZEROS.get(locale.default_numbering_system)
    digits = {} if zero is None else {ord("0") + n: zero + n for n in range(10)}
    point = format_decimal(0.5, format="0.0", locale=locale, numbering_system="default")
    return point.strip("05"), digits


def digits(text: str, tag: str | None) -> str:
    """Return text with its Latin digits as the locale writes them: ٢٠٠٦ in Egypt."""
    return text.translate(_signs(tag)[1])


def writes_latin_numbers(tag: str | None) -> bool:
    """Return whether a locale writes numbers as English does: Latin digits and a decimal point."""
    point, own = _signs(tag)
    return point == "." and not own


def has_own_digits(tag: str | None) -> bool:
    """Return whether a locale writes digits of its own."""
    return bool(_signs(tag)[1])


def brief(value: float, tag: str | None) -> str:
    """Return a number with no more digits than it needs: `0.5`, `3`, `12.35`."""
    rounded = round(float(value), 4)
    places = len(f"{rounded:.4f}".rstrip("0").partition(".")[2])
    return number(rounded, places, tag=tag)


def number(value: float, n_digits: int = 0, *, sign: bool = False, tag: str | None = None) -> str:
    """Return a number with so many digits after the decimal sign and a true minus; `sign` asks for a plus."""
    rounded = round(float(value), n_digits)
    size = abs(rounded)
    if size < 1_000:
        # Nearly all numbers are so small, and a figure has thousands of them.
        point, own = _signs(tag)
        text = f"{size:.{n_digits}f}".replace(".", point).translate(own)
    else:
        pattern = locale_of(tag).decimal_formats[None].pattern.partition(".")[0]
        text = str(
            format_decimal(
                size,
                format=f"{pattern}.{'0' * n_digits}" if n_digits else pattern,
                locale=locale_of(tag),
                numbering_system="default",
            )
        ).translate(_signs(tag)[1])
    if rounded < 0 or (sign and rounded > 0):
        text = f"{MINUS if rounded < 0 else '+'}{text}"
    return _apart(text, tag)


def percent(share: float, *, tag: str | None = None) -> str:
    """Return a share as whole hundredths: `45%`, in German `45 %`."""
    if is_english(tag):
        return f"{share:.0%}"
    locale = locale_of(tag)
    sign = locale.number_symbols.get(locale.default_numbering_system, {}).get("percentSign", "%")
    text = format_percent(round(share, 2), locale=locale, numbering_system="default")
    return _apart(digits(str(text).replace("%", sign), tag), tag)


def day(when: date, precision: str = "day", *, tag: str | None = None, is_short: bool = False) -> str:
    """Return a recorded date as precisely as it is known: `7 May 2008`, `May 2008`, `2008`.

    Args:
        when: The day; of a month or a year any day in it.
        precision: "day", "month" or "year".
        tag: The reader's locale.
        is_short: Months are cut, for figures and tables: `31. Dez. 2025`.
    """
    if is_english(tag):
        if precision == "year":
            return str(when.year)
        month = f"{_MONTHS[when.month - 1] if is_short else f'{when:%B}'} {when.year}"
        return month if precision == "month" else f"{when.day} {month}"
    return _localized_day(date(when.year, when.month, when.day), precision, tag, is_short)


@lru_cache(maxsize=8_192)
def _localized_day(when: date, precision: str, tag: str | None, is_short: bool) -> str:
    locale = locale_of(tag)
    month = "MMM" if is_short else "MMMM"
    if precision == "day" and not is_short:
        text = format_date(when, "long", locale=locale)
    else:
        wanted = {"year": "y", "month": f"y{month}"}.get(precision, f"y{month}d")
        text = format_skeleton(wanted, datetime(when.year, when.month, when.day, tzinfo=UTC), locale=locale)
    return isolated(digits(str(text), tag), tag)


def span(
    first: date, last: date | None, precision: str = "day", *, tag: str | None = None, is_short: bool = False
) -> str:
    """Return a recorded date with the day on which it ended, where it took more than one: `9–12 Jan 2023`."""
    begin = day(first, precision, tag=tag, is_short=is_short)
    if last is None or last == first or precision != "day":
        return begin
    end = day(last, tag=tag, is_short=is_short)
    if is_english(tag):
        if first.year != last.year:
            return f"{begin} – {end}"
        if first.month != last.month:
            return f"{begin.rpartition(' ')[0]} – {end}"
        return f"{first.day}–{end}"
    begins, ends = (date(one.year, one.month, one.day) for one in (first, last))
    skeleton = "yMMMd" if is_short else "yMMMMd"
    text = format_interval(begins, ends, skeleton=skeleton, locale=locale_of(tag))
    return isolated(digits(str(text), tag), tag)


def moment(when: datetime, *, tag: str | None = None) -> str:
    """Return a day and the time of day, UTC."""
    return f"{day(when, tag=tag, is_short=True)}, {digits(f'{when:%H:%M}', tag)} UTC"


def day_field(tag: str | None) -> str:
    """Return the form in which a field takes a day, of the few that there are: `DD.MM.YYYY` in German."""
    if is_english(tag):
        # 05/07 is May to some and July to others.
        return "YYYY-MM-DD"
    pattern = locale_of(tag).date_formats["short"].pattern
    order = "".join(sorted({"y", "M", "d"} & set(pattern), key=pattern.index))
    mark = next((one for one in pattern if one in "./-"), "-")
    parts = {"yMd": ("YYYY", "MM", "DD"), "Mdy": ("MM", "DD", "YYYY")}.get(order, ("DD", "MM", "YYYY"))
    return mark.join(parts)


def isolated(text: str, tag: str | None) -> str:
    """Return words of a script that runs from the right so that they leave alone what stands beside them.

    Without it `A → B` would be drawn with B first and the arrow still pointing to the right, and a number
    after a name would land before it.
    """
    return f"{_OPEN}{text}{_CLOSE}" if locale_of(tag).text_direction == "rtl" else text


def _apart(text: str, tag: str | None) -> str:
    # Two numbers in Arabic digits would change places, as words do; those in Latin digits keep them.
    return isolated(text, tag) if has_own_digits(tag) else text


def bare(text: str) -> str:
    """Return text without the marks of `isolated`: for files that other programs read."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def name_of(iso3: str, tag: str | None = None) -> str:
    """Return a country's name in the reader's language, in English where Babel has none."""
    return isolated(country_name(iso3, str(locale_of(tag))), tag)
