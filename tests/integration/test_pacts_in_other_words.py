"""One pact told by three papers in other words, a day apart: one event, or a question with all sides."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from tests.integration.cli_runs import invoke as run

AGENCY = "Kenya and Ghana signed a trade agreement on Monday, officials said."
POST = "Kenya and Ghana on Monday signed a trade deal in Nairobi that cuts tariffs on tea."
MINISTRY = "Ghana and Kenya signed a commerce agreement on Tuesday, the ministry announced."
WITHIN_MONTH = "Ghana and Kenya signed a commerce agreement in May 2024, the ministry announced."
PUBLISHED = "2024-05-08"


@pytest.fixture
def read(tmp_path: Path):
    def load(text: str, name: str, *options: str) -> None:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        assert run("ingest", "article", str(path), "--published", PUBLISHED, *options).exit_code == 0

    return load


def waiting() -> list[dict]:
    rows = json.loads(run("review", "list", "--json").stdout)
    return [row for row in rows if row["kind"] != "proposed"]


def told() -> list[tuple[str, int]]:
    result = run("events", "GHA", "KEN", "--status", "all", "--format", "json")
    return sorted((one["date"][:10], one["n_evidence"]) for one in json.loads(result.stdout))


@pytest.mark.parametrize("later", [MINISTRY, WITHIN_MONTH], ids=["the next day", "the month alone"])
@pytest.mark.parametrize("order", list(permutations("abc")), ids="".join)
def test_a_pact_in_other_words_a_day_later_is_asked_about_in_any_order(read, order, later):
    texts = {"a": AGENCY, "b": POST, "c": later}
    for name in order:
        read(texts[name], name)
    [question] = waiting()
    assert question["kind"] == "ambiguous"
    quotes = {one["quote"] for one in question["other_side"]["evidence"]}
    quotes |= {one["quote"] for rival in question["rivals"] for one in rival["proofs"]}
    assert later in quotes
    assert quotes & {AGENCY, POST}
    assert later in run("review", "list").stdout
    # All that has met either side follows the answer.
    [rival] = question["rivals"]
    assert run("review", "accept", question["id"], "--event", str(rival["event_id"])).exit_code == 0
    assert [n for _, n in told()] == [3]


def test_accepted_at_once_it_counts_only_when_it_is_answered(read):
    read(AGENCY, "a", "--accept")
    read(MINISTRY, "c", "--accept")
    counts = json.loads(run("events", "GHA", "KEN", "--format", "json").stdout)
    assert [one["date"][:10] for one in counts] == ["2024-05-06"]


@pytest.mark.parametrize(
    "other",
    [
        "Ghana and Kenya signed a fisheries pact on Tuesday.",
        "Ghana and Kenya signed a commerce agreement on Friday, 3 May.",
        "Ghana and Kenya signed a commerce agreement in 2024.",
    ],
    ids=["of another field", "days apart", "of the year"],
)
def test_not_every_pact_is_asked_about(read, other):
    read(AGENCY, "a")
    read(other, "b")
    assert waiting() == []
    assert len(told()) == 2


def test_two_pacts_that_one_article_tells_are_not_asked_about(read):
    read(f"{AGENCY} On Tuesday Ghana and Kenya signed a separate commerce agreement.", "a")
    assert waiting() == []
    assert told() == [("2024-05-06", 1), ("2024-05-07", 1)]


THREE = {
    "a": "Malaysia and Brazil signed a trade deal on Monday.",
    "b": "Malaysia and Brazil on Monday signed a pact to cut tariffs on palm oil and beef.",
    "c": "Malaysia and Brazil signed an economic cooperation agreement on Tuesday.",
}


@pytest.mark.parametrize("order", list(permutations("abc")), ids="".join)
def test_a_question_leaves_out_the_events_that_an_undone_load_took_along(read, order):
    for name in order:
        read(THREE[name], name)
    for undone, n_left in ((1, 2), (2, 1)):
        assert run("loads", "undo", str(undone)).exit_code == 0
        events = json.loads(run("events", "BRA", "MYS", "--status", "all", "--format", "json").stdout)
        numbers = {one["event_id"] for one in events}
        assert len(numbers) == n_left
        questions = waiting()
        assert len(questions) == n_left - 1
        for question in questions:
            assert set(question["other_side"]["rivals"]) == numbers - {question["event_id"]}
            assert {one["event_id"] for one in question["rivals"]} == numbers - {question["event_id"]}
