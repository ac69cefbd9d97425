"""Pages of a feed that are refused or gone: left alone for a growing time, and told."""

from datetime import timedelta
from functools import partial

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from etl import fetch
from etl.cli import ingest
from etl.feeds import FeedReport, load_feed
from etl.fetch import Fetcher
from etl.undo import undo_load
from tests.web_site import DAY, SIGNED, TODAY, Answer, Site, events, html, rss, rss_of

PACT = ("JPN-MYS", "agreement_signed", "2025-01-14")


@pytest.fixture
def teaser(site: Site) -> str:
    """A feed with one teaser, whose server says when it has not changed."""

    def page(headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == '"f"':
            return 304, {}, b""
        return 200, {"ETag": '"f"'}, rss(("a", "A pact, more inside.", DAY), link=site.url)

    site.pages["/feed"] = page
    return f"{site.url}/feed"


def on_day(store: Engine, feed: str, fetcher: Fetcher, day: int, *, asks_refused: bool = False) -> FeedReport:
    return load_feed(store, feed, fetcher, today=TODAY + timedelta(days=day), asks_refused=asks_refused)


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 451])
def test_a_refused_page_is_asked_for_after_one_day_then_two_then_four(
    store: Engine, site: Site, fetcher: Fetcher, teaser: str, status: int
):
    site.pages["/a"] = (status, {}, b"no")
    days = []
    for day in range(17):
        before = site.asked.count("/a")
        report = on_day(store, teaser, fetcher, day)
        if site.asked.count("/a") > before:
            days.append(day)
            assert f"the page is left alone until {TODAY + timedelta(days=2 * day + 1)}" in report.failures[0]
        else:
            assert (len(report.left_alone), report.failures) == (1, [])
    assert days == [0, 1, 3, 7, 15]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_page_in_passing_trouble_is_asked_for_by_each_run(
    store: Engine, site: Site, fetcher: Fetcher, teaser: str, status: int
):
    site.pages["/a"] = (status, {}, b"no")
    for _ in range(3):
        report = on_day(store, teaser, fetcher, 0)
        assert "the next run tries again" in report.failures[0]
    assert site.asked.count("/a") == 3


@pytest.mark.parametrize(
    "page", [(302, {"Location": "/a"}, b""), (302, {}, b""), (200, {"Content-Length": "99000000"}, b"x")]
)
def test_a_page_that_turns_in_circles_or_is_too_big_is_left_alone(
    store: Engine, site: Site, fetcher: Fetcher, teaser: str, page: Answer
):
    site.pages["/a"] = page
    assert "the page is left alone until" in on_day(store, teaser, fetcher, 0).failures[0]
    asked = len(site.asked)
    assert on_day(store, teaser, fetcher, 0).is_unchanged
    assert site.asked[asked:] == ["/feed"]


def test_a_page_that_is_given_at_last_is_read_and_forgotten(
    store: Engine, site: Site, fetcher: Fetcher, teaser: str
):
    site.pages["/a"] = (403, {}, b"no")
    on_day(store, teaser, fetcher, 0)
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    assert events(store) == []
    assert on_day(store, teaser, fetcher, 1).n_mended == 1
    assert events(store) == [PACT]
    again = on_day(store, teaser, fetcher, 1)
    assert (again.is_unchanged, again.left_alone) == (True, [])


def test_an_item_that_changes_is_asked_for_at_once(store: Engine, site: Site, fetcher: Fetcher):
    site.pages["/a"] = (404, {}, b"no")
    for text, n_asked in (("A pact.", 1), ("A pact.", 1), ("A pact, corrected.", 2)):
        site.pages["/feed"] = (200, {}, rss(("a", text, DAY), link=site.url))
        on_day(store, f"{site.url}/feed", fetcher, 0)
        assert site.asked.count("/a") == n_asked


def test_an_item_that_leaves_its_feed_is_forgotten(store: Engine, site: Site, fetcher: Fetcher, teaser: str):
    site.pages["/a"] = (404, {}, b"no")
    on_day(store, teaser, fetcher, 0)
    site.pages["/feed"] = (200, {}, rss(("b", SIGNED, DAY)))
    site.pages["/b"] = html(f"<p>{SIGNED}</p>")
    on_day(store, teaser, fetcher, 0)
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM refused_page").scalar() == 0


def test_an_undone_item_is_asked_for_at_once(store: Engine, site: Site, fetcher: Fetcher, teaser: str):
    site.pages["/a"] = (404, {}, b"no")
    on_day(store, teaser, fetcher, 0)
    undo_load(store, 1)
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    assert on_day(store, teaser, fetcher, 0).n_new == 1
    assert events(store) == [PACT]


def test_an_item_with_a_link_alone_is_left_alone_too(store: Engine, site: Site, fetcher: Fetcher):
    site.pages["/feed"] = (200, {}, rss_of(f"<link>{site.url}/a</link>"))
    site.pages["/a"] = (410, {}, b"gone")
    assert "the feed has no words of it" in on_day(store, f"{site.url}/feed", fetcher, 0).failures[0]
    second = on_day(store, f"{site.url}/feed", fetcher, 0)
    assert (second.n_new, second.n_known, len(second.left_alone)) == (0, 1, 1)
    assert site.asked.count("/a") == 1
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    assert on_day(store, f"{site.url}/feed", fetcher, 1).n_new == 1


def test_the_command_says_what_is_left_alone_and_asks_with_retry(
    site: Site, fetcher: Fetcher, teaser: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fetch, "Fetcher", partial(Fetcher, frozenset((site.host,)), pause=0))
    site.pages["/a"] = (403, {}, b"no")

    def run(*options: str) -> tuple[str, str]:
        result = CliRunner().invoke(ingest, ["feed", teaser, *options], catch_exceptions=False)
        assert result.exit_code == 0
        return result.stdout, result.stderr

    assert "answers with status 403; its teaser was read, and the page is left alone until" in run()[1]
    told, says = run()
    assert "has not changed" in told
    assert "1 page that was refused or gone is left alone, until " in says
    assert says.rstrip().endswith("ask at once with --retry")
    assert site.asked.count("/a") == 1
    site.pages["/a"] = html(f"<p>{SIGNED}</p>")
    told, says = run("--retry")
    assert "1 read at last; 1 event added" in told
    assert "left alone" not in says
