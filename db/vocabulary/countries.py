"""Countries: the 249 of ISO 3166-1, Kosovo (XKX) and the former states that events since 1950 name.

Names are found in English at once, in other languages through Babel's CLDR data, which is read only when the
English names do not hold the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from db.errors import UsageError
from db.vocabulary.tables import read_table
from db.vocabulary.written_names import (
    any_order,
    is_short_for,
    key_of,
    proper_words,
    readings,
    shortened,
    without_note,
)

CodeSystem = Literal["iso2", "iso3", "cow", "gw", "m49", "fips", "cameo", "cowabb"]

NUMBERS: tuple[CodeSystem, ...] = ("cow", "gw", "m49")
"""The systems whose codes are numbers."""

_LANGUAGES = (
    "en af am ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it"
    " ja ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt pt_PT ro ru si sk sl so sq"
    " sr sr_Latn sv sw ta te tg th tk tr uk ur uz vi zh zh_Hant zu"
)
LANGUAGES = tuple(_LANGUAGES.split())
"""The languages in which `find_country` knows every name (CLDR identifiers)."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country or former state.

    Attributes:
        iso3: ISO 3166-1 alpha-3 code, the key everywhere; XKX for Kosovo, ISO 3166-3 for former states.
        iso2: ISO 3166-1 alpha-2 code, the withdrawn one for former states ("" where there is none; CS was
            given twice, to CSK and to SCG).
        name: The usual English short name ("South Korea", "Vietnam", "Turkey").
        other_names: Other names a text may use, former ones among them ("Republic of Korea", "Burma", "US").
            None is another country's, but without their case short ones are common words.
        demonyms: Adjectives and words for people ("Malaysian", "Filipino", "Philippine"), without plurals in
            -s. "Congolese" and "Dominican" belong to two countries each.
        capitals: Capital first, then seats of government ("Kuala Lumpur", "Putrajaya"), other spellings
            ("Kyiv", "Kiev") and capitals given up since 1990 ("Bonn", "Yangon").
        cow, gw: Numeric codes of Correlates of War and Gleditsch & Ward, None where there is none.
        m49: Number of ISO 3166-1 and of the UN's M49, three digits ("" where there is none).
        fips, cameo: FIPS 10-4 code and the code that CAMEO data use ("" where there is none).
        exists_from, exists_until: First and last day on which the state could act; None is open. States that
            stood in 1950 are open at the beginning, but for those that took over the codes of an earlier
            one (Soviet Union, Yugoslavia, Czechoslovakia). Territories that are no states are open at both
            ends.
    """

    iso3: str
    iso2: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    cow: int | None
    gw: int | None
    m49: str
    fips: str
    cameo: str
    exists_from: date | None
    exists_until: date | None

    def existed_on(self, day: date) -> bool:
        """True if the state could act on `day`."""
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_until is None or day <= self.exists_until
        )


class UnknownCountryError(UsageError, ValueError):
    """A name or code that no country bears, or that several bear.

    Attributes:
        text: What was asked for.
        suggestions: Names of the countries that may be meant, best first; may be empty.
        lost: The state that a code stands for, where `COUNTRIES` does not have it (COW 300 is
            Austria-Hungary); "" else.
    """

    def __init__(
        self, text: str, suggestions: tuple[str, ...] = (), what: str = "country", lost: str = ""
    ) -> None:
        self.text = text
        self.suggestions = suggestions
        self.lost = lost
        shown = text if len(text) <= 60 else f"{text[:60]}..."
        super().__init__(
            f"{what} {shown!r} is {lost}, which is not among the states here"
            if lost
            else f"unknown {what} {shown!r}",
            f"did you mean {' or '.join(suggestions)}?"
            if suggestions
            else "use a country's name, in any language, or its ISO code, such as Japan, JPN or JP",
        )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _read() -> dict[str, Country]:
    return {
        row["iso3"]: Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            other_names=_split(row["other_names"]),
            demonyms=_split(row["demonyms"]),
            capitals=_split(row["capitals"]),
            cow=int(row["cow"]) if row["cow"] else None,
            gw=int(row["gw"]) if row["gw"] else None,
            m49=row["m49"],
            fips=row["fips"],
            cameo=row["cameo"],
            exists_from=date.fromisoformat(row["exists_from"]) if row["exists_from"] else None,
            exists_until=date.fromisoformat(row["exists_until"]) if row["exists_until"] else None,
        )
        for row in read_table("countries.csv")
    }


COUNTRIES: Mapping[str, Country] = MappingProxyType(_read())
"""Every country by iso3."""


NEAR, NEAR_ABROAD, NEAR_OF_ITS_OWN = 80, 88, 55
"""How alike, of 100, a word must be to an English or another name to ask whether that was meant; and what is
left of both without the words of many names."""

_SHARED_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {key_of(row["name"]): _split(row["iso3"]) for row in read_table("shared_names.csv")}
)
"""Names that are no country's alone, as `key_of` gives them -> the iso3 of those they may mean."""
_ARTICLES = "la le les l el los las die der das il lo gli i o os as"
_FOREIGN_ARTICLES = frozenset(_ARTICLES.split())


