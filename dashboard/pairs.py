"""Figures of many pairs on their way into a file: the comparison, a country's partners and its map. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts import compare, partners
from dashboard.charts import map as world
from dashboard.charts.contract import SIZES, Size, Style
from dashboard.charts.partners import Scope
from dashboard.charts.sources import source_paragraphs
from dashboard.exports.contract import Document, Render
from dashboard.exports.recipe import make_recipe
from dashboard.exports.recipe_reader import PAGES
from dashboard.exports.safety import clean_stem
from dashboard.locales import day
from dashboard.measures.compare import anchors
from dashboard.measures.compare import compare as measure_side_by_side
from dashboard.measures.contract import DyadRecord
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS
from dashboard.measures.key_figures import key_figures
from dashboard.measures.overview import partners as partners_of
from dashboard.measures.timeline import building_up_until
from dashboard.selection import Selection
from dashboard.wording import country, pair
from db.vocabulary.regions import REGIONS

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.views import DyadView

CHARTS: Mapping[str, str] = {
    "compare": "Comparison of pairs of countries",
    "partners": "Partners ranked",
    "map": "Partners on the map",
}
"""Name of each by id."""

ALIGNED_ON: Mapping[str, str] = {
    "calendar": "",
    "upgrade": "the latest partnership upgrade of each pair",
    "visit": "the latest leader's visit of each pair",
}

MOST_NAMED = 2
"""Pairs named in a file's name; of more the first and the number of the others."""

PARTNER_COLUMNS = (
    "partner",
    "dyad",
    "net",
    "net_change_12m",
    "badge",
    "n_events",
    "n_events_12m",
    "as_of",
    "tier",
)
SINCE_COLUMNS = ("change_from", "net_before", "net_change", "leading_topics")
"""Further columns where changes are measured since a year."""


@dataclass(frozen=True)
class Figure:
    """One figure of many pairs.

    Attributes:
        chart, label: Id and name.
        dyads: Keys of the pairs shown.
        table: Its numbers, tidy.
        draw: (style) -> figure.
        alt: What it shows, in words.
        stem: Of its files' names.
    """

    chart: str
    label: str
    dyads: tuple[str, ...]
    table: pd.DataFrame
    draw: "Callable[[Style], go.Figure]"
    alt: str
    stem: str


def source_note(
    what: str,
    selection: Selection,
    *,
    records: Sequence[DyadRecord],
    sources: pd.DataFrame,
    today: date,
    permalink: str,
) -> tuple[str, ...]:
    """Return the source note of a figure of many pairs: what it rests on, not what else the store holds.

    Args:
        what: What is shown, within a citation.
        selection: The view.
        records: Of the pairs that are shown.
        sources: As `db.read.sources`.
        today: The day on which the figure is made.
        permalink: Address of the view; "" if unknown.
    """
    behind = sources[sources["source_id"].isin({one for r in records for one in r.events["source_id"]})]
    titles = zip(behind["title"], behind["version"], strict=True)
    named = "; ".join(f"{title} {version}".strip() for title, version in titles)
    method = ", ".join((selection.method, *selection.weights.changes, *selection.filters))
    covered_until = max((last for one in records for _, last in one.coverage), default=None)
    return source_paragraphs(what, named, method, covered_until, today, permalink)


def stem_of(chart: str, dyads: Sequence[str]) -> str:
    """Return the stem of the files of a figure of many pairs."""
    named = "_".join(dyads) if len(dyads) <= MOST_NAMED else f"{dyads[0]}-and-{len(dyads) - 1}-more"
    return clean_stem(f"bilateral-{named}-{chart}")


def anchors_of(
    selection: Selection, records: Sequence[DyadRecord], events: pd.DataFrame
) -> dict[str, date] | None:
    """Return the day from which each pair is counted, None on the calendar.

    One picked event gives its day to all pairs; `events` as `db.read.events`.
    """
    if not selection.align.startswith("event:"):
        return anchors(records, selection.align)
    found = _picked(selection.align, events)
    return {} if found.empty else {one.key: found["date"].iloc[0].date() for one in records}


