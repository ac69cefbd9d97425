"""What the loader looks up while it writes: plain tuples on the writer's own connection.

For people there is `db.read`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, or_, select, tuple_

from db.read import NO_INPUT
from db.tables import (
    COVERAGE,
    EDIT,
    EVENT,
    EVIDENCE,
    LOAD,
    META,
    RECORD,
    REJECTED,
    REVIEW,
    SOURCE,
    TOPIC,
)

PIECE = 500
"""Values of one IN list."""


LACKED = "lacked"
"""The fingerprint of a note that a load lacks what an earlier one has asked about; it says nothing itself."""


class KnownRecord(NamedTuple):
    """The record in force of one of a source's ids; `fingerprint` is "" where the id was withdrawn."""

    record_id: int
    event_id: int | None
    fingerprint: str


class RecordRow(NamedTuple):
    """A record in force, with the event it tells of and the name of the input that it came in."""

    event_id: int
    record_id: int
    source_id: str
    source_event_id: str
    load_id: int
    draft: dict[str, object]
    input_name: str


class EventRow(NamedTuple):
    """The columns of `event`, in the table's order."""

    id: int
    source_id: str
    source_event_id: str
    country_a: str
    country_b: str
    actor: str
    recipient: str
    date: dt.date
    date_end: dt.date | None
    date_precision: str
    type: str
    level: str
    tier: str
    place: str
    title: str
    status: str
    review: str
    confidence: str


def pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield `values` in lists of at most `PIECE`."""
    items = list(values)
    for start in range(0, len(items), PIECE):
        yield items[start : start + PIECE]


def known_records(connection: Connection, source_id: str, ids: Iterable[str]) -> dict[str, KnownRecord]:
    """Return the records in force of those of a source's ids that the store knows."""
    c = RECORD.c
    query = select(c.source_event_id, c.id, c.event_id, c.fingerprint).where(
        c.source_id == source_id, c.is_current
    )
    return {
        key: KnownRecord(record_id, event_id, fingerprint)
        for piece in pieces(ids)
        for key, record_id, event_id, fingerprint in connection.execute(
            query.where(c.source_event_id.in_(piece))
        )
    }


