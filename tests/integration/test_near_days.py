"""A row of a table beside another source's event of a neighbouring day: one event and a question, or two."""

import json

import pytest
from click.testing import CliRunner

from bilateral import cli
from db import read
from tests.integration.cli_runs import output as run
from tests.tables_loaded import HEADER, all_events, load, table

LEVELS = f"{HEADER},level,place"


def row(id_: str, day: str, type_: str = "summit", title: str = "Leaders meet", more: str = ",") -> str:
    return f"{id_},{day},day,JPN,MYS,{type_},,{title},occurred,P,https://p.example/{id_},{more}"


def two(store, tmp_path, one: str, *others: str):
    load(store, table(tmp_path, "a.csv", one, header=LEVELS))
    return load(store, table(tmp_path, "b.csv", *others, header=LEVELS))


@pytest.mark.parametrize("day", ["2025-01-09", "2025-01-11", "2025-01-12"])
def test_a_summit_of_the_next_days_asks_and_shows_both_sides(store, tmp_path, day):
    report = two(store, tmp_path, row("s", "2025-01-10"), row("t", day))
    assert (report.n_added, report.n_merged, report.n_reviews) == (0, 1, 1)
    frame = all_events(store)
    assert [str(one.date()) for one in frame["date"]] == ["2025-01-10"]
    assert set(read.evidence(store)["url"]) == {"https://p.example/s", "https://p.example/t"}
    item = read.review_items(store).iloc[0]
    assert item["kind"] == "contradiction"
    assert day in item["message"]
    assert "2025-01-10" in item["message"]
    again = load(store, tmp_path / "b.csv")
    assert (again.n_unchanged, again.n_reviews, len(all_events(store))) == (1, 0, 1)


@pytest.mark.parametrize(
    ("title", "n_events"),
    [("Japan severs diplomatic relations with Malaysia", 1), ("Japan recalls its ambassador", 2)],
)
def test_a_break_of_relations_is_made_once_and_a_recall_again_and_again(store, tmp_path, title, n_events):
    report = two(
        store,
        tmp_path,
        row("s", "2025-01-10", "diplomatic_rupture", "Japan breaks off relations with Malaysia"),
        row("t", "2025-01-11", "diplomatic_rupture", title),
    )
    assert (len(all_events(store)), report.n_reviews) == (n_events, 2 - n_events)


VISIT, PACT = "ministerial_visit", "agreement_signed"


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        ("protest", ("Protest over ships", ","), ("Protest over ships", ",")),
        (VISIT, ("Trade minister in Tokyo", ","), ("Minister for youth calls", ",")),
        (PACT, ("Pact on fisheries", ","), ("Air services treaty", ",")),
        (PACT, ("Agreement signed: Japan and Malaysia", ","), ("Agreement signed: Japan and Malaysia", ",")),
        ("summit", ("Leaders meet", "head_of_state,"), ("Leaders meet", "head_of_government,")),
        ("sideline_meeting", ("Ishiba and Anwar meet", ",Lima"), ("Ishiba and Anwar meet", ",Rio")),
    ],
    ids=["acts in rows", "other ministers", "other pacts", "no words", "other rank", "other place"],
)
def test_neighbours_that_nothing_makes_one_are_two(store, tmp_path, type_, one, other):
    report = two(store, tmp_path, row("s", "2025-01-10", type_, *one), row("t", "2025-01-11", type_, *other))
    assert (report.n_added, report.n_reviews, len(all_events(store))) == (1, 0, 2)


def test_three_days_apart_are_two(store, tmp_path):
    report = two(store, tmp_path, row("s", "2025-01-10"), row("t", "2025-01-13"))
    assert (report.n_added, report.n_reviews) == (1, 0)


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        (VISIT, ("A visit", "foreign_minister,"), ("Talks in Tokyo", "foreign_minister,")),
        (PACT, ("Pact on deep sea fisheries", ","), ("Deep sea fisheries pact", ",")),
        ("leader_visit", ("Ishiba arrives", ","), ("State visit", ",")),
    ],
    ids=["one minister", "one pact", "one leader"],
)
def test_neighbours_of_one_rank_or_of_the_same_words_ask(store, tmp_path, type_, one, other):
    report = two(store, tmp_path, row("s", "2025-01-10", type_, *one), row("t", "2025-01-12", type_, *other))
    assert (report.n_added, report.n_merged, report.n_reviews, len(all_events(store))) == (0, 1, 1, 1)


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize("days", [("2025-01-10", "2025-01-11"), ("2025-01-11", "2025-01-12")])
def test_days_that_one_table_tells_apart_stay_apart(store, tmp_path, monkeypatch, days, is_turned):
    # One row at a time, as where rows of a big table lie far from each other.
    monkeypatch.setattr("etl.loading.CHUNK", 1)
    rows = [row("t", days[0]), row("u", days[1])]
    report = two(store, tmp_path, row("s", "2025-01-10"), *(rows[::-1] if is_turned else rows))
    assert report.n_reviews == 0
    assert len(all_events(store)) == len({"2025-01-10", *days})


