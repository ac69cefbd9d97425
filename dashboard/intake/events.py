"""What a reader changes: fields of an event, whether it counts, answers to questions, own events."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.intake.store import writer
from db.errors import InputError
from etl import pipeline
from etl.coding.cells import CellError, read_date
from etl.contract import EventDraft
from etl.joining import duplicates
from etl.reports import LoadReport, UndoReport

if TYPE_CHECKING:
    pass


def read_day(text: str) -> tuple[date, str]:
    """Return the first day of a date as people type it, and how precisely it is known: day, month or year.

    Raises:
        InputError: It is no date, or can be read in two ways.
    """
    try:
        return read_date("date", " ".join(text.split()))
    except CellError as problem:
        raise InputError(problem.message) from problem


def edit_event(
    url: str, event_id: int, changes: Mapping[str, str], note: str, *, today: date
) -> tuple[str, ...]:
    """Change fields of an event, as `etl.pipeline.edit_event`; return the fields that did change."""
    with writer(url) as engine:
        return pipeline.edit_event(engine, event_id, changes, note, today=today)


def decide(url: str, event_ids: Sequence[int], review: str, note: str = "") -> int:
    """Accept (`accepted`) or hide (`rejected`) events; return how many changed."""
    with writer(url) as engine:
        return pipeline.decide(engine, event_ids, review, note)


def revert_edits(url: str, event_id: int) -> int:
    """Take back every edit of an event; return how many went."""
    with writer(url) as engine:
        return pipeline.revert_edits(engine, event_id)


def resolve_reviews(
    url: str,
    item_ids: Sequence[int],
    decision: str,
    *,
    today: date,
    day: str = "",
    event_id: int | None = None,
    apart: bool = False,
) -> int:
    """Answer open questions, `accepted` or `rejected`; return how many.

    Args:
        url: Of the store.
        item_ids: Of the questions.
        decision: Yes or no.
        today: The present day.
        day: When an undated act was: a day, a month or a year, ISO.
        event_id: The event that an ambiguous row tells of.
        apart: The two sides of a contradiction are two events.
    """
    with writer(url) as engine:
        return pipeline.resolve_reviews(
            engine, item_ids, decision, today=today, day=day, event_id=event_id, apart=apart
        )


def undo_answer(url: str, item_id: int) -> None:
    """Ask a question again as if it had not been answered."""
    with writer(url) as engine:
        pipeline.undo_answer(engine, item_id)


def merge_events(url: str, one: int, other: int, note: str = "") -> int:
    """Make two events one; return the number of the one that stays."""
    with writer(url) as engine:
        return duplicates.merge_events(engine, one, other, note)


def keep_apart(url: str, one: int, other: int, note: str = "") -> None:
    """Remember that two events are two happenings."""
    with writer(url) as engine:
        duplicates.keep_apart(engine, one, other, note)


def take_back(url: str, one: int, other: int) -> int | None:
    """Take back what was said of two events; return the number of the event that came back, if one did."""
    with writer(url) as engine:
        return duplicates.take_back(engine, one, other)


def undo_load(url: str, load_id: int) -> UndoReport:
    """Take back a load; return what that did."""
    with writer(url) as engine:
        return pipeline.undo_load(engine, load_id)


def add_event(url: str, draft: EventDraft, *, today: date) -> LoadReport:
    """Add an event of the user's own; return what the load did.

    Raises:
        InputError: It says something that no event may say.
    """
    with writer(url) as engine:
        report = pipeline.add_event(engine, draft, today=today)
    if report.n_rejected:
        raise InputError("; ".join(issue.message for issue in report.issues), "mend the field and try again")
    return report
