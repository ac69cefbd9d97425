"""The few events to be numbered on the curve."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.ladder import title_changes
from dashboard.measures.timeline import merge_spans
from dashboard.measures.weigh import sitting, weigh

COLUMNS = (
    "number",
    "event_id",
    "date",
    "date_precision",
    "drawn_on",
    "type",
    "tier",
    "title",
    "actor",
    "recipient",
    "sign",
    "score",
    "peak",
    "reason",
)


def milestones(
    record: DyadRecord,
    weights: Weights,
    limit: int = 8,
    apart_days: int = 120,
    *,
    since: date | None = None,
    until: date | None = None,
    weighed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the milestones, numbered from 1 in date order.

    Every change of the partnership's title comes first (the latest `limit` of them if there are more),
    then the events that add most on their own day, as long as they lie `apart_days` or more from each one
    chosen. Ties go to the earlier event. Events that are counted with another are never chosen.

    Only events on the drawn curve are chosen: from the start of the coverage (of all events, where there is
    none), within `since` and `until`.

    Columns: `COLUMNS`; `drawn_on` is the day on the axis (15th of a month, 1 July of a year), reason is
    `title` or `weight`.
    """
    frame = weigh(record, weights) if weighed is None else weighed
    spans = merge_spans(record.coverage)
    days = sitting(frame)
    inside = np.ones(len(frame), dtype=bool)
    if spans:
        inside &= days >= spans[0][0]
    if since is not None:
        inside &= days >= np.datetime64(since, "D")
    if until is not None:
        inside &= days <= np.datetime64(until, "D")

    changed = {change.event_id for change in title_changes(record)}
    event_ids = frame["event_id"].to_numpy()
    peaks = frame["peak"].to_numpy(dtype=float)
    is_title = inside & np.isin(event_ids, list(changed))
    chosen = [int(i) for i in np.flatnonzero(is_title)][-limit:] if limit > 0 else []
    reasons = dict.fromkeys(chosen, "title")

    candidates = [int(i) for i in np.flatnonzero(inside & ~is_title & (peaks > 0))]
    ordinals = days.astype(np.int64)
    for i in sorted(candidates, key=lambda i: (-peaks[i], i)):
        if len(chosen) >= limit:
            break
        if all(abs(int(ordinals[i] - ordinals[j])) >= apart_days for j in chosen):
            chosen.append(i)
            reasons[i] = "weight"

    chosen.sort()
    picked = frame.iloc[chosen].reset_index(drop=True)
    picked = picked.rename(columns={"sitting_date": "drawn_on"}).assign(
        number=np.arange(1, len(chosen) + 1), reason=pd.array([reasons[i] for i in chosen], dtype="str")
    )
    return picked.reindex(columns=list(COLUMNS))
