"""The dyads that a row, or several rows of one event, tell of; and from when to when each is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import country_name, of_its_day
from etl.coding.cells import CellError
from etl.coding.check import last_day
from etl.mappings.mapped_states import states_of
from etl.mappings.mapping import FieldRule, TableMapping
from etl.mappings.words import cell_of
from etl.tables.tabular import Cells
from etl.tables.written_dates import Written


@dataclass(frozen=True, slots=True)
class Member:
    """A row of an event.

    Attributes:
        when: Its first day.
        until: Its last day; None if the row does not say.
    """

    row: Cells
    when: Written
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states of an event, with the time at which both were in it.

    Attributes:
        rows: The rows that say so, by our column: actor, recipient, date, date_end.
    """

    actor: str
    recipient: str
    when: Written
    rows: Mapping[str, Cells]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A row of several that has no part in their event, or a pair that was never in it at once."""

    row: Cells
    error: CellError


@dataclass(frozen=True, slots=True)
class _Named:
    """The states that a row names, by our column, and the side on which it stands."""

    member: Member
    states: Mapping[str, list[str]]
    side: str = ""


_Members = dict[str, list[Member]]
"""The rows that name a state."""


def pairs_of(
    members: Sequence[Member], rules: Mapping[str, FieldRule], mapping: TableMapping, type_: str
) -> list[Pair | Misfit]:
    """Return every dyad that a row or group tells of, and the rows that have no part in any.

    Where rows have days of their own, a pair begins on the later first day of its two rows and ends on the
    earlier last one.

    Raises:
        CellError: A country of a lone row is not known, or the row makes more dyads than the cap.
    """
    if "countries" in rules:
        _check_direction(mapping, type_)
    found: list[Pair | Misfit] = []
    named: list[_Named] = []
    for member in members:
        try:
            named.append(_named(member, rules, mapping))
        except CellError as error:
            # Without its first state "first-to-rest" would take another for it.
            if len(members) == 1 or (mapping.pairs == "first-to-rest" and member is members[0]):
                raise
            found.append(Misfit(member.row, error))
    if not named:
        return found
    try:
        told = _told(named, rules, mapping, EVENT_TYPES[type_].is_mutual)
    except CellError as error:
        if len(members) == 1:
            raise
        return [*found, *(Misfit(one.member.row, error) for one in named)]
    dated = [_dated(actor, recipient, rows) for (actor, recipient), rows in told.items()]
    return [*found, *_of_their_day(dated, rules)]


def _check_direction(mapping: TableMapping, type_: str) -> None:
    is_directed = mapping.acts or (mapping.pairs == "first-to-rest" and not mapping.sides)
    if not EVENT_TYPES[type_].is_mutual and not is_directed:
        hint = (
            "expand.acts" if mapping.sides else 'expand.pairs = "first-to-rest" if the first acts on the rest'
        )
        raise CellError(
            "countries",
            "no_direction",
            f"{type_} has a direction, so it needs actor and recipient, or {hint}",
        )


def _named(member: Member, rules: Mapping[str, FieldRule], mapping: TableMapping) -> _Named:
    columns = ("countries",) if "countries" in rules else ("actor", "recipient")
    states = {name: states_of(name, member.row, rules[name], mapping, member.when) for name in columns}
    if not mapping.sides:
        return _Named(member, states)
    side = cell_of(member.row, mapping.sides, mapping).casefold()
    if not side:
        raise CellError("countries", "missing_value", f"a row of the event has no {mapping.sides}")
    return _Named(member, states, side)


def _told(
    named: Sequence[_Named], rules: Mapping[str, FieldRule], mapping: TableMapping, is_mutual: bool
) -> dict[tuple[str, str], list[tuple[Member, Member]]]:
    """Return each dyad with the rows that name its two states.

    Raises:
        CellError: There are too few states, or more dyads than the cap.
    """
    told: dict[tuple[str, str], list[tuple[Member, Member]]] = {}
    for actors, recipients in _meetings(named, rules, mapping):
        for actor, recipient in product(actors, recipients):
            if actor == recipient:
                continue
            a, b = (recipient, actor) if is_mutual and actor > recipient else (actor, recipient)
            rows = product(actors[actor], recipients[recipient])
            told.setdefault((a, b), []).extend(
                (n, m) if (a, b) != (actor, recipient) else (m, n) for m, n in rows
            )
    column = "countries" if "countries" in rules else "recipient"
    if not told and mapping.sides:
        sides: dict[str, list[str]] = {}
        for one in named:
            sides.setdefault(one.side, []).extend(one.states["countries"])
        found = ", ".join(f"{side}: {' '.join(states)}" for side, states in sides.items())
        message = f"the event needs states on two sides of {mapping.sides}, it has {found}"
        raise CellError("countries", "too_few_countries", message)
    if not told:
        state = next(state for one in named for state in one.states["actor"])
        raise CellError("recipient", "same_country", f"actor and recipient are both {state}")
    if len(told) > mapping.cap:
        raise CellError(
            column,
            "too_many_dyads",
            f"the row makes {len(told)} dyads, more than the cap of {mapping.cap}; "
            f"write [expand] cap = {len(told)} if that is meant",
        )
    return told


def _meetings(
    named: Sequence[_Named], rules: Mapping[str, FieldRule], mapping: TableMapping
) -> Iterator[tuple[_Members, _Members]]:
    """Yield who acts or comes first, and on whom or with whom."""
    if "countries" not in rules:
        sides = {column: _members(named, column) for column in ("actor", "recipient")}
        for column, found in sides.items():
            if not found:
                raise CellError(column, "missing_value", f"{column} is empty; every event needs one")
        yield sides["actor"], sides["recipient"]
        return
    states = _members(named, "countries")
    if len(states) < 2:
        raise CellError(
            "countries",
            "too_few_countries",
            "an event needs two states, the row names " + (next(iter(states)) if states else "none"),
        )
    if mapping.sides:
        yield from _across(named, mapping)
    elif mapping.pairs == "first-to-rest":
        first = next(iter(states))
        yield {first: states.pop(first)}, states
    else:
        for one, other in combinations(sorted(states), 2):
            yield {one: states[one]}, {other: states[other]}


def _members(named: Sequence[_Named], column: str) -> _Members:
    found: _Members = {}
    for one in named:
        for state in one.states[column]:
            found.setdefault(state, []).append(one.member)
    return found


def _across(named: Sequence[_Named], mapping: TableMapping) -> Iterator[tuple[_Members, _Members]]:
    """Yield the states on different sides of a group; those that act come first.

    Raises:
        CellError: None stands on the side that acts.
    """
    sides = dict.fromkeys(one.side for one in named)
    by_side = {side: _members([one for one in named if one.side == side], "countries") for side in sides}
    if mapping.acts and mapping.acts not in by_side:
        found = " or ".join(map(repr, by_side))
        message = f"expand.acts is {mapping.acts!r}, but {mapping.sides} of the event says {found}"
        raise CellError("countries", "too_few_countries", message)
    against = (
        [(mapping.acts, side) for side in by_side if side != mapping.acts]
        if mapping.acts
        else combinations(by_side, 2)
    )
    for one, other in against:
        yield by_side[one], by_side[other]


def _dated(actor: str, recipient: str, rows: Sequence[tuple[Member, Member]]) -> Pair | Misfit:
    """Return a pair with its first time: of a row that names both, else what its rows have in common."""
    both = [one for one, other in rows if one is other]
    if both:
        first = min(both, key=lambda one: one.when.day)
        return Pair(actor, recipient, first.when, dict.fromkeys(("actor", "recipient"), first.row))
    times = [(_together(one, other), one, other) for one, other in rows]
    common = [(when, one, other) for when, one, other in times if when is not None]
    if not common:
        _, one, other = times[0]
        first, last = sorted((one, other), key=lambda member: member.when.day)
        names = {id(one): country_name(actor), id(other): country_name(recipient)}
        message = (
            f"{names[id(first)]} and {names[id(last)]} were never in the event at once: the one until "
            f"{first.until} (line {first.row.line}), the other from {last.when.day}"
        )
        return Misfit(last.row, CellError("date", "never_together", message))
    when, one, other = min(common, key=lambda time: time[0].day)
    later = one if when.day == one.when.day and when.precision == one.when.precision else other
    ends = [member for member in (one, other) if member.until is not None]
    earlier = min(ends, key=lambda member: member.until or date.max, default=later)
    return Pair(
        actor,
        recipient,
        when,
        {"actor": one.row, "recipient": other.row, "date": later.row, "date_end": earlier.row},
    )


def _together(one: Member, other: Member) -> Written | None:
    """Return the time that two rows have in common; None if there is none.

    Of a day and a year the coarser is told where it may be the later.
    """
    start = max((one.when, other.when), key=lambda when: last_day(when.day, when.precision))
    until = min((end for end in (one.until, other.until) if end is not None), default=None)
    if until is not None and until < max(one.when.day, other.when.day):
        return None
    is_further = until is not None and until != last_day(start.day, start.precision)
    return Written(start.day, start.precision, until if is_further else None)


def _of_their_day(found: Sequence[Pair | Misfit], rules: Mapping[str, FieldRule]) -> Iterator[Pair | Misfit]:
    """Yield pairs with the states of the day on which both were in it; each pair once."""
    seen = set()
    for one in found:
        if isinstance(one, Misfit):
            yield one
            continue
        names = {"actor": one.actor, "recipient": one.recipient}
        for column, iso3 in names.items():
            rule = rules.get(column) or rules["countries"]
            if rule.by_day or rule.codes not in ("any", "iso2", "iso3"):
                names[column] = of_its_day(iso3, one.when.day)
        actor, recipient = names["actor"], names["recipient"]
        # Of Russia and the Soviet Union, of two rows, one is the other on the day.
        if actor == recipient or (actor, recipient) in seen:
            continue
        seen.add((actor, recipient))
        yield Pair(actor, recipient, one.when, one.rows)
