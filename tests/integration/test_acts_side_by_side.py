"""Acts that one article tells side by side: two pacts of one day, two acts without a day."""

import json
from pathlib import Path

import pytest

from tests.integration.cli_runs import output as run

SIGNED = "Kenya and Ghana signed an agreement on {what} in {where} on 7 May 2024."
MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in {where} on {day}."
PACT = "Kenya and Ghana signed an agreement on {what} on Tuesday."
AVIATION = SIGNED.format(what="aviation", where="Nairobi")
FISHING = SIGNED.format(what="fishing", where="Mombasa")


@pytest.fixture
def read(tmp_path: Path):
    def load(text: str, *options: str, name: str = "text.txt") -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        run("ingest", "article", str(path), *options)

    return load


def waiting(*kinds: str) -> list[dict]:
    return [row for row in json.loads(run("review", "list", "--json")) if row["kind"] in kinds]


def events() -> list[dict]:
    return json.loads(run("events", "GHA", "KEN", "--status", "all", "--format", "json"))


@pytest.mark.parametrize("address", [(), ("--url", "https://post.example/a")])
def test_two_pacts_of_one_day_are_two_acts_however_often_they_are_read(read, address):
    for _ in range(2):
        read(f"{AVIATION} {FISHING}", *address)
        assert [row["says"] for row in waiting("proposed", "ambiguous")] == [AVIATION, FISHING]
    assert [one["n_evidence"] for one in events()] == [1, 1]


@pytest.mark.parametrize("is_turned", [False, True])
def test_each_pact_meets_the_event_that_its_words_name(read, is_turned):
    read(SIGNED.format(what="fisheries", where="Nairobi"), "--accept", name="a.txt")
    both = [SIGNED.format(what="aviation", where="Nairobi"), FISHING]
    read(" ".join(both[::-1] if is_turned else both), name="b.txt")
    assert waiting("ambiguous") == [], "the pact on aviation is not the one on fisheries"
    assert [row["says"] for row in waiting("proposed")] == [both[0]]
    assert sorted(one["n_evidence"] for one in events()) == [1, 2]


def test_where_the_words_leave_it_open_all_events_are_offered(read):
    read(f"{AVIATION} {SIGNED.format(what='fisheries', where='Nairobi')}", "--accept", name="a.txt")
    read("Kenya and Ghana signed an air services agreement on 7 May 2024.", name="b.txt")
    [question] = waiting("ambiguous")
    first, second = sorted(one["event_id"] for one in events())[:2]
    assert {f"it is event {first}", f"it is event {second}"} <= set(question["answers"])


@pytest.mark.parametrize(
    "text",
    [
        f"{AVIATION} The agreement on flights was signed by Kenya and Ghana on 7 May 2024.",
        f"{AVIATION} Kenya and Ghana signed an aviation agreement on 7 May 2024.",
        "Kenya and Ghana signed agreements on aviation and fishing on 7 May 2024.",
    ],
    ids=["the agreement", "one subject", "one sentence"],
)
def test_one_pact_told_twice_is_one(read, text):
    read(text)
    assert len(waiting("proposed")) == 1


TWO = [
    (MET.format(where="Rome", day="Tuesday"), MET.format(where="Rome", day="Friday")),
    (MET.format(where="Rome", day="Tuesday"), MET.format(where="Vienna", day="Tuesday")),
    (PACT.format(what="aviation"), PACT.format(what="fishing")),
]


@pytest.mark.parametrize("told", TWO, ids=["two days", "two places", "two subjects"])
def test_two_acts_without_a_day_are_two_questions_and_two_events(read, told):
    for _ in range(2):
        read(" ".join(told))
        questions = waiting("undated")
        assert [row["other_side"]["evidence"][0]["quote"] for row in questions] == [*told]
    for row, day in zip(questions, ("2024-05-07", "2024-05-08"), strict=True):
        run("review", "accept", row["id"], "--date", day)
    assert sorted(one["date"][:10] for one in events()) == ["2024-05-07", "2024-05-08"]
    assert waiting("undated", "contradiction") == []
    read(" ".join(told))
    assert waiting("undated", "contradiction") == []


def test_one_act_without_a_day_told_twice_is_one_question(read):
    met = MET.format(where="Nairobi", day="Tuesday")
    read(f"{met} Ruto and Akufo-Addo met on Tuesday at State House in Nairobi.")
    assert len(waiting("undated")) == 1
