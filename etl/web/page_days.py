"""Days as web pages declare them: ISO, compact, with slashes, as seconds since 1970, or in words."""

import re
from datetime import UTC, date, datetime

from etl.coding.days.dates import read_full_date

_PLACEHOLDERS = frozenset((date(1, 1, 1), date(1900, 1, 1), date(1970, 1, 1)))
"""What programs write where they know no day."""
_LONGEST = 200

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d\d){0,3}(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_SECONDS = re.compile(r"(1[0-8]\d{8})(\d{3})?")
"""From 2001 to 2030; from 19... on it is a year."""
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)")
_ASCTIME = re.compile(
    r"(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) +(\d{1,2}) \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?(\d{4})"
)
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)|/(\d{4})(\d\d)(\d\d)(?!\d)")


def read_day(text: str, *, is_day_first: bool | None = None, near: date | None = None) -> date | None:
    """Return the day that a value names, as its own clock has it; None if it names none for certain.

    Args:
        is_day_first: How its language writes 05/06/2024; None if that is not known.
        near: A day that such a date is, if it can be read so at all.

    >>> read_day("20240510081500"), read_day("05/06/2024"), read_day("05/06/2024", is_day_first=True)
    (datetime.date(2024, 5, 10), None, datetime.date(2024, 6, 5))
    """
    text = text.strip()[:_LONGEST]
    day = _day_of(text, is_day_first, near)
    return None if day in _PLACEHOLDERS else day


def _day_of(text: str, is_day_first: bool | None, near: date | None) -> date | None:
    if seconds := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(seconds[1]), UTC).date()
    if match := _COMPACT.match(text) or _YEAR_FIRST.match(text):
        return _date(match[1], match[2], match[3])
    if match := _DOTTED.search(text):
        return _date(match[3], match[2], match[1])
    if match := _SLASHED.search(text):
        day_first = _date(match[4], match[3], match[1])
        month_first = _date(match[4], match[1], match[3])
        if day_first is None or month_first is None or day_first == month_first:
            return day_first or month_first
        if near in (day_first, month_first):
            return near
        return None if is_day_first is None else day_first if is_day_first else month_first
    if match := _ASCTIME.match(text):
        text = f"{match[2]} {match[1]} {match[3]}"
    return read_full_date(text)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def day_in_address(url: str) -> date | None:
    """Return the day that stands in the path of an address: /2024/06/05/, /2024-06-05, /20240605."""
    match = _IN_ADDRESS.search(url)
    return _date(*filter(None, match.groups())) if match else None


def puts_day_first(language: str) -> bool | None:
    """Return how a language writes 05/06/2024; None if it is not known, as of English of no country.

    >>> puts_day_first("en-GB"), puts_day_first("en_US"), puts_day_first("en")
    (True, False, None)
    """
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.strip().replace("-", "_"))
        pattern = locale.date_formats["short"].pattern
    except (UnknownLocaleError, ValueError, TypeError, KeyError):
        return None
    # Without a country English is as often of one kind as of the other, and is what page builders preset.
    if (locale.language == "en" and not locale.territory) or pattern.startswith("y"):
        return None
    return bool(pattern.index("d") < pattern.index("M"))


def in_local_time(text: str, others: list[str]) -> str:
    """Return the one of `others` that tells the moment of `text`, a moment in UTC, by the page's own clock.

    A story of one o'clock in Tokyo is of that day there, and of the day before in UTC.
    """
    moment = _moment(text)
    if moment is None or moment.utcoffset() != UTC.utcoffset(None):
        return text
    for other in others:
        local = _moment(other)
        if local is not None and local == moment and local.utcoffset() != UTC.utcoffset(None):
            return other
    return text


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
