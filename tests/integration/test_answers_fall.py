"""An answer that rests on what a load said falls when that load is undone; all on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from db.engine import database_url, writer_engine
from db.errors import BilateralError
from etl import pipeline
from tests.integration.cli_runs import invoke as run
from tests.tables_loaded import TODAY

CSP = "Comprehensive Strategic Partnership"
TITLE = f"Japan and Malaysia raise ties to a {CSP}"
HEAD = "date,actor,recipient,type,title,source_url\n"
ROW = f"2023-12-18,JPN,MYS,partnership_upgrade,{TITLE},https://other.example/{{}}\n"


def ingest(path: Path, text: str, *options: str) -> None:
    path.write_text(text, encoding="utf-8")
    run("ingest", "events", str(path), *options)


def waiting() -> list[dict]:
    rows = json.loads(run("review", "list", "--json").stdout)
    return [row for row in rows if row["kind"] == "contradiction"]


def upgrades() -> list[tuple[str, str]]:
    words = ("--type", "partnership_upgrade", "--since", "2023-12-01", "--until", "2023-12-31")
    found = run("events", "JPN", "MYS", *words, "--format", "json").stdout
    return [(row["date"][:10], row["place"]) for row in json.loads(found)]


def december_17() -> str:
    """The value of the curve on the day between the two days that the sources give."""
    words = ("--freq", "day", "--since", "2023-12-17", "--until", "2023-12-17", "--format", "csv")
    said = run("intensity", "JPN", "MYS", *words).stdout.lstrip("\ufeff")
    [row] = csv.DictReader(io.StringIO("".join(x for x in said.splitlines(True) if not x.startswith("#"))))
    return row["cooperation"]


@pytest.fixture
def answered(tmp_path: Path) -> dict:
    """The shipped events, the row of another source, and the answer that its day is right."""
    run("ingest", "embedded")
    before = {"upgrades": upgrades(), "curve": december_17()}
    ingest(tmp_path / "other.csv", HEAD + ROW.format(1))
    [question] = waiting()
    run("review", "accept", question["id"])
    assert [day for day, _ in upgrades()] == ["2023-12-18"]
    assert december_17() != before["curve"]
    return before


def test_an_answer_falls_with_the_load_that_said_it(answered, tmp_path):
    undone = run("loads", "undo", "2")
    assert (upgrades(), december_17()) == (answered["upgrades"], answered["curve"])
    assert "whose answer rested on this load alone" in undone.stderr
    heads, cells = (line.split() for line in undone.stdout.replace("events ", "").splitlines()[:2])
    assert dict(zip(heads, cells, strict=True)) | {"restored": "1", "changed": "1", "kept": "0"} == dict(
        zip(heads, cells, strict=True)
    )
    assert waiting() == []
    assert run("db", "check").exit_code == 0
    ingest(tmp_path / "other.csv", HEAD + ROW.format(1))
    assert len(waiting()) == 1, "loaded again, it is asked again"


def test_an_answer_stays_when_the_other_side_is_undone(answered):
    run("loads", "undo", "1")
    assert [day for day, _ in upgrades()] == ["2023-12-18"]


def test_an_answer_stays_while_another_load_says_the_same(answered, tmp_path):
    ingest(tmp_path / "third.csv", HEAD + ROW.format(3))
    run("loads", "undo", "2")
    assert [day for day, _ in upgrades()] == ["2023-12-18"]
    run("loads", "undo", "3")
    assert (upgrades(), december_17()) == (answered["upgrades"], answered["curve"])


def edit_by_hand(changes: dict[str, str]) -> None:
    """As the page does it: the command line edits no event."""
    words = ("--since", "2023-12-18", "--until", "2023-12-18", "--format", "json")
    [event] = json.loads(run("events", "JPN", "MYS", *words).stdout)
    pipeline.edit_event(writer_engine(database_url(None)), event["event_id"], changes, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "left"),
    [({"place": "By hand"}, ("2023-12-16", "By hand")), ({"date": "2023-12-17"}, ("2023-12-17", "Tokyo"))],
)
def test_an_edit_by_hand_stays(answered, changes, left):
    edit_by_hand(changes)
    run("loads", "undo", "2")
    assert upgrades() == [left]


def test_a_title_that_was_taken_over_goes_from_the_events_words_too(tmp_path):
    head = HEAD.replace("title,", "title,tier,")
    row = "2024-05-02,BRA,JPN,partnership_upgrade,Brazil and Japan become {0}s,{0},https://a.example/{1}\n"
    ingest(tmp_path / "one.csv", head + row.format("Strategic Partnership", 1))
    ingest(tmp_path / "two.csv", head + row.format("Global Partnership", 2))

    def says() -> tuple[str, str]:
        [event] = json.loads(run("events", "BRA", "JPN", "--format", "json").stdout)
        return event["tier"], event["title"]

    before = says()
    run("review", "accept", waiting()[0]["id"])
    assert says() == ("Global Partnership", "Brazil and Japan become Global Partnerships")
    run("loads", "undo", "2")
    assert says() == before


def test_an_event_told_apart_goes_with_the_load_that_told_it(tmp_path):
    run("ingest", "embedded")
    before = upgrades()
    ingest(tmp_path / "other.csv", HEAD + ROW.format(1))
    run("review", "accept", waiting()[0]["id"], "--apart")
    assert [day for day, _ in upgrades()] == ["2023-12-16", "2023-12-18"]
    run("loads", "undo", "2")
    assert upgrades() == before


def test_two_loads_undone_at_once_leave_no_event_on_an_answer(tmp_path):
    ingest(tmp_path / "one.csv", HEAD + ROW.format(1).replace("12-18", "12-16"))
    ingest(tmp_path / "two.csv", HEAD + ROW.format(2))
    run("review", "accept", waiting()[0]["id"])
    undone = run("loads", "undo", "1", "2")
    assert undone.stderr == ""
    with pytest.raises(BilateralError, match="no events of Japan and Malaysia"):
        run("events", "JPN", "MYS")


PAGE = (
    '<!DOCTYPE html><html><head><meta property="og:site_name" content="Post">'
    '<meta property="article:published_time" content="2024-03-14T08:00:00+03:00">'
    '<link rel="canonical" href="https://post.example/a"></head><body><article><p>Kenyan President William '
    "Ruto met Ghanaian President Nana Akufo-Addo in Nairobi on {}.</p></article></body></html>"
)


@pytest.mark.parametrize("options", [(), ("--accept",)])
def test_what_a_mended_article_said_before_is_in_force_again(tmp_path, options):
    def load(day: str, *options: str) -> None:
        path = tmp_path / "page.html"
        path.write_text(PAGE.format(day), encoding="utf-8")
        run("ingest", "article", str(path), *options)

    def meetings() -> list[tuple[str, str, int]]:
        found = run("events", "GHA", "KEN", "--status", "all", "--format", "json").stdout
        return [(row["date"][:10], row["review"], row["n_evidence"]) for row in json.loads(found)]

    load("Wednesday", *options)
    if not options:
        run("review", "accept", json.loads(run("review", "list", "--json").stdout)[0]["id"])
    before = meetings()
    load("Tuesday")
    run("review", "accept", waiting()[0]["id"])
    assert [day for day, *_ in meetings()] == ["2024-03-12"]
    run("loads", "undo", "2")
    assert meetings() == before == [("2024-03-13", "accepted", 1)]
    assert run("db", "check").exit_code == 0


UNDATED = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi on Tuesday."


@pytest.fixture
def dated(tmp_path: Path) -> Path:
    """An article whose act has no day, and the day that a person gave."""
    path = tmp_path / "text.txt"
    path.write_text(f"Japan's PM is away. {UNDATED}", encoding="utf-8")
    run("ingest", "article", str(path))
    run("review", "accept", questions()[0]["id"], "--date", "2024-03-12")
    assert n_meetings() == 1
    return path


def questions() -> list[dict]:
    return json.loads(run("review", "list", "--json").stdout)


def n_meetings() -> int:
    try:
        return len(json.loads(run("events", "GHA", "KEN", "--format", "json").stdout))
    except BilateralError:
        return 0


def states() -> dict[int, str]:
    return {row["load_id"]: row["status"] for row in json.loads(run("loads", "--json").stdout)}


def test_a_day_given_to_an_act_goes_with_the_article_that_told_it(dated):
    undone = run("loads", "undo", "1")
    assert n_meetings() == 0
    assert "undone too: load 2" in undone.stderr
    assert set(states().values()) == {"undone"}
    assert questions() == []
    run("ingest", "article", str(dated))
    assert [row["kind"] for row in questions()] == ["undated"]


def test_a_day_given_to_an_act_is_asked_for_again_when_it_alone_is_undone(dated):
    run("loads", "undo", "2")
    assert n_meetings() == 0
    assert [row["kind"] for row in questions()] == ["undated"]
    run("review", "accept", questions()[0]["id"], "--date", "2024-03-11")
    assert n_meetings() == 1


def test_a_day_given_to_an_act_stays_while_another_load_tells_it(dated):
    dated.write_text(f"Japan's PM is away. {UNDATED}", encoding="utf-8")
    run("ingest", "article", str(dated), "--publisher", "Post")
    run("loads", "undo", "1")
    assert n_meetings() == 1
    run("loads", "undo", "3")
    assert n_meetings() == 0


def test_the_load_of_an_answer_says_what_it_rests_on(dated):
    newest = json.loads(run("loads", "--json").stdout)[0]
    assert (newest["load_id"], newest["sha256"]) == (2, "")
    assert newest["message"] == "the day 2024-03-12 answers q1 of load 1 (text.txt)"


EXPELLED = "Ghana expelled Nepal's ambassador on 3 March 2024. "
SIGNED = "Ghana and Nepal signed an agreement on trade in Accra on 5 March 2024."


@pytest.fixture
def taken_out(tmp_path: Path) -> list[tuple[str, str]]:
    """An article, its correction, which lacks an act, and the answer that the act is to be taken out."""
    read_article(tmp_path, EXPELLED + SIGNED)
    before = acts()
    read_article(tmp_path, SIGNED)
    [question] = questions()
    assert (question["id"], question["kind"]) == ("q1", "withdrawn")
    run("review", "accept", "q1")
    assert acts() == [("agreement_signed", "accepted"), ("diplomatic_rupture", "rejected")]
    return before


def read_article(folder: Path, text: str) -> None:
    (folder / "text.txt").write_text(text, encoding="utf-8")
    run("ingest", "article", str(folder / "text.txt"), "--url", "https://post.example/ghana", "--accept")


def acts() -> list[tuple[str, str]]:
    found = json.loads(run("events", "GHA", "NPL", "--status", "all", "--format", "json").stdout)
    return sorted((row["type"], row["review"]) for row in found)


def test_what_a_correction_took_out_counts_again_when_the_correction_is_undone(taken_out):
    undone = run("loads", "undo", "2")
    assert acts() == taken_out == [("agreement_signed", "accepted"), ("diplomatic_rupture", "accepted")]
    assert "whose answer rested on this load alone" in undone.stderr
    assert questions() == []
    assert run("db", "check").exit_code == 0


def test_what_a_person_hid_since_stays_hidden_when_the_correction_is_undone(taken_out):
    [expulsion] = [
        row["event_id"]
        for row in json.loads(run("events", "GHA", "NPL", "--status", "rejected", "--format", "json").stdout)
    ]
    run("review", "accept", str(expulsion))
    run("review", "reject", str(expulsion))
    run("loads", "undo", "2")
    assert ("diplomatic_rupture", "rejected") in acts()


def test_the_number_of_a_question_is_not_given_to_another(taken_out, tmp_path):
    run("loads", "undo", "2")
    read_article(tmp_path, SIGNED)
    assert [row["id"] for row in questions()] == ["q2"]
