"""Scan: the gazetteer's words in a sentence."""

import re
from collections.abc import Mapping

from etl.coding.who.gazetteer import CAPITALISED, WORD, Entry, fold, gazetteer, key
from etl.coding.who.mentions import Hit
from etl.coding.who.naming import CORPORATE, STOP_NAME, TITLE


def scan(text: str) -> tuple[Hit, ...]:
    """Return the gazetteer's entries in `text`, longest first at each place, no overlaps."""
    known = gazetteer()
    shout = text.isupper()
    hits: list[Hit] = []
    at = 0
    while word := CAPITALISED.match(text, at):
        at = word.end()
        name = word["word"]
        if not name[0].isupper():
            continue
        first = fold(name)
        if first not in known.first_words and first.removesuffix("'s") not in known.first_words:
            continue
        start, ends, keyed = word.start("word"), [at], [first]
        while len(keyed) < known.longest and (following := WORD.search(text, at)):
            gap = text[at : following.start()]
            if len(gap) > 2 or not _NO_NAME.isdisjoint(gap):
                break
            at = following.end()
            ends.append(at)
            keyed.append(fold(following.group()))
        at = ends[0]
        for n in range(len(keyed), 0, -1):
            hit = _hit(text, start, ends[n - 1], " ".join(keyed[:n]), known.entries, shout=shout)
            if hit is not None:
                hits.append(hit)
                at = ends[n - 1]
                break
    return tuple(h for h in hits if not _is_false_friend(text, h) and not _is_court_town(text, h))


_NO_NAME = frozenset(',;:()\n"“”')
"""Marks that no name has inside."""
_WITH_STOP = frozenset(("u s", "u k", "u n", "u a e", "e u", "u s a"))
"""Abbreviations whose last full stop is theirs."""


def _hit(
    text: str, start: int, end: int, name: str, entries: Mapping[str, Entry], *, shout: bool
) -> Hit | None:
    """Return what the words from `start` to `end` stand for, None if for nothing that is known.

    Args:
        text: The sentence.
        start, end: Where the words stand.
        name: The words, folded.
        entries: What is known, by its folded words.
        shout: Whether the whole sentence is in capitals, where "US" may be "us".
    """
    entry, is_possessive = entries.get(name), False
    if entry is None and name.endswith("'s"):
        entry, is_possessive = entries.get(name[:-2]), True
    if entry is None:
        return None
    if entry.needs_capitals:
        letters = re.sub(r"[’']s|[. ]", "", text[start:end])
        if not letters.isupper() or (shout and name == "us"):
            return None
    end -= 2 if is_possessive else 0
    if name in _WITH_STOP and text[end : end + 1] == ".":
        end += 1
    is_possessive = is_possessive or text[end : end + 2] in ("'s", "’s", "' ", "’ ")
    return Hit(start, end, entry, is_possessive)


_COURT = re.compile(
    r"\b(?:courts?|suits?|sued|su(?:es|ing)|judges|tribunals?|arbitrat\w+|ICJ|filed|justices|proceedings|rul(?:ed|ing))\b"
)
_DUTCH = re.compile(r"\b(?:Dutch|Netherlands)\b")


def _is_court_town(text: str, hit: Hit) -> bool:
    """True for "at The Hague" as the place of the court, where nothing is Dutch."""
    is_town = text[hit.start : hit.end].endswith("Hague")
    return is_town and _COURT.search(text) is not None and _DUTCH.search(text) is None


KOREAS = re.compile(r"\bNorth Korean?s?\b|\bPyongyang\b|\bDPRK\b")
_NORTH_SOUTH = re.compile(
    r"\b[Tt]he\s+(?P<which>North|South)\b(?:['’]s)?(?!\s+(?:[A-Z]|and\s+[Ss]outh|of\s|coast|side|bank|east|west))"
)


