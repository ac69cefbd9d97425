"""The partnership ladder: which title was in force, and since when (METHOD 6).

Titles are kept in their exact words and are never turned into numbers: they are ordinal only within one
country's vocabulary.
"""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dashboard.measures.contract import DyadRecord
from dashboard.measures.weigh import sitting_days

NO_TITLE = "Title not recorded"
"""Stands for the title where a partnership was raised but the record does not say to what."""

Kind = Literal["established", "raised", "lowered"]

COLUMNS = (
    "date_from",
    "date_until",
    "tier",
    "event_id",
    "kind",
    "date_precision",
    "drawn_from",
    "drawn_until",
)


@dataclass(frozen=True, slots=True)
class TitleChange:
    """One event that changed the title: `title` is the new one, None where it ended without another."""

    event_id: int
    date: pd.Timestamp
    drawn_on: pd.Timestamp
    date_precision: str
    title: str | None
    kind: Literal["established", "raised", "lowered", "ended"]


def title_changes(record: DyadRecord) -> list[TitleChange]:
    """Return every change of title in date order.

    A title comes from `partnership_upgrade`, and from `diplomatic_relations` or `joint_statement` only where
    the row names one in `tier`. `partnership_downgrade` lowers it to its `tier`, or ends it where it names
    none. A row that repeats the title in force changes nothing.
    """
    events = record.events.assign(drawn_on=sitting_days(record.events).astype("datetime64[us]"))
    steps = events.sort_values(["drawn_on", "source_event_id", "source_id"], kind="stable")
    changes: list[TitleChange] = []
    current: str | None = None
    row: Any
    for row in steps.itertuples(index=False):
        tier = row.tier.strip() if isinstance(row.tier, str) else ""
        title: str | None
        kind: Literal["established", "raised", "lowered", "ended"]
        if row.type == "partnership_upgrade":
            title, kind = tier or NO_TITLE, "established" if current is None else "raised"
        elif row.type in ("diplomatic_relations", "joint_statement") and tier:
            title, kind = tier, "established" if current is None else "raised"
        elif row.type == "partnership_downgrade":
            title, kind = tier or None, "lowered" if tier else "ended"
        else:
            continue
        if title == current:
            continue
        changes.append(
            TitleChange(int(row.event_id), row.date, row.drawn_on, row.date_precision, title, kind)
        )
        current = title
    return changes


def ladder(record: DyadRecord) -> pd.DataFrame:
    """Return the titles in force, one row each, in date order.

    Columns:
        date_from: The recorded day; of a month or year its first day (see date_precision).
        date_until: The recorded day on which it ended; NaT while it holds.
        tier: The exact words.
        event_id: The event that brought it.
        kind: `established` (first, or after none), `raised`, `lowered`.
        date_precision: Of date_from.
        drawn_from, drawn_until: The same on the curve's axis (15th of a month, 1 July of a year).
    """
    rows = []
    changes = title_changes(record)
    for number, change in enumerate(changes, start=1):
        after = changes[number] if number < len(changes) else None
        if change.title is not None:
            rows.append(
                (
                    change.date,
                    pd.NaT if after is None else after.date,
                    change.title,
                    change.event_id,
                    change.kind,
                    change.date_precision,
                    change.drawn_on,
                    pd.NaT if after is None else after.drawn_on,
                )
            )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    dates = dict.fromkeys(("date_from", "date_until", "drawn_from", "drawn_until"), "datetime64[us]")
    return frame.astype({**dates, "tier": "str", "event_id": "int64", "kind": "str", "date_precision": "str"})
