"""What lies ahead: scheduled events and round anniversaries, month by month, and as a calendar file."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, data, frame, nothing_yet, pickers, sidebar, tables
from dashboard.components import export_bar
from dashboard.event_words import find_events, last_days
from dashboard.ics import Entry, write_calendar
from dashboard.locales import day, digits, span
from dashboard.records import filter_events
from dashboard.wording import number, pair, type_label

PAGE = {
    "title": "Agenda",
    "icon": "calendar_month",
    "rank": 60,
}

AHEAD = {183: "Six months", 365: "A year", 1826: "Five years"}  # days ahead that can be asked for
# A scheduled event whose day has passed and of which no source tells more is named for so long.
LATE_DAYS = 366


def asked_events(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that pass the view's countries and filters; an agenda knows no period but its own."""
    view = replace(address.selection(), since=None, until=None, states=())
    return filter_events(events[find_events(events, view)], view)


def planned() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scheduled events ahead, and those whose day has passed without news."""
    found = asked_events(data.events(("scheduled",), ("accepted",)))
    now = pd.Timestamp(data.today())
    last = last_days(found)
    ahead = found[(last >= now) & (found["date"] <= now + pd.Timedelta(days=days_ahead))]
    late = found[(last < now) & (last >= now - pd.Timedelta(days=LATE_DAYS))]
    return ahead, late


def round_years() -> pd.DataFrame:
    """Return the anniversaries ahead of the countries asked for."""
    found = data.anniversaries_ahead(address.selection(), days_ahead)
    for iso3 in (address.selection().country_a, address.selection().country_b):
        if iso3:
            found = found[found["dyad"].str.contains(iso3, regex=False)]
    return found


def occasions(ahead: pd.DataFrame, rounds: pd.DataFrame) -> pd.DataFrame:
    """Return both as one frame in date order; `years` is 0 for what is scheduled."""
    columns = ["date", "date_precision", "dyad", "title", "event_id", "type"]
    frames = []
    if len(ahead):
        frames.append(ahead[[*columns, "date_end", "place"]].assign(years=0))
    if len(rounds):
        frames.append(rounds[[*columns, "years"]].assign(date_end=pd.NaT, place=""))
    if not frames:
        return pd.DataFrame(columns=[*columns, "date_end", "place", "years"])
    return pd.concat(frames, ignore_index=True).sort_values(["date", "dyad", "event_id"], kind="stable")


def kind_words(row: Any) -> str:
    """Return what an occasion is: scheduled, or how many years."""
    return f"{number(row.years, tag=tag)} years" if row.years else "Scheduled"


def show_months(found: pd.DataFrame) -> None:
    """Show the occasions under the headings of their months."""
    proofs = tables.first_proofs(found["event_id"])
    blocks = []
    for month, rows in found.groupby(found["date"].dt.strftime("%Y-%m"), sort=True):
        items = []
        row: Any
        for row in rows.itertuples(index=False):
            end = row.date_end if pd.notna(row.date_end) else None
            when = span(row.date, end, row.date_precision, tag=tag)
            first = digits(str(pd.Timestamp(row.date).year - row.years), tag)
            since = f", {first}" if row.years else ""
            own = address.link("events", event=int(row.event_id))
            items.append(
                f'<li><span class="when">{escape(when)}</span><span><span class="tag'
                f'{"" if row.years else " ahead"}">{escape(kind_words(row))}</span> '
                f"<strong>{escape(pair(row.dyad, language))}</strong>: "
                f'<a href="{escape(own)}" target="_self">{escape(row.title)}</a>'
                f"{escape(since)}{f', {escape(row.place)}' if row.place else ''} "
                f'<span class="small">{escape(type_label(row.type))}. '
                f"{tables.proof_html(proofs, row.event_id)}</span>"
                "</span></li>"
            )
        heading = day(pd.Timestamp(f"{month}-01"), "month", tag=tag)
        blocks.append(f"<h2>{escape(heading)}</h2><ul>{''.join(items)}</ul>")
    st.html(f'<div class="bil bil-agenda">{"".join(blocks)}</div>')


def entries_of(found: pd.DataFrame) -> list[Entry]:
    """Return the occasions as entries of a calendar."""
    proofs = tables.first_proofs(found["event_id"])
    ids = data.all_events()[0].set_index("event_id")[["source_id", "source_event_id"]]
    entries = []
    row: Any
    for row in found.itertuples(index=False):
        first = pd.Timestamp(row.date).date()
        last = last_day(first, row.date_precision)
        if row.date_precision == "day" and pd.notna(row.date_end):
            last = pd.Timestamp(row.date_end).date()
        own = ids.loc[int(row.event_id)]
        occasion = f"{row.years}-years-{first.year}" if row.years else "scheduled"
        proof = proofs.get(int(row.event_id))
        url = (proof.url if proof else None) or ""
        told_by = url or (proof.words if proof else "")
        vague = "" if row.date_precision == "day" else f"The date is known to the {row.date_precision} only. "
        told = (
            f"Round anniversary: {type_label(row.type)}, {first.year - row.years}."
            if row.years
            else f"Scheduled: {type_label(row.type)}."
        )
        names = pair(row.dyad, language)
        entries.append(
            Entry(
                uid=f"{own['source_id']}-{own['source_event_id']}-{occasion}@bilateral",
                first=first,
                last=last,
                summary=f"{names}: {row.title}" + (f" ({row.years} years)" if row.years else ""),
                description=f"{told} {vague}{told_by}".strip(),
                location=row.place,
                url=url,
                categories=("Anniversary" if row.years else "Scheduled", names),
                is_tentative=not row.years or bool(vague),
            )
        )
    return entries


def last_day(when: date, precision: str) -> date:
    """Return the last day that a date may mean."""
    if precision == "month":
        return when.replace(day=monthrange(when.year, when.month)[1])
    return when.replace(month=12, day=31) if precision == "year" else when


def choices() -> int:
    """Show which countries and how far ahead; return the days ahead."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="agenda-choices"):
        pickers.any_pair("agenda")
        chosen = st.segmented_control(
            "Ahead",
            list(AHEAD),
            default=365,
            required=True,
            format_func=AHEAD.get,
            key="agenda-ahead",
            persist_state="session",
        )
    return int(chosen or 365)


