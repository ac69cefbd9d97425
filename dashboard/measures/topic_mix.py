"""What relations are about: the topics of the events, per period (METHOD 5)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, MeasureResult, Params, Weights
from dashboard.measures.results import code_version, record_meta, unscored_warning
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import Day, Floats, sitting, unscored_types, weigh
from db.vocabulary import TOPICS, UNCODED

MixFrequency = Literal["quarter", "year", "all"]

COLUMNS = ("period_start", "topic", "amount", "share", "n_events", "breadth", "status")

_ORDER = {topic: rank for rank, topic in enumerate([*TOPICS, UNCODED])}


def topic_mix(
    record: DyadRecord,
    freq: MixFrequency = "year",
    weights: Weights | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
) -> MeasureResult:
    """Return each topic's amount and share per period, in long form.

    An event with k topics gives 1/k to each, or |w| m / k where `weights` are given; an event without topics
    gives to `uncoded`, a topic of its own. Events count by their sitting date. Counts include events that are
    counted with another (folded); the weighted mix gives them 0.

    Columns:
        period_start: First day of the period; for `all` the day of the first event in the window.
        topic: Id; missing in a period without events.
        amount: Events, or points where weighted; rows of a period sum to its events or points.
        share: Of the period, 0..1; NaN in a period without amount.
        n_events: Events of the period, folded ones included; the same on each of its rows.
        breadth: Shannon entropy of the shares in nats, 0 for one topic; the same on each row of the period;
            NaN in a period without amount.
        status: As in `PeriodStatus`.

    Rows go by period, then amount from large to small. Periods before the coverage are absent; each later one
    is there, with one row without a topic where nothing is recorded. A period that the window cuts counts the
    events of the window alone; `meta["is_cut"]` and a warning say that there is one.
    `all` takes every event in the window, those before the coverage included: `partial` then.
    """
    weighed = weigh(record, weights or Weights())
    days = sitting(weighed)
    amounts = np.ones(len(weighed)) if weights is None else weighed["peak"].fillna(0.0).to_numpy(dtype=float)
    topics = [tuple(named) or (UNCODED,) for named in weighed["topics"]]

    spans: list[tuple[Day, int, int, str]] = []
    is_cut = False
    if freq == "all":
        first = 0 if since is None else int(np.searchsorted(days, np.datetime64(since, "D"), side="left"))
        last = (
            len(days)
            if until is None
            else int(np.searchsorted(days, np.datetime64(until, "D"), side="right"))
        )
        if last > first:
            spans.append((days[first], first, last, _status_of_all(record, days[first], days[last - 1])))
    else:
        line = timeline(days, record.coverage, Params(freq=freq, since=since, until=until))
        firsts = line.starts if since is None else np.maximum(line.starts, np.datetime64(since, "D"))
        lasts = line.ends if until is None else np.minimum(line.ends, np.datetime64(until, "D"))
        begins = np.searchsorted(days, firsts, side="left")
        stops = np.searchsorted(days, lasts, side="right")
        spans = [
            (start, int(begin), int(stop), "no_events" if status == "ok" and begin == stop else str(status))
            for start, begin, stop, status in zip(line.starts, begins, stops, line.status, strict=True)
            if status != "not_covered"
        ]
        is_cut = bool((firsts > line.starts).any() or (lasts < line.ends).any())

    rows: list[tuple[object, ...]] = []
    for start, begin, stop, status in spans:
        rows += _period_rows(start, topics[begin:stop], amounts[begin:stop], status)
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {
            "period_start": "datetime64[us]",
            "topic": "str",
            "amount": "float64",
            "share": "float64",
            "n_events": "int64",
            "breadth": "float64",
            "status": "str",
        }
    )
    meta = {
        "method": "topic-mix-weighted" if weights is not None else "topic-mix-counts",
        "unit": "events" if weights is None else "points",
        "freq": freq,
        "scale": None if weights is None else weights.scale,
        "changes": [] if weights is None else list(weights.changes),
        "dyad": record.key,
        "is_cut": is_cut,
        **record_meta(record, weighed),
        "warnings": _warnings(topics, weighed, is_weighted=weights is not None)
        + ([f"A {freq} in which the period begins or ends counts the events of the period alone."] * is_cut),
        "version": code_version(),
    }
    return MeasureResult(frame, meta)


def _period_rows(
    start: Day, topics: list[tuple[str, ...]], amounts: Floats, status: str
) -> list[tuple[object, ...]]:
    sums = dict(ranked_topics(topics, amounts))
    if not sums:
        return [(start, None, 0.0, np.nan, 0, np.nan, status)]
    total = sum(sums.values())
    shares = {topic: amount / total if total > 0 else np.nan for topic, amount in sums.items()}
    positive = np.array([share for share in shares.values() if share > 0])
    # Adding 0.0 turns the -0.0 of a single topic into 0.0.
    breadth = float(-(positive * np.log(positive)).sum()) + 0.0 if total > 0 else np.nan
    return [(start, topic, sums[topic], shares[topic], len(topics), breadth, status) for topic in sums]


def ranked_topics(topics: Iterable[Sequence[str]], amounts: Floats) -> list[tuple[str, float]]:
    """Return each topic with its amount, largest first; an event gives equal parts to each of its topics.

    Args:
        topics: Of each event; one without any gives to `uncoded`.
        amounts: Of each event.
    """
    sums: dict[str, float] = {}
    for named, amount in zip(topics, amounts, strict=True):
        for topic in named or (UNCODED,):
            sums[topic] = sums.get(topic, 0.0) + float(amount) / max(1, len(named))
    return sorted(sums.items(), key=lambda item: (-item[1], _ORDER.get(item[0], len(_ORDER))))


def _status_of_all(record: DyadRecord, first: Day, last: Day) -> str:
    if not record.coverage:
        return "partial_records"
    covered_from = np.datetime64(min(begin for begin, _ in record.coverage), "D")
    covered_to = np.datetime64(max(end for _, end in record.coverage), "D")
    return "ok" if covered_from <= first and last <= covered_to else "partial"


def _warnings(topics: list[tuple[str, ...]], weighed: pd.DataFrame, *, is_weighted: bool) -> list[str]:
    said = []
    if is_weighted:
        said += unscored_warning(unscored_types(weighed), int(weighed["score"].isna().sum()))
    uncoded = sum(named == (UNCODED,) for named in topics)
    if uncoded:
        said.append(
            f"{uncoded} of {len(topics)} events have no topic recorded; they stand as a topic of their own."
        )
    if topics:
        said.append("The events are a sourced selection, not a census: shares tell what was recorded.")
    return said
