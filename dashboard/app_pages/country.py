"""One country's partners: ranked, on the map, and what it deals with each of them in."""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    data,
    figures,
    frame,
    grids,
    locales,
    many,
    nothing_yet,
    opening_rows,
    pickers,
    sidebar,
    tables,
    uncounted,
)
from dashboard import pairs as pairs_of
from dashboard.charts import partners as ranking
from dashboard.components import export_bar, viewport
from dashboard.measures.overview import partners as partners_of
from dashboard.measures.sentences import topics_text, with_article
from dashboard.measures.topic_mix import topic_mix
from dashboard.wording import country, number, topic_label
from db.vocabulary.regions import REGIONS

PAGE = {
    "title": "One country",
    "icon": "public",
    "rank": 40,
}

N_TOPICS = 3
language, tag = data.language(), st.context.locale


def choose_country(pairs: pd.DataFrame) -> None:
    """Show the picker; without a choice the first country of the pair, or the busiest one, is taken."""
    view = address.selection()
    if view.country is None:
        busiest = pickers.busiest_pair(pairs)
        address.adopt({"country": view.country_a or (busiest[0] if busiest else None)})
    view = address.selection()
    known = pickers.partners_of(pairs, None)
    known += [one for one in (view.country,) if one and one not in known]
    st.selectbox(
        "Country",
        known,
        format_func=lambda one: country(one, language),
        placeholder="Type a country",
        filter_mode="fuzzy",
        width=300,
        **address.control("w-country", "country"),
    )


@st.cache_data(max_entries=64, show_spinner=False)
def topics_by_partner(now: Any, selection: Any, iso3: str) -> dict[str, list[tuple[str, float]]]:
    """Return the leading topics of each pair of the country with their shares, all years."""
    found = {}
    for record in data.records(selection):
        if iso3 in (record.country_a, record.country_b):
            mix = topic_mix(record, "all").frame
            top = mix[mix["topic"].notna()].head(N_TOPICS)
            found[record.key] = [(str(t), float(s)) for t, s in zip(top["topic"], top["share"], strict=True)]
    return found


@st.fragment
def figures_of_country() -> None:
    """The ranking and the map, with their files."""
    name = country(iso3, language)
    shown = [one for one in data.records(address.selection()) if one.key in set(mine["dyad"])]
    source = many.source_of(f"Partners of {name}", "/country", shown)
    found = pairs_of.country_figures(overview, address.selection(), source=source, language=language)
    for chart_id, heading in (("partners", "Partners ranked"), ("map", "On the map")):
        figure = found[chart_id]
        st.header(heading, anchor=chart_id)
        if chart_id == "map" and selection.change_since:
            st.caption(f"Coloured by the change of net {scope.over}.")
        figures.drawn(figure.draw(figures.style()), key=f"chart-{chart_id}", alt=figure.alt)
        export_bar.show(
            f"files-{chart_id}",
            f"{heading.lower()} of {name}",
            figure.stem,
            many.document(figure),
        )
        figures.numbers_of(lambda figure=figure: figure.table, heading, key=f"numbers-{chart_id}")


def topic_words(found: Iterable[tuple[str, float]]) -> str:
    """Return topics with their shares, in one line."""
    return ", ".join(f"{topic_label(topic)} {locales.percent(share, tag=tag)}" for topic, share in found)


def topics_since(change: float, found: tuple[tuple[str, float], ...]) -> str:
    """Return in which topics net moved: those of cooperation where it rose, of friction where it fell."""
    if not abs(change) >= 0.5:  # NaN too
        return ""
    side = "Cooperation" if change > 0 else "Friction"
    return f"{side}: {topic_words(found)}" if found else f"No {side.lower()} on record"


def rows_of(mine: pd.DataFrame) -> pd.DataFrame:
    """Return the partners as their table shows them."""
    if selection.change_since:
        topics = [topics_since(*one) for one in zip(mine["net_change"], mine["topics"], strict=True)]
    else:
        leading = topics_by_partner(data.stand(), selection, iso3)
        topics = [topic_words(leading.get(key, [])) for key in mine["dyad"]]
    shown = pd.DataFrame(
        {
            "partner": [names[one] for one in mine["partner"]],
            "net": mine["net"].round(0) + 0.0,
            "change": mine["net_change"].round(0) + 0.0,
            "trend": [tables.BADGES[None] if pd.isna(one) else tables.BADGES[one] for one in mine["badge"]],
            "spark": [tables.spark(one) for one in mine["spark"]],
            "topics": topics,
            "last": tables.last_events(mine),
            "tier": mine["tier"].fillna(""),
            "n_events_12m": mine["n_events_12m"],
        }
    )
    # A trend is one of twelve months: it would contradict a change since a year.
    gone = ["trend"] if selection.change_since else []
    # What the partners are ranked by can be read beside them.
    gone += [] if selection.ranked_by == "events" else ["n_events_12m"]
    return shown.drop(columns=gone)


