"""Reading what the store knows of a dyad, filtered as a selection asks."""

from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from dashboard.measures.contract import DyadRecord
from dashboard.selection import Selection
from dashboard.views import PROOF_COLUMNS, DyadView, SourceNote, build_view
from db import read
from db.errors import UsageError
from db.vocabulary import UNCODED
from db.vocabulary.regions import REGIONS


def filter_events(events: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the events that pass the selection's type, topic and confidence filters, in the same order.

    An event passes the topic filter if one of its topics is asked for; an event without topics is `uncoded`.
    """
    keep = pd.Series(data=True, index=events.index)
    if selection.types:
        keep &= events["type"].isin(selection.types)
    if selection.confidences:
        keep &= events["confidence"].isin(selection.confidences)
    if selection.topics:
        wanted = set(selection.topics)
        keep &= events["topics"].map(lambda topics: bool(wanted.intersection(topics or (UNCODED,))))
    return events[keep]


def read_record(engine: Engine, selection: Selection) -> DyadRecord:
    """Return the record of the selection's dyad: its events in view and its coverage.

    Raises:
        UsageError: The selection names no dyad.
    """
    if selection.dyad is None:
        raise UsageError("two different countries are needed", "Name two, such as: JPN MYS")
    events = read.events(engine, selection.dyad, reviews=selection.reviews)
    return DyadRecord(
        *selection.dyad, filter_events(events, selection), read.coverage(engine, selection.dyad)
    )


def records_behind(engine: Engine, selection: Selection, page: str) -> tuple[DyadRecord, ...]:
    """Return what a page rests on: `dyad` one record, `compare` those chosen, `country` a country's partners.

    Of several only those with events in view, and of partners those of the region.
    """
    if page == "dyad":
        return (read_record(engine, selection),)
    keys = selection.dyads
    if page == "country":
        keys = tuple(
            key
            for key in read.dyads(engine)["dyad"]
            if selection.country in key.split("-") and _is_in_region(key, selection)
        )
    found = []
    for key in sorted(keys):
        first, _, second = key.partition("-")
        found.append(read_record(engine, replace(selection, country_a=first, country_b=second)))
    return tuple(record for record in found if len(record.events))


def _is_in_region(dyad: str, selection: Selection) -> bool:
    """True if the partner of the selection's country is of its region."""
    if not selection.region:
        return True
    first, _, second = dyad.partition("-")
    return (second if first == selection.country else first) in REGIONS[selection.region].countries


def source_notes(engine: Engine, source_ids: "pd.Series[str]") -> tuple[SourceNote, ...]:
    """Return the notes of the data sources named, in the order of their ids."""
    sources = read.sources(engine).set_index("source_id")
    return tuple(
        SourceNote(source_id, *(str(sources.at[source_id, column]) for column in _NOTE_COLUMNS))
        for source_id in sorted(set(source_ids))
    )


_NOTE_COLUMNS = ("title", "publisher", "licence", "version", "citation")


def read_view(engine: Engine, selection: Selection, *, today: date, language: str = "en") -> DyadView:
    """Return the view of the selection's dyad, read and computed afresh."""
    record = read_record(engine, selection)
    scheduled = read.events(engine, selection.dyad, statuses=("scheduled",), reviews=selection.reviews)
    return build_view(
        record,
        selection,
        today=today,
        sources=source_notes(engine, record.events["source_id"]),
        revision=read.revision(engine),
        language=language,
        scheduled=filter_events(scheduled, selection),
        proofs=first_proofs(engine, record.events),
    )


def first_proofs(engine: Engine, events: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each event that has a proof: event_id and `views.PROOF_COLUMNS`.

    The first proof is the one that a reader is best shown, as `db.read.evidence` sorts them.
    """
    proofs = read.evidence(engine, [int(event_id) for event_id in events["event_id"]])
    proofs = proofs.assign(n_more_proofs=proofs.groupby("event_id")["event_id"].transform("size") - 1)
    named = proofs.rename(columns={"publisher": "source_name", "url": "source_url"})
    return named.drop_duplicates("event_id")[["event_id", *PROOF_COLUMNS]].reset_index(drop=True)