def with_koreas(text: str, found: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits with those of "the North" and "the South", in a text on Korea."""
    more = [
        Hit(
            match.start("which"),
            match.end("which"),
            Entry("country", "PRK" if match["which"] == "North" else "KOR"),
            match.group().endswith("s"),
        )
        for match in _NORTH_SOUTH.finditer(text)
    ]
    free = [hit for hit in more if all(hit.end <= other.start or other.end <= hit.start for other in found)]
    return tuple(sorted((*found, *free), key=lambda hit: hit.start))


_NAME_LIKE = frozenset(("JOR", "TCD", "GEO", "ISR", "CUB", "MLT", "KEN", "MLI", "CYP"))


_IN_A_NAME = re.compile(r"\b(?:[Aa][ln][-‑]|Sh(?:ei|ai)kha? )$")
_IS_MADE = re.compile(r"[-‑](?:made|built|designed|born|style|inspired)\b", re.IGNORECASE)
"""Behind "Iran" in "Iran-made drones": where a thing or a person is from, not who acts."""


_HAGUE = re.compile(
    r"(?P<the>[Tt]he\s+)?Hague\b(?P<text>\s+(?:(?:Adoption|Apostille)\s+)?(?:Conventions?|Regulations|Rules|Protocol)\b)?"
)


def _is_false_friend(text: str, hit: Hit) -> bool:
    """True where a country's word is somebody's name, a US state, a bird, a dish."""
    if hit.entry.kind == "person" and " " not in text[hit.start : hit.end] and not hit.is_possessive:
        # "Modi Ephraim": a family name that is another's first name.
        following = re.match(r" ([A-Z][a-z]{2,})\b", text[hit.end : hit.end + 30])
        return (
            following is not None
            and following.group(1) not in STOP_NAME
            and not CORPORATE.match(following.group(1))
        ) or _is_somebody_else(text, hit)
    if hit.entry.kind in ("city", "place") and _IN_A_NAME.search(text[max(0, hit.start - 9) : hit.start]):
        return True  # "Fahad Al-Sabah", "Sheikh Sabah": the family, not the Malaysian state
    if hit.entry.iso3 and _IS_MADE.match(text, hit.end):
        return True
    if hit.entry.iso3 == "NLD" and (town := _HAGUE.match(text, hit.start)):
        # "its ambassador in the Hague"; Mr Hague is a man, the Hague Convention a text.
        is_man = not town["the"] and text[max(0, hit.start - 4) : hit.start] != "the "
        return is_man or town["text"] is not None
    if hit.entry.kind == "prefix":
        # "Anglo-German", but not "Anglo American" or "Indo-Pacific".
        other = re.match(r"[-‑–]([A-Z][a-z]+)", text[hit.end : hit.end + 30])
        known = gazetteer().entries.get(key(other[1])) if other else None
        return known is None or known.kind != "adjective"
    if hit.entry.kind == "adjective":
        # A language: "the Falkland Islands (Spanish: Islas Malvinas)".
        return text[hit.end : hit.end + 1] == ":" and text[max(0, hit.start - 1) : hit.start] == "("
    if hit.entry.kind != "country":
        return False
    if text[hit.end : hit.end + 1] in ("$", "€", "£") and hit.end < len(text):
        return True  # "US$ 56 million"
    before, after = text[: hit.start], text[hit.end : hit.end + 30]
    if _IS_CALLED.search(before[-60:]) and _FAMILY_ENDS.match(after):
        return True
    if hit.entry.iso3 == "GEO" and re.search(r"Atlanta|Savannah|Senator|Republican|Democrat|Gov\.", text):
        return True
    if hit.entry.iso3 in _NAME_LIKE:
        previous = re.search(r"\b([A-ZÀ-Þ][\w'’.-]+)\s+$", before)
        if previous and fold(previous.group(1)) in _FIRST_NAMES:
            return True
        if hit.entry.iso3 in ("JOR", "TCD", "KEN") and re.match(
            r"\s+[A-Z][a-z]+\s+(?:said|told|scored|was|is)\b", after
        ):
            return True
    return False


_IS_CALLED = re.compile(
    r"\b(?:ambassador|envoy|consul|minister|diplomat|attach[eé]),\s+(?:[A-ZÀ-Þ][\w'’-]+\s+){2,3}$"
)
_FAMILY_ENDS = re.compile(r",|\s+(?:for|after|over|to|from|home|and|as|who)\b|\.|$")
"""Around a family name like a country's: "recalled its ambassador, Mohamed Ali France, for talks"."""


def _is_somebody_else(text: str, hit: Hit) -> bool:
    """True where a family name follows the first name of another: "Jane Macron"."""
    before = re.search(r"\b([A-ZÀ-Þ][\w'’-]+) $", text[max(0, hit.start - 30) : hit.start])
    if before is None or before.group(1) in STOP_NAME or re.fullmatch(TITLE, before.group(1)):
        return False
    given, table = fold(before.group(1)), gazetteer().given_names
    return given in table[""] and given not in table.get(key(text[hit.start : hit.end]), ())


_FIRST_NAMES = frozenset(
    "michael jim jane vernon hamilton barbara louis deandre neil joe kevin chris mike mary paul".split()  # noqa: SIM905
)
