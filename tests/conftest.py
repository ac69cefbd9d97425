"""What every test may use: a store of its own, and the shared samples where they are given."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure, so no deadlines. CI draws the same examples each time; elsewhere chance does.
settings.register_profile(
    "bilateral",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("bilateral")

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_store_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the store of whoever runs it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('default-store')}/bilateral.sqlite"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", url)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of shared samples; tests that need it skip where BILATERAL_SAMPLES names none."""
    folder = os.environ.get("BILATERAL_SAMPLES", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BILATERAL_SAMPLES names no folder")
    return Path(folder)


def find_chromium(own: str) -> str:
    """Return the Chromium to drive: named by BILATERAL_CHROMIUM, on the PATH, or playwright's own."""
    named = os.environ.get("BILATERAL_CHROMIUM", "")
    for name in (named, *CHROMIUM_NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    if Path(own).exists():
        return own
    return pytest.fail(
        "The browser tests need Chromium. Install it (apt-get install chromium, or python -m playwright "
        "install chromium), or name one: BILATERAL_CHROMIUM=/path/to/chromium"
    )


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A real Chromium; one for all tests of a process, since playwright runs once in each."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium.executable_path)
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
