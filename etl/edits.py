"""What a user changes: fields of an event, whether it counts, events of their own.

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
from etl.coding.identity import row_id
from etl.coding.suggest import did_you_mean
from etl.contract import EventDraft, Origin
from etl.joining.merge import EDITABLE, apply_edits, field_text
from etl.joining.settle import event_values, settle

if TYPE_CHECKING:
    from etl.reports import LoadReport

OWN_SOURCE = Origin(id="own", title="Your own entries", note="Events added by hand.")


def edit_event(
    engine: Engine, event_id: int, changes: Mapping[str, str], note: str = "", *, today: date | None = None
) -> tuple[str, ...]:
    """Change fields of an event; return the fields that did change.

    Args:
        changes: Text by field (`joining.merge.EDITABLE`): dates ISO, topics joined by ';', "" for none.
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
        changed = change_event(connection, event_id, changes, note, today or datetime.now(UTC).date())
        settle(connection, [event_id])
    return changed


def change_event(
    connection: Connection, event_id: int, changes: Mapping[str, str], note: str, today: date
) -> tuple[str, ...]:
    """Change fields of an event on a writer's connection; see `edit_event`; it is not settled yet."""
    now = draft_of_event(connection, event_id)
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


def _hint(problem: Problem) -> str:
    return "" if ";" in problem.message else "nothing was changed"


def draft_of_event(connection: Connection, event_id: int) -> EventDraft:
    """Return what an event says now.

    Raises:
        UsageError: There is none of that number.
    """
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
        draft_of_event(connection, event_id)
        n_gone = write.delete_edits(connection, event_id, fields)
        settle(connection, [event_id])
    return n_gone


def decide_events(connection: Connection, event_ids: Sequence[int], review: str, note: str = "") -> int:
    """Accept or reject events on a writer's connection; return how many changed."""
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
    # Whether it is another event is answered where it is left out, not where it is accepted.
    answered = ("proposed", "withdrawn", *(("ambiguous",) if review == "rejected" else ()))
    write.close_reviews_of_events(connection, list(rows), answered, review)
    settle(connection, rows)
    return len(changed)


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
