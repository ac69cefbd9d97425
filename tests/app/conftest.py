"""A store with the shipped events for each test of a page: made once, copied for each."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.components.v2 import manifest_scanner

from db import schema
from db.engine import writer_engine
from etl import pipeline

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session", autouse=True)
def _packages_are_searched_once() -> Iterator[None]:
    """Search what is installed for components once, as a server does at its start.

    Streamlit's way of testing pages does so for every page that is opened, a tenth of a second each.
    """
    once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the shipped events."""
    path = tmp_path_factory.mktemp("shipped") / "bilateral.sqlite"
    engine = writer_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    pipeline.load_embedded(engine, today=TODAY)
    engine.dispose()  # the last connection folds the write-ahead log into the file
    return path


@pytest.fixture
def store(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine on a copy of the shipped events, which the pages show too."""
    path = tmp_path / "bilateral.sqlite"
    shutil.copy(shipped, path)
    url = f"sqlite:///{path}"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", url)
    return writer_engine(url)


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine on a store whose only load was undone."""
    path = tmp_path / "bilateral.sqlite"
    url = f"sqlite:///{path}"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", url)
    engine = writer_engine(url)
    schema.upgrade(engine)
    report = pipeline.load_embedded(engine, today=TODAY)
    pipeline.undo_load(engine, report.load_id)
    return engine
