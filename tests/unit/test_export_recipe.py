"""The way back: what an exported file carries restores its view; hostile files get one clear sentence."""

import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.charts.contract import SIZES
from dashboard.exports import formats
from dashboard.exports.browser import browser_payload
from dashboard.exports.png_file import SIGNATURE, chunks, embed
from dashboard.exports.recipe import KIND, Recipe, changes_since, checksum_of
from dashboard.exports.recipe_reader import MAX_FILE_BYTES, read_recipe
from dashboard.exports.svg_file import embed as embed_svg
from dashboard.exports.svg_file import name_fonts, normalise
from dashboard.measures.contract import DyadRecord
from dashboard.selection import Selection
from db.errors import InputError
from tests.export_documents import document, hostile_view, shipped_view

QUERY = "from=2010-01-01&confidence=high~medium&scores=protest--7&halflives=meet-90&bands=events&freq="


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(buffer, "png")
    return buffer.getvalue()


SVG = b'<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" width="9"><g id="clip12ab34x"/></svg>'


def rendering_document(view=None):
    return document(view, render=lambda figure, kind, size, scale: png() if kind == "png" else SVG)


@pytest.mark.parametrize("kind", ["png", "svg", "html", "zip", "json"])
@pytest.mark.parametrize(
    "view",
    [
        shipped_view(),
        shipped_view("CHN-JPN", "from=2010-01-01&confidence=high~medium&scores=protest--7"),
        hostile_view(),
    ],
    ids=["plain", "changed", "hostile"],
)
def test_a_file_brings_its_view_back_whatever_its_name(kind: str, view) -> None:
    doc = rendering_document(view)
    recipe = read_recipe(formats()[kind].build(doc), "renamed.txt")
    assert recipe == doc.recipe
    assert recipe.selection == view.selection
    assert recipe.problems == ()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_without_a_recipe_say_which_have_one(kind: str) -> None:
    with pytest.raises(InputError) as problem:
        read_recipe(formats()[kind].build(document()), f"x.{kind}")
    assert "no recipe" in str(problem.value)
    assert "PNG, SVG, HTML, ZIP or JSON" in problem.value.hint


def test_a_picture_with_a_recipe_is_still_the_picture() -> None:
    data = embed(png(), document().recipe.to_json(), scale_factor=2, title="A title", alt="Words")
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == (30, 20)
    assert picture.text[KIND] == document().recipe.to_json()
    assert picture.text["Title"] == "A title"
    assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    kinds = [kind for kind, _ in chunks(data)]
    assert kinds[:3] == [b"IHDR", b"pHYs", b"iTXt"]
    assert kinds[-1] == b"IEND"


def test_ids_of_a_drawing_do_not_depend_on_chance() -> None:
    def drawn(uid: str) -> str:
        return (
            f'<svg class="main-svg"><defs id="defs-{uid}"><clipPath id="clip{uid}xyplot"/></defs>'
            f'<g clip-path="url(\'http://localhost:1/page#clip{uid}xyplot\')" class="trace trace{uid}">'
            f'<use xlink:href="#clip{uid}xyplot"/></g></svg>'
        )

    assert normalise(drawn("12ab34")) == normalise(drawn("fe98dc"))
    assert "url(#b2)" in normalise(drawn("12ab34"))
    assert 'href="#b2"' in normalise(drawn("12ab34"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("style=\"font-family: 'Open Sans'; fill: red\"", True),
        ('style="font-family: &quot;Helvetica Neue&quot;, Inter; fill: red"', True),
        ('font-family="Inter"', True),
        ('style="font-family: &quot;Noto&quot;, sans-serif;"', False),
        ('style="font-family: Georgia, serif"', False),
    ],
)
def test_every_font_family_ends_in_a_generic_one(before: str, after: bool) -> None:
    named = name_fonts(f'<svg xmlns="urn:x"><text {before}>x</text></svg>')
    fromstring(named)  # still XML
    assert ("Noto Sans CJK JP" in named) is after
    assert "serif" in named


def test_words_in_a_drawing_are_escaped() -> None:
    svg = embed_svg(SVG.decode(), '{"a":"</metadata><script>"}', title="<b>&", alt="]]>")
    assert "<script>" not in svg
    assert "<title>&lt;b&gt;&amp;</title>" in svg


def test_the_checksum_follows_the_data_and_nothing_else() -> None:
    record = shipped_view().record
    renumbered = record.events.assign(event_id=record.events["event_id"] + 1_000, is_edited=True)
    shuffled = renumbered.sample(frac=1, random_state=1)
    assert checksum_of([DyadRecord("JPN", "MYS", shuffled, record.coverage)]) == checksum_of([record])
    changed = record.events.assign(title=["x", *record.events["title"].iloc[1:]])
    assert checksum_of([DyadRecord("JPN", "MYS", changed, record.coverage)]) != checksum_of([record])
    longer = ((record.coverage[0][0], date(2026, 12, 31)),)
    assert checksum_of([DyadRecord("JPN", "MYS", record.events, longer)]) != checksum_of([record])


