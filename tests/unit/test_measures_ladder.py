"""The ladder of titles, and the milestones on the curve."""

from datetime import date

import pandas as pd
import pytest

from dashboard.measures.contract import Weights
from dashboard.measures.ladder import NO_TITLE, ladder
from dashboard.measures.milestones import milestones
from dashboard.measures.weigh import weigh
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record


def test_each_title_holds_until_the_next_change():
    steps = ladder(
        record(
            event("2012-05-01", "partnership_upgrade", tier="Strategic Partnership"),
            event("2015-06", "partnership_upgrade", tier="Comprehensive Strategic Partnership"),
        )
    )
    assert list(steps["tier"]) == ["Strategic Partnership", "Comprehensive Strategic Partnership"]
    assert list(steps["kind"]) == ["established", "raised"]
    assert steps["date_until"].iloc[0] == steps["date_from"].iloc[1] == pd.Timestamp("2015-06-01")
    assert steps["drawn_until"].iloc[0] == steps["drawn_from"].iloc[1] == pd.Timestamp("2015-06-15")
    assert pd.isna(steps["date_until"].iloc[1])
    assert list(steps["date_precision"]) == ["day", "month"]


def test_a_downgrade_lowers_or_ends_the_title():
    steps = ladder(
        record(
            event("2012-05-01", "partnership_upgrade", tier="Strategic Partnership"),
            event("2014-05-01", "partnership_downgrade", tier="Partnership"),
            event("2016-05-01", "partnership_downgrade"),
            event("2018-05-01", "partnership_upgrade", tier="Partnership"),
        )
    )
    assert list(steps["tier"]) == ["Strategic Partnership", "Partnership", "Partnership"]
    assert list(steps["kind"]) == ["established", "lowered", "established"]
    assert steps["date_until"].iloc[1] == pd.Timestamp("2016-05-01")


def test_what_names_no_title_is_no_step():
    steps = ladder(
        record(
            event("2011-05-01", "diplomatic_relations"),
            event("2012-05-01", "joint_statement"),
            event("2013-05-01", "joint_statement", tier="Friendly Relations"),
            event("2014-05-01", "partnership_upgrade", tier="Friendly Relations"),
            event("2015-05-01", "partnership_upgrade"),
        )
    )
    assert list(steps["tier"]) == ["Friendly Relations", NO_TITLE], "the repetition of 2014 changes nothing"


def test_an_empty_ladder_keeps_its_columns():
    steps = ladder(record())
    assert steps.empty
    assert {"date_from", "date_until", "tier", "event_id", "kind", "date_precision"} <= set(steps.columns)


def test_titles_come_first_and_others_keep_their_distance():
    story = record(
        event("2012-05-01", "partnership_upgrade", tier="Partnership"),
        event("2012-07-01", "aid", title="too near the title"),
        event("2013-05-01", "aid", title="first"),
        event("2013-08-28", "joint_exercise", title="119 days on"),
        event("2013-08-29", "arms_transfer", title="120 days on"),
    )
    found = milestones(story, Weights())
    assert list(found["title"]) == ["partnership_upgrade of 2012-05-01", "first", "120 days on"]
    assert list(found["number"]) == [1, 2, 3]
    assert list(found["reason"]) == ["title", "weight", "weight"]


def test_ties_go_to_the_earlier_event():
    story = record(event("2013-05-01", "aid"), event("2013-06-01", "aid"))
    assert list(milestones(story, Weights())["date"]) == [pd.Timestamp("2013-05-01")]


def test_milestones_lie_on_the_drawn_curve_and_in_the_window():
    story = record(
        event("2005-05-01", "aid"),
        event("2012-05-01", "aid"),
        event("2015-05-01", "aid"),
        event("2018-05-01", "aid"),
    )
    assert list(milestones(story, Weights())["date"].dt.year) == [2012, 2015, 2018]
    found = milestones(story, Weights(), since=date(2013, 1, 1), until=date(2016, 1, 1))
    assert list(found["date"].dt.year) == [2015]
    assert milestones(record(), Weights()).empty


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_milestones_of_shipped_dyads_hold_the_rules(dyad: str):
    story = shipped_record(dyad)
    found = milestones(story, Weights())
    weighed = weigh(story, Weights()).set_index("event_id")
    assert 0 < len(found) <= 8
    assert found["drawn_on"].is_monotonic_increasing
    assert weighed.loc[found["event_id"], "folded_into"].isna().all()
    titles = set(ladder(story)["event_id"])
    assert titles <= set(found["event_id"])
    days = found["drawn_on"].dt.normalize()
    for row in found[found["reason"] == "weight"].itertuples(index=False):
        apart = (days - row.drawn_on).abs().dt.days
        assert (apart[found["number"] != row.number] >= 120).all()
