"""How rows of several sources become one event: which event a row belongs to, and what the event then says.

Pure. An event is never patched: `fold` computes it anew from the records in force, in the order in which they
came, and lays the user's edits on top. So undoing a load is leaving its records out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from db.vocabulary import EVENT_TYPES
from etl.coding.identity import PRECISION_RANK, Happening, compare, happening, tier_form
from etl.contract import EventDraft

EDITABLE = (
    "date", "date_end", "date_precision", "actor", "recipient", "type", "level", "tier", "place", "title",
    "topics", "status", "review", "confidence",
)  # fmt: skip
"""Fields that a user may change; in an edit, topics are joined by ';', dates are ISO, "" is none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a row might tell of, with the sources that tell of it already.

    Attributes:
        key: The event's id in the source that told of it first: of two that fit alike the lower one is taken,
            whatever order their rows came in.
    """

    event_id: int
    happening: Happening
    sources: frozenset[str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a row belongs.

    Attributes:
        event_id: The event it is more evidence of; None for a new event.
        rivals: Events of which exactly one should have fitted but several do; then the row is a new event
            that waits for a person.
        rank: How well it fits, the lower the better: rows with good fits choose first.
    """

    event_id: int | None = None
    rivals: tuple[int, ...] = ()
    rank: tuple[int, int, float] = (2, 0, 0.0)


def choose(
    row: Happening, candidates: Iterable[Candidate], source_id: str, merges_own: bool = False
) -> Choice:
    """Return which of `candidates` the row tells of.

    Events that the row's own source tells of already are out, since different ids of one source never merge;
    `merges_own` lifts that for sources whose rows are reports. The same precision goes before a finer or
    coarser one, the nearer date before the farther, the more alike title before the less.
    """
    exact: list[tuple[int, float, str, int]] = []
    vague: list[int] = []
    for candidate in candidates:
        if source_id in candidate.sources and not merges_own:
            continue
        fit = compare(row, candidate.happening)
        if fit is None:
            continue
        if fit.relation == "same":
            exact.append((fit.days, -fit.likeness, candidate.key, candidate.event_id))
        else:
            vague.append(candidate.event_id)
    if exact:
        days, likeness, _, event_id = min(exact)
        return Choice(event_id, rank=(0, days, likeness))
    if len(vague) == 1:
        return Choice(vague[0], rank=(1, 0, 0.0))
    return Choice(rivals=tuple(sorted(vague)))


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says now about an event, as `fold` takes it."""

    record_id: int
    source_id: str
    draft: EventDraft


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field in which a record says otherwise than the event."""

    record_id: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Folded:
    """What an event says, and where its records disagree.

    Attributes:
        event: The event's fields; its id is that of the first record.
        contradictions: One per record and field.
        covered_edits: Fields where a source says otherwise than a user's edit: (field, source's value).
    """

    event: EventDraft
    contradictions: tuple[Contradiction, ...] = ()
    covered_edits: tuple[tuple[str, str], ...] = field(default=())


def fold(records: Sequence[Record], edits: Mapping[str, str], *, awaits_review: bool = False) -> Folded:
    """Return what an event says, from its records in force (oldest first) and the user's edits.

    The first record gives every field that no rule moves. Of the accepted records the finest date wins,
    `occurred` meets `scheduled`, gaps (level, tier, place, topics) are filled, and the best confidence holds.
    What disagrees otherwise is reported, not overwritten.

    Args:
        edits: Newest text by field name, see `EDITABLE`.
        awaits_review: The event fits several others, so it stays proposed until a person decides.
    """
    is_accepted = edits.get("review") == "accepted"
    heard = [r for r in records if is_accepted or r.draft.review == "accepted"]
    if not heard:
        heard = [r for r in records if r.draft.review == records[0].draft.review]
    told = _agree([r.draft for r in heard], records[0].draft)
    if awaits_review and told.review == "accepted":
        told = replace(told, review="proposed")
    event = apply_edits(told, edits)
    covered = tuple((name, field_text(told, name)) for name in edits if field_text(told, name) != edits[name])
    disagreements = tuple(c for r in records for c in _contradictions(r, told))
    return Folded(event, disagreements, covered)


def _agree(drafts: Sequence[EventDraft], first: EventDraft) -> EventDraft:
    base = drafts[0]
    has_occurred = base.status == "scheduled" and any(d.status == "occurred" for d in drafts)
    finest = min(
        drafts, key=lambda d: (PRECISION_RANK[d.date_precision], has_occurred and d.status != "occurred")
    )
    ends = [d.date_end for d in (finest, *drafts) if d.date_end and d.date_end >= finest.date]
    return replace(
        base,
        source_event_id=first.source_event_id,
        date=finest.date,
        date_precision=finest.date_precision,
        date_end=ends[0] if ends else None,
        status="occurred" if has_occurred else base.status,
        level=_first_given(d.level for d in drafts),
        tier=_first_given(d.tier for d in drafts),
        place=_first_given(d.place for d in drafts),
        topics=next((d.topics for d in drafts if d.topics), ()),
        confidence=min((d.confidence for d in drafts), key=("high", "medium", "low").index),
        evidence=(),
        line=None,
    )


def _first_given(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _contradictions(record: Record, event: EventDraft) -> Iterable[Contradiction]:
    draft = record.draft
    if draft.status != event.status and not (draft.status == "scheduled" and event.status == "occurred"):
        yield Contradiction(
            record.record_id,
            "status",
            f"{record.source_id} says {draft.status}, the event stands as {event.status}",
        )
    if draft.tier and event.tier and tier_form(draft.tier) != tier_form(event.tier):
        yield Contradiction(
            record.record_id, "tier", f"{record.source_id} says {draft.tier!r}, the event has {event.tier!r}"
        )
    if not _dates_agree(draft, event):
        yield Contradiction(
            record.record_id,
            "date",
            f"{record.source_id} says {_date_text(draft)}, the event stands on {_date_text(event)}",
        )


def _dates_agree(draft: EventDraft, event: EventDraft) -> bool:
    one, other = happening(draft), happening(event)
    same = replace(one, bucket=other.bucket, title=other.title, tier="", urls=frozenset())
    return compare(same, replace(other, tier="", urls=frozenset())) is not None


def _date_text(draft: EventDraft) -> str:
    return draft.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[draft.date_precision]]


def field_text(draft: EventDraft, name: str) -> str:
    """Return a field as text, the way an edit keeps it."""
    value: Any = getattr(draft, name)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, tuple) else str(value)


def apply_edits(draft: EventDraft, edits: Mapping[str, str]) -> EventDraft:
    """Return `draft` with the user's edits on top; a mutual event's countries are put in order."""
    values: dict[str, Any] = {}
    for name, text in edits.items():
        if name == "date":
            values[name] = date.fromisoformat(text)
        elif name == "date_end":
            values[name] = date.fromisoformat(text) if text else None
        elif name == "topics":
            values[name] = tuple(topic for topic in text.split(";") if topic)
        else:
            values[name] = text
    edited = replace(draft, **values)
    if edited.type in EVENT_TYPES and EVENT_TYPES[edited.type].is_mutual and edited.actor > edited.recipient:
        edited = replace(edited, actor=edited.recipient, recipient=edited.actor)
    return edited
