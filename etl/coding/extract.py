"""Extract: the dated diplomatic acts that an article asserts, with the exact words that prove them.

Deterministic and offline: rules over a gazetteer (who/gazetteer.py) and triggers (grammar/triggers/), the
weight of a sentence's words (weights/), and a small network where those leave a doubt (reader/).
"""

from dataclasses import dataclass, replace
from datetime import date
from datetime import date as Day

from db.vocabulary.countries import COUNTRIES, of_its_day
from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.check import last_day
from etl.coding.merging import merge
from etl.coding.story.called_off import had_been_planned
from etl.coding.story.candidates import Candidate
from etl.coding.story.day_words import find_day_words, quote_with_day
from etl.coding.story.lists import MEET
from etl.coding.story.walking import Reading, open_story
from etl.coding.telling import read_sentence
from etl.coding.titles import compose_title

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
        quote: The evidence and, where its day is told elsewhere, the words that tell it, with […] for what is
            left out between them; at most 300 characters.
        quote_start: Where the quote begins in the input.
        day_start, day_end: Where the words that tell its day stand, if not in the evidence; else None.
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
    quote: str
    quote_start: int
    day_start: int | None = None
    day_end: int | None = None


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


def extract(text: str, published: date | None, *, today: date, is_quick: bool = False) -> Extraction:
    """Return the acts that `text` asserts.

    Args:
        text: An article as plain text; remains of HTML and page furniture are tolerated.
        published: Day of publication, against which "on Tuesday" is told. If None, a full date in the
            dateline or the heading serves; without any, acts with partial dates are undated.
        today: The present day; nothing later has happened yet.
        is_quick: Leave out the second reading of sentences in doubt: faster, and finds less.
    """
    reading = open_story(text, published)
    if reading is None:
        return Extraction((), (), published)
    reading.state.is_quick = is_quick
    counts: dict[int, dict[str, int]] = {}
    found: list[Candidate] = []
    for number, mentions, expressions in reading.walk():
        if len(found) <= MOST_CANDIDATES:
            found.extend(read_sentence(reading.story, number, mentions, expressions, counts, reading.state))
    cleaned = reading.cleaned
    merged = merge(
        [_between_states_of_its_day(candidate) for candidate in found],
        cleaned.text,
        reading.state.clock.anchor,
    )
    told = sorted(reading.state.told, key=lambda one: one.start)
    events = [
        _finish(c, reading, find_day_words(c, told))
        for c in merged
        if c.moment is not None and not _is_impossible(c, today) and not _is_called_off(c, reading)
    ]
    undated = [_finish(c, reading, None) for c in merged if c.moment is None]
    events.sort(key=lambda e: (e.date or date.min, e.evidence_start, e.type, e.actor, e.recipient))
    return Extraction(tuple(events), tuple(undated), reading.state.clock.anchor)


def _between_states_of_its_day(candidate: Candidate) -> Candidate:
    """Return the candidate between the states of its day: "Moscow" in 1970 is the Soviet Union's capital."""
    moment = candidate.moment
    if moment is None:
        return candidate
    last = last_day(moment.day, moment.precision)

    def then(iso3: str) -> str:
        return iso3 if COUNTRIES[iso3].existed_on(last) else of_its_day(iso3, moment.day)

    sides = then(candidate.actor), then(candidate.recipient)
    actor, recipient = sorted(sides) if EVENT_TYPES[candidate.type].is_mutual else sides
    return replace(candidate, actor=actor, recipient=recipient)


def _is_impossible(candidate: Candidate, today: date) -> bool:
    return candidate.moment is not None and candidate.status == "occurred" and candidate.moment.day > today


def _is_called_off(candidate: Candidate, reading: Reading) -> bool:
    """True for a plan told in the past between two states whose visit or meeting the story calls off."""
    return (
        candidate.status == "scheduled"
        and (candidate.type in MEET or candidate.type.endswith("_visit"))
        and {candidate.actor, candidate.recipient} <= reading.state.called_off
        and had_been_planned(reading.cleaned.text[slice(*candidate.span)])
    )


def _finish(candidate: Candidate, reading: Reading, day: tuple[int, int] | None) -> FoundEvent:
    cleaned = reading.cleaned
    start, end = candidate.span
    begin, stop = cleaned.origin_span(start, end)
    if stop - begin > _QUOTE_LIMIT:
        stop = begin + _QUOTE_LIMIT
        cut = cleaned.original.rfind(" ", begin, stop)
        stop = cut if cut > begin + 200 else stop
    moment = candidate.moment
    quote, quote_start = cleaned.original[begin:stop], begin
    if day is not None:
        day = cleaned.origin_span(*day)
        sentences = [cleaned.origin_span(s.start, s.start + len(s.text)) for s in reading.story.sentences]
        quote, quote_start = quote_with_day(cleaned.original, (begin, stop), day, sentences) or (quote, begin)
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
            candidate.type,
            candidate.actor,
            candidate.recipient,
            candidate.level,
            candidate.tier,
            cleaned.text[start:end],
        ),
        quote=quote,
        quote_start=quote_start,
        day_start=day[0] if day else None,
        day_end=day[1] if day else None,
    )
