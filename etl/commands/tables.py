"""`bilateral ingest embedded` and `bilateral ingest events`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.counting import counted
from db.terminal import db_option, today
from etl.commands.results import exit_code, open_store, progress_bar, show_reports

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from etl.reports import LoadReport


@click.command()
@db_option
def embedded(db_url: str | None) -> None:
    """Load the events that ship with the program, or bring them up to date; your edits stay."""
    from etl.pipeline import load_embedded

    show_reports([load_embedded(open_store(db_url, is_for_embedded=True), today=today(), force=True)])


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", "source_id", metavar="ID", help="Source of the rows; default: the file's name.")
@click.option("--coverage", metavar="FROM..TO", help="Span that the files speak for: 2000-01-01..2024-12-31.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="M.toml", help="What the columns mean.")
@click.option(
    "--suggest-mapping", is_flag=True, help="Print a first mapping for FILE, with doubts; load nothing."
)
@click.option("--dry-run", is_flag=True, help="Do everything but keep nothing.")
@click.option("--strict", is_flag=True, help="Exit 1 if any row is rejected; the rest is loaded.")
@db_option
def events(
    files: tuple[Path, ...],
    source_id: str | None,
    coverage: str | None,
    mapping: Path | None,
    suggest_mapping: bool,
    dry_run: bool,
    strict: bool,
    db_url: str | None,
) -> None:
    """Load tables of events, each FILE a load of its own: CSV, TSV, XLSX, JSON lines or Parquet.

    Required columns: date, actor, recipient, type, title, source_url. Optional: id, date_end, date_precision,
    level, tier, place, topics, confidence, source_name, status, review. Any other table needs a mapping:

    \b
      bilateral ingest events FILE --suggest-mapping > M.toml     then answer the doubts in M.toml
      bilateral ingest events FILE --mapping M.toml --dry-run
    """
    if suggest_mapping:
        print_mapping(files, mapping)
        return
    from db.errors import InputError
    from etl.pipeline import load_event_files
    from etl.source_names import check_source_name
    from etl.sources.events_table import source_id_of

    span = read_span(coverage)
    for path in files:
        check_source_name(source_id or source_id_of(path))
    store: Engine | None = None
    reports: list[LoadReport] = []
    n_failed = 0
    with progress_bar() as progress:
        for path in files:
            try:
                if store is None:
                    _check_table(path, mapping, db_url)
                    store = open_store(db_url, dry_run=dry_run)
                reports += load_event_files(
                    store,
                    [path],
                    today=today(),
                    source_id=source_id,
                    coverage=span,
                    dry_run=dry_run,
                    mapping=mapping,
                    progress=progress,
                )
            except InputError as error:
                if len(files) == 1:
                    raise
                n_failed += 1
                click.echo(f"error: {error}", err=True)
                if error.hint:
                    click.echo(error.hint, err=True)
    if reports:
        show_reports(reports)
    code = 1 if n_failed else exit_code(reports, strict=strict)
    if code:
        sys.exit(code)


def _check_table(path: Path, mapping: Path | None, db_url: str | None) -> None:
    """Raise `InputError` if a store would be made for a file that is no table of events."""
    from db import engine, schema
    from etl.mappings.mapping import read_mapping
    from etl.sources.events_table import open_table

    if schema.state(engine.database_url(db_url)) in ("missing", "empty"):
        open_table(path, mapping=read_mapping(mapping) if mapping else None)


def print_mapping(files: tuple[Path, ...], mapping: Path | None = None) -> None:
    """Print a first mapping for the one file; of another mapping `[input]` says where its table lies.

    Raises:
        UsageError: There are several files; each may need a mapping of its own.
    """
    from db.errors import UsageError
    from etl.mappings.mapping import read_input
    from etl.suggested.suggested_input import table_to_describe
    from etl.suggested.suggesting import suggest_mapping
    from etl.tables.tabular import path_input

    if len(files) != 1:
        raise UsageError("a mapping is suggested for one file at a time", "name one FILE")
    sheet, header = read_input(mapping) if mapping else ("", ())
    text = suggest_mapping(table_to_describe(path_input(files[0]), sheet=sheet, header=header))
    click.echo(text, nl=False)
    n_doubts = text.count("# DOUBT")
    doubts = counted(n_doubts, "doubt")
    click.echo(f"{doubts} to settle in it" if n_doubts else "no doubts; read it all the same", err=True)


def read_span(text: str | None) -> "tuple[date, date] | None":
    """Return the days of `FROM..TO`, both included; None for None.

    Raises:
        UsageError: It is no such span.
    """
    from datetime import date

    from db.errors import UsageError

    if text is None:
        return None
    try:
        first, last = (date.fromisoformat(part.strip()) for part in text.split(".."))
    except ValueError:
        raise UsageError(
            f"not a span of days: {text!r}", "write --coverage FROM..TO, such as 2000-01-01..2024-12-31"
        ) from None
    if first > last:
        raise UsageError(f"the span {text} ends before it begins", "write the earlier day first")
    return first, last
