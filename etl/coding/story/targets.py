"""Targets: states on whose people and firms measures are laid: "visa bans on Ugandan officials"."""

import re
from collections.abc import Sequence

from etl.coding.story.candidates import Candidate
from etl.coding.who.mentions import Mention

_MEASURES = (
    r"(?:sanctions|restrictions|(?:visa|travel|import|export)\s+bans?|"
    r"(?:asset\s+)?freezes?|curbs|penalties|blacklistings?)"
)
_LAID_ON = re.compile(
    rf"\b{_MEASURES}\s+(?:on|against|targeting)\s+(?:(?!(?:by|from|with|after|over|to|and\s+on)\b)(?-i:[a-z\d])[\w’'-]*\s+){{0,6}}$",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    r"(?:\s+(?!(?:by|from|with|after|over|to|for)\b)[\w-]+){1,3},?\s+and\s+(?:\w+\s+){0,2}?", re.IGNORECASE
)
"""Between two of one measure: "on 20 Russian [individuals and four ]Belarusian companies"."""
_MEASURE = re.compile(_MEASURES, re.IGNORECASE)


def targets_of(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the states on whose people, firms or goods a sentence lays measures."""
    if _MEASURE.search(text) is None:
        return ()
    found: list[str] = []
    last: Mention | None = None
    for mention in mentions:
        if mention.kind not in ("adjective", "state") or not mention.iso:
            continue
        goes_on = (
            last is not None
            and mention.kind == "adjective"
            and _AND_MORE.fullmatch(text, last.end, mention.start)
        )
        if goes_on or _LAID_ON.search(text, 0, mention.start):
            found.append(mention.iso)
            last = mention
    return tuple(dict.fromkeys(found))


_BODY = re.compile(
    r"\bCourt\b|\bTribunal\b|\bICC\b|\bUN\b|\bU\.N\.|United\s+Nations|UNRWA|\bWHO\b|World\s+Health|IAEA|OPCW|"
    r"Atomic\s+Energy|Human\s+Rights|Amnesty|Greenpeace|\bcourt\b"
)
"""What stands above states, or beside them: no rebels whom a state backs."""
_ON_A_BODY = re.compile(
    rf"\b(?:{_MEASURES}\s+(?:on|against|targeting)|(?:sanction|blacklist|penali[sz]|barr?|bann?|block)(?:s|ed|ing)?|"
    r"(?:block|freez|froz)\w*\s+(?:the\s+)?(?:assets|property|funds|accounts)\s+of)\s+"
    r"(?:(?!(?:by|from|with|after|over|to|for|and\s+on)\b)(?-i:[a-z\d])[\w’'-]*\s+){0,7}$",
    re.IGNORECASE,
)
"""Before an organisation whose people are hit: "sanctions on three judges of the Criminal Court"."""
_LISTED = re.compile(r"\b(?:put|placed|added)\s+(?:[\w-]+\s+){0,6}$")
_ON_A_LIST = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:on|to)\s+(?:its|a|the)\s+(?:[\w-]+\s+)?(?:wanted|black\s?|sanctions?|stop)[\s-]?list\b"
)
_IS_HIT = re.compile(
    r"(?:['’]s)?\s+(?:\([\w-]+\)\s+)?(?:(?-i:[a-z])[\w-]+\s+){0,3}?(?:sanctioned|blacklisted|barred|banned)\b"
)


def is_laid_on_a_body(text: str, mentions: Sequence[Mention]) -> bool:
    """True for a sentence that lays measures on an organisation or its people: on no state."""
    return any(
        m.kind == "org"
        and _BODY.search(text, m.start, m.end)
        and (
            _IS_HIT.match(text, m.end)
            or _ON_A_BODY.search(text, 0, m.start)
            or (_ON_A_LIST.match(text, m.end) and _LISTED.search(text, 0, m.start))
        )
        for m in mentions
    )


def is_on_a_body(candidate: Candidate, text: str, mentions: Sequence[Mention], *, was_told: bool) -> bool:
    """True for a "sanction" on a state that is only at hand while an organisation is hit.

    Args:
        candidate: The act between two states.
        text: Its sentence.
        mentions: The names in it.
        was_told: The story has told of measures on an organisation.
    """
    if candidate.type not in ("sanction", "dispute"):
        return False
    if is_laid_on_a_body(text, mentions):
        return candidate.recipient not in targets_of(text, mentions) and not _is_among_those_hit(
            candidate.recipient, text, mentions
        )
    named = {iso for m in mentions if m.kind not in ("pair", "they") for iso in m.isos}
    return candidate.type == "sanction" and was_told and candidate.recipient not in named


def _is_among_those_hit(iso: str, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a state named beside the organisation: "on staff of the Court and on two Malian generals"."""
    return any(
        iso in m.isos
        and not m.prep
        and m.kind in ("state", "adjective")
        and _HIT_TOO.search(text, 0, m.start)
        for m in mentions
    )


_HIT_TOO = re.compile(r"\band\s+(?:(?:on|against)\s+)?(?:[a-z\d]+\s+){0,2}$")
