"""In which list of codes a column names its states, judged with the columns beside it."""

import re
from collections.abc import Sequence

from db.counting import counted
from db.vocabulary.countries import COUNTRIES, UnknownCountryError, find_by_code
from etl.coding.cells import whole_number
from etl.mappings.mapped_states import split_states
from etl.suggested.column_looks import (
    Column,
    agreement,
    country_codes,
    is_country,
    is_same_state,
    list_separators,
    name_form,
    same_countries,
    state_of,
)
from etl.tables.toml_text import toml

_NAMED = {
    "cow": "cow|ccode",
    "gw": "gw",
    "m49": "m49|iso_?n|numeric|(^|_)un(_|$)",
    "cowabb": "st(ate)?_?abb|cow_?(abb|let)",
    "any": "(^|_)iso(_|$)",
}
"""What the name of a column says of its codes."""

_SHOWN = 4
"""Codes that a doubt names."""


def system_of(column: Column, columns: Sequence[Column]) -> tuple[str, list[str]]:
    """Return the codes of a column, with doubts where others fit as well and say otherwise.

    Columns that look alike (`gwno_a`, `gwno_b`) are judged together; where another column names the same
    states, the codes by which both agree are taken.
    """
    systems = country_codes(_pooled(column, columns)) or country_codes(column)
    if not systems:
        return "any", []
    best = systems[0][0]
    form = name_form(column.name)
    named = [s for share, s in systems if share >= 0.9 * best and re.search(_NAMED.get(s, s), form)]
    beside = _beside(column, columns)

    def fit(found: tuple[float, str]) -> tuple[float, float]:
        agreed = [agreement(column, other, found[1])[0] for other in beside]
        return (round(sum(agreed) / len(agreed), 2) if agreed else 0.0), found[0]

    chosen = named[0] if named else max(systems, key=fit)[1]
    doubts = _clashes(column, beside, chosen)
    if named or beside:
        return chosen, doubts
    fitting = [system for share, system in systems if share == best and system != chosen]
    if chosen == "any" and "fips" in fitting and all(len(text) == 2 for text in column.cells):
        doubt = f'# DOUBT: {column.name} may be FIPS codes (where CH is China); write codes = "fips" if so.'
        return chosen, [*doubts, doubt]
    for other in fitting:
        # Of names and ISO codes only the letters of COW are likely to be taken for them.
        differing = _differing(column, chosen, other) if chosen != "any" or other == "cowabb" else []
        if differing:
            ours = "ISO" if chosen == "any" else chosen
            return chosen, [
                *doubts,
                f"# DOUBT: {column.name} fits {ours} and {other} codes alike, which differ in "
                f'{", ".join(differing[:_SHOWN])}; write codes = "{other}" if it is those.',
            ]
    return chosen, doubts


def best_column(column: Column, columns: Sequence[Column]) -> Column:
    """Return the column that names a state best, of one with codes and those that name the same.

    It is the one that leaves the fewest rows unknown; on a tie numbers go before the letters of COW, of which
    many are the ISO code of another state. Names stay, since they read best.
    """
    if _holds_names(column):
        return column

    def fit(one: Column) -> tuple[int, bool]:
        return _n_known(one, columns), system_of(one, columns)[0] != "cowabb"

    return max([column, *(one for one in _beside(column, columns) if not _holds_names(one))], key=fit)


def better_beside(column: Column, columns: Sequence[Column]) -> tuple[Column, str] | None:
    """Return the column that knows more of the states that one names, with its codes; None if none does."""
    found = max(_beside(column, columns), key=lambda one: _n_known(one, columns), default=column)
    is_better = _n_known(found, columns) > _n_known(column, columns)
    return (found, system_of(found, columns)[0]) if is_better else None


def is_one_list(family: Sequence[Column]) -> bool:
    """True if numbered columns together hold states, though one of them alone may not seem to.

    Sorted by name, a first column has the short numbers of Afghanistan and Albania.
    """
    return bool(country_codes(Column(family[0].name, [text for one in family for text in one.cells])))


