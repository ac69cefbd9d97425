"""How tables write the names of countries: without case and accents, shortened, turned round, with notes.

Pure: what is compared is text, whose countries the words are says `db.vocabulary.countries`.
"""

import re
import unicodedata
from collections import Counter

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = frozenset(".'’‘ʼʻ`´")
_SUPERSCRIPTS = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
"""Marks of footnotes, which compatible letters would make digits of."""
_ABBREVIATIONS = {
    "st": "saint", "rep": "republic", "dem": "democratic", "is": "islands", "dr": "democratic republic",
    "fr": "federal republic", "pr": "peoples republic", "fyr": "former yugoslav republic",
    "tfyr": "former yugoslav republic",
}  # fmt: skip
_SHORT = frozenset({"fed"})
"""Words that are shortened even without a full stop, to one of several: federal, federation, federated."""
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_SKIPPED_WORDS = frozenset({"the", "of"})
_BLOCK_OF_ACCENTS = range(0x0300, 0x0370)
_WORDS_OF_MANY = (
    "republic democratic federal federation federated peoples socialist islamic arab states state islands"
    " island kingdom united union north south east west northern southern eastern western former central and"
)
_GENERIC = frozenset(_WORDS_OF_MANY.split())
"""Words of many names, which make no two of them alike; in a note they tell one state from another."""


def key_of(name: str) -> str:
    """Return `name` without case, accents, punctuation, "the" and "of", abbreviations written out.

    >>> key_of("The Rep. of Côte d'Ivoire")
    'republic cote divoire'
    """
    letters = []
    plain = name.translate(_SUPERSCRIPTS).replace("&", " and ")
    for char in unicodedata.normalize("NFKD", plain).casefold():
        # Marks outside the block of accents are vowels and voicing in other scripts, so they stay.
        if ord(char) in _BLOCK_OF_ACCENTS or char in _APOSTROPHES:
            continue
        letters.append(char if unicodedata.category(char)[0] in "LNM" else " ")
    words = "".join(letters).translate(_LETTERS).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words if word not in _SKIPPED_WORDS)


def readings(text: str) -> tuple[str, ...]:
    """Return the keys under which `text` may be known: as it stands, and turned round.

    >>> readings("Korea, Rep. of")
    ('korea republic', 'republic korea')
    """
    head, mark, tail = text.partition("," if "," in text else "(")
    keys = (key_of(text), key_of(f"{tail} {head}") if mark else "")
    return tuple(key for key in keys if key)


def any_order(key: str) -> str:
    """Return the words of a key in an order of their own, the same for "Korea South" and "South Korea"."""
    return " ".join(sorted(key.split()))


def shortened(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the whole words of a name and the beginnings that stand for longer ones.

    >>> shortened("Bosnia and Herz.")
    (('bosnia', 'and'), ('herz',))
    """
    whole: list[str] = []
    short: list[str] = []
    for piece in re.split(r"[\s,;:()/–-]+", text):
        words = key_of(piece).split()
        ends = piece.endswith(".") and piece.count(".") == 1
        if len(words) == 1 and (ends or words[0] in _SHORT) and words[0] not in _ABBREVIATIONS.values():
            if words[0] in _COMPASS:
                whole.append(_COMPASS[words[0]])
            else:
                short.append(words[0])
        else:
            whole += words
    return tuple(whole), tuple(short)


def is_short_for(whole: tuple[str, ...], short: tuple[str, ...], name: str) -> bool:
    """True if the words of a name, by its key, are the whole ones and others that begin as the short ones."""
    words = Counter(name.split())
    if words.total() != len(whole) + len(short):
        return False
    rest = words - Counter(whole)
    if rest.total() != len(short):
        return False
    open_words = sorted(rest.elements())
    # The longest beginning has the fewest words to choose from.
    for beginning in sorted(short, key=len, reverse=True):
        fitting = next((word for word in open_words if len(beginning) > 1 and word.startswith(beginning)), "")
        if not fitting:
            return False
        open_words.remove(fitting)
    return True


def without_note(text: str) -> tuple[str, str]:
    """Return a name and the note in brackets behind it; ("", "") if there is none.

    A note that could tell one state from another, as in "Germany (Democratic Republic)", is none.

    >>> without_note("U.S.S.R. (Crimea)"), without_note("Vietnam (South)")
    (('U.S.S.R.', 'Crimea'), ('', ''))
    """
    match = re.fullmatch(r"([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]", text.strip())
    if match is None or _GENERIC & set(key_of(match[2]).split()):
        return "", ""
    return match[1], match[2]


def proper_words(key: str) -> str:
    """Return a key without the words that many names share.

    >>> proper_words("federal republic germany")
    'germany'
    """
    return " ".join(word for word in key.split() if word not in _GENERIC)
