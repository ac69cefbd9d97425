"""What pages say of single events: their state, what finds them, what an editor needs. Knows no page."""

from collections.abc import Mapping, Sequence

import pandas as pd

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


def report_text(
    event: Mapping[str, object],
    proofs: Sequence[Mapping[str, object]],
    sources: Mapping[str, str],
    store: str,
) -> str:
    """Return a text that tells an editor of the data set which event is meant and what is in question.

    Args:
        event: A row of `db.read.events`.
        proofs: Rows of `db.read.evidence`.
        sources: Title and version of each source by id.
        store: What the store is, e.g. the program's version and the store's revision.
    """
    when = pd.Timestamp(str(event["date"]))
    lines = [
        "What is wrong, and what would be right:",
        "(please write it here)",
        "",
        "A source that shows it (address):",
        "(please write it here)",
        "",
        "--- The event as it stands ---",
        f"Source: {sources.get(str(event['source_id']), event['source_id'])}",
        f"Id in the source: {event['source_event_id']}",
        f"Date: {iso_day(when, str(event['date_precision']))}",
    ]
    end = event.get("date_end")
    if end is not None and not pd.isna(end):  # type: ignore[call-overload]
        lines.append(f"Last day: {pd.Timestamp(str(end)):%Y-%m-%d}")
    topics = event["topics"]
    words = {
        "Actor": event["actor"],
        "Recipient": event["recipient"],
        "Type": f"{event['type']} ({type_label(str(event['type']))})",
        "Level": event["level"],
        "Title of partnership": event["tier"],
        "Place": event["place"],
        "Title": event["title"],
        "Topics": "; ".join(topics) if isinstance(topics, tuple | list) else "",
        "Status": event["status"],
        "Confidence": event["confidence"],
    }
    lines += [f"{label}: {value}" for label, value in words.items() if value]
    for number, proof in enumerate(proofs, start=1):
        lines.append(f"Proof {number}: {proof['url'] or proof['publisher'] or proof['source_title']}")
        if proof["quote"]:
            lines.append(f'  "{proof["quote"]}"')
    lines.append(f"Seen in: {store}")
    return "\n".join(" ".join(line.split()) if line.strip() else "" for line in lines)
