"""What every page shares: style, what the address got wrong, and errors said in plain words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import bringing_back, data
from dashboard.charts.contract import Mode
from dashboard.charts.theme import palette
from dashboard.components import last_words, plotly_js, print_page, viewport
from dashboard.page_words import on_page
from dashboard.wording import as_sentence, plain
from db.errors import BilateralError

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

STYLE = Path(__file__).parent / "components" / "style.css"
ICON = Path(__file__).parent / "components" / "icon.png"
WORDMARK = Path(__file__).parent / "components" / "wordmark.svg"


def show(page: "StreamlitPage", problems: Sequence[str]) -> None:
    """Run a page, with what the address got wrong above it and any mendable error in its place."""
    name_window(page.title)
    st.html(STYLE)
    st.logo(wordmark(), size="large")
    viewport.watch()
    last_words.watch()
    plotly_js.bring()
    bringing_back.show_what_changed(page.url_path)
    for sentence in problems:
        st.warning(plain(sentence), icon=":material/link_off:")
    try:
        data.stand()
        with st.sidebar:
            print_page.offer()
        bringing_back.drop_zone()
        page.run()
    except BilateralError as problem:
        say(problem)


def name_window(what: str) -> None:
    """Say in the browser's tab, history and bookmarks what is shown: readers keep several pairs open."""
    st.set_page_config(page_title=f"{what} – Bilateral")


def wordmark() -> str:
    """Return the product's name as a drawing in the ink of the theme: a picture knows no theme of its own."""
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    return WORDMARK.read_text(encoding="utf-8").replace("currentColor", palette(mode).ink)


def say(problem: BilateralError) -> None:
    """Show what is wrong and what to do about it."""
    text = str(problem)
    st.error(f"**{plain(as_sentence(text))}**", icon=":material/error:")
    if problem.hint:
        st.markdown(f"What to do: {plain(on_page(problem.hint))}")


def empty(what: str, what_to_do: str) -> None:
    """Say why there is nothing to show, and what to do."""
    st.info(f"**{plain(what)}**\n\n{plain(what_to_do)}", icon=":material/info:")
