"""Guessing: what words that a reader points at may tell, to begin a form with. Nothing is asserted by it."""

from dataclasses import dataclass
from datetime import date

from etl.coding.days.dates import Moment, resolve
from etl.coding.story.walking import open_story
from etl.coding.telling import context_of
from etl.coding.weights.features import tokens
from etl.coding.weights.opinions import with_kinds, with_sides
from etl.coding.weights.sides import Sides, find_sides, weigh_sides
from etl.coding.weights.weighing import Weighed, hear, weigh

LEAST = 0.02
"""Below this the words tell nothing that is worth a guess."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest reading of some words; "" and None where nothing is at hand.

    Attributes:
        type: Event type.
        actor, recipient: iso3, in the order that the type asks for.
        moment: The first day that the words name.
    """

    type: str = ""
    actor: str = ""
    recipient: str = ""
    moment: Moment | None = None


def guess_act(words: str, published: date | None) -> Guess:
    """Return what `words` may tell, however unlikely; an empty guess where they tell nothing.

    Args:
        words: A sentence or a piece of one.
        published: The day against which "on Tuesday" is told.
    """
    text = words.strip()
    reading = open_story(text if text.endswith((".", "!", "?")) else f"{text}.", published)
    best, p = Guess(), LEAST
    if reading is None:
        return best
    for number, mentions, expressions in reading.walk():
        sentence = reading.story.sentences[number].text
        heard = hear(tokens(sentence, mentions, expressions))
        second = reading.state.second
        odds = with_kinds(heard.odds, second.opinion.kinds) if second else heard.odds
        act: Weighed | None = max(weigh(heard, odds, 0.0), key=lambda one: one.p, default=None)
        if act is None or act.p <= p:
            continue
        context = context_of(reading.story, number, reading.state)
        parts = weigh_sides(act.type, sentence, heard.words, mentions, act.at, context)
        if second:
            parts = with_sides(act.type, parts, second.opinion)
        sides: Sides | None = next(iter(find_sides(parts)), None)
        days = (resolve(one, reading.state.clock, "past") for one in expressions)
        best = Guess(
            act.type,
            sides.actor if sides else "",
            sides.recipient if sides else "",
            next((day for day in days if day), None),
        )
        p = act.p
    return best
