"""Which of the old encodings of Latin letters a text is in, told by the letters and words of its language.

In one encoding a byte is the `ş` of Turkish, in another the `þ` of Icelandic: a word must be made of the
letters of one language, and the names of states, languages and months are known in each.
"""

import re
from collections.abc import Sequence
from functools import cache

ENCODINGS = {
    "cp1252": ("Western", "en fr de es pt it nl sv da nb fi is ca"),
    "cp1250": ("Central European", "cs sk pl hu sl hr bs ro sr_Latn sq"),
    "iso8859_2": ("Central European", "cs sk pl hu sl hr bs ro sr_Latn sq"),
    "cp1254": ("Turkish", "tr"),
    "cp1257": ("Baltic", "lt lv et"),
    "cp850": ("Western of DOS", "en fr de es pt it nl sv da nb fi is ca"),
    "cp852": ("Central European of DOS", "cs sk pl hu sl hr bs ro sr_Latn sq"),
    "cp857": ("Turkish of DOS", "tr"),
    "mac_roman": ("Western of the Macintosh", "en fr de es pt it nl sv da nb fi ca"),
    "mac_latin2": ("Central European of the Macintosh", "cs sk pl hu sl"),
}
"""Encoding -> what to call it, and the languages written in it; of equals the first is taken."""

MARGIN = 0.15
"""By how much another must read better than Windows-1252, in which most such files are."""

KNOWN = 0.25
"""The least share of words that are known in a language, or else `MANY` words must all be in its letters."""

MANY = 6

ENOUGH = 2_000
"""Words that are looked at."""

_TOKEN = re.compile(rb"[A-Za-z\x80-\xff]+")
_EDGES = (
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\xa0\xab\xbb\xb0\xb7\xa9\xae\xa7\u2122\u20ac\xbf\xa1"
)
_INNER = re.compile("[\u2019\u2013\u2014\xa0]")


def find_latin(lines: Sequence[bytes]) -> tuple[str, str]:
    """Return the encoding in which lines in Latin letters read best, and its name; "" twice if unsure."""
    tokens = dict.fromkeys(token for line in lines for token in _TOKEN.findall(line) if not token.isascii())
    chosen = list(tokens)[:ENOUGH]
    if not chosen:
        return "", ""
    scores = {encoding: _score(chosen, encoding) for encoding in ENCODINGS}
    best = max(ENCODINGS, key=lambda one: scores[one])
    (score, is_sure), (western, _) = scores[best], scores["cp1252"]
    if best == "cp1252" or not is_sure or score < western + MARGIN:
        return "", ""
    return best, ENCODINGS[best][0]


def _score(tokens: Sequence[bytes], encoding: str) -> tuple[float, bool]:
    """Return how well words read in an encoding, and if that is beyond chance."""
    words: list[str] = []
    n_broken = 0
    for token in tokens:
        try:
            pieces = _INNER.split(token.decode(encoding).strip(_EDGES))
        except UnicodeDecodeError:
            n_broken += 1
            continue
        foreign = [piece for piece in pieces if not piece.isascii()]
        words += [piece for piece in foreign if _is_word(piece)]
        n_broken += any(not _is_word(piece) for piece in foreign)
    n = len(words) + n_broken
    if not n:
        return 0.0, False
    folded = [word.lower() for word in words]
    languages = [language_of(language) for language in ENCODINGS[encoding][1].split()]
    told = sum(any(word in known for _, known in languages) for word in folded) / n
    spelt = max(
        sum(all(one in letters for one in word if one > "\x7f") for word in folded) / n
        for letters, _ in languages
    )
    is_sure = told >= KNOWN or (told > 0 and spelt > 0.9) or (len(words) >= MANY and spelt == 1)
    return told + spelt + len(words) / n, is_sure


def _is_word(text: str) -> bool:
    """True for letters that are small, big, or big at the head."""
    return text.isalpha() and not {"\xaa", "\xba"} & set(text) and (text[1:].islower() or text.isupper())


@cache
def language_of(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters beyond ASCII of a language, and words of it that have some."""
    from babel import Locale  # here, since it is slow to import and seldom needed

    locale = Locale.parse(name)
    months = (locale.months[use]["wide"] for use in ("format", "stand-alone"))
    texts = [text for table in (locale.territories, locale.languages, *months) for text in table.values()]
    # Romanian has letters with commas, of which the old encodings have those with cedillas.
    whole = " ".join(texts).lower().translate({0x219: "\u015f", 0x21B: "\u0163"})
    words = re.findall(r"[^\W\d_]+", whole)
    letters = {letter for letter in whole if letter > "\x7f" and letter.isalpha()}
    return frozenset(letters), frozenset(word for word in words if not word.isascii() and len(word) > 3)
