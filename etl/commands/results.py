"""What every ingest command prints: progress and rejects on stderr, results on stdout; its exit code."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from db.counting import counted
from db.terminal import echo_table, one_line

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from etl.reports import LoadReport

SHOWN_REJECTS = 5
BIG = 5_000_000
"""Bytes from which a progress bar is worth its line."""


def open_store(db_url: str | None, *, dry_run: bool = False, is_for_embedded: bool = False) -> "Engine":
    """Return the writer's engine on a store of this version; made if it is missing, which is told.

    A dry run on a store that is not there yet works on one in memory, so that it leaves nothing behind.
    """
    from db import engine, schema

    url = engine.database_url(db_url)
    is_new = schema.state(url) in ("missing", "empty")
    if dry_run and is_new:
        url = "sqlite://"
    elif is_new and not is_for_embedded:
        click.echo(
            "this store is new and holds none of the embedded events; add them: bilateral ingest embedded",
            err=True,
        )
    store = engine.writer_engine(url)
    schema.upgrade(store)
    return store


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function (name, bytes read, bytes in all) that draws a bar on a terminal, for big files."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    tasks: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as bar:

        def show(name: str, done: int, total: int) -> None:
            if total < BIG:
                return
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)

        yield show


def show_reports(reports: "Sequence[LoadReport]") -> None:
    """Print what loads did: counts on stdout; warnings, rejects and kept edits on stderr."""
    columns: dict[str, Callable[[Any], object]] = {
        "load": lambda r: "dry run" if r.load_id is None else r.load_id,
        "source": lambda r: r.source_id,
        "read": lambda r: r.n_read,
        "added": lambda r: r.n_added,
        "updated": lambda r: r.n_updated,
        "unchanged": lambda r: r.n_unchanged,
        "merged": lambda r: r.n_merged,
        "withdrawn": lambda r: r.n_withdrawn,
        "duplicate": lambda r: r.n_duplicate,
        "rejected": lambda r: r.n_rejected,
    }
    for report in reports:
        for warning in report.warnings:
            click.echo(f"warning: {report.input_name}: {one_line(warning)}", err=True)
        show_kept(report)
        show_rejects(report)
        if report.n_reviews:
            click.echo(f"{counted(report.n_reviews, 'question')} for you: bilateral review list", err=True)
    echo_table(list(columns), [[show(report) for show in columns.values()] for report in reports])


def show_kept(report: "LoadReport") -> None:
    """Print the first edits of the user that hold against a load, on stderr."""
    for sentence in report.kept_edits[:SHOWN_REJECTS]:
        click.echo(f"kept: {one_line(sentence)}", err=True)
    if len(report.kept_edits) > SHOWN_REJECTS:
        click.echo(f"kept: {len(report.kept_edits) - SHOWN_REJECTS} more edits of yours", err=True)


def show_rejects(report: "LoadReport") -> None:
    """Print the first rejected rows of a load and where the rest stands, on stderr."""
    for issue in report.issues[:SHOWN_REJECTS]:
        where = f"line {issue.line}" if issue.line is not None else report.input_name
        column = f", {issue.column}" if issue.column else ""
        click.echo(f"rejected: {where}{column}: {one_line(issue.message)} [{issue.reason}]", err=True)
    if not report.n_rejected:
        return
    rest = f"{report.n_rejected:,} of {report.n_read:,} rows rejected"
    see = "" if report.load_id is None else f"; all of them: bilateral rejects {report.load_id}"
    click.echo(rest + see, err=True)


def exit_code(reports: "Sequence[LoadReport]", *, strict: bool) -> int:
    """Return 1 if an input gave no row that can be used, or any was rejected and `strict`; else 0."""
    for report in reports:
        if report.n_used == 0 or (strict and report.n_rejected):
            return 1
    return 0
