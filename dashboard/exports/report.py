"""The report: a printable brief of one dyad in one HTML file. Pure.

The file asks nothing of anyone: plotly.js and the style are inside. Printed (by hand, or by `bilateral report
-o report.pdf`) it falls on A4 pages with a running foot; tables repeat their heads and rows never break.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts.contract import Chart, Style
from dashboard.exports.citation import cite
from dashboard.exports.contract import permalink_of
from dashboard.exports.html_file import CONFIG, POLICY, packed, plotly_scripts
from dashboard.exports.json_file import figure_json
from dashboard.exports.notes import Note, day_words, notes_of, period_of
from dashboard.exports.recipe import make_recipe
from dashboard.exports.report_moves import DAYS, biggest_moves
from dashboard.exports.safety import escape, safe_url, script_json
from dashboard.locales import day
from dashboard.measures.intensity import DEFAULT_METHOD
from dashboard.measures.ladder import NO_TITLE
from dashboard.measures.sentences import turns_sentence, when_text
from dashboard.measures.turns import turns
from db.counting import counted
from db.vocabulary import EVENT_TYPES, HALF_LIFE_DAYS, LEVELS, topic_label

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.views import DyadView

WIDTH = 770
"""Of the text on the screen, in CSS pixels; report.css fits it on an A4 page."""

_MAIN, _MIX = "intensity", "topics"


def build_report(
    view: "DyadView",
    charts: Mapping[str, Chart],
    proofs: pd.DataFrame,
    *,
    base_address: str = "",
    app_version: str,
) -> bytes:
    """Return the report as a page.

    Args:
        view: Of the dyad.
        charts: By id; `intensity` and `topics` are shown, where they are there.
        proofs: The events in view with the columns publishers and urls, joined by ` | `.
        base_address: Where the dashboard is served; "" if unknown.
        app_version: Version that makes the report.
    """
    permalink = permalink_of(base_address, view.selection.to_query_string())
    recipe = make_recipe("report", "a4", (view,), permalink=permalink, app_version=app_version)
    citation = cite("Report", (view,), period=period_of((view,)), permalink=permalink)
    figures = {chart_id: _drawn(charts[chart_id], view) for chart_id in (_MAIN, _MIX) if chart_id in charts}
    shown = {
        chart_id: _figure(chart_id, charts[chart_id].alt(view), int(figure.layout.height))
        for chart_id, figure in figures.items()
    }
    urls = dict(zip(proofs["event_id"], proofs["urls"], strict=True))
    parts = [
        _head(view, permalink),
        _key_figures(view),
        _section("How relations moved", shown.get(_MAIN, "")) if _MAIN in shown else "",
        _section("Turning points", _turning_points(view, urls), "What raised or changed the curve most."),
        _section("The biggest moves", _moves(view, urls), _MOVES_LEAD, css="moves"),
        _section("The ladder of titles", _ladder(view)) if len(view.ladder) else "",
        _section("What relations are about", shown.get(_MIX, "") + _topics(view)),
        _section(_events_title(view), _events(view, proofs), _events_words(view), css="events"),
        _section("Method and limits", _method(view), css="method"),
        _section("Sources and citation", _sources(view, citation.text, permalink), css="sources"),
    ]
    scripts = "".join(
        f'<script type="text/plain" id="data-{chart_id}">{packed(figure_json(figure))}</script>'
        for chart_id, figure in figures.items()
    )
    config = script_json(json.dumps({**CONFIG, "displayModeBar": False}))
    style = files("dashboard.exports").joinpath("report.css").read_text(encoding="utf-8")
    foot = _css_text(f"{view.pair_name} · Bilateral, {day_words(view.today)}")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Bilateral {escape(app_version)}">
<meta name="description" content="{escape(view.headline)}">
<title>{escape(f"{view.pair_name}: a brief")}</title>
<style>{style}@page {{ @bottom-left {{ content: {foot}; }} }}</style>
<script type="application/json" id="bilateral-recipe">{script_json(recipe.to_json())}</script>
</head>
<body>
<article>
{"".join(parts)}
</article>
{plotly_scripts()}
{scripts}
<script>
document.querySelectorAll(".figure").forEach(function (place) {{
  draw(place, "data-" + place.dataset.chart, {config});
}});
</script>
</body>
</html>
""".encode()


