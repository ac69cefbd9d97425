"""The small print of a figure: where the numbers come from, how they were made, and how to cite them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts import text as words
from db.counting import counted
from db.vocabulary import DEFAULT_SCALE

if TYPE_CHECKING:
    from dashboard.views import DyadView


def data_until(view: "DyadView") -> str:
    """Return `covered to 31 Dec 2025; last recorded event 12 Nov 2026`."""
    spans = view.record.coverage
    until = max((last for _, last in spans), default=None)
    covered = "no source vouches for a full span" if until is None else f"covered to {words.day_words(until)}"
    last = view.figures.last_event
    if last is None:
        return f"{covered}; no recorded event"
    return f"{covered}; last recorded event {words.date_words(last.day, last.precision)}"


def method_words(view: "DyadView", method: str | None = None) -> str:
    """Return method id, scale if it is not the usual one, and what the reader changed."""
    said = [f"method {method or view.selection.method}"]
    changes = list(view.selection.weights.changes)
    scale = f"scale {view.selection.scale}"
    if view.selection.scale != DEFAULT_SCALE and scale not in changes:
        said.append(scale)
    return ", ".join([*said, *changes])


def sources_words(views: Sequence["DyadView"]) -> str:
    """Return the data sources of the views, each with version."""
    named = dict.fromkeys(source for view in views for source in view.sources)
    listed = [" ".join(part for part in (source.title, source.version) if part) for source in named]
    n_events = sum(len(view.record.events) for view in views)
    n_shown = sum(int(view.is_in_window.sum()) for view in views)
    of_all = " in all" if len(listed) > 1 or n_shown < n_events else ""
    of_period = f"{n_shown} in the period, " if n_shown < n_events else ""
    return f"{'; '.join(listed) or 'events in the store'} ({of_period}{counted(n_events, 'event')}{of_all})"


def citation(what: str, whom: str, span: str, today: date, permalink: str) -> str:
    """Return how to cite a figure, on one line."""
    end = f" {permalink}" if permalink else ""
    return f"Cite as: Bilateral ({today.year}). {whom}: {what}{', ' + span if span else ''}.{end}"


def source_note(
    view: "DyadView", *, what: str, permalink: str, method: str | None = None, how_to_read: Sequence[str] = ()
) -> list[str]:
    """Return the paragraphs of a figure's source note.

    Args:
        view: What is shown.
        what: Name of the chart within a citation, e.g. "relationship intensity".
        permalink: Address of the view; "" if unknown.
        method: Id, if it is not the selection's.
        how_to_read: Short sentences that explain marks of the figure.
    """
    note = [" ".join(how_to_read)] if how_to_read else []
    filters = f"; {'; '.join(view.selection.filters)}" if view.selection.filters else ""
    note.append(
        f"Source: {sources_words([view])}; {method_words(view, method)}{filters}; {data_until(view)}; "
        f"figure made {words.day_words(view.today)}."
    )
    note.append(citation(what, view.pair_name, years(view), view.today, permalink))
    return note


def years(view: "DyadView") -> str:
    """Return the years shown, `2000–2025`; "" if there are none."""
    frame = view.series.frame
    shown = frame.loc[frame["status"] != "not_covered", "period_start"]
    if shown.empty:
        return ""
    first, last = pd.Timestamp(shown.iloc[0]).year, pd.Timestamp(shown.iloc[-1]).year
    return str(first) if first == last else f"{first}–{last}"


def source_paragraphs(
    what: str, sources: str, method: str, until: date | None, today: date, permalink: str
) -> tuple[str, ...]:
    """Return the source note of a figure of many pairs.

    Args:
        what: What is shown, within a citation: "Comparison of country pairs", "Partners of Japan".
        sources: Titles of the data sources.
        method: Method id, with what was changed.
        until: The last covered day of all pairs; None without coverage.
        today: The day on which the figure is made.
        permalink: Address of the view; "" if unknown.
    """
    covered = f"; covered to {words.day_words(until)}" if until else ""
    return (
        f"Source: {sources}; method {method}{covered}; figure made {words.day_words(today)}.",
        f"Cite as: Bilateral ({today.year}). {what}. {permalink}".rstrip(),
    )
