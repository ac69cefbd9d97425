"""Gapped: acts told of a second state without their verb: "Belgium freed a spy, and Iran an aid worker"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, resolve
from etl.coding.story.candidates import Candidate
from etl.coding.who.mentions import Mention

_JOIN = re.compile(r"(?:,|,?\s(?:and|while))\s+(?:the\s+)?$")
_NUMBER = (
    r"(?:an?other\s+)?(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|several|some)\b"
    r"(?!\s+(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|times|others?|ago|later|of\s+(?:them|which|whom))\b)"
)
_WITHOUT_VERB = re.compile(
    rf"\s(?:(?P<prep>(?:on|from|to|with)\s+)?{_NUMBER}|an?other\b|(?-i:[A-Z][\w-]+['’]s)\s|(?P<one>the|an?|its)\s+(?!(?:same|day|night|week|month|year|next|"
    r"previous|following|evening|morning|latter|former|only|first|last)\b))[^,;.:()]*",
    re.IGNORECASE,
)
"""What the second did it to, right behind its name; a lone "the" or "a" may also begin an apposition."""
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|had|have|will|would|did|do|does|can|could|may|might|must|should|[a-z]{3,}ed|said|says|"
    r"went|came|took|left|made|cut|broke|sent|gave|told|put|shut|kept|saw|met|held|that|which|who|whose|where)\b"
)
_DONE_LIKE_THIS = frozenset(
    kind for kind, one in EVENT_TYPES.items() if not one.is_mutual and not kind.endswith("_visit")
)


def _doers_without_verb(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Yield the states of which a clause without a verb tells, and where that clause ends."""
    for mention in mentions:
        joined = _JOIN.search(text, 0, mention.start) if mention.kind == "state" and mention.iso else None
        if joined is None or text[mention.end : mention.end + 1] != " ":
            continue
        rest = _WITHOUT_VERB.match(text, mention.end)
        if rest is None or (mention.prep and not rest["prep"]):
            continue  # "sanctions on Iran and Russia, the first": of a list
        if rest["one"] and joined[0].lstrip(" ,")[:3] not in ("and", "whi"):
            continue
        following = next(
            (m for m in mentions if m.start > mention.end and m.kind == "state" and not m.prep), None
        )
        end = min(rest.end(), following.start if following else rest.end())
        if not _VERB.search(text, mention.end, end):
            yield mention, end


def with_gapped(
    found: Sequence[Candidate],
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    clock: Clock,
) -> Iterator[Candidate]:
    """Yield the finds of a sentence with what its clauses without a verb tell: each state did as the first.

    It did so to whom its clause names, else to whom the first did it, or back to the first; on the day that
    its clause names, else on the day of the first.
    """
    directed = [one for one in found if one.type in _DONE_LIKE_THIS]
    clauses = list(_doers_without_verb(text, mentions)) if directed else []
    if not clauses:
        yield from found
        return
    starts = {clause.start for clause, _ in clauses}
    only_so = {
        clause.iso
        for clause, _ in clauses
        if all(m.start in starts for m in mentions if clause.iso in m.isos and m.kind == "state")
    }
    begin = min(starts)
    known = {(one.type, one.actor, one.recipient) for one in found}
    for one in found:
        told_better = any(
            other.type == one.type and other.actor == one.actor and other.recipient not in only_so
            for other in directed
        )
        if one in directed and one.recipient in only_so and told_better:
            continue  # "A expelled 15 Russians, B three": B was not expelled
        yield one
        is_first = one in directed and any(one.actor in m.isos for m in mentions if m.end <= begin)
        for doer, end in clauses if is_first else ():
            inside = [m for m in mentions if doer.end <= m.start < end and m.isos and doer.iso not in m.isos]
            recipient = inside[0].isos[0] if inside else one.recipient
            recipient = one.actor if recipient == doer.iso else recipient
            key = (one.type, doer.iso, recipient)
            if doer.iso != one.actor and key not in known:
                known.add(key)
                own = next((e for e in expressions if doer.end <= e.start < end), None)
                moment = resolve(own, clock, "past") if own else None
                yield replace(one, actor=doer.iso, recipient=recipient, moment=moment or one.moment)
