"""Figures of several pairs: comparison, partners, the map."""

import json
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from dashboard.charts import compare, map, partners
from dashboard.charts.map import project
from dashboard.charts.sources import source_paragraphs
from dashboard.charts.theme import contrast, palette
from dashboard.measures import compare as measured
from dashboard.measures.contract import Params, Weights
from dashboard.measures.overview import overview
from dashboard.measures.overview import partners as partners_of
from dashboard.measures.since import with_change_since
from dashboard.selection import MAX_COMPARED
from db.vocabulary.countries import COUNTRIES, country_name
from tests.chart_views import LINK, LONGEST, STYLES, TODAY
from tests.label_boxes import faults, label_boxes
from tests.shipped_records import shipped_dyads, shipped_record

WIDTHS = {"wide": 640, "wide dark": 1100, "narrow": 340, "narrow dark": 390}
SIX = ("CHN-JPN", "JPN-MYS", "JPN-KOR", "CHN-IND", "AUS-CHN", "CHN-USA")
SOURCE = source_paragraphs(
    "Comparison of country pairs", "Bilateral Asia-Pacific events", "stock-plover-1", TODAY, TODAY, LINK
)


@cache
def asked(n: int, align: str) -> compare.Comparison:
    records = [shipped_record(dyad) for dyad in SIX[:n]]
    frame = measured.compare(records, Params(), measured.anchors(records, align))
    names = {key: f"{country_name(key[:3])}–{country_name(key[4:])}" for key in SIX}
    names["JPN-MYS"] = "–".join(LONGEST)
    aligned_on = "" if align == "calendar" else "the latest partnership upgrade"
    return compare.Comparison(frame, names, aligned_on=aligned_on, source=SOURCE)


@cache
def japan() -> pd.DataFrame:
    records = [shipped_record(dyad) for dyad in shipped_dyads()]
    return partners_of(overview(records, Weights(), TODAY), "JPN")


@cache
def japan_since() -> pd.DataFrame:
    records = [shipped_record(dyad) for dyad in shipped_dyads()]
    table = with_change_since(overview(records, Weights(), TODAY), records, Weights(), 2020)
    return partners_of(table, "JPN", "change", "southeast-asia")


SINCE = partners.Scope(2020, "Southeast Asia", ("Brunei", "Singapore"))

NAMES = {iso3: country_name(iso3) for iso3 in ("CHN", "KOR", "MYS", "SGP", "BRN", "USA")} | {
    "PHL": LONGEST[1]
}


def label_faults(figure, style):
    width = figure.layout.width or WIDTHS[style]
    return faults(label_boxes(figure, width), width, figure.layout.height)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("align", ["calendar", "upgrade"])
@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_labels_of_a_comparison_keep_apart(n, align, style):
    for draw in (compare.overlay, compare.multiples):
        assert not label_faults(draw(asked(n, align), STYLES[style]), style)


@pytest.mark.parametrize("style", STYLES)
def test_labels_of_partners_and_map_keep_apart(style):
    assert not label_faults(partners.figure(japan(), NAMES, "Japan", STYLES[style], source=SOURCE), style)
    assert not label_faults(map.figure(japan(), NAMES, "JPN", "Japan", STYLES[style], source=SOURCE), style)
    for asked in (SINCE, partners.Scope()):
        figure = partners.figure(japan_since(), NAMES, "Japan", STYLES[style], source=SOURCE, scope=asked)
        assert not label_faults(figure, style)
        figure = map.figure(japan_since(), NAMES, "JPN", "Japan", STYLES[style], source=SOURCE, scope=asked)
        assert not label_faults(figure, style)


@pytest.mark.parametrize("style", STYLES)
def test_partners_all_over_the_world_have_names_that_can_be_read(style):
    world = [code for code in COUNTRIES if code != "JPN"][:190]
    rows = pd.concat([japan()] * 20, ignore_index=True).iloc[: len(world)].assign(partner=world)
    names = {code: country_name(code) for code in world}
    figure = partners.figure(rows, names, "Japan", STYLES[style], source=SOURCE)
    assert not label_faults(figure, style)
    drawn = [one.text for one in figure.layout.annotations if one.name == "partner"]
    told = [one.text for one in figure.layout.annotations if one.name == "left out"]
    if STYLES[style].size is None:
        assert (len(drawn), told) == (len(rows), [])
    else:
        n = len(rows) - len(drawn)
        assert told == [f"{n} partners between these are left out here; the data have all."]


