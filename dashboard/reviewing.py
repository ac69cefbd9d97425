"""What waits for a person: proposed events, sources that disagree, events that may be one."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    answered,
    answers_given,
    changing,
    data,
    frame,
    intake,
    question_words,
    settled_along,
    tables,
    twin_events,
)
from dashboard.event_words import FIELDS
from dashboard.wording import country, pair, topic_labels, type_label
from db.counting import counted
from db.engine import database_url
from db.errors import InputError
from db.vocabulary import LEVELS

MOST = 25
"""Events and questions that are shown at once."""
_ACCEPTED = "reviewing.accepted"


def n_waiting() -> int:
    """Return how many events, questions and pairs of events wait."""
    return len(_proposed()) + len(_questions()) + len(data.duplicates())


def _proposed() -> pd.DataFrame:
    """Return the events found in texts but for those that may be others, which wait as questions."""
    every, _ = data.all_events()
    return every[(every["review"] == "proposed") & ~every["event_id"].isin(data.events_in_doubt())]


def _questions() -> pd.DataFrame:
    found = data.review_items()
    return found[found["kind"] != "proposed"]


def show() -> None:
    """Show what waits, each with its proof and its two answers; then the answers that were given."""
    _show_accepted()
    last = answered.show()
    _show_waiting()
    answers_given.show(besides=last)


def _show_waiting() -> None:
    events, questions = _proposed(), _questions()
    twins = data.duplicates()
    if events.empty and questions.empty and not twins:
        frame.empty(
            "Nothing waits for a decision.",
            "Events found in articles and feeds, or proposed by a table, wait here until you accept them; so "
            "do questions on which sources disagree, and events that may be one.",
        )
        return
    if len(events):
        _show_events(events)
    if len(questions):
        _show_questions(questions)
    if twins:
        twin_events.show(twins)


def _decide(event_ids: list[int], review: str, done: str) -> None:
    def remember(_: int) -> None:
        st.session_state[_ACCEPTED] = tuple(event_ids) if review == "accepted" else ()

    before = settled_along.open_questions()
    changing.carry_out(
        lambda: intake.decide(database_url(), event_ids, review),
        lambda _: done + settled_along.words(before),
        then=remember,
    )


def _show_accepted() -> None:
    """Show the way to what was accepted last on the curves of its pairs."""
    accepted = st.session_state.get(_ACCEPTED, ())
    every, _ = data.all_events()
    events = every[every["event_id"].isin(accepted) & (every["review"] == "accepted")]
    if events.empty:
        return
    loads = data.evidence(events["event_id"]).groupby("event_id")["load_id"].min()
    events = events.assign(load_id=events["event_id"].map(loads)).dropna(subset="load_id")
    events = events.astype({"load_id": int})
    with st.container(border=True, key="accepted-ways"):
        st.markdown("**What you accepted**")
        changing.ways_to_pairs(events)
        if st.button("Close", key="accepted-close", icon=":material/close:"):
            del st.session_state[_ACCEPTED]
            st.rerun()


def _show_events(events: pd.DataFrame) -> None:
    language = data.language()
    n = len(events)
    st.header(counted(n, "proposed event"), anchor=False)
    st.markdown(
        "It counts nowhere yet. Accept it if its proof bears it out."
        if n == 1
        else "They count nowhere yet. Accept those that their proofs bear out."
    )
    row: Any
    for row in events.head(MOST).itertuples(index=False):
        event_id = int(row.event_id)
        with st.container(border=True, key=f"review-{event_id}"):
            st.html(
                f'<div class="bil"><strong>{escape(row.title)}</strong><br>'
                f"{escape(question_words.days(row._asdict()))}; {escape(pair(row.dyad, language))}; "
                f"{escape(type_label(row.type))}; {escape(row.status)}; confidence "
                f"{escape(row.confidence)}</div>"
            )
            tables.proofs_of(event_id, "")
            with st.container(horizontal=True, vertical_alignment="center", key=f"review-{event_id}-ways"):
                if st.button("Accept", key=f"review-{event_id}-yes", icon=":material/check:"):
                    _decide([event_id], "accepted", f"Accepted: {row.title}.")
                if st.button("Reject", key=f"review-{event_id}-no", icon=":material/close:"):
                    _decide([event_id], "rejected", f"Rejected: {row.title}.")
                st.page_link(
                    "app_pages/events.py",
                    label="Look closer or mend",
                    icon=":material/edit:",
                    query_params={"v": "1", "event": str(event_id)},
                )
    if n > MOST:
        st.caption(f"{n - MOST:,} more follow once these are decided.")
    if n_asked := len(data.events_in_doubt()):
        st.caption(
            f"{counted(n_asked, 'more event')} may be in the store already: "
            f"{'it waits' if n_asked == 1 else 'they wait'} under “Questions” until you say which."
        )
    if n > 1:
        ids = [int(one) for one in events["event_id"]]
        with st.container(horizontal=True, key="review-all"):
            if st.button(f"Accept all {n:,}", key="review-all-yes", icon=":material/done_all:"):
                _decide(ids, "accepted", f"{counted(n, 'event')} accepted.")
            if st.button(f"Reject all {n:,}", key="review-all-no", icon=":material/close:"):
                _decide(ids, "rejected", f"{counted(n, 'event')} rejected.")


_ANSWERS: Mapping[str, tuple[str, str]] = {
    "contradiction": ("Take what the other source says", "Keep what the event says"),
    "ambiguous": ("It is an event of its own", "Leave it out"),
    "undated": ("Add it with this date", "Leave it out"),
    "withdrawn": ("Take the event out", "Keep it"),
}


def _show_questions(questions: pd.DataFrame) -> None:
    n = len(questions)
    st.header(f"{n:,} {'question' if n == 1 else 'questions'}", anchor=False)
    row: Any
    for row in questions.head(MOST).itertuples(index=False):
        item_id = int(row.item_id)
        with st.container(border=True, key=f"question-{item_id}"):
            st.html(f'<div class="bil">{question_words.head(row)}</div>')
            question_words.show_proofs(row)
            _both_sides(row)
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"question-{item_id}-ways"):
                for key, label, answer in _ways(row):
                    if st.button(label, key=f"question-{item_id}-{key}"):
                        _answer(row, **answer)
    if n > MOST:
        st.caption(f"{n - MOST:,} more follow once these are answered.")


def _ways(row: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield key, label and meaning of each answer that a question may have."""
    yes, no = _ANSWERS.get(row.kind, ("Accept", "Reject"))
    if question_words.is_correction(row):
        yes = "Take the correction"
    draft = row.draft if isinstance(row.draft, dict) else {}
    if row.kind != "undated" or draft.get("type"):
        day_given = {"day": _asked_day(row.item_id)} if row.kind == "undated" else {}
        yield "yes", yes, {"decision": "accepted", **day_given}
    if row.kind == "contradiction":
        yield "apart", "They are two events", {"decision": "accepted", "apart": True}
    for rival in draft.get("rivals", ()) if row.kind == "ambiguous" else ():
        yield f"event-{rival}", f"It is event {rival}", {"decision": "accepted", "event_id": int(rival)}
    yield "no", no, {"decision": "rejected"}


