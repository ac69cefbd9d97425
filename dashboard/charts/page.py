"""The sheet a figure is drawn on: where things stand in pixels, and the words around a printed figure.

On the screen the height is ours and the width is the container's, so nothing is placed by its distance across
the sheet: labels hang on data or on the edges of the plot. In print both are fixed, and title, subtitle, key
and source stand inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts import text as words
from dashboard.charts.contract import Style
from dashboard.charts.theme import SMALL, Palette, base_figure, font_size, palette

SCREEN_WIDTH: Final = 640
NARROW_WIDTH: Final = 340
"""The narrowest container for which the labels of a screen figure are laid out; on wider ones they part."""

TITLE: Final = 1.5
"""Size of a printed title, in sizes of running text."""


@dataclass
class Page:
    """A figure in the making.

    Attributes:
        style: How it is drawn.
        width, height: Of the whole, in pixels; on the screen the width is the least one reckoned with.
        left, right, top, bottom: Margins of the plot in pixels.
        annotations, shapes, traces: What has been put on it.
    """

    style: Style
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    traces: list[Any] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    @property
    def colours(self) -> Palette:
        """The colours of the mode."""
        return palette(self.style.mode)

    @property
    def locale(self) -> str:
        """Tag of the reader's locale."""
        return self.style.locale

    @property
    def font(self) -> float:
        """Size of running text."""
        return font_size(self.style)

    @property
    def small(self) -> float:
        """Size of keys, notes and strip labels."""
        return small(self.style)

    @property
    def plot_width(self) -> float:
        """Width between the side margins."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> float:
        """Height between top and bottom margin."""
        return self.height - self.top - self.bottom

    def y(self, pixels: float) -> float:
        """Return the paper coordinate of a height given in pixels from the sheet's top."""
        return round(1 - (pixels - self.top) / self.plot_height, 6)

    def x(self, pixels: float) -> float:
        """Return the paper coordinate of a distance from the sheet's left edge; in print only."""
        return round((pixels - self.left) / self.plot_width, 6)

    def domain(self, top: float, bottom: float) -> list[float]:
        """Return the domain of an axis between two heights in pixels from the sheet's top."""
        return [max(0.0, self.y(bottom)), min(1.0, self.y(top))]

    def write(
        self,
        lines: str | Sequence[str],
        *,
        x: object,
        y: object,
        xref: str = "paper",
        yref: str = "paper",
        xanchor: str = "left",
        yanchor: str = "middle",
        size: float | None = None,
        colour: str | None = None,
        is_bold: bool = False,
        xshift: float = 0,
        yshift: float = 0,
        name: str = "",
        is_safe: bool = False,
        **more: object,
    ) -> None:
        """Put a label on the sheet; its text is escaped unless `is_safe` says that it is HTML of our own."""
        rows = [lines] if isinstance(lines, str) else list(lines)
        rows = rows if is_safe else [words.escape(row) for row in rows]
        text = "<br>".join(f"<b>{row}</b>" if is_bold else row for row in rows)
        self.annotations.append(
            {
                "text": text,
                "x": x,
                "y": y,
                "xref": xref,
                "yref": yref,
                "xanchor": xanchor,
                "yanchor": yanchor,
                "align": xanchor if xanchor in ("left", "right") else "center",
                "showarrow": False,
                "borderpad": 0,
                "xshift": xshift,
                "yshift": yshift,
                "font": {"size": round(size or self.font, 2), "color": colour or self.colours.ink},
                **({"name": name} if name else {}),
                **more,
            }
        )

    def finish(self) -> go.Figure:
        """Return the figure with all that was put on the sheet."""
        around = {
            "margin": {"l": self.left, "r": self.right, "t": self.top, "b": self.bottom, "pad": 0},
            "height": self.height,
            "annotations": self.annotations,
            "shapes": self.shapes,
        }
        return base_figure(self.style, self.traces, around | self.layout)


def small(style: Style) -> float:
    """Return the size of keys, notes and strip labels, in pixels."""
    return font_size(style) * (0.9 if style.is_narrow else SMALL)


def screen_width(style: Style) -> float:
    """Return the width for which labels are laid out."""
    if style.size is not None:
        return style.size.width
    return NARROW_WIDTH if style.is_narrow else SCREEN_WIDTH


@dataclass(frozen=True)
class Frame:
    """The words of a printed figure, broken into lines, and the room that they take.

    Attributes:
        title, subtitle, source: Lines.
        top, bottom: Pixels that they take above and below.
        pad: Distance from the edges.
        how_to_read: Sentences that explain the marks; on the screen alone, where the page shows them.
    """

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    source: tuple[str, ...]
    top: float
    bottom: float
    pad: float
    how_to_read: tuple[str, ...] = ()


