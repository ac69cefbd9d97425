"""The days that a row names by its mapping: written in one cell, listed in one, or in three columns."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from etl.coding.cells import CellError, plain_year, read_date, shorten, whole_number
from etl.coding.check import first_day, last_day
from etl.mappings.mapping import FieldRule, TableMapping
from etl.mappings.words import cell_of, text_of, word_of
from etl.tables.date_lists import read_list
from etl.tables.tabular import Cells
from etl.tables.toml_text import toml
from etl.tables.written_dates import ISO, Written, month_number, range_hint, read_written


def days_of(
    row: Cells, rules: Mapping[str, FieldRule], mapping: TableMapping, precision: str, today: date
) -> list[Written]:
    """Return the date of a row, or the dates where each is an event of its own.

    Args:
        precision: What the row itself says of it; "" takes it from the form of the date.

    Raises:
        CellError: A date is missing, left out, or cannot be read.
    """
    rule = rules["date"]
    if rule.range == "each":
        text, formats = _text_and_formats("date", row, rule, mapping)
        if not text:
            raise _missing("date")
        return read_list("date", text, formats or ISO, _latest_day(rule, today), language=rule.language)
    found = _date_of("date", row, rule, mapping, precision, today)
    if "date_end" in rules and not is_absent(row, rules["date_end"], mapping):
        end = _date_of("date_end", row, rules["date_end"], mapping, "", today)
        final = end.end or last_day(end.day, end.precision)
        # An end within what the date names anyway says no more: 1979 to 1979.
        is_further = final != last_day(found.day, found.precision)
        return [Written(found.day, found.precision, final if is_further else None)]
    return [found]


def _latest_day(rule: FieldRule, today: date) -> date:
    """Return the day by which years of two digits are told apart."""
    return date(rule.latest, 12, 31) if rule.latest else today


def is_absent(row: Cells, rule: FieldRule, mapping: TableMapping) -> bool:
    """True if the row has no such date: its cells are empty or say 0, in three columns that of the year."""
    if rule.year:
        return not _number(cell_of(row, rule.year, mapping))
    cells = (cell_of(row, name, mapping) for name in rule.columns_used())
    return not rule.value and not any(re.search(r"[^\W0]", cell) for cell in cells)


def undated_of(
    rows: Sequence[Cells], rule: FieldRule, mapping: TableMapping
) -> tuple[dict[int, Cells], dict[int, Cells]]:
    """Return the rows of an event that take the date of its first row, and those that lack one, by identity.

    Where another row than the first has a date, each is to have its own: no state gets the day of another.

    Raises:
        CellError: It has several rows, none with a date.
    """
    if len(rows) == 1:
        return {}, {}
    empty = {id(row): row for row in rows if is_absent(row, rule, mapping)}
    if len(empty) == len(rows):
        raise _missing("date")
    return (empty, {}) if _is_merged(rows, rule, mapping) else ({}, empty)


def n_of_first(rows: Sequence[Cells], rule: FieldRule, mapping: TableMapping) -> int:
    """Return how many rows of an event take the date of its first row."""
    return len(rows) - 1 if _is_merged(rows, rule, mapping) else 0


def _is_merged(rows: Sequence[Cells], rule: FieldRule, mapping: TableMapping) -> bool:
    """True if the first row of several alone has a date, as a cell that is merged over all of them does."""
    first, *others = (is_absent(row, rule, mapping) for row in rows)
    return not first and bool(others) and all(others)


def lacks_date(rule: FieldRule) -> CellError:
    """Return the error of a row without a date in an event of which other rows have one."""
    theirs = rule.columns_used()
    fill = f"; if it is the date of the row above, write [input] fill_down = {toml(list(theirs))}"
    message = "date is empty, while other rows of the event have one" + (fill if theirs else "")
    return CellError("date", "missing_value", message)


def _missing(column: str) -> CellError:
    return CellError(column, "missing_value", f"{column} is empty; every event needs one")


def _date_of(
    column: str, row: Cells, rule: FieldRule, mapping: TableMapping, precision: str, today: date
) -> Written:
    if rule.year:
        return Written(*read_date(column, _joined_date(column, row, rule, mapping), precision))
    text, formats = _text_and_formats(column, row, rule, mapping)
    if not text:
        raise _missing(column)
    if not formats and not rule.range:
        try:
            return Written(*read_date(column, text, precision))
        except CellError as error:
            hint = range_hint(text, ISO, today) if error.column == column else ""
            raise CellError(error.column, error.reason, error.message + hint) from None
    latest = _latest_day(rule, today)
    found = read_written(
        column, text, formats or ISO, latest, language=rule.language, is_range=bool(rule.range)
    )
    wanted = precision or found.precision
    return Written(first_day(found.day, wanted), wanted, found.end)


def _text_and_formats(
    column: str, row: Cells, rule: FieldRule, mapping: TableMapping
) -> tuple[str, tuple[str, ...]]:
    """Return what a row says of a date and how that is written; () is ISO.

    Raises:
        CellError: The mapping leaves rows of this word out.
    """
    text = text_of(row, rule, mapping)
    word = word_of(column, text, rule)
    if word != text:
        # What stands in the mapping is written as we do, or as the table does.
        return word, (*ISO, *rule.formats)
    name = next((name for name in rule.columns if cell_of(row, name, mapping)), "")
    return text, () if name in row.typed else rule.formats


def _joined_date(column: str, row: Cells, rule: FieldRule, mapping: TableMapping) -> str:
    """Return a date in three columns as year-month-day, as far as its parts are known."""
    texts = [cell_of(row, name, mapping) for name in (rule.year, rule.month, rule.day)]
    year, month, day = map(_number, texts)
    if texts[1] and not whole_number(texts[1]).lstrip("-").isdigit():
        number = month_number(texts[1], rule.language)
        if number is None:
            raise CellError(
                column,
                "bad_date",
                f"{shorten(texts[1])!r} names no month; if it is no English, write language",
            )
        month = str(number)
    if not year:
        said = f"{shorten(texts[0])!r}, which is no year" if texts[0] else "empty"
        raise CellError(column, "missing_value", f"{rule.year} is {said}; every event needs a year")
    if not month:
        return f"{int(year):04}"
    return f"{int(year):04}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def _number(text: str) -> str:
    """Return a part of a date as digits, "" for what stands for unknown: 0, 00, 99, -9, -99."""
    digits = plain_year(text)
    if not digits.isdigit() or int(digits) == 0 or digits in ("99", "9999"):
        return ""
    return digits
