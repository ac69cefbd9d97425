"""The merged cells of a spreadsheet: all but the first are empty, whatever a reader of the sheet sees."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import BinaryIO, NamedTuple

from etl.tables.toml_text import toml

MAX_RANGES = 100_000
"""Merged ranges of a sheet that are known; of more no hint is given."""

_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CHUNK = 1 << 20
_LONGEST = 200


class MergedInto(NamedTuple):
    """The cell that says what a merged one shows: its place, the column, and if it stands above or beside."""

    place: str
    column: str
    is_above: bool


UNMERGED: Mapping[str, MergedInto] = {}


class MergedRanges:
    """The merged ranges of a sheet, asked for line after line."""

    def __init__(self, ranges: Sequence[tuple[int, int, int, int]]) -> None:
        self._waiting = sorted(ranges, key=lambda one: one[1], reverse=True)
        self._active: list[tuple[int, int, int, int]] = []

    def at(self, line: int, columns: Sequence[str]) -> Mapping[str, MergedInto]:
        """Return the columns whose cell on a line is merged into another; lines must come in order."""
        while self._waiting and self._waiting[-1][1] <= line:
            self._active.append(self._waiting.pop())
        if not self._active:
            return UNMERGED
        self._active = [one for one in self._active if one[3] >= line]
        found: dict[str, MergedInto] = {}
        from openpyxl.utils.cell import get_column_letter  # here, since it is slow to import

        for left, top, right, _ in self._active:
            place = f"{get_column_letter(left)}{top}"
            for number in range(left, min(right, len(columns)) + 1):
                if (number, line) != (left, top):
                    column = columns[number - 1]
                    found[column] = MergedInto(place, column, number == left)
        return found


def read_ranges(file: BinaryIO, member: str) -> MergedRanges:
    """Return the merged ranges of a sheet of an XLSX file, read in pieces: they stand behind all rows.

    Args:
        member: Name of the sheet's file in the archive.
    """
    from openpyxl.utils.cell import range_boundaries

    found: dict[bytes, None] = {}
    with zipfile.ZipFile(file) as archive, archive.open(member) as sheet:
        rest = b""
        while chunk := sheet.read(_CHUNK):
            rest += chunk
            found.update(dict.fromkeys(match[1] for match in _RANGE.finditer(rest)))
            rest = rest[-_LONGEST:]
            if len(found) > MAX_RANGES:
                return MergedRanges(())
    return MergedRanges([range_boundaries(one.decode()) for one in found])


def merged_hint(merged: Mapping[str, MergedInto], columns: Sequence[str]) -> str:
    """Return why a cell of these columns is empty and what to do, "" if none is merged into another."""
    for column in columns:
        if (into := merged.get(column)) is not None and into.is_above:
            todo = f"write [input] fill_down = {toml([into.column])} in a mapping"
            return f"; its cell is merged with {into.place} above it: {todo}"
        if into is not None:
            return f"; its cell is merged with {into.place} beside it: unmerge them and fill in both"
    return ""
