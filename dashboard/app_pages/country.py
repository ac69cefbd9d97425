"""One country's partners: ranked, on the map, and what it deals with each of them in."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, data, figures, frame, grids, locales, many, pickers, sidebar, tables
from dashboard import pairs as pairs_of
from dashboard.charts import partners as ranking
from dashboard.components import export_bar
from dashboard.locales import day
from dashboard.measures.overview import partners as partners_of
from dashboard.measures.topic_mix import topic_mix
from dashboard.wording import country, iso_day, topic_label

PAGE = {
    "title": "One country",
    "icon": "public",
    "rank": 40,
}

RANKINGS = {"net": "Net", "change": "Change in 12 months", "events": "Events in 12 months", "name": "Name"}
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
    selection = address.selection()
    iso3 = str(selection.country)
    table, _, _ = data.overview_of(selection)
    st.segmented_control(
        "Rank by",
        list(RANKINGS),
        format_func=RANKINGS.get,
        required=True,
        **address.control("country-rank", "rank", in_fragment=True),
    )
    name = country(iso3, language)
    source = many.source_of(f"Partners of {name}", "/country")
    found = pairs_of.country_figures(table, address.selection(), source=source, language=language)
    for chart_id, heading in (("partners", "Partners ranked"), ("map", "On the map")):
        figure = found[chart_id]
        st.header(heading, anchor=chart_id)
        figures.drawn(figure.draw(figures.style()), key=f"chart-{chart_id}", alt=figure.alt)
        export_bar.show(
            f"files-{chart_id}",
            f"{heading.lower()} of {name}",
            figure.stem,
            many.document(figure),
        )
        figures.numbers_of(lambda figure=figure: figure.table, heading, key=f"numbers-{chart_id}")


def show_partners(mine: pd.DataFrame, iso3: str) -> None:
    """Show each partner with its key figures and leading topics; a row opens the pair."""
    topics = topics_by_partner(data.stand(), address.selection(), iso3)
    shown = pd.DataFrame(
        {
            "partner": [country(one, language) for one in mine["partner"]],
            "net": mine["net"].round(0) + 0.0,
            "change": mine["net_change_12m"].round(0) + 0.0,
            "trend": [tables.BADGES[None] if pd.isna(one) else tables.BADGES[one] for one in mine["badge"]],
            "spark": [tables.spark(one) for one in mine["spark"]],
            "topics": [
                ", ".join(f"{topic_label(t)} {locales.percent(s, tag=tag)}" for t, s in topics.get(key, []))
                for key in mine["dyad"]
            ],
            "tier": mine["tier"].fillna(""),
            "last": [
                "" if pd.isna(when) else f"{iso_day(when, precision)}: {title}"
                for when, precision, title in zip(
                    mine["last_event_date"],
                    mine["last_event_precision"],
                    mine["last_event_title"],
                    strict=True,
                )
            ],
        }
    )
    chosen = grids.show(
        shown,
        key="table-partners",
        alt="Partners with net, its change, leading topics and the last event",
        height=38 + 35 * len(shown),
        on_select="rerun",
        selection_mode=("single-row", "single-cell"),
        column_config={
            "partner": st.column_config.TextColumn("Partner", width=140),
            "net": grids.number_column("Net", sign=True, width=60),
            "change": grids.number_column("Change", sign=True, width=75, help="Over 12 months."),
            "trend": st.column_config.TextColumn("Trend", width=85),
            "spark": st.column_config.LineChartColumn(
                "Net, last 10 years", y_min=-100, y_max=100, color=tables.line_colour(), width=140
            ),
            "topics": st.column_config.TextColumn("Leading topics, share of events", width=330),
            "tier": st.column_config.TextColumn("Title of partnership", width=220),
            "last": grids.day_column("Last event", shown["last"], width=320),
        },
    )
    rows = list(chosen.selection.rows) or [cell[0] for cell in chosen.selection.cells]
    if rows and rows[0] < len(mine):
        st.switch_page(
            "app_pages/dyad.py",
            query_params=address.query_of(
                country_a=iso3, country_b=str(mine["partner"].iloc[rows[0]]), opened=None
            ),
        )


sidebar.filters(is_of_pair=False)
pairs = data.dyads()
if pairs.empty:
    st.title("One country", anchor=False)
    frame.empty(
        "The store holds no events yet.",
        "Load the shipped events with the command: bilateral ingest embedded. Or add your own on the "
        "page Add.",
    )
    st.stop()
choose_country(pairs)
selection = address.selection()
iso3 = str(selection.country)
overview, _, end = data.overview_of(selection)
mine = partners_of(overview, iso3) if len(overview) else overview
name = country(iso3, language)
if mine.empty:
    st.title(f"{name}: no partners on record", anchor=False)
    if selection.filters:
        frame.empty(
            "No event passes the filters: " + "; ".join(selection.filters) + ".",
            "Take a filter away in the sidebar, or go back to the defaults there.",
        )
    else:
        frame.empty(
            f"No event with {name} is recorded.", "Choose another country, or add events on the page Add."
        )
    st.stop()
names = {one: country(one, language) for one in mine["partner"]}
st.title(ranking.title(mine, names, name), anchor=False)
st.html(
    f'<p class="bil bil-standfirst">{len(mine)} partners with recorded events. Net runs from −100, all '
    f"friction, to "
    f"+100, all cooperation{escape(f', as of {day(end)}' if end else '')}. Partners without "
    f"recorded events are "
    "left out; that is no proof that nothing happened.</p>"
)
show_partners(mine, iso3)
figures_of_country()
