"""The sheet that says that there is nothing to draw, and why."""

import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.contract import Style
from dashboard.charts.page import Page, frame, screen_width, write_frame
from dashboard.charts.theme import font_size


def blank(style: Style, *, title: str, subtitle: str, message: str, source: list[str]) -> go.Figure:
    """Return a figure without data: its words, and `message` where the plot would be."""
    around = frame(style, title=title, subtitle=subtitle, source=source)
    height = float(style.size.height) if style.size is not None else 160.0
    page = Page(style, screen_width(style), height, around.pad, around.pad, around.top, around.bottom)
    write_frame(page, around)
    page.write(
        words.wrap(message, font_size(style), page.plot_width - 20),
        x=0.5,
        y=0.5,
        xanchor="center",
        colour=page.colours.muted,
        name="empty",
    )
    page.layout |= {
        "xaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
        "yaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
    }
    return page.finish()
