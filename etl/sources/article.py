"""Articles: plain text or HTML, read for the dated acts that they assert, each with the words that prove it.

An extracted act is a proposal until a person accepts it. An act whose day the text does not settle is not
guessed:
it is rejected by name (`undated`), with its words.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from db.errors import InputError
from etl.coding.extract import Extraction, FoundEvent, extract
from etl.coding.identity import act_id, draft_to_json
from etl.contract import ARTICLES, EventDraft, EvidenceDraft, Issue, Origin, Parsed, RawFile
from etl.web.article_page import Article, is_html, read_page
from etl.web.article_text import decode, is_english

MAX_BYTES = 10_000_000
"""No article is longer; a bigger input is refused."""

TOO_LONG = "cut it into files of one article each; tables go in with: bilateral ingest events"
"""What to do with an input over the limit."""

ORIGIN = Origin(
    id=ARTICLES,
    title="Articles",
    note="Acts found in articles by rule; proposed until a person accepts them. Adds events, no coverage.",
)


_FEED = re.compile(r"\ufeff?(?>\s|<\?[^>]*>|<!--.*?-->)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
"""How RSS and Atom begin; read as one text, an item would have the day of another."""


def read_article(
    raw: RawFile, *, published: date | None = None, publisher: str = "", url: str = ""
) -> Article:
    """Return the article in `raw`: main text of HTML, or plain text in any usual encoding.

    Args:
        published, publisher, url: Override what the article says of itself.

    Raises:
        InputError: It is too big, no text, holds no words or none in English.
    """
    if len(raw.data) > MAX_BYTES:
        raise InputError(
            f"{raw.name} has {len(raw.data):,} bytes; an article has at most {MAX_BYTES:,}", TOO_LONG
        )
    text = decode(raw.data, raw.name, raw.content_type)
    if _FEED.match(text[:4096]):
        raise InputError(
            f"{raw.name} is a feed, not one article", "its items are read with: bilateral ingest feed"
        )
    address = url or raw.url
    is_page = is_html(text)
    page = read_page(text, address, is_day_known=published is not None) if is_page else Article(text)
    if not re.search(r"\w", page.text):
        if is_page:
            raise InputError(
                f"{raw.name} is a page that holds no words, as where scripts write them",
                "open it in a browser and paste its text, or save it from there once it is shown",
            )
        raise InputError(f"{raw.name} holds no words", "name a text file, an HTML file or an address")
    if not is_english(page.text):
        raise InputError(
            f"{raw.name} holds no English text, and articles are read in English only",
            "translate it first, or add its events by hand on the Add page",
        )
    return Article(
        text=page.text,
        title=page.title,
        publisher=publisher or page.publisher,
        published=published or page.published,
        url=address or page.url,
        notes=page.notes,
    )


def find_acts(article: Article, today: date, *, is_quick: bool = False) -> Extraction:
    """Return the acts that the article asserts; a day of publication that is still to come counts as none.

    Args:
        article: As read.
        today: The present day.
        is_quick: Leave out the second reading of sentences in doubt.
    """
    published = article.published if article.published and article.published <= today else None
    return extract(article.text, published, today=today, is_quick=is_quick)


def parse_article(
    article: Article, today: date, *, review: str = "proposed", found: Extraction | None = None
) -> Parsed:
    """Return the acts of an article as drafts, its undated acts as issues; one issue if it is no English.

    Args:
        article: As read.
        today: The present day.
        review: What the events count as until somebody decides.
        found: Its acts, if they were looked for already.
    """
    if not is_english(article.text):
        message = "articles are read in English only; translate it, or add its events by hand"
        return Parsed(issues=(Issue(None, "text", "not_english", message, article.text[:300]),), n_read=1)
    if found is None:
        found = find_acts(article, today)
    key = article.key
    drafts = tuple(_numbered(_draft(event, article, key, review) for event in found.events))
    undated = _numbered(_draft(event, article, key, "accepted") for event in found.undated)
    issues = tuple(map(undated_issue, undated))
    return Parsed(drafts=drafts, issues=issues, n_read=len(drafts) + len(issues))


def _numbered(drafts: Iterable[EventDraft]) -> Iterator[EventDraft]:
    """Yield the acts, those alike but for their words, such as two pacts of one day, each with an id."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        seen[draft.source_event_id] += 1
        n = seen[draft.source_event_id]
        yield draft if n == 1 else replace(draft, source_event_id=f"{draft.source_event_id}-{n}")


def _draft(event: FoundEvent, article: Article, key: str, review: str) -> EventDraft:
    return EventDraft(
        source_event_id=act_id(key, event.type, event.actor, event.recipient, event.date),
        date=event.date or date.min,
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
                quote=event.quote,
                quote_start=event.quote_start,
            ),
        ),
    )


def undated_issue(act: EventDraft) -> Issue:
    """Return the question for the day of an act; the date that its draft has is a stand-in and goes."""
    known = draft_to_json(act)
    del known["date"]
    return Issue(
        line=None,
        column="date",
        reason="undated",
        message=f"{act.title}: the text does not settle the day",
        raw=act.evidence[0].quote if act.evidence else act.title,
        draft=known,
    )


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
