"""Editing an event that others may edit meanwhile: what was typed is saved or kept, never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import changing, data, event_form, frame, intake
from dashboard.event_words import FIELDS
from db.engine import database_url
from db.errors import InputError

_BEGUN = "event-edit.begun"


@dataclass(slots=True)
class _Begun:
    """A form that was begun.

    Attributes:
        key: Begins the keys of its fields.
        shown: What the fields said at first.
        seen: What the reader knows the event to say: newer than `shown` in fields they were warned of.
    """

    key: str
    shown: dict[str, str]
    seen: dict[str, str]


def show(event: Mapping[str, Any]) -> None:
    """Show the form with the fields of an event, a row of `db.read.events`, and what saves them."""
    event_id = int(event["event_id"])
    now = event_form.texts_of(event)
    begun = _begun(event_id, now)
    with st.form("card-edit-form", border=False):
        wanted = event_form.show(begun.key, begun.shown)
        note = st.text_input("Why (a note for yourself and others)", max_chars=500, key="card-edit-note")
        is_sent = st.form_submit_button("Save", key="card-save", type="primary", icon=":material/save:")
    if is_sent:
        changing.carry_out(lambda: _save(event_id, begun, now, wanted, note), _said, then=lambda _: forget())
    elif others := [name for name in FIELDS if name in now and now[name] != begun.shown[name]]:
        frame.empty(
            f"Changed elsewhere since you began: {_labels(others)}.",
            "The fields here are as you left them; only what you change yourself is saved.",
        )


def forget() -> None:
    """Let the next form begin with what the event says then."""
    st.session_state.pop(_BEGUN, None)


def _begun(event_id: int, now: dict[str, str]) -> _Begun:
    """Return the form that stands on the page, else a new one.

    Its keys do not follow the store: a load or another tab would else empty it while somebody types.
    """
    begun: _Begun | None = st.session_state.get(_BEGUN)
    prefix = f"card-{event_id}-"
    # A form that was not drawn in the last run is gone with all that was typed.
    is_there = begun is not None and f"{begun.key}-title" in st.session_state
    if begun is None or not is_there or not begun.key.startswith(prefix):
        n = int(st.session_state.get(f"{_BEGUN}-number", 0)) + 1
        st.session_state[f"{_BEGUN}-number"] = n
        begun = _Begun(f"{prefix}{n}", now, dict(now))
        st.session_state[_BEGUN] = begun
    return begun


def _save(
    event_id: int, begun: _Begun, now: Mapping[str, str], wanted: Mapping[str, str], note: str
) -> tuple[str, ...]:
    """Save what the reader changed; return the fields that did change.

    Raises:
        InputError: A date is none, or somebody else changed the same field: the second try overwrites that.
    """
    changed = event_form.changes(begun.shown, wanted)
    both = [
        name
        for name in FIELDS
        if name in changed and name in wanted and now[name] not in (begun.seen[name], wanted[name].strip())
    ]
    if both:
        told = "; ".join(f"{FIELDS[name].lower()} is now “{now[name] or 'empty'}”" for name in both)
        begun.seen |= {name: now[name] for name in both}
        raise InputError(
            f"somebody changed the same meanwhile: {told}", "save again to put what you typed in its place"
        )
    return intake.edit_event(database_url(), event_id, changed, note, today=data.today())


def _said(fields: tuple[str, ...]) -> str:
    return f"Saved: {_labels(fields)}." if fields else "Nothing was changed."


def _labels(fields: Sequence[str]) -> str:
    return ", ".join(FIELDS[one].lower() for one in fields)
