"""The periods of a curve: where it begins and ends, on which day each is sampled, and what each rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from dashboard.measures.contract import BUILDING_UP_YEARS, Frequency, Params, PeriodStatus
from dashboard.measures.weigh import Day, Days

_DAY = np.timedelta64(1, "D")
_EPOCH = date(1970, 1, 1).toordinal()
STATUSES: tuple[PeriodStatus, ...] = ("not_covered", "partial_records", "partial", "no_events", "ok")
"""What a period rests on; the first that holds is its status."""

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Consecutive periods.

    Attributes:
        starts, ends: First and last day of each, datetime64[D].
        sampled_on: The day on which a stock is read.
        n_events: Events in view that sit in the period, folded ones included.
        status_codes: Positions in `STATUSES`.
    """

    starts: Days
    ends: Days
    sampled_on: Days
    n_events: npt.NDArray[np.int64]
    status_codes: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def is_known(self) -> npt.NDArray[np.bool_]:
        """False where the value is missing (`not_covered`)."""
        return np.asarray(self.status_codes != STATUSES.index("not_covered"), dtype=bool)

    @property
    def status(self) -> ExtensionArray:
        """`PeriodStatus` of each period, dtype str."""
        return pd.array(STATUSES, dtype="str").take(self.status_codes)


def periods(first: Day, last: Day, freq: Frequency) -> tuple[Days, Days]:
    """Return first and last days of the periods from the one that holds `first` to the one that holds `last`.

    Weeks are ISO weeks, from Monday.

    >>> periods(np.datetime64("2023-12-30"), np.datetime64("2024-01-02"), "week")[0].astype(str).tolist()
    ['2023-12-25', '2024-01-01']
    """
    if freq == "day":
        days: Days = np.arange(first, last + _DAY)
        return days, days
    if freq == "week":
        # 1970-01-01 was a Thursday: three days after a Monday.
        monday = first - np.timedelta64((int(first.astype(np.int64)) + 3) % 7, "D")
        mondays: Days = np.arange(monday, last + _DAY, np.timedelta64(7, "D"))
        return mondays, mondays + np.timedelta64(6, "D")
    step = _MONTHS[freq]
    begin = int(first.astype("datetime64[M]").astype(np.int64)) // step * step
    end = int(last.astype("datetime64[M]").astype(np.int64)) // step * step
    months: Days = np.arange(begin, end + step + 1, step).astype("datetime64[M]").astype("datetime64[D]")
    lasts: Days = months[1:] - _DAY
    return months[:-1], lasts


def merge_spans(coverage: Sequence[tuple[date, date]]) -> list[tuple[Day, Day]]:
    """Return the covered spans as days, sorted; spans that overlap or touch are one."""
    merged: list[tuple[Day, Day]] = []
    for first, last in sorted((np.datetime64(a, "D"), np.datetime64(b, "D")) for a, b in coverage):
        if merged and first <= merged[-1][1] + _DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def building_up_until(coverage: Sequence[tuple[date, date]]) -> date | None:
    """Return the last day on which the stock of a covered dyad is still filling; None without coverage.

    The first `BUILDING_UP_YEARS` covered years are counted from the first covered day.
    """
    spans = merge_spans(coverage)
    if not spans:
        return None
    return to_date(years_later(spans[0][0], BUILDING_UP_YEARS) - _DAY)


def to_date(day: Day) -> date:
    """Return a numpy day as a date."""
    return date.fromordinal(int(day.astype("datetime64[D]").astype(np.int64)) + _EPOCH)


def years_later(day: Day, years: int) -> Day:
    """Return the same calendar day `years` later (earlier if negative); 28 February for a lost 29th."""
    month = day.astype("datetime64[M]")
    moved = month + np.timedelta64(12 * years, "M")
    begin, after = moved.astype("datetime64[D]"), (moved + np.timedelta64(1, "M")).astype("datetime64[D]")
    moved_day: Day = begin + min(day - month.astype("datetime64[D]"), after - begin - _DAY)
    return moved_day


def timeline(sitting: Days, coverage: Sequence[tuple[date, date]], params: Params) -> Timeline:
    """Return the periods of a dyad's curve (METHOD 3).

    Args:
        sitting: Sitting dates of the events in view, ascending.
        coverage: The dyad's spans.
        params: Frequency, window and carrying on.

    The curve begins with the coverage (with the first event, where there is none) and ends with the later of
    the last event and the coverage, or with `params.carry_on_until` where that is later still. An earlier
    `params.since` adds periods that are not covered; otherwise the window only trims, and every period that
    touches it stays whole. Without events and coverage there is no period.

    Statuses, the first that holds: `not_covered`, `partial_records`, `partial`, `no_events`, `ok`.
    Between two spans of coverage nothing is vouched for, as after the last one: periods that lie wholly in
    such a gap are `partial_records` too, those that touch a span are `partial`.

    A period is sampled on its last day; a `partial` one on its last covered day; the one in which a
    carried-on curve ends on the day to which it is carried.
    """
    spans = merge_spans(coverage)
    edges = [day for span in spans for day in span] or list(sitting[:1])
    if not edges:
        none = np.array([], dtype="datetime64[D]")
        return Timeline(none, none, none, np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    known_from = edges[0]
    last = max(edges[-1], sitting[-1]) if len(sitting) else edges[-1]
    carried = None if params.carry_on_until is None else np.datetime64(params.carry_on_until, "D")
    carried = carried if carried is not None and carried > last else None
    end = last if carried is None else carried
    first = known_from if params.since is None else np.datetime64(params.since, "D")
    if params.until is not None:
        end = min(end, np.datetime64(params.until, "D"))
    starts, ends = periods(first, max(first, end), params.freq)
    if end < first:
        starts, ends = starts[:0], ends[:0]

    n_events = np.searchsorted(sitting, ends, side="right") - np.searchsorted(sitting, starts, side="left")
    covered = np.zeros(len(starts), dtype=np.int64)
    last_covered = np.full(len(starts), np.datetime64("NaT"), dtype="datetime64[D]")
    for begin, until in spans:
        overlap = (np.minimum(ends, until) - np.maximum(starts, begin)).astype(np.int64) + 1
        inside = overlap > 0
        covered[inside] += overlap[inside]
        last_covered[inside] = np.minimum(ends, until)[inside]

    days = (ends - starts).astype(np.int64) + 1
    is_partial = (covered > 0) & (covered < days)
    codes = np.select([ends < known_from, covered == 0, is_partial, n_events == 0], [0, 1, 2, 3], 4)
    sampled_on = np.where(is_partial, last_covered, ends)
    if carried is not None:
        sampled_on = np.where(is_partial, sampled_on, np.minimum(sampled_on, carried))
    return Timeline(starts, ends, sampled_on, n_events.astype(np.int64), codes.astype(np.int64))


def year_before(days: Days) -> Days:
    """Return the same calendar day a year before each; 28 February for a 29th."""
    months = days.astype("datetime64[M]")
    moved = months - np.timedelta64(12, "M")
    begins, afters = moved.astype("datetime64[D]"), (moved + np.timedelta64(1, "M")).astype("datetime64[D]")
    before: Days = begins + np.minimum(days - months.astype("datetime64[D]"), afters - begins - _DAY)
    return before


def month_end_before(day: Day) -> Day:
    """Return the last month end that is not after `day`."""
    last: Day = (day + _DAY).astype("datetime64[M]").astype("datetime64[D]") - _DAY
    return last
