"""Loads that say what another load has said: kept, so that undoing that one leaves it standing.

An article that is read again without a change adds nothing. What it still says, and still lacks, is noted as
records that are not in force; when the load that said so first is undone, its record goes over to the next
load that said the same.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select, update

from db.lookup import LACKED, KnownRecord
from db.tables import EVIDENCE, RECORD, REVIEW


def add_sightings(
    connection: Connection, source_id: str, load_id: int, records: Mapping[str, KnownRecord]
) -> None:
    """Note that a load says what is in force already.

    Args:
        connection: Of the writer.
        source_id: Whose ids they are.
        load_id: Of the load.
        records: What it says, by id; of an id that it takes back the fingerprint is "", of one that it lacks
            and that is asked about `LACKED`.
    """
    drafts = RECORD.alias()
    for key, record in records.items():
        is_said = record.fingerprint not in ("", LACKED)
        draft = select(drafts.c.draft).where(drafts.c.id == record.record_id).scalar_subquery()
        row = {
            "source_id": source_id, "source_event_id": key, "load_id": load_id, "event_id": record.event_id,
            "fingerprint": record.fingerprint, "is_current": False,
        }  # fmt: skip
        connection.execute(insert(RECORD).values(**row, draft=draft if is_said else None))


def hand_over(connection: Connection, load_id: int) -> int:
    """Put down to later loads what they have said too; return how many records went over.

    Evidence and questions of these records go along, and questions on what later loads lack too.
    """
    own, later, following = RECORD.alias(), RECORD.alias(), RECORD.alias()
    next_id = (
        select(func.min(following.c.id))
        .where(
            following.c.source_id == own.c.source_id,
            following.c.source_event_id == own.c.source_event_id,
            following.c.id > own.c.id,
        )
        .correlate(own)
        .scalar_subquery()
    )
    said_too = (
        select(own.c.id, later.c.id, later.c.load_id)
        .select_from(own)
        .join(later, later.c.id == next_id)
        .where(own.c.load_id == load_id, later.c.fingerprint == own.c.fingerprint, ~later.c.is_current)
    )
    found = [(row[0], row[1], row[2]) for row in connection.execute(said_too)]
    for record_id, sighting_id, heir in found:
        connection.execute(delete(RECORD).where(RECORD.c.id == sighting_id))
        connection.execute(update(RECORD).where(RECORD.c.id == record_id).values(load_id=heir))
        for table in (EVIDENCE, REVIEW):
            mine = (table.c.record_id == record_id) & (table.c.load_id == load_id)
            connection.execute(update(table).where(mine).values(load_id=heir))
    lacking = (
        select(REVIEW.c.id, func.min(later.c.load_id))
        .select_from(REVIEW)
        .join(own, own.c.id == REVIEW.c.record_id)
        .join(
            later,
            (later.c.source_id == own.c.source_id)
            & (later.c.source_event_id == own.c.source_event_id)
            & (later.c.id > own.c.id),
        )
        .where(REVIEW.c.load_id == load_id, REVIEW.c.kind == "withdrawn")
        .where(later.c.load_id != load_id, later.c.fingerprint == LACKED)
        .group_by(REVIEW.c.id)
    )
    for item_id, heir in list(connection.execute(lacking)):
        connection.execute(update(REVIEW).where(REVIEW.c.id == item_id).values(load_id=heir))
    return len(found)
