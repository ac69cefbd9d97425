"""The other methods, each against numbers worked out by hand or by plain loops."""

import math
from datetime import date

import pandas as pd
import pytest

from dashboard.measures.contract import Params, Weights
from dashboard.measures.intensity import DEFAULT_METHOD, METHODS, measure
from dashboard.measures.intensity.level_dependent import grade
from tests import independent
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record


def year(frame: pd.DataFrame, of: int) -> pd.Series:
    return frame.set_index("period_start").loc[pd.Timestamp(of, 1, 1)]


def test_the_default_comes_first_and_every_file_is_found():
    assert list(METHODS) == [DEFAULT_METHOD, "counts", "friction-share", "goldstein-mean", "level-dependent"]
    for method in METHODS.values():
        assert method.label
        assert method.unit
        assert method.source


def test_counts_take_every_event_once_folded_ones_included():
    story = record(
        event("2012-01-01", "leader_visit"), event("2012-01-01", "summit"), event("2012-05-01", "protest")
    )
    result = measure(story, Params(method="counts", freq="year", weights=Weights(scores=(("protest", 5.0),))))
    row = year(result.frame, 2012)
    assert (row["cooperation"], row["friction"], row["intensity"], row["balance"]) == (2, 1, 3, 1)
    assert math.isnan(row["net"])
    assert result.meta["changes"] == []
    assert result.meta["scale"] is None
    assert year(result.frame, 2013)["cooperation"] == 0


def test_goldstein_mean_is_of_its_own_scale_and_leaves_folded_events_out():
    story = record(
        event("2012-01-01", "leader_visit"), event("2012-01-01", "summit"), event("2012-05-01", "sanction")
    )
    result = measure(story, Params(method="goldstein-mean", freq="year"))
    assert year(result.frame, 2012)["net"] == pytest.approx((2.8 - 8.0) / 2)
    assert math.isnan(year(result.frame, 2013)["net"])
    assert result.meta["scale"] == "goldstein-cameo"


def test_goldstein_mean_can_weigh_by_evidence():
    story = record(
        event("2012-01-01", "aid", source_url="https://a.example/ | https://b.example/"),
        event("2012-05-01", "sanction"),
    )
    plain = measure(story, Params(method="goldstein-mean", freq="year"))
    by_evidence = measure(story, Params(method="goldstein-mean", freq="year", by_evidence=True))
    expected = (7.4 * math.log(3) - 8.0 * math.log(2)) / (math.log(3) + math.log(2))
    assert year(plain.frame, 2012)["net"] == pytest.approx(-0.3)
    assert year(by_evidence.frame, 2012)["net"] == pytest.approx(expected)


def test_level_dependent_moves_less_near_the_ends():
    story = record(event("2012-01-01", "aid"), event("2012-02-01", "aid"), event("2012-03-01", "sanction"))
    frame = measure(story, Params(method="level-dependent")).frame.set_index("period_start")["net"]
    first = 1.0
    second = first + 1.0 * (9 - first) / 9
    third = second - 0.7 * (9 + second) / 9
    assert frame["2011-12-01"] == 0
    assert frame["2012-01-01"] == pytest.approx(first)
    assert frame["2012-02-01"] == pytest.approx(second)
    assert frame["2012-03-01"] == pytest.approx(third)
    assert frame["2019-12-01"] == pytest.approx(third)


def test_level_dependent_never_leaves_its_bounds():
    story = record(*[event(f"2012-{1 + n % 12:02d}-01", "conflict") for n in range(60)])
    frame = measure(story, Params(method="level-dependent")).frame
    assert frame["net"].min() >= -9


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (-9, "rivalry"),
        (-6, "tense"),
        (-3.1, "tense"),
        (-3, "bad"),
        (0, "normal"),
        (3, "good"),
        (9, "friendly"),
    ],
)
def test_grades(value: float, name: str):
    assert grade(value) == name


def test_friction_share_of_the_twelve_months_to_the_day():
    story = record(
        event("2012-01-31", "protest"),
        event("2012-02-01", "sanction"),
        event("2012-06-01", "aid"),
        event("2012-06-01", "summit"),
        event("2012-06-01", "ministerial_meeting"),
    )
    frame = measure(story, Params(method="friction-share")).frame.set_index("period_start")["friction"]
    assert frame["2012-01-01"] == pytest.approx(50)
    assert frame["2012-02-01"] == pytest.approx(75)
    assert frame["2012-06-01"] == pytest.approx(100 * 1.5 / 4)
    assert frame["2013-01-01"] == pytest.approx(100 / 3)
    assert math.isnan(frame["2013-06-01"])


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_methods_on_shipped_events_are_those_of_plain_loops(dyad: str):
    rows = independent.read_dyads()[dyad]
    plover = independent.weigh(rows, independent.PLOVER_2021)
    goldstein = independent.weigh(rows, independent.GOLDSTEIN_CAMEO)
    found = {
        method: measure(shipped_record(dyad), Params(method=method)).frame.set_index("period_start")
        for method in METHODS
    }
    for first, last in independent.months(date(2000, 1, 1), date(2025, 12, 31)):
        inside = [e for e in goldstein if first <= e["sits"] <= last]
        row = {method: frame.loc[pd.Timestamp(first)] for method, frame in found.items()}
        assert row["counts"]["friction"] == sum(e["score"] < 0 for e in inside)
        assert row["counts"]["cooperation"] == sum(e["score"] > 0 for e in inside)

        scores = [e["score"] for e in inside if not e["folded"]]
        mean = sum(scores) / len(scores) if scores else math.nan
        assert row["goldstein-mean"]["net"] == pytest.approx(mean, abs=1e-9, nan_ok=True)

        level = 0.0
        for e in plover:
            if e["sits"] <= last and not e["folded"]:
                impact = 0.1 * e["score"] * e["m"]
                level += impact * (9 - level if impact >= 0 else 9 + level) / 9
        assert row["level-dependent"]["net"] == pytest.approx(level, abs=1e-9)

        year_ago = date(last.year - 1, last.month, 28 if (last.month, last.day) == (2, 29) else last.day)
        recent = [e for e in plover if year_ago < e["sits"] <= last and not e["folded"]]
        verbal = sum(e["type"] in ("protest", "threat", "dispute") for e in recent)
        material = sum(e["score"] < 0 for e in recent) - verbal
        share = 100 * (material + 0.5 * verbal) / len(recent) if recent else math.nan
        assert row["friction-share"]["friction"] == pytest.approx(share, abs=1e-9, nan_ok=True)
