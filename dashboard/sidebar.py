"""The filters in the sidebar: each shows what the address says and writes what the reader chooses into it."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.locales import day_field
from dashboard.measures.contract import FREQUENCIES
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS
from dashboard.selection import BANDS, Selection
from dashboard.wording import topic_label, type_label
from db.vocabulary import CONFIDENCES, EVENT_TYPES, TOPICS, UNCODED

FIRST_DAY = date(1950, 1, 1)
LAST_DAY = date(2049, 12, 31)


def filters(*, is_of_pair: bool = True, has_period: bool = False) -> None:
    """Show which events count and, for pages about one pair, period, frequency and method.

    Args:
        has_period: Show the period on a page about many pairs too.
    """
    with st.sidebar:
        st.markdown("**What is shown**")
        if is_of_pair or has_period:
            period()
        if is_of_pair:
            st.selectbox(
                "Table and file by",
                FREQUENCIES,
                format_func=str.capitalize,
                help="Frequency of tables and files. The curve itself is always drawn by day.",
                **address.control("w-freq", "freq"),
            )
        st.multiselect(
            "Kinds of event",
            list(EVENT_TYPES),
            format_func=type_label,
            placeholder="All kinds",
            **address.control("w-types", "types", read_value=tuple, shown=list(address.selection().types)),
        )
        st.multiselect(
            "Topics",
            [*TOPICS, UNCODED],
            format_func=topic_label,
            placeholder="All topics",
            **address.control("w-topics", "topics", read_value=tuple, shown=list(address.selection().topics)),
        )
        st.multiselect(
            "Confidence",
            list(CONFIDENCES),
            format_func=str.capitalize,
            placeholder="All levels",
            help="How well an event is attested.",
            **address.control(
                "w-confidences", "confidences", read_value=tuple, shown=list(address.selection().confidences)
            ),
        )
        if is_of_pair:
            method()
            if address.selection().method == DEFAULT_METHOD:
                uncertainty()
            st.toggle(
                "Carry the curve on to today",
                help="Past events go on fading; drawn dashed, since nothing after the last record is known.",
                **address.control("w-today", "carry_on"),
            )
        _reset()


def period() -> None:
    """Show the first and the last day, one under the other: side by side only the years are seen."""
    _day("From", "w-since", "since")
    _day("To", "w-until", "until")


def _day(label: str, key: str, field: str) -> None:
    """Show one end of the period; a choice that would turn the period round opens its other end."""
    value: date | None = getattr(address.selection(), field)
    st.session_state[key] = value

    def take() -> None:
        chosen = st.session_state[key]
        fields: dict[str, Any] = {field: chosen}
        view = address.selection()
        if chosen and field == "since" and view.until and chosen > view.until:
            fields["until"] = None
        if chosen and field == "until" and view.since and chosen < view.since:
            fields["since"] = None
        address.change(**fields)

    st.date_input(
        label,
        value=None,
        min_value=min(FIRST_DAY, value or FIRST_DAY),
        max_value=max(LAST_DAY, value or LAST_DAY),
        format=day_field(st.context.locale),
        key=key,
        on_change=take,
    )


def mend_method() -> None:
    """Take the default where the address names a method that there is not, and say so."""
    named = address.selection().method
    if named not in METHODS:
        st.sidebar.warning(f"There is no method “{named}”: the default is shown.")
        address.adopt({"method": DEFAULT_METHOD})


def method() -> None:
    """Show which measure is used."""
    mend_method()
    st.selectbox(
        "Method",
        list(METHODS),
        format_func=lambda name: METHODS[name].label,
        help="How events become numbers; the Method page has the formulas.",
        **address.control("w-method", "method"),
    )


BAND_LABELS = {"events": "Which events are on record", "method": "Half-lives and scale"}


def uncertainty() -> None:
    """Show whether bands and breaks are drawn."""
    st.multiselect(
        "Bands: what if it were otherwise?",
        list(BANDS),
        format_func=lambda band: BAND_LABELS[band],
        placeholder="No bands",
        help="One band redraws the events by chance (10th to 90th percentile of 500 draws); the other "
        "halves and "
        "doubles the half-lives on both scales.",
        **address.control("w-bands", "bands", read_value=_in_order, shown=list(address.selection().bands)),
    )
    st.toggle(
        "Mark breaks",
        help="Months from which net lies on another level, found by rule (PELT).",
        **address.control("w-breaks", "breaks"),
    )


def _in_order(chosen: list[str]) -> tuple[str, ...]:
    return tuple(band for band in BANDS if band in chosen)


def _reset() -> None:
    view = address.selection()
    bare = Selection(
        country_a=view.country_a,
        country_b=view.country_b,
        country=view.country,
        dyads=view.dyads,
        opened=view.opened,
    )
    if view != bare:
        fields = {
            name: getattr(bare, name)
            for name in Selection.__dataclass_fields__
            if name not in ("country_a", "country_b", "country", "dyads", "opened")
        }
        st.button(
            "Back to the defaults",
            icon=":material/restart_alt:",
            key="w-reset",
            on_click=lambda: address.change(**fields),
        )
