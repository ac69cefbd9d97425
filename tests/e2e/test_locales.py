"""Readers of other languages: numbers, dates and names outside sentences in their locale, on every page."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from dashboard.locales import bare
from tests.e2e.conftest import Reader, Server, idle

CHART = ".st-key-chart-{} .main-svg"
ENGLISH_DAY = re.compile(
    r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]* (?:19|20)\d\d\b"
)


@pytest.fixture
def from_abroad(browser: Browser, server: Server) -> Iterator[Callable[[str], Reader]]:
    """Readers by the locale of their browser."""
    contexts = []

    def one(locale: str) -> Reader:
        contexts.append(browser.new_context(viewport={"width": 1440, "height": 900}, locale=locale))
        return Reader(contexts[-1], server.address)

    yield one
    for context in contexts:
        context.close()


def texts(page: Page, where: str) -> list[str]:
    """Return the texts of what a selector finds, without the marks around words from the right."""
    return [bare(one) for one in page.locator(where).all_text_contents()]


@pytest.mark.parametrize(
    ("locale", "name", "thousand", "month"),
    [
        ("de-DE", "Vereinigte Staaten", "1.380", r"[A-ZÄ][a-zä]+ \d{4}"),
        ("fr-FR", "États-Unis", "1\u202f380", r"[a-zéû]+ \d{4}"),
        ("ja-JP", "アメリカ合衆国", "1,380", r"\d{4}年\d{1,2}月"),
        ("ar-EG", "الولايات المتحدة", "١٬٣٨٠", r"[^\d]+ [٠-٩]{4}"),
        ("sv-SE", "USA", "1\xa0380", r"[a-z]+ \d{4}"),
    ],
)
def test_every_page_follows_the_locale(from_abroad, locale: str, name: str, thousand: str, month: str):
    reader = from_abroad(locale)
    page = reader.open("/")
    page.wait_for_selector("[class*=st-key-open-] button")
    assert any(name in one for one in texts(page, "[class*=st-key-open-] button"))
    times = texts(page, "main time, [data-testid=stMain] time")
    assert times
    assert not [one for one in times if locale != "sv-SE" and ENGLISH_DAY.search(one)]

    page = reader.open("/sources")
    assert f"Events: {thousand}" in " ".join(texts(page, ".bil-facts li"))

    page = reader.open("/agenda")
    heads = texts(page, ".bil-agenda h2")
    assert heads
    assert all(re.fullmatch(month, one) for one in heads)

    # What these two write otherwise stands on the pages above; of the others one is enough.
    is_alike = locale in ("fr-FR", "sv-SE")
    charts = (
        ("/dyad?a=CHN&b=USA", "intensity"),
        ("/compare?dyads=CHN-USA~JPN-MYS", "compare"),
        ("/country?country=CHN", "partners"),
    )
    for path, chart in charts[:1] if is_alike else charts:
        page = reader.open(path)
        page.wait_for_selector(CHART.format(chart))
        idle(page)
        drawn = texts(page, f".st-key-chart-{chart} svg text")
        assert drawn
        assert not [one for one in drawn if locale != "sv-SE" and ENGLISH_DAY.search(one)]
        if locale == "ar-EG":
            assert not [one for one in drawn if re.fullmatch(r"[+−]?[0-9]+(?:[.,][0-9]+)?%?", one)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide == 0
    for path in () if is_alike else ("/events", "/events?event=1", "/method", "/add"):
        reader.open(path)
    assert reader.errors == []
    assert reader.outside == []


def test_key_figures_and_sentences_part(from_abroad):
    page = from_abroad("de-DE").open("/dyad?a=JPN&b=MYS")
    figures = " ".join(texts(page, ".bil-figures"))
    assert re.search(r"\d+,\d \| \d+,\d", figures)
    assert re.search(r"since \d+\. Dezember 2023", figures)
    # The sentences stay English, dates inside them too.
    assert "As of 31 December 2025, the last covered day." in " ".join(texts(page, ".bil-standfirst"))
    key = texts(page, ".bil-key time")
    assert all(re.fullmatch(r"\d+\. [A-ZÄ]\w+ \d{4}", one) for one in key)


def test_the_hover_box_names_the_day_in_the_readers_words(from_abroad):
    page = from_abroad("ja-JP").open("/dyad?a=JPN&b=MYS")
    page.wait_for_selector(CHART.format("intensity"))
    idle(page)
    plot = page.locator(".st-key-chart-intensity .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    for step in (0, 3, 6):
        page.mouse.move(box["x"] + 0.7 * box["width"] + step, box["y"] + box["height"] / 2)
    page.wait_for_function("document.querySelector('.st-key-chart-intensity .hoverlayer')?.textContent")
    said = " ".join(texts(page, ".st-key-chart-intensity .hoverlayer text"))
    assert said.startswith("日本–マレーシア ")
    assert re.search(r"\d{4}年\d+月\d+日", said)
    assert not ENGLISH_DAY.search(said)


def test_arabic_names_keep_the_order_of_a_line(from_abroad):
    page = from_abroad("ar-EG").open("/dyad?a=CHN&b=JPN")
    page.locator(".st-key-more-figures").get_by_text("Who acts on whom").click()
    page.wait_for_selector(CHART.format("direction"))
    idle(page)
    # The one who acts stands left of the arrow.
    found = page.evaluate(
        """() => {
            const chart = document.querySelector('.st-key-chart-direction');
            const walker = document.createTreeWalker(chart, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (!(node.data.includes('→') && node.parentNode.closest('text.annotation-text'))) {
                node = walker.nextNode();
            }
            const at = (text) => {
                const start = node.data.indexOf(text), range = document.createRange();
                range.setStart(node, start);
                range.setEnd(node, start + text.length);
                return range.getBoundingClientRect().left;
            };
            return [at('الصين'), at('→'), at('اليابان')];
        }"""
    )
    assert found == sorted(found)


def test_dates_of_a_table_sort_by_day_though_they_are_words(from_abroad):
    page = from_abroad("fr-FR").open("/events?a=JPN&b=MYS")
    page.wait_for_selector(".st-key-table-all-events canvas")
    grid = page.locator(".st-key-table-all-events [data-testid=stDataFrameResizable]")
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 90, box["y"] + 18)
    cells = ".st-key-table-all-events [data-testid^='glide-cell-1-']"
    page.wait_for_function(
        """(cells) => {
            const days = [...document.querySelectorAll(cells)].map((one) => one.textContent);
            return days.length > 5 && days[0] < days[5];
        }""",
        arg=cells,
    )
    days = page.locator(cells).all_text_contents()
    iso = [one for one in days if re.match(r"\d{4}", one)]
    assert len(iso) > 5
    assert iso == sorted(iso)


DRAWN = """(() => {
    window.__drawn = new Set();
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
        window.__drawn.add(text);
        return draw.call(this, text, ...where);
    };
})()"""
"""Notes what grids draw: the table behind them, for screen readers, has what cells hold, not their words."""


def test_the_grid_of_pairs_writes_net_with_a_sign_in_own_digits(from_abroad):
    for locale, china, laos in (("ar-EG", "−٣٦", "+٥٩"), ("de-DE", "−36", "+59")):
        reader = from_abroad(locale)
        reader.page.add_init_script(DRAWN)
        page = reader.open("/")
        page.locator(".st-key-table-overview canvas").first.scroll_into_view_if_needed()
        idle(page)
        drawn = [bare(one) for one in page.evaluate("[...window.__drawn]")]
        assert china in drawn
        assert laos in drawn
