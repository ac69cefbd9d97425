"""The commands that read: `bilateral dyads|events|intensity|topics|export|report`.

Nothing heavy is imported at the top, so that `bilateral --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from db.terminal import db_option, today

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from dashboard.selection import Selection
    from dashboard.views import DyadView

Command = TypeVar("Command", bound=Callable[..., Any])

FREQUENCIES = ("day", "week", "month", "quarter", "year")
"""As `measures.contract.FREQUENCIES`, which may not be imported here; a test holds the two together."""

SIZES = ("column", "slide", "square", "a4")
"""As `charts.contract.SIZES`; held together by the same test."""

_DAY = click.DateTime(["%Y-%m-%d"])


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


_pair = _options(click.argument("a", metavar="A"), click.argument("b", metavar="B"))
_window = _options(
    click.option("--since", type=_DAY, help="First day shown, YYYY-MM-DD."),
    click.option("--until", type=_DAY, help="Last day shown, YYYY-MM-DD."),
)
_filters = _options(
    click.option(
        "--type", "types", multiple=True, metavar="TYPE", help="Only events of this type; may repeat."
    ),
    click.option(
        "--topic", "topics", multiple=True, metavar="TOPIC", help="Only events on this topic; may repeat."
    ),
    click.option(
        "--confidence",
        "confidences",
        multiple=True,
        metavar="LEVEL",
        help="Only events attested so (high, medium, low); may repeat.",
    ),
)
_weights = _options(
    click.option("--method", metavar="METHOD", help="Way to compute intensity; default stock-plover-1."),
    click.option("--scale", metavar="SCALE", help="Scale of scores; default plover-2021."),
    click.option(
        "--half-life",
        "half_lives",
        multiple=True,
        metavar="CLASS=DAYS",
        help="Change a half-life, e.g. meet=90.",
    ),
    click.option(
        "--score", "scores", multiple=True, metavar="TYPE=VALUE", help="Change a score, e.g. protest=-5."
    ),
    click.option("--until-today", is_flag=True, help="Carry the decay on to today."),
)
_format = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@db_option
def dyads(as_json: bool, db_url: str | None) -> None:
    """List the country pairs in the store, with what is known of each."""
    from dashboard.printing import print_json, print_table
    from db import read
    from db.vocabulary.countries import country_name

    frame = read.dyads(_open(db_url))
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
@_pair
@_window
@_filters
@_format
@db_option
def events(
    a: str,
    b: str,
    since: Any,
    until: Any,
    types: Sequence[str],
    topics: Sequence[str],
    confidences: Sequence[str],
    form: str,
    db_url: str | None,
) -> None:
    """List the recorded events of countries A and B, with their proofs."""
    from dashboard.listings import event_listing, short_event_listing
    from dashboard.printing import print_csv, print_json, print_table

    selection = select(a, b, since=since, until=until, types=types, topics=topics, confidences=confidences)
    engine = _open(db_url)
    frame = event_listing(engine, selection)
    if frame.empty:
        _no_events(engine, selection)
    if form == "csv":
        from dashboard.listings import event_comments

        print_csv(frame, event_comments(engine, selection, frame, today=today()))
    elif form == "json":
        print_json(frame)
    else:
        print_table(short_event_listing(frame))


@click.command()
@_pair
@_weights
@click.option("--freq", type=click.Choice(FREQUENCIES), default="month", show_default=True, help="Period.")
@_window
@_filters
@_format
@click.option("--explain", type=_DAY, metavar="YYYY-MM-DD", help="List what makes the value of a day.")
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
    engine = _open(db_url)
    if explain is not None:
        _explain(engine, selection, explain.date(), form)
        return
    from dashboard.printing import print_csv, print_json, print_table
    from dashboard.records import read_view

    view = read_view(engine, selection, today=today())
    if view.record.events.empty:
        _no_events(engine, selection)
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
        _no_events(engine, selection)
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
@_pair
@click.option(
    "--freq",
    type=click.Choice(["quarter", "year", "all"]),
    default="year",
    show_default=True,
    help="Period of the mix.",
)
@click.option("--weighted", is_flag=True, help="Weigh events by score and level instead of counting them.")
@_window
@_filters
@_format
@db_option
def topics(a: str, b: str, freq: str, weighted: bool, form: str, db_url: str | None, **asked: Any) -> None:
    """Print what relations between countries A and B are about: the mix of topics, period by period."""
    from dashboard.printing import print_csv, print_json, print_table
    from dashboard.records import read_view

    selection = select(a, b, mix_freq=freq, mix_amount="weighted" if weighted else "count", **asked)
    engine = _open(db_url)
    view = read_view(engine, selection, today=today())
    if view.record.events.empty:
        _no_events(engine, selection)
    frame = view.topics.frame
    if form == "csv":
        print_csv(frame, _comments("topics", "Topic mix", view))
    elif form == "json":
        print_json({"dyad": view.record.key, "meta": view.topics.meta, "mix": frame})
    else:
        print_table(frame, decimals=3)


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
@click.option(
    "--address", envvar="BILATERAL_ADDRESS", default="", help="Address of your dashboard, for permalinks."
)
@click.option("--freq", type=click.Choice(FREQUENCIES), default="month", show_default=True, help="Period.")
@_weights
@_window
@_filters
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
    is_of_many = bool(set(_split(charts)) & set(OF_MANY))
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
            countries = (countries[0], "USA" if _country(countries[0]) != "USA" else "CHN")
        pairs = [tuple(countries)] if countries else batch.pairs_in(dyad_file) if dyad_file else None
        selections = [] if pairs is None else [select(a, b, **asked) for a, b in pairs]
    engine = _open(db_url)
    if every:
        from db import read

        keys = read.dyads(engine)["dyad"]
        selections = [select(*str(key).split("-"), **asked) for key in keys]
    settings = batch.Settings(
        today=today(), address=address, size=size or "column", scale_factor=scale_factor, version=version()
    )
    if again is not None:
        batch.say_changes(engine, again, settings)
        if _split(charts) == ("report",):
            _write_report(engine, again.selection, output, address)
            return
    of_many = tuple(chart for chart in _split(charts) if chart in OF_MANY)
    if of_many:
        from dashboard import batch_pairs

        if of_many != _split(charts):
            raise UsageError("charts of one pair and of many do not go together", "Export them apart.")
        view = again.selection if again else None
        if view is None:
            one = _country(countries[0]) if is_of_one else None
            view = batch_pairs.view_of(of_many, selections, one)
        outcome = batch_pairs.run(engine, view, of_many, _split(formats), output, settings)
        raise SystemExit(1 if outcome.failures else 0)
    job = batch.plan(
        selections,
        charts=_split(charts) or ("intensity",),
        formats=_split(formats),
        output=output,
        is_many=every or dyad_file is not None,
    )
    outcome = batch.run(engine, job, settings)
    if outcome.failures:
        raise SystemExit(1)


@click.command()
@_pair
@click.option("-o", "--output", required=True, metavar="FILE", help="report.html or report.pdf")
@click.option(
    "--address", envvar="BILATERAL_ADDRESS", default="", help="Address of your dashboard, for permalinks."
)
@click.option("--freq", type=click.Choice(FREQUENCIES), default="month", show_default=True, help="Period.")
@_weights
@_window
@_filters
@db_option
def report(a: str, b: str, output: str, address: str, db_url: str | None, **asked: Any) -> None:
    """Write a printable brief of countries A and B: figures, turning points, events with sources, method."""
    _write_report(_open(db_url), select(a, b, **asked), output, address)


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
        _no_events(engine, selection)
    page = batch.report_page(engine, view, address=address, version=version())
    if suffix == ".pdf":
        from dashboard.renderer import print_pdf

        click.echo("Printing ...", err=True)
        page = print_pdf(page)
    batch.write_atomically(Path(output), page)
    click.echo(output)


def version() -> str:
    """Return the version of Bilateral."""
    from dashboard.measures.results import code_version

    return code_version()


def select(
    a: str,
    b: str,
    *,
    since: Any = None,
    until: Any = None,
    freq: str = "month",
    types: Sequence[str] = (),
    topics: Sequence[str] = (),
    confidences: Sequence[str] = (),
    method: str | None = None,
    scale: str | None = None,
    half_lives: Sequence[str] = (),
    scores: Sequence[str] = (),
    until_today: bool = False,
    mix_freq: str = "year",
    mix_amount: str = "share",
    align: str | None = None,
    show: str | None = None,
    drawn: str | None = None,
    rank: str | None = None,
    change: str | None = None,
    region: str | None = None,
) -> Selection:
    """Return the view that the command's words ask for, read by the codec that reads addresses.

    Raises:
        UsageError: A word names nothing that there is; the hint says what was near.
    """
    from dashboard.measures.intensity import METHODS
    from dashboard.selection import Selection, did_you_mean
    from db.errors import UsageError

    if method and method not in METHODS:
        raise UsageError(
            f"there is no method {method!r}{did_you_mean(method, tuple(METHODS))}", _known(METHODS)
        )
    country_a, country_b = _country(a), _country(b)
    if country_a == country_b:
        raise UsageError(f"{a!r} and {b!r} are the same country", "Name two different ones, such as: JPN MYS")
    query = {
        "a": country_a,
        "b": country_b,
        "from": since.date().isoformat() if since else "",
        "to": until.date().isoformat() if until else "",
        "by": freq,
        "types": "~".join(_split(types)),
        "topics": "~".join(_split(topics)),
        "confidence": "~".join(_split(confidences)),
        "method": method or "",
        "scale": scale or "",
        "halflives": "~".join(_changed(item, "--half-life meet=90") for item in _split(half_lives)),
        "scores": "~".join(_changed(item, "--score protest=-5") for item in _split(scores)),
        "today": "1" if until_today else "0",
        "mixby": mix_freq,
        "mixin": mix_amount,
        "align": align or "",
        "show": show or "",
        "drawn": drawn or "",
        "rank": rank or "",
        "change": change or "",
        "region": region or "",
    }
    selection, problems = Selection.from_query({key: text for key, text in query.items() if text})
    if problems:
        said = (
            problems[0]
            .removesuffix(" It was left out of the view.")
            .removesuffix(" The whole period is shown.")
        )
        raise UsageError(said.replace("The address asks", "you ask").rstrip("."), _lists(said))
    return selection


def _country(text: str) -> str:
    from db.errors import UsageError
    from db.vocabulary.countries import UnknownCountryError, find_country

    try:
        return find_country(text[:200]).iso3
    except UnknownCountryError as problem:
        near = f"; did you mean {' or '.join(problem.suggestions)}?" if problem.suggestions else ""
        hint = "" if near else "A code (JPN, my) or a name in any common language works."
        raise UsageError(f"{problem}{near}", hint) from None


def _changed(item: str, example: str) -> str:
    from db.errors import UsageError

    key, sign, number = item.partition("=")
    if not sign:
        raise UsageError(f"{item!r} lacks its value", f"Write it as: {example}")
    return f"{key.strip()}-{number.strip()}"


def _split(items: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for item in items for part in item.split(",") if part.strip()))


def _known(names: Any) -> str:
    return f"There are: {', '.join(names)}."


def _lists(problem: str) -> str:
    from db.vocabulary import CONFIDENCES, EVENT_TYPES, HALF_LIFE_DAYS, SCALES, TOPICS, UNCODED
    from db.vocabulary.regions import REGIONS

    known: dict[str, Any] = {
        "no event type": EVENT_TYPES,
        "no topic": (*TOPICS, UNCODED),
        "no confidence": CONFIDENCES,
        "no scale": SCALES,
        "no half-life class": HALF_LIFE_DAYS,
        "no region": REGIONS,
    }
    return next((_known(names) for words, names in known.items() if words in problem), "")


def _open(db_url: str | None) -> Engine:
    """Return a reading engine; a missing or empty store is made first, with the shipped events."""
    from dashboard.intake import ensure_store
    from db.engine import database_url, reader_engine

    url = database_url(db_url)
    ensure_store(url, today=today(), say=lambda words: click.echo(words, err=True))
    return reader_engine(url)


def _comments(chart: str, label: str, view: DyadView) -> list[str]:
    from dashboard.exports.citation import cite
    from dashboard.exports.contract import permalink_of
    from dashboard.exports.notes import notes_of, period_of

    permalink = permalink_of("", view.selection.to_query_string())
    notes = notes_of(chart, label, (view,), permalink=permalink)
    cited = cite(label, (view,), period=period_of((view,)), permalink=permalink)
    return [*(f"{note.label}: {note.text}" for note in notes), f"Citation: {cited.text}"]


def _no_events(engine: Engine, selection: Selection) -> NoReturn:
    """Say why nothing is shown and what to do; exit with 1."""
    from dashboard.listings import why_nothing

    raise why_nothing(engine, selection)
