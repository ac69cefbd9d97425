"""The Events page in a real browser: typed words, files, the way from a list to a card and to the curve."""

import csv
import io
import json

from tests.e2e.conftest import Reader, idle, unfold


def test_the_list_narrows_while_words_are_typed(reader: Reader):
    page = reader.open("/events")
    page.get_by_label("Search", exact=True).press_sequentially(["fukuda", "yasuo"][0], delay=30)
    page.get_by_text("pieces of evidence.").filter(has_not_text="1,380 events").wait_for()
    page.wait_for_url("**q=fukuda**")
    idle(page)
    assert page.get_by_label("Search", exact=True).input_value() == "fukuda"
    page.reload()
    page.get_by_text("pieces of evidence.").filter(has_not_text="1,380 events").wait_for()
    assert reader.errors == []


def test_what_is_found_leaves_as_csv_and_json(reader: Reader):
    page = reader.open("/events?q=fukuda")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(body)))
    assert "Search: fukuda" in text
    assert rows
    assert all("fukuda" in json.dumps(row).casefold() for row in rows)
    assert all(row["urls"].startswith("http") for row in rows)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON", exact=True).click()
    told = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert [one["source_event_id"] for one in told["events"]] == [row["source_event_id"] for row in rows]


def test_a_card_leads_to_its_neighbours_and_to_the_curve(reader: Reader):
    page = reader.open("/events?q=fukuda&event=900")
    reader.settle()
    page.get_by_role("button", name="All found events").click()
    page.get_by_role("heading", name="Every recorded event").wait_for()
    page = reader.open("/events?event=900")
    first = page.locator("h1").inner_text()
    page.get_by_role("button", name="Older").click()
    page.locator("h1").filter(has_not_text=first).wait_for()
    page.go_back()
    page.locator("h1").filter(has_text=first).wait_for()
    page.get_by_role("link", name="See it on the curve").click()
    page.wait_for_url("**/dyad?**at=**")
    page.get_by_role("heading", name="What makes the value").wait_for()
    assert reader.errors == []


def test_a_row_opens_with_a_click(reader: Reader):
    page = reader.open("/events?q=fukuda")
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 420, box["y"] + 55)
    page.get_by_role("button", name="All found events").wait_for()
    assert "event=" in page.url


def test_an_event_is_hidden_and_shown_again(reader: Reader):
    page = reader.open("/events?event=900")
    why = page.get_by_label("Why (a note for yourself and others)").first
    unfold(page, "Hide it", why)
    why.fill("a test")
    page.get_by_role("button", name="Hide the event").click()
    page.get_by_text("The event is hidden.").wait_for()
    try:
        page.get_by_text("no page, measure or file counts it").wait_for()
    finally:
        page.get_by_role("button", name="Show it again").click()
        page.get_by_text("The event is shown again").wait_for()
