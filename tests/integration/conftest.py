"""An empty store in a file of its own, and a web site of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import schema
from db.engine import writer_engine
from etl.fetch import Fetcher
from tests.web_site import Site


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
