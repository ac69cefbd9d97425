"""`bilateral ingest article` and `bilateral ingest feed`."""

import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from db.counting import counted
from db.terminal import db_option, echo_json, echo_table, one_line, today
from etl.commands.results import open_store, show_reports

if TYPE_CHECKING:
    from etl.article_page import Article
    from etl.coding.extract import FoundEvent
    from etl.reports import LoadReport


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
    from etl.fetch import Fetcher
    from etl.reading import load_article, read_articles
    from etl.sources.article import find_acts, parse_article

    if url and len(inputs) > 1:
        raise UsageError("--url names one article", "load the articles one by one")
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
            click.echo(f"error: {error}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
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
        echo_json({"events": [_plain(event) for acts in found for event in acts.events]})
    elif dry_run:
        _show([(event, one) for (_, one), acts in zip(articles, found, strict=True) for event in acts.events])
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


def _plain(event: "FoundEvent") -> dict[str, object]:
    return {
        name: value.isoformat()
        if isinstance(value, date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in asdict(event).items()
    }


def _show(rows: "list[tuple[FoundEvent, Article]]") -> None:
    cut = {"year": 4, "month": 7}
    echo_table(
        ("date", "actor", "recipient", "type", "status", "title", "proof"),
        [
            [
                str(event.date)[: cut.get(event.date_precision, 10)],
                event.actor,
                event.recipient,
                event.type,
                event.status,
                event.title,
                event.evidence,
            ]
            for event, _ in rows
        ],
        limit=70,
    )


@click.command()
@click.argument("feed_input", metavar="FILE|URL")
@click.option(
    "--accept", is_flag=True, help="Accept the events at once; else they wait in: bilateral review list."
)
@db_option
def feed(feed_input: str, accept: bool, db_url: str | None) -> None:
    """Load the new items of an RSS or Atom feed, each as an article.

    New is an item whose id or content was not loaded before. Items that carry only a teaser are read from
    their
    links if the feed comes from an address; robots.txt is respected.
    """
    from etl.fetch import Fetcher
    from etl.reading import load_feed

    stdin = sys.stdin.buffer.read(11_000_000) if feed_input == "-" else None
    review = "accepted" if accept else "proposed"
    report = load_feed(open_store(db_url), feed_input, Fetcher(), today=today(), review=review, stdin=stdin)
    if report.is_unchanged:
        click.echo("the feed has not changed since it was last loaded")
        return
    for warning in (*report.warnings, *report.failures):
        click.echo(f"warning: {one_line(warning)}", err=True)
    if n_foreign := report.count_rejected("not_english"):
        click.echo(f"warning: {counted(n_foreign, 'item')} not read, being in another language", err=True)
    n_new = len(report.loads)
    n_events = sum(one.n_added for one in report.loads)
    n_merged = sum(one.n_merged for one in report.loads)
    n_undated = report.count_rejected("undated")
    click.echo(
        f"{one_line(report.title, 60) or 'feed'}: {counted(report.n_items, 'item')}, {n_new} new, "
        f"{report.n_known} known; {counted(n_events, 'event')} added, {n_merged} proven anew, "
        f"{n_undated} without a certain day"
    )
    if n_events and not accept:
        click.echo("accept or reject them: bilateral review list", err=True)
