"""Cells that a file gives a type, as the text that they would be in a CSV file."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from etl.tables.merged_cells import UNMERGED, MergedInto
from etl.tables.tabular import Cells


def cell_text(value: Any) -> str:
    """Return a typed cell as the text it would be in a CSV file; a day without a time is ISO."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return ";".join(cell_text(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).strip()


_NONE: frozenset[str] = frozenset()


def cells_of(
    columns: Sequence[str],
    values: Sequence[Any],
    line: int | None,
    merged: Mapping[str, MergedInto] = UNMERGED,
) -> Cells | None:
    """Return a row; None if all its cells are empty."""
    texts = [cell_text(value) for value in values]
    if not any(texts):
        return None
    typed = [name for name, value in zip(columns, values, strict=False) if isinstance(value, date)]
    row = dict(zip(columns, texts, strict=False))
    return Cells(line, row, "\t".join(texts)[:2_000], frozenset(typed) if typed else _NONE, merged)
