"""The biggest moves of a curve, with the events that made them, for the report. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from dashboard.views import DyadView

DAYS = 90
"""A move is the change of net over so many days."""

SMALLEST = 10.0
"""Points of net from which a change is worth telling: as for the badge "eased" or "strained"."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of net.

    Attributes:
        first, last: The span; `last` is the day on which the change was largest.
        before, after: Net on the two days, -100..100.
        event_ids: The events of the span on the side that net moved to, those that added most first.
    """

    first: date
    last: date
    before: float
    after: float
    event_ids: tuple[int, ...]


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
    filling = view.daily.meta.get("building_up_until")
    known = daily["status"].isin(["ok", "no_events", "partial"]) & daily["net"].notna()
    if filling:
        known &= daily["period_start"] > pd.Timestamp(str(filling))
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
        first, last = days[i - DAYS], days[i]
        made = _made_by(view.weighed, first, last, 1 if change[i] > 0 else -1)[:most_events]
        if made:
            found.append(Move(first.item(), last.item(), float(net[i - DAYS]), float(net[i]), tuple(made)))
    return sorted(found, key=lambda move: move.last)


def _made_by(weighed: pd.DataFrame, first: np.datetime64, last: np.datetime64, side: int) -> list[int]:
    sat = weighed["sitting_date"].to_numpy(dtype="datetime64[D]")
    inside = (
        (sat > first)
        & (sat <= last)
        & (weighed["peak"] > 0).to_numpy()
        & (weighed["sign"] == side).to_numpy()
    )
    ranked = weighed[inside].sort_values("peak", ascending=False, kind="stable")
    return [int(event_id) for event_id in ranked["event_id"]]
