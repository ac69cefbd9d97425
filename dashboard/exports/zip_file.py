"""ZIP: the figure with everything that a colleague or a reviewer would ask for. Pure.

Every member has a fixed time stamp; all but figure.png have the same bytes for the same document.
"""

import io
import json
import zipfile
from collections.abc import Mapping

import pandas as pd

from dashboard.exports import csv_file, png_file, svg_file
from dashboard.exports.cells import csv_text
from dashboard.exports.column_words import column_words
from dashboard.exports.contract import Document, Format
from dashboard.exports.safety import clean_stem
from dashboard.locales import bare

_STAMP = (1980, 1, 1, 0, 0, 0)


def build(document: Document) -> bytes:
    """Return the archive; without a renderer the figures are left out and README.md says so."""
    return pack(members_of(document))


def members_of(document: Document) -> Mapping[str, bytes]:
    """Return the members by name, in order."""
    figures: dict[str, bytes] = {}
    if document.render is not None:
        figures = {"figure.svg": svg_file.build(document), "figure.png": png_file.build(document)}
    others = {
        f"{clean_stem(name)}.csv": (
            csv_file.BOM + csv_text(frame, [f"{name} of {bare(document.title)}"])
        ).encode()
        for name, frame in list(document.tables.items())[1:]
    }
    return {
        **figures,
        "data.csv": csv_file.build(document),
        **others,
        "metadata.json": _metadata(document),
        "README.md": readme(document, has_figures=bool(figures)).encode(),
        "citation.bib": document.citation.bibtex.encode(),
        "recipe.json": (document.recipe.to_json() + "\n").encode(),
    }


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of `members` that depends on nothing but them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, data)
    return buffer.getvalue()


def _metadata(document: Document) -> bytes:
    method = document.views[0].selection.method
    value = {
        "title": bare(document.title),
        "subtitle": bare(document.subtitle),
        "alt": bare(document.alt),
        "chart": document.chart,
        "dyads": [view.record.key for view in document.views],
        "method": method,
        "scale": document.views[0].selection.scale,
        "changed_weights": list(document.views[0].selection.weights.changes),
        "filters": list(document.views[0].selection.filters),
        "notes": [{"label": note.label, "text": note.text} for note in document.notes],
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "licence": source.licence,
                "version": source.version,
                "citation": source.citation,
            }
            for source in dict.fromkeys(source for view in document.views for source in view.sources)
        ],
        "citation": document.citation.text,
        "permalink": document.permalink,
        "tables": {name: _table_words(frame, method) for name, frame in document.tables.items()},
        "recipe": document.recipe.to_dict(),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _table_words(frame: pd.DataFrame, method: str) -> dict[str, object]:
    columns = {str(name): column_words(str(name), frame, method) for name in frame.columns}
    return {"rows": len(frame), "columns": columns}


def readme(document: Document, *, has_figures: bool) -> str:
    """Return README.md: what the archive holds, how to read and cite it, and the way back to the view."""
    files = [
        (
            "figure.svg, figure.png",
            "the figure; text in the SVG is text" if has_figures else "not here, see below",
        ),
        (
            "data.csv",
            f"the numbers, unrounded ({len(document.table):,} rows; UTF-8 with BOM, `#` lines first)",
        ),
        *(
            (f"{clean_stem(name)}.csv", f"{name} ({len(frame):,} rows)")
            for name, frame in list(document.tables.items())[1:]
        ),
        ("metadata.json", "what each column is, method, filters, sources, all for programs"),
        ("citation.bib", "BibTeX"),
        ("recipe.json", "the view itself: drop this archive on the dashboard, or run the command below"),
    ]
    lines = [f"# {_markdown(bare(document.title))}", "", _markdown(bare(document.subtitle)), ""]
    if not has_figures:
        lines += [
            "No figure is included: no browser could draw one where this archive was made. "
            "The dashboard's own PNG and SVG buttons need none.",
            "",
        ]
    lines += ["## Files", "", *(f"- `{name}`: {text}" for name, text in files), ""]
    lines += [
        "## About these numbers",
        "",
        *(f"- {note.label}: {_markdown(note.text)}" for note in document.notes),
        "",
    ]
    lines += ["## How to cite", "", _markdown(document.citation.text), ""]
    lines += [
        "## Make it again",
        "",
        f"    bilateral export --recipe {document.stem}.zip -o {document.stem}.html",
        "",
    ]
    return "\n".join(lines)


def _markdown(text: str) -> str:
    # Titles come from outside: no markup, no HTML, one line.
    line = " ".join(text.split())
    for character in "\\`*_[]<>#|":
        line = line.replace(character, f"\\{character}") if not line.startswith("http") else line
    return line


FORMAT = Format("zip", ".zip", "application/zip", "ZIP", "Figure, data, method and citation together", build)
