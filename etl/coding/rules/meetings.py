"""Meetings: who meets or calls whom, and what kind of meeting that makes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.coding.grammar import roles
from etl.coding.grammar.acts import Act
from etl.coding.rules.visits import LED_BY
from etl.coding.story.candidates import Party, states_of
from etl.coding.story.framing import MARGINS
from etl.coding.story.state import State
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS, MINISTERS, lower_level

_RECEIVED = re.compile(r"\b(?:received|hosted|welcomed|greeted)(?:\s+by)?$", re.IGNORECASE)


def read_meeting(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start, end = match.start(), match.end()
    doers = [m for m in roles.subjects(text, mentions, start) if m.kind != "envoy"]
    sides = states_of(doers)
    if re.match(r"(?:told|gave)\b", match.group(), re.IGNORECASE):
        yield from _spoken_to(match, text, mentions, doers, state)
        return
    found = roles.between(text, mentions, start)
    if found and not (len(sides) == 2 and all(m.kind == "person" for m in doers)):
        yield from encounter(match, text, mentions, [found[0]], [found[1]], state)
        return
    if len(sides) == 2:
        if doers[0].kind in ("pair", "they"):
            yield from encounter(match, text, mentions, doers[:1], doers[:1], state, anaphoric=True)
        elif len(doers) == 1:
            yield from encounter(match, text, mentions, doers, doers, state)
        else:
            first = [m for m in doers if sides[0] in m.isos][:1]
            second = [m for m in doers if sides[1] in m.isos][:1]
            yield from encounter(match, text, mentions, first, second, state)
        return
    if len(sides) > 2:
        return
    exclude = frozenset(sides)
    others = [
        m
        for m in mentions
        if m.start >= start
        and m.start - end < 120
        and m.isos
        and not set(m.isos) & exclude
        and m.kind in ("person", "state", "adjective")
        and not m.is_former
        and (m.prep in ("with", "", "on", "to", "of") or m.kind == "person")
        and m.head not in ("other", "people")
    ]
    others = [
        m
        for m in others
        if not re.search(r";|\bwho\b|\bwhere\b|\babout\b", text[end : m.start])
        and not (m.kind != "person" and m.prep not in ("with",))
    ]
    if not others and sides:
        # "discussed trade with her counterpart during a meeting": the other side stands before the noun.
        others = [
            m
            for m in mentions
            if doers[-1].end <= m.start < start
            and m.prep == "with"
            and m.kind == "person"
            and m.isos
            and not set(m.isos) & exclude
        ]
    is_guest = _RECEIVED.search(match.group()) is not None and text.startswith(" by ", end - 3, end + 4)
    with_other = [
        m
        for m in others
        if m.prep == "with"
        or (m.kind == "person" and m.prep in ("", "on", "to", "of", *(("by",) if is_guest else ())))
        or _leads(m, text)
    ]
    with_other = (
        [
            replace(m, isos=(iso,))
            for m in with_other
            for iso in (m.isos if m.head == "counterpart" else m.isos[:1] or ())
        ]
        if any(len(m.isos) == 2 and m.head == "counterpart" for m in with_other)
        else with_other
    )
    if sides and len(with_other) > 1 and with_other[0].start == with_other[1].start:
        for other in with_other:
            yield from encounter(match, text, mentions, doers, [other], state)
        return
    if sides and with_other:
        group = [with_other[0]]
        for later in others[others.index(with_other[0]) + 1 :]:
            if roles._joined(text, group[-1], later) and later.isos != group[-1].isos:
                group.append(later)
            else:
                break
        for other in (_led_by(one, text, others) for one in group):
            yield from _received(match, text, mentions, doers, other, state)
        return
    if (
        not sides
        and with_other
        and re.search(r"\bturn\s+of\b", match.group(), re.IGNORECASE)
        and state.person
        and state.person.iso
    ):
        yield from encounter(match, text, mentions, [state.person], [with_other[0]], state)
        return
    if not sides:
        pair = roles.compound(text, mentions, start, end)
        if pair:
            yield from encounter(match, text, mentions, [pair[0]], [pair[1]], state)
            return
        if (
            with_other
            and state.person
            and state.person.iso
            and state.person.iso not in with_other[0].isos
            and re.match(r"\W*(?:\w+\W+){0,3}$", text[:start])
        ):
            yield from encounter(match, text, mentions, [state.person], with_other[:1], state)
            return
        two = next((m for m in mentions if m.kind == "pair" and m.prep in ("between", "of", "with")), None)
        if two is not None and len(two.isos) == 2 and _OFFICIALS.search(text):
            yield Party(two.isos[0], two.isos[1], "senior_official", "consultation", is_explicit=False)
            return
        institutional = re.search(
            r"\b(?:commission|committee|working\s+group|mechanism|council|consultations)\b",
            match.group(),
            re.IGNORECASE,
        )
        distinct = list(
            dict.fromkeys(
                m.iso
                for m in mentions
                if m.iso and m.kind in ("state", "adjective", "person") and m.head not in ("other", "people")
            )
        )
        if institutional and len(distinct) == 2:
            yield Party(distinct[0], distinct[1], "senior_official", "consultation")
        elif institutional and len(distinct) <= 1 and state.pair:
            yield Party(state.pair[0], state.pair[1], "senior_official", "consultation", is_explicit=False)
        return
    if len(sides) == 1 and doers and doers[0].kind == "person":
        host = [
            m
            for m in mentions
            if m.start >= start
            and m.kind == "person"
            and m.head == "counterpart"
            and m.isos
            and not set(m.isos) & exclude
        ]
        if host:
            yield from encounter(match, text, mentions, doers, host[:1], state)


def _leads(mention: Mention, text: str) -> bool:
    return mention.kind == "person" and LED_BY.search(text, 0, mention.start) is not None


def _led_by(other: Mention, text: str, mentions: Sequence[Mention]) -> Mention:
    """Return who leads the officials that were met: "a delegation of officials from A led by Minister X"."""
    leaders = (m for m in mentions if m.start > other.start and m.iso == other.iso and _leads(m, text))
    return next(leaders, other) if other.level in ("", "senior_official") else other


def _received(
    match: re.Match[str],
    text: str,
    mentions: Sequence[Mention],
    doers: Sequence[Mention],
    other: Mention,
    state: State,
) -> Iterator[Party]:
    """ "The King received the Omani foreign minister": a minister who is received by a leader visits him."""
    is_open = re.match(r"receiv|host|welcom", match.group(), re.IGNORECASE) if _leads(other, text) else None
    is_host = is_open is not None or match.group().casefold().startswith("receiv")
    is_host = is_host and doers[0].level in LEADERS
    is_away = any(
        m.is_place and m.iso and m.iso != doers[0].iso and m.prep in ("in", "at") and m.kind == "place"
        for m in mentions
    )
    if is_host and other.level in MINISTERS and not is_away and not MARGINS.search(text):
        yield Party(other.iso, doers[0].iso, other.level, "ministerial_visit")
    yield from encounter(match, text, mentions, doers, [other], state)


def _spoken_to(
    match: re.Match[str], text: str, mentions: Sequence[Mention], doers: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "Erdogan told Mitsotakis": a meeting, if one of the two leaders is known to be the other's guest."""
    if len(doers) != 1 or doers[0].kind != "person" or not doers[0].iso:
        return
    heard = next(
        (m for m in mentions if match.end() <= m.start <= match.end() + 12 and m.kind == "person" and m.iso),
        None,
    )
    if (
        heard is None
        or heard.iso == doers[0].iso
        or heard.level not in LEADERS
        or doers[0].level not in LEADERS
    ):
        return
    pair = {heard.iso, doers[0].iso}
    if (
        any(c.type == "leader_visit" and {c.actor, c.recipient} == pair for c in state.history)
        or state.register.home in pair
    ) and not re.search(r"\b(?:phone|telephone|letter|video|call|message|cable)\b", text, re.IGNORECASE):
        yield from encounter(match, text, mentions, doers, [heard], state)


