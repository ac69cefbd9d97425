"""Brings an element of the page into sight, where a button far below it changed it."""

from functools import cache
from typing import Any

import streamlit as st

_JS = """
export default function ({ data }) {
  if (window.__bilateralScrolled === data.token) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // The element is drawn anew at the same time, and what stands above it may move: wait until all is at rest.
  let left = 50;
  const timer = setInterval(() => {
    left -= 1;
    const app = document.querySelector("[data-testid=stApp]");
    const isRunning = app?.dataset.testScriptState !== "notRunning";
    if (left > 0 && (isRunning || document.querySelector("[data-stale=true]"))) return;
    clearInterval(timer);
    window.__bilateralScrolled = data.token;
    document.querySelector(`.st-key-${data.key}`)
      ?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }, 100);
  return () => clearInterval(timer);
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("bilateral_scroll", html="<span hidden></span>", js=_JS)


def to(key: str, token: str) -> None:
    """Scroll the window to the element of that key, once for each `token`."""
    with st.container(key=f"pick-scroll-{token}"):
        _component()(key=f"scroll-{token}", data={"key": key, "token": token})
