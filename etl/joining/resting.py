"""Answers that rest on what a source said, and fall when the load that said it is undone.

An answer to a contradiction is kept as edits, told from a user's own by their note. It is in force as long as
any source of the event says what was answered. An event that was taken out since a new version of its article
lacks it counts again once the load of that version is undone. The day that was given to an undated act is a
load of its own, and goes with the load that told of the act.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from db import lookup, write
from etl.coding.identity import draft_from_json, story_of
from etl.contract import ARTICLES, EventDraft
from etl.joining.merge import field_text

ACCEPTED_AGAIN = "as before its article was mended"
"""The note by which an event stays accepted though the statement that the answer took is a proposal."""

TAKEN_OUT = "its article no longer says it"
"""The note by which an event is hidden since a person said that it does not stand."""

_ANSWER = re.compile(r"taken from another source \(review \d+\)")
_STATED = ("date", "date_end", "date_precision", "type", "actor", "recipient", "level", "tier", "status")
"""What a source says in a contradiction; of the other fields an answer changes, the program composes some."""


def answer_note(item_id: int) -> str:
    """Return the note of the edits that an answer makes."""
    return f"taken from another source (review {item_id})"


def is_answer(note: str) -> bool:
    """True for the note of an edit that an answer made, not a user's hand."""
    return note == ACCEPTED_AGAIN or _ANSWER.fullmatch(note) is not None


def fallen_answers(connection: Connection, gone: Mapping[int, Sequence[EventDraft]]) -> list[int]:
    """Take back the answers that rest on statements which are gone; return the events that had any.

    Args:
        gone: By event, what the rows said that are in the store no more.
    """
    records = lookup.records_of(connection, gone)
    fallen = []
    for event_id, lost in gone.items():
        left = [draft_from_json(row.draft) for row in records.get(event_id, [])]
        notes = [
            note
            for note, stated in _answers(connection, event_id).items()
            if _is_held(stated, lost) and not _is_held(stated, left)
        ]
        if notes:
            write.delete_edits_noted(connection, event_id, (*notes, ACCEPTED_AGAIN))
            fallen.append(event_id)
    return fallen


def rejoined(connection: Connection, load_id: int) -> list[int]:
    """Let the events count again that were taken out since the load no longer told of them; return them.

    To be called before the questions of the load go.
    """
    back = []
    for event_id in lookup.events_asked_about(connection, load_id, "withdrawn", "accepted"):
        said = [edit for edit in lookup.edit_rows(connection, event_id) if edit["field"] == "review"]
        if said and said[-1]["note"] == TAKEN_OUT:
            undecide(connection, event_id, "rejected")
            back.append(event_id)
    return back


def undecide(connection: Connection, event_id: int, decision: str) -> None:
    """Drop the newest edit of whether an event counts, if it says `decision`; what was said before holds."""
    said = [edit for edit in lookup.edit_rows(connection, event_id) if edit["field"] == "review"]
    if said and said[-1]["new"] == decision:
        write.delete_edits(connection, event_id, ("review",))
        write.add_edits(connection, [{**edit, "event_id": event_id} for edit in said[:-1]])


def _answers(connection: Connection, event_id: int) -> dict[str, dict[str, str]]:
    """Return what each answer took over from a source, by its note."""
    found: dict[str, dict[str, str]] = {}
    for edit in lookup.edit_rows(connection, event_id):
        if edit["field"] in _STATED and _ANSWER.fullmatch(edit["note"]):
            found.setdefault(edit["note"], {})[edit["field"]] = edit["new"]
    return found


def _is_held(stated: Mapping[str, str], drafts: Iterable[EventDraft]) -> bool:
    return any(all(field_text(draft, name) == text for name, text in stated.items()) for draft in drafts)


def silenced(connection: Connection, event_id: int, gone: Iterable[EventDraft]) -> list[str]:
    """Return the ids under which the articles of `gone` told of an event before an answer silenced them."""
    stories = {story_of(draft.source_event_id) for draft in gone}
    keys = {
        key
        for _, source_id, key in lookup.told_of(connection, event_id)
        if source_id == ARTICLES and story_of(key) in stories and story_of(key) != key
    }
    return sorted(keys - set(lookup.known_records(connection, ARTICLES, keys)))


def loads_to_undo(connection: Connection, load_ids: Collection[int]) -> set[int]:
    """Return loads with those that gave days to the acts which they alone told of."""
    _hand_over(connection, load_ids)
    keys = {
        str(draft.get("source_event_id"))
        for _, load_id, status, _, draft in lookup.undated_questions(connection)
        if load_id in load_ids and status == "accepted"
    }
    return {*load_ids, *lookup.loads_without_input(connection, ARTICLES, keys)}


def _hand_over(connection: Connection, load_ids: Collection[int]) -> None:
    """Put questions for days down to another load that has read the same article, where there is one."""
    questions = lookup.undated_questions(connection)
    own = {(load_id, message, draft.get("raw")) for _, load_id, _, message, draft in questions}
    # A load that met the words but asked nothing had met them in an article that was known.
    others = {
        (message, raw): load_id
        for load_id, message, raw in lookup.undated_rows(connection)
        if load_id not in load_ids and (load_id, message, raw) not in own
    }
    for item_id, load_id, _, message, draft in questions:
        other = others.get((message, str(draft.get("raw"))))
        if load_id in load_ids and other is not None:
            write.move_reviews(connection, [item_id], other)


def ask_days_again(connection: Connection, keys: Collection[str]) -> None:
    """Open the questions for days anew whose answers, under these ids, are in the store no more."""
    left = lookup.known_records(connection, ARTICLES, keys)
    items = [
        item_id
        for item_id, _, status, _, draft in lookup.undated_questions(connection)
        if status == "accepted" and draft.get("source_event_id") in set(keys) - set(left)
    ]
    write.close_reviews(connection, items, "open")
