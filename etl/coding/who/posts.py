"""Posts: who somebody is by his or her office: the state, the level, the name."""

import re
from collections.abc import Callable

from etl.coding.who.mentions import Hit, Mention, Person, Register, words_of
from etl.coding.who.naming import CAP, DAY_WORD, NAME_AFTER, NAME_BEFORE, clean_name, end_of_name
from etl.coding.who.nouns import FORMER, IS_STANCE
from etl.coding.who.offices import level_in, office_level
from etl.coding.who.prepositions import AND, preposition

_POSSESSIVE_PRONOUN = re.compile(
    r"\b(?P<who>its|his|her|their|whose|the\s+(?:country|nation|kingdom|"
    r"republic)['’]s)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BETWEEN_COUNTRY_AND_OFFICE = re.compile(
    r"^(?:['’]s?)?[\s-]+(?:(?:new|newly|elected|re-elected|visiting|acting|outgoing|incoming|then|"
    r"interim|transitional|de|facto|first|second|third|current|"
    r"long-?serving|veteran|caretaker|influential|powerful|designated|special|military|state|top|female|"
    r"young|right-wing|left-wing|leftist|"
    r"conservative|populist|embattled|reformist|self-declared|hard-?line|communist|party|senior|junior|"
    r"islamist|ruling|government)\s+){0,3}$",
    re.IGNORECASE,
)
_OF_COUNTRY = re.compile(
    r"^(?:\s*\([\w\s]{2,40}\)|\))?\s+(?:of|from)\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Government|People['’]s\s+Republic|"
    r"Federative\s+Republic)\s+of\s+(?:the\s+)?)?"
)
PLURAL = re.compile(
    r"\b(?:ministers|secretaries|presidents|premiers|chancellors|leaders|chiefs|kings|queens|emirs|"
    r"diplomats|heads|rulers|officials|envoys|representatives|"
    r"negotiators|advis[eo]rs|counterparts|colleagues|numbers|hosts|PMs|FMs|princes|generals|"
    r"ambassadors|commissioners|consuls|monarchs|staffs?\s+chiefs)\b",
    re.IGNORECASE,
)


def _country_for_office(
    text: str, match: re.Match[str], hits: tuple[Hit, ...]
) -> tuple[tuple[str, ...], int, int, bool]:
    """Return the state(s) of an office by the words around it, and the span that they and the office fill."""
    start, end = match.start(), match.end()
    plural = PLURAL.search(match.group()) is not None
    isos: tuple[str, ...] = ()
    before = [
        h
        for h in hits
        if h.end <= start
        and h.entry.iso3
        and h.entry.kind in ("country", "adjective", "capital", "seat")
        and not IS_STANCE.search(text[: h.start])
    ]
    if before and _BETWEEN_COUNTRY_AND_OFFICE.match(text[before[-1].end : start]):
        hit = before[-1]
        isos, start = (hit.entry.iso3,), hit.start
        # "the Indian and Pakistani foreign ministers"
        if (
            len(before) > 1
            and AND.match(text[before[-2].end : hit.start])
            and plural
            and before[-2].entry.iso3 != hit.entry.iso3
        ):
            isos, start = (before[-2].entry.iso3, hit.entry.iso3), before[-2].start
    if not isos:
        of = _OF_COUNTRY.match(text[match.end() :])
        if of:
            at = match.end() + of.end()
            after = [h for h in hits if h.entry.iso3 and h.start in (at, match.end() + 4, match.end() + 8)]
            near = after or [h for h in hits if h.entry.iso3 and at <= h.start <= at + 1]
            if near:
                hit = near[0]
                isos, end = (hit.entry.iso3,), hit.end
                rest = [h for h in hits if h.start > hit.end and h.entry.iso3]
                if (
                    rest
                    and plural
                    and AND.match(text[hit.end : rest[0].start])
                    and rest[0].entry.kind != "person"
                ):
                    isos, end = (hit.entry.iso3, rest[0].entry.iso3), rest[0].end
    return isos, start, end, plural