def _asked_day(item_id: int) -> str:
    return st.text_input(
        "Day, month or year",
        key=f"question-{item_id}-day",
        placeholder="2024-03-13, 2024-03 or 2024",
        width=270,
    )


def _answer(row: Any, decision: str, **answer: Any) -> None:
    if "day" in answer and not answer["day"].strip():
        changing.refuse(InputError("no day is given", "write it in the field: 2024-03-13, 2024-03 or 2024"))
        return
    if "day" in answer and _lies_ahead(row, answer["day"]):
        changing.refuse(
            InputError(
                f"{answer['day'].strip()} lies after today, so it cannot have occurred",
                "give the day on which it did, or leave it out",
            )
        )
        return
    before = settled_along.open_questions()
    changing.carry_out(
        lambda: intake.resolve_reviews(
            database_url(), [int(row.item_id)], decision, today=data.today(), **answer
        ),
        lambda _: answered.words(row, decision, **answer) + settled_along.words(before, f"q{row.item_id}"),
        then=lambda _: answered.remember(row, decision, **answer),
    )


def _lies_ahead(row: Any, text: str) -> bool:
    """Return whether an act that has occurred would lie in the future; what is no date is refused later."""
    try:
        first, _ = intake.read_day(text)
    except InputError:
        return False
    occurred = question_words.draft_of(row).get("status", "occurred") == "occurred"
    return occurred and first > data.today()


def _both_sides(row: Any) -> None:
    """Show what the event says now and what the other source says, field by field, where they differ."""
    draft = row.draft
    if pd.isna(row.event_id) or not isinstance(draft, dict):
        return
    every, _ = data.all_events()
    found = every[every["event_id"] == int(row.event_id)]
    if found.empty:
        return
    event = found.iloc[0]
    other = "the correction" if question_words.is_correction(row) else "the other source"
    rows = []
    for name, label in FIELDS.items():
        if name not in draft or name in ("review", "date_precision", "date_end"):
            continue  # a date is told as precisely as it is known, with its last day
        here, there = _text(event, name), _text(draft, name)
        if here != there:
            mark = "<strong>{}</strong>" if name == row.field else "{}"
            rows.append((escape(label), mark.format(escape(here or "–")), mark.format(escape(there or "–"))))
    if rows:
        heads = [("", False), ("The event says", False), (f"{other.capitalize()} says", False)]
        tables.html_table(heads, rows, caption=f"Both sides of question {row.item_id}")
    if row.kind == "contradiction" and len(rows) > 1 and row.field in FIELDS:
        goes_along = f", with what goes along ({_WITH[row.field]})" if row.field in _WITH else ""
        st.caption(
            f"The question is about “{FIELDS[row.field]}”: taking what {other} says changes that "
            f"field{goes_along}, and no other."
        )


_WITH: Mapping[str, str] = {
    "date": "last day",
    "type": "both countries, what happened, level",
    "tier": "its words in what happened",
    "level": "its words in what happened",
}
"""What an answer changes beside the field in question, as `etl.joining.answers` does it."""


def _text(side: Any, name: str) -> str:
    """Return what one side, a row of events or a draft, says of a field."""
    value = side[name]
    if isinstance(value, tuple | list):
        return topic_labels(value) if value else ""
    if value is None or value is pd.NaT or value == "":
        return ""
    if name == "date":
        # Of a draft a date is text, of an event a day: told alike, they differ only where the days do.
        return question_words.days(side)
    if name in ("actor", "recipient"):
        return country(str(value), data.language())
    if name == "type":
        return type_label(str(value))
    return LEVELS[str(value)].label if name == "level" and value in LEVELS else str(value)
