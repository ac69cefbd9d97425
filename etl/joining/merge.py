"""How rows of several sources become one event: which event a row belongs to, and what the event then says.

Pure. An event is never patched: `fold` computes it anew from the records in force, in the order in which they
came, and lays the user's edits on top. So undoing a load is leaving its records out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from db.vocabulary import EVENT_TYPES, LEVELS
from etl.coding.identity import (
    ALIKE,
    PRECISION_RANK,
    Happening,
    compare,
    doubtful_days,
    happening,
    slip_days,
    story_of,
    tier_form,
)
from etl.coding.titles import common_title, is_by_rule
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
        is_rejected: A person has hidden it, so it stands in no other row's way.
    """

    event_id: int
    happening: Happening
    sources: frozenset[str]
    key: str = ""
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a row belongs.

    Attributes:
        event_id: The event it is more evidence of; None for a new event.
        rivals: Events of which exactly one should have fitted but several do, or that the row may or may not
            tell of; then the row is a new event that waits for a person.
        is_unclear: The rivals are of the second kind.
        rank: How well it fits, the lower the better: rows with good fits choose first.
    """

    event_id: int | None = None
    rivals: tuple[int, ...] = ()
    is_unclear: bool = False
    rank: tuple[int, int, int, float] = (3, 0, 0, 0.0)


def choose(
    row: Happening,
    candidates: Iterable[Candidate],
    source_id: str,
    merges_own: bool = False,
    *,
    forgives: bool = False,
) -> Choice:
    """Return which of `candidates` the row tells of.

    Events that the row's own source tells of already are out, since different ids of one source never merge;
    `merges_own` lifts that for sources whose rows are reports. The same precision goes before a finer or
    coarser one, the nearer date before the farther, the more alike title before the less. With `forgives`, a
    row that fits nothing tells of the nearest event from which it most likely differs by a wrong date or
    title: it then contradicts that event; where only the words part the two, a person is asked.
    """
    exact: list[tuple[int, int, float, str, int]] = []
    vague: list[tuple[bool, int]] = []
    unclear: list[int] = []
    slips: list[tuple[int, int]] = []
    doubtful: list[int] = []
    for candidate in candidates:
        if source_id in candidate.sources and not merges_own:
            continue
        fit = compare(row, candidate.happening)
        if fit is None:
            if candidate.is_rejected or not forgives:
                continue
            days = slip_days(row, candidate.happening)
            if days is not None:
                slips.append((days, candidate.event_id))
            elif doubtful_days(row, candidate.happening) is not None:
                doubtful.append(candidate.event_id)
        elif not fit.is_clear:
            unclear += [] if candidate.is_rejected else [candidate.event_id]
        elif fit.relation == "same":
            exact.append((fit.days, fit.starts, -fit.likeness, candidate.key, candidate.event_id))
        else:
            vague.append((candidate.is_rejected, candidate.event_id))
    if exact:
        days, starts, likeness, _, event_id = min(exact)
        if merges_own and likeness == -ALIKE and len(exact) > 1:
            # "They signed an agreement" tells of either of two agreements of a day.
            return Choice(rivals=tuple(sorted(one for *_, one in exact)))
        return Choice(event_id, rank=(0, days, starts, likeness))
    fitting = sorted(one for is_rejected, one in vague if not is_rejected) or sorted(one for _, one in vague)
    if len(fitting) == 1:
        return Choice(fitting[0], rank=(1, 0, 0, 0.0))
    if fitting:
        return Choice(rivals=tuple(sorted((*fitting, *unclear))))
    if unclear:
        return Choice(rivals=tuple(sorted((*unclear, *doubtful))), is_unclear=True)
    if not slips:
        return Choice(rivals=tuple(sorted(doubtful)), is_unclear=bool(doubtful))
    least = min(slips)[0]
    nearest = [one for days, one in slips if days == least]
    return Choice(nearest[0], rank=(2, least, 0, 0.0)) if len(nearest) == 1 else Choice(rivals=tuple(nearest))


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says now about an event, as `fold` takes it.

    Attributes:
        input_name: What a report came in; "" for the rows of a table, which speak for their source.
        load_id: Of the version of a report.
    """

    record_id: int
    source_id: str
    draft: EventDraft
    input_name: str = ""
    load_id: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field in which a record says otherwise than the event.

    Attributes:
        is_correction: It corrects what its own article said before.
    """

    record_id: int
    field: str
    message: str
    is_correction: bool = False


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
    `occurred` meets `scheduled`, gaps (level, tier, place, topics) are filled, a title in a source's own
    words goes before one composed by rule, and the best confidence holds. What disagrees otherwise is
    reported, not overwritten.

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
    stories = Counter(_story(r) for r in records)
    disagreements = tuple(c for r in records for c in _contradictions(r, told, event, records, stories))
    return Folded(event, disagreements, covered)


def _agree(drafts: Sequence[EventDraft], first: EventDraft) -> EventDraft:
    base = drafts[0]
    has_occurred = base.status == "scheduled" and any(d.status == "occurred" for d in drafts)
    finest = min(
        drafts, key=lambda d: (PRECISION_RANK[d.date_precision], has_occurred and d.status != "occurred")
    )
    if finest.date_end is None:
        # Of "on the 12th" and "from the 10th to the 14th" the second tells more.
        finest = next((d for d in drafts if _tells_more_days(d, finest)), finest)
    # An end belongs to its own beginning: two sources' halves make days that neither told. And what an
    # article says in its next version is its correction, and fills no gap.
    fuller = [d for d in drafts if d.date == finest.date and not _is_next_version(d, finest)]
    ends = [d.date_end for d in (finest, *fuller)]
    told = replace(
        base,
        source_event_id=first.source_event_id,
        date=finest.date,
        date_precision=finest.date_precision,
        date_end=next((end for end in ends if end and end >= finest.date), None),
        status="occurred" if has_occurred else base.status,
        level=_first_given(d.level for d in drafts),
        tier=_first_given(d.tier for d in drafts),
        place=_first_given(d.place for d in drafts),
        topics=next((d.topics for d in drafts if d.topics), ()),
        confidence=min((d.confidence for d in drafts), key=("high", "medium", "low").index),
        evidence=(),
        line=None,
    )
    return replace(told, title=_title(drafts, told))


def _title(drafts: Sequence[EventDraft], told: EventDraft) -> str:
    titles = [d.title for d in drafts if _parties(d) == _parties(told)]
    sides = told.type, told.actor, told.recipient
    tiers = {d.tier for d in drafts}
    own = [one for one in titles if not any(is_by_rule(one, *sides, tier) for tier in tiers)]
    return own[0] if own else common_title(titles, *sides, told.level, told.tier)


def _parties(draft: EventDraft) -> tuple[str, str, str]:
    return draft.type, draft.actor, draft.recipient


def _tells_more_days(one: EventDraft, other: EventDraft) -> bool:
    if one.date_end is None or _is_next_version(one, other):
        return False
    if not one.date_precision == other.date_precision == "day":
        return False
    # A visit that took place on a day of its plan lasted as planned, as far as anybody has told.
    is_plan = one.status == "scheduled" and one.type.endswith("_visit") and _within(other, one)
    return is_plan or (one.status == other.status and _dates_agree(one, other))


def _is_next_version(one: EventDraft, other: EventDraft) -> bool:
    story = story_of(one.source_event_id)
    return one is not other and one.source_event_id != story == story_of(other.source_event_id)


def _first_given(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _contradictions(
    record: Record,
    told: EventDraft,
    edited: EventDraft,
    records: Sequence[Record],
    stories: Mapping[tuple[str, str], int],
) -> Iterable[Contradiction]:
    draft = record.draft
    # A text that was mended speaks twice, and then each of its words counts.
    is_mended = stories[_story(record)] > 1
    earlier = [one.draft for one in records if _story(one) == _story(record) and one.load_id < record.load_id]
    is_correction = is_mended and bool(earlier)
    event = edited if is_correction else told
    is_done = draft.status == "scheduled" and event.status == "occurred"
    found: list[tuple[str, str, _Teller]] = []
    if draft.status != event.status and (is_correction or not is_done):
        found.append(("status", "stands as", lambda one: one.status))
    if draft.tier and event.tier and tier_form(draft.tier) != tier_form(event.tier):
        found.append(("tier", "has", lambda one: repr(one.tier)))
    if is_correction and draft.level and event.level and draft.level != event.level:
        found.append(("level", "has", lambda one: LEVELS[one.level].label.lower() if one.level else "none"))
    if (
        not _dates_agree(draft, event)
        or (is_mended and _moved(draft, event))
        or (is_correction and all(_ends_otherwise(draft, one) for one in (event, *earlier)))
    ):
        found.append(("date", "stands on", _date_text))
    if is_mended and _act(draft) != _act(event):
        found.append(("type", "is", _act))
    for name, verb, tell in found:
        theirs, ours = tell(draft), tell(event)
        was = [tell(one) for one in earlier] if is_correction else [theirs]
        if theirs in was:
            message = (
                f"{speaker(record)} says {theirs}, the event {verb} {ours}{_backed(records, name, event)}"
            )
            yield Contradiction(record.record_id, name, message)
            continue
        message = (
            f"{speaker(record)} corrected its article: was {ours if ours in was else was[0]}, is now {theirs}"
        )
        message += "" if ours in was else f"; the event {verb} {ours}"
        yield Contradiction(record.record_id, name, message, is_correction=True)


_Teller = Callable[[EventDraft], str]


def _story(record: Record) -> tuple[str, str]:
    return record.source_id, story_of(record.draft.source_event_id)


def speaker(record: Record) -> str:
    """Return who says it: the publisher and day of a report, else its file; the source of a table."""
    if not record.input_name:
        return record.source_id
    proof = next(iter(record.draft.evidence), None)
    host = (urlsplit(proof.url).hostname or "").removeprefix("www.") if proof else ""
    name = (proof.publisher if proof else "") or host or record.input_name
    return f"{name} of {proof.published_on}" if proof and proof.published_on else name


def _backed(records: Sequence[Record], name: str, event: EventDraft) -> str:
    """Return who says what the event says, in brackets; "" where a person does."""
    held = field_text(event, name)
    return next((f" ({speaker(r)})" for r in records if field_text(r.draft, name) == held), "")


def _moved(draft: EventDraft, event: EventDraft) -> bool:
    return draft.date_precision == event.date_precision and draft.date != event.date


def _ends_otherwise(draft: EventDraft, event: EventDraft) -> bool:
    is_told_to_the_day = draft.date_precision == event.date_precision == "day"
    return is_told_to_the_day and draft.date_end != event.date_end


def _act(draft: EventDraft) -> str:
    way = "" if EVENT_TYPES[draft.type].is_mutual else f" by {draft.actor}"
    return f"{EVENT_TYPES[draft.type].label}{way}"


def _dates_agree(draft: EventDraft, event: EventDraft) -> bool:
    if _within(draft, event) or _within(event, draft):
        return True
    one, other = happening(draft), happening(event)
    # Only the dates are to be compared, so all else is made alike.
    return (
        compare(
            replace(other, date=one.date, end=one.end, precision=one.precision, tier=""),
            replace(other, tier=""),
        )
        is not None
    )


def _within(one: EventDraft, other: EventDraft) -> bool:
    """True if one falls on a day of the other's span, such as a talk on the second day of a visit."""
    return one.date_precision == "day" and other.date <= one.date <= (other.date_end or other.date)


def _date_text(draft: EventDraft) -> str:
    first = draft.date.isoformat()[: {"day": 10, "month": 7, "year": 4}[draft.date_precision]]
    return f"{first} to {draft.date_end}" if draft.date_end else first


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
