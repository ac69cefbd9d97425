"""Allied: what two states do side by side to a third, told as a noun: "Turkish and Syrian strikes on X"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from etl.coding.story.candidates import Candidate, states_of
from etl.coding.who.mentions import Mention

_BLOWS = re.compile(
    r"\s(?:(?!and\s)[\w-]+\s){0,2}?(?:"
    r"(?P<arms>(?:air\s?)?(?:strikes?|raids?)|attacks?|assaults?|bombardments?|bombing|shelling|offensive|invasion|war)|"
    r"(?P<pressure>sanctions|tariffs|embargo(?:es)?))\s"
    r"(?:\w+ly\s)?(?:on|against|at|into|inside|in|across|targeting|of)\s"
)
"""Behind the names of those who strike, before that of whom they strike."""
_OF = {"arms": frozenset(("conflict", "incident")), "pressure": frozenset(("sanction",))}
_BESIDE = re.compile(r"\s?[-–/]\s?|,\s|,?\s(?:and|&)\s(?:the\s)?")
_REACH = 60
"""Letters from "strikes on" to the state that is struck: "strikes on an airfield in Y"."""


def with_allies(found: Sequence[Candidate], text: str, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """Yield the finds of a sentence; what two dealt a third, told of each and not as done to one another."""
    kinds, allies, victim = _blow(text, mentions)
    blows = [one for one in found if one.type in kinds and {one.actor, one.recipient} <= {*allies, victim}]
    if not blows:
        yield from found
        return
    first = found.index(blows[0])
    yield from found[:first]
    for like, ally in product(_one_a_day(blows), allies):
        yield replace(like, actor=ally, recipient=victim)
    yield from (one for one in found[first:] if one not in blows)


def _blow(text: str, mentions: Sequence[Mention]) -> tuple[frozenset[str], tuple[str, ...], str]:
    """Return as what two or more states strike, who they are, and whom; empty where none do."""
    group: list[Mention] = []
    for one, other in pairwise(mentions):
        is_beside = one.isos and other.isos and _BESIDE.fullmatch(text, one.end, other.start)
        group = [*(group or [one]), other] if is_beside else []
        blow = _BLOWS.match(text, other.end) if group else None
        if blow is None:
            continue
        allies = tuple(states_of(group))
        near = (m for m in mentions if blow.end() <= m.start <= blow.end() + _REACH and m.isos)
        victim = next((m.isos[0] for m in near if len(m.isos) == 1), "")
        if len(allies) > 1 and victim and victim not in allies:
            kind = blow.lastgroup or "arms"
            return _OF[kind], allies, victim
    return frozenset(), (), ""


def _one_a_day(blows: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield one find for each day and type told."""
    seen = set()
    for one in blows:
        if (told := (one.type, one.moment)) not in seen:
            seen.add(told)
            yield one
