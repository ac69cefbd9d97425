"""Times in the body of a web page, and which of them says when the article itself was published.

A page has times of many things: teasers, comments, events that the text tells of, the last change. One counts
if it is marked as the day of publication, or stands above the main text as bylines do, or is the only one
beside it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from etl.web.page_linked import ARTICLES, PAGES, type_names

Element = Any
"""An element of lxml, which has no types."""
ReadDay = Callable[[str], date | None]

_NO_WORDS = frozenset(("script", "style", "template", "noscript", "head", "title"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SENTENCES = frozenset(("p", "li", "td", "dd", "blockquote"))
_CELLS = frozenset(("dd", "td"))
_INLINE = frozenset(("span", "b", "strong", "em", "i", "small", "a", "label"))
_LONG = 60
"""Letters of a running sentence; what stands beside a byline is shorter."""
_PIECE = 30
"""Letters from which a piece of the page is looked up in the main text."""
_MOST_PIECES = 400
_MOST_TIMES = 200
_MOST_TOLD = 5_000
_MOST_HEADINGS = 50
_LEAST_SHARE = 0.25
"""A story has at least this share of the words of the longest one; a box of another article has less."""
_PUBLISHED_CLASSES = frozenset(("published", "dt-published", "entry-date", "pubdate"))
_CHANGED = re.compile(r"modif|updat|revis|edited|correct", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi|posted|issued|released", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:event|deadline|starts?|ends?|expires?|until|since|born|died|today)\b\W*$", re.IGNORECASE
)
_SHOWS_TIME = re.compile(r"\d|\b(?:ago|today|yesterday|now|an? (?:hour|minute|day))\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
_IS_PUBLISHED = re.compile(
    r"\W*(?:(?:date|first|originally)\s+)*(?:published|posted|issued|released)", re.IGNORECASE
)
_BYLINE = re.compile(r"^\W*(?:$|by\b|date\b)", re.IGNORECASE)
_ELSEWHERE = ("nav", "aside", "figure")
_BESIDE = re.compile(r"comment|related|teaser|promo|sidebar|recommend|most-?read|trending", re.IGNORECASE)


@dataclass(slots=True)
class Time:
    """A time of a page: what it says, and the `article` element that it stands in, if any."""

    value: str
    at: int
    article: Element | None
    is_marked: bool
    is_byline: bool
    """It could stand beside the name of the writer, also behind the text."""


@dataclass(slots=True)
class Story:
    """One article of a page: its element (None if the page has no `article`), its length and its times."""

    element: Element | None
    starts_at: int
    n_letters: int
    times: list[Time] = field(default_factory=list)

    def day(self, read: ReadDay) -> date | None:
        """Return the day that the story's own times name; None if they name none, or several."""
        above = [one for one in self.times if one.at < self.starts_at]
        inside = [one for one in self.times if one.at > self.starts_at and one.is_byline]
        marked = [one for one in self.times if one.is_marked]
        if self.element is None:
            inside = []
        for group in (marked, above, inside):
            days = {day for one in group if (day := read(one.value)) is not None}
            if days:
                return days.pop() if len(days) == 1 else None
        return None

    def marked(self) -> list[str]:
        """Return what its times say that are marked as the day of publication."""
        return [one.value for one in self.times if one.is_marked]


@dataclass(frozen=True, slots=True)
class _Headings:
    """Where the headings of a page stand: the first one's place, and the elements around any."""

    at: int
    around: frozenset[Element]


def _find_headings(root: Element) -> _Headings:
    at = next((at for at, element in enumerate(root.iter("*")) if element.tag == "h1"), -1)
    first = islice(root.iter("h1"), _MOST_HEADINGS)
    return _Headings(at, frozenset(one for heading in first for one in heading.iterancestors()))


def find_stories(root: Element, text: str) -> list[Story]:
    """Return the articles whose words make up the main text `text`, the longest first; at least one.

    Teasers, comments and boxes are none: their words are not in the main text, or are few.
    """
    words = " ".join(text.split())
    headings = _find_headings(root)
    times: list[Time] = []
    stories: dict[Element | None, Story] = {}
    n_times = n_pieces = 0
    for at, element in enumerate(root.iter("*")):
        if element.tag in _NO_WORDS:
            continue
        if n_times < _MOST_TIMES and _tells_time(element):
            n_times += 1
            if (time := _time(element, at, headings)) is not None:
                times.append(time)
        for piece, holder in ((element.text, element), (element.tail, element.getparent())):
            if piece is None or len(piece) < _PIECE or n_pieces > _MOST_PIECES or holder is None:
                continue
            n_pieces += 1
            piece = " ".join(piece.split())
            if len(piece) >= _PIECE and piece[:_LONG] in words and not _is_heading(holder):
                story = stories.setdefault(article := _article(holder), Story(article, at, 0))
                story.n_letters += len(piece)
    found = _join(list(stories.values())) or [_lone_story(root)]
    found.sort(key=lambda story: -story.n_letters)
    found = [story for story in found if story.n_letters >= _LEAST_SHARE * found[0].n_letters]
    for story in found:
        story.times = [one for one in times if _is_of(one, story, is_alone=len(found) == 1)]
    return found


def _join(stories: list[Story]) -> list[Story]:
    """Return stories, those in one outer article joined: they are parts of it, as in a live blog."""
    outer: dict[Element | None, list[Story]] = {}
    for story in stories:
        top = story.element
        if top is not None:
            *_, top = _articles(top)
        outer.setdefault(top, []).append(story)
    return [
        parts[0]
        if len(parts) == 1
        else Story(top, min(one.starts_at for one in parts), sum(one.n_letters for one in parts))
        for top, parts in outer.items()
    ]


