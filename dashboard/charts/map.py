"""One country's partners on a map, drawn from shipped shapes: nothing is asked from outside.

Plotly's own maps fetch their shapes from a server even where others are given; so the world is drawn here as
filled lines on plain axes, in the Equal Earth projection. Small states are dots.

References:
    Savric, Patterson & Jenny (2019), The Equal Earth map projection, International Journal of Geographical
    Information Science 33(3).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.contract import Mode, Style
from dashboard.charts.page import Page, frame, screen_width, small, write_frame
from dashboard.charts.partners import Scope

Floats = npt.NDArray[np.float64]
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_STEPS: Final = ((-100.0, -50.0), (-50.0, -15.0), (-15.0, 15.0), (15.0, 50.0), (50.0, 100.0))
_CHANGE_STEPS: Final = ((-200.0, -30.0), (-30.0, -10.0), (-10.0, 10.0), (10.0, 30.0), (30.0, 200.0))
"""Of the change of net, where one is asked for: from 10 points on it has a name (`measures.badges`)."""
_SMALL: Final = 0.0008
"""Countries with less area than this (square units of the projection) get a dot."""

_COLOURS: Final[Mapping[Mode, tuple[str, ...]]] = {
    "light": ("#b5401c", "#e2946f", "#b8bfc4", "#74b9b3", "#0b6e69"),
    "dark": ("#f0916d", "#a55a3c", "#66737e", "#2f837d", "#5cc9c0"),
}


def project(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Return x and y of the Equal Earth projection, in radii of the globe; degrees in."""
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    t2 = theta**2
    t6 = t2**3
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = 2 * np.sqrt(3) * np.radians(longitude) * np.cos(theta) / (3 * slope)
    y = theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return x, y


