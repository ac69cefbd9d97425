"""Loading a feed: its new items, read from the pages behind their links, a load for each few hundred of them.

What is known stands in the store, with the loads that brought it: an item of a load that was undone is new,
and so is one without words whose page did not answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Engine

from db import feed_lookup, lookup, write
from db.errors import InputError, NetworkError
from etl import pipeline, snapshots
from etl.coding.identity import draft_from_json
from etl.contract import EventDraft, Issue, RawFile
from etl.feed_stories import FeedStories, columns_of
from etl.fetch import Fetcher
from etl.reading import is_address, keep_accepted, read_input, said_by
from etl.refused_pages import RefusedPages
from etl.reports import LoadReport
from etl.sources.article import ORIGIN, parse_article
from etl.sources.feed import Feed, Item, as_article, full_article, read_feed
from etl.web.article_page import Article

MAX_ITEMS = 2_000
"""New items that one run reads; the next run goes on from there."""
ITEMS_OF_A_LOAD = 200
"""A load is written in one transaction after its pages were read, so that a stopped run loses only these."""


@dataclass(slots=True)
class FeedReport:
    """What loading a feed did.

    Attributes:
        n_items: Items in the feed.
        n_new: Items that no run had read before.
        n_known: Items that needed no reading, or whose page failed again or is left alone.
        n_mended: Known items whose page was read at last.
        n_left: New items that are left for the next run.
        n_accepted: Proposals of known items that were accepted.
        n_hidden: Rows that tell of events which the user has rejected, so that they stay hidden.
        left_alone: Days on which pages may be asked for that were refused and are left alone until then.
        loads: What was written; none if nothing was new.
        failures: A sentence per item whose page could not be read.
        notes: A sentence per item whose page is to be read with care: few words, a day in doubt.
        is_unchanged: The server says that the feed has not changed since it was read to its end.
    """

    title: str = ""
    n_items: int = 0
    n_new: int = 0
    n_known: int = 0
    n_mended: int = 0
    n_left: int = 0
    n_accepted: int = 0
    n_hidden: int = 0
    left_alone: list[date] = field(default_factory=list)
    loads: list[LoadReport] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    is_unchanged: bool = False

    def total(self, count: str) -> int:
        """Return the sum of a count (`n_added`) over the loads."""
        return sum(getattr(load, count) for load in self.loads)


def load_feed(
    engine: Engine,
    name: str,
    fetcher: Fetcher,
    *,
    today: date,
    review: str = "proposed",
    stdin: bytes | None = None,
    asks_refused: bool = False,
) -> FeedReport:
    """Load the new items of a feed: a file, "-" or an address. Known is an item with the same id and content.

    Of an address, items that carry only a teaser are fetched from their links; what cannot be fetched is read
    as the feed has it, and asked for again by the next run if the fault may pass, later if it hardly will.

    Args:
        engine: The store, of this program's version.
        name: File, address or "-".
        fetcher: Asks addresses.
        today: The present day.
        review: What the events count as; with `accepted`, proposals of known items are accepted too.
        stdin: What "-" stands for.
        asks_refused: Ask for the pages too that were refused and are being left alone.
    """
    if not is_address(name):
        raw = read_input(name, fetcher, stdin=stdin)
        pages = RefusedPages(today)
        return _Run(engine, raw.name, raw, read_feed(raw, today), None, today, review, pages).run()
    with engine.connect() as connection:
        before = feed_lookup.feed_state(connection, name)
        pages = RefusedPages(today, feed_lookup.refused_pages(connection, name), is_forced=asks_refused)
        waits = review == "accepted" and _proposals(connection, feed_lookup.keys_of_feed(connection, name))
        if waits or len(pages.left_alone()) < len(pages.known):
            before = ("", "")
    got = fetcher.fetch(name, etag=before[0], last_modified=before[1])
    if got.is_unchanged:
        return FeedReport(is_unchanged=True, left_alone=[*pages.left_alone().values()])
    raw = got.as_raw()
    run = _Run(engine, name, raw, read_feed(raw, today), fetcher, today, review, pages)
    report = run.run()
    # A server that says "not changed" hides what is left to read, so it is asked for changes only at the end.
    has_more = run.feed.is_cut or report.n_left or run.n_to_try_again
    after = ("", "") if has_more else (got.etag, got.last_modified)
    _remember(engine, name, after, pages)
    return report


def _remember(engine: Engine, name: str, state: tuple[str, str], pages: RefusedPages) -> None:
    with engine.connect() as connection:
        is_told = feed_lookup.refused_pages(connection, name) == pages.known
        if is_told and feed_lookup.feed_state(connection, name) == state:
            return
    with write.transaction(engine) as connection:
        write.remember_feed(connection, name, *state)
        write.remember_refused(connection, name, pages.known)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of an item.

    Attributes:
        article: None where there are no words.
        is_read: Nothing is left to read.
        is_refused: The page is left alone for some days.
        why_not: Why there are no words, or why the page was not read.
    """

    article: Article | None
    page: RawFile | None = None
    is_read: bool = True
    is_refused: bool = False
    why_not: str = ""


