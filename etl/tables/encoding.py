"""How a text file's letters are stored: UTF-8, UTF-16 or an older way, found from its bytes."""

import codecs
import hashlib
import io
import re
import unicodedata
from typing import TYPE_CHECKING, BinaryIO, TextIO

from db.errors import InputError
from etl.tables.east_asian import find_east_asian
from etl.tables.latin import find_latin, language_of

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
    encoding, name = "", ""
    # Where half of the lines are UTF-8, the others are not what the file is in.
    if 2 * sum(_reads(line, "utf-8", is_whole=True) for line in odd) < len(odd):
        encoding, name = _find_old(odd)
    if encoding:
        said = f"the file is not UTF-8; it was read as {name} ({encoding}){_some_words(odd, encoding)}"
        return encoding, digest.hexdigest(), [said]
    if _is_nonsense(odd):
        raise InputError(
            f"{source.name} is not UTF-8, and in which encoding its letters are cannot be told",
            'save it as UTF-8: in Excel as "CSV UTF-8", or with iconv -f BIG5 -t UTF-8, if it is Big5',
        )
    warning = (
        f"the file is not UTF-8 throughout; what is not was read as Windows-1252{_some_words(odd)}; if "
        "letters are wrong, save the file as UTF-8"
    )
    return "mixed", digest.hexdigest(), [warning]


def _some_words(lines: list[bytes], encoding: str = "") -> str:
    """Return the first words beyond ASCII as they were read, with a colon before; "" if there are none."""
    few = lines[:100]
    texts = [
        line.decode(encoding, "replace") if encoding else line.decode("utf-8", AS_CP1252) for line in few
    ]
    words = dict.fromkeys(word for word in re.findall(r"\w{2,}", "\n".join(texts)) if not word.isascii())
    shown = ", ".join(repr(word[:40]) for word in list(words)[:3])
    return f": {shown}" if shown else ""


def _find_old(lines: list[bytes]) -> tuple[str, str]:
    """Return the encoding that lines are in which are not UTF-8, and its name; "" twice for Windows-1252."""
    # Words first: an accent and the letter after it may be a character of Big5, seldom the other way round.
    for found in (find_latin(lines), find_east_asian(lines)):
        if found[0]:
            return found
    encoding = _of_alphabet(lines)
    return encoding, _ALPHABETS[encoding][0] if encoding else ""


def encoding_by_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark, bytes of zero or escapes tell; None if none does."""
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
    if b"\x1b$" in sample and _reads(sample, "iso2022_jp"):
        return "iso2022_jp"
    # Only what has two or four bytes a letter has bytes of zero: those of line ends, commas and digits.
    return max(_WIDE, key=lambda encoding: _n_plain(sample, encoding)) if _is_wide(sample) else None


_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")


def _is_wide(sample: bytes) -> bool:
    # A few bytes with a zero among them may be anything.
    return len(sample) >= 20 and b"\0" in sample and any(_n_plain(sample, one) for one in _WIDE)


def _n_plain(sample: bytes, encoding: str) -> int:
    """Return how many plain letters, digits and signs a text holds; 0 if it is none in this encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return 0
    is_text = all(character >= " " or character in "\t\r\n" for character in text)
    n_plain = sum(character < "\x7f" for character in text)
    return n_plain if is_text and n_plain >= 0.05 * len(text) else 0


def _reads(sample: bytes, encoding: str, *, is_whole: bool = False) -> bool:
    """True if a text, of which the end may be cut off unless it `is_whole`, can be in an encoding."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample, final=is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_nonsense(lines: list[bytes]) -> bool:
    """True if lines read as Windows-1252 hold signs, such as `¤é´Á`, where words have letters."""
    text = b"\n".join(lines).decode("utf-8", AS_CP1252)
    foreign = [character for character in text if ord(character) > 127 and character not in _PRINTED]
    strange = sum(not character.isalpha() for character in foreign)
    return len(foreign) >= 8 and strange > 0.3 * len(foreign)


_PRINTED = frozenset("\u2018\u2019\u201c\u201d\u201e\u2026\u2013\u2014\u2022\u20ac\u2122\xa0«»§°·¿¡ªº©®£")
"""Signs that stand in well printed Western texts."""


def _of_alphabet(lines: list[bytes]) -> str:
    """Return the encoding of lines in an alphabet that is not Latin, "" if accents alone are not ASCII.

    Of those in which they are words, that is taken in which the most are known, such as the names of states,
    then that whose most frequent letters are the most frequent.
    """
    text = b"\n".join(lines)
    runs = re.findall(rb"[\x80-\xff]+", text)
    if not sum(len(run) for run in runs if len(run) > 3) > 0.6 * sum(map(len, runs)) > 0:
        return ""
    fitting = [encoding for encoding in _ALPHABETS if _are_words(text, encoding)]
    return max(
        fitting,
        key=lambda encoding: (
            _n_known(text, encoding),
            sum(map(text.count, _ALPHABETS[encoding][1].encode(encoding))),
        ),
        default="",
    )


def _n_known(text: bytes, encoding: str) -> int:
    """Return how many words of a text are known in the languages of an alphabet."""
    known = frozenset().union(*(language_of(one)[1] for one in _ALPHABETS[encoding][2].split()))
    words = set(re.findall(r"[^\W\d_]+", text[:100_000].decode(encoding, "replace").lower()))
    return len(words & known)


def _are_words(text: bytes, encoding: str) -> bool:
    """True if letters stand together as words do: big ones at the head or throughout, no signs among them."""
    words = re.findall(r"[^\s\x21-\x7e]+", text[:100_000].decode(encoding, "replace"))
    plain = [word.strip("".join(_PRINTED)) for word in words]
    return sum(map(_is_word, plain)) >= 0.8 * len(plain)


def _is_word(word: str) -> bool:
    """True for letters, small after the first or all big; marks over them and Hebrew's signs count in."""
    letters = [one for one in word if one.isalpha()]
    others = [one for one in word if not one.isalpha() and one not in "\u05f3\u05f4"]
    has_signs = any(unicodedata.category(one)[0] != "M" for one in others)
    is_mixed = any(one.isupper() for one in letters[1:]) and any(one.islower() for one in letters)
    return not has_signs and not is_mixed


_ALPHABETS = {
    "cp1251": ("Cyrillic", "оеаинтс", "ru uk bg be sr mk"),
    "koi8_u": ("Cyrillic", "оеаинтс", "ru uk"),
    "cp866": ("Cyrillic", "оеаинтс", "ru uk bg"),
    "iso8859_5": ("Cyrillic", "оеаинтс", "ru uk bg be sr mk"),
    "cp1253": ("Greek", "αοιτεσν", "el"),
    "cp1256": ("Arabic", "اليمونر", "ar fa"),
    "cp1255": ("Hebrew", "יוהלאתר", "he"),
    "cp874": ("Thai", "านรกอเงล", "th"),
}
"""Encoding -> its alphabet, the letters that are the most frequent in it, and languages written in it."""


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
