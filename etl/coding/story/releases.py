"""Releases: who let whom go, where a sentence tells it from the side of those who are glad of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.coding.story.candidates import Candidate
from etl.coding.who.mentions import Mention

_RELEASE_OF = re.compile(
    r"\b(?:release|freeing|liberation|return|handover)\b[^,;]{0,40}?\bof\b[^,;]{0,70}\bby\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before who let them go, whoever helped: "helped with the release of 49 soldiers by Mali"."""
_FREED_BY = re.compile(
    r"\b(?:pardoned|freed|released|repatriated|amnestied|let\s+go)\s+"
    r"(?:(?:on|in|at|last|late|early|yesterday|today|this|\w+day|\d+|night|morning|week|month|(?-i:[A-Z])\w+)\s+){0,5}?by\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
"""Before who let go those who stand first: "who were pardoned on Friday by the head of the junta"."""
_HELD = re.compile(
    r"\b(?:held|imprisoned|jailed|detained|incarcerated|captive|captivity|custody|prison|jail|locked\s+up)\s+"
    r"(?:(?:without|since|for)\s+(?:[\w-]+\s+){1,4})?(?:in|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before who held them."""
_GLAD = re.compile(
    r"\b(?:hail|welcom|prais|applaud|celebrat|confirm|announc|greet|thank)\w*\b[^.;]{0,80}?\b(?:release|freeing|liberation)\b",
    re.IGNORECASE,
)
"""Who says so has let nobody go."""
_WERE_FREED = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:released|freed|pardoned|let\s+go)\b", re.IGNORECASE
)
_LETS_GO = re.compile(r"\s+(?:has\s+|had\s+|have\s+)?(?:let|freed|released|pardoned|sent)\b")
"""Behind who does the same himself: "whom Peru had let out; two others were pardoned by Chile"."""
_THEIRS = frozenset(("adjective", "state"))


def by_its_holder(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> Candidate:
    """Return a release with who held them as its actor.

    By another than who is thanked for it; by who is named behind "freed by"; by who held those whose release
    somebody hails, wherever they were handed over.
    """
    two = (candidate.actor, candidate.recipient)
    by = next((m for m in mentions if m.iso and m.prep == "by" and _RELEASE_OF.search(text[: m.start])), None)
    if by is not None and by.iso not in two:
        return replace(candidate, actor=by.iso)
    freer = next((m.iso for m in mentions if m.iso and _FREED_BY.search(text, 0, m.start)), "")
    if freer:
        lets_go = any(m.iso == candidate.actor and _LETS_GO.match(text, m.end) for m in mentions)
        is_turned = freer == candidate.recipient and not lets_go
        return replace(candidate, actor=two[1], recipient=two[0]) if is_turned else candidate
    glad = _GLAD.search(text)
    if glad is None and not _WERE_FREED.search(text):
        return candidate
    holder = next((m for m in mentions if m.iso and _HELD.search(text, 0, m.start)), None)
    if holder is None or holder.iso == candidate.actor:
        return candidate
    begin = glad.end() if glad else 0
    freed = next(
        (m.iso for m in mentions if begin <= m.start < holder.start and m.kind in _THEIRS and m.iso), ""
    )
    if freed in ("", holder.iso):
        freed = candidate.actor
    return replace(candidate, actor=holder.iso, recipient=freed)
