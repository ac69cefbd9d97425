"""Breaks, bands and badges."""

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import ruptures

from dashboard.measures.badges import badge, last_covered_months
from dashboard.measures.bands import event_band, method_band
from dashboard.measures.breaks import breaks, change_points, penalty
from dashboard.measures.contract import Params, Weights
from dashboard.measures.intensity import measure
from dashboard.measures.weigh import weigh
from tests import independent
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record


def price_of(values: np.ndarray, cuts: list[int], price: float) -> float:
    """Return squared error + price x cuts of a segmentation."""
    edges = [0, *cuts, len(values)]
    return sum(((values[a:b] - values[a:b].mean()) ** 2).sum() for a, b in pairwise(edges)) + price * len(
        cuts
    )


def covered_net(dyad: str) -> np.ndarray:
    frame = measure(shipped_record(dyad), Params()).frame
    return frame.loc[frame["status"].isin(["ok", "no_events"]), "net"].to_numpy()


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_change_points_are_at_least_as_good_as_those_of_ruptures(dyad: str):
    """Ruptures prunes candidates that a minimum length makes best again, so it can miss the optimum."""
    net = covered_net(dyad)
    price = penalty(net)
    mine = change_points(net, price)
    search = ruptures.KernelCPD(kernel="linear", min_size=6).fit(net.reshape(-1, 1))
    theirs = [int(cut) for cut in search.predict(pen=price)[:-1]]
    assert price_of(net, mine, price) <= price_of(net, theirs, price) + 1e-6
    assert all(b - a >= 6 for a, b in pairwise([0, *mine, len(net)]))


def test_most_shipped_dyads_have_the_breaks_that_ruptures_finds():
    same = 0
    for dyad in shipped_dyads():
        net = covered_net(dyad)
        search = ruptures.KernelCPD(kernel="linear", min_size=6).fit(net.reshape(-1, 1))
        same += change_points(net, penalty(net)) == [
            int(cut) for cut in search.predict(pen=penalty(net))[:-1]
        ]
    assert same >= 20


def test_change_points_of_a_step():
    values = np.concatenate((np.zeros(30), np.full(30, 50.0)))
    assert change_points(values, 100.0) == [30]
    assert change_points(np.zeros(60), 0.0) == []
    assert change_points(values[:11], 1.0) == []


def test_the_penalty_falls_back_on_a_tenth_of_the_spread():
    values = np.concatenate((np.zeros(30), np.full(30, 50.0)))
    assert penalty(values) == pytest.approx(300 * 2.5**2 * np.log(60))
    assert penalty(np.zeros(60)) == 0


def test_a_break_says_where_how_much_and_through_which_events():
    story = record(
        event("2013-01-01", "agreement_signed"),
        *[event(f"2016-0{n}-10", "sanction", title=f"ban {n}") for n in range(1, 8)],
        event("2016-01-12", "aid"),
        event("2012-05-01", "aid", title="long before"),
    )
    found = [one for one in breaks(story, Weights()) if one.size < 0]
    largest = min(found, key=lambda one: one.size)
    assert date(2016, 1, 1) <= largest.date <= date(2016, 3, 1)
    assert largest.size == pytest.approx(largest.net_after - largest.net_before)
    assert largest.is_marked
    assert len(largest.events) <= 5
    assert largest.events["points"].is_monotonic_decreasing
    assert "long before" not in set(largest.events["title"])
    apart = (largest.events["date"] - pd.Timestamp(largest.date)).abs().dt.days
    assert (apart <= 45).all()


def test_no_breaks_without_coverage_or_movement():
    assert breaks(record(event("2012-05-01", "aid"), coverage=()), Weights()) == ()
    assert breaks(record(), Weights()) == ()


def test_breaks_in_the_years_of_building_up_are_marked():
    found = [one for dyad in shipped_dyads() for one in breaks(shipped_record(dyad), Weights())]
    assert any(one.is_building_up for one in found)
    assert all(one.is_building_up == (one.date <= date(2004, 12, 31)) for one in found)


