"""Bands around the stock: how much it hangs on single events, and how much on our choices (METHOD 3)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from dashboard.measures.contract import DyadRecord, Params
from dashboard.measures.stock import Stock, contributing_rows, decayed_sum, net, stock
from dashboard.measures.timeline import Timeline, timeline
from dashboard.measures.weigh import Floats, sitting, weigh
from db.vocabulary import SCALES

DRAWS = 500
SEED = 20250110
PERCENTILES = (10.0, 90.0)
HALF_LIFE_FACTORS = (0.5, 1.0, 2.0)

BANDED: dict[str, Callable[[Stock], Floats]] = {
    "cooperation": lambda value: value.cooperation,
    "friction": lambda value: value.friction,
    "balance": lambda value: value.balance,
    "net": lambda value: value.net,
}
"""The columns that have a band, with how to read them off a stock."""


def event_band(
    record: DyadRecord,
    params: Params,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    weighed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the event bootstrap: 10th and 90th percentile over draws with one Poisson(1) weight per event.

    It answers: how far would the curve lie elsewhere, had the record picked up each event once more or not at
    all? It knows nothing of events that no source told.

    Only contributing events are drawn, in (sitting date, id) order; draws are the rows of
    `numpy.random.default_rng(seed).poisson(1, (draws, events))`.

    Columns: period_start, sampled_on, then `<column>_low` and `<column>_high` for cooperation, friction,
    balance and net; NaN where not covered. Periods are those of `measure` for the same params.
    """
    frame = weigh(record, params.weights) if weighed is None else weighed
    line = timeline(sitting(frame), record.coverage, params)
    rows = contributing_rows(frame)
    counts = np.random.default_rng(seed).poisson(1.0, (draws, len(rows))).astype(float)
    days = sitting(frame).astype(np.int64)[rows]
    signs = frame["sign"].to_numpy()[rows]
    half_lives = frame["half_life"].to_numpy(dtype=float)[rows]
    drawn = counts.T * frame["peak"].to_numpy(dtype=float)[rows][:, None]
    samples = line.sampled_on.astype(np.int64)
    sides = {1: np.zeros((len(line), draws)), -1: np.zeros((len(line), draws))}
    for sign, half_life in product(sides, np.unique(half_lives)):
        mine = (signs == sign) & (half_lives == half_life)
        if mine.any():
            sides[sign] += decayed_sum(days[mine], drawn[mine], float(half_life), samples)
    cooperation, friction = sides[1], sides[-1]
    values = {
        "cooperation": cooperation,
        "friction": friction,
        "balance": cooperation - friction,
        "net": net(cooperation, friction),
    }
    edges = {name: _percentiles(value) for name, value in values.items()}
    return _frame(line, edges)


def method_band(record: DyadRecord, params: Params) -> pd.DataFrame:
    """Return the method band: least and most over half-lives x {0.5, 1, 2} and every scale.

    It answers: how far would the curve lie elsewhere under other sensible choices? Scores and half-lives that
    the user changed hold in each; episodes are folded anew for each scale.

    Columns as of `event_band`.
    """
    line: Timeline | None = None
    curves: dict[str, list[Floats]] = {name: [] for name in BANDED}
    for scale in SCALES:
        frame = weigh(record, replace(params.weights, scale=scale))
        line = timeline(sitting(frame), record.coverage, params) if line is None else line
        for factor in HALF_LIFE_FACTORS:
            value = stock(frame, line.sampled_on, half_life_factor=factor)
            for name, read in BANDED.items():
                curves[name].append(read(value))
    assert line is not None
    edges = {name: (np.min(found, axis=0), np.max(found, axis=0)) for name, found in curves.items()}
    return _frame(line, edges)


def _percentiles(values: Floats) -> tuple[Floats, Floats]:
    """Return the 10th and 90th percentile of each row, between ranks by straight line (numpy's default)."""
    if not values.shape[0]:
        return np.array([]), np.array([])
    low, high = np.percentile(values, PERCENTILES, axis=1, overwrite_input=True)
    return low, high


def _frame(line: Timeline, edges: dict[str, tuple[Floats, Floats]]) -> pd.DataFrame:
    data: dict[str, object] = {
        "period_start": line.starts.astype("datetime64[us]"),
        "sampled_on": line.sampled_on.astype("datetime64[us]"),
    }
    for name, (low, high) in edges.items():
        data[f"{name}_low"] = np.where(line.is_known, low, np.nan)
        data[f"{name}_high"] = np.where(line.is_known, high, np.nan)
    return pd.DataFrame(data)
