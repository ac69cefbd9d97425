"""Articles: plain text or HTML, read for the dated acts that they assert, each with the words that prove it.

An extracted act is a proposal until a person accepts it. An act whose day the text does not settle is not
guessed:
it is rejected by name (`undated`), with its words.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.errors import InputError
from etl.coding.cleaning import clean
from etl.coding.dates import read_full_date
from etl.coding.extract import Extraction, FoundEvent, extract, source_event_id
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin, Parsed, RawFile

MAX_BYTES = 10_000_000
"""No article is longer; a bigger input is refused."""
_META_BYTES = 300_000
_MIN_MAIN_TEXT = 200

ORIGIN = Origin(
    id="articles",
    title="Articles",
    note="Acts found in articles by rule; proposed until a person accepts them. Adds events, no coverage.",
)


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


def read_article(
    raw: RawFile, *, published: date | None = None, publisher: str = "", url: str = ""
) -> Article:
    """Return the article in `raw`: main text of HTML, or plain text in any usual encoding.

    Args:
        published, publisher, url: Override what the article says of itself.

    Raises:
        InputError: It is too big, no text, or holds no words.
    """
    if len(raw.data) > MAX_BYTES:
        raise InputError(
            f"{raw.name} has {len(raw.data):,} bytes; an article has at most {MAX_BYTES:,}",
            "is it an article? tables go in with: bilateral ingest events",
        )
    text = decode(raw.data, raw.name)
    address = url or raw.url
    article = _read_html(text, address) if _is_html(text) else Article(text)
    if not re.search(r"\w", article.text):
        raise InputError(f"{raw.name} holds no words", "name a text file, an HTML file or an address")
    return Article(
        text=article.text,
        title=article.title,
        publisher=publisher or article.publisher,
        published=published or article.published,
        url=address or article.url,
    )


def find_acts(article: Article, today: date) -> Extraction:
    """Return the acts that the article asserts; a day of publication that is still to come counts as none."""
    published = article.published if article.published and article.published <= today else None
    return extract(article.text, published, today=today, publisher=article.publisher, url=article.url)


def parse_article(article: Article, today: date, *, review: str = "proposed") -> Parsed:
    """Return the acts of an article as drafts, and its undated acts as issues."""
    found = find_acts(article, today)
    drafts = tuple(_draft(event, article, review) for event in found.events)
    issues = tuple(_undated(event) for event in found.undated)
    return Parsed(drafts=drafts, issues=issues, n_read=len(drafts) + len(issues))


def _draft(event: FoundEvent, article: Article, review: str) -> EventDraft:
    assert event.date is not None
    return EventDraft(
        source_event_id=source_event_id(event, article.text, article.url),
        date=event.date,
        date_end=event.date_end,
        date_precision=event.date_precision,
        actor=event.actor,
        recipient=event.recipient,
        type=event.type,
        title=event.title,
        level=event.level,
        tier=event.tier,
        place=event.place,
        topics=event.topics,
        status=event.status,
        review=review,
        confidence=event.confidence,
        evidence=(
            EvidenceDraft(
                url=article.url,
                publisher=article.publisher,
                published_on=article.published,
                quote=event.evidence,
                quote_start=event.evidence_start,
            ),
        ),
    )


def _undated(event: FoundEvent) -> Issue:
    return Issue(
        line=None,
        column="date",
        reason="undated",
        message=f"{event.title}: the text does not settle the day; give --published, or add the event by "
        f"hand",
        raw=event.evidence,
    )


# ---------------------------------------------------------------- bytes to text


_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT = (
    (b"%PDF", "a PDF", "save its text as a .txt file"),
    (b"PK\x03\x04", "a ZIP or Office file", "save its text as a .txt file"),
    (b"\x89PNG", "an image", "type its text into a .txt file"),
    (b"\xff\xd8\xff", "an image", "type its text into a .txt file"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)


def decode(data: bytes, name: str) -> str:
    """Return bytes as text: by byte order mark, UTF-8, the page's own charset, else Windows-1252.

    Raises:
        InputError: They are no text.
    """
    for magic, what, hint in _NOT_TEXT:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not a text", hint)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data[:4096]:
        raise InputError(
            f"{name} is no text: it holds zero bytes", "name a text file, an HTML file or an address"
        )
    charset = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", charset.group(1).decode("ascii", "ignore") if charset else "", "cp1252"):
        if encoding:
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("latin-1")


# ---------------------------------------------------------------- HTML


def _is_html(text: str) -> bool:
    head = text[:4096].lstrip().casefold()
    return head.startswith(("<!doctype", "<html")) or re.search(r"<(?:html|head|body)\b", head) is not None


def _read_html(page: str, url: str) -> Article:
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


# ---------------------------------------------------------------- the source


class _Articles:
    id = ORIGIN.id
    title = ORIGIN.title

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield the acts of an article; `options` may give published, publisher, url and review."""
        published = options.get("published")
        article = read_article(
            raw,
            published=published if isinstance(published, date) else None,
            publisher=str(options.get("publisher") or ""),
            url=str(options.get("url") or ""),
        )
        parsed = parse_article(article, today, review=str(options.get("review") or "proposed"))
        yield from parsed.issues
        yield from parsed.drafts


SOURCE = _Articles()


def raw_text(name: str, data: bytes, url: str = "") -> RawFile:
    """Return bytes as a raw file."""
    return RawFile(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), url=url)
