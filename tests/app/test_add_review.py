"""What waits on the page Add: events found in texts, and questions on which sources disagree."""

import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

from bilateral import cli
from dashboard.event_words import FIELDS
from db import read
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin
from etl.feeds import load_feed
from etl.fetch import Fetcher
from tests.app.opening import frame_with, open_page, press, way, well, words
from tests.web_site import rss

TODAY = date(2026, 11, 24)


def test_what_waits_is_accepted_on_the_page(store):
    draft = EventDraft(
        "x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet in Tokyo", review="proposed",
        evidence=(EvidenceDraft(url="https://example.org/a", quote="met in Tokyo on March 4"),),
    )  # fmt: skip
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
    )
    app = way(open_page("add"), "review")
    assert "met in Tokyo on March 4" in words(app)
    app = press(app, "Accept")
    assert list(read.events(store, ("JPN", "PER"))["title"]) == ["Leaders meet in Tokyo"]
    assert "Nothing waits for a decision" in words(app)


@pytest.mark.parametrize(("published", "where"), [(date(2024, 3, 5), "5 March 2024"), (None, "no publisher")])
def test_a_proof_without_publisher_and_address_begins_with_what_is_known(store, published, where):
    draft = EventDraft(
        "x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders meet in Tokyo", review="proposed",
        evidence=(EvidenceDraft(quote="met in Tokyo on March 4", published_on=published),),
    )  # fmt: skip
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
    )
    shown = [one.proto.body for one in way(open_page("add"), "review").get("html")]
    [proofs] = [one for one in shown if '<ul class="bil bil-facts">' in one]
    assert proofs.startswith(f'<ul class="bil bil-facts"><li>{where}')


def test_what_a_table_proposes_is_not_said_to_be_found_in_a_text(store, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(
        "id,date,actor,recipient,type,title,source_url,review\n"
        "a,2024-03-04,JPN,PER,summit,Leaders meet in Tokyo,https://example.org/a,proposed\n"
        "b,2024-05-04,JPN,PER,summit,Leaders meet in Lima,https://example.org/b,proposed\n",
        encoding="utf-8",
    )
    pipeline.load_event_files(store, [path], today=TODAY)
    app = way(open_page("add"), "review")
    assert "2 proposed events" in [one.value for one in app.header]
    event_id = read.events(store, ("JPN", "PER"), reviews=("proposed",))["event_id"].iloc[0]
    card = open_page("events", event=str(event_id))
    assert "It is proposed and waits for a decision; once accepted it counts." in words(card)
    for page in (app, card):
        assert not re.search(r"found in (a )?text|[Dd]o the words", words(page))


def two_days_of_one_summit(store, topics=((), ()), levels=("", "")):
    """Load a summit as two sites tell it, a day apart."""
    for number, day in enumerate((4, 5)):
        draft = EventDraft(
            f"x{number}", date(2024, 3, day), "JPN", "PER", "summit", "Leaders meet in Tokyo",
            topics=topics[number], level=levels[number],
            evidence=(EvidenceDraft(url=f"https://p{number}.example/a", quote=f"met on March {day}"),),
        )  # fmt: skip
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )
    assert len(read.events(store, ("JPN", "PER"))) == 1


def test_both_sides_are_told_in_words_not_in_codes(store):
    topics = (("law_rights", "trade"), ("cyber_digital",))
    two_days_of_one_summit(store, topics, ("head_of_state", "head_of_government"))
    shown = words(way(open_page("add"), "review"))
    assert "<td>Law and rights, Trade</td>" in re.sub(r" class=\w+", "", shown)
    assert "Cyber and digital" in shown
    assert "Head of government" in shown
    assert "cyber_digital" not in shown
    assert "head_of_state" not in shown


def test_two_days_of_one_summit_are_told_apart_on_the_page(store):
    two_days_of_one_summit(store)
    app = way(open_page("add"), "review")
    assert "p1.example says 5 March 2024" in words(app)
    app = press(app, "They are two events")
    assert len(read.events(store, ("JPN", "PER"))) == 2
    assert "Nothing waits for a decision" in words(app)


