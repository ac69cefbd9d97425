"""What holds for every set of loads: twice is once, and order matters only where it must."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from db import read, schema
from db.engine import writer_engine
from db.vocabulary import EVENT_TYPES
from etl import pipeline
from etl.coding.identity import draft_from_json, draft_to_json, fingerprint
from etl.contract import EventDraft, EvidenceDraft, Origin
from etl.joining.merge import EDITABLE, Record, apply_edits, field_text, fold

TODAY = date(2026, 11, 24)
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TYPES = ("summit", "leader_visit", "partnership_upgrade", "agreement_signed", "protest", "leader_call")
TITLES = ("Carbon capture memorandum signed", "Fishing boats and the strait", "Film festival opens downtown")


@st.composite
def drafts(draw: st.DrawFn, key: str = "k") -> EventDraft:
    type_ = draw(st.sampled_from(TYPES))
    pair = draw(st.sampled_from([("JPN", "MYS"), ("MYS", "JPN"), ("CHN", "JPN")]))
    actor, recipient = sorted(pair) if EVENT_TYPES[type_].is_mutual else pair
    precision = draw(st.sampled_from(["day", "day", "day", "month", "year"]))
    day = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 70)))
    if precision != "day":
        day = day.replace(day=1, month=day.month if precision == "month" else 1)
    return EventDraft(
        source_event_id=key,
        date=day,
        actor=actor,
        recipient=recipient,
        type=type_,
        title=draw(st.sampled_from(TITLES)),
        date_precision=precision,
        place=draw(st.sampled_from(["", "Tokyo"])),
        topics=draw(st.sampled_from([(), ("trade",), ("security", "trade")])),
        status=draw(st.sampled_from(["occurred", "occurred", "occurred", "scheduled", "cancelled"])),
        confidence=draw(st.sampled_from(["high", "medium", "low"])),
        evidence=(EvidenceDraft(url=f"https://example.org/{draw(st.integers(0, 5))}", publisher="P"),),
    )


@st.composite
def files(draw: st.DrawFn, least: int = 1, most: int = 3) -> dict[str, list[EventDraft]]:
    names = ["alpha", "beta", "gamma"][: draw(st.integers(least, most))]
    return {name: [draw(drafts(f"{name}-{n}")) for n in range(draw(st.integers(1, 6)))] for name in names}


def store() -> Engine:
    engine = writer_engine("sqlite://")
    schema.upgrade(engine)
    return engine


def load(engine: Engine, name: str, rows: list[EventDraft]) -> pipeline.LoadReport:
    return pipeline.load_drafts(engine, Origin(name, name), [], rows, today=TODAY)


def seen(engine: Engine) -> tuple:
    """All that readers can see, without the store's own numbers."""
    events = read.events(engine, statuses=(), reviews=()).drop(columns="event_id")
    proofs = read.evidence(engine).drop(columns=["event_id", "load_id"])
    items = read.review_items(engine, status=None)[["kind", "field", "message", "status"]]
    rows = [tuple(map(str, row)) for frame in (events, proofs) for row in frame.itertuples(index=False)]
    return rows, [tuple(row) for row in items.itertuples(index=False)]


