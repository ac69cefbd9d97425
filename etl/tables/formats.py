"""Tables in other wrappings as the same rows of text: XLSX, JSON and Parquet, told by their first bytes."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any

from db.errors import InputError
from etl.contract import Issue
from etl.tables.headers import SEARCH, Header, column_form, find_header, header_at
from etl.tables.json_shapes import inner_columns, records_of
from etl.tables.linked_cells import read_links
from etl.tables.merged_cells import UNMERGED, MergedInto, read_ranges
from etl.tables.tabular import HEAD, Cells, Input, Progress, Table, input_sha256, read_text_table
from etl.tables.unsaved_formulas import count_unsaved, unsaved_warning

MAX_UNPACKED = 2 << 30
"""Bytes that an XLSX file may unpack to; more is taken for a bomb."""

MAX_RATIO = 200
"""How often larger than the file its content may be, beyond 100 MB."""

MAX_JSON = 512 << 20
"""Bytes of a JSON array, which must be read whole; JSON lines have no limit."""

JSON_LOOK_AHEAD = 1_000
"""JSON lines that are looked at to learn the columns."""


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
        return _read_parquet(source, progress)
    if head.startswith(b"PK\x03\x04"):
        return _read_xlsx(source, known, sheet, header, progress)
    if sheet:
        raise InputError(f"{source.name} has no sheets: it is no XLSX file", "leave the sheet out")
    # "{\\rtf" and "{|" begin a document and a wiki table.
    if start.startswith(b"{") and start[1:2] not in (b"\\", b"|"):
        return _read_json_document(source, known) or _read_json_lines(source, progress)
    if start.startswith(b"[") and start[1:].lstrip().startswith((b"{", b"]")):
        whole = _whole_json(source)
        return _records_table(source, records_of(whole) or whole, "the JSON array")
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"["):
        return _read_rows_of_json(source)
    return read_text_table(source, known, progress, header=header)


def cell_text(value: Any) -> str:
    """Return a typed cell as the text it would be in a CSV file; a day without a time is ISO."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return ";".join(cell_text(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).strip()


_NONE: frozenset[str] = frozenset()


def _cells(
    columns: Sequence[str],
    values: Sequence[Any],
    line: int | None,
    merged: Mapping[str, MergedInto] = UNMERGED,
) -> Cells | None:
    """Return a row; None if all its cells are empty."""
    texts = [cell_text(value) for value in values]
    if not any(texts):
        return None
    typed = [name for name, value in zip(columns, values, strict=False) if isinstance(value, date)]
    row = dict(zip(columns, texts, strict=False))
    return Cells(line, row, "\t".join(texts)[:2_000], frozenset(typed) if typed else _NONE, merged)


# --- XLSX


