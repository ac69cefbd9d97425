"""Rows of a table that most likely tell of another source's event, a day or two off.

A table is somebody's coded data, in which acts on neighbouring days are common, so the rule is narrower than
that for articles (`slip_days`). It looks at a load as a whole: which rows belong together must not depend on
their order, and two rows of one table are two acts.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import Connection

from db import lookup, write
from db.lookup import EventRow
from db.vocabulary import EVENT_TYPES
from etl.coding.identity import ALIKE, SLIP_DAYS, Bucket, Happening, slip_days, tier_form
from etl.coding.subject import subject_of_title, title_likeness

NEAR_DAYS = 2
"""Days apart at most; our choice. Of the shipped events no two are this near and alike by this rule."""

_ONCE = (
    "diplomatic_relations", "diplomatic_rupture", "partnership_upgrade", "partnership_downgrade",
    "leader_visit", "summit",
)  # fmt: skip
"""Acts that two states hardly do twice within `NEAR_DAYS`, whatever the titles say; of ruptures, `slip_days`
lets none but breaks of relations through."""

_OF_ONE_PERSON = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")


def event_happening(row: EventRow) -> Happening:
    """Return what says which happening an event of the store is; its proofs are left out."""
    actor = "" if EVENT_TYPES[row.type].is_mutual else row.actor
    return Happening(
        (row.country_a, row.country_b, row.type, actor),
        row.date,
        row.date_precision,
        row.tier,
        row.title,
        level=row.level,
        place=row.place,
        end=row.date_end,
    )


def near_certain(one: Happening, other: Happening) -> int | None:
    """Return how far apart two acts are that are all but surely one; None for all others."""
    if not one.precision == other.precision == "day":
        return None
    days = slip_days(one, other)
    if not days or days > NEAR_DAYS:
        return None
    if one.level and other.level and one.level != other.level:
        return None
    if one.tier and other.tier and tier_form(one.tier) != tier_form(other.tier):
        return None
    first, second, type_, _ = one.bucket
    if type_ in _ONCE:
        return days
    if one.place and other.place and one.place.casefold() != other.place.casefold():
        return None
    if type_ == "ministerial_visit" and one.level == other.level and one.level in _OF_ONE_PERSON:
        return days
    pair = (first, second)
    is_one = title_likeness(one.title, other.title, pair) >= ALIKE and subject_of_title(
        one.title, pair
    ) & subject_of_title(other.title, pair)
    return days if is_one else None


def join_near(connection: Connection, source_id: str, added: Iterable[int]) -> dict[int, int]:
    """Let the rows of new events that are all but surely other sources' events tell of those; the events are
    still to be settled, and then ask which day it was.

    Args:
        connection: Of the writer.
        source_id: Whose rows they are; what it tells of near by already is another act.
        added: Events that only it tells of.

    Returns:
        The event of another source, by that which it stands for.
    """
    shared = lookup.pairs_besides(connection, source_id)
    new = {
        event_id: event_happening(row)
        for event_id, row in lookup.event_rows(connection, added).items()
        if row.type in SLIP_DAYS
        and row.date_precision == "day"
        and row.review == "accepted"
        and (row.country_a, row.country_b) in shared
    }
    others = _around(connection, new.values(), besides=source_id)
    sources = lookup.sources_of(connection, others)
    others = {one: told for one, told in others.items() if source_id not in sources.get(one, ())}
    nearest = _nearest(new, others)
    met = {event_id: new[event_id] for _, event_id, _ in nearest}
    met |= {other: others[other] for _, _, other in nearest}
    own = _told_by(connection, source_id, met)
    joined: dict[int, int] = {}
    for _, event_id, other in nearest:
        acts = (new[event_id], others[other])
        is_told_apart = any(
            one != event_id and any(slip_days(act, told) is not None for act in acts)
            for day in (*_days_around(acts[0]), *_days_around(acts[1]))
            for one, told in own.get((acts[0].bucket, day), ())
        )
        if not is_told_apart:
            joined[event_id] = other
    records = lookup.records_of(connection, joined)
    for event_id, other in joined.items():
        for record in records[event_id]:
            write.move_record(connection, record.record_id, other)
    return joined


def _around(
    connection: Connection, acts: Collection[Happening], besides: str | None = None
) -> dict[int, Happening]:
    """Return the events, but for hidden ones, of the buckets of `acts` on days near them."""
    # One span for each pair: of big tables nearly all days are asked for, and one by one they take minutes.
    spans: dict[tuple[str, str], tuple[date, date]] = {}
    for one in acts:
        pair = one.bucket[:2]
        first, last = spans.get(pair, (one.date, one.last))
        spans[pair] = min(first, one.date), max(last, one.last)
    off = timedelta(days=NEAR_DAYS)
    asked = {(a, b, first - off, last + off) for (a, b), (first, last) in spans.items()}
    wanted = {(one.bucket, day) for one in acts for day in _days_around(one)}
    found: dict[int, Happening] = {}
    for row in lookup.events_near(connection, (), asked, besides=besides):
        if row.type in SLIP_DAYS and row.review != "rejected":
            told = event_happening(row)
            if any((told.bucket, day) in wanted for day in days_of(told)):
                found[row.id] = told
    return found


def days_of(one: Happening) -> list[date]:
    """Return the days of an act that lasts, else its day."""
    return [one.date + timedelta(days=n) for n in range((one.last - one.date).days + 1)]


def _days_around(one: Happening) -> list[date]:
    n_days = (one.last - one.date).days
    return [one.date + timedelta(days=n) for n in range(-NEAR_DAYS, n_days + NEAR_DAYS + 1)]


def _nearest(new: dict[int, Happening], others: dict[int, Happening]) -> list[tuple[int, int, int]]:
    """Return (days, new event, other event) where each has one nearest, the nearest first."""
    by_day: dict[tuple[Bucket, date], list[int]] = {}
    for other, told in others.items():
        for day in days_of(told):
            by_day.setdefault((told.bucket, day), []).append(other)
    found: list[tuple[int, int, int]] = []
    for event_id, told in new.items():
        near = {other for day in _days_around(told) for other in by_day.get((told.bucket, day), ())}
        fits = sorted(
            (days, event_id, other)
            for other in near
            if (days := near_certain(told, others[other])) is not None
        )
        if fits and (len(fits) == 1 or fits[0][0] < fits[1][0]):
            found.append(fits[0])
    return sorted(found)


def _told_by(
    connection: Connection, source_id: str, met: dict[int, Happening]
) -> dict[tuple[Bucket, date], list[tuple[int, Happening]]]:
    """Return the events near by that the source tells of, by bucket and day."""
    events = _around(connection, met.values())
    sources = lookup.sources_of(connection, events)
    found: dict[tuple[Bucket, date], list[tuple[int, Happening]]] = {}
    for event_id, told in events.items():
        if source_id in sources.get(event_id, ()):
            for day in days_of(told):
                found.setdefault((told.bucket, day), []).append((event_id, told))
    return found
