"""Pieces: a sentence cut into the pieces of words that the second reader knows (second_reader.py).

As BERT cuts them (Devlin et al. 2019): in small letters without accents, at blanks and marks, and each word
that is not in the vocabulary into the longest pieces that are. The library that does it brings a client for
downloads along, so these few lines stand here.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 100


@cache
def vocabulary() -> dict[str, int]:
    """Return the pieces with their numbers; those that go on with a word begin with ##."""
    text = files(__package__).joinpath("pieces.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.splitlines())}


def cut(text: str, most: int) -> tuple[list[int], list[int]]:
    """Return the pieces of a sentence: their numbers, and where in it the word of each begins.

    Args:
        text: The sentence.
        most: Pieces that are read; what comes after them is not.
    """
    numbers: list[int] = []
    places: list[int] = []
    for match in _WORD.finditer(text):
        mine = _pieces_of(match.group())
        if len(numbers) + len(mine) > most:
            break
        numbers.extend(mine)
        places.extend([match.start()] * len(mine))
    return numbers, places


@lru_cache(maxsize=8192)
def _pieces_of(word: str) -> tuple[int, ...]:
    known = vocabulary()
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    if len(plain) > _LONGEST_WORD:
        return (known[UNKNOWN],)
    found: list[int] = []
    begin = 0
    while begin < len(plain):
        for end in range(len(plain), begin, -1):
            number = known.get(("##" if begin else "") + plain[begin:end])
            if number is not None:
                found.append(number)
                begin = end
                break
        else:
            return (known[UNKNOWN],)
    return tuple(found)
