"""The tables of the store, every column saying what it holds; read.py reads them, write.py writes."""

import datetime as dt
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, String, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Declarative base; names every constraint, since Alembic must be able to name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class CountryRow(Base):
    """A country of the vocabulary, copied into the store so that foreign keys hold."""

    __tablename__ = "country"

    iso3: Mapped[str] = mapped_column(String(3), primary_key=True)
    iso2: Mapped[str] = mapped_column(String(2))
    name: Mapped[str]
    demonyms: Mapped[str]
    """Separated by `;`."""
    capital: Mapped[str]
    cow_code: Mapped[int | None]
    gw_code: Mapped[int | None]
    fips_code: Mapped[str]
    cameo_code: Mapped[str]
    exists_from: Mapped[date | None]
    exists_until: Mapped[date | None]


class Source(Base):
    """A data source: an event file, a feed, a publisher's articles, the user's own entries."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    layer: Mapped[str] = mapped_column(default="documented")
    publisher: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    citation: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    coverage_from: Mapped[date | None]
    coverage_to: Mapped[date | None]


class Load(Base):
    """One write into the store; loads that added nothing are recorded too."""

    __tablename__ = "load"
    __table_args__ = (CheckConstraint("status IN ('done', 'failed', 'undone')", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    input_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    """UTC."""
    finished_at: Mapped[datetime | None]
    """UTC."""
    status: Mapped[str]
    n_read: Mapped[int] = mapped_column(default=0)
    n_added: Mapped[int] = mapped_column(default=0)
    """New events."""
    n_updated: Mapped[int] = mapped_column(default=0)
    """Known ids whose row changed."""
    n_unchanged: Mapped[int] = mapped_column(default=0)
    n_merged: Mapped[int] = mapped_column(default=0)
    """New rows that are more evidence of an event from another source."""
    n_withdrawn: Mapped[int] = mapped_column(default=0)
    """Known ids that a complete new version of the source no longer holds."""
    n_duplicate: Mapped[int] = mapped_column(default=0)
    """Rows that stand in the same input twice."""
    n_rejected: Mapped[int] = mapped_column(default=0)
    coverage_from: Mapped[date | None]
    coverage_to: Mapped[date | None]
    is_complete: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The input named every event that its source stands by; a later such load withdraws what it lacks."""
    code_version: Mapped[str]
    message: Mapped[str] = mapped_column(default="")


class RejectedRow(Base):
    """A row that could not become an event, with the line, the reason and the row itself."""

    __tablename__ = "rejected_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), index=True)
    input_name: Mapped[str]
    line: Mapped[int | None]
    column: Mapped[str]
    reason: Mapped[str]
    """Code, e.g. `unknown_country`."""
    message: Mapped[str]
    raw: Mapped[str]


class Event(Base):
    """One happening between two states, as now believed: what its sources say plus the user's edits."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("source_id", "source_event_id"),
        CheckConstraint("country_a < country_b", name="dyad_sorted"),
        CheckConstraint("date_precision IN ('day', 'month', 'year')", name="date_precision"),
        CheckConstraint("status IN ('occurred', 'scheduled', 'cancelled')", name="status"),
        CheckConstraint("review IN ('accepted', 'proposed', 'rejected')", name="review"),
        CheckConstraint("confidence IN ('high', 'medium', 'low')", name="confidence"),
        Index("ix_event_dyad_date", "country_a", "country_b", "date", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    """The source that told of it first."""
    source_event_id: Mapped[str]
    country_a: Mapped[str] = mapped_column(ForeignKey("country.iso3"))
    country_b: Mapped[str] = mapped_column(ForeignKey("country.iso3"))
    actor: Mapped[str] = mapped_column(ForeignKey("country.iso3"))
    recipient: Mapped[str] = mapped_column(ForeignKey("country.iso3"))
    date: Mapped[dt.date]
    """First day; the first of the month or year where the precision says so."""
    date_end: Mapped[dt.date | None]
    date_precision: Mapped[str] = mapped_column(default="day")
    type: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    tier: Mapped[str] = mapped_column(default="")
    """Exact wording of the partnership's title."""
    place: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default="occurred")
    review: Mapped[str] = mapped_column(default="accepted")
    confidence: Mapped[str] = mapped_column(default="medium")


class EventTopic(Base):
    """A topic of an event; rank 1 is the most important."""

    __tablename__ = "event_topic"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]


