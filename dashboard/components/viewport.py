"""Tells whether the window is narrow, so that charts are drawn for it."""

import streamlit as st

NARROW_BELOW = 640
"""CSS pixels; the same number as in style.css."""

_JS = """
export default function ({ data, setStateValue }) {
  const query = window.matchMedia(`(max-width: ${data.below - 1}px)`);
  const tell = () => {
    if (query.matches !== data.narrow) setStateValue("narrow", query.matches);
  };
  query.onchange = tell;
  tell();
  return () => { query.onchange = null; };
}
"""

_COMPONENT = st.components.v2.component("bilateral_viewport", html="<span hidden></span>", js=_JS)
_KEY = "viewport"


def watch() -> None:
    """Watch the window's width; the page is drawn anew when it becomes narrow or wide."""
    with st.container(key="viewport-holder"):
        _COMPONENT(
            key=_KEY,
            data={"below": NARROW_BELOW, "narrow": is_narrow()},
            on_narrow_change=lambda: None,
        )


def is_narrow() -> bool:
    """Return whether the window is narrow; before the browser has told, what its name suggests."""
    told = st.session_state.get(_KEY, {}).get("narrow")
    if told is not None:
        return bool(told)
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
