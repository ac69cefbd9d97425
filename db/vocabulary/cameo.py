"""What a CAMEO code means here: the event type it stands for, and its PLOVER type, mode and contexts.

Codes are text: "010" is a statement, "10" the root of demands. Put a lost leading zero back before asking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from db.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class PloverCode:
    """What PLOVER calls the act of a CAMEO code.

    Attributes:
        type: What was done, e.g. CONSULT.
        mode: How, e.g. visit; "" if the code does not say.
        contexts: What it was about, e.g. ("military", "legal"); empty if the code does not say.
    """

    type: str
    mode: str
    contexts: tuple[str, ...]


_TYPES: Mapping[str, str] = MappingProxyType(
    {row["code"]: row["event_type"] for row in read_table("cameo_types.csv")}
)

PLOVER: Mapping[str, PloverCode] = MappingProxyType(
    {
        row["code"]: PloverCode(row["type"], row["mode"], tuple(filter(None, row["contexts"].split(";"))))
        for row in read_table("cameo_plover.csv")
    }
)
"""PLOVER's name for every CAMEO code that it maps; roots 01 and 02 (statements, appeals) have none."""

HOST_CODES = frozenset({"043"})
"""Codes whose actor is the host: the visitor, who is the actor of our visits, is the recipient."""


def event_type_of(code: str) -> str | None:
    """Return the event type that a CAMEO code stands for, None if the closed list has none.

    A four-digit code without a row of its own stands for what its first three digits do. Two-digit roots
    stand for no single type. No code gives `partnership_upgrade`: 057 is `agreement_signed`.
    """
    return _TYPES.get(code, _TYPES.get(code[:3], "") if len(code) == 4 else "") or None


def plover_of(code: str) -> PloverCode | None:
    """Return PLOVER's name for a CAMEO code, None for the codes it does not map (statements, appeals)."""
    return PLOVER.get(code)
