"""The Add page: a table or one event; seen first, then loaded."""

import os
import stat
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from db import read
from etl import pipeline
from tests.app.opening import choose, frame_with, open_page, press, upload, way, well, words

TABLES = Path(__file__).parents[1] / "data" / "tables"
STANDARD = (
    "id,date,actor,recipient,type,title,source_url\n"
    "a1,2024-05-06,ARG,CHL,leader_visit,President visits Santiago,https://example.org/visit\n"
    "a2,2024-05-07,ARG,Chli,leader_visit,A country misspelt,https://example.org/b\n"
)
OTHER = (
    "Day;Visitor;Host;What sort;Headline;Link\n"
    "03.05.2024;Japan;Paraguay;state visit;Kishida visits Asunción;https://example.org/p\n"
    "01.05.2024;Japan;Brazil;state visit;Kishida visits Brasília;https://example.org/b\n"
    "09.05.2024;Japan;Chile;football;A match;https://example.org/c\n"
)


def test_a_table_in_our_format_is_shown_before_it_is_written(store):
    before = read.revision(store)
    app = upload(open_page("add"), "visits.csv", STANDARD)
    assert "every column that is needed" in words(app)
    assert list(frame_with(app, "pair")["title"]) == ["President visits Santiago"]
    rejected = frame_with(app, "reason")
    assert tuple(rejected[["line", "column", "reason"]].iloc[0]) == (3, "recipient", "unknown_country")
    assert "did you mean" in rejected["message"].iloc[0]
    assert read.revision(store) == before
    assert read.events(store, ("ARG", "CHL")).empty


def test_a_loaded_table_shows_the_way_to_its_points_and_back(store):
    app = press(upload(open_page("add"), "visits.csv", STANDARD), "Load 1 row")
    assert len(read.events(store, ("ARG", "CHL"))) == 1
    assert "Load 2: 1 new event, 1 not usable." in words(app).replace("\\", "")
    links = [one.proto.label for one in app.get("page_link")]
    assert any("Argentina–Chile" in label for label in links)
    assert "Undo this load" in [one.label for one in app.button]
    assert list(read.rejected_rows(store, 2)["reason"]) == ["unknown_country"]


def test_what_a_load_would_warn_of_is_said_before_it(store, tmp_path):
    """The command line says it when it loads, so the page says it too."""
    table = (
        "date,actor,recipient,type,title,source_url\n"
        "2024-05-06,ARG,CHL,summit,They met,https://example.org/a\n"
        "2024-06-06,CHL,ARG,summit,They met again,https://example.org/b\n"
    )
    path = tmp_path / "both.csv"
    path.write_text(table, encoding="utf-8")
    pipeline.load_event_files(store, [path], today=date(2026, 11, 24))
    app = upload(open_page("add"), "both.csv", table.replace("06-06", "06-07"))
    [said] = [one.value for one in app.warning if "earlier loads" in one.value]
    assert said.startswith("1 row of earlier loads of this table is not in it now and stays")


def follow(app, text: str):
    """Return the page that the link whose label holds `text` leads to."""
    [link] = [one.proto for one in app.get("page_link") if text in one.proto.label]
    query = {key: values[0] for key, values in parse_qs(link.query_string).items()}
    return open_page(link.page or "overview", **query)


def test_the_events_promised_on_the_curve_are_listed_there(store):
    """An event known to the month sits in its middle, where a span up to its first day ends before."""
    table = (
        "date,actor,recipient,type,title,source_url\n"
        "2024-05-06,ARG,CHL,leader_visit,President visits Santiago,https://example.org/a\n"
        "2024-07,ARG,CHL,ministerial_visit,Minister visits Mendoza,https://example.org/b\n"
    )
    app = press(upload(open_page("add"), "two.csv", table), "Load 2 rows")
    page = follow(app, "2 events on the curve")
    assert "2 events from 6 May 2024 to July 2024" in words(page)


def test_a_scheduled_event_is_said_to_lie_ahead(store):
    table = (
        "date,actor,recipient,type,title,source_url,status\n"
        "2031-05-06,BDI,KEN,leader_visit,President visits Nairobi,https://example.org/a,scheduled\n"
    )
    app = press(upload(open_page("add"), "ahead.csv", table), "Load 1 row")
    assert not [one for one in app.get("page_link") if "events on the curve" in one.proto.label]
    page = follow(app, "1 scheduled event lies ahead")
    assert page.title[0].value == "President visits Nairobi"


def test_a_plan_whose_day_has_passed_is_not_said_to_lie_ahead(store):
    table = (
        "date,actor,recipient,type,title,source_url,status\n"
        "2024-06-01,BDI,KEN,leader_visit,President visits Nairobi,https://example.org/a,scheduled\n"
    )
    app = press(upload(open_page("add"), "late.csv", table), "Load 1 row")
    page = follow(app, "1 event was scheduled for 1 June 2024; no source says that it took place")
    assert page.title[0].value == "President visits Nairobi"


