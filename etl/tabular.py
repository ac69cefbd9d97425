"""Tables as rows of text: CSV and TSV of any encoding, line end and delimiter, with true line numbers.

They are streamed. A row that cannot be read is named and the rows after it are still read; what is no table
at all is refused with what it is instead.
"""

import codecs
import csv
import hashlib
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from db.errors import InputError
from etl.contract import Issue, RawFile

HEAD = 1 << 16
MAX_CELL = 16 << 20
"""Characters of one row; a longer one is named and left out."""

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

Progress = Callable[[str, int, int], None]
"""Called with (file name, bytes read, bytes in all)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its first line, its cells by the header's names, trimmed, and the row as it stood."""

    line: int | None
    values: dict[str, str]
    raw: str


@dataclass(slots=True)
class Table:
    """A table that is read as it is asked for.

    Attributes:
        columns: The header's names as they stand.
        warnings: Sentences; more may come while rows are read.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Cells | Issue]]
    warnings: list[str] = field(default_factory=list)


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


def refuse_what_is_no_table(name: str, head: bytes) -> None:
    """Raise `InputError`, with what to do, if the first bytes of an input show that it is no text table."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if not text.strip(b"\x00"):
        raise InputError(f"{name} is empty", "was it saved, or is the download unfinished?")
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in text:
        raise InputError(
            f"{name} is a web page, not a table", "a download that needs a login or a click gives such a page"
        )
    if text.startswith(b"version https://git-lfs"):
        raise InputError(
            f"{name} is a git-LFS pointer; the table itself was not fetched", "fetch it with: git lfs pull"
        )
    if text.startswith(b"<?xml"):
        raise InputError(f"{name} is XML, not a table", "save it as CSV")
    for magic, what, todo in (
        (b"pk\x03\x04", "a zip or XLSX file", "unpack it, or give an XLSX file the ending .xlsx"),
        (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip"),
        (b"bzh", "a bzip2 file", "unpack it first: bunzip2"),
        (b"%pdf", "a PDF", "copy its table into a spreadsheet and save that as CSV"),
        (b"sqlite format 3", "an SQLite database", "export the table as CSV"),
        (b"par1", "a Parquet file", "give it the ending .parquet"),
        (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", "save it as .xlsx or CSV"),
        (b"\x89png", "an image", "a table is needed"),
        (b"{\\rtf", "an RTF document", "save the table as CSV"),
    ):
        if text.startswith(magic):
            raise InputError(f"{name} is {what}, not a CSV table", todo)


def read_text_table(source: Input, known: Sequence[str] = (), progress: Progress | None = None) -> Table:
    """Return the table of a CSV or TSV input; its header is read now, its rows when asked for.

    Args:
        known: Column names to expect; the delimiter that finds the most of them is taken.

    Raises:
        InputError: It is empty or no table.
    """
    with source.open() as file:
        head = file.read(HEAD)
    refuse_what_is_no_table(source.name, head)
    encoding, sha256, warnings = _scan(source, head)
    with _open_text(source, encoding) as stream:
        lines = _Lines(stream)
        first_line, header_text = _header_line(lines, source.name)
        delimiter = _delimiter(header_text, known)
        # The header may itself hold quoted line ends, so it is read again as a record.
        lines.push_back([(first_line, header_text)])
        columns = tuple(cell.strip() for cell in next(_reader(lines, delimiter)))
        first_row = lines.number + 1
    if not any(columns):
        raise InputError(f"{source.name}: the header on line {first_line} is empty", "name the columns there")

    def read() -> Iterator[Cells | Issue]:
        with source.open() as file, _wrap(file, encoding) as stream:
            lines = _Lines(stream)
            while lines.number < first_row - 1:
                next(lines)
            yield from _rows(lines, columns, delimiter, source, file, progress)

    return Table(source.name, sha256, columns, read, warnings)


def _scan(source: Input, head: bytes) -> tuple[str, str, list[str]]:
    """Return the encoding, the sha256 and what to warn of, from one pass over the bytes."""
    bom_encoding = _bom_encoding(head)
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = bom_encoding is None
    odd: list[bytes] = []
    with source.open() as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            if is_utf8:
                try:
                    decoder.decode(chunk, final=len(chunk) < 1 << 20)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not is_utf8 and bom_encoding is None and len(odd) < 2_000:
                odd += [line for line in chunk.splitlines() if not line.isascii()][:2_000]
    if bom_encoding:
        return bom_encoding, digest.hexdigest(), []
    if is_utf8:
        return "utf-8", digest.hexdigest(), []
    if _is_japanese(odd):
        return "cp932", digest.hexdigest(), ["the file is not UTF-8; it was read as Shift-JIS (cp932)"]
    warning = (
        "the file is not UTF-8 throughout; what is not was read as Windows-1252: check letters with accents, "
        "or save it as UTF-8"
    )
    return "mixed", digest.hexdigest(), [warning]


def _bom_encoding(head: bytes) -> str | None:
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(bom):
            return encoding
    sample = head[:2_000]
    if len(sample) >= 20:
        # Plain letters in UTF-16 have every other byte zero.
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
            return "utf-16-le"
        if even > len(sample) * 0.3 and odd < len(sample) * 0.05:
            return "utf-16-be"
    return None


def _is_japanese(lines: list[bytes]) -> bool:
    """True if lines that are not UTF-8 read well as Shift-JIS: no error, and a good part of it kana."""
    try:
        text = b"\n".join(lines).decode("cp932")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if ord(character) > 127]
    kana = sum("\u3041" <= character <= "\u30fe" for character in foreign)
    return bool(foreign) and kana >= 0.15 * len(foreign)


def _cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, the few that it lacks as Latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    piece = error.object[error.start : error.end]
    letters = []
    for byte in piece:
        try:
            letters.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            letters.append(chr(byte))
    return "".join(letters), error.end


codecs.register_error("bilateral-cp1252", _cp1252)


def _wrap(file: BinaryIO, encoding: str) -> TextIO:
    if encoding == "mixed":
        return io.TextIOWrapper(file, encoding="utf-8", errors="bilateral-cp1252", newline="")
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _open_text(source: Input, encoding: str) -> TextIO:
    return _wrap(source.open(), encoding)


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


def _header_line(lines: _Lines, name: str) -> tuple[int, str]:
    """Return the header: the first line that is not empty, a `#` comment or a spreadsheet's `sep=` line."""
    try:
        for line in lines:
            text = line.strip()
            if text and not text.startswith("#") and not text.lower().startswith("sep="):
                return lines.number, line
            lines.mark()
    except _TooLongError:
        raise InputError(
            f"{name}: the first line is longer than {MAX_CELL >> 20} MB", "is it a table?"
        ) from None
    raise InputError(f"{name} holds no header", "the first line names the columns")


def _delimiter(header: str, known: Sequence[str]) -> str:
    forms = {column_form(name) for name in known}

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), [])
        return sum(column_form(cell) in forms for cell in cells), len(cells)

    return max(DELIMITERS, key=score)


def column_form(name: str) -> str:
    """Return a column's name for comparing: case, spaces and dashes do not count.

    >>> column_form(" Source URL ")
    'source_url'
    """
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().split())


def _reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
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
        if (
            len(lines.taken) > 1
            and len(record) != len(columns)
            and _is_unclosed(lines, delimiter, len(columns))
        ):
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


def _is_unclosed(lines: _Lines, delimiter: str, n_columns: int) -> bool:
    """True if a record over several lines swallowed lines that are whole rows by themselves."""
    for _, line in lines.taken[1:200]:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
        if len(cells) == n_columns:
            return True
    return False
