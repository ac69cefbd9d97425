"""Answers that were given to what waited: each with its events and, where there is one, the way back."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import changing, data, intake, question_words
from dashboard.event_words import FIELDS
from dashboard.locales import day
from dashboard.selection import Selection
from dashboard.wording import plain
from db.engine import database_url

MOST = 10
"""Answers that are shown, those to the latest questions."""


def show(besides: int | None = None) -> None:
    """Show the answers to the latest questions; they stand in the store, so a new visit finds them too.

    Args:
        besides: Number of a question whose answer is shown elsewhere on the page.
    """
    every = data.answered_items()
    # Two events that were made one are taken apart on their card; a day that was given is a load.
    is_day = (every["kind"] == "undated") & (every["status"] == "accepted")
    given = every[~is_day & (every["kind"] != "duplicate") & (every["item_id"] != besides)][::-1]
    if given.empty:
        return
    with st.expander("Answers given", icon=":material/history:", key="answers-given"):
        row: Any
        for row in given.head(MOST).itertuples(index=False):
            with st.container(border=True, key=f"given-{row.item_id}"):
                events = events_of(row)
                st.markdown(f"**{_words(row, is_apart=len(events) > 1)}**: {plain(_title(row))}")
                show_events(events)
                offer_way_back(row, events, key=f"given-{row.item_id}-undo")
        if len(given) > MOST:
            st.caption(f"Those to the latest {MOST} of {len(given):,} questions.")


def show_events(events: Iterable[dict[str, Any]]) -> None:
    """Show the way to each event, rows of `db.read.events`."""
    for event in events:
        when = day(event["date"], event["date_precision"], tag=st.context.locale)
        st.page_link(
            "app_pages/events.py",
            label=f"{when}: {plain(str(event['title']))}",
            icon=":material/event_note:",
            query_params=Selection(event=int(event["event_id"])).to_query(),
        )


def offer_way_back(row: Any, events: Sequence[dict[str, Any]], *, key: str) -> None:
    """Show the button that takes an answer back, where the store takes changes.

    Args:
        row: The question, a row of `db.read.review_items`.
        events: Of `events_of`.
        key: Of the button.
    """
    if data.notes() or not st.button("Take it back", key=key, icon=":material/undo:"):
        return
    url = database_url()
    if len(events) > 1:
        one, other = (int(event["event_id"]) for event in events)
        changing.carry_out(
            lambda: intake.merge_events(url, one, other),
            lambda stays: f"Taken back: event {stays} is one again, with the proofs of both.",
        )
        return
    changing.carry_out(
        lambda: intake.undo_answer(url, int(row.item_id)),
        lambda _: (
            f"Taken back: “{_title(row)}” waits again"
            + (", and says what it said before." if row.kind == "contradiction" else ".")
        ),
    )


def _title(row: Any) -> str:
    return str(row.title or question_words.draft_of(row).get("title") or "Words without a date")


def _words(row: Any, *, is_apart: bool) -> str:
    """Return what was answered, in two or three words."""
    is_yes = row.status == "accepted"
    if row.kind == "contradiction":
        if is_apart:
            return "Two events"
        field = FIELDS.get(row.field, row.field).lower()
        return f"Taken from {question_words.other_side(row)}: {field}" if is_yes else f"Kept: {field}"
    yes, no = {
        "ambiguous": ("An event of its own", "Left out"),
        "undated": ("Dated", "Left out"),
        "withdrawn": ("Taken out", "Kept"),
    }.get(row.kind, ("Accepted", "Rejected"))
    return yes if is_yes else no


def events_of(row: Any) -> list[dict[str, Any]]:
    """Return the event of a question, and the other one where its answer made two."""
    if pd.isna(row.event_id):
        return []
    ids = [int(row.event_id)]
    if row.kind == "contradiction" and pd.notna(row.record_id):
        told = data.event_of_record(int(row.record_id))
        ids += [told] if told is not None and told != ids[0] else []
    every, _ = data.all_events()
    found: Any = every[every["event_id"].isin(ids)].to_dict("records")
    return sorted(found, key=lambda event: ids.index(event["event_id"]))
