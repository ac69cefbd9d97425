"""Figures of many pairs on their way to disk: a comparison, a country's partners and their map."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from dashboard import pairs
from dashboard.batch import Job, Outcome, Settings, make_file, plan_files
from dashboard.charts.contract import SIZES
from dashboard.exports.contract import Document, Render, permalink_of
from dashboard.measures.overview import overview
from dashboard.measures.since import with_change_since
from dashboard.records import read_view, records_behind
from dashboard.renderer import Renderer, why_missing
from dashboard.selection import MAX_COMPARED, Selection
from dashboard.wording import country
from db import read
from db.errors import InputError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.measures.contract import DyadRecord


def view_of(charts: Sequence[str], selections: Sequence[Selection], of: str | None) -> Selection:
    """Return the view of figures of many pairs.

    Args:
        charts: Of `pairs.CHARTS`.
        selections: Those of the pairs; of a country's partners the first one's filters alone count.
        of: iso3 of the country whose partners are shown; None compares the pairs.

    Raises:
        UsageError: The charts need other words, or there are too many pairs.
    """
    if not selections:
        raise UsageError(
            "the store holds no pair of countries", "Load the shipped events: bilateral ingest embedded"
        )
    is_compared = "compare" in charts
    if is_compared and len(set(charts)) > 1:
        raise UsageError("compare needs pairs, partners and map need one country", "Export them apart.")
    bare = replace(selections[0], country_a=None, country_b=None)
    if not is_compared:
        if of is None:
            raise UsageError(
                "partners and map are of one country", "Name it: bilateral export JPN --chart map"
            )
        return replace(bare, country=of)
    if of is not None:
        raise UsageError("compare needs pairs of countries", "Name a file with a pair per line: --dyads FILE")
    keys = tuple(dict.fromkeys("-".join(one.dyad) for one in selections if one.dyad))
    if len(keys) > MAX_COMPARED:
        raise UsageError(
            f"{len(keys)} pairs are too many to compare", f"Name at most {MAX_COMPARED} with --dyads FILE."
        )
    return replace(bare, dyads=keys)


def run(
    engine: "Engine",
    selection: Selection,
    charts: Sequence[str],
    formats: Sequence[str],
    output: str | None,
    settings: Settings,
) -> Outcome:
    """Make the files of figures of many pairs, their paths on stdout.

    Raises:
        BilateralError: Nothing is recorded, or a file cannot be made.
    """
    chosen, file, folder = plan_files(formats, output, n_others=len(charts))
    job = Job((selection,), (), chosen, file=file, folder=folder, n_charts=len(charts))
    outcome = Outcome()
    with Renderer() as renderer:
        if any(one.needs_renderer for one in chosen):
            renderer.check()
        why = why_missing()
        if why and any(one.id == "zip" for one in chosen):
            click.echo(f"The ZIP files go without figures: {why}.", err=True)
        render = None if why else renderer.render
        for chart in charts:
            document = document_of(engine, selection, chart, settings, render)
            for file_format in chosen:
                make_file(document, file_format, job, outcome)
    for failure in outcome.failures:
        click.echo(f"error: {failure}", err=True)
    return outcome


def document_of(
    engine: "Engine", selection: Selection, chart: str, settings: Settings, render: Render | None
) -> Document:
    """Return the document of one figure of many pairs.

    Raises:
        InputError: No event of any of the pairs is in view.
    """
    path = pairs.path_of(chart)
    records = records_behind(engine, selection, path.strip("/"))
    if not records:
        raise InputError("none of the pairs has an event in view", "See what there is: bilateral dyads")
    link = permalink_of(settings.address, selection.to_query_string(), path)
    figure = _figure(engine, selection, chart, records, settings.today, link)
    views = []
    for key in figure.dyads:
        first, _, second = key.partition("-")
        asked = replace(selection, country_a=first, country_b=second)
        views.append(read_view(engine, asked, today=settings.today))
    return pairs.document_of(
        figure,
        views,
        selection,
        permalink=link,
        app_version=settings.version,
        size=SIZES[settings.size],
        scale_factor=settings.scale_factor,
        render=render,
    )


def _figure(
    engine: "Engine",
    selection: Selection,
    chart: str,
    records: "Sequence[DyadRecord]",
    today: date,
    link: str,
) -> pairs.Figure:
    is_compared = chart == "compare"
    source = pairs.source_note(
        pairs.CHARTS[chart] if is_compared else f"Partners of {country(str(selection.country))}",
        selection,
        records=records,
        sources=read.sources(engine),
        today=today,
        permalink=link,
    )
    if is_compared:
        asked = pairs.comparison(records, selection, read.events(engine), today=today, source=source)
        return pairs.comparison_figure(asked, selection)
    scheduled = read.events(engine, statuses=("scheduled",), reviews=selection.reviews)
    table = overview(records, selection.weights, today, scheduled=scheduled)
    if selection.change_since is not None:
        table = with_change_since(table, records, selection.weights, selection.change_since)
    return pairs.country_figures(table, selection, source=source)[chart]
