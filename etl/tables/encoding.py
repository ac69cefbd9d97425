"""How a text file's letters are stored: UTF-8, UTF-16, Shift-JIS or Windows-1252, found from its bytes."""

import codecs
import hashlib
import io
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from etl.tables.tabular import Input


def find_encoding(source: "Input", head: bytes) -> tuple[str, str, list[str]]:
    """Return the encoding, the sha256 and what to warn of, from one pass over the bytes."""
    by_mark = encoding_by_mark(head)
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = by_mark is None
    odd: list[bytes] = []
    with source.open() as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            if is_utf8:
                try:
                    decoder.decode(chunk, final=len(chunk) < 1 << 20)
                except UnicodeDecodeError:
                    is_utf8 = False
            if not is_utf8 and by_mark is None and len(odd) < 2_000:
                odd += [line for line in chunk.splitlines() if not line.isascii()][:2_000]
    if by_mark:
        return by_mark, digest.hexdigest(), []
    if is_utf8:
        return "utf-8", digest.hexdigest(), []
    if _is_japanese(odd):
        return "cp932", digest.hexdigest(), ["the file is not UTF-8; it was read as Shift-JIS (cp932)"]
    warning = (
        "the file is not UTF-8 throughout; what is not was read as Windows-1252: check letters with accents, "
        "or save it as UTF-8"
    )
    return "mixed", digest.hexdigest(), [warning]


def encoding_by_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark or the zero bytes of UTF-16 tell; None if neither does."""
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


AS_CP1252 = "bilateral-cp1252"
"""Handler of errors: what is not UTF-8 is read as Windows-1252."""

codecs.register_error(AS_CP1252, _cp1252)


def wrap_text(file: BinaryIO, encoding: str) -> TextIO:
    if encoding == "mixed":
        return io.TextIOWrapper(file, encoding="utf-8", errors=AS_CP1252, newline="")
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def open_text(source: "Input", encoding: str) -> TextIO:
    return wrap_text(source.open(), encoding)
