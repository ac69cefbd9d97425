"""Two events that may be one: listed, made one or kept apart, and taken back, by the commands on a store."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from bilateral import cli
from db import read, schema
from db.engine import writer_engine
from db.errors import UsageError
from db.vocabulary import REVIEWS, STATUSES
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Origin
from etl.joining import duplicates

TODAY = date(2026, 11, 24)
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine on a store with two events that read alike, of two rows of one table."""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", url)
    engine = writer_engine(url)
    schema.upgrade(engine)
    load(engine, "visits", "v1", "Leaders meet in Tokyo")
    load(engine, "visits", "v2", "Leaders meet in Tokyo again", topics=("trade",))
    return engine


@pytest.fixture
def run() -> Run:
    return lambda *words: CliRunner().invoke(cli, words)


def load(engine: Engine, source: str, key: str, title: str, day: int = 4, **more: object) -> int:
    draft = EventDraft(
        key, date(2024, 3, day), "JPN", "PER", "agreement_signed", title,
        evidence=(EvidenceDraft(url=f"https://{key}.example/a", quote=f"{key} says so"),), **more,
    )  # fmt: skip
    report = pipeline.load_drafts(engine, Origin(source, source.title()), [], [draft], today=TODAY)
    assert report.load_id is not None
    return report.load_id


def events(engine: Engine):
    return read.events(engine, ("JPN", "PER"), statuses=STATUSES, reviews=REVIEWS)


def urls(engine: Engine, event_id: int) -> list[str]:
    return sorted(read.evidence(engine, [event_id])["url"])


def names(run: Run) -> list[str]:
    return [row["id"] for row in json.loads(run("review", "list", "--json").stdout)]


def test_they_are_listed_with_what_both_rest_on_and_their_answers(store: Engine, run: Run):
    said = run("review", "list").stdout
    assert "d1-2" in said
    for words in ("v1 says so", "https://v2.example/a", "review accept d1-2", "review reject d1-2"):
        assert words in said
    assert "bilateral review list" in run("doctor").stdout


def test_made_one_they_have_the_proofs_of_both_and_are_asked_of_no_more(store: Engine, run: Run):
    done = run("review", "accept", "d1-2")
    assert (done.exit_code, done.stdout) == (0, "1 pair of events made one\n")
    assert list(events(store)["event_id"]) == [1]
    assert urls(store, 1) == ["https://v1.example/a", "https://v2.example/a"]
    assert events(store)["topics"].iloc[0] == ("trade",)
    assert names(run) == []
    assert schema.check(store) == []


def test_kept_apart_both_stand_and_are_asked_of_no_more(store: Engine, run: Run):
    done = run("review", "reject", "d1-2")
    assert (done.exit_code, done.stdout) == (0, "1 pair of events kept apart\n")
    assert list(events(store)["event_id"]) == [1, 2]
    assert names(run) == []
    assert "may be one" not in run("doctor").stdout
    assert run("review", "undo", "d1-2").stdout == "d1-2 is asked again\n"
    assert names(run) == ["d1-2"]


def test_taken_apart_each_says_what_it_said_edits_and_all(store: Engine, run: Run):
    pipeline.edit_event(store, 2, {"title": "Leaders meet in Tokyo twice"}, "mended", today=TODAY)
    before = events(store).drop(columns="event_id")
    duplicates.merge_events(store, 1, 2, "one and the same")
    assert list(read.swallowed(store, 1)["note"]) == ["one and the same"]
    done = run("review", "undo", "d1-2")
    assert (done.exit_code, done.stdout) == (0, "event 2 stands by itself again\n")
    assert events(store).drop(columns="event_id").equals(before)
    assert list(read.edits(store, [2])["note"]) == ["mended"]
    assert names(run) == ["d1-2"]
    assert schema.check(store) == []


def test_an_event_that_comes_back_has_its_number_again(store: Engine, run: Run):
    duplicates.merge_events(store, 1, 2)
    load(store, "visits", "v3", "A treaty on fishing", 20)
    load(store, "visits", "v4", "A treaty on fishing grounds", 20)
    assert list(events(store)["event_id"]) == [1, 3, 4]
    duplicates.merge_events(store, 3, 4)
    assert run("review", "undo", "d1-2").stdout == "event 2 stands by itself again\n"
    assert urls(store, 2) == ["https://v2.example/a"]
    assert run("review", "undo", "d3-4").stdout == "event 4 stands by itself again\n"
    assert list(events(store)["event_id"]) == [1, 2, 3, 4]
    assert schema.check(store) == []


def test_the_rows_of_one_event_stay_where_they_are_when_loaded_again(store: Engine):
    duplicates.merge_events(store, 1, 2)
    load(store, "visits", "v2", "Leaders meet in Tokyo again", topics=("trade",), place="Tokyo")
    assert list(events(store)["event_id"]) == [1]
    assert events(store)["place"].iloc[0] == "Tokyo"


def test_rows_loaded_again_and_renamed_since_are_taken_apart_all_the_same(store: Engine):
    duplicates.merge_events(store, 1, 2)
    load(store, "visits", "v2", "Leaders meet in Tokyo again", place="Tokyo")
    with store.begin() as connection:
        connection.execute(
            text("UPDATE source_record SET source_event_id = 'n2' WHERE source_event_id = 'v2'")
        )
    back = duplicates.take_back(store, 1, 2)
    assert back is not None
    assert urls(store, back) == ["https://v2.example/a"]
    assert urls(store, 1) == ["https://v1.example/a"]
    assert events(store).set_index("event_id").at[back, "place"] == "Tokyo"


