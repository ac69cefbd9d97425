"""What a page shows where the store holds nothing that counts: why, and the ways to fill it."""

import streamlit as st

from dashboard import changing, data, frame, intake, uncounted
from db.counting import counted
from db.engine import database_url


def show(why: str = "The store holds no events yet.") -> None:
    """Say why there is nothing, and offer the events that come with the program and the page Add.

    A store of plans, or of events that wait for a decision, is not empty: what it holds is named instead.
    """
    if ways := uncounted.of_all():
        frame.empty("No event in the store counts on a curve yet.", uncounted.BESIDES)
        uncounted.show(ways)
    else:
        frame.empty(why, "Load the events that come with Bilateral, or add your own.")
    if data.notes():
        return  # the store may only be read
    with st.container(horizontal=True, vertical_alignment="center", key="nothing-yet"):
        if st.button("Load the shipped events", key="nothing-yet-shipped", icon=":material/download:"):
            changing.carry_out(
                lambda: intake.load_shipped(database_url(), today=data.today()),
                lambda report: f"{counted(report.n_added, 'event')} loaded.",
            )
        st.page_link("app_pages/add.py", label="Add your own", icon=":material/add:")
