"""What waits for a person, and what the doctor finds, on real stores through the commands."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from bilateral import cli
from db.errors import BilateralError, UsageError

HEAD = "id,date,actor,recipient,type,title,source_url,status,review,tier\n"
UPGRADE = (
    "u1,2024-05-02,BRA,JPN,partnership_upgrade,Partners raised,https://a.example/1,,,Strategic Partnership\n"
)
PROPOSED = "v1,2024-05-03,JPN,BRA,leader_visit,A visit,https://a.example/2,,proposed,\n"


@pytest.fixture
def store(tmp_path):
    return f"sqlite:///{tmp_path}/store.sqlite"


def run(*words: str):
    result = CliRunner().invoke(cli, [*words])
    if isinstance(result.exception, BilateralError):
        raise result.exception
    return result


def ingest(store: str, path, text: str):
    path.write_text(text, encoding="utf-8")
    assert run("ingest", "events", str(path), "--db", store).exit_code == 0


def waiting(store: str) -> list[dict]:
    return json.loads(run("review", "list", "--json", "--db", store).stdout)


def rows(store: str, query: str) -> list[tuple]:
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        return connection.execute(query).fetchall()


def test_a_proposed_event_is_listed_and_accepted(store, tmp_path):
    ingest(store, tmp_path / "one.csv", HEAD + UPGRADE + PROPOSED)
    [item] = waiting(store)
    assert (item["kind"], item["dyad"], item["date"]) == ("proposed", "BRA-JPN", "2024-05-03")
    assert run("review", "accept", item["id"], "--db", store).exit_code == 0
    assert rows(store, "SELECT review FROM event WHERE type = 'leader_visit'") == [("accepted",)]
    assert waiting(store) == []


def test_a_rejected_event_stays_hidden_when_its_table_is_loaded_again(store, tmp_path):
    ingest(store, tmp_path / "one.csv", HEAD + PROPOSED)
    run("review", "reject", waiting(store)[0]["id"], "--db", store)
    ingest(store, tmp_path / "one.csv", HEAD + PROPOSED.replace("A visit", "The visit"))
    assert rows(store, "SELECT review FROM event") == [("rejected",)]
    assert waiting(store) == []


def test_a_source_counts_apart_what_does_not_count(store, tmp_path):
    ingest(store, tmp_path / "one.csv", HEAD + UPGRADE + PROPOSED)

    def counts() -> list[str]:
        heads, cells = run("sources", "--db", store).stdout.splitlines()[:2]
        told = dict(zip(heads.split(), cells.split(), strict=False))
        assert list(told)[5:8] == ["events", "waiting", "rejected"]
        [row] = json.loads(run("sources", "--json", "--db", store).stdout)
        assert cells.split()[-5:-2] == [str(row[name]) for name in ("n_events", "n_waiting", "n_hidden")]
        return cells.split()[-5:-2]

    assert counts() == ["1", "1", "0"]
    run("review", "reject", waiting(store)[0]["id"], "--db", store)
    assert counts() == ["1", "0", "1"]


def test_sources_that_contradict_each_other_wait_with_both_sides(store, tmp_path):
    ingest(store, tmp_path / "one.csv", HEAD + UPGRADE)
    ingest(store, tmp_path / "two.csv", HEAD + UPGRADE.replace("Strategic", "Global"))
    [item] = waiting(store)
    assert item["kind"] == "contradiction"
    assert rows(store, "SELECT tier FROM event") == [("Strategic Partnership",)]
    assert item["other_side"]["tier"] == "Global Partnership"
    run("review", "accept", item["id"], "--db", store)
    assert rows(store, "SELECT tier FROM event") == [("Global Partnership",)]
    assert waiting(store) == []


@pytest.mark.parametrize("word", ["x", "-1", "q", "999", "q999", "1e3"])
def test_a_word_that_is_no_id_is_a_usage_error(store, tmp_path, word):
    ingest(store, tmp_path / "one.csv", HEAD + PROPOSED)
    with pytest.raises(BilateralError) as problem:
        run("review", "accept", "--db", store, "--", word)
    assert problem.value.exit_code == 2
    assert len(waiting(store)) == 1


def findings(store: str) -> list[dict]:
    return json.loads(run("doctor", "--json", "--db", store).stdout)


def test_the_shipped_events_are_in_good_health(store):
    run("ingest", "embedded", "--db", store)
    result = run("doctor", "--db", store)
    assert result.exit_code == 0
    assert "0 problems, 0 warnings" in result.stdout


def test_the_doctor_names_what_is_wrong(store, tmp_path):
    twice = "w{},2024-06-01,JPN,BRA,protest,Japan protests over beef,https://a.example/{},,,\n"
    late = "s1,2024-07-01,BRA,JPN,summit,Leaders to meet,https://a.example/9,scheduled,,\n"
    ingest(store, tmp_path / "one.csv", HEAD + twice.format(1, 1) + twice.format(2, 2) + late + UPGRADE)
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("UPDATE evidence SET url = 'https://no dots' WHERE url LIKE '%/9'")
        connection.execute("DELETE FROM evidence WHERE url LIKE '%example/1'")
        connection.commit()
    connection.close()
    found = {(finding["severity"], finding["check"]) for finding in findings(store)}
    assert {
        ("problem", "proofs"),
        ("warning", "addresses"),
        ("warning", "duplicates"),
        ("warning", "schedule"),
        ("note", "coverage"),
    } <= found
    assert run("doctor", "--db", store).exit_code == 1


def test_a_hole_between_two_spans_of_coverage_is_named(store, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text(HEAD + UPGRADE, encoding="utf-8")
    run("ingest", "events", str(path), "--coverage", "2001-01-01..2005-12-31", "--db", store)
    path.write_text(HEAD + UPGRADE.replace("raised", "are raised"), encoding="utf-8")
    run("ingest", "events", str(path), "--coverage", "2010-01-01..2024-12-31", "--db", store)
    gaps = [f["message"] for f in findings(store) if f["check"] == "coverage" and f["severity"] == "warning"]
    assert gaps == ["BRA-JPN: no source covers 2006-01-01 to 2009-12-31"]


def test_a_question_that_is_answered_is_not_answered_again(store, tmp_path):
    ingest(store, tmp_path / "one.csv", HEAD + UPGRADE)
    ingest(store, tmp_path / "two.csv", HEAD + UPGRADE.replace("2024-05-02", "2024-05-04"))
    ingest(store, tmp_path / "three.csv", HEAD + UPGRADE.replace("Strategic", "Global"))
    [first, second] = [row["id"] for row in waiting(store)]
    assert run("review", "reject", first, "--db", store).exit_code == 0
    for ids in ((first,), (first, second)):
        with pytest.raises(UsageError, match=f"^{first} is answered already$") as refused:
            run("review", "accept", *ids, "--db", store)
        assert refused.value.exit_code == 2
        assert f"bilateral review undo {first}" in refused.value.hint
    assert [row["id"] for row in waiting(store)] == [second]
    with pytest.raises(UsageError, match="there is no question q99"):
        run("review", "accept", "q99", "--db", store)


def test_a_list_of_all_events_says_which_are_rejected(store, tmp_path):
    planned = UPGRADE.replace("u1,2024", "u2,2034").replace("/1,,", "/3,scheduled,")
    ingest(store, tmp_path / "one.csv", HEAD + UPGRADE + planned + PROPOSED)
    words = ("events", "BRA", "JPN", "--db", store, "--status")

    def told(status: str) -> list[tuple[str, str]]:
        heads, *lines = run(*words, status).stdout.splitlines()
        assert heads.split()[:3] == ["id", "status", "date"]
        return [tuple(line.split()[1:3]) for line in lines if line.split()[0].isdigit()]

    assert told("all") == [
        ("occurred", "2024-05-02"), ("proposed", "2024-05-03"), ("scheduled", "2034-05-02"),
    ]  # fmt: skip
    run("review", "reject", waiting(store)[0]["id"], "--db", store)
    assert told("all")[1] == ("rejected", "2024-05-03")
    assert told("rejected") == [("rejected", "2024-05-03")]
    assert run(*words, "occurred").stdout.split()[:2] == ["date", "type"]
