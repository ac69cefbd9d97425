"""Taking back an answer to a question of the review list: it is asked again, and its event says what it said.

Answers on two events that may be one are taken back by `joining.duplicates.take_back`.
"""

from typing import Any

from sqlalchemy import Connection, Engine

from db import lookup, write
from db.errors import UsageError
from etl.coding.identity import draft_from_json
from etl.contract import ARTICLES
from etl.joining.resting import ACCEPTED_AGAIN, answer_note, silenced, undecide
from etl.joining.settle import settle
from etl.undo import restore

_LIST = "list what waits with: bilateral review list"


def undo_answer(engine: Engine, item_id: int) -> None:
    """Ask a question again as if it had not been answered.

    Raises:
        UsageError: There is no such answer, or it is undone in another way, which the hint names.
    """
    name = f"q{item_id}"
    with write.transaction(engine) as connection:
        found = lookup.review_rows(connection, [item_id])
        if not found:
            raise UsageError(
                f"there is no question {name}",
                "where an answer gave its row to another event, undo its load: bilateral loads undo LOAD",
            )
        _, kind, event_id, record_id, field, status, data = found[0]
        if status == "open":
            raise UsageError(f"{name} is not answered yet", _LIST)
        _check(connection, name, kind, event_id, record_id, status, data or {})
        touched = {event_id} if event_id is not None else set()
        if kind == "contradiction" and status == "accepted":
            _say_again(connection, item_id, event_id, record_id, data, touched)
        elif kind in ("proposed", "ambiguous") and event_id is not None:
            undecide(connection, event_id, status)
            write.close_reviews(connection, _answered_along(connection, event_id, status), "open")
        elif kind == "withdrawn" and status == "accepted" and event_id is not None:
            undecide(connection, event_id, "rejected")
        write.close_reviews(connection, [item_id], "open")
        settle(connection, touched)
        if not lookup.review_rows(connection, [item_id]):
            raise UsageError(f"{name} asks nothing any more: its two sides say the same {field} now", _LIST)


def _answered_along(connection: Connection, event_id: int, status: str) -> list[int]:
    """Return the questions whether an event counts, and which one it is, that one answer closed together."""
    items = [
        item_id
        for item_id, _, _, closed in lookup.items_of(connection, [event_id], "proposed").get(event_id, [])
        if closed == status
    ]
    doubts = lookup.items_of_kind(connection, "ambiguous", status)
    for item_id, rivals in [(one, data.get("rivals", [])) for one, own, _, data in doubts if own == event_id]:
        rows = lookup.event_rows(connection, rivals)
        items += [item_id] if any(row.review != "rejected" for row in rows.values()) else []
    return items


def _check(
    connection: Connection,
    name: str,
    kind: str,
    event_id: int | None,
    record_id: int | None,
    status: str,
    data: dict[str, Any],
) -> None:
    """Raise `UsageError` where an answer has made or moved what only another command takes back."""
    if kind == "duplicate":
        other = data.get("event_id") or lookup.event_of(connection, record_id or 0)
        one, two = sorted((event_id or 0, int(other or 0)))
        raise UsageError(
            f"{name} is the answer on events {one} and {two}", f"bilateral review undo d{one}-{two}"
        )
    if kind == "undated" and status == "accepted":
        loads = lookup.loads_without_input(connection, ARTICLES, [str(data.get("source_event_id"))])
        undo = f"undo that load: bilateral loads undo {max(loads)}" if loads else "edit the event on its page"
        raise UsageError(f"the day that answered {name} is a load of its own", undo)
    moved_to = lookup.event_of(connection, record_id) if record_id is not None else event_id
    if kind == "contradiction" and moved_to is not None and moved_to != event_id:
        one, two = sorted((event_id or 0, moved_to))
        raise UsageError(
            f"{name} made two events of one, {one} and {two}",
            f"make them one again: bilateral review accept d{one}-{two}",
        )


def _say_again(
    connection: Connection,
    item_id: int,
    event_id: int,
    record_id: int | None,
    data: dict[str, Any],
    touched: set[int],
) -> None:
    """Take away what an answer wrote, and put back in force what an article said before its correction."""
    write.delete_edits_noted(connection, event_id, (answer_note(item_id), ACCEPTED_AGAIN))
    keys = silenced(connection, event_id, [draft_from_json(data)])
    restore(connection, ARTICLES, 0, keys, touched)
    event = lookup.event_rows(connection, [event_id])[event_id]
    told = lookup.records_of(connection, [event_id]).get(event_id, [])
    taken = {row.source_event_id for row in told if row.record_id == record_id}
    before = [row.source_event_id for row in told if row.source_event_id in keys]
    if before and event.source_event_id in taken:
        # The answer had named the event after the correction.
        write.update_event(connection, event_id, {"source_event_id": before[0]})
