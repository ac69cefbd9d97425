"""CSV: the numbers by the period chosen, unrounded, behind `#` lines that say what they are. Pure."""

from dashboard.exports.cells import csv_text
from dashboard.exports.contract import Document, Format
from dashboard.exports.notes import Note

BOM = "\ufeff"
"""Tells spreadsheets of every locale that the file is UTF-8."""


def comment_lines(document: Document) -> tuple[str, ...]:
    """Return what stands behind the `#` signs: the notes, then the citation."""
    notes = (*document.notes, Note("Citation", document.citation.text))
    return tuple(f"{note.label}: {note.text}" for note in notes)


def build(document: Document) -> bytes:
    """Return the main table as CSV (UTF-8 with BOM); read it with `pandas.read_csv(path, comment="#")`."""
    return (BOM + csv_text(document.table, comment_lines(document))).encode("utf-8")


FORMAT = Format("csv", ".csv", "text/csv", "CSV", "Numbers for any program", build)
