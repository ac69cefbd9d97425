"""The one place where Streamlit's caches meet the store.

Every cache is keyed by the store's revision, so that a load in another process shows up with the next click,
and bounded, so that a server may run for months.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from dashboard.intake import Finding, Twins, examine, near_pairs, prepare_store, probable
from dashboard.listings import EVENT_COLUMNS, with_proofs
from dashboard.locales import locale_of
from dashboard.measures.anniversaries import anniversaries
from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.known_episodes import check_episodes
from dashboard.measures.moves import data_end, moves
from dashboard.measures.overview import overview
from dashboard.measures.since import with_change_since
from dashboard.measures.since import years_to_choose as measured_years
from dashboard.measures.turns import Turns, turns
from dashboard.records import filter_events, read_record, read_view
from dashboard.records import records_behind as read_behind
from dashboard.searching import search_texts
from dashboard.selection import Selection
from dashboard.views import DyadView
from db import read, told
from db.engine import database_url, display_url, reader_engine, store_path
from db.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

_FRAMES = 64
"""Frames and views kept per function; a view of the busiest dyad takes about 2 MB."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The store as it stands: the key of every cache.

    Attributes:
        url: Of the store.
        revision: Grows with every write.
        identity: Tells a store that was replaced by another file from the one before.
    """

    url: str
    revision: int
    identity: str


def today() -> date:
    """Return the day on the server's clock."""
    return datetime.now().astimezone().date()


def language() -> str:
    """Return the tag of the reader's locale, e.g. "fr_FR" or "zh_Hant_TW"; English where none is known."""
    return str(locale_of(st.context.locale))


def _said_plainly(function: Callable[P, T]) -> Callable[P, T]:
    """Turn what the database driver raises into a `StoreError` that a page can show."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except DBAPIError as problem:
            raise StoreError(
                f"the store {display_url(database_url())} cannot be read: {problem.orig}",
                "try again in a moment; if it stays so, run: bilateral db check",
            ) from problem

    return call


@st.cache_resource(max_entries=4, show_spinner="Making the store ready …")
def _prepared(url: str) -> tuple[str, ...]:
    return prepare_store(url, today=today())


@st.cache_resource(max_entries=4, show_spinner=False)
def _engine(url: str, identity: str) -> Engine:
    return reader_engine(url)


def _identity(url: str) -> str:
    path = store_path(url)
    if path is None:
        return ""
    if not path.exists():
        return "missing"
    found = path.stat()
    return f"{found.st_dev}-{found.st_ino}"


@_said_plainly
def stand() -> Stand:
    """Return how the store stands now; the first call makes it ready.

    Raises:
        StoreError: The store is missing, damaged, of another version or cannot be read.
    """
    url = database_url()
    _prepared(url)
    identity = _identity(url)
    return Stand(url, read.revision(_engine(url, identity)), identity)


def notes() -> tuple[str, ...]:
    """Return sentences on what the store does not allow, e.g. that it may only be read."""
    return _prepared(database_url())


def store_name() -> str:
    """Return where the store is, for people."""
    return display_url(database_url())


def _open(now: Stand) -> Engine:
    return _engine(now.url, now.identity)


@st.cache_data(max_entries=8, show_spinner=False)
def _dyads(now: Stand) -> pd.DataFrame:
    return read.dyads(_open(now))


@_said_plainly
def dyads() -> pd.DataFrame:
    """Return the pairs that have accepted events, as `db.read.dyads`."""
    return _dyads(stand())


@st.cache_data(max_entries=_FRAMES, show_spinner=False)
def _view(now: Stand, selection: Selection, day: date, lang: str) -> DyadView:
    return read_view(_open(now), selection, today=day, language=lang)


@_said_plainly
def view(selection: Selection) -> DyadView:
    """Return the view of the selection's pair.

    Raises:
        UsageError: The selection names no pair.
    """
    # What is opened, the page's own fields and the order of lists do not change the numbers.
    asked = replace(selection, opened=None, country=None, dyads=(), align="calendar")
    asked = replace(asked, drawing="overlaid", column="net", rank="", change_since=None, region="")
    asked = replace(asked, search="", states=(), event=None, load=None)
    found = _view(stand(), asked, today(), language())
    # A load is ringed by the page alone: no file and no link in a file knows of it.
    return replace(found, selection=replace(selection, load=None))


@_said_plainly
def records_behind(selection: Selection, page: str) -> tuple[DyadRecord, ...]:
    """Return the records that a page's view rests on, as `records.records_behind`."""
    return read_behind(_open(stand()), selection, page)


