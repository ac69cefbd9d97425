"""Feeds: what of them is read, refused, known and told."""

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from db import read
from db.engine import reader_engine
from db.errors import InputError
from etl import fetch
from etl.cli import ingest, loads
from etl.feeds import FeedReport, load_feed
from etl.fetch import Fetcher
from etl.sources.article import raw_text
from etl.sources.feed import read_feed
from tests.web_site import DAY, SIGNED, TODAY, VISITED, Answer, Site, events, html, rss


def test_a_feed_file_gives_proposals_once(store: Engine, tmp_path: Path):
    path = tmp_path / "wire.xml"
    path.write_bytes(rss(("a", SIGNED, DAY), ("b", "Nothing of note happened.", DAY)))
    first = load_feed(store, str(path), Fetcher(), today=TODAY)
    assert (first.n_items, first.n_new, first.n_known, len(first.loads)) == (2, 2, 0, 1)
    assert events(store) == [("JPN-MYS", "agreement_signed", "2025-01-14")]
    again = load_feed(store, str(path), Fetcher(), today=TODAY)
    assert (again.n_known, len(again.loads)) == (2, 0)


def test_an_item_in_another_language_is_rejected_by_name(store: Engine, tmp_path: Path):
    path = tmp_path / "wire.xml"
    foreign = "Япония и Малайзия подписали во вторник соглашение."
    path.write_bytes(rss(("a", foreign, DAY), ("b", SIGNED, DAY)))
    report = load_feed(store, str(path), Fetcher(), today=TODAY)
    (load,) = report.loads
    assert [(issue.reason, "“a”" in issue.message) for issue in load.issues] == [("not_english", True)]
    assert len(events(store)) == 1


def test_a_changed_item_is_new(store: Engine, tmp_path: Path):
    path = tmp_path / "wire.xml"
    path.write_bytes(rss(("a", "Talks are expected.", DAY)))
    load_feed(store, str(path), Fetcher(), today=TODAY)
    path.write_bytes(rss(("a", SIGNED, DAY)))
    report = load_feed(store, str(path), Fetcher(), today=TODAY)
    assert (report.n_known, len(report.loads)) == (0, 1)
    assert len(events(store)) == 1


def test_a_feed_at_an_address_reads_its_pages(store: Engine, site: Site, fetcher: Fetcher):
    site.pages["/feed"] = (
        200,
        {"ETag": '"f"'},
        rss(("v", "Macron in Tokyo", DAY), ("gone", SIGNED, DAY), link=site.url),
    )
    site.pages["/v"] = html(VISITED * 2)
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert report.n_items == 2
    assert len(report.failures) == 1
    assert sorted(events(store)) == [
        ("FRA-JPN", "leader_visit", "2025-01-13"),
        ("JPN-MYS", "agreement_signed", "2025-01-14"),
    ]


def test_an_unchanged_feed_is_not_read_again(store: Engine, site: Site, fetcher: Fetcher):
    def page(headers: dict[str, str]) -> Answer:
        return (
            (304, {}, b"")
            if headers.get("If-None-Match") == '"f"'
            else (200, {"ETag": '"f"'}, rss(("a", SIGNED, DAY), link=site.url))
        )

    site.pages["/feed"] = page
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    assert not load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).is_unchanged
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).is_unchanged


def test_one_act_in_two_items_is_one_event_with_two_proofs(store: Engine, tmp_path: Path):
    path = tmp_path / "wire.xml"
    path.write_bytes(
        rss(
            ("a", SIGNED, DAY), ("b", "A defence agreement was signed by Japan and Malaysia on Tuesday.", DAY)
        )
    )
    load_feed(store, str(path), Fetcher(), today=TODAY)
    assert len(events(store)) == 1
    engine = reader_engine(str(store.url))
    assert len(read.evidence(engine)) == 2


