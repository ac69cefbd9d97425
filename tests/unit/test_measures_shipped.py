"""Every shipped dyad against the independent computation."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.measures.contract import Params, Weights
from dashboard.measures.contributions import explain
from dashboard.measures.intensity import measure
from dashboard.measures.topic_mix import topic_mix
from tests import independent
from tests.shipped_records import shipped_dyads, shipped_record

SCALES = {"plover-2021": independent.PLOVER_2021, "goldstein-cameo": independent.GOLDSTEIN_CAMEO}


def test_the_two_readings_know_the_same_dyads():
    assert sorted(independent.read_dyads()) == list(shipped_dyads())
    assert len(shipped_dyads()) == 25


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("dyad", shipped_dyads())
def test_monthly_curve_is_that_of_the_independent_computation(dyad: str, scale: str):
    events = independent.weigh(independent.read_dyads()[dyad], SCALES[scale])
    expected = pd.DataFrame(independent.monthly(events, *independent.read_coverage()))
    frame = measure(shipped_record(dyad), Params(weights=Weights(scale=scale))).frame

    assert list(frame["period_start"].dt.date) == list(expected["period_start"])
    assert list(frame["status"]) == list(expected["status"])
    assert list(frame["n_events"]) == list(expected["n_events"])
    for column in ("cooperation", "friction", "intensity", "balance", "net", "n_eff"):
        np.testing.assert_allclose(frame[column], expected[column], rtol=0, atol=1e-9, err_msg=column)


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_contributions_add_up_to_the_independent_value(dyad: str):
    events = independent.weigh(independent.read_dyads()[dyad], independent.PLOVER_2021)
    for day in (date(2005, 2, 28), date(2012, 9, 15), date(2019, 8, 31), date(2025, 12, 31)):
        expected = independent.value_on(events, day)
        told = explain(shipped_record(dyad), Weights(), day)
        assert told.loc[told["sign"] > 0, "points"].sum() == pytest.approx(expected["cooperation"], abs=1e-9)
        assert told.loc[told["sign"] < 0, "points"].sum() == pytest.approx(expected["friction"], abs=1e-9)


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_folded_events_are_those_of_the_independent_computation(dyad: str):
    events = independent.weigh(independent.read_dyads()[dyad], independent.PLOVER_2021)
    told = explain(shipped_record(dyad), Weights(), date(2030, 1, 1))
    by_id = dict(
        zip(
            shipped_record(dyad).events["event_id"],
            shipped_record(dyad).events["source_event_id"],
            strict=True,
        )
    )
    folded = {by_id[event_id] for event_id in told.loc[told["folded_into"].notna(), "event_id"]}
    assert folded == {event["id"] for event in events if event["folded"]}


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_topic_shares_are_those_of_the_independent_computation(dyad: str):
    events = independent.weigh(independent.read_dyads()[dyad], independent.PLOVER_2021)
    frame = topic_mix(shipped_record(dyad)).frame
    for start, rows in frame.groupby("period_start"):
        expected = independent.topic_shares(events, start.year)
        shares = {
            topic: share for topic, share in zip(rows["topic"], rows["share"], strict=True) if share == share
        }
        assert shares == pytest.approx(expected, abs=1e-9)
        assert rows["n_events"].nunique() == 1
        assert rows["n_events"].iloc[0] == sum(event["sits"].year == start.year for event in events)
    assert frame["period_start"].min() == pd.Timestamp("2000-01-01")
    assert frame["period_start"].nunique() >= 26
