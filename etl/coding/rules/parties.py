"""Parties: which states do and suffer an act, by the frame of its trigger; meetings.py has those of visits
and talks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.coding.grammar import modality, roles
from etl.coding.grammar.acts import Act
from etl.coding.rules.blame import read_blamed, read_drawn
from etl.coding.rules.idioms import (
    read_bordered,
    read_both,
    read_nominal,
    read_recalled,
    read_struck,
    read_summoned,
    read_switched,
    read_thanked,
)
from etl.coding.rules.meetings import read_call, read_meeting
from etl.coding.rules.mutual import read_mutual
from etl.coding.rules.visits import read_visit, read_visited
from etl.coding.story.all_of_them import who_said
from etl.coding.story.candidates import Party, level_of, states_of
from etl.coding.story.state import State
from etl.coding.story.targets import targets_of
from etl.coding.story.timing import verb_at
from etl.coding.who.mentions import Mention

_MUTUALLY = (
    r"\beach\b|\bthe\s+other['’]s\b|\bone\s+another|"
    r"\btheir\s+(?:own\s+|respective\s+)?(?:ambassadors|envoys|diplomats)"
)


_BE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:(?:\w+ly|also|then|later)\s+){0,2}$", re.IGNORECASE
)
_BY = re.compile(r"[^,;:]{0,60}?\bby\s+(?!\w+ing\b)")


def _is_passive(text: str, start: int, end: int) -> bool:
    """True for a verb of which a "by" tells who did it."""
    is_participle = not text[start:].split(maxsplit=1)[0].endswith("ing")
    return is_participle and _BE.search(text[:start]) is not None and _BY.match(text, end) is not None


def _directed(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start = verb_at(match)
    if _is_passive(text, start, match.end()):
        yield from _passive(act, match, text, mentions, state)  # "were rammed by Chinese ships"
        return
    doers = roles.subjects(text, mentions, start)
    if doers and doers[0].kind == "they" and (sayers := who_said(text, mentions, doers[0])):
        doers = sayers
    if act.type == "sanction" and (doer := _who_laid(text, mentions, doers, state)):
        doers = doer
    if (
        act.frame == "directed"
        and len(actors_of := states_of(doers)) == 2
        and doers[0].kind not in ("pair", "they")
        and not re.search(
            r"\b(?:each|one\s+another|mutual|both)\b|\btheir\s+(?:own\s+|respective\s+)?(?:ambassador|envoy|diplomat)",
            text,
            re.IGNORECASE,
        )
    ) and not states_of(roles.objects(text, mentions, start, frozenset(actors_of))):
        return  # "Japan and Vietnam signed a deal on aid": neither does it to the other
    if act.type == "dispute" and re.match(
        r"case|suit|complaint|application|claim|proceedings|lawsuit|petition", match.group(), re.IGNORECASE
    ):
        doers = []
    actors = states_of(doers)
    if (
        len(actors) == 2
        and act.type != "aid"  # "Chad and Togo sent a team each"
        and re.search(_MUTUALLY, text[max(0, match.start() - 10) : match.end() + 30], re.IGNORECASE)
        and not states_of(roles.objects(text, mentions, start, frozenset(actors)))
    ):
        yield Party(actors[0], actors[1])
        yield Party(actors[1], actors[0])
        return
    if len(actors) > 1 and doers and doers[0].kind in ("pair", "they"):
        # "They brought home the ambassador in Kenya": the rulers of whom the last act told.
        before, third = (
            state.last_directed,
            states_of(roles.objects(text, mentions, start, frozenset(actors))),
        )
        actors = [before.actor] if doers[0].kind == "they" and third and before is not None else []
    nobody = not actors
    if not actors:
        actors = _implied_actor(act, match, text, mentions, state) or ([state.topic] if state.topic else [])
    if not actors:
        return
    exclude = frozenset(actors)
    done_to = roles.objects(text, mentions, start, exclude)
    if (
        state.last
        and state.last.type == act.type
        and state.last.actor == actors[0]
        and state.last.sentence == state.number
    ):
        # "halting permits ..., suspending business ...": the same act goes on; only a plain object is a
        # new one.
        done_to = [m for m in done_to if m.prep in ("", "on", "with", "against", "to")] or [
            m for m in mentions if m.iso == state.last.recipient
        ][:1]
    if act.type == "protest" and done_to and done_to[0].kind == "place":
        done_to = []
    if act.type in ("aid",):
        done_to = [m for m in done_to if m.kind in ("state", "place", "adjective", "person")]
    recipients = states_of(done_to)
    explicit = bool(recipients) and not nobody
    if not recipients:
        earlier = [
            m
            for m in mentions
            if m.end <= start
            and m.isos
            and m.kind in ("state", "adjective", "envoy", "place")
            and not set(m.isos) & exclude
        ]
        earlier = [
            m for m in earlier if m.prep not in ("about", "over", "like", "despite") and m.head != "other"
        ]
        if act.type in ("incident", "conflict", "aid") and earlier:
            recipients = [earlier[-1].isos[0]]
    for actor in actors:
        given = recipients or ([state.partner(actor)] if state.partner(actor) else [])
        if act.type == "aid" and not recipients:
            told = (c for c in reversed(state.history) if c.type in ("aid", "arms_transfer"))
            helped = next((c.recipient for c in told if c.recipient != actor), "")
            home = helped or state.base_home
            given = [home] if home and home != actor else given
        for recipient in given:
            if recipient and recipient != actor:
                yield Party(actor, recipient, level_of(doers), is_explicit=explicit)


_INCLUDE = re.compile(
    r"(?:These|They|Those|(?:The|Those|These)\s+(?:[\w-]+\s+){0,2}?(?:sanctions|measures|steps|restrictions))\s+(?:also\s+)?"
    r"(?:include|comprise|consist|target)\b"
)
"""Opens a sentence on the measures of which the one before told."""


def _who_laid(
    text: str, mentions: Sequence[Mention], doers: Sequence[Mention], state: State
) -> list[Mention]:
    """Return who laid the measures told before on those of this sentence, [] where it has a doer itself."""
    last = state.last_directed
    if last is None or last.type != "sanction" or _INCLUDE.match(text) is None:
        return []
    laid_on = targets_of(text, mentions)
    is_new = not doers or set(states_of(doers)) <= set(laid_on)
    return [Mention(0, 0, "state", (last.actor,))] if is_new and last.actor not in laid_on else []


def _allotted(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "Bulgaria allocated 100,000 euros": to whom others were just told to give."""
    helped = next((c.recipient for c in reversed(state.history[-_LATELY:]) if c.type == "aid"), "")
    named = {iso for m in mentions for iso in m.isos}
    doers = states_of(roles.subjects(text, mentions, match.start()))
    if not helped or not named <= {*doers, helped}:
        return
    for doer in doers:
        if doer != helped:
            yield Party(doer, helped, is_explicit=False)


