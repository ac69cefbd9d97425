"""Where a table begins: the row that names its columns, under titles and notes; each name once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from db.errors import InputError
from db.vocabulary.countries import is_country_name

SEARCH = 40
"""Rows at the top of a table among which the header is looked for."""

_NUMBERED = re.compile(r" \(\d+\)$")
_UNNAMED = re.compile(r"column \d+")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows that name the columns.

    Attributes:
        rows: Positions among the rows that were looked at, from 0; two for a header in two lines.
        columns: The names, each once.
    """

    rows: tuple[int, ...]
    columns: tuple[str, ...]


def column_form(name: str) -> str:
    """Return a column's name for comparing: case, spaces and dashes do not count.

    >>> column_form(" Source URL ")
    'source_url'
    """
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().split())


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that tell columns apart: a second "Country" is "Country (2)", a nameless one "column 3".

    >>> unique_names(["Country", "", "Country"])
    ('Country', 'column 2', 'Country (2)')
    """
    found: list[str] = []
    names = [" ".join(name.split()) for name in names]
    for number, name in enumerate(names, start=1):
        plain = name or f"column {number}"
        unique, count = plain, 1
        while unique in found or (count > 1 and unique in names):
            count += 1
            unique = f"{plain} ({count})"
        found.append(unique)
    return tuple(found)


def plain_name(name: str) -> str:
    """Return the name that a column bears in its table; "" if it bears none."""
    return "" if _UNNAMED.fullmatch(name) else _NUMBERED.sub("", name)


def find_header(rows: Sequence[Sequence[str]], known: Sequence[str] = ()) -> Header:
    """Return the header among the first rows of a table.

    It is the row, or the two rows read together, that name the most of the known columns; if none names two
    of them, or all, the first row that is about as full as the rows under it.
    """
    forms = {column_form(name) for name in known}
    by_shape = _by_shape(rows)
    if forms:
        candidates = [by_shape]
        for position in range(len(rows)):
            candidates += [_header(rows, position), _header(rows, position, position + 1)]
        best = max(candidates, key=lambda header: _n_known(header, forms))
        if _n_known(best, forms) >= min(2, len(forms)):
            return best
    return by_shape


def header_at(rows: Sequence[Sequence[str]], positions: Sequence[int], name: str) -> Header:
    """Return the header in rows that a person named.

    Raises:
        InputError: There are no such rows, or they are empty.
    """
    if max(positions) >= len(rows):
        raise InputError(f"{name} has no header on line {max(positions) + 1}", "mend [input] header")
    found = _header(rows, *positions)
    if not any(map(plain_name, found.columns)):
        raise InputError(f"{name}: the header on line {positions[0] + 1} is empty", "name the columns there")
    return found


def _n_known(header: Header, forms: set[str]) -> int:
    return len(forms & {column_form(name) for name in header.columns})


def _header(rows: Sequence[Sequence[str]], *positions: int) -> Header:
    positions = tuple(position for position in positions if position < len(rows))
    if len(positions) == 1:
        return Header(positions, unique_names(rows[positions[0]]))
    upper, lower = (list(rows[position]) for position in positions[:2])
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    names, over = [], ""
    for above, under in zip(upper, lower, strict=True):
        # A merged cell stands over the columns to its right too, unless they have nothing under it.
        over = above.strip() or (over if under.strip() else "")
        names.append(f"{over} {under}".strip())
    return Header(positions, unique_names(names))


def _by_shape(rows: Sequence[Sequence[str]]) -> Header:
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    busy = sorted(count for count in filled if count)
    if not busy:
        return Header((0,), unique_names(rows[0]) if rows else ())
    usual = busy[0] if len(busy) == 1 else quantiles(busy, n=4, method="inclusive")[1]
    first = next(
        n for n, count in enumerate(filled) if count >= max(1, usual / 2) and (count > 1 or usual < 2)
    )
    if first + 1 < len(rows) and _is_second_line(rows[first], rows[first + 1]):
        return _header(rows, first, first + 1)
    return _header(rows, first)


def _is_second_line(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """True if a row of names goes on under merged cells: it fills their gaps and holds no data."""
    gaps = [n for n, cell in enumerate(lower) if cell.strip() and not (n < len(upper) and upper[n].strip())]
    names = [cell.strip() for cell in lower if cell.strip()]
    first_gap = next((n for n, cell in enumerate(upper) if not cell.strip()), len(upper))
    return (
        bool(gaps)
        and first_gap < max(gaps) + 1
        and bool((upper and upper[0].strip()) or len(gaps) > 1)
        and len(gaps) >= max(1, len(names) // 3)
        and not any(re.search(r"\d|://", name) or len(name) > 40 or _is_country(name) for name in names)
    )


def _is_country(name: str) -> bool:
    return len(name) > 2 and is_country_name(name)
