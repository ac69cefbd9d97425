"""Small records for tests of the measures, told in one line per event."""

from datetime import date

import pandas as pd

from dashboard.measures.contract import DyadRecord
from tests.shipped_records import event_frame

COVERED = ((date(2010, 1, 1), date(2019, 12, 31)),)


def event(day: str, kind: str, **more: str) -> dict[str, str]:
    """Return one raw row between JPN and MYS; `day` is 2012-05-01, 2012-05 (a month) or 2012 (a year)."""
    precision = {4: "year", 7: "month", 10: "day"}[len(day)]
    row = {
        "date": f"{day}-01-01"[:10] if precision == "year" else f"{day}-01"[:10],
        "date_precision": precision,
        "type": kind,
        "date_end": "",
        "actor": "JPN",
        "recipient": "MYS",
        "level": "",
        "tier": "",
        "place": "",
        "topics": "",
        "title": f"{kind} of {day}",
        "confidence": "medium",
        "source_url": "https://example.org/",
    }
    return {**row, **more}


def record(
    *events: dict[str, str],
    coverage: tuple[tuple[date, date], ...] = COVERED,
    pair: tuple[str, str] = ("JPN", "MYS"),
) -> DyadRecord:
    """Return a record of these events; ids follow the order given unless a row has its own."""
    columns = ["id", *event("2012-01-01", "aid")]
    rows = pd.DataFrame(
        [{"id": f"e{number:03d}", **row} for number, row in enumerate(events)], columns=columns, dtype="str"
    )
    return DyadRecord(*pair, event_frame(rows), coverage)
