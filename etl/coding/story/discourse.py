"""Discourse: what the story has said so far, and whom its pronouns mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from etl.coding.days.clocks import in_history, moved_on, told_at
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, Tense
from etl.coding.grammar import modality
from etl.coding.reader.second_reader import Second
from etl.coding.story.candidates import Candidate
from etl.coding.story.day_words import ToldDay
from etl.coding.text.sentences import Sentence
from etl.coding.who.mentions import Mention, Person, Register
from etl.coding.who.offices import LEADERS, MINISTERS


@dataclass(slots=True)
class State:
    """What the story has said so far.

    Attributes:
        label: The date that opens the paragraph or heads the section: that of all it tells without a date.
        entries: The dates that opened the paragraphs so far, by their words: the entries of a chronology.
        base_home: The state that the story is at home in; a paragraph of its own place changes
            `register.home`.
        acts_at: Where in the present sentence acts are told, by its words.
        topic: The state whose name alone opens the paragraph ("2. Greece.").
        seen: The sentence that named each state last.
        people: State, level and sentence of the people spoken of, the last at the end.
        section: The state that alone stands as heading over this part.
        is_quick: The second reader is not asked.
        main_share: Of the two states that the article names most, in all that it names.
        days: When the acts of the present sentence were, by the place of the date that tells it.
        before: The sentence read last, and its names.
        second: The second reader at the present sentence, None where it is not asked.
        told: The dates that the article has named.
        has_dateline: It is known where the story was written.
    """

    clock: Clock
    register: Register
    main_pair: tuple[str, str] | None
    is_multilateral: bool
    has_dateline: bool = True
    text: str = ""
    pair: tuple[str, str] | None = None
    pairs: list[tuple[str, str]] = field(default_factory=list)
    person: Mention | None = None
    nation: str = ""
    last: Candidate | None = None
    last_directed: Candidate | None = None
    traveller: Mention | None = None
    history: list[Candidate] = field(default_factory=list)
    destination: str = ""
    home_sentence: int = -99
    last_sentence: int = -99
    past_sentence: int = -99
    days: dict[int, Moment] = field(default_factory=dict)
    number: int = 0
    pair_number: int = -99
    label: Moment | None = None
    entries: dict[str, Moment] = field(default_factory=dict)
    base_home: str = ""
    topic: str = ""
    paragraph: int = -1
    acts_at: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    people: list[tuple[str, str, int]] = field(default_factory=list)
    main_share: float = 0.0
    section: str = ""
    is_quick: bool = False
    before: tuple[str, Sequence[Mention]] | None = None
    second: Second | None = None
    told: list[ToldDay] = field(default_factory=list)

    def saw(self, a: str, b: str) -> None:
        pair = (a, b) if a < b else (b, a)
        self.pair = pair
        self.pair_number = self.number
        if pair in self.pairs:
            self.pairs.remove(pair)
        self.pairs.append(pair)

    def partner(self, iso: str) -> str:
        """Return the state that `iso` last had to do with, "" if none."""
        for pair in reversed(self.pairs):
            if iso in pair:
                return pair[1] if pair[0] == iso else pair[0]
        if self.main_pair and iso in self.main_pair:
            return self.main_pair[1] if self.main_pair[0] == iso else self.main_pair[0]
        return ""


_OPENING_TWO = re.compile(
    r"(?:The\s+two|Both)\s+(?:\w+\s+)?(?:countries|states|nations|sides|neighbou?rs|governments)\b",
    re.IGNORECASE,
)
"""Opens a paragraph: the two that the article is about, not those of an aside."""


def settle(sentence: Sentence, mentions: Sequence[Mention], state: State) -> list[Mention]:
    """Give pronouns, counterparts and pairs the states they stand for."""
    out: list[Mention] = []
    for mention in mentions:
        if mention.kind == "him":
            host = next((m.iso for m in out if m.kind == "person" and m.iso), "")
            here = [m for m in out if m.kind == "person" and m.level]
            guest = next(
                (
                    p
                    for p in (*reversed(here), state.traveller, state.person)
                    if p and p.iso and p.iso != host
                ),
                None,
            )
            if guest is None:
                continue
            mention = replace(mention, kind="person", isos=guest.isos, level=guest.level, name=guest.name)
        elif mention.kind == "he":
            previous = next((m for m in reversed(out) if m.kind == "person" and m.iso), None)
            subject = _subject_person(sentence.text, out)
            person = previous if mention.name == "who" else (subject or state.person)
            leads = mention.name != "who" and subject is None
            if leads and state.traveller is not None and _ON_THE_MOVE.match(sentence.text[mention.end :]):
                person = state.traveller
            if person is None:
                continue
            mention = replace(
                mention,
                kind="person",
                isos=person.isos,
                level=person.level,
                name=person.name,
                is_former=person.is_former,
            )
        elif mention.kind == "we":
            if not state.register.home or re.search(r"[\"“”]", sentence.text):
                continue
            if mention.name == "i" and not state.has_dateline:
                continue  # whose "I" it is, the states named most do not tell
            speaker = state.person if state.person and state.person.iso == state.register.home else None
            mention = replace(
                mention,
                kind="person" if mention.name == "i" else "state",
                isos=(state.register.home,),
                level=speaker.level if speaker and mention.name == "i" else "",
            )
        elif mention.kind == "it":
            previous = next(
                (
                    m
                    for m in reversed(out)
                    if m.iso
                    and m.kind in ("state", "adjective", "person")
                    and not m.prep
                    and not _ADDRESSED.search(sentence.text[: m.start])
                ),
                None,
            )
            iso = previous.iso if previous else state.nation
            if not iso:
                continue
            mention = replace(mention, isos=(iso,))
        elif mention.kind in ("pair", "they"):
            local = [m.iso for m in out if m.iso and m.kind in ("person", "state", "adjective")]
            distinct = list(dict.fromkeys(local))
            if mention.kind == "pair" and len(distinct) == 2:
                mention = replace(mention, isos=tuple(distinct))
            elif mention.kind == "pair" and not distinct and (two := _joined(sentence.text, mentions)):
                mention = replace(mention, isos=two)
            elif two := _at_their_meeting(sentence.text, mention, out, state):
                mention = replace(mention, isos=two)
                state.saw(*two)
            elif two := _the_two(mention, mentions, state):
                mention = replace(mention, isos=two)
            elif (
                state.main_pair
                and _OPENING_TWO.match(sentence.text)
                and sentence.paragraph != state.paragraph
            ):
                mention = replace(mention, isos=state.main_pair)
            elif state.pair and not (
                state.main_pair
                and state.main_share >= MAIN_ALONE
                and state.number - state.pair_number > STALE
            ):
                mention = replace(mention, isos=state.pair)
            elif state.main_pair:
                mention = replace(mention, isos=state.main_pair)
        elif mention.kind == "person" and mention.head == "counterpart":
            leader = next(
                (
                    m
                    for m in reversed(out)
                    if m.kind == "person" and m.level and m.level != "counterpart" and m.iso
                ),
                None,
            )
            own = leader or state.person
            if not mention.isos and (same := _named_again(sentence.text, mention, mentions)):
                mention = replace(mention, isos=same.isos)
            if own and mention.level in ("", "counterpart"):
                mention = replace(mention, level=own.level)
            if own and not mention.isos:
                destination = state.destination if state.destination != own.iso else ""
                other = destination or state.partner(own.iso)
                if not other:
                    other = next(
                        (
                            m.iso
                            for m in out
                            if m.iso and m.iso != own.iso and m.kind in ("state", "adjective", "place")
                        ),
                        "",
                    )
                mention = replace(mention, isos=(other,) if other else ())
            if mention.name and mention.iso and mention.level != "counterpart":
                state.register.add(Person(mention.iso, mention.level, mention.name, mention.is_former))
        elif mention.kind == "envoy" and not mention.isos:
            mention = replace(mention, isos=())
        elif mention.kind == "person" and (traveller := _who_moves_on(sentence.text, mention, state)):
            mention = replace(mention, isos=traveller.isos, level=traveller.level, name=traveller.name)
        out.append(mention)
    return out


MAIN_ALONE, STALE = 0.6, 0
"""An article that names two states so much more than others means them by "the two", but for who was just
spoken of."""
_REACH_OF_TWO = 8
"""Sentences over which "the two presidents" are those spoken of last."""


def _the_two(mention: Mention, mentions: Sequence[Mention], state: State) -> tuple[str, ...]:
    """Return the states of the two people of the rank in "the two presidents", () if it names none.

    Those are the two that the sentence names, else the last two that the story named.
    """
    if mention.kind != "pair" or not mention.level or mention.level == "counterpart":
        return ()
    group = LEADERS if mention.level in LEADERS else MINISTERS if mention.level in MINISTERS else ()
    here = tuple(dict.fromkeys(m.iso for m in mentions if m.kind == "person" and m.iso and m.level in group))
    if len(here) == 2:
        return here
    found = [
        iso
        for iso, level, number in reversed(state.people)
        if level in group and state.number - number <= _REACH_OF_TWO
    ]
    two = tuple(dict.fromkeys(found))[:2]
    return two if len(two) == 2 else ()


_AGAIN = re.compile(r",\s+(?:the\s+)?")


def _named_again(text: str, mention: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Return who is named right behind a counterpart: "his counterpart, the Foreign Minister of Kenya"."""
    behind = (m for m in mentions if m.iso and m.kind == "person" and m.start > mention.end)
    return next((m for m in behind if _AGAIN.fullmatch(text[mention.end : m.start])), None)


