"""Changes of the store from a page: tried, said, and shown at once."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from dashboard import data, frame, intake
from dashboard.event_words import lies_ahead, passed_words
from dashboard.locales import day
from dashboard.measures.weigh import sitting_days
from dashboard.selection import Selection
from dashboard.wording import as_sentence, pair, plain
from db.counting import counted
from db.engine import database_url
from db.errors import BilateralError

T = TypeVar("T")

_SAID = "changing.said"
_PLACE = "changing.place"
_LAST = "changing.last-load"
WAY = "add-way"
"""Key of the choice of what the page Add shows."""
SAID_SECONDS = 10
MOST_PAIRS = 6
MOST_EVENTS = 5


def carry_out(
    action: Callable[[], T], say: Callable[[T], str], *, then: Callable[[T], None] | None = None
) -> None:
    """Carry out a change; show the page anew and say what was done, or say why it could not be.

    Args:
        say: What was done, in one sentence.
        then: Called after the change and before the page is shown anew, e.g. to open the new event.
    """
    try:
        result = action()
    except BilateralError as problem:
        refuse(problem)
        return
    st.session_state[_SAID] = say(result), time.monotonic()
    if then is not None:
        then(result)
    st.rerun()


def said() -> None:
    """Say what the last change did, for a while: a page may be drawn anew by itself right after."""
    text, since = st.session_state.get(_SAID, ("", 0.0))
    place = st.session_state[_PLACE] = st.empty()
    if text and time.monotonic() - since < SAID_SECONDS:
        place.success(plain(text), icon=":material/check_circle:")
    else:
        st.session_state.pop(_SAID, None)


def unsay() -> None:
    """Take away what the last change did, where something else is said now."""
    st.session_state.pop(_SAID, None)
    if _PLACE in st.session_state:
        st.session_state[_PLACE].empty()


def refuse(problem: BilateralError) -> None:
    """Say why something could not be done, in the place of what the last change did."""
    unsay()
    frame.say(problem)


def can_write() -> bool:
    """Return whether the store takes changes; if it does not, say so and what to do."""
    notes = data.notes()
    for sentence in notes:
        st.warning(plain(as_sentence(sentence)), icon=":material/lock:")
    if notes:
        st.markdown(
            "What to do: let this program write to that file and start it again, or name a store of your "
            "own: "
            "`bilateral dashboard --db my.sqlite`"
        )
    return not notes


@st.dialog("Undo this load?", icon=":material/undo:")
def confirm_undo(load_id: int, name: str) -> None:
    """Ask whether a load shall be taken back, and take it back."""
    st.markdown(
        f"Load {load_id} of **{plain(name)}**: its evidence goes, and events that nothing else proves go "
        "with it. What an earlier load said is in force again. Answers that took over what only this load "
        "said fall. What a later load of the same text or table says too stays, and what you edited by hand."
    )
    with st.container(horizontal=True, key="undo-ways"):
        if st.button("Undo the load", key="undo-go", type="primary", icon=":material/undo:"):
            carry_out(lambda: intake.undo_load(database_url(), load_id), _undone)
        if st.button("Keep it", key="undo-keep"):
            st.rerun()


def _undone(report: intake.UndoReport) -> str:
    parts = [f"{report.n_removed} {_events(report.n_removed)} removed"]
    if report.n_changed:
        parts.append(f"{report.n_changed} say again what they said before")
    if n := len(report.fallen):
        parts.append(f"{n} {'answer' if n == 1 else 'answers'} that rested on it taken back")
    if n := report.n_left:
        parts.append(f"{counted(n, 'row')} kept, since a later load has {'it' if n == 1 else 'them'} too")
    if report.kept:
        parts.append(f"{len(report.kept)} kept, since you edited them")
    parts += [
        f"gone with it, perhaps: {intake.rows_found_too(load, name, n)}" for load, name, n in report.found_too
    ]
    return f"Load {report.load_id} is undone: {'; '.join(parts)}."


def _events(n: int) -> str:
    return "event" if n == 1 else "events"


def load_words(report: intake.LoadReport) -> str:
    """Return what a load did, in one sentence."""
    parts = [f"{report.n_added:,} new {_events(report.n_added)}"]
    for n, words in (
        (report.n_merged, "more evidence of events that were there"),
        (report.n_updated, "updated"),
        (report.n_unchanged + report.n_duplicate, "known already"),
        (report.n_rejected, "not usable"),
    ):
        if n:
            parts.append(f"{n:,} {words}")
    return f"Load {report.load_id}: {', '.join(parts)}."


def remember_load(report: intake.LoadReport) -> None:
    """Keep a load in mind, so that the page can show the way to its events and take it back."""
    st.session_state[_LAST] = report.load_id, report.input_name, report.event_ids, report.n_rejected


def show_last_load() -> None:
    """Show the way to what the last load of this session brought, and the way back."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    load_id, name, event_ids, n_rejected = last
    loads = data.loads()
    if not len(loads[(loads["load_id"] == load_id) & (loads["status"] == "done")]):
        del st.session_state[_LAST]
        return
    every, _ = data.all_events()
    found = every[every["event_id"].isin(event_ids) & (every["review"] != "rejected")]
    with st.container(border=True, key="last-load"):
        st.markdown(f"**What load {load_id} brought** ({plain(name)})")
        ways_to_pairs(found.assign(load_id=load_id))
        if n_rejected:
            st.page_link(
                "app_pages/sources.py",
                label=f"Load {load_id} could not use {counted(n_rejected, 'row')}: see why under Sources",
                icon=":material/report:",
                query_params=Selection(load=load_id).to_query(),
            )
        items = data.review_items()
        if n := int(((items["kind"] == "undated") & (items["load_id"] == load_id)).sum()):
            st.button(
                f"{counted(n, 'act')} without a day {'waits' if n == 1 else 'wait'} for your answer",
                key="last-load-waits",
                type="tertiary",
                icon=":material/event_busy:",
                on_click=show_what_waits,
            )
        with st.container(horizontal=True, key="last-load-ways"):
            if st.button("Undo this load", key="last-load-undo", icon=":material/undo:"):
                confirm_undo(load_id, name)
            if st.button("Close", key="last-load-close", icon=":material/close:"):
                del st.session_state[_LAST]
                st.rerun()


