"""Between: how two states stand to each other, and to an act, in the sentence that tells it, as features."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etl.coding.weights.features import Token
from etl.coding.weights.standing import Context, age_of, rank_of
from etl.coding.who.mentions import Mention

_WALL = re.compile(
    r";|—|,|\b(?:after|when|because|while|since|where|before|although|though|until|as|whereas|but|who|which|that|and|"
    r"said|says|told|announced|over|about|for|with|from|to|by|in|of|against|between|on)\b",
    re.IGNORECASE,
)
_PLACED = frozenset(("in", "at", "near", "off", "into", "from", "outside", "around", "inside"))
_STAND_INS = (("they", ("they", "pair")), ("he", ("he", "him")), ("we", ("we",)))
_LONG_WAY = 8
"""Words on the way from a state to an act that are looked at."""
_SHORT_WAY, _SHORT_PATH = 3, 4
"""Words on a way, or between two states, that are one feature as a whole."""


@dataclass(slots=True)
class Scene:
    """What of a sentence tells between whom an act was.

    Attributes:
        at: Where the act is told.
        mine: The mentions of each state at hand; none for one that only the story has.
    """

    text: str
    words: Sequence[Token]
    mentions: Sequence[Mention]
    at: int
    context: Context
    mine: dict[str, list[Mention]]
    named: list[Mention] = field(init=False)
    roles: dict[str, str] = field(init=False)
    stand_in: str = field(init=False)
    _starts: list[int] = field(init=False)
    _ways: dict[tuple[int, int], list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.named = [m for m in self.mentions if m.isos]
        self.roles = {iso: _role(mine) for iso, mine in self.mine.items()}
        kinds = {m.kind for m in self.mentions}
        self.stand_in = next((name for name, those in _STAND_INS if kinds & set(those)), "-")
        self._starts = [token.start for token in self.words]

    def words_of(self, start: int, end: int) -> list[str]:
        """Return the words between two places, names and dates masked."""
        return [
            token.word
            for token in self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        ]

    def side(self, mention: Mention) -> str:
        """Return whether a mention stands before the act, or behind it."""
        return "<" if mention.end <= self.at else ">"

    def way(self, mention: Mention) -> list[str]:
        """Return what stands on the way from a mention to the act."""
        known = self._ways.get((mention.start, mention.end))
        if known is None:
            side = self.side(mention)
            start, end = (mention.end, self.at) if side == "<" else (self.at, mention.start)
            words = self.words_of(start, end)
            near = words[-_LONG_WAY:] if side == "<" else words[:_LONG_WAY]
            known = [f"wall {side} {wall}" for wall in _walls(self.text[start:end])]
            known += [f"way {side} {word}" for word in set(near)]
            if len(words) <= _SHORT_WAY:
                known.append(f"path {side} {'_'.join(words)}")
            self._ways[mention.start, mention.end] = known
        return known


def _walls(text: str) -> set[str]:
    return {wall.casefold() for wall in _WALL.findall(text)}


def _role(mine: Sequence[Mention]) -> str:
    """Return as what a state stands in a sentence."""
    if not mine:
        return "out"
    if all(m.kind in ("place", "sea") or (m.kind == "state" and m.prep in _PLACED) for m in mine):
        return "place"
    if any(m.kind in ("person", "envoy") for m in mine):
        return "person"
    if any(m.kind in ("state", "adjective") and not m.prep for m in mine):
        return "state"
    return "other"


def pair_features(scene: Scene, family: str, actor: str, recipient: str) -> Iterator[str]:
    """Yield how two states stand to each other and to the act.

    Args:
        family: See standing.family_of; of acts of both, either may be called the actor.
    """
    mutual = family == "both"
    yield from _roles(scene, actor, recipient, mutual)
    mine, others = scene.mine[actor], scene.mine[recipient]
    context = scene.context
    is_pair, is_main = (
        told is not None and {actor, recipient} == set(told) for told in (context.pair, context.main)
    )
    where = "both" if mine and others else "one" if mine or others else "none"
    if is_pair:
        yield f"last pair {where}"
    if is_main:
        yield f"main pair {where}"
        yield f"main pair {where} {'opening' if context.is_opening else 'within'}"
        yield f"main pair {where} share {int(10 * context.main_share)}"
    if {actor, recipient} == set(context.told[:2]):
        same = "same" if (actor, recipient) == context.told[:2] or mutual else "back"
        yield f"told {same} {where}"
        yield f"told {same} {where} {age_of(context.told_age)}"
        yield f"told {same} {where} {'opening' if context.is_opening else 'within'}"
    if where != "both":
        yield f"where {'in' if mine else 'out'} {'in' if others else 'out'}"
        for mention in (mine or others)[:2]:
            name = "-" if mutual else "A" if mine else "B"
            yield f"lone {mention.kind}{rank_of(mention)} {mention.prep} {scene.side(mention)} {name}"
        return
    for mention in scene.named:
        if actor in mention.isos and recipient in mention.isos:
            yield f"same {mention.kind}"
            break
    nearest = _nearest(mine, others, scene.at)
    if nearest is not None:
        yield from _path(scene, *nearest, mutual, {actor, recipient})


def _roles(scene: Scene, actor: str, recipient: str, mutual: bool) -> Iterator[str]:
    roles = (scene.roles[actor], scene.roles[recipient])
    both = "roles {} {}".format(*(sorted(roles) if mutual else roles))
    free = min(3, sum(role not in ("out", "place") for role in scene.roles.values()))
    pair, main = (
        "no" if told is None else "same" if {actor, recipient} == set(told) else "other"
        for told in (scene.context.pair, scene.context.main)
    )
    yield both
    yield f"{both} free {free}"
    yield f"{both} pair {pair}"
    yield f"{both} main {main}"
    yield f"{both} pair {pair} {scene.stand_in}"
    yield f"{both} free {free} {scene.stand_in}"


def _nearest(mine: Sequence[Mention], others: Sequence[Mention], at: int) -> tuple[Mention, Mention] | None:
    """Return the mentions of two states that stand nearest to each other and to the act."""

    def reach(pair: tuple[Mention, Mention]) -> int:
        low, high = min(pair[0].start, pair[1].start), max(pair[0].end, pair[1].end)
        return high - low + 2 * max(0, low - at, at - high)

    return min(((x, y) for x in mine for y in others if x is not y), key=reach, default=None)


def _path(scene: Scene, x: Mention, y: Mention, mutual: bool, states: set[str]) -> Iterator[str]:
    """Yield what stands between the actor at `x` and the recipient at `y`, and between each and the act."""
    first, last = (x, y) if x.start < y.start else (y, x)
    order = "" if mutual else "AB" if first is x else "BA"
    codes = [f"{m.kind}{rank_of(m)}" for m in (first, last)]
    sides = scene.side(first) + scene.side(last)
    yield f"kinds {order} {codes[0]} {first.prep} {codes[1]} {last.prep}"
    yield f"stand {order} {sides} {codes[0]} {codes[1]}"
    yield f"stand {order} {sides} {first.prep} {last.prep}"
    yield f"stand {order} {sides}"
    thirds = [m for m in scene.named if not states & set(m.isos)]
    yield f"thirds {min(2, _count(thirds, first.end, last.start))}"
    middle = "mid" if sides == "<>" else "after" if sides == "<<" else "before"
    words = scene.words_of(first.end, last.start)
    yield f"act {middle} {order}"
    yield f"long {min(len(words), 12) // 2} {order} {middle}"
    if len(words) <= _SHORT_PATH:
        yield f"path {order} {'_'.join(words)}"
    for word in set(words):
        yield f"between {order} {word}"
    yield f"commas {min(3, scene.text.count(',', first.end, last.start))} {order}"
    for name, mention in (("A", x), ("B", y)):
        name = "-" if mutual else name
        side = scene.side(mention)
        start, end = (mention.end, scene.at) if side == "<" else (scene.at, mention.start)
        yield f"{name} blocked {side} {min(2, _count(thirds, start, end))}"
        for feature in scene.way(mention):
            yield f"{name} {feature}"


def _count(mentions: Sequence[Mention], start: int, end: int) -> int:
    return len({iso for m in mentions if start <= m.start and m.end <= end for iso in m.isos})