def _joined(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the states of the one "Chile-Peru action plan" that a sentence names, () for none or several."""
    states = [m for m in mentions if m.iso and m.kind in ("state", "adjective")]
    two = {
        (a.iso, b.iso) for a, b in pairwise(states) if text[a.end : b.start] in ("-", "–") and a.iso != b.iso
    }
    return two.pop() if len(two) == 1 else ()


_AT_A_MEETING = re.compile(
    r"(?:During|In|At|After|Following)\s+(?:the|his|her|their|a|another|separate)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:meetings?|talks|conversations?|calls?|discussions?)\s+with\s+(?:the\s+)?$"
)
"""Opens a sentence before somebody met: "In his meeting with Minister Pato, both sides ..."."""


def _at_their_meeting(
    text: str, mention: Mention, before: Sequence[Mention], state: State
) -> tuple[str, ...]:
    """Return the state of who is spoken of and that of who is met as the sentence opens, () for none."""
    met = next(
        (m for m in before if m.iso and m.prep == "with" and _AT_A_MEETING.match(text[: m.start])), None
    )
    own = state.person.iso if state.person else ""
    is_alone = met is not None and all(m.iso in ("", met.iso) for m in before)
    return (own, met.iso) if met and is_alone and own and own != met.iso and mention.kind == "pair" else ()


_ON_THE_MOVE = re.compile(
    r"\s+(?:(?:is|was|will|had|has|then|also|later|next|would|to|been|be|now|still)\s+){0,4}(?:arriv|"
    r"land|fl(?:y|ew|ies)|mov|goes|go\b|went|due|travel|visit|leav|left|head|depart|"
    r"continu|proceed|expected|scheduled|return|stop|tour|in\s+[A-Z]|met|meet|hold|held|set)",
    re.IGNORECASE,
)


_BARE_OFFICE = re.compile(
    r"(?:president|prime\s+minister|premier|chancellor|king|emir|sultan|crown\s+prince|(?:foreign\s+|defen[cs]e\s+)?minister)",
    re.IGNORECASE,
)
_MOVES_ON = re.compile(
    r"\s+(?:(?:is|was|will|had|has|then|also|later|next|would|to|been|be|now|earlier)\s+){0,4}(?:arriv|land|fl(?:y|ew|ies|own)|"
    r"mov|goes|go\b|went|due\s+in|travel|leav|left|head|depart|continu|proceed|set(?:s)?\s+off|touch|stop)",
    re.IGNORECASE,
)


def _who_moves_on(text: str, mention: Mention, state: State) -> Mention | None:
    """Return who is meant by "the minister then flew on to Riga" in a report from where he was a guest."""
    who = state.person
    is_bare = (
        not mention.name and not mention.prep and _BARE_OFFICE.fullmatch(text, mention.start, mention.end)
    )
    is_told = text[: mention.start].casefold().endswith("the ") and _MOVES_ON.match(text, mention.end)
    if not is_bare or not is_told:
        return None
    alike = next((group for group in (LEADERS, MINISTERS) if mention.level in group), frozenset[str]())
    if who is None or not who.iso or who.iso == mention.iso or who.is_former:
        return None
    return who if who.level in alike else None


def _subject_person(text: str, mentions: Sequence[Mention]) -> Mention | None:
    for mention in mentions:
        owns = text[mention.end : mention.end + 2] in ("'s", "’s")
        if mention.kind == "person" and mention.iso and not mention.prep and not owns:
            return mention
    return next((m for m in mentions if m.kind == "person" and m.iso and not m.prep), None)


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
        (m.iso, m.level, state.number) for m in mentions if m.kind == "person" and m.iso and m.level
    ]
    person = _subject_person(sentence.text, mentions)
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


_ADDRESSED = re.compile(
    r"\b(?:told|tells|informed|notified|warned|assured|reminded|advised)\s+(?:the\s+)?$", re.IGNORECASE
)
"""What stands before the state that is told: "China told Japan it would ban ..."."""
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
    state.clock = replace(
        state.clock,
        is_month_near=bool(expressions) and is_of_another_month(state.clock),
    )


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