def test_atom_is_read():
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom
    wire</title><entry><id>urn:1</id><title>Pact</title>
    <link href="https://x.example/1"/><updated>2025-01-15T00:00:00Z</updated><content
    type="html">{SIGNED}</content></entry></feed>"""
    feed = read_feed(raw_text("a.xml", atom.encode()), TODAY)
    assert feed.title == "Atom wire"
    assert (feed.items[0].id, feed.items[0].published) == ("urn:1", date(2025, 1, 15))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""


@pytest.mark.parametrize("data", [BOMB, XXE])
def test_hostile_xml_is_refused(data: bytes):
    with pytest.raises(InputError, match="entities"):
        read_feed(raw_text("evil.xml", data), TODAY)


LONG = f"<p>{SIGNED}</p>" + "<p>The lawyers of both sides have read every page of it twice.</p>" * 4


def told_of_a_page(store: Engine, site: Site, fetcher: Fetcher, text: str, page: Answer) -> FeedReport:
    site.pages["/feed"] = (200, {}, rss(("a", text, DAY), link=site.url))
    site.pages["/a"] = page
    return load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)


def test_a_page_behind_a_wall_is_told_and_the_longer_words_of_the_feed_are_read(
    store: Engine, site: Site, fetcher: Fetcher
):
    wall = '<head><meta property="og:type" content="article"></head><p>Subscribe to read the story.</p>'
    page = (200, {"Content-Type": "text/html"}, f"<html>{wall}</html>".encode())
    report = told_of_a_page(store, site, fetcher, SIGNED, page)
    assert report.notes[0].startswith("“a”: only 5 words could be read")
    assert report.notes[0].endswith("the page has fewer words than the feed, so the feed's were read")
    assert events(store) == [("JPN-MYS", "agreement_signed", "2025-01-14")]
    message = read.loads(reader_engine(str(store.url)))["message"][0]
    assert report.notes[0] in message


def test_two_days_that_disagree_are_told(store: Engine, site: Site, fetcher: Fetcher):
    report = told_of_a_page(store, site, fetcher, "Pact.", html(LONG, "2025-01-22"))
    assert report.notes == [
        "“a”: the page was published on 2025-01-22 by its own words, on 2025-01-15 by the feed's; the page's "
        "day is taken"
    ]
    assert events(store) == [("JPN-MYS", "agreement_signed", "2025-01-21")]


def test_a_page_of_several_days_is_told_and_has_the_day_of_the_feed(
    store: Engine, site: Site, fetcher: Fetcher
):
    several = "".join(
        f'<article><time datetime="{day}">{day}</time><h2>Story</h2>{LONG}</article>'
        for day in ("2025-01-14", "2024-06-01")
    )
    page = (200, {"Content-Type": "text/html"}, f"<html><body>{several}</body></html>".encode())
    (note,) = told_of_a_page(store, site, fetcher, "Pact.", page).notes
    assert "holds articles of several days" in note
    assert note.endswith("the feed's day is taken, 2025-01-15")


def test_a_day_between_two_clocks_is_not_told(store: Engine, site: Site, fetcher: Fetcher):
    assert not told_of_a_page(store, site, fetcher, "Pact.", html(LONG, "2025-01-16")).notes


def test_the_command_shows_five_notes_and_where_the_others_stand(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fetch, "Fetcher", partial(Fetcher, frozenset((site.host,)), pause=0))
    names = [f"item-{n}" for n in range(7)]
    site.pages["/feed"] = (200, {}, rss(*((name, "Pact.", DAY) for name in names), link=site.url))
    for name in names:
        site.pages[f"/{name}"] = html(LONG, "2025-02-22")
    result = CliRunner().invoke(ingest, ["feed", f"{site.url}/feed"], catch_exceptions=False)
    assert [f"warning: “{name}”: the page was published" in result.stderr for name in names].count(True) == 5
    assert "warning: 2 more such notes; they stand in: bilateral loads --json" in result.stderr
    (load,) = json.loads(CliRunner().invoke(loads, ["--json"]).stdout)
    assert all(f"“{name}”: the page was published" in load["message"] for name in names)


@pytest.mark.parametrize("data", [b"<html><body>news</body></html>", b"", b"plain words", b"{}"])
def test_what_is_no_feed_is_refused(data: bytes):
    with pytest.raises(InputError, match="no feed"):
        read_feed(raw_text("x", data), TODAY)


def test_a_broken_feed_is_read_as_far_as_it_goes():
    whole = rss(("a", SIGNED, DAY), ("b", SIGNED, DAY))
    feed = read_feed(raw_text("x", whole[: whole.index(b"<guid>b")]), TODAY)
    assert len(feed.items) >= 1
    assert feed.warnings


def test_scripts_in_items_do_not_survive():
    feed = read_feed(
        raw_text("x", rss(("a", "<script>alert(1)</script><p>Hello <b>there</b></p>", DAY))), TODAY
    )
    assert "alert" not in feed.items[0].text
    assert "<" not in feed.items[0].text


def item(day: str, text: str = SIGNED) -> bytes:
    return rss(("a", text, day))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 10 May 2024 02:00:00 +0900", date(2024, 5, 10)),
        ("Thu, 09 May 2024 23:30:00 -0700", date(2024, 5, 9)),
        ("2024-05-10T02:00:00+09:00", date(2024, 5, 10)),
        ("Fri, 10 May 2024 08:00:00 GMT", date(2024, 5, 10)),
        ("Wed, 25 Nov 2026 01:00:00 +1200", date(2026, 11, 25)),
    ],
)
def test_the_day_of_an_item_is_that_of_its_own_offset(written: str, day: date):
    feed = read_feed(raw_text("x", item(written)), TODAY)
    assert (feed.items[0].published, feed.warnings) == (day, ())


@pytest.mark.parametrize(
    "written",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 10 May 2030 08:00:00 GMT", "05/06/2024", "2025-02-30", "9" * 30],
)
def test_a_day_that_cannot_be_is_taken_as_unknown(written: str):
    feed = read_feed(raw_text("x", item(written)), TODAY)
    assert feed.items[0].published is None
    assert f"“a” has “{written}”" in feed.warnings[0]


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "text/xml", "text/html", "application/xml; charset=utf-8", ""]
)
def test_a_sound_feed_from_an_address_gives_no_warning(
    store: Engine, site: Site, fetcher: Fetcher, kind: str
):
    data = b'<?xml version="1.0" encoding="utf-8"?>' + rss(("é", SIGNED, DAY)).split(b"?>", 1)[1]
    site.pages["/feed"] = (200, {"Content-Type": kind} if kind else {}, data)
    assert load_feed(store, f"{site.url}/feed", fetcher, today=TODAY).warnings == ()


def test_the_letters_are_those_that_the_server_names(store: Engine, site: Site, fetcher: Fetcher):
    data = rss(("a", SIGNED, DAY)).replace(b"Wire", "Présidence".encode("latin-1"))
    site.pages["/feed"] = (200, {"Content-Type": "text/xml; charset=iso-8859-1"}, data)
    report = load_feed(store, f"{site.url}/feed", fetcher, today=TODAY)
    assert (report.title, report.warnings) == ("Présidence", ())


def test_what_is_wrong_with_a_feed_is_said_in_words_with_its_place():
    broken = rss(("a", SIGNED, DAY)).replace(b"</item>", b"</itm>")
    (warning,) = read_feed(raw_text("x", broken), TODAY).warnings
    assert "(line 1, column " in warning
    assert "mismatched tag" in warning
    assert "Exception" not in warning
    letters = rss(("a", "met", DAY)).replace(b"met", b"\xff\xfe")
    (warning,) = read_feed(raw_text("x", letters), TODAY).warnings
    assert "not in utf-8 as it says (line 1, column" in warning


def test_an_article_on_xml_is_no_attack():
    feed = read_feed(raw_text("x", item(DAY, "How to write <!ENTITY in XML. " + SIGNED)), TODAY)
    assert SIGNED in feed.items[0].text


@pytest.mark.parametrize(
    "wrap", ["<!-- <![CDATA[ -->{}<!-- ]]> -->", "junk {}", "<![CDATA[ <!-- ]]>{}<!-- -->"]
)
def test_a_declaration_is_not_hidden_by_what_stands_around_it(wrap: str):
    start = wrap.format('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    data = start.encode() + b'<rss version="2.0"><channel><title>&x;</title></channel></rss>'
    with pytest.raises(InputError, match="entities"):
        read_feed(raw_text("x", data), TODAY)


def test_a_link_is_read_from_where_the_feed_lies_and_an_item_is_the_same_anywhere():
    data = rss(("a", SIGNED, DAY))
    one, other = (
        read_feed(raw_text("x", data, f"https://{host}.example/feeds/all"), TODAY).items[0]
        for host in ("one", "other")
    )
    assert (one.link, other.link) == ("https://one.example/a", "https://other.example/a")
    assert one.raw.sha256 == other.raw.sha256


def test_the_same_item_twice_is_read_once_and_said():
    feed = read_feed(raw_text("x", rss(("a", SIGNED, DAY), ("a", SIGNED, DAY))), TODAY)
    assert len(feed.items) == 1
    assert "1 item given twice" in feed.warnings[0]
