"""A statement that its article corrects under one id: the same act and day, another end, title or status.

Where nobody has decided, the new wording takes the place of the old. What somebody has accepted or changed
stands until a person answers, so there the new wording gets an id of its own beside it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import lookup
from etl.coding.identity import draft_from_json
from etl.contract import EventDraft, Issue

_CORRECTED = "-corrected"


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of an article under the ids that they get in the store.

    Attributes:
        ids: What was renamed: id by the id that the article gave.
    """

    rows: list[EventDraft | Issue]
    ids: dict[str, str]

    def said(self, says: Collection[str]) -> frozenset[str]:
        """Return ids as they are in the store."""
        return frozenset(self.ids.get(key, key) for key in says)


def is_kept(connection: Connection, event_id: int) -> bool:
    """True if somebody has accepted the event or changed it."""
    edits = lookup.edits_of(connection, [event_id]).get(event_id, {})
    review = lookup.event_rows(connection, [event_id])[event_id].review
    return review == "accepted" or bool(set(edits) - {"review"})


def under_own_ids(connection: Connection, source_id: str, rows: Sequence[EventDraft | Issue]) -> Told:
    """Return `rows`, each that corrects what a person has decided on under an id of its own."""
    keys = [row.source_event_id for row in rows if isinstance(row, EventDraft)]
    known = lookup.known_records(connection, source_id, [*keys, *(f"{key}{_CORRECTED}" for key in keys)])
    events = {one.event_id for one in known.values() if one.event_id is not None}
    records = [one for told in lookup.records_of(connection, events).values() for one in told]
    in_force = {one.source_event_id: one for one in records if one.source_id == source_id}
    names = {event_id: row.source_event_id for event_id, row in lookup.event_rows(connection, events).items()}
    ids: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, EventDraft):
            continue
        both = (row.source_event_id, f"{row.source_event_id}{_CORRECTED}")
        told = {key: in_force[key] for key in both if key in in_force}
        if not told:
            continue
        same = [key for key, one in told.items() if _stated(draft_from_json(one.draft)) == _stated(row)]
        if same:
            ids[both[0]] = same[0]
            continue
        event_id = next(one.event_id for one in (known[key] for key in told))
        if event_id is None or not is_kept(connection, event_id):
            ids[both[0]] = next(iter(told))
            continue
        # A second correction takes the place of the first, never of what the event is named after.
        stands = names[event_id] if names[event_id] in told else next(iter(told))
        ids[both[0]] = both[both[0] == stands]
    renamed = {key: new for key, new in ids.items() if key != new}
    return Told(
        [
            replace(row, source_event_id=renamed[row.source_event_id])
            if isinstance(row, EventDraft) and row.source_event_id in renamed
            else row
            for row in rows
        ],
        renamed,
    )


def _stated(draft: EventDraft) -> tuple[object, ...]:
    """Return what of an act a correction changes; words, topics and place may be told otherwise."""
    return draft.date, draft.date_end, draft.date_precision, draft.tier, draft.status, draft.level
