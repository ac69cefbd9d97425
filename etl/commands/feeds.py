"""`bilateral ingest feed`."""

import sys
from typing import TYPE_CHECKING

import click

from db.counting import counted
from db.terminal import db_option, one_line, today
from etl.commands.results import open_store, show_kept, show_rejects

if TYPE_CHECKING:
    from etl.feeds import FeedReport

SHOWN_FAILURES = 10
SHOWN_NOTES = 5


@click.command()
@click.argument("feed_input", metavar="FILE|URL")
@click.option(
    "--accept", is_flag=True, help="Accept the events at once; else they wait in: bilateral review list."
)
@click.option(
    "--retry", is_flag=True, help="Ask at once for pages that were refused and are being left alone."
)
@db_option
def feed(feed_input: str, accept: bool, retry: bool, db_url: str | None) -> None:
    """Load the new items of an RSS or Atom feed, each as an article.

    New is an item whose id or content was not loaded before. Items that carry only a teaser are read from
    their links if the feed comes from an address; robots.txt is respected. A page that does not answer is
    asked for again by the next run, one that is refused or gone after a day, then two, four, up to thirty.
    With --accept, what known items propose is accepted too.
    """
    from etl.feeds import load_feed
    from etl.fetch import Fetcher

    stdin = sys.stdin.buffer.read(11_000_000) if feed_input == "-" else None
    review = "accepted" if accept else "proposed"
    report = load_feed(
        open_store(db_url),
        feed_input,
        Fetcher(),
        today=today(),
        review=review,
        stdin=stdin,
        asks_refused=retry,
    )
    _warn(report)
    if report.is_unchanged:
        click.echo("the feed has not changed since it was last loaded")
        return
    title = one_line(report.title, 60) or "feed"
    if not report.n_items:
        click.echo(f"{title}: the feed has no items")
        return
    click.echo(f"{title}: {_counts(report)}")
    if n_reviews := report.total("n_reviews"):
        click.echo(f"{counted(n_reviews, 'question')} for you: bilateral review list", err=True)
    if len(report.loads) > 1:
        numbers = " ".join(str(load.load_id) for load in report.loads)
        click.echo(f"these are several loads; undo them with: bilateral loads undo {numbers}", err=True)


def _warn(report: "FeedReport") -> None:
    """Print on stderr what went wrong, what was left out, and what holds against the feed."""
    for warning in (*report.warnings, *report.failures[:SHOWN_FAILURES]):
        click.echo(f"warning: {one_line(warning)}", err=True)
    if (n_more := len(report.failures) - SHOWN_FAILURES) > 0:
        where = "; they stand in: bilateral loads --json" if report.loads else ""
        click.echo(f"warning: {n_more:,} more pages could not be read{where}", err=True)
    for note in report.notes[:SHOWN_NOTES]:
        click.echo(f"warning: {one_line(note)}", err=True)
    if (n_more := len(report.notes) - SHOWN_NOTES) > 0:
        click.echo(f"warning: {n_more:,} more such notes; they stand in: bilateral loads --json", err=True)
    if n_alone := len(report.left_alone):
        which = "page that was refused or gone is" if n_alone == 1 else "pages that were refused or gone are"
        when = "" if n_alone == 1 else "the first of them "
        click.echo(
            f"{n_alone:,} {which} left alone, {when}until {min(report.left_alone)}; ask at once with --retry",
            err=True,
        )
    for load in report.loads:
        show_kept(load)
        show_rejects(load)


def _counts(report: "FeedReport") -> str:
    n_undated = sum(issue.reason == "undated" for load in report.loads for issue in load.issues)
    counts = [
        f"{counted(report.total('n_added'), 'event')} added",
        f"{report.total('n_merged') - report.n_hidden} proven anew",
        f"{n_undated} without a certain day",
    ]
    if report.n_hidden:
        counts.append(f"{report.n_hidden} on events that you rejected, which stay hidden")
    if report.n_accepted:
        counts.append(f"{report.n_accepted} accepted that waited")
    items = [
        counted(report.n_items, "item"),
        f"{report.n_new:,} new",
        f"{report.n_known:,} known",
    ]
    if report.n_mended:
        items.append(f"{report.n_mended:,} read at last")
    if report.n_left:
        items.append(f"{report.n_left:,} left")
    return f"{', '.join(items)}; {', '.join(counts)}"
