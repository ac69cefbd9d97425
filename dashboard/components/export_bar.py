"""How a chart leaves the page: PNG and SVG drawn by the browser, the other formats by the server."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.charts.contract import SIZES
from dashboard.components import plotly_js
from dashboard.renderer import build_with_figures

if TYPE_CHECKING:
    from dashboard.exports.contract import Document, Format

_HTML = """
<div class="bar" role="group">
  <button type="button" data-format="png">PNG</button>
  <button type="button" data-format="svg">SVG</button>
  <label>Size <select class="size" aria-label="Size of the picture"></select></label>
  <label>PNG scale <select class="scale" aria-label="Scale of the PNG">
    <option value="1">1×</option><option value="2" selected>2×</option><option value="3">3×</option>
  </select></label>
  <span class="status" role="status"></span>
</div>
"""

_CSS = """
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; font: 0.9rem var(--st-font);
  color: var(--st-text-color); }
button, select { font: inherit; color: inherit; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); min-height: 2.5rem; }
button { padding: 0 0.85rem; cursor: pointer; font-weight: 600; }
button:hover, select:hover { border-color: var(--st-primary-color); }
button:focus-visible, select:focus-visible { outline: 2px solid var(--st-link-color); outline-offset: 2px; }
label { display: inline-flex; gap: 0.35rem; align-items: center; }
select { padding: 0 0.4rem; }
.status:empty { display: none; }
"""

_OTHERS = ("csv", "xlsx", "html", "json", "zip")


@cache
def _component() -> Any:
    folder = Path(__file__).parent
    finder = (folder / "find_plotly.js").read_text(encoding="utf-8")
    recipe = (folder / "embed_recipe.js").read_text(encoding="utf-8").replace("export function", "function")
    bar = (folder / "export_bar.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "bilateral_export_bar", html=_HTML, css=_CSS, js="\n".join((finder, recipe, bar))
    )


def is_allowed() -> bool:
    """Return whether data may leave the page as a file: not where `client.disableDataExport` is on.

    Pictures may: they hold no more than the screen shows. Streamlit itself then takes the download away
    from its tables.
    """
    return not st.get_option("client.disableDataExport")


def show(key: str, label: str, stem: str, document: "Callable[[], Document]") -> None:
    """Show the export buttons of a chart.

    Args:
        key: Of the bar, different for each on a page.
        label: What is saved, for screen readers, e.g. "the intensity of Japan and Malaysia".
        stem: Of the files' names.
        document: Makes what is exported; called when a button is pressed, not before.
    """
    _fragment(key, label, stem, document)


@st.fragment
def _fragment(key: str, label: str, stem: str, document: "Callable[[], Document]") -> None:
    from dashboard.exports import formats

    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-row", gap="small"):
        with st.container(width="content"):
            _pictures(key, label, stem, document)
        for name in _OTHERS if is_allowed() else ():
            file_format = formats().get(name)
            if file_format is None:
                continue

            st.download_button(
                file_format.id.upper(),
                data=_builder(file_format, document),
                file_name=f"{stem}{file_format.suffix}",
                mime=file_format.media_type,
                key=f"{key}-{name}",
                help=file_format.what_for,
                on_click="ignore",
            )


def _builder(file_format: "Format", document: "Callable[[], Document]") -> Callable[[], bytes]:
    """Return what makes the file; it runs when its button is pressed."""
    if file_format.id == "zip":
        return lambda: build_with_figures(file_format, document())
    return lambda: file_format.build(document())


@st.fragment
def _pictures(key: str, label: str, stem: str, document: "Callable[[], Document]") -> None:
    """Show the buttons whose pictures the browser draws.

    A fragment of its own: a press here makes no new files of the other buttons, whose addresses a reader who
    presses the next one at once would miss.
    """
    order_key = f"{key}-order"

    def take() -> None:
        st.session_state[order_key] = st.session_state[f"{key}-pictures"].wanted

    order = st.session_state.pop(order_key, None)
    _component()(
        key=f"{key}-pictures",
        data={
            "label": label,
            "plotly": plotly_js.address(),
            "sizes": [{"id": one.id, "label": one.label} for one in SIZES.values()],
            "order": None if order is None else _filled(dict(order), stem, document()),
        },
        width="content",
        on_wanted_change=take,
    )


def _filled(order: dict[str, Any], stem: str, document: "Document") -> dict[str, Any]:
    """Return the reader's order with what the browser needs to carry it out."""
    from dashboard.exports.browser import browser_payload

    size = SIZES.get(str(order.get("size")))
    wanted = "svg" if order.get("format") == "svg" else "png"
    scale = min(max(int(order.get("scale") or 1), 1), 3)
    return {
        "nonce": str(order.get("nonce")),
        "format": wanted,
        "scale": scale,
        "payload": {**browser_payload(document, size), "stem": stem},
    }
