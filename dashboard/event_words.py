"""What pages say of single events: their state, what finds them, what an editor needs. Knows no page."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from dashboard.locales import span
from dashboard.selection import EVENT_STATES, Selection
from dashboard.wording import iso_day, type_label

STATES: Mapping[str, str] = {
    "occurred": "Occurred",
    "scheduled": "Scheduled",
    "cancelled": "Cancelled",
    "proposed": "Awaits a decision",
    "hidden": "Hidden",
}
"""Label of each of `selection.EVENT_STATES`."""

FIELDS: Mapping[str, str] = {
    "date": "Date",
    "date_end": "Last day",
    "date_precision": "Date is known to the",
    "actor": "Who acts",
    "recipient": "On whom",
    "type": "Kind",
    "level": "Level",
    "tier": "Title of partnership",
    "place": "Place",
    "title": "What happened",
    "topics": "Topics",
    "status": "Status",
    "review": "Review",
    "confidence": "Confidence",
}
"""Label of each field of an event."""


def state_of(status: str, review: str) -> str:
    """Return the state of an event, one of `EVENT_STATES`."""
    if review == "rejected":
        return "hidden"
    return "proposed" if review == "proposed" else status


def states(events: pd.DataFrame) -> list[str]:
    """Return the state of each event of a frame."""
    return [
        state_of(status, review) for status, review in zip(events["status"], events["review"], strict=True)
    ]


def find_events(events: pd.DataFrame, selection: Selection) -> pd.Series:
    """Return which events pass what the selection asks: countries, period, state, kind, confidence.

    One country alone finds every event with it. Topics and words are not looked at.
    """
    keep = pd.Series(data=True, index=events.index)
    for iso3 in (selection.country_a, selection.country_b):
        if iso3:
            keep &= (events["country_a"] == iso3) | (events["country_b"] == iso3)
    # An event known to the month or year, or that takes several days, is in the period if any of it is.
    if selection.since:
        keep &= last_days(events) >= pd.Timestamp(selection.since)
    if selection.until:
        keep &= events["date"] <= pd.Timestamp(selection.until)
    wanted = selection.states or EVENT_STATES[:-1]
    return keep & pd.Series([one in wanted for one in states(events)], index=events.index)


def last_days(events: pd.DataFrame) -> pd.Series:
    """Return the last day that each event may lie on."""
    last = events["date_end"].fillna(events["date"])
    month, year = (events["date_precision"] == name for name in ("month", "year"))
    last = last.mask(month, events["date"] + pd.offsets.MonthEnd(1))
    return last.mask(year, events["date"] + pd.offsets.YearEnd(1))


def lies_ahead(events: pd.DataFrame, today: date) -> pd.Series:
    """Return which events may still take place, going by the last day that each may lie on."""
    return last_days(events) >= pd.Timestamp(today)


def passed_words(plans: pd.DataFrame, *, tag: str | None = None) -> str:
    """Return what is to be said of scheduled events whose day has passed, after a word for them."""
    if len(plans) > 1:
        return "were scheduled for days that have passed; no source says that they took place"
    plan = plans.iloc[0]
    end = plan["date_end"] if pd.notna(plan["date_end"]) else None
    when = span(plan["date"], end, plan["date_precision"], tag=tag)
    return f"was scheduled for {when}; no source says that it took place"


def report_text(
    event: Mapping[str, object],
    proofs: Sequence[Mapping[str, object]],
    sources: Mapping[str, str],
    store: str,
    *,
    told: Mapping[str, object] | None = None,
    changes: Mapping[str, str] | None = None,
) -> str:
    """Return a text that tells an editor of the data set which event is meant and what is in question.

    Args:
        event: A row of `db.read.events`.
        proofs: Rows of `db.read.evidence`.
        sources: Title and version of each source by id.
        store: What the store is, e.g. the program's version and the store's revision.
        told: What its source says of it, as `db.told.own_statement`; None where it tells of it no more.
        changes: By whom a field was changed in this store, such as "by hand", by the field's name.
    """
    source_id = str(event["source_id"])
    here = _report_fields(event)
    said = here if told is None else _report_fields(told)
    lines = [
        "What is wrong, and what would be right:",
        "(please write it here)",
        "",
        "A source that shows it (address):",
        "(please write it here)",
        "",
        "--- As this store has it; its source tells of it no more ---"
        if told is None
        else "--- What the source says ---",
        f"Source: {sources.get(source_id, source_id)}",
        f"Id in the source: {event['source_event_id']}",
        *_report_lines(said),
    ]
    own_first = sorted(proofs, key=lambda proof: proof.get("source_id", source_id) != source_id)
    for number, proof in enumerate(own_first, start=1):
        by = "" if proof.get("source_id", source_id) == source_id else f", from {proof['source_title']}"
        lines.append(f"Proof {number}{by}: {proof['url'] or proof['publisher'] or proof['source_title']}")
        if proof["quote"]:
            lines.append(f'  "{proof["quote"]}"')
    changed = {name: _changed(name, changes or {}) for name in here}
    otherwise = [name for name in here if here[name] != said[name] or (told is None and changed[name])]
    if otherwise:
        lines += ["", "--- What this store has otherwise; the source does not say it ---"]
        lines += [
            f"{_REPORTED[name]}: {here[name] or 'none'} ({changed[name] or 'from another source'})"
            for name in otherwise
        ]
    lines.append(f"Seen in: {store}")
    return "\n".join(" ".join(line.split()) if line.strip() else "" for line in lines)


_REPORTED: Mapping[str, str] = {
    "date": "Date",
    "date_end": "Last day",
    "actor": "Actor",
    "recipient": "Recipient",
    "type": "Type",
    "level": "Level",
    "tier": "Title of partnership",
    "place": "Place",
    "title": "Title",
    "topics": "Topics",
    "status": "Status",
    "confidence": "Confidence",
}
"""What a report tells of an event: the data set's own names, not those of the pages."""
_USUAL: Mapping[str, str] = {"status": "occurred", "confidence": "medium"}


def _changed(name: str, changes: Mapping[str, str]) -> str:
    """Return that a field was changed, and by whom; "" where it was not."""
    whom = changes.get(name) or (changes.get("date_precision") if name == "date" else None)
    return f"changed here {whom}" if whom else ""


def _report_fields(side: Mapping[str, object]) -> dict[str, str]:
    """Return the fields of a report as text, of a row of events or of what a source says."""
    texts = {name: _report_text_of(name, side.get(name)) or _USUAL.get(name, "") for name in _REPORTED}
    texts["date"] = iso_day(pd.Timestamp(texts["date"]), str(side.get("date_precision") or "day"))
    texts["type"] = f"{texts['type']} ({type_label(texts['type'])})"
    return texts


def _report_text_of(name: str, value: object) -> str:
    if name == "topics":
        return "; ".join(value) if isinstance(value, tuple | list) else ""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return f"{pd.Timestamp(str(value)):%Y-%m-%d}" if name in ("date", "date_end") else str(value)


def _report_lines(texts: Mapping[str, str]) -> list[str]:
    return [f"{label}: {texts[name]}" for name, label in _REPORTED.items() if texts[name]]
