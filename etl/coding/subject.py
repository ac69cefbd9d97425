"""What an act was about: the words by which two acts of one kind, pair and day are told apart.

The titles of acts found in articles are composed by rule and always alike, so there the words that prove
the act must tell.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from db.vocabulary.countries import COUNTRIES
from etl.coding.titles import compose_title
from etl.coding.topics import count_topics

Verdict = Literal["same", "silent", "unclear", "other"]
"""`silent`: at least one of the two names no subject, and nothing speaks against their being one."""

_COMMON_WORDS = frozenset(
    """
    a an and as at by for from in into its of on or over the their to under up upon with after against amid
    new joint bilateral government govt state says say said talks two both sides
    """.split()  # noqa: SIM905 (a list of one word a line is no easier to read)
)
_NO_SUBJECT = frozenset(
    """
    sign signed signing ink inked conclude concluded seal sealed reach reached strike struck agree agreed
    agreement pact treaty accord deal memorandum memoranda understanding mou moc protocol convention contract
    arrangement framework exchange note notes cooperation operation boost strengthen deepen expand enhance
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february march
    april may june july august september october november december last this that these those he she it his
    her was were is are be been has have had will would which who when where while than then between during
    before ministry minister foreign prime president leader official spokesman spokesperson capital visit week
    month year day one three four five several other part series set draft long term comprehensive landmark
    historic major key formal formally officially
    """.split()  # noqa: SIM905
)
_PACT = (
    r"(?:agreement|pact|treat(?:y|ie)|accord|deal|mou|moc|protocol|convention|contract|arrangement|framework"
    r"|exchanges? of note|memorand(?:um|a)(?: of (?:understanding|co-?operation|intent))?)s?\b"
)
_BEFORE = re.compile(rf"((?:[\w-]+ ){{1,5}}){_PACT}")
_AFTER = re.compile(
    rf"\b{_PACT} (?:on|for|to|about|concerning|covering|regarding|relating to|in the \w+ of) ([^.;:,()]*)"
)
_NEW_PACT = re.compile(rf"\b(?:an?|another|separate) (?:[\w-]+ ){{0,5}}?{_PACT}")
"""A pact that the text has not told of yet; "the agreement" may be the one before."""
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:(?P<first>\d{1,2})(?:st|nd|rd|th)? )?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (?P<second>\d{1,2})\b)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r" (?:with|as|after|during|at|when|while|which|that|by|under|ahead|amid|following|worth|between|before)\b"
    r"|(?<!operation)(?<!collaboration) in\b(?! the (?:field|area|sector))"
)
_ENDS_A_NAME = frozenset(("a", "an", "the", "its", "their", "of", "on", "in", "to", "for", "by", "with"))


def is_composed(type_: str, title: str, countries: tuple[str, str], actor: str) -> bool:
    """True if a title was composed by rule and so says nothing beyond type and sides."""
    first, second = countries
    other = first if actor == second else second
    return title == compose_title(type_, actor or first, other)


@lru_cache(maxsize=512)
def _country_words(iso3: str) -> frozenset[str]:
    country = COUNTRIES[iso3]
    names = (iso3, country.iso2, country.name, *country.other_names, *country.demonyms, *country.capitals)
    return frozenset(word for name in names for word in re.findall(r"\w+", name.casefold()))


def title_words(title: str, countries: Sequence[str]) -> list[str]:
    """Return the words of a title that tell acts apart: without the countries' names and common words."""
    known = _COMMON_WORDS.union(*(_country_words(iso3) for iso3 in countries))
    return [word for word in re.findall(r"\w+", title.casefold()) if word not in known]


def title_likeness(one: str, other: str, countries: Sequence[str]) -> float:
    """Return how alike two titles of the same dyad, type and day are, 0..100, whatever the order of words."""
    words, other_words = title_words(one, countries), title_words(other, countries)
    if not words or not other_words:
        return 100.0 if words == other_words else 0.0
    left, right = " ".join(sorted(words)), " ".join(sorted(other_words))
    shorter = min(len(set(words)), len(set(other_words)))
    subset = fuzz.token_set_ratio(left, right) if shorter >= 3 else 0.0
    return max(fuzz.ratio(left, right), 0.9 * subset)


def subject_of_title(title: str, countries: tuple[str, str]) -> frozenset[str]:
    """Return the words of a table's title that say what an act was about."""
    return _kept(title_words(title, countries), countries, "")


