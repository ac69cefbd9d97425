"""The measures of the busiest shipped dyad, against the month ends in plain Python, event by event."""

import sys
from datetime import date
from pathlib import Path

from timing import best_of, report

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from shipped_records import shipped_dyads, shipped_record

from dashboard.measures.bands import event_band, method_band
from dashboard.measures.breaks import breaks
from dashboard.measures.contract import Params, Weights
from dashboard.measures.intensity import METHODS, measure
from dashboard.measures.weigh import weigh

busiest = max((shipped_record(key) for key in shipped_dyads()), key=lambda record: len(record.events))
FIRST_DAY = date(2000, 1, 31).toordinal()
peaks = [(row.date.toordinal(), row.peak, row.half_life) for row in weigh(busiest, Weights()).itertuples()]


def month_ends_in_plain_python() -> list[float]:
    """Return the intensity of 312 days a month apart, event by event."""
    return [
        sum(peak * 2 ** (-(day - on) / half_life) for on, peak, half_life in peaks if on <= day)
        for day in range(FIRST_DAY, FIRST_DAY + 312 * 30, 30)
    ]


baseline = best_of(month_ends_in_plain_python)
name = "month ends in plain Python"
for method in METHODS:
    report(f"{method}, monthly", best_of(lambda m=method: measure(busiest, Params(m))), name, baseline)
daily = Params(freq="day")
report("stock-plover-1, daily", best_of(lambda: measure(busiest, daily)), name, baseline)
report("event band, monthly", best_of(lambda: event_band(busiest, Params())), name, baseline)
report("method band, monthly", best_of(lambda: method_band(busiest, Params())), name, baseline)
report("breaks", best_of(lambda: breaks(busiest, Weights())), name, baseline)
