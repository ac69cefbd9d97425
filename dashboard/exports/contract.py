"""What every export format gets, and what it must offer."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.charts.contract import SIZES, Chart, Size, Style
from dashboard.exports.citation import Citation, cite
from dashboard.exports.notes import Note, notes_of, period_of, unscored_method
from dashboard.exports.recipe import Recipe, make_recipe
from dashboard.exports.safety import clean_stem
from dashboard.measures.contract import DyadRecord
from dashboard.views import PROOF_COLUMNS
from db.errors import InputError

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.views import DyadView

Render = Callable[["go.Figure", str, Size, int], bytes]
"""(figure, "png" | "svg" | "pdf", size, scale factor) -> bytes; where a browser is at hand."""

PERMALINK_PATH = "/dyad"
"""Where the page of a dyad is served."""


@dataclass(frozen=True)
class Document:
    """One chart on its way into a file: everything any format may need, nothing computed twice.

    Attributes:
        chart: Id of the chart.
        label: Name of the chart for people.
        views: What is shown; the first one's selection is the file's.
        tables: Tidy frames by name; the first is the one of single-table formats.
        draw: (style) -> figure.
        alt: What the chart shows, in words.
        recipe: The way back to the view.
        size: Print size.
        scale_factor: Pixels per CSS pixel of a PNG, 1 to 3.
        render: Draws a figure into bytes; None where no browser is at hand.
        name: Stem of the file's name; "" makes it of chart, pairs and period.
        locale: Tag of the reader's locale, for the words of figures alone: tables are the same for all.
    """

    chart: str
    label: str
    views: "tuple[DyadView, ...]"
    tables: Mapping[str, pd.DataFrame]
    draw: "Callable[[Style], go.Figure]"
    alt: str
    recipe: Recipe
    size: Size
    scale_factor: int = 1
    render: Render | None = None
    name: str = ""
    locale: str = "en"

    @property
    def table(self) -> pd.DataFrame:
        """The main frame."""
        return next(iter(self.tables.values()))

    @property
    def today(self) -> date:
        """The day on which the view was made."""
        return self.views[0].today

    @property
    def permalink(self) -> str:
        """Address of the view."""
        return self.recipe.permalink

    @cached_property
    def figure(self) -> "go.Figure":
        """The figure for print: light, in its size, with title, key and source line inside."""
        return self.draw(self.style(self.size))

    def style(self, size: Size) -> Style:
        """Return how the figure is drawn for print."""
        return Style(mode="light", size=size, permalink=self.permalink, locale=self.locale)

    @cached_property
    def title(self) -> str:
        """The finding, as the printed figure has it; else the view's headline."""
        return printed_words(self.figure, "title") or self.views[0].headline

    @cached_property
    def subtitle(self) -> str:
        """What is measured and how, as the printed figure has it; else the view's standfirst."""
        return printed_words(self.figure, "subtitle") or self.views[0].standfirst

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """What a reader must know of the numbers."""
        words = {"title": self.title, "measured": self.subtitle}
        return notes_of(self.chart, self.label, self.views, permalink=self.permalink, **words)

    @cached_property
    def citation(self) -> Citation:
        """How to cite the chart."""
        return cite(
            self.label,
            self.views,
            period=period_of(self.views),
            permalink=self.permalink,
            unscored=unscored_method(self.chart, self.views[0]),
        )

    @cached_property
    def stem(self) -> str:
        """The file's name without suffix: `bilateral-JPN-MYS-intensity-2000-2025`."""
        return self.name or file_stem(self.chart, [view.record for view in self.views], period_of(self.views))

    def rendered(self, kind: str) -> bytes:
        """Return the figure as bytes of a picture.

        Raises:
            InputError: There is no renderer.
        """
        if self.render is None:
            raise InputError(f"a {kind.upper()} needs a browser and none is at hand", NO_RENDERER_HINT)
        return self.render(self.figure, kind, self.size, self.scale_factor)


NO_RENDERER_HINT = (
    "Without one these formats work: html, csv, xlsx, json, zip (without figures). "
    "PNG and SVG: the buttons in the dashboard need no browser on the server."
)


@dataclass(frozen=True, slots=True)
class Format:
    """One file format; each file in exports/ that builds one offers it as `FORMAT`.

    Attributes:
        id: Name in commands, e.g. `csv`.
        suffix: Of file names, e.g. `.csv`.
        media_type: For downloads.
        label: Name for people.
        what_for: A few words for the button's help.
        build: (document) -> bytes; the same document gives the same bytes unless the format says otherwise.
        needs_renderer: It cannot be built where `Document.render` is None.
    """

    id: str
    suffix: str
    media_type: str
    label: str
    what_for: str
    build: Callable[[Document], bytes]
    needs_renderer: bool = False


def printed_words(figure: "go.Figure", name: str) -> str:
    """Return the words of the figure's annotation `name`, without markup; "" if it has none.

    Charts name the annotations of their printed head `title` and `subtitle` (charts/page.py).
    """
    for annotation in figure.layout.annotations:
        if annotation.name == name:
            text = re.sub(r"<br\s*/?>", " ", annotation.text or "")
            return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split())
    return ""


