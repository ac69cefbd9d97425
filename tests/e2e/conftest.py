"""A real server on a free port with a store of its own, and a real Chromium; never skipped silently."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.conftest import CHROMIUM_FLAGS, find_chromium
from tests.integration.cli_runs import output

ROOT = Path(__file__).resolve().parents[2]

# A busy machine is no failure.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """A running dashboard: its address and the URL of its store."""

    address: str
    store: str

    def run(self, *words: str) -> str:
        """Run the command line on the same store, beside the dashboard's process; return what it printed."""
        return output(*words, "--db", self.store)


def free_port(wished: int = 0) -> int:
    """Return the port wished for if it is free, else another."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_server(folder: Path, store: str, *, port: int = 0) -> tuple[subprocess.Popen[str], Server]:
    """Start `bilateral dashboard` in an empty folder and wait until it answers."""
    port = free_port(port)
    env = os.environ | {
        "BILATERAL_DATABASE_URL": store,
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(
        [
            sys.executable,
            str(ROOT / "bilateral.py"),
            "dashboard",
            "--port",
            str(port),
            "--no-browser",
        ],
        cwd=folder,
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
                if reply.read() == b"ok":
                    return process, Server(address, store)
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"the dashboard did not start:\n{(folder / 'server.log').read_text()}")


@pytest.fixture(scope="session")
def port() -> int:
    """A port for the dashboards of all files: a browser keeps what it fetched by the address."""
    return free_port()


@pytest.fixture(scope="module")
def server(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on the shipped events; one for each file, since some tests write into its store."""
    folder = tmp_path_factory.mktemp("server")
    process, running = start_server(folder, f"sqlite:///{folder}/store.sqlite", port=port)
    yield running
    process.terminate()
    process.wait(timeout=20)


class Reader:
    """A reader before the dashboard: a window of their own, and what the browser asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Return a new tab that is watched."""
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _note(self, url: str) -> None:
        host = self.address.removeprefix("http://")
        if not url.startswith((f"http://{host}", f"ws://{host}", "data:", "blob:", "about:")):
            self.outside.append(url)

    def open(self, path: str = "/") -> Page:
        """Open a page of the dashboard and wait until it stands."""
        self.page.goto(f"{self.address}{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until no run is under way and the heading stands."""
        self.page.wait_for_selector("h1, [data-testid=stAlert]")
        idle(self.page)


def idle(page: Page) -> None:
    """Wait until the app has been idle for a moment: connected, no run, nothing stale."""
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            const busy = !app || app.dataset.testScriptState !== 'notRunning'
              || app.dataset.testConnectionState !== 'CONNECTED'
              || document.querySelector('[data-stale=true]');
            window.__idleSince = busy ? null : (window.__idleSince ?? performance.now());
            return window.__idleSince !== null && performance.now() - window.__idleSince > 400;
        }""",
        polling=50,
    )


def unfold(page: Page, heading: str, inside: Locator) -> None:
    """Open what is folded under a heading, once more if a busy machine lost the press."""
    page.get_by_text(heading).click()
    try:
        inside.wait_for(timeout=10_000)
    except PlaywrightTimeout:
        idle(page)
        page.get_by_text(heading).click()
        inside.wait_for()


def kept_browser(browser: Browser, profile: Path, **options: Any) -> BrowserContext:
    """Start a Chromium that keeps in a folder what it fetched: not every page compiles Streamlit anew."""
    path = find_chromium(browser.browser_type.executable_path)
    return browser.browser_type.launch_persistent_context(
        profile, executable_path=path, args=list(CHROMIUM_FLAGS), **options
    )


def leave(context: BrowserContext, server: Server) -> None:
    """Close all pages but the first, without which a browser would end, and forget what pages stored."""
    blank, *opened = context.pages
    for page in opened:
        page.close()
    stored = {"origin": server.address, "storageTypes": "cookies,local_storage,indexeddb"}
    context.new_cdp_session(blank).send("Storage.clearDataForOrigin", stored)


@pytest.fixture(scope="session")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of all readers at a desk."""
    window = {"width": 1440, "height": 900}
    context = kept_browser(browser, tmp_path_factory.mktemp("desk"), viewport=window, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="session")
def hand(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of all readers with a phone."""
    context = kept_browser(
        browser,
        tmp_path_factory.mktemp("hand"),
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        device_scale_factor=2,
    )
    yield context
    context.close()


@pytest.fixture
def reader(desk: BrowserContext, server: Server) -> Iterator[Reader]:
    """A reader at a desk, who finds nothing there of the one before."""
    yield Reader(desk, server.address)
    leave(desk, server)


@pytest.fixture
def phone(hand: BrowserContext, server: Server) -> Iterator[Reader]:
    """A reader with a phone, likewise."""
    yield Reader(hand, server.address)
    leave(hand, server)
