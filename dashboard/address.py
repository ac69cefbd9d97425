"""The view of this session and the address in the browser, kept the same.

The address is read on every full run, so that a pasted link, the back button and a link inside the dashboard
all work alike; a control changes the view through `change`, which writes the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.selection import Selection

_VIEW = "address.selection"
_CHANGED = "address.is_changed"
_PAGE = "address.page"
_ARRIVALS = "address.arrivals"


def read(page: str) -> tuple[str, ...]:
    """Take up the address; return a sentence for each part of it that could not be understood.

    A page reached through the menu comes without a query: it then shows the view that the reader had.

    Args:
        page: Path of the page, e.g. `dyad`.
    """
    state = st.session_state
    came_from = state.get(_PAGE)
    state[_PAGE] = page
    if state.pop(_CHANGED, False):
        _write()
        return ()
    query = st.query_params.to_dict()
    if query and came_from != page:
        state[_ARRIVALS] = arrivals() + 1
    if not query and came_from is not None and came_from != page:
        state[_VIEW] = replace(state[_VIEW], opened=None, event=None)
        _write()
        return ()
    state[_VIEW], problems = Selection.from_query(query)
    return problems


def arrivals() -> int:
    """Return how often a link, not the menu, has led this session to a page."""
    return int(st.session_state.get(_ARRIVALS, 0))


def selection() -> Selection:
    """Return the view of this session."""
    found: Selection = st.session_state.get(_VIEW, Selection())
    return found


def change(**fields: Any) -> None:
    """Change the view and the address; for callbacks of controls and for the pages."""
    st.session_state[_VIEW] = replace(selection(), **fields)
    st.session_state[_CHANGED] = True
    _write()


def adopt(fields: Mapping[str, Any]) -> None:
    """Change the view within a run, where a page fills in what the address left open."""
    st.session_state[_VIEW] = replace(selection(), **fields)
    _write()


def change_in_fragment(**fields: Any) -> None:
    """Change the view and the address from a control of a fragment, after which no full run follows."""
    st.session_state[_VIEW] = replace(selection(), **fields)
    _write()


def forget_page() -> None:
    """Let the next run take the address as it stands, wherever the reader comes from."""
    st.session_state.pop(_PAGE, None)
    st.session_state.pop(_CHANGED, None)


def query_of(**fields: Any) -> dict[str, str]:
    """Return the query of this view with `fields` changed, for links."""
    return replace(selection(), **fields).to_query()


def link(path: str, **fields: Any) -> str:
    """Return the address of a page with this view changed by `fields`, relative to the server."""
    from urllib.parse import urlencode

    base = st.get_option("server.baseUrlPath").strip("/")
    root = f"/{base}/" if base else "/"
    return f"{root}{path}?{urlencode(query_of(**fields))}"


def base_address() -> str:
    """Return where the dashboard is served, e.g. `http://127.0.0.1:8501`; "" if the browser did not say."""
    from urllib.parse import urlsplit

    url = urlsplit(st.context.url or "")
    if url.scheme not in ("http", "https") or not url.netloc:
        return ""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{url.scheme}://{url.netloc}" + (f"/{base}" if base else "")


def control(
    key: str,
    field: str,
    *,
    read_value: Callable[[Any], Any] | None = None,
    shown: Any = None,
    in_fragment: bool = False,
    is_typed: bool = False,
) -> dict[str, Any]:
    """Return `key` and `on_change` of a control bound to a field of the view.

    The control shows what the view says, on every run; what the reader chooses goes into the view.

    Args:
        key: Of the control.
        field: Of `Selection`.
        read_value: Turns the control's value into the field's; None takes it as it is.
        shown: What the control shows; None is the field's own value.
        in_fragment: The control stands in a fragment, which alone is drawn anew.
        is_typed: The control is typed into: what stands there is left alone as long as it says the same.
    """
    value = getattr(selection(), field) if shown is None else shown
    # Set on every run: a control whose first run was cut short would else come up empty in the browser.
    if not is_typed or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value

    def take() -> None:
        chosen = st.session_state[key]
        fields = {field: read_value(chosen) if read_value else chosen}
        if in_fragment:
            change_in_fragment(**fields)
        else:
            change(**fields)

    return {"key": key, "on_change": take}


def _write() -> None:
    view = selection()
    query = {} if view == Selection() else view.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
