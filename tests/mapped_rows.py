"""Small tables read as a mapping says, for tests."""

from datetime import date

from etl.contract import EventDraft, Issue, RawFile
from etl.mappings.mapped import apply_mapping
from etl.mappings.mapping import parse_mapping
from etl.tables.formats import read_table
from etl.tables.tabular import raw_input

TODAY = date(2026, 11, 24)


VISITS = """
[fields]
date = { column = "Arrival", formats = ["%d.%m.%Y"] }
actor = { column = "Visitor", codes = "cow" }
recipient = { column = "Host" }
type = { value = "leader_visit" }
source_url = { value = "https://example.org/visits" }
"""


def table(text: str):
    return read_table(raw_input(RawFile("t.csv", text.encode(), "")))


def load(mapping: str, text: str) -> list[EventDraft | Issue]:
    return list(apply_mapping(table(text), parse_mapping(mapping)).rows(TODAY))


def drafts(mapping: str, text: str) -> list[EventDraft]:
    rows = load(mapping, text)
    assert [row for row in rows if isinstance(row, Issue)] == []
    return [row for row in rows if isinstance(row, EventDraft)]


def issue(mapping: str, text: str) -> Issue:
    (row,) = load(mapping, text)
    assert isinstance(row, Issue), row
    return row
