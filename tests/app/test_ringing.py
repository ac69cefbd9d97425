"""From Add to the curve: what a load brought is ringed, what is not there is counted, and all can go."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from tests.app.opening import charts_of, open_page, press, way, words
from tests.app.test_add_page import follow, upload

TODAY = date(2026, 11, 24)
TABLE = (
    "id,date,actor,recipient,type,title,source_url,status\n"
    "n1,2024-05-06,JPN,MYS,leader_visit,Prime minister visits Kuala Lumpur,https://example.org/a,occurred\n"
    "n2,2019-07-09,JPN,MYS,protest,Tokyo protests against fishing rules,https://example.org/b,occurred\n"
    "n3,1996-03-09,JPN,MYS,summit,Leaders meet in Bangkok,https://example.org/c,occurred\n"
    "n4,2031-03-09,JPN,MYS,summit,Leaders to meet in Tokyo,https://example.org/d,scheduled\n"
)


def load(store: Engine, text: str = TABLE) -> int:
    """Load rows; return the number of the load."""
    return open_rows(store, text).load_id


def open_rows(store: Engine, text: str, name: str = "rows.csv"):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        [report] = pipeline.load_event_files(store, [path], today=TODAY)
    return report


def said(app) -> str:
    return words(app).replace("\\", "")


def test_the_way_from_a_loaded_table_leads_to_its_ringed_points(store: Engine):
    table = TABLE.replace("JPN,MYS", "ARG,CHL").splitlines()[:3]
    app = press(upload(open_page("add"), "two.csv", "\n".join(table)), "Load 2 rows")
    page = follow(app, "2 events on the curve")
    assert page.query_params["load"] == "2"
    assert "Ringed on the curve: 2 events</strong> of load 2 (two.csv" in words(page)
    assert "Ringed: 2 events of load 2: 9 July 2019, Tokyo protests" in charts_of(page)[0]


def test_the_way_from_one_event_leads_there_too(store: Engine):
    draft = EventDraft("", date(2024, 3, 4), "ECU", "PER", "summit", "Leaders meet in Lima")
    pipeline.add_event(store, draft, today=TODAY)
    app = way(open_page("add"), "event")
    key = "add-event-0"
    proof = ("url", "https://example.org/call")
    for name, value in (("date", "2024-03-05"), ("title", "They speak by phone"), proof):
        app.text_input(key=f"{key}-{name}").set_value(value)
    for name, value in (("type", "leader_call"), ("actor", "ECU"), ("recipient", "PER")):
        app.selectbox(key=f"{key}-{name}").select(value)
    page = follow(press(app, "Add the event"), "1 event on the curve")
    assert page.query_params["load"] == "3"
    assert "Ringed: 1 event of load 3: 5 Mar 2024, They speak by phone" in charts_of(page)[0]


def test_the_way_from_an_article_leads_there_too(store: Engine):
    app = way(open_page("add"), "article")
    app.text_area(key="add-article-0-text").set_value(
        "LIMA, 6 March 2024 - The presidents of Ecuador and Peru held talks in Lima on Tuesday. The "
        "president of Peru "
        "visited Quito on 2 February 2024."
    )
    app = press(press(app, "Find the events"), "Add 2 events")
    page = follow(app, "2 events on the curve")
    assert page.query_params["load"] == "2"
    assert "Ringed on the curve: 2 events</strong> of load 2" in words(page)


def test_what_is_not_on_the_curve_is_counted_and_can_be_shown(store: Engine):
    number = load(store)
    app = open_page("dyad", a="JPN", b="MYS", load=str(number), types="protest")
    assert "Ringed on the curve: 1 event</strong>" in words(app)
    assert "2 of 4 events are left out by the filters." in said(app)
    assert "1 of 4 events is scheduled and counts once it has taken place." in said(app)
    app = press(app, "Take the filters away")
    assert "types" not in app.query_params
    assert "Ringed on the curve: 2 events</strong>" in words(app)
    assert "1 of 4 events lies outside the period shown." in said(app)
    app = press(app, "Show its period")
    assert app.query_params["from"] == "1996-01-01"
    assert "Ringed on the curve: 3 events</strong>" in words(app)
    assert "outside the period shown" not in said(app)


def test_where_the_filters_leave_nothing_the_load_is_told_all_the_same(store: Engine):
    number = load(store)
    app = open_page("dyad", a="JPN", b="MYS", load=str(number), types="conflict")
    assert "3 of 4 events are left out by the filters." in said(app)
    app = press(app, "Take the filters away")
    assert "Ringed on the curve: 2 events</strong>" in words(app)


def test_all_events_are_shown_alike_when_the_reader_wants(store: Engine):
    number = load(store)
    app = press(open_page("dyad", a="JPN", b="MYS", load=str(number)), "Show all events alike")
    assert "load" not in app.query_params
    assert "Ringed" not in words(app)
    assert "Ringed" not in charts_of(app)[0]


@pytest.mark.parametrize(("picker", "other"), [("w-country-a", "CHN"), ("w-country-b", "CHN")])
def test_another_pair_begins_without_rings(store: Engine, picker: str, other: str):
    number = load(store)
    app = open_page("dyad", a="JPN", b="MYS", load=str(number))
    app.selectbox(key=picker).select(other)
    assert "load" not in app.run().query_params


def test_events_that_were_there_are_told_apart_from_new_ones(store: Engine):
    load(store)
    changed = open_rows(store, TABLE.replace("visits Kuala Lumpur", "visits Putrajaya"))
    app = open_page("dyad", a="JPN", b="MYS", load=str(changed.load_id))
    assert "of load 3 (rows.csv" in words(app)
    assert "It was known before." in words(app)


def test_a_load_of_another_pair_is_said_to_hold_nothing_here(store: Engine):
    app = open_page("dyad", a="JPN", b="CHN", load=str(load(store)))
    assert "Nothing is ringed: load 2 (rows.csv" in words(app)
    assert "holds no event of this pair" in words(app)


@pytest.mark.parametrize("number", ["99", "2", "1"])
def test_a_load_that_brought_nothing_here_is_said_to_be_so(store: Engine, number: str):
    pipeline.undo_load(store, load(store))
    app = open_page("dyad", a="JPN", b="MYS", load=number)
    told = {
        "99": "Nothing is ringed: there is no load 99 in this store.",
        "2": "Nothing is ringed: load 2 is undone, and counts for nothing.",
        "1": "Ringed on the curve: ",
    }
    assert told[number] in words(app)


def test_a_pair_known_from_articles_alone_is_ringed(store: Engine):
    draft = EventDraft(
        "x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet in Tokyo",
        evidence=(EvidenceDraft(url="https://example.org/a", quote="met in Tokyo on March 4"),),
    )  # fmt: skip
    report = pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
    )
    assert read.coverage(store, ("JPN", "PER")) == ()
    app = open_page("dyad", a="JPN", b="PER", load=str(report.load_id))
    assert f"Ringed: 1 event of load {report.load_id}: 4 Mar 2024" in charts_of(app)[0]


def test_files_of_the_page_know_nothing_of_the_rings(store: Engine, monkeypatch: pytest.MonkeyPatch):
    from dashboard import figures

    made = {}
    monkeypatch.setattr(
        figures.export_bar, "show", lambda key, label, stem, document: made.update({key: document})
    )
    number = load(store)
    open_page("dyad", a="JPN", b="MYS", load=str(number))
    file = made["files-intensity"]()
    assert file.views[0].marks is None
    assert "load=" not in file.permalink
    assert "Ringed" not in file.alt


def test_the_way_from_what_was_accepted_under_what_waits_leads_there_too(store: Engine):
    draft = EventDraft(
        "x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet in Tokyo", review="proposed",
        evidence=(EvidenceDraft(url="https://example.org/a", quote="met in Tokyo on March 4"),),
    )  # fmt: skip
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
    )
    page = follow(press(way(open_page("add"), "review"), "Accept"), "1 event on the curve")
    assert "Ringed: 1 event of load 2: 4 Mar 2024, Leaders meet in Tokyo" in charts_of(page)[0]
