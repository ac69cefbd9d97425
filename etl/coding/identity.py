"""Which rows tell of the same happening: fingerprints, stable ids and the natural key.

Within a source its own id decides; across sources the natural key does: dyad, type, direction (directed
types), the date at the coarser of the two precisions, a leader's visit within a day either way, and the
likeness of the titles where such acts can occur twice a day.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import COUNTRIES
from etl.coding.check import last_day
from etl.contract import EventDraft, EvidenceDraft

ALIKE = 58.0
"""Titles this alike, of 100, tell of the same act; our choice. Of all pairs of acts of one dyad, type and
direction in the shipped events, whatever their days, one in twelve is; retellings of one mostly are."""

PRECISION_RANK = {"day": 0, "month": 1, "year": 2}

Bucket = tuple[str, str, str, str]
"""(country_a, country_b, type, actor or "" for mutual types): of different buckets, never the same."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The part of an event or of a draft that says which happening it is."""

    bucket: Bucket
    date: date
    precision: str
    tier: str
    title: str
    urls: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one happening relates to another that may be the same.

    Attributes:
        relation: `same` precision, or the first is `finer` or `coarser` than the second.
        days: Distance of the dates, 0 unless a visit.
        likeness: Of the titles, 0..100; 100 for types that cannot occur twice a day.
    """

    relation: str
    days: int
    likeness: float


def row_id(raw: Mapping[str, str]) -> str:
    """Return a stable id for a row without one, made from its own raw fields.

    >>> row_id({"date": "2025-01-10", "title": "A"}) == row_id({"title": "A", "date": "2025-01-10"})
    True
    """
    text = json.dumps(sorted((name, value) for name, value in raw.items() if value), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bucket(draft: EventDraft) -> Bucket:
    """Return the part of the natural key that must be equal."""
    first, second = sorted((draft.actor, draft.recipient))
    return first, second, draft.type, "" if EVENT_TYPES[draft.type].is_mutual else draft.actor


def happening(draft: EventDraft) -> Happening:
    """Return what says which happening a draft tells of."""
    urls = frozenset(proof.url for proof in draft.evidence if proof.url)
    return Happening(bucket(draft), draft.date, draft.date_precision, draft.tier, draft.title, urls)


def compare(one: Happening, other: Happening) -> Likeness | None:
    """Return how `one` relates to `other` if the two may be the same happening, else None."""
    if one.bucket != other.bucket:
        return None
    days = _days_apart(one, other)
    if days is None:
        return None
    rank, other_rank = PRECISION_RANK[one.precision], PRECISION_RANK[other.precision]
    if rank != other_rank and not _same_tier(one.tier, other.tier):
        return None
    likeness = 100.0
    if EVENT_TYPES[one.bucket[2]].can_repeat_daily and not one.urls & other.urls:
        likeness = title_likeness(one.title, other.title, one.bucket[:2])
        if likeness < ALIKE:
            return None
    relation = "same" if rank == other_rank else "finer" if rank < other_rank else "coarser"
    return Likeness(relation, days, likeness)


def _days_apart(one: Happening, other: Happening) -> int | None:
    """Return the distance in days if the dates agree at the coarser precision, else None."""
    if one.precision == other.precision == "day":
        days = abs((one.date - other.date).days)
        return days if days <= (1 if one.bucket[2] == "leader_visit" else 0) else None
    fine, coarse = sorted((one, other), key=lambda h: PRECISION_RANK[h.precision])
    return 0 if coarse.date <= fine.date <= last_day(coarse.date, coarse.precision) else None


def _same_tier(one: str, other: str) -> bool:
    """True if two titles of a partnership do not contradict each other; none given contradicts none."""
    return not one or not other or tier_form(one) == tier_form(other)


def tier_form(tier: str) -> str:
    """Return a partnership's title without case and punctuation, for comparing only."""
    return " ".join(re.findall(r"\w+", tier.casefold()))


_COMMON_WORDS = frozenset(
    """
    a an and as at by for from in into its of on or over the their to under up upon with after against amid
    new joint bilateral government govt state says say said talks two both sides
    """.split()  # noqa: SIM905 (a list of one word a line is no easier to read)
)


@lru_cache(maxsize=512)
def _country_words(iso3: str) -> frozenset[str]:
    country = COUNTRIES[iso3]
    names = (iso3, country.iso2, country.name, *country.other_names, *country.demonyms, *country.capitals)
    return frozenset(word for name in names for word in re.findall(r"\w+", name.casefold()))


def title_words(title: str, countries: Sequence[str]) -> list[str]:
    """Return the words of a title that tell acts apart: without the countries' names and common words."""
    known = _COMMON_WORDS.union(*(_country_words(iso3) for iso3 in countries))
    return [word for word in re.findall(r"\w+", title.casefold()) if word not in known]


def title_likeness(one: str, other: str, countries: Sequence[str]) -> float:
    """Return how alike two titles of the same dyad, type and day are, 0..100, whatever the order of words."""
    words, other_words = title_words(one, countries), title_words(other, countries)
    if not words or not other_words:
        return 100.0 if words == other_words else 0.0
    left, right = " ".join(sorted(words)), " ".join(sorted(other_words))
    shorter = min(len(set(words)), len(set(other_words)))
    subset = fuzz.token_set_ratio(left, right) if shorter >= 3 else 0.0
    return max(fuzz.ratio(left, right), 0.9 * subset)


def draft_to_json(draft: EventDraft) -> dict[str, object]:
    """Return a draft as plain values for the store's record, without its line and what is empty or usual."""
    data: dict[str, object] = {}
    for name in _FIELDS:
        value = getattr(draft, name)
        if value != _USUAL.get(name):
            data[name] = value.isoformat() if isinstance(value, date) else value
    if draft.topics:
        data["topics"] = list(draft.topics)
    if draft.evidence:
        data["evidence"] = [
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name in ("url", "publisher", "published_on", "quote", "quote_start")
                if (value := getattr(proof, name)) not in ("", None)
            }
            for proof in draft.evidence
        ]
    return data


_FIELDS = (
    "source_event_id", "date", "actor", "recipient", "type", "title", "date_end", "date_precision",
    "level", "tier", "place", "status", "review", "confidence",
)  # fmt: skip

_USUAL = {
    "date_end": None, "date_precision": "day", "level": "", "tier": "", "place": "",
    "status": "occurred", "review": "accepted", "confidence": "medium",
}  # fmt: skip


def draft_from_json(data: Mapping[str, object]) -> EventDraft:
    """Return the draft that `draft_to_json` wrote."""
    values = {name: data[name] for name in _FIELDS if name in data}
    values["date"] = date.fromisoformat(str(data["date"]))
    if data.get("date_end"):
        values["date_end"] = date.fromisoformat(str(data["date_end"]))
    proofs = data.get("evidence") or []
    assert isinstance(proofs, list)
    topics = data.get("topics") or []
    assert isinstance(topics, list)
    return EventDraft(
        **values,  # type: ignore[arg-type]
        topics=tuple(topics),
        evidence=tuple(
            EvidenceDraft(
                **{**proof, "published_on": date.fromisoformat(proof["published_on"])}
                if proof.get("published_on")
                else proof
            )
            for proof in proofs
        ),
    )


def fingerprint(data: Mapping[str, object]) -> str:
    """Return the sha256 of a draft's plain values: equal if and only if a source says the same."""
    return hashlib.sha256(
        json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()