def frame(
    style: Style, *, title: str, subtitle: str, source: Sequence[str], on_screen: Sequence[str] = ()
) -> Frame:
    """Return the words around a figure laid out for its size; nothing on the screen.

    Args:
        style: With or without a size.
        title, subtitle: Plain text.
        source: Paragraphs of the source note.
        on_screen: Sentences that explain the marks where no source note does.
    """
    if style.size is None:
        return Frame((), (), (), 8.0, 6.0, 0.0, tuple(on_screen))
    size, font = style.size, float(style.size.font)
    pad = round(1.5 * font)
    room = size.width - 2 * pad
    head = tuple(words.balance(title, TITLE * font, room, is_bold=True))
    sub = tuple(words.wrap(subtitle, font, room))
    if len(sub) > 1 and words.width(sub[-1], font) < 0.2 * room:
        # A lone last word looks like a mistake.
        sub = tuple(words.balance(subtitle, font, room))
    note = tuple(line for part in source for line in words.wrap(part, SMALL * font, room))
    top = pad + words.height(len(head), TITLE * font) + words.height(len(sub), font) + 1.1 * font
    bottom = pad + words.height(len(note), SMALL * font) + 0.9 * font
    return Frame(head, sub, note, round(top), round(bottom), pad)


def write_frame(page: Page, around: Frame) -> None:
    """Put title, subtitle and source note on a printed sheet; on the screen tell the page what to say."""
    if page.style.size is None:
        if around.how_to_read:
            page.layout["meta"] = {"how_to_read": list(around.how_to_read)}
        return
    left = page.x(around.pad)
    y = around.pad
    page.write(
        around.title,
        x=left,
        y=page.y(y),
        yanchor="top",
        size=TITLE * page.font,
        is_bold=True,
        name="title",
    )
    y += words.height(len(around.title), TITLE * page.font) + 0.15 * page.font
    page.write(
        around.subtitle, x=left, y=page.y(y), yanchor="top", colour=page.colours.muted, name="subtitle"
    )
    note_top = page.height - around.bottom + 0.9 * page.font
    page.shapes.append(
        {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "x0": left,
            "x1": page.x(page.width - around.pad),
            "y0": page.y(note_top - 0.35 * page.font),
            "y1": page.y(note_top - 0.35 * page.font),
            "line": {"color": page.colours.rule, "width": 1},
        }
    )
    page.write(
        around.source,
        x=left,
        y=page.y(note_top),
        yanchor="top",
        size=page.small,
        colour=page.colours.muted,
        name="source",
    )
    # The red corner mark of a house is ours in teal: a short bar over the title.
    page.shapes.append(
        {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "x0": left,
            "x1": page.x(around.pad + 2.6 * page.font),
            "y0": page.y(around.pad * 0.42),
            "y1": page.y(around.pad * 0.42 + max(3.0, 0.22 * page.font)),
            "line": {"width": 0},
            "fillcolor": page.colours.cooperation,
        }
    )


def spread(wanted: Sequence[float], room: Sequence[float], low: float, high: float) -> list[float]:
    """Return places as near as may be to those wanted, so that no two labels touch.

    Args:
        wanted: Middle of each label.
        room: Height of each.
        low, high: The places where labels may reach; `low` wins if all do not fit.

    Returns:
        The middles, in the order given.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    middles = [min(max(wanted[i], low + room[i] / 2), high - room[i] / 2) for i in order]
    for k in range(1, len(order)):
        least = middles[k - 1] + (room[order[k - 1]] + room[order[k]]) / 2
        middles[k] = max(middles[k], least)
    ceiling = high
    for k in range(len(order) - 1, -1, -1):
        middles[k] = min(middles[k], ceiling - room[order[k]] / 2)
        ceiling = middles[k] - room[order[k]] / 2
    floor = low
    for k in range(len(order)):
        middles[k] = max(middles[k], floor + room[order[k]] / 2)
        floor = middles[k] + room[order[k]] / 2
    placed = [0.0] * len(order)
    for k, i in enumerate(order):
        placed[i] = middles[k]
    return placed


def year_step(n_years: float, pixels: float, font: float) -> int:
    """Return how many years lie between two labels of a time axis, so that they stand apart."""
    label = words.width("2000", font) + 1.4 * font
    return next((step for step in (1, 2, 5, 10, 20) if n_years / step * label <= pixels), 50)


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers from `low` to `high`, 0 among them if it lies between, at most about `most`.

    >>> nice_ticks(-8, 43, 5)
    [0.0, 20.0, 40.0]
    """
    span = max(high - low, 1e-9)
    steps = [factor * 10.0**power for power in range(-3, 6) for factor in (1, 2, 2.5, 5)]
    step = next(step for step in steps if span / step <= most)
    first = int(low // step) + (low % step > 1e-9 * step)
    found = [k * step for k in range(first, int(high // step) + 1)]
    assert all(b > a for a, b in pairwise(found))
    return [round(tick, 6) + 0.0 for tick in found]
