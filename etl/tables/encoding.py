"""How a text file's letters are stored: UTF-8, UTF-16 or an older way, found from its bytes."""

import codecs
import hashlib
import io
import re
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
    if encoding := _of_pairs(odd):
        name = {"gb18030": "Chinese", "cp949": "Korean"}[encoding]
        return encoding, digest.hexdigest(), [f"the file is not UTF-8; it was read as {name} ({encoding})"]
    if encoding := _of_alphabet(odd):
        name = _ALPHABETS[encoding][0]
        return encoding, digest.hexdigest(), [f"the file is not UTF-8; it was read as {name} ({encoding})"]
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


def _of_pairs(lines: list[bytes]) -> str:
    """Return the encoding of lines whose letters are pairs of high bytes, "" if they are not.

    Chinese and Korean share the pairs; beyond 0xC8 Korean has none but rare ones, Chinese two in five.
    """
    text = b"\n".join(lines)
    runs = re.findall(rb"[\x80-\xff]+", text)
    paired = b"".join(run for run in runs if len(run) % 2 == 0)
    common = [lead for lead in paired[::2] if 0xB0 <= lead <= 0xD7]
    n_bytes = sum(map(len, runs))
    # "ÇÃO" is a pair too, but words of such letters are longer.
    n_in_words = sum(len(run) for run in runs if len(run) > 3)
    if len(common) < max(4, len(paired) / 4) or len(paired) < 0.9 * n_bytes or n_in_words < 0.5 * n_bytes:
        return ""
    encoding = "gb18030" if sum(lead > 0xC8 for lead in common) >= 0.1 * len(common) else "cp949"
    try:
        text.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding


def _of_alphabet(lines: list[bytes]) -> str:
    """Return the encoding of lines in an alphabet that is not Latin, "" if accents alone are not ASCII.

    Whose most frequent letters are the most frequent is taken.
    """
    text = b"\n".join(lines)
    runs = re.findall(rb"[\xa8\xb8\xc0-\xff]+", text)
    if not sum(len(run) for run in runs if len(run) > 3) > 0.6 * sum(map(len, runs)) > 0:
        return ""
    return max(
        _ALPHABETS, key=lambda encoding: sum(map(text.count, _ALPHABETS[encoding][1].encode(encoding)))
    )


_ALPHABETS = {
    "cp1251": ("Cyrillic", "оеаинтс"),
    "cp1253": ("Greek", "αοιτεσν"),
    "cp1256": ("Arabic", "اليمونر"),
}
"""Encoding -> its alphabet and the letters that are the most frequent in it."""


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