@cache
def _english() -> dict[str, str]:
    """Every English name's key -> iso3."""
    return {key_of(name): c.iso3 for c in COUNTRIES.values() for name in (c.name, *c.other_names)}


@cache
def _foreign() -> dict[str, tuple[str, ...]]:
    """The key of every name in `LANGUAGES` -> the iso3 of those that bear it."""
    from babel import Locale  # here, since it is slow to import and seldom needed

    by_iso2 = {c.iso2: c.iso3 for c in COUNTRIES.values() if c.iso2 and c.exists_until is None}
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for iso2, name in Locale.parse(language).territories.items():
            if iso2 in by_iso2:
                bearers = found.setdefault(key_of(name), [])
                if by_iso2[iso2] not in bearers:
                    bearers.append(by_iso2[iso2])
    for row in read_table("country_names.csv"):
        for name in _split(row["names"]):
            bearers = found.setdefault(key_of(name), [])
            if row["iso3"] not in bearers:
                bearers.append(row["iso3"])
    return {key: tuple(bearers) for key, bearers in found.items()}


@cache
def _iso() -> dict[str, tuple[str, ...]]:
    """ISO2 and ISO3 codes, former ones too -> iso3; CS is two former states."""
    codes: dict[str, tuple[str, ...]] = {iso3: (iso3,) for iso3 in COUNTRIES}
    codes |= {
        row["code"]: (row["iso3"],) for row in read_table("country_codes.csv") if row["system"] == "iso3"
    }
    for country in COUNTRIES.values():
        if country.iso2:
            codes[country.iso2] = (*codes.get(country.iso2, ()), country.iso3)
    return codes


