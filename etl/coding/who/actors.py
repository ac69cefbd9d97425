"""Actors: which states, and who for them, a sentence speaks of, and in what part of speech.

The gazetteer's finds (scan.py) become mentions with office, name and governing preposition, helped by the
register of people that the article has introduced so far.
"""

import re
from dataclasses import replace
from itertools import pairwise

from etl.coding.who.epithets import read_epithets
from etl.coding.who.gazetteer import CAPITALISED, WORD, fold
from etl.coding.who.mentions import Hit, Mention, Person, Register, words_of
from etl.coding.who.nouns import read_hit
from etl.coding.who.offices import OFFICE, OFFICE_KEYS, office_level
from etl.coding.who.pairs import GROUP, GROUP_KEYS, with_office
from etl.coding.who.posts import read_office, speaks_for_org
from etl.coding.who.prepositions import coordinate, preposition

_PRONOUN = re.compile(
    r"\b(?P<he>he|she|who)\b|\b(?P<we>(?-i:I)|we|our\s+country(?!['’]))\b|\b(?P<it>it)\b|\b(?P<him>him|her(?=\s+(?:at|in|on|for|and|to|with|from)\b|"
    r"[.,;]))\b",
    re.IGNORECASE,
)


def _as_introduced(mention: Mention, register: Register) -> Mention:
    """Return whom, and in what office, this article has introduced by a name, before what the world knows."""
    known = register.find(mention.name)
    if known is not None and not known.iso and known.is_former:
        return replace(mention, isos=(), level="", is_former=True)  # of an organisation
    if known is None or not known.iso or not words_of(mention.name) <= words_of(known.name):
        return mention
    if known.level == "ambassador":
        return replace(mention, kind="envoy", isos=(known.iso,), level="", name=known.name)
    if known.iso == mention.iso and not known.level:
        return mention
    former = known.is_former or mention.is_former
    return replace(mention, isos=(known.iso,), level=known.level, name=known.name, is_former=former)


_APPOSED = re.compile(r",\s+(?:(?:the|an?)\s+)?(?:[\w'’-]+[\s-]+){0,2}")


def _with_apposed(text: str, mentions: list[Mention], register: Register) -> list[Mention]:
    """Return the mentions, people as former whom an apposition calls so: "X, the former president of Y"."""
    out = list(mentions)
    for i, (one, office) in enumerate(pairwise(mentions)):
        is_apposed = office.is_former and not office.name and one.kind == "person" and one.name
        if is_apposed and _APPOSED.fullmatch(text[one.end : office.start]):
            out[i] = replace(one, is_former=True)
            register.add(Person(one.iso, one.level, one.name, is_former=True))
    return out


def read_mentions(text: str, hits: tuple[Hit, ...], register: Register) -> tuple[Mention, ...]:
    """Return the mentions of a sentence in order, and add the people it introduces to the register."""
    taken: list[tuple[int, int]] = []
    out: list[Mention] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    def put(mention: Mention) -> None:
        taken.append((mention.start, mention.end))
        out.append(mention)

    low = text.casefold()
    for group in GROUP.finditer(text) if any(map(low.__contains__, GROUP_KEYS)) else ():
        kind = "they" if group.lastgroup == "they" else "pair"
        level = {
            "leaders": "head_of_government",
            "fms": "foreign_minister",
            "dms": "defence_minister",
            "offs": "senior_official",
        }.get(group.lastgroup or "", "")
        if group.group("mins"):
            office = OFFICE.search(group.group())
            level = office_level(office) if office and office_level(office) != "counterpart" else ""
        put(Mention(group.start(), group.end(), kind, level=level, prep=preposition(text, group.start())))
    for match in OFFICE.finditer(text) if any(map(low.__contains__, OFFICE_KEYS)) else ():
        if not free(match.start(), match.end()):
            continue
        mention = read_office(text, match, hits, register, free)
        if mention:
            put(mention)
    out = [with_office(text, m) if m.kind == "pair" else m for m in out]
    for epithet in read_epithets(text):
        if free(epithet.start, epithet.end):
            put(epithet)
    for hit in hits:
        if free(hit.start, hit.end):
            mention = read_hit(text, hit)
            if mention and mention.kind == "person" and speaks_for_org(text, hit, hits):
                register.add(Person("", "", mention.name, is_former=True))
            if mention and mention.kind == "person":
                mention = _as_introduced(mention, register)
            if mention:
                put(mention)
                if mention.kind == "person" and mention.name and mention.iso:
                    register.add(Person(mention.iso, mention.level, mention.name, mention.is_former))
    for word in CAPITALISED.finditer(text) if register.parts else ():
        name, start, end = word["word"], word.start("word"), word.end()
        if not name[0].isupper():
            continue
        part = fold(name)
        part = part[:-2] if part.endswith("'s") else part
        if part in register.parts and free(start, end):
            person = register.parts[part]
            after = end
            end -= 2 if name.endswith(("'s", "’s")) else 0
            for following in WORD.finditer(text, after, min(len(text), after + 40)):
                # "González-Olaechea's": the rest of the name belongs to it.
                rest = fold(following.group())
                rest = rest[:-2] if rest.endswith("'s") else rest
                if text[end : following.start()] in (" ", "-", "‑") and register.parts.get(rest) is person:
                    end = following.end() - (2 if following.group().endswith(("'s", "’s")) else 0)
                else:
                    break
            for neighbour in reversed(list(WORD.finditer(text[:start]))[-3:]):
                # "Shigeru Ishiba": one mention for all parts of the name.
                if (
                    fold(neighbour.group()) in register.parts
                    and register.parts[fold(neighbour.group())] is person
                    and free(neighbour.start(), end)
                ):
                    start = neighbour.start()
                else:
                    break
            out = [m for m in out if not (start <= m.start < end)]
            put(
                Mention(
                    start,
                    end,
                    "envoy" if person.level == "ambassador" else "person",
                    (person.iso,) if person.iso else (),
                    "" if person.level == "ambassador" else person.level,
                    person.name,
                    preposition(text, start),
                    is_former=person.is_former,
                )
            )
    for match in _PRONOUN.finditer(text):
        if free(match.start(), match.end()):
            kind = (
                "we"
                if match.group("we")
                else "him"
                if match.group("him")
                else "he"
                if match.group("he")
                else "it"
            )
            prep = preposition(text, match.start()) if match["we"] and match["we"][0] in "oO" else ""
            out.append(Mention(match.start(), match.end(), kind, name=match.group().casefold(), prep=prep))
    out.sort(key=lambda m: m.start)
    return coordinate(text, _with_apposed(text, out, register))
