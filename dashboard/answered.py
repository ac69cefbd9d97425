"""What an answer to a question did: said in one line, with the way to its event and the way back."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import changing, data, intake, question_words
from dashboard.event_words import FIELDS
from dashboard.locales import day as day_words
from dashboard.selection import Selection
from dashboard.wording import plain, type_label
from db.engine import database_url

_LAST = "answered.last"


def words(row: Any, decision: str, *, day: str = "", event_id: int | None = None, apart: bool = False) -> str:
    """Return what an answer does, in one sentence.

    Args:
        row: The question, a row of `db.read.review_items`.
        decision, day, event_id, apart: The answer, as `intake.resolve_reviews` takes it.
    """
    title = f"“{row.title or question_words.draft_of(row).get('title') or 'Words without a date'}”"
    is_yes = decision == "accepted"
    if row.kind == "contradiction":
        who = question_words.other_side(row)
        if apart:
            return f"{title} and what {who} tells are two events now."
        if not is_yes:
            return f"{title} stays as it is, whatever {who} says."
        return f"{title} {_taken(row)}, as {who} says."
    if row.kind == "undated" and is_yes:
        return f"{title} is an event now, dated {_as_read(*intake.read_day(day))}."
    if row.kind == "withdrawn":
        return f"{title} is {'taken out: it counts no more' if is_yes else 'kept'}."
    if event_id is not None:
        return f"{title} is proof of event {event_id} now."
    return f"{title} is {'an event of its own now' if is_yes else 'left out'}."


def _taken(row: Any) -> str:
    """Return what an event says now that it says what the other source does."""
    draft = question_words.draft_of(row)
    value = draft.get(row.field, "occurred")  # the only value in question that the store leaves out
    if row.field == "date":
        last = f" to {_as_read(draft['date_end'], 'day')}" if draft.get("date_end") else ""
        return f"now stands on {_as_read(value, draft.get('date_precision') or 'day')}{last}"
    shown = type_label(value) if row.field == "type" else str(value)
    return f"has another {FIELDS[row.field].lower()} now: {shown}"


def _as_read(when: Any, precision: str) -> str:
    return day_words(pd.Timestamp(when), precision, tag=st.context.locale)


def remember(row: Any, decision: str, *, event_id: int | None = None, **_: Any) -> None:
    """Keep an answer in mind, so that the page can show the way to its event and back."""
    own_event = None if pd.isna(row.event_id) else int(row.event_id)
    st.session_state[_LAST] = {
        "item": int(row.item_id),
        "event": event_id if event_id is not None else own_event,
        "dated": question_words.draft_of(row).get("source_event_id")
        if row.kind == "undated" and decision == "accepted"
        else None,
    }


def show() -> None:
    """Show the way to the event of the last answer, and the way back where there is one."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    load_id = None
    event_id = last["event"]
    if last["dated"] is not None:
        event_id, load_id = _dated(last["dated"])
    every, _ = data.all_events()
    found = every[every["event_id"] == event_id] if event_id is not None else every.head(0)
    if found.empty:
        del st.session_state[_LAST]
        return
    event = found.iloc[0]
    with st.container(border=True, key="answered"):
        st.markdown("**What you answered**")
        st.page_link(
            "app_pages/events.py",
            label=f"{_as_read(event['date'], event['date_precision'])}: {plain(str(event['title']))}",
            icon=":material/event_note:",
            query_params=Selection(event=int(event["event_id"])).to_query(),
        )
        with st.container(horizontal=True, key="answered-ways"):
            if load_id is not None:
                if st.button("Take it back", key="answered-undo", icon=":material/undo:"):
                    changing.confirm_undo(load_id, "the act that you dated")
            elif _is_all_edits(int(event["event_id"]), last["item"]) and st.button(
                "Take it back",
                key="answered-revert",
                icon=":material/undo:",
                help="The event then says what it said before; the question is not asked again.",
            ):
                _revert(event)
            if st.button("Close", key="answered-close", icon=":material/close:"):
                del st.session_state[_LAST]
                st.rerun()


def _dated(source_event_id: str) -> tuple[int | None, int | None]:
    """Return the event that an act has become, and the load that its day was given with."""
    every, _ = data.all_events()
    own = every[(every["source_id"] == intake.ARTICLES) & (every["source_event_id"] == source_event_id)]
    if own.empty:
        return None, None
    event_id = int(own["event_id"].iloc[0])
    first, _, second = str(own["dyad"].iloc[0]).partition("-")
    loads = data.loads()
    # The day was given last, so one of the newest loads is it.
    newest = sorted(loads.loc[loads["status"] == "done", "load_id"])[-1:-4:-1]
    told = (one for one in newest if event_id in set(data.load_events(int(one), (first, second))["event_id"]))
    return event_id, next(map(int, told), None)


def _is_all_edits(event_id: int, item_id: int) -> bool:
    """Return whether all edits of an event come from one answer: they can be taken back all at once only."""
    notes = data.edits(event_id)["note"]
    return len(notes) > 0 and bool((notes == f"taken from another source (review {item_id})").all())


def _revert(event: Any) -> None:
    changing.carry_out(
        lambda: intake.revert_edits(database_url(), int(event["event_id"])),
        lambda _: f"Taken back: “{event['title']}” says again what it said before.",
    )
