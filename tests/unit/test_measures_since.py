"""The change of net since the start of a year, and the partners of a region."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measures.contract import Weights
from dashboard.measures.overview import overview, partners
from dashboard.measures.since import with_change_since, years_to_choose
from db.vocabulary.regions import REGIONS
from tests import independent
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record

TODAY = date(2026, 11, 24)
ALL = [shipped_record(dyad) for dyad in shipped_dyads()]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return overview(ALL, Weights(), TODAY)


@pytest.mark.parametrize("year", [2005, 2013, 2020, 2025])
def test_the_change_and_its_topics_are_those_of_plain_loops(table: pd.DataFrame, year: int):
    found = with_change_since(table, ALL, Weights(), year).set_index("dyad")
    start, end = date(year, 1, 1), date(2025, 12, 31)
    for dyad, rows in independent.read_dyads().items():
        events = independent.weigh(rows, independent.PLOVER_2021)
        before, now = (independent.value_on(events, day)["net"] for day in (start, end))
        assert found.at[dyad, "net_before"] == pytest.approx(before, abs=1e-9)
        assert found.at[dyad, "net_change"] == pytest.approx(now - before, abs=1e-9)
        assert found.at[dyad, "change_from"] == pd.Timestamp(start)
        side = [e for e in events if start < e["sits"] <= end and (e["score"] > 0) == (now > before)]
        amounts: dict[str, float] = {}
        for e in side:
            for topic in e["topics"] or ["uncoded"]:
                amounts[topic] = amounts.get(topic, 0) + 1 / len(e["topics"] or ["uncoded"]) / len(side)
        shares = [share for _, share in found.at[dyad, "topics"]]
        if abs(now - before) < 0.5:
            assert shares == []
            continue
        assert shares == pytest.approx(sorted(amounts.values(), reverse=True)[:3])
        for topic, share in found.at[dyad, "topics"]:
            assert share == pytest.approx(amounts[topic])


def test_since_2020_japan_grew_closest_to_laos_in_southeast_asia(table: pd.DataFrame):
    found = with_change_since(table, ALL, Weights(), 2020)
    mine = partners(found, "JPN", "change", "southeast-asia")
    assert mine["partner"].iloc[0] == "LAO"
    assert mine["net_change"].is_monotonic_decreasing
    assert (
        set(mine["partner"]) == set(partners(found, "JPN")["partner"]) & REGIONS["southeast-asia"].countries
    )
    assert partners(found, "JPN", "change", "oceania")["partner"].tolist() == ["AUS"]
    assert partners(found, "JPN", "net", "africa").empty


def test_no_change_where_the_day_is_not_covered_or_stocks_were_building_up(table: pd.DataFrame):
    for year, is_measured in ((1999, False), (2004, False), (2005, True), (2025, True), (2026, False)):
        changes = with_change_since(table, ALL, Weights(), year)["net_change"]
        assert changes.notna().tolist() == [is_measured] * len(changes)
    bare = record(event("2012-05-01", "aid"), coverage=())
    row = with_change_since(overview([bare], Weights(), TODAY), [bare], Weights(), 2013).iloc[0]
    assert np.isnan(row["net_change"])
    assert row["topics"] == ()
    # Between two spans nothing is vouched for.
    spans = ((date(2000, 1, 1), date(2009, 12, 31)), (date(2012, 1, 1), date(2019, 12, 31)))
    gap = record(event("2012-05-01", "aid"), coverage=spans)
    base = overview([gap], Weights(), TODAY)
    assert np.isnan(with_change_since(base, [gap], Weights(), 2011)["net_change"].iloc[0])
    assert with_change_since(base, [gap], Weights(), 2012)["net_change"].iloc[0] > 0


def test_twelve_months_are_what_they_were(table: pd.DataFrame):
    pd.testing.assert_series_equal(table["net_change"], table["net_change_12m"], check_names=False)
    np.testing.assert_allclose(table["net"] - table["net_before"], table["net_change"], atol=1e-9)
    assert set(table["change_from"]) == {pd.Timestamp("2024-12-31")}
    leap = record(event("2012-05-01", "aid"), coverage=((date(2005, 1, 1), date(2013, 2, 28)),))
    assert overview([leap], Weights(), TODAY)["change_from"].item() == pd.Timestamp("2012-02-29")


def test_a_change_without_events_of_its_side_names_no_topic():
    faded = record(event("2014-12-01", "aid", topics="trade"))
    row = with_change_since(overview([faded], Weights(), TODAY), [faded], Weights(), 2016).iloc[0]
    assert row["net_change"] < -0.5
    assert row["topics"] == ()


@given(
    st.lists(
        st.builds(
            lambda day, kind: event(day.isoformat(), kind, topics="trade"),
            st.dates(date(2008, 1, 1), date(2021, 1, 1)),
            st.sampled_from(["aid", "summit", "sanction", "protest"]),
        ),
        max_size=12,
    ),
    st.integers(2013, 2022),
)
@settings(max_examples=40, deadline=None)
def test_what_holds_of_any_change(story: list[dict[str, str]], year: int):
    asked = record(*story)
    row = with_change_since(overview([asked], Weights(), TODAY), [asked], Weights(), year).iloc[0]
    assert (row["net_change"] == row["net_change"]) == (2015 <= year <= 2019)
    if row["net_change"] == row["net_change"]:
        assert row["net_change"] == pytest.approx(row["net"] - row["net_before"])
    assert sum(share for _, share in row["topics"]) <= 1 + 1e-9


def test_years_to_choose_begin_when_stocks_have_built_up():
    assert years_to_choose(date(2000, 1, 1), date(2025, 12, 31)) == list(range(2025, 2004, -1))
    assert years_to_choose(date(2000, 6, 1), date(2007, 3, 1)) == [2007, 2006]
    assert years_to_choose(None, None) == []
    assert years_to_choose(date(2020, 1, 1), date(2022, 1, 1)) == []
