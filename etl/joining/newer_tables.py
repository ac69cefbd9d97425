"""A table that is loaded after another under its name: what changed hands, and what the earlier one left."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from db.counting import counted
from db.lookup import EventRow
from etl.contract import EventDraft

MAX_NAMED = 10
"""Loads that are named to be taken back."""


def n_of_other_pairs(updates: Iterable[tuple[EventRow, EventDraft]]) -> int:
    """Return how many updated events are now of two states of which neither took part before."""
    return sum(
        not {event.country_a, event.country_b} & {draft.actor, draft.recipient} for event, draft in updates
    )


def other_pairs_warning(n_other: int, n_updated: int, source_id: str, undo: str) -> str:
    """Return what to say of a load whose updates are, by and large, of other states; "" if they are not.

    Args:
        undo: The load to take back, "" where nothing was kept.
    """
    if not n_other or 2 * n_other < n_updated:
        return ""
    back = f" and take this load back: bilateral loads undo {undo}" if undo else ""
    return (
        f"{n_other:,} of {n_updated:,} updated events of {source_id!r} were of two other states before; if "
        f"this is another table, load it under a name of its own (--source NAME){back}"
    )


def left_warning(
    left: Mapping[int, int], vouched: Iterable[tuple[int, str, int, int]], input_name: str, *, is_kept: bool
) -> str:
    """Return what to say of rows that earlier loads of a table had and this one lacks; "" if there are none.

    Args:
        left: Their records, each with its load.
        vouched: Runs of records that earlier loads found as they were: the load, its input, first and last.
        input_name: Of this load; what a file of another name has too is not left behind.
        is_kept: False for a load that is only tried.
    """
    records = sorted(left)
    loads, elsewhere = {record: {load} for record, load in left.items()}, set()
    for load, name, first, last in vouched:
        for record in records[bisect_left(records, first) : bisect_right(records, last)]:
            loads[record].add(load)
            if name != input_name:
                elsewhere.add(record)
    rows = [loads[record] for record in records if record not in elsewhere]
    if not rows:
        return ""
    named = sorted(set().union(*rows))
    if len(named) > MAX_NAMED:
        return f"{_rows_left(len(rows))}, of {len(named):,} loads"
    undo = f"bilateral loads undo {' '.join(map(str, named))}"
    if is_kept:
        return f"{_rows_left(len(rows))}. To take them out: {undo}"
    return f"{_rows_left(len(rows))}. To put this table in their place: {undo}, then load it"


def _rows_left(n_left: int) -> str:
    what = "is not in it now and stays" if n_left == 1 else "are not in it now and stay"
    return (
        f"{counted(n_left, 'row')} of earlier loads of this table {what}; one that was mended and has no "
        "id of its own counts twice"
    )
