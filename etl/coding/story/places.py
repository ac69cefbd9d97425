"""Places: where an act was, as its sentence names the town or the sea."""

from collections.abc import Sequence

from etl.coding.who.gazetteer import gazetteer, key
from etl.coding.who.mentions import Mention


def find_place(text: str, mentions: Sequence[Mention], start: int, kind: str) -> str:
    """Return the place as the sentence names it, "" if it names none."""
    if kind in ("leader_call",):
        return ""
    near = [
        m
        for m in mentions
        if m.is_place
        and m.prep in ("in", "at", "near", "off", "around", "outside")
        and m.kind in ("place", "state", "sea")
        and m.name
    ]
    cities = [
        m
        for m in near
        if m.kind == "place"
        or (
            m.kind == "state" and gazetteer().entries[key(m.name)].kind == "capital"
            if key(m.name) in gazetteer().entries
            else False
        )
    ]
    if cities:
        return min(cities, key=lambda m: abs(m.start - start)).name
    if kind in ("leader_visit", "ministerial_visit"):
        towards = [
            m for m in mentions if m.is_place and m.prep in ("to", "for") and m.name and m.start > start
        ]
        towards = [
            m
            for m in towards
            if m.kind == "place"
            or (key(m.name) in gazetteer().entries and gazetteer().entries[key(m.name)].kind == "capital")
        ]
        if towards:
            return towards[0].name
    seas = [m for m in near if m.kind == "sea"]
    return seas[0].name if seas and kind in ("incident", "joint_exercise", "conflict") else ""
