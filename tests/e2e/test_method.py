"""The Method page in a real browser: a score typed into the table, and the way back."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Reader, idle


def type_score(page: Page, row: int, text: str) -> None:
    """Type a score into a row of the table, as a reader does: a click, the number, Enter."""
    table = page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 380, box["y"] + 35 * (row + 1) + 18)
    page.wait_for_timeout(300)
    page.keyboard.type(text)
    page.get_by_test_id("stNumberCellEditor").or_(page.locator("#portal input")).first.wait_for()
    page.keyboard.press("Enter")


def test_a_typed_score_is_in_force_everywhere_until_it_is_taken_back(reader: Reader):
    reader.page.set_viewport_size({"width": 1440, "height": 3000})
    page = reader.open("/method?a=CHN&b=JPN")
    type_score(page, 0, "3")
    page.wait_for_url(re.compile("scores=diplomatic_relations-3"))
    page.get_by_text("“Relations established or restored” scored +3").first.wait_for()
    page.get_by_text("What the change does to China–Japan").wait_for()
    idle(page)
    type_score(page, 1, "1")
    page.wait_for_url(re.compile("partnership_upgrade-1"))
    assert "diplomatic_relations-3" in page.url
    page.get_by_role("button", name="Back to the default weights").click()
    page.wait_for_url(lambda url: "scores" not in url)
    idle(page)
    assert page.get_by_text("scored +3").count() == 0
    page.get_by_role("link", name="Two countries").click()
    page.get_by_role("heading", level=1).filter(has_text="China").wait_for()
    assert "This view counts" not in page.locator("body").inner_text()
    assert reader.errors == []


def test_a_half_life_moves_with_the_keyboard(reader: Reader):
    page = reader.open("/method")
    slider = page.get_by_role("slider", name="Meetings and visits")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("halflives=meet-181"))
    page.get_by_text("half-life of meetings and visits 181 days").first.wait_for()


@pytest.mark.parametrize("width", [390, 700])
def test_no_formula_is_cut_in_a_narrow_window(reader: Reader, width: int):
    reader.page.set_viewport_size({"width": width, "height": 844})
    page = reader.open("/method")
    page.locator(".katex-display").nth(7).wait_for()
    idle(page)
    # Of subscripts a browser reckons a few pixels more than are drawn.
    cut = page.locator(".katex-display").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth + 4).map((one) => one.textContent)"
    )
    assert cut == []
