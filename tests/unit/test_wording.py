"""How pages say numbers, dates and addresses: in the reader's locale, and safely."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.listings import date_words
from dashboard.locales import day
from dashboard.wording import as_sentence, host_of, iso_days, link, number, pair, plain, safe_url, spoken


def test_numbers_follow_the_locale():
    assert number(-1234.5, 1, tag="en-GB") == "−1,234.5"
    assert number(-1234.5, 1, tag="de-DE") == "−1.234,5"
    assert number(36, sign=True, tag="en") == "+36"
    assert number(0.2, sign=True, tag="en") == "0"
    assert number(float("nan")) == "–"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("data.csv is a PDF, not a CSV table", "data.csv is a PDF, not a CSV table"),
        ("my old table.xlsx has no sheet 'Visits'", "my old table.xlsx has no sheet 'Visits'"),
        ("data.csv: the first line is longer than 16 MB", "data.csv: the first line is longer than 16 MB"),
        ("there is no file data.csv", "There is no file data.csv"),
        ("the store is read-only", "The store is read-only"),
    ],
)
def test_the_name_of_a_file_keeps_its_letters(text, said):
    assert as_sentence(text) == said


def test_dates_are_as_precise_as_the_record():
    when = date(2008, 5, 7)
    assert day(when, tag="en-US") == "7 May 2008"
    assert day(when, "month", tag="en-US") == "May 2008"
    assert day(when, "year", tag="fr") == "2008"
    assert day(when, tag="fr-FR") == "7 mai 2008"
    assert day(when, tag="no-such-locale-at-all") == "7 May 2008"


def test_dates_of_tables_sort_as_text_and_bear_their_end():
    frame = pd.DataFrame(
        {
            "date": pd.to_datetime(["2023-01-09", "2023-01-30", "2023-12-30", "2008-05-01", "2008-01-01"]),
            "date_end": pd.to_datetime(["2023-01-12", "2023-02-02", "2024-01-02", None, None]),
            "date_precision": ["day", "day", "day", "month", "year"],
        }
    )
    assert iso_days(frame) == [
        "2023-01-09–12",
        "2023-01-30–02-02",
        "2023-12-30–2024-01-02",
        "2008-05",
        "2008",
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "", None, 7]
)
def test_no_address_but_one_of_the_web_becomes_a_link(address):
    assert safe_url(address) is None
    assert "<a" not in link(address, "<b>proof</b>")
    assert "<b>" not in link(address, "<b>proof</b>")


def test_a_link_is_named_by_its_site_and_leaves_no_trace():
    told = link('https://www.example.org/a"onclick="x')
    assert host_of("https://www.example.org/a") == "example.org"
    assert 'rel="noopener noreferrer"' in told
    assert 'onclick="' not in told


_UNSEEN = str.maketrans("", "", "\\\N{WORD JOINER}")


@given(st.text(max_size=60))
def test_plain_text_has_no_live_sign(text):
    told = plain(text)
    assert told.translate(_UNSEEN) == text.translate(_UNSEEN)
    for position, sign in enumerate(told):
        if sign in "*_[]<>`$:#~|":
            assert told[position - 1] == "\\"


@pytest.mark.parametrize("name", [":material/delete:", ":tada:", ":+1:", ":100:"])
def test_plain_text_names_no_icon(name):
    assert "\\:\N{WORD JOINER}" in plain(f"a {name} b")
    assert "\N{WORD JOINER}" not in plain("from 12:30:15 to 13:00, see https://example.org: all")


def test_pairs_are_named_in_the_readers_language():
    assert pair("JPN-MYS") == "Japan–Malaysia"
    assert pair("JPN-KOR", "fr") == "Japon–Corée du Sud"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("1939-03-23", "1945-05-08", "1939-03-23/1945-05-08"),
        ("1939-03-23", "1940-03-25", "1939-03-23/1940-03-25"),
        ("2025-01-09", "2025-01-10", "2025-01-09/10"),
        ("2025-01-31", "2025-02-02", "2025-01-31/02-02"),
        ("2025-01-09", None, "2025-01-09"),
    ],
)
def test_the_end_of_a_span_in_a_table_names_its_year_where_it_is_another(first, last, said):
    assert date_words(pd.Timestamp(first), pd.Timestamp(last), "day") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. Talks on *aid* (R&D) for $5 - at 10:30", "1. Talks on ∗aid∗ (R&D) for $5 - at 10:30"),
        (
            "![x](https://example.org/x.png) $5 or $7",
            "!(x)(https:\N{WORD JOINER}//example.org/x.png) ＄5 or ＄7",
        ),
        (":material/close: :red[x] &lt;", ":\N{WORD JOINER}material/close: :\N{WORD JOINER}red(x) ＆lt;"),
    ],
)
def test_a_label_bears_no_sign_that_means_something(text, said):
    assert spoken(text) == said
