"""The Events page: found by words and filters, opened with proofs, edited, hidden, taken back."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.event_words import find_events, report_text
from dashboard.searching import finds, folded
from dashboard.selection import Selection
from db import read
from db.vocabulary import REVIEWS, STATUSES
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from tests.app.opening import frame_with, open_page, press, well, words


def table(app) -> pd.DataFrame:
    """Return the list of events as the page shows it."""
    return next(one.value for one in app.dataframe if "state" in one.value)


def event_id(store, title: str) -> int:
    events = read.events(store, statuses=STATUSES, reviews=REVIEWS)
    return int(events.loc[events["title"] == title, "event_id"].iloc[0])


def test_every_event_is_listed_newest_first(store):
    app = open_page("events")
    shown = table(app)
    assert len(shown) == min(1_000, len(read.events(store)))
    assert list(shown["date"].str[:4]) == sorted(shown["date"].str[:4], reverse=True)
    assert shown["proof"].str.startswith("http").all()
    assert f"{len(read.events(store)):,} events of 25 pairs" in words(app)


def test_a_search_finds_every_word_whatever_its_accents_and_case(store):
    app = open_page("events", q="HÀ NỘI strategic")
    everything = read.events(store)
    expected = {
        row.title
        for row in everything.itertuples()
        if "strategic" in f"{row.title} {row.tier}".casefold()
        and "hanoi" in f"{row.title} {row.tier} {row.place}".casefold().replace("ha noi", "hanoi")
    }
    plain = open_page("events", q="Hanoi strategic")
    assert expected <= set(table(plain)["title"])
    assert app.text_input(key="w-search").value == "HÀ NỘI strategic"


def test_typed_words_narrow_the_list_and_stand_in_the_address(store):
    app = open_page("events")
    app = well(app.text_input(key="w-search").set_value("fukuda").run())
    shown = table(app)
    assert 0 < len(shown) < 50
    assert app.query_params["q"] == "fukuda"


def test_country_period_kind_and_state_narrow_the_list(store):
    app = open_page("events", a="KOR", types="sanction~threat", **{"from": "2019-01-01", "to": "2019-12-31"})
    shown = table(app)
    assert set(shown["pair"]) == {"Japan–South Korea"}
    assert set(shown["date"].str[:4]) == {"2019"}
    assert len(shown) == len(
        read.events(store, ("JPN", "KOR")).query("type in ('sanction', 'threat') and date.dt.year == 2019")
    )


def test_nothing_found_says_so_and_offers_the_way_out(store):
    app = open_page("events", q="zzzz", a="JPN")
    assert "No event is found with the words “zzzz”; Japan" in words(app).replace("\\", "")
    app = press(app, "Show all events")
    assert len(table(app)) == 1_000
    assert "q" not in app.query_params


def test_an_empty_store_says_what_to_do(empty_store):
    assert "The store holds no events yet" in words(open_page("events"))


def test_the_card_shows_fields_proofs_and_weight(store):
    title = "Abe and Singh establish Strategic and Global Partnership"
    number = event_id(store, title)
    app = open_page("events", event=str(number))
    said = words(app)
    assert app.title[0].value == title
    assert "Strategic and Global Partnership" in said
    proof = read.evidence(store, [number]).iloc[0]
    assert proof["url"].replace("&", "&amp;") in said
    assert "5.00 points of cooperation" in said.replace("\\", "")
    assert "a quarter after 3,650" in said


def test_an_event_counted_with_another_names_it_and_leads_there(store):
    from dashboard.measures.contract import DyadRecord, Weights
    from dashboard.measures.weigh import weigh

    weighed = weigh(DyadRecord("JPN", "MYS", read.events(store, ("JPN", "MYS"))), Weights())
    folded_one = weighed[weighed["folded_into"].notna()].iloc[0]
    head = weighed[weighed["event_id"] == folded_one["folded_into"]].iloc[0]
    app = open_page("events", event=str(int(folded_one["event_id"])))
    assert "counted with" in words(app)
    app = press(app, "Open that event")
    assert app.title[0].value.replace("\\", "") == head["title"]


def test_an_unknown_event_says_so(store):
    app = open_page("events", event="999999")
    assert "The store holds no event 999999" in words(app)


def test_an_edit_is_saved_shown_and_taken_back(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    app = open_page("events", event=str(number))
    next(one for one in app.text_input if one.label == "What happened").set_value("Two leaders sign")
    next(one for one in app.text_input if one.label == "Date").set_value("2006-12")
    app.text_input(key="card-edit-note").set_value("the day is not certain")
    app = press(app, "Save")
    event = read.events(store, event_ids=[number]).iloc[0]
    assert (event["title"], event["date_precision"], f"{event['date']:%Y-%m-%d}") == (
        "Two leaders sign", "month", "2006-12-01",
    )  # fmt: skip
    assert app.title[0].value == "Two leaders sign"
    assert "the day is not certain" in words(app)
    app = press(app, "Take back every edit")
    assert app.title[0].value.startswith("Abe and Singh")
    assert read.edits(store, [number]).empty


def field(app, label: str):
    return next(one for one in app.text_input if one.label == label)


def test_an_edit_begun_before_another_is_saved_beside_it(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    first, second = (open_page("events", event=str(number)) for _ in range(2))
    field(first, "Place").set_value("Delhi")
    press(first, "Save")
    field(second, "What happened").set_value("Two leaders sign")
    second = press(second, "Save")
    event = read.events(store, event_ids=[number]).iloc[0]
    assert (event["title"], event["place"]) == ("Two leaders sign", "Delhi")
    assert "Saved: what happened." in words(second).replace("\\", "")
    assert field(second, "Place").value == "Delhi"


def test_two_edits_of_one_field_warn_and_keep_what_was_typed(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    first, second = (open_page("events", event=str(number)) for _ in range(2))
    field(first, "What happened").set_value("One title")
    press(first, "Save")
    field(second, "What happened").set_value("Another title")
    second = press(second, "Save")
    assert "what happened is now “One title”" in second.error[0].value.replace("\\", "")
    assert not second.success
    assert field(second, "What happened").value == "Another title"
    assert read.events(store, event_ids=[number]).iloc[0]["title"] == "One title"
    press(second, "Save")
    assert read.events(store, event_ids=[number]).iloc[0]["title"] == "Another title"


def test_an_impossible_edit_is_refused_in_plain_words(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    app = open_page("events", event=str(number))
    next(one for one in app.text_input if one.label == "Date").set_value("03/04/2006")
    app = press(app, "Save")
    assert "can be read in two ways" in words(app).replace("\\", "")
    assert read.edits(store, [number]).empty


def test_a_hidden_event_leaves_the_list_and_can_come_back(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    app = open_page("events", event=str(number), q="singh partnership")
    app = press(app, "Hide the event")
    assert number not in set(read.events(store)["event_id"])
    app = press(app, "All found events")
    assert "Abe and Singh establish Strategic and Global Partnership" not in set(
        table(app)["title"] if app.dataframe else []
    )
    app = press(open_page("events", event=str(number)), "Show it again")
    assert number in set(read.events(store)["event_id"])


def test_the_report_names_the_event_as_an_editor_finds_it(store):
    number = event_id(store, "Abe and Singh establish Strategic and Global Partnership")
    app = open_page("events", event=str(number))
    text = app.code[0].value
    event = read.events(store, event_ids=[number]).iloc[0]
    assert f"Id in the source: {event['source_event_id']}" in text
    assert read.evidence(store, [number]).iloc[0]["url"] in text
    assert text.startswith("What is wrong")


def test_titles_from_outside_stay_words(store, tmp_path):
    from datetime import date

    from etl import pipeline

    file = tmp_path / "hostile.csv"
    file.write_text(
        "date,actor,recipient,type,title,source_url\n"
        "2024-01-02,JPN,BRA,summit,<img src=x onerror=alert(1)> **=1+1** "
        "[a](javascript:b),https://example.org/x\n",
        encoding="utf-8",
    )
    report = pipeline.load_event_files(store, [file], today=date(2026, 11, 24))[0]
    app = open_page("events", event=str(report.event_ids[0]))
    assert app.title[0].value.startswith("\\<img src=x onerror=alert\\(1\\)\\> \\*\\*")
    assert all("<img" not in one.proto.body for one in app.get("html"))


_WORDS = st.lists(st.text("abcdé", min_size=1, max_size=4), min_size=1, max_size=4)


@given(_WORDS, st.text("xyz ", max_size=10))
def test_a_text_is_found_by_its_own_words_in_any_order_case_and_accent(parts, filler):
    text = folded(filler + " ".join(parts))
    asked = " ".join(reversed(parts)).upper().replace("É", "e")
    assert finds([text], asked) == [True]
    assert finds([text], f"{asked} ööö") == [False]


@pytest.mark.parametrize(
    ("since", "until", "is_found"),
    [
        ("2008-05-15", None, True),
        ("2008-06-01", None, False),
        (None, "2008-04-30", False),
        (None, "2008-05-01", True),
    ],
)
def test_an_event_known_to_the_month_is_in_a_period_that_touches_its_month(since, until, is_found):
    from datetime import date

    frame = pd.DataFrame(
        {
            "date": [pd.Timestamp("2008-05-01")],
            "date_end": [pd.NaT],
            "date_precision": ["month"],
            "country_a": ["JPN"],
            "country_b": ["MYS"],
            "status": ["occurred"],
            "review": ["accepted"],
        }
    )
    asked = Selection(
        since=date.fromisoformat(since) if since else None, until=date.fromisoformat(until) if until else None
    )
    assert bool(find_events(frame, asked).iloc[0]) is is_found


def test_a_report_keeps_to_one_line_per_fact():
    event = {
        "source_id": "s", "source_event_id": "1", "date": "2024-01-02", "date_end": None,
        "date_precision": "day", "actor": "JPN", "recipient": "MYS", "type": "summit", "level": "",
        "tier": "", "place": "",
        "title": "Two\nlines", "topics": ("trade",), "status": "occurred", "confidence": "high",
    }  # fmt: skip
    text = report_text(
        event, [{"url": "https://e.org", "quote": "a\nb", "publisher": "", "source_title": ""}], {}, "x"
    )
    assert "Title: Two lines" in text
    assert '"a b"' in text


def test_a_proof_says_which_day_its_source_gives_where_the_event_stands_on_another(store):
    for source, first, last in (("a", 12, None), ("b", 13, None), ("c", 12, 14)):
        draft = EventDraft(
            source, date(2031, 3, first), "JPN", "PER", "leader_visit", "Leader visits", status="scheduled",
            date_end=date(2031, 3, last) if last else None,
            evidence=(EvidenceDraft(url=f"https://{source}.example/a"),),
        )  # fmt: skip
        pipeline.load_drafts(store, Origin(source, source.title()), [], [draft], today=date(2026, 11, 24))
    assert len(read.events(store, ("JPN", "PER"), statuses=STATUSES)) == 1, "a day apart it is one visit"
    shown = words(open_page("events", event=str(event_id(store, "Leader visits"))))
    a, b, c = (shown.partition(f">{one}.example<")[2].partition("</li>")[0] for one in "abc")
    assert "It gives another date: 12 March 2031" in a
    assert "It gives another date: 13 March 2031" in b
    assert "another date" not in c


def test_a_plan_or_a_proposal_does_not_pass_for_what_took_place(store: Engine):
    table = frame_with(open_page("events"), "state")
    assert list(table.columns).index("state") > list(table.columns).index("proofs")
    origin = Origin(id="own-table", title="Own table")
    plan = EventDraft("a", date(2027, 3, 4), "BOL", "PRY", "summit", "Leaders to meet", status="scheduled")
    idea = EventDraft("b", date(2024, 3, 4), "BOL", "PRY", "summit", "Leaders met", review="proposed")
    pipeline.load_drafts(store, origin, [], [plan, idea], today=date(2026, 11, 24))
    app = open_page("events")
    columns = list(frame_with(app, "state").columns)
    assert columns.index("state") == columns.index("title") + 1
    assert "Among them: 1 scheduled, 1 awaiting a decision." in words(app)


def test_events_that_read_alike_open_each_for_itself(store, tmp_path):
    path = tmp_path / "twins.csv"
    head = "date,actor,recipient,type,title,source_url\n"
    kinds = ("protest", "threat")
    rows = [f"2024-05-06,ARG,CHL,{one},Stern words in Santiago,https://a.example/1\n" for one in kinds]
    path.write_text(head + "".join(rows), encoding="utf-8")
    pipeline.load_event_files(store, [path], today=date(2026, 11, 24))
    listed = read.events(store).query("title == 'Stern words in Santiago'")
    assert len(listed) == 2
    opened = set()
    for place in (0, 1):
        app = open_page("events", q="Stern words in Santiago")
        box = app.selectbox(key="w-events-open")
        assert [one.endswith("(2)") for one in box.options] == [False, True]
        app = well(box.select(box.options[place]).run())
        opened.add(int(app.query_params["event"]))
    assert opened == set(listed["event_id"])