@cache
def _shapes() -> dict[str, Any]:
    """Return longitudes and latitudes of outlines (`shapes`) and centres (`points`) by iso3."""
    text = files("dashboard.charts").joinpath("shapes", "world.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def _world(middle: float) -> tuple[dict[str, list[tuple[Floats, Floats]]], dict[str, tuple[float, float]]]:
    """Return projected outlines and centres by iso3, for a map whose middle is the meridian `middle`."""
    data = _shapes()
    shapes: dict[str, list[tuple[Floats, Floats]]] = {}
    for iso3, rings in data["shapes"].items():
        shapes[iso3] = []
        for flat in rings:
            ring = np.array(flat, dtype=float).reshape(-1, 2)
            # Outlines that cross 180 degrees jump by a whole turn: make them one piece, then cut at the edge.
            longitude = np.degrees(np.unwrap(np.radians(ring[:, 0]))) - middle
            for turn in (-360.0, 0.0, 360.0):
                cut = _clip(np.column_stack((longitude + turn, ring[:, 1])))
                if len(cut) > 2:
                    shapes[iso3].append(project(cut[:, 0], cut[:, 1]))
    centres = {}
    for iso3, (degrees, latitude) in data["points"].items():
        x, y = project(np.array([(degrees - middle + 180) % 360 - 180]), np.array([latitude]))
        centres[iso3] = (float(x[0]), float(y[0]))
    return shapes, centres


def _clip(ring: Floats) -> Floats:
    """Return the part of an outline between -180 and 180 degrees (Sutherland & Hodgman)."""
    for edge, sign in ((180.0, 1.0), (-180.0, -1.0)):
        kept: list[tuple[float, float]] = []
        inside = sign * ring[:, 0] <= 180.0
        if inside.all():
            continue
        for k in range(len(ring)):
            before, now = ring[k - 1], ring[k]
            if inside[k - 1] != inside[k]:
                share = (edge - before[0]) / (now[0] - before[0])
                kept.append((edge, float(before[1] + share * (now[1] - before[1]))))
            if inside[k]:
                kept.append((float(now[0]), float(now[1])))
        ring = np.array(kept, dtype=float).reshape(-1, 2)
        if len(ring) < 3:
            break
    return ring


def _middle(country: str) -> float:
    """Return the meridian in the middle: the Pacific's for countries around it, else that of Europe."""
    degrees = float(_shapes()["points"].get(country, (0.0, 0.0))[0])
    return 150.0 if degrees > 60 or degrees < -130 else 11.0


def figure(
    partners: pd.DataFrame,
    names: Mapping[str, str],
    country: str,
    country_name: str,
    style: Style,
    *,
    source: Sequence[str] = (),
    scope: Scope | None = None,
) -> go.Figure:
    """Return the world with each partner coloured by net, or by its change since a year; the country in ink.

    Args:
        partners: Frame of `measures.overview.partners`.
        names: Name of each partner by iso3.
        country: iso3 of the country.
        country_name: Its name.
        style: How to draw.
        source: Paragraphs of the source note.
        scope: Of the partners and of the change.
    """
    scope = scope or Scope()
    around = frame(style, title=_title(country_name, scope), subtitle=_subtitle(scope), source=source)
    little = small(style)
    least = screen_width(style)
    steps = _STEPS if scope.since is None else _CHANGE_STEPS
    key_rows = _key(style, steps, least - 2 * around.pad, little)
    bottom = around.bottom + words.height(len(key_rows), little) + 8
    wide = least - 2 * around.pad - 8
    height = (
        float(style.size.height) if style.size is not None else around.top + bottom + 0.47 * max(wide, 330)
    )
    page = Page(style, least, height, around.pad + 4, around.pad + 4, around.top, bottom)
    write_frame(page, around)
    shapes, centres = _world(_middle(country))
    rows: Any = partners[partners[_column(scope)].notna()].itertuples(index=False)
    values, told = {}, {}
    for row in rows:
        values[str(row.partner)] = float(getattr(row, _column(scope)))
        moved = ""
        if scope.since is not None:
            moved = f", {words.signed(row.net_change, 0, style.locale)} {scope.over}"
        told[str(row.partner)] = f"Net {words.signed(row.net, 0, style.locale)}{moved}"
    rest = [
        ring for iso3 in sorted(shapes) if iso3 not in values and iso3 != country for ring in shapes[iso3]
    ]
    page.traces.append(_land(page, rest, page.colours.land, "", ""))
    dots: list[tuple[str, str]] = []
    for iso3 in [*sorted(values), country]:
        is_self = iso3 == country
        colour = page.colours.balance if is_self else _colour(values[iso3], steps, style.mode)
        name = country_name if is_self else names.get(iso3, iso3)
        said = f"<b>{words.escape(name)}</b>" + ("" if is_self else f"<br>{told[iso3]}")
        if iso3 in shapes:
            page.traces.append(_land(page, shapes[iso3], colour, said, iso3))
        if _area(shapes.get(iso3, [])) < _SMALL and iso3 in centres:
            dots.append((iso3, colour))
    page.traces.append(_dots(page, dots, centres, names, told, country, country_name))
    for row, entry in enumerate(key_rows):
        page.write(
            [entry],
            x=0.5,
            y=page.y(height - bottom + 6 + words.height(row, little)),
            xanchor="center",
            yanchor="top",
            size=little,
            is_safe=True,
            name="key",
        )
    page.layout |= {
        "xaxis": {"visible": False, "range": [-2.66, 2.71], "fixedrange": True},
        "yaxis": {
            "visible": False,
            "range": [-1.02, 1.32],
            "scaleanchor": "x",
            "scaleratio": 1,
            "constrain": "domain",
            "fixedrange": True,
        },
        "hovermode": "closest",
        "dragmode": False,
        "clickmode": "event+select",
    }
    return page.finish()


def _land(
    page: Page, rings: Sequence[tuple[Floats, Floats]], colour: str, said: str, iso3: str
) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring_x, ring_y in rings:
        if x:
            x.append(None)
            y.append(None)
        x += [round(float(value), 3) for value in ring_x]
        y += [round(float(value), 3) for value in ring_y]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        name=iso3,
        line={"color": page.colours.sea_line, "width": 0.5},
        fill="toself",
        fillcolor=colour,
        hoveron="fills",
        hoverinfo="text" if said else "skip",
        text=said,
    )


