"""Dates as numbers: days since a day, as spreadsheets, R and Stata count them, or seconds, as computers do.

"excel"                            40668: days since the end of 1899
"days since 1970-01-01"            16193, as R stores a date; Stata and SAS count from 1960-01-01
"milliseconds since 1970-01-01"    1399075200000, as pandas writes a date into JSON; or "seconds"
"""

import re
from datetime import date, timedelta

EXCEL = "excel"
"""The format of days counted from the end of 1899."""

_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?")
_COUNT = re.compile(r"-?\d{1,15}(?:\.\d+)?")
_SINCE = re.compile(r"(days|seconds|milliseconds) since (\d{4}-\d\d-\d\d)")
_PER_DAY = {"days": 1, "seconds": 86_400, "milliseconds": 86_400_000}

COMPUTER = ("milliseconds since 1970-01-01", "seconds since 1970-01-01")


def is_counted(form: str) -> bool:
    """True for the format of a number that counts from a day.

    >>> is_counted("days since 1960-01-01"), is_counted("days since 1960-13-01"), is_counted("%Y")
    (True, False, False)
    """
    return form == EXCEL or _start(form) is not None


def counted_day(text: str, form: str) -> date | None:
    """Return the day that a number means by such a format, None if it means none.

    >>> counted_day("40668", "excel"), counted_day("-1", "days since 1970-01-01")
    (datetime.date(2011, 5, 5), datetime.date(1969, 12, 31))
    """
    if form == EXCEL:
        return _EPOCH + timedelta(days=int(float(text))) if _SERIAL.fullmatch(text) else None
    start = _start(form)
    if start is None or not _COUNT.fullmatch(text):
        return None
    unit, day = start
    try:
        return day + timedelta(days=float(text) // _PER_DAY[unit])
    except OverflowError:
        return None


def _start(form: str) -> tuple[str, date] | None:
    match = _SINCE.fullmatch(form)
    try:
        return (match[1], date.fromisoformat(match[2])) if match else None
    except ValueError:
        return None
