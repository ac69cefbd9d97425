"""From the bytes of an article to its text, and whether it is a text that can be read at all."""

import re
import unicodedata

from db.errors import InputError
from etl.encoding import encoding_by_mark

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


def decode(data: bytes, name: str) -> str:
    """Return bytes as text: by byte order mark, UTF-8, the page's own charset, else Windows-1252.

    Raises:
        InputError: They are no text.
    """
    for magic, what, hint in _NOT_TEXT:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not a text", hint)
    text = _decoded(data)
    sample = text[:_SAMPLE]
    if "\x00" in sample or sum(map(_is_odd, sample)) > _MOST_ODD * len(sample):
        raise InputError(
            f"{name} is no text: it holds bytes that stand for no letters",
            "name a text file, an HTML file or an address",
        )
    return text


def _decoded(data: bytes) -> str:
    if encoding := encoding_by_mark(data[:4096]):
        return data.decode(encoding, errors="replace")
    charset = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", charset.group(1).decode("ascii", "ignore") if charset else "", "cp1252"):
        if encoding:
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("latin-1")


def _is_odd(letter: str) -> bool:
    """True of what stands in no text: control characters but for spaces, unassigned and replaced ones."""
    if letter in "\t\n\r\f\v\u0085":
        return False
    return letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs")


_ENGLISH = frozenset(["the", "and", "from", "with", "that", "which", "their", "been", "were", "this"])
"""Every tenth word of English prose; none is a common word of another language."""
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
