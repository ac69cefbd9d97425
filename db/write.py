"""Writes into the store: bulk statements on the one transaction of a load, an undo or an edit.

Everything goes through `transaction`: one writer at a time, all or nothing, and the revision grows by one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, tuple_, update
from sqlalchemy.exc import OperationalError

from db import lookup
from db.engine import writing
from db.errors import StoreError
from db.tables import (
    COVERAGE,
    EDIT,
    EVENT,
    EVIDENCE,
    FEED,
    FEED_ITEM,
    LOAD,
    META,
    RECORD,
    REFUSED_PAGE,
    REJECTED,
    REVIEW,
    SOURCE,
    TOPIC,
    VOUCHED,
)

Row = Mapping[str, Any]


@contextmanager
def transaction(engine: Engine, *, dry_run: bool = False) -> Iterator[Connection]:
    """Yield the writer's connection; commit with the revision raised by one, or roll back on any error.

    Raises:
        StoreError: Another writer held the store for too long, the disk is full, or the store is read-only.
    """
    try:
        with writing(engine) as connection:
            yield connection
            if dry_run:
                connection.rollback()
            else:
                raise_revision(connection)
    except OperationalError as error:
        raise StoreError(
            f"cannot write the store: {error.orig}", "is another program writing it, or is the disk full?"
        ) from error


def now() -> datetime:
    """Return the time of writing, UTC without a zone (the store's times all are)."""
    return datetime.now(UTC).replace(tzinfo=None)


def raise_revision(connection: Connection) -> int:
    """Add one to the store's revision; return the new one."""
    value = int(lookup.meta(connection, "revision") or 0) + 1
    _write_meta(connection, "revision", str(value))
    return value


def _write_meta(connection: Connection, key: str, value: str) -> None:
    if lookup.meta(connection, key) is None:
        connection.execute(insert(META).values(key=key, value=value))
    else:
        connection.execute(update(META).where(META.c.key == key).values(value=value))


def write_source(connection: Connection, row: Row, *, overwrite: bool) -> None:
    """Add a source, or bring a known one up to date if `overwrite`."""
    known = lookup.source_row(connection, row["id"])
    if known is None:
        connection.execute(insert(SOURCE).values(dict(row)))
    elif overwrite and known._asdict() != dict(row):
        connection.execute(update(SOURCE).where(SOURCE.c.id == row["id"]).values(dict(row)))


def add_load(connection: Connection, row: Row) -> int:
    """Add a load; return its number."""
    return int(connection.execute(insert(LOAD).returning(LOAD.c.id), [dict(row)]).scalar_one())


def update_load(connection: Connection, load_id: int, values: Row) -> None:
    """Set columns of a load."""
    connection.execute(update(LOAD).where(LOAD.c.id == load_id).values(dict(values)))


def add_events(connection: Connection, rows: Sequence[Row]) -> list[int]:
    """Add events; return their ids in the order of `rows`.

    The number of an event that was made one with another is kept free for it.
    """
    kept_free = lookup.highest_swallowed(connection)
    # SQLite gives the number of the newest event anew once that is gone; a sequence of PostgreSQL never does.
    if rows and kept_free and connection.dialect.name == "sqlite":
        highest = connection.execute(select(func.max(EVENT.c.id))).scalar() or 0
        if kept_free > highest:
            first, *others = rows
            ids = _add_returning(connection, EVENT, [{**first, "id": kept_free + 1}])
            return ids + _add_returning(connection, EVENT, others)
    return _add_returning(connection, EVENT, rows)


def restore_event(connection: Connection, event_id: int, row: Row) -> int:
    """Add an event under the number that it had, or under a new one if that is another's; return it."""
    is_free = event_id not in lookup.event_rows(connection, [event_id])
    (restored,) = _add_returning(connection, EVENT, [{**row, "id": event_id} if is_free else row])
    return restored


def add_records(connection: Connection, rows: Sequence[Row]) -> list[int]:
    """Add records of sources; return their ids in the order of `rows`."""
    return _add_returning(connection, RECORD, rows)


def _add_returning(connection: Connection, table: Any, rows: Sequence[Row]) -> list[int]:
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [int(value) for value in connection.execute(statement, [dict(row) for row in rows]).scalars()]


def add_rejected(connection: Connection, rows: Sequence[Row]) -> None:
    """Add rejected rows."""
    if rows:
        connection.execute(insert(REJECTED), [dict(row) for row in rows])


def add_reviews(connection: Connection, rows: Sequence[Row]) -> None:
    """Add review items, under numbers that no item has had before."""
    if not rows:
        return
    # SQLite gives the number of the newest item anew once that is gone; a sequence of PostgreSQL never does.
    numbers: list[Row] = [{} for _ in rows]
    if connection.dialect.name == "sqlite":
        highest = connection.execute(select(func.max(REVIEW.c.id))).scalar() or 0
        last = max(highest, int(lookup.meta(connection, "last_review_item") or 0))
        numbers = [{"id": last + n} for n in range(1, len(rows) + 1)]
        _write_meta(connection, "last_review_item", str(last + len(rows)))
    connection.execute(
        insert(REVIEW),
        [{"status": "open", **row, **number} for row, number in zip(rows, numbers, strict=True)],
    )


def add_coverage(
    connection: Connection,
    load_id: int,
    source_id: str,
    dyads: Iterable[tuple[str, str]],
    span: tuple[date, date],
) -> int:
    """Add the span of a load, for dyads where its source did not speak for it before; return how many."""
    known = lookup.spans_of_source(connection, source_id)
    rows = [
        {
            "load_id": load_id,
            "source_id": source_id,
            "country_a": a,
            "country_b": b,
            "date_from": span[0],
            "date_to": span[1],
        }
        for a, b in sorted(set(dyads))
        if (a, b, *span) not in known
    ]
    if rows:
        connection.execute(insert(COVERAGE), rows)
    return len(rows)


def update_event(connection: Connection, event_id: int, values: Row) -> None:
    """Set columns of an event."""
    connection.execute(update(EVENT).where(EVENT.c.id == event_id).values(dict(values)))


def delete_events(connection: Connection, event_ids: Iterable[int]) -> None:
    """Delete events with their topics, evidence, edits and review items; records stay, without an event."""
    for piece in lookup.pieces(event_ids):
        connection.execute(delete(EVENT).where(EVENT.c.id.in_(piece)))


def add_topics(connection: Connection, topics: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add topics of events, most important first."""
    rows = [
        {"event_id": event_id, "topic": topic, "rank": rank}
        for event_id, names in topics
        for rank, topic in enumerate(names, start=1)
    ]
    if rows:
        connection.execute(insert(TOPIC), rows)


def replace_topics(connection: Connection, event_id: int, topics: Sequence[str]) -> None:
    """Set the topics of an event."""
    connection.execute(delete(TOPIC).where(TOPIC.c.event_id == event_id))
    add_topics(connection, [(event_id, topics)])


def retire_records(connection: Connection, record_ids: Iterable[int]) -> None:
    """Take records out of force, and their evidence away (it is kept in the record)."""
    for piece in lookup.pieces(record_ids):
        connection.execute(update(RECORD).where(RECORD.c.id.in_(piece)).values(is_current=False))
        connection.execute(delete(EVIDENCE).where(EVIDENCE.c.record_id.in_(piece)))


def restore_record(connection: Connection, record_id: int) -> None:
    """Put a record back in force."""
    connection.execute(update(RECORD).where(RECORD.c.id == record_id).values(is_current=True))


def move_record(connection: Connection, record_id: int, event_id: int) -> None:
    """Let a record, with its evidence, tell of another event."""
    connection.execute(update(RECORD).where(RECORD.c.id == record_id).values(event_id=event_id))
    connection.execute(update(EVIDENCE).where(EVIDENCE.c.record_id == record_id).values(event_id=event_id))


def move_records_of(
    connection: Connection, from_event: int, to_event: int, *, keys: Iterable[tuple[str, str]] | None = None
) -> None:
    """Let all records of an event, those not in force too, with their evidence tell of another one.

    Args:
        keys: (source_id, source_event_id) of those that move; None moves all.
    """
    moving = RECORD.c.event_id == from_event
    for piece in [None] if keys is None else lookup.pieces(sorted(keys)):
        mine = (
            moving
            if piece is None
            else moving & tuple_(RECORD.c.source_id, RECORD.c.source_event_id).in_(piece)
        )
        chosen = select(RECORD.c.id).where(mine)
        proofs = update(EVIDENCE).where(EVIDENCE.c.event_id == from_event, EVIDENCE.c.record_id.in_(chosen))
        connection.execute(proofs.values(event_id=to_event))
        connection.execute(update(RECORD).where(mine).values(event_id=to_event))


def rename_records(connection: Connection, source_id: str, old: str, new: str) -> None:
    """Give all versions of a source's row, and the event named after it, another id."""
    for table in (RECORD, EVENT):
        c = table.c
        rows = update(table).where(c.source_id == source_id, c.source_event_id == old)
        connection.execute(rows.values(source_event_id=new))


def delete_load_rows(connection: Connection, load_id: int) -> None:
    """Delete what a load said: records, what it vouched for, evidence, coverage, questions, feed items."""
    connection.execute(delete(EVIDENCE).where(EVIDENCE.c.load_id == load_id))
    connection.execute(delete(REVIEW).where(REVIEW.c.load_id == load_id))
    connection.execute(delete(COVERAGE).where(COVERAGE.c.load_id == load_id))
    connection.execute(delete(RECORD).where(RECORD.c.load_id == load_id))
    connection.execute(delete(VOUCHED).where(VOUCHED.c.load_id == load_id))
    undone = select(FEED_ITEM.c.sha256).where(FEED_ITEM.c.load_id == load_id)
    connection.execute(delete(REFUSED_PAGE).where(REFUSED_PAGE.c.sha256.in_(undone)))
    if connection.execute(delete(FEED_ITEM).where(FEED_ITEM.c.load_id == load_id)).rowcount:
        # Any feed may hold these items, known to it from this load, so all are read anew.
        connection.execute(delete(FEED))


def add_feed_items(connection: Connection, load_id: int, rows: Sequence[Row]) -> None:
    """Add the items of a feed that a load has read."""
    if rows:
        connection.execute(insert(FEED_ITEM), [{"load_id": load_id, **row} for row in rows])


def remember_feed(connection: Connection, address: str, etag: str, last_modified: str) -> None:
    """Keep what a server said of a feed; nothing is kept where both are ""."""
    connection.execute(delete(FEED).where(FEED.c.address == address))
    if etag or last_modified:
        connection.execute(insert(FEED).values(address=address, etag=etag, last_modified=last_modified))


def remember_refused(connection: Connection, feed: str, pages: Mapping[str, tuple[int, date]]) -> None:
    """Keep which pages of a feed's items were refused, in place of what was kept before."""
    connection.execute(delete(REFUSED_PAGE).where(REFUSED_PAGE.c.feed == feed))
    if pages:
        connection.execute(
            insert(REFUSED_PAGE),
            [
                {"feed": feed, "sha256": sha256, "n_times": n_times, "ask_again_on": day}
                for sha256, (n_times, day) in pages.items()
            ],
        )


def add_evidence(connection: Connection, rows: Sequence[Row]) -> None:
    """Add evidence."""
    if rows:
        connection.execute(insert(EVIDENCE), [dict(row) for row in rows])


def add_edits(connection: Connection, rows: Sequence[Row]) -> None:
    """Add edits of a user."""
    if rows:
        connection.execute(insert(EDIT), [dict(row) for row in rows])


def delete_edits(connection: Connection, event_id: int, fields: Iterable[str]) -> int:
    """Delete the edits of an event's fields; return how many there were."""
    statement = delete(EDIT).where(EDIT.c.event_id == event_id, EDIT.c.field.in_(list(fields)))
    return int(connection.execute(statement).rowcount)


def delete_edits_noted(connection: Connection, event_id: int, notes: Iterable[str]) -> None:
    """Delete the edits of an event that bear one of these notes."""
    connection.execute(delete(EDIT).where(EDIT.c.event_id == event_id, EDIT.c.note.in_(list(notes))))


def close_reviews(connection: Connection, item_ids: Iterable[int], status: str) -> None:
    """Set the status of review items."""
    for piece in lookup.pieces(item_ids):
        connection.execute(update(REVIEW).where(REVIEW.c.id.in_(piece)).values(status=status))


def ask_otherwise(connection: Connection, item_id: int, message: str, draft: dict[str, Any]) -> None:
    """Give a review item another message and another side."""
    connection.execute(update(REVIEW).where(REVIEW.c.id == item_id).values(message=message, draft=draft))


def move_reviews(connection: Connection, item_ids: Iterable[int], load_id: int) -> None:
    """Put review items down to another load."""
    for piece in lookup.pieces(item_ids):
        connection.execute(update(REVIEW).where(REVIEW.c.id.in_(piece)).values(load_id=load_id))


def close_reviews_of_events(
    connection: Connection, event_ids: Iterable[int], kinds: Sequence[str], status: str
) -> int:
    """Close the open review items of events; return how many were open."""
    closed = 0
    for piece in lookup.pieces(event_ids):
        statement = (
            update(REVIEW)
            .where(REVIEW.c.event_id.in_(piece), REVIEW.c.kind.in_(list(kinds)), REVIEW.c.status == "open")
            .values(status=status)
        )
        closed += int(connection.execute(statement).rowcount)
    return closed


def delete_reviews(connection: Connection, item_ids: Iterable[int]) -> None:
    """Delete review items."""
    for piece in lookup.pieces(item_ids):
        connection.execute(delete(REVIEW).where(REVIEW.c.id.in_(piece)))
