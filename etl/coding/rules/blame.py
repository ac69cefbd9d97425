"""Blame: what a state calls unlawful or a threat: "the presence of A's bombers jeopardises peace"."""

import re
from collections.abc import Iterator, Sequence

from etl.coding.grammar.acts import Act
from etl.coding.story.candidates import Party
from etl.coding.story.state import State
from etl.coding.who.mentions import Mention

_TELLS = re.compile(
    r"(?:['’]s?)?\s+(?!of\b|in\b|by\b|and\b)(?:(?!(?:is|are|was|were|that)\b)[\w.-]+\s+){0,7}?(?:said|says|stated|declared)\b"
)
"""Behind who blames: "Canada's foreign ministry said"."""
_DEEDS = re.compile(
    r"\b(?:presence|deployments?|drills?|exercises?|actions?|activit(?:y|ies)|behaviou?r|conduct|moves?|steps?|plans?|"
    r"decisions?|measures?|patrols?|launch(?:es)?|tests?|construction|build-?up|man(?:oeuv|euv)(?:re|er)s?|statements?|"
    r"remarks|claims?|policy|policies|operations?|surveys?|flights?|vessels?|warships?|bombers?|troops)\b",
    re.IGNORECASE,
)
"""What one does or says for which another blames him."""
_NEAR = 40


def read_blamed(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """Yield who calls what another does unlawful, and whose doing it is."""
    start, end = match.span()
    tellers = [
        m
        for m in mentions
        if m.iso and m.kind in ("state", "adjective", "person") and not m.prep and _TELLS.match(text, m.end)
    ]
    behind = [m for m in tellers if m.start >= end]
    ahead = [m for m in tellers if m.end <= start]
    for teller in (behind or ahead)[:1]:
        first = 0 if behind else teller.end
        blamed = next((m for m in mentions if first <= m.start < start and _is_another(m, teller)), None)
        if blamed is not None and _DEEDS.search(text, max(first, blamed.start - _NEAR), start):
            yield Party(teller.iso, blamed.iso, at=teller.start)


_FROM, _ALSO = (
    re.compile(r"\s+(?:the\s+|both\s+)?"),
    re.compile(r"(?:['’]s?)?(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+|from\s+)*"),
)


def read_drawn(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """Yield who protests against what another did: "A's drilling drew protests from B and C"."""
    doers = [
        m for m in mentions if m.end <= match.start() and m.kind in _STATES and m.prep in ("", "by", "of")
    ]
    if not doers or not doers[0].iso:
        return
    at = match.end()
    for mention in (m for m in mentions if m.start >= match.end()):
        joint = _FROM if at == match.end() else _ALSO
        if joint.fullmatch(text, at, mention.start) is None or mention.iso in ("", doers[0].iso):
            return
        yield Party(mention.iso, doers[0].iso)
        at = mention.end


_STATES = frozenset(("state", "adjective", "place", "person", "envoy"))


def _is_another(mention: Mention, teller: Mention) -> bool:
    is_doer = mention.kind in ("state", "adjective", "place") and mention.prep in ("", "of", "by")
    return is_doer and mention.iso not in ("", teller.iso)
