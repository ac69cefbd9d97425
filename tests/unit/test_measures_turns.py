"""Turns: breaks that belong together, what they were over, and the sentence on the sharpest."""

from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measures.breaks import Break, breaks
from dashboard.measures.contract import Weights
from dashboard.measures.sentences import topics_text, turns_sentence
from dashboard.measures.turns import Turns, join, told_since, turns
from tests import independent, independent_turns
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record


@pytest.mark.parametrize("dyad", ["JPN-KOR", "CHN-JPN", "MYS-USA", "IDN-JPN", "KOR-MYS"])
def test_turns_are_those_of_plain_loops(dyad: str):
    events = independent.weigh(independent.read_dyads()[dyad], independent.PLOVER_2021)
    told = independent_turns.turns(events, independent.months(*independent.read_coverage()), date(2005, 7, 1))
    found = turns(shipped_record(dyad), Weights())
    assert found.since == date(2005, 7, 1)
    assert [(one.first, one.last) for one in found.found] == [(one["first"], one["last"]) for one in told]
    for mine, theirs in zip(found.found, told, strict=True):
        assert mine.net_before == pytest.approx(theirs["before"], abs=1e-9)
        assert mine.net_after == pytest.approx(theirs["after"], abs=1e-9)
        assert list(mine.events["points"]) == pytest.approx(theirs["weights"])
        total = sum(theirs["topics"].values())
        ranked = sorted((n for topic, n in theirs["topics"].items() if topic != "uncoded"), reverse=True)
        told_points = [theirs["topics"][topic] for topic in mine.topics]
        assert told_points == pytest.approx(ranked[: len(told_points)])
        assert all(points >= 0.15 * total for points in told_points[1:])
        if len(told_points) < min(3, len(ranked)):
            assert ranked[len(told_points)] < 0.15 * total


def test_japan_and_south_korea_fell_out_over_wartime_labour_and_trade():
    found = turns(shipped_record("JPN-KOR"), Weights())
    fall = found.sharpest_fall
    assert fall is not None
    assert (fall.first, fall.last) == (date(2018, 10, 1), date(2019, 7, 1))
    assert (round(fall.net_before), round(fall.net_after), fall.shown_size) == (29, -49, -78)
    assert fall.topics[:2] == ("law_rights", "trade")
    assert "export licensing" in fall.events["title"].iloc[0]
    assert [one.first for one in found.shown] == sorted((one.first for one in found.shown), reverse=True)
    assert fall in found.shown
    assert turns_sentence(found) == (
        "In the covered years since July 2005, net fell most between October 2018 and July 2019, from +29 to "
        "−49, over law and rights, trade, and supply chains; it rose most between August 2022 and March "
        "2023, from −28 to +53, with steps on law and rights, regional order, and trade."
    )


def test_turns_end_with_the_period_asked_for():
    found = turns(shipped_record("JPN-KOR"), Weights(), until=date(2018, 12, 31))
    assert max(one.last for one in found.found) <= date(2018, 12, 31)
    assert "August 2012" in turns_sentence(found)


def test_a_fall_by_fading_names_no_friction():
    found = turns(shipped_record("JPN-LAO"), Weights())
    fade = next(one for one in found.found if one.first == date(2019, 6, 1))
    assert fade.events.empty
    assert fade.topics == ()
    assert "with no friction on record around it" in turns_sentence(found)


def test_no_turn_of_the_years_of_building_up_and_none_without_coverage():
    for dyad in shipped_dyads():
        found = turns(shipped_record(dyad), Weights())
        assert all(one.first >= date(2005, 7, 1) for one in found.found)
    assert turns(record(event("2012-05-01", "aid"), coverage=()), Weights()) == Turns(None, ())
    assert turns_sentence(Turns(None, ())) == ""
    assert turns(record(), Weights()).found == ()


@pytest.mark.parametrize(
    ("filling", "since"),
    [
        (date(2004, 12, 31), date(2005, 7, 1)),
        (date(2005, 6, 30), date(2006, 1, 1)),
        (date(2005, 6, 15), date(2006, 1, 1)),
        (None, None),
    ],
)
def test_turns_are_told_from_half_a_year_after_the_building_up(filling, since):
    assert told_since(filling) == since


def at(months: int, size: float) -> Break:
    day = date(2010 + months // 12, months % 12 + 1, 1)
    return Break(day, size, 0.0, size, False, pd.DataFrame())


def test_breaks_of_one_sign_within_twelve_months_are_one_turn():
    found = [at(0, -5), at(12, -6), at(25, -7), at(31, 8), at(37, -9)]
    assert [len(group) for group in join(found)] == [2, 1, 1, 1]
    assert join([]) == []


@given(st.lists(st.tuples(st.integers(6, 30), st.floats(-60, 60).filter(bool)), max_size=12))
def test_joining_loses_nothing_and_leaves_nothing_to_join(steps: list[tuple[int, float]]):
    months, found = 0, []
    for apart, size in steps:
        months += apart
        found.append(at(months, size))
    groups = join(found)
    assert [one for group in groups for one in group] == found
    for group in groups:
        assert len({one.size > 0 for one in group}) == 1
        assert all((b.date - a.date) <= timedelta(days=366) for a, b in pairwise(group))
    for before, after in pairwise(groups):
        is_near = (after[0].date - before[-1].date) <= timedelta(days=366)
        assert not (is_near and (before[-1].size > 0) == (after[0].size > 0))


KINDS = ("aid", "summit", "sanction", "incident", "protest", "agreement_signed")
STORIES = st.lists(
    st.builds(
        lambda day, kind, topics: event(day.isoformat(), kind, topics=";".join(topics)),
        st.dates(date(2008, 1, 1), date(2020, 6, 1)),
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(["trade", "security", "energy", "health"]), unique=True, max_size=3),
    ),
    max_size=30,
)


@given(STORIES)
@settings(max_examples=60, deadline=None)
def test_what_holds_of_the_turns_of_any_events(story: list[dict[str, str]]):
    asked = record(*story)
    found = turns(asked, Weights())
    cuts = {one.date: one for one in breaks(asked, Weights())}
    assert len(found.shown) == min(4, len(found.found))
    for one in found.found:
        assert one.first <= one.last
        assert one.first >= date(2015, 7, 1)
        assert abs(one.size) >= 10
        # A turn is the sum of its breaks.
        inside = [cut.size for day, cut in cuts.items() if one.first <= day <= one.last]
        assert one.size == pytest.approx(sum(inside))
        assert all((size > 0) == one.is_rise for size in inside)
        assert len(one.topics) <= 3
        assert len(one.events) <= 3
        assert (one.events["sign"] == (1 if one.is_rise else -1)).all()
        assert one.events["points"].is_monotonic_decreasing
        days = one.events["date"].dt.date
        around = timedelta(days=45)
        assert all(one.first - around <= day <= one.last + around for day in days)
    left = [one for one in found.found if one not in found.shown]
    least = min((abs(one.size) for one in found.shown), default=0)
    assert all(abs(one.size) <= least for one in left)


def test_topics_stand_in_a_sentence():
    assert topics_text(["trade"]) == "trade"
    assert topics_text(["trade", "energy"]) == "trade and energy"
    assert topics_text(["maritime", "nuclear"]) == "maritime affairs and nuclear matters"
    assert topics_text(["trade", "law_rights"]) == "trade, and law and rights"
    assert topics_text(["trade", "energy", "health"]) == "trade, energy, and health"
