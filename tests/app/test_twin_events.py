"""Events that may be one, on the page Add: side by side, made one or kept apart, taken apart on the card."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from tests.app.opening import open_page, press, way, words

TODAY = date(2026, 11, 24)


@pytest.fixture
def twins(store: Engine) -> Engine:
    """A store with two events that read alike, the second with a title that is no markup."""
    rows = (("v1", "Trade treaty signed", ""), ("v2", "Trade treaty signed <b>", "Lima"))
    drafts = [
        EventDraft(
            key, date(2024, 3, 4), "JPN", "PER", "agreement_signed", title, place=place,
            evidence=(EvidenceDraft(url=f"https://{key}.example/a", quote=f"{key} says so"),),
        )
        for key, title, place in rows
    ]  # fmt: skip
    for draft in drafts:
        pipeline.load_drafts(store, Origin("visits", "Visits of leaders"), [], [draft], today=TODAY)
    return store


def titles(store: Engine) -> list[str]:
    return list(read.events(store, ("JPN", "PER"))["title"])


def test_they_wait_side_by_side_with_what_they_rest_on(twins: Engine):
    app = open_page("add")
    assert any("What waits (1)" in one for one in app.segmented_control(key="add-way").options)
    app = way(app, "review")
    said = words(app)
    assert "1 pair of events that may be one" in said
    for one in ("v1 says so", "v2 says so", "Place: –", "Place: Lima", "Trade treaty signed &lt;b&gt;"):
        assert one in said
    assert "Level: " not in said


def test_made_one_they_are_one_event_that_its_card_takes_apart(twins: Engine):
    app = way(open_page("add"), "review")
    [note] = [one for one in app.text_input if one.label.startswith("Why")]
    note.set_value("the same *treaty*")
    app = press(app, "The same happening: make them one")
    assert "Nothing waits for a decision" in words(app)
    assert titles(twins) == ["Trade treaty signed"]
    number = int(read.events(twins, ("JPN", "PER"))["event_id"].iloc[0])
    card = open_page("events", event=str(number))
    assert "Made one with this event" in words(card)
    assert "the same \\*treaty\\*" in words(card)
    card = press(card, "Take them apart")
    assert "Made one with this event" not in words(card)
    assert titles(twins) == ["Trade treaty signed", "Trade treaty signed <b>"]


def test_kept_apart_they_are_not_asked_of_again(twins: Engine):
    app = press(way(open_page("add"), "review"), "Two happenings: keep apart")
    assert "Nothing waits for a decision" in words(app)
    assert len(titles(twins)) == 2
    assert "may be one" not in words(open_page("sources"))


def test_a_summit_and_a_meeting_on_the_margins_are_told_apart_by_their_kind(store: Engine):
    for source, kind in (("visits", "summit"), ("margins", "sideline_meeting")):
        draft = EventDraft(
            source, date(2024, 11, 16), "JPN", "PER", kind, f"Leaders meet, say {source}",
            evidence=(EvidenceDraft(url=f"https://{source}.example/a"),),
        )  # fmt: skip
        pipeline.load_drafts(store, Origin(source, source), [], [draft], today=TODAY)
    app = way(open_page("add"), "review")
    said = words(app)
    assert "1 pair of events that may be one" in said
    assert "Kind: Summit" in said
    assert "Kind: Leaders meet on the margins" in said
    app = press(app, "The same happening: make them one")
    assert titles(store) == ["Leaders meet, say visits"]


def test_events_of_near_days_are_told_of_and_answered_on_the_page(store: Engine, monkeypatch):
    """A store from before such rows were joined holds them apart."""
    with monkeypatch.context() as older:
        older.setattr("etl.joining.near_days.NEAR_DAYS", 0)
        for source, day in (("one", 5), ("two", 6)):
            draft = EventDraft(
                source, date(2001, 3, day), "JPN", "PER", "summit", f"Leaders meet, says {source}",
                evidence=(EvidenceDraft(url=f"https://{source}.example/a"),),
            )  # fmt: skip
            pipeline.load_drafts(store, Origin(source, source), [], [draft], today=TODAY)
    health = words(open_page("sources"))
    assert "(Japan–Peru 5 March 2001 and 6 March 2001, summit); say whether they are in" in health
    assert "bilateral review" not in health
    app = way(open_page("add"), "review")
    assert "1 pair of events that may be one" in words(app)
    press(app, "Two happenings: keep apart")
    assert "may be one" not in words(open_page("sources"))
