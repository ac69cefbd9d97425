"""Showing a chart: drawn for the window, with words for who cannot see it, its numbers and its files."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import address, data, grids
from dashboard.charts import charts
from dashboard.charts.contract import Mode, Style
from dashboard.components import chart as component
from dashboard.components import export_bar, viewport
from dashboard.exports.column_words import column_words
from dashboard.exports.contract import document_of, file_stem, main_table
from dashboard.exports.json_file import figure_json
from dashboard.exports.notes import period_of
from dashboard.measures.results import code_version
from dashboard.wording import plain

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.exports.contract import Document
    from dashboard.views import DyadView

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "modeBarButtonsToRemove": ["toImage", "lasso2d", "autoScale2d"],
}
"""For every chart: nothing is sent anywhere, and pictures come from the buttons below."""
_NO_SELECTING = {**CONFIG, "modeBarButtonsToRemove": [*CONFIG["modeBarButtonsToRemove"], "select2d"]}


def _config(*, is_selecting: bool = False) -> dict[str, Any]:
    """Return how the browser handles a figure; on a phone its tools would lie over the key."""
    chosen = CONFIG if is_selecting else _NO_SELECTING
    return {**chosen, "displayModeBar": False} if viewport.is_narrow() else chosen


_HEAD_START = 0.05
"""Seconds: about what a browser takes to get a figure and begin to draw it."""


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
def _packed(
    chart_id: str, key: tuple[object, ...], style: Style, picks: component.Picks, _view: "DyadView"
) -> tuple[str, float, tuple[str, ...]]:
    """Return the JSON and the height of a view's figure, and how to read it; `key` tells views apart."""
    figure = charts()[chart_id].figure(_view, style)
    if picks == "days":
        # On a phone a drag must go on scrolling the page.
        figure.update_layout(dragmode=False if style.is_narrow else "select", selectdirection="h")
    told = (figure.layout.meta or {}).get("how_to_read", ())
    return *_pack(figure), tuple(told)


def _pack(figure: "go.Figure") -> tuple[str, float]:
    figure.update_layout(modebar={"bgcolor": "rgba(0,0,0,0)", "color": "#7b8791", "activecolor": "#0f8a83"})
    return figure_json(figure), float(figure.layout.height)


def chart(
    chart_id: str,
    view: "DyadView",
    *,
    key: str,
    at_once: bool = False,
    picks: component.Picks = "",
    on_pick: Callable[..., None] | None = None,
) -> None:
    """Show a chart of a pair, and how its marks are read; a printed figure says that in its source note.

    `on_pick` is told what the reader picks in it (`components.chart.show`).
    """
    told = (data.stand(), replace(view.selection, opened=None), view.names, view.today, view.marks)
    figure, height, how_to_read = _packed(chart_id, told, style(), picks, view)
    component.show(
        figure,
        key=key,
        alt=charts()[chart_id].alt(view),
        height=height,
        config=_config(is_selecting=picks == "days"),
        at_once=at_once,
        picks=picks,
        on_pick=on_pick,
    )
    if at_once:
        _give_a_head_start(figure, key)
    if how_to_read:
        st.caption(plain(" ".join(how_to_read)))


def _give_a_head_start(figure: str, key: str) -> None:
    """Wait a moment where the browser has a new figure to draw, lest it first draw all that comes after."""
    shown, now = f"{key}-shown", hash(figure)
    if st.session_state.get(shown) != now:
        st.session_state[shown] = now
        time.sleep(_HEAD_START)


def drawn(figure: "go.Figure", *, key: str, alt: str) -> None:
    """Show a figure that is no chart of one pair, and how its marks are read."""
    packed, height = _pack(figure)
    component.show(packed, key=key, alt=alt, height=height, config=_config())
    if how_to_read := (figure.layout.meta or {}).get("how_to_read"):
        st.caption(plain(" ".join(how_to_read)))


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
                column_config={name: _column(name, shown) for name in shown.columns},
            )


def _column(name: str, frame: pd.DataFrame) -> Any:
    """Return how a column of numbers or of whole days is shown, others as they are, and what it holds."""
    values, held = frame[name], column_words(name, frame, address.selection().method) or None
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(name, format="localized", help=held)
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return (
        st.column_config.NumberColumn(name, format="localized", help=held)
        if is_number
        else st.column_config.Column(name, help=held)
    )


def files(chart_id: str, view: "DyadView", *, key: str) -> None:
    """Show the export buttons of a chart."""
    asked = charts()[chart_id]
    stem = file_stem(chart_id, [view.record], period_of((view,)))
    export_bar.show(key, f"{asked.label}, {view.pair_name},", stem, document(chart_id, view))
