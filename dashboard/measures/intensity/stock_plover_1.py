"""`stock-plover-1`, the default: cooperation and friction as stocks that decay (METHOD 3)."""

from dashboard.measures.contract import DyadRecord, MeasureResult, Method, Params
from dashboard.measures.results import build_result
from dashboard.measures.stock import stock
from dashboard.measures.timeline import timeline
from dashboard.measures.weigh import sitting, weigh


def compute(record: DyadRecord, params: Params) -> MeasureResult:
    """Return C, F, I, B, N and n_eff on each period's sample day; NaN where not covered.

    With x_e(t) = |w_e| m_e 2^(-(t - d_e)/H_e) for t >= d_e: C and F are its sums over events with positive
    and negative score, I = C + F, B = C - F, N = 100 (C - F)/(C + F + 10).
    """
    weighed = weigh(record, params.weights)
    line = timeline(sitting(weighed), record.coverage, params)
    value = stock(weighed, line.sampled_on)
    columns = {
        "cooperation": value.cooperation,
        "friction": value.friction,
        "intensity": value.intensity,
        "balance": value.balance,
        "net": value.net,
        "n_eff": value.n_eff,
    }
    return build_result(
        METHOD,
        record,
        params,
        line,
        columns,
        weighed,
        scale=params.weights.scale,
        changes=params.weights.changes,
    )


METHOD = Method(
    id="stock-plover-1",
    label="Decayed event stock",
    unit="points",
    columns=("cooperation", "friction", "balance", "net", "intensity", "n_eff"),
    source=(
        "Relational-event standard: Lerner, Bussmann, Snijders & Brandes (2013); Lerner & Lomi (2020). "
        "Half-lives, level factors and the offset in net are editorial choices."
    ),
    caution="",
    compute=compute,
    formula=r"C - F \qquad C = \sum_{w_e > 0} x_e \qquad F = \sum_{w_e < 0} x_e",
)
