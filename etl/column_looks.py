"""What the columns of an unknown table look like: dates in some writing, countries in some code."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice

from db.vocabulary.countries import UnknownCountryError, find_by_code, find_country
from etl.headers import column_form
from etl.mapping import CODE_SYSTEMS
from etl.tabular import Cells, Table

SAMPLE = 1_000
"""Rows that are looked at."""

LOOK = 25
"""Words that decide whether a column is worth a longer look."""

FORMATS = (
    "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y",
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y",
    "%d-%b-%Y", "%B %Y", "%b %Y", "%Y-%m", "%m/%Y", "%Y",
)  # fmt: skip
"""Ways to write dates that are tried, the plainest first."""

MISSING = (
    "NA", "N/A", "NaN", "None", "NULL", "-7", "-8", "-9", "-99", "-999", ".", "?", "unknown", "n.d.", "--",
)  # fmt: skip


@dataclass(slots=True)
class Column:
    """What the sample shows of one column."""

    name: str
    cells: list[str] = field(default_factory=list)
    by_row: dict[int, str] = field(default_factory=dict)

    def share(self, test: Callable[[str], bool]) -> float:
        """Return the share of the filled cells that pass a test."""
        return sum(map(test, self.cells)) / len(self.cells) if self.cells else 0.0


def sample_columns(table: Table) -> tuple[list[Column], list[str]]:
    columns = {name: Column(name) for name in table.columns}
    marks: Counter[str] = Counter()
    forms = {word.casefold(): word for word in MISSING}
    rows = (row for row in table.read() if isinstance(row, Cells))
    for number, row in enumerate(islice(rows, SAMPLE)):
        for name, text in row.values.items():
            if text.casefold() in forms:
                marks[text] += 1
            elif text:
                columns[name].cells.append(text)
                columns[name].by_row[number] = text
    return list(columns.values()), [word for word, _ in marks.most_common()]


def name_form(name: str) -> str:
    """Return a column's name for comparing, words in one apart: `TripStartDate` is `trip_start_date`."""
    return column_form(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))


def date_formats(column: Column) -> list[str]:
    """Return the formats that read at least nine in ten cells of a column, best first; empty if none does."""
    if not column.cells or column.share(str.isalpha) > 0.5:
        return []
    shares = [(column.share(lambda text, form=form: fits_format(text, form)), form) for form in FORMATS]  # type: ignore[misc]
    plausible = column.share(lambda text: bool(re.search(r"(1[89]|20)\d\d", text))) > 0.9
    good = [form for share, form in shares if share >= 0.9 and plausible]
    if good == ["%Y"] and not re.search(
        r"year|date|beg|start|sign|force|jahr|annee|yr$", name_form(column.name)
    ):
        return []
    if good:
        return good
    # Dates known to the year, the month or the day may stand in one column.
    mixed = [form for share, form in shares if share > 0]
    if (
        plausible
        and len(mixed) in (2, 3)
        and column.share(lambda t: any(fits_format(t, f) for f in mixed)) >= 0.9
    ):
        return mixed
    return []


def fits_format(text: str, form: str) -> bool:
    try:
        return 1700 <= datetime.strptime(text, form).year <= 2200  # noqa: DTZ007 (a day, not a moment)
    except ValueError:
        return False


_PART_WORDS = {
    "year": ("year", "yr"),
    "month": ("month", "mnth", "mon", "mth", "mo"),
    "day": ("day", "dy", "da"),
}


def date_parts(columns: Sequence[Column]) -> dict[str, str]:
    """Return the columns of a date in three parts (`begyr`, `begmo`, `begday`); a beginning first."""
    found: list[tuple[bool, dict[str, str]]] = []
    forms = {name_form(c.name).replace("_", ""): c.name for c in columns if c.cells}
    for form, name in forms.items():
        for word in _PART_WORDS["year"]:
            if word not in form:
                continue
            parts = {"year": name}
            for key in ("month", "day"):
                near_names = [forms[f] for w in _PART_WORDS[key] if (f := form.replace(word, w)) in forms]
                parts |= {key: near_names[0]} if near_names else {}
            if "month" in parts:
                found.append((not re.search("beg|sta?rt|sign|from|entr?y?", form), parts))
    return min(found, key=lambda pair: pair[0])[1] if found else {}


def country_codes(column: Column) -> list[tuple[float, str]]:
    """Return (share of cells, system) of the country code systems that read most of a column, best first."""
    found = []
    words = list(dict.fromkeys(column.cells))
    for system in CODE_SYSTEMS:
        # A look at a few words spares a long one at columns of prose.
        if sum(is_country(word, system) for word in words[:LOOK]) < 0.3 * len(words[:LOOK]):
            continue
        known = {word for word in words if is_country(word, system)}
        if system in ("cow", "gw") and not _may_be_numbers_of_states(column):
            continue
        share = column.share(known.__contains__)
        if share >= 0.5:
            found.append((share, system))
    return sorted(found, key=lambda pair: (-pair[0], CODE_SYSTEMS.index(pair[1])))


def _may_be_numbers_of_states(column: Column) -> bool:
    """True if numbers that fit a list of state codes are not rather months, counts or ranks."""
    names = "code|cow|gw|state|country|member|party|actor|recip|sender|target"
    has_name = re.search(names, name_form(column.name))
    return bool(has_name) or column.share(lambda text: len(text.removesuffix(".0")) == 3) > 0.5


def same_countries(one: Column, other: Column) -> bool:
    """True if two columns name the same country in nearly every row, as a code and a name do."""
    systems = [found[0][1] for column in (one, other) if (found := country_codes(column))]
    both = [row for row in list(one.by_row)[:LOOK] if row in other.by_row]
    if len(systems) < 2 or not both:
        return False
    equal = sum(
        _iso3(one.by_row[row], systems[0]) == _iso3(other.by_row[row], systems[1]) != "" for row in both
    )
    return equal > 0.8 * len(both)


def _iso3(text: str, system: str) -> str:
    if not is_country(text, system):
        return ""
    if system == "any":
        return find_country(text).iso3
    return find_by_code(system, text.removesuffix(".0")).iso3  # type: ignore[arg-type]


@lru_cache(maxsize=10_000)
def is_country(text: str, system: str) -> bool:
    try:
        if system == "any":
            return 1 < len(text) < 80 and bool(find_country(text))
        return bool(find_by_code(system, text.removesuffix(".0")))  # type: ignore[arg-type]
    except UnknownCountryError:
        return False


def list_separator(column: Column) -> str:
    """Return what stands between several countries in a column's cells, "" if they hold one each."""
    for separator in (";", "|", ",", "/", "-", " and "):
        cells = [text for text in column.cells if separator in text]
        parts = [part.strip() for text in cells[:LOOK] for part in text.split(separator)]
        if not cells or len(cells) < 0.3 * len(column.cells):
            continue
        if sum(is_country(part, "any") for part in parts) >= 0.7 * len(parts):
            return separator
    return ""
