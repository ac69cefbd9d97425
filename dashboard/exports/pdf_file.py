"""PDF: a browser's drawing of the figure on a page of its own size."""

from dashboard.exports.contract import Document, Format


def build(document: Document) -> bytes:
    """Return the figure as PDF.

    Raises:
        InputError: No renderer is at hand (`Document.render`).
    """
    return document.rendered("pdf")


FORMAT = Format("pdf", ".pdf", "application/pdf", "PDF", "Page for print", build, needs_renderer=True)
