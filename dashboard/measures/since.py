"""How far net has moved since the start of a year, and in which topics (in place of twelve months)."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.overview import rank
from dashboard.measures.stock import stock
from dashboard.measures.timeline import building_up_until, merge_spans
from dashboard.measures.topic_mix import ranked_topics
from dashboard.measures.weigh import sitting, weigh

N_TOPICS = 3


def with_change_since(
    table: pd.DataFrame, records: Iterable[DyadRecord], weights: Weights, year: int
) -> pd.DataFrame:
    """Return the overview with changes of net since 1 January of `year`, ranked by them.

    Columns: those of `table`, where change_from is that 1 January, net_before N on it and net_change N on the
    last covered day less that; both NaN for a dyad whose records do not cover the day, or whose stock was
    still building up on it. Then topics: tuples (topic, share of events), at most three, of the events since
    then up to the last covered day, on the side that net moved to: cooperation where it rose, friction where
    it fell; empty where there are none or net moved by less than half a point.

    Args:
        table: Of `measures.overview.overview`.
        records: The dyads of `table`; others are passed over.
        weights: In force.
        year: From whose start changes are measured.
    """
    start = date(year, 1, 1)
    by_key = {record.key: record for record in records}
    before, changes, topics = [], [], []
    for key, now, as_of in zip(table["dyad"], table["net"], table["as_of"], strict=True):
        record = by_key[key]
        frame = weigh(record, weights)
        net = float(stock(frame, np.array([start], dtype="datetime64[D]")).net[0])
        net = net if is_measured_on(record, start) else np.nan
        before.append(net)
        changes.append(float(now) - net)
        topics.append(_topics(frame, start, as_of, changes[-1]))
    found = table.assign(
        change_from=pd.Series(pd.Timestamp(start), index=table.index, dtype="datetime64[us]"),
        net_before=np.array(before, dtype=float),
        net_change=np.array(changes, dtype=float),
        topics=pd.Series(topics, index=table.index, dtype="object"),
    )
    return rank(found, "change")


def is_measured_on(record: DyadRecord, day: date) -> bool:
    """True if the dyad's records cover the day and its stock is no longer building up."""
    filling = building_up_until(record.coverage)
    if filling is None or day <= filling:
        return False
    at = np.datetime64(day, "D")
    return any(first <= at <= last for first, last in merge_spans(record.coverage))


def years_to_choose(covered_from: date | None, covered_until: date | None) -> list[int]:
    """Return the years since whose start a change can be measured, newest first.

    Args:
        covered_from, covered_until: First and last covered day of all dyads; None without coverage.
    """
    if covered_from is None or covered_until is None:
        return []
    filling = building_up_until(((covered_from, covered_until),))
    first = covered_from.year if filling is None else filling.year + 1
    return list(range(covered_until.year, first - 1, -1))


def _topics(
    weighed: pd.DataFrame, start: date, as_of: pd.Timestamp, change: float
) -> tuple[tuple[str, float], ...]:
    if not abs(change) >= 0.5:  # NaN too
        return ()
    days = sitting(weighed)
    mine = (days > np.datetime64(start, "D")) & (days <= as_of.to_datetime64().astype("datetime64[D]"))
    mine &= weighed["sign"].to_numpy() == (1 if change > 0 else -1)
    named = weighed["topics"][mine]
    ranked = ranked_topics(named, np.ones(len(named)))[:N_TOPICS]
    return tuple((topic, n / len(named)) for topic, n in ranked)
