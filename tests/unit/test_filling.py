"""Rows that lean on those above them: merged cells, cells left empty under a value, headings in between."""

import io
import tomllib
from datetime import date

import openpyxl
import pytest

from db.errors import InputError
from etl.contract import EventDraft, Issue, RawFile
from etl.mappings.mapped import open_mapped
from etl.mappings.mapping import parse_mapping
from etl.sources import events_table
from etl.suggested.suggesting import suggest_mapping
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input
from tests.mapped_rows import TODAY, drafts, load, table

OWN = ["id", "date", "actor", "recipient", "type", "title", "source_url"]


def merged_sheet() -> RawFile:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(OWN)
    for n, (actor, host) in enumerate([("Japan", "Malaysia"), (None, "China"), ("France", None)], start=1):
        day = date(2011, 5, n)
        sheet.append([n, day, actor, host, "summit", "They meet", f"https://e.org/{n}"])
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("C4:D4")
    out = io.BytesIO()
    book.save(out)
    return RawFile("t.xlsx", out.getvalue(), "")


MAPPING = (
    "[fields]\n" + "".join(f'{name} = "{name}"\n' for name in OWN) + '\n[input]\nfill_down = ["actor"]\n'
)


def test_an_empty_cell_that_is_merged_says_with_which_and_what_to_do():
    told = {
        3: 'merged with C2 above it: write [input] fill_down = ["actor"] in a mapping',
        4: "merged with C4 beside it: unmerge them and fill in both",
    }
    mapping = parse_mapping(MAPPING.replace('fill_down = ["actor"]', ""))
    for rows in (
        events_table.open_raw(merged_sheet()).rows(TODAY),
        open_mapped(raw_input(merged_sheet()), mapping).rows(TODAY),
    ):
        issues = {row.line: row.message for row in rows if isinstance(row, Issue)}
        assert list(issues) == [3, 4]
        assert all(issues[line].endswith(said) for line, said in told.items())


def test_a_column_that_is_filled_down_says_what_its_merged_cells_show():
    rows = list(open_mapped(raw_input(merged_sheet()), parse_mapping(MAPPING)).rows(TODAY))
    found = [(row.actor, row.recipient) for row in rows if isinstance(row, EventDraft)]
    assert found == [("JPN", "MYS"), ("CHN", "JPN")]
    suggested = suggest_mapping(read_table(raw_input(merged_sheet())))
    assert tomllib.loads(suggested)["input"] == {"fill_down": ["actor"]}


HEADED = (
    "Date,Country,Place,Details\n2017,,,\n15 May,Germany,Berlin,Met Merkel\n19 May,Mali,Gao,Troops\n"
    "2018,,,\n8 January,China,Beijing,State visit\nNote: all of them,,,\n"
)
VISITS = """
[input]
headings = "Year"
[fields]
date = { template = "{Date} {Year}", formats = ["%d %B %Y"] }
actor = { value = "FRA" }
recipient = "Country"
type = { value = "leader_visit" }
source_url = { value = "https://e.org" }
"""


def test_rows_under_a_heading_take_it_as_a_column_and_a_note_is_left_out_by_name():
    rows = load(VISITS, HEADED)
    days = [row.date.isoformat() for row in rows if isinstance(row, EventDraft)]
    assert days == ["2017-05-15", "2017-05-19", "2018-01-08"]
    assert [(row.line, row.reason) for row in rows if isinstance(row, Issue)] == [(7, "left_out")]


def test_headings_that_are_years_are_proposed():
    text = suggest_mapping(table(HEADED.replace("Note: all of them,,,\n", "")))
    told = tomllib.loads(text)
    assert told["input"] == {"headings": "Year above"}
    assert told["fields"]["date"] == {"template": "{Date} {Year above}", "formats": ["%d %B %Y"]}


def test_cells_left_empty_in_a_text_table_are_filled_only_if_the_mapping_says_so():
    text = "Date,Country,Place,Details\n15 May 2017,Germany,Berlin,x\n,Mali,Gao,y\n"
    mapping = VISITS.replace('headings = "Year"', 'fill_down = ["Date"]').replace(" {Year}", "")
    assert [draft.recipient for draft in drafts(mapping, text)] == ["DEU", "MLI"]
    assert len([row for row in load(mapping.replace('["Date"]', "[]"), text) if isinstance(row, Issue)]) == 1


@pytest.mark.parametrize(
    ("key", "says"),
    [('fill_down = ["Dat"]', "no column 'Dat'"), ('headings = "Country"', "has a column 'Country' already")],
)
def test_a_column_that_is_not_there_or_is_already_says_so(key, says):
    with pytest.raises(InputError) as caught:
        load(VISITS.replace('headings = "Year"', key).replace(" {Year}", ""), HEADED)
    assert says in str(caught.value)
