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
_BY_SCREEN = re.compile(
    r"\bmet\s+(?:[\w-]+\s+){0,2}?(?:virtually|online|remotely)\b|"
    r"\b(?:held|hold|holding|had|having)\s+(?:an?\s+)?(?:[\w-]+\s+)?(?:virtual|online)\s+(?:[\w-]+\s+)?"
    r"(?:meeting|talks|conversation|discussions?)\b|"
    r"^(?:[\w-]+\s+){0,3}?(?:virtual|online)\s+(?:[\w-]+\s+)?(?:meeting|talks)\s+(?:with|between)\b",
    re.IGNORECASE,
)
"""Leaders who met without leaving home: they called each other."""
_MET_TOO = re.compile(r"\bmet\s+(?!(?:[\w-]+\s+){0,2}?(?:virtually|online|remotely)\b)", re.IGNORECASE)
_JUST_NOW = 2
_LED = frozenset(("summit", "sideline_meeting", "ministerial_meeting"))


def by_its_rank(candidate: Candidate, text: str, earlier: Sequence[Candidate]) -> Candidate:
    """Return a meeting as what its words tell it to be: of officials, of ministers.

    Args:
        candidate: The meeting.
        text: Its sentence.
        earlier: What the story told before.
    """
    if candidate.type == "sideline_meeting" and candidate.level in MINISTERS:
        return replace(candidate, type="ministerial_meeting")
    if candidate.type == "summit" and _BY_SCREEN.search(text) and not _MET_TOO.search(text):
        return replace(candidate, type="leader_call", place="")
    is_of_officials = _OF_OFFICIALS.search(text) or _CHAIRED.search(text)
    if candidate.type in _LED and is_of_officials and not _MET.search(text):
        return replace(candidate, type="consultation", level="senior_official")
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
