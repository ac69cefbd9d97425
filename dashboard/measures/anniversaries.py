"""Round anniversaries that lie ahead: a calendar of occasions on which states tend to meet."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from dashboard.measures.contract import DyadRecord

TYPES = ("diplomatic_relations", "partnership_upgrade", "agreement_signed", "agreement_in_force")
EVERY_YEARS = 5

COLUMNS = ("date", "date_precision", "dyad", "years", "event_id", "type", "title")


def anniversaries(
    records: Iterable[DyadRecord], today: date, *, days_ahead: int = 365, every_years: int = EVERY_YEARS
) -> pd.DataFrame:
    """Return the round anniversaries of the next days, in date order.

    Every fifth year of the opening of relations, partnership upgrades and agreements. Columns: date (first
    day of the month or year where date_precision says so), date_precision, dyad, years, event_id, type,
    title.
    29 February is kept on the 28th in other years.
    """
    until = today + timedelta(days=days_ahead)
    rows = []
    for record in records:
        chosen = record.events[record.events["type"].isin(TYPES)]
        for event_id, day, precision, kind, title in zip(
            chosen["event_id"],
            chosen["date"],
            chosen["date_precision"],
            chosen["type"],
            chosen["title"],
            strict=True,
        ):
            for year in (today.year, today.year + 1, until.year):
                years = year - day.year
                if years <= 0 or years % every_years:
                    continue
                falls_on = _in_year(day.date(), year)
                begin = _floor(today, precision)
                if begin <= falls_on <= until:
                    rows.append((falls_on, precision, record.key, years, int(event_id), kind, title))
    frame = pd.DataFrame(sorted(set(rows)), columns=list(COLUMNS))
    return frame.astype({"date": "datetime64[us]"})


def _in_year(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day and year % 4 else day.replace(year=year)


def _floor(day: date, precision: str) -> date:
    """Return the first day of the month or year that is not over yet, or the day itself."""
    if precision == "year":
        return date(day.year, 1, 1)
    return day.replace(day=1) if precision == "month" else day
