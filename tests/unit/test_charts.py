"""Every chart: labels that neither collide nor leave the sheet, escaped words, own colours, no chance."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import charts
from dashboard.charts.contract import SIZES, Style
from dashboard.charts.milestone_marks import milestone_key
from dashboard.charts.topic_mix import title_of
from dashboard.measures.contributions import explain
from tests.chart_views import PRINT, SCREEN, STYLES, odd_views, shipped_view, view_of
from tests.label_boxes import faults, label_boxes
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record

WIDTHS = {"wide": 640, "wide dark": 1100, "narrow": 340, "narrow dark": 390}
CHARTS = tuple(charts())
ODD = odd_views()


def trace(figure, name):
    return [found for found in figure.data if found.name == name]


def all_texts(value):
    """Yield every string of a figure that plotly draws as its kind of HTML."""
    for annotation in value["layout"].get("annotations", []):
        yield annotation["text"]
    for found in value["data"]:
        for key in ("text", "hovertext", "name"):
            stack = [found.get(key)]
            while stack:
                item = stack.pop()
                if isinstance(item, str):
                    yield item
                elif isinstance(item, (list, tuple)):
                    stack += item


def test_the_charts_are_found_the_main_one_first():
    assert CHARTS == ("intensity", "direction", "ladder", "timeline", "topic-heat", "topics")


def test_the_package_needs_no_streamlit():
    code = "import sys, dashboard.charts as c; c.charts(); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@cache
def drawn(chart_id, dyad, style):
    """Return a figure of a shipped pair; the same for every test that only looks."""
    return charts()[chart_id].figure(shipped_view(dyad), STYLES[style])


def label_faults(figure, style):
    width = figure.layout.width or WIDTHS[style]
    return faults(label_boxes(figure, width), width, figure.layout.height)


@pytest.mark.parametrize("style", ["column", "slide", "square", "a4", "wide", "narrow"])
@pytest.mark.parametrize("dyad", shipped_dyads())
def test_no_label_of_the_main_figure_leaves_the_sheet_or_meets_another(dyad, style):
    assert not label_faults(drawn("intensity", dyad, style), style)


@pytest.mark.parametrize("chart_id", CHARTS[1:])
@pytest.mark.parametrize("dyad", shipped_dyads())
def test_no_label_of_any_other_chart_leaves_the_sheet_or_meets_another(dyad, chart_id):
    for style in PRINT if dyad in ("CHN-JPN", "JPN-MYS") else ("column",):
        assert not label_faults(drawn(chart_id, dyad, style), style)
    for style in ("wide", "narrow"):
        assert not label_faults(drawn(chart_id, dyad, style), style)


@pytest.mark.parametrize("chart_id", CHARTS)
@pytest.mark.parametrize("odd", ODD)
def test_no_label_of_an_odd_view_leaves_the_sheet_or_meets_another(odd, chart_id):
    for style in ("column", "square", "wide", "narrow"):
        assert not label_faults(charts()[chart_id].figure(ODD[odd], STYLES[style]), style)


def test_the_label_check_can_fail():
    figure = charts()["intensity"].figure(shipped_view("JPN-MYS"), PRINT["column"])
    clash = [*figure.layout.annotations, figure.layout.annotations[0]]
    figure.layout.annotations = clash
    assert faults(label_boxes(figure, 900), 900, 620)


@pytest.mark.parametrize("chart_id", CHARTS)
def test_words_from_data_are_escaped_wherever_plotly_would_read_them_as_html(chart_id):
    view = ODD["hostile titles"]
    for style in (PRINT["column"], SCREEN["wide"]):
        value = charts()[chart_id].figure(view, style).to_dict()
        for text in all_texts(value):
            tags = set(re.findall(r"<[^>]*>", text))
            ours = re.compile(r'</?b>|<br>|</span>|<span style="color:#[0-9a-f]{6}">')
            assert all(ours.fullmatch(tag) for tag in tags), text
            assert "%{" not in text


@pytest.mark.parametrize("chart_id", CHARTS)
def test_the_same_view_gives_the_same_figure(chart_id):
    for style in (PRINT["slide"], SCREEN["narrow dark"]):
        one, other = (charts()[chart_id].figure(shipped_view("CHN-JPN"), style).to_json() for _ in range(2))
        assert one == other
        assert '"uid"' not in one


@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_chart_has_a_table_and_words_for_every_view(chart_id):
    chart = charts()[chart_id]
    for view in [shipped_view("CHN-JPN"), *ODD.values()]:
        assert isinstance(chart.table(view), pd.DataFrame)
        said = chart.alt(view)
        assert said.endswith(".")
        assert "nan" not in said.lower().split()
        if view.record.events.empty:
            assert said.startswith(("Empty chart", "Titles"))


@pytest.mark.parametrize("chart_id", CHARTS)
def test_print_is_sized_and_screen_fills_its_container(chart_id):
    view = shipped_view("JPN-MYS")
    for name, style in PRINT.items():
        figure = charts()[chart_id].figure(view, style)
        assert (figure.layout.width, figure.layout.height) == (SIZES[name].width, SIZES[name].height)
        assert figure.layout.paper_bgcolor == "#ffffff"
    for style in SCREEN.values():
        figure = charts()[chart_id].figure(view, style)
        assert figure.layout.width is None
        assert 100 <= figure.layout.height <= 1000
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize("chart_id", CHARTS)
def test_print_says_title_source_method_coverage_address_and_citation(chart_id):
    figure = charts()[chart_id].figure(shipped_view("CHN-JPN"), PRINT["a4"])
    said = {note.name: note.text.replace("<br>", " ") for note in figure.layout.annotations}
    assert "China" in said["title"]
    for part in (
        "Source: Bilateral Asia-Pacific events 2026.11",
        "method ",
        "covered to 31 Dec 2025; last recorded event 25 Mar 2026",
        "Cite as: Bilateral (2026)",
    ):
        assert part in said["source"]
    assert "http://127.0.0.1:8501/dyad?a=JPN&amp;b=MYS&amp;v=1" in said["source"].replace(" ", "")


@pytest.mark.parametrize("chart_id", CHARTS)
def test_no_words_are_baked_into_the_screen(chart_id):
    figure = charts()[chart_id].figure(shipped_view("CHN-JPN"), SCREEN["wide"])
    assert not {"title", "subtitle", "source", "key"} & {note.name for note in figure.layout.annotations}


def test_dark_and_light_differ_in_colour_alone():
    for chart in charts().values():
        light, dark = (
            json.loads(chart.figure(shipped_view("CHN-JPN"), Style(mode=mode)).to_json())
            for mode in ("light", "dark")
        )
        assert light != dark
        assert [found["type"] for found in light["data"]] == [found["type"] for found in dark["data"]]
        assert len(light["layout"]["annotations"]) == len(dark["layout"]["annotations"])


@pytest.mark.parametrize("style", ["wide", "wide dark", "column", "slide"])
def test_the_mark_of_the_last_day_stays_off_the_names_of_the_lines(style):
    # Of a pair that no source covers the curve ends with its last event.
    late = record(event("2023-05-06", "leader_visit"), event("2024-05-06", "incident"), coverage=())
    figure = charts()["intensity"].figure(view_of(late), STYLES[style])
    margin, width = figure.layout.margin, figure.layout.width or WIDTHS[style]
    [marks] = trace(figure, "Milestones")
    begin, end = (np.datetime64(one) for one in figure.layout.xaxis.range)
    share = (np.datetime64(max(marks.x)) - begin) / (end - begin)
    edge = margin.l + share * (width - margin.l - margin.r) + marks.marker.size / 2
    names = [one for one in label_boxes(figure, width) if one.text in ("Cooperation", "Balance", "Friction")]
    assert len(names) == 3
    assert min(one.left for one in names) > edge + 2
    assert not label_faults(figure, style)


@pytest.mark.parametrize("chart_id", ["intensity", "topic-heat"])
def test_the_words_for_a_heat_strip_are_true_on_a_dark_ground(chart_id):
    for style, says, never in (("wide", "darker", "lighter"), ("wide dark", "lighter", "darker")):
        told = drawn(chart_id, "CHN-JPN", style).to_json()
        assert says in told
        assert never not in told


def test_every_trace_has_its_own_colour_and_no_default_template_is_left():
    for chart in charts().values():
        figure = chart.figure(shipped_view("CHN-JPN"), SCREEN["wide"])
        for found in figure.data:
            coloured = (
                getattr(found, "line", None) and found.line.color,
                getattr(found, "marker", None) and found.marker.color is not None,
                getattr(found, "colorscale", None),
            )
            assert any(coloured), (chart.id, found.name)
        assert figure.layout.template.layout.font.family.endswith("sans-serif")
        assert figure.layout.template.layout.colorway[0] != "#000001"


# The main figure


def balance_of(figure):
    """Return day -> value of the drawn balance line."""
    return {
        day: value
        for line in trace(figure, "Balance")
        for day, value in zip(line.x, line.y, strict=True)
        if value == value
    }


@pytest.mark.parametrize("dyad", ["JPN-MYS", "CHN-JPN", "KOR-MYS"])
def test_the_balance_is_the_measure_with_every_step_and_straight_only_where_it_fades(dyad):
    view = shipped_view(dyad)
    line = balance_of(charts()["intensity"].figure(view, SCREEN["wide"]))
    frame = view.daily.frame
    expected = dict(zip(frame["period_start"].dt.strftime("%Y-%m-%d"), frame["balance"], strict=True))
    assert max(abs(line[day] - expected[day]) for day in line) <= 0.0006
    days = list(expected)
    steps = [row for row, n in enumerate(frame["n_events"]) if n]
    assert {days[row] for row in steps} | {days[row - 1] for row in steps if row} <= line.keys()
    assert {days[0], days[-1]} <= line.keys()
    rows = [row for row, day in enumerate(days) if day in line]
    between = np.interp(np.arange(len(days)), rows, [line[days[row]] for row in rows])
    assert np.abs(between - frame["balance"]).max() < 0.06


@pytest.mark.parametrize("dyad", ["JPN-MYS", "CHN-JPN", "KOR-MYS"])
@pytest.mark.parametrize("style", ["wide", "narrow"])
def test_plotly_finds_nothing_wrong_with_any_figure(dyad, style):
    for chart in charts().values():
        # Figures are put together unchecked, for speed.
        checked = go.Figure(chart.figure(shipped_view(dyad), SCREEN[style]).to_dict())
        assert len(checked.data) == len(chart.figure(shipped_view(dyad), SCREEN[style]).data)


def test_the_main_figure_is_light_enough_to_be_sent_at_once():
    for dyad in ("CHN-JPN", "JPN-MYS"):
        sent = charts()["intensity"].figure(shipped_view(dyad), SCREEN["wide"]).to_json()
        assert len(sent) < 420_000


@pytest.mark.parametrize("dyad", ["JPN-MYS", "CHN-JPN"])
def test_areas_go_up_and_down_through_every_step(dyad):
    view = shipped_view(dyad)
    figure = charts()["intensity"].figure(view, SCREEN["wide"])
    frame = view.daily.frame.assign(day=view.daily.frame["period_start"].dt.strftime("%Y-%m-%d"))
    for name, column, sign in (("Cooperation", "cooperation", 1), ("Friction", "friction", -1)):
        drawn = {
            day: value
            for area in trace(figure, name)
            for day, value in zip(area.x, area.y, strict=True)
            if value == value
        }
        assert all(value * sign >= 0 for value in drawn.values())
        true = dict(zip(frame["day"], frame[column], strict=True))
        assert all(abs(abs(value) - true[day]) <= 0.0006 for day, value in drawn.items())
        steps = frame.loc[frame["n_events"] > 0, "day"]
        assert set(steps) <= set(drawn)
        # Between the points that are drawn, a straight line is no further off than a hair's breadth.
        days = pd.to_datetime(frame["day"]).to_numpy().astype("datetime64[D]").astype(int)
        known = np.array(sorted(np.datetime64(day).astype("datetime64[D]").astype(int) for day in drawn))
        values = [abs(drawn[str(np.datetime64(int(day), "D"))]) for day in known]
        assert np.abs(np.interp(days, known, values) - frame[column]).max() < 0.06


def test_partial_records_are_dashed_and_few_events_are_thin():
    view = shipped_view("CHN-JPN")
    lines = trace(charts()["intensity"].figure(view, SCREEN["wide"]), "Balance")
    frame = view.daily.frame.set_index(view.daily.frame["period_start"].dt.strftime("%Y-%m-%d"))
    widest = max(line.line.width for line in lines)
    for line in lines:
        days = [day for day, value in zip(line.x, line.y, strict=True) if value == value]
        rows = frame.loc[days]
        # Each stretch begins with the last point of the one before.
        dashed = (rows["status"] == "partial_records").mean()
        assert dashed > 0.5 if line.line.dash != "solid" else dashed == 0
        few = (rows["n_eff"] < 3).mean()
        assert few > 0.5 if line.line.width < widest else few < 0.5


def test_a_span_that_is_not_covered_is_hatched():
    figure = charts()["intensity"].figure(ODD["before the coverage"], SCREEN["wide"])
    (hatched,) = trace(figure, "Not covered")
    assert hatched.fillpattern.shape == "/"
    assert (min(hatched.x), max(hatched.x)) == ("1990-01-01", "1999-12-31")
    assert not trace(charts()["intensity"].figure(shipped_view("CHN-JPN"), SCREEN["wide"]), "Not covered")


def test_the_years_of_building_up_are_shaded_and_named():
    figure = charts()["intensity"].figure(shipped_view("JPN-MYS"), PRINT["column"])
    shaded = [shape for shape in figure.layout.shapes if shape.x0 == "2000-01-01" and shape.yref == "y"]
    assert [shape.x1 for shape in shaded] == ["2005-01-01"]
    assert "building up" in [note.name for note in figure.layout.annotations]


@pytest.mark.parametrize("style", ["column", "slide", "square", "a4", "wide", "narrow"])
@pytest.mark.parametrize("dyad", shipped_dyads())
def test_every_milestone_is_numbered_on_the_curve_and_no_two_numbers_touch(dyad, style):
    view = shipped_view(dyad)
    figure = drawn("intensity", dyad, style)
    (marks,) = trace(figure, "Milestones")
    assert list(marks.text) == [str(number) for number in view.milestones["number"]]
    assert list(marks.customdata) == list(view.milestones["event_id"])
    layout = figure.layout
    width = layout.width or WIDTHS[style]
    low, high = layout.yaxis.range
    begin, end = (np.datetime64(day) for day in layout.xaxis.range)
    across = (width - layout.margin.l - layout.margin.r) / float((end - begin).astype(int))
    tall = (layout.yaxis.domain[1] - layout.yaxis.domain[0]) * (
        layout.height - layout.margin.t - layout.margin.b
    )
    places = [
        (float((np.datetime64(day) - begin).astype(int)) * across, (value - low) / (high - low) * tall)
        for day, value in zip(marks.x, marks.y, strict=True)
    ]
    for i, (x, y) in enumerate(places):
        assert y - marks.marker.size / 2 >= -1
        assert y + marks.marker.size / 2 <= tall + 1
        for other_x, other_y in places[:i]:
            assert np.hypot(x - other_x, y - other_y) >= marks.marker.size


@pytest.mark.parametrize("dyad", ["JPN-MYS", "CHN-JPN"])
def test_what_the_pointer_reads_is_the_value_and_its_largest_contributions(dyad):
    view = shipped_view(dyad)
    (hover,) = trace(charts()["intensity"].figure(view, SCREEN["wide"]), "Day")
    frame = view.daily.frame.set_index(view.daily.frame["period_start"].dt.strftime("%Y-%m-%d"))
    for position in range(0, len(hover.x), 97):
        day, said = hover.x[position], hover.hovertext[position].split("<br>")
        row = frame.loc[day]
        told = explain(view.record, view.selection.weights, pd.Timestamp(day).date())
        largest = [points for points in told["points"].head(3) if points >= 0.05]
        assert said[0].startswith("Cooperation ")
        assert f"{row['n_eff']:.1f}" in said[2]
        drawn = [abs(float(line.split()[0].replace("−", "-"))) for line in said[3:]]
        assert drawn == pytest.approx([round(points, 1) for points in largest], abs=0.051)


def test_every_event_day_can_be_clicked_and_a_span_dragged():
    view = shipped_view("CHN-JPN")
    figure = charts()["intensity"].figure(view, SCREEN["wide"])
    (hover,) = trace(figure, "Day")
    first = view.daily.frame["period_start"].iloc[0]
    days = {f"{day:%Y-%m-%d}" for day in view.weighed["sitting_date"] if day >= first}
    assert days <= set(hover.x)
    # A drag and a click are told by their place on the axis: no marks are needed (tests/e2e).
    assert (hover.mode, hover.line.width) == ("lines", 0)
    assert (figure.layout.dragmode, figure.layout.selectdirection) == ("select", "h")
    assert figure.layout.clickmode == "event+select"
    assert sum(len(found.x) for found in figure.data if found.type == "scatter") < 10_000


def test_titles_stand_in_the_strip_or_in_the_key():
    for dyad in shipped_dyads():
        view = shipped_view(dyad)
        figure = drawn("intensity", dyad, "column")
        said = " ".join(
            note.text.replace("<br>", " ")
            for note in figure.layout.annotations
            if note.name in ("title of partnership", "key")
        )
        for tier, until in zip(view.ladder["tier"], view.ladder["drawn_until"], strict=True):
            if pd.isna(until) or until > pd.Timestamp("2000-01-01"):
                assert tier.replace("&", "&amp;").casefold() in said.casefold(), (dyad, tier)


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_a_title_on_the_screen_stands_whole_in_its_strip_or_not_at_all(dyad):
    view = shipped_view(dyad)
    figure = charts()["intensity"].figure(view, SCREEN["wide"])
    told = [note.text for note in figure.layout.annotations if note.name == "title of partnership"]
    tiers = [str(tier).replace("&", "&amp;") for tier in view.ladder["tier"]]
    assert all(any(one.startswith(tier) for tier in tiers) for one in told)


def test_the_key_tells_number_date_title_and_score():
    key = milestone_key(shipped_view("JPN-MYS"))
    assert list(key["number"]) == list(range(1, len(key) + 1))
    row = key[key["tier"] == "Comprehensive Strategic Partnership"].iloc[0]
    assert row["date_text"] == "16 Dec 2023"
    assert row["score"] == 5
    assert row["type"] == "Partnership established or raised"
    assert milestone_key(ODD["no events"]).empty


def test_scheduled_events_are_marked_after_the_end():
    view = shipped_view("CHN-JPN")
    ahead = view.record.events.iloc[-1:].assign(
        date=pd.Timestamp("2026-12-18"), title="Summit <planned>", status="scheduled"
    )
    figure = charts()["intensity"].figure(replace(view, scheduled=ahead), SCREEN["wide"])
    (marks,) = trace(figure, "Scheduled")
    assert list(marks.x) == ["2026-12-18"]
    assert "&lt;planned&gt;" in marks.hovertext[0]
    assert figure.layout.xaxis.range[1] > "2026-12-18"


def test_bands_and_breaks_are_drawn_where_asked_for():
    asked = charts()["intensity"].figure(ODD["before the coverage"], PRINT["column"])
    names = {found.name for found in asked.data}
    assert {"Band (events)", "Band (method)", "Break"} <= names
    plain = {
        found.name for found in charts()["intensity"].figure(shipped_view("CHN-JPN"), SCREEN["wide"]).data
    }
    assert not {"Band (events)", "Band (method)", "Break"} & plain


def test_a_topic_leads_among_the_events_that_have_one():
    told = [event(f"2012-0{n}-01", "summit", topics="trade" if n < 3 else "") for n in range(1, 8)]
    assert title_of(view_of(record(*told))).endswith(": trade comes up most among the events with a topic")
    assert title_of(view_of(record(*told[:3]))).endswith(": trade comes up most")


@pytest.mark.parametrize("method", ["counts", "goldstein-mean", "friction-share"])
def test_nothing_builds_up_where_no_stock_is_measured(method):
    view = ODD[method]
    assert view.record.coverage
    assert view.series.meta["building_up_until"] is None
    assert not [one for one in view.warnings if "building up" in one]
    drawn = charts()["intensity"].figure(view, Style())
    assert "building up" not in drawn.to_json().lower()


@pytest.mark.parametrize("method", ["counts", "goldstein-mean", "level-dependent", "friction-share"])
def test_the_table_of_the_main_figure_is_what_it_draws(method):
    view = ODD[method]
    table = charts()["intensity"].table(view)
    drawn = view.series if method in ("counts", "goldstein-mean") else view.daily
    pd.testing.assert_frame_equal(table, drawn.frame)


# Topics and the others


def test_bars_of_shares_add_up_to_one_and_bear_their_number_of_events():
    view = shipped_view("JPN-MYS")
    figure = charts()["topics"].figure(view, PRINT["column"])
    sums: dict[int, float] = {}
    for bar in figure.data:
        for x, y in zip(bar.x, bar.y, strict=True):
            sums[x] = sums.get(x, 0.0) + y
    periods = view.topics.frame.drop_duplicates("period_start")
    filled = np.flatnonzero(periods["n_events"] > 0)
    assert sorted(sums) == list(filled)
    assert all(total == pytest.approx(1, abs=0.001) for total in sums.values())
    counts = [note.text for note in figure.layout.annotations if note.name == "count"]
    assert counts == [str(n) for n in periods["n_events"]]


def test_topics_without_a_code_are_shown_as_such():
    view = shipped_view("JPN-MYS")
    events = view.record.events.assign(topics=[()] * len(view.record.events))
    bare = view_of(replace(view.record, events=events))
    figure = charts()["topics"].figure(bare, SCREEN["wide"])
    assert [bar.name for bar in figure.data] == ["No topic recorded"]


def test_a_bar_tells_its_topic_when_clicked():
    figure = charts()["topics"].figure(shipped_view("CHN-JPN"), SCREEN["wide"])
    assert {topic for bar in figure.data for topic in bar.customdata} >= {"maritime", "security", "other"}


def test_the_timeline_has_every_event_of_the_coverage():
    view = shipped_view("CHN-JPN")
    figure = charts()["timeline"].figure(view, SCREEN["wide"])
    drawn = [
        event_id for found in figure.data if found.customdata is not None for event_id in found.customdata
    ]
    covered = view.weighed[view.weighed["sitting_date"] >= "2000-01-01"]
    assert sorted(drawn) == sorted(covered["event_id"])
    assert len(charts()["timeline"].table(view)) == len(covered)


def test_directions_are_named_in_the_readers_order():
    story = shipped_record("CHN-JPN")
    view = view_of(story)
    names = [
        note.text
        for note in charts()["direction"].figure(view, SCREEN["wide"]).layout.annotations
        if note.name == "panel"
    ]
    assert [re.sub("<[^>]*>", "", name).split("  ")[0] for name in names] == [
        "China → Japan",
        "Japan → China",
        "Both together",
    ]
