"""What the columns of an unknown table look like: which words they hold, countries in which code."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from db.vocabulary.countries import (
    COUNTRIES,
    NUMBERS,
    UnknownCountryError,
    find_by_code,
    find_country,
    is_country_name,
)
from etl.coding.cells import whole_number
from etl.mappings.mapped_states import split_states
from etl.mappings.mapping import CODE_SYSTEMS
from etl.tables.headers import column_form, plain_name
from etl.tables.tabular import Cells, Table

SAMPLE = 1_000
"""Rows that are looked at."""

MANY = 200
"""Different cells in which lists of countries are looked for."""

LOOK = 25
"""Words that decide whether a column is worth a longer look."""

MISSING = (
    "NA", "N/A", "NaN", "None", "NULL", "#N/A", "-7", "-8", "-9", "-77", "-88", "-99", "-999", "-9999",
    "9999", ".", "..", "...", "…", "?", "-", "–", "—", "unknown", "n.d.", "--", "n/a", "N.A.", "TBD",
    "tba", "ongoing", "present",
)  # fmt: skip


@dataclass(slots=True)
class Column:
    """What the sample shows of one column.

    Attributes:
        cells: The filled ones.
        texts: Those of them that are no dates to the file itself.
        marks: Cells that seem to mean "nothing", counted.
    """

    name: str
    cells: list[str] = field(default_factory=list)
    by_row: dict[int, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)
    looks: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was found out about it, so that it is asked once."""

    def share(self, test: Callable[[str], bool]) -> float:
        """Return the share of the filled cells that pass a test."""
        return sum(map(test, self.cells)) / len(self.cells) if self.cells else 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What the first rows of a table show.

    Attributes:
        missing: Words that seem to mean "nothing", the most frequent first.
        notes: Rows with one filled cell among many columns: titles, sources, remarks.
    """

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def sample_columns(table: Table) -> Sample:
    """Return what the first rows of a table show; notes between the rows are told apart."""
    columns = {name: Column(name) for name in table.columns}
    marks: Counter[str] = Counter()
    notes: list[str] = []
    forms = {word.casefold(): word for word in MISSING}
    rows = (row for row in table.read() if isinstance(row, Cells))
    for number, row in enumerate(islice(rows, SAMPLE)):
        filled = [text for text in row.values.values() if text]
        if len(filled) == 1 and len(columns) > 2:
            notes.append(filled[0])
            continue
        for name, text in row.values.items():
            if text.casefold() in forms:
                marks[text] += 1
                columns[name].marks[text] += 1
            elif text:
                columns[name].cells.append(text)
                columns[name].by_row[number] = text
                columns[name].texts += [] if name in row.typed else [text]
    kept = tuple(column for column in columns.values() if column.cells or plain_name(column.name))
    return Sample(kept, tuple(word for word, _ in marks.most_common()), tuple(notes))


def merged_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a spreadsheet of which a cell among the first rows is merged with one above."""
    rows = islice((row for row in table.read() if isinstance(row, Cells)), SAMPLE)
    found = {name for row in rows for name, into in row.merged.items() if into.is_above}
    return tuple(name for name in table.columns if name in found)


