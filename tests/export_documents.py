"""Documents for the tests of exports: shipped and hostile views with a plain chart, no store, no browser."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.contract import Chart, Style
from dashboard.exports.contract import Document, Render, document_of
from dashboard.measures.contract import DyadRecord
from dashboard.selection import Selection
from dashboard.views import DyadView, SourceNote, build_view
from tests.shipped_records import shipped_record

TODAY = date(2026, 11, 24)
SOURCE = SourceNote("asia-pacific", "Bilateral Asia-Pacific events", "Bilateral", "CC BY 4.0", "2026.11", "")

HOSTILE_TITLES = (
    "=cmd|' /C calc'!A0",
    "+SUM(1,2)",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "]]><x xmlns='urn:x'>",
    "a, b; c # d \"quoted\" 'apostrophe'",
    "Ünïcödé 日本語 한국어 العربية 🤝",
    "line one\nline two",
    "null\x00byte and \x1b[31mescape",
)


def figure_of(view: DyadView, style: Style) -> go.Figure:
    """A figure with explicit colours, the headline inside, and the size for print."""
    frame = view.series.frame
    figure = go.Figure()
    figure.add_scatter(x=frame["period_start"], y=frame["cooperation"], line={"color": "#0f766e"}, name="C")
    figure.add_scatter(x=frame["period_start"], y=-frame["friction"], line={"color": "#c2410c"}, name="F")
    size = style.size
    figure.update_layout(template="none", title=view.headline, font={"family": "Source Sans 3"})
    if size is not None:
        figure.update_layout(width=size.width, height=size.height, font={"size": size.font})
    return figure


CHART = Chart(
    id="intensity",
    label="Relationship intensity",
    figure=figure_of,
    table=lambda view: view.daily.frame,
    alt=lambda view: f"Curve of {view.pair_name}: {view.headline}",
)
MIX = Chart(
    id="topics",
    label="Topic mix",
    figure=figure_of,
    table=lambda view: view.topics.frame,
    alt=lambda view: f"Topics of {view.pair_name}",
)
EVENTS = Chart(
    id="timeline",
    label="Recorded events",
    figure=figure_of,
    table=lambda view: view.record.events,
    alt=lambda view: f"Events of {view.pair_name}",
)


@cache
def shipped_view(dyad: str = "JPN-MYS", query: str = "") -> DyadView:
    """Return the view of a shipped dyad."""
    a, b = dyad.split("-")
    pairs = dict(part.split("=") for part in query.split("&") if part)
    selection, problems = Selection.from_query({"a": a, "b": b, **pairs})
    assert not problems
    return build_view(shipped_record(dyad), selection, today=TODAY, sources=(SOURCE,), revision=7)


@cache
def hostile_view() -> DyadView:
    """Return a view whose titles, places and sources try to do harm."""
    record = shipped_record("JPN-MYS")
    events = record.events.copy()
    titles = [HOSTILE_TITLES[i % len(HOSTILE_TITLES)] for i in range(len(events))]
    events["title"] = pd.array(titles, dtype="str")
    events["place"] = pd.array(["=HYPERLINK(1)"] * len(events), dtype="str")
    events["tier"] = pd.array(["<b>Allies</b>" if t else "" for t in events["tier"].fillna("")], dtype="str")
    source = replace(SOURCE, title='=evil, "x"', publisher="a,=1+1", licence="<script>", citation="a\nb,@c")
    hostile = DyadRecord(record.country_a, record.country_b, events, record.coverage)
    selection = Selection(country_a="JPN", country_b="MYS")
    return build_view(hostile, selection, today=TODAY, sources=(source,), revision=7)


def document(view: DyadView | None = None, chart: Chart = CHART, render: Render | None = None) -> Document:
    """Return the document of a chart of a view."""
    return document_of(
        chart,
        view or shipped_view(),
        base_address="https://bilateral.example.org",
        app_version="0.1.0",
        render=render,
    )
