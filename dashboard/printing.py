"""Frames on the way to stdout: tables for people, CSV and JSON for programs."""

import json
import math
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click
import pandas as pd

from dashboard.exports.cells import csv_text, records_of, value_of
from db.terminal import one_line, width


def print_csv(frame: pd.DataFrame, comments: Iterable[str]) -> None:
    """Print `frame` as CSV behind `#` lines: unrounded, holes empty."""
    click.echo(csv_text(frame, comments), nl=False)


def print_json(value: object) -> None:
    """Print `value` as JSON, readable; frames inside become lists of objects, holes null."""
    click.echo(json.dumps(_json_value(value), ensure_ascii=False, indent=1, allow_nan=False))


def _json_value(value: object) -> Any:
    if isinstance(value, pd.DataFrame):
        return records_of(value)
    if isinstance(value, Mapping):
        return {str(key): _json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    return value_of(value)


def print_table(frame: pd.DataFrame, *, decimals: int = 2) -> None:
    """Print `frame` for people: a ruled table on a terminal, plain columns into a pipe; nothing is cut."""
    names = [str(name) for name in frame.columns]
    rows = [[_words(cell, decimals) for cell in row] for row in frame.itertuples(index=False, name=None)]
    is_number = [pd.api.types.is_numeric_dtype(frame.dtypes.iloc[i]) for i in range(len(names))]
    if sys.stdout.isatty():
        _print_ruled(names, rows, is_number)
        return
    widths = [max([len(name), *(width(row[i]) for row in rows)]) for i, name in enumerate(names)]
    for cells in [names, *rows]:
        padded = [
            " " * (wide - width(cell)) + cell if right else cell + " " * (wide - width(cell))
            for cell, wide, right in zip(cells, widths, is_number, strict=True)
        ]
        click.echo("  ".join(padded).rstrip())


def _print_ruled(names: list[str], rows: list[list[str]], is_number: list[bool]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, right in zip(names, is_number, strict=True):
        table.add_column(name, justify="right" if right else "left", overflow="fold", no_wrap=right)
    for row in rows:
        # Text, not str: titles may hold square brackets, which rich would take for markup.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _words(cell: object, decimals: int) -> str:
    value = value_of(cell)
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.{decimals}f}" if math.isfinite(value) else "–"
    return one_line(value)
