"""Several pairs side by side: lines on one axis or small panels, on the calendar or aligned on an event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Style
from dashboard.charts.drawing import as_days
from dashboard.charts.page import Frame, Page, frame, nice_ticks, screen_width, small, spread, write_frame
from dashboard.charts.partners import stands_on
from dashboard.charts.theme import font_size, palette
from dashboard.charts.time_axis import time_axis

_OVERLAY: Final = 360
_NARROW: Final = 280
_PANEL: Final = 150
_HEAD_LINES: Final = 3
_NAMES: Final = {
    "net": "Net, −100 (all friction) to +100 (all cooperation)",
    "balance": "Balance, in points",
    "intensity": "Intensity, in points",
    "cooperation": "Cooperation, in points",
    "friction": "Friction, in points",
}
_FIXED: Final = {"net": (-100.0, 100.0)}
_UNSIGNED: Final = ("cooperation", "friction", "intensity")
_COVERED: Final = ("ok", "no_events", "partial")


@dataclass(frozen=True)
class Comparison:
    """What is compared.

    Attributes:
        frame: As `measures.compare`; at most six pairs, in the order to be kept.
        names: Name of each pair by key, e.g. `Japan–Malaysia`.
        column: Of the frame; net by default, the one to compare pairs by (METHOD 9).
        freq: Of the frame, e.g. `month`.
        aligned_on: What offset 0 stands for, e.g. "the latest partnership upgrade"; "" on the calendar.
        source: Paragraphs of the source note of the printed figure.
        unit: Words over the axis; "" takes the column's own.
        notes: Sentences that say how its marks are read.
        stands: Value of each pair as other pages give it, with its day, by key: said at the ends of lines.
            A line without one says its last covered period, which ends later than the day of a last event.
    """

    frame: pd.DataFrame
    names: Mapping[str, str]
    column: str = "net"
    freq: str = "month"
    aligned_on: str = ""
    source: tuple[str, ...] = ()
    unit: str = ""
    notes: tuple[str, ...] = ()
    stands: Mapping[str, tuple[float, date]] = field(default_factory=dict)

    @property
    def dyads(self) -> list[str]:
        """Keys of the pairs, in order."""
        return [str(key) for key in self.frame["dyad"].drop_duplicates()]

    @property
    def is_aligned(self) -> bool:
        """True where the horizontal axis counts periods from an event."""
        return bool(self.aligned_on)


def overlay(asked: Comparison, style: Style) -> go.Figure:
    """Return one figure with a line per pair, named at its end."""
    lines = _lines(asked)
    if not lines:
        return _nothing(asked, style)
    if style.is_narrow:
        lines = dict(sorted(lines.items(), key=lambda item: -item[1].last))
    colour_of = dict(zip(asked.dyads, palette(style.mode).pairs, strict=False))
    around = _words(asked, style)
    size, little = font_size(style), small(style)
    least = screen_width(style)
    names = [words.shorten(asked.names.get(key, key), little, 0.3 * least) for key in lines]
    ends = [
        f"{name} {_value(asked, line.last, style.locale)}"
        for name, line in zip(names, lines.values(), strict=True)
    ]
    left = around.pad + words.width(words.number(-100, 0, style.locale), little) + 10
    right = around.pad + (
        14 if style.is_narrow else max(words.width(end, little, is_bold=True) for end in ends) + 14
    )
    bottom = around.bottom + (4.0 if asked.is_aligned else 2.3) * little
    key_lines = words.height(len(names), little) + 0.4 * little if style.is_narrow else 0.0
    top = around.top + 1.6 * little + key_lines
    height = top + bottom + (_NARROW if style.is_narrow else _OVERLAY)
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, left, right, top, bottom)
    write_frame(page, around)
    low, high = _reach(asked, lines)
    scale = page.plot_height / (high - low)
    wanted = [page.top + (high - line.last) * scale for line in lines.values()]
    places = spread(wanted, [words.height(1, little)] * len(wanted), page.top, page.top + page.plot_height)
    for rank, (key, end, y) in enumerate(zip(lines, ends, places, strict=True)):
        line, colour = lines[key], colour_of.get(key, page.colours.balance)
        page.traces += _traces(asked, line, colour, "y", size, style.locale)
        if style.is_narrow:
            page.write(
                end,
                x=0,
                xshift=-left,
                y=page.y(around.top + words.height(rank, little)),
                yanchor="top",
                size=little,
                colour=colour,
                is_bold=True,
                name="end",
            )
        else:
            page.write(end, x=1, y=page.y(y), xshift=8, size=little, colour=colour, is_bold=True, name="end")
    page.write(
        # In print the subtitle says it.
        "" if style.size is not None else words.shorten(_unit(asked), little, page.plot_width),
        x=0,
        y=page.y(page.top - 0.3 * little),
        yanchor="bottom",
        size=little,
        colour=page.colours.muted,
        name="unit",
    )
    _axes(page, asked, lines, low, high)
    return page.finish()


def multiples(asked: Comparison, style: Style) -> go.Figure:
    """Return one small panel per pair, all on the same axes, two or three across."""
    lines = _lines(asked)
    if not lines:
        return _nothing(asked, style)
    around = _words(asked, style)
    size, little = font_size(style), small(style)
    least = screen_width(style)
    across = 1 if style.is_narrow else 2 if len(lines) in (2, 4) else min(3, len(lines))
    down = -(-len(lines) // across)
    left = around.pad + words.width(words.number(-100, 0, style.locale), little) + 10
    right = around.pad + 14
    bottom = around.bottom + (4.0 if asked.is_aligned else 2.3) * little
    top = around.top
    gap = 0.05 if across > 1 else 0.0
    wide = (1 - gap * (across - 1)) / across
    panel_width = wide * (least - left - right)
    heads = {
        key: _panel_head(asked, key, line, panel_width, size, style.locale) for key, line in lines.items()
    }
    head = 0.7 * size + words.height(max(map(len, heads.values())), size)
    height = top + bottom + (_PANEL + head) * down
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, left, right, top, bottom)
    write_frame(page, around)
    low, high = _reach(asked, lines)
    tall = page.plot_height / down
    for rank, (key, line) in enumerate(lines.items()):
        column, row = rank % across, rank // across
        suffix = "" if rank == 0 else str(rank + 1)
        begin = page.top + row * tall + head
        is_lowest = rank + across >= len(lines)
        x0 = round(column * (wide + gap), 6)
        page.traces += _traces(
            asked, line, page.colours.balance, f"y{suffix}", size, style.locale, f"x{suffix}"
        )
        axis = _x_axis(page, asked, lines, panel_width)
        page.layout[f"xaxis{suffix}"] = {
            **axis,
            "anchor": f"y{suffix}",
            "domain": [x0, round(x0 + wide, 6)],
            "showticklabels": is_lowest,
        }
        page.layout[f"yaxis{suffix}"] = {
            **_y_axis(page, low, high, 4),
            "anchor": f"x{suffix}",
            "domain": page.domain(
                begin, page.top + (row + 1) * tall - (0 if row == down - 1 else 0.2 * size)
            ),
            "showticklabels": column == 0,
        }
        value = _value(asked, line.last, style.locale)
        bold = [f"<b>{words.escape(part)}</b>" for part in heads[key]]
        page.write(
            [*bold[:-1], f'{bold[-1]}  <span style="color:{page.colours.muted}">{value}</span>'],
            x=x0,
            y=page.y(begin - 0.25 * size),
            yanchor="bottom",
            is_safe=True,
            name="panel",
        )
    page.layout |= {"hovermode": "closest", "dragmode": False}
    return page.finish()


def _panel_head(asked: Comparison, key: str, line: "_Line", width: float, size: float, tag: str) -> list[str]:
    """Return the name of a pair in lines over its panel, beside whose last the value has room."""
    room = width - words.width(f"  {_value(asked, line.last, tag)}", size)
    return words.wrap(asked.names.get(key, key), size, room, is_bold=True, lines=_HEAD_LINES)


def table(asked: Comparison) -> pd.DataFrame:
    """Return the numbers of the figure: dyad, offset, period_start, the column, n_events, status."""
    kept = ["dyad", "offset", "period_start", asked.column, "n_events", "n_eff", "status"]
    return asked.frame[kept].reset_index(drop=True)


def alt(asked: Comparison) -> str:
    """Return what the figure shows, for readers who cannot see it."""
    lines = _lines(asked)
    if not lines:
        return "Empty chart: none of the pairs has values to compare."
    told = "; ".join(f"{asked.names.get(key, key)} {_value(asked, line.last)}" for key, line in lines.items())
    what = _NAMES.get(asked.column, asked.column)
    on = f", aligned on {asked.aligned_on}" if asked.is_aligned else ""
    return f"Lines of {len(lines)} pairs{on}. {what}. Latest values{_as_of(asked, 'en')}: {told}."


def title(asked: Comparison) -> str:
    """Return the finding: which of the pairs stands highest and which lowest; of points, what is shown."""
    lines = _lines(asked)
    if len(lines) < 2:
        return next(iter(asked.names.values()), "Comparison")
    if asked.column in _UNSIGNED:
        # Effort differs between pairs, so their points are not ranked (METHOD 9).
        return f"{asked.column.capitalize()} of {len(lines)} pairs: compare turns, not heights"
    ranked = sorted(lines, key=lambda key: (-lines[key].last, key))
    top, bottom = ranked[0], ranked[-1]
    high, low = words.signed(lines[top].last), words.signed(lines[bottom].last)
    return (
        f"{asked.names.get(top, top)} stands highest of {len(lines)} pairs ({high}), "
        f"{asked.names.get(bottom, bottom)} lowest ({low})"
    )


@dataclass(frozen=True)
class _Line:
    x: list[Any]
    y: np.ndarray
    is_partial: np.ndarray
    last: float


def _lines(asked: Comparison) -> dict[str, _Line]:
    found = {}
    for key, rows in asked.frame.groupby("dyad", sort=False):
        values = rows[asked.column].to_numpy(dtype=float)
        if np.isnan(values).all():
            continue
        covered = rows["status"].isin(_COVERED).to_numpy(dtype=bool) & ~np.isnan(values)
        last = values[covered][-1] if covered.any() else values[~np.isnan(values)][-1]
        x: list[Any] = (
            [int(offset) for offset in rows["offset"]]
            if asked.is_aligned
            else [str(day) for day in as_days(rows["period_start"])]
        )
        partial = (rows["status"] == "partial_records").to_numpy(dtype=bool)
        last, _ = asked.stands.get(str(key), (last, None))
        found[str(key)] = _Line(x, values, partial, float(last))
    return found


def _traces(
    asked: Comparison, line: _Line, colour: str, axis: str, size: float, tag: str, x_axis: str = "x"
) -> list[go.Scatter]:
    solid = [
        None if v != v or p else round(float(v), 2) for v, p in zip(line.y, line.is_partial, strict=True)
    ]
    # The dashed part takes the last solid point along, so that the line does not break.
    near = line.is_partial | np.append(line.is_partial[1:], [False])
    dashed = [None if v != v or not p else round(float(v), 2) for v, p in zip(line.y, near, strict=True)]
    when = [
        f"{words.signed(x, 0, tag)} {asked.freq}s from the event"
        if asked.is_aligned
        else words.date_words(date.fromisoformat(x), "month", tag)
        for x in line.x
    ]
    said = [f"{x}: {_value(asked, float(y), tag)}" for x, y in zip(when, line.y, strict=True)]
    made = []
    for values, dash in ((solid, "solid"), (dashed, "4px,3px")):
        n_drawn = sum(value is not None for value in values)
        if n_drawn:
            made.append(
                go.Scatter(
                    x=line.x,
                    y=values,
                    xaxis=x_axis,
                    yaxis=axis,
                    # A pair known from one month has no line: its value is a point.
                    mode="lines" if n_drawn > 1 else "markers",
                    name="",
                    marker={"color": colour, "size": max(6.0, 0.45 * size)},
                    cliponaxis=n_drawn > 1,
                    line={"color": colour, "width": max(1.8, 0.13 * size), "dash": dash},
                    hovertext=said,
                    hovertemplate="%{hovertext}<extra></extra>",
                )
            )
    return made


def _reach(asked: Comparison, lines: Mapping[str, _Line]) -> tuple[float, float]:
    if asked.column in _FIXED:
        return _FIXED[asked.column]
    values = np.concatenate([line.y for line in lines.values()])
    low, high = min(0.0, float(np.nanmin(values))), max(1.0, float(np.nanmax(values)))
    return low * 1.05, high * 1.05


def _y_axis(page: Page, low: float, high: float, n_ticks: int) -> dict[str, Any]:
    ticks = nice_ticks(low, high, n_ticks)
    return {
        "range": [low, high],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [(words.signed if low < 0 else words.number)(tick, 0, page.locale) for tick in ticks],
        "tickfont": {"size": round(page.small, 2), "color": page.colours.muted},
        "ticklabelstandoff": 6,
        "showgrid": True,
        "gridcolor": page.colours.rule,
        "zeroline": True,
        "zerolinecolor": page.colours.zero,
        "fixedrange": True,
    }


def _x_axis(page: Page, asked: Comparison, lines: Mapping[str, _Line], pixels: float) -> dict[str, Any]:
    everywhere = [
        x for line in lines.values() for x, value in zip(line.x, line.y, strict=True) if value == value
    ]
    if not asked.is_aligned:
        first, last = np.datetime64(min(everywhere)), np.datetime64(max(everywhere)) + 31
        panel = Page(page.style, pixels + 60, 100, 30, 30, 0, 0)
        return time_axis(panel, first, last, anchor="y")
    low, high = min(everywhere), max(everywhere)
    unit = 12 if asked.freq == "month" else 4 if asked.freq == "quarter" else 1
    room = words.width("+100", page.small) + 1.5 * page.small
    steps = (unit, 2 * unit, 5 * unit, 10 * unit, 20 * unit)
    step = next((s for s in steps if (high - low + 1) / s * room <= pixels), 50 * unit)
    ticks = [tick for tick in range(-(-low // step) * step, high + 1, step)]
    return {
        "range": [low, max(high, low + 1)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [words.signed(tick, 0, page.locale) for tick in ticks],
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": page.colours.zero,
        "tickfont": {"size": round(page.small, 2), "color": page.colours.muted},
        "showline": True,
        "linecolor": page.colours.zero,
        "zeroline": True,
        "zerolinecolor": page.colours.zero,
        "zerolinewidth": 1,
        "fixedrange": True,
    }


def _axes(page: Page, asked: Comparison, lines: Mapping[str, _Line], low: float, high: float) -> None:
    page.layout |= {
        "xaxis": _x_axis(page, asked, lines, page.plot_width),
        "yaxis": _y_axis(page, low, high, 6),
        "hovermode": "closest",
        "dragmode": False,
    }
    if asked.is_aligned:
        page.write(
            words.shorten(f"{asked.freq.capitalize()}s from {asked.aligned_on}", page.small, page.plot_width),
            x=0.5,
            y=page.y(page.top + page.plot_height + 2.2 * page.small),
            xanchor="center",
            yanchor="top",
            size=page.small,
            colour=page.colours.muted,
            name="axis",
        )


def _value(asked: Comparison, value: float, tag: str = "en") -> str:
    return (words.number if asked.column in _UNSIGNED else words.signed)(value, 0, tag)


def _unit(asked: Comparison) -> str:
    return asked.unit or _NAMES.get(asked.column, asked.column)


def _as_of(asked: Comparison, tag: str) -> str:
    days = [day for _, day in asked.stands.values()]
    return f", as of {stands_on(pd.Series(pd.to_datetime(days)), tag)}" if days else ""


def _words(asked: Comparison, style: Style) -> Frame:
    what = _unit(asked)
    ends = _as_of(asked, style.locale)
    ends = f" Values at the ends{ends}." if ends else ""
    on = f"; counted in {asked.freq}s from {asked.aligned_on}" if asked.is_aligned else ""
    return frame(
        style,
        title=title(asked),
        subtitle=(
            f"{what}{on}.{ends} Effort differs between pairs: compare shapes, turns and net, not volume."
        ),
        source=[*([" ".join(asked.notes)] if asked.notes else []), *asked.source],
        on_screen=asked.notes,
    )


def _nothing(asked: Comparison, style: Style) -> go.Figure:
    return blank(
        style,
        title="Nothing to compare",
        subtitle="Choose other pairs, or another period.",
        message="None of the pairs has values here",
        source=list(asked.source),
    )
