"""XLSX: data, notes and a native chart; the same document gives the same bytes. Pure."""

import io
from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.contract import Document, Format
from dashboard.exports.notes import Note
from dashboard.exports.safety import neutral_cell
from dashboard.locales import bare

_MAX_TEXT = 32_767
"""Characters that a cell holds."""

_MAX_ROWS = 1_048_576

_NOTE_WIDTH = 110
"""Of the notes' column, in characters."""

_LINE_HEIGHT = 15.5
"""In points."""

_NUMBER, _SHARE = "0.00", "0.0%"
"""How numbers look; the cells hold every digit."""

_COLOURS = {"cooperation": "#0F766E", "friction": "#C2410C", "balance": "#1B2430", "net": "#1B2430"}
_MIX_COLOURS = (
    "#0F766E", "#C2410C", "#4C6A92", "#B08900", "#7A5195", "#5B8C5A", "#A23B5A",
    "#3A86A8", "#8C6D46", "#667085", "#2E8B8B", "#D97706", "#1D4E89", "#9A8C00",
    "#B56BA9", "#7FB069", "#E07A5F", "#7CB7D1", "#BC9C75", "#98A2B3", "#475467",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plot:
    """A frame that a native chart can draw: a column of dates or names, then columns of numbers."""

    kind: str
    stacked: bool
    frame: pd.DataFrame
    sheet: str


def build(document: Document) -> bytes:
    """Return the workbook: a sheet per table, a native chart where the data allow one, and the notes."""
    buffer = io.BytesIO()
    # Text stays text: what looks like a formula or an address is never made one.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": _text(bare(document.title))[:250],
                "subject": _text(document.label),
                "comments": document.permalink[:250],
                "author": "Bilateral",
                "created": datetime.combine(document.today, time()),
            }
        )
        sheets = _write_tables(book, document)
        _write_chart(book, document, sheets)
        _write_notes(book, document)
    return buffer.getvalue()


def _write_tables(book: Workbook, document: Document) -> dict[str, str]:
    names: dict[str, str] = {}
    for position, (name, frame) in enumerate(document.tables.items()):
        sheet = "Data" if position == 0 else _sheet_name(name, set(names.values()))
        names[name] = sheet
        _write_frame(book, book.add_worksheet(sheet), frame)
    return names


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = (
        "".join(" " if character in "[]:*?/\\'" else character for character in name)
        .strip()[:28]
        .capitalize()
    )
    unique, number = plain, 2
    while unique in taken | {"Chart", "Notes", "Chart data"}:
        unique, number = f"{plain} {number}", number + 1
    return unique


def _write_frame(book: Workbook, sheet: Worksheet, frame: pd.DataFrame) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    number_head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "align": "right"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    looks = {name: book.add_format({"num_format": form}) for name, form in (("", _NUMBER), ("share", _SHARE))}
    for column, name in enumerate(frame.columns):
        look = looks.get(str(name), looks[""])
        sheet.write_string(
            0,
            column,
            _text(str(name)),
            number_head if pd.api.types.is_numeric_dtype(frame.iloc[:, column]) else head,
        )
        cells = frame.iloc[: _MAX_ROWS - 1, column].tolist()
        for row, cell in enumerate(cells, start=1):
            _write_cell(sheet, row, column, cell, day, look)
        longest = max((len(str(cell)) for cell in cells[:200] if not isinstance(cell, float)), default=8)
        width = 12 if isinstance(cells[0] if cells else 0, datetime) else max(longest, len(str(name)))
        sheet.set_column(column, column, min(max(width + 2, 9), 70))
    sheet.freeze_panes(1, 1)
    _fit_on_paper(sheet)
    sheet.repeat_rows(0)
    if len(frame):
        sheet.autofilter(0, 0, min(len(frame), _MAX_ROWS - 1), max(len(frame.columns) - 1, 0))


def _fit_on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: object, day: CellFormat, look: CellFormat
) -> None:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return
    if hasattr(cell, "item") and not isinstance(cell, str | date):
        cell = cell.item()
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        if cell == cell and abs(cell) != float("inf"):
            sheet.write_number(row, column, cell, None if isinstance(cell, int) else look)
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
        if cell.year >= 1900:
            sheet.write_datetime(row, column, moment, day)
        else:  # Excel's calendar begins in 1900
            sheet.write_string(row, column, moment.date().isoformat())
    elif isinstance(cell, tuple | list):
        sheet.write_string(row, column, _text("; ".join(str(item) for item in cell)))
    else:
        sheet.write_string(row, column, _text(str(cell)))


