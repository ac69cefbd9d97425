"""Keeps a press on the menu until the server has what was typed right before it.

A field is sent when it is left, and the press that leaves it asks for another page at once. After a
quick press, such as a tap, Streamlit sends the field last and with the old page: the press is lost. A
busy server folds the two into the one for the page, which holds no fields: the words are lost.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


@cache
def _component() -> Any:
    js = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("bilateral_last_words", html="<span hidden></span>", js=js)


def watch() -> None:
    """Watch the fields of the page and the ways to other pages."""
    with st.container(key="last-words-holder"):
        _component()(key="last-words")
