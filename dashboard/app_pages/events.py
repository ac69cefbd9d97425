"""All events of the store: searched, filtered, opened with every proof, mended, downloaded."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    changing,
    data,
    event_card,
    frame,
    grids,
    nothing_yet,
    opening_rows,
    pickers,
    sidebar,
    tables,
)
from dashboard.components import export_bar, viewport
from dashboard.event_words import STATES, find_events, states
from dashboard.exports.cells import csv_text, records_of
from dashboard.exports.csv_file import BOM
from dashboard.exports.safety import one_line_json
from dashboard.locales import day
from dashboard.records import filter_events
from dashboard.searching import finds
from dashboard.selection import EVENT_STATES, MAX_SEARCH, Selection
from dashboard.wording import country, number, pair, plain
from db.counting import counted

PAGE = {
    "title": "Events",
    "icon": "event_note",
    "rank": 50,
}

SHOWN = 1_000  # rows of the table; files hold all


def found_events(asked: Selection) -> pd.DataFrame:
    """Return the events that the view asks for, newest first."""
    every, texts = data.all_events()
    keep = find_events(every, asked)
    if asked.search.strip():
        keep &= pd.Series(finds(texts, asked.search), index=every.index)
    return filter_events(every[keep], asked)[::-1]


def choices() -> None:
    """Show what finds events: words, countries, state."""
    st.text_input(
        "Search",
        type="search",
        placeholder="Words in title, place, country or title of partnership",
        max_chars=MAX_SEARCH,
        live="300ms",
        help='Every word must occur; "words in quotation marks" stand together. Accents and case do not '
        "count.",
        **address.control("w-search", "search", is_typed=True),
    )
    view = address.selection()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="event-choices"):
        pickers.any_pair("events")
        st.multiselect(
            "State",
            list(EVENT_STATES),
            format_func=STATES.get,
            placeholder="All but hidden",
            width=300,
            **address.control("w-states", "states", read_value=tuple, shown=list(view.states)),
        )


def say_nothing_found(asked: Selection) -> None:
    """Say why nothing is found, and offer the way out."""
    every, _ = data.all_events()
    if every.empty:
        nothing_yet.show()
        return
    said = [f"the words “{asked.search.strip()}”"] if asked.search.strip() else []
    said += [country(one, data.language()) for one in (asked.country_a, asked.country_b) if one]
    if asked.since or asked.until:
        since = day(asked.since) if asked.since else "from the start"
        said.append(f"the period {since} to {day(asked.until) if asked.until else 'the end'}")
    said += asked.filters
    said += [STATES[one].lower() for one in asked.states]
    frame.empty(
        "No event is found with " + "; ".join(said) + ".",
        "Take a word or a filter away. That nothing is recorded is no proof that nothing happened.",
    )
    st.button(
        "Show all events",
        key="events-all",
        icon=":material/restart_alt:",
        on_click=address.change,
        kwargs=CLEAR,
    )


# What finds events, as it is where nothing is asked.
CLEAR = {
    "search": "",
    "country_a": None,
    "country_b": None,
    "since": None,
    "until": None,
    "types": (),
    "topics": (),
    "confidences": (),
    "states": (),
}


def rows_of(events: pd.DataFrame) -> pd.DataFrame:
    """Return events as the table shows them."""
    rows = tables.event_rows(events)
    language = data.language()
    names = {one: pair(one, language) for one in set(events["dyad"])}
    rows.insert(1, "pair", [names[one] for one in events["dyad"]])
    rows["proofs"] = events["n_evidence"]
    rows["state"] = [
        STATES[one] + (", edited" if edited else "")
        for one, edited in zip(states(events), events["is_edited"], strict=True)
    ]
    first = ["date", "pair", "title", "type", "proof", "proofs"]
    if viewport.is_narrow():
        first = ["date", "title", "proof", "pair", "type", "proofs"]
    if set(states(events)) != {"occurred"}:
        # A plan or a proposal must not pass for what took place.
        first.insert(first.index("title") + 1, "state")
    if "published_by" in rows:
        first.insert(first.index("proof") + 1, "published_by")
    return rows[[*first, *(name for name in rows.columns if name not in first)]]


def names_of(listed: pd.DataFrame) -> list[str]:
    """Return what tells the rows of the list apart in a line: day, title and pair."""
    tag = st.context.locale
    return [
        f"{grids.in_words(when, tag)}: {title} ({of_pair})"
        for when, title, of_pair in zip(listed["date"], listed["title"], listed["pair"], strict=True)
    ]


def besides(events: pd.DataFrame) -> str:
    """Return how many events have not taken place or are not accepted, by state; "" if all are alike."""
    counts = pd.Series(states(events)).value_counts()
    if len(counts) < 2:
        return ""
    named = {one: label.lower() for one, label in STATES.items() if one != "occurred"}
    named["proposed"] = "awaiting a decision"
    said = [f"{counts[one]:,} {label}" for one, label in named.items() if one in counts]
    return f" Among them: {', '.join(said)}." if said else ""


def downloads(events: pd.DataFrame, asked: Selection) -> None:
    """Show the files of what is found."""
    stem = "bilateral-events-" + ("-".join(filter(None, (asked.country_a, asked.country_b))) or "all")

    def notes() -> dict[str, str]:
        sources = data.sources()
        used = sources[sources["source_id"].isin(set(events["source_id"]))]
        named = "; ".join(
            " ".join(filter(None, (title, version, f"({licence})" if licence else "")))
            for title, version, licence in zip(used["title"], used["version"], used["licence"], strict=True)
        )
        return {
            "Title": counted(len(events), "recorded event"),
            "Search": asked.search.strip() or "none",
            "Period": f"{asked.since or 'start'} to {asked.until or 'end'}",
            "Filters": "; ".join((*asked.filters, *(STATES[one].lower() for one in asked.states))) or "none",
            "Sources": named,
            "Date": f"{data.today():%Y-%m-%d}",
        }

    def as_csv() -> bytes:
        comments = [f"{label}: {text}" for label, text in notes().items()]
        return (BOM + csv_text(data.listing(events), comments)).encode()

    def as_json() -> bytes:
        body = {
            **{key.lower(): text for key, text in notes().items()},
            "events": records_of(data.listing(events)),
        }
        return one_line_json(body).encode()

    if not export_bar.is_allowed():
        return
    with st.container(horizontal=True, key="event-files"):
        for label, suffix, mime, build in (
            ("CSV", "csv", "text/csv", as_csv),
            ("JSON", "json", "application/json", as_json),
        ):
            st.download_button(
                label,
                build,
                file_name=f"{stem}.{suffix}",
                mime=mime,
                key=f"events-{suffix}",
                icon=":material/download:",
                on_click="ignore",
                help=f"All {len(events):,} events found, with the address of every proof.",
            )


def show_list(asked: Selection) -> None:
    """The search, what it finds, and the files."""
    st.title("Every recorded event, with its proof", anchor=False)
    choices()
    events = found_events(asked)
    if events.empty:
        say_nothing_found(asked)
        return
    n_pairs = events["dyad"].nunique()
    n_proofs = int(events["n_evidence"].sum())
    st.html(
        f'<p class="bil bil-standfirst">{len(events):,} {"event" if len(events) == 1 else "events"} of '
        f"{n_pairs:,} "
        f"{'pair' if n_pairs == 1 else 'pairs'} of countries, {n_proofs:,} "
        f"{'piece' if n_proofs == 1 else 'pieces'} of evidence.{escape(besides(events))}</p>"
    )
    if asked.filters:
        st.markdown(f":material/filter_alt: **Filters from the sidebar: {plain('; '.join(asked.filters))}.**")
    shown = events.head(SHOWN).reset_index(drop=True)
    with st.container(key="screen-all-events-hint"):
        st.caption(
            (
                "Newest first. Choose a row to open the event; click a heading to sort."
                if len(events) > 1
                else "Choose the row to open the event."
            )
            + (f" The newest {SHOWN:,} are listed; the files hold all." if len(events) > SHOWN else "")
        )
    listed = rows_of(shown)
    by_box = opening_rows.choose("Open an event", names_of(listed), key="w-events-open", width=535)
    chosen = tables.show_events(
        listed,
        key="table-all-events",
        alt="Events found, newest first, with pair, date, kind, title and proof",
        height=min(38 + 35 * len(shown), 620),
        n_all=len(events),
        on_select="rerun",
        selection_mode=("single-row", "single-cell"),
        columns={
            "pair": st.column_config.TextColumn("Pair", width=155),
            "type": st.column_config.TextColumn("Kind", width=165),
            "title": st.column_config.TextColumn("Event", width=405),
            "proof": st.column_config.LinkColumn(
                "Proof",
                display_text=r"https?://(?:www\.)?([^/:?#]+)",
                width=140,
                help="Opens the first source.",
            ),
            "proofs": st.column_config.NumberColumn(
                "Proofs", format="localized", help="Pieces of evidence.", width=65
            ),
            "state": st.column_config.TextColumn("State", width=130),
        },
    )
    row = opening_rows.row_of(chosen, by_box, len(shown), links=("proof",))
    if row is not None:
        address.change(event=int(shown["event_id"].iloc[row]))
        st.rerun()
    downloads(events, asked)


def show_event(asked: Selection) -> None:
    """The card of the opened event, with the way back and to its neighbours in the list."""
    every, _ = data.all_events()
    one = every[every["event_id"] == asked.event]
    found = found_events(asked)["event_id"].tolist()
    with st.container(horizontal=True, vertical_alignment="center", key="card-ways"):
        st.button(
            "All found events",
            key="card-back",
            icon=":material/arrow_back:",
            on_click=address.change,
            kwargs={"event": None},
        )
        if asked.event in found:
            at = found.index(asked.event)
            for label, step, icon in (
                ("Newer", -1, "keyboard_arrow_up"),
                ("Older", 1, "keyboard_arrow_down"),
            ):
                there = at + step
                st.button(
                    label,
                    key=f"card-{label.lower()}",
                    icon=f":material/{icon}:",
                    disabled=not 0 <= there < len(found),
                    on_click=address.change,
                    kwargs={"event": int(found[there])} if 0 <= there < len(found) else {},
                )
            tag = st.context.locale
            st.caption(f"{number(at + 1, tag=tag)} of {number(len(found), tag=tag)}")
    if one.empty:
        st.title("No such event", anchor=False)
        frame.empty(
            f"The store holds no event {asked.event}.",
            "Its load may have been undone, or the link comes from another store. Go back to all events.",
        )
        return
    event = one.iloc[0].to_dict()
    frame.name_window(str(event["title"])[:120])
    st.title(plain(event["title"]), anchor=False)
    event_card.show(event)


sidebar.filters(is_of_pair=False, has_period=True)
changing.said()
if address.selection().event is None:
    show_list(address.selection())
else:
    show_event(address.selection())