def _head(view: "DyadView", permalink: str) -> str:
    kicker = f"Brief · {escape(view.pair_name)}"
    filters = "".join(f" {escape(words)};" for words in view.selection.filters)
    limited = (
        f'<p class="limited">This view leaves events out:{filters.removesuffix(";")}.</p>' if filters else ""
    )
    changes = "; ".join(view.selection.weights.changes_in_words)
    changed = f'<p class="limited">Weights were changed: {escape(changes)}.</p>' if changes else ""
    return (
        f'<header><p class="kicker">{kicker}</p><h1>{escape(view.headline)}</h1>'
        f'<p class="standfirst">{escape(_words(view))}</p>'
        f'<p class="dateline">{escape(day_words(view.today))} · Bilateral · {escape(_data_words(view))}</p>'
        f"{limited}{changed}</header>"
    )


def _words(view: "DyadView") -> str:
    """Return the paragraph, with the sharpest turns where the default method measures them."""
    if not view.summary or view.selection.method != DEFAULT_METHOD:
        return view.summary or view.standfirst
    found = turns(view.record, view.selection.weights, until=view.selection.until, weighed=view.weighed)
    return f"{view.summary} {turns_sentence(found)}".strip()


def _data_words(view: "DyadView") -> str:
    figures = view.figures
    n, n_shown = len(view.record.events), int(view.is_in_window.sum())
    said = [counted(n, "event") if n_shown == n else f"{n_shown} of {counted(n, 'event')} in the period"]
    if figures.coverage:
        said.append(f"covered to {day_words(figures.coverage[1])}")
    if figures.last_event is not None:
        said.append(f"last recorded event {when_text(figures.last_event.day, figures.last_event.precision)}")
    return "; ".join(said)


def _key_figures(view: "DyadView") -> str:
    figures = view.figures
    cells: list[tuple[str, str, str]] = []
    if figures.as_of is not None and not math.isnan(figures.net):
        change = figures.net_change_12m
        until = figures.change_to if figures.has_older_change else None
        span = f"the twelve months to {day_words(until)}" if until else "twelve months"
        moved = "" if change is None else f"{_signed(change)} in {span}: {figures.badge}"
        cells = [
            ("Net", _signed(figures.net), moved or "−100 all friction, +100 all cooperation"),
            ("Cooperation", f"{figures.cooperation:.1f}", "points"),
            ("Friction", f"{figures.friction:.1f}", "points"),
            ("Activity", f"{figures.level:.0f}", "of 100: how much goes on"),
            (
                "Events in 12 months",
                str(figures.n_events_12m),
                f"{figures.n_cooperation_12m} of cooperation",
            ),
        ]
    if figures.title is not None:
        since = when_text(figures.title.since, figures.title.precision)
        tier = figures.title.tier
        cells.append(("Title of partnership", tier if tier != NO_TITLE else "Not recorded", f"since {since}"))
    if figures.next_event is not None:
        when = when_text(figures.next_event.day, figures.next_event.precision)
        cells.append(("Next scheduled", figures.next_event.title, when))
    items = "".join(
        f'<div class="{"words" if len(value) > 8 else "number"}"><dt>{escape(name)}</dt>'
        f"<dd>{escape(value)}</dd>"
        f'<dd class="note">{escape(note)}</dd></div>'
        for name, value, note in cells
    )
    as_of = f'<p class="asof">As of {escape(day_words(figures.as_of))}</p>' if figures.as_of else ""
    return f'<section class="key"><dl>{items}</dl>{as_of}</section>' if items else ""


def _signed(value: float) -> str:
    rounded = round(value)
    return str(rounded) if rounded == 0 else f"{'+' if rounded > 0 else '−'}{abs(rounded)}"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame, a column an attribute."""
    return iter(frame.itertuples(index=False))


def _section(title: str, body: str, lead: str = "", *, css: str = "") -> str:
    name = f' class="{css}"' if css else ""
    led = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    return f"<section{name}><h2>{escape(title)}</h2>{led}{body}</section>\n" if body else ""


def _drawn(chart: Chart, view: "DyadView") -> "go.Figure":
    """Return the chart as on the screen, in a fixed width: the report carries its title and source."""
    figure = chart.figure(view, Style(mode="light"))
    return figure.update_layout(width=WIDTH, height=figure.layout.height or 420, autosize=False)


def _figure(chart_id: str, alt: str, height: int) -> str:
    return (
        f'<figure><div class="figure" data-chart="{escape(chart_id)}" role="img" aria-label="{escape(alt)}" '
        f'style="width:{WIDTH}px;height:{height}px"></div></figure>'
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, css: str = "") -> str:
    """Return a table; the cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f'<table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _linked(title: str, urls: str) -> str:
    url = safe_url(urls.split(" | ")[0])
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(title)}</a>' if url else escape(title)


def _when(row: Any) -> str:
    return _day(row.date, row.date_precision)


def _day(day: pd.Timestamp, precision: str) -> str:
    return escape(when_text(day.date(), precision)).replace(" ", "&nbsp;")


