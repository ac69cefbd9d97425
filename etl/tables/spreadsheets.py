"""XLSX workbooks as rows of text: the sheet with the table, its header, its rows."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from db.errors import InputError
from etl.contract import Issue
from etl.tables.headers import SEARCH, Header, column_form, find_header, header_at
from etl.tables.linked_cells import LinkedCells, read_links
from etl.tables.merged_cells import read_ranges
from etl.tables.tabular import Cells, Input, Progress, Table, input_sha256
from etl.tables.typed_cells import cell_text, cells_of
from etl.tables.unsaved_formulas import count_unsaved, unsaved_warning

MAX_UNPACKED = 2 << 30
"""Bytes that an XLSX file may unpack to; more is taken for a bomb."""

MAX_RATIO = 200
"""How often larger than the file its content may be, beyond 100 MB."""


def read_xlsx(
    source: Input, known: Sequence[str], sheet: str, header: Sequence[int], progress: Progress | None
) -> Table:
    _refuse_bombs(source)
    names = _with_workbook(source, lambda book: [name for name in book.sheetnames])
    if sheet and sheet not in names:
        raise InputError(f"{source.name} has no sheet {sheet!r}", f"its sheets are {', '.join(names)}")
    headers: dict[str, Header] = _with_workbook(
        source, partial(_headers, names=[sheet] if sheet else names, known=known, header=header)
    )
    if not headers:
        raise InputError(
            f"{source.name} holds no table: no sheet has a header row", "name the columns in a first row"
        )
    name = max(headers, key=lambda one: _n_named(headers[one], known))
    columns, lines = headers[name].columns, tuple(row + 1 for row in headers[name].rows)
    warnings: list[str] = []
    if not sheet and len(names) > 1:
        warnings.append(one_of(names, name))
    links = _with_workbook(source, partial(_links, source=source, name=name, line=lines[-1], columns=columns))
    if hidden := links.warning():
        warnings.append(hidden)

    def read() -> Iterator[Cells | Issue]:
        yield from _xlsx_rows(source, name, lines[-1], columns, links, warnings, progress)

    return Table(
        source.name,
        input_sha256(source),
        (*columns, *links.names),
        read,
        warnings,
        lines,
        sheet=name,
        sheets=tuple(names),
    )


def _links(book: Any, source: Input, name: str, line: int, columns: tuple[str, ...]) -> LinkedCells:
    """Return the links under the texts of a sheet's rows, with a column for each of those that has some."""
    worksheet = book[name]
    with source.open() as file:
        links = read_links(file, worksheet._worksheet_path)
    worksheet.reset_dimensions()
    links.name(columns, enumerate(worksheet.iter_rows(min_row=line + 1, values_only=True), start=line + 1))
    return links


def one_of(sheets: Sequence[str], sheet: str) -> str:
    """Return the warning that of several sheets one is read."""
    return f"of the sheets {', '.join(sheets)} only {sheet!r} was read; name another with a mapping"


def _headers(
    book: Any, names: Sequence[str], known: Sequence[str], header: Sequence[int]
) -> dict[str, Header]:
    """Return the headers of the sheets that hold a table.

    Raises:
        InputError: No sheet has a header on the lines that were named.
    """
    found: dict[str, Header] = {}
    fault: InputError | None = None
    for name in names:
        try:
            one = _sheet_header(book, name, known, header)
        except InputError as error:
            fault = fault or error
            continue
        if one is not None:
            found[name] = one
    if not found and fault is not None:
        raise fault
    return found


def _n_named(header: Header, known: Sequence[str]) -> int:
    return len({column_form(name) for name in known} & {column_form(name) for name in header.columns})


def _refuse_bombs(source: Input) -> None:
    """Raise `InputError` unless the input is an XLSX file of bearable size."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError(
            f"{source.name} begins like an XLSX or zip file but cannot be read: {error}",
            "save or download it again",
        ) from error
    names = {member.filename for member in members}
    if {"mimetype", "content.xml"} <= names:
        raise InputError(
            f"{source.name} is an OpenDocument spreadsheet, no XLSX one", "save it as .xlsx or CSV"
        )
    if "xl/workbook.xml" not in names:
        raise InputError(
            f"{source.name} is a zip file, but no XLSX spreadsheet",
            "unpack it and give the table that is in it",
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > 100 << 20 and unpacked > MAX_RATIO * max(1, source.size)):
        raise InputError(
            f"{source.name} would unpack to {unpacked >> 20:,} MB, which no honest table of its size does",
            "save it as CSV",
        )


def _with_workbook(source: Input, use: Callable[[Any], Any]) -> Any:
    """Return what `use` makes of the opened workbook."""
    from openpyxl import load_workbook

    with source.open() as file:
        try:
            book = load_workbook(file, read_only=True, data_only=True)
            try:
                return use(book)
            finally:
                book.close()
        except InputError:
            raise
        except Exception as error:
            raise InputError(
                f"{source.name} cannot be read as XLSX: {error}", "open and save it again"
            ) from error


def _sheet_header(book: Any, name: str, known: Sequence[str], header: Sequence[int]) -> Header | None:
    """Return the header of a sheet; None if it holds no table."""
    worksheet = book[name]
    if not hasattr(worksheet, "iter_rows"):
        return None
    worksheet.reset_dimensions()
    last = max((SEARCH, *header))
    rows = [
        [cell_text(value) for value in row] for row in worksheet.iter_rows(max_row=last, values_only=True)
    ]
    if header:
        return header_at(rows, [line - 1 for line in header], name)
    if not any(sum(map(bool, row)) >= 2 for row in rows):
        return None
    return find_header(rows, known)


def _xlsx_rows(
    source: Input,
    sheet: str,
    header_line: int,
    columns: tuple[str, ...],
    links: LinkedCells,
    warnings: list[str],
    progress: Progress | None,
) -> Iterator[Cells | Issue]:
    from openpyxl import load_workbook

    with source.open() as file:
        book = load_workbook(file, read_only=True, data_only=True)
        worksheet = book[sheet]
        # The sheet's own size may be wrong or say a million rows, so it is only good for the bar.
        size = worksheet.max_row or 0
        worksheet.reset_dimensions()
        with source.open() as again:
            ranges = read_ranges(again, worksheet._worksheet_path)
            n_unsaved = count_unsaved(again, worksheet._worksheet_path)
        if n_unsaved and (warning := unsaved_warning(n_unsaved)) not in warnings:
            warnings.append(warning)
        for line, row in enumerate(
            worksheet.iter_rows(min_row=header_line + 1, values_only=True), start=header_line + 1
        ):
            if progress and line % 2_000 == 0 and size:
                progress(source.name, source.size * line // max(size, line), source.size)
            cells = cells_of(columns, row, line, ranges.at(line, columns))
            if cells is not None:
                cells.values.update(zip(links.names, links.of_row(line, row), strict=True))
                yield cells
        book.close()
    if progress:
        progress(source.name, source.size, source.size)
