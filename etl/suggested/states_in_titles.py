"""States that only a title names: `Estonia (25-107) – Agreement on ...`, `China - Japan BIT (1988)`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.suggested.column_looks import Column, is_country, list_separators

_OF_SEVERAL = r"^(.*?) (?:BIT|FTA|EPA|PTA|TIP|SAA|CEPA|Agreement|Treaty|Accord|Convention|Protocol)\b"
_OF_ONE = r"^([^:(–—]+)[:(–—]"
"""What stands before the name of an agreement, or before a first mark."""

LEAST = 0.7
"""The share of titles that must begin with states."""

LONGEST = 300
"""Letters of a title; what is longer is prose."""


@dataclass(frozen=True, slots=True)
class InTitle:
    """Where the titles of a column name states.

    Attributes:
        separators: What stands between several; () where each names one.
    """

    column: str
    pattern: str
    separators: tuple[str, ...]

    @property
    def rule(self) -> dict[str, object]:
        """The rule of a mapping for it."""
        rule: dict[str, object] = {"column": self.column, "pattern": self.pattern}
        if self.separators:
            rule["separator"] = self.separators[0] if len(self.separators) == 1 else list(self.separators)
        return rule


def states_in_titles(columns: Sequence[Column]) -> InTitle | None:
    """Return where the titles of a column begin with the states that a row is of, None if none do."""
    for column in columns:
        texts = [text for text in column.cells if len(text) <= LONGEST]
        if 2 * len(texts) < len(column.cells) or len(texts) < 2:
            continue
        if sum(map(_names_one, texts)) >= LEAST * len(texts):
            return InTitle(column.name, _OF_ONE, ())
        separators, system = list_separators(_before(column, texts, _OF_SEVERAL))
        if separators and system == "any":
            return InTitle(column.name, _OF_SEVERAL, tuple(separators))
    return None


def _before(column: Column, texts: Sequence[str], pattern: str) -> Column:
    """Return a column of what the pattern finds, empty if it finds something in too few texts."""
    found = [match[1] for text in texts if (match := re.match(pattern, text))]
    return Column(column.name, found if len(found) >= LEAST * len(texts) else [])


def _names_one(text: str) -> bool:
    """True if a text begins with a state and a mark, and no other state stands behind that."""
    match = re.match(_OF_ONE, text)
    if match is None or not is_country(match[1].strip(), "any"):
        return False
    words = text[match.end() :].split()
    return not any(is_country(" ".join(words[:n]), "any") for n in range(1, 4))
