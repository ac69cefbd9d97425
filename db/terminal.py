"""What commands share: the `--db` option, tables and CSV for the terminal, and today. Imports click only."""

import csv
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

MIN_WRAP = 40
"""Columns of a terminal that a wrapped text needs beside others."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def db_option(command: Command) -> Command:
    """Add `--db URL` to a command, handed over as `db_url`."""
    return click.option(
        "--db",
        "db_url",
        metavar="URL",
        help="Store: a path or a database URL. Default: BILATERAL_DATABASE_URL, else your data folder.",
    )(command)


def today() -> date:
    """Return the day it is where the user is."""
    return datetime.now().astimezone().date()


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes; East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def one_line(text: object, limit: int = 0) -> str:
    """Return `text` without control characters (they could drive the terminal), cut at `limit` if given."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if not limit or len(line) <= limit else line[: limit - 1] + "…"


def echo_table(names: Sequence[str], rows: Iterable[Sequence[object]], limit: int = 60) -> None:
    """Print a table; columns of numbers are set right.

    Args:
        limit: Letters of a cell; 0 cuts none, and on a terminal wraps the last column within its width.
    """
    edge = 0 if limit or not sys.stdout.isatty() else shutil.get_terminal_size().columns
    for line in table_lines(names, rows, limit, edge):
        click.echo(line)


def table_lines(
    names: Sequence[str], rows: Iterable[Sequence[object]], limit: int = 60, edge: int = 0
) -> Iterator[str]:
    """Yield the lines of a table; see `echo_table`.

    Args:
        edge: Columns of the terminal, within which the last column is wrapped; 0 wraps none.
    """
    cells = [["" if value is None else one_line(value, limit) for value in row] for row in rows]
    numeric = [bool(cells) and all(_is_number(row[i]) for row in cells) for i in range(len(names))]
    widths = [max(width(row[i]) for row in [list(names), *cells]) for i in range(len(names))]
    start = sum(widths[:-1]) + 2 * (len(names) - 1)
    # Where the other columns leave no room, the last one begins a line of its own.
    indent = start if edge - start >= MIN_WRAP else 4
    for row in [list(names), *cells]:
        parts = []
        for text, size, is_number in zip(row, widths, numeric, strict=True):
            gap = " " * (size - width(text))
            parts.append(gap + text if is_number else text + gap)
        line = "  ".join(parts).rstrip()
        if not edge or width(line) <= edge:
            yield line
            continue
        pieces = _wrapped(row[-1], max(MIN_WRAP // 2, edge - indent))
        yield (
            f"{'  '.join(parts[:-1])}  {pieces.pop(0)}" if indent == start else "  ".join(parts[:-1]).rstrip()
        )
        yield from (" " * indent + piece for piece in pieces)


def _wrapped(text: str, size: int) -> list[str]:
    """Return a text in lines of at most so many columns of a terminal."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer) <= size:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = word
        while width(lines[-1]) > size:
            cut = next(n for n in range(len(lines[-1]), 0, -1) if n == 1 or width(lines[-1][:n]) <= size)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return lines


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").removeprefix("-").isdigit()


def echo_csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print CSV; texts that a spreadsheet would run as a formula get an apostrophe before them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    click.echo(buffer.getvalue(), nl=False)


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet runs.

    >>> safe_cell("=1+1")
    "'=1+1"
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def echo_json(value: object) -> None:
    """Print JSON; dates are ISO."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    return str(value)


def days_told(first: object, last: object = None, precision: str = "day") -> str:
    """Return the days of an event as tables show them: as precisely as they are known, a span with its end.

    >>> days_told("2024-03-01", precision="month"), days_told("2024-03-13", "2024-03-15")
    ('2024-03', '2024-03-13 to 2024-03-15')
    """
    known = str(first)[: {"day": 10, "month": 7, "year": 4}[precision]]
    return f"{known} to {str(last)[:10]}" if last and precision == "day" else known


def records(frame: Any) -> list[dict[str, Any]]:
    """Return a frame's rows as plain values: dates ISO, missing values None."""
    import pandas as pd

    def plain(value: Any) -> Any:
        if isinstance(value, dict | list | tuple):
            return value
        if pd.isna(value):
            return None
        if isinstance(value, pd.Timestamp):
            is_day = value == value.normalize()
            return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
        return value.item() if hasattr(value, "item") else value

    return [{name: plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
