"""A button that prints the page, and what every way of printing needs."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.components.file_drop import BUTTON_CSS

STYLE = Path(__file__).with_name("print.css")
"""How a page looks on paper."""


@cache
def _component() -> Any:
    js = Path(__file__).with_name("print_page.js").read_text(encoding="utf-8")
    html = '<button type="button">Print this page</button>'
    return st.components.v2.component("bilateral_print_page", html=html, css=BUTTON_CSS, js=js)


def offer() -> None:
    """Show the button; charts are fitted to the paper however printing is begun."""
    st.html(STYLE)
    _component()(key="print-page")
