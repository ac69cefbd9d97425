"""Up to six pairs side by side: on the calendar, or counted from an event of each."""

from html import escape

import streamlit as st

from dashboard import address, data, figures, frame, many, sidebar
from dashboard.charts import compare as chart
from dashboard.charts.contract import Style
from dashboard.components import export_bar
from dashboard.measures.compare import anchors, compare
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS
from dashboard.selection import MAX_COMPARED, Selection
from dashboard.wording import day, pair, plain

PAGE = {
    "title": "Compare",
    "icon": "stacked_line_chart",
    "rank": 30,
}

WAYS = {"overlaid": "In one figure", "multiples": "Side by side"}
ON = {
    "calendar": ("The calendar", ""),
    "upgrade": ("Latest partnership upgrade", "the latest partnership upgrade of each pair"),
    "visit": ("Latest leader's visit", "the latest leader's visit of each pair"),
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
    """Show what the horizontal axis counts from; an event named in the address is offered too."""
    known = list(ON)
    if selection.align not in known:
        known.append(selection.align)
    st.selectbox(
        "Line up on",
        known,
        format_func=lambda one: ON[one][0] if one in ON else event_words(one),
        **address.control("w-align", "align"),
        width=300,
    )


def event_words(align: str) -> str:
    """Return the title of the event that the view is lined up on."""
    events = data.events()
    found = events[events["event_id"] == int(align.removeprefix("event:"))]
    if found.empty:
        return "An event that the store does not hold"
    row = found.iloc[0]
    return f"{row['title']} ({day(row['date'], row['date_precision'], tag=tag)})"


def anchors_of(selection: Selection, records: list) -> dict | None:
    """Return the day from which each pair is counted; one picked event gives its day to all pairs."""
    if not selection.align.startswith("event:"):
        return anchors(records, selection.align)
    events = data.events()
    found = events[events["event_id"] == int(selection.align.removeprefix("event:"))]
    return {} if found.empty else {one.key: found["date"].iloc[0].date() for one in records}


@st.fragment
def comparison() -> None:
    """The figure with its files and its numbers."""
    selection = address.selection()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = st.segmented_control(
            "Drawn", list(WAYS), format_func=WAYS.get, default="overlaid", required=True, key="compare-way"
        )
        column = "net"
        if selection.method == DEFAULT_METHOD:
            column = st.segmented_control(
                "Showing",
                list(COLUMNS),
                format_func=COLUMNS.get,
                default="net",
                required=True,
                key="compare-column",
            )
        else:
            column = METHODS[selection.method].columns[0]
    by_key = {one.key: one for one in data.records(selection)}
    records = [by_key[key] for key in selection.dyads if key in by_key]
    days = anchors_of(selection, records)
    series = compare(records, selection.params(today=data.today()), days)
    names = {one.key: pair(one.key, language) for one in records}
    on = (
        ""
        if days is None
        else ON[selection.align][1]
        if selection.align in ON
        else event_words(selection.align)
    )
    left_out = [names[one.key] for one in records if days is not None and one.key not in days]
    missing = [pair(key, language) for key in selection.dyads if key not in by_key]
    asked = chart.Comparison(
        series,
        names,
        column=column or "net",
        freq=selection.freq,
        aligned_on=on,
        source=many.source_of("Comparison of pairs of countries", "/compare"),
        unit="" if selection.method == DEFAULT_METHOD else METHODS[selection.method].unit,
    )
    draw = chart.overlay if way == "overlaid" else chart.multiples
    if left_out:
        st.warning(f"Left out, since no such event is recorded: {plain(', '.join(left_out))}.")
    if missing:
        st.warning(f"No event in view is recorded for {plain(', '.join(missing))}.")
    if series.empty:
        frame.empty("Nothing to compare.", "Choose other pairs, or line them up on the calendar.")
        return
    if column in ("cooperation", "friction", "balance"):
        st.markdown(
            "**Take care**: points depend on how closely a pair was followed. Compare turns, not heights."
        )
    st.subheader(chart.title(asked), anchor=False)
    figures.drawn(draw(asked, figures.style()), key="chart-compare", alt=chart.alt(asked))
    if days:
        counted = "; ".join(f"{names[key]}: {day(when, tag=tag)}" for key, when in days.items())
        st.caption(f"Month 0 is {plain(on)}. {plain(counted)}.")

    def drawn(style: Style) -> object:
        return draw(asked, style)

    export_bar.show(
        "files-compare",
        "the comparison",
        many.stem_of("compare", asked.dyads),
        lambda: many.document(
            "compare",
            "Comparison of pairs of countries",
            asked.dyads,
            lambda: {"compare": chart.table(asked)},
            drawn,
            alt=chart.alt(asked),
            path="/compare",
        ),
    )
    figures.numbers_of(lambda: chart.table(asked), "comparison", key="numbers-compare")


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
    frame.empty(
        "The store holds no events yet.",
        "Load the shipped events with the command: bilateral ingest embedded. Or add your own on the "
        "page Add.",
    )
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
