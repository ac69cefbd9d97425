"""Topic by year as a grid of cells: what came up when, every topic by itself."""

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.page import Page, frame, screen_width, small, write_frame, year_step
from dashboard.charts.sources import source_note
from dashboard.charts.strips import draw_heat, leading_topics, topic_name
from dashboard.charts.theme import font_size, heat_grows
from dashboard.charts.topic_mix import title_of
from db.vocabulary import UNCODED

if TYPE_CHECKING:
    from dashboard.views import DyadView

_ROW: Final = 1.75
"""Height of a row on the screen, in sizes of running text."""


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return the grid: a row per topic, the largest on top, a column per year."""
    mix = view.topics_by_year.frame
    topics = rows_of(mix)
    notes = [
        f"The {heat_grows(style.mode)}, the more events; an event with several topics counts in equal parts."
    ]
    source = source_note(
        view,
        what="topics by year",
        permalink=style.permalink,
        method="topic-mix-counts",
        how_to_read=notes,
    )
    if not topics:
        return blank(
            style,
            title=title_of(view),
            subtitle="Choose another pair or period, or add events of your own.",
            message="No recorded events, so no topics",
            source=source,
        )
    around = frame(
        style,
        title=title_of(view),
        subtitle="Recorded events by topic and year.",
        source=source,
        on_screen=notes,
    )
    little = small(style)
    least = screen_width(style)
    names = [topic_name(topic, is_narrow=style.is_narrow) for topic in topics]
    left = around.pad + min(max(words.width(name, little) for name in names) + 10, 0.34 * least)
    right = around.pad + 14
    bottom = around.bottom + 2.3 * little
    height = around.top + bottom + _ROW * font_size(style) * len(topics)
    page = Page(
        style,
        least,
        float(style.size.height) if style.size is not None else height,
        left,
        right,
        around.top,
        bottom,
    )
    write_frame(page, around)
    years = sorted({int(start.year) for start in mix["period_start"]})
    first, last = np.datetime64(f"{years[0]}-01-01"), np.datetime64(f"{years[-1] + 1}-01-01")
    draw_heat(page, mix, topics, first, last, axis="y", label_room=left - 10)
    step = year_step(len(range(years[0], years[-1] + 1)), page.plot_width, little)
    shown = [year for year in range(years[0], years[-1] + 1) if year % step == 0] or years[:1]
    page.layout |= {
        "xaxis": {
            "type": "date",
            "range": [str(first), str(last)],
            "tickmode": "array",
            "tickvals": [f"{year}-07-02" for year in shown],
            "ticktext": [words.year_words(year, style.locale) for year in shown],
            "tickfont": {"size": round(little, 2), "color": page.colours.muted},
            "showline": True,
            "linecolor": page.colours.zero,
            "fixedrange": True,
        },
        "yaxis": {"range": [len(topics) - 0.5, -0.5], "showticklabels": False, "fixedrange": True},
        "hovermode": "closest",
        "dragmode": False,
    }
    return page.finish()


def rows_of(mix: pd.DataFrame) -> list[str]:
    """Return every topic that occurs, the largest first, events without a topic last."""
    has_uncoded = bool((mix["topic"] == UNCODED).any())
    return [*leading_topics(mix, 100), *([UNCODED] if has_uncoded else [])]


def table(view: "DyadView") -> pd.DataFrame:
    """Return the mix by year in long form, as `measures.topic_mix`."""
    return view.topics_by_year.frame.reset_index(drop=True)


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    topics = rows_of(view.topics_by_year.frame)
    if not topics:
        return f"Empty chart. No topics are recorded for {view.pair_name}."
    named = ", ".join(topic_name(topic).lower() for topic in topics[:3])
    return f"Grid of {len(topics)} topics by year for {view.pair_name}. {title_of(view)}. Largest: {named}."


CHART = Chart("topic-heat", "Topics by year", figure, table, alt)