def file_stem(chart: str, records: Sequence[DyadRecord], period: tuple[int, int] | None) -> str:
    """Return the stem of a file's name: what it is, of whom, from when to when.

    Of more than two dyads the first and the number of others are named.
    """
    keys = [record.key for record in records]
    whom = "_".join(keys[:2]) if len(keys) <= 2 else f"{keys[0]}-and-{len(keys) - 1}-more"
    when = "" if period is None else f"-{period[0]}-{period[1]}"
    return clean_stem(f"bilateral-{whom}-{chart}{when}")


def permalink_of(base_address: str, query: str, path: str = PERMALINK_PATH) -> str:
    """Return the address of a view; without a known base it begins at the path."""
    return f"{base_address.rstrip('/')}{path}?{query}"


def document_of(
    chart: Chart,
    view: "DyadView",
    *,
    base_address: str = "",
    size: Size | None = None,
    scale_factor: int = 1,
    app_version: str,
    render: Render | None = None,
    locale: str = "en",
) -> Document:
    """Return the document of a dyad's chart.

    Args:
        chart: Which one.
        view: Of the dyad.
        base_address: Where the dashboard is served, e.g. `https://bilateral.example.org`; "" if unknown.
        size: Print size; None is the first preset.
        scale_factor: Pixels per CSS pixel of a PNG.
        app_version: Version that makes the file.
        render: Draws figures into bytes, where a browser is at hand.
        locale: Tag of the reader's locale.
    """
    chosen = size or next(iter(SIZES.values()))
    permalink = permalink_of(base_address, view.selection.to_query_string())
    tables = tables_of(chart, view)
    return Document(
        chart=chart.id,
        label=chart.label,
        views=(view,),
        tables=tables,
        draw=lambda style: chart.figure(view, style),
        alt=chart.alt(view),
        recipe=make_recipe(chart.id, chosen.id, (view,), permalink=permalink, app_version=app_version),
        size=chosen,
        scale_factor=scale_factor,
        render=render,
        locale=locale,
    )


MAIN_CHART = "intensity"


def main_table(chart: Chart, view: "DyadView") -> pd.DataFrame:
    """Return the numbers that a reader gets first: of the main chart by the period chosen, not by day."""
    return view.series.frame if chart.id == MAIN_CHART else chart.table(view)


def tables_of(chart: Chart, view: "DyadView") -> dict[str, pd.DataFrame]:
    """Return the tables of a chart's file by name, the main one first.

    The curve of the main chart goes by day whatever the period; its own numbers stand beside as `by day`.
    """
    tables = {chart.id: _with_proofs(main_table(chart, view), view)}
    if chart.id == MAIN_CHART:
        drawn = chart.table(view)
        if len(drawn) > len(view.series.frame):
            tables["by day"] = drawn
        tables["events"] = events_table(view)
    return tables


_EVENT_COLUMNS = [
    "source_id",
    "source_event_id",
    "date",
    "date_end",
    "date_precision",
    "actor",
    "recipient",
    "type",
    "level",
    "tier",
    "place",
    "title",
    "topics",
    "confidence",
    "score",
    "factor",
    "half_life",
    "peak",
    "folded_into",
]


def events_table(view: "DyadView") -> pd.DataFrame:
    """Return the events in view with what each weighs and rests on: ids, dates, words, score, factor,
    half_life, peak, first proof.

    `half_life` is in days; `peak` is the points an event adds on its own day, 0 where it is counted with
    another, which `folded_into` then names by its source's id.
    """
    weighed = view.weighed
    names = dict(zip(weighed["event_id"], weighed["source_event_id"], strict=True))
    heads = [None if pd.isna(head) else names.get(head) for head in weighed["folded_into"]]
    frame = weighed.assign(folded_into=pd.Series(heads, index=weighed.index, dtype=object))
    named = frame[[name for name in _EVENT_COLUMNS if name in frame]].reset_index(drop=True)
    return _with_proofs(named, view)


def _with_proofs(frame: pd.DataFrame, view: "DyadView") -> pd.DataFrame:
    """Return a table with the first proof of each of its events; one of anything else as it is."""
    key = ["source_id", "source_event_id"]
    if not set(key) <= set(frame.columns) or set(PROOF_COLUMNS) & set(frame.columns):
        return frame
    proofs = view.record.events[["event_id", *key]].merge(view.proofs, on="event_id")
    found = frame.merge(proofs[[*key, *PROOF_COLUMNS]], on=key, how="left", validate="one_to_one")
    texts, number = PROOF_COLUMNS[:-1], PROOF_COLUMNS[-1]
    return found.assign(
        **{name: found[name].astype(object).fillna("").astype("str") for name in texts},
        **{number: pd.to_numeric(found[number]).fillna(0).astype("int64")},
    )
