"""Walking: an article opened and walked through by sentences, with what the story has said so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.coding.days.date_words import DateExpression, find_dates
from etl.coding.days.dates import Clock, resolve
from etl.coding.grammar import modality
from etl.coding.reader.second_reader import Second
from etl.coding.story.day_words import ToldDay
from etl.coding.story.discourse import advance, note, open_section
from etl.coding.story.framing import (
    chief_nation,
    find_anchor,
    find_home,
    is_multilateral,
    is_sport,
    main_pair_of,
)
from etl.coding.story.labels import open_paragraph
from etl.coding.story.meant import settle
from etl.coding.story.state import State
from etl.coding.text.cleaning import CleanText, clean
from etl.coding.text.sentences import Sentence, Story, read_story
from etl.coding.who.actors import read_mentions
from etl.coding.who.mentions import Hit, Mention, Register
from etl.coding.who.scan import KOREAS, scan, with_koreas

MAX_CHARS = 400_000
"""Longer texts are read up to here: no article is longer, and hostile input must not take minutes."""
LONGEST_SENTENCE = 2_000
"""A longer stretch without a full stop is no sentence."""


@dataclass(slots=True)
class Reading:
    """An article on its way: its sentences, and the state of the story at the one that is read."""

    cleaned: CleanText
    story: Story
    hits: list[tuple[Hit, ...]]
    state: State

    def walk(self) -> Iterator[tuple[int, list[Mention], tuple[DateExpression, ...]]]:
        """Yield each sentence that tells something: its number, its mentions with their states, its dates.

        Between two sentences the story moves on, so what one tells must be read before the next is asked for.
        """
        hypothetical = paragraph = -1
        for number, sentence in enumerate(self.story.sentences):
            state = self.state
            state.number = number
            state.days.clear()
            if modality.is_hypothetical_opening(sentence.text):
                hypothetical = sentence.paragraph
            if len(sentence.text) > LONGEST_SENTENCE:
                continue
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                open_paragraph(sentence, state)
            mentions = settle(
                sentence, read_mentions(sentence.text, self.hits[number], state.register), state
            )
            if sentence.is_heading:
                note(sentence, mentions, state)
                open_section(sentence, mentions, state)
                state.told.extend(_days_over_it(sentence, state.clock))
                continue
            expressions = find_dates(sentence.text)
            if sentence.paragraph != hypothetical:
                if not state.is_quick:
                    state.second = Second(sentence.text, mentions, expressions, state.before)
                yield number, mentions, expressions
                state.before = (sentence.text, mentions)
            advance(number, sentence, mentions, expressions, state)


def _days_over_it(sentence: Sentence, clock: Clock) -> Iterator[ToldDay]:
    """Yield the dates of a heading."""
    for expression in find_dates(sentence.text):
        moment = resolve(expression, clock, "past")
        if moment is not None:
            yield ToldDay(moment, sentence.start + expression.start, sentence.start + expression.end)


def open_story(text: str, published: date | None) -> Reading | None:
    """Return an article ready to be read, None where there is nothing to read: no words, or sport."""
    if published is not None and not 1600 <= published.year <= 2999:
        published = None  # a broken date of a feed: no day can be told against it
    cleaned = clean(text[:MAX_CHARS])
    story = read_story(cleaned.text)
    hits = [scan(s.text) for s in story.sentences]
    if KOREAS.search(cleaned.text):
        hits = [with_koreas(s.text, found) for s, found in zip(story.sentences, hits, strict=True)]
    if not story.sentences or is_sport(story):
        return None
    anchor = find_anchor(story, published, cleaned.text)
    home = find_home(story)
    main_pair, main_share = main_pair_of(story, hits)
    state = State(
        clock=Clock(anchor, until=published if published and anchor and published > anchor else None),
        register=Register(home=home),
        main_pair=main_pair,
        main_share=main_share,
        is_multilateral=is_multilateral(story),
        has_dateline=bool(home),
        text=cleaned.text,
    )
    if not home:
        state.register.home = chief_nation(story, hits)
    state.base_home = state.register.home
    return Reading(cleaned, story, hits, state)
