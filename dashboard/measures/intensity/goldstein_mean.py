"""`goldstein-mean`: the mean Goldstein score of each period's events (METHOD 4)."""

from dataclasses import replace

import numpy as np

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params
from dashboard.measures.results import build_result
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import sitting, weigh

SCALE = "goldstein-cameo"
"""The method's own scale: a mean of other scores would not be a Goldstein mean."""


def compute(record: DyadRecord, params: Params) -> MeasureResult:
    """Return sum(g a)/sum(a) over each period's events as `net`, -10..10; NaN where a period has none.

    g is the event's Goldstein score (the scale is this method's own, whatever scale is chosen; single scores
    that the user changed hold), a is 1, or ln(1 + pieces of evidence) with `params.by_evidence`. Events that
    are counted with another under these scores are left out; the level of the people who met plays no part.
    All other columns are NaN.
    """
    weights = replace(params.weights, scale=SCALE, half_lives=())
    weighed = weigh(record, weights)
    days = sitting(weighed)
    line = timeline(days, record.coverage, params)
    scores = weighed["score"].to_numpy(dtype=float)
    amounts = (
        np.log1p(weighed["n_evidence"].to_numpy(dtype=float)) if params.by_evidence else np.ones(len(weighed))
    )
    amounts = np.where(weighed["folded_into"].isna().to_numpy() & ~np.isnan(scores), amounts, 0.0)
    weighted = np.concatenate(([0.0], np.cumsum(np.nan_to_num(scores) * amounts)))
    total = np.concatenate(([0.0], np.cumsum(amounts)))
    n_counted = np.concatenate(([0], np.cumsum(amounts > 0)))
    begin = np.searchsorted(days, line.starts, side="left")
    end = np.searchsorted(days, line.ends, side="right")
    has_events = n_counted[end] > n_counted[begin]
    mean = np.full(len(line), np.nan)
    np.divide(weighted[end] - weighted[begin], total[end] - total[begin], out=mean, where=has_events)
    # A mean cannot leave the scale; the difference of running sums can, by a rounding error.
    changes = tuple(f"{name} scored {score:+g}".replace("-", "−") for name, score in weights.scores)
    changes += ("weighed by evidence",) if params.by_evidence else ()
    return build_result(
        METHOD, record, params, line, {"net": np.clip(mean, -10, 10)}, weighed, scale=SCALE, changes=changes
    )


METHOD = Method(
    id="goldstein-mean",
    label="Mean Goldstein score",
    unit="score, −10 to +10",
    columns=("net",),
    source="Goldstein (1992), Journal of Conflict Resolution 36(2), 369-385.",
    caution=(
        "Always on the Goldstein scale, whatever scale is chosen. A mean: one event alone can move it, and "
        "quiet periods have no value."
    ),
    compute=compute,
    formula=r"\frac{\sum_e g_e\, a_e}{\sum_e a_e} \qquad a_e = 1",
    is_stock=False,
)
