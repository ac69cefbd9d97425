"""Acts that an article tells side by side, such as two pacts of one day: neither is taken for the other."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from db import lookup
from etl.coding.identity import ALIKE, Happening, compare, story_of
from etl.joining.merge import Candidate


def not_told_beside(
    connection: Connection, key: str, says: Mapping[str, Happening], candidates: Sequence[Candidate]
) -> Sequence[Candidate]:
    """Return the events that an act may be, without those that its article tells in other words beside it.

    Args:
        connection: Of the writer.
        key: The id of the act.
        says: All that is being loaded, by id.
        candidates: Events of its kind, pair and days.
    """
    own = says.get(key)
    beside = {
        other: told
        for other, told in says.items()
        if own and other != key and story_of(other) == story_of(key) and told.bucket == own.bucket
    }
    if own is None or not beside or not candidates:
        return candidates
    records = lookup.records_of(connection, [one.event_id for one in candidates])
    taken = {event for event, rows in records.items() for row in rows if row.source_event_id in beside}
    return [
        one
        for one in candidates
        if one.event_id not in taken
        and (_is_sure(own, one) or not any(_is_sure(other, one) for other in beside.values()))
    ]


def on_its_own_day(
    connection: Connection, key: str, act: Happening, candidates: Sequence[Candidate]
) -> Sequence[Candidate]:
    """Return the events that an act may be to which a person gave a day: of those that its article tells of
    already, none of another day."""
    others = [one for one in candidates if one.happening.date != act.date]
    records = lookup.records_of(connection, [one.event_id for one in others])
    own = {
        event
        for event, rows in records.items()
        for row in rows
        if row.source_event_id != key and story_of(row.source_event_id) == story_of(key)
    }
    return [one for one in candidates if one.event_id not in own]


def _is_sure(act: Happening, candidate: Candidate) -> bool:
    """True if the words say that an act is an event, not only that nothing speaks against it."""
    fit = compare(act, candidate.happening)
    return fit is not None and fit.is_clear and fit.likeness > ALIKE
