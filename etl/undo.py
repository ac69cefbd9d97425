"""Undoing a load: what it said goes, and what its sources had said before is in force again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, Engine

from db import lookup, sightings, table_lookup, vouching, write
from db.errors import UsageError
from etl.coding.identity import draft_from_json
from etl.contract import ARTICLES, Origin
from etl.joining.answers import mend_doubts
from etl.joining.resting import ask_days_again, fallen_answers, loads_to_undo, rejoined, silenced
from etl.joining.settle import evidence_rows, settle
from etl.loading import Loading
from etl.reports import UndoReport


def undo_load(engine: Engine, load_id: int) -> UndoReport:
    """Take back a load; `undo_loads` says what that does. The report counts what went with it too."""
    *others, report = undo_loads(engine, [load_id])
    return replace(
        report,
        n_removed=report.n_removed + sum(other.n_removed for other in others),
        n_changed=report.n_changed + sum(other.n_changed for other in others),
        kept=(*report.kept, *(one for other in others for one in other.kept)),
    )


def undo_loads(engine: Engine, load_ids: Sequence[int]) -> list[UndoReport]:
    """Take back loads, all or none, and mark them `undone`; return what that did, the newest load first.

    What other loads have said too stands, put down to those: of articles, and of the same table. Else their
    evidence goes, and events left without evidence go with it. Answers that took over what only they said
    fall; loads that gave days to acts of which only they told go too. Events that a user edited since stay
    and are named. Rows that a later load has changed are as that load says.

    Raises:
        UsageError: There is no such load, or it is undone already.
    """
    with write.transaction(engine) as connection:
        chosen = loads_to_undo(connection, set(load_ids))
        reports = [_undo(connection, load_id) for load_id in sorted(chosen, reverse=True)]
        # Of several loads an earlier one may have taken the whole event.
        left = lookup.event_rows(connection, {one for report in reports for one in report.fallen})
        return [replace(report, fallen=tuple(filter(left.__contains__, report.fallen))) for report in reports]


def _undo(connection: Connection, load_id: int) -> UndoReport:
    load = lookup.load_row(connection, load_id)
    if load is None:
        raise UsageError(f"there is no load {load_id}", "list them with: bilateral loads")
    source_id, status, _ = load
    if status != "done":
        raise UsageError(f"load {load_id} is {status} already", "list them with: bilateral loads")
    hand_over = sightings.hand_over if source_id == ARTICLES else vouching.hand_over_table
    n_left = hand_over(connection, load_id)
    records = lookup.records_of_load(connection, load_id)
    touched = {event_id for *_, event_id, _ in records if event_id is not None}
    reopened = [key for _, key, _, _, is_current in records if is_current]
    said = {
        event_id: [draft_from_json(data) for data in drafts]
        for event_id, drafts in lookup.said_by_load(connection, load_id).items()
    }
    back = rejoined(connection, load_id)
    touched.update(back)
    write.delete_load_rows(connection, load_id)
    n_restored = restore(connection, source_id, load_id, reopened, touched)
    if source_id == ARTICLES:
        ask_days_again(connection, reopened)
    fallen = fallen_answers(connection, said)
    for event_id in fallen:
        restore(connection, ARTICLES, load_id, silenced(connection, event_id, said[event_id]), touched)
    outcome = settle(connection, touched)
    mend_doubts(connection)
    fallen = [one for one in dict.fromkeys((*fallen, *back)) if one not in outcome.removed]
    write.update_load(connection, load_id, {"status": "undone"})
    return UndoReport(
        load_id=load_id,
        source_id=source_id,
        n_records=len(records),
        n_removed=len(outcome.removed),
        n_restored=n_restored + len(fallen),
        n_changed=len(outcome.changed),
        kept=tuple(outcome.kept),
        fallen=tuple(fallen),
        n_left=n_left,
        found_too=tuple(_found_too(connection, load_id, source_id) if outcome.removed else ()),
    )


def _found_too(connection: Connection, load_id: int, source_id: str) -> list[tuple[int, str, int]]:
    """Return later loads that found rows as they were and did not note which: some may be gone."""
    return [] if source_id == ARTICLES else table_lookup.found_unchanged(connection, load_id)


def restore(
    connection: Connection, source_id: str, undone_id: int, keys: list[str], touched: set[int]
) -> int:
    """Put the newest version of each id back in force; return how many had one."""
    earlier = lookup.newest_records(connection, source_id, keys)
    lost: list[tuple[int, int, dict[str, object]]] = []
    for record_id, event_id, load_id, data in earlier.values():
        write.restore_record(connection, record_id)
        if data is None:
            continue
        if event_id is None:
            lost.append((record_id, load_id, data))
            continue
        touched.add(event_id)
        write.add_evidence(
            connection, evidence_rows(event_id, record_id, source_id, load_id, draft_from_json(data))
        )
    origin = Origin(id=source_id, title=source_id)
    touched |= Loading(connection, origin, undone_id, "", date.max, merges_own=False).rehome(lost)
    return len(earlier)