def events_to_align_on(events: pd.DataFrame, dyads: Sequence[str], language: str = "en") -> dict[str, str]:
    """Return the events of the pairs, newest first: how an address names each, and words to find it by.

    Args:
        events: As `db.read.events`.
        dyads: Keys of the pairs.
        language: Of the dates and the countries' names.
    """
    found = events[events["dyad"].isin(dyads)].iloc[::-1]
    names = {key: pair(key, language) for key in dyads}
    return {
        f"event:{number}": f"{day(when, precision, tag=language, is_short=True)} · {names[key]} · {title}"
        for number, when, precision, key, title in zip(
            found["event_id"],
            found["date"],
            found["date_precision"],
            found["dyad"],
            found["title"],
            strict=True,
        )
    }


def aligned_on(align: str, events: pd.DataFrame, tag: str | None = None) -> str:
    """Return what offset 0 stands for; "" on the calendar."""
    if align in ALIGNED_ON:
        return ALIGNED_ON[align]
    found = _picked(align, events)
    if found.empty:
        return "An event that the store does not hold"
    row = found.iloc[0]
    return f"{row['title']} ({day(row['date'], row['date_precision'], tag=tag)})"


def _picked(align: str, events: pd.DataFrame) -> pd.DataFrame:
    return events[events["event_id"] == int(align.removeprefix("event:"))]


def comparison(
    records: Sequence[DyadRecord],
    selection: Selection,
    events: pd.DataFrame,
    *,
    today: date,
    source: tuple[str, ...],
    language: str = "en",
) -> compare.Comparison:
    """Return what is compared: the selection's pairs, those without events in view left out."""
    by_key = {one.key: one for one in records if len(one.events)}
    chosen = [by_key[key] for key in selection.dyads if key in by_key]
    is_default = selection.method == DEFAULT_METHOD
    frame = measure_side_by_side(chosen, selection.params(today=today), anchors_of(selection, chosen, events))
    return compare.Comparison(
        frame,
        {one.key: pair(one.key, language) for one in chosen},
        column=selection.column if is_default else METHODS[selection.method].columns[0],
        freq=selection.freq,
        aligned_on=aligned_on(selection.align, events),
        source=source,
        unit="" if is_default else METHODS[selection.method].unit,
        notes=_marks_told(chosen, frame, selection.method),
        stands=_stands(chosen, selection, today) if is_default else {},
    )


def _marks_told(records: Sequence[DyadRecord], frame: pd.DataFrame, method: str) -> tuple[str, ...]:
    """Return how the marks of a comparison are read: what is dashed, and until when stocks were filling."""
    said = []
    if (frame["status"] == "partial_records").any():
        said.append("Dashed: records are partial, since no source vouches for all of them there.")
    fillings = [filling for one in records if (filling := building_up_until(one.coverage))]
    shown = frame.loc[frame["status"] != "not_covered", "period_start"]
    if METHODS[method].is_stock and fillings and (shown <= pd.Timestamp(max(fillings))).any():
        said.append(f"Stocks were building up until {day(max(fillings))}: earlier acts were not collected.")
    return tuple(said)


def _stands(
    records: Sequence[DyadRecord], selection: Selection, today: date
) -> dict[str, tuple[float, date]]:
    """Return what the key figures of each pair give of the selection's column, and their day."""
    found = {one.key: key_figures(one, selection.weights, today, until=selection.until) for one in records}
    return {
        key: (getattr(figures, selection.column), figures.as_of)
        for key, figures in found.items()
        if figures.as_of is not None
    }