def show_what_waits() -> None:
    """Let the page Add begin with what waits."""
    st.session_state[WAY] = "review"


def ways_to_pairs(events: pd.DataFrame) -> None:
    """Show the ways to the curves of events, rows of `db.read.events` with the `load_id` to be ringed."""
    ways = list(events.groupby(["dyad", "load_id"], sort=True))
    for (dyad, load_id), rows in ways[:MOST_PAIRS]:
        _way_to_pair(str(dyad), rows, int(str(load_id)))
    if more := len({dyad for (dyad, _), _ in ways[MOST_PAIRS:]}):
        st.caption(f"And {more} more {'pair' if more == 1 else 'pairs'}: see Events.")


def _way_to_pair(dyad: str, rows: pd.DataFrame, load_id: int) -> None:
    """Show the link to the curve of a pair, its new points ringed and opened, and the new events."""
    first, _, second = dyad.partition("-")
    name = plain(pair(dyad, data.language()))
    counts = rows[(rows["status"] == "occurred") & (rows["review"] == "accepted")]
    if n := len(counts):
        # The curve lists events by the day they sit on: mid-month where no more than the month is known.
        sits = sitting_days(counts)
        st.page_link(
            "app_pages/dyad.py",
            label=f"{name}: {n:,} {_events(n)} on the curve",
            icon=":material/show_chart:",
            query_params=Selection(
                country_a=first,
                country_b=second,
                opened=(sits.min().item(), sits.max().item()),
                load=load_id,
            ).to_query(),
        )
    plans = rows[(rows["status"] == "scheduled") & (rows["review"] == "accepted")]
    may_be = lies_ahead(plans, data.today())
    for found in (plans[may_be], plans[~may_be]):
        if not (n := len(found)):
            continue
        # The agenda looks a few months ahead; the list of what is scheduled shows all that is promised here.
        way = Selection(country_a=first, country_b=second, states=("scheduled",))
        if n == 1:
            way = Selection(event=int(found["event_id"].iloc[0]))
        said = (
            f"{n:,} scheduled {_events(n)} {'lies' if n == 1 else 'lie'} ahead, not on the curve yet"
            if may_be[found.index].all()
            else f"{n:,} {_events(n)} {passed_words(found, tag=st.context.locale)}"
        )
        st.page_link(
            "app_pages/events.py",
            label=f"{name}: {said}",
            icon=":material/event_upcoming:",
            query_params=way.to_query(),
        )
    if n := len(rows) - len(counts) - len(plans):
        st.caption(f"{name}: {n:,} {_events(n)} that {'counts' if n == 1 else 'count'} on no curve.")
    row: Any
    for row in rows.head(MOST_EVENTS).itertuples(index=False):
        st.page_link(
            "app_pages/events.py",
            label=f"{day(row.date, row.date_precision, tag=st.context.locale)}: {plain(str(row.title))}",
            icon=":material/event_note:",
            query_params=Selection(event=int(row.event_id)).to_query(),
        )
