"""A mistake is reported to somebody: named where the store knows them, never made up where it does not."""

import re
from datetime import date

from sqlalchemy import Engine

from db import read
from etl import pipeline
from etl.contract import ARTICLES, EventDraft, EvidenceDraft, Origin, RawFile
from tests.app.opening import open_page, words

TODAY = date(2026, 11, 24)
PROOF = EvidenceDraft(url="https://paper.example/a", publisher="The Paper", quote="met in Tokyo on March 4")


def card(store: Engine, origin: Origin, **more: object) -> str:
    """Return the words of the card of an event that a source tells."""
    draft = EventDraft("x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet", evidence=(PROOF,))
    report = pipeline.load_drafts(store, origin, [], [draft], today=TODAY, **more)
    return words(open_page("events", event=str(report.event_ids[0])))


def addresses(said: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', said)) - {PROOF.url}


def test_a_source_with_an_address_is_named_with_it(store: Engine):
    said = card(store, Origin("s", "Visits", publisher="A <b>University</b>", url="https://visits.example/"))
    assert "<strong>Visits</strong>: send it to A &lt;b&gt;University&lt;/b&gt;, <a href=" in said
    assert 'href="https://visits.example/"' in said


def test_an_address_in_the_citation_is_taken(store: Engine):
    said = card(store, Origin("s", "Visits", citation="Doe (2020). Visits. https://doi.example/10.1/x."))
    assert 'send it to whoever keeps it, at <a href="https://doi.example/10.1/x"' in said


def test_a_publisher_without_an_address_gets_none(store: Engine):
    said = card(store, Origin("s", "Visits", publisher="A University"))
    assert "send it to A University. No address of theirs is recorded" in said
    assert addresses(said) == set()


def test_of_a_file_of_nobody_it_is_said_how_to_find_out(store: Engine):
    said = card(store, Origin("s", "Visits", url="javascript:alert(1)"))
    assert "the store does not know who keeps it. It was loaded from Visits on" in said
    assert addresses(said) == set()


def test_it_is_the_file_that_told_of_the_event(store: Engine):
    for key, name in (("x1", "first.csv"), ("x2", "second.csv")):
        draft = EventDraft(
            key, date(2024, 3, 4), "JPN", "PER", "summit", f"They meet {key}", evidence=(PROOF,)
        )
        raw = RawFile(name=name, data=key.encode(), sha256=key * 32)
        report = pipeline.load_drafts(store, Origin("s", "Visits"), [raw], [draft], today=TODAY)
        said = words(open_page("events", event=str(report.event_ids[0])))
        assert f"It was loaded from {name} on" in said
    [first] = read.events(store, ("JPN", "PER")).query("source_event_id == 'x1'")["event_id"]
    assert "It was loaded from first.csv on" in words(open_page("events", event=str(first)))


def test_an_article_leads_to_its_publisher(store: Engine):
    said = card(store, Origin(ARTICLES, "Articles"), merges_own=True)
    assert 'send it to its publisher (<a href="https://paper.example/a"' in said
    assert "read wrongly, mend the event above" in said


def test_shipped_events_go_where_the_program_came_from(store: Engine):
    number = int(read.events(store, ("JPN", "MYS"))["event_id"].iloc[0])
    said = words(open_page("events", event=str(number)))
    assert "it comes with this program and is kept with its code." in said
    assert "this copy records no address" in said


def test_an_entry_of_ones_own_has_nobody_else(store: Engine):
    report = pipeline.add_event(
        store, EventDraft("", date(2024, 3, 4), "ECU", "PER", "summit", "They meet"), today=TODAY
    )
    app = open_page("events", event=str(report.event_ids[0]))
    assert "it was entered by hand in this store" in words(app)
    assert not [one.label for one in app.expander if one.label.startswith("Report")]
    assert not [one for one in app.code if "What is wrong" in one.value]


def test_a_mistake_in_ones_own_table_is_not_the_editors_of_the_shipped_events(store: Engine):
    draft = EventDraft("x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet", evidence=(PROOF,))
    loaded = pipeline.load_drafts(store, Origin("mine", "mine"), [], [draft], today=TODAY)
    app = open_page("events", event=str(loaded.event_ids[0]))
    assert [one.label for one in app.expander if one.label.startswith("Report")] == ["Report a mistake"]
