"""Many dyads at once: overview, moves, comparison, direction, anniversaries, known episodes."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.measures.anniversaries import anniversaries
from dashboard.measures.compare import anchor_day, anchors, compare
from dashboard.measures.contract import Params, Weights
from dashboard.measures.direction import direction, direction_totals
from dashboard.measures.intensity import measure
from dashboard.measures.key_figures import key_figures
from dashboard.measures.known_episodes import KNOWN_EPISODES, check_episodes
from dashboard.measures.moves import data_end, moves
from dashboard.measures.overview import overview, partners, rank
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record

TODAY = date(2026, 11, 24)
ALL = [shipped_record(dyad) for dyad in shipped_dyads()]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return overview(ALL, Weights(), TODAY)


def test_overview_says_what_the_key_figures_say(table: pd.DataFrame):
    assert len(table) == 25
    row = table.set_index("dyad").loc["JPN-MYS"]
    figures = key_figures(shipped_record("JPN-MYS"), Weights(), TODAY)
    assert row["net"] == figures.net
    assert row["net_change_12m"] == figures.net_change_12m
    assert row["tier"] == "Comprehensive Strategic Partnership"
    assert row["last_event_date"] == pd.Timestamp("2025-10-26")
    assert row["as_of"] == pd.Timestamp("2025-12-31")


def test_overview_ranks_by_change_either_way(table: pd.DataFrame):
    assert table["net_change_12m"].abs().is_monotonic_decreasing
    assert rank(table, "net")["net"].is_monotonic_decreasing
    assert rank(table, "name")["dyad"].is_monotonic_increasing
    with pytest.raises(KeyError):
        rank(table, "level")


def test_spark_lines_are_month_ends_of_net(table: pd.DataFrame):
    row = table.set_index("dyad").loc["CHN-JPN"]
    monthly = measure(shipped_record("CHN-JPN"), Params(until=date(2025, 12, 31))).frame["net"]
    np.testing.assert_allclose(row["spark"], monthly.tail(120), atol=1e-9)


def test_partners_of_a_country(table: pd.DataFrame):
    mine = partners(table, "JPN")
    assert set(mine["partner"]) >= {"MYS", "CHN", "AUS", "USA"}
    assert "JPN" not in set(mine["partner"])
    assert mine["net"].is_monotonic_decreasing
    assert partners(table, "FRA").empty


def test_overview_of_nothing_and_of_empty_dyads():
    assert overview([], Weights(), TODAY).empty
    row = overview([record(), record(coverage=())], Weights(), TODAY)
    assert row["net"].isna().tolist() == [False, True]
    assert row["spark"].map(len).tolist() == [120, 0]


def test_the_next_scheduled_event_is_the_first_that_is_not_over():
    story = record(event("2012-05-01", "aid"))
    ahead = record(
        event("2026-11-20", "summit", title="over"),
        event("2026-11-23", "leader_visit", date_end="2026-11-25", title="under way"),
        event("2026-12-25", "summit", title="later"),
    ).events
    assert key_figures(story, Weights(), TODAY, scheduled=ahead).next_event.title == "under way"
    assert key_figures(story, Weights(), TODAY, scheduled=ahead.iloc[:0]).next_event is None
    assert overview([story], Weights(), TODAY, scheduled=ahead)["next_event_title"].item() == "under way"


def test_key_figures_are_as_of_the_last_covered_day():
    story = record(event("2019-06-01", "aid"), event("2020-06-01", "aid"))
    figures = key_figures(story, Weights(), TODAY)
    assert figures.as_of == date(2019, 12, 31)
    assert figures.cooperation == pytest.approx(10 * 2 ** (-213 / 365))
    assert figures.level == pytest.approx(100 * (1 - np.exp(-figures.intensity / 40)))
    assert figures.last_event.day == date(2020, 6, 1)
    assert figures.has_records_after_coverage
    assert (figures.n_events, figures.n_events_12m) == (2, 1)


def test_key_figures_up_to_an_earlier_day_know_nothing_later():
    story = shipped_record("JPN-MYS")
    figures = key_figures(story, Weights(), TODAY, until=date(2020, 6, 30))
    assert figures.as_of == date(2020, 6, 30)
    assert figures.title.tier == "Strategic Partnership"
    assert figures.last_event.day <= date(2020, 6, 30)
    assert figures.change_to == date(2020, 6, 30)


def test_what_moved_most_and_through_what():
    end = data_end(ALL)
    assert end == date(2025, 12, 31)
    moved = moves(ALL, Weights(), end)
    assert moved["change"].abs().is_monotonic_decreasing
    first = moved.iloc[0]
    assert first["dyad"] == "CHN-JPN"
    assert first["change"] == pytest.approx(first["net"] - first["net_before"])
    assert all(date(2025, 10, 3) <= day <= end for day in first["dates"])
    assert len(moves(ALL, Weights(), end, limit=3)) == 3


def test_a_move_by_fading_names_no_event():
    moved = moves([record(event("2019-01-01", "aid"))], Weights(), date(2019, 12, 31))
    assert moved["change"].item() < 0
    assert moved["titles"].item() == ()


def test_dyads_not_covered_on_both_days_do_not_move():
    assert moves([record(coverage=())], Weights(), date(2019, 12, 31)).empty
    assert moves(ALL, Weights(), date(2026, 3, 1)).empty


def test_compare_counts_months_from_the_anchor():
    pair = [shipped_record("JPN-MYS"), shipped_record("JPN-VNM"), shipped_record("JPN-KOR")]
    days = anchors(pair, "upgrade")
    assert days == {"JPN-MYS": date(2023, 12, 16), "JPN-VNM": date(2023, 11, 27)}
    frame = compare(pair, Params(), days)
    assert set(frame["dyad"]) == {"JPN-MYS", "JPN-VNM"}
    zero = frame[frame["offset"] == 0].set_index("dyad")["period_start"]
    assert zero["JPN-MYS"] == pd.Timestamp("2023-12-01")
    assert zero["JPN-VNM"] == pd.Timestamp("2023-11-01")
    for _, mine in frame.groupby("dyad"):
        assert (mine["offset"].diff().dropna() == 1).all()


@pytest.mark.parametrize(
    ("freq", "start"), [("day", "2023-12-16"), ("week", "2023-12-11"), ("quarter", "2023-10-01")]
)
def test_compare_aligns_at_every_frequency(freq: str, start: str):
    story = shipped_record("JPN-MYS")
    frame = compare([story], Params(freq=freq), anchors([story], "upgrade"))
    assert frame.loc[frame["offset"] == 0, "period_start"].item() == pd.Timestamp(start)
    assert (frame["offset"].diff().dropna() == 1).all()


def test_compare_on_the_calendar_keeps_the_series():
    frame = compare([shipped_record("JPN-MYS")], Params())
    assert frame["offset"].isna().all()
    assert frame["net"].equals(measure(shipped_record("JPN-MYS"), Params()).frame["net"])
    assert compare([], Params()).empty


def test_anchors_lie_in_the_coverage_where_one_does():
    story = shipped_record("JPN-PHL")
    assert anchor_day(story, "upgrade") == date(2015, 6, 4), "the one of 2026 lies after the coverage"
    assert anchor_day(shipped_record("JPN-SGP"), "upgrade") == date(2026, 3, 18)
    assert anchor_day(record(), "visit") is None
    assert anchor_day(story, "event:no such") is None
    some = int(story.events["event_id"].iloc[40])
    assert anchor_day(story, f"event:{some}") is not None


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_directions_add_up_to_the_whole(dyad: str):
    story = shipped_record(dyad)
    whole = measure(story, Params(freq="year")).frame
    parts = direction(story, Params(freq="year")).frame
    assert parts.groupby("period_start")["direction"].nunique().eq(3).all()
    for column in ("cooperation", "friction", "n_events"):
        sums = parts.groupby("period_start")[column].sum().to_numpy()
        np.testing.assert_allclose(sums, whole[column], atol=1e-9)


def test_direction_tells_who_acted():
    story = record(
        event("2012-05-01", "sanction"),
        event("2012-06-01", "protest", actor="MYS", recipient="JPN"),
        event("2012-07-01", "summit"),
    )
    frame = direction(story, Params(freq="year", since=date(2012, 1, 1), until=date(2012, 2, 1))).frame
    assert dict(zip(frame["direction"], frame["friction"] > 0, strict=True)) == {
        "JPN>MYS": True,
        "MYS>JPN": True,
        "mutual": False,
    }
    totals = direction_totals(story, Params())
    assert totals[["direction", "type", "n_events", "points"]].to_numpy().tolist() == [
        ["JPN>MYS", "sanction", 1, 7.0],
        ["MYS>JPN", "protest", 1, 3.5],
        ["mutual", "summit", 1, 4.0],
    ]


def test_round_anniversaries_ahead():
    story = record(
        event("2007-05-01", "diplomatic_relations"),
        event("2011-12", "agreement_signed"),
        event("2012-02-29", "partnership_upgrade"),
        event("2011-11-23", "agreement_signed"),
        event("2012-05-02", "aid"),
    )
    found = anniversaries([story], TODAY)
    assert list(zip(found["date"].dt.date, found["years"], strict=True)) == [
        (date(2026, 12, 1), 15),
        (date(2027, 2, 28), 15),
        (date(2027, 5, 1), 20),
    ]


def test_the_index_shows_the_known_episodes():
    found = check_episodes({story.key: story for story in ALL}, Weights())
    assert len(found) == len(KNOWN_EPISODES)
    missed = found[~found["holds"]]
    # NAFI's break of China and the United States in 2020: the tariffs of 2018 are the break here.
    assert list(zip(missed["dyad"], missed["first"], missed["kind"], strict=True)) == [
        ("CHN-USA", "2020-01", "break")
    ]


def test_known_episodes_are_measured_on_the_scores_in_force():
    flat = Weights(scores=(("incident", 0.0), ("sanction", 0.0), ("protest", 0.0), ("conflict", 0.0)))
    found = check_episodes({"CHN-IND": shipped_record("CHN-IND")}, flat)
    assert not found["holds"].any()
