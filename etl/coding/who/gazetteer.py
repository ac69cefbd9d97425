"""Gazetteer: every word that stands for a state, a place in one, a person who speaks for one, or an
organisation."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from db.vocabulary.countries import COUNTRIES

Kind = Literal[
    "country", "adjective", "prefix", "capital", "seat", "city", "person", "org", "court", "sea", "none"
]

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
"""A word as the gazetteer sees it; hyphens and full stops separate."""
CAPITALISED = re.compile(
    r"(?:[\W_]++|[a-z\d][^\W_]*+(?:['’][^\W\d_]++)*+)*+(?P<word>[^\W_]++(?:['’][^\W\d_]++)*+)"
)
"""The next word that may be a name: small ones are stepped over in one go, being most."""

_TOO_COMMON = frozenset(
    "georgetown kingston hamilton victoria nassau the bottom stanley douglas jersey male polish "  # noqa: SIM905
    "turkey's american "
    "a an the of port and".split()
) - {"american", "polish"}
_AMBIGUOUS_WITHOUT_SENTENCE = frozenset(
    {"jersey", "male", "polish", "stanley", "douglas", "hamilton", "victoria", "kingston"}
)
TERRITORIES = frozenset(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM "  # noqa: SIM905
    "HMD IMN IOT JEY MAF MNP "
    "MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF".split()
)


_TITLES = frozenset(
    """archbishop ayatollah crown daw emperor general grand hereditary king lord marshal mullah pope prince
    princess queen sheikh sir sultan he no to president prime premier chancellor chairman secretary foreign
    defense state colonel""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase stands for.

    Attributes:
        kind: `country` (its name), `adjective` (demonym), `prefix` ("Anglo-"), `capital` and `seat` (act for
            the state, and are places), `city` (a place only), `person`, `org` and `court` (act, but are no
            state), `sea`, `none` (says nothing).
        iso3: "" for the last four.
        level: Of a person, one of db.vocabulary.LEVELS.
        needs_capitals: Only as written, "US" but not "us" or "Us".
    """

    kind: Kind
    iso3: str = ""
    level: str = ""
    needs_capitals: bool = False


@cache
def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes made straight: the form in which words are
    looked up."""
    plain = (
        text.replace("’", "'")
        .replace("ø", "o")
        .replace("Ø", "O")
        .replace("ł", "l")
        .replace("Ł", "L")
        .replace("ı", "i")
    )
    if plain.isascii():
        return plain.casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).casefold()


def key(name: str) -> str:
    """Return the look-up key of a name: its folded words, one blank between."""
    return " ".join(fold(word) for word in WORD.findall(name))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Entries by key; the people's single names that are enough alone; the longest key in words.

    Attributes:
        entries: Entry by key.
        first_words: First words of all keys, to skip a look-up early.
        longest: Most words that a key has.
        given_names: What people are called before their family names, by the word that is enough alone;
            all of them under "".
    """

    entries: Mapping[str, Entry]
    first_words: frozenset[str]
    longest: int
    given_names: Mapping[str, frozenset[str]]


def _is_short(name: str) -> bool:
    """True for "US", "U.S.", "DRC": a word only as written."""
    return name.replace(".", "").isupper() and len(name) <= 6


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, built once from db.vocabulary.countries and this folder's CSV files."""
    entries: dict[str, Entry] = {}

    def add(name: str, entry: Entry, *, replace: bool = True) -> None:
        k = key(name)
        if len(k) < 2 or (k in entries and not replace):
            return
        entries[k] = entry

    for country in COUNTRIES.values():
        gone = country.exists_until is not None
        kind: Kind = "city" if country.iso3 in TERRITORIES else "country"
        for name in (country.name, *country.other_names):
            add(name, Entry(kind, country.iso3, needs_capitals=_is_short(name)), replace=not gone)
        for name in country.demonyms:
            if kind == "country":
                add(name, Entry("adjective", country.iso3), replace=not gone)
                if name.endswith(("n", "i", "o", "k")):
                    add(name + "s", Entry("adjective", country.iso3), replace=False)
        for name in country.capitals:
            if not gone and key(name) not in _TOO_COMMON:
                add(name, Entry("city" if kind == "city" else "capital", country.iso3), replace=False)
    for row in _rows("cities.csv"):
        for name in row["names"].split(";"):
            add(name, Entry("city", row["iso3"]), replace=False)
    for row in _rows("metonyms.csv"):
        for name in row["names"].split(";"):
            add(name, Entry(cast(Kind, row["kind"]), row["iso3"], needs_capitals=_is_short(name)))
    given: dict[str, set[str]] = defaultdict(set)
    for row in _rows("people.csv"):
        person = Entry("person", row["iso3"], row["level"])
        whole = {key(name.replace("*", "")) for name in row["names"].split(";")}
        first = {word for name in whole if " " in name for word in name.split()[:-1]}
        given[""] |= {name.split()[0] for name in whole if " " in name} - _TITLES
        for starred in row["names"].split(";"):
            add(starred.replace("*", ""), person, replace=False)
            for word in starred.split():
                if word.startswith("*"):
                    add(word[1:], person, replace=False)
                    given[key(word)] |= first
    given[""] = {word for word in given[""] if word not in entries or entries[word].kind == "person"}
    for row in _rows("phrases.csv"):
        for name in row["names"].split(";"):
            add(name, Entry(cast(Kind, row["kind"]), needs_capitals=name.isupper() and len(name) <= 5))
    for word in ("US", "USA", "UK", "UAE", "PRC", "ROK", "DPRK", "DRC", "KSA"):
        if key(word) in entries:
            known = entries[key(word)]
            entries[key(word)] = Entry("country", known.iso3, needs_capitals=True)
    for bad in _AMBIGUOUS_WITHOUT_SENTENCE - {"polish"}:
        entries.pop(bad, None)
    first_words = frozenset(k.split(" ", 1)[0] for k in entries)
    return Gazetteer(
        MappingProxyType(entries),
        first_words,
        max(k.count(" ") + 1 for k in entries),
        MappingProxyType({k: frozenset(v) for k, v in given.items()}),
    )
