"""Rows that lean on those above them, made to say it all: empty cells under a value, rows under a heading."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.errors import InputError
from etl.coding.suggest import did_you_mean
from etl.contract import Issue
from etl.tables.tabular import Cells, Table


def fill_down(table: Table, columns: Sequence[str]) -> Table:
    """Return `table` with the empty cells of the columns filled with the last filled one above.

    Raises:
        InputError: It lacks one of the columns.
    """
    for column in columns:
        if column not in table.columns:
            raise InputError(
                f"{table.name} has no column {column!r}, which input.fill_down names",
                did_you_mean(column, table.columns),
            )

    def read() -> Iterator[Cells | Issue]:
        above: dict[str, tuple[str, bool]] = {}
        for row in table.read():
            if isinstance(row, Issue):
                yield row
                continue
            values, typed = dict(row.values), set(row.typed)
            for column in columns:
                if values.get(column):
                    above[column] = values[column], column in typed
                elif column in above:
                    values[column], is_typed = above[column]
                    typed |= {column} if is_typed else set()
            yield replace(row, values=values, typed=frozenset(typed))

    return replace(table, read=read)


def under_headings(table: Table, name: str) -> Table:
    """Return `table` with a new column that says under which heading a row stands.

    A heading is a row with one filled cell. One without rows under it is an issue: it may be a note.

    Raises:
        InputError: There is a column of this name.
    """
    if name in table.columns:
        raise InputError(
            f"{table.name} has a column {name!r} already", "give input.headings the name of a new column"
        )

    def read() -> Iterator[Cells | Issue]:
        heading: Cells | None = None
        text, is_used = "", True
        for row in table.read():
            if isinstance(row, Issue):
                yield row
                continue
            filled = [cell for cell in row.values.values() if cell]
            if len(filled) == 1:
                if heading is not None and not is_used:
                    yield _note(heading, name)
                heading, text, is_used = row, filled[0], False
                continue
            is_used = True
            yield replace(row, values={**row.values, name: text})
        if heading is not None and not is_used:
            yield _note(heading, name)

    return replace(table, columns=(*table.columns, name), read=read)


def _note(row: Cells, name: str) -> Issue:
    return Issue(row.line, name, "left_out", "a heading with no rows under it, or a note", row.raw)
