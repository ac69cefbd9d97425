"""An article read, and the acts found in it loaded."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dashboard.intake.store import writer
from dashboard.intake.tables import raw_file
from db import read
from db.errors import InputError
from etl import pipeline
from etl.coding.check import check_draft
from etl.contract import EventDraft, Parsed, RawFile
from etl.reports import LoadReport

if TYPE_CHECKING:
    from etl.coding.extract import FoundEvent


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a text, with the words that prove it.

    Attributes:
        key: The same for the same act of the same article, whenever it is read.
        fields: Texts by field of an event: dates as precise as they are known ("" where the text does not
            settle them), topics joined by `;`.
        quote: The exact words, with those that tell its day where they stand elsewhere: at most 300
            characters.
        quote_start: Where the quote begins in the article's text.
        start, end: Where the words of the act stand there.
        day: Where the words that tell its day stand, None if within those of the act.
        is_pointed_at: A reader has pointed at the words; the fields are a guess to begin with.
    """

    key: str
    fields: Mapping[str, str]
    quote: str
    quote_start: int
    start: int
    end: int
    day: tuple[int, int] | None = None
    is_pointed_at: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A text that was read, and the acts found in it, in the order of the text.

    Attributes:
        raw: As it came.
        published: The day against which dates were told; None if it is not known.
        notes: What its reader should know: words that are missing, days that contradict each other.
    """

    raw: RawFile
    text: str
    title: str
    published: date | None
    publisher: str
    url: str
    acts: tuple[Act, ...]
    notes: tuple[str, ...] = ()


PASTED = "pasted text"
"""What a text without a publisher is called, where a file has its name."""


def read_article(text: str, *, published: date | None, publisher: str, url: str, today: date) -> Article:
    """Return the acts that an article asserts; nothing is written.

    Args:
        text: The article, as plain text or HTML; or its address alone, which is then fetched.
        published, publisher, url: Override what the article says of itself.

    Raises:
        InputError: It holds no words, or the address must not be asked.
        NetworkError: The address did not answer as it should.
    """
    # What reads articles is large, and most readers of the dashboard never ask for it.
    from etl.coding.identity import act_id, article_key
    from etl.fetch import Fetcher
    from etl.sources import article as articles

    address = text.strip()
    is_fetched = is_address(address)
    raw = Fetcher().fetch(address).as_raw() if is_fetched else raw_file(PASTED, text.encode())
    read_one = articles.read_article(raw, published=published, publisher=publisher, url=url)
    if not is_fetched and read_one.publisher:
        raw = replace(raw, name=read_one.publisher)
    found = articles.find_acts(read_one, today)
    events = sorted((*found.events, *found.undated), key=lambda event: event.evidence_start)
    key = article_key(read_one.url, read_one.text)
    acts = tuple(
        Act(
            act_id(key, event.type, event.actor, event.recipient, event.date),
            _act_fields(event),
            event.quote,
            event.quote_start,
            event.evidence_start,
            event.evidence_end,
            _day_of(event),
        )
        for event in events
    )
    return Article(
        raw,
        read_one.text,
        read_one.title,
        found.published,
        read_one.publisher,
        read_one.url,
        acts,
        read_one.notes,
    )


def _day_of(event: "FoundEvent") -> tuple[int, int] | None:
    return None if event.day_start is None or event.day_end is None else (event.day_start, event.day_end)


def act_at(article: Article, words: str) -> Act:
    """Return an act that a reader points at by its words, with a first guess of its fields.

    Raises:
        InputError: The words do not stand in the article.
    """
    from etl.coding.guessing import guess_act
    from etl.coding.titles import compose_title

    pieces = words.split()
    found = re.search(r"\s+".join(map(re.escape, pieces)), article.text) if pieces else None
    if found is None:
        raise InputError("these words do not stand in the article", "copy them from its text")
    guess = guess_act(found.group(), article.published)
    day = guess.moment
    is_whole = bool(guess.type and guess.actor and guess.recipient)
    fields = {
        "date": str(day.day)[: {"year": 4, "month": 7}.get(day.precision, 10)] if day else "",
        "date_end": str(day.end) if day and day.end else "",
        "date_precision": day.precision if day else "day",
        "actor": guess.actor,
        "recipient": guess.recipient,
        "type": guess.type,
        "level": "",
        "tier": "",
        "place": "",
        "title": compose_title(guess.type, guess.actor, guess.recipient, words=words) if is_whole else "",
        "topics": "",
        "status": "occurred",
        "confidence": "medium",
    }
    raw = "\n".join((article.url or article.raw.sha256, found.group()))
    key = "article-" + hashlib.sha256(raw.encode()).hexdigest()[:20]
    return Act(key, fields, found.group(), found.start(), *found.span(), is_pointed_at=True)


def is_address(text: str) -> bool:
    """Return whether a text is one web address and nothing else."""
    return text.startswith(("http://", "https://")) and len(text.split()) == 1


def _act_fields(event: "FoundEvent") -> dict[str, str]:
    cut = {"year": 4, "month": 7}.get(event.date_precision, 10)
    return {
        "date": str(event.date)[:cut] if event.date else "",
        "date_end": str(event.date_end) if event.date_end else "",
        "date_precision": event.date_precision,
        "actor": event.actor,
        "recipient": event.recipient,
        "type": event.type,
        "level": event.level,
        "tier": event.tier,
        "place": event.place,
        "title": event.title,
        "topics": ";".join(event.topics),
        "status": event.status,
        "confidence": event.confidence,
    }


_OF_DAYS = frozenset(("bad_date", "future_date", "no_state_then"))
"""Reasons that hang on the day of an event."""


def check_event(draft: EventDraft, *, today: date, where: str = "", is_undated: bool = False) -> None:
    """Raise `InputError` where an event says something that no event may say.

    Args:
        where: Ends the sentence on where to mend it.
        is_undated: Its date is a stand-in, which is not looked at.
    """
    problem = check_draft(draft, today)
    if problem is not None and not (is_undated and problem.reason in _OF_DAYS):
        if problem.reason == "future_date":
            raise InputError(
                f"{draft.date} lies after today ({today}), so it cannot have occurred",
                f"mend its date, or choose the status Scheduled{where}",
            )
        raise InputError(problem.message, f"mend its {problem.column}{where}")


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What the loading of an article did.

    Attributes:
        load: Acts without a day are no rows refused here.
        n_waiting: Acts without a day that wait for one.
        n_answered: Those that a person has answered before.
    """

    load: LoadReport
    n_waiting: int = 0
    n_answered: int = 0


