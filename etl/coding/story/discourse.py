"""Discourse: how the story moves on from sentence to sentence: of whom, where and on which day it tells."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from etl.coding.days.clocks import in_history, moved_on, told_at
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, Tense
from etl.coding.grammar import modality
from etl.coding.story.belonging import is_since_having
from etl.coding.story.day_words import ToldDay
from etl.coding.story.meant import subject_person
from etl.coding.story.settling import needs_now
from etl.coding.story.state import State
from etl.coding.text.sentences import Sentence
from etl.coding.who.mentions import Mention
from etl.coding.who.prepositions import is_inviting

_RELATIVE = re.compile(r",\s+(?:who|which|where|whose|whom)\b[^,;]*(?:,|$)")


_DEADLINE = re.compile(
    r"\b(?:until|till|deadline\s+of)\s+(?:\w+\s+){0,5}(?:on\s+)?$|\bby\s+(?:late\s+|early\s+|(?:midnight|noon|midday)\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)


def is_relative(text: str, position: int, *, is_told: bool = False) -> bool:
    """True for a place inside ", who ...,": what stands there is an aside to the story.

    Args:
        is_told: The sentence has told the day of the story; a clause that ends it is an aside then, too.
    """
    return any(
        m.start() <= position < m.end() and (m.end() < len(text) or is_told) for m in _RELATIVE.finditer(text)
    )


_IT_DOES = re.compile(
    r"It\s+(?!is\b|was\b|will\b|would\b|has\s+been\b|had\s+been\b|remains?\b|seems?\b|may\b|took\b)"
)
"""Opens a sentence on what the one before was about; "It is the third time" does not."""


def note(sentence: Sentence, mentions: Sequence[Mention], state: State) -> None:
    """Remember who was spoken of, for the sentences to come."""
    state.seen.update((iso, state.number) for m in mentions if m.kind != "org" for iso in m.isos)
    state.people += [
        (iso, m.level, state.number)
        for m in mentions
        if m.kind == "person" and m.level and not is_inviting(sentence.text, m)
        for iso in m.isos
    ]
    person = subject_person(sentence.text, mentions)
    if person and (person.name or person.level):
        state.person = person
    nation = next(
        (
            m
            for m in mentions
            if m.iso and m.kind in ("state", "adjective", "person") and not m.prep and not m.is_former
        ),
        None,
    )
    if mentions and mentions[0].kind == "it" and mentions[0].iso and _IT_DOES.match(sentence.text):
        nation = mentions[0]  # "It brought A and B together": the story stays with it
    if nation:
        state.nation = state.register.nation = nation.iso
    named = list(
        dict.fromkeys(
            m.iso
            for m in mentions
            if m.iso
            and (
                m.kind in ("state", "person")
                or m.head in ("state", "official", "envoy")
                or state.pair is None
            )
            and m.kind in ("state", "adjective", "person")
            and m.head != "other"
            and (state.pair is None or m.prep in ("", "with", "between", "by", "to"))
        )
    )
    if len(named) == 2 and (state.pair is None or not sentence.is_heading):
        state.saw(named[0], named[1])


_SHORT_HEADING = 40


def open_section(sentence: Sentence, mentions: Sequence[Mention], state: State) -> None:
    """Remember the state that alone is a heading, as in a list of a state's foreign relations."""
    named = [m for m in mentions if m.iso]
    bare = re.sub(r"\W|\d", "", sentence.text)
    is_alone = (
        len(sentence.text) < _SHORT_HEADING
        and len(named) == 1
        and re.sub(r"\W", "", sentence.text[named[0].start : named[0].end]) == bare
    )
    state.section = named[0].iso if is_alone else ""
    if state.section and state.base_home and state.base_home != state.section:
        state.saw(state.base_home, state.section)


