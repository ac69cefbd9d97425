"""Feeds: RSS and Atom, each item read as an article. Hostile XML is refused, broken XML is read as far as it
goes."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from db.counting import counted
from db.errors import InputError
from etl.coding.text.cleaning import clean
from etl.contract import EventDraft, Issue, RawFile
from etl.sources.article import parse_article, read_article
from etl.web.article_page import Article
from etl.web.feed_text import OF_MEDIA, FeedText, feed_text, no_feed, with_base
from etl.web.page_days import read_day

MAX_BYTES = 10_000_000
FULL_TEXT = 800
"""Characters from which an item's own text counts as the article; a shorter one is a teaser."""
FIRST_DAY = date(1999, 1, 1)
"""RSS began in 1999: an earlier day of publication is a slip, such as the 1970-01-01 of an empty field."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    Attributes:
        id: The feed's own id of the entry, else its link, else its title.
        text: Its words, HTML removed; may be a teaser, or "" where the feed gives a link alone.
        published: Day of publication where it was published; None if the feed gives none that can be.
        is_of_change: `published` is the day of the last change, the only one that the feed gives.
        name: Its id, of this feed; it stays when the words are corrected. "" where the feed gives it none.
        raw: Id and content as bytes: the same bytes are the same news.
    """

    id: str
    link: str
    title: str
    text: str
    published: date | None
    publisher: str
    raw: RawFile
    is_of_change: bool = False
    name: str = ""

    @property
    def is_full(self) -> bool:
        """True if the feed carries the article itself, not a teaser."""
        return len(self.text) >= FULL_TEXT

    @property
    def has_words(self) -> bool:
        """True if the feed itself says anything of it."""
        return bool(self.title or self.text)

    @property
    def label(self) -> str:
        """The item for people: its title, else its link, else its id."""
        return f"“{self.title[:60]}”" if self.title else self.link or self.id or "an item without a title"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title, its items (in its own order, usually newest first) and what was wrong with it.

    Attributes:
        is_cut: It breaks off, so that more items may have followed.
    """

    title: str
    items: tuple[Item, ...]
    warnings: tuple[str, ...] = ()
    is_cut: bool = False


def read_feed(raw: RawFile, today: date) -> Feed:
    """Return the items of an RSS or Atom feed; the same item given twice is one, and a warning says so.

    Args:
        raw: As it came.
        today: A day of publication after tomorrow cannot be; tomorrow it may be east of here.

    Raises:
        InputError: It is too big, no feed, broken before its first item, or XML that defines entities (as
            attacks do).
    """
    import feedparser

    if len(raw.data) > MAX_BYTES:
        raise InputError(f"{raw.name} has {len(raw.data):,} bytes; a feed has at most {MAX_BYTES:,}")
    text = feed_text(raw)
    # Whatever a server calls a feed (many say text/html), it is read as XML. The reader is not told the
    # address: it would make ids absolute with it, so that an item is another one wherever the feed lies.
    # Nor does it clean HTML, for which it takes its time: only the words are wanted of it.
    parsed = feedparser.parse(
        with_base(text.xml, raw.url),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise no_feed(raw)
    title = _line(parsed.feed.get("title", ""))
    entries = parsed.entries[:-1] if text.is_cut_in_item else parsed.entries
    if text.fault and not entries:
        raise InputError(
            f"{raw.name} is a broken feed, of which no item can be read ({text.fault})",
            "try again later; if a browser cannot read it either, tell its publisher",
        )
    warnings = _faults(text)
    items: dict[str, Item] = {}
    where = " ".join(filter(None, (str(parsed.feed.get("link") or ""), title))) or raw.name
    odd: list[str] = []
    for entry in entries:
        item = _item(entry, title, raw.url, where)
        if item.raw.sha256 in items:
            continue
        written = next((str(entry[name]) for name in _DAYS if entry.get(name)), "")
        day = item.published
        if written and not (day and FIRST_DAY <= day <= today + timedelta(days=1)):
            item = replace(item, published=None)
            odd.append(f"{item.label} has “{_line(written)[:40]}”")
        items[item.raw.sha256] = item
    if n_twice := len(entries) - len(items):
        warnings.append(f"{counted(n_twice, 'item')} given twice with the same content, read once")
    if odd:
        warnings.append(
            f"{counted(len(odd), 'item')} with a day of publication that cannot be, taken as unknown: "
            f"{odd[0]}"
        )
    names = Counter(item.name for item in items.values())
    # An id that several items bear names none of them.
    told = tuple(item if names[item.name] == 1 else replace(item, name="") for item in items.values())
    return Feed(title, told, tuple(warnings), is_cut=text.is_cut)


def _faults(text: FeedText) -> list[str]:
    """Return in words what is wrong with a feed that can be read all the same."""
    faults = []
    if text.misread:
        faults.append(f"the feed is not in {text.misread}, so some letters may be wrong")
    if text.is_cut_in_item:
        faults.append(f"the feed is cut off ({text.fault}); it is read but for its last item")
    elif text.is_cut:
        faults.append(f"the feed is cut off ({text.fault}); it is read as far as it goes")
    elif text.fault:
        faults.append(f"the feed is not well formed ({text.fault}), so some words may be missing")
    return faults


def as_article(item: Item) -> Article:
    """Return what the feed itself carries of an item as an article."""
    text = (
        item.text
        if item.title and item.text.startswith(item.title)
        else f"{item.title}\n\n{item.text}".strip()
    )
    return Article(text, item.title, item.publisher, item.published, item.link, name=item.name)


def full_article(item: Item, page: RawFile) -> Article:
    """Return the article that an item's link gave; the feed's day and title stand where the page has none.

    The text is the feed's where the page has fewer words, as behind a wall.
    """
    article = read_article(page, url=item.link)
    told = as_article(item)
    notes = list(article.notes)
    if has_less := len(article.text) < len(told.text):
        notes.append("the page has fewer words than the feed, so the feed's were read")
    if article.published and item.published and not item.is_of_change:
        if abs((article.published - item.published).days) > 1:
            notes.append(
                f"the page was published on {article.published} by its own words, on {item.published} by the "
                "feed's; the page's day is taken"
            )
    elif item.published and any("no day of publication" in note for note in notes):
        notes.append(f"the feed's day is taken, {item.published}")
    return Article(
        told.text if has_less else article.text,
        article.title or item.title,
        article.publisher or item.publisher,
        article.published or item.published,
        item.link or article.url,
        tuple(notes),
    )


def _plain(text: object) -> str:
    """Return the words of a text that may be HTML."""
    from lxml import etree, html

    words = str(text or "")
    if re.search(r"</?[A-Za-z][^<>]*>", words):
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        # The lines of HTML are no lines of the text, and an article on XML may quote what is no HTML.
        words = " ".join(words.split())
        page = "<div>" + re.sub(r"<(?!/?[A-Za-z]|!--)", "&lt;", words).replace("\x00", "") + "</div>"
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
        etree.strip_elements(root, "script", "style", "template", "noscript", "svg", with_tail=False)
        words = html.tostring(root, encoding="unicode")
    return re.sub(r"\s*\n\s*", "\n\n", clean(words).text).strip() if words else ""


def _line(text: object) -> str:
    return " ".join(_plain(text).split())


def _item(entry: Mapping[str, object], publisher: str, base: str, feed: str) -> Item:
    contents = entry.get("content")
    values = (
        [str(c.get("value", "")) for c in contents if isinstance(c, Mapping)]
        if isinstance(contents, list)
        else []
    )
    summary = str(entry.get("summary") or "")
    if not (summary or any(values)):
        summary = str(entry.get(f"media_{OF_MEDIA}description") or "")
    longest = max([*values, summary], key=len, default="")
    title, text = _line(entry.get("title", "")), _plain(longest)
    link = str(entry.get("link") or "")
    if link == entry.get("id") and not link.casefold().startswith(("http://", "https://")):
        link = ""  # an id that is no address, in a feed that does not say so
    name = str(entry.get("id") or link or title)
    link = _absolute(link, base)
    origin = entry.get("source")
    if isinstance(origin, Mapping) and origin.get("title"):
        publisher = _line(origin["title"])
    data = json.dumps([name, title, longest], ensure_ascii=False).encode()
    raw = RawFile(name=name[:500], data=data, sha256=hashlib.sha256(data).hexdigest(), url=link)
    day, named = _day(entry)
    named_so = f"{feed} {entry['id']}" if entry.get("id") else ""
    return Item(name, link, title, text, day, publisher, raw, is_of_change=named == "updated", name=named_so)


def _absolute(link: str, base: str) -> str:
    """Return the address of a link, "" if it is none that can be fetched."""
    try:
        link = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return link if link.startswith(("http://", "https://")) else ""


_DAYS = ("published", "created", "updated")


def _day(entry: Mapping[str, object]) -> tuple[date | None, str]:
    """Return the day of publication, of the last change where only that is given, and which it is."""
    for name in _DAYS:
        if name in entry and (day := _own_day(str(entry[name] or ""))):
            return day, name
    return None, ""


def _own_day(text: str) -> date | None:
    """Return the day of a moment where it was written: what is "today" there is the day in its own offset.

    The feed's reader is not asked: it takes 2025/01/15 for the first of November.
    """
    text = text.strip()[:100]
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(text).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return read_day(text)


class _Feeds:
    id = "feed"
    title = "Feeds"

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield the acts that the items of a feed tell, from what the feed itself carries of them."""
        review = str(options.get("review") or "proposed")
        for item in read_feed(raw, today).items:
            parsed = parse_article(as_article(item), today, review=review)
            yield from parsed.issues
            yield from parsed.drafts


SOURCE = _Feeds()
