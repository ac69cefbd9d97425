"""What a user changes: fields of an event, whether it counts, answers to questions, events of their own.

Edits lie on top of what the sources say; no load ever overwrites them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from db import lookup, write
from db.errors import InputError, UsageError
from db.lookup import EventRow
from etl.coding.check import Problem, check_draft
from etl.coding.identity import draft_from_json, row_id
from etl.coding.suggest import did_you_mean
from etl.contract import EventDraft, Origin
from etl.merge import EDITABLE, apply_edits, field_text
from etl.settle import event_values, settle

if TYPE_CHECKING:
    from etl.reports import LoadReport

OWN_SOURCE = Origin(id="own", title="Your own entries", note="Events added by hand.")


def edit_event(
    engine: Engine, event_id: int, changes: Mapping[str, str], note: str = "", *, today: date | None = None
) -> tuple[str, ...]:
    """Change fields of an event; return the fields that did change.

    Args:
        changes: Text by field, see `etl.merge.EDITABLE`: dates ISO, topics joined by ';', "" for none.
        note: Why.
        today: An event cannot have occurred after it; None is the day it is.

    Raises:
        UsageError: There is no such event or field.
        InputError: The event would say something that no event may say.
    """
    unknown = [name for name in changes if name not in EDITABLE]
    if unknown:
        raise UsageError(f"an event has no field {unknown[0]!r} to edit", did_you_mean(unknown[0], EDITABLE))
    with write.transaction(engine) as connection:
        changed = _edit(connection, event_id, changes, note, today or _today())
        settle(connection, [event_id])
    return changed


def _edit(
    connection: Connection, event_id: int, changes: Mapping[str, str], note: str, today: date
) -> tuple[str, ...]:
    now = _draft_of(connection, event_id)
    try:
        wanted = apply_edits(now, {name: text.strip() for name, text in changes.items()})
    except ValueError as error:
        raise InputError(f"event {event_id}: {error}", "write dates as 2025-01-31") from error
    problem = check_draft(wanted, today)
    if problem is not None:
        raise InputError(f"event {event_id}, {problem.column}: {problem.message}", _hint(problem))
    # A mutual event's countries may have changed places, so all fields are compared, not only the named ones.
    fields = [name for name in EDITABLE if field_text(now, name) != field_text(wanted, name)]
    at = write.now()
    write.add_edits(
        connection,
        [
            {
                "event_id": event_id,
                "field": name,
                "old": field_text(now, name),
                "new": field_text(wanted, name),
                "note": note,
                "edited_at": at,
            }
            for name in fields
        ],
    )
    # Settling leaves events alone that no source tells of any more, so the row is written here too.
    write.update_event(connection, event_id, event_values(wanted))
    if "topics" in fields:
        write.replace_topics(connection, event_id, wanted.topics)
    return tuple(fields)


def _today() -> date:
    return datetime.now(UTC).date()


def _hint(problem: Problem) -> str:
    return "" if ";" in problem.message else "nothing was changed"


def _draft_of(connection: Connection, event_id: int) -> EventDraft:
    row = lookup.event_rows(connection, [event_id]).get(event_id)
    if row is None:
        raise UsageError(f"there is no event {event_id}", "list events with: bilateral events A B")
    return _event_draft(row, lookup.topics_of(connection, [event_id]).get(event_id, ()))


def _event_draft(row: EventRow, topics: tuple[str, ...]) -> EventDraft:
    return EventDraft(
        source_event_id=row.source_event_id,
        date=row.date,
        actor=row.actor,
        recipient=row.recipient,
        type=row.type,
        title=row.title,
        date_end=row.date_end,
        date_precision=row.date_precision,
        level=row.level,
        tier=row.tier,
        place=row.place,
        topics=topics,
        status=row.status,
        review=row.review,
        confidence=row.confidence,
    )


def revert_edits(engine: Engine, event_id: int, fields: Iterable[str] = EDITABLE) -> int:
    """Take back a user's edits, so that the event says what its sources say; return how many went."""
    with write.transaction(engine) as connection:
        _draft_of(connection, event_id)
        n_gone = write.delete_edits(connection, event_id, fields)
        settle(connection, [event_id])
    return n_gone


