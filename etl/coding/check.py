"""What is wrong with a coded event, in words that its owner can use: no source's events skip it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from db.vocabulary import CONFIDENCES, DATE_PRECISIONS, EVENT_TYPES, LEVELS, REVIEWS, STATUSES, TOPICS
from db.vocabulary.countries import COUNTRIES
from etl.coding.calendars import year_hint
from etl.coding.suggest import did_you_mean
from etl.contract import EventDraft

MAX_LENGTH = {
    "source_event_id": 200,
    "title": 1_000,
    "place": 200,
    "tier": 200,
    "url": 2_000,
    "publisher": 300,
}
"""Longest texts that are kept, in characters."""

MAX_QUOTE = 300

OLDEST = date(1800, 1, 1)

_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field: its reason code and a sentence with what would be right."""

    column: str
    reason: str
    message: str


def last_day(day: date, precision: str) -> date:
    """Return the last day of what `day` names: itself, its month or its year."""
    if precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    if precision == "year":
        return day.replace(month=12, day=31)
    return day


def first_day(day: date, precision: str) -> date:
    """Return the first day of what `day` names: itself, or the first of its month or year."""
    if precision == "month":
        return day.replace(day=1)
    if precision == "year":
        return day.replace(month=1, day=1)
    return day


def check_url(url: str) -> str:
    """Return what is wrong with an address, "" if nothing is: only http and https with a host are kept."""
    if len(url) > MAX_LENGTH["url"]:
        return f"the address has {len(url):,} characters; at most {MAX_LENGTH['url']:,} are kept"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"{url[:80]!r} is no web address"
    if parts.scheme.lower() not in {"http", "https"}:
        shown = f"{parts.scheme}:" if parts.scheme else url[:80]
        return f"an address must begin with http:// or https://, not {shown!r}"
    if not host or _NOT_IN_URLS.search(url):
        return f"{url[:80]!r} is no web address"
    return ""


def check_draft(draft: EventDraft, today: date) -> Problem | None:
    """Return the first thing that is wrong with `draft`, None if nothing is."""
    return next(_problems(draft, today), None)


def _problems(draft: EventDraft, today: date) -> Iterator[Problem]:
    yield from _check_words(draft)
    if draft.date < OLDEST:
        # Before the states: of a wrong year most did not exist.
        what = year_hint(draft.date.year) or "is the year right?"
        yield Problem("date", "bad_date", f"{draft.date} lies before {OLDEST.year}; {what}")
    yield from _check_countries(draft)
    yield from _check_dates(draft, today)
    yield from _check_texts(draft)


def _check_words(draft: EventDraft) -> Iterator[Problem]:
    closed_lists = (
        ("type", draft.type, EVENT_TYPES, False),
        ("level", draft.level, LEVELS, True),
        ("status", draft.status, STATUSES, False),
        ("review", draft.review, REVIEWS, False),
        ("confidence", draft.confidence, CONFIDENCES, False),
        ("date_precision", draft.date_precision, DATE_PRECISIONS, False),
    )
    for column, value, allowed, may_be_empty in closed_lists:
        if value not in allowed and not (may_be_empty and not value):
            yield Problem(
                column,
                f"unknown_{column}",
                f"unknown {column} {value[:80]!r}; {did_you_mean(value, allowed)}",
            )
    for topic in draft.topics:
        if topic not in TOPICS:
            yield Problem(
                "topics", "unknown_topic", f"unknown topic {topic[:80]!r}; {did_you_mean(topic, TOPICS)}"
            )
    if len(set(draft.topics)) != len(draft.topics):
        yield Problem("topics", "repeated_topic", f"a topic stands twice: {';'.join(draft.topics)[:200]}")


def _check_countries(draft: EventDraft) -> Iterator[Problem]:
    for column, iso3 in (("actor", draft.actor), ("recipient", draft.recipient)):
        if iso3 not in COUNTRIES:
            yield Problem(column, "unknown_country", f"unknown country {iso3[:80]!r}")
            return
    if draft.actor == draft.recipient:
        yield Problem(
            "recipient",
            "same_country",
            f"actor and recipient are both {draft.actor}; an event needs two states",
        )
    if draft.type in EVENT_TYPES and EVENT_TYPES[draft.type].is_mutual and draft.actor > draft.recipient:
        yield Problem("actor", "order", "the countries of a mutual event stand in alphabetical order")
    first, last = draft.date, last_day(draft.date, draft.date_precision)
    for column, iso3 in (("actor", draft.actor), ("recipient", draft.recipient)):
        country = COUNTRIES[iso3]
        if country.existed_on(first) or country.existed_on(last):
            continue
        since = f" from {country.exists_from}" if country.exists_from else ""
        until = f" until {country.exists_until}" if country.exists_until else ""
        yield Problem(
            column, "no_state_then", f"{country.name} ({iso3}) is a state{since}{until}, not on {draft.date}"
        )


def _check_dates(draft: EventDraft, today: date) -> Iterator[Problem]:
    if draft.date_precision in DATE_PRECISIONS and draft.date != first_day(draft.date, draft.date_precision):
        yield Problem(
            "date", "bad_date", f"a date known to the {draft.date_precision} stands on its first day"
        )
    if draft.date_end is not None and draft.date_end < draft.date:
        yield Problem(
            "date_end", "end_before_start", f"it ends on {draft.date_end}, before it begins on {draft.date}"
        )
    if draft.status == "occurred" and draft.date > today:
        yield Problem(
            "date",
            "future_date",
            f"{draft.date} lies after today ({today}), so it cannot have occurred; "
            + (year_hint(draft.date.year) or "write status scheduled"),
        )


def _check_texts(draft: EventDraft) -> Iterator[Problem]:
    texts = {
        "source_event_id": draft.source_event_id,
        "title": draft.title,
        "place": draft.place,
        "tier": draft.tier,
    }
    for column in ("source_event_id", "title"):
        if not texts[column].strip():
            yield Problem(column, "missing_value", f"{column} is empty")
    for column, text in texts.items():
        if len(text) > MAX_LENGTH[column]:
            yield Problem(
                "id" if column == "source_event_id" else column,
                "too_long",
                f"{column} has {len(text):,} characters; at most {MAX_LENGTH[column]:,} are kept",
            )
    if draft.tier and draft.type in EVENT_TYPES and not draft.type.startswith("partnership_"):
        yield Problem(
            "tier", "tier_without_partnership", f"{draft.type} has no partnership title; leave tier empty"
        )
    for proof in draft.evidence:
        if proof.url and (fault := check_url(proof.url)):
            yield Problem("source_url", "bad_url", fault)
        if len(proof.quote) > MAX_QUOTE:
            yield Problem(
                "quote", "too_long", f"the quote has {len(proof.quote)} characters; at most {MAX_QUOTE}"
            )
        if len(proof.publisher) > MAX_LENGTH["publisher"]:
            yield Problem("source_name", "too_long", f"source_name has {len(proof.publisher):,} characters")
