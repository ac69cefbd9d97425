"""Exports in a real Chromium: figures rendered, pages opened, recipes put in, the report printed."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from dashboard.charts import charts
from dashboard.charts.contract import SIZES
from dashboard.exports import formats
from dashboard.exports.browser import browser_payload
from dashboard.exports.contract import Document, document_of
from dashboard.exports.recipe_reader import read_recipe
from dashboard.exports.report import build_report
from dashboard.renderer import Renderer, print_pdf
from tests.chart_views import view_of
from tests.export_documents import hostile_view, shipped_view
from tests.shipped_records import shipped_record

pytestmark = pytest.mark.browser

EMBED_JS = Path(__file__).parents[2] / "dashboard" / "components" / "embed_recipe.js"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    yield opened
    opened.close()


def document(
    renderer: Renderer | None, chart: str = "intensity", size: str = "column", view=None
) -> Document:
    return document_of(
        charts()[chart],
        view or shipped_view(),
        size=SIZES[size],
        scale_factor=2,
        app_version="0.1.0",
        render=renderer.render if renderer else None,
    )


@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_png_has_the_size_of_its_preset(renderer: Renderer, size: str) -> None:
    picture = Image.open(io.BytesIO(formats()["png"].build(document(renderer, size=size))))
    picture.load()
    assert picture.size == (SIZES[size].width * 2, SIZES[size].height * 2)
    assert picture.convert("L").getpixel((2, 2)) > 200, "print is light"


@pytest.mark.parametrize("chart", sorted(charts()))
def test_an_svg_is_the_same_twice_and_its_text_is_text(renderer: Renderer, chart: str) -> None:
    first = formats()["svg"].build(document(renderer, chart))
    assert first == formats()["svg"].build(document(renderer, chart))
    text = first.decode()
    assert "Malaysia" in re.sub(r"<(title|desc|metadata)>.*?</\1>", "", text, flags=re.DOTALL)
    styles = [unescape(style) for style in re.findall(r'style="([^"]*)"', text)]
    families = {family for style in styles for family in re.findall(r"font-family:\s*([^;]+)", style)}
    assert families
    assert all(family.rstrip().endswith(("sans-serif", "serif", "monospace")) for family in families), (
        families
    )
    assert not re.search(r"(href|src)=\"https?:", text)


def test_a_zip_with_figures_differs_in_the_png_at_most(renderer: Renderer) -> None:
    archives = [zipfile.ZipFile(io.BytesIO(formats()["zip"].build(document(renderer)))) for _ in range(2)]
    for name in archives[0].namelist():
        if name != "figure.png":
            assert archives[0].read(name) == archives[1].read(name), name
    assert read_recipe(archives[0].read("figure.svg"), "x") == read_recipe(
        archives[0].read("figure.png"), "x"
    )


def test_a_pdf_is_one_page_with_text(renderer: Renderer) -> None:
    pdf = PdfReader(io.BytesIO(formats()["pdf"].build(document(renderer))))
    assert len(pdf.pages) == 1
    assert "Malaysia" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("chart", sorted(charts()))
@pytest.mark.parametrize("view", [shipped_view, hostile_view], ids=["shipped", "hostile"])
def test_the_page_draws_offline_without_errors(page: Page, tmp_path: Path, chart: str, view) -> None:
    target = tmp_path / "x.html"
    target.write_bytes(formats()["html"].build(document(None, chart, view=view())))
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: problems.append("a title ran: " + dialog.message))
    page.goto(target.as_uri())
    page.wait_for_selector("#figure .main-svg")
    assert asked == [target.as_uri()]
    assert problems == []
    buttons = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title || '')")
    assert not [words for words in buttons if "share" in words.lower() or "cloud" in words.lower()]
    page.locator("summary").nth(1).click()
    assert page.locator("table").is_visible() or page.get_by_text("CSV and XLSX").is_visible()


def test_the_browser_embeds_what_the_readers_read(page: Page, renderer: Renderer) -> None:
    doc = document(renderer)
    payload = browser_payload(doc)
    words = {key: payload[key] for key in ("keyword", "namespace", "recipe", "title", "alt", "fonts")}
    script = EMBED_JS.read_text(encoding="utf-8").replace("export function", "function")
    page.goto("about:blank")
    png = page.evaluate(
        f"""([data, words]) => {{ {script}
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            const embedded = embedInPng(bytes, words, 3);
            return btoa(Array.from(embedded, (b) => String.fromCharCode(b)).join("")); }}""",
        [base64.b64encode(doc.rendered("png")).decode(), words],
    )
    data = base64.b64decode(png)
    picture = Image.open(io.BytesIO(data))
    picture.verify()
    assert picture.info["dpi"] == pytest.approx((288, 288), abs=0.1)
    assert read_recipe(data, "x.png") == doc.recipe
    svg = page.evaluate(
        f"([svg, words]) => {{ {script} return embedInSvg(svg, words); }}",
        [doc.rendered("svg").decode(), {**words, "title": 'a <b> & "c"'}],
    )
    assert read_recipe(svg.encode(), "x.svg") == doc.recipe
    assert "a &lt;b&gt; &amp; &quot;c&quot;" in svg


@pytest.mark.parametrize("view", [shipped_view, hostile_view], ids=["shipped", "hostile"])
def test_the_report_prints_on_whole_pages(page: Page, tmp_path: Path, view) -> None:
    shown = view()
    proofs = shown.record.events.assign(
        publishers="A paper", urls="https://example.org/a | javascript:alert(1)"
    )
    html = build_report(shown, charts(), proofs, app_version="0.1.0")
    assert len(html) < 2_000_000
    assert b'href="javascript' not in html
    target = tmp_path / "report.html"
    target.write_bytes(html)
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    page.on("dialog", lambda dialog: problems.append("a title ran: " + dialog.message))
    page.goto(target.as_uri())
    page.wait_for_selector(".figure .main-svg")
    assert (asked, problems) == ([target.as_uri()], [])
    pdf = PdfReader(io.BytesIO(print_pdf(html)))
    texts = [one.extract_text() for one in pdf.pages]
    assert 4 <= len(texts) <= 14
    assert "How relations moved" in texts[0], "the first page holds the main figure"
    assert "Sources and citation" in texts[-1]
    assert [one.mediabox.width for one in pdf.pages] == [pytest.approx(595, abs=1)] * len(texts)
    if view is shipped_view:
        everything = " ".join(" ".join(texts).split())
        missing = [title for title in shown.record.events["title"] if title.split(" ")[0] not in everything]
        assert missing == []


def test_the_report_leads_back(tmp_path: Path) -> None:
    view = shipped_view("CHN-JPN", "from=2010-01-01&scores=protest--7")
    proofs = view.record.events.assign(publishers="", urls="")
    recipe = read_recipe(build_report(view, charts(), proofs, app_version="0.1.0"), "report.html")
    assert (recipe.chart, recipe.selection) == ("report", view.selection)
    assert json.loads(recipe.to_json())["n_events"] == len(view.record.events)


@pytest.mark.parametrize("width", [900, 390])
@pytest.mark.parametrize("is_unbroken", [True, False])
def test_no_word_makes_the_report_wider_than_the_window(
    page: Page, tmp_path: Path, width: int, is_unbroken: bool
) -> None:
    record = shipped_record("JPN-MYS")
    if is_unbroken:
        record = replace(record, events=record.events.assign(title="Sign" + "x" * 400))
    view = view_of(record)
    proofs = record.events.assign(publishers="www." + "y" * 60 + ".org", urls="https://example.org/a")
    target = tmp_path / "report.html"
    target.write_bytes(build_report(view, charts(), proofs, app_version="0.1.0"))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(target.as_uri())
    page.wait_for_selector(".figure .main-svg")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_report_of_one_year_names_it_once() -> None:
    record = shipped_record("JPN-MYS")
    one = record.events[record.events["date"].dt.year == 2015].iloc[:1]
    view = view_of(replace(record, events=one))
    html = build_report(view, charts(), one.assign(publishers="", urls=""), app_version="0.1.0").decode()
    assert "1 event of 2015, the latest first" in html


def test_the_report_cuts_the_names_of_months_as_all_else_does() -> None:
    view = shipped_view("CHN-JPN")
    none = view.record.events.iloc[:0].assign(publishers="", urls="")
    html = build_report(view, charts(), none, app_version="0.1.0").decode()
    table = html.partition('class="moved"')[2].partition("</table>")[0]
    months = re.findall(r"[A-Z][a-z]+(?=(?:–|&nbsp;))", table)
    assert "Sept" in months
    assert not {"Sep", "Jun", "Jul"} & set(months)
