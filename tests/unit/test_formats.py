"""The same table in every wrapping gives the same events; damaged and hostile files say what they are."""

import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from db.errors import InputError
from etl.contract import EventDraft, Issue, RawFile
from etl.mappings.mapped import open_mapped
from etl.mappings.mapping import parse_mapping
from etl.sources import events_table
from etl.tables import formats, typed_cells
from etl.tables.tabular import raw_input

TODAY = date(2026, 11, 24)
NAMES = ["id", "date", "actor", "recipient", "type", "title", "source_url"]
RECORDS = [
    ["1", date(2025, 1, 10), "JPN", "MYS", "summit", "Ishiba and Anwar meet", "https://e.org/1"],
    ["2", date(2025, 1, 9), "Japan", "Malaysia", "leader_visit", "Visit", "https://e.org/2"],
    ["3", date(2025, 1, 9), "Japan", "Atlantis", "leader_visit", "Visit", "https://e.org/3"],
]


def drafts(data: bytes, name: str = "t") -> list[EventDraft | Issue]:
    return list(events_table.open_raw(RawFile(name, data, "")).rows(TODAY))


def xlsx(rows: list[list], title: str = "Sheet1", before: list[str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for name in before or []:
        book.create_sheet(name, 0)
    for row in rows:
        book[title].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet() -> bytes:
    out = io.BytesIO()
    columns = list(zip(*RECORDS, strict=True))
    pq.write_table(pa.table(dict(zip(NAMES, map(list, columns), strict=True))), out)
    return out.getvalue()


def json_lines() -> bytes:
    return "\n".join(json.dumps(dict(zip(NAMES, row, strict=True)), default=str) for row in RECORDS).encode()


def json_array() -> bytes:
    return json.dumps([dict(zip(NAMES, row, strict=True)) for row in RECORDS], default=str).encode()


@pytest.mark.parametrize("make", [lambda: xlsx([NAMES, *RECORDS]), parquet, json_lines, json_array])
def test_every_wrapping_gives_the_same_events(make):
    rows = drafts(make())
    assert [type(row) for row in rows] == [EventDraft, EventDraft, Issue]
    first, second = rows[:2]
    assert isinstance(first, EventDraft)
    assert isinstance(second, EventDraft)
    assert (first.source_event_id, first.date, first.title) == (
        "1",
        date(2025, 1, 10),
        "Ishiba and Anwar meet",
    )
    assert (second.actor, second.recipient) == ("JPN", "MYS")
    assert rows[2].reason == "unknown_country"


def test_lines_of_a_sheet_are_its_row_numbers_and_titles_above_the_header_are_passed_over():
    rows = drafts(xlsx([["Events of 2025"], [], NAMES, *RECORDS, [], RECORDS[2]]))
    assert [row.line for row in rows] == [4, 5, 6, 8]


def test_the_first_sheet_with_a_table_is_read_and_the_choice_is_said():
    data = xlsx([NAMES, *RECORDS], title="Data", before=["About"])
    table = events_table.open_raw(RawFile("t.xlsx", data, ""))
    assert len(list(table.rows(TODAY))) == 3
    assert any("'Data'" in warning for warning in table.warnings)
    with pytest.raises(InputError, match="no sheet 'Dat'"):
        formats.read_table(raw_input(RawFile("t.xlsx", data, "")), sheet="Dat")


def test_formulas_in_a_sheet_give_the_value_that_was_saved_not_code():
    rows = [[*row[:5], "=1+1", row[6]] for row in RECORDS[:1]]
    found = drafts(xlsx([NAMES, *rows]))
    assert isinstance(found[0], Issue)
    assert found[0].reason == "missing_value"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (740.0, "740"),
        (1.5, "1.5"),
        (True, "true"),
        (date(2025, 1, 10), "2025-01-10"),
        (datetime.fromisoformat("2025-01-10"), "2025-01-10"),
        (["a", "b"], "a;b"),
        (" x ", "x"),
    ],
)
def test_typed_cells_as_text(value, text):
    assert typed_cells.cell_text(value) == text


def test_records_in_records_are_flat_columns():
    table = formats.read_table(
        raw_input(RawFile("t", b'{"a": {"b": 1, "c": {"d": "x"}}, "e": null}\n{"f": 2}', ""))
    )
    assert table.columns == ("a.b", "a.c.d", "e", "f")
    assert [row.values for row in table.read()] == [
        {"a.b": "1", "a.c.d": "x", "e": "", "f": ""},
        {"a.b": "", "a.c.d": "", "e": "", "f": "2"},
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda records: json.dumps({"meta": {"n": 2}, "data": records}),
        lambda records: json.dumps({"results": {"items": records, "tags": [{"a": 1}]}}, indent=2),
    ],
)
def test_records_in_an_object_around_them_are_found(wrapped):
    """Web services wrap what they return; each line of such a file is no JSON by itself."""
    records = [{"Country": "Japan", "Kind": "visit"}, {"Country": "Chile"}]
    table = formats.read_table(raw_input(RawFile("api.json", wrapped(records).encode(), "")))
    assert table.columns == ("Country", "Kind")
    assert [row.values["Country"] for row in table.read()] == ["Japan", "Chile"]
    assert "lines are the numbers of the items in the list" in table.warnings[0]


