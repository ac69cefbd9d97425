"""Which events make a value: contributions that add up to it."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.weigh import Day, Floats, sitting, weigh

_COLUMNS = [
    "event_id",
    "date",
    "date_precision",
    "sitting_date",
    "type",
    "title",
    "actor",
    "recipient",
    "topics",
]


def explain(
    record: DyadRecord, weights: Weights, day: date, *, weighed: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the events up to `day` with the points that each still adds on that day, largest first.

    Columns: event_id, date, date_precision, sitting_date, type, title, actor, recipient, topics, sign (+1
    adds to cooperation, -1 to friction), score, factor, half_life (days), age_days, points (>= 0),
    folded_into (event_id of the head it is counted with; such events have 0 points).

    The points sum by sign to C and F of that day to 1e-9. Events for which the scale has no score are absent:
    they are in no stock. The value of a `partial` period is that of its last covered day: ask for that day.

    Args:
        record, weights: As for the measure.
        day: Any day; nothing before the first event.
        weighed: The frame of `weigh(record, weights)`, if at hand.
    """
    frame = weigh(record, weights) if weighed is None else weighed
    on = np.datetime64(day, "D")
    frame = frame[(sitting(frame) <= on) & frame["score"].notna().to_numpy()]
    points = points_on(frame, on)
    age = (on - sitting(frame)).astype(np.int64)
    kept = [name for name in _COLUMNS if name in frame]
    told = frame[[*kept, "sign", "score", "factor", "half_life", "folded_into"]].assign(
        age_days=age, points=points
    )
    order = [*kept, "sign", "score", "factor", "half_life", "age_days", "points", "folded_into"]
    # The weighed frame is in (sitting_date, id) order: a stable sort keeps it within ties.
    return told[order].sort_values("points", ascending=False, kind="stable").reset_index(drop=True)


def explain_range(
    record: DyadRecord, weights: Weights, first: date, last: date, *, weighed: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the events that sit from `first` to `last`, with their points on their day and on `last`.

    Columns as of `explain`, with `points` on the event's own day and `points_at_end` on `last`; age_days
    counts to `last`. Largest points first.
    """
    frame = weigh(record, weights) if weighed is None else weighed
    told = explain(record, weights, last, weighed=frame)
    told = told[told["sitting_date"] >= pd.Timestamp(first)]
    peaks = dict(zip(frame["event_id"], frame["peak"], strict=True))
    told = told.rename(columns={"points": "points_at_end"}).assign(
        points=[float(peaks[event_id]) for event_id in told["event_id"]]
    )
    return told.sort_values("points", ascending=False, kind="stable").reset_index(drop=True)


def points_on(weighed: pd.DataFrame, day: Day) -> Floats:
    """Return what each weighed event adds on `day`, peak x 2^(-age/half_life); NaN before it happened."""
    age = (day.astype("datetime64[D]") - sitting(weighed)).astype(np.int64)
    points = weighed["peak"].to_numpy(dtype=float) * np.exp2(
        -age / weighed["half_life"].to_numpy(dtype=float)
    )
    return np.where(age >= 0, points, np.nan)
