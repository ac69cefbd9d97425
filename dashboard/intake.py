"""The one module of the dashboard that may load events: it makes sure that there is something to show.

What the pages add, edit, hide or undo goes through here too, each with an engine of its own.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db import read, schema
from db.errors import InputError, StoreError
from db.vocabulary import EVENT_TYPES
from etl import pipeline, suggesting
from etl.coding.cells import CellError, read_date, read_formatted_date
from etl.coding.check import check_draft
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin, RawFile
from etl.doctor import Finding, examine
from etl.formats import read_table
from etl.mapping import MappedTable, apply_mapping, parse_mapping
from etl.reports import LoadReport, UndoReport
from etl.sources import embedded, events_table
from etl.tabular import Cells, column_form, raw_input

if TYPE_CHECKING:
    from etl.coding.extract import FoundEvent

__all__ = [
    "DATE_FORMATS",
    "FIRST_ROWS",
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
    "is_type",
    "load_article",
    "load_table",
    "prepare_store",
    "read_article",
    "read_day",
    "read_head",
    "resolve_reviews",
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


def resolve_reviews(url: str, item_ids: Sequence[int], decision: str, *, today: date) -> int:
    """Answer questions, `accepted` or `rejected`; return how many were open."""
    with _writer(url) as engine:
        return pipeline.resolve_reviews(engine, item_ids, decision, today=today)


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


FIRST_ROWS = 100
"""Rows of a table that are shown before it is loaded."""
DATE_FORMATS = (
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%m-%d-%Y", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%B %Y", "%m/%Y",
)  # fmt: skip
"""Ways to write dates (strptime) that are offered besides our own."""
_MANY_WORDS = 100
_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a table looks like before it is loaded, with a first guess of what its columns mean.

    Attributes:
        columns: The table's own names, as they stand.
        matched: Columns that bear our names.
        is_standard: It has every column that is needed, under our names.
        suggestion: A first mapping as TOML, its doubts as comments.
        guesses: The fields of that mapping, those that are left open left out.
        missing: Words that mean "nothing".
        formats: How the dates of a column are written, for the columns that hold some.
        words: The most frequent words of each column.
        warnings: Sentences about the table as a whole.
    """

    columns: tuple[str, ...]
    matched: tuple[str, ...]
    is_standard: bool
    suggestion: str
    guesses: Mapping[str, Mapping[str, Any]]
    missing: tuple[str, ...]
    formats: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
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


def read_head(name: str, content: bytes) -> TableHead:
    """Return the columns of a table and what they may mean.

    Raises:
        InputError: It is no table, or an empty one.
    """
    table = read_table(raw_input(_raw(name, content)), events_table.COLUMNS)
    columns = tuple(column for column in table.columns if column)
    forms = [column_form(column) for column in columns]
    matched = tuple(
        column for column, form in zip(columns, forms, strict=True) if form in events_table.COLUMNS
    )
    has_doubles = len({column_form(column) for column in matched}) < len(matched)
    cells: dict[str, Counter[str]] = {column: Counter() for column in columns}
    for row in islice((row for row in table.read() if isinstance(row, Cells)), _SAMPLE):
        for column in columns:
            if text := row.values.get(column, ""):
                cells[column][text] += 1
    suggestion = suggesting.suggest_mapping(table)
    told = tomllib.loads(suggestion)
    guesses = {
        field: {"column": rule} if isinstance(rule, str) else rule for field, rule in told["fields"].items()
    }
    return TableHead(
        columns=columns,
        matched=matched,
        is_standard=not has_doubles and set(events_table.REQUIRED) <= set(forms),
        suggestion=suggestion,
        guesses={field: rule for field, rule in guesses.items() if "?" not in rule.values()},
        missing=tuple(told.get("missing", ())),
        formats={column: _formats_of(words) for column, words in cells.items()},
        words={
            column: tuple(word for word, _ in words.most_common(_MANY_WORDS))
            for column, words in cells.items()
        },
        warnings=tuple(table.warnings),
    )


def _formats_of(words: Counter[str]) -> tuple[str, ...]:
    """Return the formats that read every cell, best first; "" is our own."""
    found = []
    for form in ("", *DATE_FORMATS):
        try:
            for word in list(words)[:200]:
                if form:
                    read_formatted_date("date", word, (form,))
                else:
                    read_date("date", word)
        except CellError:
            continue
        found.append(form)
    return tuple(found) if words else ()


def is_type(word: str) -> bool:
    """Return whether a word names a kind of event, in our own spelling or nearly."""
    return "_".join(word.casefold().replace("-", " ").split()) in EVENT_TYPES


def source_of(name: str) -> str:
    """Return the source's id that a file's name gives."""
    return events_table.source_id_of(Path(name))


