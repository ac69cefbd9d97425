"""Ranks: what a meeting was by the rank that its name tells, whoever is named beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.coding.story.candidates import Candidate
from etl.coding.who.offices import MINISTERS

_OF_OFFICIALS = re.compile(
    r"\b(?:(?:vice|deputy)[\s-]minister(?:ial|s['’]?)|(?:senior|foreign|high)[\s-]officials?['’]?(?:[\s-]level)?|director(?:s)?[\s-]general(?:[\s-]level)?|"
    r"(?:foreign\s+)?secretar(?:y|ies)[\s-]level|expert[\s-]level|officials?[\s-]level|working[\s-]level)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:dialogue|talks|meetings?|consultations?|discussions|negotiations)\b",
    re.IGNORECASE,
)
"""A meeting whose name says that officials sat there: "the vice-ministerial strategic dialogue"."""
_CHAIRED = re.compile(
    r"\b(?:under\s+the\s+(?:co-)?chair(?:manship)?\s+of|(?:co-)?chaired\s+by)\s+(?:[\w’'-]+\s+){0,2}?(?:Deputy|Vice)[\s-](?!Pre|Prime)"
)
"""Who sits in the chair sets the rank: "under the chair of Deputy Defence Minister X"."""
_MET = re.compile(r"\b(?:met|meets?|received|phoned|hosted)\b", re.IGNORECASE)
_TWO_OFFICIALS = re.compile(
    r"(?:The|Both)\s+(?:two\s+)?(?:senior\s+|top\s+|high-ranking\s+)*(?:government\s+)?officials\s+(?:also\s+)?(?:met|held|discussed|talked|exchanged)\b"
)
"""Who were just named are meant, whatever their rank."""
_WELCOMED = re.compile(
    r"(?:He|She|The\s+(?:guest|leader|visitor|president|premier|prime\s+minister))\s+(?:was|is|had\s+been|has\s+been)\s+"
    r"(?:(?:\w+ly|earlier|later|first)\s+)?(?:welcomed|received|greeted|met)\b[^.;]{0,60}?\bby\b",
    re.IGNORECASE,
)
"""The rank of who welcomes a guest is not the guest's."""
_BY_SCREEN = re.compile(
    r"\bmet\s+(?:[\w-]+\s+){0,2}?(?:virtually|online|remotely)\b|"
    r"\b(?:held|hold|holding|had|having)\s+(?:an?\s+)?(?:[\w-]+\s+)?(?:virtual|online)\s+(?:[\w-]+\s+)?"
    r"(?:meeting|talks|conversation|discussions?)\b|"
    r"^(?:[\w-]+\s+){0,3}?(?:virtual|online)\s+(?:[\w-]+\s+)?(?:meeting|talks)\s+(?:with|between)\b",
    re.IGNORECASE,
)
"""Leaders who met without leaving home: they called each other."""
_MET_TOO = re.compile(r"\bmet\s+(?!(?:[\w-]+\s+){0,2}?(?:virtually|online|remotely)\b)", re.IGNORECASE)
_WITH_ENVOY = re.compile(
    r"\b(?:met|meets|meeting|talks)\s+(?:[\w,]+\s+){0,4}?with\s+(?:the\s+|an?\s+)?(?:[\w’'.-]+\s+){0,2}?"
    r"(?:[Aa]mbassador|[Hh]igh\s+[Cc]ommissioner|[Cc]harg[ée])\b"
)
"""A minister who meets an envoy: the lower of the two sets the rank."""
_BODY = re.compile(
    r"\b(?:commission|committee|council|session|dialogue|consultations|talks|meeting|mechanism)\b",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b(?:delegations?|sides?|teams?)\b[^.;]{0,40}?\b(?:led|headed|chaired)\s+by\b(?P<by>[^;]{0,160})|"
    r"^(?P<who>[^;]{0,110}?),?\s+(?:led|headed)\s+the\s+(?:[\w-]+\s+){1,3}?(?:delegation|side|team)\b"
)
"""Who led the two sides, told behind their meeting: "The Omani side was headed by the Minister of Trade"."""
_MINISTER = re.compile(
    r"\b(?P<low>(?:Deputy|Vice|Assistant|State)[\s-])?(?:[A-Z][\w-]+\s+){0,2}?Ministers?\b"
)
_UNDER_HIM = re.compile(r"\b(?:comprising|comprised|includ\w+|accompanied|composed|consist\w+)\b")
_LOWER = re.compile(r"\b(?:officials|experts|technical|working[\s-]groups?)\b", re.IGNORECASE)
_TO_COME = 3
"""Sentences behind a meeting in which its leaders are named."""
_JUST_NOW = 2
_LED = frozenset(("summit", "sideline_meeting", "ministerial_meeting"))


def _are_led_by_ministers(text: str, later: Sequence[str]) -> bool:
    """True for a meeting of two sides each of which a minister led, as the next sentences tell."""
    if _BODY.search(text) is None or _LOWER.search(text) is not None:
        return False
    led = 0
    for sentence in later[:_TO_COME]:
        told = _LED_BY.search(sentence)
        if told is not None:
            leaders = _UNDER_HIM.split(told["by"] or told["who"] or "")[0]
            led += sum(not one["low"] for one in _MINISTER.finditer(leaders))
    return led > 1


def _is_of_one_minister(text: str) -> bool:
    return "counterpart" not in text and len(_MINISTER.findall(text)) <= 1


def by_its_rank(
    candidate: Candidate, text: str, earlier: Sequence[Candidate], later: Sequence[str] = ()
) -> Candidate:
    """Return a meeting or visit as what its words tell it to be: of officials, of ministers, of a leader.

    Args:
        candidate: The meeting or the visit.
        text: Its sentence.
        earlier: What the story told before.
        later: The sentences behind it.
    """
    if candidate.type == "sideline_meeting" and candidate.level in MINISTERS:
        return replace(candidate, type="ministerial_meeting")
    if candidate.type == "ministerial_visit" and _WELCOMED.match(text):
        two = {candidate.actor, candidate.recipient}
        told = next((one for one in reversed(earlier) if {one.actor, one.recipient} == two), None)
        if told is not None and told.type == "leader_visit":
            return replace(candidate, type=told.type, level=told.level)
    if candidate.type == "summit" and _BY_SCREEN.search(text) and not _MET_TOO.search(text):
        return replace(candidate, type="leader_call", place="")
    is_of_officials = _OF_OFFICIALS.search(text) or _CHAIRED.search(text)
    if candidate.type in _LED and is_of_officials and not _MET.search(text):
        return replace(candidate, type="consultation", level="senior_official")
    if candidate.type == "ministerial_meeting" and _WITH_ENVOY.search(text) and _is_of_one_minister(text):
        return replace(candidate, type="consultation", level="senior_official")
    if candidate.type == "consultation" and not is_of_officials and _are_led_by_ministers(text, later):
        return replace(candidate, type="ministerial_meeting", level="minister")
    if candidate.type == "consultation" and _TWO_OFFICIALS.match(text):
        two = {candidate.actor, candidate.recipient}
        level = next(
            (
                one.level
                for one in reversed(earlier)
                if {one.actor, one.recipient} == two and candidate.sentence - one.sentence <= _JUST_NOW
            ),
            "",
        )
        if level in MINISTERS:
            return replace(candidate, type="ministerial_meeting", level=level)
    return candidate
