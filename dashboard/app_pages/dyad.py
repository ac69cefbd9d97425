"""Two countries: key figures, the main figure, what makes each value, topics, titles and events."""

from html import escape

import streamlit as st

from dashboard import (
    address,
    briefing,
    data,
    explaining,
    figures,
    frame,
    nothing_yet,
    pickers,
    ringing,
    sidebar,
    tables,
    turning,
    uncounted,
)
from dashboard.charts import charts
from dashboard.measures.breaks import breaks
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS
from dashboard.measures.sentences import turns_sentence
from dashboard.wording import country, plain
from db.counting import counted
from db.vocabulary import TOPICS

PAGE = {
    "title": "Two countries",
    "icon": "show_chart",
    "rank": 20,
}
_TOPIC_TAKEN = "dyad.topic-taken"
MORE = (
    "direction",
    "timeline",
    "topic-heat",
    "ladder",
)  # charts to choose from; the others have a place of their own


def choose_start() -> None:
    """Fill in what the address leaves open: the busiest partner, or the busiest pair."""
    view = address.selection()
    if view.dyad is not None:
        return
    if view.country_a is None:
        pair = pickers.busiest_pair(pairs)
        if pair:
            address.adopt({"country_a": pair[0], "country_b": pair[1]})
    else:
        address.adopt({"country_b": pickers.busiest_partner(pairs, view.country_a)})


def heading() -> str:
    """Return the finding; of a pair of which nothing counts, that, where something else is recorded."""
    asked = view.selection
    is_counted = bool(len(view.record.events) or pickers.has_events(pairs, asked.dyad))
    if is_counted or not uncounted.of_pair(asked.dyad):
        return view.headline
    first, second = (country(one, data.language()) for one in (asked.country_a, asked.country_b))
    return f"{first} and {second}: nothing on record counts yet"


def say_nothing_found() -> None:
    """Say why there is no curve, and what to do."""
    asked = address.selection()
    if asked.filters and pickers.has_events(pairs, asked.dyad):
        frame.empty(
            "No event passes the filters: " + "; ".join(asked.filters) + ".",
            "Take a filter away in the sidebar, or go back to the defaults there.",
        )
        return
    language = data.language()
    partners = pickers.partners_of(pairs, asked.country_a)
    known = ", ".join(country(one, language) for one in partners[:12])
    first, second = (country(one, language) for one in (asked.country_a, asked.country_b))
    if ways := uncounted.of_pair(asked.dyad):
        frame.empty(f"No event between {first} and {second} counts on the curve.", uncounted.BESIDES)
        uncounted.show(ways)
        return
    frame.empty(
        f"No event between {first} and {second} is recorded.",
        "That is no proof that nothing happened. "
        + (
            f"{first} has events with {known}."
            if known
            else "Choose another pair, or add events on the page Add."
        ),
    )


@st.fragment
def main_figure() -> None:
    """The curve, its files and its key, and what makes a value: a click draws only this anew."""
    view = data.view(address.selection())
    figures.chart(
        "intensity",
        ringing.with_rings(view),
        key="chart-intensity",
        at_once=True,
        picks="days",
        on_pick=explaining.take_pick,
    )
    explaining.panel(view)
    tables.milestone_key(view.milestones)
    figures.files("intensity", view, key="files-intensity")
    figures.numbers("intensity", view, key="numbers-intensity")


def take_topic(topic: str) -> None:
    """Show the events of the topic that the reader clicked on, and of no other."""
    if topic in TOPICS and address.selection().topics != (topic,):
        address.change(topics=(topic,))
        st.session_state[_TOPIC_TAKEN] = True


@st.fragment
def more_figures() -> None:
    """The other charts of the pair, one at a time, drawn when it is asked for."""
    # On paper a heading of nothing would tell nothing.
    is_drawn = st.session_state.get("more-figures") is not None
    with st.container(key="more-heading" if is_drawn else "screen-more-heading"):
        st.header("More figures", anchor="more")
    one = st.pills(
        "Draw",
        [one for one in MORE if one in charts()],
        format_func=lambda one: charts()[one].label,
        key="more-figures",
        persist_state="session",
        label_visibility="collapsed",
    )
    if one is None:
        with st.container(key="screen-more-hint"):
            st.caption("Choose a figure.")
        return
    view = data.view(address.selection())
    figures.chart(one, view, key=f"chart-{one}")
    figures.files(one, view, key=f"files-{one}")
    figures.numbers(one, view, key=f"numbers-{one}")


@st.fragment
def topic_figure() -> None:
    """The mix of topics, by year, quarter or in all."""
    if st.session_state.pop(_TOPIC_TAKEN, False):
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "By",
            ["year", "quarter", "all"],
            format_func={"year": "Year", "quarter": "Quarter", "all": "All time"}.get,
            required=True,
            **address.control("w-mix-freq", "mix_freq", in_fragment=True),
        )
        st.segmented_control(
            "As",
            ["share", "count", "weighted"],
            format_func={"share": "Shares", "count": "Events", "weighted": "Points"}.get,
            required=True,
            help="Points weigh each event by its score; shares and events count each once.",
            **address.control("w-mix-amount", "mix_amount", in_fragment=True),
        )
    view = data.view(address.selection())
    figures.chart("topics", view, key="chart-topics", picks="topic", on_pick=take_topic)
    with st.container(key="screen-topics-hint"):
        st.caption("Click a topic in the chart to see its events alone.")
    figures.files("topics", view, key="files-topics")
    figures.numbers("topics", view, key="numbers-topics")


