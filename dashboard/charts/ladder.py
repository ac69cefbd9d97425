"""The titles of partnership in their exact words, and since when each holds."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.drawing import as_days, days_between
from dashboard.charts.page import Page, frame, screen_width, small, write_frame
from dashboard.charts.sources import source_note
from dashboard.charts.strips import steps_in_view
from dashboard.charts.theme import font_size
from dashboard.charts.time_axis import time_axis

if TYPE_CHECKING:
    from dashboard.views import DyadView

_KINDS = {"established": "Established", "raised": "Raised", "lowered": "Lowered"}


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return one row per title, its words over a bar that lasts as long as the title did."""
    source = source_note(
        view,
        what="titles of partnership",
        permalink=style.permalink,
        how_to_read=[
            "Titles rank only within one country's own vocabulary; no step is higher than another's."
        ],
    )
    first, last = _span(view)
    steps = steps_in_view(view, first, last)
    if steps.empty:
        return blank(
            style,
            title=_title(view),
            subtitle="Titles come from recorded upgrades, downgrades and joint statements.",
            message="No title of partnership on record",
            source=source,
        )
    around = frame(
        style,
        title=_title(view),
        subtitle="Titles of partnership in their exact words, and how long each was in force.",
        source=source,
    )
    size = font_size(style)
    least = screen_width(style)
    side = around.pad + 18
    bottom = around.bottom + 2.3 * small(style)
    row = 5.2 * size if style.is_narrow else 4.2 * size
    height = around.top + bottom + row * len(steps)
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, side, side, around.top, bottom)
    write_frame(page, around)
    # The vertical axis counts pixels, so that words and bars keep their distance at any height.
    row = page.plot_height / len(steps)
    bar = 0.8 * size
    per_day = page.plot_width / max(1, days_between(first, last))
    rows: Any = steps.itertuples(index=False)
    for rank, step in enumerate(rows):
        begin, end = np.datetime64(step.begin, "D"), np.datetime64(step.end, "D")
        bar_top = round((rank + 0.5) * row - 0.5 * bar + 0.3 * size, 1)
        bar_bottom = round(bar_top + bar, 1)
        is_in_force = pd.isna(step.date_until)
        page.traces.append(
            go.Scatter(
                x=[str(begin), str(end), str(end), str(begin), str(begin)],
                y=[bar_top, bar_top, bar_bottom, bar_bottom, bar_top],
                mode="lines",
                name=words.escape(str(step.tier)),
                line={"width": 0, "color": page.colours.cooperation},
                fill="toself",
                fillcolor=page.colours.cooperation if is_in_force else page.colours.title_fill[1],
                hoveron="fills",
                hoverinfo="text",
                text=words.escape(f"{step.tier}: {_when(step, style.locale)}"),
            )
        )
        # Words that would leave the sheet on the right end with the bar's end instead.
        lines = words.wrap(str(step.tier), size, page.plot_width, is_bold=True, lines=2)
        widest = max(words.width(line, size, is_bold=True) for line in lines)
        widest = max(widest, words.width(_when(step, style.locale), small(style)))
        is_left = days_between(first, begin) * per_day + widest <= page.plot_width
        x, anchor = (str(begin), "left") if is_left else (str(last), "right")
        page.write(
            lines,
            y=bar_top,
            xref="x",
            yref="y",
            yanchor="bottom",
            yshift=2,
            is_bold=True,
            name="title of partnership",
            x=x,
            xanchor=anchor,
        )
        page.write(
            _when(step, style.locale),
            y=bar_bottom,
            xref="x",
            yref="y",
            yanchor="top",
            yshift=-2,
            size=page.small,
            colour=page.colours.muted,
            name="date",
            x=x,
            xanchor=anchor,
        )
    page.layout |= {
        "xaxis": time_axis(page, first, last, anchor="y"),
        "yaxis": {
            "domain": page.domain(page.top, page.top + page.plot_height),
            "range": [page.plot_height, 0],
            "showticklabels": False,
            "fixedrange": True,
        },
        "hovermode": "closest",
        "dragmode": False,
    }
    return page.finish()


def _when(step: Any, tag: str = "en") -> str:
    since = words.date_words(step.date_from.date(), step.date_precision, tag)
    until = "" if pd.isna(step.date_until) else f" to {words.day_words(step.date_until.date(), tag)}"
    return f"{_KINDS[step.kind]} {since}" if not until else f"{since}{until}"


def _span(view: "DyadView") -> tuple[np.datetime64, np.datetime64]:
    """Return the axis: from the first title or the window's begin to the end of the records."""
    days = as_days(view.daily.frame["period_start"]) if len(view.daily.frame) else as_days([view.today])
    first, last = days[0], days[-1] + 1
    titles = as_days(view.ladder["drawn_from"])
    if len(titles) and view.selection.since is None:
        first = min(first, titles[0])
    return first, last


def _title(view: "DyadView") -> str:
    title = view.figures.title
    if title is None:
        return f"{view.pair_name}: no title of partnership on record"
    return f"{view.pair_name}: {title.tier} since {words.date_words(title.since, title.precision)}"


def table(view: "DyadView") -> pd.DataFrame:
    """Return the titles: date_from, date_until (missing while it holds), tier, kind, date_precision."""
    return view.ladder[["date_from", "date_until", "tier", "kind", "date_precision"]].reset_index(drop=True)


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    if view.ladder.empty:
        return f"Empty chart. {_title(view)}."
    rows: Any = view.ladder.itertuples(index=False)
    told = "; ".join(f"{row.tier}, {_when(row)}" for row in rows)
    return f"Titles of partnership between {view.pair_name} over time: {told}."


CHART = Chart("ladder", "Titles of partnership", figure, table, alt)