def clusters(engine: Engine) -> set[frozenset[str]]:
    """Which rows tell of one event, by their sources' ids."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT event_id, source_event_id FROM source_record WHERE is_current AND draft IS NOT NULL"
        ).all()
    found: dict[int, set[str]] = {}
    for event_id, key in rows:
        found.setdefault(event_id, set()).add(key)
    return {frozenset(keys) for keys in found.values()}


@SOME
@given(files())
def test_loading_twice_is_loading_once(tables):
    engine = store()
    for name, rows in tables.items():
        load(engine, name, rows)
    before = seen(engine)
    for name, rows in tables.items():
        report = load(engine, name, rows)
        assert report.n_unchanged == len(rows)
    assert seen(engine) == before
    assert schema.check(engine) == []


@SOME
@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_rows_in_a_file_does_not_matter(tables, random):
    one, other = store(), store()
    for name, rows in tables.items():
        load(one, name, rows)
        shuffled = rows[:]
        random.shuffle(shuffled)
        load(other, name, shuffled)
    assert clusters(one) == clusters(other)


@SOME
@given(files())
def test_every_row_is_counted_once_and_keeps_its_proof(tables):
    engine = store()
    n_rows = 0
    for name, rows in tables.items():
        report = load(engine, name, rows)
        assert report.n_read == report.n_added + report.n_merged
        n_rows += len(rows)
    assert len(read.evidence(engine)) == n_rows
    assert sum(len(keys) for keys in clusters(engine)) == n_rows
    for keys in clusters(engine):
        sources = [key.split("-")[0] for key in keys]
        assert len(set(sources)) == len(sources), "ids of one source never merge"


@SOME
@given(drafts("alpha-0"), drafts("beta-0"))
def test_two_sources_merge_in_either_order_alike(one, other):
    forth, back = store(), store()
    load(forth, "alpha", [one])
    load(forth, "beta", [other])
    load(back, "beta", [other])
    load(back, "alpha", [one])
    assert clusters(forth) == clusters(back)
    columns = ["dyad", "actor", "recipient", "type", "date_precision", "confidence", "n_evidence"]
    views = [read.events(e, statuses=(), reviews=())[columns].to_dict("records") for e in (forth, back)]
    assert sorted(map(str, views[0])) == sorted(map(str, views[1]))


@SOME
@given(files(least=2), st.data())
def test_an_undone_load_was_never_there(tables, data):
    engine, without = store(), store()
    victim = data.draw(st.sampled_from(sorted(tables)))
    numbers = {}
    for name, rows in tables.items():
        numbers[name] = load(engine, name, rows).load_id
    names = list(tables)
    # Later loads were merged knowing the victim, so only the last one can leave no trace at all.
    if victim != names[-1]:
        pipeline.undo_load(engine, numbers[victim])
        assert schema.check(engine) == []
        left = {key for keys in clusters(engine) for key in keys}
        assert left == {d.source_event_id for n, rows in tables.items() if n != victim for d in rows}
        return
    for name in names[:-1]:
        load(without, name, tables[name])
    pipeline.undo_load(engine, numbers[victim])
    assert seen(engine) == seen(without)


@given(drafts())
def test_a_draft_comes_back_from_its_record_as_it_was(draft):
    data = draft_to_json(draft)
    assert draft_from_json(data) == draft
    assert fingerprint(data) == fingerprint(draft_to_json(draft_from_json(data)))


@given(drafts("a"), drafts("b"))
def test_fingerprints_are_equal_only_for_equal_rows(one, other):
    assert (fingerprint(draft_to_json(one)) == fingerprint(draft_to_json(other))) == (one == other)


@given(st.lists(drafts(), min_size=1, max_size=4), drafts())
def test_edits_always_win(rows, wished):
    edits = {name: field_text(wished, name) for name in EDITABLE}
    folded = fold([Record(n, f"s{n}", row) for n, row in enumerate(rows)], edits).event
    assert {name: field_text(folded, name) for name in EDITABLE} == edits


@given(drafts())
def test_no_edit_changes_nothing(draft):
    assert apply_edits(draft, {}) == draft
    assert apply_edits(draft, {name: field_text(draft, name) for name in EDITABLE}) == draft


def test_of_two_events_that_fit_alike_the_same_one_is_taken_in_any_order():
    row = EventDraft(
        source_event_id="alpha-0",
        date=date(2024, 1, 1),
        actor="JPN",
        recipient="MYS",
        type="protest",
        title=TITLES[0],
        evidence=(EvidenceDraft(url="https://example.org/0", publisher="P"),),
    )
    twins = [row, replace(row, source_event_id="alpha-1")]
    forth, back = store(), store()
    for engine, rows in ((forth, twins), (back, twins[::-1])):
        load(engine, "alpha", rows)
        load(engine, "beta", [replace(row, source_event_id="beta-0")])
    assert clusters(forth) == clusters(back)
