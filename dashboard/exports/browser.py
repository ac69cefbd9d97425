"""What the browser needs to make PNG and SVG by itself, without a browser on the server. Pure."""

import json

from dashboard.charts.contract import SIZES, Size
from dashboard.exports.contract import Document
from dashboard.exports.json_file import figure_json
from dashboard.exports.recipe import KIND
from dashboard.exports.svg_file import FALLBACK_FONTS, NAMESPACE


def browser_payload(document: Document, size: Size | None = None) -> dict[str, object]:
    """Return what a button in the page needs to draw the figure for print and save it.

    The button draws `figure` off screen (`Plotly.toImage({data, layout}, {format, width, height, scale})`),
    so that the window's size and theme do not matter, puts the recipe in, and saves `<stem>.<format>`.

    How the recipe goes in (components/embed_recipe.js does it, `recipe_reader` expects exactly this):

    * PNG: an uncompressed iTXt chunk right behind IHDR. Its body in bytes: `keyword`, 0, then 0 (not
      compressed), 0 (method), 0 (end of an empty language tag), 0 (end of an empty translated keyword), then
      `recipe` as UTF-8. Around it, as around every PNG chunk: length of the body (4 bytes, big-endian),
      `iTXt`, body, CRC-32 of type and body. A pHYs chunk (9 bytes: round(96 / 0.0254 x scale) twice as 4
      bytes, then 1) gives the true size in print.
    * SVG: behind the opening `<svg ...>` tag, `<title>`, `<desc>` and
      `<metadata><bilateral:recipe xmlns:bilateral="{namespace}">...</bilateral:recipe></metadata>`, each text
      escaped for XML.

    Keys: figure ({data, layout}), stem, width, height, scales, sizes, recipe (one line of JSON), keyword,
    namespace, title, alt, fonts (fallbacks to put behind a font family that names no generic one).
    """
    chosen = size or document.size
    figure = document.figure
    recipe = document.recipe.to_dict()
    if chosen.id != document.size.id:
        figure = document.draw(document.style(chosen))
        recipe = {**recipe, "size": chosen.id}
    return {
        "figure": json.loads(figure_json(figure)),
        "stem": document.stem,
        "width": chosen.width,
        "height": chosen.height,
        "scales": [1, 2, 3],
        "sizes": [{"id": one.id, "label": one.label} for one in SIZES.values()],
        "recipe": json.dumps(recipe, ensure_ascii=False, separators=(",", ":")),
        "keyword": KIND,
        "namespace": NAMESPACE,
        "title": document.title,
        "alt": document.alt,
        "fonts": FALLBACK_FONTS,
    }