def test_a_load_with_rows_not_usable_leads_to_them(store, tmp_path):
    app = press(upload(open_page("add"), "visits.csv", STANDARD), "Load 1 row")
    later = tmp_path / "later.csv"
    later.write_text(STANDARD.replace("Chli", "Chile").replace("2024-05-07", "2024-13-07"), encoding="utf-8")
    pipeline.load_event_files(store, [later], today=date(2026, 11, 24))
    page = follow(app, "Load 2 could not use 1 row")
    assert "Rejected by load 2" in words(page)
    assert list(frame_with(page, "reason")["reason"]) == ["unknown_country"]


def test_kinds_that_are_unknown_lead_to_what_gives_them_a_meaning(store):
    app = upload(open_page("add"), "kinds.csv", STANDARD.replace("leader_visit", "football"))
    [said] = [one.value for one in app.info if "Choose the columns" in one.value]
    assert "2 rows of 2 have a kind of event that is not known here" in said
    app = columns_way(app, "columns")
    assert not [one.value for one in app.info if "Choose the columns" in one.value]
    assert set(frame_with(app, "meaning")["word"]) == {"football"}


PICKS = (
    ("Who acts *", "Visitor"),
    ("On whom *", "Host"),
    ("Kind *", "What sort"),
    ("Address of the proof *", "Link"),
    ("What happened", "Headline"),
)
"""Columns of `OTHER`, by the label of the field that they are."""


def test_a_table_of_other_columns_is_matched_and_mended(store):
    app = upload(open_page("add"), "travel.csv", OTHER)
    picks = {one.label: one.value for one in app.selectbox}
    assert picks["Date *"] == "Day"
    assert picks["Written as"] == "%d.%m.%Y"
    for label, column in PICKS:
        if {one.label: one.value for one in app.selectbox}[label] != column:
            app = choose(app, label, column)
    # Told apart when they are read out.
    of_countries = [one.label for one in app.selectbox if one.label.startswith("Countries in")]
    assert of_countries == [
        "Countries in “Visitor” are",
        "Countries in “Host” are",
    ]
    meanings = frame_with(app, "meaning")
    assert set(meanings["word"]) == {"state visit", "football"}
    reasons = set(frame_with(app, "reason")["column"])
    assert reasons == {"type"}  # nothing is guessed: the words are open


def test_rows_that_cannot_be_used_are_told_in_the_words_of_the_form(store):
    rows = OTHER + "3 May 2024;Japan;Peru;leader_visit;A visit;https://example.org/d\n"
    app = upload(open_page("add"), "travel.csv", rows)
    for label, column in PICKS:
        if {one.label: one.value for one in app.selectbox}[label] != column:
            app = choose(app, label, column)
    app = choose(app, "Written as", "%d.%m.%Y")
    told = set(frame_with(app, "reason")["message"])
    assert any("not written as 31.01.2025" in one for one in told), told
    assert any("say what it means where you choose the columns" in one for one in told), told
    assert not any("%d" in one or "type.values" in one for one in told)


OURS = (
    "date,actor,recipient,type,title,source_url,source_name,topics,level,place\n"
    "2025-01-10,JPN,PRY,leader_visit,Ishiba visits,https://example.org/1,Example News,security;trade,"
    "head_of_government,Asunción\n"
    "2025-03,Peru,Chile,minister_visit,Minister visits,https://example.org/2,Ex,trade,,Lima\n"
)


def test_words_that_differ_in_spaces_are_asked_for_once_and_na_can_be_namibia(store):
    table = (
        "date,from,to,kind,status,url\n2014-05-03,NA,ZA,State visit,Held,https://e.org/1\n"
        "2014-06-03,ZA,NA,STATE  visit,Held,https://e.org/2\n2015-05-03,BW,ZA,State visit,Called "
        "off,https://e.org/3\n"
    )
    app = press(upload(open_page("add"), "letters.csv", table), "Load 3 rows")
    events = read.events(store, statuses=("occurred", "cancelled")).set_index("title")
    found = events[events["source_id"] == "letters"]
    assert sorted(found["dyad"]) == ["BWA-ZAF", "NAM-ZAF", "NAM-ZAF"]
    assert set(found["type"]) == {"leader_visit"}
    assert sorted(found["status"]) == ["cancelled", "occurred", "occurred"]
    assert "Load 2: 3 new events." in words(app).replace("\\", "")


def columns_way(app, name: str):
    """Return the app with another way of matching columns open."""
    found = next(one for one in app.segmented_control if one.label == "Columns")
    return well(found.set_value(name).run())


def test_columns_under_our_names_stay_matched_where_columns_are_chosen(store):
    app = columns_way(upload(open_page("add"), "ours.csv", OURS), "columns")
    picks = {one.label: one.value for one in app.selectbox}
    assert (picks["Topics"], picks["Level"], picks["Place"]) == ("topics", "level", "place")
    assert "Not used" not in words(app)
    press(app, "Load 2 rows")
    [event] = read.events(store, ("JPN", "PRY")).query("title == 'Ishiba visits'").itertuples()
    assert (event.topics, event.level) == (("security", "trade"), "head_of_government")


