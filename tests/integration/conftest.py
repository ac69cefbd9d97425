"""An empty store in a file of its own and a filled one, a web site of its own, and the command line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import schema
from db.engine import writer_engine
from etl.fetch import Fetcher
from etl.pipeline import load_embedded
from tests.integration.cli_runs import Result, Run, run_here
from tests.web_site import Site

TODAY = date(2026, 11, 24)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bilateral.sqlite"


@pytest.fixture
def store(url: str) -> Engine:
    engine = writer_engine(url)
    schema.upgrade(engine)
    return engine


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    return Fetcher(allowed_inner=frozenset((site.host,)), pause=0)


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped events; no test here writes to it."""
    path = tmp_path_factory.mktemp("store") / "shipped.sqlite"
    engine = writer_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    load_embedded(engine, today=TODAY)
    engine.dispose()
    return path


@pytest.fixture
def run(filled_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `bilateral ...` in this process, on the filled store unless --db says otherwise."""
    for module in ("cli", "cli_choices", "cli_files"):
        monkeypatch.setattr(f"dashboard.{module}.today", lambda: TODAY)

    def call(*words: str) -> Result:
        db = () if "--db" in words else ("--db", str(filled_store))
        return Result(*run_here((*words, *db), monkeypatch, capsys))

    return call
