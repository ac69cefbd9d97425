"""Meetings: who visits whom, who meets or calls whom, and what kind of meeting that makes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.coding import modality, roles
from etl.coding.acts import Act
from etl.coding.candidates import Party, states_of
from etl.coding.discourse import State
from etl.coding.framing import MARGINS
from etl.coding.mentions import Mention
from etl.coding.offices import LEADERS, MINISTERS, lower_level


def read_visit(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start = match.start()
    visitors = _visitors(match, text, mentions, start, state)
    if not visitors:
        return
    if _is_for_gathering(text, match):
        return
    own = frozenset(states_of(visitors))
    hosts = [m for m in _destinations(text, mentions, match, own)]
    targets = states_of(hosts)
    if not targets:
        targets = _implied_destination(match, text, mentions, own, state)
    bilateral = re.search(
        r"\b(?:state|official|working|bilateral|friendly|goodwill|return)\s+visit\b", text, re.IGNORECASE
    )
    if (
        state.is_multilateral
        and targets
        and state.register.home in targets
        and not state.destination
        and not bilateral
        and not re.search(r"\b(?:last|next|that)\s+year\b|\b(?:19|20)\d\d\b", text)
    ):
        return
    for mention in visitors:
        for iso in mention.isos:
            level = mention.level
            kind = _visit_kind(mention, text)
            if not kind:
                continue
            for target in targets:
                if target != iso:
                    state.traveller = mention
                    at = next((h.end for h in hosts if target in h.isos), -1)
                    yield Party(
                        iso,
                        target,
                        level if level != "counterpart" else "",
                        kind,
                        is_explicit=bool(hosts),
                        at=at,
                    )


_BEGINS = re.compile(
    r"\b(?:beg[iau]n|start|pay|paid|mak|made|end|conclud|wrap|finish)\w*\s+(?:up\s+)?(?:a|an|his|her)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_MULTILATERAL_PURPOSE = re.compile(
    r"\b(?:to\s+attend|will\s+attend|attend(?:s|ed)?|for|to\s+join|attending|to\s+take\s+part\s+in|"
    r"to\s+participate\s+in|to\s+co-?host)\s+(?:the\s+|a\s+|"
    r"an\s+)?(?:[\w'’-]+\s+){0,5}?(?:summit\b(?!\s+with)|BRICS|G7|G20|APEC|UNGA|SCO|ASEAN|"
    r"General\s+Assembly|conference|forum|funeral|inauguration|COP\d\d|Olympics|gathering|Davos|"
    r"coronation|wedding|meeting\s+of|security\s+conference|parade)",
    re.IGNORECASE,
)


def _implied_destination(
    match: re.Match[str], text: str, mentions: Sequence[Mention], own: frozenset[str], state: State
) -> list[str]:
    """Return where a visit leads whose goal stands before the word, or is where the report comes from."""
    start = match.start()
    begin = modality.clause_start(text, start)
    before = [
        m.iso
        for m in mentions
        if begin <= m.start and m.end <= start and m.iso and m.prep in ("in", "to") and m.iso not in own
    ]
    if before:
        return before[-1:]
    nominal = re.search(r"\b(?:visit|trip|tour)\b", match.group(), re.IGNORECASE)
    arrives = re.match(
        r"arriv|land|touch|flew|fl(?:y|ies|own)|c[ao]mes?\s+(?:over|in\s+person)|stepped|expected\s+here|due\s+here|visit$",
        match.group(),
        re.IGNORECASE,
    )
    home = state.register.home
    if nominal and state.label and home and home not in own and _BEGINS.search(text[:start]):
        return [home]  # "Wed 19: Maputo: the minister begins a two-day visit"
    if nominal and home and home not in own and re.match(r"\s+to\s+(?:the\s+)?[A-Z]", text[match.end() :]):
        return [home]  # "on a visit to Kelantan": a place that only the report's own country has
    if re.match(
        r"\s+(?:to\s+)?(?:the|that)\s+(?:republic|country|kingdom|island|sultanate|emirate)\b",
        text[match.end() :],
    ):
        guess = state.partner(next(iter(own)))
        return [guess] if guess else []
    if re.search(r"\bhere\b", text[start : match.end() + 15]) or (arrives and not nominal):
        earlier = [
            m.iso
            for m in mentions
            if m.end <= start and m.iso and m.prep in ("in", "to") and m.iso not in own
        ]
        guess = (
            earlier[-1] if earlier else home if home and home not in own else state.partner(next(iter(own)))
        )
        return [guess] if guess else []
    return []


_NEXT_LEG = re.compile(
    r";|\b(?:and|before|then|but)\s+(?:\w+\s+)?(?:left|leave|leaves|flew|fly|flies|headed|went|go|goes|"
    r"travell?ed|will|is|was|moved|met|held|heads)\b",
    re.IGNORECASE,
)


def _is_for_gathering(text: str, match: re.Match[str]) -> bool:
    """True if this leg of a journey leads to a gathering of many states, which is no visit to its host."""
    leg = _NEXT_LEG.search(text, match.end())
    stop = leg.start() if leg else len(text)
    return _MULTILATERAL_PURPOSE.search(text, max(0, match.start() - 60), stop) is not None


def _visit_kind(mention: Mention, text: str) -> str:
    if mention.level in LEADERS:
        return "leader_visit"
    if mention.level in MINISTERS:
        return "ministerial_visit"
    if mention.level == "senior_official" or mention.head == "official":
        if re.search(
            r"\b(?:rescue\w*|relief|medical|search|aid|sniffer|firefight\w*)\b", text, re.IGNORECASE
        ):
            return ""  # those who help do not negotiate
        return "consultation"
    return ""


def _visitors(
    match: re.Match[str], text: str, mentions: Sequence[Mention], start: int, state: State
) -> list[Mention]:
    nominal = re.match(r"(?:visit|trip|trips|tour|stop)s?\b", match.group(), re.IGNORECASE) is not None
    if nominal:
        owner = [
            m
            for m in mentions
            if m.end <= start and re.match(r"^['’]s?\s+(?:[\w-]+\s+){0,4}$", text[m.end : start]) and m.isos
        ]
        if owner:
            return [m for m in owner[-1:] if m.kind in ("person", "adjective")]
        if re.search(r"\b(?:his|her)\s+(?:[\w-]+\s+){0,4}$", text[:start]):
            people = [m for m in mentions if m.end <= start and m.kind == "person" and m.iso]
            mine = people[0] if people else None
            if mine is None:
                mine = state.traveller or state.person
            return [mine] if mine else []
        by = [
            m
            for m in mentions
            if m.start >= match.end() - 8 and m.prep in ("by", "from", "of") and m.kind == "person"
        ]
        if by and by[0].start - start < 60:
            return by[:1]
    found = [m for m in roles.subjects(text, mentions, start) if m.kind in ("person", "adjective", "envoy")]
    led = [
        m
        for m in mentions
        if m.end <= start and m.kind == "person" and m.isos and _LED_BY.search(text[: m.start])
    ]
    if led and not any(m.kind == "person" for m in found):
        return led[-1:]
    return [m for m in found if m.isos]


_LED_BY = re.compile(r"\b(?:led|headed)\s+by\s+(?:[\w.]+\s+){0,2}$")


def _destinations(
    text: str, mentions: Sequence[Mention], match: re.Match[str], own: frozenset[str]
) -> list[Mention]:
    start = match.start()
    out: list[Mention] = []
    for i, mention in enumerate(mentions):
        if mention.start < start or mention.start - match.end() > 90 or not mention.isos:
            continue
        if re.search(r";|\bwhere\b|\bafter\b|\bwhile\b|\bbut\b", text[match.end() : mention.start]):
            break
        if mention.kind not in ("state", "place", "adjective") or set(mention.isos) & own:
            continue
        if mention.kind == "adjective" and mention.head not in ("place",):
            continue
        if mention.prep in (
            "from",
            "of",
            "with",
            "by",
            "about",
            "over",
            "against",
            "between",
            "before",
            "after",
            "via",
            "through",
            "among",
        ):
            continue
        if (
            re.match(r"['’]s\s", text[mention.end : mention.end + 3])
            and mention.kind == "state"
            and mention.head not in ("place", "")
        ):
            continue
        out.append(mention)
        for later in mentions[i + 1 :]:
            gap = text[out[-1].end : later.start]
            if (
                re.match(
                    r"^(?:\s*(?:on\s+\w+day|the\s+same\s+\w+|today|tomorrow|on\s+the\s+\w+|"
                    r"on\s+\d+\s+\w+|on\s+[A-Z]\w+\s+\d+))?(?:,|,?\s*(?:and|then|followed\s+by|"
                    r"before)\s*)*\s*(?:(?:in|to|on|the|then|and|later|finally)\s+)*$",
                    gap,
                )
                and later.isos
                and later.kind in ("state", "place")
            ):
                if not set(later.isos) & {*own, *states_of(out)}:
                    out.append(later)
                continue
            break
        break
    return out


def read_visited(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start = match.start()
    if re.match(r"(?:welcom|greet|receiv)", match.group(), re.IGNORECASE):
        hosts = roles.subjects(text, mentions, start)
        if re.search(r"\b(?:was|were|been|being|is|be)\s+(?:\w+\s+)?$", text[:start]):
            by = [
                m for m in mentions if m.start > start and m.prep == "by" and m.kind == "person" and m.isos
            ][:1]
            for guest in hosts[:1]:
                kind = _visit_kind(guest, text)
                if kind and by and guest.iso and by[0].iso and guest.iso != by[0].iso:
                    yield Party(guest.iso, by[0].iso, guest.level, kind)
            return
        guests = [
            m for m in mentions if start < m.start and m.kind == "person" and m.isos and m.start - start < 110
        ][:1]
        host = states_of(hosts)
        for guest in guests:
            kind = _visit_kind(guest, text)
            if kind and host and guest.iso and guest.iso != host[0]:
                yield Party(guest.iso, host[0], guest.level, kind)
        return
    if _is_for_gathering(text, match):
        return
    by = [
        m
        for m in mentions
        if start < m.start and m.prep in ("by", "from", "of") and m.kind == "person" and m.isos
    ][:1]
    guests = by or _visitors(match, text, mentions, start, state)
    if not guests:
        return
    guest = guests[0]
    kind = _visit_kind(guest, text)
    dest = [
        m
        for m in mentions
        if m.kind in ("state", "place") and m.prep in ("to", "in") and m.iso and m.iso != guest.iso
    ]
    target = (
        dest[0].iso
        if dest
        else (state.register.home if state.register.home != guest.iso else state.partner(guest.iso))
    )
    if kind and target and guest.iso and (dest or by):
        yield Party(guest.iso, target, guest.level, kind, is_explicit=bool(dest))


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
    with_other = [
        m
        for m in others
        if m.prep == "with"
        or (
            m.kind == "person"
            and m.prep in ("", "on", "to", "of", *(("by",) if _RECEIVED.search(match.group()) else ()))
        )
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
        for other in group:
            yield from encounter(match, text, mentions, doers, [other], state)
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
