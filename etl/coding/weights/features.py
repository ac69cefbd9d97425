"""Features: what of a sentence the weights of weighing.py look at: its words, with names and dates masked.

A state, a minister or a day is the same to them, whoever it is: "@state expel @number @adjective diplomat".
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Generic, NamedTuple, Protocol, TypeVar

from etl.coding.days.date_words import DateExpression
from etl.coding.grammar.verbs import irregular_bases
from etl.coding.who.gazetteer import fold
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS, MINISTERS

REACH = 5
CONCEPT_REACH = 8
"""Words, and meanings, this far apart still make a pair."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.]*|[?;:—–]")
_SUFFIXES = (
    ("ically", "ic"),
    ("ations", "at"),
    ("ation", "at"),
    ("ingly", ""),
    ("ities", "ity"),
    ("ments", "ment"),
    ("ions", "ion"),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", "er"),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
    ("e", ""),
)
_SMALL = frozenset(
    """a an the of in on at to by for with from and or as that which who it its his her their he she they was
    were is are be been being has have had will would this these those than then also not no into out up off
    over""".split()  # noqa: SIM905
)


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Feature = tuple[str, ...]
"""Words or meanings that stand in a sentence: ("expel",), ("expel", "the"), ("expel", "..", "@envoy"), or
("=", "EXPEL", "@envoy") for meanings."""


class Token(NamedTuple):
    """A word of a sentence as the weights see it; `start`, `end`: its span in the sentence."""

    word: str
    start: int
    end: int

    @property
    def is_small(self) -> bool:
        """True for the little words, which mean something only beside another."""
        return self.word in _SMALL


@cache
def stem(word: str) -> str:
    """Return a word without its ending: one stem for "expels", "expelled" and "expelling"."""
    word = fold(word).removesuffix("'s").removesuffix("’s")
    known = irregular_bases().get(word)
    if known:
        word = known
    for suffix, kept in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(suffix)] + kept
            break
    if (
        len(word) > 4
        and word[-1] == word[-2]
        and (word[-1] not in "aeiouls" or (len(word) > 5 and word[-1] == "l"))
    ):
        word = word[:-1]  # "expelled", "permitted"
    return word


def mask_of(mention: Mention) -> str:
    """Return what stands for a mention."""
    if mention.kind == "person":
        if mention.is_former:
            return "@former"
        if mention.head == "counterpart":
            return "@counterpart"
        if mention.level in LEADERS:
            return "@leader"
        if mention.level in MINISTERS:
            return "@minister"
        return "@official" if mention.level == "senior_official" else "@person"
    if mention.kind in ("he", "him", "we", "it"):
        return ""
    if mention.kind == "they":
        return ""
    if mention.kind == "org":
        return "@court" if mention.head == "court" else "@org"
    return f"@{mention.kind}"


def tokens(
    text: str, mentions: Sequence[Mention], expressions: Sequence[DateExpression]
) -> tuple[Token, ...]:
    """Return the words of a sentence, mentions, dates, numbers and other names masked."""
    masks = [(m.start, m.end, mask) for m in mentions if (mask := mask_of(m))]
    masks += [(e.start, e.end, "@date") for e in expressions]
    masks.sort()
    out: list[Token] = []
    at = 0
    for start, end, mask in masks:
        if start < at:
            continue
        out.extend(_plain(text, at, start))
        out.append(Token(mask, start, end))
        at = end
    out.extend(_plain(text, at, len(text)))
    return tuple(out)


_HAVE = frozenset((stem("has"), stem("have")))


def in_the_past(words: Sequence[Token]) -> tuple[Token, ...]:
    """Return the words of "has expelled two diplomats" as those of "expelled two diplomats"."""
    return tuple(
        one
        for one, later in zip(words, (*words[1:], None), strict=False)
        if one.word not in _HAVE or later is None or later.word in _NOT_DONE
    )


_NOT_DONE = frozenset((stem("to"), stem("no"), stem("been")))
"""After "has" where no past tense says the same."""


def _plain(text: str, begin: int, stop: int) -> Iterator[Token]:
    for match in _WORD.finditer(text, begin, stop):
        word = match.group()
        if word[0].isdigit():
            yield Token("@number", match.start(), match.end())
        elif word in "?;:—–":
            yield Token(word, match.start(), match.end())
        elif (
            word[0].isupper() and not word.isupper() and match.start() > 0 and text[match.start() - 1] != "“"
        ):
            base = stem(word)
            yield Token("^" + base if base in _concepts() else "@name", match.start(), match.end())
        elif word.casefold() != "s":
            yield Token(stem(word), match.start(), match.end())


