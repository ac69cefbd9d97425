"""Extract: the dated diplomatic acts that an article asserts, with the exact words that prove them.

Deterministic and offline: rules over a gazetteer (gazetteer.py) and a table of triggers (triggers/).
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from datetime import date as Day

from etl.coding import modality
from etl.coding.actors import read_mentions
from etl.coding.candidates import Candidate
from etl.coding.cleaning import CleanText, clean
from etl.coding.dates import Clock, find_dates
from etl.coding.discourse import State, advance, note, settle
from etl.coding.framing import chief_nation, find_anchor, find_home, is_multilateral, is_sport, main_pair_of
from etl.coding.labels import open_paragraph
from etl.coding.mentions import Register
from etl.coding.merging import merge
from etl.coding.scan import scan
from etl.coding.sentences import read_story
from etl.coding.telling import read_sentence
from etl.coding.titles import compose_title

MAX_CHARS = 400_000
"""Longer texts are read up to here: no article is longer, and hostile input must not take minutes."""

LONGEST_SENTENCE = 2_000
"""A longer stretch without a full stop is no sentence."""
MOST_CANDIDATES = 500
"""No article tells more; what comes later is not read."""
_QUOTE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An act found in a text.

    Attributes:
        date: First day; first of the month or year where `date_precision` says so; None for an undated act.
        actor, recipient: iso3; alphabetical for mutual types.
        evidence: The exact words, at most 300 characters: `text[evidence_start:evidence_end]` of the input.
        confidence: high, medium or low: how directly the words say it.
        title: A sentence in our own words.
    """

    date: Day | None
    date_precision: str
    date_end: Day | None
    actor: str
    recipient: str
    type: str
    level: str
    tier: str
    place: str
    status: str
    topics: tuple[str, ...]
    evidence: str
    evidence_start: int
    evidence_end: int
    confidence: str
    title: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a text yields.

    Attributes:
        events: Dated acts, by date and place in the text.
        undated: Acts whose date the text does not settle; for review, never guessed. Their `date` is None.
        published: The day the dates were told against, None if it is not known.
    """

    events: tuple[FoundEvent, ...]
    undated: tuple[FoundEvent, ...]
    published: date | None


def extract(
    text: str, published: date | None, *, today: date, publisher: str = "", url: str = ""
) -> Extraction:
    """Return the acts that `text` asserts.

    Args:
        text: An article as plain text; remains of HTML and page furniture are tolerated.
        published: Day of publication, against which "on Tuesday" is told. If None, a full date in the
            dateline or
            the heading serves; without any, acts with partial dates are undated.
        today: The present day; nothing later has happened yet.
        publisher, url: Where the text comes from; they do not change what is found.
    """
    del publisher, url
    if published is not None and not 1600 <= published.year <= 2999:
        published = None  # a broken date of a feed: no day can be told against it
    cleaned = clean(text[:MAX_CHARS])
    story = read_story(cleaned.text)
    hits = [scan(s.text) for s in story.sentences]
    if not story.sentences or is_sport(story):
        return Extraction((), (), published)
    anchor = find_anchor(story, published, cleaned.text)
    home = find_home(story)
    state = State(
        clock=Clock(anchor),
        register=Register(home=home),
        main_pair=main_pair_of(story, hits),
        is_multilateral=is_multilateral(story),
        text=cleaned.text,
    )
    if not home:
        state.register.home = chief_nation(story, hits)
    counts: dict[int, dict[str, int]] = {}
    found: list[Candidate] = []
    hypothetical = paragraph = -1
    state.base_home = state.register.home
    for number, sentence in enumerate(story.sentences):
        state.number = number
        if modality.is_hypothetical_opening(sentence.text):
            hypothetical = sentence.paragraph
        if len(sentence.text) > LONGEST_SENTENCE or len(found) > MOST_CANDIDATES:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            open_paragraph(sentence, state)
        mentions = settle(sentence, read_mentions(sentence.text, hits[number], state.register), state)
        expressions = find_dates(sentence.text)
        if sentence.is_heading:
            note(sentence, mentions, state)
            continue
        if sentence.paragraph != hypothetical:
            new = list(read_sentence(story, number, mentions, expressions, counts, state))
            found.extend(new)
        advance(number, sentence, mentions, expressions, state)
    merged = merge(found)
    events = [_finish(c, cleaned) for c in merged if c.moment is not None and not _is_impossible(c, today)]
    undated = [_finish(c, cleaned) for c in merged if c.moment is None]
    events.sort(key=lambda e: (e.date or date.min, e.evidence_start, e.type, e.actor, e.recipient))
    return Extraction(tuple(events), tuple(undated), anchor)


def source_event_id(event: FoundEvent, text: str, url: str = "") -> str:
    """Return a stable id of an event: from the address (or else the text), the type, the two states and the
    date."""
    where = (
        re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip().casefold())
        or hashlib.sha256(text.encode()).hexdigest()
    )
    when = event.date.isoformat() if event.date else "undated"
    raw = "\n".join((where, event.type, event.actor, event.recipient, when))
    return "article-" + hashlib.sha256(raw.encode()).hexdigest()[:20]


def _is_impossible(candidate: Candidate, today: date) -> bool:
    return candidate.moment is not None and candidate.status == "occurred" and candidate.moment.day > today


def _finish(candidate: Candidate, cleaned: CleanText) -> FoundEvent:
    start, end = candidate.span
    begin, stop = cleaned.origin_span(start, end)
    if stop - begin > _QUOTE_LIMIT:
        stop = begin + _QUOTE_LIMIT
        cut = cleaned.original.rfind(" ", begin, stop)
        stop = cut if cut > begin + 200 else stop
    moment = candidate.moment
    return FoundEvent(
        date=moment.day if moment else None,
        date_precision=moment.precision if moment else "day",
        date_end=moment.end if moment and moment.precision == "day" else None,
        actor=candidate.actor,
        recipient=candidate.recipient,
        type=candidate.type,
        level=candidate.level,
        tier=candidate.tier,
        place=candidate.place,
        status=candidate.status,
        topics=candidate.topics,
        evidence=cleaned.original[begin:stop],
        evidence_start=begin,
        evidence_end=stop,
        confidence=candidate.confidence,
        title=compose_title(
            candidate.type, candidate.actor, candidate.recipient, candidate.level, candidate.tier
        ),
    )