def _dots(
    page: Page,
    dots: Sequence[tuple[str, str]],
    centres: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    told: Mapping[str, str],
    country: str,
    country_name: str,
) -> go.Scatter:
    """Return a dot on each small country; and a small invisible one on each other, for clicks."""
    marked = dict(dots)
    shown = [iso3 for iso3 in [*sorted(told), country] if iso3 in centres]
    return go.Scatter(
        x=[round(centres[iso3][0], 3) for iso3 in shown],
        y=[round(centres[iso3][1], 3) for iso3 in shown],
        mode="markers",
        name="Countries",
        marker={
            "opacity": 1,
            "size": [9 if iso3 in marked else 7 for iso3 in shown],
            "color": [marked.get(iso3, "rgba(0,0,0,0)") for iso3 in shown],
            "line": {
                "color": [page.colours.ground if iso3 in marked else "rgba(0,0,0,0)" for iso3 in shown],
                "width": 1,
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=list(shown),
        hovertext=[
            f"<b>{words.escape(country_name)}</b>"
            if iso3 == country
            else f"<b>{words.escape(names.get(iso3, iso3))}</b><br>{told[iso3]}"
            for iso3 in shown
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _area(rings: Sequence[tuple[Floats, Floats]]) -> float:
    return sum(abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2 for x, y in rings)


def _column(scope: Scope) -> str:
    return "net" if scope.since is None else "net_change"


def _title(country_name: str, scope: Scope) -> str:
    change = "" if scope.since is None else f": change of net {scope.over}"
    return f"{country_name} and its partners{scope.where}{change}"


def _subtitle(scope: Scope) -> str:
    net = "et of cooperation and friction, −100 to +100"
    if scope.since is None:
        return f"N{net}, as of the last covered day."
    said = f"Change of n{net}, from 1 January {scope.since} to the last covered day."
    return f"{said} {scope.caution}".strip()


def _colour(value: float, steps: Sequence[tuple[float, float]], mode: Mode) -> str:
    for (_, high), colour in zip(steps, _COLOURS[mode], strict=True):
        if value < high:
            return colour
    return _COLOURS[mode][-1]


def _key(style: Style, steps: Sequence[tuple[float, float]], room: float, size: float) -> list[str]:
    """Return the key as one line of marks and words, two where it is too wide."""
    tag = style.locale
    said = [f"{words.signed(low, 0, tag)} to {words.signed(high, 0, tag)}" for low, high in steps]
    if steps is _CHANGE_STEPS:
        said[0] = f"{words.signed(steps[0][1], 0, tag)} or less"
        said[-1] = f"{words.signed(steps[-1][0], 0, tag)} or more"
    entries = list(zip(_COLOURS[style.mode], said, strict=True))
    marked = [f'<span style="color:{colour}">■</span> {said}' for colour, said in entries]
    total = sum(words.width(f"■ {said}    ", size) for _, said in entries)
    if total <= room:
        return ["    ".join(marked)]
    return ["    ".join(marked[:3]), "    ".join(marked[3:])]


def alt(
    partners: pd.DataFrame, names: Mapping[str, str], country_name: str, scope: Scope | None = None
) -> str:
    """Return what the figure shows, for readers who cannot see it."""
    scope = scope or Scope()
    column = _column(scope)
    rows = partners[partners[column].notna()].sort_values(column, ascending=False, kind="stable")
    told = "; ".join(
        f"{names.get(str(iso3), str(iso3))} {words.signed(value)}"
        for iso3, value in zip(rows["partner"], rows[column], strict=True)
    )
    by = "net" if scope.since is None else f"the change of net {scope.over}"
    return (
        f"World map of the partners of {country_name}{scope.where}, coloured by {by}: "
        f"{told or 'none on record'}."
    )