@dataclass(slots=True)
class _Run:
    engine: Engine
    name: str
    raw: RawFile
    feed: Feed
    fetcher: Fetcher | None
    today: date
    review: str
    pages: RefusedPages
    n_to_try_again: int = 0
    stories: FeedStories = field(default_factory=FeedStories)

    def run(self) -> FeedReport:
        """Read what is new, then what failed before, and write it."""
        items = self.feed.items
        report = FeedReport(title=self.feed.title, n_items=len(items), warnings=self.feed.warnings)
        with self.engine.connect() as connection:
            known = feed_lookup.known_items(connection, [item.raw.sha256 for item in items])
        if not self.feed.is_cut:
            self.pages.keep({item.raw.sha256 for item in items if not known.get(item.raw.sha256)})
        alone = self.pages.left_alone()
        report.left_alone = [*alone.values()]
        asked = [item for item in items if item.raw.sha256 not in alone]
        new = [item for item in asked if item.raw.sha256 not in known]
        # A file's items have no page that could still be read.
        half_read = [item for item in asked if self.fetcher and not known.get(item.raw.sha256, True)]
        todo = [*new, *half_read][:MAX_ITEMS]
        report.n_known = len(items) - len(new) - len(half_read)
        report.n_left = len(new) + len(half_read) - len(todo)
        if self.review == "accepted":
            self._accept([item.raw.sha256 for item in items if item.raw.sha256 in known], report)
        for start in range(0, len(todo), ITEMS_OF_A_LOAD):
            some = todo[start : start + ITEMS_OF_A_LOAD]
            with self.engine.connect() as connection:
                self.stories = FeedStories.of(connection, self.name, some)
            self._load(some, known, report)
        if report.n_left:
            report.warnings += (
                f"the feed has {len(items):,} items, and one run reads {MAX_ITEMS:,}: {report.n_left:,} are "
                "left; run the same command again to go on",
            )
        report.n_hidden = _count_hidden(self.engine, report.loads)
        return report

    def _load(self, items: Sequence[Item], known: dict[str, bool], report: FeedReport) -> None:
        """Read some items and write them as one load."""
        drafts: dict[str, EventDraft] = {}
        says: list[str] = []
        replaceable: set[str] = set()
        issues: list[Issue] = []
        rows: list[dict[str, Any]] = []
        pages: list[RawFile] = []
        n_failures, n_notes = len(report.failures), len(report.notes)
        for item in items:
            reading = self._read(item)
            is_again = item.raw.sha256 in known
            if not reading.is_read and self.fetcher and not reading.is_refused:
                self.n_to_try_again += 1
            if self.fetcher and reading.why_not and (reading.article is not None or not reading.is_read):
                report.failures.append(f"{item.label}: {reading.why_not}")
            if is_again and not reading.is_read:
                report.n_known += 1
                continue
            if is_again:
                report.n_mended += 1
            else:
                report.n_new += 1
            if reading.article and reading.article.notes:
                report.notes.append(f"{item.label}: {'; '.join(reading.article.notes)}")
            if reading.article:
                with self.engine.connect() as connection:
                    story = self.stories.story_of(connection, item, reading.article)
                reading = replace(reading, article=replace(reading.article, story=story))
            own_drafts, own_issues, own_says = self._acts(item, reading)
            issues += own_issues
            says += own_says
            if own_drafts and not own_says:
                replaceable |= self._told_by_feeds(reading)
            # Two items with one link tell the same act of one article; the newer, which comes first, holds.
            for draft in own_drafts:
                drafts.setdefault(draft.source_event_id, draft)
            if reading.page:
                pages.append(reading.page)
            if reading.article is None and not reading.is_read and self.fetcher:
                continue  # nothing was read, so it stays new
            rows.append(
                {
                    "sha256": item.raw.sha256,
                    "feed": self.name,
                    "page_sha256": reading.page.sha256 if reading.page else "",
                    "is_read": reading.is_read,
                    "event_keys": [draft.source_event_id for draft in own_drafts],
                    **columns_of(item, reading.article.key if reading.article else ""),
                }
            )
        if rows:
            kept = keep_accepted(self.engine, list(drafts.values()))
            warnings = (*self.feed.warnings, *report.notes[n_notes:], *report.failures[n_failures:])
            self._write((*issues, *kept), [self.raw, *pages], report, rows, says, warnings, replaceable)

    def _read(self, item: Item) -> _Reading:
        told = as_article(item) if item.has_words else None
        if item.is_full or (told and not item.link):
            return _Reading(told)
        if not item.link:
            return _Reading(None, why_not="it has neither words nor a link")
        if self.fetcher is None:
            why = "" if told else f"it has a link alone; read it with: bilateral ingest article {item.link}"
            return _Reading(told, is_read=False, why_not=why)
        instead = "its teaser was read" if told else "the feed has no words of it"
        try:
            page = self.fetcher.fetch(item.link).as_raw()
            self.pages.answered(item.raw.sha256)
            return _Reading(full_article(item, page), page)
        except NetworkError as error:
            then = "the next run tries again"
            if error.is_lasting:
                then = f"the page is left alone until {self.pages.refuse(item.raw.sha256)}"
            why_not = f"{error}; {instead}, and {then}"
            return _Reading(told, is_read=False, is_refused=error.is_lasting, why_not=why_not)
        except InputError as error:
            self.pages.answered(item.raw.sha256)
            return _Reading(told, why_not=f"{error}; {instead}")

    def _acts(self, item: Item, reading: _Reading) -> tuple[list[EventDraft], list[Issue], list[str]]:
        """Return the acts of an item, what of it could not be read, and the ids of all that it tells."""
        if reading.article is None:
            if self.fetcher and not reading.is_read:
                return [], [], []  # a failure, told as such
            reason = "unread_page" if item.link else "no_words"
            return [], [Issue(None, "item", reason, f"{item.label}: {reading.why_not}", item.link)], []
        # East of here it may be tomorrow already.
        today = max(self.today, item.published or self.today)
        parsed = parse_article(reading.article, today, review=self.review)
        issues = [replace(issue, message=f"{item.label}: {issue.message}") for issue in parsed.issues]
        # A teaser tells less than its article: it mends what teasers told, and takes nothing back.
        is_teaser = reading.page is None or reading.article.text == as_article(item).text
        is_whole = item.is_full or not is_teaser
        return list(parsed.drafts), issues, said_by(reading.article, parsed) if is_whole else []

    def _told_by_feeds(self, reading: _Reading) -> set[str]:
        """Return the ids of what is in force of an article and came from the words of feeds alone."""
        assert reading.article is not None
        article = reading.article
        with self.engine.connect() as connection:
            return set(feed_lookup.keys_from_feeds(connection, ORIGIN.id, article.key))

    def _accept(self, sha256s: Iterable[str], report: FeedReport) -> None:
        """Accept what known items propose, as a load of its own, which can be undone."""
        with self.engine.connect() as connection:
            drafts = _proposals(connection, feed_lookup.keys_of_items(connection, sha256s))
        if drafts:
            accepted = [replace(draft, review="accepted") for draft in drafts]
            self._write(accepted, [self.raw], report, [], [])
            report.n_accepted = len(drafts)

    def _write(
        self,
        rows: Sequence[EventDraft | Issue],
        raws: Sequence[RawFile],
        report: FeedReport,
        items: Sequence[dict[str, Any]],
        says: Sequence[str],
        warnings: Sequence[str] = (),
        replaceable: Iterable[str] = (),
    ) -> None:
        for raw in raws:
            snapshots.keep(self.engine, raw.data)
        report.loads.append(
            pipeline.write_load(
                self.engine,
                ORIGIN,
                input_name=self.name,
                sha256=pipeline.combined_sha256([raw.sha256 for raw in raws]),
                rows=rows,
                today=self.today,
                coverage=None,
                merges_own=True,
                says=frozenset(says) if says else None,
                replaceable=frozenset(replaceable),
                warnings=warnings,
                feed_items=items,
            )
        )


def _proposals(connection: Any, keys: Iterable[str]) -> list[EventDraft]:
    """Return what articles propose under these ids, as far as nobody has decided on it."""
    newest = lookup.newest_records(connection, ORIGIN.id, keys)
    events = lookup.event_rows(connection, [one[1] for one in newest.values() if one[1] is not None])
    drafts = [
        draft_from_json(data)
        for _, event_id, _, data in newest.values()
        if data is not None and event_id in events and events[event_id].review == "proposed"
    ]
    return [draft for draft in drafts if draft.review == "proposed"]


def _count_hidden(engine: Engine, loads: Sequence[LoadReport]) -> int:
    """Return how many rows of loads tell of events that the user has rejected."""
    told = [event_id for load in loads for event_id in load.event_ids]
    with engine.connect() as connection:
        events = lookup.event_rows(connection, set(told))
    return sum(events[event_id].review == "rejected" for event_id in told if event_id in events)