@pytest.mark.parametrize(
    "shape",
    [
        lambda names, rows: [names, *rows],
        lambda names, rows: {"range": "A1:B3", "values": [names, *rows]},
        lambda names, rows: {"columns": names, "index": [0, 1], "data": rows},
        lambda names, rows: {
            name: {str(n): row[at] for n, row in enumerate(rows)} for at, name in enumerate(names)
        },
        lambda names, rows: {f"v{n}": dict(zip(names, row, strict=True)) for n, row in enumerate(rows)},
        lambda names, rows: {
            "none": [],
            **{f"v{n}": [dict(zip(names, row, strict=True))] for n, row in enumerate(rows)},
        },
        lambda names, rows: [{"page": 1}, [dict(zip(names, row, strict=True)) for row in rows]],
    ],
    ids=["rows", "sheet", "split", "columns", "by key", "lists by key", "behind a record of its own"],
)
def test_json_that_programs_write_is_read_as_rows(shape):
    """As one record per object, `from.0` and `to.1` would be sides of one row."""
    data = json.dumps(shape(["from", "to"], [["Japan", "Chile"], ["China", "Peru"]])).encode()
    table = formats.read_table(raw_input(RawFile("t.json", data, "")))
    assert [(row.values["from"], row.values["to"]) for row in table.read()] == [
        ("Japan", "Chile"),
        ("China", "Peru"),
    ]


def test_one_record_of_records_stays_one():
    data = b'{"actor": {"name": "Japan", "iso": "JPN"}, "recipient": {"name": "Chile"}, "date": "2014-05-03"}'
    (row,) = formats.read_table(raw_input(RawFile("t.json", data, ""))).read()
    assert (row.values["actor.name"], row.values["date"]) == ("Japan", "2014-05-03")


def test_of_two_lists_that_of_events_is_read_and_the_other_named():
    event = dict(zip(NAMES, map(str, RECORDS[0]), strict=True))
    data = json.dumps({"events": [event], "notes": [{"k": 1}, {"k": 2}]}).encode()
    table = formats.read_table(raw_input(RawFile("api.json", data, "")), known=events_table.COLUMNS)
    assert [row.values["recipient"] for row in table.read()] == ["MYS"]
    assert table.warnings == ["lines are the numbers of the items in the list 'events'; not read: 'notes'"]


def test_a_single_record_is_a_record_though_it_holds_a_list_of_objects():
    record = {"Country": "Japan", "proofs": [{"url": "https://e.org/1"}, {"url": "https://e.org/2"}]}
    table = formats.read_table(
        raw_input(RawFile("one.jsonl", json.dumps(record).encode(), "")), known=["Country"]
    )
    assert [row.values["Country"] for row in table.read()] == ["Japan"]


def test_a_broken_json_line_costs_that_line():
    lines = json_lines().split(b"\n")
    rows = drafts(b"\n".join([lines[0], b'{"id": "x", ', b"[1, 2]", lines[1]]))
    assert [(row.line, getattr(row, "reason", "")) for row in rows] == [
        (1, ""),
        (2, "bad_json"),
        (3, "bad_json"),
        (4, ""),
    ]


