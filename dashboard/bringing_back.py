"""A file that Bilateral exported, given to any page, brings its view back."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from dashboard import address, data
from dashboard.components import file_drop
from dashboard.exports.recipe import Recipe, changes_since
from dashboard.exports.recipe_reader import page_of, read_recipe
from dashboard.locales import day
from dashboard.measures.results import code_version
from dashboard.selection import Selection
from dashboard.wording import plain
from db.errors import BilateralError, InputError

_ASKED = "bringing-back.asked"
_SAID = "bringing-back.said"


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of a file, and the view beside which it holds; no page: the one that comes next."""

    page: str | None
    view: Selection
    sentences: tuple[str, ...]
    is_error: bool = False


def drop_zone() -> None:
    """Show the button for an exported file, and go to the view of one that was given."""
    with st.sidebar:
        file_drop.watch(_take)
    asked: tuple[str, Recipe] | None = st.session_state.pop(_ASKED, None)
    if asked is not None:
        page, recipe = asked
        address.forget_page()
        st.switch_page(f"app_pages/{page}.py", query_params=_query(recipe))


def show_what_changed(page: str) -> None:
    """Say what became of a file that was given, as long as its view is shown.

    Args:
        page: Path of the page, e.g. `dyad`.
    """
    said: _Said | None = st.session_state.get(_SAID)
    if said is None or _ASKED in st.session_state:
        return
    words = " ".join(plain(sentence) for sentence in said.sentences)
    if said.page is None:
        st.session_state[_SAID] = said = replace(said, page=page, view=address.selection())
        # The reader may be far down the page.
        st.toast(words, icon=":material/error:")
    if said.page != page or said.view != address.selection():
        del st.session_state[_SAID]
    elif said.is_error:
        st.error(words, icon=":material/error:")
    else:
        st.info(words, icon=":material/history:")


def _query(recipe: Recipe) -> dict[str, str]:
    return dict(parse_qsl(recipe.query, keep_blank_values=True))


def _take(name: str, size: int, content: bytes) -> None:
    """Read a file that was given; runs before the page does."""
    try:
        if size > file_drop.MOST_BYTES:
            raise InputError(
                f"{name[-80:]}: larger than {file_drop.MOST_BYTES // 10**6} MB, so no export of a page",
                "Use a PNG, SVG, HTML, ZIP or JSON file that Bilateral exported.",
            )
        recipe = read_recipe(content, name)
        page = page_of(recipe)
        sentences = _stand_of(recipe, page, name)
    except BilateralError as problem:
        words = tuple(part for part in (f"{problem}.", problem.hint) if part)
        st.session_state[_SAID] = _Said(None, address.selection(), words, is_error=True)
        return
    st.session_state[_ASKED] = (page, recipe)
    st.session_state[_SAID] = _Said(page, recipe.selection, sentences)


def _stand_of(recipe: Recipe, page: str, name: str) -> tuple[str, ...]:
    """Return what is said of a file: when it was made, and whether the data have changed since."""
    made = day(pd.Timestamp(recipe.made_on))
    said = changes_since(recipe, data.records_behind(recipe.selection, page), app_version=code_version())
    return (
        f"This is the view of {name[-80:]}, made on {made}.",
        *(said or ("The data behind it are the same today.",)),
    )
