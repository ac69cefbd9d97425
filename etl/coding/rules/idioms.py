"""Idioms: the parties of acts whose grammar puts the doer elsewhere than before the verb."""

import re
from collections.abc import Iterator, Sequence

from etl.coding.grammar import roles
from etl.coding.grammar.acts import Act
from etl.coding.story.candidates import Party, states_of
from etl.coding.story.state import State
from etl.coding.who.mentions import Mention

_OWNS = re.compile(r"^['’]s?\s+(?:[\w-]+\s+){0,2}$")


def _envoys(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    return [
        m
        for m in mentions
        if m.isos and m.start >= start and m.end <= end and (m.kind == "envoy" or m.head == "envoy")
    ]


def read_recalled(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "Mogadishu's ambassador in Addis Ababa has been recalled": the envoy's own state calls him home."""
    near = [m for m in mentions if m.iso and m.end <= match.end() and m.start >= match.start() - 60]
    owners = _envoys(mentions, match.start() - 60, match.end()) or [m for m in near if not m.prep]
    owner = owners[0].iso if owners else ""
    posts = [m.iso for m in mentions if m.iso and m.iso != owner and m.prep in ("to", "in", "from", "at")]
    owner = owner or (state.register.home if state.register.home not in posts else "")
    post = posts[0] if posts else state.partner(owner) if owner else ""
    if owner and post:
        yield Party(owner, post, is_explicit=bool(posts))


def read_summoned(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "Wheeler had been called to South Block": the host summons whom the article knows as an envoy."""
    guests = _envoys(mentions, 0, match.start())
    if not guests:
        last = next((c for c in reversed(state.history) if c.type == "protest"), None)
        if last and re.search(r"\b(?:he|she)\s+(?:\w+\s+){0,2}$", text[: match.start()]):
            yield Party(last.actor, last.recipient, is_explicit=False)
        return
    guest = guests[-1].iso
    later = [
        m.iso for m in mentions if m.start >= match.start() and m.iso and m.iso != guest and m.kind != "envoy"
    ]
    home = state.register.home
    host = later[0] if later else state.partner(guest) or (home if home != guest else "")
    if guest and host:
        yield Party(host, guest, is_explicit=bool(later))


def read_thanked(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "Peru thanked Iran for releasing two nationals": who is thanked let them go."""
    thanked = next((m for m in mentions if match.start() <= m.start < match.end() and m.iso), None)
    if thanked is None or thanked.head == "other":
        return
    others = [m.iso for m in mentions if m.iso and m.iso != thanked.iso]
    home = state.register.home if state.register.home != thanked.iso else state.partner(thanked.iso)
    thankful = others[0] if others else home
    if thankful:
        yield Party(thanked.iso, thankful, is_explicit=bool(others))


_THAT_STATE = re.compile(
    r"\b[Tt]he\s+(?:[\w-]+\s+){0,2}?(?:state|country|nation|kingdom|republic|government|islands|archipelago|atoll)\s+(?:\w+\s+){0,2}$"
)
"""Before what the state does that the story is told of abroad: "the island state moved its recognition"."""


def read_switched(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "It switches recognition from Taiwan to China": who switches, and to whom."""
    doers = states_of(roles.subjects(text, mentions, match.start()))
    if not doers and _THAT_STATE.search(text[: match.start()]):
        named = {iso for m in mentions for iso in m.isos}
        home = state.register.home
        at_hand = (state.partner(home) if home else "", state.nation)
        doers = [iso for iso in at_hand if iso and iso not in named][:1]
    new = next((m.iso for m in mentions if m.start >= match.end() and m.iso and m.iso not in doers), "")
    if len(doers) == 1 and new:
        yield Party(doers[0], new)


def read_nominal(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "The intrusion of a Chinese jet into Japanese airspace", "the violation of X's airspace by Y"."""
    after = [
        m
        for m in mentions
        if match.start() <= m.start <= match.end() + 120
        and m.isos
        and m.kind not in ("org", "sea", "he", "it")
    ]
    by = [m for m in after if m.prep == "by"]
    into = [m for m in after if m.prep in ("into", "in", "against", "on", "across", "over")]
    of = [m for m in after if m.prep == "of" or m not in (*by, *into)]
    owner = next((m for m in mentions if _OWNS.match(text[m.end : match.start()]) and m.isos), None)
    doer: Mention | None
    done_to: Mention | None
    if owner is not None:
        doer, done_to = owner, next((m for m in after if m.iso != owner.iso), None)
    elif by:
        doer, done_to = by[0], next((m for m in (*of, *into) if m.iso != by[0].iso), None)
    else:
        doer, done_to = (of[0] if of else None), next((m for m in into if not of or m.iso != of[0].iso), None)
        if doer is not None and done_to is None:
            before = [m for m in mentions if m.end <= match.start() and m.iso and m.iso != doer.iso]
            done_to = before[-1] if before else None
    if doer is not None and done_to is not None and doer.iso and done_to.iso:
        yield Party(doer.iso, done_to.iso)


def read_bordered(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "The border with Haiti closed at six": the state that the report is from shuts out its neighbour."""
    there = next((m.iso for m in mentions if match.start() <= m.start < match.end() and m.iso), "")
    if not there:
        return
    home = state.register.home
    partner = state.partner(there)
    doer = home if home and home != there else partner
    if doer:
        yield Party(doer, there, is_explicit=False)


def read_struck(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "The American bombs on Fordow", "Israel began it with air raids on Iran": theirs, on whom."""
    struck = next((m for m in mentions if match.end() - 2 <= m.start <= match.end() + 50 and m.iso), None)
    near = [
        m for m in mentions if m.iso and 0 <= match.start() - m.end <= 14 and m.kind in ("adjective", "state")
    ]
    attackers = (
        near[-1:] or [m for m in roles.subjects(text, mentions, match.start()) if m.kind == "state"][:1]
    )
    opens = re.search(
        r"\b(?:open|beg[au]n|start|launch|carr|conduct|answer|repl|retaliat)\w*\b", text[: match.start()]
    )
    if struck is not None and attackers and (near or opens):
        yield Party(attackers[0].iso, struck.iso)


def read_both(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: State
) -> Iterator[Party]:
    """ "The exchange of prisoners took place": each of the two does it to the other."""
    sides = [m for m in mentions if m.kind in ("state", "adjective", "person", "pair", "they")]
    # "Moscow and Washington swapped prisoners in Ankara": whose place it was gave nobody back.
    doers = states_of([m for m in sides if m.prep not in ("in", "at")])
    named = [iso for iso in (doers if len(doers) == 2 else states_of(sides)) if iso]
    if len(named) == 2:
        a, b = named
    elif state.pair and set(named) <= set(state.pair):
        a, b = state.pair
    elif state.main_pair and set(named) <= set(state.main_pair):
        a, b = state.main_pair
    else:
        return
    yield Party(a, b, is_explicit=len(named) == 2)
    yield Party(b, a, is_explicit=len(named) == 2)
