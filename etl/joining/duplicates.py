"""Events that may tell of one happening: found by rule, then made one or kept apart by a person.

An answer is a closed review item of the kind `duplicate`: accepted where two events were made one, with what
the one that went had said, so that it can come back; rejected where both stand.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any

import pandas as pd
from rapidfuzz import fuzz
from sqlalchemy import Connection, Engine

from db import lookup, write
from db.errors import UsageError
from db.lookup import EventRow
from etl.coding.identity import draft_from_json, draft_to_json, story_of
from etl.contract import ARTICLES
from etl.edits import decide_events, draft_of_event
from etl.joining.answers import close_lone_doubts
from etl.joining.merge import EDITABLE
from etl.joining.settle import event_values, settle

LIKENESS = 85
"""Titles of one pair, day and type that are this much alike (of 100) may tell of one happening."""
MOST_DAYS = 14
"""Days after its first that a summit may last, whatever its source says."""
SERIES = 10
"""More events of one pair, day and kind are a series, such as votes: alike in one source, yet apart."""

MEETINGS = ("summit", "sideline_meeting")
"""What one source may call a summit and another a meeting on the margins: leaders meet but once on a day."""

KIND = "duplicate"
_LIST = "list what waits with: bilateral review list"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two events that may be one, the earlier number first."""

    one: int
    other: int
    dyad: str
    day: date
    type: str

    @property
    def name(self) -> str:
        """What commands call the question: `d12-15`."""
        return f"d{self.one}-{self.other}"


def probable(events: pd.DataFrame, apart: Collection[tuple[int, int]] = frozenset()) -> list[Twins]:
    """Return the events, rows of `db.read.events`, that may tell of one happening.

    They are of one kind and alike in their titles, or one of each of `MEETINGS` from two sources.

    Args:
        events: Those of any state; hidden ones are in nobody's way.
        apart: Pairs of numbers, the lower first, of which a person has said that they are two happenings.
    """
    keys = ["dyad", "date", "type", "actor"]
    seen = events[(events["review"] != "rejected") & (events["date_precision"] == "day")]
    found = [twins for twins in _meetings(seen) if (twins.one, twins.other) not in apart]
    seen = seen[seen.duplicated(keys, keep=False)]
    for (dyad, _, kind, _), rows in seen.groupby(keys):
        told = sorted(zip(rows["event_id"], rows["title"], rows["source_id"], strict=True))
        for (one, title, source), (other, other_title, other_source) in combinations(told, 2):
            if len(told) > SERIES and source == other_source:
                continue
            is_alike = fuzz.token_set_ratio(title, other_title) >= LIKENESS
            if is_alike and (one, other) not in apart:
                day = rows["date"].iloc[0].date()
                found.append(Twins(int(one), int(other), str(dyad), day, str(kind)))
    return sorted(found, key=lambda twins: (twins.one, twins.other))


def _meetings(events: pd.DataFrame) -> Iterator[Twins]:
    """Yield each summit with the meetings on the margins that another source, or article, has on its days."""
    summits, margins = (events[events["type"] == kind].to_dict("records") for kind in MEETINGS)
    told: dict[tuple[str, date], list[tuple[int, tuple[str, str]]]] = {}
    for row in margins:
        told.setdefault((row["dyad"], row["date"].date()), []).append((int(row["event_id"]), _teller(row)))
    for row in summits:
        number, teller = int(row["event_id"]), _teller(row)
        last = row["date"] if pd.isna(row["date_end"]) else row["date_end"]
        for day in pd.date_range(row["date"], min(last, row["date"] + pd.Timedelta(days=MOST_DAYS))):
            for event_id, other_teller in told.get((row["dyad"], day.date()), ()):
                if teller != other_teller:
                    one, other = sorted((number, event_id))
                    yield Twins(one, other, row["dyad"], day.date(), MEETINGS[one == event_id])


