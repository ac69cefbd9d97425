"""Dates in words: what they name against an anchor, and what stays open."""

from datetime import date

import pytest

from etl.coding.days.date_words import find_dates
from etl.coding.days.dates import Clock, Moment, read_full_date, resolve

ANCHOR = date(2025, 1, 10)  # a Friday


def told(
    text: str, tense: str = "past", anchor: date | None = ANCHOR, last: Moment | None = None
) -> list[str]:
    clock = Clock(anchor, last=last, home=last)
    out = []
    for expression in find_dates(text):
        moment = resolve(expression, clock, tense)
        if moment is None:
            out.append("open")
        else:
            end = f"..{moment.end}" if moment.end else ""
            cut = {"year": 4, "month": 7, "day": 10}[moment.precision]
            out.append(f"{str(moment.day)[:cut]}{end}")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 30 November 1888", ["1888-11-30"]),
        ("on November 30, 1888,", ["1888-11-30"]),
        ("on the 1st September, 2023", ["2023-09-01"]),
        ("2023-09-01", ["2023-09-01"]),
        ("on 25/12/2024", ["2024-12-25"]),
        ("in May 2020", ["2020-05"]),
        ("in 2012", ["2012"]),
        ("from 4 to 7 November", ["2024-11-04..2024-11-07"]),
        ("on May 12 and 13", ["2024-05-12..2024-05-13"]),
        ("from Oct. 28-31", ["2024-10-28..2024-10-31"]),
        ("from 30 December to 2 January", ["2024-12-30..2025-01-02"]),
        ("from Tuesday 31st October to Friday 3rd November 2023", ["2023-10-31..2023-11-03"]),
        ("from Tuesday, October 31, to Friday, November 3, 2023", ["2023-10-31..2023-11-03"]),
        ("on 3 May 2020, and on Thursday 4 June 2020", ["2020-05-03", "2020-06-04"]),
        ("on the first of July 2023", ["2023-07-01"]),
        ("on March 26, 2023 (March 25 local time)", ["2023-03-26"]),
        ("twenty years ago today", ["2005-01-10"]),
        ("in February of 2003", ["2003-02"]),
        ("on New Year's Day 2019", ["2019-01-01"]),
        ("on Christmas Eve of 1979", ["1979-12-24"]),
        ("on the 23rd of February 2013", ["2013-02-23"]),
        ("on the 23rd of December", ["2024-12-23"]),
        ("on Tuesday, 7th January, 2025", ["2025-01-07"]),
        ("2023/9/1", ["2023-09-01"]),
        ("2023.09.01", ["2023-09-01"]),
        ("2023-9-1", ["2023-09-01"]),
        ("on 05.12.2023", ["2023-12-05"]),
        ("on 01.08.2025", ["2025-01-08"]),  # a month first, two days before the writing
        ("The 2017 edition opened on 30 July", ["2017-07-30"]),
        ("1992, 1-3 October.", ["1992-10-01..1992-10-03"]),
        ("In January 12 men went home", ["2025-01"]),
        ("on Sunday week.", ["2025-01-19"]),
        ("on Thursday (Friday NZDT)", ["2025-01-09"]),
        ("last week's visit of the envoy, from Tuesday to Thursday", ["open", "2024-12-31..2025-01-02"]),
        ("was there for two days last week, from Monday on", ["open", "2024-12-30"]),
        ("after last week's raid, Mali on Monday", ["open", "2025-01-06"]),
        ("last week and, from Tuesday to Thursday", ["open", "2025-01-07..2025-01-09"]),
    ],
)
def test_calendar_dates(text: str, expected: list[str]):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("on January 10", "past", ["2025-01-10"]),
        ("On the 8th Pakistani jets hit seven places", "past", ["2025-01-08"]),
        ("the night of the 8th Afghan forces attacked", "past", ["2025-01-08"]),
        ("from Monday to Wednesday of last week", "past", ["2024-12-30..2025-01-01"]),
        ("Thursday to Saturday of next week", "future", ["2025-01-16..2025-01-18"]),
        ("on December 24", "past", ["2024-12-24"]),
        ("since New Year’s Day", "past", ["2025-01-01"]),
        ("on Christmas Day", "past", ["2024-12-25"]),
        ("on December 24", "future", ["2025-12-24"]),
        ("on the 11th", "future", ["2025-01-11"]),
        ("on the 8th", "past", ["2025-01-08"]),
        ("(9)", "past", ["2025-01-09"]),
        ("last October", "past", ["2024-10"]),
        ("in March", "past", ["2024-03"]),
        ("in March", "future", ["2025-03"]),
        ("on Tuesday", "past", ["2025-01-07"]),
        ("on Tuesday", "future", ["2025-01-14"]),
        ("on Friday", "past", ["2025-01-10"]),
        ("last Friday", "past", ["2025-01-03"]),
        ("Wednesday last week", "past", ["2025-01-01"]),
        ("from Tuesday to Thursday", "past", ["2025-01-07..2025-01-09"]),
        ("yesterday", "past", ["2025-01-09"]),
        ("this morning", "past", ["2025-01-10"]),
        ("tomorrow", "future", ["2025-01-11"]),
        ("three days ago", "past", ["2025-01-07"]),
        ("next month", "future", ["2025-02"]),
        ("Last month", "past", ["2024-12"]),
    ],
)
def test_partial_dates_take_the_side_of_the_tense(text: str, tense: str, expected: list[str]):
    assert told(text, tense) == expected


