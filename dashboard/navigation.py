"""The pages of the menu: each file of app_pages/ that names itself in a literal `PAGE` is one.

The literal is read, not run: a page runs only when a reader asks for it.

    PAGE = {"title": "Events", "icon": "event_note", "rank": 50}
"""

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent / "app_pages"
HOME = "overview"


@cache
def pages() -> Mapping[str, Mapping[str, Any]]:
    """Return what each page says of itself, by the stem of its file, in the order of the menu.

    Keys: title, icon (name of a Material symbol), rank (order in the menu).
    """
    found = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_page = isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == "PAGE" for target in node.targets
            )
            if is_page and isinstance(node, ast.Assign):
                found[path.stem] = ast.literal_eval(node.value)
    ranked = sorted(found, key=lambda stem: (found[stem]["rank"], stem))
    return MappingProxyType({stem: MappingProxyType(found[stem]) for stem in ranked})


def menu() -> list[Any]:
    """Return the pages for `st.navigation`.

    One plain list without sections or tooltips: Streamlit puts both between the list and its items, which
    screen readers stumble over.
    """
    import streamlit as st

    return [
        st.Page(
            f"app_pages/{stem}.py",
            title=told["title"],
            icon=f":material/{told['icon']}:",
            url_path="" if stem == HOME else stem,
            default=stem == HOME,
        )
        for stem, told in pages().items()
    ]