_LATELY = 4
"""Acts told before that are looked at."""
_OWN_OFFICE = re.compile(
    r"\b(?:its|their)\s+(?:\w+\s+){0,2}(?:ministry|government|army|navy|military|coast\s+guard|air\s+force|"
    r"parliament|authorities|police|troops|forces)\b",
    re.IGNORECASE,
)


_THE_MINISTRY = re.compile(r"\b[Tt]he\s+(?:[Ff]oreign\s+)?[Mm]inistry\b")
_ITS_MINISTRY = re.compile(r"(?:['’]s)?\s+(?:[Ff]oreign\s+)?[Mm]inistry\b")
"""Behind the state whose ministry the next sentence calls "the ministry"."""


def _implied_actor(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> list[str]:
    """Return who does it where the subject is not a state: "The Department summoned", "the junta had
    ended"."""
    begin = modality.clause_start(text, match.start())
    before = text[begin : match.start()]
    if re.search(
        r"\b(?:the\s+)?(?:foreign|defen[cs]e|commerce|trade|interior)?\s*(?:ministry|department|"
        r"government|junta|authorities|cabinet|parliament|army|navy|military|coast\s+guard|"
        r"air\s+force|palace|presidency|foreign\s+office|court|officials|police|troops|forces)\b",
        before,
        re.IGNORECASE,
    ):
        home = state.register.home
        if _OWN_OFFICE.search(before):
            # "Iran took it up when its foreign ministry called in the envoy": of the state just spoken of.
            whose = next((m.iso for m in mentions if m.iso and not m.prep and m.end <= begin), state.nation)
            if whose:
                return [whose]
        # Where a report comes from is no side of a story that does not name it.
        is_only_written_there = bool(home) and home not in state.seen
        if state.nation and (is_only_written_there or re.search(r"\bjunta\b", before)):
            return [state.nation]
        if _THE_MINISTRY.search(before) and state.before is not None:
            told, named = state.before
            whose = next((m.iso for m in named if m.iso and _ITS_MINISTRY.match(told, m.end)), "")
            if whose:
                return [whose]
        return [home] if home else ([state.nation] if state.nation else [])
    inside = [
        m
        for m in mentions
        if match.start() <= m.start < match.end() and m.kind == "adjective" and m.head in ("state", "")
    ]
    if act.type == "incident" and inside:
        return [inside[0].isos[0]]
    if act.type in ("aid",):
        near = [
            m
            for m in mentions
            if m.end <= match.start() + 25 and m.kind == "adjective" and m.iso and match.start() - m.end < 25
        ]
        if near:
            return [near[-1].iso]
    if act.type == "dispute":
        owner = re.search(r"\b(?:its|their)\s+(?:\w+\s+){0,2}$", text[: match.start()])
        if owner:
            states = [m for m in mentions if m.end <= owner.start() and m.iso]
            if states:
                return [states[-1].iso]
        earlier = [
            m
            for m in mentions
            if m.end <= match.start() and m.iso and not m.prep and m.kind in ("person", "state", "adjective")
        ]
        if earlier:
            return [earlier[-1].iso]
        near = [m for m in mentions if m.kind == "adjective" and m.iso and 0 <= match.start() - m.end < 12]
        if near:
            return [near[-1].iso]
    return []


_HELD = re.compile(
    r"\b(?:held|detained|jailed|imprisoned|arrested|captured|hostage|captive|custody)\s+(?:[\w-]+\s+)?(?:in|by)\s+(?:the\s+)?$"
)


def _passive(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start, end = match.start(), match.end()
    near = [
        m
        for m in mentions
        if m.isos
        and m.end <= end
        and m.end > start - 60
        and m.kind in ("state", "adjective", "envoy", "person")
        and m.head != "other"
    ]
    envoys = [m for m in near if m.head == "envoy" or m.kind == "envoy"]
    done_to = (envoys or near)[-1:] if near else []
    doers = [m for m in mentions if m.start >= end and m.prep == "by" and m.isos and m.kind != "org"]
    actors = states_of(doers)
    recipients = states_of(done_to)
    if act.type == "concession" and not actors:
        ahead = [m for m in mentions if m.end <= start and m.iso]
        holder = next((m for m in ahead if _HELD.search(text[max(0, m.start - 40) : m.start])), None)
        held = [m.iso for m in ahead if holder is not None and m.iso != holder.iso]
        if holder is not None and held:
            # "Spaniards held in Venezuela were freed": by who held them.
            yield Party(holder.iso, held[0])
            return
    pair = state.pair or state.main_pair
    if (
        act.type == "diplomatic_rupture"
        and not actors
        and pair
        and re.match(r"relations|ties", match.group(), re.IGNORECASE)
    ):
        # "Relations were broken the same day": by whom the sentence names first.
        breaker = next(
            (m.iso for m in mentions if m.iso in pair and m.end <= start and not m.is_place), pair[0]
        )
        yield Party(breaker, pair[1] if breaker == pair[0] else pair[0], is_explicit=False)
        return
    if act.type == "sanction_lifted" and not actors:
        # "the duties ended on Saturday": the partner who had imposed them is the doer.
        pair = state.pair or state.main_pair
        earlier = next(
            (c for c in reversed(state.history) if c.type in ("sanction", "sanction_lifted")), None
        )
        named = {m.iso for m in mentions if m.iso}
        if earlier and named <= {earlier.actor, earlier.recipient}:
            yield Party(earlier.actor, earlier.recipient, is_explicit=False)
            return
        first = next((m for m in mentions if m.iso and not m.prep and m.end <= start), None)
        doer = first.iso if first else (state.nation or "")
        other = next(
            (i for i in states_of([m for m in mentions if m.iso != doer]) if i != doer), ""
        ) or state.partner(doer)
        if doer and other and (pair is not None or first is not None):
            yield Party(doer, other, is_explicit=first is not None)
        return
    if act.type == "concession" and not recipients and not actors:
        # "The guard was released": by those who had taken him.
        taken = next((c for c in reversed(state.history) if c.type == "incident"), None)
        if taken:
            yield Party(taken.actor, taken.recipient, is_explicit=False)
        return
    if not recipients and actors:
        recipients = [state.partner(actors[0])]
    if not actors and recipients:
        place = next(
            (
                m
                for m in mentions
                if m.start >= end - 3
                and m.iso
                and m.iso not in recipients
                and m.prep in ("from", "to", "in", "at")
            ),
            None,
        )
        recent = state.pair if state.pair and recipients[0] in state.pair else None
        if place and place.kind in ("state", "adjective"):
            actors = [place.iso]
        elif recent:
            actors = [recent[1] if recent[0] == recipients[0] else recent[0]]
        elif state.register.home and state.register.home not in recipients:
            actors = [state.register.home]
        else:
            actors = [state.partner(recipients[0])]
    for actor in actors:
        for recipient in recipients:
            if actor and recipient and actor != recipient:
                yield Party(actor, recipient, is_explicit=bool(doers))


def _bought(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    buyers = states_of(roles.subjects(text, mentions, match.start()))
    if not buyers:
        return
    buyer = buyers[0]
    sellers = [
        m
        for m in roles.objects(text, mentions, match.start(), frozenset((buyer,)))
        if m.prep in ("from", "with", "") or m.kind == "adjective"
    ]
    seller = sellers[0].isos[0] if sellers else ""
    known = state.last is not None and state.last.type == "arms_transfer" and buyer == state.last.recipient
    if not seller and known and state.last:
        seller = state.last.actor
    if seller and (
        known
        or re.search(
            r"missile|jet|tank|frigate|submarine|drone|weapon|arms|helicopter|howitzer|radar|warship|"
            r"fighter|defen[cs]e|\bS-[34]00",
            text,
            re.IGNORECASE,
        )
    ):
        yield Party(seller, buyer, is_explicit=bool(sellers))


_AND_HE = re.compile(r"(?:,|\band)\s+(?:the\s+)?$")
"""Before who did the same on another day: "Australia did the same on 24 May and Britain on 23 March"."""


def _same(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    subjects = roles.subjects(text, mentions, match.start())
    doers = states_of(subjects)
    if _is_of_recognition(state):
        last = state.last
        partner = _recognised(state)
        if last is not None and partner:
            yield from (Party(doer, partner, type=last.type) for doer in doers if doer != partner)
        return
    last = state.last_directed
    if last is None:
        return
    if not doers and re.search(r"\bjunta|\bgovernment|\bcountry\b", text[: match.start()]):
        doers = [last.actor]
    others = roles.objects(text, mentions, match.start(), frozenset(doers))
    kind = last.type
    if re.search(r"\bin\s+kind\b|reciprocated", match.group()):
        for doer in doers:
            if doer == last.recipient:
                yield Party(doer, last.actor, type=kind, is_explicit=False)
        return
    also = [m for m in others if m.iso and not m.prep and _AND_HE.search(text[: m.start])]
    others = [m for m in others if m not in also]
    for doer in doers:
        recipient = states_of(others)[0] if others else last.recipient
        if recipient == doer:
            recipient = last.actor
        at = subjects[0].start if also and subjects else -1
        yield Party(doer, recipient, type=kind, is_explicit=bool(others), at=at)
    for one in also:
        if one.iso != last.recipient:
            yield Party(one.iso, last.recipient, type=kind, is_explicit=False, at=one.start)


def _is_of_recognition(state: State) -> bool:
    """True where the act told last was that of recognising a state."""
    last, directed = state.last, state.last_directed
    is_later = last is not None and (directed is None or last.sentence > directed.sentence)
    return last is not None and is_later and last.type == "diplomatic_relations"


def _recognised(state: State) -> str:
    """Return the state that the one named first in the sentence before recognised, "" if none is."""
    if state.last is None or state.before is None:
        return ""
    two = (state.last.actor, state.last.recipient)
    first = next((m.iso for m in state.before[1] if m.iso in two and not m.prep), "")
    return next((iso for iso in two if first and iso != first), "")


def _delivered(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "The first tanks from South Korea were unloaded": the maker gives, where they arrive is who gets."""
    source = [
        m for m in mentions if m.prep == "from" and m.iso and match.start() - 20 < m.start < match.end() + 60
    ]
    makers = [m for m in mentions if m.kind == "adjective" and m.iso and 0 <= match.start() - m.end < 40]
    giver = source[0].iso if source else makers[-1].iso if makers else ""
    if not giver:
        return
    places = [
        m.iso for m in mentions if m.iso and m.iso != giver and m.prep in ("in", "to", "at", "for", "into")
    ]
    others = [m.iso for m in mentions if m.iso and m.iso != giver and m.kind in ("state", "person")]
    home = state.register.home
    taker = places[0] if places else others[0] if others else home if home != giver else state.partner(giver)
    if taker:
        yield Party(giver, taker, is_explicit=bool(places or others))


_READERS = {
    "allotted": _allotted,
    "delivered": _delivered,
    "both": read_both,
    "struck": read_struck,
    "bordered": read_bordered,
    "directed": _directed,
    "nominal": read_nominal,
    "recalled": read_recalled,
    "summoned": read_summoned,
    "thanked": read_thanked,
    "switched": read_switched,
    "passive": _passive,
    "mutual": read_mutual,
    "visit": read_visit,
    "visited": read_visited,
    "meet": read_meeting,
    "call": read_call,
    "bought": _bought,
    "blamed": read_blamed,
    "drawn": read_drawn,
    "same": _same,
}


_RECEIVED_LIST = re.compile(
    r"\breceived\s+(?:a|the)\s+(?:\w+\s+)?(?:list|note|notice|letter|names)\b", re.IGNORECASE
)


def is_told_of_list(text: str) -> bool:
    """True where a state tells who of its own is sent away: "received a list of diplomats declared ..."."""
    return _RECEIVED_LIST.search(text) is not None


def parties_of(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """Yield the ways in which the roles of an act are filled: usually one, several for "A and B recalled"."""
    for party in _READERS[act.frame](act, match, text, mentions, state):
        if act.type == "diplomatic_rupture" and is_told_of_list(text):
            yield replace(party, actor=party.recipient, recipient=party.actor)
        else:
            yield party
