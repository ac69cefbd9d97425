"""Visits: who travels to whom, or is received by whom, and what kind of visit that makes."""

import re
from collections.abc import Iterator, Sequence

from etl.coding.grammar import modality, roles
from etl.coding.grammar.acts import Act
from etl.coding.story.candidates import Party, states_of
from etl.coding.story.lists import joined
from etl.coding.story.state import State
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS, MINISTERS


def read_visit(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    start = match.start()
    visitors = _visitors(match, text, mentions, start, state)
    if not visitors:
        return
    if _is_for_gathering(text, match):
        return
    if _TALKS.match(match.group()) and not _is_led_abroad(text, visitors, mentions):
        return
    own = states_of(visitors)
    hosts = _destinations(text, mentions, match, frozenset(own))
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
    match: re.Match[str], text: str, mentions: Sequence[Mention], own: Sequence[str], state: State
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
        guess = state.partner(own[0])
        return [guess] if guess else []
    if re.search(r"\bhere\b", text[start : match.end() + 15]) or (arrives and not nominal):
        earlier = [
            m.iso
            for m in mentions
            if m.end <= start and m.iso and m.prep in ("in", "to") and m.iso not in own
        ]
        guess = earlier[-1] if earlier else home if home and home not in own else state.partner(own[0])
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
            mine = people[0] if people else _named_after(text, mentions, start)
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
    subjects = roles.subjects(text, mentions, start)
    found = [m for m in subjects if m.kind in ("person", "adjective", "envoy")]
    led = [
        m
        for m in mentions
        if m.end <= start and m.kind == "person" and m.isos and LED_BY.search(text[: m.start])
    ]
    if led and not any(m.kind == "person" for m in found):
        return led[-1:]
    known = state.person
    is_known = len(subjects) == 1 and known is not None and subjects[0].iso == known.iso
    if known is not None and is_known and _THE_DIPLOMAT.search(text[subjects[0].start : start]):
        return [known]  # "the US diplomat, who arrived on Friday": the minister just spoken of
    return [m for m in found if m.isos]


_AHEAD_OF_NAME = re.compile(r"(?:On|During|In|At|Before|After|As|Ahead\s+of)\b[^;:.]*$")


def _named_after(text: str, mentions: Sequence[Mention], start: int) -> Mention | None:
    """Return who is named behind a visit that opens a sentence: "On the last day of his visit, X met Y"."""
    if not _AHEAD_OF_NAME.match(text[:start]):
        return None
    return next((m for m in mentions if m.start > start and m.kind == "person" and m.name and m.iso), None)


_THE_DIPLOMAT = re.compile(r"^(?:[\w.-]+\s+){0,3}?diplomat(?:,\s+who)?\s+(?:had\s+|has\s+|also\s+)?$")


def _is_led_abroad(text: str, visitors: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    """True for a delegation that holds talks as its leader's guest: not where an organisation sits."""
    return any(LED_BY.search(text[: m.start]) for m in visitors) and all(m.kind != "org" for m in mentions)


_TALKS = re.compile(r"(?:(?:is|are|was|were)\s+holding|held|holds|began|opened|met)$", re.IGNORECASE)
LED_BY = re.compile(r"\b(?:led|headed)\s+by\s+(?:[\w.]+\s+){0,2}$")
"""Before who leads a delegation."""


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
        end = mention.end
        for later in mentions[i + 1 :]:
            gap = text[end : later.start]
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
                end = later.end
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
    if re.match(r"(?:welcom|greet|receiv|host)", match.group(), re.IGNORECASE):
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
        ]
        host = states_of(hosts)
        for guest in joined(text, guests):
            kind = _visit_kind(guest, text)
            for iso in guest.isos:
                if kind and host and iso != host[0]:
                    yield Party(iso, host[0], guest.level, kind)
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
