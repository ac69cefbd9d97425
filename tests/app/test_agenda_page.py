"""The Agenda: what is scheduled, round anniversaries, and the calendar file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data
from dashboard.ics import Entry, escape_text, fold, write_calendar
from etl import pipeline
from tests.app.opening import open_page, well, words

TODAY = date(2026, 11, 24)
STAMP = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HEADER = "id,date,actor,recipient,type,title,source_url,status\n"


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "today", lambda: TODAY)


def load_plans(store, tmp_path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(
        HEADER
        + "p1,2027-02-03,JPN,MYS,summit,Summit in Tokyo planned,https://example.org/p1,scheduled\n"
        + "p2,2026-10-01,JPN,MYS,summit,Summit nobody told of again,https://example.org/p2,scheduled\n"
        + "p3,2027-03,JPN,KOR,leader_visit,Visit in spring,https://example.org/p3,scheduled\n",
        encoding="utf-8",
    )
    pipeline.load_event_files(store, [path], today=date(2026, 9, 1))


def test_round_anniversaries_stand_under_their_months(store):
    said = words(open_page("agenda"))
    assert "No scheduled event and 30 round anniversaries" in said.replace(
        "No scheduled events", "No scheduled event"
    )
    assert "<h2>December 2026</h2>" in said
    assert "70 years" in said
    assert "Japan and the Federation of Malaya set up diplomatic relations" in said


def test_what_is_scheduled_comes_in_and_what_is_overdue_is_named(store, tmp_path):
    load_plans(store, tmp_path)
    app = open_page("agenda")
    said = words(app)
    assert "2 scheduled events" in said
    assert "Summit in Tokyo planned" in said
    assert list(app.dataframe[0].value["title"]) == ["Summit nobody told of again"]


def test_a_country_narrows_the_agenda_and_a_longer_look_widens_it(store, tmp_path):
    load_plans(store, tmp_path)
    app = open_page("agenda", a="KOR")
    said = words(app)
    assert "Visit in spring" in said
    assert "Summit in Tokyo planned" not in said
    before = said.count("<li>")
    app = well(app.segmented_control(key="agenda-ahead").set_value(1826).run())
    assert words(app).count("<li>") > before


def test_an_empty_span_says_so(store):
    said = words(open_page("agenda", types="agreement_withdrawn"))
    assert "Nothing lies ahead in this span" in said


def test_an_empty_store_is_told_from_an_empty_span(empty_store):
    said = words(open_page("agenda"))
    assert "The store holds no events yet." in said
    assert "Nothing lies ahead" not in said


def entry(**fields) -> Entry:
    return Entry(
        **{"uid": "a@b", "first": date(2027, 1, 31), "last": date(2027, 1, 31), "summary": "S", **fields}
    )


def test_a_calendar_has_the_parts_that_programs_ask_for():
    text = write_calendar([entry(description="one\ntwo; three, four\\")], name="N", stamp=STAMP).decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20261124T120000Z" in lines
    assert "DTSTART;VALUE=DATE:20270131" in lines
    assert "DTEND;VALUE=DATE:20270201" in lines
    assert "DESCRIPTION:one\\ntwo\\; three\\, four\\\\" in lines
    assert "\n" not in text.replace("\r\n", "")


def test_the_same_occasion_has_the_same_uid_and_bytes():
    assert write_calendar([entry()], name="N", stamp=STAMP) == write_calendar(
        [entry()], name="N", stamp=STAMP
    )


@given(st.text(max_size=300))
def test_a_folded_line_is_short_and_unfolds_to_itself(text):
    line = f"SUMMARY:{escape_text(text)}"
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


@given(st.text(max_size=80), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_no_text_breaks_out_of_its_line(text, first, days):
    made = write_calendar(
        [entry(summary=text, first=first, last=first + timedelta(days=days))], name=text, stamp=STAMP
    ).decode()
    lines = made.replace("\r\n ", "").split("\r\n")
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1
    assert sum(line == "END:VCALENDAR" for line in lines) == 1
    begin = next(line for line in lines if line.startswith("DTSTART"))
    end = next(line for line in lines if line.startswith("DTEND"))
    parse = "%Y%m%d"
    span = datetime.strptime(end[-8:], parse) - datetime.strptime(begin[-8:], parse)  # noqa: DTZ007
    assert span.days == days + 1
