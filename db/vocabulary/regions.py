"""Regions of the world: sub-regions of the UN's M49 standard, some of them together, under plain names."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from db.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class Region:
    """One region.

    Attributes:
        id: Key, e.g. `southeast-asia`.
        label: Name for people, e.g. "Southeast Asia".
        sub_regions: Names of the M49 sub-regions it is made of, e.g. ("South-eastern Asia",).
        countries: iso3 of its countries and former states.
    """

    id: str
    label: str
    sub_regions: tuple[str, ...]
    countries: frozenset[str]


def _read() -> dict[str, Region]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table("regions.csv"):
        rows.setdefault(row["id"], []).append(row)
    return {
        name: Region(
            name,
            parts[0]["label"],
            tuple(part["m49_sub_region"] for part in parts),
            frozenset(iso3 for part in parts for iso3 in part["countries"].split(";")),
        )
        for name, parts in rows.items()
    }


REGIONS: Mapping[str, Region] = MappingProxyType(_read())
"""Every region by id. A country is in one region at most; Antarctica is in none."""
