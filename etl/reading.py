"""From files and addresses to loads of articles and feeds: fetch, read, extract, load. Knows no terminal."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from db import lookup
from db.errors import BilateralError, InputError
from etl import pipeline, snapshots
from etl.article_page import Article
from etl.coding.identity import act_id, article_key
from etl.contract import EventDraft, Parsed, RawFile
from etl.fetch import Fetcher
from etl.reports import LoadReport
from etl.sources.article import MAX_BYTES, ORIGIN, parse_article, raw_text, read_article
from etl.sources.feed import Feed, Item, as_article, full_article, read_feed


def is_address(name: str) -> bool:
    """True if `name` is an address to fetch, not a file."""
    return name.casefold().startswith(("http://", "https://"))


def read_input(name: str, fetcher: Fetcher, *, stdin: bytes | None = None) -> RawFile:
    """Return the bytes of a file, an address, or standard input ("-").

    Raises:
        InputError: There is no such file, it is too big, or the address may not be asked.
        NetworkError: The address does not answer.
    """
    if name == "-":
        return raw_text("standard input", stdin or b"")
    if is_address(name):
        got = fetcher.fetch(name)
        return RawFile(got.url, got.data, hashlib.sha256(got.data).hexdigest(), got.url, got.fetched_at)
    return _read_file(Path(name))


def _read_file(path: Path) -> RawFile:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder, not a file", "name the files in it")
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"{path} has {path.stat().st_size:,} bytes; at most {MAX_BYTES:,} are read",
                "is it an article?",
            )
        return raw_text(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", "check its name and folder") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check its permissions") from error


def load_article(
    engine: Engine, raw: RawFile, article: Article, parsed: Parsed, *, today: date, is_whole: bool = True
) -> LoadReport:
    """Load the acts of one article; its bytes are kept beside the store.

    What was loaded as accepted stays so when the same article comes again as a proposal.

    Args:
        engine: Of the store.
        raw: As it came.
        article: As read.
        parsed: Its acts.
        today: The present day.
        is_whole: All that the article tells was looked for, so what it told before and tells no more is
            taken back.
    """
    kept = replace(parsed, drafts=_keep_accepted(engine, parsed.drafts))
    is_read = not any(issue.reason == "not_english" for issue in parsed.issues)
    says = [draft.source_event_id for draft in parsed.drafts]
    says += [str(issue.draft["source_event_id"]) for issue in parsed.issues if issue.draft]
    # An article that tells nothing any more is named by an act that it cannot tell.
    says += [act_id(article_key(article.url, article.text), "", "", "", None)]
    return pipeline.load_drafts(
        engine,
        ORIGIN,
        [raw],
        kept,
        today=today,
        merges_own=True,
        says=frozenset(says) if is_whole and is_read else None,
    )


def _keep_accepted(engine: Engine, drafts: Sequence[EventDraft]) -> tuple[EventDraft, ...]:
    with engine.connect() as connection:
        known = lookup.newest_records(connection, ORIGIN.id, [draft.source_event_id for draft in drafts])
    accepted = {
        key for key, (*_, data) in known.items() if data and data.get("review", "accepted") == "accepted"
    }
    return tuple(
        replace(draft, review="accepted") if draft.source_event_id in accepted else draft for draft in drafts
    )


@dataclass(slots=True)
class FeedReport:
    """What loading a feed did.

    Attributes:
        n_items: Items in the feed.
        n_known: Items that had been loaded before with the same content.
        loads: One per new item.
        failures: A sentence per item whose page could not be read; its teaser was read instead.
        is_unchanged: The server says that the feed has not changed since the last time.
    """

    title: str = ""
    n_items: int = 0
    n_known: int = 0
    loads: list[LoadReport] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    is_unchanged: bool = False

    def count_rejected(self, reason: str) -> int:
        """Return how many acts or items of the new ones were rejected for `reason`."""
        return sum(issue.reason == reason for load in self.loads for issue in load.issues)


def load_feed(
    engine: Engine,
    name: str,
    fetcher: Fetcher,
    *,
    today: date,
    review: str = "proposed",
    stdin: bytes | None = None,
) -> FeedReport:
    """Load the new items of a feed: a file, "-" or an address. Known is an item with the same id and content.

    Of an address, items that carry only a teaser are fetched from their links; what cannot be fetched is
    read as
    the feed has it.
    """
    if is_address(name):
        memory = _Memory(engine)
        etag, changed = memory.recall(name)
        got = fetcher.fetch(name, etag=etag, last_modified=changed)
        if got.is_unchanged:
            return FeedReport(is_unchanged=True)
        raw = RawFile(got.url, got.data, hashlib.sha256(got.data).hexdigest(), got.url, got.fetched_at)
        report = _load_items(engine, read_feed(raw), fetcher, today, review)
        memory.remember(name, got.etag, got.last_modified)
        return report
    return _load_items(engine, read_feed(read_input(name, fetcher, stdin=stdin)), None, today, review)


def _load_items(engine: Engine, feed: Feed, fetcher: Fetcher | None, today: date, review: str) -> FeedReport:
    report = FeedReport(title=feed.title, n_items=len(feed.items), warnings=feed.warnings)
    for item in feed.items:
        if _is_known(engine, item):
            report.n_known += 1
            continue
        article = _article_of(item, fetcher, report)
        parsed = parse_article(article, today, review=review)
        # A teaser tells less than its article, and takes nothing back.
        is_whole = item.is_full or article.text != as_article(item).text
        report.loads.append(load_article(engine, item.raw, article, parsed, today=today, is_whole=is_whole))
    return report


def _is_known(engine: Engine, item: Item) -> bool:
    with engine.connect() as connection:
        sha256 = pipeline.combined_sha256([item.raw.sha256])
        return lookup.last_load(connection, ORIGIN.id, sha256, pipeline.code_version()) is not None


def _article_of(item: Item, fetcher: Fetcher | None, report: FeedReport) -> Article:
    if fetcher is None or item.is_full or not item.link:
        return as_article(item)
    try:
        got = fetcher.fetch(item.link)
        page = RawFile(got.url, got.data, hashlib.sha256(got.data).hexdigest(), got.url, got.fetched_at)
        return full_article(item, page)
    except BilateralError as error:
        report.failures.append(f"{item.link}: {error}")
        return as_article(item)


class _Memory:
    """What servers said of their feeds last time, kept beside the store, for conditional requests."""

    def __init__(self, engine: Engine) -> None:
        folder = snapshots.folder(engine)
        self._path = folder / "feeds.json" if folder else None

    def recall(self, url: str) -> tuple[str, str]:
        """Return the etag and the last-modified of an address, "" where unknown."""
        known = self._read().get(url)
        if not isinstance(known, list) or len(known) != 2:
            return "", ""
        return str(known[0]), str(known[1])

    def remember(self, url: str, etag: str, last_modified: str) -> None:
        """Keep what the server said."""
        if self._path is None or not (etag or last_modified):
            return
        known = self._read()
        known[url] = [etag, last_modified]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
        part.replace(self._path)

    def _read(self) -> dict[str, object]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}


def read_articles(
    names: Sequence[str],
    fetcher: Fetcher,
    *,
    published: date | None,
    publisher: str,
    url: str,
    stdin: bytes | None = None,
) -> list[tuple[RawFile, Article]]:
    """Return the articles of files and addresses, in order."""
    out = []
    for name in names:
        raw = read_input(name, fetcher, stdin=stdin)
        out.append((raw, read_article(raw, published=published, publisher=publisher, url=url)))
    return out
