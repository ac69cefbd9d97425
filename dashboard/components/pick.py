"""Tells which day of a chart was clicked on.

Streamlit takes clicks on points only where a drag does not select, and the curve wants both: a click opens a
day, a drag opens a span.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

_JS = """
export default function ({ data, setTriggerValue }) {
  let chart = null;
  const tell = (event) => {
    const x = event?.points?.[0]?.x;
    if (x !== undefined) setTriggerValue("day", String(x).slice(0, 10));
  };
  // The chart is drawn after this runs, and anew when the reader comes back to the page.
  const attach = () => {
    const found = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
    if (!found || found === chart || !found.on) return;
    chart?.removeListener?.("plotly_click", tell);
    chart = found;
    chart.on("plotly_click", tell);
  };
  attach();
  const timer = setInterval(attach, 300);
  return () => { clearInterval(timer); chart?.removeListener?.("plotly_click", tell); };
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("bilateral_pick", html="<span hidden></span>", js=_JS)


def watch(chart: str, on_pick: Callable[[str], None]) -> None:
    """Call `on_pick` with the day (ISO text) that the reader clicks on in the chart of that key."""
    key = f"pick-{chart}"

    def take() -> None:
        day = st.session_state[key].day
        if day:
            on_pick(str(day))

    with st.container(key=f"{key}-holder"):
        _component()(key=key, data={"chart": chart}, on_day_change=take)
