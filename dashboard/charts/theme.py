"""How every figure looks: colours in light and dark, type, and the one plotly template.

Importing streamlit swaps plotly's default template for one of placeholder colours, so every figure names
ours and every trace its colours. Cooperation is teal and friction vermilion: apart for readers with any of
the usual colour deficiencies, and apart by position too. Text reaches contrast AA (4.5:1) on its ground.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.charts.contract import Mode, Style
from db.vocabulary import UNCODED

FONTS: Final = (
    "'Source Sans 3', 'Source Sans', 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'Noto Sans CJK JP', "
    "sans-serif"
)

SCREEN_FONT: Final = 14
NARROW_FONT: Final = 12
SMALL: Final = 0.82
"""Size of keys, notes and strip labels, in sizes of running text."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a mode.

    Attributes:
        ground: What lies behind the figure; the figure itself is transparent on the screen.
        ink, muted: Running text; notes and axis labels.
        rule, zero: Gridlines; the line at zero.
        cooperation, friction, balance: Lines and words of the three.
        cooperation_fill, friction_fill: Areas.
        band, method_band: Uncertainty bands.
        shade: Years in which stocks are building up.
        hatch: Lines of hatched spans.
        title_fill, title_ink: The ladder's steps, every other one lighter.
        heat: Colours of the heat strip, from nothing to most.
        badge, badge_ink: Numbered marks.
        ring: Rings around what a load brought: of no other meaning, and told apart by their form too.
        series: Colours for several lines or topics.
        pairs: Colours for the lines of pairs: none that means cooperation or friction, and apart in lightness
            too, for readers with any of the usual colour deficiencies.
        other, uncoded: Of the topics that are grouped, and of events without a topic.
        land, sea_line: Countries without a value on maps, and their borders.
    """

    ground: str
    ink: str
    muted: str
    rule: str
    zero: str
    cooperation: str
    friction: str
    balance: str
    cooperation_fill: str
    friction_fill: str
    band: str
    method_band: str
    shade: str
    hatch: str
    title_fill: tuple[str, str]
    title_ink: str
    heat: tuple[str, ...]
    badge: str
    badge_ink: str
    ring: str
    series: tuple[str, ...]
    pairs: tuple[str, ...]
    other: str
    uncoded: str
    land: str
    sea_line: str


PALETTES: Mapping[Mode, Palette] = MappingProxyType(
    {
        "light": Palette(
            ground="#ffffff",
            ink="#1b2733",
            muted="#55636f",
            rule="#e3e7e9",
            zero="#7b8791",
            cooperation="#0b6e69",
            friction="#b5401c",
            balance="#1b2733",
            cooperation_fill="rgba(23,140,132,0.26)",
            friction_fill="rgba(221,92,46,0.28)",
            band="rgba(27,39,51,0.13)",
            method_band="rgba(120,94,160,0.17)",
            shade="rgba(120,132,142,0.10)",
            hatch="#b9c1c7",
            title_fill=("#d3e6e4", "#b3d5d1"),
            title_ink="#163f3d",
            heat=("#eef3f3", "#c6dedc", "#8fc0bc", "#4f9c97", "#0b6e69", "#053f3d"),
            badge="#1b2733",
            badge_ink="#ffffff",
            ring="#6a2c8f",
            series=("#0b6e69", "#b5401c", "#2d5fa4", "#946200", "#7a4b9c", "#4c6b1f"),
            pairs=("#1f5fbf", "#9a6a00", "#6a2c8f", "#c2337f", "#1b2733", "#6b7680"),
            other="#c9d0d4",
            uncoded="#e6eaec",
            land="#e9ecee",
            sea_line="#ffffff",
        ),
        "dark": Palette(
            ground="#11171d",
            ink="#e8ecef",
            muted="#a9b4bd",
            rule="#27323b",
            zero="#7d8993",
            cooperation="#5cc9c0",
            friction="#f0916d",
            balance="#f4f6f7",
            cooperation_fill="rgba(60,180,170,0.32)",
            friction_fill="rgba(240,120,80,0.34)",
            band="rgba(244,246,247,0.16)",
            method_band="rgba(176,148,220,0.24)",
            shade="rgba(190,200,208,0.08)",
            hatch="#46535e",
            title_fill=("#1e4443", "#2b5c5a"),
            title_ink="#dff3f1",
            heat=("#1b252c", "#1c4546", "#226663", "#2f8a84", "#5cc9c0", "#c4f2ec"),
            badge="#e8ecef",
            badge_ink="#11171d",
            ring="#d0a8ff",
            series=("#5cc9c0", "#f0916d", "#8db4ee", "#e3b457", "#c79be6", "#a9c76b"),
            pairs=("#7fb2ff", "#e3b93f", "#b48cf2", "#f07fb8", "#f4f6f7", "#95a1ab"),
            other="#56636d",
            uncoded="#38444d",
            land="#2a343c",
            sea_line="#11171d",
        ),
    }
)

TOPIC_COLOURS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "security": ("#1f5f8b", "#6fb1de"),
        "maritime": ("#0f8a9d", "#63cbe0"),
        "cyber_digital": ("#6b5fb5", "#b5a3e6"),
        "territory": ("#a63d40", "#ea8587"),
        "nuclear": ("#5a5f66", "#b9c2ca"),
        "trade": ("#d08a1d", "#f0b45f"),
        "investment": ("#8a6d3b", "#cfae76"),
        "supply_chain": ("#b9772e", "#e0a468"),
        "energy": ("#c2571a", "#f09767"),
        "climate": ("#5b8c3a", "#9bcf78"),
        "infrastructure_aid": ("#0f766e", "#4fc4b8"),
        "agriculture": ("#8fa63f", "#c9de7c"),
        "disaster": ("#7d4f9e", "#c79be6"),
        "health": ("#c06c97", "#eda3c6"),
        "education": ("#2f9e8f", "#74dccd"),
        "science_tech": ("#3f51a3", "#9aabee"),
        "culture_people": ("#d16f5a", "#f5ab9b"),
        "migration": ("#9c8b2d", "#dccb66"),
        "law_rights": ("#7a2e4d", "#d98bac"),
        "regional_order": ("#6b8096", "#adbfd6"),
    }
)
"""A colour for each topic in light and dark, the same wherever the topic stands."""


def palette(mode: Mode) -> Palette:
    """Return the colours of a mode."""
    return PALETTES[mode]


def heat_grows(mode: Mode) -> str:
    """Return what cells of a heat strip are that stand for more: on a dark ground the lighter ones."""
    return "lighter" if mode == "dark" else "darker"


def topic_colour(topic: str, mode: Mode) -> str:
    """Return the colour of a topic id, of `uncoded` and of `other` (several topics as one)."""
    if topic == UNCODED:
        return palette(mode).uncoded
    return (
        TOPIC_COLOURS[topic][0 if mode == "light" else 1] if topic in TOPIC_COLOURS else palette(mode).other
    )


def font_size(style: Style) -> float:
    """Return the size of running text in pixels."""
    if style.size is not None:
        return style.size.font
    return NARROW_FONT if style.is_narrow else SCREEN_FONT


@lru_cache(maxsize=32)
def template(style: Style) -> go.layout.Template:
    """Return the template of every figure: type, quiet axes, no legend, nothing left to plotly's default."""
    colours = palette(style.mode)
    size = font_size(style)
    quiet: dict[str, Any] = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "automargin": False,
        "ticks": "",
        "tickfont": {"size": size * 0.9, "color": colours.muted},
        "gridcolor": colours.rule,
        "linecolor": colours.zero,
        "title": {"text": ""},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONTS, "size": size, "color": colours.ink},
            "paper_bgcolor": colours.ground if style.size is not None else "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(colours.series),
            "showlegend": False,
            "separators": ".,",
            "xaxis": quiet,
            "yaxis": quiet,
            "hoverlabel": {
                "bgcolor": colours.ground,
                "bordercolor": colours.zero,
                "font": {"family": FONTS, "size": 13, "color": colours.ink},
                "align": "left",
            },
            "annotationdefaults": {"showarrow": False, "borderpad": 0},
            "dragmode": False,
        }
    )


def base_figure(style: Style, traces: Sequence[Any] = (), more: Mapping[str, Any] | None = None) -> go.Figure:
    """Return a figure of `traces` in our style: the template set, so that no default creeps in.

    Args:
        style: Mode and size.
        traces: Of plotly, or dicts that name their `type`.
        more: Further properties of the layout.
    """
    layout: dict[str, Any] = {
        "template": template(style),
        "paper_bgcolor": palette(style.mode).ground if style.size is not None else "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": font_size(style), "color": palette(style.mode).ink},
        "showlegend": False,
    }
    if style.size is not None:
        layout |= {"width": style.size.width, "height": style.size.height, "autosize": False}
    # Checking every property costs more than drawing; tests check the figures of every chart instead.
    return go.Figure({"data": list(traces), "layout": {**layout, **(more or {})}}, _validate=False)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two opaque colours "#rrggbb" by WCAG 2, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
