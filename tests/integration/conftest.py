"""An empty store in a file of its own."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import schema
from db.engine import writer_engine


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bilateral.sqlite"


@pytest.fixture
def store(url: str) -> Engine:
    engine = writer_engine(url)
    schema.upgrade(engine)
    return engine
