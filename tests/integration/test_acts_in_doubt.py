"""An act that may be another event is accepted only by saying which it is."""

import json
from pathlib import Path

import pytest

from db.errors import UsageError
from tests.integration.cli_runs import invoke as run

TABLE = """id,date,actor,recipient,type,title,source_url
t1,2024-05-10,NOR,TCD,agreement_signed,Norway and Chad sign a trade agreement,https://treaties.example/t1
"""
COMMERCE = "Norway and Chad signed a commerce agreement in Oslo on 12 May 2024."
ON_MARGINS = "The foreign ministers of Norway and Chad met in Geneva on 3 June 2024."
SAME_DAY = "Norway and Chad signed an agreement on air services in Oslo on 10 May 2024."


@pytest.fixture
def read(tmp_path: Path):
    table = tmp_path / "treaties.csv"
    table.write_text(TABLE, encoding="utf-8")
    assert run("ingest", "events", str(table)).exit_code == 0

    def load(text: str, name: str = "a", *options: str) -> None:
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        said = run("ingest", "article", str(path), "--published", "2024-06-14", *options)
        assert said.exit_code == 0

    return load


def waiting() -> list[dict]:
    return json.loads(run("review", "list", "--json").stdout)


def counting() -> list[int]:
    told = json.loads(run("events", "NOR", "TCD", "--format", "json").stdout)
    return [one["event_id"] for one in told]


@pytest.mark.parametrize("options", [(), ("--accept",)], ids=["proposed", "accepted at once"])
@pytest.mark.parametrize("text", [COMMERCE, SAME_DAY], ids=["days apart", "of one day"])
def test_it_waits_once_and_is_accepted_only_by_an_answer(read, text, options):
    read(text, "a", *options)
    [question] = waiting()
    assert question["kind"] == "ambiguous"
    [rival] = question["rivals"]
    with pytest.raises(UsageError, match=f"may be event {rival['event_id']}: say first which") as refused:
        run("review", "accept", str(question["event_id"]))
    assert f"review accept {question['id']} --event {rival['event_id']}" in str(refused.value.hint)
    assert waiting() == [question]
    assert counting() == [rival["event_id"]]
    assert run("review", "accept", question["id"]).exit_code == 0
    assert sorted(counting()) == sorted([rival["event_id"], question["event_id"]])


def test_among_others_it_is_named_and_none_is_accepted(read):
    read(f"{COMMERCE} {ON_MARGINS}")
    rows = waiting()
    [question] = [row for row in rows if row["kind"] == "ambiguous"]
    [other] = [row for row in rows if row["kind"] == "proposed"]
    with pytest.raises(UsageError, match="no event was accepted"):
        run("review", "accept", other["id"], str(question["event_id"]))
    assert waiting() == rows
    run("review", "accept", other["id"])
    assert waiting() == [question]


@pytest.mark.parametrize("answer", ["accept", "reject"])
def test_both_questions_of_a_proposal_are_put_again(read, answer):
    read(COMMERCE)
    before = waiting()
    run("review", answer, before[0]["id"])
    assert waiting() == []
    run("review", "undo", before[0]["id"])
    assert waiting() == before
    if answer == "reject":
        # Left out as an event, which the page takes back by the question whether it counts.
        run("review", "reject", str(before[0]["event_id"]))
        run("review", "undo", f"q{int(before[0]['id'][1:]) + 1}")
        assert waiting() == before
