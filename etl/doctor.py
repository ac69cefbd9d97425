"""What a careful keeper of the store looks at: health, freshness, proofs, coverage, addresses, duplicates.

Each check is one function from `Facts` to findings; a new check is one more function in `CHECKS`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import urlsplit

import pandas as pd
from sqlalchemy import Engine

from db import read, schema
from db.counting import counted
from db.vocabulary import EVENT_TYPES, REVIEWS, STATUSES
from etl.coding.identity import Bucket, Happening
from etl.joining.duplicates import probable
from etl.joining.near_days import NEAR_DAYS, near_certain

OVERDUE_DAYS = 7
"""Days after which a scheduled event should have been told of as held, or not."""

Severity = Literal["problem", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about the store.

    Attributes:
        severity: `problem` makes numbers wrong, `warning` may, `note` is for information.
        check: Which check found it.
        message: What it is and what to do, in one line.
    """

    severity: Severity
    check: str
    message: str


@dataclass(frozen=True)
class Facts:
    """What the checks look at: the store's frames, as `db.read` gives them, and the day."""

    problems: list[str]
    events: pd.DataFrame
    evidence: pd.DataFrame
    coverage: pd.DataFrame
    sources: pd.DataFrame
    loads: pd.DataFrame
    questions: pd.DataFrame
    answered: pd.DataFrame
    apart: frozenset[tuple[int, int]]
    today: date


def examine(engine: Engine, *, today: date) -> list[Finding]:
    """Return what is to be known of the store, problems first."""
    asked = read.review_items(engine, None)
    facts = Facts(
        problems=schema.check(engine),
        events=read.events(engine, statuses=STATUSES, reviews=REVIEWS),
        evidence=read.evidence(engine),
        coverage=read.coverage_spans(engine),
        sources=read.sources(engine),
        loads=read.loads(engine),
        questions=asked[asked["status"] == "open"],
        answered=asked[asked["status"] != "open"],
        apart=read.pairs_apart(engine),
        today=today,
    )
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: ("problem", "warning", "note").index(finding.severity))


def _health(facts: Facts) -> Iterator[Finding]:
    for problem in facts.problems:
        yield Finding("problem", "health", problem)


def _failed_loads(facts: Facts) -> Iterator[Finding]:
    for load in facts.loads[facts.loads["status"] == "failed"].itertuples():
        yield Finding(
            "warning",
            "loads",
            f"load {load.load_id} of {load.input_name} failed: {load.message}; load it again",
        )


def _freshness(facts: Facts) -> Iterator[Finding]:
    for source in facts.sources.to_dict("records"):
        name = source["source_id"]
        if not any(source[name] for name in read.COUNTS_BY_REVIEW):
            yield Finding("note", "freshness", f"source {name} holds no event")
            continue
        loaded = "never" if pd.isna(source["last_loaded_at"]) else f"{source['last_loaded_at']:%Y-%m-%d}"
        covered = (
            "no coverage" if pd.isna(source["coverage_to"]) else f"covers to {source['coverage_to']:%Y-%m-%d}"
        )
        yield Finding(
            "note",
            "freshness",
            f"source {name}: {counted(source['n_events'], 'event')}, loaded {loaded}, {covered}",
        )


def _proofs(facts: Facts) -> Iterator[Finding]:
    proven = set(facts.evidence["event_id"])
    own = set(facts.events.loc[facts.events["source_id"] == "own", "event_id"])
    for event_id in sorted(set(facts.events["event_id"]) - proven - own):
        yield Finding("problem", "proofs", f"event {event_id} has no evidence; undo its load or hide it")
    bare = sorted(own - proven)
    if bare:
        named = ", ".join(map(str, bare[:10])) + (", …" if len(bare) > 10 else "")
        yield Finding("note", "proofs", f"{counted(len(bare), 'event')} of your own without a proof: {named}")
    for event_id in sorted(proven - set(facts.events["event_id"])):
        yield Finding("problem", "proofs", f"evidence names event {event_id}, which is not there")


def _addresses(facts: Facts) -> Iterator[Finding]:
    for row in facts.evidence[facts.evidence["url"] != ""].itertuples():
        if not is_address(str(row.url)):
            yield Finding(
                "warning", "addresses", f"event {row.event_id}: {str(row.url)[:100]!r} is no http(s) address"
            )


