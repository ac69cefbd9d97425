"""JSON: recipe, notes, tables and the figure as plotly knows it, for programs. Pure."""

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.exports.cells import rows_of
from dashboard.exports.contract import Document, Format
from dashboard.locales import bare

if TYPE_CHECKING:
    import plotly.graph_objects as go

_MIDNIGHT = re.compile(r'(?<="\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?(?=")')


def figure_json(figure: "go.Figure") -> str:
    """Return plotly's JSON of a figure; days are written as days, which saves two thirds of a daily curve."""
    return _MIDNIGHT.sub("", str(figure.to_json(engine="json")))


def build(document: Document) -> bytes:
    """Return everything as one JSON object; holes are null."""
    value = {
        "title": bare(document.title),
        "subtitle": bare(document.subtitle),
        "alt": bare(document.alt),
        "chart": document.chart,
        "recipe": document.recipe.to_dict(),
        "notes": [{"label": note.label, "text": note.text} for note in document.notes],
        "citation": {"text": document.citation.text, "bibtex": document.citation.bibtex},
        "tables": {
            name: {"columns": [str(column) for column in frame.columns], "rows": list(rows_of(frame))}
            for name, frame in document.tables.items()
        },
        # Programs read it: its numbers and dates are the same whoever exported it.
        "figure": json.loads(figure_json(replace(document, locale="en").figure)),
    }
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode(
        "utf-8"
    )


FORMAT = Format("json", ".json", "application/json", "JSON", "Figure, numbers and recipe for programs", build)
