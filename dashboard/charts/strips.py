"""The strips under the curve, on its own time axis: the ladder of titles, and topics by year."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.drawing import Trace, as_days, days_between, scatter
from dashboard.charts.page import Page
from db.vocabulary import UNCODED, topic_label

if TYPE_CHECKING:
    from dashboard.views import DyadView

N_TOPICS: Final = 6

SHORT_TOPICS: Final = {
    "security": "Security",
    "maritime": "Maritime",
    "cyber_digital": "Cyber",
    "territory": "Territory",
    "nuclear": "Nuclear",
    "trade": "Trade",
    "investment": "Finance",
    "supply_chain": "Supply",
    "energy": "Energy",
    "climate": "Climate",
    "infrastructure_aid": "Aid",
    "agriculture": "Food",
    "disaster": "Disasters",
    "health": "Health",
    "education": "Education",
    "science_tech": "Science",
    "culture_people": "Culture",
    "migration": "Migration",
    "law_rights": "Law, rights",
    "regional_order": "Regional",
}
"""Names for a phone, where the full ones would take half the width."""


def topic_name(topic: str, *, is_narrow: bool = False) -> str:
    """Return a topic's name for people, the short one on a phone."""
    return SHORT_TOPICS.get(topic, topic_label(topic)) if is_narrow else topic_label(topic)


def leading_topics(mix: pd.DataFrame, n: int = N_TOPICS) -> list[str]:
    """Return the topics with the largest amount over all periods, the largest first; never `uncoded`."""
    coded = mix[mix["topic"].notna() & (mix["topic"] != UNCODED)]
    sums = coded.groupby("topic", sort=True)["amount"].sum()
    ranked = sorted(sums.items(), key=lambda item: (-item[1], str(item[0])))
    return [str(topic) for topic, amount in ranked[:n] if amount > 0]


def steps_in_view(view: "DyadView", first: np.datetime64, last: np.datetime64) -> pd.DataFrame:
    """Return the ladder's steps that touch the axis, with `begin` and `end` cut to it (datetime64[D])."""
    steps = view.ladder
    begin = as_days(steps["drawn_from"])
    end = as_days(steps["drawn_until"])
    end = np.where(np.isnat(end), last, end)
    steps = steps.assign(begin=np.maximum(begin, first), end=np.minimum(end, last))
    return steps[(begin < last) & (end > first)].reset_index(drop=True)


def draw_ladder(
    page: Page,
    view: "DyadView",
    steps: pd.DataFrame,
    first: np.datetime64,
    last: np.datetime64,
    height: float,
    *,
    has_key: bool = True,
) -> list[int]:
    """Draw the titles as a strip on x and y2; return the event ids of those whose words did not fit.

    Args:
        page: The sheet.
        view: Whose milestones give the numbers that stand for such words.
        steps: Frame of `steps_in_view`.
        first, last: The time axis.
        height: Of the strip in pixels.
        has_key: A key under the figure tells the numbers that stand for titles which do not fit.
    """
    colours = page.colours
    marks = view.milestones
    numbers = dict(zip(marks["event_id"], marks["number"], strict=True)) if has_key else {}
    span = max(1, days_between(first, last))
    size = min(page.small, height * 0.66)
    unsaid: list[int] = []
    badges: list[tuple[str, str]] = []
    rows: Any = steps.itertuples(index=False)
    for rank, step in enumerate(rows):
        begin, end = np.datetime64(step.begin, "D"), np.datetime64(step.end, "D")
        room = days_between(begin, end) / span * page.plot_width
        fill = colours.title_fill[(rank + 1) % 2]
        page.shapes.append(
            {
                "type": "rect",
                "xref": "x",
                "yref": "y2",
                "x0": str(begin),
                "x1": str(end),
                "y0": 0,
                "y1": 1,
                "line": {"color": colours.ground, "width": 1},
                "fillcolor": fill,
                "layer": "below",
            }
        )
        number = numbers.get(step.event_id)
        since = words.year_words(step.date_from.year, page.locale)
        choices = [f"{step.tier} (since {since})", str(step.tier)]
        fitting = next((text for text in choices if words.width(text, size) + 10 <= room), "")
        if fitting:
            page.write(
                fitting,
                x=str(begin),
                y=0.5,
                xref="x",
                yref="y2",
                xshift=5,
                size=size,
                colour=colours.title_ink,
                name="title of partnership",
            )
            continue
        unsaid.append(int(step.event_id))
        if number is not None and 1.5 * size + 4 <= room:
            from_edge = np.timedelta64(int(min(room / 2, size + 3) / page.plot_width * span), "D")
            badges.append((str(begin + from_edge), words.number(number, 0, page.locale)))
    _ladder_hover(page, steps)
    if badges:
        page.traces.append(_numbers(page, badges, size))
    return unsaid


