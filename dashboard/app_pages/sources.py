"""Where the events come from: sources and licences, coverage, loads with what was rejected and why."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, frame, tables
from dashboard.wording import day, link, number, pair, plain

PAGE = {
    "title": "Sources",
    "icon": "library_books",
    "section": "About the data",
    "rank": 80,
    "help": "Where the events come from, what was loaded and what was rejected.",
}

tag, language = st.context.locale, data.language()


def show_sources(sources: pd.DataFrame) -> None:
    """Show each source with its licence and its citation."""
    row: Any
    for row in sources.itertuples(index=False):
        with st.container(border=True, key=f"source-{row.source_id}"):
            span = (
                f"covers {day(row.coverage_from, tag=tag)} to {day(row.coverage_to, tag=tag)}"
                if pd.notna(row.coverage_from) and pd.notna(row.coverage_to)
                else "vouches for no span of time: it adds events but no coverage"
            )
            loaded = (
                f"last loaded {day(row.last_loaded_at, tag=tag)}"
                if pd.notna(row.last_loaded_at)
                else "never loaded"
            )
            facts = [
                f"{number(row.n_events, tag=tag)} events; {span}; {loaded}",
                f"Licence: {escape(row.licence or 'not stated')}",
                f"Publisher: {escape(row.publisher or 'not stated')}"
                + (f", {link(row.url)}" if row.url else ""),
            ]
            if row.version:
                facts.append(f"Version: {escape(row.version)}")
            if row.citation:
                facts.append(f"Cite as: {escape(row.citation)}")
            if row.note:
                facts.append(escape(row.note))
            items = "".join(f"<li>{fact}</li>" for fact in facts)
            st.html(
                f'<div class="bil"><strong>{escape(row.title)}</strong> '
                f"<code>{escape(row.source_id)}</code>, "
                f'{escape(row.layer)} layer<ul class="bil-facts">{items}</ul></div>'
            )


def show_coverage(pairs: pd.DataFrame, spans: pd.DataFrame) -> None:
    """Show what span is covered for each pair, and how fresh its last event is."""
    by_pair = spans.groupby("dyad")["source_id"].agg(lambda ids: ", ".join(sorted(set(ids))))
    shown = pd.DataFrame(
        {
            "Pair": [pair(one, language) for one in pairs["dyad"]],
            "Events": pairs["n_events"],
            "First event": pairs["first_date"].dt.strftime("%Y-%m-%d"),
            "Last event": pairs["last_date"].dt.strftime("%Y-%m-%d"),
            "Covered from": pairs["coverage_from"].dt.strftime("%Y-%m-%d").fillna("not covered"),
            "Covered to": pairs["coverage_to"].dt.strftime("%Y-%m-%d").fillna(""),
            "By": [by_pair.get(one, "") for one in pairs["dyad"]],
        }
    )
    st.dataframe(shown, key="table-coverage", hide_index=True, alt="Coverage of each pair of countries")


def show_loads(loads: pd.DataFrame) -> None:
    """Show every write into the store; a chosen row opens what it rejected."""
    shown = pd.DataFrame(
        {
            "Load": loads["load_id"],
            "Source": loads["source_id"],
            "Input": loads["input_name"],
            "When (UTC)": loads["started_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "State": loads["status"].str.capitalize(),
            "Read": loads["n_read"],
            "Added": loads["n_added"],
            "Updated": loads["n_updated"],
            "Merged": loads["n_merged"],
            "Unchanged": loads["n_unchanged"],
            "Rejected": loads["n_rejected"],
            "Notes": loads["message"],
        }
    )
    chosen = st.dataframe(
        shown,
        key="table-loads",
        hide_index=True,
        alt="Loads, newest first",
        on_select="rerun",
        selection_mode="single-row",
    )
    rejecting = loads[loads["n_rejected"] > 0]
    picked = [int(loads["load_id"].iloc[row]) for row in chosen.selection.rows if row < len(loads)]
    load_id = picked[0] if picked else int(rejecting["load_id"].iloc[0]) if len(rejecting) else None
    if load_id is None:
        st.markdown("No row of any load was rejected.")
        return
    show_rejects(load_id)


def show_rejects(load_id: int) -> None:
    """Show the rows that a load could not use, each with its reason."""
    rows = data.rejected_rows(load_id)
    st.subheader(f"Rejected by load {load_id}", anchor=False)
    if rows.empty:
        st.markdown("Every row of this load was used.")
        return
    st.markdown(
        "; ".join(
            f"{plain(str(reason))}: **{number(n, tag=tag)}**"
            for reason, n in rows["reason"].value_counts().items()
        )
    )
    shown = rows.rename(columns=str.capitalize)
    st.dataframe(
        shown, key="table-rejects", hide_index=True, alt=f"Rows that load {load_id} rejected, with reasons"
    )
    st.download_button(
        "Rejected rows as CSV",
        data=lambda: tables.csv_bytes(rows),
        file_name=f"bilateral-rejects-load-{load_id}.csv",
        mime="text/csv",
        key="download-rejects",
        on_click="ignore",
        icon=":material/download:",
    )


st.title("Sources", anchor=False)
st.html(
    '<p class="bil bil-standfirst">Where the events come from, for what span each source can speak, and '
    "what was "
    "loaded or rejected. Nothing is dropped silently.</p>"
)
for sentence in data.notes():
    st.warning(plain(sentence))
st.caption(f"Store: {plain(data.store_name())}, revision {data.stand().revision}.")
sources = data.sources()
if sources.empty:
    frame.empty(
        "Nothing has been loaded yet.",
        "Load the shipped events with the command: bilateral ingest embedded. Or add your own on the "
        "page Add.",
    )
    st.stop()
show_sources(sources)
st.header("Coverage", anchor="coverage")
st.markdown(
    "Inside its coverage a pair without an event has “no recorded event”, which is no proof that "
    "nothing happened. "
    "Before it, values are missing; after it, curves are dashed."
)
show_coverage(data.dyads(), data.coverage_spans())
st.header("Loads", anchor="loads")
show_loads(data.loads())