def encounter(
    match: re.Match[str],
    text: str,
    mentions: Sequence[Mention],
    a: Sequence[Mention],
    b: Sequence[Mention],
    state: State,
    *,
    anaphoric: bool = False,
) -> Iterator[Party]:
    """Yield the meeting of two sides, its type by the rank of those who meet."""
    if not a or not b:
        return
    if a[0] is b[0] or a == b:
        isos = a[0].isos
        if len(isos) != 2:
            return
        one, two = isos
    else:
        if not a[0].iso or not b[0].iso:
            return
        one, two = a[0].iso, b[0].iso
    if one == two:
        return
    level_a, level_b = _rank(a), _rank(b)
    words = match.group().casefold()
    is_summit = (
        "summit" in words
        or re.search(
            r"\bsummit(?:\s+(?:talks|meeting))?\b", text[match.start() : match.end() + 12], re.IGNORECASE
        )
        is not None
    )
    if anaphoric and not level_a and not is_summit:
        level_a = level_b = _known_rank(one, two, state)
        if not level_a and not _OFFICIALS.search(text):
            return
    level = lower_level(level_a, level_b) if level_a and level_b else level_a or level_b
    officials = "envoy" in (a[0].kind, b[0].kind) or "official" in (a[0].head, b[0].head)
    if officials and level not in MINISTERS and not (level_a in LEADERS and level_b in LEADERS):
        level = "senior_official"
    if is_summit and not level:
        level = "head_of_government"
    if level in LEADERS and _COMMISSION.search(match.group()) and not is_summit:
        # Leaders agree that a commission shall sit; they do not sit on it.
        level = "" if "ministerial" in words else "senior_official"
    kind = "consultation"
    if level in LEADERS:
        kind = "summit"
    elif level in MINISTERS:
        kind = "ministerial_meeting"
    elif not level:
        low = text.casefold()
        if re.search(
            r"2\s?\+\s?2|two-plus-two|two plus two|ministerial|foreign ministers|defen[cs]e ministers", low
        ):
            kind, level = (
                "ministerial_meeting",
                "foreign_minister"
                if "defence m" not in low and "defense m" not in low
                else "defence_minister",
            )
            if re.search(r"2\s?\+\s?2|two-plus-two|two plus two|foreign and defen[cs]e", low):
                level = "foreign_minister"
        else:
            level = "senior_official"
    elsewhere = any(
        m.is_place and m.iso and m.iso not in (one, two) and m.prep in ("in", "at") for m in mentions
    )
    occasion = elsewhere and _OCCASION.search(text) is not None
    visiting = any(c.type == "leader_visit" and {c.actor, c.recipient} == {one, two} for c in state.history)
    if kind == "summit" and (MARGINS.search(text) or occasion or (state.is_multilateral and not visiting)):
        kind = "sideline_meeting"
    yield Party(one, two, level, kind, is_explicit=not anaphoric)


