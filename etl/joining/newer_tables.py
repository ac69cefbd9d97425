"""A table that is loaded after another under its name: what changed hands, and what the earlier one left."""

from collections.abc import Iterable, Sequence

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


def left_warning(left: Sequence[tuple[str, int]], undo: str) -> str:
    """Return what to say of rows that earlier loads of a table had and this one lacks; "" if there are none.

    Args:
        left: Their ids and loads.
        undo: The load to take back with those, "" where nothing was kept.
    """
    if not left:
        return ""
    loads = sorted({load for _, load in left})
    if len(loads) > MAX_NAMED:
        return f"{_rows_left(left)}, of {len(loads):,} loads"
    words = " ".join([*map(str, loads), *filter(None, [undo])])
    again = "load it again" if undo else "load it"
    return f"{_rows_left(left)}. To put this table in their place: bilateral loads undo {words}, then {again}"


def _rows_left(left: Sequence[tuple[str, int]]) -> str:
    what = "is not in it now and stays" if len(left) == 1 else "are not in it now and stay"
    return (
        f"{counted(len(left), 'row')} of earlier loads of this table {what}; one that was mended and has no "
        "id of its own counts twice"
    )
