"""What an answer to a question did: said in one line, with the way to its event and the way back."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import answers_given, changing, data, intake, question_words
from dashboard.event_words import FIELDS
from dashboard.locales import day as day_words
from dashboard.wording import type_label

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
        "is_kept": event_id is None,  # a row that was given to another event takes its question along
        "dated": question_words.draft_of(row).get("source_event_id")
        if row.kind == "undated" and decision == "accepted"
        else None,
    }


def show() -> int | None:
    """Show the events of the last answer and the way back; return the number of its question, if any."""
    last = st.session_state.get(_LAST)
    if last is None:
        return None
    every, _ = data.all_events()
    given = data.answered_items()
    row: Any = next(given[given["item_id"] == last["item"]].itertuples(index=False), None)
    load_id = None
    event_id = last["event"]
    if last["dated"] is not None:
        event_id, load_id = _dated(last["dated"])
    found: Any = every[every["event_id"] == event_id] if event_id is not None else every.head(0)
    events = found.to_dict("records")
    if last["dated"] is None and row is not None:
        events = answers_given.events_of(row) or events
    is_taken_back = last["dated"] is None and row is None and last["is_kept"]
    if not events or is_taken_back:
        del st.session_state[_LAST]
        return None
    with st.container(border=True, key="answered"):
        st.markdown("**What you answered**")
        answers_given.show_events(events)
        with st.container(horizontal=True, key="answered-ways"):
            if load_id is not None:
                if st.button("Take it back", key="answered-undo", icon=":material/undo:"):
                    changing.confirm_undo(load_id, "the act that you dated")
            elif last["dated"] is None and row is not None:
                answers_given.offer_way_back(row, events, key="answered-back")
            if st.button("Close", key="answered-close", icon=":material/close:"):
                del st.session_state[_LAST]
                st.rerun()
    return int(last["item"])


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
