"""Answers to the review list: what counts, which side holds, which event a row tells of, which day it was."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from db import lookup, write
from db.errors import UsageError
from etl.coding.identity import draft_from_json, story_of
from etl.coding.titles import compose_title
from etl.contract import ARTICLES, EventDraft, Origin
from etl.edits import change_event, decide_events, draft_of_event
from etl.joining.asking import doubt
from etl.joining.merge import field_text
from etl.joining.resting import ACCEPTED_AGAIN, TAKEN_OUT, answer_note
from etl.joining.settle import event_values, settle

_LIST = "list them with: bilateral review list"


def decide(engine: Engine, event_ids: Sequence[int], review: str, note: str = "") -> int:
    """Accept or reject events and close their open questions; return how many events changed.

    Args:
        review: `accepted` or `rejected` (hidden everywhere; its sources' later versions stay hidden too).

    Raises:
        UsageError: There is no such event, `review` is something else, or an event to be accepted may be
            another one, which an open question asks.
    """
    if review not in ("accepted", "rejected"):
        raise UsageError(f"cannot decide {review!r}", "decide accepted or rejected")
    with write.transaction(engine) as connection:
        if review == "accepted":
            _check_doubts(connection, event_ids)
        n_changed = decide_events(connection, event_ids, review, note)
        close_lone_doubts(connection)
        return n_changed


def resolve_reviews(
    engine: Engine,
    item_ids: Sequence[int],
    decision: str,
    *,
    today: date | None = None,
    day: str = "",
    event_id: int | None = None,
    apart: bool = False,
) -> int:
    """Answer open review items; return how many.

    Accepting a `proposed` or `ambiguous` one accepts its event, rejecting it hides the event. Accepting a
    `contradiction` takes the other side's value as an edit, rejecting it keeps what the event says.
    Accepting a `withdrawn` one hides its event, rejecting it keeps it. Accepting an `undated` one takes a
    `day`.

    Args:
        engine: Of the store.
        item_ids: Of the questions.
        decision: `accepted` or `rejected`.
        today: The present day; None asks the clock.
        day: The day, month or year of an undated act: 2024-03-13, 2024-03 or 2024.
        event_id: The event that the row of an ambiguous question tells of.
        apart: The other side of a contradiction tells of an event of its own, which then counts.

    Raises:
        UsageError: There is no such item, it is answered already, or the answer does not fit the question.
        InputError: The other side's value cannot stand on the event.
    """
    if decision not in ("accepted", "rejected"):
        raise UsageError(f"cannot decide {decision!r}", "decide accepted or rejected")
    now = today or datetime.now(UTC).date()
    with engine.connect() as connection:
        open_rows = _open_rows(connection, item_ids)
    for row in open_rows:
        _check(row, decision, day, event_id, apart)
    dated = [row for row in open_rows if row[1] == "undated" and decision == "accepted"]
    for row in dated:
        _add_dated(engine, row[0], row[6], day, now)
    with write.transaction(engine) as connection:
        for item_id, kind, own_event, record_id, name, _, data in open_rows:
            write.close_reviews(connection, [item_id], decision)
            if own_event is None:
                continue
            if kind == "proposed" and decision == "accepted":
                _check_doubts(connection, [own_event])
            if kind == "ambiguous" and event_id is not None:
                _move(connection, own_event, event_id)
            elif kind in ("proposed", "ambiguous"):
                decide_events(connection, [own_event], decision)
            elif kind == "withdrawn" and decision == "accepted":
                decide_events(connection, [own_event], "rejected", TAKEN_OUT)
            elif kind == "contradiction" and apart:
                _part(connection, record_id, own_event)
            elif kind == "contradiction" and decision == "accepted":
                _take_side(connection, item_id, own_event, record_id, name, draft_from_json(data), now)
        settle(connection, [row[2] for row in open_rows if row[2] is not None])
        close_lone_doubts(connection)
    return len(open_rows)


def _open_rows(connection: Connection, item_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    rows = lookup.review_rows(connection, item_ids)
    missing = sorted(set(item_ids) - {row[0] for row in rows})
    if missing:
        raise UsageError(f"there is no question q{missing[0]}", _LIST)
    closed = next((row for row in rows if row[5] != "open"), None)
    if closed is not None:
        name = f"q{closed[0]}"
        raise UsageError(
            f"{name} is answered already",
            f"{_LIST}; to have it asked again: bilateral review undo {name}",
        )
    return rows


def _check_doubts(connection: Connection, event_ids: Sequence[int]) -> None:
    """Raise `UsageError` where events may be others: accepting them would answer that unasked."""
    doubts = [
        (item_id, own_event, data.get("rivals") or ["ID"])
        for item_id, own_event, _, data in lookup.items_of_kind(connection, "ambiguous", "open")
        if own_event in set(event_ids)
    ]
    if not doubts:
        return
    item_id, own_event, rivals = doubts[0]
    more = f", and {len(doubts) - 1} more wait for such an answer" if len(doubts) > 1 else ""
    raise UsageError(
        f"event {own_event} may be event {' or '.join(map(str, rivals))}: say first which (q{item_id}){more}"
        "; no event was accepted",
        f"bilateral review accept q{item_id} --event {rivals[0]}, "
        f"or for an act of its own: bilateral review accept q{item_id}",
    )


def _check(row: tuple[Any, ...], decision: str, day: str, event_id: int | None, apart: bool) -> None:
    """Raise `UsageError` where an answer does not fit its question."""
    item_id, kind, _, _, _, _, data = row
    name = f"q{item_id}"
    if event_id is not None:
        rivals = (data or {}).get("rivals", []) if kind == "ambiguous" else []
        if event_id not in rivals:
            raise UsageError(
                f"{name} is not a question between events, one of them {event_id}",
                f"name one of {', '.join(map(str, rivals))}" if rivals else _LIST,
            )
    if apart and kind != "contradiction":
        raise UsageError(f"{name} is no contradiction, so nothing is to be told apart", _LIST)
    if day and kind != "undated":
        raise UsageError(f"{name} does not ask for a day", "leave --date out, or edit the event on its page")
    if kind == "undated" and decision == "accepted":
        if not (data or {}).get("type"):
            raise UsageError(
                f"{name} holds only words, no act that a day could be given",
                f"add the event by hand on the page Add, then: bilateral review reject {name}",
            )
        if not day:
            raise UsageError(
                f"{name} has no day yet",
                f"give it: bilateral review accept {name} --date {example_day(data or {})}"
                " (or its month or year)",
            )
        _read_day(day)


def example_day(data: Mapping[str, Any]) -> str:
    """Return a day to show how that of an undated act is given: of its publication, else as letters."""
    days = [str(one["published_on"]) for one in data.get("evidence") or () if one.get("published_on")]
    return days[0] if days else "YYYY-MM-DD"


def _read_day(text: str) -> tuple[date, str]:
    """Return the first day and the precision of 2024-03-13, 2024-03 or 2024."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    try:
        if match:
            precision = "day" if match[3] else "month" if match[2] else "year"
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), precision
    except ValueError:
        pass
    raise UsageError(f"{text!r} is no date", "write 2024-03-13, 2024-03 or 2024")


