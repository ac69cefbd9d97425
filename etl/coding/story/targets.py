"""Targets: states on whose people and firms measures are laid: "visa bans on Ugandan officials"."""

import re
from collections.abc import Sequence

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
