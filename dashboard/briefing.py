"""The brief of a pair as a file: made when its button is pressed."""

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import address, data
from dashboard.charts import charts
from dashboard.components import export_bar
from dashboard.exports.contract import file_stem
from dashboard.exports.notes import period_of
from dashboard.exports.report import build_report
from dashboard.measures.results import code_version
from dashboard.renderer import ONE_AT_A_TIME, find_browser, print_pdf

if TYPE_CHECKING:
    from dashboard.views import DyadView


def offer(view: "DyadView") -> None:
    """Show the buttons for the brief as a page and, where a browser can print it here, as PDF."""
    if not export_bar.is_allowed():
        return
    base = address.base_address()
    stem = file_stem("report", [view.record], period_of((view,)))

    def page() -> bytes:
        proofs = data.listing_of(view.record.events)
        return build_report(view, charts(), proofs, base_address=base, app_version=code_version())

    def paper() -> bytes:
        with ONE_AT_A_TIME:
            return print_pdf(page())

    with st.container(horizontal=True, vertical_alignment="center", key="files-report", gap="small"):
        st.download_button(
            "Report",
            data=page,
            file_name=f"{stem}.html",
            mime="text/html",
            key="report-html",
            icon=":material/description:",
            help="A brief to read and print, in one file: figures, turning points, moves, titles, topics, "
            "all events with their proofs, method and citation.",
            on_click="ignore",
        )
        if find_browser():
            st.download_button(
                "Report as PDF",
                data=paper,
                file_name=f"{stem}.pdf",
                mime="application/pdf",
                key="report-pdf",
                icon=":material/picture_as_pdf:",
                help="The same brief on A4 pages; takes some seconds.",
                on_click="ignore",
            )
        else:
            st.caption("No PDF here: the server has no Chromium. Open the report and print it from there.")
