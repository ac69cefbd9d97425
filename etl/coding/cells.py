"""Cells of tables as values: texts, dates, lists of topics and addresses; what cannot be read says why."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from db.vocabulary import DATE_PRECISIONS
from db.vocabulary.countries import UnknownCountryError, find_country
from etl.coding.calendars import calendar_hint
from etl.coding.check import first_day
from etl.coding.kind_words import kind_hint
from etl.coding.suggest import did_you_mean

TIME = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
"""A time of day behind a date, as a pattern."""

_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})(?:-(\d{{1,2}})(?:(?:T|\s+){TIME})?)?")
"""A day, month or year; a time of day behind a day is left out, so the day is the one that is written."""
_YEAR = re.compile(r"\d{4}")
_OTHER_ORDER = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})\s*[/.]\s*(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
_SPREADSHEET_EPOCH = date(1899, 12, 30)


class CellError(ValueError):
    """A cell that holds no value of its column: which column, a reason code, and what would be right."""

    def __init__(self, column: str, reason: str, message: str) -> None:
        self.column = column
        self.reason = reason
        self.message = message
        super().__init__(f"{column}: {message}")


def clean_text(text: str) -> str:
    """Return `text` on one line, trimmed, without control characters, its letters composed (NFC).

    >>> clean_text("  two\\nlines ")
    'two lines'
    """
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub(" ", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


_WHOLE = re.compile(r"(-?\d{1,15})[.,]0{1,2}")
_PARTED_YEAR = re.compile(r"([12])[ ,\xa0\u202f](\d{3})")


def whole_number(text: str) -> str:
    """Return a whole number without the point or comma and zeros that programs write behind it.

    Any other text is returned as it stands.

    >>> whole_number("2.0"), whole_number("740,0"), whole_number("2.5"), whole_number("visit")
    ('2', '740', '2.5', 'visit')
    """
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def plain_year(text: str) -> str:
    """Return a year as four digits, where a program has written it as an amount.

    >>> plain_year("2 014"), plain_year("2014.0"), plain_year("May 2014")
    ('2014', '2014', 'May 2014')
    """
    found = _PARTED_YEAR.fullmatch(text)
    return found[1] + found[2] if found else whole_number(text)


def shorten(text: str, limit: int = 60) -> str:
    """Return `text` for a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


@lru_cache(maxsize=4096)
def read_country(column: str, text: str) -> str:
    """Return the iso3 code of the country that a cell names.

    Raises:
        CellError: No country bears the name (`unknown_country`), with near ones.
    """
    try:
        return find_country(text).iso3
    except UnknownCountryError as error:
        hint = f"; did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        raise CellError(
            column,
            "unknown_country",
            f"unknown country {shorten(text)!r}{hint or '; write its ISO code or name'}",
        ) from error


def read_word(column: str, text: str, allowed: tuple[str, ...], default: str) -> str:
    """Return one of a closed list of words, `default` for an empty cell; case and separators do not count.

    Raises:
        CellError: The word is not in the list (`unknown_<column>`), with near ones.
    """
    if not text:
        return default
    if text in allowed:
        return text
    form = "_".join(text.casefold().replace("-", " ").split())
    if form in allowed:
        return form
    hint = kind_hint(text) if column == "type" else did_you_mean(text, allowed)
    raise CellError(column, f"unknown_{column}", f"unknown {column} {shorten(text)!r}; {hint}")


def read_date(column: str, text: str, precision: str = "") -> tuple[date, str]:
    """Return the day of a cell and how precisely it is known; months and years stand on their first day.

    Args:
        text: `2025-01-10`, `2025-01` or `2025`.
        precision: What the row says; "" takes it from the form of the date.

    Raises:
        CellError: No such day, or a form that can be read in two ways (`bad_date`), with what would be right.
    """
    if precision and precision not in DATE_PRECISIONS:
        raise CellError(
            "date_precision",
            "unknown_date_precision",
            f"unknown date_precision {shorten(precision)!r}; {did_you_mean(precision, DATE_PRECISIONS)}",
        )
    text = plain_year(text)
    found = _ISO.fullmatch(text)
    if found is None and _YEAR.fullmatch(text):
        parts, given = (int(text), 1, 1), "year"
    elif found is not None:
        parts = (int(found[1]), int(found[2]), int(found[3] or 1))
        given = "day" if found[3] else "month"
    else:
        hint = calendar_hint(text)
        raise CellError(column, "bad_date", _wrong_form(text) + (f"; {hint}" if hint else ""))
    try:
        day = date(*parts)
    except ValueError:
        raise CellError(column, "bad_date", f"there is no day {shorten(text)!r}{_nearest(parts)}") from None
    wanted = precision or given
    if DATE_PRECISIONS.index(given) > DATE_PRECISIONS.index(wanted):
        raise CellError(
            column,
            "bad_date",
            f"{text!r} names a {given}, but date_precision is {wanted}; write the full date",
        )
    return first_day(day, wanted), wanted


def _nearest(parts: tuple[int, int, int]) -> str:
    year, month, day = parts
    if month > 12 >= day:
        return f"; is {year:04}-{day:02}-{month:02} meant?" if _is_date(year, day, month) else ""
    if month > 12:
        return "; there are 12 months and a date is written year-month-day"
    return "; a date is written year-month-day"


def _wrong_form(text: str) -> str:
    """Say what is wrong with a date that is not written year-month-day, and what would be right."""
    shown = repr(shorten(text, 40))
    if not text:
        return "the date is missing; write it as 2025-01-31"
    if (found := _OTHER_ORDER.fullmatch(text)) is not None:
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        readings = {
            f"{year:04}-{month:02}-{day:02}"
            for day, month in ((first, second), (second, first))
            if _is_date(year, month, day)
        }
        if len(readings) == 2:
            return f"{shown} can be read in two ways; write {' or '.join(sorted(readings))}"
        if readings:
            return f"{shown} is not written year-month-day; write {readings.pop()}"
        return f"there is no day {shown}; a date is written year-month-day, such as 2025-01-31"
    for form in (_YEAR_FIRST, _COMPACT):
        if (found := form.fullmatch(text)) is not None and _is_date(*map(int, found.groups())):
            year, month, day = map(int, found.groups())
            return f"{shown} is not written year-month-day with dashes; write {year:04}-{month:02}-{day:02}"
    if _SERIAL.fullmatch(text):
        day_found = _SPREADSHEET_EPOCH + timedelta(days=int(float(text)))
        return f"{shown} looks like a spreadsheet's day number; format the column as a date ({day_found}?)"
    return f"{shown} is no date; write it as 2025-01-31, 2025-01 or 2025"


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_formatted_date(column: str, text: str, formats: tuple[str, ...]) -> tuple[date, str]:
    """Return the day of a cell written in one of `formats` (strptime's), which may name only a month or year.

    Raises:
        CellError: None of the formats fits (`bad_date`).
    """
    for form in formats:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
        has_day = any(code in form for code in ("%d", "%j", "%x", "%c", "%D", "%e", "%a", "%A"))
        has_month = has_day or any(code in form for code in ("%m", "%b", "%B"))
        precision = "day" if has_day else "month" if has_month else "year"
        return first_day(day, precision), precision
    raise CellError(column, "bad_date", f"{shorten(text, 40)!r} is not written as {' or '.join(formats)}")


def read_list(text: str, separator: str = ";") -> tuple[str, ...]:
    """Return the items of a cell, trimmed, without empty ones."""
    return tuple(part for part in (item.strip() for item in text.split(separator)) if part)
