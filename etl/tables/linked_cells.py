"""Cells of a spreadsheet whose text hides a link: its address gets a column of its own.

Addresses stand behind all rows of a sheet, in a file beside it, or in formulas of `HYPERLINK`.
"""

import html
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from db.counting import counted

MAX_LINKS = 100_000
"""Links of a sheet that are known."""

MAX_ADDRESSES = 50 << 20
"""Bytes of the file with the addresses of a sheet."""

_LINK = re.compile(
    rb"<(?:\w+:)?hyperlink\s[^<>]*>"
    rb'|<c\s[^<>]*?\br="([A-Z]{1,3}\d{1,7})"[^<>]*>\s*<f[^<>]*>\s*HYPERLINK\(\s*(?:"|&quot;)([^"<>]{1,2000}?)(?:"|&quot;)'
)
_PLACE = re.compile(rb'\bref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"')
_ID = re.compile(rb'\b(?:\w+:)?id="([^"<>]{1,200})"')
_FRAGMENT = re.compile(rb'\blocation="([^"<>]{1,500})"')
_CHUNK = 1 << 20
_LONGEST = 3_000

_NAME = "{} (link)"
"""What the column with the addresses under another's texts is called."""


class LinkedCells:
    """The addresses under the cells of a sheet, by line (from 1) and column (from 0)."""

    def __init__(self, addresses: dict[tuple[int, int], str]) -> None:
        self._by_line: dict[int, dict[int, str]] = {}
        for (line, column), address in addresses.items():
            self._by_line.setdefault(line, {})[column] = address
        self._columns: dict[int, str] = {}
        self._n = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of addresses, one for each column of which some cells do not show where they lead."""
        return tuple(self._columns.values())

    def name(self, columns: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]) -> None:
        """Give each column with such cells one of addresses.

        Args:
            columns: The names of all.
            rows: Line and cells of each row under the header.
        """
        for line, values in rows if self._by_line else ():
            for number in self._hidden(line, values):
                if number < len(columns):
                    self._n += 1
                    self._columns.setdefault(number, _unused(_NAME.format(columns[number]), columns))

    def of_row(self, line: int, values: Sequence[Any]) -> list[str]:
        """Return the addresses that a row hides, "" where it hides none, in the order of `names`."""
        hidden = self._hidden(line, values)
        return [hidden.get(number, "") for number in self._columns]

    def _hidden(self, line: int, values: Sequence[Any]) -> dict[int, str]:
        texts = {n: str(values[n] or "") for n in self._by_line.get(line, ()) if n < len(values)}
        return {n: self._by_line[line][n] for n, text in texts.items() if text and "://" not in text}

    def warning(self) -> str:
        """Return what to say of such cells, "" if there are none.

        >>> LinkedCells({}).warning()
        ''
        """
        if not self._n:
            return ""
        hide = "hides a link under its text" if self._n == 1 else "hide links under their text"
        named = ", ".join(map(repr, self._columns.values()))
        column = "column" if len(self._columns) == 1 else "columns"
        return f"{counted(self._n, 'cell')} {hide}; the addresses are in the {column} {named}"


def _unused(name: str, columns: Sequence[str]) -> str:
    return name if name not in columns else _unused(_NAME.format(name), columns)


def read_links(file: BinaryIO, member: str) -> LinkedCells:
    """Return the links of a sheet of an XLSX file to web pages, read in pieces.

    Args:
        member: Name of the sheet's file in the archive.
    """
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(file) as archive:
        addresses = _addresses(archive, member)
        with archive.open(member) as sheet:
            rest = b""
            while (chunk := sheet.read(_CHUNK)) and len(found) < MAX_LINKS:
                rest += chunk
                for match in _LINK.finditer(rest):
                    found.update(_of_formula(match) if match[1] else _of_element(match[0], addresses))
                rest = rest[-_LONGEST:]
    return LinkedCells({place: one for place, one in found.items() if re.match("https?://", one)})


def _addresses(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    """Return the addresses that a sheet leads to, by the ids that it gives them."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path

    path = get_rels_path(member).lstrip("/")
    if path not in archive.namelist() or archive.getinfo(path).file_size > MAX_ADDRESSES:
        return {}
    return {one.Id: str(one.Target or "") for one in get_dependents(archive, path)}


def _of_formula(match: re.Match[bytes]) -> dict[tuple[int, int], str]:
    from openpyxl.utils.cell import coordinate_to_tuple

    line, column = coordinate_to_tuple(match[1].decode())
    return {(line, column - 1): html.unescape(match[2].decode("utf-8", "replace"))}


def _of_element(element: bytes, addresses: dict[str, str]) -> dict[tuple[int, int], str]:
    from openpyxl.utils.cell import column_index_from_string

    place, key, fragment = _PLACE.search(element), _ID.search(element), _FRAGMENT.search(element)
    address = addresses.get(key[1].decode("utf-8", "replace"), "") if key else ""
    if not place or not address:
        return {}
    if fragment and "#" not in address:
        address += "#" + html.unescape(fragment[1].decode("utf-8", "replace"))
    first, last = (column_index_from_string((place[n] or place[1]).decode()) for n in (1, 3))
    lines = range(int(place[2]), min(int(place[4] or place[2]), int(place[2]) + 1_000) + 1)
    return {
        (line, column - 1): address for line in lines for column in range(first, min(last, first + 50) + 1)
    }
