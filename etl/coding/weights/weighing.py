"""Weighing: how strongly the words of a sentence tell each kind of act.

The weights were learnt from texts written for this purpose (training/ in the repository; `make learn` learns
them anew) and stand in acts.csv: a feature of features.py, a type, what it adds to the log odds.
Where they leave a doubt, the second reader has a say (opinions.py).
"""

import csv
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, repeat
from typing import Any

import numpy as np

from etl.coding.weights.features import Feature, Index, Token, index_of, look_up

BIAS = "(bias)"
RULE, STATES, LEAD, BEFORE, EARLIER = "(rule)", "(states)", "(lead)", "(before)", "(earlier)"
"""What is no word: the odds of a type before any word; that a rule has found a type; how many states the
sentence names; that it stands in the first paragraph; that the last sentence, or an earlier one, told it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One kind of act that a sentence may tell.

    Attributes:
        type: Event type.
        p: Probability by the weights, 0..1.
    """

    type: str
    p: float
    _heard: "Heard" = field(repr=False)
    _place: int = field(repr=False)

    @property
    def at(self) -> int:
        """Where in the sentence the word stands that tells it most."""
        return _place_of(self._heard, self._place)


Row = tuple[tuple[int, float], ...]
"""What a feature adds to the log odds of some types, each by its place."""


@dataclass(frozen=True, slots=True)
class Table:
    """Weights by feature: for each the places of types in `types` and what it adds to their log odds.

    Features are told by their words, as the table writes them, split at the blanks.
    """

    types: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[Feature, Row]

    worth: Mapping[str, float] = field(init=False)
    """What each feature, as the table writes it, adds to the log odds, where there is one class only."""
    worth_of: Mapping[str, Mapping[str, float]] = field(init=False)
    """The same by the first word of a feature, and then by the rest."""
    index: Index[int] = field(init=False)
    grid: "np.ndarray[tuple[int, int], np.dtype[np.float64]]" = field(init=False)
    """The same weights as a grid: a row for each feature, by its place, and a column for each type."""

    def __post_init__(self) -> None:
        single = {" ".join(f): row[0][1] for f, row in self.weights.items()} if len(self.types) == 1 else {}
        object.__setattr__(self, "worth", single)
        by_first: dict[str, dict[str, float]] = {}
        for feature, added in single.items():
            first, _, rest = feature.partition(" ")
            by_first.setdefault(first, {})[rest] = added
        object.__setattr__(self, "worth_of", by_first)
        object.__setattr__(self, "index", index_of({f: i for i, f in enumerate(self.weights)}))
        grid = np.zeros((len(self.weights), len(self.types)))
        if len(self.types) > 1:
            for i, row in enumerate(self.weights.values()):
                for place, weight in row:
                    grid[i, place] = weight
        object.__setattr__(self, "grid", grid)


@cache
def table(name: str = "acts") -> Table:
    """Return the weights of NAME.csv, read once."""
    text = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.reader(text.splitlines()[1:]) if not row[0].startswith("#")]
    types = tuple(sorted({row[1] for row in rows}))
    place = {kind: i for i, kind in enumerate(types)}
    bias = [0.0] * len(types)
    weights: dict[Feature, list[tuple[int, float]]] = {}
    for feature, kind, weight in rows:
        if feature == BIAS:
            bias[place[kind]] = float(weight)
        else:
            weights.setdefault(tuple(feature.split(" ")), []).append((place[kind], float(weight)))
    return Table(types, tuple(bias), {f: tuple(w) for f, w in weights.items()})


def chance(odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, odds))))