_COMMISSION = re.compile(
    r"^(?!.*\b(?:chair|host))\w+\s.*\b(?:commission|committee)$", re.IGNORECASE | re.DOTALL
)
_OFFICIALS = re.compile(
    r"\b(?:officials|delegations?|technical|experts|working[\s-]level|working[\s-]group|negotiators|vice[\s-]ministers|"
    r"directors[\s-]general)\b",
    re.IGNORECASE,
)


def _known_rank(one: str, two: str, state: State) -> str:
    """Return the level at which the two have met a sentence or two before, "" if they have not."""
    for earlier in reversed(state.history):
        if state.number - earlier.sentence > 3:
            return ""
        if {earlier.actor, earlier.recipient} == {one, two} and earlier.type in _ENCOUNTERS:
            return earlier.level
    return ""


_ENCOUNTERS = frozenset(
    ("summit", "sideline_meeting", "leader_visit", "ministerial_meeting", "ministerial_visit")
)
_OCCASION = re.compile(
    r"\b(?:inauguration|summit\s+of|funeral|conference|assembly|forum|gathering|coronation|Olympics?|"
    r"ceremony\s+of|celebrations?)\b",
    re.IGNORECASE,
)


def _rank(group: Sequence[Mention]) -> str:
    for mention in group:
        if mention.level and mention.level != "counterpart":
            return mention.level
    return ""


def read_call(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    for party in read_meeting(act, match, text, mentions, state):
        kind = "leader_call" if party.type in ("summit", "sideline_meeting") else party.type
        yield replace(party, type=kind)
        return
    # "phone call with X", "spoke to X by phone": the other side follows.
    start = match.start()
    doers = roles.subjects(text, mentions, start)
    others = [
        m
        for m in mentions
        if m.start >= start and m.kind == "person" and m.isos and not set(m.isos) & set(states_of(doers))
    ]
    if doers and others and doers[0].iso:
        for party in encounter(match, text, mentions, doers[:1], others[:1], state):
            yield replace(
                party, type="leader_call" if party.type in ("summit", "sideline_meeting") else party.type
            )
