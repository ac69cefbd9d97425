"""The states that a row names, in one cell or several, and the dyads that they make."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import combinations, product

from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import (
    COUNTRIES,
    UnknownCountryError,
    find_by_code,
    find_country,
    of_its_day,
)
from etl.coding.cells import CellError, shorten
from etl.mapping import FieldRule, TableMapping
from etl.tabular import Cells
from etl.words import cell_of, text_of, word_form, word_of

MAX_WORDS = 5
"""Pieces of a list that may be one name: `Congo, Democratic Republic of the`."""


def pairs_of(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, type_: str, day: date
) -> list[tuple[str, str]]:
    """Return the (actor, recipient) of every dyad that a row or group tells of.

    Raises:
        CellError: A country is not known, there are too few, or more dyads than the cap.
    """
    is_mutual = EVENT_TYPES[type_].is_mutual
    if "countries" in rules:
        states = _states("countries", rows, rules["countries"], mapping, day)
        if len(states) < 2:
            raise CellError(
                "countries",
                "too_few_countries",
                "an event needs two states, the row names " + (states[0] if states else "none"),
            )
        if mapping.sides:
            pairs = _across(rows, rules["countries"], mapping, day)
        elif mapping.pairs == "first-to-rest":
            pairs = [(states[0], other) for other in states[1:]]
        else:
            pairs = list(combinations(sorted(states), 2))
        if not is_mutual and not mapping.acts and (mapping.sides or mapping.pairs != "first-to-rest"):
            hint = ", or expand.acts" if mapping.sides else ""
            raise CellError(
                "countries", "no_direction", f"{type_} has a direction, so it needs actor and recipient{hint}"
            )
    else:
        actors = _states("actor", rows, rules["actor"], mapping, day)
        recipients = _states("recipient", rows, rules["recipient"], mapping, day)
        for column, found in (("actor", actors), ("recipient", recipients)):
            if not found:
                raise CellError(column, "missing_value", f"{column} is empty; every event needs one")
        pairs = [(a, b) for a, b in product(actors, recipients) if a != b]
        if not pairs:
            raise CellError("recipient", "same_country", f"actor and recipient are both {actors[0]}")
    if is_mutual:
        pairs = list(dict.fromkeys(tuple(sorted(pair)) for pair in pairs))  # type: ignore[misc]
    if len(pairs) > mapping.cap:
        raise CellError(
            "countries" if "countries" in rules else "recipient",
            "too_many_dyads",
            f"the row makes {len(pairs)} dyads, more than the cap of {mapping.cap}; "
            f"write [expand] cap = {len(pairs)} if that is meant",
        )
    return pairs


def _across(rows: list[Cells], rule: FieldRule, mapping: TableMapping, day: date) -> list[tuple[str, str]]:
    """Return the pairs of states on different sides of a group; those that act come first.

    Raises:
        CellError: A row says no side, or all stand on one.
    """
    by_side: dict[str, list[str]] = {}
    for row in rows:
        side = cell_of(row, mapping.sides, mapping).casefold()
        if not side:
            raise CellError("countries", "missing_value", f"a row of the event has no {mapping.sides}")
        by_side.setdefault(side, []).extend(_states("countries", [row], rule, mapping, day))
    if mapping.acts and mapping.acts not in by_side:
        found = " or ".join(map(repr, by_side))
        message = f"expand.acts is {mapping.acts!r}, but {mapping.sides} of the event says {found}"
        raise CellError("countries", "too_few_countries", message)
    acting = [mapping.acts] if mapping.acts else list(by_side)
    pairs = [
        (actor, other)
        for one in acting
        for side in (by_side if mapping.acts else acting[acting.index(one) + 1 :])
        if side != one
        for actor, other in product(by_side.get(one, []), by_side[side])
        if actor != other
    ]
    if not pairs:
        found = ", ".join(f"{side}: {' '.join(states)}" for side, states in by_side.items())
        message = f"the event needs states on two sides of {mapping.sides}, it has {found}"
        raise CellError("countries", "too_few_countries", message)
    return list(dict.fromkeys(pairs))


def _states(column: str, rows: list[Cells], rule: FieldRule, mapping: TableMapping, day: date) -> list[str]:
    """Return the iso3 codes that the cells of a group name, each once, in their order."""
    found: dict[str, None] = {}
    # Of `every` and of `countries` each column counts, else the first that is filled.
    apart = rule.every or (rule.columns if column == "countries" else ())
    single = [replace(rule, columns=(name,)) for name in apart] or [rule]
    left_out: CellError | None = None
    for row, one in product(rows, single):
        for part in _parts(text_of(row, one, mapping), rule, day):
            try:
                found.update(dict.fromkeys(_meant(column, part, rule, day)))
            except CellError as error:
                # Of a list, the mapping leaves out the one state; of a single state, the row.
                if error.reason != "left_out":
                    raise
                left_out = error
    if not found and left_out is not None:
        raise left_out
    return list(found)


def _parts(text: str, rule: FieldRule, day: date) -> list[str]:
    """Return the states that a cell names; one whose own name holds the separator is not torn apart."""

    def is_known(part: str) -> bool:
        if word_form(part) in rule.values:
            return True
        try:
            _lookup(part, rule.codes, day, rule.by_day)
        except UnknownCountryError:
            return False
        return True

    return split_states(text, rule.separators, is_known) if text else []


def split_states(text: str, separators: tuple[str, ...], is_known: Callable[[str], bool]) -> list[str]:
    """Return the names in a list, those that hold the separator themselves kept whole.

    >>> split_states("Japan, Korea, South", (",",), {"Japan", "Korea, South"}.__contains__)
    ['Japan', 'Korea, South']
    """
    if not separators or is_known(text):
        return [text]
    between = "|".join(map(re.escape, sorted(separators, key=len, reverse=True)))
    spans: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(between, text):
        spans.append((start, match.start()))
        start = match.end()
    spans = [(a, b) for a, b in (*spans, (start, len(text))) if text[a:b].strip()]
    names: list[str] = []
    while spans:
        length = 1
        # A piece that is no state by itself may end the name before it.
        if len(spans) > 1 and not is_known(text[slice(*spans[1])].strip()):
            whole = [
                n for n in range(2, MAX_WORDS + 1) if n <= len(spans) and is_known(_joined(text, spans[:n]))
            ]
            length = whole[-1] if whole else 1
        names.append(_joined(text, spans[:length]))
        spans = spans[length:]
    return names


def _joined(text: str, spans: list[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]].strip()


def _meant(column: str, text: str, rule: FieldRule, day: date) -> list[str]:
    """Return the state that a name or code means; several where the mapping says so."""
    word = word_of(column, text, rule)
    if word != text and ";" in word:
        return [_state(column, part.strip(), rule, day) for part in word.split(";")]
    if word != text and word in COUNTRIES:
        return [of_its_day(word, day) if rule.by_day else word]
    return [_state(column, word, rule, day)]


def _state(column: str, word: str, rule: FieldRule, day: date) -> str:
    try:
        return _lookup(word, rule.codes, day, rule.by_day)
    except UnknownCountryError as error:
        hint = f"; did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        system = "" if rule.codes == "any" else f" in {rule.codes} codes"
        todo = f'; say what it is with {column}.values, "skip" leaves it out'
        raise CellError(
            column, "unknown_country", f"unknown country {shorten(word)!r}{system}{hint or todo}"
        ) from error


@lru_cache(maxsize=8192)
def _lookup(text: str, codes: str, day: date, by_day: bool) -> str:
    if codes != "any":
        return find_by_code(codes, text.removesuffix(".0"), day).iso3  # type: ignore[arg-type]
    try:
        found = find_country(text).iso3
    except UnknownCountryError:
        both = re.fullmatch(r"([^()]+)\(([^()]+)\)", text) if by_day else None
        if both is None:
            raise
        # "Russia (Soviet Union)" names a state and the one that it followed.
        one, other = (of_its_day(find_country(name).iso3, day) for name in both.groups())
        if one != other:
            raise
        return one
    return of_its_day(found, day) if by_day else found
