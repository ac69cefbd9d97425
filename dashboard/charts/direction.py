"""Who acts on whom: what each side did to the other, and what both did together, on one scale."""

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.drawing import as_days, broken, days_between
from dashboard.charts.page import Page, frame, nice_ticks, screen_width, small, write_frame
from dashboard.charts.sources import source_note
from dashboard.charts.theme import font_size
from dashboard.charts.time_axis import time_axis
from dashboard.measures.direction import direction, direction_totals
from db.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from dashboard.views import DyadView

_DAY = np.timedelta64(1, "D")
_PANEL: Final = 132
_GAP: Final = 2.4
"""Between two panels, in sizes of running text: room for the next one's name."""


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return three panels one over another: A on B, B on A, both together; cooperation up, friction down."""
    note = "All three panels share one scale; they add up to the whole."
    source = source_note(
        view,
        what="who acts on whom",
        permalink=style.permalink,
        method="stock-plover-1",
        how_to_read=[note],
    )
    mix = direction(view.record, view.selection.params(today=view.today, freq="week")).frame
    if not len(view.record.events) or not mix["cooperation"].notna().any():
        return blank(
            style,
            title=view.headline,
            subtitle=view.standfirst,
            message="No covered days in this period" if len(view.record.events) else "No recorded events",
            source=source,
        )
    subtitle = (
        "Points of cooperation (up) and friction (down) by who acted. Summits, agreements and other acts "
        "of both sides stand apart."
    )
    around = frame(style, title=_title(view), subtitle=subtitle, source=source, on_screen=[subtitle, note])
    size, little = font_size(style), small(style)
    panels = _panels(view)
    high = max(float(mix["cooperation"].max()), 1.0) * 1.05
    low = -max(float(mix["friction"].max()), 0.0) * 1.05
    least = screen_width(style)
    left = around.pad + words.width(words.number(-100, 0, style.locale), little) + 8
    right = around.pad + 14
    bottom = around.bottom + 2.3 * little
    top = around.top + 0.6 * size
    height = top + bottom + (_PANEL + _GAP * size) * len(panels)
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, left, right, top, bottom)
    write_frame(page, around)
    panel = page.plot_height / len(panels)
    shown = as_days(mix["period_start"].iloc[:: len(panels)])
    first, last = shown[0], shown[-1] + 7 * _DAY
    if days_between(first, last) < 60:
        first, last = first - 30 * _DAY, last + 30 * _DAY
    ticks = nice_ticks(low, high, 4)
    for rank, (key, name) in enumerate(panels):
        axis = "y" if rank == 0 else f"y{rank + 1}"
        rows = mix[mix["direction"] == key]
        begin = page.top + rank * panel + _GAP * size
        _areas(page, rows, axis)
        page.layout["yaxis" if rank == 0 else f"yaxis{rank + 1}"] = {
            "domain": page.domain(begin, page.top + (rank + 1) * panel),
            "range": [low, high],
            "anchor": "x",
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [words.number(tick, 0, style.locale) for tick in ticks],
            "tickfont": {"size": round(little, 2), "color": page.colours.muted},
            "ticklabelstandoff": 6,
            "showgrid": True,
            "gridcolor": page.colours.rule,
            "zeroline": True,
            "zerolinecolor": page.colours.zero,
            "fixedrange": True,
        }
        n = int(rows["n_events"].sum())
        counted = words.events(n, style.locale)
        label = words.shorten(
            name, size, page.plot_width - words.width(f"  {counted}", size) - 4, is_bold=True
        )
        page.write(
            [f'<b>{words.escape(label)}</b>  <span style="color:{page.colours.muted}">{counted}</span>'],
            x=0,
            y=page.y(begin - 0.35 * size),
            yanchor="bottom",
            is_safe=True,
            name="panel",
        )
    page.layout |= {
        "xaxis": time_axis(page, first, last, anchor=f"y{len(panels)}", hover_title=view.pair_name),
        "hovermode": "x unified",
        "dragmode": False,
    }
    return page.finish()


def _areas(page: Page, rows: pd.DataFrame, axis: str) -> None:
    days = as_days(rows["period_start"]) + 6
    is_partial = (rows["status"] == "partial_records").to_numpy(dtype=bool)
    for column, sign, line, fill in (
        ("cooperation", 1, page.colours.cooperation, page.colours.cooperation_fill),
        ("friction", -1, page.colours.friction, page.colours.friction_fill),
    ):
        values = sign * rows[column].to_numpy(dtype=float)
        codes = np.where(np.isnan(values), -1, is_partial.astype(np.int64))
        for code, dash in ((0, "solid"), (1, "3px,2px")):
            x, y = broken(days, values, codes, code)
            if not len(x):
                continue
            page.traces.append(
                go.Scatter(
                    x=x,
                    y=y,
                    yaxis=axis,
                    mode="lines",
                    name=column.capitalize(),
                    line={"color": line, "width": 1.4, "dash": dash},
                    fill="tozeroy",
                    fillcolor=fill,
                    hovertext=_told(page, column, x.tolist(), y.tolist()),
                    hovertemplate="%{hovertext}<extra></extra>",
                )
            )


def _told(page: Page, column: str, days: list[str], values: list[float]) -> list[str]:
    """Return the lines of the hover box; cooperation, which stands first in it, names the day."""
    found = []
    for day, value in zip(days, values, strict=True):
        lines = words.hover_day(date.fromisoformat(day), page.locale) if column == "cooperation" else []
        lines.append(f"{column.capitalize()} {words.number(abs(value), 1, page.locale)}")
        found.append("<br>".join(lines))
    return found


def _panels(view: "DyadView") -> list[tuple[str, str]]:
    """Return key and name of the panels in the reader's order."""
    a, b = view.record.country_a, view.record.country_b
    chosen = (view.selection.country_a or a, view.selection.country_b or b)
    one, other = view.names
    return [
        (f"{chosen[0]}>{chosen[1]}", f"{one} → {other}"),
        (f"{chosen[1]}>{chosen[0]}", f"{other} → {one}"),
        ("mutual", "Both together"),
    ]


