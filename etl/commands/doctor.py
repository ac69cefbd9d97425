"""`bilateral doctor`: what is to be known of the store's health."""

import sys

import click

from db.terminal import db_option, echo_json, one_line, today

MARKS = {"problem": "✗", "warning": "!", "note": "·"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def doctor(as_json: bool, db_url: str | None) -> None:
    """Look the store over: health, freshness, proofs, coverage, addresses, duplicates.

    Exits with 1 if there is a problem that makes numbers wrong.
    """
    from db import engine
    from etl.doctor import examine

    url = engine.database_url(db_url)
    findings = examine(engine.reader_engine(url), today=today())
    if as_json:
        echo_json(
            [{"severity": one.severity, "check": one.check, "message": one.message} for one in findings]
        )
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.severity]} {finding.check:10s} {one_line(finding.message)}")
        n = {name: sum(f.severity == name for f in findings) for name in MARKS}
        click.echo(f"{engine.display_url(url)}: {n['problem']} problems, {n['warning']} warnings")
    if any(finding.severity == "problem" for finding in findings):
        sys.exit(1)
