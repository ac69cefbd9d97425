"""A store that is empty, missing, locked, damaged or of another version: pages say what it is, what to do."""

import os
import sqlite3

import pytest
from streamlit import cache_resource

from dashboard.navigation import pages
from db import read
from tests.app.opening import open_page, press, words


@pytest.fixture(autouse=True)
def _no_engine_of_another_test():
    cache_resource.clear()


@pytest.mark.parametrize("stem", pages())
def test_every_page_stands_on_an_empty_store(empty_store, stem):
    app = open_page(stem)
    assert words(app).strip()
    assert [bool(one.value) for one in app.title] == [True]  # what a screen reader goes by


def test_a_store_that_is_not_there_is_made(tmp_path, monkeypatch):
    path = tmp_path / "new" / "bilateral.sqlite"
    monkeypatch.setenv("BILATERAL_DATABASE_URL", f"sqlite:///{path}")
    app = open_page("overview")
    assert path.exists()
    assert "pairs of countries" in app.title[0].value


def test_a_file_that_is_no_store(tmp_path, monkeypatch):
    path = tmp_path / "letter.sqlite"
    path.write_text("Dear editor, this is no database at all.")
    monkeypatch.setenv("BILATERAL_DATABASE_URL", f"sqlite:///{path}")
    said = words(open_page("dyad"))
    assert "is not a store" in said.replace("\\", "")
    assert "What to do" in said


def test_a_store_of_a_newer_version(store, monkeypatch):
    path = os.environ["BILATERAL_DATABASE_URL"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = words(open_page("dyad")).replace("\\", "")
    assert "newer version" in said
    assert "upgrade the program, not the store" in said


def test_a_store_in_a_folder_that_may_only_be_read(store, tmp_path, monkeypatch):
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "access", lambda path, mode, **_: mode != os.W_OK)
    else:
        tmp_path.chmod(0o500)
    try:
        said = words(open_page("sources")).replace("\\", "")
        assert "shown as it is, and nothing can be added" in said
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("stem", ["overview", "dyad", "compare", "country", "events", "agenda"])
def test_an_empty_store_is_filled_from_the_page(empty_store, stem):
    app = open_page(stem)
    assert "bilateral ingest" not in words(app)
    app = press(app, "Load the shipped events")
    assert "The store holds no events yet." not in words(app)
    assert len(read.events(empty_store)) > 1_000
