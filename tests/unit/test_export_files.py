"""Every format holds the numbers and words of the view, does no harm, and is the same when made again."""

import io
import json
import re
import zipfile
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest
from plotly.offline import get_plotlyjs_version

from dashboard.charts import charts
from dashboard.charts.sources import sources_words
from dashboard.exports import formats
from dashboard.exports.citation import cite
from dashboard.exports.contract import Format
from dashboard.exports.html_file import plotly_scripts
from dashboard.measures.contract import FRAME_COLUMNS
from db.errors import InputError
from tests.chart_views import renamed
from tests.export_documents import CHART, EVENTS, HOSTILE_TITLES, MIX, document, hostile_view, shipped_view

PURE = [one for one in formats().values() if not one.needs_renderer]


def csv_frame(data: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(data), comment="#", parse_dates=["period_start"])


def test_the_registry_finds_every_format() -> None:
    assert list(formats()) == ["png", "svg", "pdf", "html", "csv", "xlsx", "json", "zip"]
    assert all(one.suffix == f".{one.id}" for one in formats().values())


@pytest.mark.parametrize("one", PURE, ids=lambda one: one.id)
@pytest.mark.parametrize("view", [shipped_view, hostile_view], ids=["shipped", "hostile"])
def test_the_same_document_gives_the_same_bytes(one: Format, view) -> None:
    assert one.build(document(view())) == one.build(document(view()))


@pytest.mark.parametrize(
    "one", [one for one in formats().values() if one.needs_renderer], ids=lambda one: one.id
)
def test_without_a_browser_one_line_names_what_still_works(one: Format) -> None:
    with pytest.raises(InputError) as problem:
        one.build(document())
    assert "browser" in str(problem.value)
    for still in ("html", "csv", "xlsx", "json", "zip"):
        assert still in problem.value.hint


def test_the_name_says_what_the_file_is() -> None:
    assert document().stem == "bilateral-JPN-MYS-intensity-2000-2025"
    assert document(chart=MIX).stem == "bilateral-JPN-MYS-topics-2000-2025"
    narrow = shipped_view("CHN-JPN", "from=2010-03-01&to=2012-12-31")
    assert document(narrow).stem == "bilateral-CHN-JPN-intensity-2010-2012"


def test_csv_is_read_back_by_pandas_to_the_last_digit() -> None:
    doc = document()
    data = formats()["csv"].build(doc)
    assert data.startswith(b"\xef\xbb\xbf# Title: ")
    again = csv_frame(data)
    assert tuple(again.columns) == FRAME_COLUMNS
    pd.testing.assert_frame_equal(again, doc.table, check_exact=True, check_dtype=False)


def test_notes_and_small_print_count_the_events_of_the_period() -> None:
    doc = document(shipped_view("CHN-JPN", "from=2025-10-01&to=2025-12-31"))
    note = next(one.text for one in doc.notes if one.label == "Events")
    assert note == "7 in the period, 2025-10-31 to 2025-12-07; 100 outside it"
    assert sources_words(doc.views).endswith("(7 in the period, 107 events in all)")
    everything = next(one.text for one in document().notes if one.label == "Events")
    assert re.fullmatch(r"109 in view, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", everything)