def _title(view: "DyadView") -> str:
    """Return who did more to the other of what stands out, counted over the window."""
    totals = _totals(view)
    sides = _panels(view)[:2]
    bad = [
        int(totals.loc[(totals["direction"] == key) & (totals["sign"] < 0), "n_events"].sum())
        for key, _ in sides
    ]
    one, other = view.names
    if not sum(bad):
        return f"{view.pair_name}: no one-sided act of friction on record"
    acts = "one-sided act" if max(bad) == 1 else "one-sided acts"
    if bad[0] == bad[1]:
        return f"{view.pair_name}: {bad[0]} {acts} of friction by each side"
    more, less = (one, other) if bad[0] > bad[1] else (other, one)
    return f"{view.pair_name}: {max(bad)} {acts} of friction by {more}, {min(bad) or 'none'} by {less}"


def _totals(view: "DyadView") -> pd.DataFrame:
    begin = view.selection.since or min((start for start, _ in view.record.coverage), default=None)
    return direction_totals(
        view.record, view.selection.params(today=view.today), since=begin, until=view.selection.until
    )


def table(view: "DyadView") -> pd.DataFrame:
    """Return C, F and their parts by direction at the selection's frequency, as `measures.direction`."""
    return direction(view.record, view.selection.params(today=view.today)).frame.reset_index(drop=True)


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    if not len(view.record.events):
        return f"Empty chart. {view.headline}."
    totals = _totals(view)
    told = []
    for key, name in _panels(view):
        rows = totals[totals["direction"] == key]
        good, bad = (
            int(rows.loc[rows["sign"] > 0, "n_events"].sum()),
            int(rows.loc[rows["sign"] < 0, "n_events"].sum()),
        )
        most = "" if rows.empty else f", most of all {EVENT_TYPES[str(rows['type'].iloc[0])].label.lower()}"
        told.append(f"{name.replace('→', 'towards')}: {good} acts of cooperation and {bad} of friction{most}")
    return f"{_title(view)}. {'; '.join(told)}."


CHART = Chart("direction", "Who acts on whom", figure, table, alt)