def show_partners(mine: pd.DataFrame, by_box: int | None) -> None:
    """Show each partner with its key figures and leading topics; a row opens the pair.

    Args:
        mine: The partners.
        by_box: The row that was opened in the box above.
    """
    shown = rows_of(mine)
    since = selection.change_since
    topics = f"Leading topics since {since}" if since else "Leading topics, share of events"
    if not since and "n_events_12m" in shown:
        topics = "Leading topics, share"
    change = f"Change since {since}" if since else "Change"
    # The column of the twelve months takes its room from the longest ones.
    room = grids.RECENT_EVENTS // 2 if "n_events_12m" in shown else 0
    chosen = grids.show_wrapped(
        shown,
        key="table-partners",
        alt="Partners with net, its change, leading topics and the last event",
        # With all the partners of the world the figures below would be far out of sight.
        tallest=1400,
        on_select="rerun",
        selection_mode=("single-row", "single-cell"),
        column_config={
            "partner": st.column_config.TextColumn("Partner", width=135 if viewport.is_narrow() else 105),
            "net": grids.signed_column("Net", width=48),
            "change": grids.signed_column(
                change,
                width=118 if since else 62,
                help=f"Of net, from 1 January {since}."
                if since
                else "Of net, over 12 months; a dash where too few are on record.",
            ),
            "trend": st.column_config.TextColumn("Trend", width=70),
            "spark": st.column_config.LineChartColumn(
                "Net, 10 years", y_min=-100, y_max=100, color=tables.line_colour(), width=85
            ),
            "topics": st.column_config.TextColumn(
                topics,
                width=(215 if since else 198) - room,
                help="Share of the events of cooperation where net rose, of friction where it fell."
                if since
                else "Share of the pair's events, of all years.",
            ),
            "last": st.column_config.TextColumn("Last event", width=230 - room),
            "tier": st.column_config.TextColumn("Title of partnership", width=140),
            "n_events_12m": grids.recent_events_column(),
        },
        days=("last",),
    )
    row = opening_rows.row_of(chosen, by_box, len(mine))
    if row is not None:
        st.switch_page(
            "app_pages/dyad.py",
            query_params=address.query_of(
                country_a=iso3, country_b=str(mine["partner"].iloc[row]), opened=None, load=None
            ),
        )


def standfirst() -> str:
    """Return what is listed and measured, as of when, and who is left out."""
    n = f"{len(mine)} partners" if len(mine) != 1 else "One partner"
    as_of = ranking.stands_on(mine["as_of"])
    ends = " to that day" if as_of else ""
    said = [
        f"{n}{scope.where} with recorded events. Net runs from −100, all friction, to +100, all "
        f"cooperation{f', as of {as_of}' if as_of else ''}."
    ]
    if selection.change_since:
        said.append(f"Changes run from 1 January {selection.change_since}{ends}.")
        best = mine.loc[mine["net_change"].idxmax()] if mine["net_change"].notna().any() else None
        if best is not None and best["net_change"] >= 1 and best["topics"]:
            said.append(
                f"What {name} and {with_article(names[best['partner']])} did together since then was mostly "
                f"about {topics_text([topic for topic, _ in best['topics']])}."
            )
        lowest = mine["net_change"].min()
        if lowest <= -1 and len(mine) > 1:
            away = str(mine["partner"].iloc[int(mine["net_change"].argmin())])
            said.append(
                f"{name} drew apart most from {with_article(names[away])} (net down {number(-lowest)})."
            )
        said += [scope.caution] if scope.caution else []
    said.append("Partners without recorded events are left out; that is no proof that nothing happened.")
    return " ".join(said)


sidebar.filters(is_of_pair=False)
pairs = data.dyads()
if pairs.empty:
    st.title("One country", anchor=False)
    nothing_yet.show()
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom", key="country-pickers"):
    choose_country(pairs)
    iso3 = str(address.selection().country)
    pickers.change_since("country")
    pickers.region(set(pickers.partners_of(pairs, iso3)))
selection = address.selection()
overview, _, _ = data.overview_of(selection)
mine = partners_of(overview, iso3, selection.ranked_by, selection.region) if len(overview) else overview
name = country(iso3, language)
frame.name_window(name)
names = {one: country(one, language) for one in mine["partner"]} if len(mine) else {}
scope = pairs_of.scope_of(mine, selection, names) if len(mine) else ranking.Scope()
if mine.empty:
    where = f" in {REGIONS[selection.region].label}" if selection.region else ""
    is_counted = bool(pickers.partners_of(pairs, iso3))
    ways = [] if is_counted else uncounted.of_country(iso3)
    st.title(
        f"{name}: nothing on record counts yet" if ways else f"{name}: no partners{where} on record",
        anchor=False,
    )
    if ways:
        frame.empty(f"No event with {name} counts on a curve.", uncounted.BESIDES)
        uncounted.show(ways)
    elif selection.filters:
        frame.empty(
            "No event passes the filters: " + "; ".join(selection.filters) + ".",
            "Take a filter away in the sidebar, or go back to the defaults there.",
        )
    elif selection.region:
        frame.empty(f"No event of {name} with a partner{where} is recorded.", "Choose another region above.")
    else:
        frame.empty(
            f"No event with {name} is recorded.", "Choose another country, or add events on the page Add."
        )
    st.stop()
st.title(ranking.title(mine, names, name, scope), anchor=False)
st.html(f'<p class="bil bil-standfirst">{escape(standfirst())}</p>')
with st.container(horizontal=True, vertical_alignment="bottom", key="partners-controls"):
    pickers.ranking(
        {
            "net": "Net",
            "change": f"Change since {scope.since}" if scope.since else "Change in 12 months",
            "events": "Events in 12 months",
            "name": "Name",
        }
    )
    opened_row = opening_rows.choose(
        "Open a partner", [names[one] for one in mine["partner"]], key="w-country-open"
    )
show_partners(mine, opened_row)
figures_of_country()
