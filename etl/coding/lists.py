"""Lists: states told of in one breath, each of which meets another as the rest do.

"met the presidents of France and Ukraine", "his counterparts from B, C and D", "called Macron and then
Scholz".
"""

import re
from collections.abc import Sequence

from etl.coding.mentions import Mention

_BETWEEN = re.compile(
    r"['’]?s?\s*(?:,|,?\s*(?:and|&|as\s+well\s+as)(?:\s+(?:then|later|also|separately))?)\s*"
    r"(?:(?:on|last|this)\s+\w+day,?\s+)?(?:with\s+)?(?:(?:the|his|her|its|of)\s+)*",
    re.IGNORECASE,
)
_SPEAKS = frozenset(("person", "state", "adjective", "envoy"))
_NOT_WITH = frozenset("between in at near from off over about against on for".split())  # noqa: SIM905


def listed_counterparts(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the states of "his counterparts from B, C and D": none of them met another."""
    for i, mention in enumerate(mentions):
        if mention.head == "counterpart" and len(mention.isos) > 1:
            return frozenset(_group(text, mentions, i))
    return frozenset()


def listed_partners(text: str, mentions: Sequence[Mention], at: int) -> frozenset[str]:
    """Return the states that one other state meets or calls, told in a list beside a verb at `at`.

    Empty where the list is not wholly on one side of the verb, or nobody or several stand on the other side.
    """
    listed = listed_counterparts(text, mentions)
    if listed:
        return listed
    for place in (at, *(verb.start() for verb in _MEETS.finditer(text))):
        if group := _beside(text, mentions, place):
            return group
    return frozenset()


_MEETS = re.compile(
    r"\b(?:met|meets?|meeting|spoke|speaks?|talked|talks?|held|received?|hosted|saw|called?|calls|phoned)\b"
)
"""Verbs at which a list may hang; the words that tell the act may stand elsewhere: "on the sidelines"."""


def _beside(text: str, mentions: Sequence[Mention], at: int) -> frozenset[str]:
    ahead = [m for m in mentions if m.end <= at]
    behind = [m for m in mentions if m.start >= at]
    for many, one in ((behind, ahead), (ahead, behind)):
        single = list(dict.fromkeys(iso for m in one if _may_meet(m) for iso in m.isos))
        if len(single) != 1:
            continue
        groups = (_group(text, many, i) for i, mention in enumerate(many) if _may_meet(mention))
        for group in groups:
            # "with the ministers of B and C, A's spokesman said": the list ends where the other side is named.
            listed = group[: group.index(single[0])] if single[0] in group else group
            if len(listed) > 1:
                return frozenset(listed)
    return frozenset()


def joined(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first of some mentions with those that a comma or "and" joins to it."""
    out = list(mentions[:1])
    for later in mentions[1:]:
        if not _BETWEEN.fullmatch(text[out[-1].end : later.start]):
            break
        out.append(later)
    return out


def _may_meet(mention: Mention) -> bool:
    is_agent = mention.kind in _SPEAKS and not mention.is_former and mention.head not in ("other", "people")
    return is_agent and mention.prep not in _NOT_WITH


def _group(text: str, mentions: Sequence[Mention], first: int) -> list[str]:
    """Return the states of the mention at `first` and of those joined to it by a comma or "and"."""
    found, end = list(mentions[first].isos), mentions[first].end
    for later in mentions[first + 1 :]:
        if not later.isos or later.kind not in _SPEAKS or not _BETWEEN.fullmatch(text[end : later.start]):
            break
        found += [iso for iso in later.isos if iso not in found]
        end = later.end
    return found
