"""The dates, words and ids of other people's tables, as their mapping says."""

from datetime import date

import pytest

from tests.mapped_rows import VISITS, drafts, issue


def test_words_of_dates_ids_and_proofs_mean_what_the_mapping_says():
    mapping = """
[fields]
id = { column = "n", values = { "1" = "one", "9" = "skip" } }
actor = { value = "JPN" }
recipient = { value = "MYS" }
type = { value = "threat" }
source_name = { column = "by", values = { "NYT" = "New York Times" } }
[fields.date]
column = "when"
formats = ["%d.%m.%Y"]
values = { "Mid-June 2016" = "2016-06", "TBD" = "skip", "Whit" = "12.06.2011" }
[fields.source_url]
column = "src"
separator = ";"
values = { "Factiva" = "skip", "AMTI" = "https://amti.example" }
"""
    text = "n,when,src,by\n{}\n"
    (found,) = drafts(mapping, text.format("1,Mid-June 2016,AMTI,NYT"))
    assert (found.source_event_id, found.date, found.date_precision) == ("one", date(2016, 6, 1), "month")
    assert [(e.url, e.publisher) for e in found.evidence] == [("https://amti.example", "New York Times")]
    (found,) = drafts(mapping, text.format("2,Whit,Factiva; https://e.org/2,"))
    assert (found.date, [e.url for e in found.evidence]) == (date(2011, 6, 12), ["https://e.org/2"])
    for row, column in (
        ("9,03.05.2011,AMTI,", "id"),
        ("3,TBD,AMTI,", "date"),
        ("4,03.05.2011,Factiva,", "source_url"),
    ):
        left = issue(mapping, text.format(row))
        assert (left.reason, left.column) == ("left_out", column)


def test_each_date_of_a_list_is_an_event_and_no_other_year_is():
    mapping = VISITS.replace('formats = ["%d.%m.%Y"]', 'formats = ["%Y"], range = "each"')
    found = drafts(mapping, "Arrival,Visitor,Host\n2013; 2014; 2015; 2017,740,MYS\n2013; 2017,710,MYS\n")
    told = [(d.actor, d.date.year, d.date_end) for d in found]
    assert told == [
        ("JPN", 2013, None), ("JPN", 2014, None), ("JPN", 2015, None), ("JPN", 2017, None),
        ("CHN", 2013, None), ("CHN", 2017, None),
    ]  # fmt: skip


@pytest.mark.parametrize("formats", ["", ', formats = ["%Y"]'])
def test_a_list_of_dates_says_which_key_reads_it(formats):
    mapping = VISITS.replace(', formats = ["%d.%m.%Y"]', formats)
    found = issue(mapping, "Arrival,Visitor,Host\n2013; 2017,740,MYS\n")
    assert found.message.endswith('if each of its dates is an event, write range = "each"')


def test_an_end_in_the_year_0_is_none_and_a_start_there_is_named():
    mapping = VISITS.replace(
        'date = { column = "Arrival", formats = ["%d.%m.%Y"] }',
        'date = { year = "y", month = "m" }\ndate_end = { year = "exit", month = "exitmo" }',
    )
    text = "y,m,exit,exitmo,Visitor,Host\n{},740,USA\n"
    assert [
        d.date_end
        for row in ("1949,4,0,0", "1949,4,,", "1949,4,0,7")
        for d in drafts(mapping, text.format(row))
    ] == [None] * 3
    assert drafts(mapping, text.format("1955,5,1990,10"))[0].date_end == date(1990, 10, 31)
    assert "y is '0', which is no year" in issue(mapping, text.format("0,0,0,0")).message
    assert "y is empty" in issue(mapping, text.format(",4,0,0")).message
    one = VISITS.replace("[fields]", '[fields]\ndate_end = { column = "End", formats = ["%d.%m.%Y"] }')
    cells = "Arrival,End,Visitor,Host\n09.01.2025,{},740,MYS\n"
    assert [drafts(one, cells.format(end))[0].date_end for end in ("00.00.0000", "0", "")] == [None] * 3


def test_a_word_that_no_pattern_finds_is_mapped_and_any_other_is_named():
    links = (
        '{ column = "src", pattern = "(https?://[^ ]+)", values = { "Factiva" = "https://factiva.example" } }'
    )
    mapping = VISITS.replace('{ value = "https://example.org/visits" }', links)
    text = "Arrival,Visitor,Host,src\n09.01.2025,740,MYS,{}\n"
    for cell, url in (
        ("see https://e.org/5 (p. 3)", "https://e.org/5"),
        ("Factiva", "https://factiva.example"),
    ):
        assert [e.url for e in drafts(mapping, text.format(cell))[0].evidence] == [url]
    assert issue(mapping, text.format("www.e.org")).message.endswith(
        "its pattern finds nothing in 'www.e.org'"
    )


@pytest.mark.parametrize(("year", "said"), [("2568", "Buddhist year"), ("1403", "Persian or Islamic")])
def test_a_year_that_cannot_be_says_which_calendar_it_may_be_of(year, said):
    assert said in issue(VISITS, f"Arrival,Visitor,Host\n09.01.{year},740,MYS\n").message