def test_a_hidden_event_draws_no_row_to_it(store, tmp_path):
    hidden = row("s", "2025-01-10") + ",rejected"
    load(store, table(tmp_path, "a.csv", hidden, header=f"{LEVELS},review"))
    report = load(store, table(tmp_path, "b.csv", row("t", "2025-01-11"), header=LEVELS))
    assert (report.n_added, report.n_reviews) == (1, 0)


LASTING = f"{HEADER},level,place,date_end"
SPAN = ("2025-01-10", "2025-01-14")


def stay(id_: str, first: str, last: str = "", type_: str = "leader_visit", level: str = "") -> str:
    return f"{row(id_, first, type_, 'Ishiba in Malaysia', f'{level},')},{last}"


def days_told(store) -> list[tuple[str, str]]:
    frame = all_events(store).sort_values("date")
    return [
        (f"{one:%Y-%m-%d}", f"{last:%Y-%m-%d}")
        for one, last in zip(*(frame[name] for name in ("date", "date_end")), strict=True)
    ]


@pytest.mark.parametrize("is_turned", [False, True], ids=["span first", "day first"])
@pytest.mark.parametrize("type_", ["leader_visit", "ministerial_visit", "summit"])
@pytest.mark.parametrize("day", ["2025-01-10", "2025-01-12", "2025-01-13", "2025-01-14"])
def test_any_day_of_a_long_visit_is_the_visit(store, tmp_path, day, type_, is_turned):
    rows = [stay("s", *SPAN, type_), stay("t", day, "", type_)]
    for name, told in zip("ab", rows[::-1] if is_turned else rows, strict=True):
        report = load(store, table(tmp_path, f"{name}.csv", told, header=LASTING))
    assert (report.n_added, report.n_merged, report.n_reviews) == (0, 1, 0)
    assert days_told(store) == [SPAN]


@pytest.mark.parametrize("is_turned", [False, True], ids=["span first", "day first"])
@pytest.mark.parametrize(
    ("type_", "day", "n_asked"),
    [
        ("leader_visit", "2025-01-09", 0),
        ("leader_visit", "2025-01-15", 0),
        ("leader_visit", "2025-01-16", 1),
        ("ministerial_visit", "2025-01-15", 1),
        ("summit", "2025-01-15", 1),
    ],
)
def test_the_day_after_a_long_visit_is_near_its_last_day(store, tmp_path, type_, day, n_asked, is_turned):
    rows = [stay("s", *SPAN, type_, "foreign_minister"), stay("t", day, "", type_, "foreign_minister")]
    for name, told in zip("ab", rows[::-1] if is_turned else rows, strict=True):
        report = load(store, table(tmp_path, f"{name}.csv", told, header=LASTING))
    assert (len(all_events(store)), report.n_merged, report.n_reviews) == (1, 1, n_asked)


@pytest.mark.parametrize(
    "others",
    [
        [stay("t", "2025-01-17")],
        [stay("t", "2025-01-15", "2025-01-17")],
        [stay("t", "2025-01-07", "2025-01-09")],
        [stay("t", "2025-01-13", "", "ministerial_visit", "defence_minister")],
        [stay("t", "2025-01-10"), stay("u", "2025-01-13")],
    ],
    ids=["three days later", "the next stay", "the stay before", "another minister", "two acts of one table"],
)
def test_another_stay_is_another_visit(store, tmp_path, others):
    kind = "ministerial_visit" if "ministerial_visit" in others[0] else "leader_visit"
    load(store, table(tmp_path, "a.csv", stay("s", *SPAN, kind, "foreign_minister"), header=LASTING))
    report = load(store, table(tmp_path, "b.csv", *others, header=LASTING))
    assert (report.n_added, report.n_reviews, len(all_events(store))) == (1, 0, 2)


@pytest.mark.parametrize("day", [13, 14, 15])
def test_an_article_on_a_later_day_of_a_visit_proves_the_visit(tmp_path, day):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    path = table(tmp_path, "a.csv", stay("s", *SPAN), header=LASTING)
    run("ingest", "events", str(path), "--db", db)
    text = tmp_path / "a.txt"
    text.write_text(f"Japanese Prime Minister Shigeru Ishiba visited Malaysia on {day} January 2025.\n")
    run("ingest", "article", str(text), "--db", db)
    assert waiting(db) == []
    [event] = json.loads(run("events", "JPN", "MYS", "--format", "json", "--db", db))
    assert (event["date"][:10], event["date_end"][:10], event["n_evidence"]) == (*SPAN, 2)


