"""HTML: one file with the interactive figure, its notes and its table, that asks nothing of anyone. Pure."""

import json
import zlib
from base64 import b64encode
from importlib.resources import files

from dashboard.exports.cells import rows_of
from dashboard.exports.contract import Document, Format
from dashboard.exports.json_file import figure_json
from dashboard.exports.safety import escape, safe_url, script_json

CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": False,
    "toImageButtonOptions": {"format": "svg"},
}
"""No logo, and no button that sends the chart to somebody's cloud."""

MAX_TABLE_ROWS = 1_500
"""A longer table is left to CSV and XLSX: the page has to stay light."""

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
"""What the page may load: nothing but itself."""

STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 24px; max-width: WIDTHpx; background: #fff; color: #1b2430;
  font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, "Noto Sans", "Noto Sans CJK JP", sans-serif; }
#figure { overflow-x: auto; }
details { margin: 12px 0; border-top: 1px solid #d8dde3; padding-top: 8px; }
summary { cursor: pointer; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; font-size: 14px; }
dt { color: #4d5b6b; } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow: auto; max-height: 420px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 10px; text-align: left; border-bottom: 1px solid #e6eaee; white-space: nowrap; }
th { position: sticky; top: 0; background: #fff; } td.n { text-align: right; }
@media print { .scroll { max-height: none; overflow: visible; } body { padding: 0; } }
"""


_LOADER = """
function unpack(id) {
  var packed = atob(document.getElementById(id).textContent);
  var bytes = Uint8Array.from(packed, function (c) { return c.charCodeAt(0); });
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}
var plotlyReady = unpack("plotly-js").then(function (code) {
  var script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
});
function draw(place, id, config) {
  plotlyReady.then(function () { return unpack(id); }).then(JSON.parse).then(function (figure) {
    return Plotly.newPlot(place, figure.data, figure.layout, config);
  });
}
"""
"""In the browser: `draw(place, id, config)` draws the packed figure of the element `id`."""


def packed(text: str) -> str:
    """Return `text` compressed (zlib) and in base64: a daily curve of decades takes a tenth of its JSON."""
    return b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def plotly_scripts() -> str:
    """Return the elements that bring plotly.js (packed, its licence legible) and `draw`."""
    code = files("dashboard.exports").joinpath("vendor/plotly-cartesian.min.js").read_text(encoding="utf-8")
    notice = code[: code.index("*/") + 2]
    return f"""<script>
{notice}
</script>
<script type="text/plain" id="plotly-js">{packed(code)}</script>
<script>{_LOADER}</script>"""


def build(document: Document) -> bytes:
    """Return the page: figure, description, notes, table and recipe; under 2 MB with plotly.js inside."""
    width, height = document.size.width, document.size.height
    config = {**CONFIG, "toImageButtonOptions": {"format": "svg", "filename": document.stem}}
    style = STYLE.replace("WIDTH", str(width + 20))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Bilateral {escape(document.recipe.app_version)}">
<meta name="description" content="{escape(document.alt)}">
<title>{escape(document.title)}</title>
<style>{style}</style>
<script type="application/json" id="bilateral-recipe">{script_json(document.recipe.to_json())}</script>
</head>
<body>
<main>
<h1 hidden>{escape(document.title)}</h1>
<div id="figure" role="img" aria-label="{escape(document.alt)}" style="min-height:{height}px"></div>
<noscript><p>{escape(document.alt)} The drawing needs JavaScript; the numbers below do not.</p></noscript>
<details><summary>About these numbers</summary><dl>{notes_html(document)}</dl></details>
<details><summary>The numbers as a table</summary>{table_html(document)}</details>
</main>
{plotly_scripts()}
<script type="text/plain" id="bilateral-figure">{packed(figure_json(document.figure))}</script>
<script>
draw(document.getElementById("figure"), "bilateral-figure", {script_json(json.dumps(config))});
</script>
</body>
</html>
""".encode()


def notes_html(document: Document) -> str:
    """Return the notes and the citation as terms and descriptions; addresses become links where harmless."""
    pairs = [(note.label, note.text) for note in document.notes] + [("Cite as", document.citation.text)]
    return "".join(f"<dt>{escape(label)}</dt><dd>{_linked(text)}</dd>" for label, text in pairs)


def _linked(text: str) -> str:
    url = safe_url(text) if " " not in text else ""
    return f'<a href="{escape(url)}" rel="noreferrer">{escape(text)}</a>' if url else escape(text)


def table_html(document: Document) -> str:
    """Return the chart's numbers as a table; of a very long one only where to find it."""
    frame = document.table
    if len(frame) > MAX_TABLE_ROWS:
        frames = [table for table in document.tables.values() if 0 < len(table) <= MAX_TABLE_ROWS]
        if not frames:
            return f"<p>{len(frame):,} rows: too long for a page. The CSV and XLSX exports hold them all.</p>"
        note = f"<p>The figure's own {len(frame):,} rows are in the CSV and XLSX exports.</p>"
        frame = frames[0]
    else:
        note = ""
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="n">{value:.6g}</td>'
            if isinstance(value, float)
            else f"<td>{'' if value is None else escape(str(value))}</td>"
            for value in row
        )
        + "</tr>\n"
        for row in rows_of(frame)
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"
    return f'{note}<div class="scroll" tabindex="0">{table}</div>'


FORMAT = Format("html", ".html", "text/html", "HTML", "Interactive page in one file", build)
