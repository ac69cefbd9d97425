"""The view of a dyad: all that a page, a chart or a file about two countries needs, computed once. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import cast

import pandas as pd

from dashboard.locales import name_of
from dashboard.measures.contract import DyadRecord, MeasureResult
from dashboard.measures.intensity import measure
from dashboard.measures.key_figures import KeyFigures, key_figures
from dashboard.measures.ladder import ladder
from dashboard.measures.milestones import milestones
from dashboard.measures.sentences import headline, standfirst, summary
from dashboard.measures.topic_mix import MixFrequency, topic_mix
from dashboard.measures.weigh import sitting_days, weigh
from dashboard.selection import Selection

PROOF_COLUMNS = ("source_name", "source_url", "quote", "n_more_proofs")
"""What a file says of the proofs of an event: the first, named as in a table of events, and the others."""


def _no_proofs() -> pd.DataFrame:
    return pd.DataFrame(columns=["event_id", *PROOF_COLUMNS])


@dataclass(frozen=True)
class SourceNote:
    """A data source as figures and files name it."""

    id: str
    title: str
    publisher: str
    licence: str
    version: str
    citation: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The events of one load, which the figure on the screen rings; files never do.

    Attributes:
        load_id: Of the load.
        new: Numbers of the events that it told of first.
        known: Numbers of those that were there before, and that it proves or changes.
    """

    load_id: int
    new: frozenset[int]
    known: frozenset[int]


@dataclass(frozen=True)
class DyadView:
    """One dyad as selected, measured and put into words.

    Attributes:
        selection: What was asked for.
        record: The events in view and the coverage.
        scheduled: Events announced but not yet held, as `db.read.events`.
        names: Names of the two countries in the reader's order and language.
        series: The measure at the selection's frequency.
        daily: The measure by day, for the main figure.
        weighed: The events with score, factor, half-life, peak and episode (`measures.weigh`).
        ladder, milestones: Frames of the measures of the same names.
        topics: The topic mix at the selection's frequency, by count.
        topics_by_year: The mix by year by count, for the strip under the main figure.
        figures: Key figures as of the last covered day.
        headline, standfirst, summary: The finding as a sentence; what is measured and how; the paragraph
            beside the chart.
        sources: The data sources in view.
        today: The day on which the view was made.
        revision: Revision of the store it was made from.
        marks: What the main figure rings on the screen; None rings nothing.
        proofs: Of each event in view the first proof, and how many more it has: event_id, `PROOF_COLUMNS`.
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
    summary: str
    sources: tuple[SourceNote, ...]
    today: date
    revision: int
    scheduled: pd.DataFrame = field(default_factory=pd.DataFrame)
    marks: Marks | None = None
    proofs: pd.DataFrame = field(default_factory=_no_proofs)

    @property
    def pair_name(self) -> str:
        """`Japan–Malaysia`, in the reader's order and language."""
        return "–".join(self.names)

    @property
    def is_in_window(self) -> "pd.Series[bool]":
        """Which events of the record count on a day of the window shown."""
        events, asked = self.record.events, self.selection
        days = pd.Series(sitting_days(events), index=events.index)
        inside = pd.Series(data=True, index=events.index)
        if asked.since is not None:
            inside &= days >= pd.Timestamp(asked.since)
        if asked.until is not None:
            inside &= days <= pd.Timestamp(asked.until)
        return inside

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
    scheduled: pd.DataFrame | None = None,
    proofs: pd.DataFrame | None = None,
) -> DyadView:
    """Return the view of `record` as `selection` asks for it.

    Args:
        record: Events after the selection's filters, with the dyad's coverage.
        selection: What to show; its dyad is the record's.
        today: The day on which the view is made.
        sources: The data sources of the events.
        revision: Revision of the store that the record was read from.
        language: Language of the countries' names, e.g. "fr".
        scheduled: The dyad's scheduled events, filtered like the record's.
        proofs: See `DyadView`.
    """
    order = (selection.country_a or record.country_a, selection.country_b or record.country_b)
    names = (name_of(order[0], language), name_of(order[1], language))
    weights, since, until = selection.weights, selection.since, selection.until
    weighed = weigh(record, weights)
    series = measure(record, selection.params(today=today))
    figures = key_figures(record, weights, today, until=until, scheduled=scheduled, weighed=weighed)
    mix_weights = weights if selection.mix_amount == "weighted" else None
    return DyadView(
        selection=selection,
        record=record,
        names=names,
        series=series,
        daily=measure(record, selection.params(today=today, freq="day")),
        weighed=weighed,
        ladder=ladder(record),
        milestones=milestones(record, weights, weighed=weighed, since=since, until=until),
        topics=topic_mix(
            record, cast("MixFrequency", selection.mix_freq), mix_weights, since=since, until=until
        ),
        topics_by_year=topic_mix(record, "year", since=since, until=until),
        figures=figures,
        headline=headline(names, figures, series),
        standfirst=standfirst(names, figures, series),
        summary=summary(names, figures, series),
        sources=sources,
        today=today,
        revision=revision,
        scheduled=pd.DataFrame() if scheduled is None else scheduled,
        proofs=_no_proofs() if proofs is None else proofs,
    )
