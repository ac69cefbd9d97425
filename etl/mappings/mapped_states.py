"""The states that a row names, in one cell or several."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from db.vocabulary.countries import (
    COUNTRIES,
    Country,
    UnknownCountryError,
    bearers_of,
    find_by_code,
    find_country,
    of_its_day,
)
from etl.coding.cells import CellError, shorten, whole_number
from etl.coding.check import last_day
from etl.mappings.mapping import FieldRule, TableMapping
from etl.mappings.words import known_form, text_of, word_of
from etl.tables.tabular import Cells
from etl.tables.written_dates import Written

MAX_WORDS = 5
"""Pieces of a list that may be one name: `Congo, Democratic Republic of the`."""


def states_of(column: str, row: Cells, rule: FieldRule, mapping: TableMapping, when: Written) -> list[str]:
    """Return the iso3 codes that the cells of a row name, each once, in their order.

    Raises:
        CellError: A country is not known, or no state of its code stood then; or the mapping leaves out all.
    """
    found: dict[str, None] = {}
    # Of `every` and of `countries` each column counts, else the first that is filled.
    apart = rule.every or (rule.columns if column == "countries" else ())
    single = [replace(rule, columns=(name,)) for name in apart] or [rule]
    left_out: CellError | None = None
    for one in single:
        for part in _parts(text_of(row, one, mapping), rule, when.day):
            try:
                found.update(dict.fromkeys(_meant(column, part, rule, when)))
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
        if known_form(part, rule) is not None:
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


def _meant(column: str, text: str, rule: FieldRule, when: Written) -> list[str]:
    """Return the state that a name or code means; several where the mapping says so."""
    word = word_of(column, text, rule)
    if word != text and ";" in word:
        return [_state(column, part.strip(), rule, when) for part in word.split(";")]
    if word != text and word in COUNTRIES:
        return [of_its_day(word, when.day) if rule.by_day else word]
    return [_state(column, word, rule, when)]


def _state(column: str, word: str, rule: FieldRule, when: Written) -> str:
    last = last_day(when.day, when.precision)
    todo = f'say what it is with {column}.values, "skip" leaves it out'
    system = "" if rule.codes == "any" else f" in {rule.codes} codes"
    try:
        # Within a year or month that is all that is known, the state of its end stood too.
        found = [_lookup(word, rule.codes, day, rule.by_day) for day in (when.day, last)]
    except UnknownCountryError as error:
        hint = f"did you mean {' or '.join(error.suggestions)}?" if error.suggestions else todo
        message = f"unknown country {shorten(word)!r}{system}; {hint}"
        if error.lost:
            message = f"{shorten(word)!r}{system} is {error.lost}, which is not among the states here; {todo}"
        raise CellError(column, "unknown_country", message) from error
    for iso3, day in zip(found, (when.day, last), strict=True):
        if COUNTRIES[iso3].existed_on(day):
            return iso3
    if rule.codes == "any":
        return found[0]
    bearers = bearers_of(rule.codes, whole_number(word))  # type: ignore[arg-type]
    known = " and ".join(_span(country) for country in sorted(bearers, key=lambda one: str(one.exists_from)))
    message = f"{shorten(word)!r}{system} is {known}, no state known here on {when.day}; {todo}"
    raise CellError(column, "no_state_then", message)


def _span(country: Country) -> str:
    since = f" from {country.exists_from}" if country.exists_from else ""
    until = f" until {country.exists_until}" if country.exists_until else ""
    return f"{country.name}{since}{until}"


@lru_cache(maxsize=8192)
def _lookup(text: str, codes: str, day: date, by_day: bool) -> str:
    if codes != "any":
        return find_by_code(codes, whole_number(text), day).iso3  # type: ignore[arg-type]
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