def test_a_comparison_draws_the_measure_on_one_axis_for_all():
    figure = compare.multiples(asked(6, "calendar"), STYLES["wide"])
    ranges = {tuple(figure.layout[name].range) for name in figure.layout if name.startswith("yaxis")}
    assert ranges == {(-100, 100)}
    frame = asked(6, "calendar").frame
    line = compare.overlay(asked(6, "calendar"), STYLES["wide"]).data[0]
    own = frame[(frame["dyad"] == "CHN-JPN") & (frame["status"] != "partial_records")]
    drawn = [value for value in line.y if value is not None]
    np.testing.assert_allclose(drawn, own["net"], atol=0.0051)


def test_a_pair_known_from_one_month_is_a_point():
    """A line through one value shows nothing, beside a name with a number."""
    whole = asked(2, "calendar")
    last = whole.frame[whole.frame["dyad"] == "CHN-JPN"].index[-1]
    lone = replace(whole, frame=whole.frame[(whole.frame["dyad"] == "JPN-MYS") | (whole.frame.index == last)])
    for draw in (compare.overlay, compare.multiples):
        point, line = (draw(lone, STYLES["wide"]).data[k] for k in (0, 1))
        assert ["markers" in one.mode for one in (point, line)] == [True, False]
        assert point.marker.color == point.line.color


def test_panels_tell_pairs_of_long_names_apart():
    long = {"CHN-JPN": "Soviet Union–United States", "JPN-MYS": "Bosnia and Herzegovina–DR Congo"}
    whole = asked(6, "calendar")
    figure = compare.multiples(replace(whole, names={**whole.names, **long}), STYLES["wide"])
    heads = [note.text for note in figure.layout.annotations if note.name == "panel"]
    said = [re.sub(r"<[^>]+>", "", head.replace("<br>", " ").replace("– ", "–")) for head in heads]
    for name in long.values():
        assert any(one.startswith(name) for one in said)
    assert not label_faults(figure, "wide")


def test_an_aligned_comparison_counts_from_the_event():
    figure = compare.overlay(asked(6, "upgrade"), STYLES["wide"])
    low, high = figure.layout.xaxis.range
    assert low < 0 < high
    assert "0" in figure.layout.xaxis.ticktext
    assert any("partnership upgrade" in note.text for note in figure.layout.annotations)


def test_a_comparison_without_values_says_so():
    empty = compare.Comparison(asked(2, "calendar").frame.iloc[:0], {})
    for draw in (compare.overlay, compare.multiples):
        figure = draw(empty, STYLES["wide"])
        assert [note.name for note in figure.layout.annotations] == ["empty"]
    assert compare.alt(empty).startswith("Empty chart")
    assert compare.table(empty).empty


def test_partners_are_bars_of_net_with_the_year_before():
    figure = partners.figure(japan(), NAMES, "Japan", STYLES["wide"])
    bars, before = figure.data
    np.testing.assert_allclose(bars.x, japan()["net"], atol=0.0051)
    np.testing.assert_allclose(
        np.array(before.x, dtype=float), japan()["net"] - japan()["net_change_12m"], atol=0.0051
    )
    assert list(bars.customdata) == list(japan()["partner"])
    assert partners.title(japan(), NAMES, "Japan").startswith("Japan: net moved most with China (")
    assert partners.alt(japan().iloc[:0], NAMES, "Japan").startswith("Empty chart")
    partners.figure(japan().iloc[:0], NAMES, "Japan", STYLES["column"])


def words_of(figure) -> str:
    return " ".join(note.text.replace("<br>", " ") for note in figure.layout.annotations)


def test_partners_since_a_year_have_circles_on_its_first_day_and_say_so():
    rows = japan_since()
    figure = partners.figure(rows, NAMES, "Japan", STYLES["column"], scope=SINCE)
    bars, before = figure.data
    np.testing.assert_allclose(np.array(before.x, dtype=float), rows["net_before"], atol=0.0051)
    assert "since 2020" in bars.hovertext[0]
    said = words_of(figure)
    assert "Bar: net on 31 December 2025     Circle: net on 1 January 2020" in said
    assert "Without a change: Brunei, Singapore; records do not cover 1 January 2020" in said
    assert "Circle: net on 31 December 2024" in words_of(
        partners.figure(japan(), NAMES, "Japan", STYLES["wide"])
    )


@pytest.mark.parametrize(
    ("scope", "kept", "said"),
    [
        (SINCE, slice(None), "Japan: grew closest to LAO in Southeast Asia since 2020 (net up 26)"),
        (SINCE, slice(1), "Japan: grew closer to LAO in Southeast Asia since 2020 (net up 26)"),
        (partners.Scope(2020), slice(-1, None), "Japan: grew closer to none of its partners since 2020"),
    ],
)
def test_the_title_says_to_whom_a_country_grew_closest(scope, kept, said):
    assert partners.title(japan_since().iloc[kept], NAMES, "Japan", scope) == said


