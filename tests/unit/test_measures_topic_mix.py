"""Topics per period."""

import math
from datetime import date

import pytest

from dashboard.measures.contract import Weights
from dashboard.measures.topic_mix import topic_mix
from tests.measure_records import COVERED, event, record
from tests.shipped_records import shipped_dyads, shipped_record

STORY = (
    event("2012-02-01", "aid", topics="maritime;security"),
    event("2012-05-01", "leader_visit", topics="trade"),
    event("2012-05-01", "ministerial_meeting", topics="energy"),
    event("2013-05-01", "protest"),
)


def rows(frame, year: int) -> dict[str, float]:
    chosen = frame[frame["period_start"].dt.year == year]
    return dict(zip(chosen["topic"], chosen["amount"], strict=True))


def test_an_event_with_two_topics_gives_half_to_each():
    frame = topic_mix(record(*STORY)).frame
    assert rows(frame, 2012) == {"maritime": 0.5, "security": 0.5, "trade": 1, "energy": 1}
    assert rows(frame, 2013) == {"uncoded": 1}
    assert frame.loc[frame["topic"] == "trade", "share"].item() == pytest.approx(1 / 3)


def test_the_weighted_mix_gives_folded_events_nothing():
    frame = topic_mix(record(*STORY), weights=Weights()).frame
    assert rows(frame, 2012) == {"maritime": 5, "security": 5, "trade": 4, "energy": 0}
    assert frame.loc[frame["period_start"].dt.year == 2012, "n_events"].unique().tolist() == [3]


def test_every_covered_period_is_there_and_says_how_many_events_it_has():
    frame = topic_mix(record(*STORY), "quarter").frame
    assert frame["period_start"].nunique() == 40
    empty = frame[frame["n_events"] == 0]
    assert empty["topic"].isna().all()
    assert empty["share"].isna().all()
    assert empty["breadth"].isna().all()
    assert (empty["status"] == "no_events").all()


def test_periods_before_the_coverage_are_absent_and_later_ones_are_partial_records():
    frame = topic_mix(record(event("2001-01-01", "aid"), *STORY, event("2021-05-01", "aid"))).frame
    assert frame["period_start"].dt.year.min() == COVERED[0][0].year
    assert frame["period_start"].dt.year.max() == 2021
    assert frame["status"].iloc[-1] == "partial_records"


def test_breadth_is_the_entropy_of_the_shares():
    frame = topic_mix(record(*STORY)).frame
    of_2012 = frame.loc[frame["period_start"].dt.year == 2012, "breadth"]
    assert of_2012.nunique() == 1
    assert of_2012.iloc[0] == pytest.approx(2 / 6 * math.log(6) + 2 / 3 * math.log(3))
    assert frame.loc[frame["period_start"].dt.year == 2013, "breadth"].item() == 0


def test_all_time_takes_every_event_of_the_window():
    story = record(event("2001-01-01", "aid", topics="health"), *STORY)
    frame = topic_mix(story, "all").frame
    assert frame["n_events"].unique().tolist() == [5]
    assert frame["status"].unique().tolist() == ["partial"]
    part = topic_mix(story, "all", since=date(2012, 3, 1), until=date(2012, 12, 31)).frame
    assert set(part["topic"]) == {"trade", "energy"}
    assert part["status"].unique().tolist() == ["ok"]


def test_a_year_that_the_window_cuts_counts_the_window_alone():
    mix = topic_mix(record(*STORY), "year", since=date(2012, 3, 1), until=date(2013, 4, 30))
    assert rows(mix.frame, 2012) == {"trade": 1, "energy": 1}
    of_2013 = mix.frame[mix.frame["period_start"].dt.year == 2013]
    assert of_2013["n_events"].tolist() == [0]
    assert of_2013["status"].tolist() == ["no_events"]
    told = "A year in which the period begins or ends counts the events of the period alone."
    assert told in mix.meta["warnings"]
    whole = topic_mix(record(*STORY), "year", since=date(2012, 1, 1), until=date(2013, 12, 31))
    assert rows(whole.frame, 2012) == rows(topic_mix(record(*STORY)).frame, 2012)
    assert told not in whole.meta["warnings"]


def test_no_events_make_an_empty_mix():
    assert topic_mix(record(coverage=())).frame.empty
    assert topic_mix(record(), "all").frame.empty


def test_events_without_topics_are_told():
    assert any("1 of 4 events have no topic" in said for said in topic_mix(record(*STORY)).meta["warnings"])


@pytest.mark.parametrize("dyad", shipped_dyads())
@pytest.mark.parametrize("freq", ["quarter", "year", "all"])
def test_shares_sum_to_one_and_amounts_to_the_events(dyad: str, freq: str):
    frame = topic_mix(shipped_record(dyad), freq).frame
    for _, period in frame.groupby("period_start"):
        n_events = period["n_events"].iloc[0]
        assert period["amount"].sum() == pytest.approx(n_events, abs=1e-9)
        if n_events:
            assert period["share"].sum() == pytest.approx(1, abs=1e-9)
