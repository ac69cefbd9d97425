"""Tables as rows of text: CSV and TSV of any encoding, line end and delimiter, with true line numbers.

They are streamed. A row that cannot be read is named and the rows after it are still read; what is no table
at all is refused with what it is instead.
"""

import csv
import hashlib
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from db.errors import InputError
from etl.contract import Issue, RawFile
from etl.tables.encoding import find_encoding, open_text, wrap_text
from etl.tables.headers import SEARCH, column_form, find_header, header_at, plain_name
from etl.tables.merged_cells import UNMERGED, MergedInto
from etl.tables.no_tables import refuse_what_is_no_table

HEAD = 1 << 16
MAX_CELL = 16 << 20
"""Characters of one row; a longer one is named and left out."""

HEADER_LINES = 3 * SEARCH
"""Lines that are read to find the header; cells of several lines make a row longer."""

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

Progress = Callable[[str, int, int], None]
"""Called with (file name, bytes read, bytes in all)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its first line, its cells by the header's names, trimmed, and the row as it stood.

    Attributes:
        typed: Columns whose cell is a date to the file itself, not a text; it stands as ISO in `values`.
        merged: Columns whose cell a spreadsheet has merged into another.
    """

    line: int | None
    values: dict[str, str]
    raw: str
    typed: frozenset[str] = frozenset()
    merged: Mapping[str, MergedInto] = field(default_factory=lambda: UNMERGED)


@dataclass(slots=True)
class Table:
    """A table that is read as it is asked for.

    Attributes:
        columns: The header's names as they stand.
        warnings: Sentences; more may come while rows are read.
        header: Lines of the header, from 1; () where names come with the rows.
        sheet, sheets: Of a workbook: the sheet that is read, and all there are.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Cells | Issue]]
    warnings: list[str] = field(default_factory=list)
    header: tuple[int, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes that can be opened any number of times."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


def path_input(path: Path) -> Input:
    """Return a file as input.

    Raises:
        InputError: It is missing, a folder, or cannot be read.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder, not a file", "name the files in it")
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", "check its name and folder") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}", "check its permissions") from error
    return Input(path.name, size, lambda: path.open("rb"))


def raw_input(raw: RawFile) -> Input:
    """Return bytes in memory as input."""
    return Input(raw.name, len(raw.data), lambda: io.BytesIO(raw.data))


def input_sha256(source: Input) -> str:
    """Return the sha256 of an input, read in pieces."""
    with source.open() as file:
        digest = hashlib.sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def read_text_table(
    source: Input,
    known: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    header: Sequence[int] = (),
) -> Table:
    """Return the table of a CSV or TSV input; its header is read now, its rows when asked for.

    Args:
        known: Column names to expect; the delimiter and the header that find the most of them are taken.
        header: Lines of the header, from 1; () looks for it.

    Raises:
        InputError: It is empty or no table.
    """
    with source.open() as file:
        head = file.read(HEAD)
    refuse_what_is_no_table(source.name, head)
    encoding, sha256, warnings = find_encoding(source, head)
    with open_text(source, encoding) as stream:
        sample = _first_lines(stream, source.name, max((HEADER_LINES, *(2 * line for line in header))))
    delimiter, records = _records(sample, known, header)
    texts = [record.cells for record in records]
    if header:
        found = header_at(texts, [_position(records, line, source.name) for line in header], source.name)
    else:
        found = find_header(texts, known)
    columns = found.columns
    header_lines = tuple(records[position].first_line for position in found.rows)
    first_row = records[found.rows[-1]].last_line + 1
    if any("\0" in name for name in columns):
        raise InputError(
            f"{source.name} is no text: its first line holds bytes of zero", "save the table as CSV"
        )
    if not any(map(plain_name, columns)):
        raise InputError(
            f"{source.name}: the header on line {header_lines[0]} is empty", "name the columns there"
        )

    def read() -> Iterator[Cells | Issue]:
        with source.open() as file, wrap_text(file, encoding) as stream:
            lines = _Lines(stream)
            while lines.number < first_row - 1:
                next(lines)
            yield from _rows(lines, columns, delimiter, source, file, progress)

    return Table(source.name, sha256, columns, read, warnings, header_lines)


