"""Who acts on whom: the stock split by direction (METHOD 2)."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, MeasureResult, Params
from dashboard.measures.results import code_version, record_meta, unscored_warning
from dashboard.measures.stock import stock
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import sitting, unscored_types, weigh
from db.vocabulary import EVENT_TYPES

COLUMNS = (
    "period_start",
    "direction",
    "cooperation",
    "friction",
    "intensity",
    "balance",
    "n_events",
    "status",
)


def direction(record: DyadRecord, params: Params) -> MeasureResult:
    """Return C and F of each direction: `JPN>MYS`, `MYS>JPN` and `mutual`, which add up to the whole.

    The split is one of the unfiltered contributions: episodes are folded over all events first. Mutual types
    (summits, agreements, joint exercises ...) have no actor and are the third part.

    Columns: `COLUMNS`, three rows per period in the order above; NaN where not covered.
    """
    weighed = weigh(record, params.weights)
    line = timeline(sitting(weighed), record.coverage, params)
    frames = []
    for name, mine in split(weighed, record).items():
        value = stock(mine, line.sampled_on)
        days = sitting(mine)
        n_events = np.searchsorted(days, line.ends, side="right") - np.searchsorted(
            days, line.starts, side="left"
        )
        values = {
            "cooperation": value.cooperation,
            "friction": value.friction,
            "intensity": value.intensity,
            "balance": value.balance,
        }
        frames.append(
            pd.DataFrame(
                {
                    "period_start": line.starts.astype("datetime64[us]"),
                    "direction": pd.array([name] * len(line), dtype="str"),
                    **{key: np.where(line.is_known, found, np.nan) for key, found in values.items()},
                    "n_events": n_events,
                    "status": line.status,
                }
            )
        )
    frame = pd.concat(frames, ignore_index=True).sort_values("period_start", kind="stable", ignore_index=True)
    meta = {
        "method": "stock-plover-1",
        "unit": "points",
        "scale": params.weights.scale,
        "changes": list(params.weights.changes),
        "dyad": record.key,
        "freq": params.freq,
        **record_meta(record, weighed),
        "warnings": unscored_warning(unscored_types(weighed), int(weighed["score"].isna().sum())),
        "version": code_version(),
    }
    return MeasureResult(frame, meta)


def direction_totals(
    record: DyadRecord, params: Params, *, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """Return how many events each side did to the other, by type, in a window.

    Columns: direction, type, sign, n_events (folded ones included), points (their sum on their own days),
    sorted by direction as in `direction`, then points from large to small. Only types that occur.
    """
    weighed = weigh(record, params.weights)
    days = sitting(weighed)
    inside = np.ones(len(weighed), dtype=bool)
    if since is not None:
        inside &= days >= np.datetime64(since, "D")
    if until is not None:
        inside &= days <= np.datetime64(until, "D")
    rows: list[tuple[str, str, int, int, float]] = []
    for name, mine in split(weighed[inside], record).items():
        counted = mine.groupby("type", sort=True).agg(
            sign=("sign", "first"), n_events=("peak", "size"), points=("peak", "sum")
        )
        counted = counted.sort_values(["points", "n_events"], ascending=False, kind="stable")
        rows += [
            (name, str(kind), int(sign), int(n_events), float(points))
            for kind, sign, n_events, points in counted.itertuples()
        ]
    return pd.DataFrame(rows, columns=["direction", "type", "sign", "n_events", "points"])


def split(weighed: pd.DataFrame, record: DyadRecord) -> dict[str, pd.DataFrame]:
    """Return the weighed events by direction: A>B, B>A, mutual."""
    a, b = record.country_a, record.country_b
    mutual = np.array([EVENT_TYPES[name].is_mutual for name in weighed["type"]], dtype=bool)
    from_a = (weighed["actor"] == a).to_numpy(dtype=bool) & ~mutual
    return {
        f"{a}>{b}": weighed[from_a],
        f"{b}>{a}": weighed[~from_a & ~mutual],
        "mutual": weighed[mutual],
    }
