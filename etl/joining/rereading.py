"""An article read again: what it says now stands for what it said before.

A statement that it no longer makes is withdrawn as its proof. What nobody has accepted goes with it; for what
somebody has, a person is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db import lookup, write
from etl.coding.identity import draft_from_json, story_of
from etl.contract import EventDraft, Issue, Origin
from etl.edits import decide_events
from etl.joining.asking import act_of
from etl.joining.merge import Record, speaker
from etl.joining.settle import settle

WITHDRAWN = ""
"""The fingerprint of a record that takes an id back."""


@dataclass(slots=True)
class Unsaid:
    """A statement in force that its article no longer makes."""

    record_id: int
    key: str
    event_id: int | None
    draft: EventDraft


@dataclass(slots=True)
class Rereading:
    """The statements of one article that its new version lacks, and what becomes of each.

    Attributes:
        successors: The statement that each new id stands for now.
        dated: Type and sides of acts that have a day from an earlier reading and none from this one.
    """

    connection: Connection
    origin: Origin
    load_id: int
    input_name: str
    says: frozenset[str]
    unsaid: dict[int, Unsaid] = field(default_factory=dict)
    successors: dict[str, Unsaid] = field(default_factory=dict)
    dated: frozenset[tuple[object, object, object]] = frozenset()

    def begin(self, rows: Iterable[EventDraft | Issue]) -> None:
        """Find what the new version lacks, and which of its statements stand for that."""
        rows = list(rows)
        stories = sorted({f"{story_of(key)}-" for key in self.says if story_of(key) != key})
        in_force = [one for s in stories for one in lookup.records_called(self.connection, self.origin.id, s)]
        # An act whose day alone is open now is still said.
        undated = {act_of(row.draft) for row in rows if isinstance(row, Issue) and row.draft}
        for record_id, key, event_id, data in in_force:
            draft = draft_from_json(data)
            if key not in self.says:
                if (draft.type, draft.actor, draft.recipient) in undated:
                    self.dated |= {(draft.type, draft.actor, draft.recipient)}
                else:
                    self.unsaid[record_id] = Unsaid(record_id, key, event_id, draft)
        known = {key for _, key, _, _ in in_force}
        fresh = [row for row in rows if isinstance(row, EventDraft) and row.source_event_id not in known]
        pairs = sorted(
            (
                (
                    old.draft.type != new.type,
                    abs((old.draft.date - new.date).days),
                    old.key,
                    new.source_event_id,
                    old,
                )
                for old in self.unsaid.values()
                for new in fresh
                if _is_same_matter(old.draft, new)
            ),
            key=lambda pair: pair[:4],
        )
        taken: set[str] = set()
        for _, _, old_key, new_key, old in pairs:
            if old_key not in taken and new_key not in self.successors:
                self.successors[new_key] = old
                taken.add(old_key)
        self._close_undated(stories)

    def _close_undated(self, stories: list[str]) -> None:
        """Drop open questions for days of acts that the article dates now, or tells of no more."""
        stale = [
            item_id
            for item_id, _, _, data in lookup.items_of_kind(self.connection, "undated", "open")
            if str(data.get("source_event_id", "")).startswith(tuple(stories) or ("-",))
            and data["source_event_id"] not in self.says
        ]
        write.delete_reviews(self.connection, stale)

    def make_room(self, key: str) -> tuple[int | None, bool]:
        """Take back the statement for which a new one stands, unless somebody has accepted it.

        Returns:
            The event that the new one takes over if it tells of no other; whether that event is left without
            any statement until then.
        """
        old = self.successors.get(key)
        if old is None or old.event_id is None or old.record_id not in self.unsaid:
            return None, False
        event = lookup.event_rows(self.connection, [old.event_id])[old.event_id]
        if event.review == "rejected":
            return None, False
        others = self._others(old)
        if others:
            self._withdraw(old, settles=True)
            return None, False
        if self._is_kept(old.event_id):
            return old.event_id, False
        self._withdraw(old, settles=False)
        return old.event_id, True

    def finish(self) -> tuple[int, int]:
        """Withdraw what is left, or ask; return how many statements were withdrawn and questions opened."""
        n_withdrawn, items = 0, []
        closed = {record for _, _, record, _ in lookup.items_of_kind(self.connection, "withdrawn")}
        for old in list(self.unsaid.values()):
            others = self._others(old)
            is_kept = old.event_id is not None and self._is_kept(old.event_id)
            if is_kept and any(key in self.says for _, key in others):
                continue  # A question between the two versions is open or answered.
            if others or not is_kept:
                if old.event_id is None or self._review(old.event_id) != "rejected":
                    self._withdraw(old, settles=True)
                    n_withdrawn += 1
            elif old.record_id not in closed:
                items.append(self._question(old))
        write.add_reviews(self.connection, items)
        self._close_withdrawn()
        return n_withdrawn, len(items)

    def _close_withdrawn(self) -> None:
        """Drop open questions on statements that the article makes again."""
        back = [
            item_id
            for item_id, _, _, data in lookup.items_of_kind(self.connection, "withdrawn", "open")
            if data.get("source_event_id") in self.says
        ]
        write.delete_reviews(self.connection, back)

    def _question(self, old: Unsaid) -> dict[str, object]:
        record = Record(old.record_id, self.origin.id, old.draft, self.input_name)
        (row,) = (
            r
            for r in lookup.records_of(self.connection, [old.event_id or 0])[old.event_id or 0]
            if r.record_id == old.record_id
        )
        return {
            "kind": "withdrawn",
            "event_id": old.event_id,
            "record_id": old.record_id,
            "load_id": self.load_id,
            "field": "",
            "message": f"{speaker(record)} no longer says this, and nothing else proves it: does it stand?",
            "draft": row.draft,
        }

    def _others(self, old: Unsaid) -> list[tuple[int, str]]:
        """Return (record_id, id) of the other statements on the same event."""
        if old.event_id is None:
            return []
        rows = lookup.records_of(self.connection, [old.event_id]).get(old.event_id, [])
        return [(row.record_id, row.source_event_id) for row in rows if row.record_id != old.record_id]

    def _review(self, event_id: int) -> str:
        return lookup.event_rows(self.connection, [event_id])[event_id].review

    def _is_kept(self, event_id: int) -> bool:
        """True if somebody has accepted the event or changed it."""
        edits = lookup.edits_of(self.connection, [event_id]).get(event_id, {})
        return self._review(event_id) == "accepted" or bool(set(edits) - {"review"})

    def _withdraw(self, old: Unsaid, *, settles: bool) -> None:
        del self.unsaid[old.record_id]
        write.retire_records(self.connection, [old.record_id])
        withdrawal = {
            "source_id": self.origin.id, "source_event_id": old.key, "load_id": self.load_id,
            "event_id": old.event_id, "fingerprint": WITHDRAWN, "draft": None, "is_current": True,
        }  # fmt: skip
        write.add_records(self.connection, [withdrawal])
        if settles and old.event_id is not None:
            was_accepted = self._review(old.event_id) == "accepted"
            settle(self.connection, [old.event_id], self.load_id)
            # What somebody has accepted counts on while other articles prove it.
            if was_accepted:
                decide_events(self.connection, [old.event_id], "accepted", "accepted before")


def _is_same_matter(old: EventDraft, new: EventDraft) -> bool:
    """True if one may be the other mended: the same two states, and the same type or day."""
    if {old.actor, old.recipient} != {new.actor, new.recipient}:
        return False
    return (old.type, old.actor) == (new.type, new.actor) or old.date == new.date
