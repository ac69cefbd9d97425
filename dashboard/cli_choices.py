"""What the commands that read are asked: their options, the view that the words mean, the store.

Nothing heavy is imported at the top, so that `bilateral --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from db.terminal import today

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.selection import Selection

Command = TypeVar("Command", bound=Callable[..., Any])

FREQUENCIES = ("day", "week", "month", "quarter", "year")
"""As `measures.contract.FREQUENCIES`, which may not be imported here; a test holds the two together."""

SIZES = ("column", "slide", "square", "a4")
"""As `charts.contract.SIZES`; held together by the same test."""

DAY = click.DateTime(["%Y-%m-%d"])


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


pair = _options(click.argument("a", metavar="A"), click.argument("b", metavar="B"))
window = _options(
    click.option("--since", type=DAY, help="First day shown, YYYY-MM-DD."),
    click.option("--until", type=DAY, help="Last day shown, YYYY-MM-DD."),
)
filters = _options(
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
weights = _options(
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
period = click.option(
    "--freq", type=click.Choice(FREQUENCIES), default="month", show_default=True, help="Period."
)
figure = _options(
    click.option(
        "--address", envvar="BILATERAL_ADDRESS", default="", help="Address of your dashboard, for permalinks."
    ),
    click.option(
        "--freq", type=click.Choice(FREQUENCIES), default="month", show_default=True, help="Period."
    ),
    weights,
    window,
    filters,
)
table_format = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


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
    country_a, country_b = country_of(a), country_of(b)
    if country_a == country_b:
        raise UsageError(f"{a!r} and {b!r} are the same country", "Name two different ones, such as: JPN MYS")
    query = {
        "a": country_a,
        "b": country_b,
        "from": since.date().isoformat() if since else "",
        "to": until.date().isoformat() if until else "",
        "by": freq,
        "types": "~".join(split_list(types)),
        "topics": "~".join(split_list(topics)),
        "confidence": "~".join(split_list(confidences)),
        "method": method or "",
        "scale": scale or "",
        "halflives": "~".join(_changed(item, "--half-life meet=90") for item in split_list(half_lives)),
        "scores": "~".join(_changed(item, "--score protest=-5") for item in split_list(scores)),
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


def country_of(text: str) -> str:
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


def split_list(items: Sequence[str]) -> tuple[str, ...]:
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


def open_store(db_url: str | None) -> Engine:
    """Return a reading engine; a missing or empty store is made first, with the shipped events."""
    from dashboard.intake import ensure_store
    from db.engine import database_url, reader_engine

    url = database_url(db_url)
    ensure_store(url, today=today(), say=lambda words: click.echo(words, err=True))
    return reader_engine(url)


def no_events(engine: Engine, selection: Selection) -> NoReturn:
    """Say why nothing is shown and what to do; exit with 1."""
    from dashboard.listings import why_nothing

    raise why_nothing(engine, selection)
