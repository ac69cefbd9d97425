"""Rings around the events of one load: on the screen alone, since in print no event is more special."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.charts import text as words
from dashboard.charts.drawing import Days, Drawing, as_days, scatter
from dashboard.charts.page import Page

if TYPE_CHECKING:
    from dashboard.views import DyadView, Marks

_SIZE: Final = 15
_SMALL: Final = 9
_MANY: Final = 40
"""Rings from which on they are drawn small, so that the curve can still be seen."""
_MOST_TOLD: Final = 8
"""Events that the words for readers who cannot see the figure name."""
_MOST_IN_HOVER: Final = 5


def ringed(view: "DyadView") -> pd.DataFrame:
    """Return the events of the marked load that lie within the curve.

    Columns event_id, day (datetime64), sign, date, date_precision, title, is_new; in order of time.
    """
    weighed, marks = view.weighed, view.marks
    frame = view.daily.frame
    if marks is None or frame.empty or weighed.empty:
        return pd.DataFrame(columns=["event_id", "day", "sign", "date", "date_precision", "title", "is_new"])
    days = as_days(frame["period_start"])
    sits = as_days(weighed["sitting_date"])
    wanted = weighed["event_id"].isin(marks.new | marks.known) & (sits >= days[0]) & (sits <= days[-1])
    columns = ["event_id", "sitting_date", "sign", "date", "date_precision", "title"]
    found: pd.DataFrame = weighed.loc[wanted, columns].rename(columns={"sitting_date": "day"})
    return found.assign(is_new=found["event_id"].isin(marks.new)).reset_index(drop=True)


def days_of(view: "DyadView", scheduled: pd.DataFrame) -> Days:
    """Return the days on which rings stand, those of the scheduled events drawn included."""
    if view.marks is None:
        return as_days([])
    return np.concatenate([as_days(ringed(view)["day"]), as_days(_ahead(view.marks, scheduled)["date"])])


def _ahead(marks: "Marks", scheduled: pd.DataFrame) -> pd.DataFrame:
    """Return the scheduled events that the marked load told of."""
    if scheduled.empty:
        return scheduled
    return scheduled[scheduled["event_id"].isin(marks.new | marks.known)]


def draw(page: Page, view: "DyadView", drawing: Drawing, scheduled: pd.DataFrame) -> None:
    """Ring the points of the marked load's events, and its scheduled ones on the axis."""
    marks = view.marks
    if marks is None or page.style.size is not None:
        return
    points: dict[tuple[str, float], list[str]] = {}
    rows: Any = ringed(view).itertuples(index=False)
    for row in rows:
        day = np.datetime64(row.day, "D")
        at_row = int(np.abs(drawing.days - day).argmin())
        value = float((drawing.upper if row.sign > 0 else drawing.lower)[at_row])
        points.setdefault((str(day), round(value, 3)), []).append(_told(page, row, marks.load_id, row.is_new))
    rows = _ahead(marks, scheduled).itertuples(index=False)
    for row in rows:
        told = _told(page, row, marks.load_id, row.event_id in marks.new)
        points.setdefault((f"{row.date:%Y-%m-%d}", 0.0), []).append(told)
    if not points:
        return
    colour = page.colours.ring
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    page.traces.append(
        scatter(
            x=[day for day, _ in points],
            y=[value for _, value in points],
            mode="markers",
            name="Rings",
            marker={
                "size": _SIZE if len(points) < _MANY else _SMALL,
                "color": f"rgba({red},{green},{blue},0.22)",
                "line": {"color": colour, "width": 2.4 if len(points) < _MANY else 1.6},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hovertext=["<br>".join(_shortened(told)) for told in points.values()],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    )


def alt(view: "DyadView") -> str:
    """Return which points are ringed, for readers who cannot see them; "" where none is."""
    found = ringed(view)
    if view.marks is None or found.empty:
        return ""
    rows: Any = found.head(_MOST_TOLD).itertuples(index=False)
    told = [f"{words.date_words(row.date.date(), row.date_precision)}, {row.title}" for row in rows]
    if len(found) > _MOST_TOLD:
        told.append(f"and {len(found) - _MOST_TOLD} more")
    many = "events of" if len(found) > 1 else "event of"
    return f" Ringed: {len(found)} {many} load {view.marks.load_id}: {'; '.join(told)}."


def _told(page: Page, row: Any, load_id: int, is_new: bool) -> str:
    title = "<br>".join(words.escape(line) for line in words.wrap(str(row.title), 13, 330))
    when = words.date_words(row.date.date(), row.date_precision, page.locale)
    what = "New with" if is_new else "Known before; also in"
    return f"<b>{when}</b><br>{title}<br>{what} load {load_id}"


def _shortened(told: list[str]) -> list[str]:
    more = len(told) - _MOST_IN_HOVER
    return told if more <= 0 else [*told[:_MOST_IN_HOVER], f"and {more} more"]