def _turning_points(view: "DyadView", urls: Mapping[int, str]) -> str:
    rows = []
    for row in _rows(view.milestones):
        tier = f" <em>{escape(row.tier)}</em>" if isinstance(row.tier, str) and row.tier else ""
        rows.append(
            [
                f'<span class="{_side(row.sign)}">{row.number}</span>',
                _when(row),
                _linked(row.title, urls.get(row.event_id, "")) + tier,
                escape(EVENT_TYPES[row.type].label),
                _points(row.peak, row.sign),
            ]
        )
    return _table(["No.", "Date", "What happened", "Kind", "Points"], rows, css="told") if rows else ""


def _side(sign: int) -> str:
    return "good" if sign > 0 else "bad"


def _points(points: float, sign: int) -> str:
    if math.isnan(points):
        return ""
    return f"{'+' if sign > 0 else '−'}{points:.1f}" if points else "0"


def _ladder(view: "DyadView") -> str:
    # A title ends on the day of the next change, which may be known to the month only.
    precisions = {row.date_from: row.date_precision for row in _rows(view.ladder)}
    rows = []
    for row in _rows(view.ladder):
        ended = row.date_until
        until = (
            "in&nbsp;force" if pd.isna(ended) else f"until&nbsp;{_day(ended, precisions.get(ended, 'day'))}"
        )
        rows.append([_day(row.date_from, row.date_precision), escape(row.tier), escape(row.kind), until])
    note = '<p class="small">Titles stand in their exact words; they cannot be compared across countries.</p>'
    return _table(["Since", "Title", "How", "Until"], rows, css="ladder") + note


def _topics(view: "DyadView") -> str:
    counts: dict[str, float] = {}
    shown = view.record.events[view.is_in_window]
    for topics in shown["topics"]:
        for topic in topics or ("uncoded",):
            counts[topic] = counts.get(topic, 0.0) + 1 / max(len(topics), 1)
    total = sum(counts.values())
    if not total:
        return ""
    leading = sorted(counts, key=lambda topic: (-counts[topic], topic))[:6]
    named = ", ".join(f"{topic_label(topic).lower()} {counts[topic] / total:.0%}" for topic in leading)
    return (
        f'<p class="small">Of {counted(len(shown), "event")} in view: {escape(named)}. '
        "An event with several topics gives an equal part to each.</p>"
    )


_MOVES_LEAD = (
    f"The largest changes of net within {DAYS} days, from the eve of the first event to the day of the last. "
    "The years in which stocks were still building up are left out."
)


def _moves(view: "DyadView", urls: Mapping[int, str]) -> str:
    events = {row.event_id: row for row in _rows(view.weighed)}
    rows = []
    for move in biggest_moves(view):
        side = "good" if move.after > move.before else "bad"
        told = "<br>".join(
            f"{_linked(events[i].title, urls.get(i, ''))} ({_when(events[i])})" for i in move.event_ids
        )
        rows.append(
            [
                _months(move.first, move.last),
                f'<span class="{side}">{_signed(move.shown_change)}</span>',
                f"{_signed(move.before)}&nbsp;to&nbsp;{_signed(move.after)}",
                told,
            ]
        )
    return _table(["When", "Move", "Net", "Events"], rows, css="moved") if rows else ""


def _months(first: date, last: date) -> str:
    begin, end = (day(one, "month", is_short=True) for one in (first, last))
    if begin == end:
        return begin.replace(" ", "&nbsp;")
    if first.year == last.year:
        return f"{begin.partition(' ')[0]}–{end}".replace(" ", "&nbsp;")
    return f"{begin}–<br>{end}".replace(" ", "&nbsp;")


def _events_title(view: "DyadView") -> str:
    return "All events in view" if view.is_in_window.all() else "The events of this period"


def _events_words(view: "DyadView") -> str:
    shown, n_all = view.record.events[view.is_in_window], len(view.record.events)
    if shown.empty:
        return ""
    begin, end = shown["date"].iloc[0].year, shown["date"].iloc[-1].year
    years = f"of {begin}" if begin == end else f"from {begin} to {end}"
    n_outside = n_all - len(shown)
    outside = (
        f" {counted(n_outside, 'recorded event')} outside the period "
        f"{'is' if n_outside == 1 else 'are'} left out; those before it still weigh on the curve."
        if n_outside
        else ""
    )
    return (
        f"{counted(len(shown), 'event')} {years}, the latest first. Numbers in brackets are further proofs; "
        f"low confidence is marked.{outside}"
    )