@st.cache_data(max_entries=_FRAMES, show_spinner=False)
def _record(now: Stand, selection: Selection) -> DyadRecord:
    return read_record(_open(now), selection)


@_said_plainly
def record(selection: Selection) -> DyadRecord:
    """Return the record of the selection's pair: its events in view and its coverage."""
    bare = replace(_filters_alone(selection), country_a=selection.country_a, country_b=selection.country_b)
    return _record(stand(), bare)


@st.cache_data(max_entries=_FRAMES, show_spinner=False)
def _turns(now: Stand, bare: Selection, weights: Weights, until: date | None) -> Turns:
    return turns(_record(now, bare), weights, until=until)


@_said_plainly
def turns_of(selection: Selection) -> Turns:
    """Return the turns of the selection's pair up to the end of its period, as `measures.turns`."""
    bare = replace(_filters_alone(selection), country_a=selection.country_a, country_b=selection.country_b)
    return _turns(stand(), bare, selection.weights, selection.until)


@st.cache_data(max_entries=16, show_spinner=False)
def _events(now: Stand, statuses: tuple[str, ...], reviews: tuple[str, ...]) -> pd.DataFrame:
    return read.events(_open(now), statuses=statuses, reviews=reviews)


@_said_plainly
def events(
    statuses: tuple[str, ...] = ("occurred",), reviews: tuple[str, ...] = ("accepted",)
) -> pd.DataFrame:
    """Return the events of every pair, as `db.read.events`."""
    return _events(stand(), statuses, reviews)


@st.cache_data(max_entries=16, show_spinner=False)
def _records(now: Stand, selection: Selection) -> tuple[DyadRecord, ...]:
    found = filter_events(
        read.events(_open(now), reviews=selection.reviews, statuses=("occurred",)), selection
    )
    coverage = read.coverage_by_dyad(_open(now))
    records = []
    for key, rows in found.groupby("dyad", sort=True):
        first, _, second = str(key).partition("-")
        records.append(DyadRecord(first, second, rows.reset_index(drop=True), coverage.get(str(key), ())))
    return tuple(records)


@_said_plainly
def records(selection: Selection) -> tuple[DyadRecord, ...]:
    """Return the record of every pair, its events filtered as the selection says."""
    return _records(stand(), _filters_alone(selection))


@st.cache_data(max_entries=256, show_spinner=False)
def _evidence(now: Stand, event_ids: tuple[int, ...]) -> pd.DataFrame:
    return read.evidence(_open(now), event_ids)


@_said_plainly
def evidence(event_ids: "pd.Series[int] | tuple[int, ...]") -> pd.DataFrame:
    """Return the proofs of the events, as `db.read.evidence`."""
    return _evidence(stand(), tuple(sorted({int(one) for one in event_ids})))


@st.cache_data(max_entries=8, show_spinner=False)
def _sources(now: Stand) -> pd.DataFrame:
    return read.sources(_open(now))


@_said_plainly
def sources() -> pd.DataFrame:
    """Return the data sources, as `db.read.sources`."""
    return _sources(stand())


@st.cache_data(max_entries=8, show_spinner=False)
def _loads(now: Stand) -> pd.DataFrame:
    return read.loads(_open(now))


@_said_plainly
def loads() -> pd.DataFrame:
    """Return the loads, as `db.read.loads`."""
    return _loads(stand())


@st.cache_data(max_entries=16, show_spinner=False)
def _load_events(now: Stand, load_id: int, dyad: tuple[str, str]) -> pd.DataFrame:
    return read.load_events(_open(now), load_id, dyad)


