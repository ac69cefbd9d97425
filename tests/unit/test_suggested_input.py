"""Which sheet of a workbook is described, and what a mapping says of where the table lies."""

import io
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from bilateral import cli
from etl.contract import RawFile
from etl.suggested.suggested_input import table_to_describe
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input
from tests.mapping_desk import Desk

SHEETS = {
    "Codebook": [["Variable", "Description"], ["date", "Day of the visit"], ["host", "Who was visited"]],
    "About": [["Travels of the president"], ["Source", "Office"], ["Compiled", "2024-01-05"]],
    "Trips": [
        ["Travels, 2009-2017"],
        [],
        ["No.", "Country", "Remarks", "Date"],
        [1, "Canada", "Official working visit", "2009-02-19"],
        [2, "Ireland", "Refueling on the way", "2009-03-01"],
        [3, "Cuba", "Met with the president", "2016-03-20"],
    ],
    "Annex": [["Country", "Code"], ["Canada", 1], ["Cuba", 2]],
}


def workbook() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "trips.xlsx"
    path.write_bytes(workbook())
    return path


def suggestion(*words: str | Path) -> str:
    done = CliRunner().invoke(cli, ["ingest", "events", *map(str, words), "--suggest-mapping"])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_the_sheet_that_looks_like_events_is_described_and_the_others_are_named(path):
    text = suggestion(path)
    told = tomllib.loads(text)
    assert told["input"] == {"sheet": "Trips", "header": 3}
    assert told["fields"]["recipient"] == {"column": "Country"}
    assert '# DOUBT: the sheet "Trips" is described, not "Codebook", "About", "Annex"; name another' in text


def test_a_sheet_that_a_mapping_names_is_described_whatever_else_the_mapping_leaves_open(path):
    mapping = path.with_name("m.toml")
    mapping.write_text('[input]\nsheet = "Annex"\n\n[fields]\ntype = { value = "?" }\n', encoding="utf-8")
    text = suggestion(path, "--mapping", mapping)
    assert tomllib.loads(text)["input"] == {"sheet": "Annex"}
    assert "# Columns found: Country, Code" in text


def test_a_header_that_a_mapping_names_is_kept(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("a,b,c\nd,e,f\ndate,country1,country2\n2001-05-01,Japan,China\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text("[input]\nheader = 3\n", encoding="utf-8")
    assert "# Columns found: date, country1, country2" in suggestion(table, "--mapping", mapping)


def test_without_a_sheet_that_which_has_the_columns_is_read():
    source = raw_input(RawFile("trips.xlsx", workbook(), ""))
    assert read_table(source, ["No.", "Country", "Date"]).sheet == "Trips"
    assert read_table(source, ["Code", "Country"]).sheet == "Annex"
    assert read_table(source).sheet == "Codebook"
    (warning,) = table_to_describe(source).warnings
    assert "only 'Trips' was read" in warning


@pytest.mark.parametrize("is_suggested_again", [True, False])
def test_a_second_sheet_that_numbers_its_rows_alike_does_not_replace_the_first(tmp_path, is_suggested_again):
    book = Workbook()
    book.remove(book.active)
    for year in (2014, 2015):
        sheet = book.create_sheet(f"Visits {year}")
        sheet.append(["No.", "Date", "Visitor", "Host", "Kind"])
        for number, host in enumerate(("India", "Peru"), start=1):
            sheet.append([number, f"{year}-05-0{number}", "Japan", host, "State visit"])
    path, mapping, desk = tmp_path / "visits.xlsx", tmp_path / "first.toml", Desk(tmp_path)
    book.save(path)
    text = suggestion(path)
    assert "A load reads one sheet. To load others too" in text
    desk.load(path, text.replace("https://...", "https://example.org/d"))
    if is_suggested_again:
        mapping.write_text('[input]\nsheet = "Visits 2015"\n')
        text = suggestion(path, "--mapping", mapping)
    else:
        text = text.replace('sheet = "Visits 2014"', 'sheet = "Visits 2015"')
    found, _ = desk.load(path, text.replace("https://...", "https://example.org/d"))
    assert (found["added"], found["updated"]) == ("2", "0")
    assert [day for day, *_ in desk.events()] == ["2014-05-01", "2014-05-02", "2015-05-01", "2015-05-02"]
