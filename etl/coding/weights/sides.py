"""Sides: which states an act is between, and who acts on whom, by how each stands in the sentence and how two
stand to each other.

The weights were learnt like those of weighing.py and stand in sides.csv.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.weights.between import Scene, pair_features
from etl.coding.weights.features import Token
from etl.coding.weights.standing import Context, expand, family_of, state_features
from etl.coding.weights.weighing import add, chance, table
from etl.coding.who.mentions import Mention

SIDES = "sides"
"""Name of the table of weights, and of its only class."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states and how likely it is that they are the two: of a mutual type in alphabetical order."""

    actor: str
    recipient: str
    p: float
    is_explicit: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """How likely each two states at hand are the sides of an act, of a mutual type in alphabetical order.

    Attributes:
        inside: The states that the sentence names.
    """

    chances: dict[tuple[str, str], float]
    inside: frozenset[str]

    def p(self, actor: str, recipient: str) -> float:
        """Return how likely the two are the sides."""
        return self.chances.get((actor, recipient), 0.0)


@dataclass(frozen=True, slots=True)
class Standings:
    """Every state at hand and how it stands to an act of type `kind`, feature by feature."""

    kind: str
    scene: Scene
    states: dict[str, list[str]]

    @property
    def inside(self) -> frozenset[str]:
        """The states that the sentence names."""
        return frozenset(iso for iso, mine in self.scene.mine.items() if mine)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every two states that may be the sides."""
        mutual = EVENT_TYPES[self.kind].is_mutual
        for actor in self.states:
            for recipient in self.states:
                if actor < recipient or (actor != recipient and not mutual):
                    yield actor, recipient

    def of_states(self, actor: str, recipient: str) -> Iterator[str]:
        """Yield how the two stand, each by itself."""
        first, second = ("S", "S") if EVENT_TYPES[self.kind].is_mutual else ("A", "B")
        for name, iso in ((first, actor), (second, recipient)):
            for feature in self.states[iso]:
                yield f"{name} {feature}"

    def of_pair(self, actor: str, recipient: str) -> Iterator[str]:
        """Yield how the two stand to each other."""
        family = family_of(self.kind)
        for feature in pair_features(self.scene, family, actor, recipient):
            yield f"{family} {feature}"


def standings(
    kind: str, text: str, words: Sequence[Token], mentions: Sequence[Mention], at: int, context: Context
) -> Standings:
    """Return how the states at hand stand to an act of type `kind` told at `at`."""
    known = dict(state_features(kind, text, words, mentions, at, context))
    mine = {iso: [m for m in mentions if iso in m.isos] for iso in known}
    scene = Scene(text, words, mentions, at, context, mine)
    return Standings(kind, scene, {iso: list(expand(kind, one)) for iso, one in known.items()})


HEADED = 2.5
"""Log odds for the two of a part that one state heads, in a page about the other; too rare to be learnt."""
HOPELESS = 5.0
"""Log odds by which two states that stand worse, each by itself, than the best are not looked at together."""


def weigh_sides(
    kind: str, text: str, words: Sequence[Token], mentions: Sequence[Mention], at: int, context: Context
) -> Parts:
    """Return how likely each two states at hand are the sides of an act of type `kind` told at `at`."""
    weights = table(SIDES)
    stand = standings(kind, text, words, mentions, at, context)
    if not weights.worth or len(stand.states) < 2:
        return Parts({}, stand.inside)
    alone: dict[tuple[str, str], float] = {}
    sums: dict[tuple[str, str], float] = {}

    def worth(name: str, iso: str) -> float:
        if (name, iso) not in sums:
            sums[name, iso] = add(weights.worth_of.get(name, {}), stand.states[iso])
        return sums[name, iso]

    first, second = ("S", "S") if EVENT_TYPES[kind].is_mutual else ("A", "B")
    for actor, recipient in stand.pairs():
        alone[actor, recipient] = worth(first, actor) + worth(second, recipient)
    headed = {context.home, context.topic} if context.topic else set()
    for pair in alone:
        if set(pair) == headed:
            alone[pair] += HEADED
    least = max(alone.values()) - HOPELESS

    family = family_of(kind)
    of_family = weights.worth_of.get(family, {})
    return Parts(
        {
            pair: chance(weights.bias[0] + odds + add(of_family, pair_features(stand.scene, family, *pair)))
            for pair, odds in alone.items()
            if odds >= least
        },
        stand.inside,
    )


def find_sides(parts: Parts, listed: Collection[str] = ()) -> list[Sides]:
    """Return the two sides of an act, the likeliest first.

    More than one where the same is told of several states ("met B and then C"); none where fewer than two
    are at hand.

    Args:
        listed: States told in one breath ("his counterparts from B, C and D"): each meets the one that is
            not among them, none another.
    """
    ranked = sorted(parts.chances, key=lambda pair: (-parts.chances[pair], pair))
    ranked = [pair for pair in ranked if not set(pair) <= set(listed)]
    if not ranked:
        return []
    best = ranked[0]
    found = [best]
    for pair in ranked[1:]:
        is_told = {*best, *pair} & set(listed) and set(best) - set(listed) == set(pair) - set(listed)
        if is_told or parts.chances[pair] >= ALSO:
            found.append(pair)
    return [Sides(a, b, parts.p(a, b), parts.inside.issuperset((a, b))) for a, b in found]


ALSO = 0.8
"""Two further states, or the same two the other way round, are sides as well from this probability on."""
