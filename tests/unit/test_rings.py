"""Rings around the events of one load: where they stand, what they say, and that print has none."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.charts.contract import Style
from dashboard.charts.intensity import CHART, figure
from dashboard.views import DyadView, Marks
from tests.chart_views import PRINT, SCREEN, shipped_view, view_of
from tests.shipped_records import shipped_record


def marked(view: DyadView, *positions: int) -> DyadView:
    """Return the view with the events at these places of the record as those of load 7."""
    ids = [int(view.weighed["event_id"].iloc[one]) for one in positions]
    return replace(view, marks=Marks(7, frozenset(ids[:1]), frozenset(ids[1:])))


def rings_of(view: DyadView, style: Style) -> list:
    return [trace for trace in figure(view, style).data if trace.name == "Rings"]


@pytest.mark.parametrize("style", SCREEN.values(), ids=SCREEN)
def test_each_event_of_the_load_is_ringed_where_the_curve_stands(style):
    view = marked(shipped_view("CHN-JPN"), 10, -1)
    [rings] = rings_of(view, style)
    daily = view.daily.frame.set_index("period_start")
    told = {}
    for row in view.weighed.iloc[[10, -1]].itertuples():
        value = daily.at[row.sitting_date, "cooperation" if row.sign > 0 else "friction"]
        told[f"{row.sitting_date:%Y-%m-%d}"] = round(float(value) * row.sign, 3)
    assert dict(zip(rings.x, rings.y, strict=True)) == pytest.approx(told)
    assert "New with load 7" in rings.hovertext[0]
    assert "Known before; also in load 7" in rings.hovertext[1]


@pytest.mark.parametrize("style", PRINT.values(), ids=PRINT)
def test_a_printed_figure_rings_nothing(style):
    plain = shipped_view("CHN-JPN")
    assert figure(marked(plain, 10, -1), style).to_json() == figure(plain, style).to_json()


@pytest.mark.parametrize("method", ["counts", "goldstein-mean", "level-dependent", "friction-share"])
def test_every_method_rings_it(method):
    view = marked(view_of(shipped_record("CHN-JPN"), method=method), 10)
    assert len(rings_of(view, Style())) == 1


def test_a_dashed_curve_of_a_pair_that_no_source_covers_is_ringed_too():
    record = replace(shipped_record("KOR-MYS"), coverage=())
    view = marked(view_of(record), 0, -1)
    [rings] = rings_of(view, Style())
    assert len(rings.x) == 2


@pytest.mark.parametrize("style", SCREEN.values(), ids=SCREEN)
def test_a_mark_at_the_beginning_or_end_stands_clear_of_the_numbers_and_words(style):
    """A pair that no source covers begins with its first event, and ends with its last."""
    view = marked(view_of(replace(shipped_record("KOR-MYS"), coverage=())), 0, -1)
    drawn = figure(view, style)
    first, last = (np.datetime64(day, "D") for day in drawn.layout.xaxis.range)
    [rings] = rings_of(view, style)
    plot = (300 if style.is_narrow else 520) / ((last - first) / np.timedelta64(1, "D"))
    days = [np.datetime64(day, "D") for day in rings.x]
    assert (days[0] - first) / np.timedelta64(1, "D") * plot > 4
    assert (last - days[-1]) / np.timedelta64(1, "D") * plot > 2
    [badges] = [trace for trace in drawn.data if trace.name == "Milestones"]
    assert (min(np.datetime64(day, "D") for day in badges.x) - first) / np.timedelta64(1, "D") * plot > 4


def test_titles_from_outside_stay_text():
    record = shipped_record("JPN-MYS")
    hostile = record.events.assign(title="<b>x</b> %{x}")
    view = marked(view_of(replace(record, events=hostile)), 3)
    [rings] = rings_of(view, Style())
    assert "<b>x" not in rings.hovertext[0]


def test_what_is_ringed_is_told_to_readers_who_cannot_see_it():
    view = shipped_view("JPN-MYS")
    assert "Ringed" not in CHART.alt(view)
    last = view.weighed.iloc[-1]
    told = CHART.alt(marked(view, -1))
    assert f"Ringed: 1 event of load 7: {last.date.day} {last.date:%b %Y}, {last.title}." in told
    many = CHART.alt(marked(view, *range(10, 22)))
    assert "Ringed: 12 events of load 7" in many
    assert "; and 4 more." in many


def test_events_outside_the_period_are_not_ringed():
    record = shipped_record("JPN-MYS")
    whole = shipped_view("JPN-MYS")
    view = view_of(record, since=whole.weighed["sitting_date"].iloc[5].date())
    view = replace(view, marks=marked(whole, 0).marks)
    assert rings_of(view, Style()) == []