@pytest.mark.parametrize(
    ("method", "column", "held"),
    [
        ("stock-plover-1", "net", "100 (C - F) / (C + F + 10), -100 to 100"),
        ("level-dependent", "net", "by the method level-dependent (Level-dependent score), in score, −9"),
        ("counts", "cooperation", "by the method counts (Event counts), in events per period"),
        ("counts", "net", "empty: not measured by the method counts"),
        ("counts", "n_events", "events dated in the period"),
    ],
)
def test_the_metadata_tell_the_columns_of_the_method_shown(method: str, column: str, held: str) -> None:
    made = formats()["zip"].build(document(shipped_view("JPN-MYS", f"method={method}")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        told = json.loads(archive.read("metadata.json"))
    assert next(iter(told["tables"].values()))["columns"][column].startswith(held)


def test_the_grid_of_topics_counts_events_where_the_bars_are_weighed() -> None:
    view = shipped_view("JPN-MYS", "mixin=weighted")
    assert view.topics.meta["unit"] == "points"
    grid = document(view, chart=charts()["topic-heat"])
    assert next(one.text for one in grid.notes if one.label == "Method") == "topic-mix-counts"
    assert " Method topic-mix-counts. " in grid.citation.text


def test_a_mix_of_topics_is_cited_with_its_own_method() -> None:
    counted = document(shipped_view("JPN-MYS", "scores=protest--7"), chart=MIX).citation
    assert " Method topic-mix-counts. " in counted.text
    assert "stock-plover-1" not in counted.bibtex
    assert "Method stock-plover-1, scale plover-2021. " in document().citation.text


def test_csv_says_what_it_is() -> None:
    text = (
        formats()["csv"]
        .build(document(shipped_view("JPN-MYS", "scores=protest--7&confidence=high")))
        .decode("utf-8-sig")
    )
    head = dict(line[2:].split(": ", 1) for line in text.splitlines() if line.startswith("# "))
    assert head["Method"].startswith("stock-plover-1")
    assert head["Scale"].startswith("plover-2021")
    assert head["Unit"] == "points"
    assert head["Changed weights"] == "protest scored −7"
    assert head["Filters"] == "only confidence high"
    assert head["Licence"] == "CC BY 4.0"
    assert head["Coverage"].startswith("2000-01-01 to 2025-12-31")
    assert head["Date"] == "2026-11-24"
    assert head["Permalink"] == (
        "https://bilateral.example.org/dyad?v=1&a=JPN&b=MYS&confidence=high&scores=protest--7.0"
    )
    assert "Bilateral (2026)" in head["Citation"]


def test_holes_are_empty_in_csv_and_null_in_json() -> None:
    before = shipped_view("JPN-MYS", "from=1999-06-01&to=2000-02-29&method=goldstein-mean")
    frame = csv_frame(formats()["csv"].build(document(before)))
    assert frame["net"].isna().any()
    value = json.loads(formats()["json"].build(document(before)))
    table = value["tables"]["intensity"]
    net = table["columns"].index("net")
    assert None in [row[net] for row in table["rows"]]


def test_hostile_titles_are_neutral_in_csv() -> None:
    data = formats()["csv"].build(document(hostile_view(), EVENTS))
    frame = pd.read_csv(io.BytesIO(data), comment="#", encoding="utf-8-sig", keep_default_na=False)
    assert len(frame) == len(hostile_view().record.events)
    for column in ("title", "place"):
        assert not frame[column].str.startswith(("=", "+", "-", "@", "\t", "\r", "＝")).any()
    assert "'=cmd|' /C calc'!A0" in set(frame["title"])
    for line in data.decode("utf-8-sig").splitlines():
        if line.startswith("# "):
            assert '"' not in line
            assert ",=" not in line


def test_the_workbook_has_data_notes_and_a_native_chart() -> None:
    doc = document()
    book = openpyxl.load_workbook(io.BytesIO(formats()["xlsx"].build(doc)))
    assert book.sheetnames == ["Data", "By day", "Events", "Chart", "Notes"]
    rows = list(book["Data"].values)
    assert rows[0] == FRAME_COLUMNS
    expected = doc.table.iloc[200]
    assert rows[201][0].date() == expected["period_start"].date()
    assert rows[201][1] == pytest.approx(expected["cooperation"], rel=1e-15)
    chart = book["Chart"]._charts[0]
    assert len(chart.series) == 3
    notes = {row[0]: row[1] for row in book["Notes"].values}
    assert notes["Method"].startswith("stock-plover-1")
    assert json.loads(notes["Recipe"])["chart"] == "intensity"


def test_the_workbook_of_a_mix_has_stacked_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(formats()["xlsx"].build(document(chart=MIX))))
    assert "Chart data" in book.sheetnames
    wide = list(book["Chart data"].values)
    for row in wide[1:]:
        shares = [cell for cell in row[1:] if cell is not None]
        assert sum(shares) == pytest.approx(1)
    assert book["Chart"]._charts[0].grouping == "percentStacked"


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    data = formats()["xlsx"].build(document(hostile_view(), EVENTS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    column = next(i for i, cell in enumerate(next(book["Data"].values)) if cell == "title")
    titles = {row[column] for row in book["Data"].values}
    assert "'=cmd|' /C calc'!A0" in titles


class _Page(HTMLParser):
    """Elements and attributes of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("view", [shipped_view, hostile_view], ids=["shipped", "hostile"])
def test_the_page_is_light_and_asks_nothing_of_anyone(view) -> None:
    for chart in (CHART, MIX, EVENTS):
        data = formats()["html"].build(document(view(), chart))
        assert len(data) < 2_000_000
        page = _Page(data.decode())
        for tag, attributes in page.tags:
            assert "src" not in attributes, tag
            assert tag not in ("link", "iframe", "img")
            assert not any(name.startswith("on") for name in attributes)
        assert sum(tag == "script" for tag, _ in page.tags) == 6
        text = data.decode()
        assert "showSendToCloud" in text
        assert "default-src 'none'" in text
        assert "Licensed under the MIT license" in text


def test_the_bundled_plotly_is_the_one_that_plotly_draws_with() -> None:
    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}" in plotly_scripts()


def test_json_holds_figure_numbers_and_recipe() -> None:
    doc = document()
    value = json.loads(formats()["json"].build(doc))
    assert value["figure"]["layout"]["title"]["text"] == doc.title
    assert value["figure"]["data"][0]["x"][0] == "2000-01-01"
    assert value["recipe"]["query"] == "v=1&a=JPN&b=MYS"
    assert set(value["tables"]) == {"intensity", "by day", "events"}
    assert len(value["tables"]["intensity"]["rows"]) == len(doc.table)


def test_data_files_have_no_marks_around_words_that_run_from_the_right() -> None:
    doc = document(renamed(shipped_view(), ("\u2068اليابان\u2069", "\u2068ماليزيا\u2069")))
    assert "\u2068" in doc.title
    value = json.loads(formats()["json"].build(doc))
    told = [value["title"], value["subtitle"], value["alt"]]
    with zipfile.ZipFile(io.BytesIO(formats()["zip"].build(doc))) as archive:
        told += [archive.read(name).decode() for name in archive.namelist() if not name.endswith(".html")]
    book = openpyxl.load_workbook(io.BytesIO(formats()["xlsx"].build(doc)))
    told.append(str(book.properties.title))
    assert all("اليابان" in one for one in (told[0], told[-1]))
    assert [one[:200] for one in told if "\u2068" in one or "\u2069" in one] == []


def test_zip_without_a_browser_leaves_the_figures_out_and_says_so() -> None:
    doc = document()
    with zipfile.ZipFile(io.BytesIO(formats()["zip"].build(doc))) as archive:
        names = archive.namelist()
        assert names == [
            "data.csv", "by-day.csv", "events.csv",
            "metadata.json", "README.md", "citation.bib", "recipe.json",
        ]  # fmt: skip
        assert archive.read("data.csv") == formats()["csv"].build(doc)
        assert "No figure is included" in archive.read("README.md").decode()
        assert json.loads(archive.read("recipe.json")) == doc.recipe.to_dict()
        metadata = json.loads(archive.read("metadata.json"))
        assert metadata["method"] == "stock-plover-1"
        assert metadata["tables"]["intensity"]["columns"]["net"].startswith("100 (C - F)")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_zip_with_a_browser_has_the_figures() -> None:
    pictures = {"svg": b'<svg class="main-svg" width="1"><g id="clip12ab34x"/></svg>', "png": _png()}
    doc = document(render=lambda figure, kind, size, scale: pictures[kind])
    with zipfile.ZipFile(io.BytesIO(formats()["zip"].build(doc))) as archive:
        assert archive.namelist()[:2] == ["figure.svg", "figure.png"]
        assert b"bilateral:recipe" in archive.read("figure.svg")
        assert "No figure" not in archive.read("README.md").decode()


def _png() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (3, 2), "white").save(buffer, "png")
    return buffer.getvalue()


def test_the_citation_is_bibtex_that_holds_together() -> None:
    bib = document(hostile_view()).citation.bibtex
    assert bib.startswith("@misc{bilateral-jpn-mys-relationship-intensity-2026,")
    unescaped = re.sub(r"\\[{}]", "", bib)
    assert unescaped.count("{") == unescaped.count("}")
    assert "=evil" in document(hostile_view()).citation.bibtex or "a b,@c" in bib


@pytest.mark.parametrize(("period", "said"), [((2012, 2012), ", 2012."), ((2010, 2012), ", 2010–2012.")])
def test_a_citation_names_a_single_year_once(period, said) -> None:
    cited = cite("Relationship intensity", [hostile_view()], period=period, permalink="")
    assert f"relationship intensity{said}" in cited.text


def test_hostile_titles_are_text_in_the_readme() -> None:
    assert len(HOSTILE_TITLES) > 10
    data = formats()["zip"].build(document(hostile_view()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "<script>" not in archive.read("README.md").decode().replace("\\<script\\>", "")