def _events(view: "DyadView", proofs: pd.DataFrame) -> str:
    rows = []
    proofs = proofs[proofs["event_id"].isin(view.record.events.loc[view.is_in_window, "event_id"])]
    peaks = {
        event_id: (peak, sign, head)
        for event_id, peak, sign, head in zip(
            view.weighed["event_id"],
            view.weighed["peak"],
            view.weighed["sign"],
            view.weighed["folded_into"],
            strict=True,
        )
    }
    for row in _rows(proofs.iloc[::-1]):
        urls = [url for url in map(safe_url, row.urls.split(" | ")) if url]
        publishers = row.publishers.split(" | ")
        more = " ".join(
            f'<a href="{escape(url)}" rel="noreferrer">[{number}]</a>'
            for number, url in enumerate(urls[1:], start=2)
        )
        who = "" if EVENT_TYPES[row.type].is_mutual else f"{row.actor} → {row.recipient}. "
        level = LEVELS[row.level].label if row.level in LEVELS else ""
        details = ". ".join(part for part in (level, row.place, row.tier) if isinstance(part, str) and part)
        peak, sign, head = peaks.get(row.event_id, (float("nan"), 0, None))
        points = "with another" if not pd.isna(head) else _points(float(peak), int(sign))
        low = ' <span class="low">low confidence</span>' if row.confidence == "low" else ""
        rows.append(
            [
                _when(row),
                f"{escape(who)}{_linked(row.title, row.urls)} {more}{low}"
                + (f' <span class="note">{escape(details)}</span>' if details else ""),
                escape(EVENT_TYPES[row.type].label),
                escape(publishers[0]),
                points,
            ]
        )
    return _table(["Date", "Event", "Kind", "Source", "Points"], rows, css="all") if rows else ""


_NOT_IN_METHOD = {
    "Title",
    "Chart",
    "Rows",
    "Permalink",
    "Store revision",
    "Date",
    "Source",
    "Licence",
    "Events",
    "Cite the source as",
}
"""Notes that stand elsewhere in the report."""


def _method(view: "DyadView") -> str:
    steps = ""
    if view.selection.method == DEFAULT_METHOD:
        days = {
            name: f"{number:,.6g}"
            for name, number in {**HALF_LIFE_DAYS, **dict(view.selection.half_lives)}.items()
        }
        steps = (
            "<p>Every event is one dated, sourced act between the two states. It scores by its kind on a "
            "published scale (−10 to +10), talks also by the level of those who met; the score fades with a "
            f"half-life: {days['talk']} days for words, {days['meet']} for meetings, {days['act']} for "
            f"acts, {days['institution']} for titles and treaties. Cooperation and friction are the sums of "
            "what is left of each on a day; net is 100 (C − F) / (C + F + 10), free of volume. Meetings that "
            "belong to one visit count once.</p>"
        )
    everything = notes_of("intensity", "Report", (view,), permalink="")
    notes = [note for note in everything if note.label not in _NOT_IN_METHOD]
    cautions = [note.text for note in notes if note.label == "Caution"]
    facts = [note for note in notes if note.label != "Caution"]
    limits = "".join(f"<li>{escape(text)}</li>" for text in cautions)
    return f"{steps}{_facts(facts)}<h3>Limits</h3><ul>{limits}</ul>" if limits else f"{steps}{_facts(facts)}"


def _facts(notes: Sequence[Note]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(n.label)}</dt><dd>{escape(n.text)}</dd>" for n in notes) + "</dl>"


def _sources(view: "DyadView", citation: str, permalink: str) -> str:
    rows = []
    counts = view.record.events["source_id"].value_counts()
    for source in view.sources:
        name = ", ".join(part for part in (source.title, source.publisher, source.version) if part)
        rows.append(
            [escape(name), escape(source.licence or "not stated"), f"{int(counts.get(source.id, 0)):,}"]
        )
    table = _table(["Data source", "Licence", "Events"], rows)
    url = safe_url(permalink)
    live = (
        f'<p class="small">This view, live: <a href="{escape(url)}">{escape(url)}</a></p>'
        if url
        else f'<p class="small">This view in any dashboard of Bilateral: <code>{escape(permalink)}</code></p>'
    )
    how = "The HTML file of this report carries its recipe: dropped on a dashboard it opens this view."
    return f'{table}<p class="cite">{escape(citation)}</p>{live}<p class="small">{how}</p>'


def _css_text(text: str) -> str:
    plain = "".join(c for c in text if c.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'


def report_stem(view: "DyadView", today: date) -> str:
    """Return the stem of a report's file name: `bilateral-JPN-MYS-report-2026-11-24`."""
    return f"bilateral-{view.record.key}-report-{today.isoformat()}"
