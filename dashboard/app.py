"""The entry: page settings, the address, what every page shares, and the way to the pages."""

import sys
from pathlib import Path

if (root := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.insert(0, root)  # `streamlit run dashboard/app.py` knows this folder alone

import streamlit as st

from dashboard import address, frame, navigation

st.set_page_config(
    page_title="Bilateral", page_icon=str(frame.ICON), layout="wide", initial_sidebar_state="auto"
)

page = st.navigation(navigation.menu(), expanded=True)
problems = address.read(page.url_path)
frame.show(page, problems)
