"""Feeds: RSS and Atom, each item read as an article. Hostile XML is refused, broken XML is read as far as it
goes."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.errors import InputError
from etl.article_page import Article
from etl.coding.cleaning import clean
from etl.contract import EventDraft, Issue, RawFile
from etl.sources.article import parse_article, read_article

MAX_BYTES = 10_000_000
MAX_ITEMS = 2_000
"""Items of one feed that are read; a warning tells of the rest."""
FULL_TEXT = 800
"""Characters from which an item's own text counts as the article; a shorter one is a teaser."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    Attributes:
        id: The feed's own id of the entry, else its link, else its title.
        text: Its words, HTML removed; may be a teaser.
        published: Day of publication, None if the feed gives none.
        raw: Id and content as bytes: the same bytes are the same news.
    """

    id: str
    link: str
    title: str
    text: str
    published: date | None
    publisher: str
    raw: RawFile

    @property
    def is_full(self) -> bool:
        """True if the feed carries the article itself, not a teaser."""
        return len(self.text) >= FULL_TEXT


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title, its items (newest first, as it has them) and what was wrong with it."""

    title: str
    items: tuple[Item, ...]
    warnings: tuple[str, ...] = ()


def read_feed(raw: RawFile) -> Feed:
    """Return the items of an RSS or Atom feed.

    Raises:
        InputError: It is too big, no feed, or XML that defines entities (as attacks do).
    """
    import feedparser

    if len(raw.data) > MAX_BYTES:
        raise InputError(f"{raw.name} has {len(raw.data):,} bytes; a feed has at most {MAX_BYTES:,}")
    _refuse_hostile(raw)
    parsed = feedparser.parse(raw.data, response_headers={"content-location": raw.url} if raw.url else None)
    if not parsed.get("version") and not parsed.entries:
        raise InputError(f"{raw.name} is no feed", "a page of news is read with: bilateral ingest article")
    title = _line(parsed.feed.get("title", ""))
    warnings = []
    if parsed.bozo:
        warnings.append(
            f"the feed is not well formed ({type(parsed.bozo_exception).__name__}); read as far as it goes"
        )
    if len(parsed.entries) > MAX_ITEMS:
        warnings.append(f"the feed has {len(parsed.entries):,} items; the first {MAX_ITEMS:,} are read")
    items: dict[str, Item] = {}
    for entry in parsed.entries[:MAX_ITEMS]:
        item = _item(entry, title)
        if item is not None:
            items.setdefault(item.raw.sha256, item)
    return Feed(title, tuple(items.values()), tuple(warnings))


def as_article(item: Item) -> Article:
    """Return what the feed itself carries of an item as an article."""
    text = (
        item.text
        if item.title and item.text.startswith(item.title)
        else f"{item.title}\n\n{item.text}".strip()
    )
    return Article(text, item.title, item.publisher, item.published, item.link)


def full_article(item: Item, page: RawFile) -> Article:
    """Return the article that an item's link gave; the feed's day and title stand where the page has none."""
    article = read_article(page, url=item.link)
    return Article(
        article.text,
        article.title or item.title,
        article.publisher or item.publisher,
        article.published or item.published,
        item.link or article.url,
    )


_ENTITY = re.compile(rb"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)


def _refuse_hostile(raw: RawFile) -> None:
    """Raise if the XML declares entities or pulls in outside files; broken XML is left to the lenient
    reader."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    message = f"{raw.name} declares XML entities, as attacks do and feeds need not"
    if _ENTITY.search(raw.data[:200_000]):
        raise InputError(message, "do not trust this feed")
    try:
        fromstring(raw.data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise InputError(message, "do not trust this feed") from error
    except (ParseError, ValueError, LookupError):
        return


def _plain(text: object) -> str:
    return re.sub(r"\s*\n\s*", "\n\n", clean(str(text)).text).strip() if text else ""


def _line(text: object) -> str:
    return " ".join(_plain(text).split())


def _item(entry: Mapping[str, object], publisher: str) -> Item | None:
    """Return an entry as an item; None if it has no words."""
    contents = entry.get("content")
    values = (
        [str(c.get("value", "")) for c in contents if isinstance(c, Mapping)]
        if isinstance(contents, list)
        else []
    )
    summary = str(entry.get("summary") or "")
    longest = max([*values, summary], key=len, default="")
    title, text = _line(entry.get("title", "")), _plain(longest)
    if not title and not text:
        return None
    link = str(entry.get("link") or "")
    if not link.startswith(("http://", "https://")):
        link = ""
    name = str(entry.get("id") or link or title)
    origin = entry.get("source")
    if isinstance(origin, Mapping) and origin.get("title"):
        publisher = _line(origin["title"])
    data = json.dumps([name, title, longest], ensure_ascii=False).encode()
    raw = RawFile(name=name[:500], data=data, sha256=hashlib.sha256(data).hexdigest(), url=link)
    return Item(name, link, title, text, _day(entry), publisher, raw)


def _day(entry: Mapping[str, object]) -> date | None:
    """Return the day of publication (UTC), of the last change where only that is given."""
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        moment = entry.get(name)
        if isinstance(moment, tuple) and len(moment) >= 3:
            try:
                return date(int(moment[0]), int(moment[1]), int(moment[2]))
            except ValueError:
                continue
    return None


class _Feeds:
    id = "feed"
    title = "Feeds"

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield the acts that the items of a feed tell, from what the feed itself carries of them."""
        review = str(options.get("review") or "proposed")
        for item in read_feed(raw).items:
            parsed = parse_article(as_article(item), today, review=review)
            yield from parsed.issues
            yield from parsed.drafts


SOURCE = _Feeds()
