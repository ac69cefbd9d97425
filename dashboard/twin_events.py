"""Two events that may be one: side by side with their proofs, made one or kept apart, and the way back."""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from dashboard import changing, data, intake, tables
from dashboard.event_words import FIELDS, STATES, state_of
from dashboard.locales import day, span
from dashboard.selection import Selection
from dashboard.wording import pair, plain, topic_labels, type_label
from db.counting import counted
from db.engine import database_url
from db.vocabulary import LEVELS

MOST = 25
"""Pairs that are shown at once."""


def show(found: Sequence[intake.Twins]) -> None:
    """Show the pairs of events that may be one, each with its two answers."""
    st.header(f"{counted(len(found), 'pair')} of events that may be one", anchor=False)
    st.markdown(
        "They tell of the same countries, of the same day or of two near each other, and of the same kind of "
        "act in much the same words, or of a summit and a meeting on the margins. If they are one happening, "
        "the curve may count it twice."
    )
    every, _ = data.all_events()
    by_id = every.set_index("event_id", drop=False)
    for twins in found[:MOST]:
        events: list[dict[str, Any]] = by_id.loc[[twins.one, twins.other]].to_dict("records")  # type: ignore[assignment]
        with st.container(border=True, key=f"twins-{twins.one}-{twins.other}"):
            about = (pair(twins.dyad, data.language()), day(twins.day), type_label(twins.type))
            st.html(f'<div class="bil"><strong>{escape("; ".join(about))}</strong></div>')
            with st.grid(2, min_column_width=280, gap="medium"):
                for event in events:
                    with st.container(key=f"twins-{twins.one}-{twins.other}-{event['event_id']}"):
                        _side(event, events)
            _ways(twins)
    if len(found) > MOST:
        st.caption(f"{len(found) - MOST:,} more follow once these are answered.")


def _side(event: dict[str, Any], both: Sequence[dict[str, Any]]) -> None:
    """Show one of two events: its title, what it says otherwise than its twin, and its proofs."""
    event_id = int(event["event_id"])
    told = _facts(event)
    others = [_facts(one) for one in both]
    differing = "; ".join(
        f"{FIELDS.get(name, name)}: {value or '–'}"
        for name, value in told.items()
        if len({one[name] for one in others}) > 1
    )
    head = f"<strong>{escape(str(event['title']))}</strong>"
    st.html(f'<div class="bil">{head}{f"<br>{escape(differing)}" if differing else ""}</div>')
    tables.proofs_of(event_id, "")
    st.page_link(
        "app_pages/events.py",
        label=f"Event {event_id}: look closer or mend",
        icon=":material/edit:",
        query_params=Selection(event=event_id).to_query(),
    )


def _facts(event: dict[str, Any]) -> dict[str, str]:
    """Return what may differ between two events of one day and kind."""
    end = None if event["date_end"] is None or event["date_end"] != event["date_end"] else event["date_end"]
    return {
        "type": type_label(event["type"]),
        "date": span(event["date"], end, event["date_precision"], tag=st.context.locale),
        "level": LEVELS[event["level"]].label if event["level"] else "",
        "tier": event["tier"],
        "place": event["place"],
        "topics": topic_labels(event["topics"]),
        "status": STATES[state_of(event["status"], event["review"])],
        "confidence": event["confidence"].capitalize(),
        "Source": _source_title(event["source_id"]),
    }


def _source_title(source_id: str) -> str:
    sources = data.sources()
    found = sources.loc[sources["source_id"] == source_id, "title"]
    return str(found.iloc[0]) if len(found) else source_id


def _ways(twins: intake.Twins) -> None:
    url, key = database_url(), f"twins-{twins.one}-{twins.other}"
    note = st.text_input("Why (a note for yourself and others)", max_chars=500, key=f"{key}-note")
    with st.container(horizontal=True, key=f"{key}-ways"):
        if st.button(
            "The same happening: make them one",
            key=f"{key}-one",
            icon=":material/merge:",
            help="One event stays, with the proofs of both. Its card takes it apart again.",
        ):
            changing.carry_out(
                lambda: intake.merge_events(url, twins.one, twins.other, note.strip()),
                lambda stays: (
                    f"Made one: event {stays} has the proofs of both. Its card takes it apart again."
                ),
            )
        if st.button("Two happenings: keep apart", key=f"{key}-two", icon=":material/call_split:"):
            changing.carry_out(
                lambda: intake.keep_apart(url, twins.one, twins.other, note.strip()),
                lambda _: (
                    f"Kept apart: events {twins.one} and {twins.other} both stand. "
                    f"To be asked again: bilateral review undo {twins.name}"
                ),
            )


def show_swallowed(event_id: int) -> None:
    """Show which events were made one with this one, each with the way back."""
    found = data.swallowed(event_id)
    if found.empty:
        return
    st.header("Made one with this event", anchor="swallowed")
    row: Any
    for row in found.itertuples(index=False):
        note = f" ({plain(row.note)})" if row.note else ""
        st.markdown(f"“{plain(row.title)}”, told by {plain(_source_title(row.source_id))}{note}")
        if not data.notes() and st.button(
            "Take them apart", key=f"apart-{row.event_id}", icon=":material/call_split:"
        ):
            changing.carry_out(
                partial(intake.take_back, database_url(), event_id, int(row.event_id)),
                lambda back: f"Taken apart: event {back} stands by itself again.",
            )
