"""Web pages: the main text of an article, and what the page says of its title, publisher, day and address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.coding.cleaning import clean
from etl.coding.dates import read_full_date

_META_BYTES = 300_000
_MIN_MAIN_TEXT = 200


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of its publication.

    Attributes:
        text: What is read; positions of evidence are positions in it.
        published: Day of publication as the publisher gives it, None if it gives none.
        url: Where it can be read, "" if unknown.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: date | None = None
    url: str = ""


def is_html(text: str) -> bool:
    """True if a text is a web page."""
    head = text[:4096].lstrip().casefold()
    return head.startswith(("<!doctype", "<html")) or re.search(r"<(?:html|head|body)\b", head) is not None


def read_page(page: str, url: str) -> Article:
    """Return the main text of a page with its title, publisher and day; the whole page's words if it has no
    main text."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    document = bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        include_tables=False,
        favor_precision=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=config,
    )
    about = _page_metadata(page)
    text, title, publisher = "", "", ""
    if document is not None and not isinstance(document, dict):
        text, title, publisher = document.text or "", document.title or "", document.sitename or ""
    if len(text) < _MIN_MAIN_TEXT:
        stripped = clean(re.sub(r"(?is)<head\b.*?</head>", " ", page)).text
        stripped = re.sub(r"\n\s*\n+", "\n\n", stripped).strip()
        text = stripped if len(stripped) > 2 * len(text) else text
    title = about.get("title") or title
    first = text.lstrip()[: len(title) + 40]
    if title and title not in first:
        text = f"{title}\n\n{text}"
    return Article(
        text=text,
        title=title,
        publisher=about.get("publisher") or publisher,
        published=_read_day(about.get("published", "")),
        url=about.get("url", "") if about.get("url", "").startswith(("http://", "https://")) else "",
    )


_META = re.compile(r"<meta\b([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TIME = re.compile(r"<time\b[^>]{0,300}\bdatetime\s*=\s*[\"']([^\"']{8,40})", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\b[^>]{0,500}\brel\s*=\s*[\"']canonical[\"'][^>]{0,500}>", re.IGNORECASE)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,200}application/ld\+json[^>]{0,200}>(.{1,100000}?)</script", re.IGNORECASE | re.DOTALL
)
_DAY_NAMES = frozenset(
    [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "article.published",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "datepublished",
        "sailthru.date",
        "parsely-pub-date",
        "citation_publication_date",
        "citation_date",
        "article_date_original",
        "originalpublicationdate",
        "cxenseparse:recs:publishtime",
    ]
)


def _page_metadata(page: str) -> dict[str, str]:
    """Return title, publisher, published and url as the page itself declares them; what it leaves out is
    left out."""
    import html

    head = page[:_META_BYTES]
    out: dict[str, str] = {}
    for match in _META.finditer(head):
        attributes = {n.casefold(): html.unescape(a or b) for n, a, b in _ATTRIBUTE.findall(match.group(1))}
        name = (
            attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        ).casefold()
        value = attributes.get("content", "").strip()
        if not value:
            continue
        if name in _DAY_NAMES:
            out.setdefault("published", value)
        elif name == "og:title":
            out["title"] = value
        elif name == "og:site_name":
            out["publisher"] = value
        elif name in ("application-name", "publisher", "dc.publisher"):
            out.setdefault("publisher", value)
        elif name == "og:url":
            out["url"] = value
    for block in _JSON_LD.findall(head):
        for name, value in _linked_data(block).items():
            out.setdefault(name, value)
    if "published" not in out:
        time = _TIME.search(head)
        if time:
            out["published"] = time.group(1)
    canonical = _CANONICAL.search(head)
    if canonical:
        href = dict((n.casefold(), a or b) for n, a, b in _ATTRIBUTE.findall(canonical.group())).get(
            "href", ""
        )
        out["url"] = html.unescape(href) or out.get("url", "")
    return out


def _linked_data(block: str) -> dict[str, str]:
    """Return what a JSON-LD block says of the first thing with a day of publication."""
    try:
        data = json.loads(block)
    except (ValueError, RecursionError):
        return {}
    for thing in _things(data, 0):
        day = thing.get("datePublished")
        if isinstance(day, str):
            out = {"published": day}
            publisher = thing.get("publisher")
            if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                out["publisher"] = publisher["name"]
            headline = thing.get("headline")
            if isinstance(headline, str):
                out["title"] = headline
            return out
    return {}


def _things(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > 5:
        return
    if isinstance(data, dict):
        yield data
        for value in data.values():
            if isinstance(value, (dict, list)):
                yield from _things(value, depth + 1)
    elif isinstance(data, list):
        for value in data[:100]:
            yield from _things(value, depth + 1)


def _read_day(text: str) -> date | None:
    """Return the day of "2025-01-10T08:00:00Z", "20250110" or "10 January 2025"; None if it is none of
    these."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text)
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    return read_full_date(text)
