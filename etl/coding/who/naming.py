"""Naming: people's names as they stand beside an office, and what a word before a name tells."""

import re

STOP_NAME = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September
    October November December The In On At And But While After Before For From With During He She It They His
    Her Their Its
    Today Yesterday Tomorrow Both This That Talks Summit Ministry Palace""".split()  # noqa: SIM905
)
PARTICLE = r"(?:bin|bint|ibn|al|el|de|da|do|dos|das|del|della|di|la|van|von|der|den|ter|ul|abu|ould|y|e)"
CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*(?:[-‑](?:[\w'’]+))*|(?:al|el|an|as|ash)-[A-Z][\w'’-]+)"
TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Prof|Gen|Lt|Col|Capt|Adm|Maj|Hon|Shri|Smt|Datuk|Dato['’]?|Seri|Sri|"
    r"Tan|Tun|Sheikh|Sheikha|Shaikh|"
    r"Prince|Princess|Ayatollah|General|Colonel|Admiral|Marshal|Field|Major|Captain|H\.?\s?E|His|Her|"
    r"Excellency|Highness|Majesty|Royal|"
    r"Senator|Comrade|Ambassador|President|Doctor|Haji|Engineer)\.?"
)

INITIAL = r"(?:[A-Z]|[KTSCZ]h|Ts|Dz|Y[au])\."
"""A first name cut short, as in the press of Central Asia: "S. Japarov", "Kh. Battulga"."""

NAME_AFTER = re.compile(
    rf"(?:,?\s+(?:(?:in\s+office|"
    rf"of\s+state),?\s+)?(?:\({CAP}\)\s+)?)"
    rf"((?:{TITLE}\s+)*(?:{INITIAL}[ ]?)*{CAP}(?:\s+[A-Z]\.)*(?:[ ](?:{PARTICLE}[ ]){{0,2}}{CAP}){{0,4}})"
)
NAME_BEFORE = re.compile(
    rf"((?:{TITLE}\s+)*{CAP}(?:\s+[A-Z]\.)*(?:[ ](?:{PARTICLE}[ ]){{0,2}}{CAP}){{1,4}}),\s+(?:the\s+|"
    rf"a\s+|its\s+|their\s+)?"
    r"(?:(?:new|current|acting|country['’]s|nation['’]s|kingdom['’]s|long-?\w*|veteran|then|\w+['’]s|"
    r"senior|hard-?\w*)\s+){0,2}$"
)


DAY_WORD = re.compile(
    r"^(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+)+"
)


def clean_name(raw: str) -> str:
    words = []
    for word in re.sub(rf"^(?:{TITLE}\s+)+", "", raw).split():
        if word.strip(".,'’") in STOP_NAME:
            break
        words.append(word)
    name = " ".join(words)
    return re.sub(r"['’]s$", "", name)


def end_of_name(text: str, name: str, begin: int) -> int:
    last = name.split()[-1]
    at = text.find(name, begin)
    if at >= 0:
        return at + len(name)
    at = text.find(last, begin)
    return at + len(last) if at >= 0 else begin


CORPORATE = re.compile(
    r"\b(?:Bank|Group|Corp\w*|Inc|Ltd|Airlines?|Airways|Air|Authority|Company|Co|Party|Ministry|"
    r"Parliament|Motors?|Energy|Oil|Gas|Steel|Electric|University|"
    r"Institute|Committee|Commission|Council|Court|Union|League|Club|City|United|Times|Post|News|Agency|"
    r"Office|House|Province|State|Islands?|River|"
    r"Sea|Bay|Port|Airport|Strait|Chamber|Federation|Association|Foundation|Front|Movement|Force|Guard|"
    r"Army|Navy|Assembly|Senate|Congress|Day|Cup|"
    r"Strategic|Partnership|Embassy|Peninsula|Region|Desert|Mountains?|Delta|Valley|Coast|North|South|"
    r"East|West|Communist|Democratic|Republican|Labour)\b"
)
