"""One load, row by row, in one transaction: known or new, whose event, what it says, what is wrong."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from db import lookup, sightings, vouching, write
from db.vocabulary import EVENT_TYPES
from etl.coding.check import check_draft
from etl.coding.identity import (
    Bucket,
    Happening,
    bucket,
    draft_from_json,
    draft_to_json,
    fingerprint,
    happening,
    story_of,
    tells_both,
)
from etl.contract import ARTICLES, EventDraft, Issue, Origin
from etl.joining.asking import items_of_new, undated_items
from etl.joining.beside import not_told_beside, on_its_own_day
from etl.joining.candidates import find_candidates
from etl.joining.corrections import under_own_ids
from etl.joining.merge import Candidate, Choice, choose
from etl.joining.near_days import event_happening, join_near
from etl.joining.newer_tables import n_of_other_pairs
from etl.joining.older_ids import OlderIds
from etl.joining.rereading import WITHDRAWN, Rereading
from etl.joining.settle import event_values, evidence_rows, settle

CHUNK = 2_000
"""Rows that are looked up and written together."""

MAX_LISTED = 10_000
"""Event ids that a report lists."""


class Loading:
    """The state of one load; `take` its rows in any number of calls, then `finish`."""

    def __init__(
        self,
        connection: Connection,
        origin: Origin,
        load_id: int,
        input_name: str,
        today: date,
        merges_own: bool,
        is_answer: bool = False,
    ) -> None:
        self.connection = connection
        self.origin = origin
        self.load_id = load_id
        self.input_name = input_name
        self.today = today
        self.merges_own = merges_own
        self.is_answer = is_answer
        self.has_others = merges_own or lookup.has_other_sources(connection, origin.id)
        self.counts: Counter[str] = Counter()
        self.seen: dict[str, tuple[str, int | None]] = {}
        self.dyads: set[tuple[str, str]] = set()
        self.issues: list[Issue] = []
        self.event_ids: list[int] = []
        self.added: list[int] = []
        self.vouched: list[int] = []
        self.covered: list[tuple[int, str, str]] = []
        self.n_reviews = 0
        self.n_other_pairs = 0
        self.told: dict[tuple[str, Bucket], list[Happening]] = {}
        self.says: dict[str, Happening] = {}
        self.rereading: Rereading | None = None
        self.older = OlderIds(connection)
        self.orphan: int | None = None

    def take(
        self,
        rows: Iterable[EventDraft | Issue],
        says: frozenset[str] | None = None,
        replaceable: frozenset[str] = frozenset(),
    ) -> None:
        """Write `rows`, each as an event, as evidence, as unchanged, as a duplicate or as rejected.

        Args:
            rows: All of an article if the source `merges_own`.
            says: Ids of all that the article tells of now, so that its other statements are taken back; None
                takes back nothing.
            replaceable: Ids of statements that are taken back only where a new one stands for them.
        """
        if not self.merges_own:
            for chunk in _chunks(rows, CHUNK):
                self._take_chunk(chunk)
            return
        rows = list(rows)
        if self.origin.id == ARTICLES:
            self.older.rename(row for row in rows if isinstance(row, EventDraft))
            told = under_own_ids(self.connection, self.origin.id, rows)
            rows, says = told.rows, None if says is None else told.said(says)
            replaceable |= frozenset(told.ids)
        for row in rows:
            if isinstance(row, EventDraft):
                self.says[row.source_event_id] = happening(row)
                self.told.setdefault((story_of(row.source_event_id), bucket(row)), []).append(happening(row))
        if says is not None or replaceable:
            self.rereading = Rereading(
                self.connection, self.origin, self.load_id, self.input_name, says or frozenset(), replaceable
            )
            self.rereading.begin(rows)
        for row in rows:
            self._take_chunk([row])
        if self.rereading is not None:
            n_withdrawn, n_asked = self.rereading.finish()
            self.counts["n_withdrawn"] += n_withdrawn
            self.n_reviews += n_asked

    def _take_chunk(self, rows: list[EventDraft | Issue]) -> None:
        self.counts["n_read"] += len(rows)
        rejected = [row for row in rows if isinstance(row, Issue)]
        fresh: list[_Row] = []
        for draft in rows:
            if isinstance(draft, Issue):
                continue
            data = draft_to_json(draft)
            issue = self._fault(draft, data)
            if issue is not None:
                rejected.append(issue)
                continue
            print_ = fingerprint(data)
            earlier = self.seen.get(draft.source_event_id)
            if earlier is None:
                self.seen[draft.source_event_id] = (print_, draft.line)
                first, second = sorted((draft.actor, draft.recipient))
                self.dyads.add((first, second))
                fresh.append(_Row(draft, data, print_, happening(draft)))
            elif earlier[0] == print_:
                self.counts["n_duplicate"] += 1
            else:
                rejected.append(_repeated(draft, data, earlier[1]))
        self._reject(rejected)
        self._write_fresh(fresh)

    def _fault(self, draft: EventDraft, data: dict[str, object]) -> Issue | None:
        problem = check_draft(draft, self.today)
        if problem is None:
            return None
        # The id is spoken for, so a complete source's unreadable row does not withdraw its event.
        self.seen.setdefault(draft.source_event_id, ("", draft.line))
        return Issue(draft.line, problem.column, problem.reason, problem.message, _raw(data))

    def _reject(self, issues: list[Issue]) -> None:
        self.counts["n_rejected"] += len(issues)
        self.issues += issues[: max(0, 100 - len(self.issues))]
        write.add_rejected(
            self.connection,
            [
                {
                    "load_id": self.load_id, "input_name": self.input_name, "line": issue.line,
                    "column": issue.column, "reason": issue.reason, "message": issue.message,
                    "raw": issue.raw[:2000],
                }
                for issue in issues
            ],
        )  # fmt: skip
        if any(issue.reason == "undated" for issue in issues):
            known = [data for *_, data in lookup.items_of_kind(self.connection, "undated")]
            dated = self.rereading.dated if self.rereading else frozenset()
            items = undated_items(issues, self.load_id, known, dated)
            self.n_reviews += len(items)
            write.add_reviews(self.connection, items)

    def _write_fresh(self, fresh: list["_Row"]) -> None:
        """Write rows whose ids this load had not met before."""
        known = lookup.known_records(
            self.connection, self.origin.id, [row.draft.source_event_id for row in fresh]
        )
        changed: list[_Row] = []
        retired: list[int] = []
        seen_again: dict[str, lookup.KnownRecord] = {}
        for row in fresh:
            record = known.get(row.draft.source_event_id)
            if record is not None and record.fingerprint == row.fingerprint:
                seen_again[row.draft.source_event_id] = record
                continue
            changed.append(row)
            if record is not None:
                retired.append(record.record_id)
                row.is_update = record.fingerprint != WITHDRAWN
                row.event_id = record.event_id if row.is_update else None
        self.counts["n_unchanged"] += len(seen_again)
        if self.merges_own:
            sightings.add_sightings(self.connection, self.origin.id, self.load_id, seen_again)
        else:
            self.vouched += [record.record_id for record in seen_again.values()]
        write.retire_records(self.connection, retired)
        self._part_from_strangers([row for row in changed if row.event_id is not None])
        touched = {row.event_id for row in changed if row.event_id is not None}
        homeless = [row for row in changed if row.event_id is None]
        touched |= self._find_events(homeless) | self._take_over(homeless)
        added = self._add_events([row for row in homeless if row.event_id is None])
        self._write_records(changed)
        items = items_of_new(added, self.load_id)
        self.n_reviews += len(items)
        write.add_reviews(self.connection, items)
        outcome = settle(self.connection, touched, self.load_id)
        self.covered += outcome.covered
        self.n_reviews += outcome.n_contradictions
        was_added = {row.event_id for row in added}
        if self.has_others and not self.merges_own:
            self.added += [row.event_id for row in added if row.event_id is not None]
        for row in changed:
            name = "n_updated" if row.is_update else "n_added" if row.event_id in was_added else "n_merged"
            self.counts[name] += 1
        room = max(0, MAX_LISTED - len(self.event_ids))
        self.event_ids += [row.event_id for row in changed[:room] if row.event_id is not None]

    def _take_over(self, rows: list["_Row"]) -> set[int]:
        """Set the event of rows that stand for an earlier statement of their article; return those events."""
        # In `_find_events` such a row may already have met the event of another article.
        touched: set[int] = set()
        for row in rows:
            if row.heir_of is None:
                continue
            touched.add(row.heir_of)
            if row.event_id is None and not row.rivals:
                row.event_id = row.heir_of
                row.is_update = True
        return touched

    def _part_from_strangers(self, rows: list["_Row"]) -> None:
        """Unhook updated rows that no longer tell of the happening that other sources' rows tell of."""
        ids = [row.event_id for row in rows if row.event_id is not None]
        events = lookup.event_rows(self.connection, ids)
        sources = lookup.sources_of(self.connection, ids)
        left: list[int] = []
        self.n_other_pairs += n_of_other_pairs(
            (events[row.event_id], row.draft) for row in rows if row.event_id is not None
        )
        for row in rows:
            assert row.event_id is not None
            if sources.get(row.event_id) and event_happening(events[row.event_id]).bucket != bucket(
                row.draft
            ):
                left.append(row.event_id)
                row.event_id = None
        settle(self.connection, left, self.load_id)

    @cached_property
    def _left_behind(self) -> dict[int, lookup.EventRow]:
        """Events that this source told of first, and that others alone tell of now."""
        if self.merges_own:
            return {}
        return lookup.event_rows(self.connection, lookup.left_by(self.connection, self.origin.id))

    def _find_events(self, rows: list["_Row"]) -> set[int]:
        """Set the event of each row that tells of one in the store; return those events."""
        found: set[int] = set()
        owned = lookup.events_by_key(
            self.connection, self.origin.id, [row.draft.source_event_id for row in rows if not row.is_update]
        )
        for row in rows:
            if not row.is_update and row.draft.source_event_id in owned:
                row.event_id = owned[row.draft.source_event_id]
                found.add(row.event_id)
        if not self.has_others:
            return found
        if self.rereading is not None:
            for row in rows:
                row.heir_of, is_orphan = self.rereading.make_room(row.draft.source_event_id)
                self.orphan = row.heir_of if is_orphan else None
        open_rows = [row for row in rows if row.event_id is None]
        candidates = find_candidates(
            self.connection,
            [row.happening for row in open_rows],
            self.origin.id,
            merges_own=self.merges_own,
            left_behind=self._left_behind.values(),
            orphan=self.orphan,
        )
        # The best fits choose first, so that the order of a file's rows does not matter.
        order = sorted(
            open_rows,
            key=lambda r: (self._choose(r, candidates).rank, r.draft.source_event_id, r.fingerprint),
        )
        for row in order:
            choice = self._choose(row, candidates)
            row.rivals, row.is_unclear = choice.rivals, choice.is_unclear
            if choice.event_id is not None:
                row.event_id = choice.event_id
                found.add(choice.event_id)
                candidates[row.happening.bucket] = [
                    replace(c, sources=c.sources | {self.origin.id}) if c.event_id == choice.event_id else c
                    for c in candidates[row.happening.bucket]
                ]
        return found

    def _choose(self, row: "_Row", candidates: dict[Any, list[Candidate]]) -> Choice:
        key = row.happening.bucket
        told: Sequence[Candidate] = candidates.get(key, ())
        if self.merges_own and EVENT_TYPES[key[2]].can_repeat_daily:
            told = not_told_beside(self.connection, row.draft.source_event_id, self.says, told)
        if self.is_answer:
            told = on_its_own_day(self.connection, row.draft.source_event_id, row.happening, told)
        return choose(
            row.happening,
            told,
            self.origin.id,
            self.merges_own,
            # What one article tells of two days is two acts; other items of its feed may differ by a slip.
            forgives=self.merges_own
            and not tells_both(row.happening, self.told.get((story_of(row.draft.source_event_id), key), ())),
        )

    def _add_events(self, rows: list["_Row"]) -> list["_Row"]:
        """Add an event for each row and set its id; return the rows."""
        values = []
        for row in rows:
            event = event_values(row.draft)
            if row.rivals and event["review"] == "accepted":
                event["review"] = "proposed"
            values.append(
                {"source_id": self.origin.id, "source_event_id": row.draft.source_event_id, **event}
            )
        for row, event_id in zip(rows, write.add_events(self.connection, values), strict=True):
            row.event_id = event_id
        write.add_topics(
            self.connection, [(row.event_id, row.draft.topics) for row in rows if row.event_id is not None]
        )
        return rows

    def _write_records(self, rows: list["_Row"]) -> None:
        records = [
            {
                "source_id": self.origin.id,
                "source_event_id": row.draft.source_event_id,
                "load_id": self.load_id,
                "event_id": row.event_id,
                "fingerprint": row.fingerprint,
                "draft": row.data,
                "is_current": True,
            }
            for row in rows
        ]
        proofs: list[dict[str, Any]] = []
        for row, record_id in zip(rows, write.add_records(self.connection, records), strict=True):
            assert row.event_id is not None
            row.record_id = record_id
            proofs += evidence_rows(row.event_id, record_id, self.origin.id, self.load_id, row.draft)
        write.add_evidence(self.connection, proofs)

    def vouch(self) -> None:
        """Note what this load found as it was, so that undoing the load that said so first leaves it."""
        vouching.vouch(self.connection, self.load_id, self.vouched)

    def meet_near_days(self) -> None:
        """Let new events that are other sources', a day or two off, prove those and ask which day it was."""
        joined = join_near(self.connection, self.origin.id, self.added)
        outcome = settle(self.connection, {*joined, *joined.values()}, self.load_id)
        self.covered += outcome.covered
        self.n_reviews += outcome.n_contradictions
        self.counts["n_added"] -= len(joined)
        self.counts["n_merged"] += len(joined)
        self.event_ids = list(dict.fromkeys(joined.get(one, one) for one in self.event_ids))

    def withdraw_missing(self) -> None:
        """Withdraw the ids of earlier complete loads that this one lacks, but for events users edited."""
        in_force = lookup.ids_of_complete_loads(self.connection, self.origin.id)
        gone = [(key, record, event) for key, record, event in in_force if key not in self.seen]
        edited = lookup.edits_of(self.connection, [event for *_, event in gone if event is not None])
        kept = [(key, event) for key, _, event in gone if event in edited]
        gone = [item for item in gone if item[2] not in edited]
        self.covered += [(event, "", f"{key} is gone") for key, event in kept if event is not None]
        write.retire_records(self.connection, [record for _, record, _ in gone])
        write.add_records(
            self.connection,
            [
                {
                    "source_id": self.origin.id, "source_event_id": key, "load_id": self.load_id,
                    "event_id": event, "fingerprint": WITHDRAWN, "draft": None, "is_current": True,
                }
                for key, _, event in gone
            ],
        )  # fmt: skip
        outcome = settle(self.connection, [event for *_, event in gone if event is not None], self.load_id)
        self.covered += outcome.covered
        self.counts["n_withdrawn"] += len(gone)

    def rehome(self, records: list[tuple[int, int, dict[str, object]]]) -> set[int]:
        """Find or make events for records in force whose event is gone; return the events.

        Args:
            records: (record_id, load_id, draft) of each.
        """
        rows = []
        for record_id, _, data in records:
            draft = draft_from_json(data)
            rows.append(_Row(draft, data, "", happening(draft), record_id=record_id))
        self._find_events(rows)
        self._add_events([row for row in rows if row.event_id is None])
        proofs: list[dict[str, Any]] = []
        for row, (record_id, load_id, _) in zip(rows, records, strict=True):
            assert row.event_id is not None
            write.move_record(self.connection, record_id, row.event_id)
            proofs += evidence_rows(row.event_id, record_id, self.origin.id, load_id, row.draft)
        write.add_evidence(self.connection, proofs)
        return {row.event_id for row in rows if row.event_id is not None}

    def kept_edits(self) -> tuple[str, ...]:
        """Return a sentence per field where a user's edit holds against what this load says."""
        rows = lookup.event_rows(self.connection, {event_id for event_id, *_ in self.covered})
        sentences = []
        for event_id, name, value in sorted(set(self.covered)):
            what = f"{name} stays as you edited it (the source says {value!r})" if name else f"stays: {value}"
            sentences.append(f"event {event_id}, {rows[event_id].title[:60]!r}: {what}")
        return tuple(sentences)


@dataclass(slots=True)
class _Row:
    """A row on its way into the store."""

    draft: EventDraft
    data: dict[str, object]
    fingerprint: str
    happening: Happening
    is_update: bool = False
    event_id: int | None = None
    record_id: int | None = None
    rivals: tuple[int, ...] = ()
    is_unclear: bool = False
    heir_of: int | None = None


def _repeated(draft: EventDraft, data: dict[str, object], first_line: int | None) -> Issue:
    where = f" on line {first_line}" if first_line is not None else ""
    return Issue(
        draft.line,
        "id",
        "repeated_id",
        f"the id {draft.source_event_id!r} stands{where} already, with other content; give each event its "
        "own id, and put several addresses of one event into one row, separated by ' | '",
        _raw(data),
    )


def _raw(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False)[:2000]


def _chunks(rows: Iterable[EventDraft | Issue], size: int) -> Iterator[list[EventDraft | Issue]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk
