"""Sides: which states an act is between, and who acts on whom, by how each state stands in the sentence.

The weights were learnt like those of weighing.py and stand in weights/sides.csv.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.features import Token
from etl.coding.mentions import Mention
from etl.coding.offices import LEADERS, MINISTERS
from etl.coding.weighing import chance, table

ACTOR, RECIPIENT = "actor", "recipient"


@dataclass(frozen=True, slots=True)
class Context:
    """The states that the story has at hand where a sentence begins.

    Attributes:
        home: Of the dateline.
        pair: The two last spoken of together.
        main: The two that the article names most.
        nation, person, topic: Of the last sentence, of the last person spoken of, of the paragraph.
    """

    home: str = ""
    pair: tuple[str, str] | None = None
    main: tuple[str, str] | None = None
    nation: str = ""
    person: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states and how likely it is that they are the two: of a mutual type in alphabetical order."""

    actor: str
    recipient: str
    p: float
    is_explicit: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """How likely each state at hand acts, and is acted upon; of a mutual type all act.

    Attributes:
        inside: The states that the sentence names.
    """

    acts: dict[str, float]
    suffers: dict[str, float]
    inside: frozenset[str]

    def p(self, actor: str, recipient: str) -> float:
        """Return how likely the two are the sides."""
        return self.acts.get(actor, 0.0) * self.suffers.get(recipient, 0.0)


def weigh_sides(
    kind: str, text: str, words: Sequence[Token], mentions: Sequence[Mention], at: int, context: Context
) -> Parts:
    """Return how likely each state at hand is a side of an act of type `kind` told at `at`."""
    known = table("sides")
    acts: dict[str, float] = {}
    suffers: dict[str, float] = {}
    inside: set[str] = set()
    for iso, standing in state_features(text, words, mentions, at, context):
        odds = dict(zip(known.types, known.bias, strict=True))
        for feature in expand(kind, standing):
            for place, weight in known.weights.get(tuple(feature.split(" ")), ()):
                odds[known.types[place]] += weight
        acts[iso], suffers[iso] = chance(odds.get(ACTOR, 0.0)), chance(odds.get(RECIPIENT, 0.0))
        if "out" not in standing:
            inside.add(iso)
    return Parts(acts, acts if EVENT_TYPES[kind].is_mutual else suffers, frozenset(inside))


def find_sides(kind: str, parts: Parts, listed: Collection[str] = ()) -> list[Sides]:
    """Return the two sides of an act, the likeliest first.

    More than one where the same is told of several states ("met B and then C"); none where fewer than two
    are at hand.

    Args:
        listed: States told in one breath ("his counterparts from B, C and D"): each meets the one that is
            not among them, none another.
    """
    pairs = [(a, b) for a in parts.acts for b in parts.acts if a != b and not {a, b} <= set(listed)]
    if not pairs:
        return []
    hub, first = max(pairs, key=lambda two: parts.p(*two))
    if EVENT_TYPES[kind].is_mutual and parts.acts[first] > parts.acts[hub]:
        hub, first = first, hub
    if hub in listed and EVENT_TYPES[kind].is_mutual:
        hub, first = first, hub
    others = sorted((b for b in parts.acts if b != hub), key=lambda iso: (iso != first, -parts.suffers[iso]))
    found = []
    for other in others:
        is_told = other in listed and first in listed and hub not in listed
        if other == first or is_told or parts.suffers[other] >= ALSO:
            a, b = sorted((hub, other)) if EVENT_TYPES[kind].is_mutual else (hub, other)
            found.append(Sides(a, b, parts.p(hub, other), parts.inside.issuperset((hub, other))))
    return found


ALSO = 0.6
"""A further state is a side as well from this probability on."""


def expand(kind: str, known: set[str]) -> Iterator[str]:
    """Yield the features of a state for an act of type `kind`: shared by its family, some its own."""
    family = "both" if EVENT_TYPES[kind].is_mutual else "visit" if kind.endswith("visit") else "one"
    for feature in known:
        yield f"{family} {feature}"
        if feature.startswith(_OWN):
            yield f"{kind} {feature}"


_OWN = ("kind", "prep", "stands", "head", "before", "after", "owner", "rank")


def _few(n: int) -> str:
    return str(n) if n < 3 else "3+" if n < 5 else "5+"


def state_features(
    text: str, words: Sequence[Token], mentions: Sequence[Mention], at: int, context: Context
) -> Iterator[tuple[str, set[str]]]:
    """Yield each state that may be a side, with how it stands: as what, governed by what, where."""
    named = [m for m in mentions if m.isos]
    order = list(dict.fromkeys(iso for m in named for iso in m.isos))
    at_hand = [
        *(context.pair or ()),
        *(context.main or ()),
        context.home,
        context.nation,
        context.person,
        context.topic,
    ]
    n = _few(len(order))
    ahead = list(dict.fromkeys(i for m in reversed(named) if m.end <= at for i in m.isos))
    behind = list(dict.fromkeys(i for m in named if m.start >= at for i in m.isos))
    places = {token.start: i for i, token in enumerate(words)}
    for iso in dict.fromkeys([*order, *(one for one in at_hand if one)]):
        mine = [m for m in named if iso in m.isos]
        known = {f"n {n}"}
        where = "in" if mine else "out"
        for name, states in (
            ("pair", context.pair or ()),
            ("main", context.main or ()),
            ("home", (context.home,)),
            ("nation", (context.nation,)),
            ("person", (context.person,)),
            ("topic", (context.topic,)),
        ):
            if iso in states:
                known |= {f"of {name}", f"of {name} {where} n {n}"}
        if not mine:
            known |= {"out", f"out n {n}"}
        else:
            rank = _few(order.index(iso))
            known |= {f"rank {rank}", f"rank {rank} n {n}"}
            if iso in ahead:
                known.add(f"ahead {_few(ahead.index(iso))}")
            if iso in behind:
                known.add(f"behind {_few(behind.index(iso))}")
            for mention in mine:
                known |= _standing(text, words, places, mention, at)
        yield iso, known


def _standing(
    text: str, words: Sequence[Token], places: dict[int, int], mention: Mention, at: int
) -> set[str]:
    side = "<" if mention.end <= at else ">" if mention.start >= at else "="
    level = mention.level
    rank = "L" if level in LEADERS else "M" if level in MINISTERS else "o" if level else ""
    known = {
        f"kind {side}{mention.kind}{rank}",
        f"prep {side}{mention.prep}",
        f"stands {side}{mention.kind} {mention.prep}",
        f"head {side}{mention.kind} {mention.head}",
        f"far {side}{min(3, abs(mention.start - at) // 30)}",
    }
    if mention.is_former:
        known.add("former")
    if text[mention.end : mention.end + 2] in ("'s", "’s"):
        known.add(f"owner {side}{mention.kind}")
    i = places.get(mention.start)
    if i is None:
        i = next((k for k, t in enumerate(words) if t.start <= mention.start < t.end), None)
    if i is not None:
        one, two = (words[k].word if k < len(words) else "$" for k in (i + 1, i + 2))
        last, earlier = (words[k].word if k >= 0 else "^" for k in (i - 1, i - 2))
        known |= {
            f"before {side}{one}",
            f"before {side}{one} {two}",
            f"after {side}{last}",
            f"after {side}{earlier} {last}",
        }
    return known
