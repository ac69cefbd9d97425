"""Labels of entries: the dates that open a paragraph of a chronology, or stand in the title of a release."""

import re

from etl.coding.days.date_words import DateExpression, find_dates
from etl.coding.days.dates import has_year

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|"
    r"\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|"
    r"NOV|DEC)"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_WEEKDAY_FIRST = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?", re.IGNORECASE)
_LABEL_END = re.compile(
    r"(?:,\s[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?(?=\s[-—–]\s))?\s*(?:[—–:.|]|-(?=\s)|\)\s*[:—–-])\s*(?=\S)|\s*$"
)
_NOTE = re.compile(r"[A-Z][\w'’ ]{2,30}\s\(")
_WEEKDAY_NUMBER = re.compile(rf"({WEEKDAY},?\s+\d{{1,2}}(?:st|nd|rd|th)?)\s*(?:—|–|:|\||-(?=\s))\s*(?=\S)")
_WEEKDAY_LABEL = re.compile(
    r"((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:(?:\.|\s*[:—–]|\s+-)\s+(?=\S)|:?$)", re.IGNORECASE
)
_YEAR_LABEL = re.compile(r"((?:19|20)\d\d)(?:(?:\s*(?:—|–|:|\|)|\s+-)\s+(?=\S)|\.\s+(?=[A-ZÀ-Þ])|:?$)")
_DAYS = r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?"
_YEAR_AHEAD_LABEL = re.compile(
    rf"(?P<year>(?:19|20)\d\d),?\s+(?:(?P<d1>{_DAYS})\s+)?(?P<month>{MONTH})(?:\s+(?P<d2>{_DAYS}))?"
    r"(?:\s*(?:—|–|:|\|)|\s+-)\s+(?=\S)",
    re.IGNORECASE,
)
"""As the BBC's timelines have it: "2008 10 June - ...", "1996 April - ..."."""
_LABEL_KINDS = frozenset(["iso", "dm", "md", "ddm", "mdd", "dmspan", "mdspan2", "my", "slash"])


def find_label(body: str) -> tuple[str, int]:
    """Return the date that opens a paragraph ("April 23 - ...", "1 July 2019. ...") and its end."""
    if not body[:1].isalnum():
        return "", 0
    year = _YEAR_LABEL.match(body)
    if year:
        return f"in {year[1]}", year.end()
    ahead = _YEAR_AHEAD_LABEL.match(body)
    if ahead:
        day_of_month = ahead["d1"] or ahead["d2"]
        told = (
            f"{day_of_month} {ahead['month']} {ahead['year']}"
            if day_of_month
            else f"{ahead['month']} {ahead['year']}"
        )
        return told, ahead.end()
    at = _WEEKDAY_FIRST.match(body).end()  # type: ignore[union-attr]
    day = _WEEKDAY_NUMBER.match(body)
    if day:
        return body[: day.end(1)], day.end()
    day = _WEEKDAY_LABEL.match(body)
    if day:
        return day[1].capitalize(), day.end()
    note = _NOTE.match(body)
    if note:
        at = note.end()
    for expression in find_dates(body[: at + 34]):
        if expression.start != at or expression.kind not in _LABEL_KINDS:
            return "", 0
        end = _LABEL_END.match(body, expression.end)
        return (body[: expression.end], end.end()) if end else ("", 0)
    return "", 0


_FACT = re.compile(
    r"[A-Z][^:.]{0,70}\b(?:[Rr]elations|[Tt]ies|[Pp]artnership|[Aa]greement|[Tt]reaty|[Pp]act|[Mm]emorandum)\b[^:.]{0,40}:\s*"
)


def is_fact(body: str) -> bool:
    """True for a line that tells an act by its name and day: "Diplomatic relations: 19 June 1975"."""
    match = _FACT.match(body)
    return match is not None and any(_is_next(body, match.end(), one) for one in find_dates(body))


_VISIT_OF = re.compile(r"(?:[A-Z][\w-]*\s+){0,3}Visit\s+(?:of|by)\s")


def is_dated_visit(body: str) -> bool:
    """True for the title of a release that tells a visit: "Official Visit of ..., 9 to 12 May 2025"."""
    if _VISIT_OF.match(body) is None:
        return False
    dates = list(find_dates(body))
    return bool(dates) and dates[-1].end >= len(body.rstrip(" )")) and body.rstrip(" )")[-4:].isdigit()


def _is_next(body: str, at: int, expression: DateExpression) -> bool:
    return 0 <= expression.start - at <= len("since ")


YEAR_OVER_IT = re.compile(r"in ((?:19|20)\d\d)")


def of_year_over_it(label: str, heading: str) -> str:
    """Return "29 April" with the year that stands alone over its entry."""
    over = YEAR_OVER_IT.fullmatch(heading)
    dates = find_dates(label)
    is_open = over is not None and len(dates) == 1 and dates[0].kind in ("dm", "md", "ddm", "mdd")
    return f"{label}, {over[1]}" if over and is_open and not has_year(dates[0]) else label


_MONTH_LABEL = re.compile(rf"({MONTH})\s*(?:—|–|:|\|)\s+(?=\S)")


def month_under(body: str, heading: str) -> tuple[str, int]:
    """Return the month that opens an entry ("May: ...") under a year that stands alone, and its end."""
    over, month = YEAR_OVER_IT.fullmatch(heading), _MONTH_LABEL.match(body)
    return (f"{month[1]} {over[1]}", month.end()) if over and month else ("", 0)
