"""An article read again: what it says now stands for what it said before.

A statement that it no longer makes is withdrawn as its proof. What nobody has accepted goes with it; for what
somebody has, a person is asked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db import lookup, sightings, write
from db.lookup import KnownRecord
from etl.coding.identity import PRECISION_RANK, draft_from_json, story_of
from etl.contract import EventDraft, Issue, Origin
from etl.edits import decide_events
from etl.joining.asking import act_of
from etl.joining.corrections import is_kept
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
    """The statements of articles that their new versions lack, and what becomes of each.

    Attributes:
        says: Ids of all that articles which were read whole tell now.
        replaceable: Ids of statements of articles of which a part was read, as a teaser: one stands unless a
            new statement on the same matter takes its place.
        successors: The statement that each new id stands for now.
        dated: Type and sides of acts that have a day from an earlier reading and none from this one.
    """

    connection: Connection
    origin: Origin
    load_id: int
    input_name: str
    says: frozenset[str]
    replaceable: frozenset[str] = frozenset()
    unsaid: dict[int, Unsaid] = field(default_factory=dict)
    successors: dict[str, Unsaid] = field(default_factory=dict)
    dated: frozenset[tuple[object, object, object]] = frozenset()

    def begin(self, rows: Iterable[EventDraft | Issue]) -> None:
        """Find what the new version lacks, and which of its statements stand for that."""
        rows = list(rows)
        drafts = [row for row in rows if isinstance(row, EventDraft)]
        stories = sorted({f"{story_of(key)}-" for key in self.says if story_of(key) != key})
        in_force = self._in_force(stories)
        # An act whose day alone is open now is still said.
        undated = {act_of(row.draft) for row in rows if isinstance(row, Issue) and row.draft}
        for old in in_force:
            if old.key not in self.says:
                if (act := (old.draft.type, old.draft.actor, old.draft.recipient)) in undated:
                    self.dated |= {act}
                else:
                    self.unsaid[old.record_id] = old
        of_parts = self._in_force(sorted({f"{story_of(key)}-" for key in self.replaceable}))
        known = {old.key for old in (*in_force, *of_parts)}
        self.says |= {draft.source_event_id for draft in drafts}
        fresh = [draft for draft in drafts if draft.source_event_id not in known]
        open_keys = self.replaceable - self.says
        parts = [old for old in of_parts if old.key in open_keys and old.record_id not in self.unsaid]
        stand = self._standing((*in_force, *of_parts))
        pairs = sorted(
            (
                (
                    old.draft.type != new.type,
                    abs((old.draft.date - new.date).days),
                    old.key,
                    new.source_event_id,
                    old,
                )
                for old in (*self.unsaid.values(), *parts)
                for new in fresh
                if old.record_id not in stand
                and _is_same_matter(old, new)
                and (old.record_id in self.unsaid or _is_as_fine(old.draft, new))
            ),
            key=lambda pair: pair[:4],
        )
        taken: set[str] = set()
        for _, _, old_key, new_key, old in pairs:
            if old_key not in taken and new_key not in self.successors:
                self.successors[new_key] = old
                self.unsaid[old.record_id] = old
                taken.add(old_key)
        self._close_undated(stories)
        self._note_withdrawn(stories)

    def _in_force(self, starts: Iterable[str]) -> list[Unsaid]:
        return [
            Unsaid(record_id, key, event_id, draft_from_json(data))
            for start in starts
            for record_id, key, event_id, data in lookup.records_called(
                self.connection, self.origin.id, start
            )
        ]

    def _note_withdrawn(self, stories: Iterable[str]) -> None:
        """Note what an earlier version took back, and this one lacks too."""
        gone = {
            key: record
            for start in stories
            for key, record in lookup.withdrawn_called(self.connection, self.origin.id, start).items()
            if key not in self.says
        }
        sightings.add_sightings(self.connection, self.origin.id, self.load_id, gone)

    def _standing(self, told: Sequence[Unsaid]) -> set[int]:
        """Return the records by which events stand that a correction of the same article asks about."""
        events = Counter((old.event_id, story_of(old.key)) for old in told if old.event_id is not None)
        rows = lookup.event_rows(self.connection, [one for (one, _), n in events.items() if one and n > 1])
        return {
            old.record_id
            for old in told
            if old.event_id in rows and rows[old.event_id].source_event_id == old.key
        }

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
            # Where an accepted statement is corrected a second time, the first correction goes.
            is_again = is_kept(self.connection, old.event_id) and all(
                story_of(one) == story_of(old.key) and one not in self.says for _, one in others
            )
            return old.event_id if is_again else None, False
        if is_kept(self.connection, old.event_id):
            return old.event_id, False
        self._withdraw(old, settles=False)
        return old.event_id, True

    def finish(self) -> tuple[int, int]:
        """Withdraw what is left, or ask; return how many statements were withdrawn and questions opened."""
        n_withdrawn, items = 0, []
        asked_before: dict[str, KnownRecord] = {}
        closed = {record for _, _, record, _ in lookup.items_of_kind(self.connection, "withdrawn")}
        for old in list(self.unsaid.values()):
            others = self._others(old)
            stays = old.event_id is not None and is_kept(self.connection, old.event_id)
            if stays and self._stands_by(old) and any(key in self.says for _, key in others):
                continue  # A question between the two versions is open or answered.
            if others or not stays:
                if old.event_id is None or self._review(old.event_id) != "rejected":
                    self._withdraw(old, settles=True)
                    n_withdrawn += 1
            elif old.record_id not in closed:
                items.append(self._question(old))
            else:
                asked_before[old.key] = KnownRecord(old.record_id, old.event_id, lookup.LACKED)
        sightings.add_sightings(self.connection, self.origin.id, self.load_id, asked_before)
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

    def _stands_by(self, old: Unsaid) -> bool:
        """True if the event is named after the statement, not corrected by it."""
        event_id = old.event_id or 0
        return lookup.event_rows(self.connection, [event_id])[event_id].source_event_id == old.key

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


def _is_same_matter(unsaid: Unsaid, new: EventDraft) -> bool:
    """True if one may be the other mended: the same article and two states, and the same type or day."""
    old = unsaid.draft
    if story_of(unsaid.key) != story_of(new.source_event_id):
        return False
    if {old.actor, old.recipient} != {new.actor, new.recipient}:
        return False
    return (old.type, old.actor) == (new.type, new.actor) or old.date == new.date


def _is_as_fine(old: EventDraft, new: EventDraft) -> bool:
    return PRECISION_RANK[new.date_precision] <= PRECISION_RANK[old.date_precision]
