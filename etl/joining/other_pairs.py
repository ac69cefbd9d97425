"""Updates that tell of two other states than before: a table under the name of another."""

from collections.abc import Iterable

from db.lookup import EventRow
from etl.contract import EventDraft


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
