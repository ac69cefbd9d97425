"""A feed whose item is corrected later: a proposal follows, and of what was accepted a person is asked."""

import json
from pathlib import Path

import pytest

from tests.integration.cli_runs import output as run

VISITED = "French President Emmanuel Macron visited Japan from {} January 2025."
RAISED = "Japan and Peru raised their ties to a {} on 13 January 2025."
PLANNED = "French President Emmanuel Macron will visit Japan on 13 March 2025."
LONG = " The lawyers of both sides have read every page of it twice and found nothing to mend in it." * 10
WIRE = "<?xml version='1.0'?><rss version='2.0'><channel><title>{}</title>{}</channel></rss>"
ITEM = "<item><guid isPermaLink='false'>{}</guid><title>{}</title>{}<description>{}</description></item>"
DAY = "<pubDate>Wed, 15 Jan 2025 08:00:00 GMT</pubDate>"
OTHER = ITEM.format("id-2", "Roses", "", "No news.")


@pytest.fixture
def read(tmp_path: Path):
    """Load a version of a feed whose one item has an id that stays."""

    def load(text: str, shape: str = "teaser", *options: str) -> None:
        link = "" if "no link" in shape else "<link>https://x.example/a</link>"
        words = text + LONG if "whole" in shape else text
        path = tmp_path / "wire.xml"
        path.write_text(WIRE.format("Wire", ITEM.format("id-1", "News", link + DAY, words) + OTHER))
        run("ingest", "feed", str(path), *options)

    return load


def waiting() -> list[dict]:
    return json.loads(run("review", "list", "--json"))


def accept_all() -> None:
    run("review", "accept", *[row["id"] for row in waiting()])


def event(pair: str = "FRA JPN") -> dict:
    [one] = json.loads(run("events", *pair.split(), "--status", "all", "--format", "json"))
    return one


def span() -> tuple[str, str]:
    one = event()
    return one["date"][:10], str(one["date_end"])[:10]


SHAPES = ("teaser", "whole", "teaser, no link", "whole, no link")
FIRST, LATER = VISITED.format("13 to 15"), VISITED.format("14 to 16")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_corrected_item_takes_the_place_of_its_proposal_and_undo_brings_the_earlier_back(read, shape):
    read(FIRST, shape)
    read(LATER, shape)
    assert [row["kind"] for row in waiting()] == ["proposed"]
    assert (*span(), event()["n_evidence"]) == ("2025-01-14", "2025-01-16", 1)
    run("loads", "undo", "2")
    assert (*span(), event()["n_evidence"]) == ("2025-01-13", "2025-01-15", 1)
    assert [row["says"] for row in waiting()] == [FIRST]


CHANGES = {
    "day": (FIRST, LATER, "2025-01-13 to 2025-01-15", "2025-01-14 to 2025-01-16"),
    "last day": (FIRST, VISITED.format("13 to 16"), "2025-01-13 to 2025-01-15", "2025-01-13 to 2025-01-16"),
    "title": (
        RAISED.format("Strategic Partnership"),
        RAISED.format("Comprehensive Strategic Partnership"),
        "'Strategic Partnership'",
        "'Comprehensive Strategic Partnership'",
    ),
}