def test_a_table_that_columns_cannot_say_comes_with_its_mapping(store):
    """A war has a row per state and its dates in three columns; only what no column tells is asked."""
    app = upload(open_page("add"), "wars.csv", (TABLES / "wars.csv").read_text(encoding="utf-8"))
    assert "its dates stand in several columns; several rows make one event" in words(app)
    assert "fields.type is still open" in words(app)
    app = choose(app, "Kind of all rows", "conflict")
    field = next(one for one in app.text_input if one.label == "Address of the proof, for all rows")
    app = well(field.set_value("https://example.org/wars").run())
    app = press(app, "Load 2 rows")
    found = read.events(store, ("SUN", "TUR"))
    assert list(found["title"]) == ["A war of two against one"]
    assert read.events(store, ("SWE", "SUN")).empty


def test_a_table_without_a_needed_column_says_which(store):
    app = upload(open_page("add"), "bare.csv", "Day,Where\n2024-05-01,Here\n")
    assert "Every event needs" in words(app)
    assert not [one for one in app.button if one.label.startswith("Load")]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("empty.csv", "", "**empty.csv is empty"),
        ("page.csv", "<html><body>in</body></html>", "page.csv is a web"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(store, name, text, said):
    app = upload(open_page("add"), name, text)
    assert said in words(app).replace("\\", "")
    assert name.capitalize() not in words(app).replace("\\", "")


def test_one_event_is_added_and_met_by_what_is_there(store):
    app = way(open_page("add"), "event")
    key = "add-event-0"
    app.text_input(key=f"{key}-title").set_value("President visits Lima")
    app.text_input(key=f"{key}-date").set_value("2024-07")
    app.selectbox(key=f"{key}-type").set_value("leader_visit")
    app.selectbox(key=f"{key}-actor").set_value("CHL")
    app.selectbox(key=f"{key}-recipient").set_value("PER")
    app.text_input(key=f"{key}-url").set_value("https://example.org/lima")
    app = press(app, "Add the event")
    event = read.events(store, ("CHL", "PER")).iloc[0]
    assert (event["actor"], event["date_precision"], event["source_id"]) == ("CHL", "month", "own")
    assert list(read.evidence(store, [int(event["event_id"])])["url"]) == ["https://example.org/lima"]
    assert app.text_input(key="add-event-1-title").value == ""


def test_an_event_that_cannot_be_is_refused_and_stays_typed(store):
    app = way(open_page("add"), "event")
    app.text_input(key="add-event-0-title").set_value("No date, no kind")
    app = press(app, "Add the event")
    assert "the date, the kind of event, who acts, on whom are missing" in words(app).lower().replace(
        "\\", ""
    )
    assert app.text_input(key="add-event-0-title").value == "No date, no kind"
    assert "own" not in set(read.sources(store)["source_id"])


def test_an_error_takes_the_place_of_an_older_success(store):
    app = way(open_page("add"), "event")
    key = "add-event-0"
    app.text_input(key=f"{key}-title").set_value("President visits Lima")
    app.text_input(key=f"{key}-date").set_value("2024-07")
    app.selectbox(key=f"{key}-type").set_value("leader_visit")
    app.selectbox(key=f"{key}-actor").set_value("CHL")
    app.selectbox(key=f"{key}-recipient").set_value("PER")
    app.text_input(key=f"{key}-url").set_value("https://example.org/lima")
    app = press(app, "Add the event")
    assert len(app.success) == 1
    app = press(app, "Add the event")
    assert app.error
    assert not app.success


def test_a_store_that_may_only_be_read_says_what_to_do(store, tmp_path, monkeypatch):
    path = tmp_path / "bilateral.sqlite"
    store.dispose()
    path.chmod(stat.S_IRUSR)
    if os.access(path, os.W_OK):  # root writes everywhere, so the door is closed where the engine looks
        from dashboard.intake import store as door
        from db.errors import StoreError

        def closed(url):
            raise StoreError(f"{path} cannot be written", "name another")

        monkeypatch.setattr(door.engines, "writer_engine", closed)
    app = open_page("add")
    said = words(app).replace("\\", "")
    assert "nothing can be added" in said
    assert "bilateral dashboard --db" in said
    assert not [one for one in app.get("file_uploader") if one.key == "add-table-0"]


def test_a_table_gets_no_name_that_the_program_fills_itself(store):
    app = upload(open_page("add"), "Asia Pacific.csv", STANDARD)
    assert [one.value for one in app.info if "the events that ship with Bilateral" in one.value]
    assert not [one.label for one in app.button if one.label.startswith("Load ")]
    [name] = [one for one in app.text_input if one.label == "Name of the source"]
    app = name.set_value("my-visits").run()
    assert not [one.value for one in app.info if "ship with" in one.value]
    assert [one.label for one in app.button if one.label.startswith("Load ")]