def _lone_story(root: Element) -> Story:
    """Return what stands for a story of few words: the page's one article, else the page."""
    articles = [one for one in root.iter("*") if _is_article(one)]
    return Story(articles[0] if len(articles) == 1 else None, 1 << 60, 0)


def _is_heading(element: Element) -> bool:
    return element.tag in _HEADINGS or any(one.tag in _HEADINGS for one in element.iterancestors())


def _is_of(time: Time, story: Story, *, is_alone: bool) -> bool:
    """True if a time stands in the story's own element, or above the only story, in no other article."""
    if time.article is story.element:
        return True
    is_around = time.article is None or (
        story.element is not None and time.article in _articles(story.element)
    )
    return is_alone and is_around and (time.is_marked or time.at < story.starts_at)


def _article(element: Element) -> Element | None:
    return next(_articles(element), None)


def _articles(element: Element) -> Iterator[Element]:
    """Yield the articles that an element stands in, from the inside: itself, if it is one."""
    yield from filter(_is_article, (element, *element.iterancestors()))


def _is_article(element: Element) -> bool:
    return element.tag == "article" or bool(
        element.get("itemscope") is not None and type_names(element.get("itemtype", "")) & ARTICLES
    )


def _tells_time(element: Element) -> bool:
    # The title of an <abbr> is how pages of microformats write what a <time> holds.
    return (
        element.tag == "time" or _is_named(element) or (element.tag == "abbr" and _has_class_of_day(element))
    )


def _is_named(element: Element) -> bool:
    names = f"{element.get('itemprop', '')} {element.get('property', '')}"
    return "datepublished" in type_names(names)


def _has_class_of_day(element: Element) -> bool:
    return not _PUBLISHED_CLASSES.isdisjoint(element.get("class", "").casefold().split())


def _time(element: Element, at: int, headings: _Headings) -> Time | None:
    """Return an element as a time, None if it is surely that of something else."""
    shown = " ".join(element.text_content().split())
    title = element.get("title") if element.tag == "abbr" else ""
    value = element.get("content") or element.get("datetime") or title or shown
    is_marked = _is_named(element) or element.get("pubdate") is not None or _has_class_of_day(element)
    article = _article(element)
    if is_marked:
        return Time(value, at, article, True, True) if _is_of_page(element, headings) else None
    label = _label(element)
    if (
        _CHANGED.search(f"{element.get('class', '')} {element.get('itemprop', '')}")
        or (_CHANGED.search(label) and not _PUBLISHED.search(label))
        or _CHANGED.match(shown)
        or _OTHER.search(label)
        or (_WORD.search(shown) and not _SHOWS_TIME.search(shown))
        or _is_in_prose(element, label)
        or _is_elsewhere(element, at, headings)
    ):
        return None
    return Time(value, at, article, _IS_PUBLISHED.match(label) is not None, _BYLINE.search(label) is not None)


def _is_of_page(element: Element, headings: _Headings) -> bool:
    """False of a property of another thing: a video, a comment, a product."""
    for holder in element.iterancestors():
        if holder.get("itemscope") is not None:
            kinds = type_names(holder.get("itemtype", "")) or {""}
            return bool(kinds & (ARTICLES | PAGES | {"blog", "newspaper"}))
        if _is_beside(holder, headings):
            return False
    return True


def _is_beside(element: Element, headings: _Headings) -> bool:
    """True of an element with comments or teasers, by its name; that of the whole page says nothing."""
    if element.tag in ("html", "body", "main", "article") or element in headings.around:
        return False
    return _BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}") is not None


def _label(element: Element) -> str:
    """Return the words right before an element, in its line."""
    while True:
        previous, parent = element.getprevious(), element.getparent()
        words = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
        if words.strip():
            return words
        if previous is not None:
            # <b>Updated</b> <time>: the words stand in the element before.
            return previous.text_content()[1 - _LONG :] if previous.tag in _INLINE else ""
        if parent is not None and parent.tag in _CELLS and (before := parent.getprevious()) is not None:
            return str(before.text_content())[1 - _LONG :]
        if parent is None or parent.tag not in _INLINE:
            return ""
        element = parent


def keep_told_times(root: Element) -> None:
    """Make the times of sentences plain words, which trafilatura would leave out."""
    times = islice(root.iter("time"), _MOST_TOLD)
    for one in [one for one in times if _line(one).tag in _SENTENCES and _label(one).strip()]:
        one.tag = "span"
        one.attrib.clear()


def _line(element: Element) -> Element:
    """Return what an element stands in, beyond marks of single words."""
    return next((one for one in element.iterancestors() if one.tag not in _INLINE), element)


def _is_in_prose(element: Element, label: str) -> bool:
    """True inside a sentence: long or going on in small letters behind the time."""
    tail = (element.tail or "").strip()
    if len(label) >= _LONG or len(tail) >= _LONG or re.match(r"[a-z]", tail):
        return True
    line = _line(element)
    return line.tag in _SENTENCES and len(line.text_content()) > 3 * _LONG


def _is_elsewhere(element: Element, at: int, headings: _Headings) -> bool:
    """True in menus, boxes, links to other pages, and the head of the whole site."""
    for holder in element.iterancestors():
        if (
            holder.tag in _ELSEWHERE
            or _is_beside(holder, headings)
            or (holder.tag == "a" and holder.get("rel") != "bookmark")
        ):
            return True
        if holder.tag == "main" or _is_article(holder):
            return False
        if holder.tag == "footer":
            return True
        if holder.tag == "header":
            inner = holder in headings.around or _article(holder) is not None
            return not inner and next(holder.iterancestors("main"), None) is None
    # Above the heading sites show what day it is.
    return at < headings.at
