"""The Add page in a real browser: a table and an article, from the file to the curve and back."""

import json

from tests.e2e.conftest import Reader, Server, idle

TABLE = (
    "Day;Visitor;Host;Kind;Headline;Link\n"
    "03.05.2024;Uruguay;Ecuador;leader_visit;President visits Quito;https://example.org/p\n"
    "05.05.2024;Uruguay;Ecudaor;leader_visit;A country misspelt;https://example.org/b\n"
)
ARTICLE = (
    "LIMA, March 4, 2024 - Peruvian President Dina Boluarte spoke by phone with Ecuadorian President Daniel "
    "Noboa on March 4, 2024. The two leaders discussed trade."
)


def undo_newest(server: Server) -> None:
    newest = max(int(row["load_id"]) for row in json.loads(server.run("loads", "--json")))
    server.run("loads", "undo", str(newest))


def test_a_table_goes_from_the_file_to_the_curve_and_back(reader: Reader, server: Server):
    page = reader.open("/add")
    page.locator("[data-testid=stMain] input[type=file]").set_input_files(
        {"name": "travel.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    page.get_by_text("1. Which column is what").wait_for()
    page.get_by_role("button", name="Load 1 row").click()
    page.get_by_text("1 new event, 1 not usable").wait_for()
    page.get_by_role("button", name="Load 1 row").wait_for(state="hidden")
    page.get_by_role("link", name="Ecuador–Uruguay").click()
    page.wait_for_url("**/dyad?**")
    page.get_by_role("heading", level=1).filter(has_text="one recorded event").wait_for()
    ringed = page.locator(".bil-chart[aria-label*='Ringed: 1 event of load']")
    ringed.wait_for()
    shared = reader.new_page()
    shared.goto(page.url)
    shared.locator(".bil-chart[aria-label*='Ringed: 1 event of load']").wait_for()
    shared.get_by_text("Ringed on the curve: 1 event", exact=True).wait_for()
    shared.close()
    idle(page)
    page.get_by_role("button", name="Show all events alike").click()
    ringed.wait_for(state="detached")
    assert "load=" not in page.url
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("button", name="Undo this load").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the load").click()
    page.get_by_text("1 event removed").wait_for()
    assert json.loads(server.run("loads", "--json"))[0]["status"] == "undone"
    assert reader.outside == []
    assert reader.errors == []


def test_an_article_is_read_beside_its_words_and_taken(reader: Reader, server: Server):
    page = reader.open("/add")
    page.get_by_text("An article", exact=True).click()
    field = page.get_by_role("textbox", name="The article's text, or its address")
    field.wait_for()
    idle(page)  # a page still at work may take away what is typed at once
    field.fill(ARTICLE)
    page.get_by_role("button", name="Find the events").click()
    page.locator("mark").first.wait_for()
    assert "spoke by phone with Ecuadorian President" in page.locator("mark").first.inner_text()
    page.get_by_role("button", name="Add 1 event").click()
    page.get_by_text("1 new event.").wait_for()
    try:
        page.get_by_role("link", name="Ecuador–Peru").wait_for()
        idle(page)
        assert reader.errors == []
        assert reader.outside == []
    finally:
        undo_newest(server)


def test_what_was_edited_of_an_article_outlasts_a_look_at_another_page(reader: Reader):
    page = reader.open("/add")
    page.get_by_text("An article", exact=True).click()
    field = page.get_by_role("textbox", name="The article's text, or its address")
    field.wait_for()
    idle(page)
    field.fill(ARTICLE)
    page.get_by_role("button", name="Find the events").click()
    title = page.get_by_role("textbox", name="What happened")
    page.get_by_text("Edit", exact=True).click()
    title.fill("Boluarte rings Noboa up")
    title.press("Enter")
    page.get_by_text("1. Boluarte rings Noboa up").wait_for()
    page.get_by_text("1. Boluarte rings Noboa up").click()
    page.get_by_role("button", name="Add 0 events").wait_for()
    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("heading", name="Where the events come from").wait_for()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_text("1. Boluarte rings Noboa up").wait_for()
    page.get_by_role("button", name="Add 0 events").wait_for()
    assert reader.errors == []
