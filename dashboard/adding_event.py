"""Adding one event by hand: a form, checked as any row of a table is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import changing, data, event_form, intake
from dashboard.intake import EventDraft, EvidenceDraft
from dashboard.wording import plain, safe_url
from db.engine import database_url
from db.errors import InputError
from db.vocabulary import EVENT_TYPES

_EVENT = "add-event"
_ROUND = "add-event.round"


def show() -> None:
    """Show the form; a good event goes into the store at once."""
    st.markdown(
        "One event is one act between two states on one day. Give an address that proves it: without a "
        "proof nobody "
        "else can check it."
    )
    # A saved event leaves empty fields behind; a refused one keeps what was typed, and so does another page,
    # which a form would not outlast.
    key = f"{_EVENT}-{st.session_state.setdefault(_ROUND, 0)}"
    with st.container(border=True, key=f"{key}-form"):
        fields = event_form.show(key, event_form.EMPTY, is_kept=True)
        with st.grid(2, min_column_width=240):
            url = st.text_input(
                "Address that proves it",
                max_chars=2_000,
                key=f"{key}-url",
                placeholder="https://",
                persist_state="session",
            )
            publisher = st.text_input(
                "Who published it", max_chars=300, key=f"{key}-publisher", persist_state="session"
            )
        quote = st.text_area(
            "The exact words that prove it",
            max_chars=300,
            key=f"{key}-quote",
            height=80,
            help="At most 300 letters.",
            persist_state="session",
        )
        if st.button("Add the event", key=f"{_EVENT}-go", type="primary", icon=":material/add:"):
            try:
                draft = draft_of(fields, url, publisher, quote)
                # The event gets its id when it is written.
                intake.check_event(replace(draft, source_event_id=_EVENT), today=data.today())
            except InputError as problem:
                changing.refuse(problem)
                return
            if any(proof.url or proof.quote for proof in draft.evidence):
                _add(draft)
            else:
                changing.unsay()
                _confirm_unproved(draft)


def _add(draft: EventDraft) -> None:
    changing.carry_out(
        lambda: intake.add_event(database_url(), draft, today=data.today()),
        changing.load_words,
        then=_next_form,
    )


@st.dialog("Add it without a source?", icon=":material/link_off:")
def _confirm_unproved(draft: EventDraft) -> None:
    """Ask whether an event shall be added that nobody can check, and add it."""
    st.markdown(
        f"**{plain(draft.title)}** names no address and no words that prove it. It would count like any "
        "other event, and nobody could check the numbers that it makes."
    )
    with st.container(horizontal=True, key="unproved-ways"):
        if st.button("Give a source", key="unproved-back", type="primary"):
            st.rerun()
        if st.button("Add it without", key="unproved-go", icon=":material/add:"):
            _add(draft)


def _next_form(report: intake.LoadReport) -> None:
    st.session_state[_ROUND] += 1
    changing.remember_load(report)


def draft_of(
    fields: Mapping[str, str], url: str, publisher: str, quote: str, *, published_on: date | None = None
) -> EventDraft:
    """Return the event that a form describes.

    Raises:
        InputError: Something that every event needs is missing, or a date is none.
    """
    missing = [
        words
        for name, words in (
            ("title", "what happened"),
            ("date", "the date"),
            ("type", "the kind of event"),
            ("actor", "who acts"),
            ("recipient", "on whom"),
        )
        if not fields[name].strip()
    ]
    if missing:
        raise InputError(
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing", "fill it in above"
        )
    if url.strip() and safe_url(url) is None:
        raise InputError(f"{url.strip()[:80]!r} is no web address", "it begins with https:// or http://")
    first, precision = intake.read_day(fields["date"])
    end = intake.read_day(fields["date_end"])[0] if fields["date_end"].strip() else None
    actor, recipient = fields["actor"], fields["recipient"]
    if EVENT_TYPES[fields["type"]].is_mutual and actor > recipient:
        actor, recipient = recipient, actor
    proof = EvidenceDraft(
        url=url.strip(), publisher=publisher.strip(), published_on=published_on, quote=quote.strip()
    )
    return EventDraft(
        source_event_id="",
        date=first,
        actor=actor,
        recipient=recipient,
        type=fields["type"],
        title=" ".join(fields["title"].split()),
        date_end=end,
        date_precision=precision,
        level=fields["level"],
        tier=" ".join(fields["tier"].split()),
        place=" ".join(fields["place"].split()),
        topics=tuple(one for one in fields["topics"].split(";") if one),
        status=fields["status"] or "occurred",
        confidence=fields["confidence"] or "medium",
        evidence=(proof,) if any((proof.url, proof.publisher, proof.quote)) else (),
    )
