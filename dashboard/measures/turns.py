"""Turns: where net moved to another level, through breaks that belong together, and over what (METHOD 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from dashboard.measures.breaks import AROUND_DAYS, MARKED_SIZE, MIN_MONTHS, Break, breaks
from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.timeline import building_up_until
from dashboard.measures.topic_mix import ranked_topics
from dashboard.measures.weigh import sitting, weigh
from db.vocabulary import UNCODED

JOINED_MONTHS = 12
"""Breaks of one sign at most so many months apart are one turn: PELT cuts a long slide into steps."""
N_SHOWN = 4
N_EVENTS = 3
N_TOPICS = 3
TOPIC_SHARE = 0.15
"""A topic after the first is told only if it makes up this much of the points."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A move of net from one level to another, in one break or in several of the same sign.

    Attributes:
        first, last: First day of the month of its first and of its last break.
        net_before, net_after: Mean net before the first break and after the last, each up to the next break.
        topics: What it was over: the leading topics, by points, of the events of its own sign from 45 days
            before `first` to 45 days after `last`; at most three; empty where there is none.
        events: The events that weigh most among them, at most three, largest first; columns of
            `Break.events`.
    """

    first: date
    last: date
    net_before: float
    net_after: float
    topics: tuple[str, ...]
    events: pd.DataFrame

    @property
    def size(self) -> float:
        """Points of net, positive for a rise."""
        return self.net_after - self.net_before

    @property
    def shown_size(self) -> int:
        """The size as whole points, the difference of both levels as a reader sees them."""
        return round(self.net_after) - round(self.net_before)

    @property
    def is_rise(self) -> bool:
        """True where net rose."""
        return self.size > 0


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a dyad.

    Attributes:
        since: First day from which turns are told; None for a dyad without coverage.
        found: Every turn of at least 10 points since then, in the order of time.
    """

    since: date | None
    found: tuple[Turn, ...]

    @property
    def shown(self) -> tuple[Turn, ...]:
        """The largest, at most four, newest first."""
        largest = sorted(self.found, key=lambda one: (-abs(one.size), one.first))[:N_SHOWN]
        return tuple(sorted(largest, key=lambda one: one.first, reverse=True))

    @property
    def sharpest_fall(self) -> Turn | None:
        """The turn by which net fell most; None if it never fell by 10 points."""
        return min((one for one in self.found if not one.is_rise), key=lambda one: one.size, default=None)

    @property
    def sharpest_rise(self) -> Turn | None:
        """The turn by which net rose most; None if it never rose by 10 points."""
        return max((one for one in self.found if one.is_rise), key=lambda one: one.size, default=None)


def turns(
    record: DyadRecord,
    weights: Weights,
    *,
    until: date | None = None,
    weighed: pd.DataFrame | None = None,
) -> Turns:
    """Return the turns of a dyad.

    Left out are breaks in the years of building up, and those of the half year after: their level before was
    measured while stocks were filling.

    Args:
        record, weights: As for the measure.
        until: Turns that end later are left out; None leaves none out.
        weighed: The frame of `weigh(record, weights)`, if at hand.
    """
    since = told_since(building_up_until(record.coverage))
    if since is None:
        return Turns(None, ())
    frame = weigh(record, weights) if weighed is None else weighed
    found = [one for one in breaks(record, weights, weighed=frame) if one.date >= since]
    joined = [_turn(group, frame) for group in join(found)]
    large = (one for one in joined if abs(one.size) >= MARKED_SIZE)
    return Turns(since, tuple(one for one in large if until is None or one.last <= until))


def told_since(filling: date | None) -> date | None:
    """Return the first day of the month from which turns are told, half a year after the building up."""
    if filling is None:
        return None
    begin = filling + timedelta(days=1)
    months = begin.year * 12 + begin.month - 1 + MIN_MONTHS + (begin.day > 1)
    return date(months // 12, months % 12 + 1, 1)


def join(found: Sequence[Break]) -> list[tuple[Break, ...]]:
    """Return breaks grouped: each joins the one before if it has its sign and is at most 12 months later."""
    groups: list[list[Break]] = []
    for one in found:
        last = groups[-1][-1] if groups else None
        if last and (last.size > 0) == (one.size > 0) and _months(last.date, one.date) <= JOINED_MONTHS:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [tuple(group) for group in groups]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _turn(group: Sequence[Break], weighed: pd.DataFrame) -> Turn:
    first, last = group[0], group[-1]
    near = _events_of(first.date, last.date, 1 if last.net_after > first.net_before else -1, weighed)
    ranked = ranked_topics(near["topics"], near["points"].to_numpy())
    total = sum(points for _, points in ranked)
    named = [(topic, points) for topic, points in ranked if topic != UNCODED][:N_TOPICS]
    topics = [topic for k, (topic, points) in enumerate(named) if k == 0 or points >= TOPIC_SHARE * total]
    kept = ["event_id", "date", "date_precision", "type", "title", "sign", "points"]
    return Turn(
        first=first.date,
        last=last.date,
        net_before=first.net_before,
        net_after=last.net_after,
        topics=tuple(topics),
        events=near[kept].head(N_EVENTS).reset_index(drop=True),
    )


def _events_of(first: date, last: date, sign: int, weighed: pd.DataFrame) -> pd.DataFrame:
    """Return the events of one sign from 45 days before to 45 days after, by their points, largest first."""
    days, around = sitting(weighed), np.timedelta64(AROUND_DAYS, "D")
    peaks = weighed["peak"].fillna(0.0).to_numpy(dtype=float)
    inside = (days >= np.datetime64(first, "D") - around) & (days <= np.datetime64(last, "D") + around)
    inside &= (weighed["sign"].to_numpy() == sign) & (peaks > 0)
    near: pd.DataFrame = weighed[inside].assign(points=peaks[inside])
    return near.sort_values("points", ascending=False, kind="stable")
