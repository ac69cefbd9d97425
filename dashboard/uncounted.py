"""What is recorded of a pair and counts on no curve: counted by its state, with the way to it."""

import pandas as pd
import streamlit as st

from dashboard import changing, data
from dashboard.event_words import states
from dashboard.question_words import draft_of
from dashboard.selection import Selection
from db.counting import counted
from db.vocabulary.countries import dyad_key

_ICONS = {
    "scheduled": "event_upcoming",
    "cancelled": "event_busy",
    "proposed": "rule",
    "hidden": "visibility_off",
}
_UNDATED = "undated"


def of_pair(dyad: tuple[str, str]) -> dict[str, int]:
    """Return how many events of a pair count on no curve by their state, and how many acts have no day."""
    every, _ = data.all_events()
    mine = every[every["dyad"] == dyad_key(*dyad)]
    found = pd.Series(states(mine), dtype=str).value_counts()
    counts = {state: int(found[state]) for state in _ICONS if state in found}
    items = data.review_items()
    n_undated = 0
    for row in items[items["kind"] == _UNDATED].itertuples(index=False):
        draft = draft_of(row)
        n_undated += {draft.get("actor"), draft.get("recipient")} == set(dyad)
    return counts | ({_UNDATED: n_undated} if n_undated else {})


def show(dyad: tuple[str, str], counts: dict[str, int]) -> None:
    """Show the way to what `of_pair` counted."""
    for state, n in counts.items():
        if state != _UNDATED:
            st.page_link(
                "app_pages/events.py",
                label=_words(state, n),
                icon=f":material/{_ICONS[state]}:",
                query_params=Selection(country_a=dyad[0], country_b=dyad[1], states=(state,)).to_query(),
            )
        elif st.button(_words(state, n), key="uncounted-undated", type="tertiary", icon=":material/rule:"):
            changing.show_what_waits()
            st.switch_page("app_pages/add.py")


def _words(state: str, n: int) -> str:
    is_one = n == 1
    return {
        "scheduled": f"{counted(n, 'scheduled event')} {'lies' if is_one else 'lie'} ahead",
        "cancelled": f"{counted(n, 'event')} {'was' if is_one else 'were'} called off",
        "proposed": f"{counted(n, 'event')} {'waits' if is_one else 'wait'} for a decision",
        "hidden": f"{counted(n, 'event')} {'is' if is_one else 'are'} hidden",
        _UNDATED: f"{counted(n, 'act')} without a day {'waits' if is_one else 'wait'} for your answer",
    }[state]