def _text(text: str) -> str:
    return neutral_cell(text)[:_MAX_TEXT]


def _write_notes(book: Workbook, document: Document) -> None:
    sheet = book.add_worksheet("Notes")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, _NOTE_WIDTH)
    _fit_on_paper(sheet)
    cited = (
        Note("Cite as", document.citation.text),
        Note("BibTeX", document.citation.bibtex),
        Note("Recipe", document.recipe.to_json()),
    )
    for row, note in enumerate((*document.notes, *cited)):
        # Not every program finds the height of a wrapped line by itself.
        n_lines = sum(-(-len(line) // _NOTE_WIDTH) or 1 for line in _text(note.text).split("\n"))
        sheet.set_row(row, min(_LINE_HEIGHT * n_lines, 400))
        sheet.write_string(row, 0, _text(note.label), bold)
        sheet.write_string(row, 1, _text(note.text), wrap)


def plot_of(document: Document) -> _Plot | None:
    """Return what a native chart can draw of the document's tables; None where it cannot.

    A series by period becomes a line chart, a mix of topics stacked columns.
    """
    for name, frame in document.tables.items():
        when = next((c for c in ("period_start", "date", "day") if c in frame.columns), None)
        if when is None or frame.empty or len(frame) > 20_000:
            continue
        if {"topic", "share"} <= set(frame.columns):
            known = frame.dropna(subset=["topic"])
            wide = known.pivot_table(index=when, columns="topic", values="share", sort=False)
            order = (
                known.groupby("topic", sort=False)["share"]
                .sum()
                .sort_values(ascending=False, kind="stable")
                .index
            )
            return _Plot("column", True, wide[list(order)].sort_index().reset_index(), "Chart data")
        drawn = [
            c for c in ("cooperation", "friction", "balance") if c in frame.columns and frame[c].notna().any()
        ]
        drawn = drawn or [c for c in ("net", "intensity") if c in frame.columns and frame[c].notna().any()]
        if drawn and frame[when].is_unique:
            return _Plot("line", False, frame[[when, *drawn]], name)
    return None


def _write_chart(book: Workbook, document: Document, sheets: dict[str, str]) -> None:
    plot = plot_of(document)
    if plot is None:
        return
    names = [str(name) for name in plot.frame.columns]
    if plot.sheet in sheets:
        source, columns = (
            sheets[plot.sheet],
            [list(document.tables[plot.sheet].columns).index(n) for n in names],
        )
    else:
        source, columns = plot.sheet, list(range(len(names)))
        _write_frame(book, book.add_worksheet(source), plot.frame)
    last = min(len(plot.frame), _MAX_ROWS - 1)
    chart = book.add_chart(
        {"type": plot.kind, "subtype": "percent_stacked"} if plot.stacked else {"type": plot.kind}
    )
    for number, (name, column) in enumerate(zip(names[1:], columns[1:], strict=True)):
        colour = _COLOURS.get(name, _MIX_COLOURS[number % len(_MIX_COLOURS)])
        series: dict[str, object] = {
            "name": [source, 0, column],
            "categories": [source, 1, columns[0], last, columns[0]],
            "values": [source, 1, column, last, column],
        }
        series |= (
            {"fill": {"color": colour}, "gap": 40}
            if plot.stacked
            else {"line": {"color": colour, "width": 1.75}}
        )
        chart.add_series(series)
    chart.set_title({"name": _text(bare(document.title))[:250], "overlay": False, "name_font": {"size": 12}})
    years = {"date_axis": True, "num_format": "yyyy", "label_position": "low"}
    spacing = {"major_unit": 2, "major_unit_type": "years", "major_tick_mark": "outside"}
    chart.set_x_axis(
        {**years, **({"major_unit": 2, "major_unit_type": "years"} if plot.stacked else spacing)}
    )
    unit = "share of events" if plot.stacked else document.views[0].series.meta.get("unit", "")
    chart.set_y_axis({"name": str(unit), "major_gridlines": {"visible": True, "line": {"color": "#D8DDE3"}}})
    chart.set_legend({"position": "right" if plot.stacked else "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 960, "height": 540})
    sheet = book.add_worksheet("Chart")
    sheet.hide_gridlines(2)
    _fit_on_paper(sheet)
    sheet.insert_chart("B2", chart, {"description": _text(bare(document.alt))[:250]})


FORMAT = Format(
    "xlsx",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XLSX",
    "Workbook with data, notes and a native chart",
    build,
)
