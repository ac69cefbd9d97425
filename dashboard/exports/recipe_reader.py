"""Finding the recipe in a file from outside: PNG, SVG, HTML, ZIP or JSON. It may be hostile. Pure."""

import io
import json
import re
import zipfile
import zlib

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from dashboard.exports.png_file import SIGNATURE, chunks
from dashboard.exports.recipe import KIND, MAX_BYTES, Recipe
from dashboard.exports.svg_file import RECIPE_TAG
from db.errors import InputError

MAX_FILE_BYTES = 50_000_000
"""Larger than any file that Bilateral exports."""

_MAX_MEMBERS = 1_000
_HINT = "Use a PNG, SVG, HTML, ZIP or JSON file that Bilateral exported; CSV, XLSX and PDF carry none."


def read_recipe(data: bytes, name: str = "the file") -> Recipe:
    """Return the recipe that an exported file carries, told by its content whatever its name.

    Args:
        data: The whole file.
        name: For messages.

    Raises:
        InputError: It is too large, broken, hostile, or carries no recipe.
    """
    name = name[-80:]
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            f"{name}: larger than {MAX_FILE_BYTES // 10**6} MB, so no export of Bilateral", _HINT
        )
    head = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if data.startswith(SIGNATURE):
            text = _from_png(data)
        elif data.startswith(b"PK"):
            text = _from_zip(data)
        elif head.startswith(b"{"):
            text = _from_json(data)
        elif head[:15].lower().startswith((b"<!doctype html", b"<html")):
            text = _from_html(data)
        elif head.startswith(b"<"):
            text = _from_svg(data)
        else:
            text = None
    except InputError as problem:
        raise InputError(f"{name}: {problem}", problem.hint or _HINT) from None
    if text is None:
        raise InputError(f"{name}: carries no recipe of Bilateral", _HINT)
    try:
        return Recipe.from_json(text)
    except InputError as problem:
        raise InputError(f"{name}: {problem}", problem.hint) from None


PAGES = {"compare": "compare", "partners": "country", "map": "country"}
"""Where a chart of many pairs stands; all others stand on the page of their pair."""


def page_of(recipe: Recipe) -> str:
    """Return the page that shows the recipe's chart: `dyad`, `compare` or `country`.

    Raises:
        InputError: The recipe does not say of whom.
    """
    page = PAGES.get(recipe.chart, "dyad")
    view = recipe.selection
    whom = {"dyad": view.dyad, "compare": view.dyads, "country": view.country}[page]
    if not whom:
        raise InputError("the file's recipe names no countries", "Export it again.")
    return page


def _from_png(data: bytes) -> str | None:
    for kind, body in chunks(data):
        if kind == b"iTXt" and body.startswith(KIND.encode() + b"\0"):
            # keyword, NUL, compressed?, method, language, NUL, translated keyword, NUL, text
            rest = body[len(KIND) + 1 :]
            if rest[:1] != b"\0" or len(rest) > MAX_BYTES:
                raise InputError("its recipe is compressed or too long, which Bilateral never writes")
            parts = rest[2:].split(b"\0", 2)
            return _utf8(parts[2]) if len(parts) == 3 else None
    return None


def _from_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS:
                raise InputError("holds more files than any export of Bilateral")
            for member in members:
                if member.filename != "recipe.json":
                    continue
                if member.file_size > MAX_BYTES or member.flag_bits & 1:
                    raise InputError("its recipe is too long or locked, which Bilateral never writes")
                with archive.open(member) as file:
                    # The size in the directory may lie, so no more than the limit is unpacked.
                    return _utf8(file.read(MAX_BYTES + 1))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        raise InputError("is a damaged ZIP file") from None
    return None


def _from_json(data: bytes) -> str | None:
    try:
        value = json.loads(_utf8(data))
    except (ValueError, RecursionError):
        raise InputError("is no readable JSON") from None
    if not isinstance(value, dict):
        return None
    recipe = value if value.get("kind") == KIND else value.get("recipe")
    return json.dumps(recipe) if isinstance(recipe, dict) else None


def _from_html(data: bytes) -> str | None:
    found = re.search(
        rb'<script type="application/json" id="bilateral-recipe">([^<]{1,64000})</script>', data
    )
    return _utf8(found.group(1)) if found else None


def _from_svg(data: bytes) -> str | None:
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError("declares entities or a document type, which Bilateral never writes") from None
    except (ParseError, ValueError, RecursionError, LookupError):
        raise InputError("is no readable SVG") from None
    for element in root.iter(RECIPE_TAG):
        return element.text or None
    return None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("its recipe is no UTF-8 text") from None
