"""`friction-share`: how much of the last twelve months' events was friction (METHOD 4)."""

import numpy as np

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params
from dashboard.measures.results import build_result
from dashboard.measures.timeline import timeline, year_before
from dashboard.measures.weigh import sitting, weigh

VERBAL = frozenset({"protest", "threat", "dispute"})
"""Verbal conflict counts half; every other act of friction is material and counts whole."""


def compute(record: DyadRecord, params: Params) -> MeasureResult:
    """Return 100 (material + 0.5 verbal)/all contributing events of 12 months as `friction`, 0..100.

    The twelve months end on the period's sample day and begin the day after the same day a year before. NaN
    where they hold no contributing event (folded events and those scored 0 do not contribute) or the period
    is not covered. Friction is what the scores in force make negative. Other columns are NaN.
    """
    weighed = weigh(record, params.weights)
    days = sitting(weighed)
    line = timeline(days, record.coverage, params)
    contributes = weighed["peak"].to_numpy(dtype=float) > 0
    weight = np.where(weighed["type"].isin(VERBAL).to_numpy(), 0.5, 1.0)
    weight = np.where(contributes & (weighed["sign"].to_numpy() < 0), weight, 0.0)
    # Halves add up without rounding error, so differences of running sums are exact.
    conflict = np.concatenate(([0.0], np.cumsum(weight)))
    events = np.concatenate(([0], np.cumsum(contributes)))
    begin = np.searchsorted(days, year_before(line.sampled_on), side="right")
    end = np.searchsorted(days, line.sampled_on, side="right")
    share = np.full(len(line), np.nan)
    np.divide(
        100.0 * (conflict[end] - conflict[begin]),
        events[end] - events[begin],
        out=share,
        where=events[end] > events[begin],
    )
    weights = params.weights
    changes = tuple(said for said in weights.changes if not said.startswith("half-life"))
    return build_result(
        METHOD, record, params, line, {"friction": share}, weighed, scale=weights.scale, changes=changes
    )


METHOD = Method(
    id="friction-share",
    label="Share of friction",
    unit="% of the events of 12 months",
    columns=("friction",),
    source="The share logic of GPR (Caldara & Iacoviello 2022) and of the UCT index.",
    caution="A share says nothing of volume: one protest in a quiet year is 50 %.",
    compute=compute,
    formula=r"100\,\frac{n_\text{material} + \tfrac{1}{2}\, n_\text{verbal}}{n_\text{all}}",
    is_stock=False,
)
