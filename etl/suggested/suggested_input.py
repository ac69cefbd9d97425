"""Which table of a file to describe: of a workbook the sheet that looks like events."""

from collections.abc import Sequence

from db.errors import InputError
from etl.suggested.column_looks import country_codes, list_separators, sample_columns
from etl.suggested.date_looks import look_at_dates
from etl.tables.formats import read_table
from etl.tables.spreadsheets import one_of
from etl.tables.tabular import Input, Table
from etl.tables.toml_text import toml


def table_to_describe(
    source: Input, known: Sequence[str] = (), *, sheet: str = "", header: Sequence[int] = ()
) -> Table:
    """Return the table of an input; of a workbook's sheets the first with both dates and states.

    Args:
        known: Column names to expect.
        sheet: A sheet that a person named.
        header: Lines of the header that a person named.

    Raises:
        InputError: As `read_table` does.
    """
    table = read_table(source, known, sheet=sheet, header=header)
    if sheet or len(table.sheets) < 2:
        return table
    tables = [_of_sheet(source, known, name, header) for name in table.sheets]
    found = max([one for one in tables if one is not None], key=_likeness, default=table)
    found.warnings[:] = [one_of(table.sheets, found.sheet)]
    return found


def _of_sheet(source: Input, known: Sequence[str], sheet: str, header: Sequence[int]) -> Table | None:
    try:
        return read_table(source, known, sheet=sheet, header=header)
    except InputError:
        return None


def _likeness(table: Table) -> int:
    """Return how much of what an event needs a table seems to hold."""
    columns = [column for column in sample_columns(table).columns if column.cells]
    has_states = any(country_codes(column) or list_separators(column)[0] for column in columns)
    return has_states + any(look_at_dates(column) is not None for column in columns)


def sheet_lines(table: Table) -> list[str]:
    """Return the lines of `[input]` that name the sheet, [] if there is no other."""
    others = [name for name in table.sheets if name != table.sheet]
    if not others:
        return []
    return [
        f"# DOUBT: the sheet {toml(table.sheet)} is described, not {', '.join(map(toml, others[:8]))}"
        f"{' and more' if len(others) > 8 else ''}; name another if it is better.",
        "#   A load reads one sheet. To load others too, suggest a mapping for each (--mapping, with its",
        "#   name here) and load it after this one: what is loaded already stays.",
        f"sheet = {toml(table.sheet)}",
    ]
