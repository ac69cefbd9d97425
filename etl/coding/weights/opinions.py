"""Opinions: where the weights leave a doubt, what the second reader says has a share (second_reader.py)."""

import math
from collections.abc import Collection, Mapping, Sequence

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.reader.second_reader import Opinion
from etl.coding.weights.moments import Option
from etl.coding.weights.sides import Parts
from etl.coding.weights.weighing import chance, odds_of, table

SHARE_OF_KINDS, SHARE_OF_SIDES, SHARE_OF_DAYS = 0.4, 0.25, 0.5
"""How much its word counts beside the weights: which acts are told, between whom, on which day.

Chosen on the articles held back from the learning, like the thresholds of telling.py."""
_SURE = 9.0
"""Log odds beyond which the weights are no surer, so that the second reader can still be heard."""
_YES = 3.0
"""Log odds beyond which no date is likelier: of two acts alike in a sentence, the dates of both are."""
DOUBTED, RIVAL = 0.6, 0.3
"""Sides and days are open where the likeliest is less likely than this, or a second likelier than that."""


def is_open(chances: Collection[float]) -> bool:
    """True where none of several is likely enough, or two are."""
    ranked = sorted(chances, reverse=True)
    return len(ranked) > 1 and (ranked[0] < DOUBTED or ranked[1] > RIVAL)


def mixed(odds: float, said: float, share: float) -> float:
    """Return the log odds of the weights with those of the second reader mixed in."""
    return (1 - share) * max(-_SURE, min(_SURE, odds)) + share * said


def with_kinds(odds: Sequence[float], said: Mapping[str, float], alike: Collection[str] = ()) -> list[float]:
    """Return the log odds of each type with the second reader's, which does not know all types.

    Args:
        odds: Of each type by the weights.
        said: Of each type that the second reader knows.
        alike: Types that it is not to tell from each other: it is heard on whether it was any of them.
    """
    places = {kind: place for place, kind in enumerate(table().types)}
    told = [
        mixed(one, said[kind], SHARE_OF_KINDS) if kind in said and kind not in alike else one
        for kind, one in zip(places, odds, strict=True)
    ]
    heard = [said[kind] for kind in alike if kind in said]
    if heard:
        likeliest = max(odds[places[kind]] for kind in alike)
        shift = mixed(likeliest, max(heard), SHARE_OF_KINDS) - likeliest
        for kind in alike:
            told[places[kind]] += shift
    return told


def with_sides(kind: str, parts: Parts, opinion: Opinion) -> Parts:
    """Return how likely each two states are the sides of an act, the second reader heard on their order.

    Which pair is likelier than which, both say; how likely the likeliest are stays what the weights say,
    since the second reader has learnt sides from acts alone and takes some pair to act in any sentence. A
    state that its page does not name is a side as far as none of those is that it names.
    """
    if kind not in opinion.kinds:
        return parts
    doers = {iso: chance(said[kind]) for iso, said in opinion.doers.items()}
    others = {iso: chance(said[kind]) for iso, said in opinion.others.items()}
    if EVENT_TYPES[kind].is_mutual:
        others = doers

    def likely(actor: str, recipient: str) -> float:
        first = doers[actor] if actor in doers else _none(doers, recipient)
        return first * (others[recipient] if recipient in others else _none(others, actor))

    together = {
        pair: mixed(odds_of(p), odds_of(likely(*pair)), SHARE_OF_SIDES) for pair, p in parts.chances.items()
    }
    order = sorted(together, key=lambda pair: (-together[pair], pair))
    return Parts(dict(zip(order, sorted(parts.chances.values(), reverse=True), strict=True)), parts.inside)


def _none(chances: Mapping[str, float], besides: str) -> float:
    return math.prod(1 - p for iso, p in chances.items() if iso != besides)


def with_days(
    kind: str, days: Sequence[tuple[Option, float]], opinion: Opinion
) -> list[tuple[Option, float]]:
    """Return the days on which an act may have been with how likely each is, the likeliest first.

    The second reader says which of the sentence's dates is the act's; of the days that only the story tells,
    it knows nothing.
    """
    said = {at: one[kind] for at, one in opinion.days.items() if kind in one}

    def likely(option: Option, p: float) -> float:
        mine = [said[at] for at in option.places if at in said]
        return chance(mixed(odds_of(p), min(_YES, max(mine)), SHARE_OF_DAYS)) if mine else p

    return sorted(((option, likely(option, p)) for option, p in days), key=lambda pair: -pair[1])