@st.fragment
def event_list() -> None:
    """All events in view; a chosen row opens its proofs."""
    view = data.view(address.selection())
    is_shown = view.is_in_window
    events = view.record.events[is_shown][::-1].reset_index(drop=True)
    n_outside = int((~is_shown).sum())
    of_period = " of this period" if n_outside else ""
    some = f"The {len(events):,} events" if len(events) > 1 else "The event"
    st.header(f"{some}{of_period}" if len(events) else "No event in this period", anchor="events")
    if n_outside:
        st.caption(
            f"{counted(n_outside, 'recorded event')} outside the period {'is' if n_outside == 1 else 'are'} "
            "left out of this list; those before it still weigh on the curve."
        )
    if events.empty:
        return
    with st.container(key="screen-events-hint"):
        st.caption(
            "Newest first. Choose a row (with Shift and Space by keyboard) to read its proofs; click a "
            "heading to sort."
            if len(events) > 1
            else "Choose the row to read its proofs."
        )
    rows = tables.event_rows(events)
    chosen = tables.show_events(
        rows,
        key="table-events",
        alt=f"Events between {view.names[0]} and {view.names[1]}, newest first",
        height=min(38 + 35 * len(events), 460),
        on_select="rerun",
        selection_mode="single-row",
    )
    for row in chosen.selection.rows:
        if row < len(events):
            tables.proofs_of(int(events["event_id"].iloc[row]), str(events["title"].iloc[row]))


def controls() -> None:
    """Show the pickers in their place over the figure, and the filters in the sidebar."""
    with picking:
        pickers.pair(pairs)
    sidebar.filters()


pairs = data.dyads()
picking = st.container()
if pairs.empty:
    sidebar.filters()
    st.title("Two countries", anchor=False)
    nothing_yet.show()
    st.stop()
choose_start()
sidebar.mend_method()
selection = address.selection()
if selection.dyad is None:
    controls()
    named = country(selection.country_a, data.language()) if selection.country_a else ""
    if named and (ways := uncounted.of_country(selection.country_a)):
        frame.empty(f"No event with {named} counts on a curve.", uncounted.BESIDES)
        uncounted.show(ways)
    else:
        frame.empty(
            f"No event with {named} is recorded." if named else "No country is chosen.",
            "Choose two countries above, or add events on the page Add.",
        )
    st.stop()

view = data.view(selection)
frame.name_window(view.pair_name)
st.title(heading(), anchor=False)
if view.record.events.empty:
    controls()
    say_nothing_found()
    ringing.show(ringing.with_rings(view))
    st.stop()

st.html(f'<p class="bil bil-standfirst">{escape(view.standfirst)}</p>')
figures_of_pair = st.container()
# Whoever changes the pair waits for its curve: that goes to the browser before all that stands around it.
main_figure()
controls()
with figures_of_pair:
    if selection.filters or selection.weights.changes:
        changed = "; ".join((*selection.filters, *selection.weights.changes_in_words))
        st.markdown(f":material/filter_alt: **This view counts {plain(changed)}.** Every number follows.")
    tables.dyad_figures(view)
    briefing.offer(view)
    ringing.show(ringing.with_rings(view))

turned = data.turns_of(selection) if selection.method == DEFAULT_METHOD else None
if view.summary:
    st.header("In words", anchor="words")
    st.markdown(plain(f"{view.summary} {turns_sentence(turned) if turned else ''}".strip()))
if turned:
    turning.show(turned, view.figures.as_of, "chart-intensity")
if selection.breaks and selection.method == DEFAULT_METHOD:
    st.header("Where net broke", anchor="breaks")
    st.markdown(
        "Every month from which net lies on another level by 10 or more, found by rule (PELT). What stands "
        "beside a break, too, need not be its cause."
    )
    tables.breaks(breaks(view.record, selection.weights, weighed=view.weighed))

if "topics" in charts():
    st.header("What they deal with", anchor="topics")
    topic_figure()

st.header("Titles of partnership", anchor="titles")
if view.ladder.empty:
    st.markdown("No title of partnership is recorded for this pair.")
else:
    st.markdown("Each in its exact words. A title ranks only within one country's own usage.")
    tables.ladder(view.ladder, tables.first_proofs(view.ladder["event_id"]))

more_figures()
event_list()

if view.warnings:
    st.header("What to bear in mind", anchor="limits")
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in view.warnings))
named_sources = "; ".join(
    f"{one.title} ({one.licence})" if one.licence else one.title for one in view.sources
)
st.caption(
    f"Sources: {plain(named_sources)}. Method: {METHODS[view.selection.method].label.lower()} "
    f"({view.selection.method}), scale {view.selection.scale}. "
    f"Store revision {view.revision}."
)
