"""A figure in its place on the page, and what the reader picks in it: a day, a span of days, a topic.

Streamlit's own element takes every new figure for a new chart: it builds it from nothing, and twice. Here the
place stays, each figure is drawn once, and those further down wait for the one that the reader looks at.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from dashboard.components import plotly_js, viewport

_HTML = '<div class="bil-chart" role="figure"></div>'
_CSS = """
.bil-chart { width: 100%; overflow: hidden; }
.bil-chart:fullscreen { background: var(--st-background-color); }
"""
Picks = Literal["", "days", "topic"]


@cache
def _component() -> Any:
    folder = Path(__file__).parent
    js = "\n".join((folder / name).read_text(encoding="utf-8") for name in ("find_plotly.js", "chart.js"))
    # Plotly's style sheet is the document's and does not reach into a shadow root.
    return st.components.v2.component("bilateral_chart", html=_HTML, css=_CSS, js=js, isolate_styles=False)


def show(
    figure: str,
    *,
    key: str,
    alt: str,
    height: float,
    config: Mapping[str, object],
    at_once: bool = True,
    picks: Picks = "",
    on_pick: Callable[..., None] | None = None,
) -> None:
    """Show a figure and hand on what the reader picks in it.

    Args:
        figure: Its JSON.
        key: Of its place.
        alt: What it shows, for readers who cannot see it.
        height: In pixels.
        config: Of plotly.
        at_once: Draw it before all else, not when the browser has time.
        picks: What can be picked: days (`on_pick` gets the first and the last as ISO text, twice the same one
            after a click) or a topic (`on_pick` gets its id). All comes from the browser and may be any text.
        on_pick: Called before the page or the fragment around the figure runs anew.
    """

    def take(name: str) -> None:
        told = st.session_state[key].get(name)
        parts = told if isinstance(told, list) else [told] if told else []
        texts = [one for one in parts if isinstance(one, str)]
        if on_pick is not None and len(texts) == {"span": 2}.get(name, 1):
            on_pick(*(texts * 2 if name == "day" else texts))

    names = {"days": ("day", "span"), "topic": ("topic",)}.get(picks, ())
    _component()(
        key=key,
        data={
            "figure": figure,
            "alt": alt,
            "height": height,
            "config": dict(config),
            "at_once": at_once,
            "picks": picks,
            "plotly": plotly_js.address(),
            "is_narrow": viewport.is_narrow(),
            "narrow_below": viewport.NARROW_BELOW,
        },
        **{f"on_{name}_change": lambda name=name: take(name) for name in names},
    )