_WAS_TO = re.compile(r"\b(?:was|were)\s+to\s+(?!have\b)[a-z]+\b", re.IGNORECASE)
"""What stands before the day of a plan: "was to fly to Lima on Tuesday"."""
_TOLD_ON = re.compile(
    r"\b(?:said|declared|announced|warned|stated|reported|confirmed|told\s+\w+)\s+(?:on\s+|late\s+|early\s+)?$"
)
"""What stands before the day on which a plan was told: "will be shot down, the minister declared on"."""
_SAID = re.compile(
    r",\s+(?:[\w'’]+\s+){0,6}(?:said|told\s+[\w\s]{2,30}|reported|announced)\s+(?:on\s+|late\s+|early\s+)?$"
)
"""What stands before the day of a report, where the day of the act is told: ", officials said on"."""


def advance(
    number: int,
    sentence: Sentence,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
) -> None:
    """Move the story on past a sentence: people, pair and clock."""
    state.paragraph = sentence.paragraph
    note(sentence, mentions, state)
    anchor = state.clock.anchor
    for expression in expressions:
        if expression.kind == "pactyear" or (expression.kind == "same" and expression is not expressions[0]):
            continue  # "in September X did it, and within hours Y": the time told stays
        clause = sentence.text[modality.clause_start(sentence.text, expression.start) : expression.start]
        future = modality.has_future(clause) or _WAS_TO.search(clause) is not None
        future = future and _TOLD_ON.search(clause) is None
        if expression.kind == "weekday":
            future = future or modality.goes_now(sentence.text, (expression.start, expression.start))
        tense: Tense = "future" if future else "past"
        if state.label is None and needs_now(expression, expressions, state):
            state.open_sentence = number
            continue
        moment = state.days.get(expression.start) or told_at(expression, expressions, state.clock, tense)
        if moment is None:
            continue
        at = sentence.start
        state.told.append(ToldDay(moment, at + expression.start, at + expression.end))
        is_beside_home = state.clock.home is not None and number - state.home_sentence <= 1
        if expression.aside[1] and (not expressions[0].aside[1] or is_beside_home):
            continue  # "suspended on Wednesday the pact, which they signed in 2002": it stays Wednesday
        if expression is not expressions[0] and _is_told_back(expression):
            continue  # "On Wednesday X followed what Y had done a day earlier": it stays Wednesday
        if is_since_having(sentence.text, expression.start):
            continue
        if expression is not expressions[0] and _IN_PASSING.search(sentence.text[: expression.start]):
            continue
        is_of_past = in_history(expression, expressions, state.clock) is not state.clock
        before = state.clock
        state.clock = moved_on(before, expression, moment, is_of_past=is_of_past)
        if state.clock.past != before.past:
            state.past_sentence = number
        words = sentence.text[expression.start : expression.end].casefold()
        is_lasting = modality.is_background(sentence.text, expression.start)
        if words.startswith("since") and (expression.kind == "year" or expression.aside[1] or is_lasting):
            continue
        if words.startswith("of ") and expression.kind == "year" and expression is not expressions[0]:
            continue  # "convicted in July of the hangings of 1988": the story stays in July
        if _OF_DISASTER.match(sentence.text, expression.end):
            continue
        if _DEADLINE.search(sentence.text[max(0, expression.start - 40) : expression.start]):
            continue
        state.clock = replace(state.clock, last=moment)
        state.last_sentence = number
        if (
            moment.precision == "day"
            and anchor is not None
            and timedelta(0) <= anchor - moment.day <= timedelta(days=10)
            and not future
            and expression.kind not in ("paren",)
            and not modality.is_pluperfect(sentence.text, max(0, expression.start - 1))
            and not is_relative(sentence.text, expression.start, is_told=number == state.home_sentence)
            and not re.search(r"\bsince\b", sentence.text[max(0, expression.start - 8) : expression.start])
            and not (number == state.home_sentence and _SAID.search(sentence.text[: expression.start]))
            and not _is_of_arrival(sentence.text, expression, moment, state.clock)
        ):
            state.clock = replace(state.clock, home=moment)
            state.home_sentence = number
            state.lead_home = state.lead_home or (moment, number)
    if state.clock.home is None and anchor and sentence.is_lead and _tells_the_news(number, state):
        state.clock = replace(state.clock, home=Moment(anchor))
        state.home_sentence = number
        state.lead_home = (Moment(anchor), number)
    state.clock = replace(
        state.clock,
        is_month_near=bool(expressions) and is_of_another_month(state.clock),
    )


