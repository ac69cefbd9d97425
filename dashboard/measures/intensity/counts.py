"""`counts`: events per period, the plain baseline (METHOD 4)."""

import numpy as np

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params
from dashboard.measures.results import build_result
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import sitting, weigh
from db.vocabulary import EVENT_TYPES


def compute(record: DyadRecord, params: Params) -> MeasureResult:
    """Return each period's events: cooperation, friction, intensity (both), balance (their difference).

    No weights: an event is cooperation or friction by the sign of its type, whatever scale or score is
    chosen, and an event that is counted with another elsewhere counts here. net and n_eff are NaN.
    """
    weighed = weigh(record, params.weights)
    days = sitting(weighed)
    line = timeline(days, record.coverage, params)
    is_friction = np.array([EVENT_TYPES[name].sign < 0 for name in weighed["type"]], dtype=bool)
    n_of = [
        np.searchsorted(mine, line.ends, side="right") - np.searchsorted(mine, line.starts, side="left")
        for mine in (days[~is_friction], days[is_friction])
    ]
    cooperation, friction = n_of[0].astype(float), n_of[1].astype(float)
    columns = {
        "cooperation": cooperation,
        "friction": friction,
        "intensity": cooperation + friction,
        "balance": cooperation - friction,
    }
    return build_result(METHOD, record, params, line, columns, weighed, scale=None, changes=())


METHOD = Method(
    id="counts",
    label="Event counts",
    unit="events per period",
    columns=("cooperation", "friction", "balance", "intensity"),
    source="Plain baseline, as in counts of leaders' travel (COLT, China Visits).",
    caution="Every event counts 1, also those that tell one visit several times; no scores, no decay.",
    compute=compute,
    formula=r"C = \#\{e : w_e > 0\} \qquad F = \#\{e : w_e < 0\}",
    is_stock=False,
)