def _add_dated(engine: Engine, item_id: int, data: dict[str, object], text: str, today: date) -> None:
    from etl.coding.check import check_draft
    from etl.pipeline import load_drafts

    day, precision = _read_day(text)
    draft = replace(
        draft_from_json({**data, "date": day.isoformat()}), date_precision=precision, date_end=None
    )
    problem = check_draft(draft, today)
    if problem is not None:
        raise UsageError(f"{text}: {problem.message}", "nothing was changed")
    with engine.connect() as connection:
        asked_by = next(load for item, load, *_ in lookup.undated_questions(connection) if item == item_id)
        told = lookup.load_row(connection, asked_by)
    load_drafts(
        engine,
        Origin(ARTICLES, "Articles"),
        [],
        [draft],
        today=today,
        merges_own=True,
        refreshes_origin=False,
        is_answer=True,
        warnings=[f"the day {text} answers q{item_id} of load {asked_by} ({told[2] if told else ''})"],
    )


def _move(connection: Connection, from_event: int, to_event: int) -> None:
    """Let the row of an ambiguous question, and all that has met it since, tell of the event that a person
    named."""
    if to_event not in lookup.event_rows(connection, [to_event]):
        raise UsageError(f"there is no event {to_event} any more", _LIST)
    write.move_records_of(connection, from_event, to_event)
    settle(connection, [from_event, to_event])


