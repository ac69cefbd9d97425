"""SVG: a browser's drawing made reproducible, with words for readers who cannot see it and the recipe. Pure.

Text stays text. The recipe is the text of `<bilateral:recipe xmlns:bilateral="urn:bilateral:recipe">` inside
`<metadata>`, right behind the opening tag of the root; the browser's own button writes the same
(components/embed_recipe.js).
"""

import re

from dashboard.exports.contract import Document, Format
from dashboard.exports.safety import escape
from db.errors import InputError

NAMESPACE = "urn:bilateral:recipe"
RECIPE_TAG = f"{{{NAMESPACE}}}recipe"

FALLBACK_FONTS = "'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'Noto Sans CJK JP', sans-serif"

_ID = re.compile(r'\sid="([^"]+)"')
_REFERENCE = re.compile(r"""url\((?:&quot;|['"])?[^)#]*#([^)'"&]+)(?:&quot;|['"])?\)""")
_HREF = re.compile(r'((?:xlink:)?href)="#([^"]+)"')
_CLASS = re.compile(r'class="([^"]*)"')
_UID = re.compile(r"^(trace|legend|plot|scene|cb|legendtitle|defs|clip|topdefs)[0-9a-f]{6}([a-z]*)$")
_FAMILY = re.compile(r"""(font-family:\s*|font-family=")((?:&(?:quot|apos|#\d+);|[^;"])*)""")


def normalise(svg: str) -> str:
    """Return plotly's SVG with ids numbered in order of appearance, so that one figure gives the same bytes.

    plotly draws six random digits into ids and classes; references follow their ids, and an address before
    the `#` (the page the figure was drawn on) goes.
    """
    ids: dict[str, str] = {}
    for found in _ID.finditer(svg):
        ids.setdefault(found.group(1), f"b{len(ids) + 1}")
    svg = _ID.sub(lambda found: f' id="{ids[found.group(1)]}"', svg)
    svg = _REFERENCE.sub(lambda found: f"url(#{ids.get(found.group(1), found.group(1))})", svg)
    svg = _HREF.sub(lambda found: f'{found.group(1)}="#{ids.get(found.group(2), found.group(2))}"', svg)
    return _CLASS.sub(lambda found: f'class="{_plain_classes(found.group(1))}"', svg)


def _plain_classes(names: str) -> str:
    return " ".join(_UID.sub(r"\1\2", name) for name in names.split())


def name_fonts(svg: str) -> str:
    """Return the SVG with fallbacks behind each font family that names no generic one."""

    def add(found: re.Match[str]) -> str:
        families = found.group(2).strip()
        is_generic = re.search(r"\b(sans-serif|serif|monospace|system-ui)\s*$", families)
        return (
            found.group(0) if is_generic or not families else f"{found.group(1)}{families}, {FALLBACK_FONTS}"
        )

    return _FAMILY.sub(add, svg)


def embed(svg: str, recipe_json: str, *, title: str = "", alt: str = "") -> str:
    """Return the SVG with title, description and recipe behind its opening tag.

    Raises:
        InputError: It is no SVG.
    """
    opening = re.search(r"<svg\b[^>]*>", svg)
    if opening is None:
        raise InputError("the browser gave no SVG")
    tag = opening.group(0)
    if " role=" not in tag:
        tag = tag[:4] + ' role="img"' + tag[4:]
    recipe = f'<bilateral:recipe xmlns:bilateral="{NAMESPACE}">{escape(recipe_json)}</bilateral:recipe>'
    head = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc><metadata>{recipe}</metadata>"
    return f"{tag}{head}{svg[opening.end() :]}"


def build(document: Document) -> bytes:
    """Return the figure as SVG; the same document gives the same bytes.

    Raises:
        InputError: No renderer is at hand (`Document.render`).
    """
    svg = name_fonts(normalise(document.rendered("svg").decode("utf-8")))
    svg = embed(svg, document.recipe.to_json(), title=document.title, alt=document.alt)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + svg.rstrip() + "\n").encode("utf-8")


FORMAT = Format(
    "svg",
    ".svg",
    "image/svg+xml",
    "SVG",
    "Drawing that stays sharp; text stays text",
    build,
    needs_renderer=True,
)
