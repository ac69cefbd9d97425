"""The main figure: cooperation up, friction down and the balance between, the titles and topics beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import curves, milestone_marks, on_curve, other_methods, rings, strips
from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.drawing import Drawing, as_days, days_between
from dashboard.charts.milestone_marks import milestone_key
from dashboard.charts.page import (
    Page,
    frame,
    nice_ticks,
    screen_width,
    small,
    spread,
    write_frame,
)
from dashboard.charts.sources import source_note
from dashboard.charts.theme import font_size, heat_grows
from dashboard.charts.time_axis import time_axis
from dashboard.measures.contract import FRAME_COLUMNS
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS

if TYPE_CHECKING:
    from dashboard.views import DyadView

_DAY = np.timedelta64(1, "D")
SCREEN_PLOT: Final = 330
NARROW_PLOT: Final = 270
_AHEAD = np.timedelta64(730, "D")
_WIDE_MARKS, _NARROW_MARKS = 80, 45
"""Marks that stand side by side in half the width of a plot, roughly: one of them is the room at an end."""
"""Scheduled events are drawn if they lie at most so far after the curve."""

__all__ = ["CHART", "milestone_key"]


@dataclass(frozen=True)
class _Rows:
    """Heights in pixels from the sheet's top: the curve's plot, the ladder, the heat strip and its rows."""

    plot: tuple[float, float]
    ladder: tuple[float, float] | None
    heat: tuple[float, float] | None
    bottom: float
    n_topics: int


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return the main figure of the view."""
    is_stock = view.selection.method == DEFAULT_METHOD
    drawing = curves.draw(view, style) if is_stock else other_methods.draw(view, style)
    topics = strips.leading_topics(view.topics_by_year.frame)
    scheduled = _scheduled(view, drawing)
    if not len(drawing.days) or not len(view.record.events):
        return _nothing(view, style)
    first, last = _axis(view, drawing, scheduled, style)
    steps = strips.steps_in_view(view, first, last)
    notes = [*drawing.notes, *_marks_told(view, scheduled)]
    page, rows, key = _lay_out(view, style, drawing, steps, topics, notes, first, last)

    low, high, scale, badges = _reach(page, view, drawing, rows, first, last)
    page.traces += drawing.traces
    on_curve.shade(page, view, first, last, low, high, scale, badges)
    on_curve.draw_breaks(page, view, first, last)
    milestone_marks.draw(page, view, badges, scale)
    on_curve.draw_scheduled(page, scheduled)
    rings.draw(page, view, drawing, scheduled)
    _label_ends(page, drawing, rows, low, high, beside=_beside(view, first, last, page.small))
    if rows.ladder is not None:
        strips.draw_ladder(page, view, steps, first, last, rows.ladder[1] - rows.ladder[0])
        if not style.is_narrow:
            page.write(
                "Title",
                x=0,
                y=0.5,
                yref="y2",
                xanchor="right",
                xshift=-8,
                size=page.small,
                colour=page.colours.muted,
                name="strip",
            )
    topics = topics[: rows.n_topics]
    if rows.heat is not None:
        strips.draw_heat(page, view.topics_by_year.frame, topics, first, last, label_room=page.left - 10)
    _axes(page, view, drawing, rows, first, last, low, high, len(topics))
    if style.size is not None and key is not None:
        milestone_marks.write_key(page, key, rows.bottom + 3.0 * page.small, round(1.5 * page.font))
    return page.finish()


def table(view: "DyadView") -> pd.DataFrame:
    """Return the numbers of the figure: daily, or by period where the method draws one bar per period."""
    drawn = view.series if view.selection.method in ("counts", "goldstein-mean") else view.daily
    numbers = pd.DataFrame(drawn.frame, columns=list(FRAME_COLUMNS))
    return numbers.reset_index(drop=True)


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    if not len(view.record.events):
        return f"Empty chart. {view.headline}."
    marks = milestone_key(view)
    told = [f"{row.date_text}, {row.title}" for row in marks.itertuples(index=False)]
    said = (
        f"Time series of {view.pair_name}: {METHODS[view.selection.method].label.lower()}. {view.headline}."
    )
    if told:
        are = "milestone is" if len(told) == 1 else "milestones are"
        said += f" {len(told)} {are} numbered: {'; '.join(told)}."
    said += rings.alt(view)
    if len(view.ladder):
        said += f" Title of partnership: {view.ladder['tier'].iloc[-1]}."
    return said


