"""How all pairs stand, what moved most of late and through which events; a click on a row opens the pair."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    data,
    frame,
    grids,
    locales,
    nothing_yet,
    opening_rows,
    pickers,
    sidebar,
    tables,
)
from dashboard.charts.partners import stands_on
from dashboard.components import viewport
from dashboard.locales import day
from dashboard.measures.badges import THRESHOLD
from dashboard.measures.moves import DAYS
from dashboard.measures.overview import rank
from dashboard.wording import iso_day, number, pair, plain
from db.counting import counted

PAGE = {
    "title": "Overview",
    "icon": "table_chart",
    "rank": 10,
}

N_MOVES = 4


def open_pair(dyad: str) -> None:
    """Go to the page of a pair."""
    first, _, second = dyad.partition("-")
    st.switch_page(
        "app_pages/dyad.py",
        query_params=address.query_of(country_a=first, country_b=second, opened=None, load=None),
    )


def show_moves(moved: pd.DataFrame, end: Any) -> None:
    """Show what moved most in the last days of the data, and through which events."""
    st.header("What moved most", anchor="moves")
    st.markdown(f"Change of net in the {DAYS} days to {day(end)}, where the systematic records end.")
    shown = moved[moved["change"].abs() >= 1].head(N_MOVES)
    if shown.empty:
        st.markdown("No pair moved by a point or more.")
        return
    row: Any
    with st.grid(2, min_column_width=300, gap="medium"):
        for row in shown.itertuples(index=False):
            with st.container(border=True, key=f"move-{row.dyad}"):
                name = pair(row.dyad, language)
                if st.button(name, key=f"open-{row.dyad}", type="tertiary", icon=":material/arrow_forward:"):
                    open_pair(row.dyad)
                # Net stands in the table in whole points too: the change is that of the nets as printed.
                moved_by = abs(round(row.net) - round(row.net_before))
                turned = "rose" if row.change > 0 else "fell"
                events = [
                    f"<li><time>{day(when, tag=tag)}</time>: {escape(title)}</li>"
                    for when, title in zip(row.dates, row.titles, strict=True)
                ]
                through = (
                    f'<ul class="bil-facts">{"".join(events)}</ul>'
                    if events
                    else "No new event on that side: earlier ones faded."
                )
                # The name is a button, and buttons are not printed.
                st.html(
                    f'<div class="bil"><strong class="bil-paper">{escape(name)}</strong>'
                    f"<strong>Net {turned} by "
                    f"{number(moved_by)}</strong>, from "
                    f"{number(row.net_before, sign=True)} to "
                    f"{number(row.net, sign=True)}.{through}</div>"
                )


def rows_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the overview as its table shows it; a column that no pair has anything for is left out."""
    shown = pd.DataFrame(
        {
            "pair": [pair(one, language) for one in table["dyad"]],
            "net": table["net"].round(0) + 0.0,
            "change": table["net_change"].round(0) + 0.0,
            "trend": [tables.BADGES[None] if pd.isna(one) else tables.BADGES[one] for one in table["badge"]],
            "spark": [tables.spark(one) for one in table["spark"]],
            "last_event": tables.last_events(table),
            "next_event": [
                "" if pd.isna(when) else f"{iso_day(when)}: {title}"
                for when, title in zip(table["next_event_date"], table["next_event_title"], strict=True)
            ],
            "tier": [
                "" if pd.isna(tier) else f"{tier} ({locales.digits(str(since.year), tag)})"
                for tier, since, precision in zip(
                    table["tier"], table["tier_since"], table["tier_precision"], strict=True
                )
            ],
            "n_events": table["n_events"],
            "n_events_12m": table["n_events_12m"],
        }
    )
    # A trend is one of twelve months: it would contradict a change since a year.
    gone = ["trend"] if selection.change_since else []
    gone += [] if any(shown["next_event"]) else ["next_event"]
    # What the pairs are ranked by can be read beside them.
    gone += ["n_events" if by == "events" else "n_events_12m"]
    return shown.drop(columns=gone)


def headline(table: pd.DataFrame) -> str:
    """Return how many pairs moved, over twelve months or since the chosen year."""
    if len(table) == 1:
        return "How one pair of countries stands"
    if table["net_change" if since else "badge"].isna().all():
        # That no pair moved would be news; here nobody knows.
        return f"{len(table)} pairs of countries{f' since {since}' if since else ''}: too few months covered"
    if since:
        up, down = ((sign * table["net_change"] >= THRESHOLD).sum() for sign in (1, -1))
        return f"{len(table)} pairs of countries since {since}: {up} grew closer, {down} drew apart"
    eased, strained = ((table["badge"] == badge).sum() for badge in ("eased", "strained"))
    return f"{len(table)} pairs of countries: {eased} eased, {strained} strained"


