"""Every event as a mark, in a row for its kind, cooperation above friction."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import strips
from dashboard.charts import text as words
from dashboard.charts.blank import blank
from dashboard.charts.contract import Chart, Style
from dashboard.charts.drawing import as_days, days_between, texts
from dashboard.charts.page import Page, frame, screen_width, small, write_frame
from dashboard.charts.sources import source_note
from dashboard.charts.theme import font_size
from dashboard.charts.time_axis import time_axis
from db.vocabulary import EVENT_TYPES

if TYPE_CHECKING:
    from dashboard.views import DyadView

_DAY = np.timedelta64(1, "D")
_COLUMNS = (
    "source_id",
    "source_event_id",
    "date",
    "date_end",
    "date_precision",
    "sitting_date",
    "type",
    "title",
    "actor",
    "recipient",
    "level",
    "tier",
    "topics",
    "confidence",
    "score",
    "factor",
    "half_life",
    "sign",
    "peak",
)


def figure(view: "DyadView", style: Style) -> go.Figure:
    """Return the events as marks by kind and date, with the titles in force beneath."""
    events = _in_window(view)
    subtitle = "Each mark is one recorded event; its area grows with the weight of the act."
    source = source_note(
        view,
        what="timeline of events",
        permalink=style.permalink,
        how_to_read=[*_marks_told(events), *_titles_told(view)],
    )
    if events.empty:
        return blank(
            style,
            title=_title(view, events),
            subtitle="Choose another pair or period, or add events of your own.",
            message="No recorded events",
            source=source,
        )
    # The titles of partnership stand in a table of the page.
    around = frame(
        style,
        title=_title(view, events),
        subtitle=subtitle,
        source=source,
        on_screen=[subtitle, *_marks_told(events)],
    )
    size, little = font_size(style), small(style)
    least = screen_width(style)
    kinds = _kinds(events)
    labels = [EVENT_TYPES[kind].label.split(" (")[0] for kind in kinds]
    counts = events["type"].value_counts()
    days = as_days(events["sitting_date"])
    begin = min(
        [days[0], *(np.datetime64(a, "D") for a, _ in view.record.coverage if not view.selection.since)]
    )
    end = max(
        [days[-1], *(np.datetime64(b, "D") for _, b in view.record.coverage if not view.selection.until)]
    )
    first, last = begin.astype("datetime64[D]"), end.astype("datetime64[D]") + _DAY
    if days_between(first, last) < 60:
        first, last = first - 30 * _DAY, last + 30 * _DAY
    steps = strips.steps_in_view(view, first, last)
    is_over = style.is_narrow
    left = around.pad + (
        20 if is_over else min(max(words.width(text, little) for text in labels) + 12, 0.36 * least)
    )
    right = around.pad + words.width("999", little) + 12
    strip = round(1.75 * little) if len(steps) else 0
    bottom = around.bottom + 2.3 * little
    gap = 0.6 * size
    row = (2.6 if is_over else 1.75) * size
    height = around.top + bottom + row * len(kinds) + (strip + gap if strip else 0)
    if style.size is not None:
        height = float(style.size.height)
    page = Page(style, least, height, left, right, around.top, bottom)
    write_frame(page, around)
    marks_bottom = height - bottom - (strip + gap if strip else 0)
    page.layout["yaxis"] = {
        "domain": page.domain(page.top, marks_bottom),
        "range": [len(kinds) - 0.5, -0.5],
        "showticklabels": False,
        "fixedrange": True,
    }
    if strip:
        page.layout["yaxis2"] = {
            "domain": page.domain(marks_bottom + gap, marks_bottom + gap + strip),
            "range": [0, 1],
            "showticklabels": False,
            "fixedrange": True,
            "anchor": "x",
        }
        strips.draw_ladder(page, view, steps, first, last, strip, has_key=False)
    for rank, (kind, label) in enumerate(zip(kinds, labels, strict=True)):
        page.shapes.append(
            {
                "type": "line",
                "xref": "x domain",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": rank,
                "y1": rank,
                "line": {"color": page.colours.rule, "width": 1},
                "layer": "below",
            }
        )
        page.write(
            label if is_over else words.shorten(label, little, left - around.pad - 10),
            x=0,
            y=rank,
            yref="y",
            xanchor="left" if is_over else "right",
            yanchor="bottom" if is_over else "middle",
            xshift=0 if is_over else -10,
            yshift=0.42 * size if is_over else 0,
            size=little,
            colour=page.colours.muted if is_over else None,
            name="type",
        )
        page.write(
            words.number(counts[kind], 0, style.locale),
            x=1,
            y=rank,
            yref="y",
            xshift=8,
            size=little,
            colour=page.colours.muted,
            name="count",
        )
        page.traces.append(_marks(page, view, events[events["type"] == kind], rank, size))
    page.layout |= {
        "xaxis": time_axis(page, first, last, anchor="y2" if strip else "y"),
        "hovermode": "closest",
        "dragmode": "select",
        "selectdirection": "h",
        "clickmode": "event+select",
    }
    return page.finish()


def _marks_told(events: pd.DataFrame) -> list[str]:
    is_pale = events["folded_into"].notna().any()
    return ["Pale marks: counted with another event of the same visit."] if is_pale else []


def _titles_told(view: "DyadView") -> list[str]:
    """Return the exact titles of partnership in a sentence."""
    titles = [
        f"{words.date_words(day.date(), precision)}, {tier}"
        for day, precision, tier in zip(
            view.ladder["date_from"], view.ladder["date_precision"], view.ladder["tier"], strict=True
        )
    ]
    return [f"Titles of partnership: {'; '.join(titles)}."] if titles else []


def _marks(page: Page, view: "DyadView", events: pd.DataFrame, rank: int, size: float) -> go.Scatter:
    colour = page.colours.cooperation if events["sign"].iloc[0] > 0 else page.colours.friction
    names = {code: name for code, name in zip(_codes(view), view.names, strict=True)}
    said = []
    rows: Any = events.itertuples(index=False)
    for event in rows:
        title = "<br>".join(words.escape(line) for line in words.wrap(str(event.title), 13, 330))
        kind = EVENT_TYPES[event.type]
        who = (
            ""
            if kind.is_mutual
            else f"<br>{names.get(event.actor, event.actor)} → {names.get(event.recipient, event.recipient)}"
        )
        weight = (
            "counted with another event"
            if not pd.isna(event.folded_into)
            else words.score(event.sign * event.peak, page.locale)
        )
        when = words.date_words(event.date.date(), event.date_precision, page.locale)
        said.append(f"<b>{when}</b>, {kind.label} ({weight})<br>{title}{who}")
    peaks = events["peak"].fillna(0.0).to_numpy(dtype=float)
    return go.Scatter(
        x=texts(as_days(events["sitting_date"])),
        y=[rank] * len(events),
        mode="markers",
        name=EVENT_TYPES[str(events["type"].iloc[0])].label,
        marker={
            "color": colour,
            "opacity": [0.85 if peak > 0 else 0.35 for peak in peaks],
            "size": np.round((0.32 + 0.2 * np.sqrt(peaks)) * size, 1).tolist(),
            "line": {"color": page.colours.ground, "width": 0.8},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 0.35}},
        customdata=[int(event_id) for event_id in events["event_id"]],
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _codes(view: "DyadView") -> tuple[str, str]:
    chosen = view.selection
    if chosen.country_a and chosen.country_b:
        return chosen.country_a, chosen.country_b
    return view.record.country_a, view.record.country_b


def _in_window(view: "DyadView") -> pd.DataFrame:
    """Return the events of the window: from `since`, else from the coverage on, to `until`."""
    days = as_days(view.weighed["sitting_date"])
    begin = view.selection.since or min((start for start, _ in view.record.coverage), default=None)
    inside = np.ones(len(days), dtype=bool)
    if begin is not None:
        inside &= days >= np.datetime64(begin, "D")
    if view.selection.until is not None:
        inside &= days <= np.datetime64(view.selection.until, "D")
    return view.weighed[inside].reset_index(drop=True)


def _kinds(events: pd.DataFrame) -> list[str]:
    """Return the types that occur in the order of the vocabulary, cooperation first."""
    present = set(events["type"])
    ordered = [kind for kind in EVENT_TYPES if kind in present]
    return sorted(ordered, key=lambda kind: EVENT_TYPES[kind].sign < 0)


def _title(view: "DyadView", events: pd.DataFrame) -> str:
    if events.empty:
        return f"{view.pair_name}: no recorded events"
    n, bad = len(events), int((events["sign"] < 0).sum())
    first, last = events["sitting_date"].iloc[0].year, events["sitting_date"].iloc[-1].year
    span = f"in {first}" if first == last else f"from {first} to {last}"
    if n == 1:
        return f"{view.pair_name}: one recorded event, in {first}"
    friction = "none" if bad == 0 else "all" if bad == n else str(bad)
    return f"{view.pair_name}: {n} recorded events {span}, {friction} of them friction"


def table(view: "DyadView") -> pd.DataFrame:
    """Return the events drawn: date, type, title, who acted, topics, score and points on their day."""
    events = _in_window(view)
    return events[[name for name in _COLUMNS if name in events]]


def alt(view: "DyadView") -> str:
    """Return what the figure shows, for readers who cannot see it."""
    events = _in_window(view)
    if events.empty:
        return f"Empty chart. {_title(view, events)}."
    counts = events["type"].value_counts()
    named = ", ".join(f"{EVENT_TYPES[str(kind)].label.lower()} {n}" for kind, n in counts.head(3).items())
    return f"Timeline of events by kind. {_title(view, events)}. Most frequent: {named}."


CHART = Chart("timeline", "Timeline of events", figure, table, alt)