def _holds_names(column: Column) -> bool:
    return column.share(lambda text: len(text) > 3 and not _is_number(text)) > 0.5


def _n_known(column: Column, columns: Sequence[Column]) -> int:
    system = system_of(column, columns)[0]
    return sum(is_country(text, system) for text in column.cells)


def _beside(column: Column, columns: Sequence[Column]) -> list[Column]:
    """Return the other columns that name the same state in nearly every row."""
    return [other for other in columns if other is not column and same_countries(column, other)]


def _pooled(column: Column, columns: Sequence[Column]) -> Column:
    """Return the states of all columns that look like one but for the side that they name."""
    stem = _stem(column)
    is_number = column.share(_is_number) > 0.5
    alike = [
        c for c in columns if "#" in stem and _stem(c) == stem and (c.share(_is_number) > 0.5) == is_number
    ]
    return Column(column.name, [part for one in alike or [column] for part in _parts(one)])


def _stem(column: Column) -> str:
    form = name_form(column.name)
    # `iso2` and `iso3` are one state in two codes, `c1` to `c91` many in one.
    return re.sub(r"_?(code_)?([12ab]|(?<!iso)(?<!iso_)\d+)(?=_|$)", "#", form)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,; ]+", text))


def _parts(column: Column) -> list[str]:
    separators, system = list_separators(column)
    if not separators:
        return column.cells
    return [
        part
        for text in column.cells
        for part in split_states(text, tuple(separators), lambda one: is_country(one, system))
    ]


def _differing(column: Column, one: str, other: str) -> list[str]:
    """Return the codes of a column that mean another state in another system, with both."""
    found = []
    for text in dict.fromkeys(_parts(column)):
        first, second = state_of(text, one), state_of(text, other)
        if first and second and first != second:
            found.append(f"{text} ({COUNTRIES[first].name}, {COUNTRIES[second].name})")
    return found


def _clashes(column: Column, beside: Sequence[Column], system: str) -> list[str]:
    """Return a doubt for each column that names the same states, but not in every row."""
    doubts = []
    for other in beside:
        _, theirs = agreement(column, other, system)
        pairs = [
            (text, other.by_row[row])
            for row, text in column.by_row.items()
            if row in other.by_row
            and (first := state_of(text, system))
            and (second := state_of(other.by_row[row], theirs))
            and not is_same_state(first, second)
        ]
        shown = [f"{toml(one[:40])} beside {toml(two[:40])}" for one, two in dict.fromkeys(pairs)]
        if shown:
            n_rows = counted(len(pairs), "row")
            doubts.append(
                f"# DOUBT: {column.name} and {other.name} name different states in {n_rows}: "
                f"{', '.join(shown[:_SHOWN])}; write the other column if it is right."
            )
    return doubts


def codes_among_names(parts: Sequence[str]) -> list[str]:
    """Return a doubt on short words in a column of names that are read as codes: "IS" may be no Iceland."""
    different = list(dict.fromkeys(parts))
    short = [part for part in different if re.fullmatch("[A-Za-z]{2,3}", part)]
    if 2 * len(short) >= len(different):
        return []
    read = {part: state_of(part, "any") for part in short if part.upper() not in _ABBREVIATIONS}
    shown = [
        f"{toml(part)} ({COUNTRIES[iso3].name})"
        for part, iso3 in read.items()
        if iso3 and part.upper() in (iso3, COUNTRIES[iso3].iso2)
    ]
    if not shown:
        return []
    return [
        f"# DOUBT: among names these are read as codes: {', '.join(shown[:_SHOWN])}; if one is no state,",
        '#   write values = { "it" = "skip" } into the rule under this.',
    ]


_ABBREVIATIONS = ("US", "USA", "UK")
"""Codes that stand for a name in tables of names too."""


def lost_state(system: str, code: str) -> str:
    """Return the name of the state that a code stands for, where it is not among ours; "" else."""
    if system == "any":
        return ""
    try:
        find_by_code(system, whole_number(code))  # type: ignore[arg-type]
    except UnknownCountryError as error:
        return error.lost
    return ""
