"""Who meets: the level of the people on an event, and the factor it gives to meetings (METHOD 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Level:
    """A rank of office.

    Attributes:
        id: Name in the store.
        label: Name for people.
        factor: Multiplies the score of the seven CONSULT types, 0..1; an editorial choice.
    """

    id: str
    label: str
    factor: float


LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        level.id: level
        for level in (
            Level("head_of_state", "Head of state", 1.0),
            Level("head_of_government", "Head of government", 1.0),
            Level("foreign_minister", "Foreign minister", 0.6),
            Level("defence_minister", "Defence minister", 0.6),
            Level("minister", "Minister", 0.4),
            Level("senior_official", "Senior official", 0.25),
        )
    }
)
"""Levels by id, highest first; of two with equal factors the first is the higher."""
