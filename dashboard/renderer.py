"""The one door to a browser on this machine: figures to PNG, SVG and PDF (kaleido), pages to PDF (Chromium).

Kaleido comes with the extra `export`; without it, or without a Chromium, a `RendererMissingError` says in one
line what still works. Nothing is asked from outside hosts: plotly.js is the installed one, MathJax is off.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from dashboard.charts.contract import Size
from dashboard.exports.contract import Document, Format
from db.errors import BilateralError

if TYPE_CHECKING:
    import plotly.graph_objects as go

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_STILL_WORK = "html, csv, xlsx, json and zip (without figures) still work"
_SECONDS = 120

ONE_AT_A_TIME = Lock()
"""A browser takes hundreds of megabytes: however many readers of a server ask, one draws or prints."""


class RendererMissingError(BilateralError):
    """No browser can be started here, so no PNG, SVG or PDF can be made on this machine."""


def find_browser() -> str | None:
    """Return the path of a Chromium, Chrome or Edge; None if there is none. BROWSER_PATH goes first."""
    named = os.environ.get("BROWSER_PATH", "")
    if named:
        return named if Path(named).is_file() else None
    found = next(filter(None, (shutil.which(name) for name in _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def why_missing() -> str:
    """Return in a few words why no figure can be rendered here; "" if one can."""
    if find_spec("kaleido") is None:
        return "kaleido is not installed"
    return "" if find_browser() else "no Chromium or Chrome was found"


def _missing(why: str) -> RendererMissingError:
    ways = 'Install it with: pip install "bilateral[export]"' if "kaleido" in why else "Install Chromium"
    return RendererMissingError(
        f"PNG, SVG and PDF cannot be made here: {why}; {_STILL_WORK}",
        f"{ways}, or use the PNG and SVG buttons of the dashboard, which need no browser on the server.",
    )


class Renderer:
    """One warm browser for many figures; started by the first, stopped on the way out."""

    def __init__(self) -> None:
        self._is_warm = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def check(self) -> None:
        """Raise `RendererMissingError` if no figure can be rendered here."""
        if why := why_missing():
            raise _missing(why)

    def render(self, figure: "go.Figure", kind: str, size: Size, scale_factor: int = 1) -> bytes:
        """Return the figure as "png", "svg" or "pdf".

        Raises:
            RendererMissingError: There is no kaleido or no browser.
        """
        self._start()
        import kaleido

        options = {"format": kind, "width": size.width, "height": size.height, "scale": scale_factor}
        if kind != "png":
            options["scale"] = 1
        try:
            data: bytes = kaleido.calc_fig_sync(figure.to_plotly_json(), opts=options)
        except Exception as error:  # whatever the browser died of, the user gets one line
            raise BilateralError(
                f"the browser could not draw the figure: {_first_line(error)}", f"{_STILL_WORK}."
            ) from error
        return data

    def close(self) -> None:
        """Stop the browser, if one was started."""
        if self._is_warm:
            import kaleido

            self._is_warm = False
            # A browser that a Ctrl-C has already ended cannot be stopped again.
            with suppress(Exception):
                kaleido.stop_sync_server(silence_warnings=True)

    def _start(self) -> None:
        if self._is_warm:
            return
        self.check()
        import kaleido

        options: dict[str, Any] = {"n": 1, "page_generator": kaleido.PageGenerator(mathjax=False)}
        browser = find_browser()
        if browser:
            options["path"] = browser
        try:
            kaleido.start_sync_server(silence_warnings=True, **options)
        except Exception as error:
            raise _missing(f"the browser does not start ({_first_line(error)})") from error
        self._is_warm = True


def build_with_figures(file_format: Format, document: Document) -> bytes:
    """Return a file that holds its figure too where a browser can draw it here, else the file without."""
    if why_missing():
        return file_format.build(document)
    with ONE_AT_A_TIME, Renderer() as renderer:
        try:
            return file_format.build(replace(document, render=renderer.render))
        except BilateralError:
            return file_format.build(document)


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def print_pdf(page: bytes) -> bytes:
    """Return an HTML page printed as PDF by headless Chromium, with the page's own print style.

    Raises:
        RendererMissingError: There is no browser.
    """
    browser = find_browser()
    if browser is None:
        raise RendererMissingError(
            "a PDF cannot be made here: no Chromium or Chrome was found; -o report.html works",
            "Install Chromium, or open the HTML report in any browser and print it to PDF from there.",
        )
    with tempfile.TemporaryDirectory(prefix="bilateral-") as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_bytes(page)
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-background-networking",
            "--no-first-run",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            # Scripts get their time before the page is printed.
            "--virtual-time-budget=20000",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium's sandbox does not work as root
        try:
            run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BilateralError(
                f"{Path(browser).name} could not print the report: {_first_line(error)}",
                "-o report.html works.",
            ) from error
        if not target.is_file():
            said = run.stderr.decode(errors="replace").strip().splitlines()
            raise BilateralError(
                f"{Path(browser).name} could not print the report: {said[-1] if said else run.returncode}",
                "-o report.html works.",
            )
        return target.read_bytes()