def _bearers(text: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the iso3 of those whose code or name `text` is; () if none."""
    if text.isascii() and text.upper() in _iso():
        return _iso()[text.upper()]
    for key in keys:
        if key in _english():
            return (_english()[key],)
    for key in keys:
        article, _, rest = key.partition(" ")
        for name in (key, rest if article in _FOREIGN_ARTICLES else ""):
            if name in _foreign():
                return _foreign()[name]
    return _bearers_in_other_words(text, keys)


def _bearers_in_other_words(text: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the iso3 of those whose name `text` is, its words turned, shortened or with a note behind."""
    whole, short = shortened(text)
    for key in (*keys, "" if short else " ".join(whole)):
        if any_order(key) in _turned():
            return (_turned()[any_order(key)],)
    if whole and short:
        fitting = (iso3 for name, iso3 in _english().items() if is_short_for(whole, short, name))
        if found := tuple(dict.fromkeys(fitting)):
            return found
    if "/" in text:
        # "Turkey/Türkiye" are two names of one; of two states neither is meant alone.
        each = [_candidates(part.strip()) for part in text.split("/")]
        return each[0] if len(set(each)) == 1 and len(each[0]) == 1 else ()
    before, _, behind = text.rstrip(" )").partition("(")
    if before.strip() and behind:
        # "UK (United Kingdom)" are two names of one as well.
        each = [_candidates(part.strip()) for part in (before, behind)]
        if each[0] == each[1] and len(each[0]) == 1:
            return each[0]
    head, note = without_note(text)
    if not head:
        return ()
    bearers = _candidates(head)
    if key_of(note) in _lost_names():
        return ()
    named = _candidates(note) or _capitals().get(key_of(note), ())
    # A note that names a state or its capital says which is meant, or contradicts.
    return named if set(named) <= set(bearers) and named else () if named else bearers


@cache
def _turned() -> dict[str, str]:
    """The words of every English name in any order -> iso3; democratic republics may leave out "People's"."""
    turned = {any_order(key): iso3 for key, iso3 in _english().items()}
    for key, iso3 in _english().items():
        if {"democratic", "peoples"} <= set(key.split()):
            turned.setdefault(any_order(key.replace("peoples", "")), iso3)
    return turned


@cache
def _capitals() -> dict[str, tuple[str, ...]]:
    """The keys of capitals -> the iso3 of their states."""
    found: dict[str, tuple[str, ...]] = {}
    for country in COUNTRIES.values():
        for key in map(key_of, country.capitals):
            found[key] = (*found.get(key, ()), country.iso3)
    return found


@cache
def _words_for() -> dict[str, tuple[str, ...]]:
    """The keys of English names, shared names and demonyms -> the iso3 of those they stand for."""
    words: dict[str, tuple[str, ...]] = {key: (iso3,) for key, iso3 in _english().items()}
    words.update(_SHARED_NAMES)
    for country in COUNTRIES.values():
        for key in map(key_of, country.demonyms):
            if country.iso3 not in words.get(key, ()):
                words[key] = (*words.get(key, ()), country.iso3)
    return words


def _near(key: str) -> tuple[str, ...]:
    """Return the iso3 of those whose names look like `key`, best first."""
    from rapidfuzz import fuzz, process

    if len(key) < 3:
        return ()
    if key in _words_for():
        return _words_for()[key]
    proper = proper_words(key)
    for words, cutoff in ((_words_for(), NEAR), (_foreign(), NEAR_ABROAD)):
        if not proper:
            break
        near = [iso3 for word in words if f" {key} " in f" {word} " for iso3 in words[word]]
        if not near:
            hits = process.extract(key, words.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=12)
            # "Fed. Rep." is no Czech Republic: what many names share makes no two alike.
            hits = [hit for hit in hits if _is_near(proper, hit[0], hit[1])]
            near = [iso3 for word, score, _ in hits if score >= hits[0][1] - 8 for iso3 in words[word]]
        if not near and len(key) > 3:
            near = [iso3 for word in words if word.startswith(key) for iso3 in words[word]]
        if near:
            return tuple(dict.fromkeys(near))
    return ()


def _is_near(proper: str, word: str, score: float) -> bool:
    """True if a key that is much like a word, as a whole, is like it in what is its own."""
    from rapidfuzz import fuzz

    own = proper_words(word)
    return score >= NEAR_ABROAD or not own or fuzz.ratio(proper, own) >= NEAR_OF_ITS_OWN


@lru_cache(maxsize=65536)
def _resolve(text: str) -> tuple[str, tuple[str, ...]]:
    """Return (iso3, ()) or ("", the names of at most three that may be meant)."""
    candidates = _candidates(text)
    if len(candidates) == 1 and not _is_shared(text):
        return candidates[0], ()
    # Prussia was no Russia.
    if not candidates and len(text) > 2 and key_of(text) not in _lost_names():
        candidates = _near(key_of(text[:80]))
    return "", tuple(COUNTRIES[iso3].name for iso3 in candidates[:3])


def _is_shared(text: str) -> bool:
    return any(key in _SHARED_NAMES for key in readings(text))


def _candidates(text: str) -> tuple[str, ...]:
    """Return the iso3 of those whose code or name `text` is, or may be; () if none."""
    keys = readings(text)
    shared = next((_SHARED_NAMES[key] for key in keys if key in _SHARED_NAMES), ())
    return shared or _bearers(text, keys)


@lru_cache(maxsize=65536)
def is_country_name(text: str) -> bool:
    """True if `find_country` knows `text`: a quick answer, without looking for names that are near.

    >>> is_country_name("Korea, Rep."), is_country_name("Korea")
    (True, False)
    """
    text = text.strip()
    return len(_candidates(text)) == 1 and not _is_shared(text)


def find_country(text: str) -> Country:
    """Return the country that `text` names: ISO3, ISO2, or a name in any common language.

    Case, accents, punctuation and articles do not count ("the netherlands", "Korea, Rep.", "Cote dIvoire").
    An ISO code goes before a name, so "my" is Malaysia. Names of the past are known ("Burma", "Soviet
    Union"). A name that is not one country's alone ("Korea") is an error that names those it may mean.

    Raises:
        UnknownCountryError: No country bears the name, or several do; carries at most three near ones.
    """
    text = text.strip()
    iso3, suggestions = _resolve(text)
    if not iso3:
        raise UnknownCountryError(text, suggestions)
    return COUNTRIES[iso3]


@cache
def _codes(system: CodeSystem) -> dict[str, tuple[str, ...]]:
    """Code in capitals -> iso3 of all who bear it."""
    codes: dict[str, tuple[str, ...]] = {}

    def add(code: str, iso3: str) -> None:
        if code and iso3 not in codes.get(code, ()):
            codes[code] = (*codes.get(code, ()), iso3)

    if system == "cowabb":
        numbers = _codes("cow")
        return {
            row["abbreviation"]: numbers.get(row["cow"], ()) for row in read_table("cow_abbreviations.csv")
        }
    for country in COUNTRIES.values():
        code = str(getattr(country, system) or "")
        add(code.lstrip("0") if system in NUMBERS else code, country.iso3)
    for row in read_table("country_codes.csv"):
        if row["system"] == system and row["iso3"]:
            add(row["code"], row["iso3"])
    return codes


@cache
def _lost() -> dict[tuple[str, str], str]:
    """(system, code) of states that `COUNTRIES` does not have -> their names."""
    rows = read_table("country_codes.csv")
    lost = {(row["system"], row["code"]): row["note"] for row in rows if not row["iso3"]}
    for row in read_table("cow_abbreviations.csv"):
        if ("cow", row["cow"]) in lost:
            lost["cowabb", row["abbreviation"]] = lost["cow", row["cow"]]
    return lost


@cache
def _lost_names() -> frozenset[str]:
    """The keys of states that `COUNTRIES` does not have; Prussia has no code of its own."""
    return frozenset(map(key_of, (*_lost().values(), "Prussia")))


def bearers_of(system: CodeSystem, code: str | int) -> tuple[Country, ...]:
    """Return every state that bore `code`, in no order; () if none did."""
    text = str(code).strip().upper()
    if system in NUMBERS:
        text = text.lstrip("0")
    return tuple(COUNTRIES[iso3] for iso3 in _codes(system).get(text, ()))


def find_by_code(system: CodeSystem, code: str | int, on: date | None = None) -> Country:
    """Return the country that bears `code` in a list of codes.

    States that followed one another share codes: COW 365 is Russia and was the Soviet Union, 345 was
    Yugoslavia and then Serbia, CAMEO data call Russia and the Soviet Union RUS. With `on` the state that
    existed on that day is meant; without it, or if none existed then, the living one, else the one that ended
    last. A code that only one country bears is that country's on every day: see `Country.existed_on`.

    CAMEO codes of regions (AFR, EUR, WST ...) and of ended territories (ANT) are no country's, nor are the
    FIPS codes of disputed islands (PF, PG, PJ), of bases (AX, DX) and of the seas (OS).

    Args:
        system: "iso2", "iso3", "cow" (Correlates of War), "gw" (Gleditsch & Ward), "m49" (numbers of
            ISO 3166-1 and the UN), "fips" (FIPS 10-4, GDELT's places), "cameo" (GDELT's actors, with ROM,
            MTN and other doublets of the data's codes) or "cowabb" (the letters of Correlates of War, where
            AUS is Austria).
        code: In any case; numbers also as text, with or without leading zeros.
        on: The day that the code's row is about.

    Raises:
        UnknownCountryError: No country bears the code.
    """
    bearers = bearers_of(system, code)
    if not bearers:
        lost = _lost().get((system, str(code).strip().upper().lstrip("0")), "")
        raise UnknownCountryError(str(code), what=f"{system.upper()} code", lost=lost)
    if on is not None:
        bearers = tuple(country for country in bearers if country.existed_on(on)) or bearers
    return max(bearers, key=lambda country: country.exists_until or date.max)


def country_name(iso3: str, language: str = "en") -> str:
    """Return the country's name for people, in `language` where Babel has it, else in English.

    Args:
        iso3: A key of `COUNTRIES`.
        language: A tag such as "de", "pt-BR" or "zh_Hant"; an unknown one gives English.
    """
    country = COUNTRIES[iso3]
    if language.replace("-", "_").partition("_")[0] == "en" or not country.iso2 or country.exists_until:
        return country.name
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return country.name
    return str(locale.territories.get(country.iso2, country.name))


def dyad_key(a: str, b: str) -> str:
    """Return the key of the unordered pair, iso3 codes sorted: `JPN-MYS`."""
    return "-".join(sorted((a, b)))


def of_its_day(iso3: str, day: date) -> str:
    """Return the state that stood on a day in the place of another, sharing its COW code; itself if none.

    Russia in 1970 is the Soviet Union, Serbia in 1999 Yugoslavia.
    """
    country = COUNTRIES[iso3]
    if country.existed_on(day) or country.cow is None:
        return iso3
    other = find_by_code("cow", country.cow, day)
    return other.iso3 if other.existed_on(day) else iso3
