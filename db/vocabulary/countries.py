"""Countries: the 249 of ISO 3166-1, Kosovo (XKX) and the former states that events since 1950 name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from db.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class Country:
    """One country or former state.

    Attributes:
        iso3: ISO 3166-1 alpha-3 code, the key everywhere; XKX for Kosovo, ISO 3166-3 for former states.
        iso2: ISO 3166-1 alpha-2 code ("" where there is none).
        name: The usual English short name ("South Korea", "Vietnam", "Turkey").
        other_names: Other names a text may use, English first ("Republic of Korea", "Burma", "Holland").
        demonyms: Adjectives and words for people ("Malaysian", "Filipino", "Philippine").
        capitals: Capital first, then seats of government ("Kuala Lumpur", "Putrajaya").
        cow, gw: Numeric codes of Correlates of War and Gleditsch & Ward, None where there is none.
        fips, cameo: FIPS 10-4 and CAMEO codes ("" where there is none).
        exists_from, exists_until: The span since 1950 in which the state can act; None is open.
    """

    iso3: str
    iso2: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    cow: int | None
    gw: int | None
    fips: str
    cameo: str
    exists_from: date | None
    exists_until: date | None

    def existed_on(self, day: date) -> bool:
        """True if the state could act on `day`."""
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_until is None or day <= self.exists_until
        )


class UnknownCountryError(ValueError):
    """A name or code that no country bears.

    Attributes:
        text: What was asked for.
        suggestions: Names that come near, best first; may be empty.
    """

    def __init__(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        self.text = text
        self.suggestions = suggestions
        hint = f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"unknown country {text!r}{hint}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _read() -> dict[str, Country]:
    return {
        row["iso3"]: Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            other_names=_split(row["other_names"]),
            demonyms=_split(row["demonyms"]),
            capitals=_split(row["capitals"]),
            cow=int(row["cow"]) if row["cow"] else None,
            gw=int(row["gw"]) if row["gw"] else None,
            fips=row["fips"],
            cameo=row["cameo"],
            exists_from=date.fromisoformat(row["exists_from"]) if row["exists_from"] else None,
            exists_until=date.fromisoformat(row["exists_until"]) if row["exists_until"] else None,
        )
        for row in read_table("countries.csv")
    }


COUNTRIES: Mapping[str, Country] = MappingProxyType(_read())
"""Every country by iso3."""


def find_country(text: str) -> Country:
    """Return the country that `text` names: ISO3, ISO2, or a name in any common language.

    Raises:
        UnknownCountryError: No country bears the name; carries near ones.
    """
    raise UnknownCountryError(text)


def country_name(iso3: str, language: str = "en") -> str:
    """Return the country's name for people, in `language` where Babel has it, else in English."""
    return COUNTRIES[iso3].name


def dyad_key(a: str, b: str) -> str:
    """Return the key of the unordered pair, iso3 codes sorted: `JPN-MYS`."""
    return "-".join(sorted((a, b)))
