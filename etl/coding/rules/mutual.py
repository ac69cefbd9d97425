"""Mutual acts: the two states that sign, agree, restore ties, exercise or clash."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from etl.coding.grammar import roles
from etl.coding.grammar.acts import Act
from etl.coding.rules.meetings import encounter
from etl.coding.story.candidates import Party, level_of, states_of
from etl.coding.story.doers import names_only_partners
from etl.coding.story.state import State
from etl.coding.story.timing import verb_at
from etl.coding.who.gazetteer import gazetteer, key
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS


def _who_signs_with_all(mentions: Sequence[Mention], state: State) -> str:
    """Return the state last spoken of where a sentence names only partners: "signed with A, with B"."""
    hub = (state.person.iso if state.person else "") or state.nation
    return hub if names_only_partners(mentions) and not any(hub in m.isos for m in mentions) else ""


def read_mutual(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """Yield the two states that do a mutual act together: sign, agree, clash, exercise."""
    start, end = verb_at(match), match.end()
    doers = [
        m
        for m in roles.subjects(text, mentions, start)
        if m.kind != "envoy" or (act.type == "agreement_signed" and m.iso)
    ]
    signers = _signers(text, mentions, end)
    if len(states_of(doers)) != 2 and len(states_of(signers)) == 2:
        doers = signers
    two = next((m for m in mentions if m.kind == "pair" and m.prep in ("", "of") and m.end <= start), None)
    if two is not None:
        # "the ministers of the two countries, A of X and B of Y, signed": the names tell which two.
        named = [m for m in mentions if two.end <= m.start and m.end <= start and m.kind == "person"]
        if len(states_of(named)) == 2:
            doers = named
    level = level_of(doers)
    names = states_of(doers)
    found = roles.between(text, mentions, match.start())
    if found and not (len(names) == 2 and all(m.kind == "person" for m in doers)):
        yield Party(found[0].isos[0], found[1].isos[0], level or level_of(found))
        return
    if act.type == "conflict" and len(names) > 1 and doers[0].kind not in ("pair", "they"):
        fought = roles.objects(text, mentions, match.start(), frozenset(names))
        fought = [m for m in fought if m.prep in ("", "on", "against", "with", "into")]
        if fought and not _EACH_OTHER.search(text):
            for name, other in product(names[:4], states_of(fought)[:2]):
                yield Party(name, other, level)
            return
    if len(names) == 2:
        explicit = not any(m.kind in ("pair", "they") for m in doers)
        yield Party(names[0], names[1], level, is_explicit=explicit)
        if act.type in IN_PERSON and all(m.kind == "person" and m.level in LEADERS for m in doers):
            # Two leaders who sign or proclaim together have met.
            for party in encounter(match, text, mentions, doers[:1], doers[-1:], state):
                yield replace(party, is_explicit=False)
        return
    if len(names) > 2:
        return
    if len(names) == 1:
        others = roles.objects(text, mentions, match.start(), frozenset(names), places=False)
        partners = [
            m
            for m in others
            if m.prep in ("with", "and", "to", "between", "", "on")
            or m.kind == "person"
            or act.type == "conflict"
        ]
        if partners and act.type != "joint_exercise":
            for other in states_of(partners)[:4]:
                yield Party(names[0], other, level)
            return
    if not names and (hub := _who_signs_with_all(mentions, state)):
        for partner in mentions:
            for name in partner.isos:
                yield Party(hub, name, level, is_explicit=False, at=partner.start)
        return
    pair = roles.compound(text, mentions, match.start(), end)
    if pair:
        yield Party(pair[0].iso, pair[1].iso, level)
        return
    withs = [m for m in mentions if m.prep == "with" and m.iso and m.iso not in names and m.kind != "place"]
    if len(names) == 1 and withs:
        yield Party(names[0], withs[-1].iso, level)
        return
    group = next((m for m in mentions if m.kind in ("pair", "they") and len(m.isos) == 2), None)
    if group is not None and not _has_outsider(text, mentions, start):
        yield Party(group.isos[0], group.isos[1], level, is_explicit=False)
        return
    named = [
        m
        for m in mentions
        if m.iso
        and m.kind in ("state", "adjective", "person", "envoy")
        and m.head not in ("other", "people")
        and not m.is_former
        and not (m.is_place and m.prep in ("in", "at", "near", "off"))
    ]
    distinct = list(dict.fromkeys([*names, *(m.iso for m in named)]))
    if len(distinct) == 1 and not names:
        where = [
            m.iso for m in mentions if m.iso and m.iso != distinct[0] and m.prep == "in" and _is_country(m)
        ]
        distinct += where[:1]
    if _has_outsider(text, mentions, start):
        return
    known = [p for p in (state.pair, state.main_pair, *reversed(state.pairs)) if p]
    for candidate in known:
        if set(distinct) <= set(candidate) and (set(names) <= set(candidate)):
            if (
                distinct
                or _is_anaphoric(text)
                or act.type != "agreement_signed"
                or state.number - state.pair_number <= 2
            ):
                yield Party(candidate[0], candidate[1], level, is_explicit=False)
            return
    if len(distinct) == 2:
        yield Party(distinct[0], distinct[1], level)
        return
    for candidate in known:
        if set(distinct) & set(candidate) and set(names) <= set(candidate) and len(distinct) > 1:
            yield Party(candidate[0], candidate[1], level, is_explicit=False)
            return
    home = state.register.home
    there = next(
        (
            m.iso
            for m in mentions
            if m.is_place and m.iso and m.iso not in names and m.prep in ("in", "at", "through")
        ),
        "",
    )
    if (
        len(names) == 1
        and there
        and ((act.type == "agreement_signed" and any(m.level for m in doers)) or act.type == "joint_exercise")
    ):
        # A minister who signs abroad, signs with the host.
        yield Party(names[0], there, level, is_explicit=False)
        return
    if len(distinct) == 1 and withs and home and home != distinct[0]:
        yield Party(distinct[0], home, level, is_explicit=False)


_EACH_OTHER = re.compile(
    r"\b(?:each\s+other|one\s+another|between|clash\w*|exchang\w+|trad(?:ed|ing)\s+fire)\b", re.IGNORECASE
)


def _signers(text: str, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """Return the two of "was signed by A and B"."""
    first = next(
        (m for m in mentions if m.start >= end and m.prep == "by" and m.isos and m.start - end < 60), None
    )
    if first is None:
        return []
    second = next(
        (
            m
            for m in mentions
            if m.start > first.end
            and m.isos
            and m.isos != first.isos
            and m.kind in ("person", "envoy", "state")
        ),
        None,
    )
    if (
        second is None
        or not re.search(r"\band\b", text[first.end : second.start])
        or second.start - first.end > 60
    ):
        return []
    return [first, second]


IN_PERSON = frozenset(("agreement_signed", "partnership_upgrade", "joint_statement"))


def _is_country(mention: Mention) -> bool:
    """True for a country by its name, not by its capital."""
    entry = gazetteer().entries.get(key(mention.name)) if mention.kind == "state" else None
    return entry is not None and entry.kind == "country"


def _is_anaphoric(text: str) -> bool:
    return (
        re.search(
            r"\b(?:the\s+two|both|each\s+other|mutual|joint|bilateral|the\s+(?:agreement|accord|pact|"
            r"treaty|deal|partnership|relationship))\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _has_outsider(text: str, mentions: Sequence[Mention], start: int) -> bool:
    """True if a subject that is no state stands before the verb: a firm, a mayor, an organisation."""
    if any(m.kind == "org" and not m.prep and m.end <= start for m in mentions):
        return True
    return (
        re.search(
            r"\b(?:compan(?:y|ies)|firms?|mayors?|city|municipality|club|airline|bank|university|"
            r"universities|players?|team|manufacturer|carmaker|group|chief\s+executive|"
            r"managing\s+director|chairman|investors?|developers?|union|association|chamber)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )
