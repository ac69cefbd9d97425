"""The default method at its edges: what a period rests on, and what an event weighs."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.measures.contract import FRAME_COLUMNS, Params, Weights
from dashboard.measures.contributions import explain, explain_range
from dashboard.measures.intensity import METHODS, measure
from dashboard.measures.weigh import weigh
from tests.measure_records import event, record
from tests.shipped_records import shipped_record


def at(frame: pd.DataFrame, period: str) -> pd.Series:
    return frame.set_index("period_start").loc[pd.Timestamp(period)]


def test_an_event_counts_in_full_on_its_day_and_half_after_its_half_life():
    frame = measure(record(event("2012-01-01", "aid")), Params(freq="day")).frame
    assert at(frame, "2011-12-31")["cooperation"] == 0
    assert at(frame, "2012-01-01")["cooperation"] == 10
    assert at(frame, "2012-12-31")["cooperation"] == pytest.approx(5, abs=1e-12)
    assert at(frame, "2012-01-01")["net"] == pytest.approx(100 * 10 / 20)
    assert at(frame, "2012-12-31")["n_eff"] == pytest.approx(0.5)


def test_friction_is_positive_and_balance_their_difference():
    frame = measure(
        record(event("2012-01-01", "sanction"), event("2012-01-01", "aid")), Params(freq="day")
    ).frame
    row = at(frame, "2012-01-01")
    assert (row["cooperation"], row["friction"], row["intensity"], row["balance"]) == (10, 7, 17, 3)


def test_columns_and_order_are_those_of_the_contract():
    for method in METHODS:
        frame = measure(record(event("2012-05-01", "aid")), Params(method=method)).frame
        assert tuple(frame.columns) == FRAME_COLUMNS
        assert frame["period_start"].is_monotonic_increasing


def test_events_before_the_coverage_carry_over_into_it():
    frame = measure(record(event("2009-12-31", "agreement_signed")), Params(freq="month")).frame
    assert frame["period_start"].iloc[0] == pd.Timestamp("2010-01-01")
    assert frame["cooperation"].iloc[0] == pytest.approx(5 * 2 ** (-31 / 1825))
    assert frame["status"].iloc[0] == "no_events"


def test_month_and_year_precision_sit_on_the_15th_and_on_1_july():
    weighed = weigh(record(event("2012-02", "aid"), event("2012", "aid")), Weights())
    assert list(weighed["sitting_date"].dt.strftime("%m-%d")) == ["02-15", "07-01"]
    assert list(weighed["date"].dt.strftime("%m-%d")) == ["02-01", "01-01"]


def test_statuses_in_their_order():
    covered = ((date(2012, 2, 10), date(2012, 5, 20)),)
    frame = measure(
        record(
            event("2012-01-05", "aid"),
            event("2012-04-02", "aid"),
            event("2012-07-02", "aid"),
            coverage=covered,
        ),
        Params(since=date(2012, 1, 1)),
    ).frame
    assert list(frame["status"]) == [
        "not_covered",  # January: before the coverage, though an event lies there
        "partial",  # February: from the 10th
        "no_events",
        "ok",
        "partial",  # May: to the 20th
        "partial_records",
        "partial_records",  # July: holds the last event
    ]
    assert list(frame["n_events"]) == [1, 0, 0, 1, 0, 0, 1]
    assert frame.loc[0, ["cooperation", "net", "n_eff"]].isna().all()
    assert frame.loc[1:, "cooperation"].notna().all()


def test_a_partial_period_is_sampled_on_its_last_covered_day():
    covered = ((date(2012, 1, 1), date(2012, 5, 20)),)
    story = record(event("2012-01-05", "aid"), event("2012-05-25", "aid"), coverage=covered)
    frame = measure(story, Params()).frame
    assert at(frame, "2012-05-01")["cooperation"] == pytest.approx(10 * 2 ** (-136 / 365))
    assert at(frame, "2012-05-01")["n_events"] == 1


def test_between_two_spans_of_coverage_records_are_partial():
    covered = ((date(2012, 1, 1), date(2012, 2, 29)), (date(2012, 5, 1), date(2012, 6, 30)))
    frame = measure(record(event("2012-01-05", "aid"), coverage=covered), Params()).frame
    assert list(frame["status"]) == [
        "ok",
        "no_events",
        "partial_records",
        "partial_records",
        "no_events",
        "no_events",
    ]
    assert frame["cooperation"].notna().all()


def test_spans_that_touch_are_one():
    covered = ((date(2012, 1, 1), date(2012, 2, 14)), (date(2012, 2, 15), date(2012, 3, 31)))
    frame = measure(record(event("2012-01-05", "aid"), coverage=covered), Params()).frame
    assert list(frame["status"]) == ["ok", "no_events", "no_events"]


def test_without_coverage_the_curve_runs_from_the_first_to_the_last_event():
    story = record(event("2012-03-05", "aid"), event("2012-06-05", "aid"), coverage=())
    result = measure(story, Params(since=date(2012, 1, 1)))
    assert list(result.frame["status"]) == ["not_covered"] * 2 + ["partial_records"] * 4
    assert result.meta["building_up_until"] is None
    assert any("No source vouches" in warning for warning in result.meta["warnings"])


def test_no_events_and_no_coverage_make_an_empty_curve():
    for freq in ("day", "week", "month", "quarter", "year"):
        frame = measure(record(coverage=()), Params(freq=freq, carry_on_until=date(2026, 1, 1))).frame
        assert frame.empty
        assert tuple(frame.columns) == FRAME_COLUMNS


def test_covered_but_without_events_is_zero_throughout():
    for method in METHODS:
        frame = measure(record(), Params(method=method, freq="year")).frame
        assert list(frame["status"]) == ["no_events"] * 10
    frame = measure(record(), Params(freq="year")).frame
    assert (frame[["cooperation", "friction", "net", "n_eff"]] == 0).all(axis=None)


def test_the_curve_is_carried_on_to_today_only_where_asked():
    story = record(event("2019-12-01", "aid"))
    assert measure(story, Params()).frame["period_start"].iloc[-1] == pd.Timestamp("2019-12-01")
    frame = measure(story, Params(freq="day", carry_on_until=date(2020, 2, 3))).frame
    assert frame["period_start"].iloc[-1] == pd.Timestamp("2020-02-03")
    assert frame["status"].iloc[-1] == "partial_records"
    by_month = measure(story, Params(carry_on_until=date(2020, 2, 3))).frame
    assert by_month["cooperation"].iloc[-1] == pytest.approx(frame["cooperation"].iloc[-1])


def test_the_window_trims_and_changes_no_value():
    story = shipped_record("JPN-MYS")
    whole = measure(story, Params()).frame
    part = measure(story, Params(since=date(2015, 5, 20), until=date(2016, 2, 2))).frame
    assert part["period_start"].iloc[0] == pd.Timestamp("2015-05-01")
    assert part["period_start"].iloc[-1] == pd.Timestamp("2016-02-01")
    expected = whole[whole["period_start"].between("2015-05-01", "2016-02-01")].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, expected)


def test_a_window_before_or_after_everything_is_empty():
    assert measure(record(), Params(until=date(2001, 1, 1))).frame.empty
    assert measure(record(), Params(since=date(2030, 1, 1))).frame.empty


def test_iso_weeks_begin_on_monday():
    frame = measure(record(event("2012-05-02", "aid")), Params(freq="week")).frame
    assert (frame["period_start"].dt.day_of_week == 0).all()
    assert frame["period_start"].iloc[0] == pd.Timestamp("2009-12-28")
    assert frame["status"].iloc[0] == "partial"


def test_the_level_of_the_people_who_met_weighs_meetings_only():
    weighed = weigh(
        record(
            event("2012-01-01", "ministerial_meeting", level="minister"),
            event("2012-02-01", "ministerial_meeting"),
            event("2012-03-01", "consultation"),
            event("2012-04-01", "agreement_signed", level="minister"),
        ),
        Weights(),
    )
    assert list(weighed["factor"]) == [0.4, 0.6, 0.25, 1.0]


def test_the_users_scores_rule_sign_and_weight():
    story = record(event("2012-01-01", "aid"), event("2012-01-01", "protest"), event("2012-01-01", "threat"))
    weights = Weights(scores=(("aid", -4.0), ("protest", 3.0), ("threat", 0.0)))
    weighed = weigh(story, weights).set_index("type")
    assert dict(weighed["sign"]) == {"aid": -1, "protest": 1, "threat": -1}
    assert dict(weighed["peak"]) == {"aid": 4, "protest": 3, "threat": 0}
    row = at(measure(story, Params(freq="day", weights=weights)).frame, "2012-01-01")
    assert (row["cooperation"], row["friction"], row["n_eff"]) == (3, 4, 2)


def test_the_users_half_lives_rule_decay_and_are_named():
    weights = Weights(scale="goldstein-cameo", half_lives=(("act", 10.0),))
    result = measure(record(event("2012-01-01", "aid")), Params(freq="day", weights=weights))
    assert at(result.frame, "2012-01-11")["cooperation"] == pytest.approx(3.7)
    assert result.meta["changes"] == ["scale goldstein-cameo", "half-life of act 10 days"]
    assert result.meta["scale"] == "goldstein-cameo"


def test_a_type_without_a_score_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch):
    weights = Weights(scores=(("aid", float("nan")),))
    story = record(event("2012-01-01", "aid"), event("2012-01-02", "protest"))
    result = measure(story, Params(freq="day", weights=weights))
    row = at(result.frame, "2012-01-02")
    assert (row["cooperation"], row["friction"], row["n_eff"]) == (0, 3.5, 1)
    assert any("no score for Aid: 1 event left out" in warning for warning in result.meta["warnings"])
    assert list(explain(story, weights, date(2012, 1, 3))["type"]) == ["protest"]


def test_meta_says_what_the_series_rests_on():
    meta = measure(record(event("2012-05", "aid")), Params()).meta
    assert meta["method"] == "stock-plover-1"
    assert meta["dyad"] == "JPN-MYS"
    assert meta["coverage"] == [["2010-01-01", "2019-12-31"]]
    assert (meta["last_event"], meta["last_event_precision"]) == ("2012-05-01", "month")
    assert meta["building_up_until"] == "2014-12-31"
    assert meta["changes"] == []


def test_warnings_bite_only_where_they_apply():
    story = record(*[event(f"2016-{month:02d}-01", "summit") for month in range(1, 13)])
    said = measure(story, Params(since=date(2016, 6, 1), until=date(2016, 12, 31))).meta["warnings"]
    assert not any("building up" in warning for warning in said)
    assert not any("not proof" in warning for warning in said)
    assert not any("low confidence" in warning for warning in said)
    assert any("not a census" in warning for warning in said)
    early = measure(story, Params(until=date(2011, 1, 1))).meta["warnings"]
    assert any("building up" in warning for warning in early)
    assert any("not proof" in warning for warning in early)


def test_an_explanation_lists_folded_events_with_nothing():
    story = record(event("2012-01-01", "leader_visit", date_end="2012-01-03"), event("2012-01-02", "summit"))
    told = explain(story, Weights(), date(2012, 1, 3))
    assert list(told["points"] > 0) == [True, False]
    assert told["folded_into"].iloc[1] == told["event_id"].iloc[0]
    assert told["age_days"].tolist() == [2, 1]


def test_a_range_is_explained_on_the_events_own_days_and_at_its_end():
    story = record(event("2012-01-01", "aid"), event("2012-06-01", "aid"), event("2013-06-01", "aid"))
    told = explain_range(story, Weights(), date(2012, 1, 1), date(2012, 12, 31))
    assert told["points"].tolist() == [10, 10]
    assert told["points_at_end"].max() == pytest.approx(10 * 2 ** (-213 / 365))


def test_the_daily_curve_of_26_years_is_whole():
    frame = measure(shipped_record("CHN-JPN"), Params(freq="day")).frame
    assert len(frame) > 9400
    assert not np.isnan(frame["net"]).any()
