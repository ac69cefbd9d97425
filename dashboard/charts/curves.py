"""The curves of the default method: cooperation up, friction down, and the balance between them."""

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.charts import text as words
from dashboard.charts.contract import Style
from dashboard.charts.drawing import Days, Drawing, EndLabel, Floats, Trace, as_days, broken, scatter, texts
from dashboard.charts.theme import Palette, palette
from dashboard.measures.bands import event_band, method_band
from dashboard.measures.stock import FEW_EVENTS

if TYPE_CHECKING:
    from dashboard.views import DyadView

_SOLID, _THIN, _DASHED, _THIN_DASHED = 0, 1, 2, 3
_LEAST_HEIGHT: Final = 5.0
"""Points that the axis spans at least, so that one small act does not fill the sheet."""
OUTLINE_ERROR: Final = 1 / 10_000
"""How far a drawn curve may lie from its daily values, in spans of the axis: a tenth of a pixel on 1000."""
_DRAWN: Final = ("cooperation", "friction", "balance")
_HOVER_POINTS: Final = 450
_TITLE_PIXELS: Final = 300
_N_NAMED: Final = 3


def draw(view: "DyadView", style: Style) -> Drawing:
    """Return the curves of the view: acts are steps to the day, decay is smooth."""
    colours = palette(style.mode)
    frame = view.daily.frame
    days = as_days(frame["period_start"])
    up = frame["cooperation"].to_numpy(dtype=float)
    down = frame["friction"].to_numpy(dtype=float)
    balance = frame["balance"].to_numpy(dtype=float)
    n_eff = frame["n_eff"].to_numpy(dtype=float)
    known = ~np.isnan(balance)
    is_partial = (frame["status"] == "partial_records").to_numpy(dtype=bool)
    is_few = n_eff < FEW_EVENTS
    codes = np.where(known, np.where(is_partial, 2, 0) + np.where(is_few, 1, 0), -1)
    kept = outline(frame, codes)

    traces: list[object] = []
    notes: list[str] = []
    side_codes = np.where(known, np.where(is_partial, _DASHED, _SOLID), -1)[kept]
    for values, line, fill, name in (
        (up, colours.cooperation, colours.cooperation_fill, "Cooperation"),
        (-down, colours.friction, colours.friction_fill, "Friction"),
    ):
        for code in (_SOLID, _DASHED):
            x, y = broken(days[kept], values[kept], side_codes, code)
            if len(x):
                traces.append(_area(x, y, name, line, fill, is_dashed=code == _DASHED))
    band_traces, band_notes = _bands(view, colours)
    traces += band_traces
    notes += band_notes

    thick = 2.4 if style.size is None else max(2.0, 0.14 * style.size.font)
    for code in (_SOLID, _THIN, _DASHED, _THIN_DASHED):
        x, y = broken(days[kept], balance[kept], codes[kept], code)
        if len(x):
            traces.append(
                scatter(
                    x=x,
                    y=y,
                    mode="lines",
                    name="Balance",
                    line={
                        "color": colours.balance,
                        "width": thick * (0.45 if code in (_THIN, _THIN_DASHED) else 1),
                        "dash": "4px,3px" if code in (_DASHED, _THIN_DASHED) else "solid",
                    },
                    hoverinfo="skip",
                )
            )
    traces.append(_hover(view, days, frame, style.locale))
    if known.any() and len(view.record.events):
        if (is_few & known).any():
            notes.append("Thin line: few recent events behind it.")
        if (is_partial & known).any():
            until = max((last for _, last in view.record.coverage), default=None)
            notes.append(
                "Dashed: no source vouches for a full record."
                if until is None
                else f"Dashed: after {words.day_words(until)} records are partial."
            )
    last = int(np.flatnonzero(known)[-1]) if known.any() else -1
    ends = []
    if len(days) == 1:
        # A curve of one day has no line: it stands as a column.
        for value, colour in ((up[0], colours.cooperation), (-down[0], colours.friction)):
            traces.append(
                scatter(
                    x=texts(days) * 2,
                    y=[0.0, round(float(value), 3)],
                    mode="lines",
                    name="Day",
                    line={"color": colour, "width": 5},
                    hoverinfo="skip",
                )
            )
    elif last >= 0 and len(view.record.events):
        ends = [
            EndLabel("Cooperation", float(up[last]), colours.cooperation),
            EndLabel("Balance", float(balance[last]), colours.balance),
            EndLabel("Friction", float(-down[last]), colours.friction),
        ]
    upper, lower = np.nan_to_num(up), -np.nan_to_num(down)
    return Drawing(
        days=days,
        upper=upper,
        lower=lower,
        traces=traces,
        ends=ends,
        unit="Points",
        low=min(-0.0, float(lower.min(initial=0))),
        high=max(float(upper.max(initial=0)), _LEAST_HEIGHT + float(lower.min(initial=0)), 1.0),
        notes=notes,
    )


