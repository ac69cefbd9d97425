"""Tellers: who only says what others did: "Kuwait announced that Saudi Arabia and Qatar had agreed ..."."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.coding.story.targets import targets_of
from etl.coding.weights.sides import Parts
from etl.coding.who.mentions import Mention

_TOLD_THAT = re.compile(
    r"\b(?:said|says|announced|announces|told|declared|confirmed|reported|stated|added|wrote|noted)\b[^;:“”\"]{0,60}?\sthat\s+"
    r"(?:(?:the|both)\s+)?(?:(?:presidents|leaders|governments|foreign\s+ministers|armies|forces|sides)\s+(?:of|from)\s+)?$"
)
"""What stands between a teller and those whose act is told."""
_AND = re.compile(r"(?:['’]s?)?\s+and\s+(?:the\s+)?")
_DOERS = frozenset(("state", "adjective", "person"))


def _teller(text: str, mentions: Sequence[Mention]) -> str:
    """Return the state that says what two others did, "" if nobody does."""
    for mention, later in pairwise(mentions):
        is_pair = mention.iso and later.iso and _AND.fullmatch(text[mention.end : later.start])
        told = _TOLD_THAT.search(text[: mention.start]) if mention.kind in _DOERS and is_pair else None
        if told is not None:
            teller = next((m.iso for m in mentions if m.iso and m.end <= told.start() and not m.prep), "")
            later_on = [m for m in mentions if m.iso == teller and m.start >= told.start()]
            is_alone = all(m.prep in ("in", "at") for m in later_on)  # he may be their host
            return teller if is_alone and teller not in (mention.iso, later.iso) else ""
    return ""


_AGAINST = re.compile(
    r"['’]s?\s+(?:[\w-]+,?\s+){0,5}?(?:actions?|acts|conduct|moves?|harassment|aggressions?|provocations?|"
    r"man(?:oeuv|euv)(?:re|er)s?|behaviou?r)\s+(?:against|towards?)\s+(?:the\s+|its\s+)?",
    re.IGNORECASE,
)
"""Between who acts and on whom: "China's dangerous and aggressive actions against Philippine sailors"."""
_SURE = 0.9


def by_whose_acts(kind: str, parts: Parts, text: str, mentions: Sequence[Mention]) -> Parts:
    """Return the sides of an incident as those of the acts of which a third tells, or which it condemns."""
    if kind != "incident":
        return parts
    named = [m for m in mentions if m.iso]
    for one, other in pairwise(named):
        if one.iso != other.iso and _AGAINST.fullmatch(text, one.end, other.start):
            return replace(parts, chances={(one.iso, other.iso): _SURE})
    return parts


_CHEERED = re.compile(
    r"\b(?:welcom|hail|applaud|prais|commend|congratulat|laud|cheer)(?:s|es|ed|ing)?\b", re.IGNORECASE
)
_SIGNING = re.compile(r"\b(?:signing|signature|conclusion)\b", re.IGNORECASE)
_SIGNERS = re.compile(r"\b(?:between|by)\s+(?:the\s+)?$")
_WHOSE_SIGNING = re.compile(r"['’]s?\s+(?:recent\s+)?(?:signing|signature|conclusion)\b")


def by_whose_signing(kind: str, parts: Parts, text: str, mentions: Sequence[Mention]) -> Parts:
    """Return the sides of a pact that others welcome as those that signed it.

    "The two leaders welcomed the signing of a pact between A and B", "applauded A and B's signing of it".
    """
    cheered = _CHEERED.search(text) if kind == "agreement_signed" else None
    signing = _SIGNING.search(text, cheered.end()) if cheered else None
    if cheered is None or signing is None:
        return parts
    named = [m for m in mentions if m.iso and m.start > cheered.end()]
    for one, other in pairwise(named):
        if one.iso == other.iso or not _AND.fullmatch(text, one.end, other.start):
            continue
        is_behind = one.start > signing.end() and _SIGNERS.search(text, 0, one.start) is not None
        if is_behind or _WHOSE_SIGNING.match(text, other.end):
            first, second = sorted((one.iso, other.iso))
            return replace(parts, chances={(first, second): _SURE})
    return parts


def without_targets(kind: str, parts: Parts, text: str, mentions: Sequence[Mention]) -> Parts:
    """Return the sides of a sanction without those of which the actor is only one on whom it is laid."""
    laid_on = set(targets_of(text, mentions)) if kind == "sanction" else set[str]()
    if not laid_on:
        return parts
    doers = {m.iso for m in mentions if m.iso in laid_on and m.kind in ("state", "person") and not m.prep}
    left = {two: chance for two, chance in parts.chances.items() if two[0] not in laid_on - doers}
    if not left or len(left) == len(parts.chances):
        return parts
    more = max(parts.chances.values()) / max(left.values())
    return replace(parts, chances={two: chance * more for two, chance in left.items()})


def without_teller(parts: Parts, text: str, mentions: Sequence[Mention]) -> Parts:
    """Return the sides without those of which who only tells of two others would be one."""
    teller = _teller(text, mentions)
    left = {two: chance for two, chance in parts.chances.items() if teller not in two} if teller else {}
    if not left:
        return parts
    # The act is as likely told as before; of those who are left, the likeliest take the teller's place.
    more = max(parts.chances.values()) / max(left.values())
    return replace(parts, chances={two: chance * more for two, chance in left.items()})
