"""The lists and the forms by keyboard alone: what a click does, keys can do too."""

import pytest

from tests.e2e.conftest import Page, Reader, idle


def go_to(page: Page, css: str) -> None:
    """Press Tab until what `css` names has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"no Tab reaches {css}")


@pytest.mark.parametrize(
    ("path", "label", "typed", "there"),
    [
        ("/", "Open a pair", "Japan–Laos", "a=JPN&b=LAO"),
        ("/country?country=JPN", "Open a partner", "Malaysia", "a=JPN&b=MYS"),
    ],
)
def test_any_row_of_a_list_of_pairs_opens_by_keyboard(reader: Reader, path, label, typed, there):
    page = reader.open(path)
    go_to(page, f"input[aria-label='{label}']")
    page.keyboard.type(typed)
    page.get_by_role("option", name=typed, exact=True).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dyad?**{there}**")
    assert reader.errors == []


def test_any_event_of_the_list_opens_by_keyboard(reader: Reader):
    page = reader.open("/events?q=fukuda")
    go_to(page, "input[aria-label='Open an event']")
    page.keyboard.press("ArrowDown")
    third = page.get_by_role("option").nth(2)
    third.wait_for()
    name = third.inner_text()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**event=**")
    reader.settle()
    assert page.locator("h1").inner_text() in name
    page.go_back()
    page.get_by_role("heading", name="Every recorded event").wait_for()
    idle(page)
    assert "event=" not in page.url


def test_an_event_of_a_pair_shows_its_proofs_by_keyboard(reader: Reader):
    page = reader.open("/dyad?a=JPN&b=LAO")
    page.get_by_text("with Shift and Space by keyboard").wait_for()
    go_to(page, ".st-key-table-events canvas")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.locator(".bil-facts").get_by_text("(in ").first.wait_for()


def test_the_text_of_a_report_can_be_had_by_keyboard(reader: Reader):
    page = reader.open("/events?event=900")
    go_to(page, ".st-key-card-report summary")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save as a text file").wait_for()
    go_to(page, ".st-key-card-report-file button")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "bilateral-report-event-900.txt"
    assert "--- What the source says ---" in waiting.value.path().read_text(encoding="utf-8")