def comparison_figure(asked: compare.Comparison, selection: Selection) -> Figure:
    """Return the figure of a comparison, drawn as the selection says."""
    draw = compare.multiples if selection.drawing == "multiples" else compare.overlay
    return Figure(
        "compare",
        CHARTS["compare"],
        tuple(asked.dyads),
        compare.table(asked),
        lambda style: draw(asked, style),
        compare.alt(asked),
        stem_of("compare", asked.dyads),
    )


def scope_of(mine: pd.DataFrame, selection: Selection, names: Mapping[str, str]) -> Scope:
    """Return which partners are shown and since when changes are measured, for titles and words.

    Args:
        mine: Of `measures.overview.partners`.
        selection: Names the region and the year.
        names: Of the partners, by iso3.
    """
    region = REGIONS[selection.region].label if selection.region else ""
    is_missing = mine["net_change"].isna()
    if not selection.change_since or not is_missing.any():
        return Scope(selection.change_since, region, ranked_by=selection.ranked_by)
    without = (
        ["every partner"] if is_missing.all() else [names[one] for one in mine.loc[is_missing, "partner"]]
    )
    return Scope(selection.change_since, region, tuple(without), selection.ranked_by)


def country_figures(
    table: pd.DataFrame, selection: Selection, *, source: tuple[str, ...], language: str = "en"
) -> dict[str, Figure]:
    """Return the ranking and the map of the selection's country.

    Args:
        table: As `measures.overview.overview`.
        selection: Names the country and how its partners are ranked.
        source: Paragraphs of the source note.
        language: Of names.
    """
    iso3, since = str(selection.country), selection.change_since
    mine = partners_of(table, iso3, selection.ranked_by, selection.region)
    names = {one: country(one, language) for one in mine["partner"]}
    name = country(iso3, language)
    scope = scope_of(mine, selection, names)
    columns = list(PARTNER_COLUMNS)
    shown = mine
    if since is not None:
        columns += SINCE_COLUMNS
        topics = [";".join(topic for topic, _ in one) for one in mine["topics"]]
        shown = mine.assign(leading_topics=pd.array(topics, dtype="str"))

    def figure(chart: str, draw: "Callable[[Style], go.Figure]", alt: str) -> Figure:
        parts = (selection.region, f"since-{since}" if since else "")
        stem = clean_stem("-".join(("bilateral", iso3, chart, *filter(None, parts))))
        return Figure(chart, f"Partners of {name}", tuple(mine["dyad"]), shown[columns], draw, alt, stem)

    # A partner without a change has no place in a ranking by change since a year; the table names it.
    measured = mine[mine["net_change"].notna()]
    ranked = measured if since and selection.ranked_by == "change" and len(measured) else mine
    return {
        "partners": figure(
            "partners",
            lambda style: partners.figure(ranked, names, name, style, source=source, scope=scope),
            partners.alt(ranked, names, name, scope),
        ),
        "map": figure(
            "map",
            lambda style: world.figure(mine, names, iso3, name, style, source=source, scope=scope),
            world.alt(mine, names, name, scope),
        ),
    }


def document_of(
    figure: Figure,
    views: "Sequence[DyadView]",
    selection: Selection,
    *,
    permalink: str,
    app_version: str,
    size: Size | None = None,
    scale_factor: int = 1,
    render: Render | None = None,
    locale: str = "en",
) -> Document:
    """Return the document of a figure of many pairs; `views` are those of its pairs."""
    chosen = size or next(iter(SIZES.values()))
    own = tuple(replace(view, selection=selection) for view in views)
    recipe = make_recipe(figure.chart, chosen.id, own, permalink=permalink, app_version=app_version)
    return Document(
        chart=figure.chart,
        label=figure.label,
        views=own,
        tables={figure.chart: figure.table},
        draw=figure.draw,
        alt=figure.alt,
        recipe=recipe,
        size=chosen,
        scale_factor=scale_factor,
        render=render,
        name=figure.stem,
        locale=locale,
    )


def path_of(chart: str) -> str:
    """Return the path of the page that shows a chart, e.g. `/compare`."""
    return f"/{PAGES[chart]}"