def read_office(
    text: str,
    match: re.Match[str],
    hits: tuple[Hit, ...],
    register: Register,
    free: Callable[[int, int], bool],
) -> Mention | None:
    level = office_level(match)
    words = match.group()
    isos, start, end, plural = _country_for_office(text, match, hits)
    low = words.casefold()
    prefix = text[max(0, start - 45) : start]
    is_former = (
        FORMER.search(prefix) is not None
        or FORMER.search(text[max(0, match.start() - 20) : match.start()]) is not None
    )
    bare_leader = low.startswith(
        (
            "leader",
            "ruler",
            "host",
            "guest",
            "colleague",
            "prince",
            "king",
            "queen",
            "emir",
            "ruler",
            "speaker",
            "consul",
            "pope",
        )
    )
    if level == "ambassador":
        titled = NAME_AFTER.match(text[match.end() :])
        if titled and not titled.group().lstrip().startswith(","):
            earlier = isos or tuple(h.entry.iso3 for h in hits if h.end <= start and h.entry.iso3)[-1:]
            if earlier:
                register.add(Person(earlier[0], "ambassador", clean_name(titled.group(1))))
        if not isos:
            # "ambassador to Russia": the post, not the state, so the envoy's state is left to the sentence.
            return Mention(match.start(), match.end(), "envoy", name=words, prep=preposition(text, start))
        return Mention(start, end, "envoy", isos, "", words, preposition(text, start), head="envoy")
    name = ""
    # In "PM RETURNS FROM TRIP" no word looks like a name more than another.
    after = NAME_AFTER.match(text[end:]) if not plural and not text.isupper() else None
    comma = bool(after and after.group().lstrip(" ").startswith(","))
    if after:
        candidate = clean_name(after.group(1))
        first_hit = next((h for h in hits if h.start >= end and h.start < end + after.end()), None)
        blocks = (
            first_hit is not None
            and first_hit.entry.kind != "person"
            and first_hit.start <= end + after.start(1) + 1
        )
        if candidate and not blocks and (not comma or " " in candidate or register.find(candidate)):
            name = candidate
            if first_hit is not None and first_hit.entry.kind != "person":
                cut = first_hit.start - (end + after.start(1))
                name = (
                    clean_name(text[end + after.start(1) : end + after.start(1) + cut].strip())
                    if cut > 1
                    else ""
                )
            if name:
                end = text.index(name.split()[0], end) + len(
                    text[text.index(name.split()[0], end) : end + after.end()].split(" and ")[0]
                )
                end = min(end, len(text))
                end = end_of_name(text, name, match.end())
    if not name and not plural:
        before = NAME_BEFORE.search(text[max(0, start - 90) : start])
        if before:
            day = DAY_WORD.match(before.group(1))
            shift = day.end() if day else 0
            candidate = clean_name(DAY_WORD.sub("", before.group(1)))
            at = max(0, start - 90) + before.start() + shift
            # "Malian Foreign Minister Abdoulaye Diop, Togolese Minister ...": the name before is another's.
            is_own = candidate and (" " in candidate or register.find(candidate)) and free(at, start)
            if is_own:
                name, start = candidate, at
    if not isos and _is_of_org(text, match, hits):
        if _of_person(hits, start, match.start(), register, name if start < match.start() else ""):
            start, end = match.span()  # "Cyril Ramaphosa, vice-president of the AU": of a state as well
        elif name:
            register.add(Person("", "", name, is_former=True))
        return Mention(start, end, "org", name=words, prep=preposition(text, start))
    if name and not isos and not plural:
        isos = _country_after_name(text, end, hits)
    known = None
    if name:
        hit = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
        known = register.find(name)
        is_introduced = known is not None and bool(known.iso) and words_of(name) <= words_of(known.name)
        if hit and not isos and not is_introduced:
            isos = (hit.entry.iso3,)
        elif known and known.iso and not isos:
            isos = (known.iso,)
    if level == "counterpart":
        if (
            not isos
            and not name
            and not re.search(r"\b(?:his|her|its|their)\s+$", text[: match.start()], re.IGNORECASE)
        ):
            return None
        if low.startswith(("host", "guest", "colleague")) and not name and not isos:
            return None
        person = _of_person(hits, start, end, register, name)
        mention_level = person.level if person else "counterpart"
        if name and isos and not person:
            register.add(Person(isos[0], "", name))
        return Mention(
            start, end, "person", isos, mention_level, name, preposition(text, start), head="counterpart"
        )
    level = level_in(level, words, isos[0] if isos else register.home)
    if bare_leader and not isos and not name:
        return None
    if plural and not isos:
        both = _TWO_NAMES.match(text, match.end())
        if both is None or any(match.end() <= h.start < both.end() for h in hits):
            return None
        return Mention(start, both.end(), "pair", level=level, prep=preposition(text, start))
    if plural:
        return Mention(start, end, "person", isos, level, "", preposition(text, start), is_former=is_former)
    if not isos:
        isos = _default_country(text, start, level, name, hits, register, low)
        if not isos and low in _FEW:
            return None  # "Amir Boukhors" has that name
    if name and isos:
        listed = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
        is_bare = low.split()[0] in ("prince", "minister", "sheikh", "secretary")
        if listed and listed.entry.level and is_bare:
            level = listed.entry.level
        if low.startswith(("leader", "ruler")) and known and known.level:
            level = known.level
        person = _of_person(hits, start, end, register, "")
        if low.startswith("leader") and person:
            level = person.level
        if low.startswith("first lad") and (words_of(name) - register.parts.keys()):
            # The name that she shares with the president stays his.
            name = " ".join(word for word in name.split() if not words_of(word) & register.parts.keys())
        register.add(Person(isos[0], level, name, is_former))
    elif isos and not name and isos[0] == register.home and level not in register.latest:
        pass
    return Mention(start, end, "person", isos, level, name, preposition(text, start), is_former=is_former)


