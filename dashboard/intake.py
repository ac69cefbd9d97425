"""The one module of the dashboard that may load events: it makes sure that there is something to show.

What the pages add, edit, hide or undo goes through here too, each with an engine of its own.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import read, schema
from db.errors import InputError, StoreError
from etl import pipeline
from etl.coding.cells import CellError, read_date
from etl.coding.check import check_draft
from etl.coding.extract import FoundEvent, extract
from etl.coding.identity import row_id
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin, RawFile
from etl.doctor import Finding, examine
from etl.reports import LoadReport, UndoReport
from etl.sources import embedded, events_table
from etl.tabular import column_form, raw_input, read_text_table

__all__ = [
    "FIRST_ROWS",
    "REQUIRED_COLUMNS",
    "TABLE_COLUMNS",
    "Act",
    "Article",
    "EventDraft",
    "EvidenceDraft",
    "Finding",
    "Issue",
    "LoadReport",
    "TableCheck",
    "TableHead",
    "UndoReport",
    "add_event",
    "check_table",
    "decide",
    "edit_event",
    "ensure_store",
    "examine",
    "load_article",
    "load_table",
    "prepare_store",
    "read_article",
    "read_day",
    "read_head",
    "revert_edits",
    "source_of",
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


TABLE_COLUMNS = events_table.COLUMNS
"""Columns that a table of events may have, those that it must have first."""
REQUIRED_COLUMNS = events_table.REQUIRED
FIRST_ROWS = 100
"""Rows of a table that are shown before it is loaded."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a table looks like before its rows are read.

    Attributes:
        columns: The table's own names, as they stand.
        matched: Our column -> the table's, as far as they can be told by their names.
        warnings: Sentences about the table as a whole.
    """

    columns: tuple[str, ...]
    matched: Mapping[str, str]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableCheck:
    """What loading a table would do: nothing of it is written.

    Attributes:
        drafts: The first rows that would become events, at most `FIRST_ROWS`.
        issues: The rows that could not be used, at most the first 10,000.
        report: The counts.
    """

    drafts: tuple[EventDraft, ...]
    issues: tuple[Issue, ...]
    report: LoadReport


def read_head(name: str, data: bytes) -> TableHead:
    """Return the columns of a table and how they match ours.

    Raises:
        InputError: It is no table, or an empty one.
    """
    table = read_text_table(raw_input(_raw(name, data)), TABLE_COLUMNS)
    columns = tuple(column for column in table.columns if column)
    matched: dict[str, str] = {}
    for column in columns:
        form = column_form(column)
        if form in TABLE_COLUMNS:
            matched.setdefault(form, column)
    for ours in TABLE_COLUMNS:
        free = [column for column in columns if column not in matched.values()]
        guess = next((one for one in free if column_form(one) in _OTHER_NAMES.get(ours, ())), None)
        if ours not in matched and guess is not None:
            matched[ours] = guess
    return TableHead(columns, matched, tuple(table.warnings))


_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "date": ("day", "event_date", "start_date", "date_start", "when"),
    "actor": ("country_a", "country_1", "country1", "from", "sender", "actor1", "source_country"),
    "recipient": ("country_b", "country_2", "country2", "to", "receiver", "actor2", "target", "partner"),
    "type": ("event_type", "kind", "category"),
    "title": ("description", "event", "summary", "headline", "what"),
    "source_url": ("url", "link", "source", "address", "proof"),
    "id": ("event_id", "key", "no"),
    "date_end": ("end_date", "end", "until"),
    "place": ("location", "city", "venue"),
    "topics": ("topic",),
    "source_name": ("publisher", "outlet"),
}
"""Names that other tables give to our columns; a reader sees and mends every guess."""


def source_of(name: str) -> str:
    """Return the source's id that a file's name gives."""
    return events_table.source_id_of(Path(name))


def check_table(
    url: str,
    name: str,
    data: bytes,
    names: Mapping[str, str],
    *,
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
) -> TableCheck:
    """Return what loading a table would do; nothing is written.

    Args:
        names: Our column -> the table's.

    Raises:
        InputError: It is no table.
        StoreError: The store cannot be written.
    """
    drafts: list[EventDraft] = []
    issues: list[Issue] = []
    for row in _event_table(name, data, names).rows(today):
        if isinstance(row, Issue):
            issues += [row][: 10_000 - len(issues)]
        elif len(drafts) < FIRST_ROWS:
            drafts.append(row)
    report = _take_table(url, name, data, names, source_id, coverage, today, dry_run=True)
    # Rows that only the load can tell to be wrong, such as an id that stands twice, are not among the above.
    told = {(issue.line, issue.column) for issue in issues}
    issues += [issue for issue in report.issues if (issue.line, issue.column) not in told]
    return TableCheck(tuple(drafts), tuple(issues), report)


def load_table(
    url: str,
    name: str,
    data: bytes,
    names: Mapping[str, str],
    *,
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
) -> LoadReport:
    """Load a table; return what that did. The arguments are those of `check_table`."""
    return _take_table(url, name, data, names, source_id, coverage, today, dry_run=False)


def _take_table(
    url: str,
    name: str,
    data: bytes,
    names: Mapping[str, str],
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
    *,
    dry_run: bool,
) -> LoadReport:
    table = _event_table(name, data, names)
    with _writer(url) as engine:
        return pipeline.load_drafts(
            engine,
            Origin(id=source_id, title=source_id),
            [_raw(name, data)],
            table.rows(today),
            today=today,
            coverage=coverage,
            refreshes_origin=False,
            dry_run=dry_run,
            warnings=table.warnings,
        )


def _event_table(name: str, data: bytes, names: Mapping[str, str]) -> events_table.EventTable:
    table = read_text_table(raw_input(_raw(name, data)), TABLE_COLUMNS)
    return events_table.EventTable(table, {ours: theirs for ours, theirs in names.items() if theirs})


def _raw(name: str, data: bytes) -> RawFile:
    return RawFile(Path(name).name, data, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a text, with the words that prove it.

    Attributes:
        fields: Texts by field of an event: dates as precise as they are known ("" where the text does not
            settle them), topics joined by `;`.
        quote: The exact words, at most 300 characters.
        start, end: Where they stand in the article's text.
    """

    fields: Mapping[str, str]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A text that was read, and the acts found in it, in the order of the text."""

    text: str
    title: str
    published: date | None
    publisher: str
    url: str
    acts: tuple[Act, ...]


def read_article(text: str, *, published: date | None, publisher: str, url: str, today: date) -> Article:
    """Return the acts that a text asserts; nothing is written.

    Args:
        published: Day of publication, against which partial dates are told; None if it is not known.
    """
    found = extract(text, published, today=today, publisher=publisher, url=url)
    events = sorted((*found.events, *found.undated), key=lambda event: event.evidence_start)
    acts = tuple(
        Act(_act_fields(event), event.evidence, event.evidence_start, event.evidence_end) for event in events
    )
    return Article(text, "", found.published, publisher, url, acts)


def _act_fields(event: FoundEvent) -> dict[str, str]:
    cut = {"year": 4, "month": 7}.get(event.date_precision, 10)
    return {
        "date": str(event.date)[:cut] if event.date else "",
        "date_end": str(event.date_end) if event.date_end else "",
        "date_precision": event.date_precision,
        "actor": event.actor,
        "recipient": event.recipient,
        "type": event.type,
        "level": event.level,
        "tier": event.tier,
        "place": event.place,
        "title": event.title,
        "topics": ";".join(event.topics),
        "status": event.status,
        "confidence": event.confidence,
    }


def load_article(url: str, article: Article, drafts: Sequence[EventDraft], *, today: date) -> LoadReport:
    """Load the acts of an article that a reader took; return what that did.

    Raises:
        InputError: One of them says something that no event may say; nothing is loaded then.
    """
    for draft in drafts:
        problem = check_draft(replace(draft, source_event_id="x"), today)
        if problem is not None:
            raise InputError(f"“{draft.title}”: {problem.message}", f"mend its {problem.column} under Edit")
    raw = _raw(article.url or "article.txt", article.text.encode())
    named = [
        replace(draft, source_event_id=row_id({"article": raw.sha256, "n": str(number)}))
        for number, draft in enumerate(drafts)
    ]
    with _writer(url) as engine:
        return pipeline.load_drafts(engine, ARTICLES, [raw], named, today=today, merges_own=True)


ARTICLES = Origin(id="articles", title="Articles")
