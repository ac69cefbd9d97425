"""Wide tables made long: a column per country or year becomes a row per country or year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.errors import InputError
from etl.coding.suggest import did_you_mean
from etl.contract import Issue
from etl.tables.tabular import Cells, Table


@dataclass(frozen=True, slots=True)
class Unpivot:
    """How a wide table becomes a long one.

    Attributes:
        columns: The columns that become rows; () are all but those of `keep`.
        keep: The columns that say the same of all.
        name: The new column that holds their names.
        value: The new column that holds their cells.
    """

    columns: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    name: str = "name"
    value: str = "value"


def unpivot(table: Table, how: Unpivot, missing: frozenset[str] = frozenset()) -> Table:
    """Return `table` with a row for every filled cell of the columns; an empty or missing one makes none.

    Raises:
        InputError: It lacks one of the columns.
    """
    for column in (*how.columns, *how.keep):
        if column not in table.columns:
            raise InputError(
                f"{table.name} has no column {column!r}, which [unpivot] names",
                did_you_mean(column, table.columns),
            )
    wide = how.columns or tuple(column for column in table.columns if column not in how.keep)
    kept = tuple(column for column in table.columns if column not in wide)

    def read() -> Iterator[Cells | Issue]:
        for row in table.read():
            if isinstance(row, Issue):
                yield row
                continue
            yield from _long_rows(row, wide, how, missing)

    return Table(table.name, table.sha256, (*kept, how.name, how.value), read, table.warnings, table.header)


def _long_rows(row: Cells, wide: Sequence[str], how: Unpivot, missing: frozenset[str]) -> Iterator[Cells]:
    for column in wide:
        text = row.values.get(column, "")
        if text and text.casefold() not in missing:
            values = {name: cell for name, cell in row.values.items() if name not in wide}
            typed = row.typed | {how.value} if column in row.typed else row.typed
            yield Cells(row.line, {**values, how.name: column, how.value: text}, row.raw, typed, row.merged)
