"""Dates as tables write them: formats, months by name, spans; what cannot be read is never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coding.cells import CellError
from etl.tables.date_lists import read_list
from etl.tables.written_dates import format_problem, month_number, read_written

TODAY = date(2026, 11, 24)


def read(text: str, form: str, language: str = "en", *, is_range: bool = False):
    found = read_written("date", text, (form,), TODAY, language=language, is_range=is_range)
    return found.day.isoformat(), found.precision, found.end.isoformat() if found.end else None


@pytest.mark.parametrize(
    ("text", "form", "language", "day", "precision"),
    [
        ("03.05.2011", "%d.%m.%Y", "en", "2011-05-03", "day"),
        ("20110503", "%Y%m%d", "en", "2011-05-03", "day"),
        ("May 3, 2011[a][12]", "%B %d, %Y", "en", "2011-05-03", "day"),
        ("3 May 2011 [note 4]", "%d %B %Y", "en", "2011-05-03", "day"),
        ("20110500", "%Y%m%d", "en", "2011-05-01", "month"),
        ("00/00/1990", "%d/%m/%Y", "en", "1990-01-01", "year"),
        ("197104", "%Y%m", "en", "1971-04-01", "month"),
        ("Sept. 5, 2011", "%B %d, %Y", "en", "2011-09-05", "day"),
        ("04apr1949", "%d%b%Y", "en", "1949-04-04", "day"),
        ("3rd May 2011", "%d %B %Y", "en", "2011-05-03", "day"),
        ("1er décembre 2017", "%d %B %Y", "fr", "2017-12-01", "day"),
        ("23 de abril de 2018", "%d de %B de %Y", "es", "2018-04-23", "day"),
        ("3. März 2011", "%d. %B %Y", "de", "2011-03-03", "day"),
        ("2014年12月29日", "%Y年%m月%d日", "en", "2014-12-29", "day"),
        ("14-Nov-79", "%d-%b-%y", "en", "1979-11-14", "day"),
        ("14-Nov-26", "%d-%b-%y", "en", "2026-11-14", "day"),
        ("14-Nov-27", "%d-%b-%y", "en", "1927-11-14", "day"),
        ("40668", "excel", "en", "2011-05-05", "day"),
        ("16193", "days since 1970-01-01", "en", "2014-05-03", "day"),
        ("-1.5", "days since 1960-01-01", "en", "1959-12-30", "day"),
        ("1399075199", "seconds since 1970-01-01", "en", "2014-05-02", "day"),
        ("1399075200000", "milliseconds since 1970-01-01", "en", "2014-05-03", "day"),
        ("2017-07-31 00:00:00.000", "%Y-%m-%d %H:%M:%S.%f", "en", "2017-07-31", "day"),
        ("中華民國114年5月3日", "%Y年%m月%d日", "en", "2025-05-03", "day"),
        ("民國元年", "%Y年", "en", "1912-01-01", "year"),
        ("114/05/03", "roc %Y/%m/%d", "en", "2025-05-03", "day"),
        ("14 กุมภาพันธ์ พ.ศ. 2567", "%d %B %Y", "th", "2024-02-14", "day"),
        ("3 มี.ค. 2566", "buddhist %d %b %Y", "th", "2023-03-03", "day"),
        ("14 February 2567 BE", "%d %B %Y", "en", "2024-02-14", "day"),
        ("05/01/2568", "buddhist %d/%m/%Y", "en", "2025-01-05", "day"),
        ("14 फ़रवरी 2023", "%d %B %Y", "hi", "2023-02-14", "day"),
    ],
)
def test_a_day_month_or_year(text, form, language, day, precision):
    assert read(text, form, language) == (day, precision, None)


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("2024 Q3", "%Y", "this is a quarter"),
        ("3T 2024", "%Y", "this is a quarter"),
        ("2024-W07", "%Y-%m-%d", "this is a week"),
        ("1403/10/20", "%d.%m.%Y", "Persian or Islamic"),
        ("12 Ramadan 1445", "%d %B %Y", "Persian or Islamic"),
        ("114/05/03", "%Y/%m/%d", "roc %Y"),
        ("05-01-2568", "%d/%m/%Y", "buddhist %d"),
        ("05/01/2480", "buddhist %d/%m/%Y", "is not written as"),
    ],
)
def test_a_date_of_another_calendar_or_no_day_is_told_by_name(text, form, said):
    with pytest.raises(CellError, match=said):
        read(text, form)


@pytest.mark.parametrize(
    ("text", "form", "language", "first", "last"),
    [
        ("May 23–24, 2011", "%B %d, %Y", "en", "2011-05-23", "2011-05-24"),
        ("April 30 - May 2, 2010", "%B %d, %Y", "en", "2010-04-30", "2010-05-02"),
        ("December 30, 2009 - January 2, 2010", "%B %d, %Y", "en", "2009-12-30", "2010-01-02"),
        ("3 to 5 May 2011", "%d %B %Y", "en", "2011-05-03", "2011-05-05"),
        ("3 al 5 de mayo de 2011", "%d de %B de %Y", "es", "2011-05-03", "2011-05-05"),
        ("12.-14.05.2011", "%d.%m.%Y", "en", "2011-05-12", "2011-05-14"),
        ("2013年1月30日～2月2日", "%Y年%m月%d日", "en", "2013-01-30", "2013-02-02"),
        ("2015-2017", "%Y", "en", "2015-01-01", "2017-12-31"),
        ("2015-17", "%Y", "en", "2015-01-01", "2017-12-31"),
        ("2013; 2014; 2016", "%Y", "en", "2013-01-01", "2016-12-31"),
        ("2011-05-03/2011-05-05", "%Y-%m-%d", "en", "2011-05-03", "2011-05-05"),
    ],
)
def test_a_span_in_a_cell(text, form, language, first, last):
    day, _, end = read(text, form, language, is_range=True)
    assert (day, end) == (first, last)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("30.02.2011", "%d.%m.%Y"),
        ("5-3 May 2011", "%d %B %Y"),
        ("December 30 - January 2, 2010", "%B %d, %Y"),
        ("May 3-5", "%B %d, %Y"),
        ("early May 2011", "%B %d, %Y"),
        ("mai 2011", "%B %Y"),
        ("2017-2015", "%Y"),
        ("", "%Y"),
    ],
)
def test_what_is_no_such_date_is_refused(text, form):
    with pytest.raises(CellError) as caught:
        read(text, form, is_range=True)
    assert caught.value.reason == "bad_date"


@given(
    st.dates(date(1800, 1, 1), date(2026, 1, 1)),
    st.integers(1, 400),
    st.sampled_from(["%d.%m.%Y", "%B %d, %Y", "%d %B %Y", "%Y/%m/%d", "%Y年%m月%d日"]),
)
def test_a_span_of_two_whole_dates_is_those_days(first, length, form):
    last = first + timedelta(days=length)
    text = f"{first.strftime(form)} – {last.strftime(form)}"
    day, precision, end = read(text.replace(f"{first.year:04}", str(first.year)), form, is_range=True)
    assert (day, precision, end) == (first.isoformat(), "day", last.isoformat())


@given(st.text(max_size=40), st.sampled_from(["%d.%m.%Y", "%B %d, %Y", "%Y", "excel", "%d-%b-%y"]))
def test_any_text_is_a_date_or_an_error_that_says_so(text, form):
    try:
        found = read_written("date", text, (form,), TODAY, is_range=True)
    except CellError:
        return
    assert found.end is None or found.end >= found.day


@pytest.mark.parametrize(
    ("text", "form", "days"),
    [
        ("2013; 2017", "%Y", ["2013", "2017"]),
        ("2013; 2014; 2015; 2017", "%Y", ["2013", "2014", "2015", "2017"]),
        ("2013, 2017", "%Y", ["2013", "2017"]),
        ("2013; 2015-2017", "%Y", ["2013", "2015", "2016", "2017"]),
        ("2015-17", "%Y", ["2015", "2016", "2017"]),
        ("3 May 2011; 7 June 2012", "%d %B %Y", ["2011-05-03", "2012-06-07"]),
        ("3 May 2011 and 7 June 2012", "%d %B %Y", ["2011-05-03", "2012-06-07"]),
        ("3-5 May 2011; 7 June 2012", "%d %B %Y", ["2011-05-03/2011-05-05", "2012-06-07"]),
        ("3, 5 and 9 May 2011", "%d %B %Y", ["2011-05-03", "2011-05-05", "2011-05-09"]),
        ("May 3, 5 and 9, 2011", "%B %d, %Y", ["2011-05-03", "2011-05-05", "2011-05-09"]),
        ("May 3, 2011, June 7, 2012", "%B %d, %Y", ["2011-05-03", "2012-06-07"]),
        ("40668; 40670", "excel", ["2011-05-05", "2011-05-07"]),
    ],
)
def test_dates_apart_are_each_for_itself_and_none_between_them_is_made_up(text, form, days):
    cut = {"year": 4, "month": 7, "day": 10}
    found = read_list("date", text, (form,), TODAY)
    told = [one.day.isoformat()[: cut[one.precision]] + (f"/{one.end}" if one.end else "") for one in found]
    assert told == days


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2013; soon", "%Y"),
        ("; ", "%Y"),
        ("December 30, January 2, 2010", "%B %d, %Y"),
        ("30 Feb 2011; 1 May 2011", "%d %B %Y"),
        ("1800-1950", "%Y"),
    ],
)
def test_a_list_with_a_date_that_cannot_be_read_is_refused_whole(text, form):
    with pytest.raises(CellError) as caught:
        read_list("date", text, (form,), TODAY)
    assert caught.value.reason == "bad_date"


@given(
    st.text("0123456789 ;,-/.&May", max_size=30), st.sampled_from(["%d.%m.%Y", "%B %d, %Y", "%Y", "excel"])
)
def test_any_text_is_a_list_of_dates_or_an_error_that_says_so(text, form):
    try:
        found = read_list("date", text, (form,), TODAY)
    except CellError:
        return
    assert 1 <= len(found) == len(set(found)) <= 100


@given(st.lists(st.dates(date(1800, 1, 1), date(2026, 1, 1)), min_size=1, max_size=12, unique=True))
def test_a_list_of_whole_dates_is_those_dates(days):
    for form in ("%d.%m.%Y", "%B %d, %Y", "%d %B %Y"):
        text = "; ".join(day.strftime(form) for day in days)
        assert [one.day for one in read_list("date", text, (form,), TODAY)] == days


def test_a_format_in_another_notation_is_translated():
    assert format_problem("DD.MM.YYYY") == "write '%d.%m.%Y'"
    assert format_problem("%d.%m") == "it needs a year: %Y or %y"
    assert format_problem("%Q %Y").startswith("%Q is not known")
    assert format_problem("%d %B %Y") == format_problem("excel") == ""
    assert format_problem("days since 1970-01-01") == ""
    assert format_problem("days since 1970-13-01") == "write it as strptime does, like '%d.%m.%Y'"


def test_both_ends_of_a_span_name_its_finest_part():
    with pytest.raises(CellError):
        read("11-12/2011", "%d/%m/%Y", is_range=True)
    found = read_written("date", "11-12/2011", ("%d %B %Y", "%d/%m/%Y", "%m/%Y"), TODAY, is_range=True)
    assert (found.day, found.precision, found.end) == (date(2011, 11, 1), "month", date(2011, 12, 31))
    for text, form in (("04/05/2020", "%m/%Y"), ("3-5-2011", "%m-%Y"), ("2011-05-06", "%Y-%m")):
        with pytest.raises(CellError):
            read(text, form, is_range=True)
    assert read("12-14-Nov-79", "%d-%b-%y", is_range=True) == ("1979-11-12", "day", "1979-11-14")
    assert read("11-12/04/2011", "%d/%m/%Y", is_range=True) == ("2011-04-11", "day", "2011-04-12")


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("5/14/2011 0:00", "%m/%d/%Y", "2011-05-14"),
        ("5/13/2011 10:00:00 AM", "%m/%d/%Y", "2011-05-13"),
        ("2011-05-03T23:30:00.000Z", "%Y-%m-%d", "2011-05-03"),
        ("2011-05-03 23:30 -0500", "%Y-%m-%d", "2011-05-03"),
        ("May 3, 2011, 10:00–12:00", "%B %d, %Y", "2011-05-03"),
        ("2014年12月29日 10:00", "%Y年%m月%d日", "2014-12-29"),
    ],
)
def test_a_time_of_day_behind_a_date_is_left_aside(text, form, day):
    assert read(text, form) == (day, "day", None)


def test_a_time_of_day_stands_at_either_end_of_a_span_too():
    text = "5/13/2011 10:00 AM - 5/14/2011 6:30 PM"
    assert read(text, "%m/%d/%Y", is_range=True) == ("2011-05-13", "day", "2011-05-14")


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("12/25/2011", "%d/%m/%Y", "there is no day '12/25/2011', read as %d/%m/%Y"),
        ("31/02/2011", "%d/%m/%Y", "there is no day '31/02/2011', read as %d/%m/%Y"),
        ("2011-05-03T10:00:00Z", "%d/%m/%Y", "'2011-05-03T10:00:00Z' is not written as %d/%m/%Y"),
        ("3-5/4/2011", "%d/%m/%Y", "if it is a span, write range = true"),
        ("2013; 2017", "%Y", 'if each of its dates is an event, write range = "each"'),
    ],
)
def test_a_span_is_spoken_of_only_where_there_is_one(text, form, said):
    with pytest.raises(CellError) as caught:
        read(text, form)
    assert caught.value.message.endswith(said)


def test_months_have_names():
    assert month_number("Jul") == month_number("juillet", "fr") == month_number("JULI", "de") == 7
    assert month_number("juillet") is None
    assert month_number("ma") is None


def test_the_mark_of_a_footnote_ends_no_span():
    assert read("May 17–19, 2022[b]", "%B %d, %Y", is_range=True) == ("2022-05-17", "day", "2022-05-19")