def test_both_sides_compare_dates_as_dates_and_say_what_an_answer_changes(store):
    """The same day is no difference, and an answer that changes one field of several says which."""
    for number, status in enumerate(("occurred", "cancelled")):
        draft = EventDraft(
            "x", date(2024, 2, 5), "JPN", "PER", "summit", "Leaders meet in Tokyo", status=status,
            topics=(("trade",), ("energy",))[number],
            evidence=(EvidenceDraft(url=f"https://p{number}.example/a", quote="met on February 5"),),
        )  # fmt: skip
        pipeline.load_drafts(store, Origin(id=f"source-{number}", title="A source"), [], [draft], today=TODAY)
    [item] = read.review_items(store).query("kind == 'contradiction'").itertuples()
    app = way(open_page("add"), "review")
    [table] = [one.proto.body for one in app.get("html") if "Both sides of question" in one.proto.body]
    assert "5 February 2024" not in table
    assert "2024-02-05" not in table
    assert {label for label in FIELDS.values() if f">{label}<" in table} == {"Status", "Topics"}
    assert f"The question is about “{FIELDS[item.field]}”" in words(app)


def test_an_act_without_a_day_gets_one_on_the_page(store):
    draft = {
        "source_event_id": "u1",
        "actor": "JPN",
        "recipient": "PER",
        "type": "summit",
        "title": "They meet",
    }
    issue = Issue(None, "date", "undated", "the text does not settle the day", "They met.", draft)
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [issue], today=TODAY, merges_own=True
    )
    app = way(open_page("add"), "review")
    app = press(app, "Add it with this date")
    assert "No day is given" in words(app)
    [field] = [one for one in app.text_input if one.label == "Day, month or year"]
    app = well(field.set_value("2031").run())
    app = press(app, "Add it with this date")
    assert "2031 lies after today" in words(app)
    assert "write status" not in words(app)
    [field] = [one for one in app.text_input if one.label == "Day, month or year"]
    field.set_value("2024-03-04")
    app = press(app, "Add it with this date")
    [event] = read.events(store, ("JPN", "PER")).itertuples()
    assert event.title == "They meet"
    assert "“They meet” is an event now, dated 4 March 2024." in said(app)
    assert links(app) == [f"event={event.event_id}"]
    load_id = read.loads(store)["load_id"].max()
    app = press(app, "Take it back")
    assert f"Load {load_id} of" in words(app)
    assert "Undo the load" in [one.label for one in app.button]


def test_a_question_for_a_day_shows_the_words_and_who_published_them(store):
    proof = {"url": "https://news.example/a", "publisher": "The <b>Paper", "quote": "They met <i>at last."}
    draft = {
        "source_event_id": "u1", "actor": "JPN", "recipient": "PER", "type": "summit", "title": "They meet",
        "evidence": [proof],
    }  # fmt: skip
    issue = Issue(None, "date", "undated", "the text does not settle the day", "They met.", draft)
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [issue], today=TODAY, merges_own=True
    )
    shown = words(way(open_page("add"), "review"))
    assert "<strong>They meet</strong>" in shown
    assert "Japan" in shown
    assert "<q>They met &lt;i&gt;at last.</q>" in shown
    assert "The &lt;b&gt;Paper" in shown
    assert 'href="https://news.example/a"' in shown


def test_a_proposal_shows_its_last_day(store):
    proof = EvidenceDraft(url="https://p.example/a", quote="a visit from 4 to 6 March")
    draft = EventDraft(
        "v", date(2024, 3, 4), "JPN", "PER", "leader_visit", "A visit", date_end=date(2024, 3, 6),
        review="proposed", evidence=(proof,),
    )  # fmt: skip
    pipeline.load_drafts(
        store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
    )
    assert "4–6 March 2024; Japan" in words(way(open_page("add"), "review"))


def test_a_contradiction_shows_the_words_of_both_sides(store):
    two_days_of_one_summit(store)
    shown = words(way(open_page("add"), "review"))
    ours, theirs = re.search(r"<dt>The event</dt>(.*)<dt>The other source</dt>(.*)</dl>", shown).groups()
    assert "<q>met on March 4</q>" in ours
    assert "https://p0.example/a" in ours
    assert "<q>met on March 5</q>" in theirs
    assert "https://p1.example/a" in theirs
    assert "p1.example says 5 March 2024; the event stands on 4 March 2024, as p0.example says." in shown