def _part(connection: Connection, record_id: int, event_id: int) -> None:
    """Make the other side of a contradiction an event of its own, with all rows that say the same."""
    rows = lookup.records_of(connection, [event_id]).get(event_id, [])
    drafts = {row.record_id: draft_from_json(row.draft) for row in rows}
    told = drafts[record_id]
    leaving = [row for row in rows if _statement(drafts[row.record_id]) == _statement(told)]
    staying = [row for row in rows if row not in leaving]
    if not staying:
        raise UsageError("nothing else tells of the event, so there is nothing to tell apart", _LIST)
    first = leaving[0]
    event = lookup.event_rows(connection, [event_id])[event_id]
    if (event.source_id, event.source_event_id) in {(row.source_id, row.source_event_id) for row in leaving}:
        heir = {"source_id": staying[0].source_id, "source_event_id": staying[0].source_event_id}
        write.update_event(connection, event_id, heir)
    key = {"source_id": first.source_id, "source_event_id": first.source_event_id}
    (new_event,) = write.add_events(connection, [{**event_values(drafts[first.record_id]), **key}])
    write.add_topics(connection, [(new_event, drafts[first.record_id].topics)])
    for row in leaving:
        write.move_record(connection, row.record_id, new_event)
    settle(connection, [event_id, new_event])
    decide_events(connection, [new_event], "accepted", "told apart from another event")


def _statement(draft: EventDraft) -> tuple[date, str, str, str, str]:
    return draft.date, draft.date_precision, draft.tier, draft.type, draft.status


def _take_side(
    connection: Connection,
    item_id: int,
    event_id: int,
    record_id: int,
    name: str,
    other: EventDraft,
    today: date,
) -> None:
    """Let the event say what the other side of a contradiction says."""
    now = draft_of_event(connection, event_id)
    names = {
        "date": ("date", "date_end", "date_precision"),
        "type": ("type", "actor", "recipient", "title", "level"),
    }
    parts = names.get(name, (name,))
    changes = {part: field_text(other, part) for part in parts}
    if name in ("tier", "level"):
        changes["title"] = _retitled(now, replace(now, **{name: getattr(other, name)}))
    change_event(connection, event_id, changes, answer_note(item_id), today)
    # Of an article that was mended the earlier words hold no more.
    rows = lookup.records_of(connection, [event_id]).get(event_id, [])
    story = next((story_of(row.source_event_id) for row in rows if row.record_id == record_id), "")
    write.retire_records(
        connection,
        [
            row.record_id
            for row in rows
            if row.record_id != record_id
            and row.source_id == ARTICLES
            and story_of(row.source_event_id) == story != row.source_event_id
            and any(
                field_text(draft_from_json(row.draft), part) != field_text(other, part)
                for part in parts
                if part != "title"
            )
        ],
    )
    settle(connection, [event_id])
    if now.review == "accepted":
        decide_events(connection, [event_id], "accepted", ACCEPTED_AGAIN)


def _retitled(event: EventDraft, changed: EventDraft) -> str:
    """Return the title of an event whose partnership bears another title now, or whose rank is another."""
    before, after = (
        compose_title(one.type, one.actor, one.recipient, one.level, one.tier) for one in (event, changed)
    )
    if event.title == before or event.tier == changed.tier:
        return after if event.title == before else event.title
    return re.sub(re.escape(event.tier), lambda _: changed.tier, event.title, flags=re.IGNORECASE)


def close_lone_doubts(connection: Connection) -> None:
    """Close the questions on which event a row tells of where decisions have left one, or none."""
    doubts = lookup.items_of_kind(connection, "ambiguous", "open")
    for item_id, own_event, record_id, data in doubts:
        rivals = [int(one) for one in data.get("rivals", [])]
        if not rivals or own_event is None or record_id is None:
            continue
        rows = lookup.event_rows(connection, rivals)
        left = [one for one in rivals if one in rows and rows[one].review != "rejected"]
        if left and (len(left) > 1 or data.get("is_unclear")):
            continue
        write.close_reviews(connection, [item_id], "accepted")
        if left:
            _move(connection, own_event, left[0])
        else:
            settle(connection, [own_event])


def mend_doubts(connection: Connection) -> None:
    """Leave out of the questions on which event a row tells of the events that an undone load took along."""
    for item_id, own_event, record_id, data in lookup.items_of_kind(connection, "ambiguous", "open"):
        rivals = [int(one) for one in data.get("rivals", [])]
        left = [one for one in rivals if one in lookup.event_rows(connection, rivals)]
        if left == rivals or own_event is None or record_id is None:
            continue
        is_unclear = bool(data.get("is_unclear"))
        if left and (is_unclear or len(left) > 1):
            write.ask_otherwise(
                connection, item_id, doubt(left, is_unclear=is_unclear), {**data, "rivals": left}
            )
            continue
        write.delete_reviews(connection, [item_id])
        if left:
            _move(connection, own_event, left[0])
        else:
            settle(connection, [own_event])