def load_article(
    url: str,
    article: Article,
    drafts: Sequence[EventDraft],
    undated: Sequence[EventDraft] = (),
    *,
    today: date,
) -> ArticleReport:
    """Load the acts of an article that a reader took; return what that did.

    Args:
        url: Of the store.
        article: As read.
        drafts: Acts with a day.
        undated: Acts whose date is a stand-in: each becomes a question for its day, as in `etl.reading`.
        today: The present day.

    Raises:
        InputError: One of them says something that no event may say; nothing is loaded then.
    """
    from etl.sources.article import ORIGIN, undated_issue

    for draft in drafts:
        check_event(draft, today=today)
    taken = {draft.source_event_id for draft in (*drafts, *undated)}
    says = frozenset((*(act.key for act in article.acts), *taken))
    parsed = Parsed(tuple(drafts), tuple(map(undated_issue, undated)))
    with writer(url) as engine:
        report = pipeline.load_drafts(
            engine, ORIGIN, [article.raw], parsed, today=today, merges_own=True, says=says
        )
        items = read.review_items(engine)
    asked = {draft.get("source_event_id") for draft in items[items["kind"] == "undated"]["draft"] if draft}
    n_waiting = sum(draft.source_event_id in asked for draft in undated)
    return ArticleReport(
        replace(report, n_rejected=report.n_rejected - len(undated)), n_waiting, len(undated) - n_waiting
    )
