"""Spark lines for tables: one small line of net, cooperation's colour above zero and friction's below."""

from collections.abc import Sequence

from dashboard.charts.contract import Mode
from dashboard.charts.theme import palette


def spark_svg(
    values: Sequence[float],
    *,
    width: int = 120,
    height: int = 28,
    mode: Mode = "light",
    low: float = -100.0,
    high: float = 100.0,
    label: str = "",
) -> str:
    """Return an SVG of a line from `low` to `high`, holes where values are NaN, a dot at the end.

    The axis is fixed, so that the lines of a table can be compared. `label` is read to readers who cannot see
    it. Empty values give an empty picture of the same size.
    """
    colours = palette(mode)
    pad = 3.0
    step = (width - 2 * pad) / max(1, len(values) - 1)

    def at(position: int, value: float) -> tuple[float, float]:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(pad + position * step, 1), round(pad + (1 - share) * (height - 2 * pad), 1)

    stretches: list[list[tuple[float, float]]] = [[]]
    for position, value in enumerate(values):
        if value == value:
            stretches[-1].append(at(position, value))
        elif stretches[-1]:
            stretches.append([])
    _, zero = at(0, 0.0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{_attribute(label)}">',
        f'<line x1="{pad}" y1="{zero}" x2="{width - pad}" y2="{zero}" stroke="{colours.rule}"/>',
    ]
    parts += [
        f'<polyline fill="none" stroke="{colours.balance}" stroke-width="1.4" '
        f'points="{" ".join(f"{x},{y}" for x, y in stretch)}"/>'
        for stretch in stretches
        if len(stretch) > 1
    ]
    known = [value for value in values if value == value]
    if known:
        x, y = next(stretch for stretch in reversed(stretches) if stretch)[-1]
        colour = colours.cooperation if known[-1] >= 0 else colours.friction
        parts.append(f'<circle cx="{x}" cy="{y}" r="2.4" fill="{colour}"/>')
    return "".join([*parts, "</svg>"])


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
