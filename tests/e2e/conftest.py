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

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.conftest import CHROMIUM_FLAGS, find_chromium
from tests.integration.cli_runs import output

ROOT = Path(__file__).resolve().parents[2]

# A busy machine is no failure.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests on one worker: they share a server."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass
class Server:
    """A running dashboard: its address and the URL of its store."""

    address: str
    store: str

    def run(self, *words: str) -> str:
        """Run the command line on the same store, beside the dashboard's process; return what it printed."""
        return output(*words, "--db", self.store)


def start_server(folder: Path, store: str, *words: str) -> tuple[subprocess.Popen[str], Server]:
    """Start `bilateral dashboard` in an empty folder and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
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
            *words,
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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on the shipped events; one for each file, since some tests write into its store."""
    folder = tmp_path_factory.mktemp("server")
    process, running = start_server(folder, f"sqlite:///{folder}/store.sqlite")
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


@pytest.fixture(scope="session")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser of readers at a desk. It keeps what it fetched: not every test compiles Streamlit anew."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=find_chromium(browser.browser_type.executable_path),
        args=list(CHROMIUM_FLAGS),
        viewport={"width": 1440, "height": 900},
        accept_downloads=True,
    )
    yield context
    context.close()


@pytest.fixture
def reader(desk: BrowserContext, server: Server) -> Iterator[Reader]:
    """A reader at a desk, who finds nothing there of the one before."""
    someone = Reader(desk, server.address)
    yield someone
    blank, *opened = desk.pages  # without any page the browser would end
    for page in opened:
        page.close()
    kept = {"origin": server.address, "storageTypes": "cookies,local_storage,indexeddb"}
    desk.new_cdp_session(blank).send("Storage.clearDataForOrigin", kept)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Reader]:
    """A reader with a phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    someone = Reader(context, server.address)
    yield someone
    context.close()