def outline(frame: pd.DataFrame, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the rows at which curves are drawn: where they bend, each step from its day before, each change.

    Between them the curves run straight, nowhere further than `OUTLINE_ERROR` from their daily values.

    Args:
        frame: Of a daily measure.
        codes: How each day is drawn; -1 where it is not.
    """
    n = len(frame)
    wanted = np.zeros(n, dtype=bool)
    wanted[:1] = wanted[-1:] = True
    steps = np.flatnonzero(frame["n_events"].to_numpy() > 0)
    turns = np.flatnonzero(np.diff(codes)) + 1
    for rows in (steps, turns):
        wanted[rows] = True
        wanted[np.maximum(rows - 1, 0)] = True
    curves = [np.nan_to_num(frame[name].to_numpy(dtype=float)) for name in _DRAWN]
    span = max(sum(float(curve.max(initial=0)) for curve in curves[:2]), _LEAST_HEIGHT)
    days = np.arange(n)
    while True:
        kept = np.flatnonzero(wanted)
        if not len(kept):
            return kept
        off = np.max([np.abs(np.interp(days, kept, curve[kept]) - curve) for curve in curves], axis=0)
        # The stretch behind which kept row each day lies on; one that bends too much is halved.
        bent = np.unique(np.searchsorted(kept, np.flatnonzero(off > OUTLINE_ERROR * span)))
        if not len(bent):
            return kept
        wanted[(kept[bent - 1] + kept[bent]) // 2] = True


def _area(
    x: npt.NDArray[np.str_],
    y: npt.NDArray[np.float32],
    name: str,
    line: str,
    fill: str,
    *,
    is_dashed: bool,
) -> Trace:
    return scatter(
        x=x,
        y=y,
        mode="lines",
        name=name,
        line={"color": line, "width": 1.1, "dash": "3px,2px" if is_dashed else "solid"},
        fill="tozeroy",
        fillcolor=fill,
        hoverinfo="skip",
    )


def _bands(view: "DyadView", colours: Palette) -> tuple[list[object], list[str]]:
    """Return the bands around the balance that the reader asked for, month by month."""
    traces: list[object] = []
    notes: list[str] = []
    params = view.selection.params(today=view.today, freq="month")
    for kind, fill, said in (
        ("method", colours.method_band, "Violet band: other half-lives and scales."),
        ("events", colours.band, "Grey band: events drawn anew, 10th to 90th percentile."),
    ):
        if kind not in view.selection.bands:
            continue
        band = method_band(view.record, params) if kind == "method" else event_band(view.record, params)
        band = band[band["balance_low"].notna()]
        if band.empty:
            continue
        x = texts(as_days(band["sampled_on"]))
        for column, trace_fill in (("balance_low", None), ("balance_high", "tonexty")):
            traces.append(
                scatter(
                    x=x,
                    y=band[column].round(3).tolist(),
                    mode="lines",
                    name=f"Band ({kind})",
                    line={"color": fill, "width": 0.5},
                    fill=trace_fill,
                    fillcolor=fill,
                    hoverinfo="skip",
                )
            )
        notes.append(said)
    return traces, notes


def _hover(view: "DyadView", days: Days, frame: pd.DataFrame, tag: str) -> Trace:
    """Return an invisible line along the balance: what the pointer reads, and what a click or a drag picks.

    Its points are every event's day and equal steps between, few enough to keep the page light.
    """
    wanted = np.zeros(len(days), dtype=bool)
    wanted[:: max(1, len(days) // _HOVER_POINTS)] = True
    wanted[-1:] = True
    wanted |= (frame["n_events"] > 0).to_numpy(dtype=bool)
    wanted &= frame["balance"].notna().to_numpy(dtype=bool)
    rows = np.flatnonzero(wanted)
    if not len(view.record.events):
        rows = rows[:0]
    said = []
    named = largest(view.weighed, days[rows], _N_NAMED, tag)
    columns = frame.iloc[rows]
    for day, c, f, n, n_eff, top in zip(
        days[rows].tolist(),
        columns["cooperation"],
        columns["friction"],
        columns["net"],
        columns["n_eff"],
        named,
        strict=True,
    ):
        few = " (few)" if n_eff < FEW_EVENTS else ""
        lines = [
            *words.hover_day(day, tag),
            f"Cooperation {words.points(c, tag)} · friction {words.points(f, tag)}",
            f"Balance {words.points(c - f, tag)} · net {words.signed(n, 0, tag)}",
            f"Rests on {words.number(n_eff, 1, tag)} effective events{few}",
        ]
        said.append("<br>".join([*lines, *top]))
    return scatter(
        x=days[rows].astype(str),
        y=columns["balance"].to_numpy(dtype=float).round(3).astype(np.float32),
        # A line without width is one element for the browser; invisible marks are hundreds.
        mode="lines",
        name="Day",
        line={"color": "rgba(0,0,0,0)", "width": 0},
        hovertext=np.array(said, dtype=object),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def largest(weighed: pd.DataFrame, at: Days, n: int, tag: str = "en") -> list[list[str]]:
    """Return for each day the `n` events that add most on it, as lines for the hover box.

    Within one half-life the order of events never changes as they fade, so a running top `n` per half-life is
    enough: O(events + days).
    """
    if not len(weighed) or not len(at):
        return [[] for _ in at]
    counted = weighed[weighed["peak"].fillna(0.0) > 0]
    sitting = as_days(counted["sitting_date"]).astype(np.int64)
    peaks = counted["peak"].to_numpy(dtype=float)
    half_lives = counted["half_life"].to_numpy(dtype=float)
    signs = counted["sign"].to_numpy()
    samples = at.astype(np.int64)
    candidates: list[np.ndarray] = []
    for half_life in np.unique(half_lives):
        mine = np.flatnonzero(half_lives == half_life)
        weight = np.log2(peaks[mine]) + sitting[mine] / half_life
        table = np.full((len(mine) + 1, n), -1, dtype=np.int64)
        top: list[tuple[float, int]] = []
        for k, (row, value) in enumerate(zip(mine.tolist(), weight.tolist(), strict=True), start=1):
            top = sorted([*top, (-value, row)])[:n]
            table[k, : len(top)] = [found for _, found in top]
        candidates.append(table[np.searchsorted(sitting[mine], samples, side="right")])
    if not candidates:
        return [[] for _ in at]
    rows = np.concatenate(candidates, axis=1)
    age = samples[:, None] - sitting[rows]
    points: Floats = np.where(rows >= 0, peaks[rows] * np.exp2(-np.maximum(age, 0) / half_lives[rows]), 0.0)
    order = np.argsort(-points, axis=1, kind="stable")[:, :n]
    told = [
        f"{words.escape(words.shorten(str(title), 13, _TITLE_PIXELS))} "
        f"({words.date_words(day.date(), precision, tag)})"
        for title, day, precision in zip(
            counted["title"], counted["date"], counted["date_precision"], strict=True
        )
    ]
    found: list[list[str]] = []
    for i, chosen in enumerate(order):
        lines = []
        for column in chosen.tolist():
            value = float(points[i, column])
            if value >= 0.05:
                row = int(rows[i, column])
                lines.append(f"{words.signed(value * signs[row], 1, tag)} {told[row]}")
        found.append(lines)
    return found
