"""How pages say numbers, names and addresses: in the reader's locale, and safely. Knows no page."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import urlsplit

import pandas as pd

from dashboard import locales
from dashboard.exports.safety import safe_url as harmless_url
from db.vocabulary import EVENT_TYPES, TOPICS, UNCODED
from db.vocabulary import topic_label as vocabulary_label
from db.vocabulary.countries import COUNTRIES


def number(value: float, digits: int = 0, *, sign: bool = False, tag: str | None = None) -> str:
    """Return a number as the reader's locale writes it; a dash where there is none."""
    if value is None or pd.isna(value):
        return "–"
    return locales.number(value, digits, sign=sign, tag=tag)


def digits_that_add(parts: Iterable[float], total: float, *, least: int = 2, most: int = 6) -> int:
    """Return with how many digits numbers and their total are to be said so that they add up as printed.

    Each is rounded by itself, as wherever else it stands; where the rounded parts miss the rounded total, one
    digit more is taken, until they meet.

    Args:
        parts: What is added; what is taken away is negative.
        total: Their sum.
        least, most: Digits after the decimal sign; `most` where nothing less adds up.

    >>> digits_that_add([19.274, -0.578], 18.696), digits_that_add([1.25, 2.5], 3.75)
    (3, 2)
    """
    numbers = list(parts)
    return next(
        (
            digits
            for digits in range(least, most)
            if round(sum(round(one, digits) for one in numbers), digits) == round(total, digits)
        ),
        most,
    )


def iso_day(when: date | pd.Timestamp, precision: str = "day") -> str:
    """Return a date for tables, cut where the record ends: `2008-05-07`, `2008-05`, `2008`; sorts as text."""
    text = f"{when:%Y-%m-%d}"
    return text[: {"year": 4, "month": 7}.get(precision, 10)]


def iso_days(frame: pd.DataFrame) -> list[str]:
    """Return the dates of a frame of events for tables; of a span the end follows, as short as it can be."""
    ends = frame["date_end"] if "date_end" in frame else [pd.NaT] * len(frame)
    return [
        iso_day(when, precision) + (_end(when, end) if precision == "day" else "")
        for when, precision, end in zip(frame["date"], frame["date_precision"], ends, strict=True)
    ]


def _end(when: pd.Timestamp, end: pd.Timestamp) -> str:
    if pd.isna(end) or end == when:
        return ""
    if (end.year, end.month) == (when.year, when.month):
        return f"–{end:%d}"
    return f"–{end:%m-%d}" if end.year == when.year else f"–{end:%Y-%m-%d}"


def pair(dyad: str, language: str = "en") -> str:
    """Return `Japan–Malaysia` for `JPN-MYS`."""
    first, _, second = dyad.partition("-")
    return f"{country(first, language)}–{country(second, language)}"


def country(iso3: str, language: str = "en") -> str:
    """Return a country's name in the reader's language; its code where it is none of ours."""
    return locales.name_of(iso3, language) if iso3 in COUNTRIES else iso3


def type_label(event_type: str) -> str:
    """Return the label of an event type."""
    return EVENT_TYPES[event_type].label if event_type in EVENT_TYPES else event_type


def topic_label(topic: str) -> str:
    """Return the label of a topic."""
    return vocabulary_label(topic) if topic == UNCODED or topic in TOPICS else topic


def topic_labels(topics: Iterable[str]) -> str:
    """Return the labels of an event's topics in one line."""
    return ", ".join(topic_label(topic) for topic in topics) or topic_label(UNCODED)


def safe_url(url: object) -> str | None:
    """Return an address if it is one of the web (http, https), else None: never a script, never a file."""
    return (harmless_url(url) or None) if isinstance(url, str) else None


def host_of(url: str) -> str:
    """Return the name of the site of an address, without www."""
    return urlsplit(url).netloc.removeprefix("www.")


def link(url: object, text: str = "") -> str:
    """Return an HTML link that opens in a new tab; only its text where the address is none of the web."""
    address = safe_url(url)
    if address is None:
        return escape(text)
    shown = text or host_of(address)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(shown)}</a>'


_SHORTCODE = re.compile(r":(?!\d\d?:)(?=[\w+-]+:|material/)")


def plain(text: str) -> str:
    """Return text for Streamlit's Markdown with every sign that means something there taken literally.

    Names of icons and emoji are looked for once escapes are undone: an unseen sign keeps them apart.
    """
    text = _SHORTCODE.sub(":\N{WORD JOINER}", text)
    return "".join(f"\\{char}" if char in "\\`*_{}[]()#+-!|~$:<>&" else char for char in text)


_FILE_FIRST = re.compile(
    r"(?!there )[^:]*?\.[A-Za-z]\w{0,7}(?=:| (?:is|are|has|holds|cannot|begins|would|was)\b)"
)


def as_sentence(text: str) -> str:
    """Return words with a capital at their head, unless that is the name of a file.

    >>> as_sentence("there is no event 7"), as_sentence("visits.csv is a PDF")
    ('There is no event 7', 'visits.csv is a PDF')
    """
    return text if _FILE_FIRST.match(text) else text[:1].upper() + text[1:]


_LOOKALIKES = str.maketrans("\\`*_[]<>~", "⧵’∗ˍ()‹›∼")


def spoken(text: str) -> str:
    """Return text for a field's label, where a screen reader reads out Markdown's signs and their escapes.

    What means something to Streamlit becomes what looks like it; a colon before a word, as of an icon or an
    address, is parted from that unseen.

    >>> spoken("1. Talks on [aid] & **trade**"), spoken("$5 or $7"), spoken("for $5")
    ('1. Talks on (aid) & ∗∗trade∗∗', '＄5 or ＄7', 'for $5')
    """
    text = text.translate(_LOOKALIKES)
    if text.count("$") > 1:
        text = text.replace("$", "＄")
    text = re.sub(r"&(?=#?\w+;)", "＆", text)
    return re.sub(r":(?=[^\W\d]|/)", ":\N{WORD JOINER}", text)
