"""Full text search over events: every word, whatever its case and accents. Pure."""

import unicodedata
from collections.abc import Sequence

import pandas as pd

from dashboard.wording import country, topic_label, type_label

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "'"}
)
"""Letters that Unicode does not take apart, as people without them on their keyboard type them."""


def folded(text: str) -> str:
    """Return `text` without accents, case and wide forms, for comparison.

    >>> folded("Đà Nẵng, SAARBRÜCKEN")
    'da nang, saarbrucken'
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.casefold().translate(_LETTERS)


def search_texts(events: pd.DataFrame, language: str) -> list[str]:
    """Return for each event the text in which words are looked for, folded.

    Title, title of partnership, place, both countries in English and in `language`, their codes, the kind of
    event, its topics, its date and the source's own id.
    """
    codes = sorted(set(events["country_a"]) | set(events["country_b"]))
    names = {code: " ".join({country(code), country(code, language), code}) for code in codes}
    kinds = {kind: type_label(kind) for kind in set(events["type"])}
    texts = []
    for title, tier, place, first, second, kind, topics, when, own_id in zip(
        events["title"],
        events["tier"],
        events["place"],
        events["country_a"],
        events["country_b"],
        events["type"],
        events["topics"],
        events["date"],
        events["source_event_id"],
        strict=True,
    ):
        words = (
            title,
            tier,
            place,
            names[first],
            names[second],
            kinds[kind],
            " ".join(topic_label(topic) for topic in topics),
            f"{when:%Y-%m-%d}",
            own_id,
        )
        texts.append(folded(" ".join(words)))
    return texts


def finds(texts: Sequence[str], search: str) -> list[bool]:
    """Return for each text whether every word of `search` stands in it; quoted words stand together."""
    wanted = _parts(folded(search))
    return [all(part in text for part in wanted) for text in texts]


def _parts(search: str) -> list[str]:
    """Return the words and the quoted phrases of a search.

    >>> _parts('hanoi "joint statement" 2023')
    ['joint statement', 'hanoi', '2023']
    """
    pieces = search.replace("“", '"').replace("”", '"').split('"')
    phrases = [" ".join(piece.split()) for piece in pieces[1::2]]
    words = [word for piece in pieces[::2] for word in piece.split()]
    return [part for part in (*phrases, *words) if part]
