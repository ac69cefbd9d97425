"""Epithets: a state called by where it lies: "the Himalayan nation", "the Gulf kingdom".

Which of the states there is meant only the story can tell: the one that it named last.
"""

import re
from collections.abc import Iterable

from db.vocabulary.regions import REGIONS
from etl.coding.who.mentions import Mention
from etl.coding.who.prepositions import preposition

_AFRICA = REGIONS["africa"].countries
_LATIN = REGIONS["latin-america"].countries
_CENTRAL = frozenset("BLZ CRI GTM HND NIC PAN SLV".split())  # noqa: SIM905
_SOUTH = frozenset("ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN".split())  # noqa: SIM905
_PACIFIC = frozenset("COK FJI FSM KIR MHL NIU NRU PLW PNG SLB TON TUV VUT WSM".split())  # noqa: SIM905
_IN = {
    "central american": _CENTRAL,
    "south american": _SOUTH,
    "latin american": _LATIN,
    "caribbean": _LATIN - _CENTRAL - _SOUTH - {"MEX"},
    "african": _AFRICA,
    "gulf": frozenset("ARE BHR KWT OMN QAT SAU".split()),  # noqa: SIM905
    "himalayan": frozenset(("BTN", "NPL")),
    "balkan": frozenset("ALB BGR BIH GRC HRV MKD MNE ROU SRB SVN XKX".split()),  # noqa: SIM905
    "baltic": frozenset(("EST", "LVA", "LTU")),
    "nordic": frozenset("DNK FIN ISL NOR SWE".split()),  # noqa: SIM905
    "scandinavian": frozenset("DNK FIN ISL NOR SWE".split()),  # noqa: SIM905
    "southeast asian": REGIONS["southeast-asia"].countries,
    "south asian": REGIONS["south-asia"].countries,
    "central asian": REGIONS["central-asia"].countries,
    "pacific": _PACIFIC,
}
_EPITHET = re.compile(
    r"\b[Tt]he\s+(?:(?:tiny|small|poor|oil-rich|gas-rich|landlocked|neighbou?ring|impoverished)\s+)?"
    r"(?P<where>(?:Central|South|Latin)\s+American|Caribbean|"
    r"(?:(?:North(?:ern)?|West(?:ern)?|East(?:ern)?|Southern|Central)[-\s])*African|Gulf|Himalayan|Balkan|Baltic|Nordic|"
    r"Scandinavian|South-?[Ee]ast\s+Asian|South\s+Asian|Central\s+Asian|Pacific)\s+(?:island\s+)?"
    r"(?P<what>nation|country|kingdom|state|republic|emirate|sultanate)\b(?!\s+(?:of\s+)?[A-Z])"
)
_KEYS = (" nation", " country", " kingdom", " state", " republic", " emirate", " sultanate")
_WHAT = {
    "kingdom": frozenset("BHR BTN DNK KHM LSO MAR NOR SAU SWE SWZ THA TON".split()),  # noqa: SIM905
    "emirate": frozenset(("ARE", "KWT", "QAT")),
    "sultanate": frozenset(("BRN", "OMN")),
}
"""What few states are."""


def read_epithets(text: str) -> Iterable[Mention]:
    """Yield what calls a state by where it lies, as mentions of kind `epithet` without a state."""
    if not any(map(text.__contains__, _KEYS)):
        return
    for match in _EPITHET.finditer(text):
        prep = preposition(text, match.start())
        yield Mention(match.start("where"), match.end(), "epithet", name=match.group(), prep=prep)


def states_called(epithet: str) -> frozenset[str]:
    """Return the states that an epithet fits.

    >>> sorted(states_called("the Gulf kingdom"))
    ['BHR', 'SAU']
    """
    match = _EPITHET.search(epithet)
    if match is None:
        return frozenset()
    where = re.sub(r"[-\s]+", " ", match["where"].casefold()).replace("south east", "southeast")
    there = _AFRICA if where.endswith("african") else _IN.get(where, frozenset())
    return there & _WHAT[match["what"]] if match["what"] in _WHAT else there
