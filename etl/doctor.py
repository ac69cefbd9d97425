"""What a careful keeper of the store looks at: health, freshness, proofs, coverage, addresses, duplicates.

Each check is one function from `Facts` to findings; a new check is one more function in `CHECKS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal
from urllib.parse import urlsplit

import pandas as pd
from sqlalchemy import Engine

from db import read, schema
from db.counting import counted
from db.vocabulary import EVENT_TYPES, REVIEWS, STATUSES
from etl.joining.duplicates import probable
from etl.joining.near_pairs import near_pairs

OVERDUE_DAYS = 7
"""Days after which a scheduled event should have been told of as held, or not."""

Severity = Literal["problem", "warning", "note"]


class EventIds(tuple[int, ...]):
    """Events by number, for a sentence; pages say their titles."""

    def __str__(self) -> str:
        *most, last = map(str, self)
        return f"events {', '.join(most)} and {last}" if most else f"event {last}"


class Numbers(EventIds):
    """Events by number, after a colon."""

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class Dyads(tuple[str, ...]):
    """Pairs of countries by key; pages say their names."""

    def __str__(self) -> str:
        return ", ".join(self)


class SourceId(str):
    """A source by id; pages say its title."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about the store.

    Attributes:
        severity: `problem` makes numbers wrong, `warning` may, `note` is for information.
        check: Which check found it.
        text: What it is, in one line, with the names of `values` in braces.
        values: What stands there: dates, `EventIds`, `Dyads`, `SourceId`, or text.
        command: How it is answered on the command line, where pages have a way of their own; else "".
    """

    severity: Severity
    check: str
    text: str
    values: Mapping[str, object]
    command: str = ""

    def said(self, write: Callable[[object], str] = str) -> str:
        """Return the line, each value as `write` says it."""
        return self.text.format_map({name: write(value) for name, value in self.values.items()})

    @property
    def message(self) -> str:
        """The line as the command line says it: ISO dates, ids and numbers."""
        return "; ".join(filter(None, (self.said(), self.command)))


_ANSWERED_IN_LIST = "say so or not with: bilateral review list"


def _found(severity: Severity, check: str, text: str, command: str = "", **values: object) -> Finding:
    return Finding(severity, check, text, values, command)


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
        yield _found("problem", "health", "{problem}", problem=problem)


def _failed_loads(facts: Facts) -> Iterator[Finding]:
    for load in facts.loads[facts.loads["status"] == "failed"].itertuples():
        yield _found(
            "warning",
            "loads",
            "load {load} of {input} failed: {message}; load it again",
            load=load.load_id,
            input=load.input_name,
            message=load.message,
        )


def _freshness(facts: Facts) -> Iterator[Finding]:
    for source in facts.sources.to_dict("records"):
        name = SourceId(source["source_id"])
        if not any(source[count] for count in read.COUNTS_BY_REVIEW):
            yield _found("note", "freshness", "source {source} holds no event", source=name)
            continue
        loaded, covered = source["last_loaded_at"], source["coverage_to"]
        yield _found(
            "note",
            "freshness",
            "source {source}: {n}, loaded {loaded}, "
            + ("no coverage" if pd.isna(covered) else "covers to {covered}"),
            source=name,
            n=counted(source["n_events"], "event"),
            loaded="never" if pd.isna(loaded) else loaded.date(),
            covered="" if pd.isna(covered) else covered.date(),
        )


def _proofs(facts: Facts) -> Iterator[Finding]:
    proven = set(facts.evidence["event_id"])
    own = set(facts.events.loc[facts.events["source_id"] == "own", "event_id"])
    for event_id in sorted(set(facts.events["event_id"]) - proven - own):
        yield _found(
            "problem",
            "proofs",
            "{event} has no evidence; undo its load or hide it",
            event=EventIds([event_id]),
        )
    bare = sorted(own - proven)
    if bare:
        yield _found(
            "note",
            "proofs",
            "{n} of your own without a proof: {events}{more}",
            n=counted(len(bare), "event"),
            events=Numbers(bare[:10]),
            more=", …" if len(bare) > 10 else "",
        )
    for event_id in sorted(proven - set(facts.events["event_id"])):
        yield _found(
            "problem", "proofs", "evidence names {event}, which is not there", event=EventIds([event_id])
        )


def _addresses(facts: Facts) -> Iterator[Finding]:
    for row in facts.evidence[facts.evidence["url"] != ""].itertuples():
        if not is_address(str(row.url)):
            yield _found(
                "warning",
                "addresses",
                "{event}: {url} is no http(s) address",
                event=EventIds([int(str(row.event_id))]),
                url=repr(str(row.url)[:100]),
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
            yield _found(
                "warning",
                "coverage",
                "{pair}: no source covers {first} to {last}",
                pair=Dyads([str(dyad)]),
                first=end + timedelta(days=1),
                last=begin - timedelta(days=1),
            )
    has_curve = (facts.events["status"] == "occurred") & (facts.events["review"] == "accepted")
    uncovered = sorted(set(facts.events.loc[has_curve, "dyad"]) - set(facts.coverage["dyad"]))
    if uncovered:
        more = f" and {len(uncovered) - 8} more" if len(uncovered) > 8 else ""
        yield _found(
            "note",
            "coverage",
            "no source covers {pairs}{more}: their curves are dashed throughout",
            pairs=Dyads(uncovered[:8]),
            more=more,
        )


def _duplicates(facts: Facts) -> Iterator[Finding]:
    for twins in probable(facts.events, facts.apart):
        yield _found(
            "warning",
            "duplicates",
            "{events} may be one ({pair}, {day}, {kind})",
            _ANSWERED_IN_LIST,
            events=EventIds([twins.one, twins.other]),
            pair=Dyads([twins.dyad]),
            day=twins.day,
            kind=EVENT_TYPES[twins.type].label.lower(),
        )


def _near_days(facts: Facts) -> Iterator[Finding]:
    """Find what stores hold from before such rows were asked about."""
    days = dict(zip(facts.events["event_id"], facts.events["date"], strict=True))
    for twins in near_pairs(facts.events, facts.answered, facts.apart):
        first, second = sorted((twins.one, twins.other), key=lambda one: (days[one], one))
        yield _found(
            "warning",
            "duplicates",
            "{events} may be one ({pair} {day} and {next_day}, {kind})",
            _ANSWERED_IN_LIST,
            events=EventIds([first, second]),
            pair=Dyads([twins.dyad]),
            day=days[first].date(),
            next_day=days[second].date(),
            kind=EVENT_TYPES[twins.type].label.lower(),
        )


def _waiting(facts: Facts) -> Iterator[Finding]:
    n_proposed = int((facts.events["review"] == "proposed").sum())
    n_questions = int((facts.questions["kind"] != "proposed").sum())
    counts = ((n_proposed, "proposed event"), (n_questions, "question"))
    if waiting := [counted(n, noun) for n, noun in counts if n]:
        yield _found(
            "note",
            "review",
            "{waiting} " + ("waits" if n_proposed + n_questions == 1 else "wait"),
            "see them with: bilateral review list",
            waiting=" and ".join(waiting),
        )


def _overdue(facts: Facts) -> Iterator[Finding]:
    limit = pd.Timestamp(facts.today - timedelta(days=OVERDUE_DAYS))
    late = facts.events[
        (facts.events["status"] == "scheduled")
        & (facts.events["review"] == "accepted")
        & (facts.events["date_precision"] == "day")
        & (facts.events["date"] < limit)
    ]
    for row in late.to_dict("records"):
        yield _found(
            "warning",
            "schedule",
            "{event} was scheduled for {day} ({pair}, {kind}) and no source says that it was held",
            event=EventIds([row["event_id"]]),
            day=row["date"].date(),
            pair=Dyads([row["dyad"]]),
            kind=EVENT_TYPES[row["type"]].label.lower(),
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
