"""The closed list of event types: what an act between two states may be called.

Codes and classes are those of METHOD 2 (docs/method.md); PLOVER and CAMEO codes are text ('010' is not '10').
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from db.vocabulary.tables import read_table

Direction = Literal["mutual", "directed"]
HalfLifeClass = Literal["talk", "meet", "act", "institution"]

HALF_LIFE_DAYS: Mapping[HalfLifeClass, float] = MappingProxyType(
    {"talk": 60.0, "meet": 180.0, "act": 365.0, "institution": 1825.0}
)
"""Days in which an act's weight halves; an editorial choice (docs/method.md)."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of act.

    Attributes:
        id: Name in the store and in files, e.g. `leader_visit`.
        label: Name for people.
        sign: +1 cooperation, -1 friction.
        direction: `mutual` types list the two countries in alphabetical order and have no actor.
        half_life_class: Key of `HALF_LIFE_DAYS`.
        usual_level: Level of the people who meet when a row names none; None for the types whose weight
            does not depend on level.
        can_repeat_daily: Two such acts of one dyad on one day are told apart by their titles.
        plover: PLOVER type or type:mode.
        cameo: CAMEO code, as text.
    """

    id: str
    label: str
    sign: int
    direction: Direction
    half_life_class: HalfLifeClass
    usual_level: str | None
    can_repeat_daily: bool
    plover: str
    cameo: str

    @property
    def is_mutual(self) -> bool:
        """True for the types without a direction."""
        return self.direction == "mutual"


def _read() -> dict[str, EventType]:
    return {
        row["id"]: EventType(
            id=row["id"],
            label=row["label"],
            sign=int(row["sign"]),
            direction=cast("Direction", row["direction"]),
            half_life_class=cast("HalfLifeClass", row["half_life_class"]),
            usual_level=row["usual_level"] or None,
            can_repeat_daily=row["can_repeat_daily"] == "yes",
            plover=row["plover"],
            cameo=row["cameo"],
        )
        for row in read_table("event_types.csv")
    }


EVENT_TYPES: Mapping[str, EventType] = MappingProxyType(_read())
"""Every event type by id, in the order in which lists show them."""
