"""Codes of lists that go back to 1816: the letters of COW, and numbers of states that are not ours."""

from datetime import date

import pytest

from db.vocabulary.countries import COUNTRIES, UnknownCountryError, bearers_of, find_by_code
from db.vocabulary.tables import read_table
from tests.mapped_rows import drafts

ABBREVIATIONS = list(read_table("cow_abbreviations.csv"))


@pytest.mark.parametrize(
    ("abbreviation", "iso3"),
    [
        ("AUS", "AUT"),
        ("AUL", "AUS"),
        ("SLV", "SVN"),
        ("SAL", "SLV"),
        ("SLO", "SVK"),
        ("MAC", "MKD"),
        ("NIR", "NER"),
        ("SWZ", "CHE"),
        ("SWA", "SWZ"),
        ("UKG", "GBR"),
        ("ROK", "KOR"),
        ("DRV", "VNM"),
        ("GFR", "DEU"),
        ("TAW", "TWN"),
        ("rus", "RUS"),
    ],
)
def test_the_letters_of_cow_are_no_iso_codes(abbreviation: str, iso3: str) -> None:
    assert find_by_code("cowabb", abbreviation).iso3 == iso3


def test_every_state_of_the_cow_list_has_its_letters_once() -> None:
    letters = [row["abbreviation"] for row in ABBREVIATIONS]
    assert len(letters) == len(set(letters)) == 219
    numbers = {row["cow"] for row in ABBREVIATIONS}
    assert len(numbers) == 217
    assert {str(country.cow) for country in COUNTRIES.values() if country.cow} <= numbers
    for row in ABBREVIATIONS:
        if not bearers_of("cow", row["cow"]):
            with pytest.raises(UnknownCountryError, match="not among the states here") as caught:
                find_by_code("cowabb", row["abbreviation"])
            assert caught.value.lost, row


@pytest.mark.parametrize(
    ("system", "code", "day", "iso3"),
    [
        ("cow", 365, "1930-01-01", "SUN"),
        ("cowabb", "RUS", "1930-01-01", "SUN"),
        ("cow", 345, "1920-01-01", "YUG"),
        ("gw", 255, "1890-01-01", "DEU"),
        ("cow", 255, "1890-01-01", "DEU"),
        ("gw", 816, "1960-01-01", "VNM"),
        ("cow", 817, "1954-07-01", "VDR"),
        ("cow", 315, "1935-01-01", "CSK"),
    ],
)
def test_a_number_means_the_state_of_its_day(system, code, day, iso3) -> None:
    on = date.fromisoformat(day)
    found = find_by_code(system, code, on)
    assert (found.iso3, found.existed_on(on)) == (iso3, True)


@pytest.mark.parametrize(
    ("code", "day"), [(365, "1817-01-01"), (365, "1918-01-01"), (345, "1900-01-01"), (315, "1900-01-01")]
)
def test_no_later_state_stands_for_one_before_it(code: int, day: str) -> None:
    on = date.fromisoformat(day)
    assert not find_by_code("cow", code, on).existed_on(on)


@pytest.mark.parametrize(("system", "code"), [("cow", 300), ("cow", "730"), ("gw", 240), ("gw", "751")])
def test_the_number_of_a_state_that_is_not_here_says_whose_it_is(system, code) -> None:
    with pytest.raises(UnknownCountryError, match="not among the states here"):
        find_by_code(system, code)


def test_a_number_of_nobody_is_unknown() -> None:
    with pytest.raises(UnknownCountryError, match="unknown COW code '999'"):
        find_by_code("cow", 999)


@pytest.mark.parametrize("behind", ["", ".0", ",0", ",00"])
def test_codes_years_and_words_mean_the_same_with_zeros_behind_them(behind):
    """As pandas writes a column with empty cells, and as a spreadsheet of Europe shows it."""
    mapping = """
missing = ["-9"]
[where]
hostility = ["4"]
[without]
ongoing = ["1"]
[fields]
date = { year = "year", month = "month", day = "day" }
actor = { column = "one", codes = "cow" }
recipient = { column = "two", codes = "cow" }
type = { column = "hostility", values = { "4" = "incident" } }
source_url = { value = "https://e.org/1" }
"""
    cells = ["2", "365", "1962", "10", "-9", "4", "0"]
    row = ";".join(cell + behind for cell in cells)
    (found,) = drafts(mapping, f"one;two;year;month;day;hostility;ongoing\n{row}\n")
    assert (found.actor, found.recipient, found.type) == ("USA", "SUN", "incident")
    assert (found.date, found.date_precision) == (date(1962, 10, 1), "month")


@pytest.mark.parametrize("year", ["2012.0", "2012,0", "2 012", "2,012", "2\u00a0012"])
def test_a_year_written_as_an_amount_is_a_year(year):
    mapping = """
[fields]
date = { column = "year" }
actor = { value = "JPN" }
recipient = { value = "CHN" }
type = { value = "threat" }
source_url = { value = "https://e.org/1" }
"""
    for rule in ("", ', formats = ["%Y"]', ', range = "each"'):
        (found,) = drafts(mapping.replace('"year"', f'"year"{rule}'), f"year;note;by\n{year};x;y\n")
        assert (found.date, found.date_precision) == (date(2012, 1, 1), "year")
