"""The text for the editors of a data set: what their source says, and apart from it what was changed here."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import read
from etl import pipeline
from tests.app.opening import open_page

TODAY = date(2026, 11, 24)
OTHER = (
    "date,actor,recipient,type,title,source_url\n2023-12-18,JPN,MYS,partnership_upgrade,Japan and Malaysia "
    "raise ties to a Comprehensive Strategic Partnership,https://other.example/x2\n"
)


def report(event_id: int) -> tuple[list[str], list[str]]:
    """Return the lines of the text up to what this store has otherwise, and those from there on."""
    app = open_page("events", event=str(event_id))
    [text] = [one.value for one in app.code if "What is wrong" in one.value]
    source, _, here = text.partition("--- What this store has otherwise; the source does not say it ---")
    return source.splitlines(), here.splitlines()


@pytest.fixture
def upgrade(store: Engine, tmp_path: Path) -> int:
    """The embedded upgrade of 16 December 2023, with a row of another source that says the 18th."""
    path = tmp_path / "other.csv"
    path.write_text(OTHER, encoding="utf-8")
    pipeline.load_event_files(store, [path], today=TODAY)
    [item] = read.review_items(store).query("kind == 'contradiction'").to_dict("records")
    pipeline.resolve_reviews(store, [item["item_id"]], "accepted", today=TODAY)
    return int(item["event_id"])


def test_an_edit_is_no_statement_of_the_source(store, upgrade):
    pipeline.edit_event(store, upgrade, {"place": "Putrajaya"}, today=TODAY)
    source, here = report(upgrade)
    assert "--- What the source says ---" in source
    assert {"Date: 2023-12-16", "Place: Tokyo", "Actor: JPN"} <= set(source)
    assert "Proof 2, from other: https://other.example/x2" in source
    assert here[1:3] == [
        "Date: 2023-12-18 (changed here by an answer to a question between sources)",
        "Place: Putrajaya (changed here by hand)",
    ]


def test_what_another_source_added_is_not_the_sources_own(store, tmp_path):
    path = tmp_path / "mine.csv"
    head = OTHER.splitlines()[0]
    row = "2024-05-06,ARG,CHL,leader_visit,President visits Santiago,https://a.example/1"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    first = pipeline.load_event_files(store, [path], today=TODAY)[0]
    other = tmp_path / "place.csv"
    other.write_text(f"{head},place\n{row},Santiago\n", encoding="utf-8")
    pipeline.load_event_files(store, [other], today=TODAY)
    source, here = report(first.event_ids[0])
    assert not [line for line in source if line.startswith("Place")]
    assert "Place: Santiago (from another source)" in here


def test_of_an_untouched_event_nothing_is_said_apart(store):
    event_id = int(read.events(store)["event_id"].iloc[0])
    _, here = report(event_id)
    assert here == []


def test_an_event_whose_source_is_gone_says_so(store, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(OTHER.replace("JPN,MYS", "ARG,CHL"), encoding="utf-8")
    loaded = pipeline.load_event_files(store, [path], today=TODAY)[0]
    pipeline.edit_event(store, loaded.event_ids[0], {"place": "Santiago"}, today=TODAY)
    pipeline.undo_load(store, loaded.load_id)
    source, here = report(loaded.event_ids[0])
    assert "--- As this store has it; its source tells of it no more ---" in source
    assert "Place: Santiago" in source
    assert "Place: Santiago (changed here by hand)" in here
