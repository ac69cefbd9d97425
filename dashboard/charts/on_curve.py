"""What lies on the curve's plot beside its lines: shaded years, hatched gaps, breaks, scheduled events."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.charts import milestone_marks
from dashboard.charts import text as words
from dashboard.charts.drawing import as_days, days_between, scatter, texts
from dashboard.charts.page import Page
from dashboard.measures.breaks import breaks
from dashboard.measures.intensity import DEFAULT_METHOD

if TYPE_CHECKING:
    from dashboard.views import DyadView

_DAY = np.timedelta64(1, "D")


def shade(
    page: Page,
    view: "DyadView",
    first: np.datetime64,
    last: np.datetime64,
    low: float,
    high: float,
    scale: float,
    badges: Sequence[milestone_marks.Badge],
) -> None:
    """Shade the years in which stocks are building up, and hatch what is not covered."""
    daily = view.daily.frame
    until = view.daily.meta.get("building_up_until")
    begin = min((start for start, _ in view.record.coverage), default=None)
    if isinstance(until, str) and begin is not None:
        start = max(np.datetime64(begin, "D"), first)
        end = min(np.datetime64(until, "D") + _DAY, last)
        if start < end:
            page.shapes.append(
                {
                    "type": "rect",
                    "xref": "x",
                    "yref": "y",
                    "x0": str(start),
                    "x1": str(end),
                    "y0": low,
                    "y1": high,
                    "line": {"width": 0},
                    "fillcolor": page.colours.shade,
                    "layer": "below",
                }
            )
            room = days_between(start, end) / days_between(first, last) * page.plot_width
            said = next(
                (t for t in ("Stocks building up", "Building up") if words.width(t, page.small) + 10 < room),
                "",
            )
            begins = days_between(first, start) / days_between(first, last) * page.plot_width
            ends = begins + 5 + words.width(said, page.small)
            height = words.height(1, page.small) + 8
            near = [b for b in badges if begins - 10 <= b.x <= ends + 10]
            reach = milestone_marks.radius(page)
            # At the top, else at the bottom; where marks are in the way of both, the note alone tells it.
            at_top = all(b.y + reach < high * scale - height for b in near)
            at_bottom = all(b.y - reach > low * scale + height for b in near)
            if said and (at_top or at_bottom):
                page.write(
                    said,
                    x=str(start),
                    y=high if at_top else low,
                    xref="x",
                    yref="y",
                    yanchor="top" if at_top else "bottom",
                    xshift=5,
                    yshift=-4 if at_top else 4,
                    size=page.small,
                    colour=page.colours.muted,
                    name="building up",
                )
    missing = (daily["status"] == "not_covered").to_numpy(dtype=bool)
    if missing.any():
        days = texts(as_days(daily["period_start"])[missing])
        page.traces.append(
            scatter(
                x=[days[0], days[-1], days[-1], days[0], days[0]],
                y=[low, low, high, high, low],
                mode="lines",
                name="Not covered",
                line={"width": 0, "color": page.colours.hatch},
                fill="toself",
                fillcolor="rgba(0,0,0,0)",
                fillpattern={
                    "shape": "/",
                    "size": 7,
                    "solidity": 0.12,
                    "fgcolor": page.colours.hatch,
                    "bgcolor": "rgba(0,0,0,0)",
                },
                hoverinfo="skip",
            )
        )


def draw_breaks(page: Page, view: "DyadView", first: np.datetime64, last: np.datetime64) -> None:
    """Draw a dotted line and a diamond where net moved to another level."""
    if not view.selection.breaks or view.selection.method != DEFAULT_METHOD:
        return
    for found in breaks(view.record, view.selection.weights, weighed=view.weighed):
        day = np.datetime64(found.date, "D")
        if not found.is_marked or not first <= day <= last:
            continue
        page.shapes.append(
            {
                "type": "line",
                "xref": "x",
                "yref": "y domain",
                "x0": str(day),
                "x1": str(day),
                "y0": 0,
                "y1": 1,
                "line": {"color": page.colours.muted, "width": 1, "dash": "dot"},
                "layer": "below",
            }
        )
        names = "<br>".join(
            words.escape(words.shorten(str(title), 13, 330)) for title in found.events["title"].head(3)
        )
        size, before, after = (
            words.signed(net, 0, page.locale) for net in (found.shown_size, found.net_before, found.net_after)
        )
        page.traces.append(
            scatter(
                x=[str(day)],
                y=[0],
                mode="markers",
                name="Break",
                marker={"symbol": "diamond", "size": 7, "color": page.colours.muted},
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 1}},
                hovertext=[f"<b>Break: net {size}</b><br>from {before} to {after} on average<br>{names}"],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )


def draw_scheduled(page: Page, scheduled: pd.DataFrame) -> None:
    """Draw an open circle on the axis for every event still to come."""
    if scheduled.empty:
        return
    page.traces.append(
        scatter(
            x=texts(as_days(scheduled["date"])),
            y=[0] * len(scheduled),
            mode="markers",
            name="Scheduled",
            marker={
                "symbol": "circle-open",
                "size": 9,
                "color": page.colours.balance,
                "line": {"width": 1.6, "color": page.colours.balance},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hovertext=[
                f"<b>Scheduled, {words.date_words(day.date(), precision, page.locale)}</b><br>"
                f"{words.escape(words.shorten(str(title), 13, 330))}"
                for day, precision, title in zip(
                    scheduled["date"], scheduled["date_precision"], scheduled["title"], strict=True
                )
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
