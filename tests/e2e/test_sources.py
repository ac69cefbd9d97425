"""The Sources page in a real browser: rejects taken along, and a load undone after a question."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Reader, Server

ROWS = (
    "id,date,actor,recipient,type,title,source_url\n"
    "a1,2024-05-06,URY,PRY,leader_visit,President visits Asuncion,https://example.org/visit\n"
    "a2,2024-13-06,URY,PRY,leader_visit,=No such month,https://example.org/b\n"
)


def test_a_load_is_undone_after_a_question(reader: Reader, server: Server, tmp_path: Path):
    path = tmp_path / "river-plate.csv"
    path.write_text(ROWS, encoding="utf-8")
    server.run("ingest", "events", str(path))
    page = reader.open("/sources")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="These rows as CSV").click()
    rejects = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "2024-13-06" in rejects
    table = page.get_by_test_id("stDataFrame").nth(1)
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 53)  # the box of the newest load
    page.get_by_role("button", name="Undo this load").click()
    page.get_by_role("dialog").get_by_text("events that nothing else proves go with it").wait_for()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name="Undo this load").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the load").click()
    page.get_by_text("1 event removed").wait_for()
    assert json.loads(server.run("loads", "--json"))[0]["status"] == "undone"
    assert reader.errors == []


def test_the_link_to_what_a_load_could_not_use_ends_where_the_reasons_stand(
    reader: Reader, server: Server, tmp_path: Path
):
    page = reader.open("/add")
    field = page.locator("[data-testid=stMain] input[type=file]")
    field.set_input_files({"name": "plata.csv", "mimeType": "text/csv", "buffer": ROWS.encode()})
    page.get_by_role("button", name="Load 1 row").click()
    link = page.get_by_role("link", name="could not use 1 row")
    link.wait_for()
    number = json.loads(server.run("loads", "--json"))[0]["load_id"]
    path = tmp_path / "later.csv"
    path.write_text(ROWS.replace("2024-13-06", "2024-14-06"), encoding="utf-8")
    server.run("ingest", "events", str(path))  # the newest load that rejects is another one now
    link.click()
    heading = page.get_by_role("heading", name=f"Rejected by load {number}")
    expect(heading).to_be_in_viewport()
    assert f"load={number}" in page.url
    undo = page.get_by_role("button", name="Undo this load")
    undo.click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the load").click()
    page.get_by_text("This load is undone").wait_for()
    server.run("loads", "undo", str(number + 1))
    assert reader.errors == []


def columns_in_sight(page: Page) -> list[str]:
    """Return the headings of the list of loads that are in sight; not the last, which may be cut."""
    table = page.get_by_test_id("stDataFrame").nth(1)
    table.scroll_into_view_if_needed()
    # The grid draws on a canvas; beneath it stand the cells in sight, for screen readers.
    table.locator("[role=columnheader]").nth(4).wait_for(state="attached")
    return [one for one in table.locator("[role=columnheader]").all_text_contents() if one][:-1]


def test_what_a_load_rejected_is_in_sight_at_a_desk_and_on_a_phone(reader: Reader, phone: Reader):
    seen = columns_in_sight(reader.open("/sources"))
    assert seen[:7] == ["Load", "Input", "When (UTC)", "State", "Read", "Added", "Rejected"]
    seen = columns_in_sight(phone.open("/sources"))
    assert seen == ["Load", "Input", "Added", "Rejected"]


def test_the_tools_of_a_table_cover_no_words_on_a_phone(phone: Reader, server: Server, tmp_path: Path):
    path = tmp_path / "reasons.csv"
    rows = (
        "x1,2024-13-06,URY,PRY,summit",
        "x2,2024-05-06,URY,Nowhereland,summit",
        "x3,2024-05-06,URY,PRY,dance",
    )
    path.write_text(
        "\n".join(
            [
                ROWS.splitlines()[0],
                *(f"{row},A title,https://example.org/x" for row in rows),
                ROWS.splitlines()[1],
            ]
        ),
        encoding="utf-8",
    )
    server.run("ingest", "events", str(path))
    page = phone.open("/sources")
    reasons = page.get_by_text("bad date: 1").bounding_box()
    tools = page.get_by_test_id("stElementToolbar").last.bounding_box()
    assert reasons is not None
    assert tools is not None
    assert reasons["x"] + reasons["width"] > tools["x"]  # both stand above the table
    assert reasons["y"] + reasons["height"] <= tools["y"] + 1
