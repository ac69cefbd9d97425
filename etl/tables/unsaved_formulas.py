"""Formulas of a spreadsheet that a program saved without their values: such cells read as empty."""

import re
import zipfile
from typing import BinaryIO

_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CHUNK = 1 << 20
_LONGEST = 2_000
"""Bytes that the end of a formula may take, its attributes among them."""


def count_unsaved(file: BinaryIO, member: str) -> int:
    """Return how many cells of a sheet hold a formula without a saved value.

    Args:
        file: The XLSX file.
        member: Name of the sheet's file in the archive.
    """
    n = 0
    with zipfile.ZipFile(file) as archive, archive.open(member) as sheet:
        rest = b""
        while chunk := sheet.read(_CHUNK):
            rest += chunk
            end = 0
            for match in _UNSAVED.finditer(rest):
                n, end = n + 1, match.end()
            rest = rest[max(end, len(rest) - _LONGEST) :]
    return n


def unsaved_warning(n: int) -> str:
    """Return what to say of `n` such cells."""
    cells = "1 cell holds a formula" if n == 1 else f"{n:,} cells hold formulas"
    todo = "open the workbook in a spreadsheet program and save it"
    return f"{cells} without a saved value and read as empty: {todo}"
