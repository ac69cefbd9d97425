"""Choosing countries: type to search, only partners with events, and a button that swaps the two."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import address, data
from dashboard.locales import digits
from dashboard.wording import country
from db.vocabulary.countries import COUNTRIES, dyad_key
from db.vocabulary.regions import REGIONS


def partners_of(pairs: pd.DataFrame, iso3: str | None) -> list[str]:
    """Return the countries that have events with `iso3`, or all that have events."""
    if iso3 is None:
        found = set(pairs["country_a"]) | set(pairs["country_b"])
    else:
        found = set(pairs.loc[pairs["country_a"] == iso3, "country_b"])
        found |= set(pairs.loc[pairs["country_b"] == iso3, "country_a"])
    return by_name(found)


def by_name(codes: "set[str]") -> list[str]:
    """Return countries in the alphabetical order of their names in the reader's language."""
    language = data.language()
    return sorted(codes, key=lambda iso3: country(iso3, language).casefold())


def pair(pairs: pd.DataFrame) -> None:
    """Show the two country pickers with the button between them; they write the address."""
    language = data.language()
    view = address.selection()
    first_options = partners_of(pairs, None)
    second_options = partners_of(pairs, view.country_a)
    # A country from the address is offered even where it has no events: the page then says so.
    first_options += [c for c in (view.country_a,) if c and c not in first_options]
    second_options += [c for c in (view.country_b,) if c and c not in second_options]

    def name(iso3: str) -> str:
        return country(iso3, language)

    def choose_first() -> None:
        chosen = st.session_state["w-country-a"]
        fields: dict[str, object] = {"country_a": chosen, "opened": None, "load": None}
        partners = partners_of(pairs, chosen) if chosen else []
        if address.selection().country_b not in partners:
            fields["country_b"] = busiest_partner(pairs, chosen) if chosen else None
        address.change(**fields)

    def choose_second() -> None:
        address.change(country_b=st.session_state["w-country-b"], opened=None, load=None)

    def swap() -> None:
        now = address.selection()
        address.change(country_a=now.country_b, country_b=now.country_a)

    st.session_state["w-country-a"] = view.country_a
    st.session_state["w-country-b"] = view.country_b
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="pair-pickers"):
        st.selectbox(
            "First country",
            first_options,
            format_func=name,
            placeholder="Type a country",
            filter_mode="fuzzy",
            key="w-country-a",
            on_change=choose_first,
            width=280,
        )
        st.button(
            "Swap",
            icon=":material/swap_horiz:",
            key="w-swap",
            help="Change the order of the two countries.",
            on_click=swap,
            disabled=view.dyad is None,
        )
        st.selectbox(
            "Second country",
            second_options,
            format_func=name,
            placeholder="Type a partner with events",
            filter_mode="fuzzy",
            key="w-country-b",
            on_change=choose_second,
            width=280,
        )


def busiest_partner(pairs: pd.DataFrame, iso3: str) -> str | None:
    """Return the partner with which most events are recorded; None without any."""
    mine = pairs[(pairs["country_a"] == iso3) | (pairs["country_b"] == iso3)]
    if mine.empty:
        return None
    top = mine.sort_values(["n_events", "dyad"], ascending=[False, True]).iloc[0]
    return str(top["country_b"] if top["country_a"] == iso3 else top["country_a"])


def busiest_pair(pairs: pd.DataFrame) -> tuple[str, str] | None:
    """Return the pair of which most events are recorded; None in a store without events."""
    if pairs.empty:
        return None
    top = pairs.sort_values(["n_events", "dyad"], ascending=[False, True]).iloc[0]
    return str(top["country_a"]), str(top["country_b"])


def has_events(pairs: pd.DataFrame, dyad: tuple[str, str]) -> bool:
    """Return whether any accepted event of the two is recorded."""
    return dyad_key(*dyad) in set(pairs["dyad"])


def is_known(iso3: str | None) -> bool:
    """Return whether a code is one of a country."""
    return iso3 in COUNTRIES


def _recorded() -> pd.DataFrame:
    """Return the pairs that anything is recorded of, plans and what waits or is hidden included."""
    every, _ = data.all_events()
    sides = every["dyad"].drop_duplicates().str.split("-", expand=True)
    return pd.DataFrame({"country_a": sides.get(0, ()), "country_b": sides.get(1, ())})


def any_pair(page: str) -> None:
    """Show two pickers that narrow a page to one country, or to two; they write the address.

    The pages list what counts on no curve too, so that a country known from a plan alone can be chosen.

    Args:
        page: Name of the page, for the controls' keys.
    """
    pairs, view, language = _recorded(), address.selection(), data.language()

    def options(other: str | None, own: str | None) -> list[str]:
        # A country from the address is offered even where it has no events: the page then says so.
        found = partners_of(pairs, other)
        return found if own is None or own in found else [own, *found]

    for label, field, other, placeholder in (
        ("Country", "country_a", None, "Any country"),
        ("With", "country_b", view.country_a, "Any other country"),
    ):
        st.selectbox(
            label,
            options(other, getattr(view, field)),
            index=None,
            format_func=lambda one: country(one, language),
            placeholder=placeholder,
            width=260,
            **address.control(f"w-{page}-{field[-1]}", field),
        )


def change_since(page: str) -> None:
    """Show since when changes of net are measured; a choice writes the address and ranks by change.

    Args:
        page: Name of the page, for the control's key.
    """
    years, key = data.years_to_choose(), f"w-{page}-since"
    chosen = address.selection().change_since or 0
    # A year from the address is offered even where nothing is measured on it: the page then says so.
    options = [0, *years] if chosen in (0, *years) else [0, chosen, *years]
    st.session_state[key] = chosen

    def take() -> None:
        address.change(change_since=st.session_state[key] or None, rank="")

    st.selectbox(
        "Change since",
        options,
        format_func=lambda year: digits(str(year), st.context.locale) if year else "12 months ago",
        help="Changes of net run to the last covered day: over twelve months, or from 1 January of a year.",
        key=key,
        on_change=take,
        width=170,
    )


def region(partners: set[str]) -> None:
    """Show of which region a country's partners are listed; a choice writes the address, ranks by change.

    Args:
        partners: iso3 of all partners: regions without one are not offered.
    """
    chosen = address.selection().region
    options = ["", *(one.id for one in REGIONS.values() if one.id == chosen or one.countries & partners)]
    st.session_state["w-region"] = chosen

    def take() -> None:
        address.change(region=st.session_state["w-region"], rank="")

    st.selectbox(
        "Region of partners",
        options,
        format_func=lambda one: REGIONS[one].label if one else "All regions",
        key="w-region",
        on_change=take,
        width=240,
    )


def ranking(labels: Mapping[str, str]) -> None:
    """Show what a country's partners are ranked by; they write the address.

    Args:
        labels: Of each ranking.
    """
    usual = replace(address.selection(), rank="").ranked_by
    st.segmented_control(
        "Rank by",
        list(labels),
        format_func=lambda one: labels[one],
        required=True,
        **address.control(
            "country-rank",
            "rank",
            read_value=lambda by: "" if by == usual else by,
            shown=address.selection().ranked_by,
        ),
    )
