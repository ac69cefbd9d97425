"""The way of the data into the store: snapshot, parse, code, check, merge, write. The only orchestration.

bytes -> snapshot -> drafts -> check -> merge (new | more evidence | unchanged | question) -> one transaction
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

from db import lookup, schema, table_lookup, write
from db.errors import InputError
from etl import snapshots
from etl.contract import EventDraft, Issue, Origin, Parsed, RawFile
from etl.edits import add_event, edit_event, revert_edits
from etl.joining.answers import decide, resolve_reviews
from etl.joining.newer_tables import left_warning, other_pairs_warning
from etl.loading import Loading
from etl.reports import LoadReport, UndoReport
from etl.tables.tabular import Progress
from etl.undo import undo_load, undo_loads
from etl.undo_answer import undo_answer

__all__ = [
    "LoadReport",
    "UndoReport",
    "add_event",
    "code_version",
    "decide",
    "edit_event",
    "load_drafts",
    "load_embedded",
    "load_event_files",
    "resolve_reviews",
    "revert_edits",
    "undo_answer",
    "undo_load",
    "undo_loads",
]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the version of this program, which every load records."""
    from importlib.metadata import PackageNotFoundError, version

    with suppress(PackageNotFoundError):
        return version("bilateral")
    return "0"


def load_drafts(
    engine: Engine,
    origin: Origin,
    raws: Sequence[RawFile],
    parsed: Parsed | Iterable[EventDraft | Issue],
    *,
    today: date,
    coverage: tuple[date, date] | None = None,
    merges_own: bool = False,
    says: frozenset[str] | None = None,
    refreshes_origin: bool = True,
    dry_run: bool = False,
    is_answer: bool = False,
    warnings: Sequence[str] = (),
) -> LoadReport:
    """Load what a source made of its input, in one transaction; return what it did.

    Args:
        origin: The source; a known one is brought up to date if `refreshes_origin`.
        raws: The input as it came; kept beside the store. Their names and hashes go into the load's row.
        parsed: Drafts and issues; an iterator is read in pieces, so an input of any size passes.
        today: Events that `occurred` after it are rejected.
        coverage: Span that this load speaks for; None takes the origin's.
        merges_own: The source's rows are reports, so several of its ids may tell of one happening (articles).
        says: Ids of all that an article tells of now, loaded or not: what it said before goes; None takes
            nothing back.
        dry_run: Do everything but keep nothing.
        is_answer: A person gave the day, so it is no slip.

    Raises:
        InputError: A complete source holds no event at all.
        StoreError: The store cannot be written.
    """
    if not dry_run:
        for raw in raws:
            snapshots.keep(engine, raw.data)
    names = ", ".join(raw.name for raw in raws) or origin.title
    return write_load(
        engine,
        origin,
        input_name=names,
        sha256=combined_sha256([raw.sha256 for raw in raws]),
        rows=(*parsed.issues, *parsed.drafts) if isinstance(parsed, Parsed) else parsed,
        today=today,
        coverage=coverage or _span(origin),
        merges_own=merges_own,
        says=says,
        refreshes_origin=refreshes_origin,
        dry_run=dry_run,
        is_answer=is_answer,
        warnings=(*warnings, *(parsed.warnings if isinstance(parsed, Parsed) else ())),
    )


def write_load(
    engine: Engine,
    origin: Origin,
    *,
    input_name: str,
    sha256: str,
    rows: Iterable[EventDraft | Issue],
    today: date,
    coverage: tuple[date, date] | None,
    merges_own: bool = False,
    says: frozenset[str] | None = None,
    replaceable: frozenset[str] = frozenset(),
    refreshes_origin: bool = True,
    dry_run: bool = False,
    is_answer: bool = False,
    warnings: Sequence[str] = (),
    feed_items: Sequence[write.Row] = (),
) -> LoadReport:
    """Write one load in one transaction; return what it did. `load_drafts` says what the arguments mean.

    `feed_items` are the rows of the items of a feed that the load has read; `replaceable` the ids of
    statements that are taken back only where a new one stands for them, since their articles were read in
    part.
    """
    started_at = write.now()
    with write.transaction(engine, dry_run=dry_run) as connection:
        source = asdict(origin)
        is_complete = source.pop("is_complete")
        write.write_source(connection, source, overwrite=refreshes_origin)
        load_id = write.add_load(
            connection,
            {
                "source_id": origin.id,
                "input_name": input_name,
                "sha256": sha256,
                "started_at": started_at,
                "finished_at": None,
                "status": "done",
                "coverage_from": coverage[0] if coverage else None,
                "coverage_to": coverage[1] if coverage else None,
                "is_complete": is_complete,
                "code_version": code_version(),
            },
        )
        loading = Loading(connection, origin, load_id, input_name, today, merges_own, is_answer)
        loading.take(rows, says, replaceable)
        loading.vouch()
        loading.meet_near_days()
        if is_complete:
            if not loading.dyads:
                raise InputError(f"{input_name} holds no event that can be used", "is the package damaged?")
            loading.withdraw_missing()
        if coverage:
            write.add_coverage(connection, load_id, origin.id, loading.dyads, coverage)
        write.add_feed_items(connection, load_id, feed_items)
        kept = loading.kept_edits()
        warnings = (*warnings, *_said_of_earlier(loading, "" if dry_run else str(load_id)))
        counts = {name: n for name, n in loading.counts.items() if n}
        write.update_load(
            connection,
            load_id,
            {**counts, "finished_at": write.now(), "message": "; ".join((*warnings, *kept))[:10_000]},
        )
    return LoadReport(
        load_id=None if dry_run else load_id,
        source_id=origin.id,
        input_name=input_name,
        sha256=sha256,
        n_read=counts.get("n_read", 0),
        n_added=counts.get("n_added", 0),
        n_updated=counts.get("n_updated", 0),
        n_unchanged=counts.get("n_unchanged", 0),
        n_merged=counts.get("n_merged", 0),
        n_withdrawn=counts.get("n_withdrawn", 0),
        n_duplicate=counts.get("n_duplicate", 0),
        n_rejected=counts.get("n_rejected", 0),
        n_reviews=loading.n_reviews,
        event_ids=tuple(loading.event_ids),
        dyads=tuple(f"{a}-{b}" for a, b in sorted(loading.dyads)),
        coverage=coverage,
        issues=tuple(loading.issues),
        warnings=tuple(warnings),
        kept_edits=kept,
        is_dry_run=dry_run,
    )


