"""Lists for commands and the report: events with proofs, contributions to a day, why nothing shows."""

from datetime import date
from math import fsum

import pandas as pd
from sqlalchemy import Engine

from dashboard.measures.contract import DyadRecord
from dashboard.measures.contributions import explain
from dashboard.measures.intensity import DEFAULT_METHOD, measure
from dashboard.records import filter_events, source_notes
from dashboard.selection import Selection
from db import read
from db.errors import BilateralError, UsageError
from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import country_name

EVENT_COLUMNS = (
    "event_id",
    "date",
    "date_end",
    "date_precision",
    "type",
    "actor",
    "recipient",
    "level",
    "tier",
    "place",
    "title",
    "topics",
    "status",
    "review",
    "confidence",
    "source_id",
    "source_event_id",
    "n_evidence",
    "publishers",
    "urls",
)
"""Columns of `event_listing`; publishers and urls are joined by ` | `, in the same order."""


def event_listing(
    engine: Engine,
    selection: Selection,
    *,
    statuses: tuple[str, ...] = ("occurred",),
    reviews: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return the events of the selection's dyad within its window and filters; columns `EVENT_COLUMNS`.

    Args:
        engine: Of the store.
        selection: What is asked for.
        statuses: Of the events; empty keeps all.
        reviews: Of the events; empty takes the selection's.
    """
    found = read.events(
        engine,
        selection.dyad,
        since=selection.since,
        until=selection.until,
        statuses=statuses,
        reviews=reviews or selection.reviews,
    )
    frame = filter_events(found, selection).reset_index(drop=True)
    return with_proofs(engine, frame)[list(EVENT_COLUMNS)]


def with_proofs(engine: Engine, events: pd.DataFrame) -> pd.DataFrame:
    """Return `events` with the columns `publishers` and `urls` of their evidence, joined by ` | `."""
    proofs = read.evidence(engine, [int(event_id) for event_id in events["event_id"]])
    joined: dict[int, tuple[str, str]] = {}
    for event_id, group in proofs.groupby("event_id", sort=False):
        named = group[group["url"] != ""].drop_duplicates("url")
        joined[int(str(event_id))] = (" | ".join(named["publisher"]), " | ".join(named["url"]))
    pairs = [joined.get(int(event_id), ("", "")) for event_id in events["event_id"]]
    return events.assign(
        publishers=pd.array([publishers for publishers, _ in pairs], dtype="str"),
        urls=pd.array([urls for _, urls in pairs], dtype="str"),
    )


def short_event_listing(listing: pd.DataFrame) -> pd.DataFrame:
    """Return an event listing for people: date as far as known, type in words, who, title, first proof."""
    return pd.DataFrame(
        {
            "date": pd.array([date_words(*row) for row in _dates(listing)], dtype="str"),
            "type": pd.array([EVENT_TYPES[name].label for name in listing["type"]], dtype="str"),
            "who": pd.array([_who(*row) for row in _sides(listing)], dtype="str"),
            "title": listing["title"],
            "topics": pd.array(["; ".join(topics) for topics in listing["topics"]], dtype="str"),
            "confidence": listing["confidence"],
            "proof": pd.array([urls.split(" | ")[0] for urls in listing["urls"]], dtype="str"),
        }
    )


def states_of(listing: pd.DataFrame) -> list[str]:
    """Return what each event of a listing is: its status if it is accepted, else proposed or rejected."""
    said = zip(listing["status"], listing["review"], strict=True)
    return [status if review == "accepted" else review for status, review in said]


def _dates(frame: pd.DataFrame) -> "zip[tuple[pd.Timestamp, pd.Timestamp, str]]":
    return zip(frame["date"], frame["date_end"], frame["date_precision"], strict=True)


def _sides(frame: pd.DataFrame) -> "zip[tuple[str, str, str]]":
    return zip(frame["type"], frame["actor"], frame["recipient"], strict=True)


def date_words(day: pd.Timestamp, end: pd.Timestamp, precision: str) -> str:
    """Return a date as far as it is known: 2023, 2023-12, 2025-01-09 or 2025-01-09/10.

    >>> date_words(pd.Timestamp("1939-03-23"), pd.Timestamp("1945-05-08"), "day")
    '1939-03-23/1945-05-08'
    """
    if precision == "year":
        return f"{day:%Y}"
    if precision == "month":
        return f"{day:%Y-%m}"
    if pd.isna(end) or end == day:
        return f"{day:%Y-%m-%d}"
    if end.year != day.year:
        return f"{day:%Y-%m-%d}/{end:%Y-%m-%d}"
    return f"{day:%Y-%m-%d}/{end:%d}" if end.month == day.month else f"{day:%Y-%m-%d}/{end:%m-%d}"


def _who(event_type: str, actor: str, recipient: str) -> str:
    return f"{actor}, {recipient}" if EVENT_TYPES[event_type].is_mutual else f"{actor} → {recipient}"


def event_comments(engine: Engine, selection: Selection, listing: pd.DataFrame, *, today: date) -> list[str]:
    """Return what a CSV of events says of itself."""
    dyad = selection.dyad or ("", "")
    said = [
        f"Title: Recorded events, {country_name(dyad[0])} and {country_name(dyad[1])}",
        f"Filters: {'; '.join(selection.filters) or 'none'}",
    ]
    for note in source_notes(engine, listing["source_id"]):
        said += [f"Source: {note.title} {note.version}".rstrip(), f"Licence: {note.licence}"]
    spans = "; ".join(f"{first} to {last}" for first, last in read.coverage(engine, dyad))
    return [*said, f"Coverage: {spans or 'none'}", f"Date: {today.isoformat()}"]


def contributions_on(
    record: DyadRecord, selection: Selection, day: date, *, today: date
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Return what makes the value of `day`, and that value.

    Returns:
        The frame of `measures.contributions.explain` with `source_event_id` and `counted_with` (the
        source's id of the event with which one is counted); and cooperation, friction, intensity, balance,
        net, n_eff of the day as the series has them, with `sum_of_points` for comparison.

    Raises:
        UsageError: The method has no contributions, or the curve has no value on that day.
    """
    if selection.method != DEFAULT_METHOD:
        raise UsageError(
            f"contributions add up for {DEFAULT_METHOD} only, not for {selection.method}",
            "Leave --method out to explain the default measure.",
        )
    whole = measure(record, Selection(scale=selection.scale, scores=selection.scores,
                                      half_lives=selection.half_lives, carry_on=selection.carry_on,
                                      ).params(today=today, freq="day")).frame  # fmt: skip
    known = whole[whole["status"] != "not_covered"]
    row = known[known["period_start"] == pd.Timestamp(day)]
    if row.empty:
        if known.empty:
            raise UsageError(f"{record.key} has no value on any day")
        first, last = known["period_start"].iloc[0].date(), known["period_start"].iloc[-1].date()
        more = " (--until-today carries it on)" if day > last and not selection.carry_on else ""
        raise UsageError(
            f"there is no value for {record.key} on {day.isoformat()}",
            f"The curve runs from {first.isoformat()} to {last.isoformat()}{more}.",
        )
    frame = explain(record, selection.weights, day)
    names = dict(zip(record.events["event_id"], record.events["source_event_id"], strict=True))
    ids = pd.Series([names.get(event_id, "") for event_id in frame["event_id"]], dtype="str")
    heads = pd.array(
        ["" if pd.isna(head) else names.get(head, "") for head in frame["folded_into"]], dtype="str"
    )
    place = frame.columns.get_loc("title")
    frame.insert(int(str(place)), "source_event_id", ids)
    frame["counted_with"] = heads
    value = row.iloc[0]
    totals = {
        name: float(value[name])
        for name in ("cooperation", "friction", "intensity", "balance", "net", "n_eff")
    }
    return frame, {**totals, "sum_of_points": fsum(frame["points"])}


def why_nothing(engine: Engine, selection: Selection) -> BilateralError:
    """Return the error that says why nothing is shown for the selection, and what to do."""
    dyad = selection.dyad or ("", "")
    asked = (selection.country_a or dyad[0], selection.country_b or dyad[1])
    names = " and ".join(country_name(iso3) for iso3 in asked)
    everything = read.events(engine, dyad, statuses=(), reviews=())
    if everything.empty:
        partners = _partners(engine, dyad)
        hint = f"Pairs with events: {partners}; `bilateral dyads` lists all." if partners else ""
        return BilateralError(
            f"no events of {names} are in the store",
            hint or "Load some: bilateral ingest events FILE, or bilateral ingest article FILE",
        )
    accepted = everything[(everything["status"] == "occurred") & (everything["review"] == "accepted")]
    if accepted.empty:
        words = f"bilateral events {asked[0]} {asked[1]} --status"
        states = {
            **{state: everything["review"] == state for state in ("proposed", "rejected")},
            **{state: everything["status"] == state for state in ("scheduled", "cancelled")},
        }
        held = [state for state, rows in states.items() if rows.any()]
        n = len(everything)
        return BilateralError(
            f"{'the 1 event' if n == 1 else f'the {n} events'} of {names} "
            f"{'is' if n == 1 else 'are'} {' or '.join(held)}: none is in view",
            f"See them with: {' or '.join(f'{words} {state}' for state in held)}",
        )
    window = "" if selection.since is None and selection.until is None else " in this period"
    return BilateralError(
        f"none of the {len(accepted)} events of {names} passes the filters{window}",
        "Leave out a filter: --since, --until, --type, --topic or --confidence.",
    )


def _partners(engine: Engine, dyad: tuple[str, str]) -> str:
    known = read.dyads(engine).sort_values("n_events", ascending=False, kind="stable")
    near = [str(key) for key in known["dyad"] if set(dyad) & set(str(key).split("-"))]
    return ", ".join(near[:6])
