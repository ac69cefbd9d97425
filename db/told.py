"""What sources told, as the store keeps it beside what the events say now; for people, like `db.read`."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, and_, select

from db.tables import EVENT, EVIDENCE, RECORD

Proof = tuple[str, int, str, str]
"""(source_id, load_id, url, quote) of a row of evidence."""

STANDS_ON = (EVENT.c.date, EVENT.c.date_end, EVENT.c.date_precision)
"""Columns that say when an event was."""
GIVEN = tuple(RECORD.c.draft[column.name].as_string() for column in STANDS_ON)
"""The same as a source gave them; NULL where it left them out."""


def other_day(
    given: tuple[str | None, str | None, str | None], stands_on: tuple[date, date | None, str]
) -> tuple[str, str, str] | None:
    """Return the day that a source gives where it is not the one that its event stands on.

    Args:
        given: Values of `GIVEN`.
        stands_on: Values of `STANDS_ON`.

    Returns:
        (date, date_end or "", date_precision), ISO; None where the source gives the same, or no day.
    """
    says = (given[0] or "", given[1] or "", given[2] or "day")
    first, last, precision = stands_on
    same = (first.isoformat(), last.isoformat() if last else "", precision)
    return says if says[0] and says != same else None


def other_days(engine: Engine, event_id: int) -> dict[Proof, tuple[str, str, str]]:
    """Return the days that sources give an event where they are not those that the event stands on.

    Returns:
        (date, date_end or "", date_precision), ISO, by proof.
    """
    c = EVIDENCE.c
    query = (
        select(c.source_id, c.load_id, c.url, c.quote, *GIVEN, *STANDS_ON)
        .join(RECORD, RECORD.c.id == c.record_id)
        .join(EVENT, EVENT.c.id == c.event_id)
        .where(c.event_id == event_id)
    )
    found = {}
    with engine.connect() as connection:
        for row in connection.execute(query):
            says = other_day(tuple(row[4:7]), tuple(row[7:]))
            if says is not None:
                found[row[0], row[1], row[2], row[3]] = says
    return found


def event_of_record(engine: Engine, record_id: int) -> int | None:
    """Return the event that a source's record tells of; None where it tells of none."""
    with engine.connect() as connection:
        return connection.execute(select(RECORD.c.event_id).where(RECORD.c.id == record_id)).scalar()


def own_statement(engine: Engine, event_id: int) -> dict[str, Any] | None:
    """Return what the source that an event is named after says of it now, without edits and other sources.

    Returns:
        Plain values by column of `event`, dates ISO, `topics` a list; what is empty or usual is left out.
        None where the source tells of it no more.
    """
    c = RECORD.c
    same = and_(c.source_id == EVENT.c.source_id, c.source_event_id == EVENT.c.source_event_id)
    query = (
        select(c.draft)
        .join(EVENT, and_(EVENT.c.id == c.event_id, same))
        .where(EVENT.c.id == event_id, c.is_current, c.draft.is_not(None))
    )
    with engine.connect() as connection:
        draft = connection.execute(query).scalar()
    return None if draft is None else dict(draft)
