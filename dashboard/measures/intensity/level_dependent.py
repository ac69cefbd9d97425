"""`level-dependent`: each act moves the relation the less, the nearer it is to the end (METHOD 4)."""

import numpy as np

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params
from dashboard.measures.results import build_result
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import sitting, weigh

BOUND = 9.0
STEP = 0.1
"""I0 = 0.1 w m; an editorial choice."""

GRADES: tuple[tuple[float, str], ...] = (
    (-9.0, "rivalry"),
    (-6.0, "tense"),
    (-3.0, "bad"),
    (0.0, "normal"),
    (3.0, "good"),
    (6.0, "friendly"),
)
"""Lower bound of each grade and its name."""


def grade(value: float) -> str:
    """Return the grade of a value in -9..9.

    >>> grade(-2.9), grade(3.0), grade(9.0)
    ('bad', 'good', 'friendly')
    """
    return next(name for bound, name in reversed(GRADES) if value >= bound)


def compute(record: DyadRecord, params: Params) -> MeasureResult:
    """Return P on each period's sample day as `net`, -9..9; NaN where not covered. Other columns are NaN.

    P = 0 before the first recorded event. Then, event by event in (date, id) order, folded ones left out:
    P += I0 (9 - P)/9 for I0 >= 0 and P += I0 (9 + P)/9 for I0 < 0, with I0 = 0.1 w m, clipped to -9..9.
    It does not decay.
    """
    weighed = weigh(record, params.weights)
    days = sitting(weighed)
    line = timeline(days, record.coverage, params)
    impacts = STEP * weighed["sign"].to_numpy(dtype=float) * weighed["peak"].fillna(0.0).to_numpy(dtype=float)
    states = np.zeros(len(impacts) + 1)
    for k, impact in enumerate(impacts):
        before = states[k]
        room = BOUND - before if impact >= 0 else BOUND + before
        states[k + 1] = min(BOUND, max(-BOUND, before + impact * room / BOUND))
    value = states[np.searchsorted(days, line.sampled_on, side="right")]
    weights = params.weights
    changes = tuple(said for said in weights.changes if not said.startswith("half-life"))
    return build_result(
        METHOD, record, params, line, {"net": value}, weighed, scale=weights.scale, changes=changes
    )


METHOD = Method(
    id="level-dependent",
    label="Level-dependent score",
    unit="score, −9 (rivalry) to +9 (friendly)",
    columns=("net",),
    source="After the Tsinghua data of bilateral relations (Yan & Zhou 2004).",
    caution=(
        "The formula is reconstructed from the literature and the original event table is not public; "
        "these are not the Tsinghua figures."
    ),
    compute=compute,
    formula=(
        r"P \leftarrow P + I_0\,\frac{9 - P}{9} \;\; (I_0 \ge 0) \qquad "
        r"P \leftarrow P + I_0\,\frac{9 + P}{9} \;\; (I_0 < 0) \qquad I_0 = 0.1\, w_e\, m_e"
    ),
)
