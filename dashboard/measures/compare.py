"""Several dyads side by side, on the calendar or counted from an event of each."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.measures.contract import FRAME_COLUMNS, DyadRecord, Params
from dashboard.measures.intensity import measure
from dashboard.measures.timeline import merge_spans, periods, to_date
from dashboard.measures.weigh import Day, Days, sitting_days

COLUMNS = ("dyad", "offset", *FRAME_COLUMNS)

_ANCHOR_TYPES = {"upgrade": "partnership_upgrade", "visit": "leader_visit"}


def compare(
    records: Iterable[DyadRecord], params: Params, anchors: Mapping[str, date] | None = None
) -> pd.DataFrame:
    """Return the series of several dyads in long form.

    Columns: dyad, offset, then `FRAME_COLUMNS`. `offset` counts periods from the one that holds the dyad's
    anchor (0), so that months since a partnership upgrade line up; <NA> on the calendar. With `anchors`,
    dyads that have none are left out. METHOD 9:
    compare shapes, turns and net between dyads, not levels of C or I.

    Args:
        records: The dyads, in the order to be kept.
        params: Method, frequency, window and weights, the same for all.
        anchors: Day by dyad key (see `anchor_day`); None compares on the calendar.
    """
    frames = []
    for record in records:
        if anchors is not None and record.key not in anchors:
            continue
        frame = measure(record, params).frame
        offset = pd.array([pd.NA] * len(frame), dtype="Int64")
        if anchors is not None and len(frame):
            day = np.datetime64(anchors[record.key], "D")
            anchored, _ = periods(day, day, params.freq)
            starts = frame["period_start"].to_numpy().astype("datetime64[D]")
            offset = pd.array(_steps(starts, anchored[0], params.freq), dtype="Int64")
        frame = frame.assign(dyad=pd.Series(record.key, index=frame.index, dtype="str"), offset=offset)
        frames.append(frame[list(COLUMNS)])
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(frames, ignore_index=True)


def anchor_day(record: DyadRecord, align: str) -> date | None:
    """Return the day from which a dyad is counted; None where it has no such event.

    Args:
        record: The dyad.
        align: `upgrade` (latest partnership upgrade), `visit` (latest leader's visit) or `event:ID`. The
            latest within the coverage, so that something follows it; the latest of all where none lies in it.
    """
    events = record.events
    if align.startswith("event:"):
        number = align.removeprefix("event:")
        chosen = events[events["event_id"] == int(number)] if number.isdigit() else events.iloc[:0]
    elif align in _ANCHOR_TYPES:
        chosen = events[events["type"] == _ANCHOR_TYPES[align]]
    else:
        return None
    if chosen.empty:
        return None
    days = np.sort(sitting_days(chosen))
    spans = merge_spans(record.coverage)
    inside = days[(days >= spans[0][0]) & (days < spans[-1][1])] if spans else days
    return to_date(inside[-1] if len(inside) else days[-1])


def anchors(records: Iterable[DyadRecord], align: str) -> dict[str, date] | None:
    """Return the anchor of each dyad that has one; None for the calendar."""
    if align == "calendar":
        return None
    found = {record.key: anchor_day(record, align) for record in records}
    return {key: day for key, day in found.items() if day is not None}


def _steps(starts: Days, anchored: Day, freq: str) -> npt.NDArray[np.int64]:
    """Return how many periods each start lies after the anchored one."""
    if freq in ("day", "week"):
        days: npt.NDArray[np.int64] = (starts - anchored).astype(np.int64)
        return days // (7 if freq == "week" else 1)
    months: npt.NDArray[np.int64] = starts.astype("datetime64[M]").astype(np.int64) - anchored.astype(
        "datetime64[M]"
    ).astype(np.int64)
    return months // {"month": 1, "quarter": 3, "year": 12}[freq]
