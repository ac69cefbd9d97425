"""The commands that write files: `bilateral export|report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dashboard.cli_choices import (
    SIZES,
    country_of,
    figure,
    no_events,
    open_store,
    pair,
    select,
    split_list,
    version,
)
from db.terminal import db_option, today

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.selection import Selection


@click.command()
@click.argument("countries", nargs=-1, metavar="[A [B]]")
@click.option("--all", "every", is_flag=True, help="Every pair in the store.")
@click.option(
    "--dyads",
    "dyad_file",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="File with a pair per line.",
)
@click.option(
    "--recipe", type=click.Path(exists=True, dir_okay=False), help="Make the view of an exported file again."
)
@click.option(
    "--chart",
    "charts",
    multiple=True,
    metavar="CHART",
    help="Chart, or `all` of a pair's; compare, partners or map; may repeat.",
)
@click.option("--align", metavar="ON", help="Compare from: upgrade, visit, event.ID.  [default: calendar]")
@click.option("--show", metavar="NUMBER", help="net, balance, cooperation or friction.  [default: net]")
@click.option("--side-by-side", is_flag=True, help="Compare in a small figure for each pair.")
@click.option(
    "--rank",
    metavar="BY",
    help="Partners by net, change, events or name.  [default: net; change since a year or of a region]",
)
@click.option(
    "--change-since", metavar="YEAR", help="Partners' change from 1 January of a year, not over 12 months."
)
@click.option("--region", metavar="REGION", help="Only partners of a region, such as southeast-asia.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT",
    help="png, svg, pdf, html, csv, xlsx, json, zip; may repeat.",
)
@click.option("--size", type=click.Choice(SIZES), help="Size in print.  [default: column]")
@click.option(
    "--scale-factor", type=click.IntRange(1, 3), default=2, show_default=True, help="Sharpness of PNG."
)
@click.option("-o", "--output", metavar="FILE|FOLDER", help="File, or a folder for several; `-` is stdout.")
@figure
@db_option
def export(
    countries: Sequence[str],
    every: bool,
    dyad_file: str | None,
    recipe: str | None,
    charts: Sequence[str],
    formats: Sequence[str],
    size: str | None,
    scale_factor: int,
    output: str | None,
    address: str,
    db_url: str | None,
    align: str | None,
    show: str | None,
    side_by_side: bool,
    rank: str | None,
    change_since: str | None,
    region: str | None,
    **asked: Any,
) -> None:
    """Write charts as files fit to print: of countries A and B, of many pairs, or again from a file.

    \b
    bilateral export JPN MYS --chart intensity -o intensity.svg
    bilateral export --all --chart all --format zip -o charts/
    bilateral export --dyads pairs.txt --chart compare -o compare.png
    bilateral export JPN --chart map -o map.png
    bilateral export --recipe bilateral-JPN-MYS-intensity-2000-2025.png -o again.html
    """
    from dashboard import batch
    from db.errors import UsageError

    ways = [bool(countries), every, dyad_file is not None, recipe is not None]
    if sum(ways) != 1:
        raise UsageError(
            "say what to export", "Two countries, --all, --dyads FILE or --recipe FILE; one of them."
        )
    from dashboard.pairs import CHARTS as OF_MANY

    asked |= {"align": align, "show": show, "rank": rank, "drawn": "multiples" if side_by_side else None}
    asked |= {"change": change_since, "region": region}
    is_of_many = bool(set(split_list(charts)) & set(OF_MANY))
    is_of_one = is_of_many and len(countries) == 1
    if countries and len(countries) != 2 and not is_of_one:
        raise UsageError(
            f"two countries are needed, not {len(countries)}", "Put names of several words in quotes."
        )
    if recipe is not None:
        again = batch.read_recipe_file(Path(recipe))
        selections = [again.selection]
        charts, size = charts or (again.chart,), size or again.size
    else:
        again = None
        if is_of_one:
            countries = (countries[0], "USA" if country_of(countries[0]) != "USA" else "CHN")
        pairs = [tuple(countries)] if countries else batch.pairs_in(dyad_file) if dyad_file else None
        selections = [] if pairs is None else [select(a, b, **asked) for a, b in pairs]
    engine = open_store(db_url)
    if every:
        from db import read

        keys = read.dyads(engine)["dyad"]
        selections = [select(*str(key).split("-"), **asked) for key in keys]
    settings = batch.Settings(
        today=today(), address=address, size=size or "column", scale_factor=scale_factor, version=version()
    )
    if again is not None:
        batch.say_changes(engine, again, settings)
        if split_list(charts) == ("report",):
            _write_report(engine, again.selection, output, address)
            return
    of_many = tuple(chart for chart in split_list(charts) if chart in OF_MANY)
    if of_many:
        from dashboard import batch_pairs

        if of_many != split_list(charts):
            raise UsageError("charts of one pair and of many do not go together", "Export them apart.")
        view = again.selection if again else None
        if view is None:
            one = country_of(countries[0]) if is_of_one else None
            view = batch_pairs.view_of(of_many, selections, one)
        outcome = batch_pairs.run(engine, view, of_many, split_list(formats), output, settings)
        raise SystemExit(1 if outcome.failures else 0)
    job = batch.plan(
        selections,
        charts=split_list(charts) or ("intensity",),
        formats=split_list(formats),
        output=output,
        is_many=every or dyad_file is not None,
    )
    outcome = batch.run(engine, job, settings)
    if outcome.failures:
        raise SystemExit(1)


@click.command()
@pair
@click.option("-o", "--output", required=True, metavar="FILE", help="report.html or report.pdf")
@figure
@db_option
def report(a: str, b: str, output: str, address: str, db_url: str | None, **asked: Any) -> None:
    """Write a printable brief of countries A and B: figures, turning points, events with sources, method."""
    _write_report(open_store(db_url), select(a, b, **asked), output, address)


def _write_report(engine: Engine, selection: Selection, output: str | None, address: str) -> None:
    from dashboard import batch
    from dashboard.records import read_view
    from db.errors import UsageError

    suffix = Path(output or "").suffix.lower()
    if output is None or suffix not in (".html", ".pdf"):
        named = suffix or "a file without suffix"
        raise UsageError(f"a report is an HTML or a PDF file, not {named}", "Name it, such as: -o report.pdf")
    view = read_view(engine, selection, today=today())
    if view.record.events.empty:
        no_events(engine, selection)
    page = batch.report_page(engine, view, address=address, version=version())
    if suffix == ".pdf":
        from dashboard.renderer import print_pdf

        click.echo("Printing ...", err=True)
        page = print_pdf(page)
    batch.write_atomically(Path(output), page)
    click.echo(output)
