"""What the upper part of the main figure is made of, whatever the method."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Trace = dict[str, Any]
"""Properties of a plotly trace, its `type` among them: plain, since plotly checks its own objects slowly."""
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class EndLabel:
    """A word at the end of a line."""

    text: str
    value: float
    colour: str


@dataclass
class Drawing:
    """Curves, and what the rest of the figure must know of them to keep clear.

    Attributes:
        days: Where the outlines are known, ascending.
        upper, lower: The outermost drawn value on each day, >= 0 and <= 0; 0 where there is none.
        traces: On the axes x and y.
        ends: Words at the line ends.
        unit: Words over the axis.
        low, high: What the axis must show at least.
        notes: Short sentences that explain marks.
        ticks: Fixed ticks (value, text); empty for round numbers.
    """

    days: Days
    upper: Floats
    lower: Floats
    traces: list[Any]
    ends: list[EndLabel]
    unit: str
    low: float
    high: float
    notes: list[str] = field(default_factory=list)
    ticks: list[tuple[float, str]] = field(default_factory=list)


def scatter(**properties: Any) -> Trace:
    """Return a scatter trace."""
    return {"type": "scatter", **properties}


def days_between(first: np.datetime64, last: np.datetime64) -> int:
    """Return how many days lie between two days; negative if the second is the earlier."""
    return int(last.astype("datetime64[D]").astype(np.int64)) - int(
        first.astype("datetime64[D]").astype(np.int64)
    )


def texts(days: Days) -> list[str]:
    """Return days as 'YYYY-MM-DD', the form in which figures carry dates."""
    found: list[str] = days.astype("datetime64[D]").astype(str).tolist()
    return found


def as_days(values: object) -> Days:
    """Return a frame's dates as days."""
    return np.asarray(values, dtype="datetime64[D]")


def runs(codes: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return the stretches of equal codes as (code, first, one past the last)."""
    if not len(codes):
        return []
    cuts = np.flatnonzero(np.diff(codes)) + 1
    edges = [0, *cuts.tolist(), len(codes)]
    return [(int(codes[a]), a, b) for a, b in pairwise(edges)]


def broken(
    days: Days, values: Floats, codes: npt.NDArray[np.int64], wanted: int
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.float32]]:
    """Return x and y of the stretches with code `wanted`, each joined to what is before it, NaN between.

    Arrays, not lists: plotly copies a list element by element, which takes longer than all the rest. Single
    precision holds a tenth of a thousandth of a point.
    """
    parts: list[npt.NDArray[np.int64]] = []
    holes: list[int] = []
    n = 0
    for code, first, last in runs(codes):
        if code == wanted:
            begin = first - 1 if first and codes[first - 1] >= 0 else first
            if parts:
                holes.append(n)
                parts.append(np.array([begin]))
                n += 1
            parts.append(np.arange(begin, last))
            n += last - begin
    rows = np.concatenate(parts) if parts else np.array([], dtype=np.int64)
    x = days.astype("datetime64[D]")[rows].astype(str)
    y = values[rows].round(3).astype(np.float32)
    y[holes] = np.nan
    return x, y