def test_a_title_names_the_region_and_no_partner_without_a_change():
    rows = japan().assign(net_change=np.nan)
    where = partners.Scope(2004, "Southeast Asia")
    assert (
        partners.title(rows, NAMES, "Japan", where) == "Japan and its 15 partners in Southeast Asia on record"
    )
    empty = partners.figure(rows.iloc[:0], NAMES, "Japan", STYLES["column"], scope=where)
    assert "no partners in Southeast Asia on record" in words_of(empty)


def test_the_map_since_a_year_is_of_the_change():
    figure = map.figure(japan_since(), NAMES, "JPN", "Japan", STYLES["column"], scope=SINCE)
    said = words_of(figure)
    assert "Japan and its partners in Southeast Asia: change of net since 2020" in said
    assert "+30 or more" in said
    fills = {one.name: one.fillcolor for one in figure.data if one.name}
    # Brunei fell by 15 from a high level: on a map of net it would be teal.
    assert fills["BRN"] == map._COLOURS["light"][1]
    assert fills["LAO"] == map._COLOURS["light"][3]
    assert "the change of net since 2020: LAO +26" in map.alt(japan_since(), NAMES, "Japan", SINCE)


def test_the_map_needs_no_geo_layer_and_shows_small_states():
    figure = map.figure(japan(), NAMES, "JPN", "Japan", STYLES["wide"])
    assert {found.type for found in figure.data} == {"scatter"}
    assert "geo" not in json.loads(figure.to_json())["layout"]
    dots = figure.data[-1]
    sizes = dict(zip(dots.customdata, zip(dots.marker.size, dots.marker.color, strict=True), strict=True))
    assert set(sizes) == {*japan()["partner"], "JPN"}
    for small in ("SGP", "BRN"):
        assert sizes[small][0] == 9
        assert sizes[small][1].startswith("#")
    assert sizes["CHN"][1] == "rgba(0,0,0,0)"


def test_the_map_knows_a_place_for_every_country_of_today_that_stands_apart():
    shapes, points = map._shapes()["shapes"], map._shapes()["points"]
    without = {iso3 for iso3, country in COUNTRIES.items() if not country.exists_until} - set(points)
    # Parts of France, the Netherlands, Norway, Australia and New Zealand in these shapes.
    assert without == {"BES", "BVT", "CCK", "CXR", "GLP", "GUF", "MTQ", "MYT", "REU", "SJM", "TKL"}
    assert "XKX" in shapes
    assert set(shapes) <= set(COUNTRIES)


@pytest.mark.parametrize("country", ["JPN", "FRA", "USA"])
def test_no_outline_runs_across_the_map(country):
    figure = map.figure(japan(), NAMES, country, "X", STYLES["wide"])
    for found in figure.data[:-1]:
        x = np.array([np.nan if value is None else value for value in found.x], dtype=float)
        y = np.array([np.nan if value is None else value for value in found.y], dtype=float)
        steps = np.abs(np.diff(x))
        # Only a cut at the edge itself runs straight, and that one is upright.
        assert np.nanmax(np.where(np.abs(np.diff(y)) < 0.02, steps, 0.0)) < 1.0
        assert np.nanmax(np.abs(x)) <= 2.71


def test_the_projection_is_equal_earth():
    # Reference values of the paper's method: the pole line is at 1.3173627, the map 2 x 2.7066297 wide.
    x, y = project(np.array([0.0, 180.0, 0.0]), np.array([0.0, 0.0, 90.0]))
    np.testing.assert_allclose(x, [0, 2.7066297, 0], atol=1e-6)
    np.testing.assert_allclose(y, [0, 0, 1.3173627], atol=1e-6)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_lines_of_pairs_take_no_colour_that_means_cooperation_or_friction(mode):
    colours = palette(mode)
    assert len(set(colours.pairs)) == MAX_COMPARED
    assert not {colours.cooperation, colours.friction} & set(colours.pairs)
    assert all(contrast(one, colours.ground) >= 4.5 for one in colours.pairs)


def test_points_are_shown_without_sign_and_pairs_are_not_ranked_by_them():
    friction = replace(asked(3, "calendar"), column="friction")
    assert compare.title(friction) == "Friction of 3 pairs: compare turns, not heights"
    assert "+" not in compare.alt(friction).split("Latest")[1]
    assert "stands highest of 3 pairs (+" in compare.title(asked(3, "calendar"))
