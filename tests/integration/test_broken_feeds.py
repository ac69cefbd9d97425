"""Feeds that are broken, cut off, empty or none at all: what the command says, and its exit code."""

import gzip
import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from db.errors import InputError
from etl import fetch
from etl.cli import ingest, loads
from etl.feeds import load_feed
from etl.fetch import Fetcher
from etl.sources.article import raw_text
from etl.sources.feed import read_feed
from tests.web_site import DAY, SIGNED, TODAY, Answer, Site, events, html, rss

WHOLE = rss(("a", SIGNED, DAY), ("b", "Nothing of note happened.", DAY))
SECOND = WHOLE.index(b"<guid>b")
PAGE = b"<!DOCTYPE html><html><head>%s<title>x</title></head><body><p>news</p></body></html>"
LINK = b'<link rel="alternate" type="application/rss+xml" href="/rss.xml?a=1&amp;b=2">'


def run(path: Path, data: bytes) -> Result:
    path.write_bytes(data)
    return CliRunner().invoke(ingest, ["feed", str(path)])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "wire.xml is empty"),
        (b" \n", "wire.xml is empty"),
        (PAGE % b"", "a web page, no feed"),
        (b"<html><head><title>502 Bad Gateway</title></head></html>", "a web page, no feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "is JSON, no feed"),
        (b"plain words", "is text, no feed"),
        (b"%PDF-1.7 abc", "is a PDF"),
        (gzip.compress(WHOLE), "is a gzip file"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "XML of another kind (<urlset>)"),
        (b'<opml><body><outline xmlUrl="https://x.example/f"/></body></opml>', "is a list of feeds"),
        (WHOLE[:40], "is a broken feed, of which no item can be read (line 1"),
        (WHOLE[:70], "is a broken feed, of which no item can be read (line 1"),
        (WHOLE[:150], "is a broken feed, of which no item can be read (line 1"),
    ],
)
def test_what_gives_no_item_says_why_and_exits_with_one(tmp_path: Path, data: bytes, says: str):
    result = run(tmp_path / "wire.xml", data)
    assert isinstance(result.exception, InputError)
    assert result.exception.exit_code == 1
    assert says in str(result.exception)
    assert result.exception.hint
    assert json.loads(CliRunner().invoke(loads, ["--json"]).stdout) == []


def test_a_web_page_that_names_its_feed_leads_there():
    with pytest.raises(InputError) as caught:
        read_feed(raw_text("x", PAGE % LINK, "https://paper.example/world/"), TODAY)
    assert caught.value.hint.endswith("its feed: https://paper.example/rss.xml?a=1&b=2")


def test_a_feed_that_breaks_off_gives_its_whole_items_and_says_so(tmp_path: Path):
    result = run(tmp_path / "wire.xml", WHOLE[: SECOND + 40])
    assert result.exit_code == 0
    assert "1 item, 1 new, 0 known; 1 event added" in result.stdout
    assert "the feed is cut off (line 1, column " in result.stderr
    (load,) = json.loads(CliRunner().invoke(loads, ["--json"]).stdout)
    assert "it is read but for its last item" in load["message"]


def test_the_rest_of_a_feed_that_broke_off_is_read_though_its_mark_is_the_same(
    store: Engine, site: Site, fetcher: Fetcher
):
    def page(headers: dict[str, str]) -> Answer:
        return (304, {}, b"") if "If-None-Match" in headers else (200, {"ETag": '"f"'}, body)

    body = rss(("a", SIGNED, DAY), ("b", SIGNED, DAY), link=site.url)
    whole, body = body, body[: body.index(b"<guid>b") + 30]
    site.pages |= {"/feed": page, "/a": html(f"<p>{SIGNED}</p>"), "/b": html("<p>Nothing of note.</p>")}
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).n_new == 1
    body = whole
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).n_new == 1
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).is_unchanged
    assert "/b" in site.asked
    assert len(events(store)) == 1


@pytest.mark.parametrize(
    ("broken", "n_items"),
    [
        (WHOLE.replace(b"happened.", b"happened & more."), 2),
        (WHOLE.replace(b"<title>b</title>", b"<title>b & c</title>"), 2),
        (WHOLE + b"<script>track()</script>", 2),
        (b"\n  " + WHOLE, 2),
        (WHOLE.replace(b"<title>b", b"<title>\x00\x0bb"), 2),
    ],
    ids=["sound", "ampersand", "junk behind", "spaces before", "control characters"],
)
def test_a_fault_in_the_middle_loses_no_item(broken: bytes, n_items: int):
    feed = read_feed(raw_text("x", broken), TODAY)
    assert (len(feed.items), feed.is_cut) == (n_items, False)
    assert feed.items[1].text.startswith("Nothing of note")


def test_a_feed_without_items_is_no_fault(tmp_path: Path):
    result = run(tmp_path / "wire.xml", rss())
    assert (result.exit_code, result.stdout) == (0, "Wire: the feed has no items\n")


def test_a_feed_without_news_is_no_fault(tmp_path: Path):
    run(tmp_path / "wire.xml", WHOLE)
    result = run(tmp_path / "wire.xml", WHOLE)
    assert result.exit_code == 0
    assert "2 items, 0 new, 2 known" in result.stdout


def test_an_error_page_in_place_of_a_feed_is_told_with_its_address(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fetch, "Fetcher", partial(Fetcher, frozenset((site.host,)), pause=0))
    site.pages["/feed"] = (200, {"Content-Type": "text/html"}, PAGE % LINK)
    result = CliRunner().invoke(ingest, ["feed", f"{site.url}/feed"])
    assert str(result.exception) == f"{site.url}/feed is a web page, no feed"


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("declares", ["", ' encoding="utf-16"', ' encoding="punycode"'])
@pytest.mark.parametrize("kind", ["", "text/xml; charset=iso-8859-1", "text/xml; charset=unicode_escape"])
def test_letters_are_read_by_their_mark(
    store: Engine, site: Site, fetcher: Fetcher, letters: str, declares: str, kind: str
):
    text = rss(("a", SIGNED, DAY)).decode().replace("Wire", "Présidence").replace('"1.0"', f'"1.0"{declares}')
    site.pages["/feed"] = (200, {"Content-Type": kind} if kind else {}, text.encode(letters))
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert (report.title, report.warnings) == ("Présidence", ())


def test_utf_8_is_read_as_such_though_the_server_says_otherwise(store: Engine, site: Site, fetcher: Fetcher):
    data = rss(("a", SIGNED, DAY)).replace(b"Wire", "Présidence".encode())
    site.pages["/feed"] = (200, {"Content-Type": "text/xml; charset=iso-8859-1"}, data)
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert (report.title, report.warnings) == ("Présidence", ())
