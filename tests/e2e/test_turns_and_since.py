"""When two countries fell out and over what; who grew closest since a year: within a few clicks."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Reader, idle

IN_SIGHT = """(selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    const middle = box ? (box.top + box.bottom) / 2 : -1;
    return middle > 0 && middle < innerHeight;
}"""
"""Whether the middle of an element lies in the window."""


def test_a_turning_point_is_shown_on_the_curve(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=KOR")
    card = page.locator(".st-key-turn-2018-10")
    expect(card).to_contain_text("October 2018 to July 2019: net fell by 78, from +29 to −49.")
    expect(card).to_contain_text("Over law and rights, trade, and supply chains")
    assert card.locator("a[href^=http]").count() == 3
    for _ in range(2):  # the second time the view is the same already
        card.get_by_role("button", name="Show on the curve").click()
        page.wait_for_url("**breaks=1**")
        page.wait_for_function(IN_SIGHT, arg=".st-key-chart-intensity")
    assert "from=2016-01-01" in page.url
    assert reader.errors == []


def test_a_turning_point_on_a_phone(phone: Reader):
    page = phone.open("/dyad?a=JPN&b=KOR")
    card = page.locator(".st-key-turn-2018-10")
    card.get_by_role("button", name="Show on the curve").click()
    page.wait_for_url("**breaks=1**")
    page.wait_for_function(IN_SIGHT, arg=".st-key-chart-intensity")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_who_grew_closest_in_a_region_since_a_year(reader: Reader, tmp_path: Path):
    page = reader.open("/country?country=JPN")
    page.get_by_role("combobox", name="Change since").click()
    page.get_by_role("option", name="2020").click()
    page.wait_for_url("**change=2020**")
    idle(page)
    page.get_by_role("combobox", name="Region of partners").click()
    page.get_by_role("option", name="Southeast Asia").click()
    page.wait_for_url("**region=southeast-asia**")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Japan: grew closest to Laos in Southeast Asia since 2020 (net up 26)")
    idle(page)
    expect(page.locator(".st-key-chart-partners")).to_contain_text("Circle: net on 1 January 2020")
    with page.expect_download() as download:
        page.locator(".st-key-files-partners-row").get_by_role("button", name=re.compile("^CSV")).click()
    name = "bilateral-JPN-partners-southeast-asia-since-2020.csv"
    assert download.value.suggested_filename == name
    download.value.save_as(tmp_path / name)
    said = (tmp_path / name).read_text(encoding="utf-8-sig")
    assert f"# Permalink: {page.url}" in said
    assert "LAO,JPN-LAO" in said
    assert "CHN" not in said
    assert reader.errors == []


def test_the_last_event_of_every_pair_is_seen_without_scrolling_sideways(reader: Reader):
    page = reader.open("/")
    idle(page)
    table = page.locator(".st-key-table-overview")
    table.locator("th[role=columnheader]").first.wait_for(state="attached")
    width = table.evaluate("one => one.getBoundingClientRect().width")
    heads = table.locator("th[role=columnheader]").all_text_contents()
    assert "Last event" in heads
    inside = table.locator(".dvn-scroller").evaluate("one => one.scrollWidth")
    assert inside <= width + 1


def test_the_product_bears_its_name(reader: Reader, phone: Reader):
    for someone in (reader, phone):
        page = someone.open("/method")
        logo = page.locator("img[data-testid$=Logo]:visible")
        expect(logo).to_have_count(1)
        assert logo.evaluate("one => one.naturalWidth") > 60
    page = reader.open("/")
    # The first key still skips the menu.
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate("document.activeElement.innerText").lower()
