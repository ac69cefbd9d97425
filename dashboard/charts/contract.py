"""What every chart offers, and the style in which it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.views import DyadView

Mode = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Size:
    """A fixed size for print, in CSS pixels.

    Attributes:
        id: Name in commands, e.g. `slide`.
        label: Name for people.
        width, height: CSS pixels; the scale of a PNG multiplies them.
        font: Size of running text in pixels, chosen so that it reads well at the place of use.
    """

    id: str
    label: str
    width: int
    height: int
    font: int


SIZES: dict[str, Size] = {
    size.id: size
    for size in (
        Size("column", "Report column", 900, 620, 13),
        Size("slide", "Slide 16:9", 1600, 900, 20),
        Size("square", "Square", 1080, 1080, 19),
        Size("a4", "A4 width", 1240, 800, 17),
    )
}
"""Presets for print by id, the default first."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a figure is drawn.

    Attributes:
        mode: Light or dark; print is always light.
        size: A fixed size with title, subtitle, key and source line inside the figure; None on the screen,
            where the page carries the words and the figure fills its container.
        is_narrow: On the screen, true on a phone (about 390 px wide).
        permalink: Address of the view, printed in the source line; "" if unknown.
        locale: Tag of the reader's locale, for the numbers and dates outside sentences.
    """

    mode: Mode = "light"
    size: Size | None = None
    is_narrow: bool = False
    permalink: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a dyad; each file in charts/ that draws one offers it as `CHART`.

    Attributes:
        id: Name in commands, file names and recipes, e.g. `intensity`.
        label: Name for people.
        figure: (view, style) -> figure; every colour set on the trace, no template but ours.
        table: (view) -> tidy frame with the very numbers of the figure.
        alt: (view) -> what the chart shows, in one or two sentences, for readers who cannot see it.
    """

    id: str
    label: str
    figure: "Callable[[DyadView, Style], go.Figure]"
    table: "Callable[[DyadView], pd.DataFrame]"
    alt: "Callable[[DyadView], str]"
