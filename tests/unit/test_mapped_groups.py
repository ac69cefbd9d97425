"""Several rows of one event: each pair in the time of its own rows, each row used or rejected by its line."""

from datetime import date

import pytest

from etl.contract import EventDraft, Issue, RawFile
from etl.mappings.mapped import MappedTable, apply_mapping
from etl.mappings.mapping import parse_mapping
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input

TODAY = date(2026, 11, 24)

DISPUTES = """
missing = ["-9"]

[fields]
date = { year = "sty", month = "stm", day = "std" }
date_end = { year = "eny", month = "enm", day = "end" }
countries = { column = "ccode", codes = "cow" }
type = { value = "conflict" }
source_url = { value = "https://example.org/disputes" }

[group]
by = ["disp"]

[expand]
sides = "sidea"
"""
HEADER = "disp,ccode,std,stm,sty,end,enm,eny,sidea\n"
WAR = (
    "258,255,23,3,1939,8,5,1945,1\n"
    "258,290,23,3,1939,27,9,1939,0\n"
    "258,2,7,12,1941,14,8,1945,0\n"
    "258,740,7,12,1941,14,8,1945,1\n"
)
TREATIES = """
[fields]
date = "joined"
countries = { column = "member", codes = "cow" }
type = { value = "agreement_signed" }
source_url = { value = "https://example.org/treaties" }

[group]
by = ["treaty"]
"""


def opened(mapping: str, text: str) -> MappedTable:
    return apply_mapping(read_table(raw_input(RawFile("t.csv", text.encode(), ""))), parse_mapping(mapping))


def load(mapping: str, text: str) -> tuple[dict[str, tuple[date, date | None]], list[Issue]]:
    rows = list(opened(mapping, text).rows(TODAY))
    drafts = [row for row in rows if isinstance(row, EventDraft)]
    times = {f"{draft.actor}-{draft.recipient}": (draft.date, draft.date_end) for draft in drafts}
    assert len(times) == len(drafts)
    return times, [row for row in rows if isinstance(row, Issue)]


def test_a_pair_begins_with_the_later_of_its_rows_and_ends_with_the_earlier():
    times, issues = load(DISPUTES, HEADER + WAR)
    assert times == {
        "DEU-POL": (date(1939, 3, 23), date(1939, 9, 27)),
        "DEU-USA": (date(1941, 12, 7), date(1945, 5, 8)),
        "JPN-USA": (date(1941, 12, 7), date(1945, 8, 14)),
    }
    (issue,) = issues
    assert (issue.line, issue.reason) == (5, "never_together")
    assert "until 1939-09-27 (line 3), the other from 1941-12-07" in issue.message


def test_who_joined_later_is_dated_from_then():
    times, issues = load(
        TREATIES, "treaty,joined,member\n3150,1949-04-04,2\n3150,1949-04-04,20\n3150,1952-02-18,640\n"
    )
    assert issues == []
    assert times["CAN-USA"] == (date(1949, 4, 4), None)
    assert times["TUR-USA"] == (date(1952, 2, 18), None)


def test_a_state_that_left_and_came_back_is_dated_from_the_first_time_in_common():
    rows = "1,220,3,9,1939,22,6,1940,0\n1,220,23,10,1944,8,5,1945,0\n1,325,1,1,1945,8,5,1945,1\n"
    assert load(DISPUTES, HEADER + rows)[0] == {"FRA-ITA": (date(1945, 1, 1), date(1945, 5, 8))}


def test_of_a_year_and_a_day_the_coarser_is_told():
    rows = list(opened(TREATIES, "treaty,joined,member\n1,1949,2\n1,1949-04-04,20\n").rows(TODAY))
    assert [(row.date, row.date_precision) for row in rows if isinstance(row, EventDraft)] == [
        (date(1949, 1, 1), "year")
    ]


