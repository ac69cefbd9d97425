"""What moved most of late, and through which events."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.stock import stock
from dashboard.measures.timeline import merge_spans, to_date
from dashboard.measures.weigh import Day, sitting, weigh

DAYS = 90
N_EVENTS = 3

COLUMNS = (
    "dyad",
    "country_a",
    "country_b",
    "change",
    "net",
    "net_before",
    "cooperation_change",
    "friction_change",
    "event_ids",
    "titles",
    "dates",
)


def data_end(records: Iterable[DyadRecord]) -> date | None:
    """Return the latest covered day of all records: the day that "the last 90 days" end on, to be stated."""
    ends = [until for record in records for _, until in record.coverage]
    return max(ends, default=None)


def moves(
    records: Iterable[DyadRecord],
    weights: Weights,
    as_of: date,
    *,
    days: int = DAYS,
    limit: int | None = None,
) -> pd.DataFrame:
    """Return how far each dyad's net moved in the days to `as_of`, the largest move first.

    Columns: dyad, country_a, country_b, change (of N), net, net_before, cooperation_change, friction_change
    (points), then tuples of the events that made it, at most three: event_ids, titles, dates. They are the
    events of those days on the side that net moved to, by what they still weigh on `as_of`; empty where net
    moved only because older acts faded. Dyads not covered on both days are left out.

    Args:
        records: The dyads.
        weights: In force.
        as_of: The last covered day (`data_end`).
        days: Length of the span.
        limit: At most so many rows.
    """
    end = np.datetime64(as_of, "D")
    begin = end - np.timedelta64(days, "D")
    rows = []
    for record in records:
        if not any(first <= begin and end <= last for first, last in merge_spans(record.coverage)):
            continue
        frame = weigh(record, weights)
        both = stock(frame, np.array([begin, end]))
        change = float(both.net[1] - both.net[0])
        made = _made_by(frame, begin, end, change)
        rows.append(
            (
                record.key,
                record.country_a,
                record.country_b,
                change,
                float(both.net[1]),
                float(both.net[0]),
                float(both.cooperation[1] - both.cooperation[0]),
                float(both.friction[1] - both.friction[0]),
                tuple(int(event_id) for event_id in made["event_id"]),
                tuple(str(title) for title in made["title"]),
                tuple(to_date(np.datetime64(day, "D")) for day in made["date"]),
            )
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    ranked = frame.sort_values("change", key=lambda change: -change.abs(), kind="stable", ignore_index=True)
    return ranked if limit is None else ranked.head(limit)


def _made_by(weighed: pd.DataFrame, begin: Day, end: Day, change: float) -> pd.DataFrame:
    days = sitting(weighed)
    peaks = weighed["peak"].to_numpy(dtype=float)
    side = 1 if change > 0 else -1
    inside = (days > begin) & (days <= end) & (peaks > 0) & (weighed["sign"].to_numpy() == side)
    age = (end - days[inside]).astype(np.int64)
    points = peaks[inside] * np.exp2(-age / weighed["half_life"].to_numpy(dtype=float)[inside])
    made: pd.DataFrame = weighed[inside].assign(points=points)
    return made.sort_values("points", ascending=False, kind="stable").head(N_EVENTS)
