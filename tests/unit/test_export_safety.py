"""Words from outside do no harm in cells, comment lines, markup and file names."""

import csv
import io
import math
import re
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.cells import cell_text, csv_text, records_of, value_of
from dashboard.exports.safety import clean_stem, comment_line, neutral_cell, plain_text, safe_url, script_json

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(st.text())
def test_no_cell_starts_a_formula(text: str) -> None:
    assert not neutral_cell(text).startswith(STARTS)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_harmless_text_stays_as_it_is(text: str) -> None:
    if not text.startswith(STARTS) and plain_text(text) == text:
        assert neutral_cell(text) == text


def test_numbers_are_no_formulas() -> None:
    assert (cell_text(-2.5), cell_text(-3)) == ("-2.5", "-3")


@given(st.text())
def test_a_comment_is_one_line_without_quotes_or_formulas(text: str) -> None:
    line = comment_line(text)
    assert len(line.splitlines()) <= 1
    assert '"' not in line
    assert not any(part.lstrip().startswith(STARTS) for part in re.split(r"[,;\t]", line)[1:])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_its_cell(number: float) -> None:
    assert float(cell_text(number)) == number


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_the_rows_of_a_csv_are_the_rows_of_the_frame(titles: list[str]) -> None:
    text = csv_text(pd.DataFrame({"title": titles, "n": range(len(titles))}), ["one", "two\nlines"])
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# "))
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert [row[0] for row in rows[1:]] == [neutral_cell(title) for title in titles]


def test_pandas_reads_back_what_was_written() -> None:
    frame = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2000-01-01", "2000-02-01", "2000-03-01"]),
            "value": [0.1 + 0.2, math.nan, -1e-17],
            "n": [1, 2, 3],
            "title": ["plain", "with # sign, comma", ' spaces "and quotes" '],
        }
    )
    again = pd.read_csv(io.StringIO(csv_text(frame, ["a: b"])), comment="#", parse_dates=["period_start"])
    pd.testing.assert_frame_equal(again, frame, check_exact=True, check_dtype=False)


def test_values_for_json() -> None:
    cells = [pd.NaT, pd.NA, None, math.nan, math.inf, np.float64(0.5), np.int64(3), np.bool_(True)]
    assert [value_of(cell) for cell in cells] == [None] * 5 + [0.5, 3, True]
    assert value_of(pd.Timestamp("2025-01-09")) == "2025-01-09"
    assert value_of(pd.Timestamp("2025-01-09 12:30")) == "2025-01-09T12:30:00"
    assert value_of(date(2025, 1, 9)) == "2025-01-09"
    assert value_of(("trade", "energy")) == "trade;energy"
    assert records_of(pd.DataFrame({"a": [1], "b": ["x"]})) == [{"a": 1, "b": "x"}]


@given(st.text())
def test_file_names_are_clean(text: str) -> None:
    stem = clean_stem(text)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}|[A-Za-z0-9]", stem), stem


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", "http:// x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_url(url) == ""


def test_a_web_address_stays() -> None:
    assert safe_url(" https://example.org/a?b=c ") == "https://example.org/a?b=c"


@given(st.text())
def test_json_in_a_script_cannot_close_it(text: str) -> None:
    assert "<" not in script_json(text)
