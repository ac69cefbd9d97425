"""What passes between the steps of a load: raw file, drafts of events, rejected rows; what sources offer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

ARTICLES = "articles"
"""Id of the source whose rows are reports: acts found in articles and feeds."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who a data source is and what it can speak for.

    Attributes:
        id: Short name, the key of everything the source said.
        coverage_from, coverage_to: The span the source speaks for, for every dyad it holds an event of;
            None where it adds events but no coverage (articles, feeds, tables loaded without `--coverage`).
        is_complete: A new version names every event it still stands by, so an id that it lacks is withdrawn.
    """

    id: str
    title: str
    layer: str = "documented"
    publisher: str = ""
    licence: str = ""
    citation: str = ""
    url: str = ""
    note: str = ""
    version: str = ""
    coverage_from: date | None = None
    coverage_to: date | None = None
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes as they came, with where and when; their meaning comes later.

    Attributes:
        name: File name or address, for people and messages.
        sha256: Of `data`, hexadecimal.
        fetched_at: UTC.
        content_type: As the server says ("text/html; charset=Shift_JIS"), "" if it does not.
    """

    name: str
    data: bytes
    sha256: str
    url: str = ""
    fetched_at: datetime | None = None
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """One proof of an event: an address and, for texts, the exact words (at most 300 characters)."""

    url: str = ""
    publisher: str = ""
    published_on: date | None = None
    quote: str = ""
    quote_start: int | None = None
    """Position of the quote in the source's text, in characters."""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as one source tells it, coded into the store's words but not yet merged.

    Attributes:
        source_event_id: The source's own id, or one made from the row's own raw fields.
        actor, recipient: iso3; alphabetical for mutual types.
        date: First day; the first of the month or year where `date_precision` says so.
        topics: Most important first; empty is uncoded.
        line: Line of the input (1 = first line), None where there are no lines.
    """

    source_event_id: str
    date: dt.date
    actor: str
    recipient: str
    type: str
    title: str
    date_end: dt.date | None = None
    date_precision: str = "day"
    level: str = ""
    tier: str = ""
    place: str = ""
    topics: tuple[str, ...] = ()
    status: str = "occurred"
    review: str = "accepted"
    confidence: str = "medium"
    evidence: tuple[EvidenceDraft, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A row that could not become an event: where, why, and the row itself.

    Attributes:
        reason: Code, e.g. `unknown_country`, `bad_date`, `missing_value`, `future_date`.
        message: One sentence for people: what is wrong and what would be right.
        raw: The row as it stood, cut at 2,000 characters.
        draft: What is known of an act without a day, as plain values: a person may give the day.
    """

    line: int | None
    column: str
    reason: str
    message: str
    raw: str
    draft: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a source makes of its input."""

    drafts: tuple[EventDraft, ...] = ()
    issues: tuple[Issue, ...] = ()
    n_read: int = 0
    warnings: tuple[str, ...] = field(default=())


class Source(Protocol):
    """A source: one file in etl/sources/ with a module-level `SOURCE` that has these."""

    id: str
    title: str

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield every row of `raw` as a draft or as an issue; raise `InputError` if it has no rows."""
        ...
