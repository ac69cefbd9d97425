"""The pages of the menu: each file of app_pages/ that names itself in a literal `PAGE` is one.

The literal is read, not run: a page runs only when a reader asks for it.

    PAGE = {"title": "Events", "icon": "event_note", "section": "", "rank": 50, "help": "Search all events."}
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

    Keys: title, icon (name of a Material symbol), section ("" is the first), rank (order), help.
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


def sections() -> dict[str, list[Any]]:
    """Return the pages for `st.navigation`, by section."""
    import streamlit as st

    by_section: dict[str, list[Any]] = {}
    for stem, told in pages().items():
        by_section.setdefault(told["section"], []).append(
            st.Page(
                f"app_pages/{stem}.py",
                title=told["title"],
                icon=f":material/{told['icon']}:",
                url_path="" if stem == HOME else stem,
                default=stem == HOME,
                help=told["help"],
            )
        )
    return by_section