def test_who_contradicts_an_event_as_well_does_not_speak_for_it(store):
    two_days_of_one_summit(store)
    for number, day in enumerate((5, 3), start=2):
        proof = EvidenceDraft(url=f"https://p{number}.example/a", quote=f"they met on March {day}")
        draft = EventDraft(
            f"x{number}", date(2024, 3, day), "JPN", "PER", "summit", "They meet", evidence=(proof,)
        )
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )
    shown = words(way(open_page("add"), "review"))
    asked = shown.index("p1.example says 5 March 2024")
    sides = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown[asked:].split("</dl>")[0])
    assert [(side, re.findall(r"<q>(.*?)</q>", proofs)) for side, proofs in sides] == [
        ("The event", ["met on March 4"]),
        ("The other source", ["met on March 5", "they met on March 5"]),
        ("Another source, 3 March 2024", ["they met on March 3"]),
    ]


def test_a_correction_is_told_as_one_and_taken(store, tmp_path):
    path = tmp_path / "wire.xml"
    for last, review in (("5", "accepted"), ("6", "proposed")):
        visit = f"Peruvian President Dina Boluarte visited Japan from 4 to {last} March 2024."
        path.write_bytes(rss(("a", visit, "Wed, 06 Mar 2024 08:00:00 GMT"), link="https://wire.example"))
        load_feed(store, str(path), Fetcher(), today=TODAY, review=review)
    app = way(open_page("add"), "review")
    asked = (
        "Wire of 6 March 2024 corrected its article: was 4 March 2024 to 5 March 2024, is now 4 March 2024"
    )
    assert f"{asked} to 6 March 2024." in words(app)
    assert "<dt>The correction</dt>" in words(app)
    app = press(app, "Take the correction")
    assert "now stands on 4 March 2024 to 6 March 2024, as Wire of 6 March 2024 says." in said(app)
    assert [f"{one:%d}" for one in read.events(store, ("JPN", "PER"))["date_end"]] == ["06"]


def said(app) -> str:
    """Return what the page says that the last change did."""
    return " ".join(one.value.replace("\\", "") for one in app.success)


def links(app) -> list[str]:
    """Return which event each link to the page of events opens."""
    shown = [one.proto.query_string for one in app.get("page_link") if one.proto.page == "events"]
    return [re.search(r"event=\d+", one)[0] for one in shown]


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        (
            "Take what the other source says",
            "“Leaders meet in Tokyo” now stands on 5 March 2024, as p1.example says.",
        ),
        ("Keep what the event says", "“Leaders meet in Tokyo” stays as it is, whatever p1.example says."),
        ("They are two events", "“Leaders meet in Tokyo” and what p1.example tells are two events now."),
    ],
)
def test_an_answer_says_what_it_did_and_leads_to_the_event(store, answer, done):
    two_days_of_one_summit(store)
    [event_id] = read.events(store, ("JPN", "PER"))["event_id"]
    app = press(way(open_page("add"), "review"), answer)
    assert done in said(app)
    assert set(links(app)) == {f"event={one}" for one in read.events(store, ("JPN", "PER"))["event_id"]}
    assert f"event={event_id}" in links(app)


def test_a_day_that_was_taken_is_taken_back(store):
    two_days_of_one_summit(store)
    app = press(way(open_page("add"), "review"), "Take what the other source says")
    assert [f"{one:%d}" for one in read.events(store, ("JPN", "PER"))["date"]] == ["05"]
    app = press(app, "Take it back")
    assert [f"{one:%d}" for one in read.events(store, ("JPN", "PER"))["date"]] == ["04"]
    assert "waits again, and says what it said before" in said(app)
    assert "They are two events" in [one.label for one in app.button]
    assert "Take it back" not in [one.label for one in app.button]


def test_the_proof_beside_a_date_is_the_one_that_gives_it(store):
    """Once a day was taken from another source, its proof leads wherever one proof is shown for the event."""
    two_days_of_one_summit(store)
    pair = {"v": "1", "a": "JPN", "b": "PER"}
    assert first_proofs_shown(open_page("dyad", **pair)) == {"https://p0.example/a"}
    press(way(open_page("add"), "review"), "Take what the other source says")
    app = open_page("dyad", **pair)
    assert "5 March 2024" in words(app)
    assert first_proofs_shown(app) == {"https://p1.example/a"}
    listed = CliRunner().invoke(cli, ["events", "JPN", "PER", "--format", "csv"]).stdout
    assert listed.index("https://p1.example/a") < listed.index("https://p0.example/a")