tag, language = st.context.locale, data.language()
sidebar.filters(is_of_pair=False)
st.title("What lies ahead", anchor=False)
today = data.today()
days_ahead = choices()
ahead, late = planned()
rounds = round_years()
found = occasions(ahead, rounds)
until = today + timedelta(days=days_ahead)
st.html(
    f'<p class="bil bil-standfirst">{len(ahead) or "No"} scheduled '
    f"{'event' if len(ahead) == 1 else 'events'} and {len(rounds) or 'no'} round "
    f"{'anniversary' if len(rounds) == 1 else 'anniversaries'} to {escape(day(until))}: "
    "every fifth year of relations, partnerships and agreements, occasions on which states tend to meet.</p>"
)
if data.all_events()[0].empty:
    nothing_yet.show()
elif found.empty:
    frame.empty(
        "Nothing lies ahead in this span for these countries.",
        "Look further ahead, or take a country or a filter away. Events that articles announce come in on "
        "the page "
        "Add; they are listed here once accepted.",
    )
else:
    if export_bar.is_allowed():
        st.download_button(
            "Calendar file (.ics)",
            lambda: write_calendar(entries_of(found), name="Bilateral agenda", stamp=datetime.now(UTC)),
            file_name="bilateral-agenda.ics",
            mime="text/calendar",
            key="agenda-ics",
            icon=":material/calendar_add_on:",
            on_click="ignore",
            help="For any calendar program. Taking it in again updates the entries and doubles none.",
        )
    show_months(found)
    if ahead.empty:
        st.caption(
            "No scheduled event is recorded. The shipped events end with the past; announcements come in "
            "with "
            "articles and feeds, on the page Add."
        )
if len(late):
    st.header("Planned, and no news since", anchor="late")
    st.markdown("Their day has passed, and no source tells whether they took place. They count nowhere.")
    tables.show_events(
        tables.event_rows(late).drop(columns=["side", "topics", "confidence"]),
        key="table-late",
        alt="Scheduled events whose day has passed",
    )
