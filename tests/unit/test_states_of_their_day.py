"""Which state stood in the place of another on a day: the Soviet Union in that of Russia."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary.countries import COUNTRIES, of_its_day


@pytest.mark.parametrize(
    ("iso3", "day", "then"),
    [
        ("RUS", "1991-12-25", "SUN"),
        ("RUS", "1991-12-26", "RUS"),
        ("SUN", "1992-06-01", "RUS"),
        ("SRB", "1999-04-01", "YUG"),
        ("SRB", "2005-04-01", "SCG"),
        ("SRB", "2025-04-01", "SRB"),
        ("SSD", "1970-01-01", "SSD"),
        ("FRA", "1700-01-01", "FRA"),
    ],
)
def test_the_state_that_stood_in_the_place_of_another_on_a_day(iso3: str, day: str, then: str):
    assert of_its_day(iso3, date.fromisoformat(day)) == then


@given(st.sampled_from(sorted(COUNTRIES)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_state_gives_way_on_a_day_of_its_own(iso3: str, day: date):
    then = of_its_day(iso3, day)
    assert then == iso3 or (COUNTRIES[then].existed_on(day) and not COUNTRIES[iso3].existed_on(day))