_OF_ORG = r"(?:['’]s?)?\s+"
_ORG_OFFICE = re.compile(
    _OF_ORG
    + r"(?:(?:commission|council|parliament|assembly|foreign\s+policy|policy|high|top|chief|deputy|vice|"
    r"acting|new|former|outgoing|incoming|special|trade|human\s+rights|security|political|climate|enlargement|humanitarian|peace|"
    r"refugee|health|nuclear|economic)\s+){0,3}",
    re.IGNORECASE,
)
_ORG_TITLE = re.compile(
    _OF_ORG
    + r"(?:[\w-]+[\s-]+){0,4}?(?:chair(?:person|man|woman)?|president|chief|head|secretary[\s-]general|"
    r"commissioner|director(?:[\s-]general)?|envoy|representative|rapporteur|coordinator|boss|spokes\w+)"
    r"(?:\s+for\s+[\w\s]{3,30}?)?,?\s+(?:(?:Dr|Mr|Ms|Mrs|Sir)\.?\s+)*",
    re.IGNORECASE,
)


def _is_of_org(text: str, match: re.Match[str], hits: tuple[Hit, ...]) -> bool:
    """True for "European Commission President" and "president of the African Union"."""
    of = _OF.match(text, match.end())
    for hit in hits:
        if hit.entry.kind == "org":
            if of is not None and hit.start == of.end():
                return True
            if hit.end <= match.start() and _ORG_OFFICE.fullmatch(text, hit.end, match.start()):
                return True
    return False


def speaks_for_org(text: str, person: Hit, hits: tuple[Hit, ...]) -> bool:
    """True for somebody named as an organisation's: "NATO Secretary General Mark Rutte"."""
    return any(
        hit.entry.kind == "org"
        and hit.end < person.start
        and _ORG_TITLE.fullmatch(text, hit.end, person.start)
        for hit in hits
    )


_OF = re.compile(r"\s+of\s+(?:the\s+)?")


def _country_after_name(text: str, end: int, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Return the state of "President Isayas Afewerki of Eritrea", told after the name."""
    of = _OF.match(text, end)
    if of is None:
        return ()
    found = next((h for h in hits if h.start == of.end() and h.entry.kind == "country"), None)
    return (found.entry.iso3,) if found else ()


def _of_person(hits: tuple[Hit, ...], start: int, end: int, register: Register, name: str) -> Person | None:
    hit = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
    if hit:
        return Person(hit.entry.iso3, hit.entry.level, name)
    return register.find(name) if name else None


HINTED_AT = (
    r"\b[Tt]he\s+(?:[A-Z][\w-]+\s+){1,3}"
    r"(?:country|nation|kingdom|republic|state|island)['’]s\s+(?:[\w-]+\s+){0,2}?"
)
"""Before an office of a state that is not named: "the South American country's president"."""
_HINTED_AT = re.compile(HINTED_AT + "$")


_ONLY_THERE = {
    "external affairs minister": "IND",
    "minister of external affairs": "IND",
    "deputy secretary of state": "USA",
    "assistant secretary of state": "USA",
}
"""Offices that one state alone calls so today: wherever the report is from, it is that state's."""


_FEW = {"emir": ("QAT", "KWT"), "amir": ("QAT", "KWT"), "taoiseach": ("IRL",)}
"""Offices that few states have: wherever the report is from, it is one of them."""


_TWO_NAMES = re.compile(rf"\s+{CAP}\s+{CAP}(?:\s+{CAP})?\s+and\s+{CAP}\s+{CAP}(?:\s+{CAP})?(?=\s+[a-z])")
"""Behind an office of two: "energy ministers Herbert Krapa and Mila Aziablé had met"."""


def _of_the_few(office: str, hits: tuple[Hit, ...], register: Register) -> tuple[str, ...] | None:
    """Return the one of the few states with such an office that is at home here or named, () for none.

    None where the office is a common one.
    """
    few = _FEW.get(office.split()[0])
    if few is None:
        return None
    known = register.latest.get("head_of_state" if len(few) > 1 else "head_of_government")
    at_hand = (
        register.home,
        *(h.entry.iso3 for h in hits),
        register.nation,
        known.iso if known else "",
        *few[: len(few) == 1],
    )
    return tuple(iso for iso in at_hand if iso in few)[:1]


def _default_country(
    text: str,
    start: int,
    level: str,
    name: str,
    hits: tuple[Hit, ...],
    register: Register,
    office: str,
) -> tuple[str, ...]:
    if _HINTED_AT.search(text[max(0, start - 60) : start]):
        return ()
    if office in _ONLY_THERE and not _POSSESSIVE_PRONOUN.search(text[max(0, start - 40) : start]):
        return (_ONLY_THERE[office],)
    pronoun = _POSSESSIVE_PRONOUN.search(text[max(0, start - 40) : start])
    few = None if pronoun else _of_the_few(office, hits, register)
    if few is not None:
        return few
    if pronoun:
        states = [h for h in hits if h.end <= start and h.entry.iso3 and h.entry.kind != "city"]
        if states:
            return (states[-1].entry.iso3,)
        if register.nation and pronoun["who"].casefold() in ("its", "their"):
            return (register.nation,)
    if not name:
        known = [
            p for p in (register.posts.get((level, register.home)), register.latest.get(level)) if p and p.iso
        ]
        if known:
            return (known[0].iso,)
    return (register.home,) if register.home else ()
