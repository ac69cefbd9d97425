"""Beside: states that a sentence names beside an act without their being its sides."""

import re
from collections.abc import Sequence
from itertools import pairwise

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.story.candidates import Candidate
from etl.coding.story.lists import MEET
from etl.coding.who.mentions import Mention

_BREAKAWAY = re.compile(
    r"\bwith\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?(?:breakaway|separatist|secessionist|rebel|self-(?:declared|proclaimed)|"
    r"unrecogni[sz]ed)\b",
    re.IGNORECASE,
)
_SIGNED = frozenset(("agreement_signed", "agreement_in_force", "joint_statement", "joint_exercise"))


def _is_with_breakaway(candidate: Candidate, text: str) -> bool:
    """True for what was signed with a part of a state that obeys it no more, not with the state."""
    return candidate.type in _SIGNED and _BREAKAWAY.search(text) is not None


_FOUGHT_BESIDE = re.compile(
    r"\bfought\s+(?:on\s+the\s+side\s+of|on\s+[\w'’]+\s+side|alongside|beside|side\s+by\s+side|together\s+with)\b",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:aircraft|warplanes|planes|jets|bombers|drones|missiles|forces|troops|soldiers|warships|navies|ships)\s+"
    r"(?:have\s+|had\s+|has\s+)?(?:bombed|struck|hit|attacked|raided|shelled|destroyed|intercepted|launched|carried\s+out|"
    r"pounded|fired\s+(?:at|on))\s+(?!each\b|one\b)",
    re.IGNORECASE,
)
_FOUGHT = frozenset(("conflict", "incident"))


