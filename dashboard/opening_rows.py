"""Opening a row of a list without a mouse: a click on a cell opens its row, and so does every key there."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.wording import number


def choose(label: str, names: Sequence[str], *, key: str, width: int = 300) -> int | None:
    """Show a box in which a row of a list is found by typing or with the arrow keys.

    In a grid whose cells open, the first arrow key chooses a cell and so opens the first row: no other could
    be reached.

    Args:
        label: What it opens: "Open a pair".
        names: Of the rows, in their order; of rows of one name each says which it is.
        key: Of the box.
        width: In pixels.

    Returns:
        The place of the row that the reader chose; None without any.
    """
    options = _apart(names)
    chosen = st.selectbox(
        label,
        options,
        index=None,
        placeholder="Type, or use the arrow keys",
        filter_mode="fuzzy",
        key=key,
        width=width,
    )
    return options.index(chosen) if chosen in options else None


def row_of(chosen: Any, by_box: int | None, n_rows: int, *, links: Sequence[str] = ()) -> int | None:
    """Return the row that the reader opened in a grid or in its box; None without any.

    Args:
        chosen: What `grids.show` returned.
        by_box: What `choose` returned.
        n_rows: Rows that there are now.
        links: Columns whose cells lead elsewhere.
    """
    rows = [] if by_box is None else [by_box]
    rows += chosen.selection.rows
    rows += [row for row, column in chosen.selection.cells if column not in links]
    return next((int(row) for row in rows if row < n_rows), None)


def _apart(names: Sequence[str]) -> list[str]:
    """Return names that differ: Streamlit knows a choice by its words."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({number(seen[name], tag=st.context.locale)})")
    return told
