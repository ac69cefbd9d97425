"""The view of a dyad: all that a page, a chart or a file about two countries needs, computed once. Pure."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.measures.contract import DyadRecord, MeasureResult
from dashboard.measures.intensity import measure
from dashboard.measures.key_figures import KeyFigures, key_figures
from dashboard.measures.ladder import ladder
from dashboard.measures.milestones import milestones
from dashboard.measures.sentences import headline, standfirst
from dashboard.measures.topic_mix import topic_mix
from dashboard.measures.weigh import weigh
from dashboard.selection import Selection
from db.vocabulary.countries import country_name


@dataclass(frozen=True)
class SourceNote:
    """A data source as figures and files name it."""

    id: str
    title: str
    publisher: str
    licence: str
    version: str
    citation: str


@dataclass(frozen=True)
class DyadView:
    """One dyad as selected, measured and put into words.

    Attributes:
        selection: What was asked for.
        record: The events in view and the coverage.
        names: Names of the two countries in the reader's order and language.
        series: The measure at the selection's frequency.
        daily: The measure by day, for the main figure.
        weighed: The events with score, factor, half-life, peak and episode (`measures.weigh`).
        ladder, milestones: Frames of the measures of the same names.
        topics: The topic mix at the selection's frequency, by count.
        topics_by_year: The mix by year by count, for the strip under the main figure.
        figures: Key figures as of the last covered day.
        headline, standfirst: The finding as a sentence, and what is measured and how.
        sources: The data sources in view.
        today: The day on which the view was made.
        revision: Revision of the store it was made from.
    """

    selection: Selection
    record: DyadRecord
    names: tuple[str, str]
    series: MeasureResult
    daily: MeasureResult
    weighed: pd.DataFrame
    ladder: pd.DataFrame
    milestones: pd.DataFrame
    topics: MeasureResult
    topics_by_year: MeasureResult
    figures: KeyFigures
    headline: str
    standfirst: str
    sources: tuple[SourceNote, ...]
    today: date
    revision: int

    @property
    def pair_name(self) -> str:
        """`Japan–Malaysia`, in the reader's order and language."""
        return "–".join(self.names)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader must be told beside the numbers, each a sentence."""
        said = self.series.meta.get("warnings", ())
        return tuple(str(warning) for warning in said) if isinstance(said, (list, tuple)) else ()


def build_view(
    record: DyadRecord,
    selection: Selection,
    *,
    today: date,
    sources: tuple[SourceNote, ...] = (),
    revision: int = 0,
    language: str = "en",
) -> DyadView:
    """Return the view of `record` as `selection` asks for it.

    Args:
        record: Events after the selection's filters, with the dyad's coverage.
        selection: What to show; its dyad is the record's.
        today: The day on which the view is made.
        sources: The data sources of the events.
        revision: Revision of the store that the record was read from.
        language: Language of the countries' names, e.g. "fr".
    """
    order = (selection.country_a or record.country_a, selection.country_b or record.country_b)
    names = (country_name(order[0], language), country_name(order[1], language))
    weights = selection.weights
    series = measure(record, selection.params(today=today))
    figures = key_figures(record, weights, today)
    mix_weights = weights if selection.mix_amount == "weighted" else None
    return DyadView(
        selection=selection,
        record=record,
        names=names,
        series=series,
        daily=measure(record, selection.params(today=today, freq="day")),
        weighed=weigh(record, weights),
        ladder=ladder(record),
        milestones=milestones(record, weights, since=selection.since, until=selection.until),
        topics=topic_mix(record, selection.mix_freq, mix_weights),
        topics_by_year=topic_mix(record, "year"),
        figures=figures,
        headline=headline(names, figures, series),
        standfirst=standfirst(names, figures, series),
        sources=sources,
        today=today,
        revision=revision,
    )
