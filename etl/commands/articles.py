"""`bilateral ingest article`."""

import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from db.counting import counted
from db.terminal import days_told, db_option, echo_json, echo_table, one_line, today
from etl.commands.results import open_store, show_reports

if TYPE_CHECKING:
    from etl.coding.extract import FoundEvent
    from etl.reports import LoadReport
    from etl.web.article_page import Article


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|-|URL...")
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help='Day of publication: what "on Tuesday" means.',
)
@click.option("--publisher", default="", metavar="P", help="Who published it.")
@click.option("--url", default="", metavar="U", help="Where it can be read; the proof's address.")
@click.option(
    "--accept", is_flag=True, help="Accept the events at once; else they wait in: bilateral review list."
)
@click.option("--dry-run", is_flag=True, help="Show what would be found; write nothing.")
@click.option(
    "--quick", is_flag=True, help="Read no sentence twice: for thousands of articles; finds a little less."
)
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON.")
@db_option
def article(
    inputs: tuple[str, ...],
    published: datetime | None,
    publisher: str,
    url: str,
    accept: bool,
    dry_run: bool,
    quick: bool,
    as_json: bool,
    db_url: str | None,
) -> None:
    """Find the dated diplomatic acts that articles assert, with the words that prove them.

    Text or HTML, from files, addresses or standard input (-). Found events are proposed until accepted.
    """
    from db.errors import BilateralError, UsageError
    from etl.coding.check import check_url
    from etl.fetch import Fetcher
    from etl.reading import load_article, read_articles
    from etl.sources.article import find_acts, parse_article

    if url and len(inputs) > 1:
        raise UsageError("--url names one article", "load the articles one by one")
    if url and (fault := check_url(url)):
        raise UsageError(f"--url: {fault}", "give the address of the article, or leave --url out")
    day = published.date() if published else None
    if day and day > today():
        raise UsageError(f"--published {day} has not come yet", "give the day of publication")
    stdin = sys.stdin.buffer.read(11_000_000) if "-" in inputs else None
    fetcher = Fetcher()
    articles = []
    failed: BilateralError | None = None
    for name in inputs:
        try:
            articles += read_articles(
                [name], fetcher, published=day, publisher=publisher, url=url, stdin=stdin
            )
        except BilateralError as error:
            if len(inputs) == 1:
                raise
            failed = error
            click.echo(f"error: {one_line(error)}", err=True)
            if error.hint:
                click.echo(one_line(error.hint), err=True)
    found = [find_acts(one, today(), is_quick=quick) for _, one in articles]
    for (raw, one), acts in zip(articles, found, strict=True):
        _tell(raw.name, one, acts.published, len(acts.events), len(acts.undated))
    reports: list[LoadReport] = []
    if not dry_run and articles:
        store = open_store(db_url)
        review = "accepted" if accept else "proposed"
        for (raw, one), acts in zip(articles, found, strict=True):
            parsed = parse_article(one, today(), review=review, found=acts)
            reports.append(load_article(store, raw, one, parsed, today=today(), is_whole=not quick))
    if as_json:
        out = {"events": [_plain(event) for acts in found for event in acts.events]}
        if undated := [_plain(event) for acts in found for event in acts.undated]:
            out["undated"] = undated
        echo_json(out)
    elif dry_run:
        _show([event for acts in found for event in (*acts.events, *acts.undated)])
    if reports and not as_json:
        show_reports(reports)
        if not accept and any(report.n_added or report.n_updated for report in reports):
            click.echo("accept or reject them: bilateral review list", err=True)
    if failed is not None:
        sys.exit(failed.exit_code)


def _tell(name: str, article: "Article", anchor: date | None, n_events: int, n_undated: int) -> None:
    """Say on stderr what was read and what it was told against."""
    title = f" “{one_line(article.title, 60)}”" if article.title else ""
    when = (
        f"published {anchor}"
        if anchor
        else "no day of publication known, so days such as “on Tuesday” stay open"
    )
    undated = f", {n_undated} without a certain day" if n_undated else ""
    click.echo(f"{one_line(name, 80)}:{title} {when}; {counted(n_events, 'event')}{undated}", err=True)
    for note in article.notes:
        click.echo(f"warning: {one_line(name, 80)}: {note}", err=True)


def _plain(event: "FoundEvent") -> dict[str, object]:
    return {
        name: value.isoformat()
        if isinstance(value, date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in asdict(event).items()
    }


def _show(events: "list[FoundEvent]") -> None:
    """Print found acts as a table; those without a certain day say so in place of it."""
    echo_table(
        ("date", "actor", "recipient", "type", "status", "title", "proof"),
        [
            [
                days_told(event.date, event.date_end, event.date_precision) if event.date else "undated",
                event.actor,
                event.recipient,
                event.type,
                event.status,
                event.title,
                event.evidence,
            ]
            for event in events
        ],
        limit=70,
    )
