"""Where the events come from: sources and licences, coverage, loads with what was rejected and why."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import adding_table, address, changing, data, grids, health, nothing_yet
from dashboard.components import scroll, viewport
from dashboard.locales import day, span
from dashboard.wording import iso_day, link, number, pair, plain

PAGE = {
    "title": "Sources",
    "icon": "library_books",
    "rank": 80,
}

# Label, help and width in pixels of each count of a load, what matters most first.
COUNTS = {
    "n_read": ("Read", "Rows of the input.", 66),
    "n_added": ("Added", "New events.", 72),
    "n_rejected": ("Rejected", "Rows that could not be used.", 84),
    "n_updated": ("Updated", "Rows known before that say something else now.", 80),
    "n_merged": ("Merged", "More evidence of events that were there.", 78),
    "n_unchanged": ("Unchanged", "Rows known before.", 94),
    "n_duplicate": ("Duplicate", "Rows that stand in the input twice.", 86),
    "n_withdrawn": ("Withdrawn", "Events that a complete new version no longer holds.", 94),
}
# Counts that are shown even where they are 0 in every load.
ALWAYS = ("n_read", "n_added", "n_rejected")
_NOT_IN_FORCE = {"undone": "since undone", "failed": "but it failed"}
tag, language = st.context.locale, data.language()


def show_sources(sources: pd.DataFrame, loads: pd.DataFrame) -> None:
    """Show each source with its licence and its citation."""
    row: Any
    for row in sources.itertuples(index=False):
        with st.container(border=True, key=f"source-{row.source_id}"):
            covers = (
                span(row.coverage_from, row.coverage_to, tag=tag)
                if pd.notna(row.coverage_from) and pd.notna(row.coverage_to)
                else "no span of time: it adds events but no coverage"
            )
            facts = [
                f"Events: {number(row.n_events, tag=tag)}{_not_counted(row)}",
                f"Covers: {escape(covers)}",
                f"Last loaded: {escape(_last_loaded(loads[loads['source_id'] == row.source_id]))}",
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


def _not_counted(source: Any) -> str:
    """Return how many events of a source do not count, and why; "" where all do."""
    kinds = (
        (source.n_waiting, "waits for a decision", "wait for a decision"),
        (source.n_hidden, "was rejected", "were rejected"),
    )
    told = [f"{number(n, tag=tag)} {one if n == 1 else many}" for n, one, many in kinds if n]
    return f"; besides, {' and '.join(told)}" if told else ""


def _last_loaded(loads: pd.DataFrame) -> str:
    """Return when a source was last loaded; of a load that does not count also why, and which one does."""
    if loads.empty:
        return "never"
    newest, done = loads.iloc[0], loads[loads["status"] == "done"]
    said = day(newest["started_at"], tag=tag)
    if newest["status"] == "done":
        return said
    before = f"; the load of {day(done['started_at'].iloc[0], tag=tag)} is in force" if len(done) else ""
    return f"{said}, {_NOT_IN_FORCE[newest['status']]}{before}"


def show_coverage(pairs: pd.DataFrame, spans: pd.DataFrame) -> None:
    """Show what span is covered for each pair, and how fresh its last event is."""
    events = data.events().sort_values("date", kind="stable")
    days_of = events.assign(said=list(map(iso_day, events["date"], events["date_precision"]))).groupby(
        "dyad"
    )["said"]
    by_pair = spans.groupby("dyad")["source_id"].agg(lambda ids: ", ".join(sorted(set(ids))))
    shown = pd.DataFrame(
        {
            "Pair": [pair(one, language) for one in pairs["dyad"]],
            "Events": pairs["n_events"],
            "First event": list(pairs["dyad"].map(days_of.first())),
            "Last event": list(pairs["dyad"].map(days_of.last())),
            "Covered from": pairs["coverage_from"].dt.strftime("%Y-%m-%d").fillna("not covered"),
            "Covered to": pairs["coverage_to"].dt.strftime("%Y-%m-%d").fillna("–"),
            "By": [by_pair.get(one, "") for one in pairs["dyad"]],
        }
    )
    days = ("First event", "Last event", "Covered from", "Covered to")
    grids.show(
        shown,
        key="table-coverage",
        alt="Coverage of each pair of countries",
        column_config={
            "Events": st.column_config.NumberColumn(format="localized"),
            **{name: grids.day_column(name, shown[name]) for name in days},
        },
    )


def show_loads(loads: pd.DataFrame) -> None:
    """Show every write into the store; a chosen row opens what it did, what it rejected, and the way back."""
    counts = {name: told for name, told in COUNTS.items() if name in ALWAYS or loads[name].any()}
    shown = pd.DataFrame(
        {
            "Load": loads["load_id"],
            "Input": loads["input_name"],
            "When (UTC)": loads["started_at"].dt.strftime("%Y-%m-%d %H:%M"),
            "State": loads["status"].str.capitalize(),
            **{label: loads[name] for name, (label, _, _) in counts.items()},
            "Source": loads["source_id"],
            "Notes": loads["message"],
        }
    )
    left_out = [label.lower() for name, (label, _, _) in COUNTS.items() if name not in counts]
    with st.container(key="screen-loads-hint"):
        st.caption(
            "Newest first. Choose a load (with Shift and Space by keyboard) to see what it rejected, or to "
            "undo it." + (f" Left out, being 0 in every load: {', '.join(left_out)}." if left_out else "")
        )
    is_narrow = viewport.is_narrow()
    # On a phone what a load did goes before when it did it: about four columns are in sight.
    first = ["Load", "Input", "Added", "Rejected"] if is_narrow else []
    chosen = grids.show(
        shown[[*first, *(name for name in shown.columns if name not in first)]],
        key="table-loads",
        alt="Loads, newest first, with the counts of their rows",
        height=min(38 + 35 * len(shown), 420),
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Load": st.column_config.NumberColumn(width=58, format="localized"),
            "Input": st.column_config.TextColumn(width=110 if is_narrow else 200),
            "When (UTC)": grids.day_column("When (UTC)", shown["When (UTC)"], width=150),
            "State": st.column_config.TextColumn(width=74),
            **{
                label: st.column_config.NumberColumn(width=width, format="localized", help=told)
                for label, told, width in counts.values()
            },
            "Source": st.column_config.TextColumn(width=130),
        },
    )
    rejecting = loads[loads["n_rejected"] > 0]
    picked = [int(loads["load_id"].iloc[row]) for row in chosen.selection.rows if row < len(loads)]
    asked = address.selection().load
    if picked:
        show_load(loads[loads["load_id"] == picked[0]].iloc[0])
    elif asked in set(loads["load_id"]):
        with st.container(key="asked-load"):
            show_load(loads[loads["load_id"] == asked].iloc[0])
        scroll.to("asked-load", f"arrival-{address.arrivals()}")
    elif asked is not None:
        st.warning(
            f"The store has no load {asked}: the link may be of another store.", icon=":material/link_off:"
        )
    elif len(rejecting):
        show_rejects(int(rejecting["load_id"].iloc[0]))
    else:
        st.markdown("No row of any load was rejected.")


def show_load(load: "pd.Series[Any]") -> None:
    """Show one load in full, with its undo."""
    load_id = int(load["load_id"])
    st.subheader(f"Load {load_id}: {load['input_name']}", anchor=False)
    if load["message"]:
        st.markdown(plain(str(load["message"])))
    span = (
        f"covers {day(load['coverage_from'])} to {day(load['coverage_to'])}"
        if pd.notna(load["coverage_from"]) and pd.notna(load["coverage_to"])
        else "vouches for no span"
    )
    read = f"sha256 {load['sha256'][:16]}… of what was read" if load["sha256"] else "no file was read"
    st.caption(f"It {span}. Read by version {plain(load['code_version'])}; {read}.")
    if load["status"] == "done":
        if data.notes():
            st.caption("The store may only be read, so the load cannot be undone here.")
        elif st.button("Undo this load", key="undo-load", icon=":material/undo:"):
            changing.confirm_undo(load_id, str(load["input_name"]))
    else:
        st.markdown(f"This load is {plain(str(load['status']))}: nothing of it counts.")
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
            f"{plain(str(reason).replace('_', ' '))}: **{number(n, tag=tag)}**"
            for reason, n in rows["reason"].value_counts().items()
        )
    )
    adding_table.show_rejects(
        rows, key=f"rejects-{load_id}", file_name=f"bilateral-rejects-load-{load_id}.csv"
    )


st.title("Where the events come from", anchor=False)
st.html(
    '<p class="bil bil-standfirst">Every source with its licence and the span it can speak for; every '
    "load with what was taken and what was rejected, and why. Nothing is dropped silently.</p>"
)
changing.said()
for sentence in data.notes():
    st.warning(plain(sentence))
st.caption(f"Store: {plain(data.store_name())}, revision {data.stand().revision}.")
sources = data.sources()
if sources.empty:
    nothing_yet.show("Nothing has been loaded yet.")
    st.stop()
loads = data.loads()
show_sources(sources, loads)
st.header("Coverage", anchor="coverage")
st.markdown(
    "Inside its coverage a pair without an event has “no recorded event”, which is no proof that nothing "
    "happened. Before it, values are missing; after it, curves are dashed."
)
show_coverage(data.dyads(), data.coverage_spans())
st.header("Loads", anchor="loads")
show_loads(loads)
st.header("Health of the store", anchor="health")
health.show()
