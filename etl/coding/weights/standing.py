"""Standing: how a state that may be a side of an act stands in the sentence that tells it, as features."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.weights.features import Token
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS, MINISTERS


@dataclass(frozen=True, slots=True)
class Context:
    """The states that the story has at hand where a sentence begins.

    Attributes:
        home: Of the dateline.
        pair: The two last spoken of together.
        main: The two that the article names most.
        nation, person, topic: Of the last sentence, of the last person spoken of, of the paragraph.
        told: The act told last: actor, recipient and type; `told_age`: how many sentences ago.
        ages: How many sentences ago each state was named.
        is_opening: The sentence opens a paragraph.
        main_share: Of the two that the article names most, in all that it names.
    """

    home: str = ""
    pair: tuple[str, str] | None = None
    main: tuple[str, str] | None = None
    nation: str = ""
    person: str = ""
    topic: str = ""
    told: tuple[str, str, str] = ("", "", "")
    told_age: int = 0
    ages: Mapping[str, int] = field(default_factory=dict)
    is_opening: bool = False
    main_share: float = 0.0


def age_of(sentences: int) -> str:
    """Return how long ago something was said, in a word."""
    return str(sentences) if sentences < 3 else "3+" if sentences < 5 else "5+" if sentences < 10 else "10+"


def family_of(kind: str) -> str:
    """Return which types share their features: acts of both, visits, acts of one on the other."""
    return "both" if EVENT_TYPES[kind].is_mutual else "visit" if kind.endswith("visit") else "one"


def expand(kind: str, known: set[str]) -> Iterator[str]:
    """Yield the features of a state for an act of type `kind`: shared by its family, some its own."""
    family = family_of(kind)
    for feature in known:
        yield f"{family} {feature}"
        if feature.startswith(_OWN):
            yield f"{kind} {feature}"


_OWN = ("kind", "prep", "stands", "head", "before", "after", "owner", "rank")


def rank_of(mention: Mention) -> str:
    """Return L for a leader, M for a minister, o for other offices, "" for none."""
    level = mention.level
    return "L" if level in LEADERS else "M" if level in MINISTERS else "o" if level else ""


def _few(n: int) -> str:
    return str(n) if n < 3 else "3+" if n < 5 else "5+"


def state_features(
    kind: str, text: str, words: Sequence[Token], mentions: Sequence[Mention], at: int, context: Context
) -> Iterator[tuple[str, set[str]]]:
    """Yield each state that may be a side of an act, with how it stands: as what, governed by what, where."""
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
    first, second, last = context.told
    again = "again" if kind == last else "other"
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
        if iso in (first, second):
            part = "doer" if iso == first else "other"
            known |= {f"told {part} {again}", f"told {part} {again} {where} {age_of(context.told_age)}"}
        if not mine:
            age = age_of(context.ages[iso]) if iso in context.ages else "never"
            known |= {"out", f"out n {n}", f"age {age}", f"age {age} n {n}"}
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
    known = {
        f"kind {side}{mention.kind}{rank_of(mention)}",
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