def test_a_date_that_stands_in_the_first_row_alone_is_that_of_all():
    table = opened(TREATIES, "treaty,joined,member\n1,1960-01-19,2\n1,,740\n")
    (event,) = table.rows(TODAY)
    assert isinstance(event, EventDraft)
    assert (event.actor, event.recipient, event.date) == ("JPN", "USA", date(1960, 1, 19))
    assert table.table.warnings[0] == (
        "joined is empty in 1 row that took the date of the first row of their event, as of a merged cell"
    )


@pytest.mark.parametrize("undated", ["3,,501", "3,0,501"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_without_a_date_gets_no_other_states_day(undated, place):
    rows = ["3,2005-05-01,385", "3,2006-05-02,483"]
    rows.insert(place, undated)
    times, (issue,) = load(TREATIES, "treaty,joined,member\n" + "\n".join(rows) + "\n")
    assert times == {"NOR-TCD": (date(2006, 5, 2), None)}
    assert (issue.line, issue.reason, issue.raw) == (place + 2, "missing_value", undated)
    assert "while other rows of the event have one" in issue.message
    assert 'fill_down = ["joined"]' in issue.message


def test_the_day_of_a_later_row_is_not_that_of_the_first():
    times, issues = load(TREATIES, "treaty,joined,member\n3,,501\n3,2005-05-01,385\n")
    assert times == {}
    assert [(one.line, one.reason) for one in issues] == [(2, "missing_value"), (3, "too_few_countries")]
    first_to_rest = TREATIES + '\n[expand]\npairs = "first-to-rest"\n'
    times, issues = load(first_to_rest, "treaty,joined,member\n3,,501\n3,2005-05-01,385\n3,2005-05-01,2\n")
    assert times == {}
    assert [one.line for one in issues] == [2, 3, 4]


def test_rows_below_a_first_whose_date_cannot_be_read_are_all_rejected():
    times, issues = load(TREATIES, "treaty,joined,member\n3,soon,501\n3,,385\n")
    assert times == {}
    assert [one.line for one in issues] == [2, 3]


def test_a_row_that_names_both_states_dates_their_pair():
    mapping = TREATIES.replace(
        'countries = { column = "member", codes = "cow" }', 'actor = "by"\nrecipient = "on"'
    ).replace("agreement_signed", "sanction")
    times, _ = load(mapping, "treaty,joined,by,on\n1,1990-08-02,USA,IRQ\n1,1991-01-01,JPN,IRQ\n")
    assert times == {"USA-IRQ": (date(1990, 8, 2), None), "JPN-IRQ": (date(1991, 1, 1), None)}


def test_the_state_is_that_of_the_day_on_which_the_pair_began():
    times, issues = load(
        TREATIES, "treaty,joined,member\n1,1990-01-01,365\n1,1992-03-02,371\n1,1992-03-02,365\n"
    )
    assert (times, issues) == ({"ARM-RUS": (date(1992, 3, 2), None)}, [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("300,999,1,1,1990,3,1,1990,1", "unknown_country"),
        ("300,300,1,1,1990,3,1,1990,1", "unknown_country"),
        ("300,645,41,1,1990,3,1,1990,1", "bad_date"),
        ("300,645,1,1,1990,3,1,1990,", "missing_value"),
        ("300,365,1,1,1900,3,1,1990,1", "no_state_then"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_by_its_own_line_and_the_others_stay(row, reason):
    others = "300,2,1,1,1990,3,1,1990,0\n300,200,1,1,1990,3,1,1990,1\n"
    times, (issue,) = load(DISPUTES, HEADER + others + row + "\n")
    assert times == {"GBR-USA": (date(1990, 1, 1), date(1990, 1, 3))}
    assert (issue.line, issue.reason) == (4, reason)
    assert issue.raw.startswith(row[:7])


def test_every_row_of_an_event_that_cannot_be_used_is_counted():
    text = HEADER + "300,2,1,1,1990,3,1,1990,0\n300,999,1,1,1990,3,1,1990,1\n300,200,1,1,1990,3,1,1990,0\n"
    times, issues = load(DISPUTES, text)
    assert times == {}
    assert sorted((issue.line, issue.reason) for issue in issues) == [
        (2, "too_few_countries"),
        (3, "unknown_country"),
        (4, "too_few_countries"),
    ]
    mapping = DISPUTES.replace('type = { value = "conflict" }', 'type = "kind"')
    text = "kind," + HEADER + "x,3,2,1,1,1990,3,1,1990,0\nx,3,200,1,1,1990,3,1,1990,1\n"
    _, issues = load(mapping, text)
    assert [(issue.line, issue.reason) for issue in issues] == [(2, "unknown_type"), (3, "unknown_type")]


def test_the_unit_of_the_counts_is_named():
    table = opened(DISPUTES, HEADER + WAR)
    list(table.rows(TODAY))
    assert table.warnings == [
        "4 rows in 1 group by disp made 3 dyads; counted are dyads, and rows and dyads that were rejected"
    ]


def test_the_first_of_first_to_rest_is_never_another():
    mapping = TREATIES + '\n[expand]\npairs = "first-to-rest"\n'
    times, issues = load(
        mapping, "treaty,joined,member\n1,1960-01-19,999\n1,1960-01-19,2\n1,1960-01-19,740\n"
    )
    assert times == {}
    assert [issue.line for issue in issues] == [2, 3, 4]


MEETINGS = """
[fields]
date = { column = "days", formats = ["%Y-%m-%d"], range = "each" }
countries = "state"
type = { value = "summit" }
source_url = { value = "https://example.org/meetings" }

[group]
by = ["series"]
"""


def meetings(mapping: str, *rows: str) -> tuple[list[tuple[str, str]], list[Issue]]:
    told = list(opened(mapping, "series,state,days\n" + "\n".join(rows) + "\n").rows(TODAY))
    pairs = [(f"{d.actor}-{d.recipient}", str(d.date)) for d in told if isinstance(d, EventDraft)]
    return sorted(pairs), [row for row in told if isinstance(row, Issue)]


def test_of_listed_days_each_row_keeps_its_own():
    found, issues = meetings(
        MEETINGS, "s,JPN,2001-01-05; 2002-01-05", "s,KOR,2002-01-05; 2003-01-05", "s,CHN,2002-01-05"
    )
    assert found == [(pair, "2002-01-05") for pair in ("CHN-JPN", "CHN-KOR", "JPN-KOR")]
    assert [(one.line, one.reason) for one in issues] == [(2, "too_few_countries"), (3, "too_few_countries")]
    assert "on 2001-01-05 an event needs two states, the row names JPN" in issues[0].message


def test_of_listed_days_an_empty_cell_takes_those_of_the_first_row():
    found, issues = meetings(MEETINGS, "s,JPN,2001-01-05; 2002-01-05", "s,KOR,")
    assert found == [("JPN-KOR", "2001-01-05"), ("JPN-KOR", "2002-01-05")]
    assert issues == []


def test_of_listed_days_a_bad_cell_and_one_that_only_some_rows_lack_are_rejected_by_their_lines():
    found, issues = meetings(MEETINGS, "s,JPN,2001-01-05", "s,KOR,", "s,CHN,soon", "s,THA,2001-01-05")
    assert found == [("JPN-THA", "2001-01-05")]
    assert [(one.line, one.column) for one in issues] == [(3, "date"), (4, "date")]


def test_of_listed_days_the_first_state_must_be_there():
    mapping = MEETINGS + '\n[expand]\npairs = "first-to-rest"\n'
    found, issues = meetings(mapping, "s,USA,2001-01-05", "s,JPN,2001-01-05; 2002-01-05")
    assert found == [("JPN-USA", "2001-01-05")]
    assert [(one.line, one.reason) for one in issues] == [(3, "not_with_first")]
    assert "the first row of the event (line 2) does not name 2002-01-05" in issues[0].message
