"""The events in the store that rows of a load might tell of: of their states and kind, about their time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from db import lookup
from db.vocabulary import EVENT_TYPES
from etl.coding.addresses import address_key
from etl.coding.check import last_day
from etl.coding.identity import OF_SEVERAL_DAYS, SLIP_DAYS, Bucket, Happening
from etl.joining.merge import Candidate
from etl.joining.near_days import days_of, event_happening

OF_OLD = timedelta(days=36_525)
"""Time in which two states may have been raised to a title before: no two are raised to it twice."""


def find_candidates(
    connection: Connection,
    happenings: Sequence[Happening],
    source_id: str,
    *,
    merges_own: bool,
    left_behind: Collection[lookup.EventRow],
    orphan: int | None,
) -> dict[Bucket, list[Candidate]]:
    """Return the events in the store that rows of a source might tell of, by bucket.

    Args:
        merges_own: Events of the source itself count too.
        left_behind: Events that the source told of first, and that others alone tell of now.
        orphan: An event that is none of them.
    """
    days: set[tuple[str, str, date]] = set()
    spans: set[tuple[str, str, date, date]] = set()
    lasting: set[tuple[str, str]] = set()
    for one in happenings:
        a, b, type_, _ = one.bucket
        year = one.date.replace(month=1, day=1)
        if one.precision == "day":
            around = (-1, 0, 1) if type_ == "leader_visit" else (0,)
            days |= {(a, b, one.date + timedelta(days=n)) for n in around}
            days |= {(a, b, one.date.replace(day=1)), (a, b, year)}
            if type_ in OF_SEVERAL_DAYS:
                lasting |= {(a, b)}
                days |= {(a, b, day) for day in days_of(one)}
            if merges_own and type_ == "partnership_upgrade" and one.tier:
                spans.add((a, b, one.date - OF_OLD, one.date + OF_OLD))
            elif merges_own:
                off = timedelta(days=SLIP_DAYS.get(type_, 0))
                spans.add((a, b, one.date - off, one.last + off))
        else:
            spans.add((a, b, one.date, last_day(one.date, one.precision)))
            days.add((a, b, year))
            if merges_own and type_ == "partnership_upgrade" and one.tier:
                spans.add((a, b, one.date - OF_OLD, one.date + OF_OLD))
    buckets = {one.bucket for one in happenings}
    # Rows of one source never merge with each other, so a big file need not look through its own events.
    besides = None if merges_own else source_id
    near = lookup.events_near(connection, days, spans, besides=besides)
    if lasting:
        first, last = min(one.date for one in happenings), max(one.last for one in happenings)
        near += [
            event
            for event in lookup.events_lasting(connection, lasting, first, last, besides=besides)
            if any((event.country_a, event.country_b, day) in days for day in days_of(event_happening(event)))
        ]
    near += left_behind
    near = list({event.id: event for event in near}.values())
    events = [event for event in near if event_happening(event).bucket in buckets and event.id != orphan]
    ids = [event.id for event in events]
    sources = lookup.sources_of(connection, ids)
    urls = lookup.urls_of(connection, ids)
    told_by_words = [
        event.id
        for event in events
        if EVENT_TYPES[event.type].can_repeat_daily or event.type == "diplomatic_rupture"
    ]
    quotes = lookup.quotes_of(connection, told_by_words)
    found: dict[Bucket, list[Candidate]] = {}
    for event in events:
        told = replace(
            event_happening(event),
            urls=frozenset(map(address_key, urls.get(event.id, ()))),
            proofs=frozenset(quotes.get(event.id, ())),
        )
        spoken = frozenset(sources.get(event.id, ()))
        found.setdefault(told.bucket, []).append(
            Candidate(event.id, told, spoken, event.source_event_id, event.review == "rejected")
        )
    return found
