"""What a reader must know of the numbers in a file: measure, method, filters, coverage, sources. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.locales import bare
from dashboard.measures.intensity import METHODS
from db.vocabulary import SCALES

if TYPE_CHECKING:
    from dashboard.measures.contract import MeasureResult
    from dashboard.views import DyadView


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a reader must know: what it is about, and what is said of it."""

    label: str
    text: str


def day_words(day: date) -> str:
    """Return a day as people write it: `9 January 2025`."""
    return f"{day.day} {day:%B %Y}"


def period_of(views: "Sequence[DyadView]") -> tuple[int, int] | None:
    """Return the first and the last year for which there are numbers; None if there are none."""
    years: list[int] = []
    for view in views:
        frame = view.series.frame
        shown = frame.loc[frame["status"] != "not_covered", "period_start"]
        years += [] if shown.empty else [int(shown.iloc[0].year), int(shown.iloc[-1].year)]
    return (min(years), max(years)) if years else None


def coverage_words(coverage: Sequence[tuple[date, date]]) -> str:
    """Return the covered spans in words."""
    if not coverage:
        return "none: no source vouches for a span of this pair, so all records are partial"
    spans = "; ".join(f"{first.isoformat()} to {last.isoformat()}" for first, last in coverage)
    return (
        f"{spans} (inside it no recorded event counts as none; "
        "before it values are missing; after it records are partial)"
    )


def notes_of(
    chart: str,
    label: str,
    views: "Sequence[DyadView]",
    *,
    permalink: str,
    title: str = "",
    measured: str = "",
) -> tuple[Note, ...]:
    """Return the notes of a file that shows `views`, in the order in which a reader wants them.

    Args:
        chart: Id of the chart; a mix of topics has a method and unit of its own.
        label: Name of the chart for people.
        views: At least one, with the same method and filters.
        permalink: Address of the view.
        title, measured: As the figure words them; "" for the view's own words.
    """
    view = views[0]
    selection = view.selection
    notes = [
        Note("Title", bare(title or view.headline)),
        Note("Chart", bare(f"{label}: {', '.join(v.pair_name for v in views)}")),
        Note("What is measured", measured or _measured(chart, view)),
        *(_mix_notes(chart, view) if chart.startswith("topic") else _series_notes(chart, view)),
        Note("Filters", "; ".join(selection.filters) or "none"),
        Note("Period", _period_words(view)),
    ]
    notes += [
        Note(f"Coverage {v.record.key}" if len(views) > 1 else "Coverage", coverage_words(v.record.coverage))
        for v in views
    ]
    notes += [Note(f"Events {v.record.key}" if len(views) > 1 else "Events", _events_words(v)) for v in views]
    notes += _source_notes(views)
    warned = dict.fromkeys(warning for v in views for warning in _warnings(chart, v))
    notes += [Note("Caution", warning) for warning in warned]
    notes += [
        Note("Permalink", permalink),
        Note("Store revision", str(view.revision)),
        Note("Date", view.today.isoformat()),
    ]
    return tuple(notes)


def _measured(chart: str, view: "DyadView") -> str:
    if not chart.startswith("topic"):
        return view.standfirst
    how = "counted" if _mix_of(chart, view).meta.get("scale") is None else "weighed by score and level"
    return f"What recorded events are about; events are {how}, several topics of one share it equally."


_UNITS = {
    "ladder": "titles in their exact words",
    "timeline": "events; score from −10 to +10, peak in points",
}
"""Of charts that do not show the measure itself."""


def _series_notes(chart: str, view: "DyadView") -> list[Note]:
    method = METHODS[view.selection.method]
    rows = [Note("Rows", f"one per {view.selection.freq}")] if chart == "intensity" else []
    return [
        Note("Unit", _UNITS.get(chart, method.unit)),
        *rows,
        Note("Method", f"{method.id} ({method.label})"),
        Note("Method's source", method.source),
        *_scale_notes(view),
    ]


def _mix_notes(chart: str, view: "DyadView") -> list[Note]:
    meta = _mix_of(chart, view).meta
    is_weighted = meta.get("scale") is not None
    notes = [
        Note("Unit", f"share of the period, 0 to 1; amount in {meta['unit']}"),
        Note("Method", str(meta["method"])),
    ]
    return [*notes, *(_scale_notes(view) if is_weighted else [Note("Scale", "none: unweighted")])]


def unscored_method(chart: str, view: "DyadView") -> str:
    """Return the method of a mix of topics that counts events; "" for charts that rest on scores."""
    meta = _mix_of(chart, view).meta
    return str(meta["method"]) if chart.startswith("topic") and meta.get("scale") is None else ""


def _mix_of(chart: str, view: "DyadView") -> "MeasureResult":
    """Return the mix of topics that a chart shows: the grid of years counts events in any case."""
    return view.topics_by_year if chart == "topic-heat" else view.topics


def _scale_notes(view: "DyadView") -> list[Note]:
    scale = SCALES[view.selection.scale]
    return [
        Note("Scale", f"{scale.id} ({scale.title}; {scale.licence})"),
        Note("Changed weights", "; ".join(view.selection.weights.changes) or "none"),
    ]


def _warnings(chart: str, view: "DyadView") -> tuple[str, ...]:
    if not chart.startswith("topic"):
        return view.warnings
    said = _mix_of(chart, view).meta.get("warnings", ())
    return tuple(str(warning) for warning in said) if isinstance(said, list | tuple) else ()


def _period_words(view: "DyadView") -> str:
    since, until = view.selection.since, view.selection.until
    if since is None and until is None:
        return "all that is recorded"
    return f"{since.isoformat() if since else 'the beginning'} to {until.isoformat() if until else 'the end'}"


def _events_words(view: "DyadView") -> str:
    every, is_shown = view.record.events, view.is_in_window
    if every.empty:
        return "none"
    events, n_outside = every[is_shown], int((~is_shown).sum())
    said = f"{len(events)} in {'the period' if n_outside else 'view'}"
    if len(events):
        said += (
            f", {events['date'].iloc[0].date().isoformat()} to {events['date'].iloc[-1].date().isoformat()}"
        )
    # Those before it may still weigh on its values.
    return f"{said}; {n_outside} outside it" if n_outside else said


def _source_notes(views: "Sequence[DyadView]") -> list[Note]:
    notes = []
    for source in dict.fromkeys(source for view in views for source in view.sources):
        said = ", ".join(part for part in (source.title, source.publisher, source.version) if part)
        notes.append(Note("Source", f"{said} [{source.id}]"))
        notes.append(Note("Licence", source.licence or "not stated by the source"))
        if source.citation:
            notes.append(Note("Cite the source as", source.citation))
    return notes