def ids_of_complete_loads(connection: Connection, source_id: str) -> list[tuple[str, int, int | None]]:
    """Return (source_event_id, record_id, event_id) of all that a source's complete loads say now."""
    c = RECORD.c
    query = (
        select(c.source_event_id, c.id, c.event_id)
        .join(LOAD, LOAD.c.id == c.load_id)
        .where(c.source_id == source_id, c.is_current, c.draft.is_not(None), LOAD.c.is_complete)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def has_other_sources(connection: Connection, source_id: str) -> bool:
    """True if any source but this one has told of an event."""
    query = select(RECORD.c.id).where(RECORD.c.source_id != source_id).limit(1)
    return connection.execute(query).first() is not None


def events_by_key(connection: Connection, source_id: str, ids: Iterable[str]) -> dict[str, int]:
    """Return the events that bear an id of this source as their own key."""
    c = EVENT.c
    query = select(c.source_event_id, c.id).where(c.source_id == source_id)
    return {
        key: event_id
        for piece in pieces(ids)
        for key, event_id in connection.execute(query.where(c.source_event_id.in_(piece)))
    }


LONGEST = timedelta(days=60)
"""No visit lasts longer; events that began earlier are not looked through for their last days."""


def events_near(
    connection: Connection,
    days: Iterable[tuple[str, str, date]],
    spans: Iterable[tuple[str, str, date, date]],
    besides: str | None = None,
) -> list[EventRow]:
    """Return the events of (country_a, country_b) on any of `days`, within `spans` or lasting into one.

    Args:
        besides: A source whose own events are left out; None leaves out none.
    """
    found: dict[int, EventRow] = {}
    key = tuple_(EVENT.c.country_a, EVENT.c.country_b, EVENT.c.date)
    events = select(EVENT) if besides is None else select(EVENT).where(EVENT.c.source_id != besides)
    for piece in pieces(sorted(days)):
        for row in connection.execute(events.where(key.in_(piece))):
            found[row[0]] = EventRow(*row)
    for piece in pieces(sorted(spans)):
        within = [
            and_(
                EVENT.c.country_a == a,
                EVENT.c.country_b == b,
                EVENT.c.date.between(first - LONGEST, last),
                or_(EVENT.c.date >= first, EVENT.c.date_end >= first),
            )
            for a, b, first, last in piece
        ]
        for row in connection.execute(events.where(or_(*within))):
            found[row[0]] = EventRow(*row)
    return [found[event_id] for event_id in sorted(found)]


def events_lasting(
    connection: Connection,
    pairs: Iterable[tuple[str, str]],
    first: date,
    last: date,
    besides: str | None = None,
) -> list[EventRow]:
    """Return the events of (country_a, country_b) that last for days, some of them from `first` to `last`."""
    c = EVENT.c
    query = select(EVENT).where(c.date_end >= first, c.date.between(first - LONGEST, last))
    if besides is not None:
        query = query.where(c.source_id != besides)
    pair = tuple_(c.country_a, c.country_b)
    return [
        EventRow(*row)
        for piece in pieces(sorted(pairs))
        for row in connection.execute(query.where(pair.in_(piece)))
    ]


def pairs_besides(connection: Connection, source_id: str) -> set[tuple[str, str]]:
    """Return the (country_a, country_b) of events that other sources told of first."""
    query = select(EVENT.c.country_a, EVENT.c.country_b).where(EVENT.c.source_id != source_id).distinct()
    return {(a, b) for a, b in connection.execute(query)}


def left_by(connection: Connection, source_id: str) -> list[int]:
    """Return the events that the source told of first and tells of no more, though others or a user do."""
    told = select(RECORD.c.event_id).where(
        RECORD.c.event_id == EVENT.c.id, RECORD.c.source_id == source_id, RECORD.c.is_current
    )
    query = select(EVENT.c.id).where(EVENT.c.source_id == source_id, ~told.exists())
    return [row[0] for row in connection.execute(query)]


def event_rows(connection: Connection, event_ids: Iterable[int]) -> dict[int, EventRow]:
    """Return events by id."""
    return {
        row[0]: EventRow(*row)
        for piece in pieces(event_ids)
        for row in connection.execute(select(EVENT).where(EVENT.c.id.in_(piece)))
    }


def topics_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the topics of events, most important first."""
    found: dict[int, list[str]] = {}
    query = select(TOPIC.c.event_id, TOPIC.c.topic).order_by(TOPIC.c.event_id, TOPIC.c.rank)
    for piece in pieces(event_ids):
        for event_id, topic in connection.execute(query.where(TOPIC.c.event_id.in_(piece))):
            found.setdefault(event_id, []).append(topic)
    return {event_id: tuple(topics) for event_id, topics in found.items()}


def sources_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the sources that tell of events now."""
    found: dict[int, set[str]] = {}
    c = RECORD.c
    query = select(c.event_id, c.source_id).where(c.is_current).distinct()
    for piece in pieces(event_ids):
        for event_id, source_id in connection.execute(query.where(c.event_id.in_(piece))):
            found.setdefault(event_id, set()).add(source_id)
    return found


def urls_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the addresses that prove events."""
    return _proofs_of(connection, event_ids, "url")


def quotes_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the words that prove events."""
    return _proofs_of(connection, event_ids, "quote")


def _proofs_of(connection: Connection, event_ids: Iterable[int], name: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    told = EVIDENCE.c[name]
    query = select(EVIDENCE.c.event_id, told).where(told != "")
    for piece in pieces(event_ids):
        for event_id, value in connection.execute(query.where(EVIDENCE.c.event_id.in_(piece))):
            found.setdefault(event_id, set()).add(value)
    return found


def records_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, list[RecordRow]]:
    """Return the records in force of events, oldest first."""
    found: dict[int, list[RecordRow]] = {}
    c = RECORD.c
    query = (
        select(c.event_id, c.id, c.source_id, c.source_event_id, c.load_id, c.draft, LOAD.c.input_name)
        .join(LOAD, LOAD.c.id == c.load_id)
        .where(c.is_current, c.draft.is_not(None))
        .order_by(c.id)
    )
    for piece in pieces(event_ids):
        for row in connection.execute(query.where(c.event_id.in_(piece))):
            found.setdefault(row[0], []).append(RecordRow(*row))
    return found


def records_called(
    connection: Connection, source_id: str, start: str
) -> list[tuple[int, str, int | None, dict[str, object]]]:
    """Return (record_id, source_event_id, event_id, draft) of records in force whose ids begin so."""
    c = RECORD.c
    query = (
        select(c.id, c.source_event_id, c.event_id, c.draft)
        .where(c.source_id == source_id, c.is_current, c.draft.is_not(None))
        .where(c.source_event_id.startswith(start, autoescape=True))
        .order_by(c.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def withdrawn_called(connection: Connection, source_id: str, start: str) -> dict[str, KnownRecord]:
    """Return the records in force that took back ids which begin so."""
    c = RECORD.c
    query = (
        select(c.source_event_id, c.id, c.event_id, c.fingerprint)
        .where(c.source_id == source_id, c.is_current, c.draft.is_(None))
        .where(c.source_event_id.startswith(start, autoescape=True))
    )
    return {row[0]: KnownRecord(row[1], row[2], row[3]) for row in connection.execute(query)}


def records_like(connection: Connection, source_id: str, pattern: str) -> list[tuple[int, str, Any]]:
    """Return (record_id, source_event_id, draft) of records in force whose ids are LIKE a pattern."""
    c = RECORD.c
    query = (
        select(c.id, c.source_event_id, c.draft)
        .where(c.source_id == source_id, c.is_current, c.draft.is_not(None))
        .where(c.source_event_id.like(pattern))
        .order_by(c.id)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def edits_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the edits in force of events: newest text by field."""
    found: dict[int, dict[str, str]] = {}
    c = EDIT.c
    query = select(c.event_id, c.field, c.new).order_by(c.id)
    for piece in pieces(event_ids):
        for event_id, name, new in connection.execute(query.where(c.event_id.in_(piece))):
            found.setdefault(event_id, {})[name] = new
    return found


def edit_rows(connection: Connection, event_id: int) -> list[dict[str, Any]]:
    """Return the edits of an event whole, oldest first."""
    c = EDIT.c
    query = select(c.field, c.old, c.new, c.note, c.edited_at).where(c.event_id == event_id).order_by(c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def told_of(connection: Connection, event_id: int) -> list[tuple[int, str, str]]:
    """Return (record_id, source_id, source_event_id) of all that was ever told of an event."""
    c = RECORD.c
    query = select(c.id, c.source_id, c.source_event_id).where(c.event_id == event_id).order_by(c.id)
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def event_of(connection: Connection, record_id: int) -> int | None:
    """Return the event that a record tells of."""
    return connection.execute(select(RECORD.c.event_id).where(RECORD.c.id == record_id)).scalar()


def items_of(
    connection: Connection, event_ids: Iterable[int], kind: str
) -> dict[int, list[tuple[int, int | None, str, str]]]:
    """Return (item_id, record_id, field, status) of events' review items of one kind, open or closed."""
    found: dict[int, list[tuple[int, int | None, str, str]]] = {}
    c = REVIEW.c
    query = select(c.event_id, c.id, c.record_id, c.field, c.status).where(c.kind == kind)
    for piece in pieces(event_ids):
        for event_id, item_id, record_id, name, status in connection.execute(
            query.where(c.event_id.in_(piece))
        ):
            found.setdefault(event_id, []).append((item_id, record_id, name, status))
    return found


def items_of_kind(
    connection: Connection, kind: str, status: str | None = None
) -> list[tuple[int, int | None, int | None, dict[str, Any]]]:
    """Return (item_id, event_id, record_id, draft) of all review items of a kind; None is of any status."""
    c = REVIEW.c
    query = select(c.id, c.event_id, c.record_id, c.draft).where(c.kind == kind).order_by(c.id)
    if status is not None:
        query = query.where(c.status == status)
    return [(row[0], row[1], row[2], row[3] or {}) for row in connection.execute(query)]


def events_asked_about(connection: Connection, load_id: int, kind: str, status: str) -> list[int]:
    """Return the events of a load's review items of a kind and status."""
    c = REVIEW.c
    query = select(c.event_id).where(
        c.load_id == load_id, c.kind == kind, c.status == status, c.event_id.is_not(None)
    )
    return sorted(set(connection.execute(query).scalars()))


def highest_swallowed(connection: Connection) -> int:
    """Return the highest number of an event that was made one with another, 0 if there is none."""
    made_one = items_of_kind(connection, "duplicate", "accepted")
    return max((int(data.get("event_id", 0)) for *_, data in made_one), default=0)


def review_rows(connection: Connection, item_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (id, kind, event_id, record_id, field, status, draft) of review items."""
    c = REVIEW.c
    query = select(c.id, c.kind, c.event_id, c.record_id, c.field, c.status, c.draft)
    return [
        tuple(row)
        for piece in pieces(item_ids)
        for row in connection.execute(query.where(c.id.in_(piece)).order_by(c.id))
    ]


def records_of_load(connection: Connection, load_id: int) -> list[tuple[str, str, int, int | None, bool]]:
    """Return (source_id, source_event_id, record_id, event_id, is_current) of what a load wrote."""
    c = RECORD.c
    query = select(c.source_id, c.source_event_id, c.id, c.event_id, c.is_current).where(c.load_id == load_id)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(query)]


def said_by_load(connection: Connection, load_id: int) -> dict[int, list[dict[str, object]]]:
    """Return the drafts that a load wrote, by the event that they tell of."""
    found: dict[int, list[dict[str, object]]] = {}
    c = RECORD.c
    query = select(c.event_id, c.draft).where(
        c.load_id == load_id, c.event_id.is_not(None), c.draft.is_not(None)
    )
    for event_id, draft in connection.execute(query.order_by(c.id)):
        found.setdefault(event_id, []).append(draft)
    return found


def undated_questions(connection: Connection) -> list[tuple[int, int, str, str, dict[str, Any]]]:
    """Return (item_id, load_id, status, message, draft) of the questions for days, open or closed."""
    c = REVIEW.c
    query = select(c.id, c.load_id, c.status, c.message, c.draft).where(c.kind == "undated").order_by(c.id)
    return [(row[0], row[1], row[2], row[3], row[4] or {}) for row in connection.execute(query)]


def undated_rows(connection: Connection) -> list[tuple[int, str, str]]:
    """Return (load_id, message, raw) of the acts without a day that the loads in force have met."""
    c = REJECTED.c
    query = (
        select(c.load_id, c.message, c.raw)
        .join(LOAD, LOAD.c.id == c.load_id)
        .where(c.reason == "undated", LOAD.c.status == "done")
        .order_by(c.id)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def loads_without_input(connection: Connection, source_id: str, ids: Iterable[str]) -> set[int]:
    """Return the loads that read no input and say something under these ids of a source."""
    c = RECORD.c
    query = (
        select(c.load_id)
        .join(LOAD, LOAD.c.id == c.load_id)
        .where(c.source_id == source_id, LOAD.c.sha256.in_(NO_INPUT))
    )
    return {
        row[0]
        for piece in pieces(ids)
        for row in connection.execute(query.where(c.source_event_id.in_(piece)))
    }


def newest_records(
    connection: Connection, source_id: str, ids: Iterable[str]
) -> dict[str, tuple[int, int | None, int, dict[str, object] | None]]:
    """Return (record_id, event_id, load_id, draft) of the newest record of each id, in force or not."""
    c = RECORD.c
    query = (
        select(c.source_event_id, c.id, c.event_id, c.load_id, c.draft)
        .where(c.source_id == source_id, c.fingerprint != LACKED)
        .order_by(c.id)
    )
    return {
        row[0]: (row[1], row[2], row[3], row[4])
        for piece in pieces(ids)
        for row in connection.execute(query.where(c.source_event_id.in_(piece)))
    }


def load_row(connection: Connection, load_id: int) -> tuple[str, str, str] | None:
    """Return (source_id, status, input_name) of a load, None if there is none of that number."""
    query = select(LOAD.c.source_id, LOAD.c.status, LOAD.c.input_name).where(LOAD.c.id == load_id)
    row = connection.execute(query).first()
    return (row[0], row[1], row[2]) if row else None


def last_load(connection: Connection, source_id: str, sha256: str, code_version: str) -> Any | None:
    """Return the newest load of these bytes by this program, whatever its status; None if there is none."""
    query = (
        select(LOAD)
        .where(LOAD.c.source_id == source_id, LOAD.c.sha256 == sha256, LOAD.c.code_version == code_version)
        .order_by(LOAD.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def source_row(connection: Connection, source_id: str) -> Any | None:
    """Return a source's row, None if it is not known."""
    return connection.execute(select(SOURCE).where(SOURCE.c.id == source_id)).first()


def spans_of_source(connection: Connection, source_id: str) -> set[tuple[str, str, date, date]]:
    """Return (country_a, country_b, date_from, date_to) that a source speaks for already."""
    c = COVERAGE.c
    query = select(c.country_a, c.country_b, c.date_from, c.date_to).where(c.source_id == source_id)
    return {(row[0], row[1], row[2], row[3]) for row in connection.execute(query)}


def meta(connection: Connection, key: str) -> str | None:
    """Return a fact about the store itself."""
    return connection.execute(select(META.c.value).where(META.c.key == key)).scalar()