ARTICLE = (
    "Japanese Prime Minister Shigeru Ishiba held summit talks with Malaysian Prime Minister Anwar Ibrahim in "
    "Putrajaya on {}, 2025.\n"
)


def summit_days(db: str) -> list[str]:
    words = ("--since", "2025-01-08", "--until", "2025-01-14", "--format", "json", "--db", db)
    events = json.loads(run("events", "JPN", "MYS", *words))
    return [one["date"][:10] for one in events if one["type"] == "summit"]


def waiting(db: str) -> list[dict]:
    return json.loads(run("review", "list", "--json", "--db", db))


@pytest.mark.parametrize("is_accepted", [False, True])
def test_the_shipped_events_do_not_double_what_an_article_told_a_day_off(tmp_path, is_accepted):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    text = tmp_path / "a.txt"
    text.write_text(ARTICLE.format("January 11"), encoding="utf-8")
    accept = ["--accept"] if is_accepted else []
    run("ingest", "article", str(text), "--published", "2025-01-12", "--db", db, *accept)
    run("ingest", "embedded", "--db", db)
    assert summit_days(db) == ["2025-01-11" if is_accepted else "2025-01-10"]
    [item] = waiting(db)
    assert item["kind"] == "contradiction"
    assert "2025-01-11" in item["says"]
    assert "2025-01-10" in item["says"]
    run("review", "accept" if is_accepted else "reject", item["id"], "--db", db)
    assert summit_days(db) == ["2025-01-10"]


@pytest.mark.parametrize("when", ["in January 2025", "in 2025"])
def test_the_shipped_events_give_an_article_without_a_day_its_day(tmp_path, when):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    text = tmp_path / "a.csv"
    day, precision = ("2025-01", "month") if "January" in when else ("2025", "year")
    text.write_text(
        f"{HEADER}\nx,{day},{precision},JPN,MYS,summit,,Summit {when},occurred,P,https://p.example/1\n"
    )
    run("ingest", "events", str(text), "--db", db)
    run("ingest", "embedded", "--db", db)
    assert summit_days(db) == ["2025-01-10"]


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        (["accept"], ["2001-03-02", "2002-03-02"]),
        (["accept", "--apart"], ["2001-03-01", "2001-03-02", "2002-03-01", "2002-03-02"]),
        (["reject"], ["2001-03-01", "2002-03-01"]),
    ],
    ids=["the table holds", "two events each", "the events hold"],
)
def test_all_contradictions_of_a_load_are_answered_at_once(tmp_path, answer, days):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    for name, day in (("a.csv", "01"), ("b.csv", "02")):
        rows = [row(f"{name}{year}", f"{year}-03-{day}").removesuffix(",,") for year in (2001, 2002)]
        run("ingest", "events", str(table(tmp_path, name, *rows)), "--db", db)
    assert len(waiting(db)) == 2
    run("review", *answer, "--load", "2", "--db", db)
    assert waiting(db) == []
    events = json.loads(run("events", "JPN", "MYS", "--format", "json", "--db", db))
    assert [one["date"][:10] for one in events] == days
    refused = CliRunner().invoke(cli, ["review", "accept", "--load", "2", "--db", db])
    assert "opened no contradiction that waits" in str(refused.exception)


def test_the_doctor_names_the_near_days_of_an_older_store_but_none_that_were_told_apart(
    tmp_path, monkeypatch
):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    files = [
        str(table(tmp_path, f"{name}.csv", row(name, f"2001-03-0{day}").removesuffix(",,")))
        for name, day in (("a", 1), ("b", 2))
    ]
    run("ingest", "events", files[0], "--db", db)
    with monkeypatch.context() as older:
        older.setattr("etl.joining.near_days.NEAR_DAYS", 0)
        run("ingest", "events", files[1], "--db", db)
    findings = json.loads(run("doctor", "--json", "--db", db))
    [found] = [one["message"] for one in findings if one["check"] == "duplicates"]
    assert "events 1 and 2 may be one (JPN-MYS 2001-03-01 and 2001-03-02, summit)" in found
    [question] = waiting(db)
    assert (question["id"], question["date"]) == ("d1-2", "2001-03-01")
    assert question["says"].startswith("event 2 of 2001-03-02 may be the same happening")
    run("review", "reject", "d1-2", "--db", db)
    assert waiting(db) == []
    run("review", "undo", "d1-2", "--db", db)
    run("loads", "undo", "2", "--db", db)
    run("ingest", "events", files[1], "--db", db)
    run("review", "accept", "--apart", "--load", "3", "--db", db)
    assert len(json.loads(run("events", "JPN", "MYS", "--format", "json", "--db", db))) == 2
    findings = json.loads(run("doctor", "--json", "--db", db))
    assert [one for one in findings if one["check"] == "duplicates"] == []
