"""`bilateral db`: looking after the store."""

import sys
from pathlib import Path

import click

from db.terminal import db_option, echo_json, echo_table


@click.group()
def db() -> None:
    """Look after the store."""


@db.command()
@db_option
def upgrade(db_url: str | None) -> None:
    """Make the store, or bring it to this program's version."""
    from db import engine, schema

    url = engine.database_url(db_url)
    changed = schema.upgrade(engine.writer_engine(url))
    click.echo(f"{engine.display_url(url)}: {'brought up to date' if changed else 'is up to date'}")


@db.command()
@db_option
def check(db_url: str | None) -> None:
    """Say whether the store is sound; exit 1 if it is not."""
    from db import engine, schema

    url = engine.database_url(db_url)
    problems = schema.check(engine.reader_engine(url))
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    click.echo(f"{engine.display_url(url)}: sound")


@db.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def stats(db_url: str | None, as_json: bool) -> None:
    """Count what the store holds."""
    from db import engine, read

    url = engine.database_url(db_url)
    counts = read.stats(engine.reader_engine(url))
    path = engine.store_path(url)
    about: dict[str, int | str] = {"store": engine.display_url(url), **counts}
    if path is not None:
        about["bytes"] = path.stat().st_size
    if as_json:
        echo_json({name.replace(" ", "_"): value for name, value in about.items()})
        return
    rows = [(name, f"{value:,}" if isinstance(value, int) else value) for name, value in about.items()]
    echo_table(("what", "value"), rows, limit=200)


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@db_option
def backup(file: Path, db_url: str | None) -> None:
    """Copy the store to FILE while it may be in use; FILE must not be there yet."""
    from db import engine, schema

    url = engine.database_url(db_url)
    size = schema.backup(url, file)
    click.echo(f"{file}: {size:,} bytes")
