"""The fields of one event as a form: for a new event, an edited one, or one found in an article."""

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from dashboard import data, pickers
from dashboard.event_words import FIELDS
from dashboard.intake import read_day
from dashboard.wording import country, iso_day, topic_label, type_label
from db.vocabulary import CONFIDENCES, EVENT_TYPES, LEVELS, STATUSES, TOPICS
from db.vocabulary.countries import COUNTRIES

EMPTY: Mapping[str, str] = {
    "date": "",
    "date_end": "",
    "date_precision": "day",
    "actor": "",
    "recipient": "",
    "type": "",
    "level": "",
    "tier": "",
    "place": "",
    "title": "",
    "topics": "",
    "status": "occurred",
    "confidence": "medium",
}
"""The texts of an event of which nothing is known yet."""


def texts_of(event: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of an event as texts, as a form shows them and `intake.edit_event` takes them.

    Args:
        event: A row of `db.read.events`, or the fields of a draft.
    """
    texts = {name: str(event.get(name) or "") for name in EMPTY}
    texts["date"] = iso_day(pd.Timestamp(event["date"]), str(event["date_precision"]))
    end = event.get("date_end")
    texts["date_end"] = "" if end is None or pd.isna(end) else f"{pd.Timestamp(end):%Y-%m-%d}"
    texts["topics"] = ";".join(event["topics"])
    return texts


def show(key: str, now: Mapping[str, str], *, is_kept: bool = False) -> dict[str, str]:
    """Show the fields within a form of the caller; return what they say now, as texts.

    Args:
        key: Begins the keys of the fields; another event needs another one.
        now: What the fields say at first, as `texts_of`.
        is_kept: What was typed outlasts a visit to another page, for the whole session.
    """
    kept: Literal["session"] | None = "session" if is_kept else None
    language = data.language()
    countries = pickers.by_name(set(COUNTRIES))
    found: dict[str, str] = {}

    def name(iso3: str) -> str:
        return country(iso3, language)

    def choose(field: str, options: list[str], words: Any, help_text: str | None = None) -> None:
        start = options.index(now[field]) if now[field] in options else None
        chosen = st.selectbox(
            FIELDS[field],
            options,
            index=start,
            format_func=words,
            placeholder="Choose",
            help=help_text,
            key=f"{key}-{field}",
            persist_state=kept,
        )
        found[field] = chosen or ""

    def write(field: str, most: int, help_text: str | None = None) -> None:
        found[field] = st.text_input(
            FIELDS[field],
            now[field],
            max_chars=most,
            help=help_text,
            key=f"{key}-{field}",
            persist_state=kept,
        )

    write("title", 1_000, "One sentence: who did what.")
    with st.grid(2, min_column_width=190):
        write("date", 30, "2025-01-31; or 2025-01 or 2025 where no more is known.")
        write("date_end", 30, "Only for what took several days: 2025-02-02.")
        choose("type", list(EVENT_TYPES), type_label)
        choose("status", list(STATUSES), str.capitalize)
        choose("actor", countries, name, "Whoever acts: a visit's actor is the visitor.")
        choose("recipient", countries, name, "On whom; for mutual acts the order does not matter.")
        choose(
            "level",
            ["", *LEVELS],
            lambda one: LEVELS[one].label if one else "Usual for the kind",
            "Of who met; for meetings only.",
        )
        choose("confidence", list(CONFIDENCES), str.capitalize, "How well the event is attested.")
        write("place", 200)
        write("tier", 200, "Exact wording of the title; for partnerships only.")
    topics = st.multiselect(
        FIELDS["topics"],
        list(TOPICS),
        [one for one in now["topics"].split(";") if one in TOPICS],
        format_func=topic_label,
        placeholder="The most important first",
        key=f"{key}-topics",
        persist_state=kept,
    )
    found["topics"] = ";".join(topics)
    return found


def kept(key: str, now: Mapping[str, str]) -> dict[str, str]:
    """Return what fields say that were shown with `is_kept`, or not yet, while they are out of sight."""
    texts = {}
    for name in EMPTY:
        held = st.session_state.get(f"{key}-{name}", now[name])
        texts[name] = ";".join(held) if isinstance(held, list | tuple) else held or ""
    del texts["date_precision"]  # a date says itself how far it is known
    return texts


def changes(now: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that differ, dates in full with their precision, as `intake.edit_event` takes them.

    Raises:
        InputError: A date is none.
    """
    changed = {name: text.strip() for name, text in wanted.items() if text.strip() != now[name].strip()}
    if "date" in changed:
        first, precision = read_day(changed["date"])
        changed |= {"date": first.isoformat(), "date_precision": precision}
    if changed.get("date_end"):
        changed["date_end"] = read_day(changed["date_end"])[0].isoformat()
    return changed
