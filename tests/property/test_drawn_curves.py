"""The curves as drawn: few points, and nowhere further from the daily values than is said."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.curves import outline

N_DAYS = 2_000
ACTS = st.lists(
    st.tuples(
        st.integers(0, N_DAYS - 1),
        st.floats(0.1, 10),
        st.sampled_from([30.0, 90.0, 365.0, 1095.0]),
        st.sampled_from(["cooperation", "friction"]),
    ),
    max_size=25,
)


def daily(acts: list[tuple[int, float, float, str]]) -> pd.DataFrame:
    """Return the daily values of acts that fade, from their definition."""
    days = np.arange(N_DAYS)
    sides = {"cooperation": np.zeros(N_DAYS), "friction": np.zeros(N_DAYS)}
    n_events = np.zeros(N_DAYS, dtype=int)
    for on, peak, half_life, side in acts:
        sides[side][on:] += peak * 0.5 ** ((days[on:] - on) / half_life)
        n_events[on] += 1
    return pd.DataFrame({**sides, "balance": sides["cooperation"] - sides["friction"], "n_events": n_events})


@given(acts=ACTS)
def test_straight_lines_between_the_drawn_days_stay_within_a_ten_thousandth_of_the_axis(acts):
    frame = daily(acts)
    kept = outline(frame, np.zeros(N_DAYS, dtype=np.int64))
    span = max(frame["cooperation"].max() + frame["friction"].max(), 5.0)
    for name in ("cooperation", "friction", "balance"):
        drawn = np.interp(np.arange(N_DAYS), kept, frame[name].to_numpy()[kept])
        assert np.abs(drawn - frame[name]).max() <= span / 10_000 + 1e-12


@given(acts=ACTS, turns=st.lists(st.integers(1, N_DAYS - 1), max_size=6))
def test_acts_are_steps_and_every_change_of_line_is_on_its_day(acts, turns):
    frame = daily(acts)
    codes = np.zeros(N_DAYS, dtype=np.int64)
    for turn in turns:
        codes[turn:] += 1
    kept = set(outline(frame, codes).tolist())
    wanted = {on for on, *_ in acts} | set(turns)
    assert wanted | {max(day - 1, 0) for day in wanted} | {0, N_DAYS - 1} <= kept


def test_a_lone_act_takes_few_points():
    frame = daily([(100, 8.0, 365.0, "cooperation")])
    assert len(outline(frame, np.zeros(N_DAYS, dtype=np.int64))) < 100
