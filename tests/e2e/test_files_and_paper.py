"""What leaves the dashboard and comes back: exported files, the brief, the printed page."""

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from dashboard.exports.recipe_reader import read_recipe
from tests.e2e.conftest import Reader, Server, idle, start_server
from tests.e2e.test_dyad_page import balance_of

VIEW = "/dyad?v=1&a=MYS&b=JPN&from=2012-01-01&by=quarter&halflives=act-900.0"
CURVE = ".st-key-chart-intensity .main-svg"


def open_pair(reader: Reader, path: str = VIEW) -> Page:
    """Open the page of a pair and wait until its curve stands."""
    page = reader.open(path)
    page.wait_for_selector(CURVE)
    idle(page)
    return page


def save(
    page: Page, name: str, folder: Path, row: str = "files-intensity-row", *, is_exact: bool = True
) -> Path:
    """Press a button that saves a file; return the file."""
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(f".st-key-{row}").get_by_role("button", name=name, exact=is_exact).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def give(page: Page, path: Path) -> None:
    """Choose a file for the button that opens exported ones."""
    with page.expect_file_chooser() as waiting:
        page.get_by_role("button", name="Open an exported file").click()
    waiting.value.set_files(path)


def drop(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the middle of the page, once the page takes files."""
    page.wait_for_selector(".bil-drop-veil", state="attached")
    page.evaluate(
        """([name, text]) => {
            const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            const target = document.querySelector("h1");
            for (const kind of ["dragenter", "dragover", "drop"]) {
                target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
            }
        }""",
        [name, base64.b64encode(content).decode()],
    )


@pytest.fixture
def other(browser: Browser, server: Server) -> Iterator[Reader]:
    """Another reader, who knows nothing of the first."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Reader(context, server.address)
    context.close()


@dataclass(frozen=True)
class Saved:
    """What a reader took along of a page: its address, the values of its curve, the files by their kind."""

    url: str
    balance: dict[str, float]
    files: dict[str, Path]


@pytest.fixture(scope="module")
def saved(desk: BrowserContext, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """A view saved as a file of every kind; tests read the files and leave them as they are."""
    page = open_pair(Reader(desk, server.address))
    folder = tmp_path_factory.mktemp("saved")
    files = {kind: save(page, kind, folder) for kind in ("PNG", "SVG", "HTML", "ZIP", "JSON", "CSV")}
    taken = Saved(page.url, balance_of(page), files)
    page.close()
    return taken


@pytest.mark.parametrize("kind", ["PNG", "SVG", "HTML", "ZIP", "JSON"])
def test_an_exported_file_brings_its_view_back(saved: Saved, other: Reader, kind: str):
    file = saved.files[kind]
    elsewhere = other.open("/")
    if kind in ("PNG", "JSON"):
        drop(elsewhere, file.name, file.read_bytes())
    else:
        give(elsewhere, file)
    elsewhere.wait_for_url("**/dyad?**")
    elsewhere.wait_for_selector(CURVE)
    idle(elsewhere)
    assert elsewhere.url == saved.url
    assert balance_of(elsewhere) == saved.balance
    said = elsewhere.locator("[data-testid=stAlert]").first
    expect(said).to_contain_text(file.name)
    expect(said).to_contain_text("The data behind it are the same today.")
    assert other.errors == []
    assert other.outside == []


def test_a_file_tells_that_the_data_have_changed_since(
    saved: Saved, reader: Reader, server: Server, tmp_path: Path
):
    page = open_pair(reader)
    file = saved.files["PNG"]
    table = tmp_path / "own-events.csv"
    table.write_text(
        "id,date,actor,recipient,type,title,source_name,source_url\n"
        "own-9,2024-05-06,JPN,MYS,leader_visit,A visit of our own,Example,https://example.org/visit\n",
        encoding="utf-8",
    )
    then = read_recipe(file.read_bytes()).n_events
    server.run("ingest", "events", str(table))
    try:
        give(page, file)
        said = page.locator("[data-testid=stAlert]").filter(has_text="The data have changed since")
        expect(said).to_contain_text(f"{then} events in view then, {then + 1} now")
    finally:
        server.run("loads", "undo", server.run("loads", "--json").partition('"load_id": ')[2].split(",")[0])


NONE_OF_OURS = {
    "cut off": b"\x89PNG\r\n\x1a\ncut off",
    "entities": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    "no zip": b"PK\x03\x04 not a zip",
    "later": b'{"kind": "bilateral-recipe", "codec": 99}',
    "script": b"<html><script>alert(1)</script></html>",
    "empty": b"",
}


def test_files_that_are_none_of_ours_get_one_sentence_each(reader: Reader):
    page = reader.open("/")
    idle(page)
    before = page.url
    for what, content in NONE_OF_OURS.items():
        name = f"{what} <b>name</b>.png"
        drop(page, name, content)
        said = page.locator("[data-testid=stAlert]").first
        expect(said).to_contain_text(name)
        idle(page)
        expect(said).to_contain_text(name)  # it stays while the page does
        assert page.url == before
        assert "Traceback" not in page.inner_text("body")
    assert reader.errors == []


@pytest.mark.parametrize(
    ("path", "chart", "kind"),
    [
        ("/compare?v=1&dyads=JPN-MYS~CHN-JPN&align=visit&drawn=multiples&show=friction", "compare", "SVG"),
        ("/country?v=1&country=JPN&rank=change", "map", "ZIP"),
    ],
)
def test_a_figure_of_many_pairs_finds_back_to_its_page(
    reader: Reader, other: Reader, tmp_path: Path, path: str, chart: str, kind: str
):
    page = reader.open(path)
    page.wait_for_selector(f".st-key-chart-{chart} .main-svg")
    idle(page)
    file = save(page, kind, tmp_path, f"files-{chart}-row")
    elsewhere = other.open("/")
    give(elsewhere, file)
    elsewhere.wait_for_url(f"**{path.split('?')[0]}?**")
    elsewhere.wait_for_selector(f".st-key-chart-{chart} .main-svg")
    assert elsewhere.url == page.url
    expect(elsewhere.locator("[data-testid=stAlert]").first).to_contain_text("are the same today")


def test_csv_is_by_the_period_chosen_and_says_what_the_command_line_says(saved: Saved, server: Server):
    file = saved.files["CSV"]
    assert file.read_bytes().startswith(b"\xef\xbb\xbf# ")
    assert f"# Permalink: {saved.url}" in file.read_text(encoding="utf-8-sig")
    shown = pd.read_csv(file, comment="#", encoding="utf-8-sig")
    words = ("MYS", "JPN", "--since", "2012-01-01", "--freq", "quarter", "--half-life", "act=900")
    told = server.run("intensity", *words, "--format", "csv")
    pd.testing.assert_frame_equal(shown, pd.read_csv(io.StringIO(told.lstrip("\ufeff")), comment="#"))


def test_an_archive_holds_the_figure_that_it_promises(saved: Saved):
    archive = zipfile.ZipFile(saved.files["ZIP"])
    assert archive.read("figure.png").startswith(b"\x89PNG")
    assert b"Japan" in archive.read("figure.svg")
    assert "not here" not in archive.read("README.md").decode()


def test_the_brief_leaves_as_a_page_and_as_pdf(saved: Saved, reader: Reader, tmp_path: Path):
    page = open_pair(reader)
    html = save(page, "Report", tmp_path, "report-html", is_exact=False)
    assert re.fullmatch(r"bilateral-JPN-MYS-report-2012-\d{4}\.html", html.name)
    text = html.read_text(encoding="utf-8")
    for section in (
        "Turning points",
        "The ladder of titles",
        "The events of this period",
        "Sources and citation",
    ):
        assert section in text
    assert f"{reader.address}/dyad?" in text
    assert read_recipe(html.read_bytes()).query == read_recipe(saved.files["PNG"].read_bytes()).query
    pdf = PdfReader(save(page, "Report as PDF", tmp_path, "report-pdf", is_exact=False))
    assert len(pdf.pages) >= 4
    words = " ".join(one.extract_text() for one in pdf.pages)
    assert "The events of this period" in words
    assert "1 / " in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_printed_page_is_whole(browser: Browser, server: Server, scheme: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    reader = Reader(context, server.address)
    page = open_pair(reader, "/dyad?a=JPN&b=MYS")
    n_events = int(re.search(r"The (\d+) events", page.inner_text("#events"))[1])  # type: ignore[index]
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    pages = [one.extract_text() for one in printed.pages]
    words = " ".join(" ".join(pages).split())
    assert len(pages) > 3
    assert "Japan and Malaysia" in pages[0]
    assert len(re.findall(r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b[^.]{0,30}", words)) >= n_events
    assert "Mahathir's Malaysia launches the Look East policy" in words
    assert "What to bear in mind" in words
    for unwanted in (
        "Open an exported file",
        "Print this page",
        "Second country",
        "XLSX",
        "PNG scale",
        "Swap",
        "More figures",
        "Choose a figure",
    ):
        assert unwanted not in words
    # Nothing reaches over the edge of the paper, drawings included.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    foot = page.get_by_test_id("stMainBlockContainer").get_attribute("data-address")
    assert re.search(r" printed on \d{1,2} [A-Z][a-z]+ \d{4}$", foot or "")
    over = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
            .filter((one) => !one.closest('.main-svg') || one.matches('.main-svg'))
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert over == []
    context.close()


def printed(page: Page) -> str:
    """Return the words of a page as it is printed."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


@pytest.mark.parametrize(
    ("path", "last_row", "heads"),
    [
        ("/", "Third 2+2 talks agree on maritime security", ("Pair", "Last event", "Title of partnership")),
        ("/country?country=JPN", "Brunei", ("Partner", "Leading topics")),
        ("/events?a=JPN&b=MYS", "Mahathir's Malaysia launches the Look East policy", ("Event, proof",)),
        ("/sources", "South Korea–Malaysia", ("Covered from", "When (UTC)")),
        ("/method", "Armed clash", ("Score in force",)),
    ],
)
def test_every_table_is_printed_in_full(reader: Reader, path: str, last_row: str, heads: tuple[str, ...]):
    page = reader.open(path)
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    idle(page)
    words = printed(page)
    assert last_row in words
    for head in heads:
        assert head in words
    page.emulate_media(media="print")
    for grid in page.locator("[data-testid=stDataFrame]").all():
        expect(grid).to_be_hidden()
    assert page.locator(".bil-paper table:visible").count() >= 1
    page.emulate_media(media="screen")
    assert page.locator(".bil-paper:visible").count() == 0


def test_paper_says_what_it_leaves_out(reader: Reader):
    page = reader.open("/events")
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    n_events = int(page.inner_text(".bil-standfirst").split()[0].replace(",", ""))
    assert page.locator(".bil-paper tbody tr").count() == 500
    said = (
        f"The first 500 of {n_events:,} rows are printed; the other {n_events - 500:,} are left out on paper."
    )
    assert said in printed(page)


def test_hostile_words_and_late_plans_stand_on_paper_as_words(reader: Reader, server: Server, tmp_path: Path):
    table = tmp_path / "own-plans.csv"
    table.write_text(
        "id,date,actor,recipient,type,title,status,source_name,source_url\n"
        "late-1,2026-06-01,JPN,MYS,summit,<img src=x onerror=alert(1)> a <b>plan</b>,scheduled,"
        "Example,https://example.org/plan\n",
        encoding="utf-8",
    )
    server.run("ingest", "events", str(table))
    try:
        page = reader.open("/events?a=JPN&b=MYS&states=scheduled")
        page.wait_for_selector("[data-testid=stDataFrame] canvas")
        assert "<img src=x onerror=alert(1)> a <b>plan</b> example.org" in printed(page)
        assert page.locator(".bil-paper img").count() == 0
        page = reader.open("/agenda")
        if page.locator("#late").count():
            words = printed(page)
            assert "a <b>plan</b>" in words.partition("no news since")[2]
        assert reader.errors == []
    finally:
        newest = server.run("loads", "--json").partition('"load_id": ')[2].split(",")[0]
        server.run("loads", "undo", newest)


def test_where_data_may_not_leave_only_pictures_do(browser: Browser, tmp_path: Path):
    config = tmp_path / ".streamlit" / "config.toml"
    config.parent.mkdir()
    config.write_text("[client]\ndisableDataExport = true\n")
    process, running = start_server(tmp_path, f"sqlite:///{tmp_path}/store.sqlite")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    try:
        reader = Reader(context, running.address)
        page = open_pair(reader)
        names = page.get_by_role("button").all_inner_texts()
        assert not {"CSV", "XLSX", "HTML", "JSON", "ZIP"} & set(names)
        assert not [name for name in names if "Report" in name]
        page.locator("[data-testid=stDataFrame]").first.hover()
        assert page.get_by_role("button", name="Download as CSV").count() == 0
        assert save(page, "SVG", tmp_path).stat().st_size > 10_000
        page = reader.open("/events")
        assert page.get_by_role("button", name="CSV").count() == 0
    finally:
        context.close()
        process.terminate()
        process.wait(timeout=20)