def _read_xlsx(
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

    def read() -> Iterator[Cells | Issue]:
        yield from _xlsx_rows(source, name, lines[-1], columns, warnings, progress)

    return Table(
        source.name, input_sha256(source), columns, read, warnings, lines, sheet=name, sheets=tuple(names)
    )


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
            links = read_links(again, worksheet._worksheet_path)
        if n_unsaved and (warning := unsaved_warning(n_unsaved)) not in warnings:
            warnings.append(warning)
        for line, row in enumerate(
            worksheet.iter_rows(min_row=header_line + 1, values_only=True), start=header_line + 1
        ):
            if progress and line % 2_000 == 0 and size:
                progress(source.name, source.size * line // max(size, line), source.size)
            links.look(line, columns, row)
            cells = _cells(columns, row, line, ranges.at(line, columns))
            if cells is not None:
                yield cells
        book.close()
    if (hidden := links.warning()) and hidden not in warnings:
        warnings.append(hidden)
    if progress:
        progress(source.name, source.size, source.size)


# --- JSON


def _flat(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a record's fields; those of a record in it as `outer.inner`."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record's fields, with those of the records that stand in a list of it."""
    fields: dict[str, Any] = {}
    for name, value in _flat(record):
        fields[name] = value
        for inner, values in inner_columns(name, value):
            fields.setdefault(inner, values)
    return fields


class _Object(dict[str, Any]):
    """A JSON object that knows which of its names stands in it twice, "" if none does."""

    repeated = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    marked = _Object(found)
    marked.repeated = next(name for name in names if names.count(name) > 1)
    return marked


def _repeated(record: dict[str, Any]) -> str:
    """Return a name that stands twice in a record or in one inside it, "" if none does."""
    own = record.repeated if isinstance(record, _Object) else ""
    inner = (_repeated(value) for value in record.values() if isinstance(value, dict))
    return own or next(filter(None, inner), "")


def _repeated_issue(line: int, name: str, text: str) -> Issue:
    message = f"the field {name!r} stands twice in the object; name it once"
    return Issue(line, name, "repeated_field", message, text)


def _json_row(line: int, text: str) -> tuple[dict[str, Any], Issue | None]:
    try:
        record = json.loads(text, object_pairs_hook=_object)
        if isinstance(record, dict):
            if name := _repeated(record):
                return {}, _repeated_issue(line, name, text[:2_000])
            return _fields(record), None
    except (ValueError, RecursionError) as error:
        return {}, Issue(line, "", "bad_json", f"the line is no JSON: {error}", text[:2_000])
    return {}, Issue(line, "", "bad_json", "the line holds no object with named fields", text[:2_000])


def _json_texts(source: Input) -> Iterator[tuple[int, str]]:
    with source.open() as file:
        for line, data in enumerate(file, start=1):
            text = data.decode("utf-8-sig", "replace").strip()
            if text:
                yield line, text


def _read_json_lines(source: Input, progress: Progress | None) -> Table:
    columns: dict[str, None] = {}
    first_fault: Issue | None = None
    for number, (line, text) in enumerate(_json_texts(source)):
        record, fault = _json_row(line, text)
        first_fault = first_fault or fault
        columns.update(dict.fromkeys(record))
        if number >= JSON_LOOK_AHEAD:
            break
    if not columns:
        why = first_fault.message if first_fault else "it is empty"
        raise InputError(
            f"{source.name} holds no JSON lines: {why}",
            "write one JSON object per line; is the download unfinished?",
        )
    names = tuple(columns)

    def read() -> Iterator[Cells | Issue]:
        done = 0
        for line, text in _json_texts(source):
            done += len(text)
            if progress and line % 2_000 == 0:
                progress(source.name, min(done, source.size), source.size)
            record, fault = _json_row(line, text)
            if fault is not None:
                yield fault
            elif any(values := [cell_text(record.get(name)) for name in names]):
                yield Cells(line, dict(zip(names, values, strict=True)), text[:2_000])
        if progress:
            progress(source.name, source.size, source.size)

    return Table(source.name, input_sha256(source), names, read)


def _whole_json(source: Input) -> Any:
    if source.size > MAX_JSON:
        raise InputError(
            f"{source.name} is one JSON value of {source.size >> 20} MB",
            "write one JSON object per line instead",
        )
    with source.open() as file:
        try:
            return json.loads(file.read().decode("utf-8-sig"), object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{source.name} is no JSON: {error}", "is the download unfinished?") from error


def _read_json_document(source: Input, known: Sequence[str]) -> Table | None:
    """Return the records in one JSON object that wraps them, as web services do; None if it is none.

    Of several lists of objects that with most of the columns to expect is taken, else the longest; an object
    that has such columns itself is a record.
    """
    texts = [text for _, text in islice(_json_texts(source), 2)]
    is_lines = len(texts) == 2 and _json_row(1, texts[0])[1] is None
    if is_lines or source.size > MAX_JSON:
        return None
    try:
        whole = _whole_json(source)
        fields = dict(_flat(whole))
    except (InputError, RecursionError):
        return None
    if set(fields) & set(known):
        return None
    lists = {name: value for name, value in fields.items() if isinstance(value, list)}
    lists = {name: value for name, value in lists.items() if any(isinstance(one, dict) for one in value)}
    by_key = None if _repeated(whole) or len(lists) < 2 else records_of(whole)
    if by_key is not None:
        return _records_table(source, by_key, "the lists, one after the other")
    if not lists:
        shaped = None if _repeated(whole) else records_of(whole)
        return _records_table(source, shaped, "the JSON object") if shaped else None
    if twice := _repeated(whole):
        raise InputError(
            f"{source.name}: the name {twice!r} stands twice in the JSON object",
            "rename one of the two, which would be lost",
        )
    name = max(lists, key=lambda one: (_n_known(lists[one], known), len(lists[one])))
    others = [repr(one) for one in lists if one != name]
    left = f"; not read: {', '.join(others[:5])}{' and more' if len(others) > 5 else ''}" if others else ""
    return _records_table(source, lists[name], f"the list {name!r}{left}")


def _read_rows_of_json(source: Input) -> Table:
    """Return the table of a JSON array of rows that are arrays themselves, the first of which are names."""
    records = records_of(_whole_json(source))
    if records is None:
        raise InputError(
            f"{source.name} is a list of lists whose first does not name the columns, each once",
            "write a list of objects with named fields",
        )
    return _records_table(source, records, "the JSON array, the row of names left aside")


def _n_known(records: list[Any], known: Sequence[str]) -> int:
    """Return how many columns to expect the first records have."""
    names = {name for record in records[:100] if isinstance(record, dict) for name in record}
    return len(names & set(known))


def _records_table(source: Input, records: list[Any], where: str) -> Table:
    flat = [_fields(record) if isinstance(record, dict) else None for record in records]
    names = tuple(dict.fromkeys(name for record in flat if record for name in record))
    if not names:
        raise InputError(f"{source.name} holds no records", "write a list of objects with named fields")

    def read() -> Iterator[Cells | Issue]:
        for number, record in enumerate(flat, start=1):
            if record is None:
                text = json.dumps(records[number - 1], ensure_ascii=False)[:2_000]
                yield Issue(number, "", "bad_json", f"item {number} is no object with named fields", text)
                continue
            if twice := _repeated(records[number - 1]):
                text = json.dumps(records[number - 1], ensure_ascii=False)[:2_000]
                yield _repeated_issue(number, twice, text)
                continue
            cells = _cells(names, [record.get(name) for name in names], number)
            if cells is not None:
                yield cells

    return Table(
        source.name,
        input_sha256(source),
        names,
        read,
        [f"lines are the numbers of the items in {where}"],
    )


# --- Parquet


def _read_parquet(source: Input, progress: Progress | None) -> Table:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with source.open() as file:
            parquet = ParquetFile(file)
            names = tuple(parquet.schema_arrow.names)
            n_rows = parquet.metadata.num_rows
    except (ArrowException, OSError) as error:
        raise InputError(
            f"{source.name} cannot be read as Parquet: {error}", "save or download it again"
        ) from error

    def read() -> Iterator[Cells | Issue]:
        row = 0
        with source.open() as file:
            try:
                for batch in ParquetFile(file).iter_batches(batch_size=2_000):
                    for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        row += 1
                        cells = _cells(names, values, row)
                        if cells is not None:
                            yield cells
                    if progress:
                        progress(source.name, source.size * row // max(1, n_rows), source.size)
            except (ArrowException, OSError) as error:
                raise InputError(
                    f"{source.name} is damaged after row {row:,}: {error}", "save or download it again"
                ) from error

    return Table(source.name, input_sha256(source), names, read)
