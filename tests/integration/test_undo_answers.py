"""An answer to a question taken back: it is asked again, or the command says how else it is undone."""

import json
from pathlib import Path

import pytest

from db.errors import UsageError
from tests.integration.cli_runs import invoke as run

MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi {when}."
SIGNED = "Kenya and Ghana signed an agreement on {what} in Nairobi on 7 May 2024."


@pytest.fixture
def read(tmp_path: Path):
    def load(text: str, *options: str, name: str = "text.txt") -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert run("ingest", "article", str(path), *options).exit_code == 0

    return load


def waiting() -> list[tuple[str, str, str]]:
    rows = json.loads(run("review", "list", "--json").stdout)
    return [(row["id"], row["kind"], row["says"]) for row in rows if row["id"].startswith("q")]


def events() -> list[tuple[object, ...]]:
    try:
        told = json.loads(run("events", "GHA", "KEN", "--status", "all", "--format", "json").stdout)
    except UsageError:
        return []
    names = ("event_id", "date", "date_end", "title", "review", "n_evidence")
    return [tuple(one[name] for name in names) for one in told]


def two_days(read) -> None:
    read(MET.format(when="on 13 March 2024"), "--accept", name="a.txt")
    read(MET.format(when="on 12 March 2024"), name="b.txt")


def corrected(read) -> None:
    for day in (13, 12):
        options = ("--url", "https://post.example/a", *(("--accept",) if day == 13 else ()))
        read(MET.format(when=f"on {day} March 2024"), *options)


def in_doubt(read) -> None:
    read(SIGNED.format(what="aviation"), "--accept", name="a.txt")
    read(SIGNED.format(what="air services"), "--accept", name="b.txt")


def unsaid(read) -> None:
    read(MET.format(when="on 13 March 2024"), "--url", "https://post.example/a")
    run("review", "accept", "1")
    read("The roses of Nairobi are late this year, and nobody knows why.", "--url", "https://post.example/a")


@pytest.mark.parametrize("answer", ["accept", "reject"])
@pytest.mark.parametrize("asks", [two_days, corrected, in_doubt, unsaid])
def test_an_answer_is_taken_back_and_asked_again(read, asks, answer):
    asks(read)
    before = waiting(), events()
    [(name, _, _)] = before[0]
    done = run("review", answer, name)
    assert f"bilateral review undo {name}" in done.stderr
    assert waiting() == []
    assert run("review", "undo", name).stdout == f"{name} is asked again\n"
    assert (waiting(), events()) == before
    run("review", answer, name)
    assert waiting() == []


def test_a_hand_made_edit_outlives_an_answer_that_is_taken_back(read):
    from db.engine import database_url, writer_engine
    from etl import pipeline

    two_days(read)
    [(name, _, _)] = waiting()
    run("review", "accept", name)
    number = int(str(events()[0][0]))
    pipeline.edit_event(writer_engine(database_url(None)), number, {"title": "They meet"})
    run("review", "undo", name)
    assert [(one[1][:10], one[3]) for one in events()] == [("2024-03-13", "They meet")]


@pytest.mark.parametrize(
    ("asks", "answer", "problem", "hint"),
    [
        (two_days, (), "q{} is not answered yet", "bilateral review list"),
        (two_days, ("accept", "--apart"), "q{} made two events of one, 1 and 2", "review accept d1-2"),
        (in_doubt, ("accept", "--event", "1"), "there is no question q{}", "loads undo LOAD"),
    ],
    ids=["open", "two events", "moved"],
)
def test_what_is_undone_otherwise_says_how(read, asks, answer, problem, hint):
    asks(read)
    [(name, _, _)] = waiting()
    if answer:
        run("review", answer[0], name, *answer[1:])
    with pytest.raises(UsageError) as error:
        run("review", "undo", name)
    assert str(error.value) == problem.format(name[1:])
    assert hint in error.value.hint


def test_a_day_that_was_given_is_a_load_to_undo(read):
    read(MET.format(when="on Tuesday"))
    [(name, _, _)] = waiting()
    run("review", "accept", name, "--date", "2024-03-12")
    with pytest.raises(UsageError, match="is a load of its own") as error:
        run("review", "undo", name)
    assert error.value.hint == "undo that load: bilateral loads undo 2"
    assert run("loads", "undo", "2").exit_code == 0
    assert [one[:2] for one in waiting()] == [(name, "undated")]


def test_an_event_is_decided_anew(read):
    read(MET.format(when="on 13 March 2024"))
    with pytest.raises(UsageError) as error:
        run("review", "undo", "1")
    assert error.value.hint == "decide anew: bilateral review accept 1, or reject 1"
