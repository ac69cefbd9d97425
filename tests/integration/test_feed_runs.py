"""What a second run of a feed does: what it knows, asks again, goes on with, accepts, and says."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from db import read, schema
from db.engine import reader_engine, writer_engine
from db.errors import UsageError
from etl import feeds
from etl.cli import ingest, loads, rejects, review
from etl.feeds import load_feed
from etl.fetch import Fetcher
from etl.joining.answers import decide
from etl.undo import undo_load, undo_loads
from tests.web_site import DAY, SIGNED, TODAY, Answer, Site, events, html, rss, rss_of

PACT = ("JPN-MYS", "agreement_signed", "2025-01-14")
GROUPS = {"review": review, "loads": loads}


def run(*words: str) -> Result:
    group = GROUPS.get(words[0])
    if words[0] == "rejects":
        return CliRunner().invoke(rejects, list(words[1:]), catch_exceptions=False)
    return CliRunner().invoke(group or ingest, list(words[1:] if group else words), catch_exceptions=False)


def waiting() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("review", "list", "--json").stdout)
    return rows


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.xml"
    path.write_bytes(rss(("a", SIGNED, DAY)))
    return path


@pytest.fixture
def tagged(site: Site) -> str:
    """A feed whose server says when it has not changed."""

    def page(headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == '"f"':
            return 304, {}, b""
        return 200, {"ETag": '"f"'}, rss(("a", "A pact, more inside.", DAY), link=site.url)

    site.pages["/feed"] = page
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    return f"{site.url}/feed"


# ---------------------------------------------------------------- what is known


def test_an_undone_feed_is_loaded_again(store: Engine, wire: Path):
    load_feed(store, str(wire), Fetcher(), today=TODAY)
    undo_load(store, 1)
    assert events(store) == []
    again = load_feed(store, str(wire), Fetcher(), today=TODAY)
    assert (again.n_new, again.n_known) == (1, 0)
    assert events(store) == [PACT]


def test_an_undone_feed_of_an_address_is_loaded_again(
    store: Engine, site: Site, fetcher: Fetcher, tagged: str
):
    load_feed(store, tagged, fetcher, today=TODAY)
    assert load_feed(store, tagged, fetcher, today=TODAY).is_unchanged
    undo_load(store, 1)
    assert load_feed(store, tagged, fetcher, today=TODAY).n_new == 1
    assert events(store) == [PACT]


def test_a_feed_whose_items_another_feed_brought_is_loaded_after_an_undo(
    store: Engine, site: Site, fetcher: Fetcher, tagged: str
):
    site.pages["/other"] = (200, {}, rss(("a", "A pact, more inside.", DAY), link=site.url))
    load_feed(store, f"{site.url}/other", fetcher, today=TODAY)
    assert load_feed(store, tagged, fetcher, today=TODAY).n_known == 1
    undo_load(store, 1)
    assert load_feed(store, tagged, fetcher, today=TODAY).n_new == 1


def test_each_store_of_a_folder_knows_its_own_feeds(
    store: Engine, tmp_path: Path, fetcher: Fetcher, tagged: str
):
    load_feed(store, tagged, fetcher, today=TODAY)
    other = writer_engine(f"sqlite:///{tmp_path}/other.sqlite")
    schema.upgrade(other)
    assert load_feed(other, tagged, fetcher, today=TODAY).n_new == 1
    assert events(other) == [PACT]
    assert not list(tmp_path.rglob("feeds.json"))


def test_what_was_read_of_a_feed_is_kept_and_named(store: Engine, tmp_path: Path, fetcher: Fetcher, tagged):
    load_feed(store, tagged, fetcher, today=TODAY)
    with store.connect() as connection:
        feed, page, is_read = connection.exec_driver_sql(
            "SELECT feed, page_sha256, is_read FROM feed_item"
        ).one()
    assert (feed, is_read) == (tagged, 1)
    assert SIGNED.encode() in (tmp_path / "snapshots" / page[:2] / page).read_bytes()


# ---------------------------------------------------------------- pages that fail


def test_a_page_that_failed_is_read_by_the_next_run(store: Engine, site: Site, fetcher: Fetcher, tagged: str):
    site.pages["/a"] = (503, {}, b"no")
    first = load_feed(store, tagged, fetcher, today=TODAY)
    assert events(store) == []
    assert "its teaser was read, and the next run tries again" in first.failures[0]
    still = load_feed(store, tagged, fetcher, today=TODAY)
    assert (still.n_known, still.n_new, len(still.failures), still.loads) == (1, 0, 1, [])
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    mended = load_feed(store, tagged, fetcher, today=TODAY)
    assert (mended.n_mended, mended.failures) == (1, [])
    assert events(store) == [PACT]
    assert load_feed(store, tagged, fetcher, today=TODAY).is_unchanged


def test_a_page_that_robots_may_not_read_is_asked_for_once(
    store: Engine, site: Site, fetcher: Fetcher, tagged: str
):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /a\n")
    first = load_feed(store, tagged, fetcher, today=TODAY)
    assert "robots.txt" in first.failures[0]
    assert first.failures[0].endswith("its teaser was read")
    assert load_feed(store, tagged, fetcher, today=TODAY).is_unchanged


def test_items_of_a_file_are_read_in_full_from_the_address(
    store: Engine, site: Site, fetcher: Fetcher, tmp_path: Path, tagged: str
):
    path = tmp_path / "saved.xml"
    path.write_bytes(rss(("a", "A pact, more inside.", DAY), link=site.url))
    for _ in range(2):
        report = load_feed(store, str(path), fetcher, today=TODAY)
    assert report.n_known == 1
    assert load_feed(store, tagged, fetcher, today=TODAY).n_mended == 1
    assert events(store) == [PACT]


# ---------------------------------------------------------------- what is in a feed


LINK_ALONE = "<link>{}/a</link>"


def test_every_item_is_read_or_listed_with_its_reason(wire: Path):
    wire.write_bytes(
        rss_of(f"<description>{SIGNED}</description>", "", LINK_ALONE.format("https://x.example"))
    )
    result = run("feed", str(wire))
    assert "3 items, 3 new" in result.stdout
    listed = json.loads(run("rejects", "1", "--format", "json").stdout)
    assert {row["reason"] for row in listed} == {"undated", "no_words", "unread_page"}
    assert any("ingest article https://x.example/a" in row["message"] for row in listed)
    assert "3 items, 0 new, 3 known" in run("feed", str(wire)).stdout


def test_an_item_with_a_link_alone_is_read_from_there(store: Engine, site: Site, fetcher: Fetcher):
    site.pages["/feed"] = (200, {}, rss_of(LINK_ALONE.format(site.url)))
    site.pages["/a"] = (503, {}, b"no")
    assert (
        "the next run tries again" in load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).failures[0]
    )
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).n_new == 1
    assert events(store) == [PACT]


def test_two_items_on_one_page_tell_its_act_once(store: Engine, site: Site, fetcher: Fetcher):
    item = f"<title>{{}}</title><link>{site.url}/a</link><pubDate>{DAY}</pubDate>"
    site.pages["/feed"] = (200, {}, rss_of(item.format("Pact"), item.format("Pact, updated")))
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert (report.n_new, report.total("n_rejected")) == (2, 0)
    assert events(store) == [PACT]


# ---------------------------------------------------------------- big feeds


def test_a_big_feed_is_read_on_by_the_next_run(store: Engine, wire: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "MAX_ITEMS", 4)
    monkeypatch.setattr(feeds, "ITEMS_OF_A_LOAD", 3)
    wire.write_bytes(rss(*((str(n), "Nothing of note happened.", DAY) for n in range(6))))
    first = load_feed(store, str(wire), Fetcher(), today=TODAY)
    assert (first.n_new, first.n_left, len(first.loads)) == (4, 2, 2)
    assert "2 are left; run the same command again" in first.warnings[0]
    second = load_feed(store, str(wire), Fetcher(), today=TODAY)
    assert (second.n_new, second.n_known, second.n_left, second.warnings) == (2, 4, 0, ())


def test_a_big_feed_of_an_address_is_read_on_though_it_has_not_changed(
    store: Engine, site: Site, fetcher: Fetcher, tagged: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "MAX_ITEMS", 1)
    whole = rss(("a", SIGNED, DAY), ("b", SIGNED, DAY), link=site.url)
    site.pages["/b"] = site.pages["/a"]
    site.pages["/feed"] = lambda headers: (
        (304, {}, b"") if "If-None-Match" in headers else (200, {"ETag": '"f"'}, whole)
    )
    assert load_feed(store, tagged, fetcher, today=TODAY).n_left == 1
    assert load_feed(store, tagged, fetcher, today=TODAY).n_new == 1
    assert load_feed(store, tagged, fetcher, today=TODAY).is_unchanged


def test_a_run_is_one_load_and_several_are_undone_at_once(wire: Path):
    wire.write_bytes(rss(("a", SIGNED, DAY), ("b", "Nothing of note happened.", DAY)))
    run("feed", str(wire))
    wire.write_bytes(rss(("c", "Kenya and Ghana signed a trade agreement in Accra on Tuesday.", DAY)))
    run("feed", str(wire))
    assert [row["input_name"] for row in json.loads(run("loads", "--json").stdout)] == ["wire.xml"] * 2
    assert run("loads", "undo", "1", "2").exit_code == 0
    assert waiting() == []


def test_several_loads_are_undone_all_or_none(store: Engine, wire: Path):
    load_feed(store, str(wire), Fetcher(), today=TODAY)
    with pytest.raises(UsageError, match="no load 7"):
        undo_loads(store, [1, 7])
    assert events(store) == [PACT]


# ---------------------------------------------------------------- what a run says and accepts


def test_the_next_step_is_told_where_items_wait_without_a_day(wire: Path):
    wire.write_bytes(rss_of(f"<title>Pact</title><description>{SIGNED}</description>"))
    result = run("feed", str(wire))
    assert "1 without a certain day" in result.stdout
    assert "review list" in result.stderr
    assert "“Pact”" in result.stderr
    assert "review list" not in run("feed", str(wire)).stderr


def test_sources_that_contradict_each_other_are_a_question_that_is_told(wire: Path, tmp_path: Path):
    table = tmp_path / "mine.csv"
    table.write_text(
        "date,actor,recipient,type,title,status,source_url\n"
        "2025-01-14,JPN,MYS,agreement_signed,Japan and Malaysia call off their agreement,cancelled,https://x.example/1\n",
        encoding="utf-8",
    )
    run("events", str(table))
    result = run("feed", str(wire), "--accept")
    assert "1 question for you: bilateral review list" in result.stderr


def test_accept_takes_what_known_items_propose(wire: Path):
    run("feed", str(wire))
    assert len(waiting()) == 1
    assert "1 known; 0 events added, 0 proven anew, 0 without a certain day, 1 accepted that waited" in (
        run("feed", str(wire), "--accept").stdout
    )
    assert waiting() == []
    assert "accepted that waited" not in run("feed", str(wire), "--accept").stdout
    run("loads", "undo", "2")
    assert len(waiting()) == 1, "the accepting is a load of its own"


def test_accept_reads_a_feed_that_has_not_changed(store: Engine, fetcher: Fetcher, tagged: str):
    load_feed(store, tagged, fetcher, today=TODAY)
    assert load_feed(store, tagged, fetcher, today=TODAY, review="accepted").n_accepted == 1
    assert len(read.events(reader_engine(str(store.url)))) == 1
    assert load_feed(store, tagged, fetcher, today=TODAY, review="accepted").is_unchanged


def test_an_event_that_the_user_rejected_is_not_accepted_nor_proven_anew(wire: Path, tmp_path: Path):
    run("feed", str(wire))
    run("review", "reject", str(waiting()[0]["id"]))
    assert "accepted that waited" not in run("feed", str(wire), "--accept").stdout
    wire.write_bytes(rss(("b", "A defence agreement was signed by Japan and Malaysia on Tuesday.", DAY)))
    result = run("feed", str(wire), "--accept")
    assert "0 proven anew" in result.stdout
    assert "1 on events that you rejected, which stay hidden" in result.stdout
    assert "kept: " in result.stderr


def test_an_accepted_event_stays_so_when_its_item_is_loaded_again(store: Engine, wire: Path):
    load_feed(store, str(wire), Fetcher(), today=TODAY)
    decide(store, [1], "accepted")
    wire.write_bytes(rss(("a", SIGNED + " More will follow.", DAY)))
    load_feed(store, str(wire), Fetcher(), today=TODAY)
    assert len(read.events(reader_engine(str(store.url)))) == 1
