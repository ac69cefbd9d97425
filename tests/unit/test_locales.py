"""Numbers, dates and names outside sentences: in the reader's locale, and clear of their neighbours."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import locales
from dashboard.charts import charts
from dashboard.charts import text as words
from dashboard.charts.contract import SIZES, Style
from dashboard.exports.contract import document_of
from dashboard.exports.csv_file import FORMAT as CSV
from dashboard.exports.json_file import FORMAT as JSON
from dashboard.grids import _evened, _row_height, in_words
from dashboard.locales import bare, day, day_field, name_of, number, percent, span
from dashboard.wording import iso_days, pair
from tests.chart_views import shipped_view

WHEN = date(2025, 12, 3)
TAGS = ("en-GB", "de-DE", "de-CH", "fr-FR", "ja-JP", "ar-EG", "sv-SE", "hi-IN", "fa-IR", "zh-TW", "pt-BR")


@pytest.mark.parametrize(
    ("tag", "long", "short", "month", "figure", "share"),
    [
        ("en-GB", "3 December 2025", "3 Dec 2025", "December 2025", "+1,234.5", "46%"),
        ("de-DE", "3. Dezember 2025", "3. Dez. 2025", "Dezember 2025", "+1.234,5", "46\xa0%"),
        ("fr-FR", "3 décembre 2025", "3 déc. 2025", "décembre 2025", "+1\u202f234,5", "46\xa0%"),
        ("ja-JP", "2025年12月3日", "2025年12月3日", "2025年12月", "+1,234.5", "46%"),
        ("sv-SE", "3 december 2025", "3 dec. 2025", "december 2025", "+1\xa0234,5", "46\xa0%"),
        ("ar-EG", "٣ ديسمبر ٢٠٢٥", "٣ ديسمبر ٢٠٢٥", "ديسمبر ٢٠٢٥", "+١٬٢٣٤٫٥", "٤٦٪\u061c"),
    ],
)
def test_each_locale_has_its_form(tag, long, short, month, figure, share):
    assert bare(day(WHEN, tag=tag)) == long
    assert bare(day(WHEN, tag=tag, is_short=True)) == short
    assert bare(day(WHEN, "month", tag=tag)) == month
    assert bare(number(1234.5, 1, sign=True, tag=tag)) == figure
    assert bare(percent(0.456, tag=tag)) == share


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from(TAGS))
def test_a_number_says_the_same_in_every_locale(value, n_digits, tag):
    told = bare(number(value, n_digits, sign=True, tag=tag))
    point = bare(number(0.5, 1, tag=tag))[1]
    whole, _, part = told.partition(point) if n_digits else (told, "", "")
    read = "".join(one for one in whole if one.isdigit()) + "." + (part or "0")
    sign = -1 if told.startswith("−") else 1
    assert sign * float(read) == pytest.approx(round(value, n_digits), abs=1e-9)
    assert told.startswith("+") == (round(value, n_digits) > 0)


def test_a_span_names_once_what_both_ends_share():
    assert span(date(2023, 1, 9), date(2023, 1, 12)) == "9–12 January 2023"
    assert span(date(2023, 1, 30), date(2023, 2, 2), is_short=True) == "30 Jan – 2 Feb 2023"
    assert span(date(2023, 12, 30), date(2024, 1, 2)) == "30 December 2023 – 2 January 2024"
    assert span(date(2023, 1, 9), date(2023, 1, 12), tag="de-DE", is_short=True) == "9.–12. Jan. 2023"
    assert span(date(2023, 1, 1), date(2023, 1, 12), "month", tag="fr") == "janvier 2023"


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.one_of(st.none(), st.integers(1, 800)),
    st.sampled_from(["day", "month", "year"]),
    st.sampled_from(TAGS),
)
def test_a_cell_in_words_says_what_its_iso_date_says(first, n_days, precision, tag):
    last = None if n_days is None else min(date(2099, 12, 31), first.fromordinal(first.toordinal() + n_days))
    frame = pd.DataFrame(
        {"date": [pd.Timestamp(first)], "date_end": [pd.Timestamp(last)], "date_precision": [precision]}
    )
    (cell,) = iso_days(frame)
    assert in_words(cell, tag) == span(first, last, precision, tag=tag, is_short=True)
    assert in_words(f"{cell}: a visit", tag).endswith(": a visit")


def test_a_cell_without_a_date_stays():
    for text in ("", "not covered", "2025-13-40", "20 guns", "2025x", "<b>2025</b>"):
        assert in_words(text, "fr") == text
    assert in_words("2026-11-26 11:04", "de-DE") == "26. Nov. 2026, 11:04"


def test_a_wrapped_cell_evens_out_wide_letters():
    assert _evened("3. Dez. 2025: a visit") == "3. Dez. 2025: a visit"
    said = "日本–アメリカ合衆国"
    told = _evened(said)
    assert told.replace("\u200b", "") == said
    # However few of them are measured, they are on the average about as wide as Latin ones.
    assert all(words.width(told[:n], 10) / n < 7 for n in range(6, len(told)))


def test_rows_are_as_high_as_their_longest_cell_needs():
    long = "17 Feb 2026: Trump and Takaichi announce first three Japanese-funded projects worth $36bn"
    assert _row_height([(["a visit"], 200)]) == _row_height([]) == 65
    assert _row_height([(["a visit"], 200), ([long], 242)]) == 65
    assert _row_height([([long], 180)]) == 82
    assert _row_height([([long * 9], 180)]) == 99


def test_days_are_typed_in_the_readers_order_and_in_english_as_nobody_misreads():
    found = {tag: day_field(tag) for tag in ("en-US", "de-DE", "fr-FR", "ja-JP", "ar-EG", "sv-SE")}
    assert found == {
        "en-US": "YYYY-MM-DD",
        "de-DE": "DD.MM.YYYY",
        "fr-FR": "DD/MM/YYYY",
        "ja-JP": "YYYY/MM/DD",
        "ar-EG": "DD/MM/YYYY",
        "sv-SE": "YYYY-MM-DD",
    }


def test_names_are_those_of_the_readers_script_and_region():
    assert name_of("KOR", "zh-TW") == "南韓"
    assert name_of("KOR", "zh-CN") == "韩国"
    assert name_of("JPN", "fr-ZZ") == "Japon"
    assert name_of("JPN", "xx-YY") == "Japan"


def test_words_from_the_right_keep_their_neighbours_in_place():
    told = pair("JPN-MYS", "ar-EG")
    assert bare(told) == "اليابان–ماليزيا"
    # Each name is closed off, so that the order of the two is that of the line.
    assert re.fullmatch("\u2068[^\u2068\u2069]+\u2069–\u2068[^\u2068\u2069]+\u2069", told)
    assert number(1.5, 1, tag="ar-EG").startswith("\u2068")
    assert pair("JPN-MYS", "ja-JP") == "日本–マレーシア"
    assert words.width(told, 12) == words.width(bare(told), 12)


def said_by(figure) -> str:
    parts = [
        note.text or ""
        for note in figure.layout.annotations
        if note.name not in ("title", "subtitle", "source")
    ]
    for name in ("xaxis", "yaxis"):
        parts += [str(one) for one in figure.layout[name].ticktext or ()]
    for trace in figure.data:
        for key in ("hovertext", "text"):
            found = trace[key] if key in trace else ()  # noqa: SIM401 (a trace has no get)
            rows = [found] if isinstance(found, str) else list(found if found is not None else ())
            parts += [str(one) for row in rows for one in (row if isinstance(row, list | tuple) else [row])]
        parts.append(str(trace.hovertemplate or "") if "hovertemplate" in trace else "")
    return " ".join(parts)


@pytest.mark.parametrize("chart", sorted(charts()))
@pytest.mark.parametrize("size", [None, SIZES["column"]], ids=["screen", "print"])
def test_figures_write_no_latin_digit_for_a_reader_who_has_others(chart, size):
    view = shipped_view("CHN-JPN")
    figure = charts()[chart].figure(view, Style(size=size, locale="ar_EG"))
    titles = "|".join(re.escape(words.escape(one)) for one in view.record.events["title"])
    told = re.sub(titles, "", said_by(figure))
    assert re.search("[٠-٩]", told)
    # What is left of titles may hold such digits; beside words of ours there are none.
    ours = (
        r"\b\d+(?:[.,]\d+)? (?:events?|points|effective)|\(\+?\d|net [+−]?\d|\b\d{1,2} [A-Z][a-z]{2,3} \d{4}"
    )
    assert not re.findall(ours, told)
    again = charts()[chart].figure(view, Style(size=size, locale="ar_EG"))
    assert again.to_json() == figure.to_json()


def test_data_files_are_the_same_for_all():
    view, chart = shipped_view("JPN-MYS"), charts()["intensity"]
    files = {
        tag: [one.build(document_of(chart, view, app_version="1", locale=tag)) for one in (CSV, JSON)]
        for tag in ("en", "de_DE", "ar_EG")
    }
    assert files["en"] == files["de_DE"] == files["ar_EG"]
    assert locales.is_english("en-GB")
