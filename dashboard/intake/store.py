"""The store made ready for the pages, and opened to be written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import read, schema
from db.errors import StoreError
from etl import pipeline
from etl.reports import LoadReport
from etl.sources import embedded


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


def load_shipped(url: str, *, today: date) -> LoadReport:
    """Load the shipped events, also where they were undone before; return what that did."""
    with writer(url) as engine:
        return pipeline.load_embedded(engine, today=today, force=True)


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
def writer(url: str) -> Iterator[Engine]:
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