def _teller(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """Return the source of an event, and of articles which one."""
    source = str(row["source_id"])
    return source, story_of(str(row["source_event_id"])) if source == ARTICLES else ""


def merge_events(engine: Engine, one: int, other: int, note: str = "") -> int:
    """Make two events one, with the proofs of both; return the number of the one that stays.

    The accepted one stays, of two alike the one that was there first. It says what its sources say by the
    usual rules; where the other's sources contradict it, questions are opened. `take_back` undoes it.

    Raises:
        UsageError: They are not two events of one pair and kind, or one is hidden.
    """
    with write.transaction(engine) as connection:
        rows = _two(connection, one, other)
        stays, goes = sorted(rows, key=lambda row: (row.review != "accepted", row.id))
        was_accepted = stays.review == "accepted"
        edits = lookup.edit_rows(connection, goes.id)
        told = {
            **draft_to_json(draft_of_event(connection, goes.id)),
            "event_id": goes.id,
            "source_id": goes.source_id,
            "records": lookup.told_of(connection, goes.id),
            "edits": [{**edit, "edited_at": edit["edited_at"].isoformat()} for edit in edits],
        }
        _answer(connection, stays.id, None, rows, "accepted", note, told)
        # Its edits lie in the answer: an event with edits of its own would outlive its records.
        write.delete_edits(connection, goes.id, EDITABLE)
        write.move_records_of(connection, goes.id, stays.id)
        settle(connection, [stays.id, goes.id])
        if was_accepted:
            decide_events(connection, [stays.id], "accepted", f"one with event {goes.id}")
        close_lone_doubts(connection)
    return stays.id


def keep_apart(engine: Engine, one: int, other: int, note: str = "") -> None:
    """Remember that two events are two happenings, so that nobody is asked again.

    Raises:
        UsageError: They are not two events of one pair and kind, or one is hidden.
    """
    with write.transaction(engine) as connection:
        rows = _two(connection, one, other)
        told = lookup.records_of(connection, [row.id for row in rows])
        # One event is named by its number, the other by what is told of it, and both vanish with these.
        named, by_record = sorted(rows, key=lambda row: (row.id in told, row.id))
        if by_record.id not in told:
            raise UsageError(f"no source tells of events {one} and {other} any more", "edit or hide one")
        record_id = told[by_record.id][0].record_id
        _answer(connection, named.id, record_id, rows, "rejected", note, None)


def take_back(engine: Engine, one: int, other: int) -> int | None:
    """Take back what was said of two events; return the number of the event that came back, if one did.

    Raises:
        UsageError: Nothing was said of them, or too little is left of one to take them apart.
    """
    wanted = {one, other}
    with write.transaction(engine) as connection:
        for item_id, event_id, record_id, told in lookup.items_of_kind(connection, KIND):
            if told and event_id is not None and {event_id, int(str(told["event_id"]))} == wanted:
                back = _part(connection, event_id, told)
                write.delete_reviews(connection, [item_id])
                return back
            if record_id is not None and {event_id, lookup.event_of(connection, record_id)} == wanted:
                write.delete_reviews(connection, [item_id])
                return None
        raise UsageError(f"nothing was said of events {one} and {other}", _LIST)


def _two(connection: Connection, one: int, other: int) -> tuple[EventRow, EventRow]:
    rows = lookup.event_rows(connection, [one, other])
    for number in (one, other):
        if number not in rows:
            raise UsageError(f"there is no event {number}", _LIST)
        if rows[number].review == "rejected":
            raise UsageError(f"event {number} is hidden", "show it again first, or leave the other as it is")
    first, second = rows[one], rows[other]
    if one == other or (_kind(first) != _kind(second) and not _are_meetings(first, second)):
        raise UsageError(
            f"events {one} and {other} are not two of the same countries and kind", "edit one of them first"
        )
    return first, second


def _are_meetings(first: EventRow, second: EventRow) -> bool:
    return _kind(first)[:2] == _kind(second)[:2] and {first.type, second.type} <= set(MEETINGS)


def _kind(row: EventRow) -> tuple[str, ...]:
    return row.country_a, row.country_b, row.type, row.actor


def _answer(
    connection: Connection,
    event_id: int,
    record_id: int | None,
    rows: Sequence[EventRow],
    status: str,
    note: str,
    draft: dict[str, Any] | None,
) -> None:
    """Write an answer down; it goes with the newer load of the two events, without which nothing is asked."""
    told = lookup.records_of(connection, [row.id for row in rows])
    loads = [record.load_id for records in told.values() for record in records]
    if not loads:
        raise UsageError("no source tells of these events any more", "edit or hide one")
    item = {
        "kind": KIND,
        "event_id": event_id,
        "record_id": record_id,
        "load_id": max(loads),
        "field": "",
        "message": note,
        "draft": draft,
        "status": status,
    }
    write.add_reviews(connection, [item])


def _part(connection: Connection, event_id: int, told: dict[str, Any]) -> int:
    """Make an event again of what another one swallowed; return its number."""
    # Rows are known again by their ids, however often they were loaded since, or by their numbers if renamed.
    gone = {(source, key) for _, source, key in told["records"]}
    numbers = {record_id for record_id, _, _ in told["records"]}
    now = lookup.told_of(connection, event_id)
    gone |= {(source, key) for record_id, source, key in now if record_id in numbers}
    rows = lookup.records_of(connection, [event_id]).get(event_id, [])
    staying = [row for row in rows if (row.source_id, row.source_event_id) not in gone]
    leaving = [row for row in rows if (row.source_id, row.source_event_id) in gone]
    if not staying or not leaving:
        raise UsageError(
            f"of event {event_id} too little is left to take it apart",
            "the load of one of the two was undone",
        )
    event = lookup.event_rows(connection, [event_id])[event_id]
    if (event.source_id, event.source_event_id) in gone:
        heir = {"source_id": staying[0].source_id, "source_event_id": staying[0].source_event_id}
        write.update_event(connection, event_id, heir)
    draft = draft_from_json({name: value for name, value in told.items() if name not in _EXTRA})
    key = (str(told["source_id"]), draft.source_event_id)
    if key not in {(row.source_id, row.source_event_id) for row in leaving}:
        key = (leaving[0].source_id, leaving[0].source_event_id)
    named = {"source_id": key[0], "source_event_id": key[1]}
    back = write.restore_event(connection, int(told["event_id"]), {**event_values(draft), **named})
    write.add_topics(connection, [(back, draft.topics)])
    write.move_records_of(connection, event_id, back, keys=gone)
    write.add_edits(
        connection,
        [
            {**edit, "event_id": back, "edited_at": datetime.fromisoformat(edit["edited_at"])}
            for edit in told["edits"]
        ],
    )
    settle(connection, [event_id, back])
    if draft.review == "accepted":
        decide_events(connection, [back], "accepted", f"taken apart from event {event_id}")
    return back


_EXTRA = ("event_id", "source_id", "records", "edits")
"""What an answer keeps beside the event itself."""
