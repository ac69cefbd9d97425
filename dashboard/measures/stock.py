"""The decayed event stock (METHOD 3): what the events up to a day still weigh on it.

The stock of one half-life is a chain: its value just after an event is the value after the event before,
decayed over the days between, plus the event's own peak. So a curve costs O(days + events).

References:
    Lerner, Bussmann, Snijders & Brandes (2013), Modeling frequency and type of interaction in event networks.
    Lerner & Lomi (2020), Reliability of relational event model estimates under sampling.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.measures.weigh import Days, Floats, sitting

NET_OFFSET = 10.0
"""The 10 of N = 100 (C - F)/(C + F + 10): keeps the net of a thin record near 0."""

LEVEL_SCALE = 40.0
"""The 40 of I100 = 100 (1 - exp(-I/40)); an editorial choice, the same for every dyad."""

FEW_EVENTS = 3.0
"""Below this effective number of events a value "rests on few events"."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Stocks on given days, in points; arrays of one shape.

    Attributes:
        cooperation, friction: C and F, both >= 0.
        n_eff: Effective number of events behind them.
    """

    cooperation: Floats
    friction: Floats
    n_eff: Floats

    @property
    def intensity(self) -> Floats:
        """C + F: how much goes on, of either sign."""
        return self.cooperation + self.friction

    @property
    def balance(self) -> Floats:
        """C - F."""
        return self.cooperation - self.friction

    @property
    def net(self) -> Floats:
        """N = 100 (C - F)/(C + F + 10), in (-100, 100)."""
        return net(self.cooperation, self.friction)


def net(cooperation: Floats, friction: Floats) -> Floats:
    """Return N = 100 (C - F)/(C + F + 10), in (-100, 100)."""
    return 100.0 * (cooperation - friction) / (cooperation + friction + NET_OFFSET)


def level(intensity: float) -> float:
    """Return I100 = 100 (1 - exp(-I/40)), 0..100."""
    return float(100.0 * -np.expm1(-intensity / LEVEL_SCALE))


def decayed_sum(
    days: npt.NDArray[np.int64], peaks: Floats, half_life: float, at: npt.NDArray[np.int64]
) -> Floats:
    """Return the sum of peak x 2^(-(at - day)/half_life) over the events with day <= at, for each `at`.

    Args:
        days: Event days, ascending.
        peaks: What each event adds on its day; (events,) or (events, draws).
        half_life: Days.
        at: Sample days, in any order.

    Returns:
        Array (len(at),) or (len(at), draws); 0 before the first event.
    """
    if not len(days):
        return np.zeros((len(at), *peaks.shape[1:]))
    state = np.empty((len(days) + 1, *peaks.shape[1:]))
    state[0] = 0.0
    kept = np.exp2(-np.diff(days, prepend=days[0]) / half_life)
    for k, fraction in enumerate(kept):
        state[k + 1] = state[k] * fraction + peaks[k]
    position = np.searchsorted(days, at, side="right")
    age = np.maximum(at - days[np.maximum(position - 1, 0)], 0)
    decay = np.exp2(-age / half_life)
    sums: Floats = state[position] * (decay if peaks.ndim == 1 else decay[:, None])
    return sums


def stock(weighed: pd.DataFrame, at: Days, *, half_life_factor: float = 1.0) -> Stock:
    """Return the stocks of weighed events on the days `at`.

    Args:
        weighed: Frame of `weigh`.
        at: datetime64[D].
        half_life_factor: Multiplies every half-life (the method band).

    Events with peak 0 (folded, scored 0) or NaN (no score) contribute to nothing, n_eff included.
    """
    contributing = contributions_to_stock(weighed)
    samples = at.astype("datetime64[D]").astype(np.int64)
    totals = {name: np.zeros(len(samples)) for name in ("cooperation", "friction", "n_eff")}
    for (sign, half_life), (days, peaks) in contributing.items():
        side = "cooperation" if sign > 0 else "friction"
        both = decayed_sum(
            days, np.column_stack((peaks, np.ones_like(peaks))), half_life * half_life_factor, samples
        )
        totals[side] += both[:, 0]
        totals["n_eff"] += both[:, 1]
    return Stock(totals["cooperation"], totals["friction"], totals["n_eff"])


def contributions_to_stock(
    weighed: pd.DataFrame,
) -> Mapping[tuple[int, float], tuple[npt.NDArray[np.int64], Floats]]:
    """Return the contributing events by (sign, half-life): their days, ascending, and their peaks."""
    rows = contributing_rows(weighed)
    days = sitting(weighed).astype(np.int64)[rows]
    signs = np.asarray(weighed["sign"], dtype=np.int64)[rows]
    half_lives = np.asarray(weighed["half_life"], dtype=float)[rows]
    peaks = np.asarray(weighed["peak"], dtype=float)[rows]
    groups = {}
    for sign in (1, -1):
        for half_life in np.unique(half_lives[signs == sign]):
            mine = (signs == sign) & (half_lives == half_life)
            groups[sign, float(half_life)] = (days[mine], peaks[mine])
    return groups


def contributing_rows(weighed: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Return the positions of the events that add to a stock: neither folded, nor scored 0 or not at all."""
    return np.flatnonzero(weighed["peak"].to_numpy(dtype=float) > 0)
