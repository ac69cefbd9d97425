"""A pair of which nothing counts on the curve: the page says what is recorded all the same."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db import read
from etl import pipeline
from etl.contract import EventDraft, Origin
from tests.app.opening import choose, open_page, press, way, words
from tests.app.test_add_page import follow

TODAY = date(2026, 11, 24)


def load(store: Engine, *drafts: EventDraft) -> None:
    origin = Origin(id="own-table", title="Own table")
    report = pipeline.load_drafts(store, origin, [], list(drafts), today=TODAY)
    assert report.n_added == len(drafts), report.issues


def meeting(name: str, when: date, **fields: str) -> EventDraft:
    return EventDraft(name, when, "BOL", "PRY", "summit", "Leaders meet in Quito", **fields)


@pytest.mark.parametrize(
    ("drafts", "said"),
    [
        ([meeting("a", date(2031, 3, 4), status="scheduled")], "1 scheduled event lies ahead"),
        (
            [meeting("a", date(2024, 6, 1), status="scheduled")],
            "1 event was scheduled for 1 June 2024; no source says that it took place",
        ),
        (
            [meeting(f"a{n}", date(2024, n, 1), status="scheduled") for n in (3, 6)],
            "2 events were scheduled for days that have passed; no source says that they took place",
        ),
        ([meeting("a", date(2021, 3, 4), status="cancelled")], "1 event was called off"),
        ([meeting("a", date(2021, 3, 4), review="proposed")], "1 event waits for a decision"),
        ([meeting(f"a{n}", date(2021, n, 4), review="rejected") for n in (3, 6)], "2 events are hidden"),
    ],
)
def test_what_does_not_count_is_named_with_the_way_to_it(store: Engine, drafts, said: str):
    load(store, *drafts)
    app = open_page("dyad", a="PRY", b="BOL")
    told = words(app)
    assert "No event between Paraguay and Bolivia counts on the curve." in told
    assert "is recorded.**" not in told
    assert app.title[0].value == "Paraguay and Bolivia: nothing on record counts yet"
    events = follow(app, said)
    assert f"{len(drafts)} event" in words(events)


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("country", {"country": "PRY"}, "No event with Paraguay counts on a curve."),
        ("dyad", {"a": "PRY"}, "No event with Paraguay counts on a curve."),
        ("compare", {"dyads": "BOL-PRY~CHN-JPN"}, "No event of Bolivia–Paraguay counts on a curve."),
    ],
)
def test_other_pages_do_not_say_that_nothing_is_recorded(store: Engine, page, query, said: str):
    load(
        store,
        meeting("a", date(2031, 3, 4), status="scheduled"),
        meeting("b", date(2031, 5, 4), status="scheduled"),
        meeting("c", date(2024, 6, 1), status="scheduled"),
    )
    app = open_page(page, **query)
    told = words(app).replace("\\", "")
    assert said in told
    assert "is recorded" not in told.replace("is recorded besides", "")
    assert "no partners on record" not in told
    assert "1 event of" in words(follow(app, "1 event was scheduled for 1 June 2024"))
    assert "2 events of" in words(follow(app, "2 scheduled events lie ahead"))


def test_the_card_of_a_plan_whose_day_has_passed_says_so(store: Engine):
    load(store, meeting("a", date(2024, 6, 1), status="scheduled"))
    [event] = read.events(store, ("BOL", "PRY"), statuses=("scheduled",)).itertuples()
    told = words(open_page("events", event=str(event.event_id)))
    assert "Nothing. It was scheduled for 1 June 2024; no source says that it took place." in told


def test_acts_without_a_day_lead_to_what_waits(store: Engine):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(
        "ASUNCION - The presidents of Paraguay and Bolivia signed an agreement on migration."
    )
    press(press(app, "Find the events"), "Give the days later")
    app = press(open_page("dyad", a="PRY", b="BOL"), "1 act without a day waits for your answer")
    assert app.segmented_control(key="add-way").value == "review"


def test_a_pair_of_which_nothing_is_recorded_is_said_to_be_so(store: Engine):
    assert "No event between Paraguay and Bolivia is recorded." in words(open_page("dyad", a="PRY", b="BOL"))


def test_thousands_of_events_are_counted_as_such(store: Engine):
    days = [date(1990 + n // 360, 1 + n // 30 % 12, 1 + n % 28) for n in range(1_001)]
    load(
        store, *(EventDraft(f"n{n}", day, "PRY", "BOL", "protest", f"Note {n}") for n, day in enumerate(days))
    )
    app = open_page("dyad", a="PRY", b="BOL")
    assert "The 1,001 events" in [one.value for one in app.header]


@pytest.mark.parametrize("page", ["overview", "dyad", "compare", "country"])
def test_a_store_of_plans_alone_is_not_called_empty(empty_store: Engine, page: str):
    load(empty_store, meeting("a", date(2031, 3, 4), status="scheduled"))
    app = open_page(page)
    told = words(app)
    assert "No event in the store counts on a curve yet." in told
    assert "holds no events" not in told
    assert [one.label for one in app.button].count("Load the shipped events") == 1
    assert "1 event of 1 pair of countries" in words(follow(app, "1 scheduled event lies ahead"))


@pytest.mark.parametrize("page", ["agenda", "events"])
def test_a_country_known_from_a_plan_alone_can_be_chosen(store: Engine, page: str):
    load(store, meeting("a", date(2027, 3, 4), status="scheduled"))
    app = open_page(page)
    chosen = choose(app, "Country", "PRY")
    assert "Bolivia" in next(one for one in chosen.selectbox if one.label == "With").options
    assert "1 scheduled event " in words(chosen) or "1 event of 1 pair" in words(chosen)
