"""A button for an exported file, and the whole window as a place to drop one."""

from base64 import b64decode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

MOST_BYTES = 25_000_000
"""Sent to the server; several times the largest file that a page exports."""

_KEY = "file-drop"

_HTML = """
<button type="button">Open an exported file</button>
<input type="file" accept=".png,.svg,.html,.zip,.json" hidden aria-label="An exported file">
<span class="hint">PNG, SVG, HTML, ZIP or JSON; or drop it anywhere.</span>
<span class="status" role="status"></span>
"""

BUTTON_CSS = """
:host { font: 0.9rem var(--st-font); color: var(--st-text-color); }
button { font: inherit; font-weight: 600; color: inherit; background: var(--st-background-color);
  cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); min-height: 2.5rem;
  padding: 0 0.85rem; width: 100%; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-link-color); outline-offset: 2px; }
"""
_CSS = """
.hint, .status { display: block; font-size: 0.82rem; margin-top: 0.3rem; }
.status:empty { display: none; }
"""


@cache
def _component() -> Any:
    js = Path(__file__).with_name("file_drop.js").read_text(encoding="utf-8")
    return st.components.v2.component("bilateral_file_drop", html=_HTML, css=BUTTON_CSS + _CSS, js=js)


def watch(on_file: Callable[[str, int, bytes], None]) -> None:
    """Show the button, and call `on_file` with name, size and bytes of a file that the reader gives.

    The bytes are empty where the file is larger than `MOST_BYTES`.
    """

    def take() -> None:
        given = st.session_state[_KEY].file
        if given:
            name, size = str(given.get("name", ""))[:200], int(given.get("size") or 0)
            on_file(name, size, _bytes(given.get("data")))

    _component()(
        key=_KEY,
        data={"most": MOST_BYTES, "words": "Drop a file that was exported here, and its view opens again"},
        on_file_change=take,
    )


def _bytes(text: object) -> bytes:
    try:
        return b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        return b""
