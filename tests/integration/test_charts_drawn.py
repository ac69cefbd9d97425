"""Labels as Chromium draws them: measured in a real browser, since a table of widths may err."""

import pytest

from dashboard.charts import charts
from tests.chart_views import PRINT, SCREEN, odd_views, shipped_view
from tests.drawn_labels import drawn, faults, plotly_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def page(browser):
    with plotly_page(browser) as opened:
        yield opened


VIEWS = {dyad: shipped_view(dyad) for dyad in ("JPN-MYS", "CHN-JPN", "CHN-VNM")} | {
    name: view
    for name, view in odd_views().items()
    if name in ("longest names", "names in kanji", "one event, no coverage", "one year", "hostile titles")
}


@pytest.mark.parametrize("name", VIEWS)
def test_labels_as_drawn_neither_leave_the_sheet_nor_meet(page, name):
    found = []
    for chart in charts().values():
        for style in PRINT.values():
            figure = chart.figure(VIEWS[name], style)
            labels = drawn(page, figure)
            assert labels
            found += faults(labels, figure.layout.width, figure.layout.height)
        for style, width in ((SCREEN["wide"], 640), (SCREEN["wide dark"], 1100), (SCREEN["narrow"], 340)):
            figure = chart.figure(VIEWS[name], style)
            found += faults(drawn(page, figure, width), width, figure.layout.height)
    assert not found


def test_hostile_titles_stay_words(page):
    figure = charts()["intensity"].figure(VIEWS["hostile titles"], PRINT["column"])
    said = [text for _, text, *_ in drawn(page, figure)]
    assert any("<b>" in text and '<a href="x">' in text for text in said)
