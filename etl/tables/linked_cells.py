"""Cells of a spreadsheet whose text hides a link: the address stands beside the sheet and is not read."""

import re
import zipfile
from collections.abc import Sequence
from typing import Any, BinaryIO

from db.counting import counted

MAX_LINKS = 100_000
"""Links of a sheet that are known."""

_LINK = re.compile(rb'<(?:\w+:)?hyperlink\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 1 << 20
_LONGEST = 3_000


class LinkedCells:
    """The cells of a sheet that are links, and how many of them do not show where they lead."""

    def __init__(self, places: Sequence[tuple[int, int]]) -> None:
        self._by_line: dict[int, list[int]] = {}
        for line, column in places:
            self._by_line.setdefault(line, []).append(column)
        self._n = 0
        self._names: dict[str, None] = {}

    def look(self, line: int, columns: Sequence[str], values: Sequence[Any]) -> None:
        """Count the cells of a row that are links under another text."""
        for number in self._by_line.get(line, ()):
            text = str(values[number] or "") if number < min(len(values), len(columns)) else ""
            if text and "://" not in text:
                self._n += 1
                self._names[columns[number]] = None

    def warning(self) -> str:
        """Return what to say of such cells, "" if there are none.

        >>> LinkedCells([]).warning()
        ''
        """
        if not self._n:
            return ""
        hide = "hides" if self._n == 1 else "hide"
        return (
            f"{counted(self._n, 'cell')} of {', '.join(self._names)} {hide} links "
            "under their text, which are not read: write the addresses into a column of their own"
        )


def read_links(file: BinaryIO, member: str) -> LinkedCells:
    """Return the links of a sheet of an XLSX file, read in pieces: they stand behind all rows.

    Args:
        member: Name of the sheet's file in the archive.
    """
    from openpyxl.utils.cell import column_index_from_string

    found: dict[tuple[bytes, bytes], None] = {}
    with zipfile.ZipFile(file) as archive, archive.open(member) as sheet:
        rest = b""
        while (chunk := sheet.read(_CHUNK)) and len(found) < MAX_LINKS:
            rest += chunk
            found.update(dict.fromkeys((match[1], match[2]) for match in _LINK.finditer(rest)))
            rest = rest[-_LONGEST:]
    return LinkedCells([(int(line), column_index_from_string(name.decode()) - 1) for name, line in found])