def add(known: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of what features are worth, those not known nothing."""
    return math.fsum(map(known.get, features, repeat(0.0)))


def odds_of(p: float) -> float:
    """Return the log odds of a probability, bounded."""
    p = max(1e-9, min(1 - 1e-9, p))
    return math.log(p / (1 - p))


Met = tuple[int, int, int]
"""A feature by its place in the table, and the places of the first and the last word that make it."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The words of a sentence, the log odds of each type by them alone, and what they met in the table."""

    words: tuple[Token, ...]
    odds: tuple[float, ...]
    met: tuple[Met, ...]


def hear(words: Sequence[Token]) -> Heard:
    """Return what the words of a sentence (features.tokens) add up to."""
    known = table()
    met = look_up(words, known.index)
    sums = known.grid.take(sorted({place for place, _, _ in met}), axis=0).sum(axis=0)
    return Heard(tuple(words), tuple((sums + known.bias).tolist()), tuple(met))


DOUBT = (0.05, 0.9)
"""Where a type's chance lies between, the sentence is in doubt, and the second reader is asked."""
DOUBT_OF_RULE = (0.05, 0.3)
"""The same for a type that a rule has found: it is in doubt only where the words hardly bear it out."""


def add_up(heard: Heard, marks: Collection[Feature]) -> list[float]:
    """Return the log odds of each type by the words of a sentence and what else is known of it.

    Args:
        heard: Its words.
        marks: What else is known: (RULE, type), (STATES, number) and so on.
    """
    known = table()
    odds = list(heard.odds)
    for mark in sorted(marks):  # the order in which floats are added shows in their last digit
        for place, weight in known.weights.get(mark, ()):
            odds[place] += weight
    return odds


def is_in_doubt(odds: Sequence[float], by_rule: Collection[str]) -> bool:
    """True where some type may be told and may not.

    Args:
        odds: What the words of a sentence add up to.
        by_rule: Types that a rule has found in it.
    """
    places = {table().types.index(kind) for kind in by_rule if kind in table().types}
    return any(
        least <= one <= most
        for place, one in enumerate(odds)
        for least, most in (_ODDS_OF_RULE if place in places else _ODDS,)
    )


_ODDS, _ODDS_OF_RULE = (tuple(math.log(p / (1 - p)) for p in between) for between in (DOUBT, DOUBT_OF_RULE))


def weigh(heard: Heard, odds: Sequence[float], least: float) -> Iterator[Weighed]:
    """Yield the kinds of act that a sentence tells with a probability of at least `least`.

    Args:
        heard: Its words.
        odds: What they add up to (`add_up`).
        least: Lowest probability that counts.
    """
    enough = math.log(least / (1 - least)) if least else -math.inf
    for place, kind in enumerate(table().types):
        if odds[place] >= enough:
            yield Weighed(kind, chance(odds[place]), heard, place)


RIVAL = 0.3
"""How likely another act must be for its place to count."""


def places_of(heard: Heard) -> tuple[int, ...]:
    """Return where in a sentence acts are told, by its words alone."""
    return tuple(one.at for one in weigh(heard, heard.odds, RIVAL))


@lru_cache(maxsize=256)
def _place_of(heard: Heard, place: int) -> int:
    """Return where the word stands that adds most, alone and in pairs; a name or a date tells nothing.

    A word of another act is that one's: "summoned the envoy over the shells that fell".
    """
    words = heard.words
    if not words:
        return 0
    likely = math.log(RIVAL / (1 - RIVAL))
    others = [one for one, odds in enumerate(heard.odds) if odds >= likely and one != place]
    met = np.fromiter(chain.from_iterable(heard.met), np.intp, 3 * len(heard.met))
    numbers, firsts, lasts = met.reshape(-1, 3).T

    def added(one: int) -> Any:
        half = table().grid[numbers, one] / 2
        return np.bincount(firsts, half, len(words)) + np.bincount(lasts, half, len(words))

    own = added(place)
    if others:
        own = own - RIVALRY * np.maximum.reduce([np.zeros(len(words)), *map(added, others)])
    own[[token.word[0] == "@" and token.word != "@envoy" for token in words]] = -math.inf
    return words[int(own.argmax())].start


RIVALRY = 0.5
"""How much of what a word adds to another act is taken from what it adds to this one."""
