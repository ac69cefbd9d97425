"""`bilateral ingest article` and `feed`, as a user types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from db.errors import UsageError
from etl.cli import ingest, loads, review

OWN = Path(__file__).parent.parent / "data" / "articles"
PACT = "TOKYO, Jan 15 - Japan and Malaysia signed a defence agreement on Tuesday."


def run(*words: str, typed: str | None = None) -> Result:
    group = review if words[0] == "review" else ingest
    return CliRunner().invoke(group, list(words[1:] if words[0] == "review" else words), input=typed)


@pytest.fixture
def pact(tmp_path: Path) -> str:
    path = tmp_path / "pact.txt"
    path.write_text(PACT, encoding="utf-8")
    return str(path)


def test_dry_run_prints_the_agreed_json_and_writes_nothing(pact: str):
    result = run("article", pact, "--published", "2025-01-15", "--dry-run", "--json")
    assert result.exit_code == 0
    (event,) = json.loads(result.stdout)["events"]
    asked = "date date_precision date_end actor recipient type level tier place status topics evidence"
    assert set(asked.split()) <= set(event)
    assert (event["date"], event["actor"], event["recipient"]) == ("2025-01-14", "JPN", "MYS")
    assert event["evidence"] in PACT
    assert run("review", "list").exit_code == 1, "a store was made"


def test_the_dateline_tells_the_weekdays_and_the_day_of_publication_what_was_done(tmp_path: Path):
    path = tmp_path / "updated.txt"
    path.write_text(
        "LIMA, 2 May (UP) - Peru expelled two Chilean diplomats on Tuesday. (Updated.) Chile expelled two "
        "Peruvian diplomats on 5 May.",
        encoding="utf-8",
    )
    shown = run("article", str(path), "--published", "2024-05-10", "--dry-run", "--json")
    events = json.loads(shown.stdout)["events"]
    assert [(one["actor"], one["date"], one["status"]) for one in events] == [
        ("PER", "2024-04-30", "occurred"),
        ("CHL", "2024-05-05", "occurred"),
    ]


def test_an_act_of_the_past_is_between_the_states_of_its_day(tmp_path: Path):
    path = tmp_path / "past.txt"
    path.write_text(
        "Russia and Japan signed a joint declaration in Moscow on 19 October 1956. In April 1999 Belgrade "
        "broke off diplomatic relations with France.",
        encoding="utf-8",
    )
    assert "rejected" not in run("article", str(path), "--published", "2020-01-01").stderr
    waiting = json.loads(run("review", "list", "--json").stdout)
    assert {(one["dyad"], one["date"][:4]) for one in waiting} == {("JPN-SUN", "1956"), ("FRA-YUG", "1999")}


@pytest.mark.parametrize("is_dry", [True, False])
@pytest.mark.parametrize("address", ["not an address", "ftp://x.example/a", "javascript:alert(1)", "http://"])
def test_an_address_that_is_none_is_refused_before_anything_is_read(pact: str, address: str, is_dry: bool):
    dry = ["--dry-run"] if is_dry else []
    with pytest.raises(UsageError, match=r"^--url: ") as error:
        CliRunner().invoke(ingest, ["article", pact, "--url", address, *dry], catch_exceptions=False)
    assert (error.value.exit_code, "or leave --url out" in error.value.hint) == (2, True)
    assert run("review", "list").exit_code == 1, "a store was made"


def test_a_visit_of_several_days_is_shown_with_its_last_day(tmp_path: Path):
    path = tmp_path / "visit.txt"
    path.write_text("French President Emmanuel Macron visited Japan from 13 to 15 January 2025.")
    assert "2025-01-13 to 2025-01-15  FRA" in run("article", str(path), "--dry-run").stdout
    run("article", str(path))
    assert "FRA-JPN  2025-01-13 to 2025-01-15  leader_visit" in run("review", "list").stdout
    [event] = json.loads(run("review", "list", "--json").stdout)
    assert (event["date"], event["date_end"]) == ("2025-01-13", "2025-01-15")
    run("review", "accept", event["id"])
    other = tmp_path / "other.txt"
    other.write_text("French President Emmanuel Macron visited Japan on 17 January 2025.")
    run("article", str(other))
    [question] = json.loads(run("review", "list", "--json").stdout)
    assert question["date_end"] == "2025-01-15"


def test_an_article_without_acts_is_no_failure(tmp_path: Path):
    path = tmp_path / "garden.txt"
    path.write_text("The roses are late this year.", encoding="utf-8")
    result = run("article", str(path), "--dry-run", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"events": []})
    assert run("article", str(path)).exit_code == 0


def test_found_events_wait_until_they_are_accepted(pact: str):
    assert run("article", pact, "--published", "2025-01-15").exit_code == 0
    (waiting,) = json.loads(run("review", "list", "--json").stdout)
    assert (waiting["kind"], waiting["dyad"], waiting["type"]) == ("proposed", "JPN-MYS", "agreement_signed")
    assert "1 of 1" in run("review", "accept", waiting["id"]).stdout
    run("article", pact, "--published", "2025-01-15")
    assert json.loads(run("review", "list", "--json").stdout) == []


def test_what_was_accepted_at_once_stays_accepted(pact: str):
    run("article", pact, "--published", "2025-01-15", "--accept")
    run("article", pact, "--published", "2025-01-15")
    assert json.loads(run("review", "list", "--json").stdout) == []


def test_three_reports_of_one_act_are_one_event_with_three_proofs(tmp_path: Path):
    tellings = (
        PACT,
        "On Tuesday a defence agreement was signed by Japan and Malaysia, officials said.",
        "KUALA LUMPUR: Malaysia and Japan have put their names to a defence pact. It was signed on Tuesday.",
    )
    for number, text in enumerate(tellings):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        run("article", str(path), "--published", "2025-01-15", "--url", f"https://press{number}.example/a")
    waiting = json.loads(run("review", "list", "--json").stdout)
    assert [(one["dyad"], one["type"], one["date"]) for one in waiting] == [
        ("JPN-MYS", "agreement_signed", "2025-01-14")
    ]


def test_standard_input_is_read(pact: str):
    result = run("article", "-", "--published", "2025-01-15", "--dry-run", "--json", typed=PACT)
    assert len(json.loads(result.stdout)["events"]) == 1


def test_without_a_day_of_publication_the_act_waits_as_a_question(tmp_path: Path):
    path = tmp_path / "undated.txt"
    path.write_text("Japan and Malaysia signed a defence agreement on Tuesday.", encoding="utf-8")
    result = run("article", str(path))
    assert "without a certain day" in result.stderr
    (question,) = json.loads(run("review", "list", "--json").stdout)
    assert question["kind"] == "undated"


def test_dry_run_shows_the_words_of_acts_without_a_day(tmp_path: Path):
    path = tmp_path / "undated.txt"
    path.write_text("Japan and Malaysia signed a defence agreement on Tuesday.", encoding="utf-8")
    shown = run("article", str(path), "--dry-run").stdout
    assert "undated" in shown
    assert "Japan and Malaysia signed a defence agreement on Tuesday" in shown
    (act,) = json.loads(run("article", str(path), "--dry-run", "--json").stdout)["undated"]
    assert (act["date"], act["actor"], act["recipient"]) == (None, "JPN", "MYS")


def test_a_page_that_is_a_stub_or_of_several_days_is_warned_of(tmp_path: Path):
    path = tmp_path / "wall.html"
    head = '<meta property="article:published_time" content="2024-05-10">'
    path.write_text(f"<html><head>{head}</head><body><p>Subscribe to read on.</p></body></html>")
    assert "warning: wall.html: only 4 words could be read" in run("article", str(path), "--dry-run").stderr


def test_a_file_over_the_limit_is_told_the_limit_and_what_to_do(tmp_path: Path):
    path = tmp_path / "book.txt"
    path.write_bytes(b"Japan and Malaysia met. " * 420_000)
    error = run("article", str(path), "--dry-run").exception
    assert "at most 10,000,000" in str(error)
    assert "one article each" in getattr(error, "hint", "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("article", "nowhere.txt"), 1),
        (("article", "http://127.0.0.1/a"), 1),
        (("article", "a.txt", "--published", "2999-01-01"), 2),
        (("article",), 2),
        (("feed", "nowhere.xml"), 1),
    ],
)
def test_what_cannot_be_read_is_said_plainly(words: tuple[str, ...], code: int):
    from db.errors import BilateralError

    result = run(*words)
    found = result.exception.exit_code if isinstance(result.exception, BilateralError) else result.exit_code
    assert found == code


def test_a_file_that_is_no_english_text_leaves_no_load(pact: str, tmp_path: Path):
    from db.errors import BilateralError

    run("article", pact, "--published", "2025-01-15")
    path = tmp_path / "stray.txt"
    path.write_bytes(b"\xff\xfe\x00bad")
    result = run("article", str(path))
    assert isinstance(result.exception, BilateralError)
    assert result.exception.exit_code == 1
    assert "stray.txt" in str(result.exception)
    (load,) = json.loads(CliRunner().invoke(loads, ["--json"]).stdout)
    assert load["input_name"] == "pact.txt"


def test_a_feed_file_is_loaded_once(tmp_path: Path):
    day = "Wed, 15 Jan 2025 08:00:00 GMT"
    body = f"<title>Pact</title><description>{PACT}</description><pubDate>{day}</pubDate>"
    item = f"<item><guid>1</guid>{body}</item>"
    path = tmp_path / "wire.xml"
    path.write_text(
        f'<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>', encoding="utf-8"
    )
    assert "1 item, 1 new, 0 known; 1 event added" in run("feed", str(path)).stdout
    assert "1 item, 0 new, 1 known" in run("feed", str(path)).stdout
