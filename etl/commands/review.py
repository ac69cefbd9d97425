"""`bilateral review`: what waits for a person, and the answers.

Two things wait: events that were extracted and are `proposed`, named by their event id (`12`), and questions,
such as sources that contradict each other, named `q` and a number (`q3`).
"""

from collections.abc import Iterator
from typing import Any

import click

from db.terminal import db_option, echo_json, echo_table, records, today


@click.group()
def review() -> None:
    """List, accept or reject what waits for a decision."""


@review.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def list_(as_json: bool, db_url: str | None) -> None:
    """List proposed events and open questions, with the words that prove them."""
    from db import engine, read

    store = engine.reader_engine(engine.database_url(db_url))
    rows = [*_proposed(store), *_questions(read.review_items(store))]
    if as_json:
        echo_json(rows)
    elif rows:
        echo_table(
            ("id", "what", "pair", "date", "type", "title", "proof or question"),
            [
                [row["id"], row["kind"], row["dyad"], row["date"], row["type"], row["title"], row["says"]]
                for row in rows
            ],
            limit=70,
        )
        click.echo("accept or reject them by id: bilateral review accept ID ...", err=True)
    else:
        click.echo("nothing waits for a decision")


def _proposed(store: Any) -> Iterator[dict[str, Any]]:
    from db import read
    from db.vocabulary import STATUSES

    events = read.events(store, statuses=STATUSES, reviews=("proposed",))
    quotes: dict[int, str] = {}
    for row in records(read.evidence(store, [int(one) for one in events["event_id"]])):
        quotes.setdefault(int(row["event_id"]), str(row["quote"] or row["url"]))
    for row in records(events):
        yield {
            "id": str(row["event_id"]),
            "kind": "proposed",
            "dyad": row["dyad"],
            "date": row["date"][: {"day": 10, "month": 7, "year": 4}[row["date_precision"]]],
            "type": row["type"],
            "title": row["title"],
            "says": quotes.get(row["event_id"], ""),
            "event_id": row["event_id"],
        }


def _questions(items: Any) -> Iterator[dict[str, Any]]:
    for row in records(items):
        if row["kind"] == "proposed":
            continue  # its event is listed itself
        yield {
            "id": f"q{row['item_id']}",
            "kind": row["kind"],
            "dyad": row["dyad"],
            "date": row["date"] or "",
            "type": row["type"],
            "title": row["title"],
            "says": row["message"],
            "event_id": row["event_id"],
            "other_side": row["draft"],
        }


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@db_option
def accept(ids: tuple[str, ...], db_url: str | None) -> None:
    """Accept proposed events (they move the curve at once) or the other side of a question."""
    _decide(ids, "accepted", db_url)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@db_option
def reject(ids: tuple[str, ...], db_url: str | None) -> None:
    """Reject proposed events (they stay hidden) or keep what an event says."""
    _decide(ids, "rejected", db_url)


def _decide(ids: tuple[str, ...], decision: str, db_url: str | None) -> None:
    from db import engine, schema
    from etl.pipeline import decide, resolve_reviews

    events, questions = _sorted_ids(ids)
    url = engine.database_url(db_url)
    schema.require_current(url)
    store = engine.writer_engine(url)
    n_events = decide(store, events, decision) if events else 0
    n_questions = resolve_reviews(store, questions, decision, today=today()) if questions else 0
    done = [f"{n_events} of {len(events)} events {decision}"] if events else []
    if questions:
        done.append(f"{n_questions} of {len(questions)} questions answered")
    click.echo(", ".join(done))


def _sorted_ids(ids: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Return event ids and question ids.

    Raises:
        UsageError: A word is neither.
    """
    from db.errors import UsageError

    events: list[int] = []
    questions: list[int] = []
    for word in ids:
        digits = word.removeprefix("q")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
            raise UsageError(
                f"{word!r} is no id", "ids are numbers, or q and a number: bilateral review list"
            )
        (questions if word.startswith("q") else events).append(int(digits))
    return events, questions
