"""A file that Bilateral exported, dropped on the dashboard, brings its view back."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard import address, data
from dashboard.exports.recipe import Recipe, changes_since
from dashboard.exports.recipe_reader import MAX_FILE_BYTES, read_recipe
from dashboard.measures.results import code_version
from dashboard.selection import Selection
from dashboard.wording import plain
from db.errors import BilateralError

_SAID = "bringing-back.said"
_TAKEN = "bringing-back.taken"
_PAGES = {"/compare": "compare", "/country": "country"}


def drop_zone() -> None:
    """Show the place in the sidebar where an exported file is dropped."""
    with st.sidebar.expander("Open an exported file", icon=":material/upload_file:"):
        file = st.file_uploader(
            "PNG, SVG, HTML, ZIP or JSON",
            type=["png", "svg", "html", "zip", "json"],
            key="w-exported-file",
            help="A file that Bilateral exported carries the way back to its view.",
            max_upload_size=MAX_FILE_BYTES // 1_000_000,
        )
        if file is None:
            st.session_state.pop(_TAKEN, None)
            return
        if st.session_state.get(_TAKEN) == file.file_id:
            return
        st.session_state[_TAKEN] = file.file_id
        try:
            recipe = read_recipe(file.getvalue(), file.name)
        except BilateralError as problem:
            st.error(plain(f"{problem}. {problem.hint}"))
            return
    _go(recipe)


def show_what_changed() -> None:
    """Say, once, how the data differ from those behind a file that was brought back."""
    for sentence in st.session_state.pop(_SAID, ()):
        st.info(plain(sentence), icon=":material/history:")


def _go(recipe: Recipe) -> None:
    """Go to the page of a recipe, with its view."""
    query = dict(parse_qsl(recipe.query))
    selection, _ = Selection.from_query(query)
    said: tuple[str, ...] = ()
    page = _PAGES.get(urlsplit(recipe.permalink).path.rstrip("/"), "dyad")
    if page == "dyad" and selection.dyad is not None:
        said = changes_since(recipe, [data.record(selection)], app_version=code_version())
    st.session_state[_SAID] = said or ("The view of the file is back; the data behind it are the same.",)
    address.forget_page()
    st.switch_page(f"app_pages/{page}.py", query_params=query)
