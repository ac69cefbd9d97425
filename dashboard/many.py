"""Files of figures that show many pairs: what the Compare and the Country page export."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard import address, data, pairs
from dashboard.exports.contract import Document, permalink_of
from dashboard.measures.contract import DyadRecord
from dashboard.measures.results import code_version


def permalink(path: str) -> str:
    """Return the address of this view on a page."""
    shown = replace(address.selection(), load=None)
    return permalink_of(address.base_address(), shown.to_query_string(), path)


def source_of(what: str, path: str, records: Sequence[DyadRecord]) -> tuple[str, ...]:
    """Return the source note of a figure of many pairs, whose records are given."""
    return pairs.source_note(
        what,
        address.selection(),
        records=records,
        sources=data.sources(),
        today=data.today(),
        permalink=permalink(path),
    )


def document(figure: pairs.Figure) -> Callable[[], Document]:
    """Return what makes the export of a figure of many pairs.

    It may run when the page's own run is over, so that the view is taken now.
    """
    selection = address.selection()
    link, locale = permalink(pairs.path_of(figure.chart)), data.language()

    def make() -> Document:
        views = []
        for key in figure.dyads:
            first, _, second = key.partition("-")
            views.append(data.view(replace(selection, country_a=first, country_b=second)))
        return pairs.document_of(
            figure, views, selection, permalink=link, app_version=code_version(), locale=locale
        )

    return make
