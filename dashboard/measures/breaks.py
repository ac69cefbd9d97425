"""Breaks: the months in which net moved to another level, found by PELT (METHOD 3)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Params, Weights
from dashboard.measures.stock import stock
from dashboard.measures.timeline import STATUSES, building_up_until, timeline, to_date
from dashboard.measures.weigh import Floats, sitting, weigh

MIN_MONTHS = 6
PENALTY_FACTOR = 300.0
"""Price of one more level, in s^2 ln(n); an editorial choice, tuned on the known episodes.

Net decays smoothly between events, so s (of its monthly steps) is small, and a factor of 3 cuts every decay
into steps: 37 breaks per shipped dyad. At 300 the known turns that can be found are all still found.
"""
MARKED_SIZE = 10.0
"""Breaks of at least this many points of N are worth a mark on a chart; the badge's own threshold."""
AROUND_DAYS = 45
N_EVENTS = 5


@dataclass(frozen=True, slots=True)
class Break:
    """A month from which net lies on another level.

    Attributes:
        date: First day of the first month on the new level.
        size: Mean N after minus mean N before, each up to the neighbouring break.
        net_before, net_after: These means.
        is_building_up: It lies in the years in which stocks are still filling: read it with care.
        events: The events that weigh most within 45 days of `date`, at most five, largest first: event_id,
            date, date_precision, type, title, sign, points (on their own day).
    """

    date: date
    size: float
    net_before: float
    net_after: float
    is_building_up: bool
    events: pd.DataFrame

    @property
    def shown_size(self) -> int:
        """The size as whole points, the difference of both means as a reader sees them."""
        return round(self.net_after) - round(self.net_before)

    @property
    def is_marked(self) -> bool:
        """True if the break is large enough to be marked on a chart."""
        return abs(self.size) >= MARKED_SIZE


def breaks(record: DyadRecord, weights: Weights, *, weighed: pd.DataFrame | None = None) -> tuple[Break, ...]:
    """Return the breaks of month-end N over the wholly covered months, in date order.

    PELT with squared error, at least 6 months per level, penalty 300 s^2 ln(n); s = 1.4826 MAD of the monthly
    differences of N / sqrt 2, or a tenth of the standard deviation of N where that is 0. Empty for a dyad
    without coverage, with fewer than 12 covered months, or whose N never moves.

    References:
        Killick, Fearnhead & Eckley (2012), Optimal detection of changepoints with a linear cost.
        Truong, Oudre & Vayatis (2020), Selective review of offline change point detection methods (ruptures).
    """
    frame = weigh(record, weights) if weighed is None else weighed
    line = timeline(sitting(frame), record.coverage, Params(freq="month"))
    whole = np.isin(line.status_codes, [STATUSES.index("no_events"), STATUSES.index("ok")])
    net = stock(frame, line.sampled_on[whole]).net
    starts = line.starts[whole]
    filling = building_up_until(record.coverage)
    cuts = change_points(net, penalty(net))
    edges = [0, *cuts, len(net)]
    found = []
    for before, cut, after in zip(edges, cuts, edges[2:], strict=False):
        day = to_date(starts[cut])
        mean_before, mean_after = float(net[before:cut].mean()), float(net[cut:after].mean())
        found.append(
            Break(
                date=day,
                size=mean_after - mean_before,
                net_before=mean_before,
                net_after=mean_after,
                is_building_up=filling is not None and day <= filling,
                events=_events_around(frame, starts[cut]),
            )
        )
    return tuple(found)


def penalty(net: Floats) -> float:
    """Return 300 s^2 ln(n), the price of one more level."""
    if len(net) < 2:
        return 0.0
    steps = np.diff(net)
    spread = 1.4826 * float(np.median(np.abs(steps - np.median(steps)))) / np.sqrt(2)
    spread = spread if spread > 0 else 0.1 * float(net.std())
    return PENALTY_FACTOR * spread**2 * float(np.log(len(net)))


def change_points(values: Floats, price: float, min_size: int = MIN_MONTHS) -> list[int]:
    """Return where new levels begin: the cut that makes squared error + price x cuts least.

    The exact optimum that PELT finds. Pruning is left out: a curve has some hundred months, for which the
    plain recursion in numpy takes a few milliseconds, and no import of a large library.
    """
    n = len(values)
    if n < 2 * min_size or price <= 0:
        return []
    sums = np.concatenate(([0.0], np.cumsum(values)))
    squares = np.concatenate(([0.0], np.cumsum(values**2)))
    best = np.full(n + 1, np.inf)
    best[0] = -price
    came_from = np.zeros(n + 1, dtype=np.int64)
    for end in range(min_size, n + 1):
        begins = np.arange(0, end - min_size + 1)
        error = squares[end] - squares[begins] - (sums[end] - sums[begins]) ** 2 / (end - begins)
        cost = best[begins] + error + price
        came_from[end] = begins[np.argmin(cost)]
        best[end] = cost.min()
    cuts = []
    at = int(came_from[n])
    while at > 0:
        cuts.append(at)
        at = int(came_from[at])
    return cuts[::-1]


def _events_around(weighed: pd.DataFrame, day: np.datetime64) -> pd.DataFrame:
    distance = np.abs((sitting(weighed) - day).astype(np.int64))
    near = weighed[(distance <= AROUND_DAYS) & (weighed["peak"].to_numpy(dtype=float) > 0)]
    near = near.assign(points=near["peak"]).sort_values("points", ascending=False, kind="stable")
    return (
        near[["event_id", "date", "date_precision", "type", "title", "sign", "points"]]
        .head(N_EVENTS)
        .reset_index(drop=True)
    )