def name_form(name: str) -> str:
    """Return a column's name for comparing, words in one apart.

    >>> name_form("TripStartDate"), name_form("VisitID"), name_form("DS No.")
    ('trip_start_date', 'visit_id', 'ds_no')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return column_form(re.sub(r"[^\w\s-]+", " ", apart))


def country_codes(column: Column) -> list[tuple[float, str]]:
    """Return (share of cells, system) of the country code systems that read most of a column, best first."""
    if "codes" not in column.looks:
        column.looks["codes"] = _country_codes(column)
    found: list[tuple[float, str]] = column.looks["codes"]
    return found


def _country_codes(column: Column) -> list[tuple[float, str]]:
    found = []
    words = list(dict.fromkeys(column.cells))
    form = name_form(column.name)
    if re.search(r"(^|_)(lang|language|locale|currency)(_|$)", form):
        return []
    if is_flag(column) and not re.search("country|iso|state", form):
        return []
    for system in CODE_SYSTEMS:
        if system in ("fips", "cowabb", "cameo") and not all(map(str.isupper, words[:LOOK])):
            continue
        # A look at a few words spares a long one at columns of prose.
        if sum(is_country(word, system) for word in words[:LOOK]) < 0.3 * len(words[:LOOK]):
            continue
        known = {word for word in words if is_country(word, system)}
        if system in NUMBERS and not _may_be_numbers_of_states(column):
            continue
        share = column.share(known.__contains__)
        # Of round amounts half fit some list of numbers, but where no name says states, nearly all must.
        least = 0.3 if _SIDES.search(form) else 0.9 if system in NUMBERS else 0.5
        if share >= least:
            found.append((share, system))
    return sorted(found, key=lambda pair: (-pair[0], CODE_SYSTEMS.index(pair[1])))


_ANSWERS = re.compile(r"yes|no|[yntfx]|true|false|oui|non|ja|nein|s[ií]|[01](\.0)?", re.IGNORECASE)


def is_flag(column: Column) -> bool:
    """True if every cell answers yes or no; "No" alone would be Norway."""
    return bool(column.cells) and all(map(_ANSWERS.fullmatch, column.cells))


def _may_be_numbers_of_states(column: Column) -> bool:
    """True if numbers that fit a list of state codes are not rather months, counts or ranks."""
    form = name_form(column.name)
    is_counted = re.search(r"(no|num|number|nr|id|version|year|yr)$", form)
    return bool(_SIDES.search(form)) or (
        not is_counted and column.share(lambda text: len(whole_number(text)) == 3) > 0.5
    )


def same_countries(one: Column, other: Column) -> bool:
    """True if two columns name the same country in nearly every row, as a code and a name do."""
    return any(agreement(one, other, system)[0] > 0.8 for _, system in country_codes(one))


def agreement(one: Column, other: Column, system: str) -> tuple[float, str]:
    """Return in what share of rows two columns name the same country, and the codes of the other.

    Args:
        system: The codes of the one; those of the other are the ones by which they agree best.
    """
    key = f"agreement {other.name} {system}"
    if key not in one.looks:
        both = [row for row in list(one.by_row)[:LOOK] if row in other.by_row]
        found = [
            (_share_of_same([(one.by_row[row], other.by_row[row]) for row in both], system, theirs), theirs)
            for _, theirs in country_codes(other)
        ]
        one.looks[key] = max(found, key=lambda pair: pair[0], default=(0.0, "any"))
    share, theirs = one.looks[key]
    return share, theirs


def _share_of_same(cells: list[tuple[str, str]], one: str, other: str) -> float:
    told = [(state_of(first, one), state_of(second, other)) for first, second in cells]
    known = [pair for pair in told if all(pair)]
    if not known or len(known) < 0.5 * len(cells):
        return 0.0
    return sum(is_same_state(*pair) for pair in known) / len(known)


def is_same_state(one: str, other: str) -> bool:
    """True if two states are one, or followed one another as the Soviet Union and Russia did."""
    return one == other or (COUNTRIES[one].cow is not None and COUNTRIES[one].cow == COUNTRIES[other].cow)


def state_of(text: str, system: str) -> str:
    """Return the state that a cell names, "" if it names none."""
    if not is_country(text, system):
        return ""
    if system == "any":
        return find_country(text).iso3
    return find_by_code(system, whole_number(text)).iso3  # type: ignore[arg-type]


@lru_cache(maxsize=10_000)
def is_country(text: str, system: str) -> bool:
    try:
        if system == "any":
            return 1 < len(text) < 80 and is_country_name(text)
        return bool(find_by_code(system, whole_number(text)))  # type: ignore[arg-type]
    except UnknownCountryError:
        return False


_SIDES = re.compile(
    "code|cow|gw|m49|iso_?n|numeric|state|country|member|mem_?\\d|part(y|ies)|actor|recip|sender|target|chal|tgt|side"
    "|gainer|loser|winner|attacker|defender|aggressor|invader|interven"
)
"""Names of columns that hold countries, if not always ones that are known."""

SEPARATORS = (
    ";", "|", "、", "\n", ",", "->", "→", "/", " vs. ", " vs ", " v. ", " & ", " and ", "–", "—",
    " - ", "-", " ",
)  # fmt: skip
"""What may stand between several countries, the surest first."""

DASHES = ("–", "—", " - ", "-", "/")


def list_separators(column: Column) -> tuple[list[str], str]:
    """Return what stands between several countries in a column's cells and their codes; [] if one each."""
    if "separators" not in column.looks:
        column.looks["separators"] = _list_separators(list(dict.fromkeys(column.cells))[:MANY])
    separators, system = column.looks["separators"]
    return list(separators), system


def _list_separators(words: list[str]) -> tuple[list[str], str]:
    for separator in SEPARATORS:
        for system in ("any", *(NUMBERS if separator in (";", "|", ",", " ") else ())):
            cells = [word for word in words if separator in word and not is_country(word, system)][:LOOK]
            if not cells or (system in NUMBERS and not all(re.fullmatch(r"[\d\W]+", cell) for cell in cells)):
                continue
            if separator == " " and not all(
                re.fullmatch(r"[A-Z\d]{2,3}( [A-Z\d]{2,3})*", cell) for cell in cells
            ):
                continue
            parts = [part for cell in cells for part in _split(cell, [separator], system)]
            known = sum(is_country(part, system) for part in parts)
            others = [word for word in words if separator not in word]
            singles = sum(is_country(word, system) for word in others)
            # One name with a dash among many names is Austria-Hungary, no list.
            is_rare = singles >= 0.5 * len(others) and (len(cells) > 1 or separator not in DASHES)
            is_list = len(cells) >= 0.3 * len(words) or is_rare
            if is_list and known >= 2 and known >= 0.6 * len(parts):
                return _with_further([separator], system, words), system
    return _many_separators(words), "any"


def _many_separators(words: list[str]) -> list[str]:
    """Return what stands between the countries where every cell has a list, but each hand its own mark."""
    found = [one for one in SEPARATORS[:-2] if any(one in word for word in words)]
    torn = [_split(word, found, "any") for word in words[:LOOK]]
    if len(found) < 2 or sum(len(parts) > 1 for parts in torn) < 0.7 * len(torn):
        return []
    parts = [part for one in torn for part in one]
    return found if sum(is_country(part, "any") for part in parts) >= 0.8 * len(parts) else []


def _with_further(found: list[str], system: str, words: list[str]) -> list[str]:
    """Return the separators with those that some cells have besides: "A; B", but "C / D and E" as well."""

    def strange(separators: list[str], of: list[str]) -> int:
        """Return how many letters of the words name no country."""
        parts = [part for word in of for part in _split(word, separators, system)]
        return sum(len(part) for part in parts if not is_country(part, system))

    for separator in SEPARATORS[:-1]:
        holding = [word for word in words if separator in word and separator not in found]
        # Two letters at least are a name: to lose the separators alone is no gain.
        spared = 2 + sum(word.count(separator) * len(separator) for word in holding)
        if strange(found, holding) >= strange([*found, separator], holding) + spared:
            found = [*found, separator]
    return found


def _split(cell: str, separators: list[str], system: str) -> list[str]:
    return split_states(cell, tuple(separators), lambda part: is_country(part, system))