@_said_plainly
def load_events(load_id: int, dyad: tuple[str, str]) -> pd.DataFrame:
    """Return the events of a pair that a load told of, as `db.read.load_events`."""
    return _load_events(stand(), load_id, dyad)


@st.cache_data(max_entries=8, show_spinner=False)
def _coverage_spans(now: Stand) -> pd.DataFrame:
    return read.coverage_spans(_open(now))


@_said_plainly
def coverage_spans() -> pd.DataFrame:
    """Return which source covers which pair when, as `db.read.coverage_spans`."""
    return _coverage_spans(stand())


@st.cache_data(max_entries=32, show_spinner=False)
def _rejected_rows(now: Stand, load_id: int) -> pd.DataFrame:
    return read.rejected_rows(_open(now), load_id)


@_said_plainly
def rejected_rows(load_id: int) -> pd.DataFrame:
    """Return the rows that a load could not use, as `db.read.rejected_rows`."""
    return _rejected_rows(stand(), load_id)


@st.cache_data(max_entries=16, show_spinner=False)
def _overview(now: Stand, filters: Selection, day: date) -> tuple[pd.DataFrame, pd.DataFrame, date | None]:
    found = _records(now, _filters_alone(filters))
    scheduled = _events(now, ("scheduled",), filters.reviews)
    end = data_end(found)
    moved = moves(found, filters.weights, end) if end else pd.DataFrame()
    return overview(found, filters.weights, day, scheduled=scheduled), moved, end


@_said_plainly
def overview_of(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame, date | None]:
    """Return how all pairs stand, what moved most, and the last covered day of all.

    The frames are those of `measures.overview` and `measures.moves`, of the events that pass the selection's
    filters, by its weights. Changes are over twelve months or since the selection's year (`measures.since`).
    """
    asked = Selection(
        types=selection.types,
        topics=selection.topics,
        confidences=selection.confidences,
        reviews=selection.reviews,
        scale=selection.scale,
        scores=selection.scores,
        half_lives=selection.half_lives,
    )
    now, day = stand(), today()
    table, moved, end = _overview(now, asked, day)
    if selection.change_since is not None:
        table = _overview_since(now, asked, day, selection.change_since)
    return table, moved, end


@st.cache_data(max_entries=64, show_spinner=False)
def _overview_since(now: Stand, filters: Selection, day: date, year: int) -> pd.DataFrame:
    table = _overview(now, filters, day)[0]
    return with_change_since(table, _records(now, _filters_alone(filters)), filters.weights, year)


def years_to_choose() -> list[int]:
    """Return the years since whose start changes of net can be asked for, newest first."""
    spans = dyads()[["coverage_from", "coverage_to"]].dropna()
    if spans.empty:
        return []
    return measured_years(spans["coverage_from"].min().date(), spans["coverage_to"].max().date())


def _filters_alone(selection: Selection) -> Selection:
    return Selection(
        types=selection.types,
        topics=selection.topics,
        confidences=selection.confidences,
        reviews=selection.reviews,
    )


_ALL_STATUSES = ("occurred", "scheduled", "cancelled")
_ALL_REVIEWS = ("accepted", "proposed", "rejected")


@st.cache_data(max_entries=4, show_spinner=False)
def _search_texts(now: Stand, lang: str) -> list[str]:
    return search_texts(_events(now, _ALL_STATUSES, _ALL_REVIEWS), lang)


@_said_plainly
def all_events() -> tuple[pd.DataFrame, list[str]]:
    """Return every event of the store, hidden ones too, and for each the text that is searched."""
    now = stand()
    return _events(now, _ALL_STATUSES, _ALL_REVIEWS), _search_texts(now, language())


