"""Files of figures that show many pairs: what the Compare and the Country page export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import address, data
from dashboard.charts.contract import SIZES, Style
from dashboard.charts.sources import source_paragraphs
from dashboard.exports.contract import Document, permalink_of
from dashboard.exports.recipe import make_recipe
from dashboard.exports.safety import clean_stem
from dashboard.measures.results import code_version

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.views import DyadView


MOST_NAMED = 2
"""Pairs named in a file's name; of more the first and the number of the others."""


def permalink(path: str) -> str:
    """Return the address of this view on a page."""
    return permalink_of(address.base_address(), address.selection().to_query_string(), path)


def source_of(what: str, path: str) -> tuple[str, ...]:
    """Return the source note of a figure of many pairs."""
    selection = address.selection()
    sources = data.sources()
    named = "; ".join(f"{one.title} {one.version}".strip() for one in sources.itertuples(index=False))
    ends = data.dyads()["coverage_to"].dropna()
    method = ", ".join((selection.method, *selection.weights.changes, *selection.filters))
    return source_paragraphs(
        what, named, method, ends.max().date() if len(ends) else None, data.today(), permalink(path)
    )


def stem_of(chart: str, dyads: Sequence[str]) -> str:
    """Return the stem of the files of a figure of many pairs."""
    named = "_".join(dyads) if len(dyads) <= MOST_NAMED else f"{dyads[0]}-and-{len(dyads) - 1}-more"
    return clean_stem(f"bilateral-{named}-{chart}")


def document(
    chart: str,
    label: str,
    dyads: Sequence[str],
    tables: "Callable[[], Mapping[str, pd.DataFrame]]",
    draw: "Callable[[Style], go.Figure]",
    *,
    alt: str,
    path: str,
) -> Document:
    """Return what is exported of a figure of many pairs.

    Args:
        chart, label: Id and name of the chart.
        dyads: Keys of the pairs shown, at least one.
        tables: Makes the tidy frames by name, the figure's own first.
        draw: (style) -> figure.
        alt: What the figure shows, in words.
        path: Of the page, e.g. `/compare`.
    """
    selection = address.selection()
    views: list[DyadView] = []
    for key in dyads:
        first, _, second = key.partition("-")
        asked = replace(selection, country_a=first, country_b=second)
        views.append(replace(data.view(asked), selection=selection))
    size = next(iter(SIZES.values()))
    link = permalink(path)
    return Document(
        chart=chart,
        label=label,
        views=tuple(views),
        tables=tables(),
        draw=draw,
        alt=alt,
        recipe=make_recipe(chart, size.id, tuple(views), permalink=link, app_version=code_version()),
        size=size,
    )