@pytest.mark.parametrize("undone", [1, 2])
def test_undoing_a_load_leaves_what_the_other_says(store: Engine, undone: int):
    duplicates.merge_events(store, 1, 2)
    pipeline.undo_load(store, undone)
    assert urls(store, int(events(store)["event_id"].iloc[0])) == [f"https://v{3 - undone}.example/a"]
    assert schema.check(store) == []


def test_an_earlier_version_comes_back_to_its_event(store: Engine):
    newer = load(store, "visits", "v2", "Leaders meet in Tokyo once more")
    duplicates.merge_events(store, 1, 2)
    pipeline.undo_load(store, newer)
    assert list(events(store)["event_id"]) == [1]
    assert urls(store, 1) == ["https://v1.example/a", "https://v2.example/a"]


def test_the_accepted_one_stays(store: Engine):
    load(store, "visits", "o1", "A treaty is signed", 20, review="proposed")
    load(store, "visits", "m1", "The treaty is signed", 20, place="Lima")
    number = int(events(store).query("source_event_id == 'o1'")["event_id"].iloc[0])
    accepted = int(events(store).query("source_event_id == 'm1'")["event_id"].iloc[0])
    assert duplicates.merge_events(store, number, accepted) == accepted
    assert events(store).set_index("event_id").at[accepted, "review"] == "accepted"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept", "d1-9"), "there is no event 9"),
        (("accept", "d1-1"), "are not two of the same countries and kind"),
        (("undo", "d1-2"), "nothing was said of events 1 and 2"),
        (("undo", "q3"), "there is no question q3"),
        (("accept", "d1"), "is no id"),
        (("accept", "d1-2", "--apart"), "--date, --event and --apart answer questions"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(store: Engine, run: Run, words: list[str], said: str):
    before = read.revision(store)
    problem = run("review", *words).exception
    assert isinstance(problem, UsageError)
    assert said in str(problem)
    assert read.revision(store) == before


def test_a_series_of_one_source_is_no_heap_of_doubts(store: Engine):
    for number in range(duplicates.SERIES + 1):
        load(store, "votes", f"n{number}", f"They vote alike, motion {number}", 9)
    found = duplicates.probable(events(store))
    assert [twins.name for twins in found] == ["d1-2"]


HEAD = "date,date_end,actor,recipient,type,title,source_url\n"
MARGINS = "2024-11-16,,JPN,PER,sideline_meeting,Leaders meet at APEC,https://{}.example/a\n"
SUMMIT = "2024-11-16,,JPN,PER,summit,Ishiba and Boluarte hold a summit,https://{}.example/a\n"


def ingest(run: Run, folder: Path, name: str, rows: str) -> None:
    (folder / f"{name}.csv").write_text(HEAD + rows.replace("{}", name), encoding="utf-8")
    assert run("ingest", "events", str(folder / f"{name}.csv")).exit_code == 0


def meetings(run: Run) -> list[tuple[str, str]]:
    found = json.loads(run("events", "JPN", "PER", "--since", "2024-11-01", "--format", "json").stdout)
    return sorted((row["type"], row["date"][:10]) for row in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [(MARGINS, SUMMIT), (SUMMIT, MARGINS), (SUMMIT.replace("16,,", "14,2024-11-17,"), MARGINS)],
)
def test_a_summit_and_a_meeting_on_the_margins_of_two_sources_are_asked_about(tmp_path, run, first, second):
    ingest(run, tmp_path, "one", first)
    ingest(run, tmp_path, "two", second)
    before = meetings(run)
    assert len(before) == 2
    assert names(run) == ["d1-2"]
    assert "may be the same happening" in run("review", "list").stdout
    assert "may be one" in run("doctor").stdout
    assert run("review", "accept", "d1-2").stdout == "1 pair of events made one\n"
    assert [kind for kind, _ in meetings(run)] == ["summit" if first != MARGINS else "sideline_meeting"]
    assert names(run) == []
    assert run("db", "check").exit_code == 0
    run("review", "undo", "d1-2")
    assert (meetings(run), names(run)) == (before, ["d1-2"])
    assert run("review", "reject", "d1-2").stdout == "1 pair of events kept apart\n"
    assert (meetings(run), names(run)) == (before, [])


def test_a_summit_and_a_meeting_on_the_margins_of_one_source_or_of_two_days_are_two(tmp_path, run):
    ingest(run, tmp_path, "one", SUMMIT + MARGINS)
    ingest(run, tmp_path, "two", MARGINS.replace("11-16", "11-17").replace("PER", "KOR"))
    ingest(run, tmp_path, "three", SUMMIT.replace("11-16", "11-18").replace("PER", "KOR"))
    assert names(run) == []


def test_two_articles_that_name_one_meeting_otherwise_are_asked_about(tmp_path, run):
    said = (
        "Kenyan President William Ruto and Ghanaian President Nana Akufo-Addo held a summit in Addis Ababa "
        "on 17 February 2024.",
        "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo on the sidelines of the "
        "African Union summit in Addis Ababa on 17 February 2024.",
    )
    for number, words in enumerate(said):
        path = tmp_path / f"{number}.txt"
        path.write_text(words, encoding="utf-8")
        run("ingest", "article", str(path), "--url", f"https://post.example/{number}", "--accept")
    found = json.loads(run("events", "GHA", "KEN", "--format", "json").stdout)
    assert sorted(row["type"] for row in found) == ["sideline_meeting", "summit"]
    assert names(run) == ["d1-2"]
