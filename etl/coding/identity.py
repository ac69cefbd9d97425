"""Which rows tell of the same happening: fingerprints, stable ids and the natural key.

Within a source its own id decides; across sources the natural key does: dyad, type, direction (directed
types), the date at the coarser of the two precisions, a visit or a summit on any of its days, a leader's
visit within a day of them, and the likeness of the titles, or of what the proofs say, where such acts can
occur twice a day. Acts of which one most likely bears a wrong date or title are told by `slip_days`.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from db.vocabulary import EVENT_TYPES
from etl.coding.addresses import address_key
from etl.coding.check import last_day
from etl.coding.subject import (
    is_composed,
    same_subject,
    subject_of_proofs,
    subject_of_title,
    title_likeness,
    topics_of_pact,
)
from etl.coding.titles import is_break
from etl.contract import EventDraft, EvidenceDraft

ALIKE = 58.0
"""Titles this alike, of 100, tell of the same act; our choice. Of all pairs of acts of one dyad, type and
direction in the shipped events, whatever their days, one in twelve is; retellings of one mostly are."""

SLIP_DAYS = {
    "diplomatic_relations": 7, "partnership_upgrade": 7, "partnership_downgrade": 7, "leader_visit": 3,
    "summit": 2, "ministerial_visit": 2, "agreement_signed": 2, "agreement_in_force": 2, "joint_statement": 1,
    "sideline_meeting": 1, "diplomatic_rupture": 7,
}  # fmt: skip
"""Days within which two acts of a type are nearly always one with a wrong date; our choice. Not named are
acts that come in rows (calls, ministers' talks, protests, sanctions, clashes): a day tells. Of ruptures only
breaks of relations are meant; recalls and expulsions come in rows."""

OF_SEVERAL_DAYS = ("leader_visit", "ministerial_visit", "summit")
"""Acts that last, of which another source may name any day; what else lasts may be told day by day."""

PRECISION_RANK = {"day": 0, "month": 1, "year": 2}

Bucket = tuple[str, str, str, str]
"""(country_a, country_b, type, actor or "" for mutual types): of different buckets, never the same."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The part of an event or of a draft that says which happening it is.

    Attributes:
        urls: Keys of the addresses that prove it (`address_key`).
        proofs: The words that prove it.
        end: Its last day, of an act `OF_SEVERAL_DAYS`.
    """

    bucket: Bucket
    date: date
    precision: str
    tier: str
    title: str
    urls: frozenset[str] = frozenset()
    level: str = ""
    place: str = ""
    proofs: frozenset[str] = frozenset()
    end: dt.date | None = None

    @property
    def last(self) -> dt.date:
        """The last day of an act that lasts, else its day."""
        return self.end if self.end and self.bucket[2] in OF_SEVERAL_DAYS else self.date


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one happening relates to another that may be the same.

    Attributes:
        relation: `same` precision, or the first is `finer` or `coarser` than the second.
        days: Distance of the dates, 0 unless a visit.
        starts: Distance of the first days; of acts that last, more than `days`.
        likeness: Of the titles, 0..100; 100 for types that cannot occur twice a day.
        is_clear: False where nothing says whether the two were about the same.
    """

    relation: str
    days: int
    likeness: float
    is_clear: bool = True
    starts: int = 0


def row_id(raw: Mapping[str, str]) -> str:
    """Return a stable id for a row without one, made from its own raw fields.

    >>> row_id({"date": "2025-01-10", "title": "A"}) == row_id({"title": "A", "date": "2025-01-10"})
    True
    """
    text = json.dumps(sorted((name, value) for name, value in raw.items() if value), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def article_key(url: str, text: str, name: str = "") -> str:
    """Return how the ids of an article's acts begin: the same for every version of the page at an address, of
    what bears a name where it has none, and for the same text without either."""
    where = address_key(url) or name or hashlib.sha256(text.encode()).hexdigest()
    return f"article-{hashlib.sha256(where.encode()).hexdigest()[:16]}-"


def act_id(article: str, type_: str, actor: str, recipient: str, day: date | None) -> str:
    """Return a stable id of an article's act: from `article_key`, the type, the two states and the date."""
    raw = "\n".join((type_, actor, recipient, day.isoformat() if day else "undated"))
    return article + hashlib.sha256(raw.encode()).hexdigest()[:12]


def story_of(id_: str) -> str:
    """Return the part of an id that all acts of one article share; another id is returned as it is."""
    found = re.match(r"article-[0-9a-f]{16}(?=-)", id_)
    return found.group() if found else id_


def bucket(draft: EventDraft) -> Bucket:
    """Return the part of the natural key that must be equal."""
    first, second = sorted((draft.actor, draft.recipient))
    return first, second, draft.type, "" if EVENT_TYPES[draft.type].is_mutual else draft.actor


def happening(draft: EventDraft) -> Happening:
    """Return what says which happening a draft tells of."""
    return Happening(
        bucket(draft),
        draft.date,
        draft.date_precision,
        draft.tier,
        draft.title,
        frozenset(address_key(proof.url) for proof in draft.evidence if proof.url),
        draft.level,
        draft.place,
        frozenset(proof.quote for proof in draft.evidence if proof.quote),
        draft.date_end,
    )


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
    likeness, is_clear = _likeness(one, other)
    if likeness < ALIKE:
        return None
    relation = "same" if rank == other_rank else "finer" if rank < other_rank else "coarser"
    return Likeness(relation, days, likeness, is_clear, abs((one.date - other.date).days))


def slip_days(one: Happening, other: Happening) -> int | None:
    """Return how far apart two acts are that `compare` parts but that are most likely one, told with a wrong
    day or a wrong title of a partnership; None for acts that are two."""
    days = _slip_gap(one, other)
    if days is None:
        return None
    likeness, is_clear = _likeness(one, other)
    return days if likeness >= ALIKE and is_clear else None


def doubtful_days(one: Happening, other: Happening) -> int | None:
    """Return how far apart two acts are that `compare` and `slip_days` part, though they may be one: pacts
    that nothing but their words part, a "trade deal" of Monday and a "pact on tariffs" of Tuesday, and ties
    raised to a title that they have. None for all others."""
    if one.bucket != other.bucket:
        return None
    if one.bucket[2] == "partnership_upgrade":
        is_had = one.tier and tier_form(one.tier) == tier_form(other.tier)
        return abs((one.date - other.date).days) if is_had else None
    if not one.bucket[2].startswith("agreement"):
        return None
    if one.place and other.place and one.place.casefold() != other.place.casefold():
        return None
    topics, other_topics = (topics_of_pact(act.proofs or (act.title,)) for act in (one, other))
    if one.precision == other.precision == "day":
        days = _slip_gap(one, other)
        is_one_field = bool(topics & other_topics) or not (topics and other_topics)
    else:
        # A month holds more pacts than two days, and a year says next to nothing.
        is_told = "year" not in (one.precision, other.precision)
        days = _days_apart(one, other) if is_told else None
        is_one_field = bool(topics & other_topics)
    return days if is_one_field else None


def _slip_gap(one: Happening, other: Happening) -> int | None:
    """Return how far apart two acts of one type are, None if too far for one of them to be a slip."""
    if one.bucket != other.bucket:
        return None
    type_ = one.bucket[2]
    if one.precision == other.precision == "day":
        days = _gap(one, other)
    elif type_ == "partnership_upgrade" and _days_apart(one, other) is not None:
        days = 0
    else:
        return None
    if days > SLIP_DAYS.get(type_, -1):
        return None
    if type_ == "diplomatic_rupture" and not all(is_break(act.title, act.proofs) for act in (one, other)):
        return None
    if type_.endswith("_visit") and one.level and other.level and one.level != other.level:
        return None
    return days


def tells_both(one: Happening, others: Collection[Happening]) -> bool:
    """True if a text that tells of `one` tells of another such act close by, so that neither is a slip."""
    return any(other.date != one.date and slip_days(one, other) is not None for other in others)


def _likeness(one: Happening, other: Happening) -> tuple[float, bool]:
    """Return how alike two acts of one bucket are, 0..100, and whether it is clear what both were about."""
    first, second, type_, _ = one.bucket
    if not EVENT_TYPES[type_].can_repeat_daily or one.urls & other.urls:
        return 100.0, True
    if not (_is_composed(one) or _is_composed(other)):
        return title_likeness(one.title, other.title, (first, second)), True
    verdict = same_subject(
        type_,
        _subject(one),
        _subject(other),
        is_elsewhere=bool(one.place and other.place) and one.place.casefold() != other.place.casefold(),
        is_same_day=one.precision == other.precision == "day" and one.date == other.date,
    )
    return {"other": 0.0, "silent": ALIKE}.get(verdict, 100.0), verdict != "unclear"


def _is_composed(one: Happening) -> bool:
    first, second, type_, actor = one.bucket
    return is_composed(type_, one.title, (first, second), actor)


def _subject(one: Happening) -> frozenset[str]:
    first, second, type_, _ = one.bucket
    said = subject_of_proofs(type_, one.proofs, (first, second), one.place)
    # An event whose title a table gave is told by the words of the articles that met it as well.
    return said if _is_composed(one) else said | subject_of_title(one.title, (first, second))


def _days_apart(one: Happening, other: Happening) -> int | None:
    """Return the distance in days if the dates agree at the coarser precision, else None."""
    if one.precision == other.precision == "day":
        days = _gap(one, other)
        return days if days <= (1 if one.bucket[2] == "leader_visit" else 0) else None
    fine, coarse = sorted((one, other), key=lambda h: PRECISION_RANK[h.precision])
    return 0 if coarse.date <= fine.date <= last_day(coarse.date, coarse.precision) else None


def _gap(one: Happening, other: Happening) -> int:
    """Return how many days lie between two acts known to the day, 0 where they share one.

    Two acts that both last are one after the other unless they overlap; two ranks of office are two visits.
    """
    first, second = sorted((one, other), key=lambda h: h.date)
    starts = (second.date - first.date).days
    both_last = first.last > first.date and second.last > second.date
    other_ranks = one.level and other.level and one.level != other.level
    if other_ranks or (both_last and second.date > first.last):
        return starts
    return max(0, (second.date - first.last).days)


def _same_tier(one: str, other: str) -> bool:
    """True if two titles of a partnership do not contradict each other; none given contradicts none."""
    return not one or not other or tier_form(one) == tier_form(other)


def tier_form(tier: str) -> str:
    """Return a partnership's title without case and punctuation, for comparing only."""
    return " ".join(re.findall(r"\w+", tier.casefold()))


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
