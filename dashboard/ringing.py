"""The events of one load, ringed on the curve: how many, what of them is not there and why, the way back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import address, data
from dashboard.charts.rings import ringed
from dashboard.charts.theme import PALETTES
from dashboard.locales import day
from dashboard.views import Marks

if TYPE_CHECKING:
    from dashboard.views import DyadView


def with_rings(view: "DyadView") -> "DyadView":
    """Return the view with the events of the load that the address names, if it names one."""
    load_id = address.selection().load
    if load_id is None:
        return view
    told = data.load_events(load_id, (view.record.country_a, view.record.country_b))
    new = frozenset(int(one) for one in told.loc[told["is_new"], "event_id"])
    return replace(view, marks=Marks(load_id, new, frozenset(int(one) for one in told["event_id"]) - new))


def show(view: "DyadView") -> None:
    """Say what is ringed, what of the load is not on the curve and why, and offer the ways to change that."""
    if view.marks is None:
        return
    load_id = view.marks.load_id
    every, _ = data.all_events()
    mine = every[every["event_id"].isin(view.marks.new | view.marks.known)]
    seen = ringed(view)
    with st.container(border=True, key="ringed"):
        swatch = PALETTES["dark" if st.context.theme.type == "dark" else "light"].ring
        head = _head(len(seen), int((~seen["is_new"].astype(bool)).sum()), load_id, len(mine))
        circle = f'<span class="ring" style="border-color: {swatch}; background: {swatch}38"></span> '
        st.html(f'<p class="bil bil-ringed" role="status">{circle if len(seen) else ""}{head}</p>')
        unseen = mine[~mine["event_id"].isin(seen["event_id"])]
        is_in_view = unseen["event_id"].isin(view.record.events["event_id"])
        outside, others = unseen[is_in_view], unseen[~is_in_view]
        filtered = others[(others["status"] == "occurred") & (others["review"] == "accepted")]
        sentences = _reasons(outside, filtered, others.drop(filtered.index), len(mine))
        if sentences:
            st.markdown(" ".join(sentences))
        with st.container(horizontal=True, key="screen-ringed-ways"):
            if len(outside):
                st.button(
                    "Show their period" if len(outside) > 1 else "Show its period",
                    key="ringed-period",
                    icon=":material/date_range:",
                    on_click=address.change,
                    kwargs=_period_of(view, outside),
                )
            if len(filtered):
                st.button(
                    "Take the filters away",
                    key="ringed-filters",
                    icon=":material/filter_alt_off:",
                    on_click=address.change,
                    kwargs={"types": (), "topics": (), "confidences": (), "reviews": ("accepted",)},
                )
            st.button(
                "Show all events alike",
                key="ringed-close",
                icon=":material/close:",
                on_click=address.change,
                kwargs={"load": None},
            )


def _head(n_seen: int, n_known: int, load_id: int, n_mine: int) -> str:
    """Return the line beside the ring, as HTML."""
    loads = data.loads()
    found = loads[loads["load_id"] == load_id]
    if found.empty:
        return f"Nothing is ringed: there is no load {load_id} in this store."
    load = found.iloc[0]
    if load["status"] != "done":
        return f"Nothing is ringed: load {load_id} is {escape(str(load['status']))}, and counts for nothing."
    when = day(load["started_at"], tag=st.context.locale)
    about = f"load {load_id} ({escape(str(load['input_name']))}, {escape(when)})"
    if not n_mine:
        return f"Nothing is ringed: {about} holds no event of this pair."
    if not n_seen:
        return f"Nothing is ringed: no event of {about} is on this curve."
    events = f"{n_seen} {'event' if n_seen == 1 else 'events'}"
    known = ""
    if n_known:
        known = " It was known before." if n_seen == 1 else f" Known before: {n_known}."
    return f"<strong>Ringed on the curve: {events}</strong> of {about}.{known} Files do not show the rings."


def _reasons(
    outside: pd.DataFrame, filtered: pd.DataFrame, uncounted: pd.DataFrame, n_all: int
) -> Sequence[str]:
    """Return a sentence for each reason why events of the load are not on the curve."""
    said = []
    for rows, one, many in (
        (outside, "lies outside the period shown", "lie outside the period shown"),
        (filtered, "is left out by the filters", "are left out by the filters"),
        *((uncounted[mask], one, many) for mask, one, many in _states(uncounted)),
    ):
        if n := len(rows):
            of = f"{n} of {n_all} events" if n_all > 1 else "The event"
            said.append(f"{of} {one if n == 1 else many}.")
    return said


def _states(events: pd.DataFrame) -> list[tuple[Any, str, str]]:
    is_accepted = events["review"] == "accepted"
    return [
        (
            is_accepted & (events["status"] == "scheduled"),
            "is scheduled and counts once it has taken place",
            "are scheduled and count once they have taken place",
        ),
        (is_accepted & (events["status"] == "cancelled"), "was called off", "were called off"),
        (
            events["review"] == "proposed",
            "waits for a decision on the page Add",
            "wait for a decision on the page Add",
        ),
        (events["review"] == "rejected", "is hidden", "are hidden"),
    ]


def _period_of(view: "DyadView", outside: pd.DataFrame) -> dict[str, date | None]:
    """Return the period in which events that lie outside of the one shown are seen.

    A curve begins with its coverage: for what lies before, it must be asked to begin earlier.
    """
    first = outside["date"].min().date()
    covered = min((begin for begin, _ in view.record.coverage), default=None)
    return {"since": date(first.year, 1, 1) if covered and first < covered else None, "until": None}
