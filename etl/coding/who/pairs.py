"""Pairs: words for two sides at once: "the two leaders", "both foreign ministers", "they"."""

import re
from dataclasses import replace

from etl.coding.who.mentions import Mention
from etl.coding.who.offices import OFFICE, office_level
from etl.coding.who.posts import PLURAL
from etl.coding.who.prepositions import preposition

GROUP = re.compile(
    r"\b(?P<leaders>(?:the\s+(?:two|2)|both)\s+(?:country['’]s\s+|countries['’]\s+|nations['’]\s+|"
    r"neighbou?rs['’]\s+)?(?:[\w-]+\s+)?"
    r"(?:leaders|prime\s+ministers|presidents|heads\s+of\s+(?:state|government)|premiers)|"
    r"the\s+(?:leaders|presidents|prime\s+ministers|heads\s+of\s+(?:state|government))(?!\s+of|['’]))"
    r"|\b(?P<fms>(?:the\s+(?:two|2)\s+|both\s+)(?:foreign|top)\s+(?:ministers|diplomats)|"
    r"the\s+foreign\s+ministers(?!\s+of))"
    r"|\b(?P<dms>(?:the\s+(?:two|2)\s+|both\s+)(?:defen[cs]e)\s+(?:ministers|chiefs|secretaries))"
    r"|\b(?P<mins>their\s+foreign\s+and\s+defen[cs]e\s+(?:ministers|secretaries|chiefs)|(?:the\s+(?:two|2)\s+|both\s+)(?:[\w-]+\s+)?(?:ministers|counterparts|officials)|"
    r"(?:the|their)\s+(?:(?:foreign|trade|defen[cs]e|interior|energy)\s+)?ministers(?!\s+of|['’]))"
    r"|\b(?P<offs>(?:the\s+(?:two|2)|both)\s+(?:[\w-]+\s+){0,2}?(?:officers|generals|commanders|envoys|negotiators|"
    r"directors[\s-]general|diplomats|security\s+advis[eo]rs|army\s+chiefs|deputy\s+ministers|vice[\s-]ministers))"
    r"|\b(?P<two>(?:the\s+(?:two|2)|both)\s+(?:neighbou?ring\s+|old\s+|friendly\s+|Asian\s+|African\s+|"
    r"European\s+|Gulf\s+|Baltic\s+|Balkan\s+|longtime\s+)?"
    r"(?:sides|countries|governments|nations|states|capitals|parties|delegations|armies|militaries|"
    r"navies|neighbou?rs|allies|partners|"
    r"men|women|teams|rivals|powers|republics|kingdoms)|the\s+pair|the\s+two(?=\s+(?:signed|met|agreed|"
    r"discussed|held|talked|spoke|compared|also|had|were|then|will|would|have|are|called|exchanged|"
    r"reaffirmed|shook|sat|reviewed|raised|said))|each\s+other|one\s+another|between\s+them|"
    r"each\s+(?:side|country|government|capital))"
    r"|\b(?P<they>they)\b",
    re.IGNORECASE,
)
GROUP_KEYS = (
    "the two",
    "the 2",
    "both",
    "they",
    "the pair",
    "each ",
    "one another",
    "between them",
    "the leaders",
    "the presidents",
    "the prime ministers",
    "the heads",
    "ministers",
)


_OFFICE_OF_PAIR = re.compile(r"([\w\s-]{5,60}?)\s(?:of|from)\s$")
_PAIR_OFFICE = re.compile(r"^['’]s?\s([\w\s-]{5,50})")


def with_office(text: str, pair: Mention) -> Mention:
    """Return "the foreign ministers of the two countries" or "the two countries' presidents" as one."""
    before = _OFFICE_OF_PAIR.search(text[max(0, pair.start - 64) : pair.start])
    if before:
        offices = list(OFFICE.finditer(before[1]))
        if offices and offices[-1].end() == len(before[1]) and PLURAL.search(offices[-1].group()):
            start = max(0, pair.start - 64) + before.start(1) + offices[-1].start()
            level = office_level(offices[-1])
            return replace(
                pair,
                start=start,
                level="" if level in ("counterpart", "ambassador") else level,
                prep=preposition(text, start),
            )
    after = _PAIR_OFFICE.match(text[pair.end : pair.end + 52])
    office = OFFICE.match(after[1]) if after else None
    if after and office and PLURAL.search(office.group()):
        level = office_level(office)
        return replace(
            pair,
            end=pair.end + after.start(1) + office.end(),
            level="" if level in ("counterpart", "ambassador") else level,
        )
    return pair
