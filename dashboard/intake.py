"""The one module of the dashboard that may load events: it makes sure that there is something to show.

What the pages add, edit, hide or undo goes through here too, each with an engine of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import read, schema
from db.errors import InputError, StoreError
from etl import pipeline
from etl.coding.cells import CellError, read_date
from etl.contract import EventDraft, EvidenceDraft
from etl.doctor import Finding, examine
from etl.reports import LoadReport, UndoReport
from etl.sources import embedded

__all__ = [
    "EventDraft",
    "EvidenceDraft",
    "Finding",
    "LoadReport",
    "UndoReport",
    "add_event",
    "decide",
    "edit_event",
    "ensure_store",
    "examine",
    "prepare_store",
    "read_day",
    "revert_edits",
    "undo_load",
]


def _say_nothing(_: str) -> None:
    pass


def ensure_store(url: str, *, today: date, say: Callable[[str], None] = _say_nothing) -> bool:
    """Make sure that the store at `url` can be read; a missing or empty one gets the shipped events.

    Args:
        url: Of the store (`db.engine.database_url`).
        today: The day on which the load happens.
        say: Takes a sentence of progress.

    Returns:
        True if the store was made or filled.

    Raises:
        StoreError: The store is damaged, newer than this program, or cannot be written.
    """
    if schema.state(url) not in ("missing", "empty"):
        return False
    say(f"Making the store {engines.display_url(url)} with the shipped events ...")
    engine = engines.writer_engine(url)
    try:
        schema.upgrade(engine)
        pipeline.load_embedded(engine, today=today)
    finally:
        engine.dispose()
    return True


def prepare_store(url: str, *, today: date, say: Callable[[str], None] = _say_nothing) -> tuple[str, ...]:
    """Make the store ready for the pages: made, of this version, the shipped events as this package has them.

    The shipped events are brought up to date only where the store holds them already; what a user changed
    stays. A store that may only be read is taken as it is.

    Returns:
        Sentences on what could not be done though the store can be read.

    Raises:
        StoreError: The store is damaged, newer than this program, or older and cannot be written.
    """
    if ensure_store(url, today=today, say=say):
        return ()
    found = schema.state(url)
    if found == "newer":
        schema.require_current(url)
    try:
        engine = engines.writer_engine(url)
    except StoreError as problem:
        if found == "current":
            return (f"{problem}: it is shown as it is, and nothing can be added.",)
        raise StoreError(
            f"the store {engines.display_url(url)} is of an older version and cannot be brought up to date: "
            f"{problem}",
            problem.hint,
        ) from problem
    try:
        if found == "old":
            say(f"Bringing the store {engines.display_url(url)} up to this version ...")
            schema.upgrade(engine)
        if embedded.read()[0].id in set(read.sources(engine)["source_id"]):
            report = pipeline.load_embedded(engine, today=today)
            if not report.is_noop:
                say(f"Shipped events brought up to date: {report.n_added} new, {report.n_updated} changed.")
    finally:
        engine.dispose()
    return ()


@contextmanager
def _writer(url: str) -> Iterator[Engine]:
    """Yield an engine that may write.

    Raises:
        StoreError: The store may only be read, or something else is writing into it.
    """
    try:
        engine = engines.writer_engine(url)
    except StoreError as problem:
        raise StoreError(f"nothing can be changed here: {problem}", problem.hint) from problem
    try:
        yield engine
    except DBAPIError as problem:
        raise StoreError(
            f"the store {engines.display_url(url)} could not be written: {problem.orig}",
            "nothing was changed; is another program loading into it? Try again in a moment",
        ) from problem
    finally:
        engine.dispose()


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
    with _writer(url) as engine:
        return pipeline.edit_event(engine, event_id, changes, note, today=today)


def decide(url: str, event_ids: Sequence[int], review: str, note: str = "") -> int:
    """Accept (`accepted`) or hide (`rejected`) events; return how many changed."""
    with _writer(url) as engine:
        return pipeline.decide(engine, event_ids, review, note)


def revert_edits(url: str, event_id: int) -> int:
    """Take back every edit of an event; return how many went."""
    with _writer(url) as engine:
        return pipeline.revert_edits(engine, event_id)


def undo_load(url: str, load_id: int) -> UndoReport:
    """Take back a load; return what that did."""
    with _writer(url) as engine:
        return pipeline.undo_load(engine, load_id)


def add_event(url: str, draft: EventDraft, *, today: date) -> LoadReport:
    """Add an event of the user's own; return what the load did.

    Raises:
        InputError: It says something that no event may say.
    """
    with _writer(url) as engine:
        report = pipeline.add_event(engine, draft, today=today)
    if report.n_rejected:
        raise InputError("; ".join(issue.message for issue in report.issues), "mend the field and try again")
    return report
