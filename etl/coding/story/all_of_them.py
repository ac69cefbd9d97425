"""All of them: what is done "to both" or "against all three" is done to each state just named together; what
"they" did who said so, each of them did.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.story.candidates import Candidate, states_of
from etl.coding.story.lists import joined
from etl.coding.who.mentions import Mention

_ALL = re.compile(
    r"\b(?:against|from|in|on|to|upon|with)\s+(?:(?P<two>both)|all\s+(?P<all>three|four)|the\s+(?P<the>three|four)(?=\s+\w))"
    r"(?:\s+(?:of\s+them|countries|states|nations|neighbou?rs|capitals|governments))?"
    r"(?=\s*(?:$|[.,;:)]|\b(?:after|and|at|before|for|in|last|on|over|the|this|until|yesterday)\b))",
    re.IGNORECASE,
)
_HOW_MANY = {"both": 2, "three": 3, "four": 4}


def with_all_of_them(
    found: Sequence[Candidate],
    text: str,
    before: tuple[str, Sequence[Mention]] | None,
) -> Iterator[Candidate]:
    """Yield the finds of a sentence, what one state did to all of several others told of each of them.

    Args:
        before: The sentence before, which named them in one breath, and its names.
    """
    yield from found
    told = _ALL.search(text) if before is not None else None
    if told is None or before is None:
        return
    n = _HOW_MANY[(told["two"] or told["all"] or told["the"]).casefold()]
    known = {(one.type, one.actor, one.recipient) for one in found}
    for group in _groups(*before):
        for one in found:
            is_one = one.recipient in group and one.actor not in group and len(group) == n
            for other in sorted(group) if is_one and not EVENT_TYPES[one.type].is_mutual else ():
                if (one.type, one.actor, other) not in known:
                    known.add((one.type, one.actor, other))
                    yield replace(one, recipient=other)


def _groups(text: str, mentions: Sequence[Mention]) -> Iterator[frozenset[str]]:
    """Yield the states that a sentence names in one breath: "A, B and C"."""
    taken = 0
    named = [m for m in mentions if m.isos]
    while taken < len(named):
        group = joined(text, named[taken:])
        yield frozenset(iso for m in group for iso in m.isos)
        taken += len(group)


_SAID = re.compile(
    r"\s(?:have\s+|had\s+|jointly\s+|both\s+)?(?:said|says?|announced?|declared?|confirmed|pledged|vowed|decided|warned)\b"
    r"[^,;.]{0,50}?\s"
)


def who_said(text: str, mentions: Sequence[Mention], they: Mention) -> list[Mention]:
    """Return the states of "A and B said on Monday that they had"; empty where "they" are not told so."""
    named = [m for m in mentions if m.end <= they.start and m.isos]
    if not named or named[0].prep:
        return []
    group = joined(text, named)
    names_all = len(states_of(group)) > 1 and _SAID.fullmatch(text, group[-1].end, they.start) is not None
    return list(group) if names_all else []
