"""plotly.js for the pages: from our own server, or with the page where Streamlit alone serves the app."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

BUNDLE = Path(__file__).parents[1] / "exports" / "vendor" / "plotly-cartesian.min.js"
_PATH = "/bilateral/plotly.js"
_served: list[str] = []


def route() -> "Route":
    """Return the route under which `bilateral dashboard` serves it."""
    from starlette.routing import Route

    _served[:] = [_PATH]
    return Route(_PATH, _send)


async def _send(_: "Request") -> "Response":
    from starlette.responses import FileResponse

    return FileResponse(
        BUNDLE, media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"}
    )


def address() -> str:
    """Return the path under which the browser finds it; "" where no server of ours has it."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return "".join((f"/{base}" if base else "", *_served)) if _served else ""


def bring() -> None:
    """Send it with the page where the browser cannot ask for it (`streamlit run`)."""
    if not _served:
        with st.container(key="plotly-holder"):
            _component()(key="plotly")


@cache
def _component() -> Any:
    js = BUNDLE.read_text(encoding="utf-8") + "\nexport default () => {};\n"
    return st.components.v2.component("bilateral_plotly", html="<span hidden></span>", js=js)
