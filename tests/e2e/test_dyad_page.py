"""The path of a reader: choose two countries, read the chart, open a point, take it along, pass it on."""

import csv
import io
import json
import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.exports.recipe_reader import read_recipe
from tests.conftest import CHROMIUM_FLAGS, find_chromium
from tests.e2e.conftest import Reader, Server, idle

CHART = ".st-key-chart-intensity .js-plotly-plot"


def choose(page: Page, label: str, country: str) -> None:
    """Type a country into a picker and take it."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(country)
    page.get_by_role("option", name=country, exact=True).click()


def wait_for_pair(page: Page, words: str) -> None:
    """Wait until the heading speaks of the pair and its curve stands."""
    page.get_by_role("heading", level=1).filter(has_text=words).wait_for()
    page.wait_for_selector(f"{CHART} .main-svg")
    idle(page)


def balance_of(page: Page) -> dict[str, float]:
    """Return the balance that the curve's marks bear, by day."""
    told = page.evaluate(
        f"""() => {{
            const day = document.querySelector('{CHART}')._fullData.find((t) => t.name === 'Day');
            return Array.from(day.x).map((x, i) => [String(x).slice(0, 10), day.y[i]]);
        }}"""
    )
    return dict(told)


def rows_of(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of ours, without its comment lines."""
    lines = (line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.DictReader(io.StringIO("".join(lines))))


def place_of(page: Page, day: str) -> tuple[float, float]:
    """Return where on the screen the curve stands on a day."""
    page.locator(CHART).scroll_into_view_if_needed()
    x, y = page.evaluate(
        f"""(day) => {{
            const chart = document.querySelector('{CHART}');
            const trace = chart._fullData.find((t) => t.name === 'Day');
            const i = Array.from(trace.x).findIndex((x) => String(x).startsWith(day));
            const box = chart.getBoundingClientRect();
            const {{ xaxis, yaxis }} = chart._fullLayout;
            const left = xaxis._offset + xaxis.d2p(trace.x[i]);
            return [box.x + left, box.y + yaxis._offset + yaxis.d2p(trace.y[i])];
        }}""",
        day,
    )
    return x, y


@pytest.fixture
def pair(reader: Reader) -> Page:
    """The page of Japan and Malaysia, reached by its pickers."""
    page = reader.open("/dyad?a=JPN&b=CHN")
    choose(page, "Second country", "Malaysia")
    wait_for_pair(page, "Japan and Malaysia")
    return page


def test_the_curve_bears_the_values_of_the_command_line(pair: Page, server: Server):
    shown = balance_of(pair)
    told = server.run("intensity", "JPN", "MYS", "--freq", "day", "--format", "csv")
    expected = {row["period_start"]: float(row["balance"]) for row in rows_of(told) if row["balance"]}
    assert len(shown) > 500
    assert shown == pytest.approx({day: expected[day] for day in shown}, abs=1e-3)


def test_a_point_opens_into_the_events_that_sum_to_it(pair: Page, server: Server):
    x, y = place_of(pair, "2023-12-16")
    pair.mouse.move(x - 15, y)
    pair.mouse.move(x, y)
    # Days lie closer than pixels: the one that the pointer reads is the one that a click opens.
    near = f"String(document.querySelector('{CHART}')._hoverdata?.[0]?.x).slice(0, 10)"
    pair.wait_for_function(f"{near} > '2023-11-16' && {near} < '2024-01-16'")
    day = pair.evaluate(near)
    pair.mouse.click(x, y)
    pair.wait_for_url(f"**at={day}**")
    pair.get_by_role("heading", name="What makes the value").wait_for()
    idle(pair)
    told = pair.locator("p").filter(has_text="gives a balance of").inner_text()
    explained = json.loads(server.run("intensity", "JPN", "MYS", "--explain", day, "--format", "json"))
    events = explained["contributions"]
    balance = sum(one["points"] * (1 if one["sign"] > 0 else -1) for one in events)
    assert float(re.search(r"balance of (\S+)", told)[1]) == pytest.approx(balance, abs=0.005)
    assert balance == pytest.approx(balance_of(pair)[day], abs=1e-3)
    expect(pair.get_by_label("Events that make the value, the largest first").first).to_be_visible()


def test_a_dragged_span_lists_its_events(pair: Page):
    x, y = place_of(pair, "2015-05-25")
    pair.mouse.move(x - 20, y)
    pair.mouse.down()
    pair.mouse.move(x + 40, y + 30, steps=6)
    pair.mouse.up()
    pair.wait_for_url("**at=**~**")
    expect(pair.locator("p").filter(has_text="the fading of earlier ones")).to_be_visible()


def test_another_pair_is_drawn_once_in_the_same_place(pair: Page):
    pair.evaluate(
        f"""() => {{
            window.__place = document.querySelector('{CHART}');
            window.__drawn = 0;
            for (const name of ['newPlot', 'react', 'relayout']) {{
                const own = Plotly[name];
                Plotly[name] = (place, ...rest) => {{
                    if (place.closest('.st-key-chart-intensity')) window.__drawn += 1;
                    return own(place, ...rest);
                }};
            }}
        }}"""
    )
    choose(pair, "Second country", "South Korea")
    wait_for_pair(pair, "Japan and South Korea")
    assert pair.evaluate(f"window.__place === document.querySelector('{CHART}') && window.__drawn") == 1
    assert "South Korea" in pair.locator(CHART).get_attribute("aria-label")


def test_a_click_on_a_topic_shows_its_events_alone(pair: Page):
    topics = pair.locator(".st-key-chart-topics")
    topics.scroll_into_view_if_needed()
    bar = topics.locator(".barlayer .point path").first
    box = bar.bounding_box()
    pair.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    pair.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    pair.wait_for_url("**topics=**")
    idle(pair)
    expect(pair.get_by_text("This view counts")).to_be_visible()


def test_a_chart_goes_full_screen_and_back(browser: Browser, server: Server):
    # In a browser of its own: one that has been full screen saves no more files.
    chromium = find_chromium(browser.browser_type.executable_path)
    own = browser.browser_type.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
    page = Reader(own.new_context(viewport={"width": 1440, "height": 900}), server.address).open(
        "/dyad?a=JPN&b=MYS"
    )
    wait_for_pair(page, "Japan and Malaysia")
    page.locator(CHART).hover()
    height = f"document.querySelector('{CHART}')._fullLayout.height"
    before = page.evaluate(height)
    page.locator(f"{CHART} [data-title=Fullscreen]").click()
    page.wait_for_function(f"{height} === window.innerHeight")
    page.locator(f"{CHART} [data-title=Fullscreen]").click()
    page.wait_for_function(f"{height} === {before}")
    own.close()


def test_png_svg_and_csv_are_what_the_page_shows(pair: Page, server: Server, tmp_path: Path):
    files = {}
    row = pair.locator(".st-key-files-intensity-row")
    for name in ("PNG", "SVG", "CSV"):
        with pair.expect_download() as waiting:
            row.get_by_role("button", name=name, exact=True).click()
        download = waiting.value
        assert download.suggested_filename.startswith("bilateral-JPN-MYS-intensity-2000-20")
        assert download.suggested_filename.endswith(f".{name.lower()}")
        files[name] = tmp_path / download.suggested_filename
        download.save_as(files[name])
    png = files["PNG"].read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1800, 1240), "the first size at the default scale of 2"
    svg = ElementTree.fromstring(files["SVG"].read_bytes())
    words = " ".join("".join(one.itertext()) for one in svg.iter("{http://www.w3.org/2000/svg}text"))
    heading = pair.get_by_role("heading", level=1).inner_text()
    assert heading.split()[0] in words
    assert "Cooperation" in words
    assert "#0b6e69" in files["SVG"].read_text() or "rgb(11, 110, 105)" in files["SVG"].read_text()
    for name in ("PNG", "SVG"):
        recipe = read_recipe(files[name].read_bytes())
        assert "a=JPN" in recipe.query
        assert "b=MYS" in recipe.query
    told = rows_of(files["CSV"].read_text(encoding="utf-8-sig"))
    expected = rows_of(server.run("intensity", "JPN", "MYS", "--format", "csv"))
    assert {row["period_start"]: row["balance"] for row in told} == {
        row["period_start"]: row["balance"] for row in expected
    }


def test_the_print_size_is_the_readers_choice(pair: Page, tmp_path: Path):
    row = pair.locator(".st-key-files-intensity-row")
    row.get_by_label("Size of the picture").select_option("slide")
    row.get_by_label("Scale of the PNG").select_option("1")
    with pair.expect_download() as waiting:
        row.get_by_role("button", name="PNG", exact=True).click()
    waiting.value.save_as(tmp_path / "slide.png")
    assert struct.unpack(">II", (tmp_path / "slide.png").read_bytes()[16:24]) == (1600, 900)


def test_a_pasted_address_restores_the_view(pair: Page, reader: Reader, browser):
    pair.get_by_role("combobox", name="Table and file by").click()
    pair.get_by_role("option", name="Year").click()
    pair.wait_for_url("**by=year**")
    idle(pair)
    heading = pair.get_by_role("heading", level=1).inner_text()
    asked = parse_qs(urlsplit(pair.url).query)
    assert asked["a"] == ["JPN"]
    assert asked["b"] == ["MYS"]
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    other = Reader(context, reader.address)
    other.page.goto(pair.url)
    wait_for_pair(other.page, "Japan and Malaysia")
    assert other.page.get_by_role("heading", level=1).inner_text() == heading
    picked = other.page.get_by_role("combobox", name="Second country")
    expect(picked).to_have_value("Malaysia")
    expect(other.page.get_by_role("combobox", name="Table and file by")).to_have_value("Year")
    context.close()


def test_swapped_countries_show_the_same_curve(pair: Page):
    before = balance_of(pair)
    pair.get_by_role("button", name="Swap").click()
    wait_for_pair(pair, "Malaysia and Japan")
    assert balance_of(pair) == before


def test_the_back_button_brings_the_last_view_back(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=CHN")
    wait_for_pair(page, "Japan and China")
    choose(page, "Second country", "Malaysia")
    wait_for_pair(page, "Japan and Malaysia")
    page.go_back()
    wait_for_pair(page, "Japan and China")


def test_the_view_stays_when_the_reader_walks_through_the_menu(pair: Page):
    pair.get_by_role("link", name="Overview").click()
    pair.get_by_role("heading", name="All pairs").wait_for()
    idle(pair)
    pair.get_by_role("link", name="Two countries").click()
    wait_for_pair(pair, "Japan and Malaysia")


def test_the_days_of_a_period_are_read_whole(reader: Reader):
    page = reader.open("/dyad?a=CHN&b=JPN&from=2025-10-01&to=2025-12-31")
    for label, day in (("From", "2025-10-01"), ("To", "2025-12-31")):
        field = page.get_by_test_id("stSidebar").get_by_test_id("stDateInput").filter(has_text=label)
        assert "".join(field.inner_text().split()) == label + day
        cut = """(field) => [...field.querySelectorAll('*')].some(
            (one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)"""
        assert not field.evaluate(cut), label


def test_bad_parts_of_an_address_are_said_in_sentences(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=XQQ&from=2025-99-99&types=summitt")
    wait_for_pair(page, "Japan and ")
    said = page.locator("[data-testid=stAlert]").all_inner_texts()
    assert any("XQQ" in text for text in said)
    assert any("2025-99-99" in text for text in said)
    assert any("did you mean 'summit'" in text for text in said)
    assert "Traceback" not in page.inner_text("body")


def test_a_pair_without_events_says_what_to_do(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=BRA")
    expect(page.get_by_role("heading", level=1)).to_contain_text("no recorded events")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("Japan has events with")


def test_a_window_that_changes_its_kind_has_each_figure_drawn_once(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=MYS")
    page.wait_for_selector(f"{CHART} .main-svg")
    drawn = f"""() => {{
        const place = document.querySelector('{CHART}');
        window.drawings = [];
        place.on('plotly_relayout', () => window.drawings.push('fitted'));
        place.on('plotly_afterplot', () => window.drawings.push('drawn'));
    }}"""
    page.evaluate(drawn)
    at_desk = page.locator(f"{CHART} .main-svg").first.bounding_box()
    page.set_viewport_size({"width": 1100, "height": 900})
    page.wait_for_function("window.drawings.includes('fitted')")
    page.evaluate(drawn)
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function(f"() => document.querySelector('{CHART} .modebar') === null")  # the phone's figure
    idle(page)
    on_phone = page.locator(f"{CHART} .main-svg").first.bounding_box()
    assert page.evaluate("window.drawings").count("fitted") == 0
    assert at_desk is not None
    assert on_phone is not None
    assert on_phone["height"] < at_desk["height"]
    assert on_phone["x"] + on_phone["width"] <= 390
    assert "scale" not in (page.locator(f"{CHART} .svg-container").get_attribute("style") or "")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function(
        f"(tall) => Math.abs(document.querySelector('{CHART} .main-svg').clientHeight - tall) < 1",
        arg=at_desk["height"],
    )
    idle(page)
    again = page.locator(f"{CHART} .main-svg").first.bounding_box()
    assert again is not None
    assert [again[side] for side in ("x", "width", "height")] == [
        at_desk[side] for side in ("x", "width", "height")
    ]
    assert reader.errors == []
