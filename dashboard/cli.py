"""The commands that print: `bilateral dyads|events|intensity|topics`.

Nothing heavy is imported at the top, so that `bilateral --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli_choices import (
    DAY,
    filters,
    no_events,
    open_store,
    pair,
    period,
    select,
    table_format,
    weights,
    window,
)
from db.terminal import db_option, today

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.selection import Selection
    from dashboard.views import DyadView


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@db_option
def dyads(as_json: bool, db_url: str | None) -> None:
    """List the country pairs in the store, with what is known of each."""
    from dashboard.printing import print_json, print_table
    from db import read
    from db.vocabulary.countries import country_name

    frame = read.dyads(open_store(db_url))
    pairs = zip(frame["country_a"], frame["country_b"], strict=True)
    frame.insert(1, "names", [f"{country_name(a)}–{country_name(b)}" for a, b in pairs])
    if as_json:
        print_json(frame.drop(columns=["country_a", "country_b"]))
    elif frame.empty:
        click.echo("The store holds no events. Load some with: bilateral ingest embedded", err=True)
        raise SystemExit(1)
    else:
        print_table(frame.drop(columns=["country_a", "country_b"]))


@click.command()
@pair
@window
@filters
@click.option(
    "--status",
    type=click.Choice(["occurred", "proposed", "rejected", "scheduled", "cancelled", "all"]),
    default="occurred",
    help="Which events: those that count (occurred), or others.",
)
@table_format
@db_option
def events(
    a: str,
    b: str,
    since: Any,
    until: Any,
    types: Sequence[str],
    topics: Sequence[str],
    confidences: Sequence[str],
    status: str,
    form: str,
    db_url: str | None,
) -> None:
    """List the recorded events of countries A and B, with their proofs."""
    from dashboard.listings import event_listing, short_event_listing, states_of
    from dashboard.printing import print_csv, print_json, print_table

    selection = select(a, b, since=since, until=until, types=types, topics=topics, confidences=confidences)
    engine = open_store(db_url)
    if status == "all":
        kept = {"statuses": (), "reviews": ("accepted", "proposed", "rejected")}
    elif status in ("proposed", "rejected"):
        kept = {"statuses": (), "reviews": (status,)}
    else:
        kept = {"statuses": (status,), "reviews": ("accepted",)}
    frame = event_listing(engine, selection, **kept)
    if frame.empty and status not in ("occurred", "all"):
        click.echo(f"no event of {a} and {b} is {status}")
        return
    if frame.empty:
        no_events(engine, selection)
    if form == "csv":
        from dashboard.listings import event_comments

        print_csv(frame, event_comments(engine, selection, frame, today=today()))
    elif form == "json":
        print_json(frame)
    else:
        short = short_event_listing(frame)
        if status != "occurred":
            short.insert(0, "id", frame["event_id"])
            short.insert(1, "status", states_of(frame))
        print_table(short)


@click.command()
@pair
@weights
@period
@window
@filters
@table_format
@click.option("--explain", type=DAY, metavar="YYYY-MM-DD", help="List what makes the value of a day.")
@db_option
def intensity(
    a: str,
    b: str,
    freq: str,
    form: str,
    explain: Any,
    db_url: str | None,
    **asked: Any,
) -> None:
    """Print the intensity of relations between countries A and B, period by period."""
    selection = select(a, b, freq=freq, **asked)
    engine = open_store(db_url)
    if explain is not None:
        _explain(engine, selection, explain.date(), form)
        return
    from dashboard.printing import print_csv, print_json, print_table
    from dashboard.records import read_view

    view = read_view(engine, selection, today=today())
    if view.record.events.empty:
        no_events(engine, selection)
    frame = view.series.frame
    if form == "csv":
        print_csv(frame, _comments("intensity", "Relationship intensity", view))
    elif form == "json":
        print_json(
            {"dyad": view.record.key, "title": view.headline, "meta": view.series.meta, "series": frame}
        )
    else:
        click.echo(f"{view.headline}\n{view.standfirst}\n")
        print_table(frame)
        for warning in view.warnings:
            click.echo(warning, err=True)


def _explain(engine: Engine, selection: Selection, day: date, form: str) -> None:
    from dashboard.listings import contributions_on
    from dashboard.printing import print_csv, print_json, print_table
    from dashboard.records import read_record

    record = read_record(engine, selection)
    if record.events.empty:
        no_events(engine, selection)
    frame, totals = contributions_on(record, selection, day, today=today())
    if form == "csv":
        said = [f"Contributions to {record.key} on {day.isoformat()}, in points"]
        said += [f"{name}: {value!r}" for name, value in totals.items()]
        said += [f"Changed weights: {change}" for change in selection.weights.changes]
        said += [f"Filters: {words}" for words in selection.filters]
        print_csv(frame, [*said, f"Method: {selection.method}", f"Scale: {selection.scale}"])
    elif form == "json":
        print_json({"dyad": record.key, "date": day, "totals": totals, "contributions": frame})
    else:
        shown = [
            "date",
            "type",
            "title",
            "sign",
            "score",
            "factor",
            "half_life",
            "age_days",
            "points",
            "counted_with",
        ]
        print_table(frame[shown], decimals=4)
        click.echo()
        for name, value in totals.items():
            click.echo(f"{name:<12} {value:12.4f}")


@click.command()
@pair
@click.option(
    "--freq",
    type=click.Choice(["quarter", "year", "all"]),
    default="year",
    show_default=True,
    help="Period of the mix.",
)
@click.option("--weighted", is_flag=True, help="Weigh events by score and level instead of counting them.")
@window
@filters
@table_format
@db_option
def topics(a: str, b: str, freq: str, weighted: bool, form: str, db_url: str | None, **asked: Any) -> None:
    """Print what relations between countries A and B are about: the mix of topics, period by period."""
    from dashboard.printing import print_csv, print_json, print_table
    from dashboard.records import read_view

    selection = select(a, b, mix_freq=freq, mix_amount="weighted" if weighted else "count", **asked)
    engine = open_store(db_url)
    view = read_view(engine, selection, today=today())
    if view.record.events.empty:
        no_events(engine, selection)
    frame = view.topics.frame
    if form == "csv":
        print_csv(frame, _comments("topics", "Topic mix", view))
    elif form == "json":
        print_json({"dyad": view.record.key, "meta": view.topics.meta, "mix": frame})
    else:
        print_table(frame, decimals=3)


def _comments(chart: str, label: str, view: DyadView) -> list[str]:
    from dashboard.exports.citation import cite
    from dashboard.exports.contract import permalink_of
    from dashboard.exports.notes import notes_of, period_of

    permalink = permalink_of("", view.selection.to_query_string())
    notes = notes_of(chart, label, (view,), permalink=permalink)
    cited = cite(label, (view,), period=period_of((view,)), permalink=permalink)
    return [*(f"{note.label}: {note.text}" for note in notes), f"Citation: {cited.text}"]
