"""What goes into a measure and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

import pandas as pd

from db.vocabulary import DEFAULT_SCALE, EVENT_TYPES, HALF_LIFE_DAYS, SCALES
from db.vocabulary.event_types import HalfLifeClass

Frequency = Literal["day", "week", "month", "quarter", "year"]
FREQUENCIES: tuple[Frequency, ...] = ("day", "week", "month", "quarter", "year")
PeriodStatus = Literal["not_covered", "partial_records", "partial", "no_events", "ok"]

FRAME_COLUMNS = (
    "period_start",
    "cooperation",
    "friction",
    "intensity",
    "balance",
    "net",
    "n_events",
    "n_eff",
    "status",
)
"""Columns of every intensity frame, in order; a column that a method does not know is NaN throughout."""

BUILDING_UP_YEARS = 5
"""Covered years after the start in which stocks are still filling: no superlatives across them."""

_FADING: Mapping[HalfLifeClass, str] = MappingProxyType(
    {"talk": "talk", "meet": "meetings and visits", "act": "acts", "institution": "institutions"}
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The scores and half-lives in force: a scale and the classes' half-lives, with the user's changes.

    Attributes:
        scale: Key of `SCALES`.
        scores: Changed scores, (event type, score), sorted by type.
        half_lives: Changed half-lives, (class, days), sorted by class.
    """

    scale: str = DEFAULT_SCALE
    scores: tuple[tuple[str, float], ...] = ()
    half_lives: tuple[tuple[HalfLifeClass, float], ...] = ()

    def score(self, event_type: str) -> float:
        """Return the score in force, -10..+10; NaN where the scale has none."""
        return dict(self.scores).get(event_type, SCALES[self.scale].scores.get(event_type, float("nan")))

    def half_life(self, event_type: str) -> float:
        """Return the half-life in force, in days."""
        cls = EVENT_TYPES[event_type].half_life_class
        return dict(self.half_lives).get(cls, HALF_LIFE_DAYS[cls])

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs from the method's defaults, each in a few words; empty if nothing does."""
        said = [] if self.scale == DEFAULT_SCALE else [f"scale {self.scale}"]
        said += [f"{event_type} scored {score:+g}".replace("-", "−") for event_type, score in self.scores]
        said += [f"half-life of {name} {days:g} days" for name, days in self.half_lives]
        return tuple(said)

    @property
    def changes_in_words(self) -> tuple[str, ...]:
        """What differs from the method's defaults, for people: kinds by their names, where files have ids."""
        said = [] if self.scale == DEFAULT_SCALE else [f"scale {self.scale}"]
        said += [
            f"“{EVENT_TYPES[event_type].label}” scored {f'{score:+g}'.replace('-', '−')}"
            for event_type, score in self.scores
        ]
        said += [f"half-life of {_FADING[name]} {days:g} days" for name, days in self.half_lives]
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Params:
    """What to compute: method, frequency, window and weights.

    Attributes:
        since, until: The window shown; events before it still carry over into it. None is open.
        carry_on_until: A day (today) to which the decay is carried on, dashed; None stops with the records.
        by_evidence: `goldstein-mean` only: weigh each event by ln(1 + pieces of evidence), not by 1.
    """

    method: str = "stock-plover-1"
    freq: Frequency = "month"
    since: date | None = None
    until: date | None = None
    weights: Weights = field(default_factory=Weights)
    carry_on_until: date | None = None
    by_evidence: bool = False


@dataclass(frozen=True, slots=True)
class DyadRecord:
    """Everything that the store knows of one dyad and that is in view.

    Attributes:
        country_a, country_b: iso3, sorted.
        events: The frame of `db.read.events` after the view's filters (status, review, confidence, type,
            topic), sorted by (date, source_id, source_event_id).
        coverage: Disjoint spans (first day, last day), sorted; empty for a dyad without coverage.
    """

    country_a: str
    country_b: str
    events: pd.DataFrame
    coverage: tuple[tuple[date, date], ...] = ()

    @property
    def key(self) -> str:
        """`JPN-MYS`."""
        return f"{self.country_a}-{self.country_b}"


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A series with what it rests on.

    Attributes:
        frame: Columns `FRAME_COLUMNS`, one row per period, complete and sorted; holes are NaN.
        meta: method, unit, scale, weights' changes, dyad, coverage (list of ISO spans), last_event (ISO date
            or None), building_up_until (ISO date or None), warnings (list of sentences), filters.
    """

    frame: pd.DataFrame
    meta: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Method:
    """One way to compute intensity; each file in measures/intensity/ offers one as `METHOD`.

    Attributes:
        id: E.g. `stock-plover-1`; a changed default gets a new id.
        label: Name for people.
        unit: Of the main columns.
        columns: The columns of the frame that the method fills, main one first.
        source: Where the formula comes from.
        caution: What the user must be told beside the numbers; "" if nothing.
        compute: (record, params) -> result.
        formula: In LaTeX, for the Method page; "" where words do.
        is_stock: Its values carry earlier events on, so that they are too low while records begin.
    """

    id: str
    label: str
    unit: str
    columns: tuple[str, ...]
    source: str
    caution: str
    compute: Callable[[DyadRecord, Params], MeasureResult]
    formula: str = ""
    is_stock: bool = True
