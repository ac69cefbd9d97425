"""Opening pages of the dashboard in tests, on a store of one's own."""

import json
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


def open_page(name: str, **query: str) -> AppTest:
    """Return a page of the dashboard after its first run."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(f"app_pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return well(app.run())


def well(app: AppTest) -> AppTest:
    """Return the app; fail if a traceback was shown."""
    assert not app.exception, [one.value for one in app.exception]
    return app


def words(app: AppTest) -> str:
    """Return all text of a page, what stands in HTML included."""
    parts = [
        one.value for kind in ("title", "header", "subheader", "markdown", "caption") for one in app.get(kind)
    ]
    parts += [one.value for kind in ("info", "warning", "error", "success") for one in app.get(kind)]
    parts += [one.proto.body for one in app.get("html")]
    return "\n".join(str(part) for part in parts)


def charts_of(app: AppTest) -> list[str]:
    """Return what each chart of a page says to readers who cannot see it."""
    shown = [one.proto for one in app.get("bidi_component")]
    return [json.loads(one.json)["alt"] for one in shown if one.component_name == "bilateral_chart"]


def press(app: AppTest, label: str) -> AppTest:
    """Return the app after a click on the button of that label."""
    found = [one for one in app.button if one.label == label]
    assert found, [one.label for one in app.button]
    return well(found[0].click().run())


def way(app: AppTest, name: str) -> AppTest:
    """Return the app with one of the ways of the page Add open."""
    return well(app.segmented_control(key="add-way").set_value(name).run())


def upload(app: AppTest, name: str, content: str | bytes) -> AppTest:
    """Return the page Add after a file was given to it."""
    field = next(one for one in app.file_uploader if one.key.startswith("add-table-"))
    data = content.encode() if isinstance(content, str) else content
    return well(field.set_value((name, data, "application/octet-stream")).run())


def choose(app: AppTest, label: str, value: str) -> AppTest:
    """Return the app after a choice in the list of that label."""
    found = next(one for one in app.selectbox if one.label == label)
    return well(found.set_value(value).run())


def frame_with(app: AppTest, column: str) -> pd.DataFrame:
    """Return the table of a page that has a column."""
    return next(one.value for one in app.dataframe if column in one.value)