def test_json_lines_whose_records_hold_lists_stay_lines():
    lines = b'{"Country": "Japan", "proofs": [{"url": "https://e.org/1"}]}\n' * 2
    table = formats.read_table(raw_input(RawFile("many.jsonl", lines, "")))
    assert [row.values["Country"] for row in table.read()] == ["Japan", "Japan"]


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (xlsx([NAMES, *RECORDS])[:2000], "cannot be read"),
        (parquet()[:200], "cannot be read as Parquet"),
        (zip_of(**{"events.csv": b"a,b"}), "no XLSX"),
        (zip_of(mimetype=b"application/vnd.oasis", **{"content.xml": b"<office/>"}), "OpenDocument"),
        (b"<stata_dta><header><release>118</release>" + b"\0" * 200, "a Stata file"),
        (bytes([114, 2, 1, 0]) + b"\0" * 200, "a Stata file"),
        (b"$FL2@(#) SPSS DATA FILE" + b"\0" * 200, "an SPSS file"),
        (b"RDX3\nX\n" + b"\0" * 200, "an R file"),
        (b'{| class="wikitable"\n! Date !! From\n', "wiki text"),
        (b"{\\rtf1 date,from}", "an RTF document"),
        (zip_of(**{"xl/workbook.xml": b"<not a workbook"}), "cannot be read as XLSX"),
        (zip_of(**{"xl/workbook.xml": b" " * (150 << 20)}), "unpack to 150 MB"),
        (xlsx([]), "no table"),
        (b'{"a": ', "no JSON lines"),
        (b"[{}, ", "no JSON"),
        (b"[]", "no records"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(data, says):
    with pytest.raises(InputError, match=says):
        drafts(data)


def test_a_parquet_file_that_is_cut_in_its_rows_is_an_error_not_a_short_table():
    data = bytearray(parquet())
    data[10:120] = b"\xff" * 110
    with pytest.raises(InputError, match=r"Parquet|damaged"):
        drafts(bytes(data))


def test_a_date_cell_is_read_whatever_the_formats_of_the_texts_beside_it():
    """A format that would turn day and month around is not for cells that tell their day themselves."""
    mapping = parse_mapping(
        """
[fields]
date = { column = "When", formats = ["%B %Y", "%Y-%d-%m"], range = true }
actor = "A"
recipient = "B"
type = { value = "threat" }
source_url = { value = "https://e.org" }
"""
    )
    day = datetime.fromisoformat("2014-05-02")
    cells = (day, day.replace(hour=10, minute=30), "May 2014", "2014-02-05", "2014-05-13")
    rows = [["When", "A", "B"], *([when, "Japan", "Malaysia"] for when in cells)]
    found = list(open_mapped(raw_input(RawFile("t.xlsx", xlsx(rows), "")), mapping).rows(TODAY))
    assert [d.date.isoformat() for d in found[:4] if isinstance(d, EventDraft)] == [
        "2014-05-02", "2014-05-02", "2014-05-01", "2014-05-02",
    ]  # fmt: skip
    assert [r.line for r in found if isinstance(r, Issue)] == [6]


def test_a_json_object_that_names_a_field_twice_is_rejected_by_name():
    good = json.dumps(dict(zip(NAMES, RECORDS[0], strict=True)), default=str)
    twice = good.replace('"date":', '"date": "2011-01-01", "date":').replace('"1"', '"2"', 1)
    for text in (f"{good}\n{twice}\n", f"[{good}, {twice}]", f'{{"events": [{good}, {twice}]}}'):
        draft, issue = drafts(text.encode(), "t.json")
        assert isinstance(draft, EventDraft)
        assert isinstance(issue, Issue)
        assert (issue.line, issue.column, issue.reason) == (2, "date", "repeated_field")
    with pytest.raises(InputError, match="the name 'events' stands twice"):
        drafts(f'{{"events": [{good}], "events": [{good}]}}'.encode(), "t.json")


def test_a_formula_that_was_saved_without_its_value_is_named():
    """As programs write it; Excel saves the value beside it."""
    row = ["1", date(2025, 1, 9), "Japan", "Malaysia", "leader_visit", '="Visit of "&C2', "https://e.org/1"]
    table = events_table.open_raw(RawFile("t.xlsx", xlsx([NAMES, row, *RECORDS[1:2]]), ""))
    assert not any("formula" in one for one in table.warnings)
    list(table.rows(TODAY))
    list(table.rows(TODAY))
    assert [one for one in table.warnings if "formula" in one] == [
        "1 cell holds a formula without a saved value and read as empty: open the workbook in a spreadsheet "
        "program and save it"
    ]


def test_links_under_other_words_are_columns_and_those_that_show_themselves_are_not():
    """A ministry's list says "link" in every row; a list of Google's holds formulas of links."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Country", "Source", "Page"])
    for n in (2, 3):
        sheet.append(["2014-05-03", "Japan", "link", f"https://e.org/{n}"])
        sheet[f"C{n}"].hyperlink = f"https://real.example/{n}?a=1&b=2"
        sheet[f"D{n}"].hyperlink = f"https://e.org/{n}"
    out = io.BytesIO()
    book.save(out)
    table = formats.read_table(raw_input(RawFile("t.xlsx", out.getvalue(), "")))
    assert table.columns == ("Date", "Country", "Source", "Page", "Source (link)")
    for _ in range(2):
        assert [row.values["Source (link)"] for row in table.read()] == [
            "https://real.example/2?a=1&b=2",
            "https://real.example/3?a=1&b=2",
        ]
    assert table.warnings == [
        "2 cells hide links under their text; the addresses are in the column 'Source (link)'"
    ]


def test_a_link_that_a_formula_makes_is_read_from_it():
    """XlsxWriter saves the text beside the formula, as spreadsheet programs do."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Country", "Source"])
        sheet.write_row(1, 0, ["2014-05-03", "Japan"])
        sheet.write_formula(1, 2, '=HYPERLINK("https://e.org/a?b=1&c=2","communiqué")', None, "communiqué")
        sheet.write_row(2, 0, ["2014-05-04", "Japan", "none"])
    table = formats.read_table(raw_input(RawFile("t.xlsx", out.getvalue(), "")))
    assert [(row.values["Source"], row.values["Source (link)"]) for row in table.read()] == [
        ("communiqué", "https://e.org/a?b=1&c=2"),
        ("none", ""),
    ]