@pytest.mark.parametrize("decide", ["accept", "edit"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_decided_on_stands_until_the_correction_is_answered(read, change, shape, decide):
    from db.engine import database_url, writer_engine
    from etl import pipeline

    first, later, was, is_now = CHANGES[change]
    pair = "JPN PER" if change == "title" else "FRA JPN"
    read(first, shape)
    if decide == "accept":
        accept_all()
    else:
        pipeline.edit_event(writer_engine(database_url(None)), event(pair)["event_id"], {"place": "Osaka"})
    before = event(pair)
    read(later, shape)
    [question] = [row for row in waiting() if row["kind"] != "proposed"]
    assert question["says"] == f"Wire of 2025-01-15 corrected its article: was {was}, is now {is_now}"
    assert {**event(pair), "n_evidence": 1} == before
    run("loads", "undo", "2")
    assert event(pair) == before
    assert [row["kind"] for row in waiting()] == (["proposed"] if decide == "edit" else [])


def stand(one: dict) -> tuple[str, ...]:
    return one["date"], one["date_end"], one["tier"], one["title"]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("answer", ["accept", "reject"])
def test_an_answered_correction_is_not_asked_again_and_another_one_is(read, answer, change):
    first, later, *_ = CHANGES[change]
    pair = "JPN PER" if change == "title" else "FRA JPN"
    read(first)
    accept_all()
    before = event(pair)
    read(later)
    run("review", answer, waiting()[0]["id"])
    assert waiting() == []
    assert (stand(event(pair)) == stand(before)) is (answer == "reject")
    read(later + " It is so.")
    assert waiting() == []
    read(RAISED.format("Special Partnership") if change == "title" else VISITED.format("13 to 17"))
    [question] = waiting()
    assert "Wire of 2025-01-15 corrected its article: was " in question["says"]
    run("loads", "undo", "4", "3", "2")
    assert (stand(event(pair)), waiting()) == (stand(before), [])


@pytest.mark.parametrize("shape", SHAPES)
def test_a_second_correction_takes_the_place_of_the_first_and_the_first_wording_closes_it(read, shape):
    read(FIRST, shape)
    accept_all()
    read(LATER, shape)
    read(VISITED.format("12 to 14"), shape)
    [question] = waiting()
    assert question["says"].endswith("was 2025-01-13 to 2025-01-15, is now 2025-01-12 to 2025-01-14")
    assert span() == ("2025-01-13", "2025-01-15")
    read(FIRST + " It is so.", shape)
    if "whole" in shape:
        assert waiting() == []
    assert span() == ("2025-01-13", "2025-01-15")


def test_a_visit_that_is_still_to_come_is_one_answer(read):
    read(FIRST)
    accept_all()
    read(PLANNED)
    assert sorted(row["says"].partition(": ")[2] for row in waiting()) == [
        "was 2025-01-13 to 2025-01-15, is now 2025-03-13",
        "was occurred, is now scheduled",
    ]
    run("review", "accept", waiting()[0]["id"])
    assert (event()["date"][:10], event()["status"], waiting()) == ("2025-03-13", "scheduled", [])


def test_a_field_changed_by_hand_is_asked_about_with_what_the_hand_wrote(read):
    from db.engine import database_url, writer_engine
    from etl import pipeline

    read(CHANGES["title"][0])
    number = event("JPN PER")["event_id"]
    pipeline.edit_event(writer_engine(database_url(None)), number, {"tier": "Global Partnership"})
    read(CHANGES["title"][1])
    [question] = [row for row in waiting() if row["kind"] != "proposed"]
    assert question["says"].endswith(
        "was 'Strategic Partnership', is now 'Comprehensive Strategic Partnership'; "
        "the event has 'Global Partnership'"
    )


def test_a_teaser_that_tells_less_takes_nothing_back(read):
    read(f"{FIRST} {RAISED.format('Strategic Partnership')}")
    read(RAISED.format("Comprehensive Strategic Partnership"))
    assert sorted(row["type"] for row in waiting()) == ["leader_visit", "partnership_upgrade"]


def test_items_without_a_link_that_share_an_id_are_two(tmp_path: Path):
    items = "".join(
        ITEM.format("id", n, "", text) for n, text in enumerate((FIRST, VISITED.format("3 to 4")))
    )
    path = tmp_path / "wire.xml"
    path.write_text(WIRE.format("Wire", items))
    run("ingest", "feed", str(path))
    assert len(waiting()) == 2


@pytest.mark.parametrize("name", ["other.xml", "wire.xml"])
def test_an_id_is_the_item_of_one_feed(tmp_path: Path, name: str):
    for title, file, text in (("Wire", "wire.xml", FIRST), ("Post", name, VISITED.format("20 to 21"))):
        (tmp_path / file).write_text(WIRE.format(title, ITEM.format("1", "a", "", text)))
        run("ingest", "feed", str(tmp_path / file))
    assert len(waiting()) == 2