@cache
def _concepts() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the concepts by the first stem of their words, longer phrases first."""
    text = files(__package__).joinpath("concepts.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        stems = tuple(stem(word) for word in _WORD.findall(row["word"]))
        if stems:
            found.setdefault(stems[0], []).append((stems, row["concept"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


def concepts(words: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Yield what the words of a sentence mean, each with its place: a concept of concepts.csv, or a mask."""
    stems = [token.word.removeprefix("^") for token in words]
    i = 0
    while i < len(stems):
        if stems[i].startswith("@"):
            yield stems[i], i
            i += 1
            continue
        for phrase, concept in _concepts().get(stems[i], ()):
            if tuple(stems[i : i + len(phrase)]) == phrase:
                yield concept, i
                i += len(phrase)
                break
        else:
            i += 1


class Known(Protocol[T_co]):
    """What is known of features, by a word."""

    def get(self, word: str, /) -> T_co | None:
        """Return what is known of a word, None if nothing."""


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """What is known of features, looked up word by word: quicker than to make each feature and look for that.

    Attributes:
        word, meaning: By a word of weight, and by a meaning.
        beside, apart, meanings: By the first word and then the second: of neighbours, of words of weight near
            each other, and of meanings.
    """

    word: Known[T]
    meaning: Known[T]
    beside: Known[Known[T]]
    apart: Known[Known[T]]
    meanings: Known[Known[T]]


def look_up(words: Sequence[Token], index: Index[T]) -> list[tuple[T, int, int]]:
    """Return what is known of the features of a sentence, and the places of the first and last word of each.

    Words, pairs of neighbours, and pairs of words of weight up to `REACH` words apart; and the same of what
    they mean, which brings together words that were never seen with ones that were.
    """
    found: list[tuple[T, int, int]] = []
    put = found.append
    heard = [token.word for token in words]
    for i, (word, following) in enumerate(pairwise(heard)):
        after = index.beside.get(word)
        if after is not None and (known := after.get(following)) is not None:
            put((known, i, i + 1))
    heavy = [i for i, word in enumerate(heard) if word not in _SMALL]
    for at, i in enumerate(heavy):
        known = index.word.get(heard[i])
        if known is not None:
            put((known, i, i))
        after = index.apart.get(heard[i])
        if after is not None:
            for j in heavy[at + 1 : at + 1 + REACH]:
                if i + 1 < j <= i + REACH and (known := after.get(heard[j])) is not None:
                    put((known, i, j))
    meant = list(concepts(words))
    for at, (concept, i) in enumerate(meant):
        known = index.meaning.get(concept)
        if known is not None:
            put((known, i, i))
        after = index.meanings.get(concept)
        if after is not None:
            for other, j in meant[at + 1 : at + 1 + CONCEPT_REACH]:
                if j <= i + CONCEPT_REACH and (known := after.get(other)) is not None:
                    put((known, i, j))
    return found


def index_of(known: Mapping[Feature, T]) -> Index[T]:
    """Return the index of what is known of some features; what no words of a sentence make is left out."""
    word: dict[str, T] = {}
    meaning: dict[str, T] = {}
    beside: dict[str, dict[str, T]] = {}
    apart: dict[str, dict[str, T]] = {}
    meanings: dict[str, dict[str, T]] = {}
    for feature, one in known.items():
        match feature:
            case (only,):
                word[only] = one
            case ("=", concept):
                meaning[concept] = one
            case (first, following):
                beside.setdefault(first, {})[following] = one
            case ("=", concept, other):
                meanings.setdefault(concept, {})[other] = one
            case (first, "..", last):
                apart.setdefault(first, {})[last] = one
    return Index(word, meaning, beside, apart, meanings)


@dataclass(frozen=True, slots=True)
class _All(Generic[T]):
    """What `made` makes of a word: every word is known."""

    made: Callable[[str], T]

    def get(self, word: str, /) -> T:
        return self.made(word)


_EVERY: Index[Feature] = Index(
    word=_All(lambda word: (word,)),
    meaning=_All(lambda concept: ("=", concept)),
    beside=_All(lambda first: _All(lambda following: (first, following))),
    apart=_All(lambda first: _All(lambda last: (first, "..", last))),
    meanings=_All(lambda concept: _All(lambda other: ("=", concept, other))),
)


def features(words: Sequence[Token]) -> list[tuple[Feature, int, int]]:
    """Return every feature of a sentence with the places of the first and the last word that make it."""
    return look_up(words, _EVERY)
