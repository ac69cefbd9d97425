"""Retelling: what is said of an act just told: "The swap took place on Monday", "The visit comes as ..."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.coding.days.clocks import told_at
from etl.coding.days.date_words import DateExpression
from etl.coding.story.candidates import Candidate
from etl.coding.story.state import State
from etl.coding.story.timing import status_of

_MEETINGS = frozenset("summit sideline_meeting leader_call ministerial_meeting consultation".split())  # noqa: SIM905
_VISITS = frozenset(("leader_visit", "ministerial_visit"))
_FIGHTS = frozenset(("incident", "conflict"))
_MEANT = {
    "protest": frozenset(("protest",)),
    "summons": frozenset(("protest",)),
    "expulsion": frozenset(("diplomatic_rupture",)),
    "expulsions": frozenset(("diplomatic_rupture",)),
    "recall": frozenset(("diplomatic_rupture",)),
    "sanctions": frozenset(("sanction",)),
    "swap": frozenset(("concession",)),
    "exchange": frozenset(("concession",)),
    "release": frozenset(("concession",)),
    "incident": _FIGHTS,
    "clash": _FIGHTS,
    "attack": _FIGHTS,
    "collision": _FIGHTS,
    "visit": _VISITS,
    "trip": _VISITS,
    "meeting": _MEETINGS,
    "talks": _MEETINGS,
    "call": _MEETINGS,
    "conversation": _MEETINGS,
    "summit": _MEETINGS,
    "signing": frozenset(("agreement_signed",)),
    "ceremony": frozenset(("agreement_signed",)),
}
"""What each noun may take up."""
_NOUN = rf"(?:The|This|That)\s+(?:(?:latest|prisoner|phone|border)\s+)?(?P<noun>{'|'.join(_MEANT)})"
_ON_A_DAY = re.compile(
    rf"{_NOUN}(?:,\s+which)?\s+(?:occurred|took\s+place|happened|was\s+(?:held|conducted))\b[^,;]*"
)
_COMES = re.compile(rf"{_NOUN}\s+(?:comes?|came|follows?|followed)\b")
_REACH = 2
"""Sentences over which "the incident" is that told last."""


def _taken_up(noun: str, number: int, history: Sequence[Candidate]) -> list[Candidate]:
    """Return the acts of the sentence that told last what the noun means."""
    meant = [c for c in history if c.type in _MEANT[noun] and 0 < number - c.sentence <= _REACH]
    return [c for c in meant if c.sentence == meant[-1].sentence]


def given_a_day(
    text: str, number: int, span: tuple[int, int], expressions: Sequence[DateExpression], state: State
) -> Iterator[Candidate]:
    """Yield the acts just told without a day of their own, on the day that this sentence gives them."""
    match = _ON_A_DAY.match(text)
    mine = [e for e in expressions if match and match.end("noun") <= e.start < match.end()]
    moment = told_at(mine[0], expressions, state.clock, "past") if mine else None
    if match is None or moment is None:
        return
    for one in _taken_up(match["noun"], number, state.history):
        if not one.is_dated_here and status_of(moment, "real", state.clock.anchor) == one.status:
            both = (one.span[0], span[1])  # the act and its day prove it together
            yield replace(one, moment=moment, is_dated_here=True, sentence=number, span=both)


_WITH_SOMEBODY = re.compile(r"The\s+(?:phone\s+|telephone\s+)?(?:call|conversation|talks|meeting)\s+with\s+")
"""Opens a sentence on a meeting that was just told: "The call with Kagame may be seen as ..."."""


def _is_told_of_another(candidate: Candidate, history: Sequence[Candidate]) -> bool:
    """True for the meeting told last, between one of its sides and a state that stands beside it."""
    last = next((c for c in reversed(history) if c.type in _MEETINGS), None)
    shared = {candidate.actor, candidate.recipient} & {last.actor, last.recipient} if last else set[str]()
    return len(shared) == 1


def is_taken_up(candidate: Candidate, text: str, number: int, history: Sequence[Candidate]) -> bool:
    """True for what a sentence only takes up: "The protest comes as ..." tells no second protest."""
    if not candidate.is_dated_here and candidate.type in _MEETINGS and _WITH_SOMEBODY.match(text):
        return _is_told_of_another(candidate, history)
    match = _COMES.match(text)
    if match is None or candidate.type not in _MEANT[match["noun"]]:
        return False
    two = {candidate.actor, candidate.recipient}
    return any({c.actor, c.recipient} == two for c in _taken_up(match["noun"], number, history))
