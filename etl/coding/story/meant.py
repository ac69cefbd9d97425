"""Meant: which states the pronouns, counterparts and pairs of a sentence stand for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from etl.coding.story.state import State
from etl.coding.text.sentences import Sentence
from etl.coding.who.epithets import states_called
from etl.coding.who.mentions import Mention, Person
from etl.coding.who.offices import LEADERS, MINISTERS

_OPENING_TWO = re.compile(
    r"(?:The\s+two|Both)\s+(?:\w+\s+)?(?:countries|states|nations|sides|neighbou?rs|governments)\b",
    re.IGNORECASE,
)
"""Opens a paragraph: the two that the article is about, not those of an aside."""


_ADDRESSED = re.compile(
    r"\b(?:told|tells|informed|notified|warned|assured|reminded|advised)\s+(?:the\s+)?$", re.IGNORECASE
)
"""What stands before the state that is told: "China told Japan it would ban ..."."""


def settle(sentence: Sentence, mentions: Sequence[Mention], state: State) -> list[Mention]:
    """Give pronouns, counterparts and pairs the states they stand for."""
    out: list[Mention] = []
    for mention in mentions:
        if mention.kind == "epithet":
            called = _called(mention, out, state)
            if not called:
                continue
            mention = replace(mention, kind="state", isos=(called,), name="")
        elif mention.kind == "him":
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
            subject = subject_person(sentence.text, out)
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
                and not _are_others(sentence, state)
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


def _called(mention: Mention, before: Sequence[Mention], state: State) -> str:
    """Return the state named last that an epithet fits, "" for none or several."""
    fitting = states_called(mention.name)
    here = next((m.iso for m in reversed(before) if m.iso in fitting), "")
    if here:
        return here
    known = {iso: number for iso, number in state.seen.items() if iso in fitting}
    last = [iso for iso, number in known.items() if number == max(known.values())]
    return last[0] if len(last) == 1 else ""


def _are_others(sentence: Sentence, state: State) -> bool:
    """True where the sentence before, in its paragraph, spoke of two states with which the story's two have
    nothing to do: "the two" are those."""
    is_just_told = state.number - state.pair_number == 1 and sentence.paragraph == state.paragraph
    return is_just_told and state.pair is not None and not {*state.pair} & {*(state.main_pair or ())}


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


def subject_person(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the person whom a sentence is about, the first that nothing governs; None without one."""
    for mention in mentions:
        owns = text[mention.end : mention.end + 2] in ("'s", "’s")
        if mention.kind == "person" and mention.iso and not mention.prep and not owns:
            return mention
    return next((m for m in mentions if m.kind == "person" and m.iso and not m.prep), None)
