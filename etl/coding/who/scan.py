"""Scan: the gazetteer's words in a sentence."""

import re

from etl.coding.who.gazetteer import WORD, Entry, fold, gazetteer, key
from etl.coding.who.mentions import Hit
from etl.coding.who.naming import CORPORATE, STOP_NAME, TITLE


def scan(text: str) -> tuple[Hit, ...]:
    """Return the gazetteer's entries in `text`, longest first at each place, no overlaps."""
    table = gazetteer()
    words = list(WORD.finditer(text))
    shout = text.isupper()
    hits: list[Hit] = []
    i = 0
    while i < len(words):
        word = words[i].group()
        if not (word[0].isupper() or word[0] == "’"):
            i += 1
            continue
        first = fold(word)
        bare = first[:-2] if first.endswith("'s") else first
        if first not in table.first_words and bare not in table.first_words:
            i += 1
            continue
        found = None
        keyed = [first]
        for n in range(1, min(table.longest, len(words) - i)):
            gap = text[words[i + n - 1].end() : words[i + n].start()]
            if len(gap) > 2 or any(c in ',;:()\n"“”' for c in gap):
                break
            keyed.append(fold(words[i + n].group()))
        for n in range(len(keyed), 0, -1):
            joined = " ".join(keyed[:n])
            entry = table.entries.get(joined)
            possessive = False
            if entry is None and joined.endswith("'s"):
                entry, possessive = table.entries.get(joined[:-2]), True
            if entry is None:
                continue
            surface = text[words[i].start() : words[i + n - 1].end()]
            if (
                entry.needs_capitals
                and not surface.replace(".", "")
                .replace("’s", "")
                .replace("'s", "")
                .replace(" ", "")
                .isupper()
            ):
                continue
            if entry.needs_capitals and shout and joined == "us":
                continue
            end = words[i + n - 1].end() - (2 if possessive else 0)
            if joined in ("u s", "u k", "u n", "u a e", "e u", "u s a") and text[end : end + 1] == ".":
                end += 1
            possessive = possessive or text[end : end + 2] in ("'s", "’s", "' ", "’ ")
            found = (Hit(words[i].start(), end, entry, possessive), n)
            break
        if found:
            hits.append(found[0])
            i += found[1]
        else:
            i += 1
    return tuple(h for h in hits if not _is_false_friend(text, h) and not _is_court_town(text, h))


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
