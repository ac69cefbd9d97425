"""Whether ties eased or grew strained over the last twelve months (METHOD 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.measures.stock import stock
from dashboard.measures.timeline import merge_spans, month_end_before, to_date
from dashboard.measures.weigh import Day, Days

Direction = Literal["eased", "strained", "steady"]

THRESHOLD = 10.0
"""Points of N over twelve months from which a change has a name."""

_MONTH = np.timedelta64(1, "M")


@dataclass(frozen=True, slots=True)
class Badge:
    """A change of net over twelve months.

    Attributes:
        direction: `eased` (>= +10), `strained` (<= -10), else `steady`.
        change: Points of N.
        net_before, net_now: N at both month ends.
        cooperation_before, friction_before: C and F at the earlier one.
        month_end: The last covered month end, to which the twelve months run.
    """

    direction: Direction
    change: float
    net_before: float
    net_now: float
    cooperation_before: float
    friction_before: float
    month_end: date


def badge(weighed: pd.DataFrame, coverage: Sequence[tuple[date, date]]) -> Badge | None:
    """Return the badge of a dyad; None with fewer than 13 covered months.

    The months are those wholly covered without a gap up to the last covered month end.

    Args:
        weighed: Frame of `weigh`.
        coverage: The dyad's spans.
    """
    last, n_months = last_covered_months(coverage)
    if last is None or n_months < 13:
        return None
    before = month_end(last.astype("datetime64[M]") - 12 * _MONTH)
    both = stock(weighed, np.array([before, last]))
    net = both.net
    change = float(net[1] - net[0])
    return Badge(
        direction(change),
        change,
        float(net[0]),
        float(net[1]),
        float(both.cooperation[0]),
        float(both.friction[0]),
        to_date(last),
    )


def direction(change: float) -> Direction:
    """Return the name of a change of net over twelve months."""
    return "eased" if change >= THRESHOLD else "strained" if change <= -THRESHOLD else "steady"


def last_covered_months(coverage: Sequence[tuple[date, date]]) -> tuple[Day | None, int]:
    """Return the last covered month end and how many whole months in a row are covered up to it."""
    for begin, end in reversed(merge_spans(coverage)):
        last = month_end_before(end)
        first_month = (begin - np.timedelta64(1, "D")).astype("datetime64[M]") + _MONTH
        n_months = int((last.astype("datetime64[M]") - first_month).astype(np.int64)) + 1
        if n_months > 0:
            return last, n_months
    return None, 0


def month_end(month: Day) -> Day:
    """Return the last day of a month."""
    last: Day = (month.astype("datetime64[M]") + _MONTH).astype("datetime64[D]") - np.timedelta64(1, "D")
    return last


def month_ends(months: Days) -> Days:
    """Return the last day of each month."""
    following = months.astype("datetime64[M]").astype(np.int64) + 1
    lasts: Days = (following.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1).astype(
        "datetime64[D]"
    )
    return lasts