def decide(engine: Engine, event_ids: Sequence[int], review: str, note: str = "") -> int:
    """Accept or reject events and close their open questions; return how many events changed.

    Args:
        review: `accepted` or `rejected` (hidden everywhere; its sources' later versions stay hidden too).

    Raises:
        UsageError: There is no such event, or `review` is something else.
    """
    if review not in ("accepted", "rejected"):
        raise UsageError(f"cannot decide {review!r}", "decide accepted or rejected")
    with write.transaction(engine) as connection:
        return _decide(connection, event_ids, review, note)


def _decide(connection: Connection, event_ids: Sequence[int], review: str, note: str) -> int:
    rows = lookup.event_rows(connection, event_ids)
    missing = sorted(set(event_ids) - set(rows))
    if missing:
        raise UsageError(f"there is no event {missing[0]}", "list them with: bilateral review list")
    at = write.now()
    changed = [event_id for event_id, row in rows.items() if row.review != review]
    write.add_edits(
        connection,
        [
            {
                "event_id": event_id,
                "field": "review",
                "old": rows[event_id].review,
                "new": review,
                "note": note,
                "edited_at": at,
            }
            for event_id in changed
        ],
    )
    for event_id in changed:
        write.update_event(connection, event_id, {"review": review})
    write.close_reviews_of_events(connection, list(rows), ("proposed", "ambiguous"), review)
    settle(connection, rows)
    return len(changed)


def resolve_reviews(
    engine: Engine, item_ids: Sequence[int], decision: str, *, today: date | None = None
) -> int:
    """Answer review items; return how many were open.

    Accepting a `proposed` or `ambiguous` one accepts its event, rejecting it hides the event. Accepting a
    `contradiction` takes the other side's value as an edit, rejecting it keeps what the event says. An
    `undated` one is only closed.

    Raises:
        UsageError: There is no such item, or `decision` is neither `accepted` nor `rejected`.
        InputError: The other side's value cannot stand on the event.
    """
    if decision not in ("accepted", "rejected"):
        raise UsageError(f"cannot decide {decision!r}", "decide accepted or rejected")
    with write.transaction(engine) as connection:
        rows = lookup.review_rows(connection, item_ids)
        missing = sorted(set(item_ids) - {row[0] for row in rows})
        if missing:
            raise UsageError(f"there is no review item {missing[0]}", "list them with: bilateral review list")
        open_rows = [row for row in rows if row[5] == "open"]
        for item_id, kind, event_id, _, name, _, data in open_rows:
            if event_id is not None and kind in ("proposed", "ambiguous"):
                _decide(connection, [event_id], decision, "")
            elif event_id is not None and kind == "contradiction" and decision == "accepted":
                other = draft_from_json(data)
                names = ("date", "date_end", "date_precision") if name == "date" else (name,)
                changes = {part: field_text(other, part) for part in names}
                _edit(
                    connection,
                    event_id,
                    changes,
                    f"taken from another source (review {item_id})",
                    today or _today(),
                )
            write.close_reviews(connection, [item_id], decision)
        settle(connection, [row[2] for row in open_rows if row[2] is not None])
    return len(open_rows)


def add_event(engine: Engine, draft: EventDraft, *, today: date) -> "LoadReport":
    """Add an event of the user's own; it meets other sources' events as any row does.

    Raises:
        InputError: It says something that no event may say.
    """
    from etl.pipeline import load_drafts

    if not draft.source_event_id:
        key = {name: field_text(draft, name) for name in ("date", "actor", "recipient", "type", "title")}
        draft = replace(draft, source_event_id=row_id(key))
    problem = check_draft(draft, today)
    if problem is not None:
        raise InputError(f"{problem.column}: {problem.message}", _hint(problem))
    return load_drafts(engine, OWN_SOURCE, [], [draft], today=today)