@dataclass(frozen=True, slots=True)
class _Record:
    """One of the first rows of a file, with the physical lines that it takes up."""

    first_line: int
    last_line: int
    cells: list[str]


def _first_lines(stream: TextIO, name: str, limit: int) -> list[tuple[int, str]]:
    """Return the first lines that may hold the header: without `#` comments and a spreadsheet's `sep=` line.

    Raises:
        InputError: There are none, or the first is too long for a header.
    """
    lines = _Lines(stream)
    found: list[tuple[int, str]] = []
    try:
        for line in lines:
            text = line.strip()
            # A column of numbers may be called "#".
            is_comment = text.startswith("#") and not re.match(r"#\s*[,;\t|]", text)
            if found or (text and not is_comment and not text.lower().startswith("sep=")):
                found.append((lines.number, line))
            if len(found) == limit:
                break
            lines.mark()
    except _TooLongError:
        if not found:
            raise InputError(
                f"{name}: the first line is longer than {MAX_CELL >> 20} MB", "is it a table?"
            ) from None
    if not found:
        raise InputError(f"{name} holds no header", "the first line names the columns")
    return found


def _records(
    sample: Sequence[tuple[int, str]], known: Sequence[str], header: Sequence[int]
) -> tuple[str, list[_Record]]:
    """Return the delimiter that reads the first lines best, and what it reads them as."""
    forms = {column_form(name) for name in known}

    def score(delimiter: str) -> tuple[int, bool, int]:
        records = read[delimiter]
        texts = [record.cells for record in records]
        named = [position for position, record in enumerate(records) if record.first_line in header]
        found = find_header(texts, known) if not named else header_at(texts, named, "")
        below = texts[found.rows[-1] + 1 :]
        width = max(len(texts[row]) for row in found.rows)
        filled = max(_n_filled(texts[row]) for row in found.rows)
        # Some programs write empty cells behind a row, and not behind each.
        n_even = sum(len(cells) == width or 1 < _n_filled(cells) == filled for cells in below)
        n_known = len(forms & {column_form(name) for name in found.columns})
        return n_known, 2 * n_even >= len(below), width * (1 + n_even)

    read = {delimiter: _read_sample(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=score)
    return best, read[best]


def _n_filled(cells: Sequence[str]) -> int:
    """Return how many cells a row has without the empty ones at its end."""
    return max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _read_sample(sample: Sequence[tuple[int, str]], delimiter: str) -> list[_Record]:
    reader = _reader((text for _, text in sample), delimiter)
    records: list[_Record] = []
    n_read = 0
    try:
        for cells in reader:
            first, last = sample[n_read][0], sample[reader.line_num - 1][0]
            n_read = reader.line_num
            records.append(_Record(first, last, cells))
    except csv.Error:
        pass
    # With a quote that does not close the rest is one row; the lines by themselves say more.
    if not records:
        return [_Record(number, number, text.split(delimiter)) for number, text in sample]
    return records[:SEARCH]


def _position(records: Sequence[_Record], line: int, name: str) -> int:
    for position, record in enumerate(records):
        if record.first_line <= line <= record.last_line:
            return position
    raise InputError(f"{name} has no header on line {line}", "mend [input] header")


class _TooLongError(Exception):
    """A line, or a record over several lines, longer than `MAX_CELL`."""


class _Lines:
    """Physical lines for the CSV reader, numbered from 1; lines taken since `mark` can be pushed back."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.number = 0
        self.waiting: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []
        self.n_taken = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.waiting:
            self.number, line = self.waiting.popleft()
        else:
            line = self._read()
            self.number += 1
        self.taken.append((self.number, line))
        self.n_taken += len(line)
        if self.n_taken > MAX_CELL:
            raise _TooLongError
        return line

    def _read(self) -> str:
        line = self.stream.readline(MAX_CELL + 1)
        if not line:
            raise StopIteration
        if len(line) > MAX_CELL and not line.endswith(("\n", "\r")):
            while (rest := self.stream.readline(MAX_CELL)) and not rest.endswith(("\n", "\r")):
                pass
        return line

    def mark(self) -> None:
        """Forget the lines taken so far."""
        self.taken = []
        self.n_taken = 0

    def push_back(self, lines: Sequence[tuple[int, str]]) -> None:
        """Give `lines` out again, before any other."""
        self.waiting.extendleft(reversed(lines))
        self.mark()


def _reader(lines: Iterator[str], delimiter: str) -> Any:
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MAX_CELL))
    return csv.reader(lines, delimiter=delimiter)


def _rows(
    lines: _Lines,
    columns: tuple[str, ...],
    delimiter: str,
    source: Input,
    file: BinaryIO,
    progress: Progress | None,
) -> Iterator[Cells | Issue]:
    reader = _reader(lines, delimiter)
    n_rows = 0
    while True:
        lines.mark()
        try:
            record = next(reader)
        except StopIteration:
            break
        except (_TooLongError, csv.Error) as error:
            yield _unreadable(lines, error)
            continue
        n_rows += 1
        if progress and n_rows % 2_000 == 0:
            progress(source.name, file.tell(), source.size)
        first = lines.taken[0][0] if lines.taken else lines.number
        if len(lines.taken) > 1 and _is_unclosed(lines, record, delimiter, len(columns)):
            yield _unclosed(lines)
            continue
        if not any(cell.strip() for cell in record):
            continue
        raw = delimiter.join(record)[:2_000]
        extra = [cell for cell in record[len(columns) :] if cell.strip()]
        if extra:
            yield Issue(
                first,
                "",
                "too_many_cells",
                f"the row has {len(record)} cells, the header {len(columns)}; does a text with a "
                f"{NAMES[delimiter]} lack its quotes?",
                raw,
            )
            continue
        yield Cells(first, {name: cell.strip() for name, cell in zip(columns, record, strict=False)}, raw)
    if progress:
        progress(source.name, source.size, source.size)


def _unreadable(lines: _Lines, error: Exception) -> Issue:
    """Name a row that is too long to be one; if a quote swallowed what follows, read on after its line."""
    if len(lines.taken) > 1:
        return _unclosed(lines)
    number, text = lines.taken[0] if lines.taken else (lines.number, "")
    lines.mark()
    what = f"longer than {MAX_CELL >> 20} MB" if isinstance(error, _TooLongError) else f"unreadable ({error})"
    return Issue(number, "", "too_long", f"the row is {what}; it was left out", text[:2_000])


def _unclosed(lines: _Lines) -> Issue:
    number, text = lines.taken[0]
    lines.push_back(lines.taken[1:])
    return Issue(
        number,
        "",
        "unclosed_quote",
        "a quote opens on this line and does not close; close it",
        text[:2_000].rstrip(),
    )


def _is_unclosed(lines: _Lines, record: Sequence[str], delimiter: str, n_columns: int) -> bool:
    """True if a record over several lines swallowed lines that are whole rows by themselves.

    Where the same column of a later row holds a quote too, as in `5" guns`, the record has as many cells as
    the header; then a quote in the middle of a cell tells.
    """
    if len(record) == n_columns and _is_well_quoted(lines, delimiter):
        return False
    for _, line in lines.taken[1:200]:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
        if len(cells) == n_columns:
            return True
    return False


def _is_well_quoted(lines: _Lines, delimiter: str) -> bool:
    """True if every quote of a record begins a cell, ends one or stands doubled in one."""
    try:
        next(csv.reader((line for _, line in lines.taken), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
