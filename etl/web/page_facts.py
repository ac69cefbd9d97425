"""What a web page declares of its article: title, publisher, day of publication, address, and its length."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from etl.web.page_days import day_in_address, in_local_time, puts_day_first, read_day
from etl.web.page_linked import Linked, read_linked
from etl.web.page_times import Element, ReadDay, Story, find_stories

_SUREST_DAYS = (
    "article.published_time",
    "og.article.published_time",
    "og.published_time",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse.recs.publishtime",
)
"""Names of metadata that publishers fill in for the day of an article; ":" is written "."."""
_SURE_DAYS = (
    "article.published_date",
    "article.publicationdate",
    "og.article.published",
    "og.datepublished",
    "og.pubdate",
    "og.publish_date",
    "bt.pubdate",
    "govuk.first-published-at",
    "mediator_published_time",
    "rbpubdate",
    "rnews.datepublished",
    "shareaholic.article_published_time",
    "dcsext.articlefirstpublished",
    "dc.date.publication",
    "date_published",
    "published_date",
    "published-date",
    "published_time",
    "publish_time",
    "publication_date",
    "publication-date",
    "originalpublicationdate",
    "article_date_original",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
)
"""Names for the day of publication and nothing else."""
_LIKELY_DAYS = ("citation_date", "dc.date", "dcterms.date", "date", "dc.date.created", "dcterms.created")
"""Names that mostly are that day, and sometimes the day on which the page was made."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; "" and None where it says nothing.

    Attributes:
        days: Days of several articles whose words the page holds: then none of them is `published`.
        is_announced: The page says that it is an article.
        n_words: Length of the whole article, None if the page does not tell it.
        is_free: False if it says that readers have to pay.
    """

    title: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""
    days: tuple[date, ...] = ()
    is_announced: bool = False
    n_words: int | None = None
    is_free: bool = True


def read_facts(root: Element, text: str, address: str = "") -> PageFacts:
    """Return what a page declares.

    Args:
        root: Its tree.
        text: Its main text, which tells the article from teasers.
        address: Where it was fetched, "" if unknown.
    """
    metas = _metas(root)
    linked = read_linked(
        script.text or "" for script in root.iter("script") if "ld+json" in script.get("type", "").casefold()
    )
    url = _address(root, metas)
    title = _first(metas, "og.title")
    one = _the_article(linked, title or _heading(root), {url, address} - {""})
    near = day_in_address(address) or day_in_address(url)
    read = partial(read_day, is_day_first=_order_of_dates(root, metas), near=near)
    stories = find_stories(root, text)
    is_live = any(thing.is_live for thing in linked)
    days = () if is_live else _days_apart(stories, read)
    published = None if len(days) > 1 else _published(metas, linked, one, stories, read)
    if published is None and one is None:
        days = days or tuple(sorted({day for thing in linked if (day := read(thing.published)) is not None}))
    return PageFacts(
        title=title or (one.title if one else ""),
        publisher=_first(metas, "og.site_name", "publisher", "dc.publisher", "application-name")
        or next((thing.publisher for thing in filter(None, (one, *linked)) if thing.publisher), ""),
        published=published,
        url=url,
        days=days if len(days) > 1 else (),
        is_announced=bool(
            any(thing.is_article for thing in linked)
            or _first(metas, "og.type").casefold() == "article"
            or any(name in metas for name in _SUREST_DAYS)
        ),
        n_words=one.n_words if one else None,
        is_free=one.is_free if one else True,
    )


def _metas(root: Element) -> dict[str, list[str]]:
    """Return the values of metadata by name, in the order of the page."""
    out: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        value = (meta.get("content") or "").strip()
        for name in f"{meta.get('property') or ''} {meta.get('name') or ''}".casefold().split():
            if value:
                out.setdefault(name.replace(":", "."), []).append(value)
    return out


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _address(root: Element, metas: dict[str, list[str]]) -> str:
    """Return the page's own address, if it is one of the web."""
    links = (
        link.get("href", "") for link in root.iter("link") if link.get("rel", "").casefold() == "canonical"
    )
    urls = (url.strip() for url in (*links, *metas.get("og.url", [])))
    return next((url for url in urls if url.startswith(("http://", "https://"))), "")


def _heading(root: Element) -> str:
    return next((" ".join(one.text_content().split()) for one in root.iter("h1")), "")


def _order_of_dates(root: Element, metas: dict[str, list[str]]) -> bool | None:
    """Return whether the page's language puts the day before the month, None if it does not tell."""
    languages = (root.get("lang", ""), _first(metas, "og.locale"), _first(metas, "language", "dc.language"))
    orders = (puts_day_first(language) for language in languages if language)
    return next((order for order in orders if order is not None), None)


def _the_article(linked: list[Linked], title: str, urls: set[str]) -> Linked | None:
    """Return the article that the page is about, of all that it describes; None if that is not certain."""
    articles = [one for one in linked if one.is_article]
    named = [one for one in articles if one.urls & urls] or [
        one for one in articles if title and one.title == title
    ]
    chosen = named or articles
    dated = [one for one in chosen if one.published] or chosen
    return dated[0] if dated and len({one.published for one in dated}) == 1 else None


def _days_apart(stories: list[Story], read: ReadDay) -> tuple[date, ...]:
    """Return the days of the stories that tell one; more than one day means that none is that of the page."""
    return tuple(sorted({day for story in stories if (day := story.day(read)) is not None}))


def _published(
    metas: dict[str, list[str]],
    linked: list[Linked],
    one: Linked | None,
    stories: list[Story],
    read: ReadDay,
) -> date | None:
    """Return the day of the first declaration that can be read, the surest kind first."""
    values = list(dict.fromkeys(_declared(metas, linked, one, stories)))
    times = [time.value for story in stories for time in story.times]
    for value in values:
        if read(value) is not None:
            return read(in_local_time(value, [*values, *times]))
    return _shared_day(stories, read)


def _shared_day(stories: list[Story], read: ReadDay) -> date | None:
    """Return the day that all stories name; one that tells none may be of any day."""
    days = {story.day(read) for story in stories}
    return days.pop() if len(days) == 1 else None


def _declared(
    metas: dict[str, list[str]], linked: list[Linked], one: Linked | None, stories: list[Story]
) -> Iterator[str]:
    for name in _SUREST_DAYS:
        yield from metas.get(name, [])
    if one is not None:
        yield one.published
    for name in _SURE_DAYS:
        yield from metas.get(name, [])
    if len(stories) == 1 and len(set(stories[0].marked())) == 1:
        yield stories[0].marked()[0]
    pages = {thing.published for thing in linked if not thing.is_article} - {""}
    if len(pages) == 1:
        yield from pages
    for name in _LIKELY_DAYS:
        yield from metas.get(name, [])
