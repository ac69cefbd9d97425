"""From the bytes of an article to its text, and whether it is a text that can be read at all."""

import re
import unicodedata

from db.errors import InputError
from etl.tables.encoding import AS_CP1252, encoding_by_mark

_NOT_TEXT = (
    (b"%PDF", "a PDF", "save its text as a .txt file"),
    (b"PK\x03\x04", "a ZIP or Office file", "save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save its text as a .txt file"),
    (b"{\\rtf", "an RTF file", "save its text as a .txt file"),
    (b"\x89PNG", "an image", "type its text into a .txt file"),
    (b"\xff\xd8\xff", "an image", "type its text into a .txt file"),
    (b"GIF8", "an image", "type its text into a .txt file"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE
)
_MOST_ODD = 0.05
"""A text has at most this share of letters that no text has; a page saved badly has some."""
_SAMPLE = 20_000
_LONGEST_LETTER = 3
"""Bytes that are left of the longest letter when it is cut."""

_CHARSET_OF_TYPE = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_WIDER = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
"""Names of charsets, and the wider ones that pages under these names are written in (browsers read so)."""


def decode(data: bytes, name: str, content_type: str = "") -> str:
    """Return bytes as text: by byte order mark, the charset of `content_type`, the page's own, else a guess.

    The guess is UTF-8, else Windows-1252. It goes before a declared charset of one byte a letter, in which
    any bytes can be read, while bytes that are not meant to be UTF-8 hardly ever are.

    Raises:
        InputError: They are no text.
    """
    for magic, what, hint in _NOT_TEXT:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not a text", hint)
    text, _ = decoded(data, content_type)
    sample = text[:_SAMPLE]
    if "\x00" in sample or sum(map(_is_odd, sample)) > _MOST_ODD * len(sample):
        raise InputError(
            f"{name} is no text: it holds bytes that stand for no letters",
            "name a text file, an HTML file or an address",
        )
    return text


def decoded(data: bytes, content_type: str = "") -> tuple[str, bool]:
    """Return bytes as text whatever they are, read as `decode` says; False if some fit no encoding named."""
    if encoding := encoding_by_mark(data[:4096]):
        return data.decode(encoding, errors="replace"), True
    by_server, by_page = _CHARSET_OF_TYPE.search(content_type), _CHARSET.search(data[:4096])
    names = [by_server[1] if by_server else "", by_page[1].decode("ascii", "ignore") if by_page else ""]
    declared = [_WIDER.get(name.casefold(), name) for name in names if _is_of_pages(name)]
    narrow = [name for name in declared if _is_one_byte(name)]
    for encoding in (*(name for name in declared if name not in narrow), "utf-8", *narrow):
        try:
            return data.decode(encoding), True
        except UnicodeDecodeError as error:
            if error.start >= len(data) - _LONGEST_LETTER:  # cut off in the middle of a letter
                return data[: error.start].decode(encoding), True
        except (UnicodeError, LookupError):
            continue
    return data.decode("utf-8", errors=AS_CP1252), False


def _is_of_pages(name: str) -> bool:
    """False of what no page is written in without a mark that tells it, and of codecs that are no charset."""
    return bool(name) and not name.casefold().startswith(
        ("utf-16", "utf-32", "utf-7", "unicode", "raw", "puny")
    )


def _is_one_byte(encoding: str) -> bool:
    """True of a charset that has a letter for (nearly) every byte."""
    try:
        return sum(len(bytes([byte]).decode(encoding, "ignore")) for byte in range(128, 256)) > 90
    except (UnicodeError, LookupError):
        return False


def _is_odd(letter: str) -> bool:
    """True of what stands in no text: control characters but for spaces, unassigned and replaced ones."""
    if letter in "\t\n\r\f\v\u0085":
        return False
    return letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs")


_PROSE = frozenset(["the", "and", "from", "with", "that", "which", "their", "been", "were", "this"])
_ACTS = frozenset(["after", "agreed", "agreement", "between", "foreign", "signed", "talks", "visited"])
_ENGLISH = _PROSE | _ACTS
"""Every tenth word of English prose, or of a list of acts; none is a common word of another language."""
_LEAST_ENGLISH = 0.01
_FEWEST_WORDS = 40
"""A shorter text may be English without any of them."""


def is_english(text: str) -> bool:
    """True unless a text is surely in another language: by its letters, or for want of common words."""
    words = re.findall(r"[^\W\d_]+", text[:_SAMPLE])
    letters = "".join(words)
    if sum(letter.isascii() for letter in letters) < 0.5 * len(letters) or not letters:
        return False
    if len(words) < _FEWEST_WORDS:
        return True
    return sum(word.casefold() in _ENGLISH for word in words) >= _LEAST_ENGLISH * len(words)