def first_proofs_shown(app) -> set[str]:
    """Return the addresses beside the events of the page of a pair, in keys and the table."""
    keys = "".join(one.proto.body for one in app.get("html") if '<ol class="bil bil-key">' in one.proto.body)
    return {*re.findall(r'href="([^"]+)"', keys), *frame_with(app, "proof")["proof"]}


@pytest.mark.parametrize(("answer", "state"), [("Accept", "accepted"), ("Reject", "rejected")])
def test_a_decision_on_a_proposed_event_is_taken_back_on_a_later_visit(store, answer, state):
    draft = EventDraft(
        "x1", date(2024, 3, 4), "JPN", "PER", "summit", "Leaders <b>meet", review="proposed",
        evidence=(EvidenceDraft(url="https://example.org/a", quote="met in Tokyo on March 4"),),
    )  # fmt: skip
    origin = Origin(id="articles", title="Articles")
    pipeline.load_drafts(store, origin, [], [draft], today=TODAY, merges_own=True)
    press(way(open_page("add"), "review"), answer)
    [event] = read.events(store, ("JPN", "PER"), reviews=()).itertuples()
    assert event.review == state
    app = way(open_page("add"), "review")
    assert f"event={event.event_id}" in links(app)
    app = press(app, "Take it back")
    assert list(read.events(store, ("JPN", "PER"), reviews=())["review"]) == ["proposed"]
    assert "waits again" in said(app)
    assert "Accept" in [one.label for one in app.button]


def test_two_events_of_one_question_are_both_shown_and_made_one_again(store):
    two_days_of_one_summit(store)
    press(way(open_page("add"), "review"), "They are two events")
    ids = {f"event={one}" for one in read.events(store, ("JPN", "PER"))["event_id"]}
    app = way(open_page("add"), "review")
    assert len(ids) == 2
    assert set(links(app)) == ids
    app = press(app, "Take it back")
    assert len(read.events(store, ("JPN", "PER"))) == 1
    assert len(read.evidence(store, read.events(store, ("JPN", "PER"))["event_id"])) == 2


def test_a_day_that_was_taken_is_asked_again_on_a_later_visit(store):
    two_days_of_one_summit(store)
    press(way(open_page("add"), "review"), "Take what the other source says")
    app = press(way(open_page("add"), "review"), "Take it back")
    assert [f"{one:%d}" for one in read.events(store, ("JPN", "PER"))["date"]] == ["04"]
    assert "They are two events" in [one.label for one in app.button]


def test_other_edits_are_never_taken_back_with_an_answer(store):
    two_days_of_one_summit(store)
    [event_id] = read.events(store, ("JPN", "PER"))["event_id"]
    pipeline.edit_event(store, int(event_id), {"place": "Kyoto"}, "", today=TODAY)
    app = press(way(open_page("add"), "review"), "Take what the other source says")
    assert links(app) == [f"event={event_id}"]
    press(app, "Take it back")
    [event] = read.events(store, ("JPN", "PER")).itertuples()
    assert (event.date.day, event.place) == (4, "Kyoto")


def two_pacts(store):
    """Load a pact that counts, and one of the next day in other words that was found in a text."""
    for number, (day, quote) in enumerate(((6, "signed a trade deal"), (7, "signed a commerce agreement"))):
        draft = EventDraft(
            f"x{number}", date(2024, 5, day), "JPN", "PER", "agreement_signed",
            "Japan and Peru sign an agreement", evidence=(EvidenceDraft(quote=f"They {quote}."),),
            review=("accepted", "proposed")[number],
        )  # fmt: skip
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )
    [question] = read.review_items(store).query("kind == 'ambiguous'").itertuples()
    return question


def summit_of_days(store):
    """Load a summit of three days, a meeting on the margins of its last, and the summit on another day."""
    for key, kind, day, end, title in (
        ("x1", "summit", 10, 12, "Leaders meet in Tokyo"),
        ("x2", "sideline_meeting", 12, None, "Leaders meet on the margins"),
        ("x3", "summit", 14, None, "Leaders meet in Tokyo"),
    ):
        draft = EventDraft(
            key, date(2024, 6, day), "JPN", "PER", kind, title, date_end=end and date(2024, 6, end),
            evidence=(EvidenceDraft(url=f"https://{key}.example/a", quote=f"met on June {day}"),),
        )  # fmt: skip
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )


