"""The commands that fill the store; each family of inputs has its own module in etl/commands/."""

import click

from etl.commands.articles import article
from etl.commands.doctor import doctor
from etl.commands.feeds import feed
from etl.commands.loads import loads, rejects, sources
from etl.commands.review import review
from etl.commands.tables import embedded, events

__all__ = ["doctor", "ingest", "loads", "rejects", "review", "sources"]


@click.group()
def ingest() -> None:
    """Load events: the embedded ones, tables, articles, feeds.

    A load is one transaction: recorded with its counts and the rows it could not use, and it can be undone.
    """


ingest.add_command(embedded)
ingest.add_command(events)
ingest.add_command(article)
ingest.add_command(feed)
