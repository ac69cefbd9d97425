"""One event with all that is known of it: fields, proofs, what it weighs, and what a reader may change."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, changing, data, event_edit, intake, tables, twin_events
from dashboard.addressees import addressees
from dashboard.components import export_bar
from dashboard.event_words import FIELDS, STATES, lies_ahead, passed_words, report_text, state_of
from dashboard.locales import day, moment, span
from dashboard.measures.results import code_version
from dashboard.measures.weigh import weigh
from dashboard.selection import Selection
from dashboard.wording import country, number, pair, plain, topic_label, topic_labels, type_label
from db.engine import database_url
from db.vocabulary import EVENT_TYPES, LEVELS


def show(event: dict[str, Any]) -> None:
    """Show the card of an event, a row of `db.read.events`."""
    event_id = int(event["event_id"])
    _facts(event)
    _weight(event)
    st.header("Proofs", anchor="proofs")
    tables.proofs_of(event_id, "")
    _history(event_id)
    twin_events.show_swallowed(event_id)
    st.header("Mend, hide or report", anchor="change")
    if changing.can_write():
        _decide(event)
        _edit(event)
    _report(event)


def _facts(event: dict[str, Any]) -> None:
    tag, language = st.context.locale, data.language()
    end = event["date_end"] if pd.notna(event["date_end"]) else None
    when = span(event["date"], end, event["date_precision"], tag=tag)
    level = event["level"]
    usual = EVENT_TYPES[event["type"]].usual_level
    level_words = LEVELS[level].label if level else f"{LEVELS[usual].label} (usual)" if usual else ""
    facts = {
        "Date": when,
        "Countries": pair(event["dyad"], language),
        "Who acts on whom": ""
        if EVENT_TYPES[event["type"]].is_mutual
        else tables.direction(event["actor"], event["recipient"], event["type"]),
        "Kind": f"{type_label(event['type'])}, counts as "
        f"{'cooperation' if EVENT_TYPES[event['type']].sign > 0 else 'friction'}",
        "Level": level_words,
        "Title of partnership": event["tier"],
        "Place": event["place"],
        "Topics": topic_labels(event["topics"]),
        "State": STATES[state_of(event["status"], event["review"])],
        "Confidence": event["confidence"].capitalize(),
        "Source": f"{_source_title(event['source_id'])}, id {event['source_event_id']}",
    }
    rows = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in facts.items()
        if value
    )
    st.html(f'<dl class="bil bil-fields">{rows}</dl>')


def _source_title(source_id: str) -> str:
    sources = data.sources()
    found = sources.loc[sources["source_id"] == source_id, "title"]
    return str(found.iloc[0]) if len(found) else source_id


def _weight(event: dict[str, Any]) -> None:
    """Say what the event adds to the curve of its pair under the weights in force, or why it adds nothing."""
    st.header("What it counts", anchor="weight")
    state = state_of(event["status"], event["review"])
    if state != "occurred":
        why = {
            "scheduled": _plan_words(event),
            "cancelled": "It was called off.",
            "proposed": "It is proposed and waits for a decision; once accepted it counts.",
            "hidden": "It is hidden: no page, measure or file counts it.",
        }[state]
        st.markdown(f"Nothing. {why}")
        return
    weights = address.selection().weights
    asked = Selection(country_a=event["country_a"], country_b=event["country_b"])
    weighed = weigh(data.record(asked), weights)
    found = weighed[weighed["event_id"] == event["event_id"]]
    if found.empty:
        st.markdown("Nothing under the filters in force.")
        return
    row = found.iloc[0]
    if pd.notna(row["folded_into"]):
        head = weighed[weighed["event_id"] == row["folded_into"]].iloc[0]
        st.markdown(
            f"Nothing by itself: it is counted with **{plain(head['title'])}** "
            f"({day(head['date'], head['date_precision'])}). One visit or round of talks counts "
            f"once, by "
            "its weightiest part."
        )
        st.button(
            "Open that event",
            key="card-head",
            icon=":material/arrow_forward:",
            on_click=address.change,
            kwargs={"event": int(head["event_id"])},
        )
    elif pd.isna(row["score"]):
        st.markdown(f"Nothing: the scale {plain(weights.scale)} has no score for this kind of event.")
    else:
        side = "cooperation" if row["sign"] > 0 else "friction"
        st.markdown(
            f"**{number(row['peak'], 2)} points of {side}** on its day: score "
            f"{number(row['score'], 1, sign=True)} × level {row['factor']:g}. Half of it is left "
            f"after "
            f"{number(row['half_life'])} days, a quarter after "
            f"{number(2 * row['half_life'])}."
        )
    if weights.changes:
        st.caption(f"With {plain('; '.join(weights.changes_in_words))}.")
    when = row["sitting_date"].date()
    st.page_link(
        "app_pages/dyad.py",
        label="See it on the curve",
        icon=":material/show_chart:",
        query_params=address.query_of(
            country_a=event["country_a"],
            country_b=event["country_b"],
            opened=(when, when),
            event=None,
            search="",
            states=(),
        ),
    )


def _plan_words(event: dict[str, Any]) -> str:
    """Return why a scheduled event does not count."""
    plan = pd.DataFrame([event])
    if lies_ahead(plan, data.today()).all():
        return "It lies ahead; it counts when a source tells that it took place."
    return f"It {passed_words(plan, tag=st.context.locale)}."


def _history(event_id: int) -> None:
    """Show what was changed by hand."""
    found = data.edits(event_id)
    if found.empty:
        return
    st.header("Changed by hand", anchor="edits")
    rows = []
    row: Any
    for row in found.itertuples(index=False):
        values = (_value_words(row.field, row.old), _value_words(row.field, row.new), row.note)
        name = FIELDS.get(row.field, row.field)
        rows.append([escape(text) for text in (moment(row.edited_at, tag=st.context.locale), name, *values)])
    heads = [(one, False) for one in ("When", "Field", "Before", "Now", "Note")]
    tables.html_table(heads, rows, caption="What was changed by hand")


def _value_words(field: str, text: str) -> str:
    if not text:
        return "–"
    if field in ("actor", "recipient"):
        return country(text, data.language())
    if field == "type":
        return type_label(text)
    if field == "topics":
        return ", ".join(topic_label(one) for one in text.split(";"))
    return {"accepted": "Shown", "rejected": "Hidden"}.get(text, text) if field == "review" else text


def _decide(event: dict[str, Any]) -> None:
    """Show what a reader may decide on: accept, reject, hide, show again."""
    event_id, url = int(event["event_id"]), database_url()
    state = state_of(event["status"], event["review"])

    def decide(review: str, note: str, done: str) -> None:
        changing.carry_out(lambda: intake.decide(url, [event_id], review, note), lambda _: done)

    if state == "proposed":
        in_doubt = event_id in data.events_in_doubt()
        st.markdown(
            "This event may be in the store already, and counts nowhere until you say which it is."
            if in_doubt
            else "This event is proposed. Do the proofs above bear it out?"
        )
        with st.container(horizontal=True, key="card-decide"):
            if in_doubt:
                if st.button("Say which", key="card-which", type="primary", icon=":material/help:"):
                    changing.show_what_waits()
                    st.switch_page("app_pages/add.py")
            elif st.button("Accept", key="card-accept", type="primary", icon=":material/check:"):
                decide("accepted", "", "Accepted: the event counts now.")
            if st.button("Reject", key="card-reject", icon=":material/close:"):
                decide("rejected", "", "Rejected: the event is hidden.")
    elif state == "hidden":
        if st.button("Show it again", key="card-restore", icon=":material/visibility:"):
            decide("accepted", "", "The event is shown again, and counts.")
    else:
        with (
            st.expander("Hide it", icon=":material/visibility_off:", key="card-hide"),
            st.form("card-hide-form", border=False),
        ):
            st.markdown("No page, measure or file will count it. You can show it again here.")
            note = st.text_input("Why (a note for yourself and others)", max_chars=500, key="card-hide-note")
            if st.form_submit_button("Hide the event", key="card-hide-go", icon=":material/visibility_off:"):
                decide("rejected", note, "The event is hidden. Find it under the state “Hidden”.")


def _edit(event: dict[str, Any]) -> None:
    event_id, url = int(event["event_id"]), database_url()
    with st.expander("Edit its fields", icon=":material/edit:", key="card-edit"):
        st.markdown("Your edit lies on top of what the sources say; no later load overwrites it.")
        event_edit.show(event)
        if event["is_edited"] and st.button(
            "Take back every edit",
            key="card-revert",
            icon=":material/undo:",
            help="It then says what its sources say.",
        ):
            changing.carry_out(
                lambda: intake.revert_edits(url, event_id),
                lambda n: f"{n} {'edit' if n == 1 else 'edits'} taken back.",
                then=lambda _: event_edit.forget(),
            )


def _report(event: dict[str, Any]) -> None:
    found = data.evidence((int(event["event_id"]),))
    told_by = (str(event["source_id"]), *found["source_id"])
    if set(told_by) == {intake.OWN}:
        st.caption("Nobody else has this event: it was entered by hand in this store. Mend it above.")
        return
    with st.expander("Report a mistake", icon=":material/flag:", key="card-report"):
        sources = data.sources()
        notes = {
            source_id: " ".join(filter(None, (title, version, f"({url})" if url else "")))
            for source_id, title, version, url in zip(
                sources["source_id"], sources["title"], sources["version"], sources["url"], strict=True
            )
        }
        proofs = [dict(zip(found.columns, values, strict=True)) for values in found.itertuples(index=False)]
        edits = data.edits(int(event["event_id"]))
        changes = {
            field: "by an answer to a question between sources" if intake.is_answer(note) else "by hand"
            for field, note in zip(edits["field"], edits["note"], strict=True)
        }
        text = report_text(
            event,
            proofs,
            notes,
            f"Bilateral {code_version()}, {data.today():%Y-%m-%d}",
            told=data.own_statement(int(event["event_id"])),
            changes=changes,
        )
        whom = addressees(proofs, told_by, sources, data.loads(), st.context.locale)
        st.markdown("Copy this text, fill in the first lines, and send it to those who keep the source:")
        st.html(f'<ul class="bil bil-facts">{"".join(f"<li>{one}</li>" for one in whom)}</ul>')
        st.code(text, language=None, wrap_lines=True)
        # The button that copies shows under a pointer alone; no key reaches it.
        if export_bar.is_allowed():
            st.download_button(
                "Save as a text file",
                text,
                file_name=f"bilateral-report-event-{int(event['event_id'])}.txt",
                mime="text/plain",
                key="card-report-file",
                icon=":material/download:",
                on_click="ignore",
            )