def test_dates_told_by_the_date_before():
    last = Moment(date(2024, 11, 21))
    assert told("the same day", last=last) == ["2024-11-21"]
    assert told("that afternoon", last=last) == ["2024-11-21"]
    assert told("the next day", last=last) == ["2024-11-22"]
    assert told("two days earlier", last=last) == ["2024-11-19"]
    assert told("in December of that year", last=Moment(date(2020, 5, 1), "month")) == ["2020-12"]
    assert told("in April of the following year", last=Moment(date(1985, 2, 1), "month")) == ["1986-04"]
    assert told("in April of the previous year", last=Moment(date(1999, 1, 1), "year")) == ["1998-04"]
    assert told("on 6 April of the previous year", last=Moment(date(1999, 1, 1), "year")) == ["1998-04-06"]
    assert told("in May of the next year", last=Moment(date(1985, 2, 1), "month")) == ["1986-05"]


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday",
        "on January 10",
        "on the 11th",
        "last October",
        "yesterday",
        "in March",
        "on New Year's Eve",
        "three days ago",
        "next month",
    ],
)
def test_without_an_anchor_partial_dates_stay_open(text: str):
    assert told(text, anchor=None) == ["open"]


@pytest.mark.parametrize(
    "text", ["last week", "a few days ago", "two months ago", "several weeks later", "on 3/4/2024"]
)
def test_vague_and_ambiguous_dates_stay_open(text: str):
    assert set(told(text)) <= {"open"}


@pytest.mark.parametrize(
    "text",
    [
        "he may go",
        "the 3rd round",
        "the 38th parallel",
        "1,500 jobs",
        "at 10:20 a.m.",
        "80.5 per cent",
        "the March decision",
    ],
)
def test_what_is_no_date(text: str):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    ["at the 18th Party Congress", "on the 11th ASEAN Summit", "the opening of the 20th China-ASEAN Expo"],
)
def test_what_is_numbered_is_no_date(text: str):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("over the weekend", "past", "2025-01-04..2025-01-05"),
        ("at the weekend", "future", "2025-01-11..2025-01-12"),
        ("this past weekend", "past", "2025-01-04..2025-01-05"),
        ("last weekend", "past", "2025-01-04..2025-01-05"),
    ],
)
def test_a_weekend_is_a_saturday_and_a_sunday(text: str, tense: str, expected: str):
    assert told(text, tense) == [expected]


def test_at_some_weekend_is_no_day():
    assert told("over the weekend of prayers") == told("at weekends") == []


def test_a_full_date_beside_a_vague_one_decides():
    assert told("two days later on February 24", "future") == ["2025-02-24"]
    assert told("said on Wednesday (Jan 8) that") == ["2025-01-08"]
    assert told("on Wednesday, January 8,") == ["2025-01-08"]


def test_read_full_date():
    assert read_full_date("MONDAY, AUGUST 24, 1992") == date(1992, 8, 24)
    assert read_full_date("January 10") is None


OPENINGS = """2024-03-13; Monday; JANUARY 5, 2020; Sept. 3; The first of July; New Year’s Eve; Christmas Day;
    mid-March 2021; Early March 2021; that March; last May; This April; during June; as late as
    June; Yesterday morning; tonight; At dawn today; overnight; hours later; Minutes later; Some
    hours later; within hours; By nightfall; before the day was out; at that time; in those days;
    next day; a day later; On the eve of the visit; sixty years ago today; several weeks ago; Nine
    days earlier; Eleven months later; the end of last week; dated 1974; back to 1974; year 1974;
    (1974); (11); their 1974 treaty; Until 1990; evening of the 3rd; since the 5th; Thursday;
    Wednesday; Friday; October 3; August 2; December 1; November 9; February 7; June 1; Hours later;
    Overnight"""


@pytest.mark.parametrize("words", [" ".join(one.split()) for one in OPENINGS.split(";")])
def test_a_time_is_found_whatever_word_it_opens_with(words):
    """Words are sorted out by their first two letters before they are looked at: none too many."""
    assert find_dates(f"{words} the two sides met")
