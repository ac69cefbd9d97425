"""The few numbers that stand first: how two countries stand, as of the last covered day (METHOD 3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from dashboard.measures.badges import Direction, badge
from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.contributions import points_on
from dashboard.measures.ladder import title_changes
from dashboard.measures.stock import FEW_EVENTS, level, stock
from dashboard.measures.timeline import building_up_until, merge_spans, to_date, year_before
from dashboard.measures.weigh import Day, Days, Floats, sitting, weigh
from db.vocabulary import EVENT_TYPES

NOTABLE_YEARS = 5
"""A high is worth a sentence only if nothing matched it for this many years."""

N_DRIVERS = 2

RISE_WINDOW_DAYS = 1826
RISE_POINTS = 5.0
"""A rise is told if a stock gained this much since its low of the last five years."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One event, as sentences and tables name it.

    Attributes:
        event_id, type: Of the event.
        title: Of the event; its beginning and "…" where it is longer than any headline.
        day: Recorded day; first day of the month or year where `precision` says so.
        precision: `day`, `month` or `year`.
        sign: +1 cooperation, -1 friction.
        points: What it adds on the day in question; NaN where that plays no part.
    """

    event_id: int
    type: str
    title: str
    day: date
    precision: str
    sign: int
    points: float = float("nan")


@dataclass(frozen=True, slots=True)
class PartnershipTitle:
    """The title in force, in its exact words, and since when."""

    tier: str
    since: date
    precision: str
    event_id: int


@dataclass(frozen=True, slots=True)
class High:
    """A level that was not matched for years.

    Attributes:
        side: `cooperation` or `friction`.
        on: The day of the last twelve months on which it was reached.
        since_year: Year in which it was last as high; the first comparable year where it never was.
    """

    side: str
    on: date
    since_year: int


@dataclass(frozen=True, slots=True)
class Rise:
    """A stock that has grown since its low of the last years.

    Attributes:
        side: `cooperation` or `friction`.
        since: The day of the low.
        types: The event types that make up most of what came since, largest first, at most three, each with
            its number of events.
    """

    side: str
    since: date
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """How two countries stand.

    Attributes:
        as_of: The last covered day (not after `until` or today); for a dyad without coverage the day of its
            last event; None without any.
        is_covered: False where no source vouches for the day `as_of`.
        is_cut: `as_of` is the end of the window, and records go on after it.
        cooperation, friction, intensity, balance: Points on `as_of`; NaN where there is no such day.
        net: N on `as_of`, -100..100.
        level: I100 on `as_of`, 0..100.
        n_eff: Effective number of events behind them.
        net_change_12m: Change of N over the twelve months to `change_to`; None with fewer than 13 covered
            months.
        badge: `eased`, `strained` or `steady`; None likewise.
        net_year_before, cooperation_year_before, friction_year_before: N, C and F twelve months before
            `change_to`; None likewise.
        change_to: The last covered month end; None likewise.
        n_events: Events in view, folded ones included, up to `until`.
        n_events_12m, n_cooperation_12m: Those of the twelve months to `as_of`; how many are cooperation.
        first_event, last_event: Earliest and latest recorded event in view; None without any.
        title: Title of partnership in force after the latest recorded change; None without one.
        next_event: The next scheduled event; None if none is known.
        high: A level of the last twelve months that was not matched for years; None if there is none. Never
            told across the years in which stocks were building up.
        rise: Since when the side that the finding is about has grown, and through which kinds of act; None if
            it has not.
        drivers: The events that weigh most on `as_of`, on the side that the finding is about.
        is_building_up: `as_of` lies in the years in which stocks are still filling.
        coverage: First and last covered day; None without coverage.
    """

    as_of: date | None
    is_covered: bool
    is_cut: bool
    cooperation: float
    friction: float
    intensity: float
    balance: float
    net: float
    level: float
    n_eff: float
    net_change_12m: float | None
    badge: Direction | None
    net_year_before: float | None
    cooperation_year_before: float | None
    friction_year_before: float | None
    change_to: date | None
    n_events: int
    n_events_12m: int
    n_cooperation_12m: int
    first_event: Mention | None
    last_event: Mention | None
    title: PartnershipTitle | None
    next_event: Mention | None
    high: High | None
    rise: Rise | None
    drivers: tuple[Mention, ...]
    is_building_up: bool
    coverage: tuple[date, date] | None

    @property
    def rests_on_few(self) -> bool:
        """True where fewer than three effective events stand behind the value."""
        return self.n_eff < FEW_EVENTS

    @property
    def has_older_change(self) -> bool:
        """True where `change_to`, a month end, lies before `as_of`: net may have moved since."""
        return self.change_to is not None and self.change_to != self.as_of

    @property
    def has_records_after_coverage(self) -> bool:
        """True where the last event lies after the last covered day."""
        return bool(self.coverage and self.last_event and self.last_event.day > self.coverage[1])


def key_figures(
    record: DyadRecord,
    weights: Weights,
    today: date,
    *,
    until: date | None = None,
    scheduled: pd.DataFrame | None = None,
    weighed: pd.DataFrame | None = None,
) -> KeyFigures:
    """Return how a dyad stands as of its last covered day.

    Args:
        record, weights: As for the measure.
        today: The day on which the question is asked.
        until: End of the window shown: figures are as of this day where it is earlier.
        scheduled: Frame of `db.read.events` with this dyad's scheduled events.
        weighed: The frame of `weigh(record, weights)`, if at hand.
    """
    frame = weigh(record, weights) if weighed is None else weighed
    limit = np.datetime64(min(today, until) if until else today, "D")
    seen = frame[sitting(frame) <= limit]
    spans = [(a, min(b, limit)) for a, b in merge_spans(record.coverage) if a <= limit]
    coverage = (to_date(spans[0][0]), to_date(spans[-1][1])) if spans else None
    spans_seen = tuple((to_date(a), to_date(b)) for a, b in spans)
    days = sitting(seen)
    as_of: Day | None = spans[-1][1] if spans else days[-1] if len(days) else None

    mark = badge(frame, spans_seen)
    filling = building_up_until(record.coverage)
    n_recent = n_cooperation = 0
    values = (np.nan,) * 7
    high: High | None = None
    rise: Rise | None = None
    drivers: tuple[Mention, ...] = ()
    if as_of is not None:
        now = stock(frame, np.array([as_of]))
        intensity, net = float(now.intensity[0]), float(now.net[0])
        values = (
            float(now.cooperation[0]),
            float(now.friction[0]),
            intensity,
            float(now.balance[0]),
            net,
            level(intensity),
            float(now.n_eff[0]),
        )
        recent = (days > year_before(np.array([as_of]))[0]) & (days <= as_of)
        n_recent = int(recent.sum())
        n_cooperation = int((seen["sign"].to_numpy()[recent] > 0).sum())
        has_more_friction = mark is not None and values[1] > mark.friction_before
        is_about_friction = net < 0 or (
            mark is not None and mark.direction == "strained" and has_more_friction
        )
        drivers = _drivers(seen, as_of, -1 if is_about_friction else 1)
        if spans and filling is not None:
            comparable = max(spans[-1][0], np.datetime64(filling + timedelta(days=1), "D"))
            comparable = max(comparable, days[0]) if len(days) else comparable
            side = "friction" if is_about_friction else "cooperation"
            curve_days = np.arange(comparable, as_of + np.timedelta64(1, "D"))
            curve = getattr(stock(frame, curve_days), side)
            high = _high(curve_days, curve, side)
            rise = _rise(seen, curve_days, curve, side)
    return KeyFigures(
        as_of=None if as_of is None else to_date(as_of),
        is_covered=bool(spans),
        is_cut=bool(spans and spans[-1][1] == limit < max(b for _, b in merge_spans(record.coverage))),
        cooperation=values[0],
        friction=values[1],
        intensity=values[2],
        balance=values[3],
        net=values[4],
        level=values[5],
        n_eff=values[6],
        net_change_12m=None if mark is None else mark.change,
        badge=None if mark is None else mark.direction,
        net_year_before=None if mark is None else mark.net_before,
        cooperation_year_before=None if mark is None else mark.cooperation_before,
        friction_year_before=None if mark is None else mark.friction_before,
        change_to=None if mark is None else mark.month_end,
        n_events=len(seen),
        n_events_12m=n_recent,
        n_cooperation_12m=n_cooperation,
        first_event=mention(seen, 0) if len(seen) else None,
        last_event=mention(seen, len(seen) - 1) if len(seen) else None,
        title=_title(record, limit),
        next_event=_next(scheduled, today),
        high=high,
        rise=rise,
        drivers=drivers,
        is_building_up=bool(as_of is not None and filling is not None and to_date(as_of) <= filling),
        coverage=coverage,
    )


_LONGEST = 200
"""Letters of a title: whole paragraphs, as some tables have them, would bury the sentence that names it."""


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def mention(frame: pd.DataFrame, row: int, points: float = float("nan")) -> Mention:
    """Return the event at position `row` of a frame of events, weighed or not."""
    event: Any = frame.iloc[row]
    return Mention(
        event_id=int(event["event_id"]),
        type=str(event["type"]),
        title=_shortened(str(event["title"])),
        day=event["date"].date(),
        precision=str(event["date_precision"]),
        sign=int(event["sign"]) if "sign" in frame else EVENT_TYPES[event["type"]].sign,
        points=points,
    )


def _drivers(seen: pd.DataFrame, as_of: Day, sign: int) -> tuple[Mention, ...]:
    """Return the events of one side that weigh most on `as_of`."""
    points = np.nan_to_num(points_on(seen, as_of))
    points = np.where(seen["sign"].to_numpy() == sign, points, 0.0)
    ranked = np.argsort(-points, kind="stable")[:N_DRIVERS]
    return tuple(mention(seen, int(i), float(points[i])) for i in ranked if points[i] > 0)


def _high(days: Days, curve: Floats, side: str) -> High | None:
    """Return the highest day of the last twelve months, if nothing matched it for `NOTABLE_YEARS`."""
    if not len(days):
        return None
    n_earlier = int((days <= year_before(days[-1:])[0]).sum())
    if n_earlier < 366:
        return None
    top = n_earlier + int(np.argmax(curve[n_earlier:]))
    if curve[top] <= 0:
        return None
    matched = np.flatnonzero(curve[:n_earlier] >= curve[top])
    since_year = to_date(days[matched[-1]] if len(matched) else days[0]).year
    on = to_date(days[top])
    return High(side, on, since_year) if on.year - since_year >= NOTABLE_YEARS else None


def _rise(seen: pd.DataFrame, days: Days, curve: Floats, side: str) -> Rise | None:
    """Return how the stock grew since its low of five years, if notably and for half a year."""
    recent = slice(max(0, len(days) - RISE_WINDOW_DAYS), len(days))
    if len(days) < RISE_WINDOW_DAYS // 2:
        return None
    days, curve = days[recent], curve[recent]
    low = len(curve) - 1 - int(np.argmin(curve[::-1]))
    grown = float(curve[-1] - curve[low])
    if grown < RISE_POINTS or grown < 0.25 * curve[low] or len(curve) - 1 - low < 182:
        return None
    points = np.nan_to_num(points_on(seen, days[-1]))
    mine = (seen["sign"].to_numpy() == (1 if side == "cooperation" else -1)) & (sitting(seen) > days[low])
    by_type: dict[str, float] = {}
    n_of: dict[str, int] = {}
    for name, added in zip(seen["type"].to_numpy()[mine], points[mine], strict=True):
        by_type[name] = by_type.get(name, 0.0) + float(added)
        n_of[name] = n_of.get(name, 0) + int(added > 0)
    ranked = sorted(by_type, key=lambda name: (-by_type[name], name))
    total = sum(by_type.values())
    types: list[str] = []
    for name in ranked[:3]:
        if sum(by_type[chosen] for chosen in types) >= 0.6 * total:
            break
        types.append(name)
    return Rise(side, to_date(days[low]), tuple((name, n_of[name]) for name in types))


def _title(record: DyadRecord, limit: Day) -> PartnershipTitle | None:
    """Return the title after the latest change up to `limit`."""
    changes = [c for c in title_changes(record) if np.datetime64(c.drawn_on, "D") <= limit]
    if not changes or changes[-1].title is None:
        return None
    last = changes[-1]
    return PartnershipTitle(str(last.title), last.date.date(), last.date_precision, last.event_id)


def _next(scheduled: pd.DataFrame | None, today: date) -> Mention | None:
    if scheduled is None or scheduled.empty:
        return None
    ends = scheduled["date_end"].fillna(scheduled["date"])
    ahead = scheduled[ends >= pd.Timestamp(today)].sort_values("date", kind="stable")
    return mention(ahead, 0) if len(ahead) else None
