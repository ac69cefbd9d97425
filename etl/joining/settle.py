"""Bringing events in line with their records and edits, after a load, an undo or an edit has moved those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from db import lookup, write
from db.lookup import EventRow, RecordRow
from etl.coding.identity import draft_from_json
from etl.contract import ARTICLES, EventDraft
from etl.joining.merge import Contradiction, Folded, Record, field_text, fold


@dataclass(slots=True)
class Settled:
    """What settling did.

    Attributes:
        changed, removed: Events whose row changed, and that are gone since nothing tells of them any more.
        kept: Events that nothing tells of any more, kept since a user edited them.
        covered: (event_id, field, source's value) where a user's edit holds against a source.
        n_contradictions: New review items.
    """

    changed: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    covered: list[tuple[int, str, str]] = field(default_factory=list)
    n_contradictions: int = 0


def settle(connection: Connection, event_ids: Iterable[int], load_id: int | None = None) -> Settled:
    """Compute events anew from their records in force and the user's edits, and write what changed.

    Args:
        load_id: The load that new contradictions are put down to; None takes that of the record.
    """
    ids = sorted(set(event_ids))
    settled = Settled()
    rows = lookup.event_rows(connection, ids)
    topics = lookup.topics_of(connection, ids)
    records = lookup.records_of(connection, ids)
    edits = lookup.edits_of(connection, ids)
    ambiguous = lookup.items_of(connection, ids, "ambiguous")
    disputes = lookup.items_of(connection, ids, "contradiction")
    for event_id, row in rows.items():
        own = records.get(event_id, [])
        changes = edits.get(event_id, {})
        if not own:
            (settled.kept if set(changes) - {"review"} else settled.removed).append(event_id)
            continue
        key = (row.source_id, row.source_event_id)
        # The record that the event is named after goes first, however new its latest version is.
        own = sorted(own, key=lambda r: (r[2:4] != key, r.record_id))
        awaits = any(status == "open" for *_, status in ambiguous.get(event_id, []))
        folded = fold([_record(r) for r in own], changes, awaits_review=awaits)
        settled.covered += [(event_id, name, value) for name, value in folded.covered_edits]
        values = _changes(row, own[0], folded.event)
        if values:
            write.update_event(connection, event_id, values)
        if topics.get(event_id, ()) != folded.event.topics:
            write.replace_topics(connection, event_id, folded.event.topics)
            values["topics"] = folded.event.topics
        if values:
            settled.changed.append(event_id)
        settled.n_contradictions += _write_disputes(
            connection, event_id, own, folded, set(changes), disputes.get(event_id, []), load_id
        )
    write.delete_events(connection, settled.removed)
    return settled


def _record(row: RecordRow) -> Record:
    name = row.input_name if row.source_id == ARTICLES else ""
    return Record(row.record_id, row.source_id, draft_from_json(row.draft), name, row.load_id)


def event_values(draft: EventDraft) -> dict[str, Any]:
    """Return the columns of `event` that a draft gives, without the source's key."""
    first, second = sorted((draft.actor, draft.recipient))
    return {
        "country_a": first,
        "country_b": second,
        "actor": draft.actor,
        "recipient": draft.recipient,
        "date": draft.date,
        "date_end": draft.date_end,
        "date_precision": draft.date_precision,
        "type": draft.type,
        "level": draft.level,
        "tier": draft.tier,
        "place": draft.place,
        "title": draft.title,
        "status": draft.status,
        "review": draft.review,
        "confidence": draft.confidence,
    }


def _changes(row: EventRow, first: RecordRow, draft: EventDraft) -> dict[str, Any]:
    """Return the columns in which the event differs from what it should say."""
    wanted = {
        "source_id": first.source_id,
        "source_event_id": first.source_event_id,
        **event_values(draft),
    }
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _write_disputes(
    connection: Connection,
    event_id: int,
    records: Sequence[RecordRow],
    folded: Folded,
    edited: set[str],
    known: Sequence[tuple[int, int | None, str, str]],
    load_id: int | None,
) -> int:
    """Open a review item per new contradiction, drop open ones that hold no more; return how many are new."""
    by_id: dict[int | None, RecordRow] = {record.record_id: record for record in records}
    held: Mapping[tuple[int | None, str], Contradiction] = {
        (c.record_id, c.field): c for c in folded.contradictions if c.is_correction or c.field not in edited
    }
    write.delete_reviews(
        connection,
        [item for item, record, name, status in known if status == "open" and (record, name) not in held],
    )
    seen = {(record, name) for _, record, name, _ in known}
    asked = {
        (name, _said(by_id[record], name))
        for _, record, name, status in known
        if record in by_id and (status != "open" or (record, name) in held)
    }
    # Ten articles with one wrong day are one question, not ten.
    for record_id, name in sorted((key for key in held if key not in seen), key=lambda key: key[0] or 0):
        says = (name, _said(by_id[record_id], name))
        seen |= {(record_id, name)} if says in asked else set()
        asked.add(says)
    rows = [
        {
            "kind": "contradiction",
            "event_id": event_id,
            "record_id": dispute.record_id,
            "load_id": load_id or by_id[dispute.record_id].load_id,
            "field": dispute.field,
            "message": dispute.message,
            "draft": by_id[dispute.record_id].draft,
        }
        for key, dispute in held.items()
        if key not in seen
    ]
    write.add_reviews(connection, rows)
    return len(rows)


def _said(record: RecordRow, name: str) -> str:
    draft = draft_from_json(record.draft)
    parts = ("date", "date_end", "date_precision") if name == "date" else (name,)
    return " ".join(field_text(draft, part) for part in parts)


def evidence_rows(
    event_id: int, record_id: int, source_id: str, load_id: int, draft: EventDraft
) -> list[dict[str, Any]]:
    """Return the rows of `evidence` that a record brings."""
    return [
        {
            "event_id": event_id,
            "record_id": record_id,
            "source_id": source_id,
            "load_id": load_id,
            "url": proof.url,
            "publisher": proof.publisher,
            "published_on": proof.published_on,
            "quote": proof.quote,
        }
        for proof in draft.evidence
    ]