CHART = Chart("intensity", "Relationship intensity", figure, table, alt)


def _scheduled(view: "DyadView", drawing: Drawing) -> pd.DataFrame:
    """Return the scheduled events that lie after the curve and within the window, with `title` and `date`."""
    events = view.scheduled
    if events.empty or not len(drawing.days):
        return pd.DataFrame({"date": [], "title": [], "date_precision": []})
    days = as_days(events["date"])
    inside = (days > drawing.days[-1]) & (days <= drawing.days[-1] + _AHEAD)
    inside &= days >= np.datetime64(view.today, "D")
    if view.selection.until is not None:
        inside &= days <= np.datetime64(view.selection.until, "D")
    ahead: pd.DataFrame = events[inside].sort_values("date", kind="stable")
    return ahead


def _axis(
    view: "DyadView", drawing: Drawing, scheduled: pd.DataFrame, style: Style
) -> tuple[np.datetime64, np.datetime64]:
    frame = view.daily.frame if len(view.daily.frame) else view.series.frame
    days = as_days(frame["period_start"])
    first, last = days[0], days[-1] + _DAY
    if len(scheduled):
        last = max(last, as_days(scheduled["date"])[-1] + np.timedelta64(30, "D"))
    # A day alone is no axis: a curve that begins with its only event gets a month on either side.
    if last - first < np.timedelta64(60, "D"):
        first, last = first - np.timedelta64(30, "D"), last + np.timedelta64(30, "D")
    # A mark right at an end would stand on the numbers of the axis, or on the words behind the lines.
    room = (last - first) // (_NARROW_MARKS if style.is_narrow else _WIDE_MARKS)
    ringed = rings.days_of(view, scheduled) if style.size is None else as_days([])
    marked = np.concatenate([as_days(view.milestones["drawn_on"]), ringed])
    begin = first - room if (marked < first + room // 2).any() else first
    return begin, last + room if (ringed > last - room).any() else last


def _marks_told(view: "DyadView", scheduled: pd.DataFrame) -> list[str]:
    said = []
    if (view.daily.frame["status"] == "not_covered").any():
        said.append("Hatched: not covered.")
    until = view.daily.meta.get("building_up_until")
    if isinstance(until, str) and until >= str(view.daily.frame["period_start"].iloc[0])[:10]:
        said.append("Shaded: stocks still building up, as earlier acts were not collected.")
    if view.selection.breaks and view.selection.method == DEFAULT_METHOD:
        said.append("Dotted verticals: breaks in net.")
    if len(scheduled):
        said.append("Hollow marks: scheduled events.")
    return said


def _lay_out(
    view: "DyadView",
    style: Style,
    drawing: Drawing,
    steps: pd.DataFrame,
    topics: Sequence[str],
    notes: Sequence[str],
    first: np.datetime64,
    last: np.datetime64,
) -> tuple[Page, _Rows, milestone_marks.Key | None]:
    """Return the sheet with its margins, the heights of the strips, and the printed key."""
    size, little = font_size(style), small(style)
    is_print = style.size is not None
    pad = round(1.5 * size) if is_print else 0
    names = [strips.topic_name(topic, is_narrow=style.is_narrow) for topic in topics]
    tick_texts = [text for _, text in drawing.ticks] or [words.number(-100, 0, style.locale)]
    left_words = [
        *(words.width(name, little) for name in names),
        *(words.width(t, size * 0.9) for t in tick_texts),
    ]
    least = screen_width(style)
    left = pad + min(max([*left_words, words.width("Title", little)]) + 10, 0.27 * least)
    ends = max((words.width(end.text, size, is_bold=True) for end in drawing.ends), default=0.0)
    right = pad + (14 if style.is_narrow else ends + 12 + _beside(view, first, last, little))

    around = frame(
        style,
        title=view.headline,
        subtitle=view.standfirst,
        source=source_note(
            view,
            what="relationship intensity",
            permalink=style.permalink,
            how_to_read=notes,
        ),
        on_screen=[
            *notes,
            *(
                [f"Rows beneath: the topics of each year, {heat_grows(style.mode)} for more events."]
                if topics
                else []
            ),
        ],
    )
    gap = 0.55 * size
    unit_room = 1.5 * little * (2 if style.is_narrow else 1)
    axis_room = 2.3 * little
    ladder_height = round(1.75 * little) if len(steps) else 0
    row_height = round(1.4 * little)
    n_topics = len(topics)
    heat_height = row_height * n_topics
    strips_height = (ladder_height + gap if ladder_height else 0) + (heat_height + gap if topics else 0)
    key: milestone_marks.Key | None = None
    if is_print:
        assert style.size is not None
        least, height = float(style.size.width), float(style.size.height)
        plot_width = least - left - right
        extra = _untold_titles(view, steps, plot_width, little, first, last, style.locale)
        key = milestone_marks.lay_key(view, least, pad, size, extra, style.locale)
        key_room = key.height + 1.1 * size if key.height else 0.0
        fixed = around.top + unit_room + strips_height + axis_room + key_room + around.bottom
        while n_topics > 4 and height - fixed < 0.25 * height:
            n_topics -= 1
            heat_height -= row_height
            fixed -= row_height
        top = around.top + unit_room
        plot = height - fixed
    else:
        top = around.top + unit_room
        plot = NARROW_PLOT if style.is_narrow else SCREEN_PLOT
        height = top + plot + strips_height + axis_room + around.bottom
    plot_bottom = top + plot
    y = plot_bottom
    ladder = heat = None
    if ladder_height:
        ladder = (y + gap, y + gap + ladder_height)
        y = ladder[1]
    if topics:
        heat = (y + gap, y + gap + heat_height)
        y = heat[1]
    page = Page(style, least, height, left, right, top, height - y)
    write_frame(page, around)
    page.write(
        drawing.unit,
        x=0,
        y=page.y(top - 0.25 * little),
        yanchor="bottom",
        size=little,
        colour=page.colours.muted,
        xanchor="left",
        xshift=0 if style.is_narrow else -6,
        name="unit",
    )
    return page, _Rows((top, plot_bottom), ladder, heat, y, n_topics), key


def _untold_titles(
    view: "DyadView",
    steps: pd.DataFrame,
    plot_width: float,
    size: float,
    first: np.datetime64,
    last: np.datetime64,
    tag: str,
) -> list[tuple[str, str]]:
    """Return date and words of the titles that neither fit into the strip nor stand in the key."""
    told = set(view.milestones["event_id"])
    span = max(1, days_between(first, last))
    found = []
    rows: Any = steps.itertuples(index=False)
    for step in rows:
        room = float((step.end - step.begin) / pd.Timedelta(days=1)) / span * plot_width
        if step.event_id not in told and words.width(str(step.tier), size) + 10 > room:
            since = words.date_words(step.date_from.date(), step.date_precision, tag)
            found.append((since, str(step.tier)))
    return found


def _reach(
    page: Page,
    view: "DyadView",
    drawing: Drawing,
    rows: _Rows,
    first: np.datetime64,
    last: np.datetime64,
) -> tuple[float, float, float, list[milestone_marks.Badge]]:
    """Return low and high end of the axis, pixels per point, and the badges, with room for all of them."""
    plot = rows.plot[1] - rows.plot[0]
    over, under = 6.0, 6.0
    badges: list[milestone_marks.Badge] = []
    scale = 1.0
    edge = milestone_marks.radius(page) + 2
    for _ in range(12):
        scale = max(plot - over - under, plot * 0.3) / (drawing.high - drawing.low)
        badges = milestone_marks.place(page, view, drawing, first, last, scale)
        more = max((b.y + edge for b in badges), default=0.0) - drawing.high * scale - over
        less = -min((b.y - edge for b in badges), default=0.0) + drawing.low * scale - under
        if more <= 0.5 and less <= 0.5:
            break
        over, under = over + max(0.0, more), under + max(0.0, less)
    low = drawing.low - under / scale
    # The axis fills the plot: what rounding leaves over goes to the top.
    return low, low + plot / scale, scale, badges


def _beside(view: "DyadView", first: np.datetime64, last: np.datetime64, small: float) -> float:
    """Return how far the numbered mark of a last day reaches over the edge, to where the lines are named."""
    near = days_between(first, last) / 200  # some pixels: further in, a mark ends before the names begin
    days = [np.datetime64(one, "D") for one in view.milestones["drawn_on"]]
    return milestone_marks.reach(small) if any(0 <= days_between(one, last) < near for one in days) else 0.0


def _label_ends(page: Page, drawing: Drawing, rows: _Rows, low: float, high: float, *, beside: float) -> None:
    """Name the lines at their ends, pushed apart and off a mark `beside`; on a phone in one line above."""
    ends = drawing.ends
    if page.style.is_narrow:
        named = " · ".join(
            f'<span style="color:{end.colour}"><b>{words.escape(end.text)}</b></span>' for end in ends
        )
        if named:
            page.write(
                [named],
                x=0,
                y=page.y(rows.plot[0] - 1.65 * page.small),
                yanchor="bottom",
                size=page.small,
                is_safe=True,
                name="end",
            )
        return
    top, bottom = rows.plot
    scale = (bottom - top) / (high - low)
    wanted = [bottom - (end.value - low) * scale for end in ends]
    height = words.height(1, page.font) * 0.95
    for end, y in zip(ends, spread(wanted, [height] * len(ends), top, bottom), strict=True):
        page.write(
            end.text,
            x=1,
            y=page.y(y),
            xshift=8 + beside,
            colour=end.colour,
            is_bold=True,
            name="end",
        )


def _axes(
    page: Page,
    view: "DyadView",
    drawing: Drawing,
    rows: _Rows,
    first: np.datetime64,
    last: np.datetime64,
    low: float,
    high: float,
    n_topics: int,
) -> None:
    colours = page.colours
    tick_font = {
        "size": round(page.small if not page.style.is_narrow else page.small * 0.95, 2),
        "color": colours.muted,
    }
    page.layout["xaxis"] = {
        **time_axis(
            page,
            first,
            last,
            anchor="y3" if rows.heat else "y2" if rows.ladder else "y",
            hover_title=view.pair_name,
        ),
        "showspikes": True,
        "spikemode": "across",
        "spikesnap": "data",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": colours.zero,
    }
    found = nice_ticks(low, high, 6)
    digits = 0 if all(tick.is_integer() for tick in found) else 1
    ticks = drawing.ticks or [(tick, words.number(tick, digits, page.locale)) for tick in found]
    page.layout["yaxis"] = {
        "domain": page.domain(*rows.plot),
        "range": [low, high],
        "tickmode": "array",
        "tickvals": [tick for tick, _ in ticks],
        "ticktext": [said for _, said in ticks],
        "tickfont": tick_font,
        "ticklabelstandoff": 6,
        "showgrid": True,
        "gridcolor": colours.rule,
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": colours.zero,
        "zerolinewidth": 1.2,
        "fixedrange": True,
    }
    hidden = {"showticklabels": False, "showgrid": False, "zeroline": False, "fixedrange": True}
    if rows.ladder:
        page.layout["yaxis2"] = {
            "domain": page.domain(*rows.ladder),
            "range": [0, 1],
            "anchor": "x",
            **hidden,
        }
    if rows.heat:
        page.layout["yaxis3"] = {
            "domain": page.domain(*rows.heat),
            "range": [n_topics - 0.5, -0.5],
            "anchor": "x",
            **hidden,
        }
    page.layout |= {
        "hovermode": "x unified",
        # A mark is told only where the pointer is on it.
        "hoverdistance": 6,
        "dragmode": "select",
        "selectdirection": "h",
        "clickmode": "event+select",
        "bargap": 0.0,
        "barmode": "overlay",
    }


def _nothing(view: "DyadView", style: Style) -> go.Figure:
    """Return a sheet that says that there is nothing to draw."""
    return blank(
        style,
        title=view.headline,
        subtitle=view.standfirst,
        message="No recorded events",
        source=source_note(view, what="relationship intensity", permalink=style.permalink),
    )
