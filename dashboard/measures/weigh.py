"""What each event weighs under the scores in force, and which events are counted with another."""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.episodes import EPISODE_TYPES, Meeting, fold
from db.vocabulary import EVENT_TYPES, LEVELS

Day = np.datetime64
Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]

KEPT_COLUMNS: Final = (
    "event_id",
    "source_id",
    "source_event_id",
    "date",
    "date_end",
    "date_precision",
    "type",
    "title",
    "actor",
    "recipient",
    "level",
    "tier",
    "place",
    "confidence",
    "topics",
    "n_evidence",
)
"""Columns of `DyadRecord.events` that travel on (those that are there)."""


def sitting_days(events: pd.DataFrame) -> Days:
    """Return the day on which each event counts: its own, the 15th of its month, or 1 July of its year."""
    days = np.asarray(events["date"], dtype="datetime64[D]")
    precision = np.asarray(events["date_precision"], dtype=object)
    mid_month = days.astype("datetime64[M]").astype("datetime64[D]") + np.timedelta64(14, "D")
    mid_year = (days.astype("datetime64[Y]").astype("datetime64[M]") + np.timedelta64(6, "M")).astype(
        "datetime64[D]"
    )
    return np.where(precision == "month", mid_month, np.where(precision == "year", mid_year, days))


def level_factor(event_type: str, level: object) -> float:
    """Return the factor of the people who met: 0.25..1 for the seven types of talks, 1 for all others.

    A blank level (None, NaN, "") is the type's usual one.
    """
    usual = EVENT_TYPES[event_type].usual_level
    if usual is None:
        return 1.0
    named = level if isinstance(level, str) and level else usual
    return LEVELS[named].factor


def weigh(record: DyadRecord, weights: Weights) -> pd.DataFrame:
    """Return the record's events with what they weigh, in (sitting_date, the source's own id) order.

    Columns: `KEPT_COLUMNS` of the record's events, then
        sitting_date: datetime64[us]; the day on which the event counts (METHOD 2: 15th, 1 July).
        score: float; the signed score in force, NaN where the scale has none.
        factor: float; level factor m.
        half_life: float, days.
        sign: int; +1 or -1, that of the score in force. A score of 0 or NaN keeps the sign of its type.
        peak: float; |score| x factor, what the event adds on its day. 0 where it is counted with another
            or scored 0; NaN where the scale has no score (such an event is in no stock and is named in the
            result's warnings).
        folded_into: Int64; event_id of the head of its episode, <NA> where it counts by itself.

    The episode rule runs over all events of the record, and over those only: filters come first.
    """
    events = record.events
    n = len(events)
    types = [str(name) for name in events["type"]]
    sitting = sitting_days(events)
    ids = _own_ids(events)
    sources = list(events["source_id"]) if "source_id" in events else [""] * n
    order = sorted(range(n), key=lambda i: (sitting[i], ids[i], str(sources[i])))

    score_of = {name: float(weights.score(name)) for name in set(types)}
    half_life_of = {name: float(weights.half_life(name)) for name in set(types)}
    scores = np.array([score_of[types[i]] for i in order], dtype=float)
    factors = np.array(
        [level_factor(name, level) for name, level in zip(types, events["level"], strict=True)], dtype=float
    )[order]
    signs = np.array([_sign(score_of[types[i]], types[i]) for i in order], dtype=np.int64)
    peaks = np.abs(scores) * factors

    kept = [name for name in KEPT_COLUMNS if name in events]
    frame = events[kept].iloc[order].reset_index(drop=True)
    heads = _heads(frame, [ids[i] for i in order], peaks)
    event_ids = list(frame["event_id"])
    folded = np.array([head is not None for head in heads], dtype=bool)
    peaks[folded] = 0.0

    return frame.assign(
        sitting_date=sitting[order].astype("datetime64[us]"),
        score=scores,
        factor=factors,
        half_life=np.array([half_life_of[types[i]] for i in order], dtype=float),
        sign=signs,
        peak=peaks,
        folded_into=pd.array(
            [pd.NA if head is None else int(event_ids[head]) for head in heads], dtype="Int64"
        ),
    )


def unscored_types(weighed: pd.DataFrame) -> tuple[str, ...]:
    """Return the event types in `weighed` for which the scale has no score, sorted."""
    return tuple(sorted(set(weighed.loc[weighed["score"].isna(), "type"])))


def sitting(weighed: pd.DataFrame) -> Days:
    """Return the sitting dates of a weighed frame as days."""
    return np.asarray(weighed["sitting_date"], dtype="datetime64[D]")


def _sign(score: float, event_type: str) -> int:
    if math.isnan(score) or score == 0:
        return EVENT_TYPES[event_type].sign
    return 1 if score > 0 else -1


def _own_ids(events: pd.DataFrame) -> list[str]:
    """Return each source's own id as text; the natural key where a source gave none."""
    own: list[object] = (
        list(events["source_event_id"]) if "source_event_id" in events else [None] * len(events)
    )
    if all(isinstance(value, str) and value for value in own):
        return [str(value) for value in own]
    keys = zip(events["date"], events["type"], events["actor"], events["recipient"], strict=True)
    return [
        value if isinstance(value, str) and value else f"{actor}>{recipient}:{kind}:{day:%Y-%m-%d}"
        for value, (day, kind, actor, recipient) in zip(own, keys, strict=True)
    ]


def _heads(frame: pd.DataFrame, ids: list[str], weights: Floats) -> list[int | None]:
    """Return for each row the position of the row it is counted with, None where it counts by itself."""
    first = np.asarray(frame["date"], dtype="datetime64[D]").astype(np.int64)
    end = np.asarray(frame["date_end"], dtype="datetime64[D]")
    last = np.where(np.isnat(end), first, np.maximum(end.astype(np.int64), first))
    rows = [
        i
        for i, (kind, precision) in enumerate(zip(frame["type"], frame["date_precision"], strict=True))
        if kind in EPISODE_TYPES and precision == "day" and not math.isnan(weights[i])
    ]
    heads: list[int | None] = [None] * len(frame)
    found = fold([Meeting(int(first[i]), int(last[i]), float(weights[i]), ids[i]) for i in rows])
    for row, head in zip(rows, found, strict=True):
        heads[row] = None if head is None else rows[head]
    return heads
