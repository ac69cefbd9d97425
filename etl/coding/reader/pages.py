"""Pages: a sentence as the second reader sees it, with the sentence before it, its states and its dates.

`[CLS] sentence [SEP] sentence before [SEP]`, cut into pieces (pieces.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.coding.days.date_words import DateExpression
from etl.coding.reader.pieces import BEGIN, END, cut, vocabulary
from etl.coding.who.mentions import Mention

MOST_PIECES, MOST_PIECES_BEFORE = 94, 40
"""Pieces that are read of a sentence, one in a thousand has more, and of the one before it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sentence in pieces, with the sentence before it.

    Attributes:
        numbers: Of the pieces.
        here: How many of them, from the first on, are the sentence's own.
        states: Where each state stands that the page names: in the sentence, or else in the one before it.
        dates: Where each date of the sentence stands, by the place in the text where its words begin.
    """

    numbers: tuple[int, ...]
    here: int
    states: dict[str, tuple[int, ...]]
    dates: dict[int, tuple[int, ...]]


def lay_out(
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    before: tuple[str, Sequence[Mention]] | None = None,
) -> Page:
    """Return the page of a sentence.

    Args:
        text: The sentence.
        mentions, expressions: Its names and its dates.
        before: The sentence before it, and its names; None at the beginning, or if it is not to be read.
    """
    known = vocabulary()
    numbers, places = cut(text, MOST_PIECES)
    numbers = [known[BEGIN], *numbers, known[END]]
    here = len(numbers)
    states = dict(_states(mentions, places, 1))
    dates = {e.start: found for e in expressions if (found := tuple(_within(e.start, e.end, places, 1)))}
    if before is not None:
        more, places = cut(before[0], MOST_PIECES_BEFORE)
        numbers += [*more, known[END]]
        states = {**dict(_states(before[1], places, here)), **states}
    return Page(tuple(numbers), here, states, dates)


def _states(
    mentions: Iterable[Mention], places: Sequence[int], first: int
) -> Iterator[tuple[str, tuple[int, ...]]]:
    found: dict[str, set[int]] = {}
    for mention in mentions:
        for iso in mention.isos:
            found.setdefault(iso, set()).update(_within(mention.start, mention.end, places, first))
    for iso, at in found.items():
        if at:
            yield iso, tuple(sorted(at))


def _within(start: int, end: int, places: Sequence[int], first: int) -> Iterator[int]:
    return (first + i for i, place in enumerate(places) if start <= place < end)