def _numbers(page: Page, badges: list[tuple[str, str]], size: float) -> Trace:
    """Return the numbers of milestones that stand for titles too long for their step: the key tells them."""
    return scatter(
        x=[day for day, _ in badges],
        y=[0.5] * len(badges),
        yaxis="y2",
        mode="markers+text",
        name="Titles in the key",
        text=[number for _, number in badges],
        textposition="middle center",
        textfont={"size": round(size * 0.9, 1), "color": page.colours.badge_ink},
        marker={"size": 1.5 * size, "color": page.colours.badge, "line": {"width": 0}},
        selected={"marker": {"opacity": 1}, "textfont": {"color": page.colours.badge_ink}},
        unselected={"marker": {"opacity": 1}, "textfont": {"color": page.colours.badge_ink}},
        hoverinfo="skip",
    )


def _ladder_hover(page: Page, steps: pd.DataFrame) -> None:
    """Put invisible marks along the strip, so that each title can be read in full under the pointer."""
    x: list[str] = []
    said: list[str] = []
    rows: Any = steps.itertuples(index=False)
    for step in rows:
        begin, end = np.datetime64(step.begin, "D"), np.datetime64(step.end, "D")
        title = "<br>".join(words.escape(line) for line in words.wrap(str(step.tier), 13, 330))
        since = words.date_words(step.date_from.date(), step.date_precision, page.locale)
        until = (
            "" if pd.isna(step.date_until) else f" to {words.day_words(step.date_until.date(), page.locale)}"
        )
        count = max(2, days_between(begin, end) // 60)
        grid = begin + (days_between(begin, end) * np.arange(count) // count).astype("timedelta64[D]")
        x += [str(day) for day in grid]
        said += [f"<b>{title}</b><br>since {since}{until}"] * len(grid)
    page.traces.append(
        scatter(
            x=x,
            y=[0.5] * len(x),
            yaxis="y2",
            mode="markers",
            name="Title",
            marker={"color": page.colours.title_ink, "size": 8, "opacity": 0},
            selected={"marker": {"opacity": 0}},
            unselected={"marker": {"opacity": 0}},
            hovertext=said,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


def draw_heat(
    page: Page,
    mix: pd.DataFrame,
    topics: list[str],
    first: np.datetime64,
    last: np.datetime64,
    *,
    axis: str = "y3",
    label_room: float,
) -> None:
    """Draw topic by year as a grid of cells on x and `axis`; `theme.heat_grows`, the more events.

    Args:
        page: The sheet.
        mix: Frame of `topic_mix` by year.
        topics: Rows, from the top.
        first, last: The time axis; cells of the first and last year end with it.
        label_room: Pixels for the names of the rows, left of the plot.
    """
    colours = page.colours
    years = sorted({int(start.year) for start in mix["period_start"]})
    years = list(range(years[0], years[-1] + 1)) if years else []
    amounts = {
        (int(start.year), topic): (amount, n)
        for start, topic, amount, n in zip(
            mix["period_start"], mix["topic"], mix["amount"], mix["n_events"], strict=True
        )
    }
    edges = np.array([f"{year}-01-01" for year in [*years, years[-1] + 1]], dtype="datetime64[D]")
    edges = np.clip(edges, first, last)
    values, said = [], []
    for topic in topics:
        row, told = [], []
        for year in years:
            amount, n = amounts.get((year, topic), (0.0, 0))
            row.append(round(amount, 3) if amount > 0 else None)
            told.append(
                f"<b>{topic_label(topic)}, {words.year_words(year, page.locale)}</b><br>"
                f"{words.number(amount, 1, page.locale)} of {words.events(n, page.locale)}"
            )
        values.append(row)
        said.append(told)
    most = max((value for row in values for value in row if value is not None), default=1.0)
    page.traces.append(
        go.Heatmap(
            x=[str(edge) for edge in edges],
            y=list(range(len(topics))),
            z=values,
            yaxis=axis,
            name="Topics",
            zmin=0.0,
            zmax=max(most, 1.0),
            colorscale=[[rank / (len(colours.heat) - 1), colour] for rank, colour in enumerate(colours.heat)],
            showscale=False,
            xgap=1.5,
            ygap=1.5,
            hoverongaps=False,
            text=said,
            hovertemplate="%{text}<extra></extra>",
        )
    )
    for rank, topic in enumerate(topics):
        name = topic_name(topic, is_narrow=page.style.is_narrow)
        page.write(
            words.shorten(name, page.small, label_room),
            x=0,
            y=rank,
            yref=axis,
            xanchor="right",
            xshift=-8,
            size=page.small,
            colour=page.colours.muted,
            name="topic",
        )