def subject_of_proofs(
    type_: str, proofs: Iterable[str], countries: tuple[str, str], place: str
) -> frozenset[str]:
    """Return the words by which the proofs of an act say what it was about.

    >>> sorted(subject_of_proofs("agreement_signed", ["They signed a pact on fisheries in Mombasa."],
    ...                          ("GHA", "KEN"), "Mombasa"))
    ['fish']
    """
    return frozenset(word for text in proofs for word in _subject(type_, text, countries, place))


@lru_cache(maxsize=4096)
def _subject(type_: str, text: str, countries: tuple[str, str], place: str) -> frozenset[str]:
    plain = re.sub(r"\s+", " ", text.casefold())
    if not type_.startswith("agreement"):
        return _kept(title_words(plain, countries), countries, place)
    return _kept(_pact_words(plain), countries, place)


def _pact_words(plain: str) -> list[str]:
    """Return the words that stand by a pact and may name its subject."""
    words: list[str] = []
    for match in _BEFORE.finditer(plain):
        for word in reversed(match[1].split()):
            if word in _ENDS_A_NAME or word.endswith("ed"):
                break
            words += word.split("-")
    for match in _AFTER.finditer(plain):
        words += re.findall(r"\w+", _TAIL.split(match[1])[0])
    return words


def topics_of_pact(texts: Iterable[str]) -> frozenset[str]:
    """Return the topics of a pact by the words that name its subject.

    >>> sorted(topics_of_pact(["The trade ministers signed a pact on fisheries."]))
    ['agriculture', 'maritime']
    """
    return frozenset(topic for text in texts for topic in _topics_of_pact(text))


@lru_cache(maxsize=4096)
def _topics_of_pact(text: str) -> frozenset[str]:
    words = _pact_words(re.sub(r"\s+", " ", text.casefold()))
    return frozenset(count_topics(" ".join(words))) - {"regional_order"}


def _kept(words: Iterable[str], countries: tuple[str, str], place: str) -> frozenset[str]:
    known = _NO_SUBJECT.union(
        _COMMON_WORDS, re.findall(r"\w+", place.casefold()), *(_country_words(iso3) for iso3 in countries)
    )
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in known and word.isalpha())


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        word = word[:-3] + "y"
    for ending in ("ing", "ery"):  # fishing rights, fishery, fisheries
        if word.endswith(ending) and len(word) > 6:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def same_subject(
    type_: str, one: frozenset[str], other: frozenset[str], *, is_elsewhere: bool, is_same_day: bool
) -> Verdict:
    """Return whether two acts of one type and pair, whose dates agree, were about the same.

    Args:
        type_: Of both.
        one, other: Their words, see `subject_of_proofs`.
        is_elsewhere: They were at places of different names.
        is_same_day: Both are known to the day.
    """
    if not one or not other:
        return "unclear" if is_elsewhere else "silent"
    shared, least = len(one & other), min(len(one), len(other))
    # A pact names its subject in a word or two; what else proves an act is told in whole sentences.
    is_pact = type_.startswith("agreement")
    if shared and shared >= least * (0.5 if is_pact else 0.25):
        return "same"
    is_other = is_pact and not shared and (is_elsewhere or not is_same_day)
    return "other" if is_other else "unclear"


def are_two_pacts(type_: str, one: str, other: str, countries: tuple[str, str]) -> bool:
    """True if two sentences of a text, each of a pact that is new to it, name different subjects.

    >>> pair, signed = ("GHA", "KEN"), "agreement_signed"
    >>> are_two_pacts(signed, "They signed a pact on fisheries.", "They signed a loan deal.", pair)
    True
    >>> are_two_pacts(signed, "They signed a fisheries pact.", "The deal on hake was signed here.", pair)
    False
    """
    texts = [re.sub(r"\s+", " ", text.casefold()) for text in (one, other)]
    if not type_.startswith("agreement") or not all(map(_NEW_PACT.search, texts)):
        return False
    subjects = [_subject(type_, text, countries, "") for text in texts]
    return all(subjects) and not subjects[0] & subjects[1]


def name_other_days(one: str, other: str) -> bool:
    """True if two texts name days of one form, none of which both name: "on Tuesday", "on Friday"."""
    for days in (_weekdays, _days):
        ours, theirs = days(one), days(other)
        if ours & theirs:
            return False
        if ours and theirs:
            return True
    return False


def _weekdays(text: str) -> set[str]:
    return {day.casefold() for day in _WEEKDAY.findall(text)}


def _days(text: str) -> set[tuple[str, str]]:
    found = ((match["month"].casefold(), match["first"] or match["second"]) for match in _DAY.finditer(text))
    return {(month, day) for month, day in found if day}
