"""What is on record and counts on no curve: of a pair, a country or all; by its state, with the way to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboard import changing, data
from dashboard.event_words import lies_ahead, passed_words, states
from dashboard.question_words import draft_of
from dashboard.selection import Selection
from dashboard.wording import plain
from db.counting import counted


@dataclass(frozen=True, slots=True)
class Way:
    """What counts on no curve for one reason, in words, and the way to it.

    Attributes:
        asked: The list of events that holds it; None where it waits on the page Add.
    """

    words: str
    icon: str
    asked: Selection | None


def of_pair(dyad: tuple[str, str]) -> list[Way]:
    """Return the ways to what is recorded of a pair and counts on no curve."""
    return _ways(*dyad)


def of_country(iso3: str) -> list[Way]:
    """Return the ways to what is recorded of a country with any other and counts on no curve."""
    return _ways(iso3, None)


def of_all() -> list[Way]:
    """Return the ways to what the store holds and counts on no curve."""
    return _ways(None, None)


def _ways(first: str | None, second: str | None) -> list[Way]:
    sides = {one for one in (first, second) if one}
    every, _ = data.all_events()
    is_mine = [sides <= set(dyad.split("-")) for dyad in every["dyad"]]
    mine = every[pd.Series(is_mine, index=every.index, dtype=bool)]
    ways = []
    now, state_of = data.today(), pd.Series(states(mine), index=mine.index, dtype=str)
    for state, (icon, words) in _WORDS.items():
        found = mine[state_of == state]
        asked = Selection(country_a=first, country_b=second, states=(state,))
        parts = [(found, words(len(found)), asked)]
        if state == "scheduled":
            may_be = lies_ahead(found, now)
            ahead, passed = found[may_be], found[~may_be]
            parts = [(ahead, words(len(ahead)), replace(asked, since=now))]
            if len(passed):
                said = f"{counted(len(passed), 'event')} {passed_words(passed, tag=st.context.locale)}"
                parts.append((passed, said, replace(asked, until=now - timedelta(days=1))))
        ways += [Way(said, icon, way) for rows, said, way in parts if len(rows)]
    items = data.review_items()
    drafts = map(draft_of, items[items["kind"] == "undated"].itertuples(index=False))
    if n := sum(sides <= {draft.get("actor"), draft.get("recipient")} for draft in drafts):
        said = f"{counted(n, 'act')} without a day {'waits' if n == 1 else 'wait'} for your answer"
        ways.append(Way(said, "rule", None))
    return ways


BESIDES = "What counts has taken place on a day that is known. This is recorded besides:"


def show(ways: list[Way], *, of: str = "") -> None:
    """Show ways to what does not count; `of` goes before each where it is not plain whose they are."""
    for n, way in enumerate(ways):
        label, icon = plain(f"{of}: {way.words}" if of else way.words), f":material/{way.icon}:"
        if way.asked is not None:
            st.page_link("app_pages/events.py", label=label, icon=icon, query_params=way.asked.to_query())
        elif st.button(label, key=f"uncounted-{of}-{n}", type="tertiary", icon=icon):
            changing.show_what_waits()
            st.switch_page("app_pages/add.py")


def _said(one: str, many: str, noun: str = "event") -> Callable[[int], str]:
    return lambda n: f"{counted(n, noun)} {one if n == 1 else many}"


_WORDS: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "scheduled": ("event_upcoming", _said("lies ahead", "lie ahead", "scheduled event")),
    "cancelled": ("event_busy", _said("was called off", "were called off")),
    "proposed": ("rule", _said("waits for a decision", "wait for a decision")),
    "hidden": ("visibility_off", _said("is hidden", "are hidden")),
}
"""Icon and words of each state in which an event does not count."""
