"""Showing a chart: drawn for the window, with words for who cannot see it, its numbers and its files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import address, data, grids
from dashboard.charts import charts
from dashboard.charts.contract import Mode, Style
from dashboard.components import export_bar, viewport
from dashboard.exports.contract import document_of, file_stem, main_table
from dashboard.exports.notes import period_of
from dashboard.measures.results import code_version

if TYPE_CHECKING:
    from dashboard.exports.contract import Document
    from dashboard.views import DyadView

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["toImage", "lasso2d", "autoScale2d"],
}
"""For every chart: nothing is sent anywhere, and pictures come from the buttons below."""


def style() -> Style:
    """Return how charts are drawn in this window."""
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    return Style(mode=mode, is_narrow=viewport.is_narrow(), locale=data.language())


def document(chart_id: str, view: "DyadView") -> "Callable[[], Document]":
    """Return what makes the export of a chart.

    It may run when the page's own run is over, so that the dashboard's address is taken now.
    """
    base, locale = address.base_address(), data.language()
    return lambda: document_of(
        charts()[chart_id], view, base_address=base, app_version=code_version(), locale=locale
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(chart_id: str, key: tuple[object, ...], style: Style, picks_days: bool, _view: "DyadView") -> Any:
    """Return the figure of a view; `key` tells views apart."""
    figure = charts()[chart_id].figure(_view, style)
    figure.update_layout(modebar={"bgcolor": "rgba(0,0,0,0)", "color": "#7b8791", "activecolor": "#0f8a83"})
    if picks_days:
        # On a phone a drag must go on scrolling the page.
        figure.update_layout(dragmode=False if style.is_narrow else "select", selectdirection="h")
    return figure


def chart(
    chart_id: str, view: "DyadView", *, key: str, picks_days: bool = False, picks_points: bool = False
) -> Any:
    """Show a chart; return a dragged range (`picks_days`) or a click (`picks_points`) as an event."""
    now = data.stand()
    told = (now, replace(view.selection, opened=None), view.names, view.today)
    figure = _drawn(chart_id, told, style(), picks_days, view)
    more: dict[str, Any] = {}
    if picks_days:
        more = {"on_select": "rerun", "selection_mode": ("points", "box")}
    elif picks_points:
        more = {"on_select": "rerun", "selection_mode": "points"}
    return st.plotly_chart(
        figure, theme=None, key=key, config=CONFIG, alt=charts()[chart_id].alt(view), **more
    )


def drawn(figure: Any, *, key: str, alt: str) -> None:
    """Show a figure that is no chart of one pair."""
    figure.update_layout(modebar={"bgcolor": "rgba(0,0,0,0)", "color": "#7b8791", "activecolor": "#0f8a83"})
    st.plotly_chart(figure, theme=None, key=key, config=CONFIG, alt=alt)


def numbers(chart_id: str, view: "DyadView", *, key: str) -> None:
    """Show the very numbers of a chart as a table, folded away."""
    asked = charts()[chart_id]
    numbers_of(lambda: main_table(asked, view), asked.label, key=key)


def numbers_of(table: "Callable[[], pd.DataFrame]", label: str, *, key: str) -> None:
    """Show a table, folded away; it is made when it is unfolded."""
    box = st.expander("The numbers as a table", icon=":material/table_rows:", on_change="rerun", key=key)
    if box.open:
        with box:
            shown = table()
            grids.show(
                shown,
                key=f"{key}-frame",
                alt=f"The numbers of the chart: {label}",
                column_config={name: _column(name, shown[name]) for name in shown.columns},
            )


def _column(name: str, values: "pd.Series[Any]") -> Any:
    """Return how a column of numbers or of whole days is shown; others as they are."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(name, format="localized")
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return (
        st.column_config.NumberColumn(name, format="localized")
        if is_number
        else st.column_config.Column(name)
    )


def files(chart_id: str, view: "DyadView", *, key: str) -> None:
    """Show the export buttons of a chart."""
    asked = charts()[chart_id]
    stem = file_stem(chart_id, [view.record], period_of((view,)))
    export_bar.show(key, f"{asked.label}, {view.pair_name},", stem, document(chart_id, view))


def picked_days(event: Any) -> tuple[date, date] | None:
    """Return the day or span of days of a click or a dragged range; None if nothing is picked."""
    selection = event.selection if event else None
    if not selection:
        return None
    spans = [box["x"] for box in selection.get("box", []) if len(box.get("x", [])) == 2]
    if spans:
        ends = sorted(_day(x) for x in spans[0])
        return ends[0], ends[1]
    days = [_day(point["x"]) for point in selection.get("points", []) if "x" in point]
    if not days:
        return None
    return max(days), max(days)


def _day(x: Any) -> date:
    """Return the day of a place on the time axis, whether it comes as text or as milliseconds."""
    if isinstance(x, int | float):
        return date(1970, 1, 1) + timedelta(milliseconds=float(x))
    return pd.Timestamp(str(x)[:10]).date()
