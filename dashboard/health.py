"""What a careful keeper of the store should know, in the words of the pages."""

from dataclasses import replace
from datetime import date
from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from dashboard import address, data, intake, tables
from dashboard.locales import day
from dashboard.page_words import on_page
from dashboard.wording import pair

MOST_ALIKE = 5
"""Findings of one check that are shown: a hundred alike would bury all others."""
_ANSWERED = {"duplicates": "say whether they are in “What waits” on the page Add"}


def show() -> None:
    """Show what a careful keeper of the store should know: problems, then warnings, then notes."""
    found = data.findings()
    marks = {"problem": "Problem", "warning": "Warning", "note": "Note"}
    n_problems = sum(one.severity == "problem" for one in found)
    n_warnings = sum(one.severity == "warning" for one in found)
    if n_problems:
        st.error(
            f"**{n_problems} {'problem makes' if n_problems == 1 else 'problems make'} numbers wrong.** "
            "Mend them first.",
            icon=":material/error:",
        )
    elif n_warnings:
        st.markdown(f"No problem, {n_warnings} {'warning' if n_warnings == 1 else 'warnings'}.")
    else:
        st.markdown("No problem and no warning.")
    events = data.all_events()[0].set_index("event_id")["title"]
    sources = data.sources().set_index("source_id")["title"]
    rows = []
    for (severity, check), group in groupby(found, key=lambda one: (one.severity, one.check)):
        alike = list(group)
        mark = f"<strong>{marks[severity]}</strong>" if severity != "note" else marks[severity]
        rows += [(mark, escape(check), _sentence(one, events, sources)) for one in alike[:MOST_ALIKE]]
        if (n := len(alike) - MOST_ALIKE) > 0:
            every = "<code>bilateral doctor</code> lists all"
            rows.append((mark, escape(check), f"{n:,} more like {'this' if n == 1 else 'these'}: {every}"))
    tables.html_table(
        [("", False), ("About", False), ("What it is and what to do", False)],
        rows,
        caption="Findings on the health of the store",
    )


def _sentence(finding: intake.Finding, events: pd.Series, sources: pd.Series) -> str:
    """Return a finding as HTML: events and sources by their titles, pairs by name, dates in words."""

    def write(value: object) -> str:
        match value:
            case intake.EventIds():
                *most, last = (_event(one, events.get(one)) for one in value)
                return f"{', '.join(most)} and {last}" if most else last
            case intake.Dyads():
                return escape(", ".join(pair(one, data.language()) for one in value))
            case intake.SourceId():
                return escape(sources.get(value) or value)
            case date():
                return escape(day(value))
            case _:
                return escape(str(value))

    said = replace(finding, text=on_page(escape(finding.text))).said(write)
    if finding.command:
        said += f"; {_ANSWERED.get(finding.check, 'see “What waits” on the page Add')}"
    return said[:1].upper() + said[1:]


def _event(event_id: int, title: str | None) -> str:
    """Return an event by its title, with the way to it; by its number where it is not there.

    The way opens beside the list: a page that is loaded anew in its place would forget what stands on Add.
    """
    if title is None:
        return f"event {event_id}"
    own = address.link("events", event=event_id)
    return f'“<a href="{escape(own)}" target="_blank">{escape(title)}</a>”'
