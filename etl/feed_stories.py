"""Which article an item of a feed is: the one that it was before its link or its id changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from sqlalchemy import Connection

from db import feed_lookup, lookup
from etl.contract import ARTICLES
from etl.sources.feed import Item, as_article
from etl.web.article_page import Article

LIKENESS = 70.0
"""An item of a known id that says this much of what it said, of 100, is the one that bore the id before; our
choice. Feeds give old ids to other news too, and that takes nothing back."""
FEW_LETTERS = 60
"""Words of fewer letters, such as "Daily briefing", are alike in items that are two."""
_KEPT = 600


@dataclass(slots=True)
class FeedStories:
    """What is known of the items of a feed.

    Attributes:
        by_name: Article and words of the last item of an id.
        by_words: Article of the last item of a day that said the same.
    """

    by_name: dict[str, tuple[str, str]] = field(default_factory=dict)
    by_words: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, feed: str, items: Iterable[Item]) -> "FeedStories":
        """Return what the store knows of `items`; another feed that names itself alike mends nothing here."""
        items = list(items)
        return cls(
            feed_lookup.stories_named(connection, feed, [_digest(item.name) for item in items if item.name]),
            feed_lookup.stories_told(connection, feed, [told for item in items if (told := _told(item))]),
        )

    def story_of(self, connection: Connection, item: Item, article: Article) -> str:
        """Return how the ids of an item's acts begin, and remember it for the items that follow."""
        story = article.key
        told = _told(item)
        name, words = self.by_name.get(_digest(item.name), ("", "")) if item.name else ("", "")
        if name and fuzz.token_sort_ratio(words, _words(item)) < LIKENESS:
            name = ""
        before = name or (self.by_words.get(told, "") if told else "")
        if before and before != story and not lookup.records_called(connection, ARTICLES, story):
            story = before
        if item.name:
            self.by_name[_digest(item.name)] = story, _words(item)
        if told:
            self.by_words[told] = story
        return story


def columns_of(item: Item, story: str) -> dict[str, str]:
    """Return what the row of an item keeps, so that it is known again."""
    name = _digest(item.name) if item.name else ""
    return {"name": name, "told": _told(item), "story": story, "words": _words(item)}


def _words(item: Item) -> str:
    return as_article(item).text[:_KEPT]


def _told(item: Item) -> str:
    """Return a digest of who said what on which day; "" where that names no item."""
    if item.published is None or len(item.text) < FEW_LETTERS:
        return ""
    return _digest("\n".join((item.publisher, item.published.isoformat(), item.title, item.text)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