def test_both_sides_of_a_question_on_days_show_the_last_day(store):
    summit_of_days(store)
    app = way(open_page("add"), "review")
    [table] = [one.proto.body for one in app.get("html") if "Both sides of question" in one.proto.body]
    assert re.search(r"10–12 June 2024.*14 June 2024", table, re.DOTALL)
    assert "Last day" not in table
    [head] = [one.proto.body for one in app.get("html") if "the event stands on" in one.proto.body]
    assert "Japan–Peru; 10–12 June 2024" in head.replace("\u2068", "").replace("\u2069", "")


def test_an_answer_says_which_other_question_it_settles(store):
    summit_of_days(store)
    app = way(open_page("add"), "review")
    assert "1 pair of events that may be one" in words(app)
    app = press(app, "Take what the other source says")
    assert "1 pair of events that may be one" not in words(app)
    settled = "whether “Leaders meet in Tokyo” and “Leaders meet on the margins” are one event."
    assert f"That also settles the question {settled}" in said(app)


def test_a_command_says_which_other_question_an_answer_settles(store):
    summit_of_days(store)
    [pair] = [one for one in listed(store) if one["kind"] == "duplicate"]
    [question] = [one for one in listed(store) if one["kind"] == "contradiction"]
    done = CliRunner().invoke(cli, ["review", "reject", question["id"]])
    assert "settles" not in done.stderr
    CliRunner().invoke(cli, ["review", "undo", question["id"]])
    done = CliRunner().invoke(cli, ["review", "accept", question["id"]])
    assert f"that also settles {pair['id']}\n" in done.stderr


def listed(store) -> list[dict]:
    return json.loads(CliRunner().invoke(cli, ["review", "list", "--json"]).stdout)


def test_what_may_be_another_event_is_shown_once_and_accepted_by_an_answer(store):
    question = two_pacts(store)
    app = open_page("add")
    assert any("What waits (1)" in one for one in app.segmented_control(key="add-way").options)
    app = way(app, "review")
    labels = [one.label for one in app.button]
    assert "It is an event of its own" in labels
    assert "Accept" not in labels
    assert len(read.events(store, ("JPN", "PER"))) == 1
    card = open_page("events", event=str(question.event_id))
    assert "Accept" not in [one.label for one in card.button]
    card = press(card, "Say which")
    assert "It is an event of its own" in [one.label for one in card.button]
    press(app, "It is an event of its own")
    assert len(read.events(store, ("JPN", "PER"))) == 2


def test_accepting_all_leaves_what_may_be_another_event(store):
    """Its own question is answered by nobody but the reader, and the page says that it waits."""
    question = two_pacts(store)
    for month in (1, 8):
        draft = EventDraft(
            f"s{month}", date(2023, month, 4), "JPN", "PER", "summit", "They meet", review="proposed",
            evidence=(EvidenceDraft(quote="They met."),),
        )  # fmt: skip
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )
    app = way(open_page("add"), "review")
    assert "1 more event may be in the store already" in words(app)
    app = press(app, "Accept all 2")
    assert set(read.review_items(store)["event_id"]) == {question.event_id}
    assert question.event_id not in set(read.events(store, ("JPN", "PER"))["event_id"])


def test_a_row_that_may_tell_of_an_event_is_shown_beside_the_words_of_that_event(store):
    for number, (day, quote) in enumerate(((6, "signed a trade deal"), (7, "signed a commerce agreement"))):
        draft = EventDraft(
            f"x{number}", date(2024, 5, day), "JPN", "PER", "agreement_signed",
            "Japan and Peru sign an agreement", evidence=(EvidenceDraft(quote=f"They {quote}."),),
        )  # fmt: skip
        pipeline.load_drafts(
            store, Origin(id="articles", title="Articles"), [], [draft], today=TODAY, merges_own=True
        )
    app = way(open_page("add"), "review")
    [question] = [one.proto.body for one in app.get("html") if "They signed a trade deal." in one.proto.body]
    assert "They signed a commerce agreement." in question
    assert "6 May 2024" in question
