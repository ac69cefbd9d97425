"""The upper part of the main figure under the methods that have no stocks."""

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.contract import Style
from dashboard.charts.drawing import Drawing, EndLabel, Floats, as_days, broken, texts
from dashboard.charts.theme import palette
from dashboard.locales import percent
from dashboard.measures.intensity import METHODS
from dashboard.measures.intensity.level_dependent import GRADES

if TYPE_CHECKING:
    from dashboard.views import DyadView

_DAY_MS = 86_400_000


def draw(view: "DyadView", style: Style) -> Drawing:
    """Return the drawing of the selected method: bars per period for counts and means, else a daily line."""
    return _bars(view, style) if _has_bars(view.selection.method) else _line(view, style)


def _has_bars(method: str) -> bool:
    return method in ("counts", "goldstein-mean")


def _bars(view: "DyadView", style: Style) -> Drawing:
    """Return one bar per period, cooperation up and friction down; positive means up, negative ones down."""
    colours = palette(style.mode)
    frame = view.series.frame
    starts = as_days(frame["period_start"])
    is_mean = view.selection.method == "goldstein-mean"
    if is_mean:
        net = frame["net"].to_numpy(dtype=float)
        up, down = np.where(net >= 0, net, np.nan), np.where(net < 0, -net, np.nan)
        names = ("Cooperative on the whole", "Conflictual on the whole")
    else:
        up = frame["cooperation"].to_numpy(dtype=float)
        down = frame["friction"].to_numpy(dtype=float)
        names = ("Cooperation", "Friction")
    step = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}[view.selection.freq]
    is_partial = (frame["status"] == "partial_records").to_numpy(dtype=bool)
    middles = starts + np.timedelta64(step // 2, "D")
    traces: list[object] = []
    for values, colour, name in ((up, colours.cooperation, names[0]), (-down, colours.friction, names[1])):
        shown = ~np.isnan(values) & (values != 0)
        said = [
            "<br>".join(
                [
                    *words.hover_day(day, style.locale),
                    f"{name}: {words.number(abs(value), 1 if is_mean else 0, style.locale)}",
                    f"{words.events(n, style.locale)} in this {view.selection.freq}",
                ]
            )
            for day, value, n in zip(
                middles[shown].tolist(), values[shown], frame["n_events"].to_numpy()[shown], strict=True
            )
        ]
        traces.append(
            go.Bar(
                x=texts(middles[shown]),
                y=values[shown].round(3).tolist(),
                width=step * _DAY_MS * 0.9,
                name=name,
                marker={
                    "color": colour,
                    "line": {"width": 0},
                    "opacity": [0.5 if partial else 1.0 for partial in is_partial[shown]],
                },
                hovertext=said,
                hovertemplate="%{hovertext}<extra></extra>",
                textposition="none",
            )
        )
    upper, lower = np.nan_to_num(up), -np.nan_to_num(down)
    notes = ["Pale bars: partial records."] if is_partial.any() else []
    high, low = float(upper.max(initial=1.0)), float(lower.min(initial=0.0))
    ends = [EndLabel("Cooperation", high / 2, colours.cooperation)] if not is_mean else []
    if not is_mean and low < 0:
        ends.append(EndLabel("Friction", low / 2, colours.friction))
    unit = f"Mean score per {view.selection.freq}" if is_mean else f"Events per {view.selection.freq}"
    return Drawing(middles, upper, lower, traces, ends, unit, low, high, notes)


def _line(view: "DyadView", style: Style) -> Drawing:
    """Return a daily line of the method's own column, on its own fixed axis."""
    colours = palette(style.mode)
    method = METHODS[view.selection.method]
    column = method.columns[0]
    frame = view.daily.frame
    days = as_days(frame["period_start"])
    values: Floats = frame[column].to_numpy(dtype=float)
    known = ~np.isnan(values)
    is_partial = (frame["status"] == "partial_records").to_numpy(dtype=bool)
    codes = np.where(known, np.where(is_partial, 1, 0), -1)
    is_share = column == "friction"
    colour = colours.friction if is_share else colours.balance
    traces: list[object] = []
    for code, dash in ((0, "solid"), (1, "4px,3px")):
        x, y = broken(days, values, codes, code)
        if len(x):
            traces.append(
                go.Scatter(
                    x=x,
                    y=y,
                    mode="lines",
                    name=method.label,
                    line={"color": colour, "width": 2.2, "dash": dash},
                    fill="tozeroy" if is_share else None,
                    fillcolor=colours.friction_fill if is_share else None,
                    hoverinfo="skip",
                )
            )
    sampled = np.flatnonzero(known)[:: max(1, int(known.sum()) // 700)]
    traces.append(
        go.Scatter(
            x=texts(days[sampled]),
            y=values[sampled].round(3).tolist(),
            mode="markers",
            name="Day",
            marker={"color": colour, "size": 6, "opacity": 0},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}},
            hovertext=[
                "<br>".join(
                    [*words.hover_day(day, style.locale), _value(value, style.locale, is_share=is_share)]
                )
                for day, value in zip(days[sampled].tolist(), values[sampled].tolist(), strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    upper = np.maximum(np.nan_to_num(values), 0.0)
    lower = np.minimum(np.nan_to_num(values), 0.0)
    notes = ["Dashed: partial records."] if (is_partial & known).any() else []
    last = np.flatnonzero(known)[-1:]
    ends = [EndLabel("Friction" if is_share else "Score", float(values[i]), colour) for i in last]
    if is_share:
        return Drawing(
            days,
            upper,
            lower,
            traces,
            ends,
            "% of events of twelve months",
            0.0,
            max(50.0, upper.max(initial=0)),
            notes,
        )
    ticks = [(bound, f"{words.signed(bound, 0, style.locale)} {name}") for bound, name in GRADES]
    ticks.append((9.0, words.signed(9.0, 0, style.locale)))
    return Drawing(days, upper, lower, traces, ends, "Score and grade", -9.0, 9.0, notes, ticks)


def _value(value: float, tag: str, *, is_share: bool) -> str:
    if is_share:
        return f"{percent(value / 100, tag=tag)} friction"
    return f"Score {words.signed(value, 1, tag)}"
