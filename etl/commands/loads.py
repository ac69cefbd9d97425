"""`bilateral sources`, `loads`, `loads undo` and `rejects`."""

import click

from db.counting import counted
from db.terminal import db_option, echo_csv, echo_json, echo_table, one_line, records

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.command()
@json_option
@db_option
def sources(as_json: bool, db_url: str | None) -> None:
    """List the data sources in the store, with licence and coverage.

    The events that count, those that wait for a decision, and those that were rejected are told apart.
    """
    from db import engine, read

    rows = records(read.sources(engine.reader_engine(engine.database_url(db_url))))
    if as_json:
        echo_json(rows)
        return
    echo_table(
        (
            "source",
            "title",
            "layer",
            "licence",
            "coverage",
            "events",
            "waiting",
            "rejected",
            "loads",
            "last loaded",
        ),
        [
            (
                row["source_id"],
                row["title"],
                row["layer"],
                row["licence"],
                f"{row['coverage_from']}..{row['coverage_to']}" if row["coverage_from"] else "none",
                row["n_events"],
                row["n_waiting"],
                row["n_hidden"],
                row["n_loads"],
                (row["last_loaded_at"] or "")[:10],
            )
            for row in rows
        ],
    )


@click.group(invoke_without_command=True)
@json_option
@db_option
@click.pass_context
def loads(context: click.Context, as_json: bool, db_url: str | None) -> None:
    """List the loads, newest first, or undo some."""
    context.obj = db_url
    if context.invoked_subcommand is not None:
        return
    from db import engine, read

    rows = records(read.loads(engine.reader_engine(engine.database_url(db_url))))
    if as_json:
        echo_json(rows)
        return
    counts = ("read", "added", "updated", "unchanged", "merged", "withdrawn", "duplicate", "rejected")
    echo_table(
        ("load", "when (UTC)", "source", "input", "status", *counts),
        [
            (
                row["load_id"],
                row["started_at"][:16].replace("T", " "),
                row["source_id"],
                row["input_name"],
                row["status"],
                *(row[f"n_{name}"] for name in counts),
            )
            for row in rows
        ],
        limit=40,
    )


@loads.command()
@click.argument("load_ids", type=int, nargs=-1, required=True, metavar="LOAD...")
@db_option
@click.pass_context
def undo(context: click.Context, load_ids: tuple[int, ...], db_url: str | None) -> None:
    """Take back each LOAD: what it said goes, and what its source had said before is in force again.

    An answer that took over what only this load said falls with it, and so does a day given to an act that
    only it told of; what you edited by hand stays.
    """
    from db import engine, schema
    from etl.pipeline import undo_loads
    from etl.reports import rows_found_too

    url = engine.database_url(db_url or context.obj)
    schema.require_current(url)
    reports = undo_loads(engine.writer_engine(url), load_ids)
    for report in reports:
        if report.load_id not in load_ids:
            click.echo(f"undone too: load {report.load_id}, which gave a day to what was told", err=True)
        if report.n_left:
            click.echo(f"kept: {counted(report.n_left, 'row')} that a later load says too", err=True)
        for later, name, n_rows in report.found_too:
            click.echo(f"gone with it, perhaps: {rows_found_too(later, one_line(name), n_rows)}", err=True)
    for event_id in dict.fromkeys(event_id for report in reports for event_id in report.kept):
        click.echo(f"kept: event {event_id}, which you have edited", err=True)
    for event_id in dict.fromkeys(event_id for report in reports for event_id in report.fallen):
        click.echo(f"restored: event {event_id}, whose answer rested on this load alone", err=True)
    echo_table(
        ("load", "source", "rows", "events removed", "restored", "events changed", "kept"),
        [
            (
                report.load_id,
                report.source_id,
                report.n_records,
                report.n_removed,
                report.n_restored,
                report.n_changed,
                len(report.kept),
            )
            for report in reports
        ],
    )


@click.command()
@click.argument("load", type=int)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@db_option
def rejects(load: int, form: str, db_url: str | None) -> None:
    """List the rows that LOAD could not use, with line, column and reason."""
    from db import engine, read
    from db.errors import UsageError

    store = engine.reader_engine(engine.database_url(db_url))
    if load not in set(read.loads(store)["load_id"]):
        raise UsageError(f"there is no load {load}", "list them with: bilateral loads")
    rows = records(read.rejected_rows(store, load))
    names = ("input_name", "line", "column", "reason", "message", "raw")
    if form == "json":
        echo_json(rows)
    elif form == "csv":
        echo_csv(names, [[row[name] for name in names] for row in rows])
    elif rows:
        echo_table(
            ("line", "column", "reason", "message"),
            [(row["line"], row["column"], row["reason"], row["message"]) for row in rows],
            limit=0,
        )
    else:
        click.echo("no row was rejected")
