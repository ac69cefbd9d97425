"""What the store knows, as tidy frames: the only place where the store is read for people.

Every function takes an engine and returns a sorted frame; text columns are never missing ("" is "not given"),
dates are `datetime64[us]` with NaT. What the loader looks up while it writes stands in `db.lookup`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Engine, Select, and_, func, or_, select

from db.frames import frame_of, objects, rows_of
from db.tables import COVERAGE, EDIT, EVENT, EVIDENCE, LOAD, META, RECORD, REJECTED, REVIEW, SOURCE, TOPIC
from db.told import GIVEN, STANDS_ON, other_day
from db.vocabulary import REVIEWS, STATUSES

if TYPE_CHECKING:
    import pandas as pd

Spans = tuple[tuple[date, date], ...]
"""Spans of days, disjoint, sorted, both ends included."""


def revision(engine: Engine) -> int:
    """Return how often the store has changed; caches are keyed by it."""
    with engine.connect() as connection:
        value = connection.execute(select(META.c.value).where(META.c.key == "revision")).scalar()
    return int(value or 0)


def events(
    engine: Engine,
    dyad: tuple[str, str] | None = None,
    *,
    country: str | None = None,
    since: date | None = None,
    until: date | None = None,
    statuses: Sequence[str] = ("occurred",),
    reviews: Sequence[str] = ("accepted",),
    event_ids: Sequence[int] | None = None,
) -> "pd.DataFrame":
    """Return events, sorted by (date, source_id, source_event_id).

    Args:
        dyad: Two iso3 codes in any order; None is every dyad.
        country: Only events with this country (iso3) on either side.
        since, until: First and last day of `date`, both included.
        statuses, reviews: Values to keep; empty keeps all.
        event_ids: Only these events, whatever their dyad.

    Returns:
        Columns event_id int; source_id, source_event_id, dyad ("JPN-MYS"), country_a, country_b, actor,
        recipient str; date, date_end datetime64 (date_end NaT where it is one day); date_precision, type,
        level, tier, place, title, status, review, confidence str; topics (tuple of str, most important first,
        empty if uncoded); n_evidence int; is_edited bool.
    """
    where: list[ColumnElement[bool]] = []
    if dyad is not None:
        first, second = sorted(dyad)
        where += [EVENT.c.country_a == first, EVENT.c.country_b == second]
    if country is not None:
        where.append(or_(EVENT.c.country_a == country, EVENT.c.country_b == country))
    if since is not None:
        where.append(EVENT.c.date >= since)
    if until is not None:
        where.append(EVENT.c.date <= until)
    if statuses and set(statuses) != set(STATUSES):
        where.append(EVENT.c.status.in_(list(statuses)))
    if reviews and set(reviews) != set(REVIEWS):
        where.append(EVENT.c.review.in_(list(reviews)))
    n_evidence = (
        select(func.count()).select_from(EVIDENCE).where(EVIDENCE.c.event_id == EVENT.c.id).scalar_subquery()
    )
    n_edits = select(func.count()).select_from(EDIT).where(EDIT.c.event_id == EVENT.c.id).scalar_subquery()
    c = EVENT.c
    query = (
        select(
            c.id, c.source_id, c.source_event_id, c.country_a, c.country_b, c.actor, c.recipient,
            c.date, c.date_end, c.date_precision, c.type, c.level, c.tier, c.place, c.title,
            c.status, c.review, c.confidence, n_evidence, n_edits,
        )
        .where(*where)
        .order_by(c.date, c.source_id, c.source_event_id)
    )  # fmt: skip
    topics_query = select(TOPIC.c.event_id, TOPIC.c.topic).order_by(TOPIC.c.event_id, TOPIC.c.rank)
    if where:
        topics_query = topics_query.join(EVENT, EVENT.c.id == TOPIC.c.event_id).where(*where)
    with engine.connect() as connection:
        rows = rows_of(connection, query, EVENT.c.id, event_ids)
        topic_rows = rows_of(connection, topics_query, TOPIC.c.event_id, event_ids)
    if event_ids is not None:
        rows.sort(key=lambda row: (row[7], row[1], row[2]))
    topics: dict[int, list[str]] = {}
    for event_id, topic in topic_rows:
        topics.setdefault(event_id, []).append(topic)
    names = [
        "event_id", "source_id", "source_event_id", "country_a", "country_b", "actor", "recipient",
        "date", "date_end", "date_precision", "type", "level", "tier", "place", "title",
        "status", "review", "confidence", "n_evidence", "n_edits",
    ]  # fmt: skip
    frame = frame_of(rows, names, integers=("event_id", "n_evidence", "n_edits"), dates=("date", "date_end"))
    frame.insert(3, "dyad", frame["country_a"] + "-" + frame["country_b"])
    nothing: tuple[str, ...] = ()
    topics_by_id = {event_id: tuple(names) for event_id, names in topics.items()}
    frame.insert(19, "topics", objects(topics_by_id.get(row[0], nothing) for row in rows))
    frame["is_edited"] = frame.pop("n_edits") > 0
    return frame


def evidence(engine: Engine, event_ids: Sequence[int] | None = None) -> "pd.DataFrame":
    """Return the proofs of events, those that a reader is best shown beside the event's date first.

    Sorted by (event_id, gives another day than the event stands on, has no address, published_on, source_id,
    url).

    Returns:
        Columns event_id int, source_id, source_title str, load_id int, url, publisher str,
        published_on datetime64 (NaT if unknown), quote str (the exact words, "" for tables).
    """
    c = EVIDENCE.c
    query = (
        select(
            c.event_id, c.source_id, SOURCE.c.title, c.load_id, c.url, c.publisher, c.published_on, c.quote,
            *GIVEN, *STANDS_ON,
        )
        .join(SOURCE, SOURCE.c.id == c.source_id)
        .join(RECORD, RECORD.c.id == c.record_id)
        .join(EVENT, EVENT.c.id == c.event_id)
        .order_by(c.event_id, c.id)
    )  # fmt: skip
    with engine.connect() as connection:
        found = rows_of(connection, query, c.event_id, event_ids)
    found.sort(
        key=lambda row: (
            row[0],
            other_day(row[8:11], row[11:]) is not None,
            not row[4],
            row[6] or date.max,
            row[1],
            row[4],
        )
    )
    rows = [row[:8] for row in found]
    names = ["event_id", "source_id", "source_title", "load_id", "url", "publisher", "published_on", "quote"]
    return frame_of(rows, names, integers=("event_id", "load_id"), dates=("published_on",))


def coverage(engine: Engine, dyad: tuple[str, str]) -> Spans:
    """Return the spans that the sources of a dyad speak for; empty if none does."""
    first, second = sorted(dyad)
    return coverage_by_dyad(engine).get(f"{first}-{second}", ())


def coverage_by_dyad(engine: Engine) -> dict[str, Spans]:
    """Return the covered spans of every dyad that has any, by dyad key, sorted."""
    c = COVERAGE.c
    with engine.connect() as connection:
        rows = connection.execute(select(c.country_a, c.country_b, c.date_from, c.date_to)).all()
    spans: dict[str, list[tuple[date, date]]] = {}
    for a, b, first, last in rows:
        spans.setdefault(f"{a}-{b}", []).append((first, last))
    return {dyad: unite(spans[dyad]) for dyad in sorted(spans)}


def unite(spans: Iterable[tuple[date, date]]) -> Spans:
    """Return the union of spans of days: disjoint, sorted, neighbouring days joined."""
    united: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if united and first.toordinal() <= united[-1][1].toordinal() + 1:
            united[-1] = (united[-1][0], max(united[-1][1], last))
        else:
            united.append((first, last))
    return tuple(united)


def coverage_spans(engine: Engine) -> "pd.DataFrame":
    """Return which source covers which dyad when, sorted by (dyad, source_id, date_from).

    Returns:
        Columns source_id, dyad str, date_from, date_to datetime64.
    """
    c = COVERAGE.c
    dyad = (c.country_a + "-" + c.country_b).label("dyad")
    query = (
        select(c.source_id, dyad, c.date_from, c.date_to).distinct().order_by(dyad, c.source_id, c.date_from)
    )
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    return frame_of(rows, ["source_id", "dyad", "date_from", "date_to"], dates=("date_from", "date_to"))


def dyads(engine: Engine) -> "pd.DataFrame":
    """Return the dyads that have accepted events that occurred, sorted by dyad.

    Returns:
        Columns dyad, country_a, country_b str, n_events int, first_date, last_date, coverage_from,
        coverage_to datetime64 (coverage NaT for a dyad that no source covers).
    """
    c = EVENT.c
    query = (
        select(c.country_a, c.country_b, func.count(), func.min(c.date), func.max(c.date))
        .where(c.status == "occurred", c.review == "accepted")
        .group_by(c.country_a, c.country_b)
        .order_by(c.country_a, c.country_b)
    )
    with engine.connect() as connection:
        counted = connection.execute(query).all()
    spans = coverage_by_dyad(engine)
    rows = []
    for a, b, n, first, last in counted:
        covered = spans.get(f"{a}-{b}", ())
        ends = (covered[0][0], covered[-1][1]) if covered else (None, None)
        rows.append((f"{a}-{b}", a, b, n, first, last, *ends))
    names = ["dyad", "country_a", "country_b", "n_events", "first_date", "last_date"]
    return frame_of(
        rows,
        [*names, "coverage_from", "coverage_to"],
        integers=("n_events",),
        dates=("first_date", "last_date", "coverage_from", "coverage_to"),
    )


COUNTS_BY_REVIEW = ("n_events", "n_waiting", "n_hidden")
"""Events of a source that are accepted, proposed, rejected: in the order of `REVIEWS`."""


def sources(engine: Engine) -> "pd.DataFrame":
    """Return the data sources, sorted by source_id.

    Returns:
        Columns source_id, title, layer, publisher, licence, citation, url, note, version str; coverage_from,
        coverage_to datetime64 (what the source declares, else the first and the last day for which its loads
        vouch); n_events, n_waiting, n_hidden int (accepted, proposed and rejected events that it tells of
        now), n_loads int (done), last_loaded_at datetime64 (UTC, NaT if never).
    """
    c = SOURCE.c
    told = (
        select(func.count(func.distinct(RECORD.c.event_id)))
        .join(EVENT, EVENT.c.id == RECORD.c.event_id)
        .where(RECORD.c.source_id == c.id, RECORD.c.is_current, RECORD.c.draft.is_not(None))
    )
    n_told = [told.where(EVENT.c.review == review).scalar_subquery() for review in REVIEWS]
    done = and_(LOAD.c.source_id == c.id, LOAD.c.status == "done")
    n_loads = select(func.count()).select_from(LOAD).where(done).scalar_subquery()
    last = select(func.max(LOAD.c.finished_at)).where(done).scalar_subquery()
    of_loads = [
        select(pick(day)).where(COVERAGE.c.source_id == c.id).scalar_subquery()
        for pick, day in ((func.min, COVERAGE.c.date_from), (func.max, COVERAGE.c.date_to))
    ]
    covered = [func.coalesce(c.coverage_from, of_loads[0]), func.coalesce(c.coverage_to, of_loads[1])]
    query = select(
        c.id, c.title, c.layer, c.publisher, c.licence, c.citation, c.url, c.note, c.version,
        *covered, *n_told, n_loads, last,
    ).order_by(c.id)  # fmt: skip
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    names = [
        "source_id", "title", "layer", "publisher", "licence", "citation", "url", "note", "version",
        "coverage_from", "coverage_to", *COUNTS_BY_REVIEW, "n_loads", "last_loaded_at",
    ]  # fmt: skip
    return frame_of(
        rows,
        names,
        integers=(*COUNTS_BY_REVIEW, "n_loads"),
        dates=("coverage_from", "coverage_to", "last_loaded_at"),
    )


NO_INPUT = ("", hashlib.sha256(b"").hexdigest())
"""What stands as the sha256 of a load that read no input: an answer, an event added by hand."""

LOAD_COUNTS = (
    "n_read", "n_added", "n_updated", "n_unchanged", "n_merged", "n_withdrawn", "n_duplicate", "n_rejected",
)  # fmt: skip
"""The counts of a load, in the order in which they are shown."""


def loads(engine: Engine) -> "pd.DataFrame":
    """Return every write into the store, newest first, those that added nothing too.

    Returns:
        Columns load_id int, source_id, input_name, sha256 str ("" where no input was read), started_at,
        finished_at datetime64 (UTC), status ("done", "failed", "undone"), the counts of `LOAD_COUNTS` int,
        coverage_from, coverage_to datetime64, code_version, message str.
    """
    columns = [column for column in LOAD.columns if column.name != "is_complete"]
    names = [column.name for column in columns]
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(select(*columns).order_by(LOAD.c.id.desc()))]
    dates = ("started_at", "finished_at", "coverage_from", "coverage_to")
    frame = frame_of(rows, names, integers=("id", *LOAD_COUNTS), dates=dates).rename(
        columns={"id": "load_id"}
    )
    return frame.replace({"sha256": dict.fromkeys(NO_INPUT, "")})


def load_events(engine: Engine, load_id: int, dyad: tuple[str, str]) -> "pd.DataFrame":
    """Return the events of a dyad that a load told of, sorted by event_id; none where it was undone.

    Returns:
        Columns event_id int, is_new bool (no earlier load told of it).
    """
    c, other = RECORD.c, RECORD.alias()
    first = select(func.min(other.c.load_id)).where(other.c.event_id == c.event_id).scalar_subquery()
    query = (
        select(c.event_id, first)
        .join(EVENT, EVENT.c.id == c.event_id)
        .where(c.load_id == load_id, c.draft.is_not(None))
        .where(EVENT.c.country_a == min(dyad), EVENT.c.country_b == max(dyad))
        .distinct()
        .order_by(c.event_id)
    )
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    frame = frame_of(rows, ["event_id", "first_load"], integers=("event_id", "first_load"))
    frame["is_new"] = frame.pop("first_load") == load_id
    return frame


def rejected_rows(engine: Engine, load_id: int) -> "pd.DataFrame":
    """Return the rows that a load could not use, in the order of the input.

    Returns:
        Columns input_name str, line Int64 (NA where there are no lines), column, reason, message, raw str.
    """
    c = REJECTED.c
    query = (
        select(c.input_name, c.line, c.column, c.reason, c.message, c.raw)
        .where(c.load_id == load_id)
        .order_by(c.id)
    )
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    names = ["input_name", "line", "column", "reason", "message", "raw"]
    return frame_of(rows, names, nullable_integers=("line",))


def review_items(engine: Engine, status: str | None = "open") -> "pd.DataFrame":
    """Return the questions for a person, sorted by item_id; `status` None returns all.

    Returns:
        Columns item_id int, kind, event_id Int64 (NA for undated ones), record_id Int64, load_id int,
        source_id, dyad, date datetime64, type, title (of the event) str, field, message str,
        draft (dict or None: the other side, as its source has it), status str.
    """
    c = REVIEW.c
    query = (
        select(
            c.id, c.kind, c.event_id, c.record_id, c.load_id, LOAD.c.source_id,
            func.coalesce(EVENT.c.country_a + "-" + EVENT.c.country_b, ""), EVENT.c.date,
            func.coalesce(EVENT.c.type, ""), func.coalesce(EVENT.c.title, ""),
            c.field, c.message, c.status, c.draft,
        )
        .join(LOAD, LOAD.c.id == c.load_id)
        .outerjoin(EVENT, EVENT.c.id == c.event_id)
        .order_by(c.id)
    )  # fmt: skip
    if status is not None:
        query = query.where(c.status == status)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    names = [
        "item_id", "kind", "event_id", "record_id", "load_id", "source_id", "dyad", "date", "type", "title",
        "field", "message", "status",
    ]  # fmt: skip
    frame = frame_of(
        [row[:-1] for row in rows],
        names,
        integers=("item_id", "load_id"),
        nullable_integers=("event_id", "record_id"),
        dates=("date",),
    )
    frame.insert(12, "draft", objects(row[-1] for row in rows))
    return frame


def events_in_doubt(items: "pd.DataFrame") -> frozenset[int]:
    """Return the events that may be others, from the open questions: rows of `review_items`."""
    asked = items[(items["kind"] == "ambiguous") & (items["status"] == "open")]
    return frozenset(int(one) for one in asked["event_id"].dropna())


def pairs_apart(engine: Engine) -> frozenset[tuple[int, int]]:
    """Return the pairs of events, the lower number first, that nobody is to be asked about as one.

    A person has said that they are two happenings, or another question is about just that.
    """
    c = REVIEW.c
    doubts = select(c.event_id, c.draft).where(c.kind == "ambiguous", c.event_id.is_not(None))
    query = (
        select(c.event_id, RECORD.c.event_id)
        .join(RECORD, RECORD.c.id == c.record_id)
        .where(c.kind == "duplicate", c.status == "rejected")
    )
    with engine.connect() as connection:
        rows = [(row[0], row[1]) for row in connection.execute(query)]
        for event_id, draft in connection.execute(doubts):
            rows += [(event_id, int(rival)) for rival in (draft or {}).get("rivals", ())]
    return frozenset((min(row), max(row)) for row in rows if None not in row)


def swallowed(engine: Engine, event_id: int) -> "pd.DataFrame":
    """Return the events that were made one with an event, in the order in which they were.

    Returns:
        Columns event_id int, source_id, title, note str.
    """
    c = REVIEW.c
    query = (
        select(c.draft, c.message)
        .where(c.kind == "duplicate", c.status == "accepted", c.event_id == event_id)
        .order_by(c.id)
    )
    with engine.connect() as connection:
        found = [(draft or {}, note) for draft, note in connection.execute(query)]
    rows = [(one["event_id"], one["source_id"], one["title"], note) for one, note in found if one]
    return frame_of(rows, ["event_id", "source_id", "title", "note"], integers=("event_id",))


def edits(engine: Engine, event_ids: Sequence[int] | None = None) -> "pd.DataFrame":
    """Return what users changed, oldest first; the newest of a field is in force.

    Returns:
        Columns event_id int, field, old, new, note str, edited_at datetime64 (UTC).
    """
    c = EDIT.c
    query = select(c.event_id, c.field, c.old, c.new, c.note, c.edited_at, c.id).order_by(c.id)
    with engine.connect() as connection:
        rows = rows_of(connection, query, c.event_id, event_ids)
    rows.sort(key=lambda row: row[6])
    names = ["event_id", "field", "old", "new", "note", "edited_at"]
    return frame_of([row[:6] for row in rows], names, integers=("event_id",), dates=("edited_at",))


def stats(engine: Engine) -> dict[str, int | str]:
    """Return the counts of the store by name, with the first and last date in view and the revision."""
    seen = and_(EVENT.c.status == "occurred", EVENT.c.review == "accepted")
    dyad_rows = select(EVENT.c.country_a, EVENT.c.country_b).where(seen).distinct().subquery()
    queries: dict[str, Select[Any]] = {
        "events": select(func.count()).select_from(EVENT),
        "events in view": select(func.count()).select_from(EVENT).where(seen),
        "dyads": select(func.count()).select_from(dyad_rows),
        "first event": select(func.min(EVENT.c.date)).where(seen),
        "last event": select(func.max(EVENT.c.date)).where(seen),
        "pieces of evidence": select(func.count()).select_from(EVIDENCE),
        "sources": select(func.count()).select_from(SOURCE),
        "loads": select(func.count()).select_from(LOAD),
        "rejected rows": select(func.count()).select_from(REJECTED),
        "edited events": select(func.count(func.distinct(EDIT.c.event_id))),
        "open reviews": select(func.count()).select_from(REVIEW).where(REVIEW.c.status == "open"),
        "revision": select(META.c.value).where(META.c.key == "revision"),
    }
    counts: dict[str, int | str] = {}
    with engine.connect() as connection:
        for name, query in queries.items():
            value = connection.execute(query).scalar()
            counts[name] = value.isoformat() if isinstance(value, date) else int(value or 0)
    return counts