def test_a_missing_word_is_the_same_whether_empty_or_none() -> None:
    record = shipped_view().record
    filled = record.events.assign(
        tier=record.events["tier"].fillna(""), place=record.events["place"].fillna("")
    )
    filled["level"] = filled["level"].fillna("")
    assert checksum_of([DyadRecord("JPN", "MYS", filled, record.coverage)]) == checksum_of([record])


def test_changed_data_are_told_with_the_numbers() -> None:
    view = shipped_view()
    recipe = document(view).recipe
    assert changes_since(recipe, [view.record], app_version="0.1.0") == ()
    fewer = DyadRecord("JPN", "MYS", view.record.events.iloc[:-2], view.record.coverage)
    n = len(view.record.events)
    assert changes_since(recipe, [fewer], app_version="0.1.0") == (
        f"The data have changed since 24 November 2026: {n} events in view then, {n - 2} now.",
    )
    edited = view.record.events.assign(confidence="low")
    (said,) = changes_since(
        recipe, [DyadRecord("JPN", "MYS", edited, view.record.coverage)], app_version="0.1.0"
    )
    assert "not the same in every detail" in said
    assert changes_since(recipe, [view.record], app_version="9") == (
        "The file was made by Bilateral 0.1.0; this is 9.",
    )


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(document().recipe.to_dict())), _VALUES))
def test_a_recipe_with_anything_in_it_is_read_or_refused(changes: dict[str, object]) -> None:
    text = json.dumps(document().recipe.to_dict() | changes)
    try:
        recipe = Recipe.from_json(text)
    except InputError as problem:
        assert len(str(problem)) < 200  # noqa: PT017
    else:
        assert isinstance(recipe.selection, Selection)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", SIGNATURE, b"PK\x03\x04", b"<svg>", b"<!doctype html>", b"{", b"<?xml "]),
)
def test_any_bytes_get_one_clear_error(data: bytes, head: bytes) -> None:
    with pytest.raises(InputError):
        read_recipe(head + data, "x")


def _zip(members: dict[str, bytes], **claims: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _png_with(keyword: bytes, body: bytes) -> bytes:
    kind, content = b"iTXt", keyword + b"\0" + body
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return png()[:33] + chunk + png()[33:]


LONG = json.dumps({"kind": KIND, "query": "x" * 100_000}).encode()
XXE = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"{" * 100_000,
        b"[" * 100_000,
        XXE,
        LAUGHS,
        b"<svg" + b"<g>" * 50_000,
        LONG,
        _zip({"recipe.json": b"0" * 5_000_000}),
        _zip({"../recipe.json": document().recipe.to_json().encode()}),
        _zip({f"{n}": b"" for n in range(1_500)}),
        _zip({"recipe.json": b"\xff\xfe"}),
        _zip({"recipe.json": b"[]"})[:-30],
        _png_with(KIND.encode(), b"\1\0\0\0" + zlib.compress(b"0" * 1_000_000)),
        _png_with(KIND.encode(), b"\0\0\0\0" + b"0" * 1_000_000),
        png()[:-6],
        b"<!doctype html><script type=\"application/json\" id=\"bilateral-recipe\">" + b"a" * 10_000_000,
    ],
    ids=[
        "empty", "text", "deep object", "deep list", "xxe", "laughs", "deep svg", "long", "zip bomb",
        "zip outside", "zip of many", "zip of junk", "zip cut", "png bomb", "png long", "png cut", "html",
    ],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as problem:
        read_recipe(data, "hostile.bin")
    assert str(problem.value).startswith("hostile.bin: ")
    assert len(str(problem.value)) < 200
    assert problem.value.hint


def test_a_file_too_large_is_not_even_read() -> None:
    with pytest.raises(InputError, match="larger than 50 MB"):
        read_recipe(bytes(MAX_FILE_BYTES + 1), "x")


def test_a_newer_recipe_says_what_to_do() -> None:
    text = json.dumps(document().recipe.to_dict() | {"codec": 99})
    with pytest.raises(InputError) as problem:
        Recipe.from_json(text)
    assert "newer" in str(problem.value)
    assert "Update" in problem.value.hint


def test_the_browser_gets_figure_recipe_and_name() -> None:
    payload = browser_payload(document(), SIZES["slide"])
    assert (payload["width"], payload["height"]) == (1600, 900)
    assert payload["stem"] == "bilateral-JPN-MYS-intensity-2000-2025"
    assert payload["figure"]["layout"]["width"] == 1600
    recipe = Recipe.from_json(payload["recipe"])
    assert recipe == replace(document().recipe, size="slide")
    json.dumps(payload, allow_nan=False)
