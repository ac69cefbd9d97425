"""Weighing: how strongly the words of a sentence tell each kind of act.

The weights were learnt from texts written for this purpose (training/ in the repository; `make learn` learns
them anew) and stand in weights/acts.csv: a feature of features.py, a type, what it adds to the log odds.
"""

import csv
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from etl.coding.features import Feature, Token, features

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


@dataclass(frozen=True, slots=True)
class Table:
    """Weights by feature: for each the places of types in `types` and what it adds to their log odds.

    Features are told by their words, as the table writes them, split at the blanks.
    """

    types: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[Feature, tuple[tuple[int, float], ...]]

    worth: Mapping[str, float] = field(init=False)
    """What each feature, as the table writes it, adds to the log odds, where there is one class only."""

    def __post_init__(self) -> None:
        single = {" ".join(f): row[0][1] for f, row in self.weights.items()} if len(self.types) == 1 else {}
        object.__setattr__(self, "worth", single)


@cache
def table(name: str = "acts") -> Table:
    """Return the weights of weights/NAME.csv, read once."""
    text = files(__package__).joinpath("weights", f"{name}.csv").read_text(encoding="utf-8")
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


Met = tuple[tuple[tuple[int, float], ...], int, int]
"""Weights of a feature, and the places of the first and the last word that make it."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The words of a sentence, the log odds of each type by them alone, and what they met in the table."""

    words: tuple[Token, ...]
    odds: tuple[float, ...]
    met: tuple[Met, ...]


def hear(words: Sequence[Token]) -> Heard:
    """Return what the words of a sentence (features.tokens) add up to."""
    known = table()
    odds = list(known.bias)
    met: list[Met] = []
    seen: set[Feature] = set()
    row_of = known.weights.get
    for feature, first, last in features(words):
        row = row_of(feature)
        if row is None:
            continue
        met.append((row, first, last))
        if feature not in seen:
            seen.add(feature)
            for place, weight in row:
                odds[place] += weight
    return Heard(tuple(words), tuple(odds), tuple(met))


def weigh(heard: Heard, marks: Collection[Feature], least: float) -> Iterator[Weighed]:
    """Yield the kinds of act that a sentence tells with a probability of at least `least`.

    Args:
        heard: Its words.
        marks: What else is known of it: (RULE, type), (STATES, number) and so on.
        least: Lowest probability that counts.
    """
    known = table()
    odds = list(heard.odds)
    for mark in marks:
        for place, weight in known.weights.get(mark, ()):
            odds[place] += weight
    enough = math.log(least / (1 - least)) if least else -math.inf
    for place, kind in enumerate(known.types):
        if odds[place] >= enough:
            yield Weighed(kind, chance(odds[place]), heard, place)


RIVAL = 0.3
"""How likely another act must be for its place to count."""


def places_of(heard: Heard) -> tuple[int, ...]:
    """Return where in a sentence acts are told, by its words alone."""
    return tuple(one.at for one in weigh(heard, (), RIVAL))


@lru_cache(maxsize=256)
def _place_of(heard: Heard, place: int) -> int:
    """Return where the word stands that adds most, alone and in pairs; a name or a date tells nothing.

    A word of another act is that one's: "summoned the envoy over the shells that fell".
    """
    words = heard.words
    likely = math.log(RIVAL / (1 - RIVAL))
    others = [one for one, odds in enumerate(heard.odds) if odds >= likely and one != place]
    adds = {one: [0.0] * len(words) for one in (place, *others)}
    for row, first, last in heard.met:
        for one, weight in row:
            if one == place or one in adds:
                adds[one][first] += weight / 2
                adds[one][last] += weight / 2
    own = adds[place]
    if others:
        taken = (max(0.0, *each) for each in zip(*(adds[one] for one in others), strict=True))
        own = [mine - RIVALRY * theirs for mine, theirs in zip(own, taken, strict=True)]
    best = max(
        range(len(words)),
        key=lambda i: own[i] if words[i].word[0] != "@" or words[i].word == "@envoy" else -math.inf,
        default=0,
    )
    return words[best].start if words else 0


RIVALRY = 0.5
"""How much of what a word adds to another act is taken from what it adds to this one."""
