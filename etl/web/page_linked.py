"""Linked data of web pages: what their JSON-LD says of the article itself, not of videos and lists."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

ARTICLES = frozenset(
    (
        "article",
        "advertisercontentarticle",
        "newsarticle",
        "analysisnewsarticle",
        "askpublicnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reportagenewsarticle",
        "reviewnewsarticle",
        "report",
        "satiricalarticle",
        "scholarlyarticle",
        "medicalscholarlyarticle",
        "socialmediaposting",
        "blogposting",
        "liveblogposting",
        "discussionforumposting",
        "techarticle",
        "pressrelease",
    )
)
"""Types of schema.org, in small letters, that are an article."""
PAGES = frozenset(("webpage", "itempage", "medicalwebpage", "creativework", ""))
"""Types that may stand for the article where nothing says that it is one."""
_LIVE = "liveblogposting"
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where the things that a page is about stand; elsewhere (lists, comments, updates) stand others."""
_WRAPPING = re.compile(r"(?:/\*|//)?\s*(?:<!\[CDATA\[|\]\]>)\s*(?:\*/)?|<!--|-->")
_VALUE = re.compile(r"[{\[]")
_DEEPEST = 8
_MOST = 500

Thing = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linked data say of one article (or page); "" and None where they say nothing.

    Attributes:
        is_article: It is an article by its type, not only a page.
        urls: Its addresses and ids.
        n_words: Length of the whole article in words.
        is_free: False if readers have to pay for it.
    """

    is_article: bool
    is_live: bool
    published: str
    publisher: str
    title: str
    urls: frozenset[str]
    n_words: int | None
    is_free: bool


def read_linked(blocks: Iterable[str]) -> list[Linked]:
    """Return the articles that JSON-LD blocks describe, then the pages; what cannot be parsed is left out."""
    roots = [root for block in blocks for root in _parse(block)]
    things = [thing for root in roots for thing in _main_things(root, 0)][:_MOST]
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1}
    found = [(_types(thing), thing) for thing in things]
    articles = [_linked(thing, types, by_id) for types, thing in found if types & ARTICLES]
    return articles + [
        _linked(thing, types, by_id) for types, thing in found if types & PAGES and not types & ARTICLES
    ]


def type_names(text: str) -> set[str]:
    """Return names of types in small letters, without the address of their vocabulary."""
    return {re.split(r"[/:#]", name)[-1].casefold() for name in text.split()}


def _parse(block: str) -> Iterator[object]:
    """Yield the JSON values of a block; line breaks in strings and wrappings of CDATA do no harm."""
    decoder = json.JSONDecoder(strict=False)
    # A few sites escape the data as if they were text.
    text = _WRAPPING.sub(" ", block if '"' in block else html.unescape(block))
    at = 0
    for _ in range(_MOST):
        if (start := _VALUE.search(text, at)) is None:
            return
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return
        yield value


def _main_things(value: object, depth: int) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:_MOST]:
            yield from _main_things(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _INTO:
            if isinstance(value.get(name), (dict, list)):
                yield from _main_things(value[name], depth + 1)


def _types(thing: Thing) -> set[str]:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds or ""]
    found = {name for kind in names if isinstance(kind, str) for name in type_names(kind) or {""}}
    return found


def _linked(thing: Thing, types: set[str], by_id: Mapping[str, Thing]) -> Linked:
    publisher = thing.get("publisher")
    first = publisher[0] if isinstance(publisher, list) and publisher else publisher
    if isinstance(first, dict) and "name" not in first:
        first = by_id.get(str(first.get("@id")), first)
    page = thing.get("mainEntityOfPage")
    page_id = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    words = _text(thing.get("wordCount"))
    return Linked(
        is_article=bool(types & ARTICLES),
        is_live=_LIVE in types,
        published=_text(thing.get("datePublished")),
        publisher=_text(first),
        title=_text(thing.get("headline")),
        urls=frozenset(one for one in (thing.get("url"), thing.get("@id"), page_id) if isinstance(one, str)),
        n_words=int(words) if words.isdecimal() and len(words) < 9 else None,
        is_free=str(thing.get("isAccessibleForFree", True)).casefold() != "false",
    )


def _text(value: object) -> str:
    """Return the words of a value: itself, its name, or those of its first part."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return next(filter(None, map(_text, value[:20])), "")
    if isinstance(value, dict):
        inner = value.get("@value") or value.get("name")
        return inner.strip() if isinstance(inner, str) else ""
    return ""