def _tells_the_news(number: int, state: State) -> bool:
    """True where a sentence told an act of the day of writing, though it names no day."""
    today = [c.moment for c in state.history if c.sentence == number and c.status == "occurred"]
    return any(day and day.precision == "day" and day.day == state.clock.anchor for day in today)


_BACK_IN_TIME = 2
"""Sentences over which an earlier day told in passing is that of others, too."""


_ANSWERS = re.compile(
    r"\b(?:answer|respond|retaliat|reciprocat)\w*|\bin\s+(?:kind|return|response)\b", re.IGNORECASE
)
"""An answer to what opened the story without a day may have come later."""


def as_told_of(state: State, number: int, two: Collection[str], text: str) -> State:
    """Return what the story has said so far, without an earlier day that it told of other states alone.

    "A and B met on 16 April, for the first time in years" says nothing of when C closed its airspace to A.
    """
    home, lead = state.clock.home, state.lead_home
    if home and _ANSWERS.search(text) and not any(one.moment.day == home.day for one in state.told):
        return replace(state, clock=replace(state.clock, home=None))
    if (
        home is None
        or lead is None
        or home.day >= lead[0].day
        or number - state.home_sentence <= _BACK_IN_TIME
    ):
        return state
    told = [c for c in state.history if c.moment is not None and c.moment.day == home.day]
    if not told or any({c.actor, c.recipient} == set(two) for c in told):
        return state
    clock = replace(state.clock, home=lead[0], last=lead[0] if state.clock.last == home else state.clock.last)
    history = [c for c in state.history if c.moment is None or c.moment.day != home.day]
    return replace(state, clock=clock, home_sentence=lead[1], history=history)


_ARRIVED = re.compile(
    r"\b(?:arrived|landed|came|(?:flew|got)\s+in|touched\s+down|had\s+(?:come|flown))\b[^,;]*$"
)


def _is_of_arrival(text: str, expression: DateExpression, moment: Moment, clock: Clock) -> bool:
    """True for the day on which a guest came, before that of which the story tells."""
    if clock.home is None or moment.day >= clock.home.day:
        return False
    return _ARRIVED.search(text[: expression.start]) is not None


def _is_told_back(expression: DateExpression) -> bool:
    """True for "a day earlier" and "two days before"."""
    is_shift = expression.kind == "shift" and expression.get("sh_dir") in ("earlier", "before")
    return is_shift or expression.kind == "prevday"


_OF_DISASTER = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,3}?(?:earthquakes?|quakes?|tsunamis?|floods?|flooding|cyclones?|hurricanes?|typhoons?|storms?|"
    r"eruptions?|landslides?|wildfires?|disasters?)\b",
    re.IGNORECASE,
)
"""After a day of no act: "aid for the victims of Sunday's earthquake" was not given on Sunday."""
_IN_PASSING = re.compile(
    r"(?:\b(?:that|which)\s+(?:was|were|had|has|have)\s+(?:been\s+)?|,\s+)(?:severed|cut|broken\s+off|suspended|frozen|closed|"
    r"downgraded|imposed)\s*$",
    re.IGNORECASE,
)
"""Before a day that is told in passing: "agreed in March to restore ties that were severed in 2016"."""


_LONG_AGO = timedelta(days=25)


def is_of_another_month(clock: Clock) -> bool:
    """True if the date told last is a month, or a day of a month gone by: "on the 19th" is then of it."""
    last, anchor = clock.last, clock.anchor
    if last is None:
        return False
    return last.precision == "month" or (
        last.precision == "day" and anchor is not None and anchor - last.day > _LONG_AGO
    )
