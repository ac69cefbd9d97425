"""Up to six pairs side by side: on the calendar, or counted from an event of each."""

from html import escape

import streamlit as st

from dashboard import address, data, figures, frame, many, nothing_yet, sidebar, uncounted
from dashboard import pairs as pairs_of
from dashboard.charts import compare as chart
from dashboard.components import export_bar
from dashboard.locales import day
from dashboard.measures.intensity import DEFAULT_METHOD
from dashboard.selection import MAX_COMPARED, Selection
from dashboard.wording import pair, plain

PAGE = {
    "title": "Compare",
    "icon": "stacked_line_chart",
    "rank": 30,
}

WAYS = {"overlaid": "In one figure", "multiples": "Side by side"}
ON = {
    "calendar": "The calendar",
    "upgrade": "Latest partnership upgrade",
    "visit": "Latest leader's visit",
}
COLUMNS = {"net": "Net", "balance": "Balance", "cooperation": "Cooperation", "friction": "Friction"}
language, tag = data.language(), st.context.locale


def choose_start(known: list[str]) -> None:
    """Fill in what the address leaves open: the chosen pair and those that moved most."""
    view = address.selection()
    if view.dyads:
        return
    table, _, _ = data.overview_of(Selection())
    mine = ["-".join(view.dyad)] if view.dyad and "-".join(view.dyad) in known else []
    others = [one for one in table["dyad"] if one not in mine]
    address.adopt({"dyads": tuple((mine + others)[:3])})


def align_control(selection: Selection) -> None:
    """Show what the horizontal axis counts from: the calendar, an event of each pair, or any one event."""
    events = data.events()
    labels = ON | pairs_of.events_to_align_on(events, selection.dyads, language)
    if selection.align not in labels:
        labels[selection.align] = pairs_of.aligned_on(selection.align, events, tag)
    st.selectbox(
        "Line up on",
        list(labels),
        format_func=labels.get,
        filter_mode="fuzzy",
        help="Or type words, a year or a country to find an event of these pairs; each is then counted from "
        "its day.",
        **address.control("w-align", "align"),
        width=640,
    )


def say_missing(keys: list[str]) -> None:
    """Say which pairs have nothing in view, and what is recorded of them all the same."""
    counting = set(pairs["dyad"])
    ways = {key: uncounted.of_pair((key[:3], key[4:])) for key in keys if key not in counting}
    besides = {pair(key, language): found for key, found in ways.items() if found}
    without = [pair(key, language) for key in keys if not ways.get(key)]
    if without:
        st.warning(f"No event in view is recorded for {plain(', '.join(without))}.")
    if besides:
        st.warning(f"No event of {plain(', '.join(besides))} counts on a curve. {uncounted.BESIDES}")
    for name, found in besides.items():
        uncounted.show(found, of=name)


@st.fragment
def comparison() -> None:
    """The figure with its files and its numbers."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Drawn",
            list(WAYS),
            format_func=WAYS.get,
            required=True,
            **address.control("compare-way", "drawing", in_fragment=True),
        )
        if address.selection().method == DEFAULT_METHOD:
            st.segmented_control(
                "Showing",
                list(COLUMNS),
                format_func=COLUMNS.get,
                required=True,
                **address.control("compare-column", "column", in_fragment=True),
            )
    selection = address.selection()
    events = data.events()
    records = [one for one in data.records(selection) if one.key in selection.dyads]
    days = pairs_of.anchors_of(selection, records, events)
    source = many.source_of(pairs_of.CHARTS["compare"], "/compare", records)
    asked = pairs_of.comparison(
        records, selection, events, today=data.today(), source=source, language=language
    )
    left_out = [asked.names[one.key] for one in records if days is not None and one.key not in days]
    if left_out:
        st.warning(f"Left out, since no such event is recorded: {plain(', '.join(left_out))}.")
    say_missing([key for key in selection.dyads if key not in {one.key for one in records}])
    if asked.frame.empty:
        frame.empty("Nothing to compare.", "Choose other pairs, or line them up on the calendar.")
        return
    if asked.column in ("cooperation", "friction", "balance"):
        st.markdown(
            "**Take care**: points depend on how closely a pair was followed. Compare turns, not heights."
        )
    figure = pairs_of.comparison_figure(asked, selection)
    st.subheader(chart.title(asked), anchor=False)
    figures.drawn(figure.draw(figures.style()), key="chart-compare", alt=figure.alt)
    if days:
        counted = "; ".join(f"{asked.names[key]}: {day(when, tag=tag)}" for key, when in days.items())
        each = f" {plain(counted)}." if selection.align in ON else ""
        st.caption(f"{asked.freq.capitalize()} 0 is {plain(asked.aligned_on)}.{each}")
    export_bar.show("files-compare", "the comparison", figure.stem, many.document(figure))
    figures.numbers_of(lambda: figure.table, "comparison", key="numbers-compare")


sidebar.filters()
pairs = data.dyads()
known = list(pairs["dyad"])
st.title("Pairs side by side", anchor=False)
st.html(
    '<p class="bil bil-standfirst">Shapes and turns can be compared, and net; levels cannot, since '
    "pairs were "
    f"followed with different effort. {escape('At most six pairs.')}</p>"
)
if pairs.empty:
    nothing_yet.show()
    st.stop()
choose_start(known)
selection = address.selection()
st.multiselect(
    "Pairs",
    sorted({*known, *selection.dyads}, key=lambda one: pair(one, language).casefold()),
    format_func=lambda one: pair(one, language),
    max_selections=MAX_COMPARED,
    placeholder="Type a country",
    **address.control("w-dyads", "dyads", read_value=tuple, shown=list(selection.dyads)),
)
align_control(selection)
if not selection.dyads:
    frame.empty("No pair is chosen.", "Type the name of a country above.")
    st.stop()
comparison()
