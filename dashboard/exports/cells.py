"""The one way from a frame to text cells and JSON values: unrounded numbers, ISO dates, holes empty. Pure."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import pandas as pd

from dashboard.exports.safety import comment_line, neutral_cell, plain_text

Value = str | int | float | bool | None


def value_of(cell: object) -> Value:
    """Return one cell of a frame as JSON knows it: holes None, dates ISO text, lists joined by `;`.

    Numbers keep every digit: a float read back from the text is the same float.
    """
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, bool | str | int):
        return cell
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, datetime):  # pandas' Timestamp is one
        text = cell.isoformat()
        return text.removesuffix("T00:00:00")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, tuple | list | set | frozenset):
        return ";".join(str(value_of(item)) for item in cell)
    if hasattr(cell, "item"):  # numpy's scalars
        return value_of(cell.item())
    return str(cell)


def rows_of(frame: pd.DataFrame) -> Iterator[list[Value]]:
    """Yield the rows of `frame` as JSON values, the index left out."""
    columns = [frame.iloc[:, position].tolist() for position in range(frame.shape[1])]
    for row in zip(*columns, strict=True):
        yield [value_of(cell) for cell in row]


def records_of(frame: pd.DataFrame) -> list[dict[str, Value]]:
    """Return the rows of `frame` as JSON objects, holes None."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in rows_of(frame)]


def cell_text(value: Value) -> str:
    """Return a value as the text of a CSV cell, formulas neutralised, holes empty.

    >>> cell_text(0.1), cell_text(None), cell_text("=1+1"), cell_text(-2.5)
    ('0.1', '', "'=1+1", '-2.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value) if isinstance(value, int) else neutral_cell(value)


def _quoted(text: str) -> str:
    # A `#` would start a comment for readers that skip ours, so it is quoted too.
    if any(mark in text for mark in ',;"\t\n\r#') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def csv_text(frame: pd.DataFrame, comments: Iterable[str] = ()) -> str:
    """Return `frame` as CSV: `# ` lines, a header, then the rows; lines end with a line feed.

    Read it back with `pandas.read_csv(path, comment="#")`.
    """
    lines = [f"# {comment_line(comment)}" for comment in comments]
    lines.append(",".join(_quoted(plain_text(str(name))) for name in frame.columns))
    lines += [",".join(_quoted(cell_text(value)) for value in row) for row in rows_of(frame)]
    return "\n".join(lines) + "\n"
