"""Where the labels of a figure stand by reckoning: no browser, so every pair and preset can be tried."""

import html
import re
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts import text as words

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Box:
    """A label in pixels from the sheet's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def label_boxes(figure: go.Figure, width: float) -> list[Box]:
    """Return the boxes of a figure's annotations on a sheet `width` pixels wide."""
    layout = figure.layout
    margin, height = layout.margin, float(layout.height)
    plot_width, plot_height = width - margin.l - margin.r, height - margin.t - margin.b
    boxes = []
    for note in layout.annotations:
        lines = note.text.split("<br>")
        size = note.font.size
        wide = max(_line_width(line, size) for line in lines)
        tall = words.height(len(lines), size)
        x = margin.l + _fraction(layout, note.xref, note.x, "x") * plot_width + (note.xshift or 0)
        y = height - margin.b - _fraction(layout, note.yref, note.y, "y") * plot_height - (note.yshift or 0)
        left = x - {"left": 0, "center": wide / 2, "right": wide}[note.xanchor]
        top = y - {"top": 0, "middle": tall / 2, "bottom": tall}[note.yanchor]
        if note.text:
            boxes.append(Box(_TAG.sub("", note.text), left, top, left + wide, top + tall))
    return boxes


def _line_width(line: str, size: float) -> float:
    """Return the width of a line in which parts are bold."""
    total = 0.0
    for part in re.split(r"(<b>.*?</b>)", line):
        plain = html.unescape(_TAG.sub("", part))
        total += words.width(plain, size, is_bold=part.startswith("<b>"))
    return total


def _fraction(layout: Any, ref: str, value: Any, kind: str) -> float:
    """Return where a coordinate lies across the plot area, 0 to 1."""
    if ref == "paper":
        return float(value)
    name = f"{kind}axis{ref[1:]}"
    axis = layout[name]
    low, high = (_number(end) for end in axis.range)
    begin, end = axis.domain or (0, 1)
    return float(begin + (_number(value) - low) / (high - low) * (end - begin))


def _number(value: Any) -> float:
    if isinstance(value, str):
        return float(np.datetime64(value[:10], "D").astype(np.int64))
    return float(value)


def faults(boxes: list[Box], width: float, height: float) -> list[str]:
    """Return what is wrong: labels that leave the sheet, labels on one another; empty if nothing is."""
    said = [
        f"{box.text[:50]!r} leaves the sheet"
        for box in boxes
        if box.left < -1 or box.top < -1 or box.right > width + 1 or box.bottom > height + 1
    ]
    for one, other in combinations(boxes, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        # A line's box is higher than its letters.
        if across > 1 and down > 0.2 * min(one.bottom - one.top, other.bottom - other.top):
            said.append(f"{one.text[:50]!r} and {other.text[:50]!r} overlap")
    return said
