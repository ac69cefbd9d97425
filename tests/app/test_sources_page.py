"""The Sources page: licences, coverage, loads, rejects with reasons, undo, health."""

import re
from dataclasses import replace
from datetime import date
from html import escape

from dashboard.locales import day
from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from tests.app.opening import open_page, press, well, words

TODAY = date(2026, 11, 24)
HEADER = "id,date,actor,recipient,type,title,source_url\n"
GOOD = "a1,2024-05-06,ARG,CHL,leader_visit,President visits Santiago,https://example.org/visit\n"


def load(store, tmp_path, *rows: str):
    path = tmp_path / "my table.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return pipeline.load_event_files(store, [path], today=TODAY)[0]


def test_each_source_stands_with_its_licence_and_span(store):
    said = words(open_page("sources"))
    assert "Bilateral Asia-Pacific events" in said
    assert "Licence: CC BY 4.0" in said
    assert "Covers: 1 January 2000 – 31 December 2025" in said


def test_the_span_that_a_table_was_loaded_for_stands_with_its_source(store, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    span = (date(2023, 1, 1), date(2025, 6, 30))
    report = pipeline.load_event_files(store, [path], today=TODAY, coverage=span)[0]
    said = words(open_page("sources"))
    assert "Covers: 1 January 2023 – 30 June 2025" in said
    assert "covers to 30 June 2025" in said
    pipeline.undo_load(store, report.load_id)
    assert "Covers: 1 January 2023" not in words(open_page("sources"))


def test_events_that_do_not_count_are_told_apart(store, tmp_path):
    path = tmp_path / "mine.csv"
    rows = [
        f"a{n},2024-05-0{n},ARG,CHL,protest,Protest number {n},https://example.org/{n},{review}\n"
        for n, review in enumerate(("accepted", "accepted", "proposed", "accepted"), start=1)
    ]
    path.write_text(HEADER.strip() + ",review\n" + "".join(rows), encoding="utf-8")
    pipeline.load_event_files(store, [path], today=TODAY)
    last = read.events(store, ("ARG", "CHL"))["event_id"].iloc[-1]
    pipeline.decide(store, [int(last)], "rejected")
    said = words(open_page("sources"))
    assert "Events: 2; besides, 1 waits for a decision and 1 was rejected<" in said
    assert "Events: 1,380<" in said


def test_coverage_and_loads_have_a_row_each(store):
    app = open_page("sources")
    coverage, loads = (one.value for one in app.dataframe[:2])
    assert len(coverage) == len(read.dyads(store))
    assert list(loads["Load"]) == [1]
    assert int(loads["Added"].iloc[0]) == len(read.events(store))


def test_first_and_last_events_are_dated_as_precisely_as_they_are_known(store, tmp_path):
    load(
        store,
        tmp_path,
        "a1,2023,ARG,CHL,protest,A protest,https://example.org/a\n",
        "a2,2024-03,ARG,CHL,protest,Another protest,https://example.org/b\n",
    )
    coverage = open_page("sources").dataframe[0].value.set_index("Pair")
    assert tuple(coverage.loc["Argentina–Chile", ["First event", "Last event"]]) == ("2023", "2024-03")


def test_rejected_rows_are_named_with_line_and_reason(store, tmp_path):
    report = load(
        store, tmp_path, GOOD, "a2,2024-13-06,ARG,CHL,leader_visit,No such month,https://example.org/b\n"
    )
    assert report.n_rejected == 1
    app = open_page("sources")
    rejects = next(one.value for one in app.dataframe if "reason" in one.value)
    assert (rejects["line"].iloc[0], rejects["column"].iloc[0], rejects["reason"].iloc[0]) == (
        3,
        "date",
        "bad_date",
    )
    assert "bad date: **1**" in words(app)


def test_an_undo_asks_first(store, tmp_path):
    load(store, tmp_path, GOOD)
    app = open_page("sources")
    app.session_state["table-loads"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app = well(app.run())
    app = press(app, "Undo this load")
    assert "events that nothing else proves go with it" in words(app)
    assert len(read.events(store, ("ARG", "CHL"))) == 1
    assert "Undo the load" in [one.label for one in app.button]


def test_a_source_whose_load_was_undone_says_so_and_which_load_counts(store, tmp_path):
    first = load(store, tmp_path, GOOD)
    second = load(store, tmp_path, GOOD, GOOD.replace("a1", "a2").replace("05-06", "07-06"))
    when = day(read.loads(store)["started_at"].iloc[0])
    assert words(open_page("sources")).count(f"Last loaded: {when}<") == 2
    pipeline.undo_load(store, second.load_id)
    assert f"Last loaded: {when}, since undone; the load of {when} is in force<" in words(
        open_page("sources")
    )
    pipeline.undo_load(store, first.load_id)
    said = words(open_page("sources"))
    assert f"Last loaded: {when}, since undone<" in said
    assert "Last loaded: never" not in said


def test_a_link_to_a_load_that_is_not_there_says_so(store):
    assert "The store has no load 99" in words(open_page("sources", load="99"))


def test_a_load_that_read_no_file_shows_no_hash(store):
    draft = EventDraft("", date(2025, 1, 10), "ARG", "CHL", "summit", "I was there")
    pipeline.add_event(store, draft, today=TODAY)
    app = open_page("sources")
    app.session_state["table-loads"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    said = words(well(app.run()))
    assert "no file was read" in said
    assert "sha256" not in said


def test_health_names_a_pair_without_coverage_and_a_late_plan(store, tmp_path):
    load(store, tmp_path, GOOD)
    talks = [
        EventDraft("n1", date(2024, 3, 4), "BOL", "PER", "summit", "Presidents meet in Lima"),
        EventDraft("n2", date(2024, 4, 4), "BOL", "PRY", "summit", "A talk called off", status="cancelled"),
        EventDraft("n3", date(2024, 5, 4), "BOL", "URY", "summit", "A talk hidden", review="rejected"),
        EventDraft("n4", date(2024, 6, 4), "BOL", "ECU", "summit", "A talk proposed", review="proposed"),
    ]
    origin, proof = Origin("own-table", "Own"), EvidenceDraft(url="https://example.org/talks")
    talks = [replace(one, evidence=(proof,)) for one in talks]
    pipeline.load_drafts(store, origin, [], talks, today=TODAY)
    path = tmp_path / "plans.csv"
    path.write_text(
        HEADER.strip()
        + ",status\np1,2026-10-01,JPN,MYS,summit,A planned summit,https://example.org/p,scheduled\n",
        encoding="utf-8",
    )
    pipeline.load_event_files(store, [path], today=date(2026, 9, 1))
    said = words(open_page("sources"))
    assert "No source covers Argentina–Chile, Bolivia–Peru: their curves are dashed throughout" in said
    [late] = [line for line in said.split("<tr>") if "was scheduled for" in line]
    assert "1 October 2026 (Japan–Malaysia, summit)" in late
    assert "A planned summit</a>” was scheduled" in late
    assert "Source Bilateral Asia-Pacific events: 1,380 events, loaded" in said
    assert not re.search(r"\d{4}-\d\d-\d\d", said[said.index("Findings on the health") :])
    assert "No problem, 1 warning" in said


def test_health_shows_hostile_titles_as_they_are_written(store, tmp_path):
    title = "<img src=x onerror=alert(1)> {day} **bold** &amp; =1+1"
    rows = [
        f'w{n},2024-06-0{n},JPN,BRA,protest,"{title}",https://example.org/{n},scheduled\n' for n in (1, 2)
    ]
    path = tmp_path / "hostile.csv"
    path.write_text(HEADER.strip() + ",status\n" + "".join(rows), encoding="utf-8")
    pipeline.load_event_files(store, [path], today=date(2024, 1, 1))
    said = words(open_page("sources"))
    assert said.count(f"{escape(title)}</a>” was scheduled for") == 2
    assert "<img" not in said


def test_many_findings_alike_do_not_bury_the_others(store, tmp_path):
    row = "w{0},2024-06-{0:02},JPN,BRA,protest,Note {0},https://example.org/{0},scheduled\n"
    rows = [row.format(n) for n in range(1, 29)]
    path = tmp_path / "late.csv"
    path.write_text(HEADER.strip() + ",status\n" + "".join(rows), encoding="utf-8")
    pipeline.load_event_files(store, [path], today=date(2024, 1, 1))
    said = words(open_page("sources"))
    assert "No problem, 28 warnings." in said
    assert said.count("was scheduled for") == 5
    assert "23 more like these: <code>bilateral doctor</code> lists all" in said
    assert "Source Bilateral Asia-Pacific events: 1,380 events" in said


def test_an_empty_store_says_what_to_do(empty_store):
    app = open_page("sources")
    assert "Undone" in set(app.dataframe[1].value["State"])


def test_health_leads_to_what_waits_on_the_page(store):
    draft = EventDraft("x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet", review="proposed")
    pipeline.load_drafts(store, Origin("articles", "Articles"), [], [draft], today=TODAY, merges_own=True)
    said = words(open_page("sources"))
    assert "1 proposed event waits; see “What waits” on the page Add" in said
    assert "bilateral review list" not in said


def test_the_note_of_the_shipped_events_says_of_the_curve_what_the_page_says(store):
    said = words(open_page("sources"))
    assert "after it, curves are dashed" in said
    assert "the curve is dashed there" in said
    assert "no curve" not in said