def is_address(url: str) -> bool:
    """True for an http(s) address with a host name, as far as its syntax tells."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url


def _coverage_gaps(facts: Facts) -> Iterator[Finding]:
    for dyad, spans in facts.coverage.groupby("dyad"):
        united = read.unite(
            (first.date(), last.date())
            for first, last in zip(spans["date_from"], spans["date_to"], strict=True)
        )
        for (_, end), (begin, _) in pairwise(united):
            yield Finding(
                "warning",
                "coverage",
                f"{dyad}: no source covers {end + timedelta(days=1)} to {begin - timedelta(days=1)}",
            )
    uncovered = sorted(set(facts.events["dyad"]) - set(facts.coverage["dyad"]))
    if uncovered:
        more = f" and {len(uncovered) - 8} more" if len(uncovered) > 8 else ""
        yield Finding(
            "note",
            "coverage",
            f"no source covers {', '.join(uncovered[:8])}{more}: their curves are dashed throughout",
        )


def _duplicates(facts: Facts) -> Iterator[Finding]:
    for twins in probable(facts.events, facts.apart):
        yield Finding(
            "warning",
            "duplicates",
            f"events {twins.one} and {twins.other} may be one ({twins.dyad} {twins.day} "
            f"{EVENT_TYPES[twins.type].label.lower()}); say so or not: bilateral review list",
        )


def _near_days(facts: Facts) -> Iterator[Finding]:
    """Find what stores hold from before such rows were asked about."""
    counted = facts.events[facts.events["review"] == "accepted"]
    answered = {
        (int(row["event_id"]), str(row["draft"]["date"]))
        for row in facts.answered.to_dict("records")
        if not pd.isna(row["event_id"]) and row["draft"]
    }
    by_bucket: dict[Bucket, list[tuple[date, int, str, Happening]]] = {}
    for row in counted.to_dict("records"):
        told = _happening(row)
        one = (told.date, int(row["event_id"]), str(row["source_id"]), told)
        by_bucket.setdefault(told.bucket, []).append(one)
    for (first, second, kind, _), events in by_bucket.items():
        events.sort(key=lambda event: event[:2])
        for i, (day, first_id, source, told) in enumerate(events):
            for next_day, second_id, other_source, other_told in events[i + 1 :]:
                if next_day - told.last > timedelta(days=NEAR_DAYS):
                    break
                is_answered = {(first_id, str(next_day)), (second_id, str(day))} & answered
                both = (min(first_id, second_id), max(first_id, second_id))
                is_told = is_answered or both in facts.apart
                if source != other_source and not is_told and near_certain(told, other_told):
                    what = f"{first}-{second} {day} and {next_day}, {EVENT_TYPES[kind].label.lower()}"
                    todo = "say so or not: bilateral review accept|reject d{}-{}".format(*both)
                    message = f"events {first_id} and {second_id} may be one ({what}); {todo}"
                    yield Finding("warning", "duplicates", message)


def _happening(row: Mapping[Hashable, Any]) -> Happening:
    first, second = str(row["dyad"]).split("-")
    return Happening(
        (first, second, row["type"], "" if EVENT_TYPES[row["type"]].is_mutual else row["actor"]),
        row["date"].date(),
        row["date_precision"],
        row["tier"],
        row["title"],
        level=row["level"],
        place=row["place"],
        end=None if pd.isna(row["date_end"]) else row["date_end"].date(),
    )


def _waiting(facts: Facts) -> Iterator[Finding]:
    n_proposed = int((facts.events["review"] == "proposed").sum())
    n_questions = int((facts.questions["kind"] != "proposed").sum())
    if n_proposed or n_questions:
        yield Finding(
            "note",
            "review",
            f"{counted(n_proposed, 'proposed event')} and {counted(n_questions, 'question')} wait: "
            "bilateral review list",
        )


def _overdue(facts: Facts) -> Iterator[Finding]:
    limit = pd.Timestamp(facts.today - timedelta(days=OVERDUE_DAYS))
    late = facts.events[
        (facts.events["status"] == "scheduled")
        & (facts.events["review"] == "accepted")
        & (facts.events["date_precision"] == "day")
        & (facts.events["date"] < limit)
    ]
    for row in late.itertuples():
        yield Finding(
            "warning",
            "schedule",
            f"event {row.event_id} was scheduled for {row.date:%Y-%m-%d} ({row.dyad} "
            f"{EVENT_TYPES[str(row.type)].label.lower()}) and no source says that it was held",
        )


CHECKS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    _health,
    _failed_loads,
    _proofs,
    _addresses,
    _coverage_gaps,
    _duplicates,
    _near_days,
    _overdue,
    _waiting,
    _freshness,
)
