"""Taking in what a reader has: a table, an article or one event; looked at first, undone with a click."""

import streamlit as st

from dashboard import adding_article, adding_event, adding_table, changing, reviewing

PAGE = {
    "title": "Add",
    "icon": "add_circle",
    "rank": 70,
}

WAYS = {
    "table": "A table",
    "article": "An article",
    "event": "One event",
    "review": "What waits",
}
ICONS = {"table": "table", "article": "article", "event": "edit_note", "review": "rule"}
SHOWN = {"table": adding_table, "article": adding_article, "event": adding_event, "review": reviewing}

st.title("Add what you know", anchor=False)
st.html(
    '<p class="bil bil-standfirst">Bring a table of events, an article, or a single event. You see what '
    "would come "
    "of it before anything is written, and you can undo each load afterwards. Everything stays on this "
    "machine.</p>"
)
changing.said()
changing.show_last_load()
if changing.can_write():
    n_waiting = reviewing.n_waiting()
    st.session_state.setdefault(changing.WAY, "table")
    way = st.segmented_control(
        "What do you have?",
        list(WAYS),
        required=True,
        format_func=lambda one: (
            f":material/{ICONS[one]}: {WAYS[one]}"
            + (f" ({n_waiting})" if one == "review" and n_waiting else "")
        ),
        key=changing.WAY,
        persist_state="session",
    )
    SHOWN[way or "table"].show()
