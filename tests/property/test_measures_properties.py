"""What holds of the stock for any events whatever."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measures.contract import FREQUENCIES, DyadRecord, Params, Weights
from dashboard.measures.contributions import explain
from dashboard.measures.intensity import METHODS, measure
from dashboard.measures.topic_mix import topic_mix
from dashboard.measures.weigh import weigh
from db.vocabulary import EVENT_TYPES, LEVELS
from tests import independent
from tests.measure_records import COVERED, event, record

DAYS = st.dates(date(2008, 1, 1), date(2021, 12, 31))
VALUES = ["cooperation", "friction", "intensity", "balance", "net", "n_eff"]


LEADERS_MEET = ("leader_visit", "summit", "sideline_meeting")


@st.composite
def events(draw: st.DrawFn, types: tuple[str, ...] = tuple(sorted(EVENT_TYPES))) -> dict[str, str]:
    day = draw(DAYS)
    precision = draw(st.sampled_from([10, 10, 10, 10, 7, 4]))
    kind = draw(st.sampled_from(types))
    level = draw(st.sampled_from(["", *LEVELS]))
    length = draw(st.integers(0, 5))
    end = (day + timedelta(days=length)).isoformat() if precision == 10 and length else ""
    actor, recipient = draw(st.sampled_from([("JPN", "MYS"), ("MYS", "JPN")]))
    topics = ";".join(
        draw(st.lists(st.sampled_from(["trade", "security", "energy"]), unique=True, max_size=3))
    )
    return event(
        day.isoformat()[:precision],
        kind,
        level=level,
        date_end=end,
        actor=actor,
        recipient=recipient,
        topics=topics,
    )


STORIES = st.lists(events(), max_size=25)


@given(STORIES, st.sampled_from(FREQUENCIES))
@settings(max_examples=60, deadline=None)
def test_the_curve_is_the_sum_over_all_events(story: list[dict[str, str]], freq: str):
    rows = [{**row, "id": f"e{number:03d}"} for number, row in enumerate(story)]
    expected = independent.weigh(rows, independent.PLOVER_2021)
    if freq == "day":
        params = Params(freq=freq, since=date(2014, 1, 1), until=date(2014, 3, 1))
    else:
        params = Params(freq=freq)
    frame = measure(record(*story), params).frame
    ends = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}[freq]
    for row in frame.iloc[:: max(1, len(frame) // 10)].itertuples(index=False):
        if row.status == "partial":
            continue
        last = row.period_start.to_period(ends).end_time.date()
        values = independent.value_on(expected, last)
        for name in VALUES:
            assert getattr(row, name) == pytest.approx(values[name], abs=1e-9)


@given(STORIES, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_input_plays_no_part(story: list[dict[str, str]], chance):
    rows = [{**row, "id": f"e{number:03d}"} for number, row in enumerate(story)]
    mixed = list(rows)
    chance.shuffle(mixed)
    first, second = record(*rows), record(*mixed)
    shuffled = DyadRecord("JPN", "MYS", second.events.sample(frac=1, random_state=1), COVERED)
    for method in METHODS:
        params = Params(method=method)
        pd.testing.assert_frame_equal(measure(first, params).frame, measure(shuffled, params).frame)


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_the_dyad_has_no_direction(story: list[dict[str, str]]):
    turned = [{**row, "actor": row["recipient"], "recipient": row["actor"]} for row in story]
    for method in METHODS:
        params = Params(method=method)
        pd.testing.assert_frame_equal(
            measure(record(*story), params).frame, measure(record(*turned), params).frame
        )


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_stocks_only_fall_between_events(story: list[dict[str, str]]):
    frame = measure(record(*story), Params(freq="day")).frame
    quiet = frame["n_events"].to_numpy()[1:] == 0
    for name in ("cooperation", "friction", "n_eff"):
        assert (np.diff(frame[name].to_numpy())[quiet] <= 0).all()
    assert frame["net"].between(-100, 100, inclusive="neither").all()


@given(STORIES, DAYS)
@settings(max_examples=40, deadline=None)
def test_contributions_add_up(story: list[dict[str, str]], day: date):
    told = explain(record(*story), Weights(), day)
    params = Params(freq="day", since=day, until=day)
    frame = measure(record(*story, coverage=((date(2008, 1, 1), date(2021, 12, 31)),)), params).frame
    assert (told["points"] >= 0).all()
    assert told.loc[told["sign"] > 0, "points"].sum() == pytest.approx(frame["cooperation"].item(), abs=1e-9)
    assert told.loc[told["sign"] < 0, "points"].sum() == pytest.approx(frame["friction"].item(), abs=1e-9)
    assert told["points"].is_monotonic_decreasing


@given(
    st.lists(
        events(tuple(name for name in sorted(EVENT_TYPES) if name not in LEADERS_MEET)),
        max_size=12,
    ),
    st.lists(events(("aid",)), max_size=12),
)
@settings(max_examples=30, deadline=None)
def test_stocks_of_events_that_do_not_fold_add_up(some: list[dict[str, str]], others: list[dict[str, str]]):
    params = Params(freq="quarter", since=date(2010, 1, 1), until=date(2019, 12, 31))
    both = measure(record(*some, *others), params).frame
    parts = [measure(record(*story), params).frame for story in (some, others)]
    for name in ("cooperation", "friction", "n_eff", "n_events"):
        np.testing.assert_allclose(both[name], parts[0][name] + parts[1][name], atol=1e-9)


@given(STORIES, st.floats(0.1, 1.0))
@settings(max_examples=30, deadline=None)
def test_stocks_grow_with_the_scores(story: list[dict[str, str]], factor: float):
    scores = tuple(sorted((name, score * factor) for name, score in independent.PLOVER_2021.items()))
    plain = measure(record(*story), Params()).frame
    scaled = measure(record(*story), Params(weights=Weights(scores=scores))).frame
    np.testing.assert_allclose(scaled["cooperation"], plain["cooperation"] * factor, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scaled["friction"], plain["friction"] * factor, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(scaled["n_eff"], plain["n_eff"], atol=1e-9)


@given(STORIES)
@settings(max_examples=40, deadline=None)
def test_an_episode_has_one_head_that_is_no_member_of_another(story: list[dict[str, str]]):
    weighed = weigh(record(*story), Weights()).set_index("event_id")
    folded = weighed[weighed["folded_into"].notna()]
    assert (folded["peak"] == 0).all()
    for member in folded.itertuples():
        head = weighed.loc[member.folded_into]
        assert pd.isna(head["folded_into"])
        assert head["peak"] >= abs(member.score) * member.factor
        end = head["date"] if pd.isna(head["date_end"]) else head["date_end"]
        assert head["date"] - pd.Timedelta(days=1) <= member.date <= end + pd.Timedelta(days=1)


@given(STORIES, st.sampled_from(["quarter", "year", "all"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_shares_sum_to_one(story: list[dict[str, str]], freq: str, is_weighted: bool):
    frame = topic_mix(record(*story), freq, Weights() if is_weighted else None).frame
    for _, period in frame.groupby("period_start"):
        if period["amount"].sum() > 0:
            assert period["share"].sum() == pytest.approx(1, abs=1e-9)
        if not is_weighted:
            assert period["amount"].sum() == pytest.approx(period["n_events"].iloc[0], abs=1e-9)
        assert (period["breadth"].dropna() >= 0).all()


@given(STORIES, st.sampled_from(FREQUENCIES), st.sampled_from(list(METHODS)))
@settings(max_examples=60, deadline=None)
def test_periods_are_complete_and_every_event_is_counted_once(
    story: list[dict[str, str]], freq: str, method: str
):
    params = Params(method=method, freq=freq, since=date(2007, 1, 1), carry_on_until=date(2022, 2, 1))
    frame = measure(record(*story), params).frame
    steps = frame["period_start"].diff().dropna().dt.days
    assert (steps <= {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[freq]).all()
    assert frame["n_events"].sum() == len(story)
    missing = frame["status"] == "not_covered"
    assert frame.loc[missing, VALUES].isna().all(axis=None)