class SourceRecord(Base):
    """What one source said under one of its own ids in one load, and the event it tells of.

    The history makes loads idempotent (same fingerprint: unchanged), updates visible, and undo exact: the
    newest record of (source_id, source_event_id) is the one in force, and undoing its load brings back the
    one before.
    """

    __tablename__ = "source_record"
    __table_args__ = (UniqueConstraint("source_id", "source_event_id", "load_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    source_event_id: Mapped[str]
    load_id: Mapped[int] = mapped_column(ForeignKey("load.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    """sha256 of the coded row."""
    draft: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    """The coded row with its evidence; None where the load withdrew the id."""
    is_current: Mapped[bool]


class VouchedRun(Base):
    """Records that a load of a table found as they were, as runs of ids that follow each other.

    Such a load writes no record of its own; undoing the load that wrote them leaves what it vouches for.
    """

    __tablename__ = "vouched_run"

    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), primary_key=True)
    first_record: Mapped[int] = mapped_column(primary_key=True)
    last_record: Mapped[int]


class Evidence(Base):
    """An address, and for texts the exact words, that proves an event; many per event."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("source_record.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    load_id: Mapped[int] = mapped_column(ForeignKey("load.id"), index=True)
    url: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    quote: Mapped[str] = mapped_column(String(300), default="")


class Feed(Base):
    """What a server said of a feed that was read to its end, so as to ask it again only for changes."""

    __tablename__ = "feed"

    address: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str] = mapped_column(default="")
    last_modified: Mapped[str] = mapped_column(default="")


class FeedItem(Base):
    """An item of a feed that a load has read; one without a row is new, so those of an undone load are."""

    __tablename__ = "feed_item"

    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    """Of the item's id and content."""
    feed: Mapped[str] = mapped_column(index=True)
    """Address or file name of the feed."""
    page_sha256: Mapped[str] = mapped_column(String(64), default="")
    """Of the page behind its link; "" where only the feed's own words were read."""
    is_read: Mapped[bool]
    """Nothing is left to read; False where the page did not answer, or was not asked for."""
    event_keys: Mapped[list[str]] = mapped_column(JSON)
    """The ids (`source_record.source_event_id`) of the acts that it tells."""
    name: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    """sha256 of the id that its feed gives it, "" if none."""
    told: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    """sha256 of who said what on which day, "" where that names no item."""
    story: Mapped[str] = mapped_column(default="", server_default="")
    """How the ids of its acts begin."""
    words: Mapped[str] = mapped_column(default="", server_default="")
    """Its first words, to see whether another item of its id is it."""


class RefusedPage(Base):
    """The page behind an item of a feed, refused or gone when it was last asked for."""

    __tablename__ = "refused_page"

    feed: Mapped[str] = mapped_column(primary_key=True)
    """Address of the feed."""
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the item's id and content."""
    n_times: Mapped[int]
    """How often in a row."""
    ask_again_on: Mapped[date]
    """It is left alone before this day."""


class Coverage(Base):
    """A span that one load of a source speaks for, for one dyad."""

    __tablename__ = "coverage"

    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), primary_key=True)
    country_a: Mapped[str] = mapped_column(ForeignKey("country.iso3"), primary_key=True)
    country_b: Mapped[str] = mapped_column(ForeignKey("country.iso3"), primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"))
    date_from: Mapped[date]
    date_to: Mapped[date]


class EventEdit(Base):
    """A field of an event that a user changed; sources never overwrite it."""

    __tablename__ = "event_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    field: Mapped[str]
    """Column of `event`, or `topics`."""
    old: Mapped[str]
    new: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime]
    """UTC."""


class ReviewItem(Base):
    """A question for a person: sources that contradict each other, or a row that fits several events."""

    __tablename__ = "review_item"
    __table_args__ = (CheckConstraint("status IN ('open', 'accepted', 'rejected')", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """`proposed` (extracted, awaits a decision), `contradiction`, `ambiguous`, `undated`, `withdrawn`, or
    `duplicate`: never open, it says that two events are one (accepted) or two (rejected)."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    record_id: Mapped[int | None] = mapped_column(
        ForeignKey("source_record.id", ondelete="CASCADE"), index=True
    )
    load_id: Mapped[int] = mapped_column(ForeignKey("load.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(default="")
    message: Mapped[str]
    draft: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    """The other side, as its source has it."""
    status: Mapped[str] = mapped_column(default="open")


class StoreMeta(Base):
    """Facts about the store itself: `revision` grows by one with every write; `last_review_item` is the
    highest number that a review item has had."""

    __tablename__ = "store_meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
