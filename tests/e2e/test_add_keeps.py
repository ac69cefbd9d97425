"""The Add page in a browser: what was given to it is kept, questions are asked, each stop has a name."""

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.app.test_add_keeps import STANDARD, VISITS, workbook
from tests.e2e.conftest import Reader, Server, idle
from tests.e2e.test_add import ARTICLE, undo_newest

WORDS = (
    "Day;Visitor;Host;Kind;Headline;Link\n"
    "03.05.2024;Uruguay;Ecuador;trip;President visits Quito;https://example.org/p\n"
    "05.05.2024;Uruguay;Ecuador;match;A match;https://example.org/b\n"
)
FIELD = "The article's text, or its address"
STOP = """() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  const labelled = (at.getAttribute('aria-labelledby') || '').split(' ')
    .map(id => document.getElementById(id)?.textContent || '').join(' ');
  return [at.tagName, (at.getAttribute('aria-label') || labelled + at.innerText + at.title || '').trim()];
}"""


def give(page: Page, name: str, content: bytes) -> None:
    page.locator("[data-testid=stMain] input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def look_elsewhere(page: Page) -> None:
    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("heading", name="Where the events come from").wait_for()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("heading", name="Add what you know").wait_for()
    idle(page)


def stops(page: Page, most: int = 160) -> list[tuple[str, str]]:
    """Return the tag and the name of all that the key Tab comes by, once around, inside components too."""
    found: list[tuple[str, str]] = []
    n_ends = 0
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, name = page.evaluate(STOP)
        n_ends += tag == "BODY"
        if n_ends == 2:
            return found
        if n_ends and tag != "BODY":
            found.append((tag, name))
    raise AssertionError(f"no end after {most} stops")


def test_the_meaning_of_words_outlasts_a_look_at_another_page(reader: Reader):
    page = reader.open("/add")
    give(page, "words.csv", WORDS.encode())
    grid = page.get_by_test_id("stDataFrame").first
    grid.wait_for()
    idle(page)
    box = grid.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 0.7 * box["width"], box["y"] + 35 + 17)
    page.locator("#portal input").wait_for()
    page.keyboard.type("Leader's visit")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Load 1 row").wait_for()
    look_elsewhere(page)
    page.get_by_role("button", name="Load 1 row").wait_for()
    assert reader.errors == []


def test_an_article_typed_right_before_a_press_on_the_menu_is_still_there(reader: Reader):
    page = reader.open("/add")
    page.get_by_text("An article", exact=True).click()
    page.get_by_role("textbox", name=FIELD).wait_for()
    idle(page)
    page.get_by_role("textbox", name="Publisher").fill("The Quito Post")
    page.get_by_role("textbox", name=FIELD).fill(ARTICLE)
    look_elsewhere(page)
    assert page.get_by_role("textbox", name=FIELD).input_value() == ARTICLE
    assert page.get_by_role("textbox", name="Publisher").input_value() == "The Quito Post"


def begin_event(page: Page) -> None:
    page.get_by_text("One event", exact=True).click()
    page.get_by_role("textbox", name="What happened").wait_for()
    idle(page)
    page.get_by_role("textbox", name="What happened").fill("President visits Quito")
    page.get_by_role("textbox", name="Date", exact=True).fill("2024-05-03")
    for label, value in (("Kind", "Leader's visit"), ("Who acts", "Uruguay"), ("On whom", "Ecuador")):
        page.get_by_role("combobox", name=label).fill(value)
        page.get_by_role("option", name=value, exact=True).click()
        idle(page)


def test_an_event_without_a_source_is_added_only_when_asked_again(reader: Reader, server: Server):
    page = reader.open("/add")
    n = len(json.loads(server.run("loads", "--json")))
    begin_event(page)
    page.get_by_role("button", name="Add the event").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("names no address and no words that prove it").wait_for()
    assert len(json.loads(server.run("loads", "--json"))) == n
    dialog.get_by_role("button", name="Give a source").click()
    dialog.wait_for(state="hidden")
    assert page.get_by_role("textbox", name="What happened").input_value() == "President visits Quito"
    page.get_by_role("button", name="Add the event").click()
    dialog.get_by_role("button", name="Add it without").click()
    page.get_by_text("1 new event").wait_for()
    try:
        dialog.wait_for(state="hidden")
        events = json.loads(server.run("events", "URY", "ECU", "--format", "json"))
        assert "President visits Quito" in json.dumps(events)
    finally:
        undo_newest(server)


def test_the_mapping_of_a_sheet_loads_that_sheet_from_the_command_line(
    reader: Reader, server: Server, tmp_path: Path
):
    head, trip, _ = (line.split(";") for line in WORDS.splitlines())
    other = ["When", "Guest", "Receiver", "Act", "Told", "Web"]
    call = ["04.06.2024", "Uruguay", "Ecuador", "leader_call", "Presidents speak", "https://example.org/t"]
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook({"Trips": [head, trip], "Calls": [other, call], "Ours": [STANDARD, VISITS]}))
    page = reader.open("/add")
    give(page, book.name, book.read_bytes())
    sheet = page.get_by_role("combobox", name="Sheet of the workbook")
    sheet.press("ArrowDown")
    page.get_by_role("option", name="Calls").wait_for()
    page.keyboard.type("Calls")
    page.keyboard.press("Enter")
    idle(page)
    page.get_by_role("button", name="Load 1 row").wait_for()
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Keep this mapping as a file").click()
    mapping = tmp_path / "mapping.toml"
    arriving.value.save_as(mapping)
    assert 'sheet = "Calls"' in mapping.read_text()
    server.run("ingest", "events", str(book), "--mapping", str(mapping))
    try:
        events = json.loads(server.run("events", "URY", "ECU", "--format", "json"))
        assert [one["date"] for one in events] == ["2024-06-04"]
    finally:
        undo_newest(server)


def test_every_stop_of_the_keyboard_has_a_name_without_markup(reader: Reader):
    page = reader.open("/add")
    page.get_by_text("An article", exact=True).click()
    page.get_by_role("textbox", name=FIELD).wait_for()
    idle(page)
    page.get_by_role("textbox", name=FIELD).fill(ARTICLE)
    page.get_by_role("button", name="Find the events").click()
    page.locator("mark").first.wait_for()
    page.get_by_text("Edit", exact=True).click()
    title = page.get_by_role("textbox", name="What happened")
    title.fill("A call (on *aid*, $5 or $7, R&D) - ![x](https://example.org/x.png)")
    title.press("Tab")
    page.get_by_role("button", name="Add 1 event").wait_for()
    page.get_by_role("checkbox", name="A call (on").wait_for()
    [name] = page.get_by_role("checkbox").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert name.startswith("1. A call (on ∗aid∗, ＄5 or ＄7, R&D) - ")
    assert page.locator("[data-testid=stCheckbox] :is(img, em, a)").count() == 0
    seen = stops(page)
    assert len(seen) > 25
    assert [one for one in seen if not one[1]] == []
    assert [one for one in seen if "**" in one[1] or "\\" in one[1]] == []
    assert reader.outside == []