def standfirst(table: pd.DataFrame) -> str:
    """Return what net is and which moves have a name."""
    as_of = stands_on(table["as_of"])
    ends = " to that day" if as_of else ""
    said = (
        "Net runs from −100, all friction, to +100, all cooperation, and is what pairs may be compared by"
        f"{f'; it is given as of {as_of}' if as_of else ''}. "
    )
    if not since:
        over = f"the last twelve months covered{f', to {day(end)}' if end else ''}"
        said += f"Eased or strained: net moved by 10 or more over {over}."
        n_unknown = int(table["badge"].isna().sum())
        if n_unknown:
            whose = "every pair" if n_unknown == len(table) else counted(n_unknown, "pair")
            said += f" Of {whose} too few months are covered to say."
        return said
    said += f"Closer or apart: net moved by 10 or more from 1 January {since}{ends}."
    is_missing = table["net_change"].isna()
    if is_missing.any():
        without = (
            ["every pair"] if is_missing.all() else [pair(one, language) for one in table["dyad"][is_missing]]
        )
        said += f" Without a change: {', '.join(without)} (not covered that day, or still building up)."
    return said


language, tag = data.language(), st.context.locale
sidebar.filters(is_of_pair=False)
selection = address.selection()
table, moved, end = data.overview_of(selection)
if table.empty:
    st.title("How pairs of countries stand", anchor=False)
    if selection.filters:
        frame.empty(
            "No event passes the filters: " + "; ".join(selection.filters) + ".",
            "Take a filter away in the sidebar, or go back to the defaults there.",
        )
    else:
        nothing_yet.show()
    st.stop()

since = selection.change_since
st.title(headline(table), anchor=False)
st.html(
    '<p class="bil bil-standfirst">Bilateral follows how pairs of countries get on, through dated acts of '
    "cooperation and friction; every number opens into its events, each with a source.</p>"
    f'<p class="bil bil-standfirst">{escape(standfirst(table))}</p>'
)
if selection.filters or selection.weights.changes:
    changed = "; ".join((*selection.filters, *selection.weights.changes_in_words))
    st.markdown(f":material/filter_alt: **This view counts {plain(changed)}.** Every number follows.")
if end is not None and not moved.empty:
    show_moves(moved, end)

st.header("All pairs", anchor="pairs")
rankings = {
    "change": f"Change since {since}" if since else "Change in 12 months",
    "net": "Net",
    "events": "Events in 12 months",
    "name": "Name",
}
with st.container(horizontal=True, vertical_alignment="bottom", key="overview-controls"):
    by = st.segmented_control(
        "Rank by",
        list(rankings),
        format_func=rankings.get,
        default="change",
        required=True,
        key="overview-rank",
        persist_state="session",
    )
    pickers.change_since("overview")
    ranked = rank(table, by or "change")
    by_box = opening_rows.choose(
        "Open a pair", [pair(one, language) for one in ranked["dyad"]], key="w-overview-open"
    )
st.caption(
    "Levels of cooperation, friction and activity are left out here: how closely a pair was followed "
    "differs, so only net and its changes can be compared."
)
with st.container(key="screen-overview-hint"):
    st.caption("Click a row to open the pair.")
shown = rows_of(ranked)
has_next = "next_event" in shown
change = f"Change since {since}" if since else "Change"
# A column with a longer head takes its room from the longest one.
room = grids.RECENT_EVENTS - 62 if by == "events" else 0
chosen = grids.show_wrapped(
    shown,
    key="table-overview",
    alt="All pairs of countries with net, its change, title of partnership and last event",
    tallest=785,
    on_select="rerun",
    selection_mode=("single-row", "single-cell"),
    column_config={
        "pair": st.column_config.TextColumn(
            "Pair",
            pinned=viewport.is_narrow(),
            width=190 if viewport.is_narrow() else 130 if has_next else 140,
        ),
        "net": grids.signed_column("Net", width=50),
        "change": grids.signed_column(
            change,
            width=118 if since else 65,
            help=f"Of net, from 1 January {since}."
            if since
            else "Of net, over the last twelve months covered; a dash where too few months are on record.",
        ),
        "trend": st.column_config.TextColumn("Trend", width=70),
        "spark": st.column_config.LineChartColumn(
            "Net, 10 years",
            y_min=-100,
            y_max=100,
            color=tables.line_colour(),
            width=90,
            help="Month ends; −100 to +100 for every pair.",
        ),
        "last_event": st.column_config.TextColumn("Last event", width=(175 if has_next else 242) - room),
        "next_event": st.column_config.TextColumn("Next, scheduled", width=140),
        "tier": st.column_config.TextColumn("Title of partnership", width=128 if has_next else 210),
        "n_events": st.column_config.NumberColumn("Events", format="localized", width=62),
        "n_events_12m": grids.recent_events_column(),
    },
    days=("last_event", "next_event"),
)
row = opening_rows.row_of(chosen, by_box, len(ranked))
if row is not None:
    open_pair(str(ranked["dyad"].iloc[row]))
