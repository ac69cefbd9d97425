"""Answered: what an act of the same kind answers: "A expelled two, a day after B expelled one of A's"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import resolve
from etl.coding.story.candidates import Candidate
from etl.coding.story.reckoning import days_apart
from etl.coding.story.state import State
from etl.coding.who.mentions import Mention

_AFTER = re.compile(r"\b(?P<hours>(?:(?:a\s+few|\w+)\s+)?hours\s+)?after\s+(?:the\s+)?$", re.IGNORECASE)
_DID = re.compile(
    r"(?:['’]s\s+\w+)?\s+(?:(?:had|has|itself|also|first|earlier)\s+){0,2}(?P<verb>[a-z]+)\b", re.IGNORECASE
)
_SAME = re.compile(r"\s+(?:had\s+|has\s+)?(?:did|done|took|taken)\s+(?:the\s+same|so|likewise|that\s+step)\b")
_STOP = re.compile(r"[;:]|,\s+(?!and\b)")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Cause:
    """The clause that tells what a sentence's act answers: who did it, and where it stands."""

    doer: str
    start: int
    end: int
    is_same_day: bool


def cause_of(text: str, mentions: Sequence[Mention]) -> Cause | None:
    """Return the clause "after B expelled one of A's", by the verb that both acts share; None without one."""
    for mention in mentions:
        if mention.kind != "state" or not mention.iso:
            continue
        after = _AFTER.search(text, max(0, mention.start - _NEAR), mention.start)
        did = _DID.match(text, mention.end) if after else None
        if after is None or did is None:
            continue
        is_same = _SAME.match(text, mention.end) is not None
        if is_same or re.search(rf"\b{did['verb']}\b", text[: after.start()], re.IGNORECASE):
            stop = _STOP.search(text, did.end())
            end = stop.start() if stop else len(text)
            return Cause(mention.iso, did.start("verb"), end, after["hours"] is not None)
    return None


def is_turned(candidate: Candidate, cause: Cause | None) -> bool:
    """True for the act that answers another, its sides the other way round in the same sentence."""
    return (
        cause is not None and candidate.recipient == cause.doer and not EVENT_TYPES[candidate.type].is_mutual
    )


def with_answered(
    found: Sequence[Candidate],
    cause: Cause | None,
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
) -> Iterator[Candidate]:
    """Yield the finds of a sentence with what the one answers: done by the other, on its own day."""
    yield from found
    if cause is None:
        return
    known = {(one.type, one.actor, one.recipient) for one in found}
    inside = {iso for m in mentions if cause.start <= m.start < cause.end for iso in m.isos}
    is_same = _SAME.match(" " + text[cause.start : cause.end]) is not None
    for one in found:
        turned = (one.type, one.recipient, one.actor)
        if not is_turned(one, cause) or turned in known or inside - {one.actor, one.recipient}:
            continue
        if one.actor not in inside and not is_same:
            continue  # "after B expelled a priest": not one of A's
        own = next((e for e in expressions if cause.start <= e.start < cause.end), None)
        told = resolve(own, state.clock, "past") if own else None
        moment = told or days_apart(text, (cause.start, cause.start), expressions, state)
        moment = moment or (one.moment if cause.is_same_day else None)
        if moment is not None:
            known.add(turned)
            yield replace(one, actor=one.recipient, recipient=one.actor, moment=moment, status="occurred")