@_said_plainly
def listing(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with all their proofs, for files; columns of `listings.EVENT_COLUMNS` after the pair."""
    columns = ["event_id", "dyad", *EVENT_COLUMNS[1:]]
    return with_proofs(_open(stand()), events)[columns].reset_index(drop=True)


@_said_plainly
def listing_of(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with all their columns and their proofs, as `listings.with_proofs`."""
    return with_proofs(_open(stand()), events)


@st.cache_data(max_entries=64, show_spinner=False)
def _edits(now: Stand, event_id: int) -> pd.DataFrame:
    return read.edits(_open(now), (event_id,))


@_said_plainly
def edits(event_id: int) -> pd.DataFrame:
    """Return what users changed of an event, as `db.read.edits`."""
    return _edits(stand(), event_id)


@st.cache_data(max_entries=64, show_spinner=False)
def _other_days(now: Stand, event_id: int) -> dict[told.Proof, tuple[str, str, str]]:
    return told.other_days(_open(now), event_id)


@_said_plainly
def other_days(event_id: int) -> dict[told.Proof, tuple[str, str, str]]:
    """Return the days that sources give an event beside its own, as `db.told.other_days`."""
    return _other_days(stand(), event_id)


@st.cache_data(max_entries=64, show_spinner=False)
def _own_statement(now: Stand, event_id: int) -> dict[str, Any] | None:
    return told.own_statement(_open(now), event_id)


@_said_plainly
def own_statement(event_id: int) -> dict[str, Any] | None:
    """Return what the source of an event says of it itself, as `db.told.own_statement`."""
    return _own_statement(stand(), event_id)


@st.cache_data(max_entries=8, show_spinner=False)
def _review_items(now: Stand) -> pd.DataFrame:
    return read.review_items(_open(now))


@_said_plainly
def review_items() -> pd.DataFrame:
    """Return the open questions for a person, as `db.read.review_items`."""
    return _review_items(stand())


def events_in_doubt() -> frozenset[int]:
    """Return the events that may be others, of which nobody has said yet whether they are."""
    return read.events_in_doubt(review_items())


@st.cache_data(max_entries=4, show_spinner=False)
def _answered_items(now: Stand) -> pd.DataFrame:
    found = read.review_items(_open(now), None)
    return found[found["status"] != "open"].reset_index(drop=True)


@_said_plainly
def answered_items() -> pd.DataFrame:
    """Return the questions that were answered, as `db.read.review_items`."""
    return _answered_items(stand())


@_said_plainly
def event_of_record(record_id: int) -> int | None:
    """Return the event that a record tells of, as `db.told.event_of_record`."""
    return told.event_of_record(_open(stand()), record_id)


@st.cache_data(max_entries=4, show_spinner=False)
def _duplicates(now: Stand) -> list[Twins]:
    events, apart = _events(now, _ALL_STATUSES, _ALL_REVIEWS), read.pairs_apart(_open(now))
    return [*probable(events, apart), *near_pairs(events, _answered_items(now), apart)]


@_said_plainly
def duplicates() -> list[Twins]:
    """Return the events that may be one, of which nobody has said yet whether they are."""
    return _duplicates(stand())


@_said_plainly
def swallowed(event_id: int) -> pd.DataFrame:
    """Return the events that were made one with an event, as `db.read.swallowed`."""
    return read.swallowed(_open(stand()), event_id)


@st.cache_data(max_entries=4, show_spinner="Looking the store over …")
def _findings(now: Stand, day: date) -> list[Finding]:
    return examine(_open(now), today=day)


@_said_plainly
def findings() -> list[Finding]:
    """Return what is to be known of the store's health, problems first."""
    return _findings(stand(), today())


@st.cache_data(max_entries=16, show_spinner=False)
def _known_episodes(now: Stand, weights: Weights) -> pd.DataFrame:
    found = {record.key: record for record in _records(now, Selection())}
    return check_episodes(found, weights)


@_said_plainly
def known_episodes(selection: Selection) -> pd.DataFrame:
    """Return how the index does on the known episodes under the selection's weights, unfiltered."""
    return _known_episodes(stand(), selection.weights)


@st.cache_data(max_entries=16, show_spinner=False)
def _anniversaries(now: Stand, filters: Selection, day: date, days_ahead: int) -> pd.DataFrame:
    return anniversaries(_records(now, filters), day, days_ahead=days_ahead)


@_said_plainly
def anniversaries_ahead(selection: Selection, days_ahead: int) -> pd.DataFrame:
    """Return the round anniversaries of the next days, as `measures.anniversaries`."""
    return _anniversaries(stand(), _filters_alone(selection), today(), days_ahead)
