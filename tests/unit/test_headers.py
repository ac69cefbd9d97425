"""Where a table begins, and what its columns are called."""

import pytest

from etl.contract import RawFile
from etl.tables.formats import read_table
from etl.tables.headers import find_header, unique_names
from etl.tables.tabular import Cells, raw_input


def table(text: str, **options):
    return read_table(raw_input(RawFile("t.csv", text.encode(), "")), **options)


def test_a_header_on_the_first_line_stays_there():
    rows = [["date", "actor", "recipient"], ["2001", "JPN", "CHN"], ["2002", "JPN", "MYS"]]
    assert find_header(rows).rows == (0,)
    assert find_header(rows[:1]).rows == (0,)
    assert find_header([["name"], ["a"], ["b"]]).rows == (0,)


def test_titles_and_notes_above_the_header_are_passed_over():
    found = table(
        "A table, with a comma\n\nSource: one\nWho;Whom;When;What\nJPN;MYS;2001;visit\nJPN;CHN;2002;visit\n"
    )
    assert found.columns == ("Who", "Whom", "When", "What")
    assert found.header == (4,)
    rows = [row for row in found.read() if isinstance(row, Cells)]
    assert [(row.line, row.values["Whom"]) for row in rows] == [(5, "MYS"), (6, "CHN")]


def test_known_names_find_the_header_where_the_shape_does_not():
    text = "Visits,Table 1,2001\nx,y,z\nVisitor,Host,Date\nJPN,MYS,2001\n"
    assert table(text).columns == ("Visits", "Table 1", "2001")
    assert table(text, known=("Visitor", "Host", "Date")).header == (3,)
    assert table(text, header=(3,)).columns == ("Visitor", "Host", "Date")


def test_a_header_in_two_lines_is_read_together():
    text = "Visitor,,Host,,Day\nCountry,Name,Country,City,\nJapan,Abe,Viet Nam,Hanoi,2013-01-16\n"
    found = table(text)
    assert found.columns == ("Visitor Country", "Visitor Name", "Host Country", "Host City", "Day")
    assert found.header == (1, 2)


def test_a_first_row_of_data_is_no_second_line():
    assert table("a,,c\nJapan,China,x\nJapan,China,y\n").header == (1,)
    assert table("a,b,c,\n1,2,3,4\n").header == (1,)


def test_cells_over_several_lines_keep_the_line_numbers():
    found = table('Title\n"Who\nacts",Whom\nJPN,MYS\n', header=(2,))
    assert found.columns == ("Who acts", "Whom")
    assert [row.line for row in found.read() if isinstance(row, Cells)] == [4]


def test_every_column_has_a_name_of_its_own():
    assert unique_names(["Country", "", "Country", "Country (2)"]) == (
        "Country",
        "column 2",
        "Country (3)",
        "Country (2)",
    )
    found = table("Country,Country\nJapan,China\n")
    (row,) = found.read()
    assert isinstance(row, Cells)
    assert row.values == {"Country": "Japan", "Country (2)": "China"}


@pytest.mark.parametrize("behind", ["\t\t", "\t", ""])
def test_empty_cells_behind_some_rows_do_not_hide_what_parts_them(behind):
    """As programs write them behind a header and some of the rows."""
    rows = [f"2020-01-13\tUSA\tIran\tcall{behind}", "2020-02-03\tUSA\tIraq\tcall\t"]
    text = "\n".join(["Date\tActor\tTarget\tAct\t\t", *rows]) + "\n"
    table = read_table(raw_input(RawFile("t.tsv", text.encode(), "")))
    assert table.columns[:4] == ("Date", "Actor", "Target", "Act")
    rows = [row for row in table.read() if isinstance(row, Cells)]
    assert [row.values["Target"] for row in rows] == ["Iran", "Iraq"]