def check_table(
    url: str,
    name: str,
    content: bytes,
    mapping: str,
    *,
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
) -> TableCheck:
    """Return what loading a table would do; nothing is written.

    Args:
        mapping: As TOML; "" for a table in the standard format.

    Raises:
        InputError: It is no table, or the mapping cannot be understood or does not fit it.
        StoreError: The store cannot be written.
    """
    drafts: list[EventDraft] = []
    issues: list[Issue] = []
    for row in _open_table(name, content, mapping).rows(today):
        if isinstance(row, Issue):
            issues += [row][: 10_000 - len(issues)]
        elif len(drafts) < FIRST_ROWS:
            drafts.append(row)
    report = _take_table(url, name, content, mapping, source_id, coverage, today, dry_run=True)
    # Rows that only the load can tell to be wrong, such as an id that stands twice, are not among the above.
    told = {(issue.line, issue.column) for issue in issues}
    issues += [issue for issue in report.issues if (issue.line, issue.column) not in told]
    return TableCheck(tuple(drafts), tuple(issues), report)


def load_table(
    url: str,
    name: str,
    content: bytes,
    mapping: str,
    *,
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
) -> LoadReport:
    """Load a table; return what that did. The arguments are those of `check_table`."""
    return _take_table(url, name, content, mapping, source_id, coverage, today, dry_run=False)


def _take_table(
    url: str,
    name: str,
    content: bytes,
    mapping: str,
    source_id: str,
    coverage: tuple[date, date] | None,
    today: date,
    *,
    dry_run: bool,
) -> LoadReport:
    table = _open_table(name, content, mapping)
    with _writer(url) as engine:
        return pipeline.load_drafts(
            engine,
            Origin(id=source_id, title=source_id),
            [_raw(name, content)],
            table.rows(today),
            today=today,
            coverage=coverage,
            refreshes_origin=False,
            dry_run=dry_run,
            warnings=table.warnings,
        )


def _open_table(name: str, content: bytes, mapping: str) -> events_table.EventTable | MappedTable:
    raw = _raw(name, content)
    if not mapping.strip():
        return events_table.open_raw(raw)
    told = parse_mapping(mapping, "the mapping")
    return apply_mapping(read_table(raw_input(raw), told.columns_used(), sheet=told.sheet), told)


def _raw(name: str, content: bytes) -> RawFile:
    return RawFile(Path(name).name, content, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a text, with the words that prove it.

    Attributes:
        key: The same for the same act of the same article, whenever it is read.
        fields: Texts by field of an event: dates as precise as they are known ("" where the text does not
            settle them), topics joined by `;`.
        quote: The exact words, at most 300 characters.
        start, end: Where they stand in the article's text.
    """

    key: str
    fields: Mapping[str, str]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A text that was read, and the acts found in it, in the order of the text.

    Attributes:
        raw: As it came.
        published: The day against which dates were told; None if it is not known.
    """

    raw: RawFile
    text: str
    title: str
    published: date | None
    publisher: str
    url: str
    acts: tuple[Act, ...]


def read_article(text: str, *, published: date | None, publisher: str, url: str, today: date) -> Article:
    """Return the acts that an article asserts; nothing is written.

    Args:
        text: The article, as plain text or HTML; or its address alone, which is then fetched.
        published, publisher, url: Override what the article says of itself.

    Raises:
        InputError: It holds no words, or the address must not be asked.
        NetworkError: The address did not answer as it should.
    """
    # What reads articles is large, and most readers of the dashboard never ask for it.
    from etl.coding.extract import source_event_id
    from etl.fetch import Fetcher
    from etl.sources import article as articles

    address = text.strip()
    if is_address(address):
        fetched = Fetcher().fetch(address)
        raw = RawFile(
            fetched.url,
            fetched.data,
            hashlib.sha256(fetched.data).hexdigest(),
            url=fetched.url,
            fetched_at=fetched.fetched_at,
        )
    else:
        raw = _raw("article.txt", text.encode())
    read_one = articles.read_article(raw, published=published, publisher=publisher, url=url)
    found = articles.find_acts(read_one, today)
    events = sorted((*found.events, *found.undated), key=lambda event: event.evidence_start)
    acts = tuple(
        Act(
            source_event_id(event, read_one.text, read_one.url),
            _act_fields(event),
            event.evidence,
            event.evidence_start,
            event.evidence_end,
        )
        for event in events
    )
    return Article(
        raw, read_one.text, read_one.title, found.published, read_one.publisher, read_one.url, acts
    )


def is_address(text: str) -> bool:
    """Return whether a text is one web address and nothing else."""
    return text.startswith(("http://", "https://")) and len(text.split()) == 1


def _act_fields(event: "FoundEvent") -> dict[str, str]:
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
    from etl.sources.article import ORIGIN

    for draft in drafts:
        problem = check_draft(draft, today)
        if problem is not None:
            raise InputError(f"“{draft.title}”: {problem.message}", f"mend its {problem.column} under Edit")
    with _writer(url) as engine:
        return pipeline.load_drafts(engine, ORIGIN, [article.raw], drafts, today=today, merges_own=True)
