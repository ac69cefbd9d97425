"""How the dashboard starts: the same settings everywhere, a taken port said in a line, a light import."""

import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.launch import is_free
from dashboard.navigation import FOLDER, HOME, pages
from dashboard.settings import SETTINGS
from db.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]


def flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        found |= flat(value, f"{name}.") if isinstance(value, Mapping) else {name: value}
    return found


def test_a_checkout_and_an_installed_package_have_the_same_settings():
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        assert flat(tomllib.load(file)) == dict(SETTINGS)


def test_nothing_is_reported_to_anyone_and_only_this_machine_is_served():
    assert SETTINGS["browser.gatherUsageStats"] is False
    assert SETTINGS["server.address"] == "127.0.0.1"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: object, other: object) -> float:
    low, high = sorted((luminance(str(one)), luminance(str(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_links_can_be_read_in_light_and_dark(mode):
    colour = {
        name: SETTINGS[f"theme.{mode}.{name}"]
        for name in ("textColor", "linkColor", "backgroundColor", "secondaryBackgroundColor", "primaryColor")
    }
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(colour["textColor"], colour[ground]) >= 4.5
        assert contrast(colour["linkColor"], colour[ground]) >= 4.5
    assert contrast("#ffffff", colour["primaryColor"]) >= 4.5


def test_a_taken_port_is_seen():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(UsageError, match="cannot listen on"):
        is_free("192.0.2.1", 8501)


@pytest.mark.parametrize(
    ("under_make", "way_out"),
    [({}, "bilateral dashboard --port {}"), ({"MAKELEVEL": "1"}, "make run PORT={}")],
)
def test_a_taken_port_is_said_with_the_way_out(tmp_path, under_make, way_out):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, str(ROOT / "bilateral.py"), "dashboard", "--port", str(port), "--no-browser"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={name: value for name, value in os.environ.items() if name != "MAKELEVEL"}
            | {"PYTHONPATH": str(ROOT)}
            | under_make,
            check=False,
        )
    assert done.returncode == 1
    assert f"port {port} on 127.0.0.1 is taken" in done.stderr
    assert way_out.format(port + 1) in done.stderr
    assert "Traceback" not in done.stderr


def test_launching_imports_click_alone():
    heavy = "('streamlit', 'pandas', 'sqlalchemy')"
    code = f"import sys, dashboard.launch; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_every_file_of_a_page_is_in_the_menu():
    stems = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert set(pages()) == stems
    assert next(iter(pages())) == HOME
    assert len({told["title"] for told in pages().values()}) == len(stems)