def test_the_event_band_is_that_of_plain_loops():
    dyad = "KOR-MYS"
    events = independent.weigh(independent.read_dyads()[dyad], independent.PLOVER_2021)
    events = [e for e in events if not e["folded"]]
    counts = np.random.default_rng(20250110).poisson(1, (500, len(events)))
    band = event_band(shipped_record(dyad), Params(freq="year")).set_index("period_start")
    for last in (date(2012, 12, 31), date(2019, 12, 31), date(2025, 12, 31)):
        drawn = {"cooperation": [], "friction": [], "balance": [], "net": []}
        for row in counts:
            values = independent.value_on(
                [
                    {**e, "score": e["score"] * int(times)}
                    for e, times in zip(events, row, strict=True)
                    if times and e["sits"] <= last
                ],
                last,
            )
            for name in drawn:
                drawn[name].append(values[name])
        for name, values in drawn.items():
            low, high = np.percentile(values, [10, 90])
            assert band.loc[pd.Timestamp(last.year, 1, 1), f"{name}_low"] == pytest.approx(low, abs=1e-9)
            assert band.loc[pd.Timestamp(last.year, 1, 1), f"{name}_high"] == pytest.approx(high, abs=1e-9)


def test_the_method_band_holds_every_choice():
    story = shipped_record("CHN-JPN")
    band = method_band(story, Params(freq="year"))
    curves = []
    for scale in ("plover-2021", "goldstein-cameo"):
        for factor in (0.5, 1.0, 2.0):
            classes = {"talk": 60.0, "meet": 180.0, "act": 365.0, "institution": 1825.0}
            halves = tuple((name, days * factor) for name, days in sorted(classes.items()))
            weights = Weights(scale=scale, half_lives=halves)
            curves.append(measure(story, Params(freq="year", weights=weights)).frame)
    for name in ("cooperation", "friction", "balance", "net"):
        values = np.array([curve[name] for curve in curves])
        np.testing.assert_allclose(band[f"{name}_low"], values.min(axis=0), atol=1e-9)
        np.testing.assert_allclose(band[f"{name}_high"], values.max(axis=0), atol=1e-9)


def test_bands_are_missing_where_nothing_is_covered_and_the_same_each_time():
    story = record(event("2012-05-01", "aid"))
    params = Params(freq="year", since=date(2008, 1, 1))
    band = event_band(story, params)
    assert band["net_low"].isna().tolist() == [True, True] + [False] * 10
    pd.testing.assert_frame_equal(band, event_band(story, params))
    assert event_band(record(coverage=()), params).empty
    assert (event_band(record(), Params(freq="year"))["net_high"] == 0).all()


def test_a_badge_needs_thirteen_covered_months():
    short = ((date(2015, 1, 1), date(2016, 1, 30)),)
    enough = ((date(2015, 1, 1), date(2016, 1, 31)),)
    story = record(event("2015-06-01", "aid"))
    weighed = weigh(story, Weights())
    assert badge(weighed, short) is None
    assert badge(weighed, ()) is None
    found = badge(weighed, enough)
    assert found is not None
    assert found.month_end == date(2016, 1, 31)
    assert found.direction == "eased"


def test_a_badge_runs_to_the_last_covered_month_end():
    assert last_covered_months(((date(2015, 1, 1), date(2016, 6, 15)),)) == (np.datetime64("2016-05-31"), 17)
    story = record(event("2016-02-01", "sanction"))
    found = badge(weigh(story, Weights()), ((date(2015, 1, 1), date(2016, 6, 15)),))
    assert found is not None
    assert found.direction == "strained"
    assert found.change == pytest.approx(found.net_now - found.net_before)


def test_small_changes_are_steady():
    found = badge(
        weigh(record(event("2012-05-01", "summit")), Weights()), ((date(2010, 1, 1), date(2019, 12, 31)),)
    )
    assert found is not None
    assert found.direction == "steady"