def _is_joint(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for two whose arms strike together: "American and British aircraft bombed launchers in Yemen"."""
    if candidate.type not in _FOUGHT:
        return False
    if _FOUGHT_BESIDE.search(text):
        return True
    two = {candidate.actor, candidate.recipient}
    named = sorted((m for m in mentions if m.iso in two), key=lambda m: m.start)
    return any(
        {first.iso, second.iso} == two
        and text[first.end : second.start].strip() == "and"
        and _STRUCK.match(text, second.end) is not None
        for first, second in pairwise(named)
    )


_OF_ONES_OWN = re.compile(
    r"\b(?:meeting|session)\s+of\s+(?:the|its|his|her|their)\s+(?:\w+\s+)?(?:cabinet|national\s+security\s+(?:council|committee)|"
    r"politburo|crisis\s+(?:cell|staff|committee))\b|\bnational\s+security\s+(?:council|committee)\s+(?:sat|met|convened|"
    r"gathered)\b|\bcabinet\s+(?:sat|met|convened|gathered)\b",
    re.IGNORECASE,
)
"""A state's own ministers who sit together meet nobody else by that."""


def _is_among_its_own(candidate: Candidate, text: str) -> bool:
    """True for a meeting of one state's own ministers: "after a meeting of the cabinet"."""
    return candidate.type in MEET and _OF_ONES_OWN.search(text) is not None


_EACH = re.compile(r",?\s+each\b", re.IGNORECASE)
_SO_DID = re.compile(r"\b(?:and\s+)?so\s+(?:did|has|have|had)\b|\bas\s+did\b", re.IGNORECASE)


def _is_another_doer(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for an act done to one who did it as well: "Mali recalled its envoy, and so did Niger"."""
    if EVENT_TYPES[candidate.type].is_mutual:
        return False
    named = [m for m in mentions if candidate.recipient in m.isos]
    match = _SO_DID.search(text)
    if match is not None:
        return bool(named) and min(m.start for m in named) >= match.start()
    is_of_two = len({iso for m in mentions for iso in m.isos}) == len((candidate.actor, candidate.recipient))
    return not is_of_two and any(_EACH.match(text, m.end) for m in named)


_HELPED = re.compile(
    r"\b(?:(?:brokered|mediated|facilitated|sponsored|arranged)\s+by|(?:mediation|facilitation|auspices|good\s+offices|"
    r"(?:the|with)\s+help)\s+of|(?:mediation|facilitation)\s+by|(?:thanks\s+to|through|under)\s+(?=[\w'’]+\s+mediation))\s+(?:the\s+)?(?:[\w.'’-]+\s+){0,5}$",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"(?:['’]s)?\s+(?:(?:[\w.-]+\s+){0,5}?as\s+(?:a\s+|the\s+)?(?:witness|mediator|guarantor|go-between|host)\b|"
    r"(?:[\w.-]+\s+){0,5}?(?:at\s+their\s+sides?|between\s+them|looking\s+on|mediating)\b|(?:help|mediation|good\s+offices)\b|"
    r"having\s+(?:mediated|carried|helped))",
    re.IGNORECASE,
)
"""Before and after who brings two others together: "with Saudi help", "with Qatar's emir at their side"."""
_GO_BETWEEN = re.compile(
    r"\bas\s+(?:an?\s+|the\s+)?(?:witness|mediator|guarantor|go-between|host)\b|\bat\s+their\s+sides?\b|\bbetween\s+them\b|"
    r"\blooking\s+on\b|\bmediat|\bhelp|\bgood\s+offices\b|\bhaving\s+carried\b|\b(?:brokered|facilitated|sponsored|arranged)\s+by\b|"
    r"\bfacilitation\b|\bauspices\b",
    re.IGNORECASE,
)
"""Without a word of these nobody is one: a quick look that spares most sentences the long one."""
_WITH = re.compile(r"\bwith\s+(?:the\s+)?(?:[\w.'’-]+\s+){0,5}$", re.IGNORECASE)


def _is_go_between(text: str, mention: Mention) -> bool:
    if _HELPED.search(text, 0, mention.start):
        return True
    return _HELPS.match(text, mention.end) is not None and _WITH.search(text, 0, mention.start) is not None


def without_go_betweens(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the mentions without those of who only brought others together, or looked on."""
    if not _GO_BETWEEN.search(text):
        return mentions
    return [m for m in mentions if not _is_go_between(text, m)]


_REBELS = re.compile(
    r"\b(?:and|with|against)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:mutineers?|rebels?|insurgents?|militants?|gunmen|guerrillas?|"
    r"bandits?|smugglers?|pirates)\b",
    re.IGNORECASE,
)
_SHOTS = re.compile(r"\b(?:exchang|trad|fought|fight|clash|battl|skirmish)\w*", re.IGNORECASE)


def _is_with_rebels(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a fight with those who obey no state, where the other state is not even named."""
    if candidate.type not in _FOUGHT or not (_REBELS.search(text) and _SHOTS.search(text)):
        return False
    named = {iso for m in mentions for iso in m.isos}
    return not {candidate.actor, candidate.recipient} <= named


_MESSENGER = re.compile(
    r"\breceiv(?:ed|es|ing)\s[^.;]{0,60}?\b(?:(?:delegation|envoys?|team)\s+sent\s+by|(?:messages?|letters?)\s+(?:sent\s+)?(?:by|from))\s"
)


def _is_by_messenger(candidate: Candidate, text: str) -> bool:
    """True for leaders one of whom only sent somebody: "received a delegation sent by the Emir"."""
    return candidate.type in ("summit", "sideline_meeting") and _MESSENGER.search(text) is not None


_LETTER = re.compile(
    r"\breceiv(?:ed|es|ing)\s+(?:(?:(?:on|late|early)\s+)?(?:\w+day|today|yesterday|here)\s+){0,2}(?:an?|the)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:letter|message|cable|telegram|invitation)\b"
)
"""A letter comes: nobody has met."""
_MESSAGE = re.compile(
    r"\b(?:receiv|hand|deliver|convey|send|sent)\w*\s[^.;]{0,60}?\b(?:letter|message|cable|telegram)\b",
    re.IGNORECASE,
)
_OF_COMPLAINT = re.compile(
    r"\b(?:protest|note|complain|d[ée]marche|condemn|concern|summon|reject|denounc|object|warn|accus|critici[sz])\w*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\b(?:farewell|outgoing\s+(?:[\w-]+\s+){0,2}?(?:ambassador|envoy|high\s+commissioner)|"
    r"(?:end|completion)\s+of\s+(?:his|her)\s+(?:tenure|term|mission|tour|assignment))\b",
    re.IGNORECASE,
)
_SENT_OFF = re.compile(
    r"\b(?:expel|expul|recall|persona|sever|withdr[ae]w|undesirable|unwelcome|cut)\w*", re.IGNORECASE
)


_PROTESTED_FROM = re.compile(
    r"\b(?:protests?|condemnations?|rebukes?|criticism|objections?|outcry)\s+(?:\w+\s+){0,2}?from\s[^.;]{0,40}$"
)


def _is_of_who_protests(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a "visit" to who only protests against it: "his visit to the shrine drew protests from A"."""
    if not candidate.type.endswith("_visit") or " from " not in text:
        return False
    hosts = [m for m in mentions if candidate.recipient in m.isos]
    return bool(hosts) and all(_PROTESTED_FROM.search(text, 0, m.start) for m in hosts)


def _is_of_courtesy(candidate: Candidate, text: str) -> bool:
    """True for letters taken for meetings, messages for protests, and leave-taking for a break of ties."""
    kind = candidate.type
    if kind == "protest":
        return _MESSAGE.search(text) is not None and _OF_COMPLAINT.search(text) is None
    if kind == "diplomatic_rupture":
        return _FAREWELL.search(text) is not None and _SENT_OFF.search(text) is None
    return (kind in MEET or kind.endswith("_visit")) and _LETTER.search(text) is not None


def is_beside(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for an act whose sides only stand beside it.

    Args:
        candidate: The act between two states.
        text: Its sentence.
        mentions: The states that the sentence names.
    """
    return (
        _is_with_breakaway(candidate, text)
        or _is_joint(candidate, text, mentions)
        or _is_among_its_own(candidate, text)
        or _is_another_doer(candidate, text, mentions)
        or _is_with_rebels(candidate, text, mentions)
        or _is_by_messenger(candidate, text)
        or _is_of_courtesy(candidate, text)
        or _is_of_who_protests(candidate, text, mentions)
    )
