"""Charts: pure functions from a view to a plotly figure, one file per chart, found by `CHARTS`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from dashboard.charts.contract import Chart


@cache
def charts() -> Mapping[str, Chart]:
    """Return every chart by id: the files of this folder that offer a `CHART`, the main one first."""
    found = []
    for module in iter_modules(__path__, f"{__name__}."):
        chart = getattr(import_module(module.name), "CHART", None)
        if isinstance(chart, Chart):
            found.append(chart)
    found.sort(key=lambda chart: (chart.id != "intensity", chart.id))
    return MappingProxyType({chart.id: chart for chart in found})
