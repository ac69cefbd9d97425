"""What holds for every page: nothing asked from outside, usable by all, no sideways scroll, fresh data."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from dashboard.navigation import HOME, pages
from tests.e2e.conftest import Reader, Server, idle

PATHS = {stem: "/" if stem == HOME else f"/{stem}?a=JPN&b=MYS" for stem in pages()}


def serious(page) -> list[str]:
    """Return what axe finds serious or worse on a page at rest."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def settled(reader: Reader) -> None:
    """Wait until charts stand and elements have lost the veil of a rerun."""
    reader.page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    idle(reader.page)
    reader.page.wait_for_timeout(600)


@pytest.mark.parametrize("stem", PATHS)
def test_at_a_desk(reader: Reader, stem: str):
    page = reader.open(PATHS[stem])
    settled(reader)
    assert page.locator("h1").count() == 1
    assert not page.get_by_text("This app has encountered an error").count()
    assert reader.outside == []
    assert reader.errors == []
    assert serious(page) == []


@pytest.mark.parametrize("stem", PATHS)
def test_on_a_phone(phone: Reader, stem: str):
    page = phone.open(PATHS[stem])
    settled(phone)
    wide = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid=stMain]');
            return [document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth];
        }"""
    )
    assert wide == [0, 0]
    assert phone.outside == []


@pytest.mark.parametrize("path", ["/", "/country?country=JPN"])
def test_every_choice_of_a_ranking_is_in_sight_on_a_phone(phone: Reader, path: str):
    page = phone.open(path)
    settled(phone)
    for name in ("Events in 12 months", "Name"):
        box = page.get_by_role("radio", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390


def test_titles_of_partnership_are_not_broken_word_by_word_on_a_phone(phone: Reader):
    page = phone.open("/dyad?a=JPN&b=MYS")
    table = page.get_by_role("region", name="Titles of partnership")
    widths = table.locator("tbody td:first-child").evaluate_all("all => all.map(one => one.clientWidth)")
    assert min(widths) > 150
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@pytest.mark.parametrize("stem", [HOME, "dyad"])
def test_in_the_dark(browser: Browser, server: Server, stem: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    reader = Reader(context, server.address)
    page = reader.open(PATHS[stem])
    settled(reader)
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 60
    if stem == "dyad":
        page.get_by_role("radio", name="Timeline of events").click()
        page.get_by_text("Each mark is one recorded event").wait_for()
        settled(reader)
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Overview – Bilateral"),
        ("/dyad?a=CHN&b=JPN", "China–Japan – Bilateral"),
        ("/dyad", "Japan–Malaysia – Bilateral"),
        ("/country?country=JPN", "Japan – Bilateral"),
        ("/method", "Method – Bilateral"),
    ],
)
def test_the_tab_of_the_browser_says_what_is_shown(reader: Reader, path: str, title: str):
    expect(reader.open(path)).to_have_title(title)


def test_a_row_of_the_overview_opens_its_pair(reader: Reader):
    page = reader.open("/")
    page.get_by_role("button", name=re.compile("^.*China–Japan$")).first.click()
    page.wait_for_url("**/dyad?**")
    page.get_by_role("heading", level=1).filter(has_text="China and Japan").wait_for()


def test_what_another_process_loads_shows_up(reader: Reader, server: Server, tmp_path):
    page = reader.open("/dyad?a=ARG&b=CHL")
    assert "no recorded events" in page.locator("h1").inner_text()
    table = tmp_path / "own-events.csv"
    table.write_text(
        "id,date,actor,recipient,type,title,source_name,source_url\n"
        "own-1,2024-05-06,ARG,CHL,leader_visit,President visits Santiago,Example,https://example.org/visit\n",
        encoding="utf-8",
    )
    server.run("ingest", "events", str(table))
    try:
        page.get_by_role("link", name="Overview").click()
        page.get_by_role("heading", name="All pairs").wait_for()
        idle(page)
        page.get_by_role("link", name="Two countries").click()
        page.get_by_role("heading", level=1).filter(has_text="one recorded event").wait_for()
    finally:
        newest = max(int(row["load_id"]) for row in json.loads(server.run("loads", "--json")))
        server.run("loads", "undo", str(newest))
