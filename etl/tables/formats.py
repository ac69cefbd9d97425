"""Tables in whatever wrapping as the same rows of text, told by their first bytes."""

from collections.abc import Sequence

from db.errors import InputError
from etl.tables.json_shapes import records_of
from etl.tables.json_tables import (
    read_json_document,
    read_json_lines,
    read_rows_of_json,
    records_table,
    whole_json,
)
from etl.tables.parquet import read_parquet
from etl.tables.spreadsheets import read_xlsx
from etl.tables.tabular import HEAD, Input, Progress, Table, read_text_table


def read_table(
    source: Input,
    known: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    sheet: str = "",
    header: Sequence[int] = (),
) -> Table:
    """Return the table in an input, whatever its format.

    Args:
        known: Column names to expect.
        sheet: Of an XLSX file; "" takes the one that names the most of the known columns, the first on a tie.
        header: Lines of the header, from 1; () looks for it.

    Raises:
        InputError: It is empty, no table, damaged, or has no such sheet.
    """
    with source.open() as file:
        head = file.read(HEAD)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PAR1"):
        return read_parquet(source, progress)
    if head.startswith(b"PK\x03\x04"):
        return read_xlsx(source, known, sheet, header, progress)
    if sheet:
        raise InputError(f"{source.name} has no sheets: it is no XLSX file", "leave the sheet out")
    # "{\\rtf" and "{|" begin a document and a wiki table.
    if start.startswith(b"{") and start[1:2] not in (b"\\", b"|"):
        return read_json_document(source, known) or read_json_lines(source, progress)
    if start.startswith(b"[") and start[1:].lstrip().startswith((b"{", b"]")):
        whole = whole_json(source)
        return records_table(source, records_of(whole) or whole, "the JSON array")
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"["):
        return read_rows_of_json(source)
    return read_text_table(source, known, progress, header=header)
