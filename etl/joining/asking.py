"""The questions that a load puts to a person, as rows of the review list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from etl.contract import EventDraft, Issue


class Asked(Protocol):
    """A row of a load as far as questions go."""

    draft: EventDraft
    data: dict[str, object]
    event_id: int | None
    record_id: int | None
    rivals: tuple[int, ...]
    is_unclear: bool


def act_of(data: Mapping[str, object]) -> tuple[object, object, object]:
    """Return the type and the two sides of an act, from its plain values."""
    return data.get("type"), data.get("actor"), data.get("recipient")


def undated_items(
    issues: Iterable[Issue],
    load_id: int,
    known: Sequence[Mapping[str, Any]],
    dated: frozenset[tuple[object, object, object]],
) -> list[dict[str, Any]]:
    """Return a question per act whose day is open.

    Args:
        issues: Of the load; only those that are `undated` count.
        load_id: Of the load.
        known: The drafts of all such questions so far, answered or not: none is put twice.
        dated: Acts that have a day from an earlier reading of the same article.
    """
    asked = {data.get("source_event_id") for data in known} - {None}
    return [
        {
            "kind": "undated", "event_id": None, "record_id": None, "load_id": load_id, "field": "date",
            "message": issue.message, "draft": {**(issue.draft or {}), "raw": issue.raw[:2000]},
        }
        for issue in issues
        if issue.reason == "undated"
        and (
            issue.draft is None
            or (issue.draft["source_event_id"] not in asked and act_of(issue.draft) not in dated)
        )
    ]  # fmt: skip


def items_of_new(rows: Iterable[Asked], load_id: int) -> list[dict[str, Any]]:
    """Return the questions on new events: which of several events a row tells of, and whether it counts."""
    return [
        {
            "kind": kind, "event_id": row.event_id, "record_id": row.record_id, "load_id": load_id,
            "field": "", "message": message, "draft": data,
        }
        for row in rows
        for kind, message, data in _questions(row)
    ]  # fmt: skip


def _questions(row: Asked) -> Iterator[tuple[str, str, dict[str, object]]]:
    if row.rivals:
        message = doubt(row.rivals, is_unclear=row.is_unclear)
        yield "ambiguous", message, {**row.data, "rivals": list(row.rivals), "is_unclear": row.is_unclear}
    if row.draft.review == "proposed":
        yield "proposed", "extracted, awaits a decision", row.data


def doubt(rivals: Iterable[int], *, is_unclear: bool) -> str:
    """Return the question on which of several events a row tells of, or whether of any of them."""
    named = ", ".join(map(str, rivals))
    if is_unclear:
        return f"may tell of event {named} or of another act: the words do not settle it; which is it?"
    return f"fits several events ({named}); which one does it tell of?"
