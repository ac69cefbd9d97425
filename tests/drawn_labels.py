"""Labels as a real Chromium draws them: where the words of a figure stand, in pixels."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go

_READ = """
async ([figure, width, height]) => {
  const place = document.getElementById("plot");
  place.style.width = width + "px";
  place.style.height = height + "px";
  figure.layout.width = width;
  figure.layout.height = height;
  await Plotly.newPlot(place, figure.data, figure.layout, {staticPlot: true});
  const origin = place.getBoundingClientRect();
  const found = [];
  const add = (kind, element) => {
    if (!element.textContent.trim()) return;
    const box = element.getBoundingClientRect();
    found.push([kind, element.textContent, box.left - origin.left, box.top - origin.top,
                box.right - origin.left, box.bottom - origin.top]);
  };
  place.querySelectorAll(".annotation-text").forEach(e => add("label", e));
  place.querySelectorAll(".xtick text, .ytick text, .y2tick text, .x2tick text, .x3tick text, .y3tick text")
    .forEach(e => add("tick", e));
  place.querySelectorAll(".scatterlayer .textpoint text").forEach(e => add("mark", e));
  Plotly.purge(place);
  return found;
}
"""


@contextmanager
def plotly_page(browser: Any) -> Iterator[Any]:
    """Yield a page of the browser with plotly.js loaded; nothing is asked from outside."""
    page = browser.new_page(viewport={"width": 1700, "height": 1200})
    page.set_content('<div id="plot"></div>')
    page.add_script_tag(path=str(Path(plotly.__file__).parent / "package_data" / "plotly.min.js"))
    yield page
    page.close()


def drawn(page: Any, figure: go.Figure, width: int | None = None) -> list[tuple[Any, ...]]:
    """Return (kind, text, left, top, right, bottom) of each piece of text of the figure as drawn."""
    value = json.loads(figure.to_json())
    size = width or int(figure.layout.width)
    return [tuple(row) for row in page.evaluate(_READ, [value, size, int(figure.layout.height)])]


def faults(labels: list[tuple[Any, ...]], width: float, height: float, slack: float = 1.0) -> list[str]:
    """Return what is wrong with labels: out of the sheet, or one on another; empty if nothing is."""
    said = []
    for kind, text, left, top, right, bottom in labels:
        if left < -slack or top < -slack or right > width + slack or bottom > height + slack:
            said.append(
                f"{kind} {text[:40]!r} leaves the sheet: {left:.0f} {top:.0f} {right:.0f} {bottom:.0f}"
            )
    for one, other in combinations(labels, 2):
        across = min(one[4], other[4]) - max(one[2], other[2])
        down = min(one[5], other[5]) - max(one[3], other[3])
        # Line boxes hold more air than letters: a few pixels of overlap in height are none to the eye.
        if across > slack and down > slack + 0.2 * min(one[5] - one[3], other[5] - other[3]):
            said.append(f"{one[0]} {one[1][:40]!r} and {other[0]} {other[1][:40]!r} overlap")
    return said
