"""The biggest moves of a curve, with the events that made them, for the report. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.measures.timeline import building_up_until

if TYPE_CHECKING:
    from dashboard.views import DyadView

DAYS = 90
"""A move is the change of net over so many days."""

SMALLEST = 10.0
"""Points of net from which a change is worth telling: as for the badge "eased" or "strained"."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of net, from the day before its first event to the day of its last one.

    Attributes:
        first, last: Days of the first and the last of its events.
        before, after: Net on the day before `first` and on `last`, -100..100.
        event_ids: The events, in order of time.
    """

    first: date
    last: date
    before: float
    after: float
    event_ids: tuple[int, ...]

    @property
    def shown_change(self) -> int:
        """The change as whole points, the difference of both nets as a reader sees them."""
        return round(self.after) - round(self.before)


def biggest_moves(view: "DyadView", limit: int = 5, most_events: int = 3) -> list[Move]:
    """Return the largest changes of net over 90 days, in order of time, no two within 180 days of each other.

    Only the covered days after the years of building up count, and only changes of at least 10 points that
    events made: a net that moved since older acts faded is no move.

    Args:
        view: Of the dyad, with a method that has a net.
        limit: At most so many.
        most_events: Of each.
    """
    daily = view.daily.frame
    filling = building_up_until(view.record.coverage)
    known = daily["status"].isin(["ok", "no_events", "partial"]) & daily["net"].notna()
    if filling:
        known &= daily["period_start"] > pd.Timestamp(filling)
    net = daily["net"].where(known).to_numpy(dtype=float)
    days = daily["period_start"].to_numpy(dtype="datetime64[D]")
    if len(net) <= DAYS:
        return []
    change = np.full(len(net), np.nan)
    change[DAYS:] = net[DAYS:] - net[:-DAYS]
    found: list[Move] = []
    taken = np.zeros(len(net), dtype=bool)
    for i in np.argsort(-np.abs(np.nan_to_num(change)), kind="stable"):
        if len(found) == limit or not abs(change[i]) >= SMALLEST:
            break
        if taken[i]:
            continue
        taken[max(0, i - 2 * DAYS) : i + 2 * DAYS] = True
        side = 1 if change[i] > 0 else -1
        made = _made_by(view.weighed, days[i - DAYS], days[i], side).head(most_events)
        if made.empty:
            continue
        made = made.sort_values("sitting_date", kind="stable")
        sat = made["sitting_date"].to_numpy(dtype="datetime64[D]")
        begin, end = (int(position) for position in np.searchsorted(days, [sat[0], sat[-1]]))
        before, after = float(net[begin - 1]), float(net[end])
        if side * (after - before) >= SMALLEST:
            event_ids = tuple(int(event_id) for event_id in made["event_id"])
            found.append(Move(sat[0].item(), sat[-1].item(), before, after, event_ids))
    return sorted(found, key=lambda move: move.first)


def _made_by(weighed: pd.DataFrame, first: np.datetime64, last: np.datetime64, side: int) -> pd.DataFrame:
    sat = weighed["sitting_date"].to_numpy(dtype="datetime64[D]")
    counts = ((weighed["peak"] > 0) & (weighed["sign"] == side)).to_numpy()
    made: pd.DataFrame = weighed[(sat > first) & (sat <= last) & counts]
    return made.sort_values("peak", ascending=False, kind="stable")
