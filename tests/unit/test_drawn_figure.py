"""The main figure on the way to the browser: true to the daily values, and light."""

import numpy as np
import pytest

from dashboard.charts import charts
from dashboard.exports.json_file import figure_json
from tests.chart_views import STYLES, shipped_view

SIDES = (("Cooperation", "cooperation", 1), ("Friction", "friction", -1), ("Balance", "balance", 1))


@pytest.mark.parametrize("dyad", ["CHN-JPN", "JPN-MYS", "KOR-MYS"])
def test_the_drawn_lines_run_through_the_daily_values(dyad):
    view = shipped_view(dyad)
    figure = charts()["intensity"].figure(view, STYLES["wide"])
    low, high = figure.layout.yaxis.range
    daily = view.daily.frame.set_index("period_start")
    off, n_told = 0.0, 0
    for trace in figure.data:
        for name, column, sign in SIDES:
            if trace.name != name:
                continue
            x = np.asarray(trace.x, dtype="datetime64[D]")
            y = np.asarray(trace.y, dtype=float)
            for part in np.split(np.arange(len(x)), np.flatnonzero(np.isnan(y))):
                part = part[~np.isnan(y[part])]
                told = daily.loc[str(x[part[0]]) : str(x[part[-1]]), column]
                days = told.index.to_numpy().astype("datetime64[D]").astype(int)
                drawn = np.interp(days, x[part].astype(int), y[part])
                off = max(off, float(np.abs(drawn - sign * told).max()))
                n_told += len(told)
    assert n_told > 25_000
    # A tenth of a pixel on a plot of a thousand, and what rounding to a thousandth of a point takes.
    assert off <= (high - low) / 10_000 + 0.0006


def test_the_busiest_pair_stays_light():
    figure = charts()["intensity"].figure(shipped_view("CHN-JPN"), STYLES["wide"])
    assert len(figure_json(figure)) < 300_000
    assert (
        sum(len(trace.x) for trace in figure.data if trace.name in ("Cooperation", "Friction", "Balance"))
        < 2_500
    )
    # Each mark is an element of its own for the browser.
    marked = [len(trace.x) for trace in figure.data if "markers" in (getattr(trace, "mode", None) or "")]
    assert sum(marked) < 200