def _said_of_earlier(loading: Loading, undo: str) -> Sequence[str]:
    """Return what to say of a table under the name of another, and of rows that it had before."""
    from etl.source_names import owner_of

    n_updated, name = loading.counts["n_updated"], loading.origin.id
    if owner_of(name) or not n_updated + loading.counts["n_unchanged"]:
        return ()
    if other := other_pairs_warning(loading.n_other_pairs, n_updated, name, undo):
        return (other,)
    held = table_lookup.held_before(loading.connection, loading.load_id)
    left = left_warning(
        {record: load for key, record, load in held if key not in loading.seen},
        table_lookup.vouched_before(loading.connection, loading.load_id),
        loading.input_name,
        is_kept=bool(undo),
    )
    return (left,) if left else ()


def load_embedded(engine: Engine, *, today: date, force: bool = False) -> LoadReport:
    """Bring the shipped events into the store, or up to date; the store's schema too.

    Nothing is done, and nothing recorded, where this program has loaded the same bytes before, even if a user
    has undone that load since; `force` loads them again.
    """
    from etl.sources import embedded

    schema.upgrade(engine)
    origin, raws = embedded.read()
    sha256 = combined_sha256([raw.sha256 for raw in raws])
    if not force:
        with engine.connect() as connection:
            last = lookup.last_load(connection, origin.id, sha256, code_version())
        if last is not None:
            return LoadReport(last.id, origin.id, last.input_name, sha256, is_noop=True)
    rows = (row for raw in raws for row in embedded.SOURCE.parse(raw, today, {}))
    return load_drafts(engine, origin, raws, rows, today=today)


def load_event_files(
    engine: Engine,
    paths: Sequence[Path],
    *,
    today: date,
    source_id: str | None = None,
    coverage: tuple[date, date] | None = None,
    dry_run: bool = False,
    mapping: Path | None = None,
    progress: Progress | None = None,
) -> list[LoadReport]:
    """Load tables of events, each file a load of its own; return a report for each.

    Args:
        source_id: The source that all files belong to; None names each by its file.
        coverage: Span that the files speak for, for every dyad they hold; None is no coverage.
        mapping: TOML file that says what the columns mean; None is the project's own format.
        progress: Called with (file name, bytes read, bytes in all).

    Raises:
        InputError: A file is missing, empty or no table; nothing of that file is written.
        UsageError: A source's name is one that the program fills itself.
        StoreError: The store cannot be written.
    """
    from etl.mappings.mapping import read_mapping
    from etl.source_names import check_source_name
    from etl.sources import events_table

    names = [source_id or events_table.source_id_of(path) for path in paths]
    for name in names:
        check_source_name(name)
    described = read_mapping(mapping) if mapping else None
    reports = []
    for path, name in zip(paths, names, strict=True):
        table = events_table.open_table(path, mapping=described, progress=progress)
        rows = table.some_rows(today)
        if not dry_run:
            snapshots.keep_file(engine, path, table.sha256)
        reports.append(
            write_load(
                engine,
                Origin(id=name, title=name, coverage_from=None, coverage_to=None),
                input_name=path.name,
                sha256=table.sha256,
                rows=rows,
                today=today,
                coverage=coverage,
                refreshes_origin=False,
                dry_run=dry_run,
                warnings=table.warnings,
            )
        )
    return reports


def combined_sha256(hashes: Sequence[str]) -> str:
    """Return one hash for a load: its only input's own, or the hash of the hashes; "" for no input."""
    if len(hashes) <= 1:
        return "".join(hashes)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def _span(origin: Origin) -> tuple[date, date] | None:
    if origin.coverage_from is None or origin.coverage_to is None:
        return None
    return origin.coverage_from, origin.coverage_to
