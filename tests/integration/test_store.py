"""The store as a file: made, upgraded, read while written, refused with a reason where it cannot be used."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from db import engine as engines
from db import read, schema
from db.errors import StoreError, UsageError
from db.models import Base
from etl.pipeline import load_embedded

TODAY = date(2026, 11, 24)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store/bilateral.sqlite"


def test_the_models_say_what_the_migrations_make(store):
    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_are_one_line_and_the_program_knows_them():
    script = ScriptDirectory.from_config(schema.alembic_config())
    in_order = [revision.revision for revision in script.walk_revisions()][::-1]
    assert tuple(in_order) == schema.REVISIONS
    assert script.get_heads() == [schema.REVISIONS[-1]]


def test_migrations_go_down_again(store):
    from alembic import command

    with store.begin() as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert schema.connection_state(connection, "x") == "empty"


def test_a_store_of_an_older_version_is_brought_up_with_its_data(store, url):
    from alembic import command

    load_embedded(store, today=TODAY)
    before = read.events(store)
    with engines.writing(store) as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    assert schema.state(url) == "old"
    with pytest.raises(StoreError) as caught:
        engines.reader_engine(url)
    assert "db upgrade" in caught.value.hint
    assert load_embedded(engines.writer_engine(url), today=TODAY).is_noop, "a start brings it up by itself"
    assert schema.state(url) == "current"
    assert schema.check(store) == []
    pd.testing.assert_frame_equal(read.events(store), before)
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT is_complete FROM load").scalar() == 1


def test_the_states_of_a_store(url, tmp_path):
    assert schema.state(url) == "missing"
    engine = engines.writer_engine(url)
    Path(tmp_path / "store" / "bilateral.sqlite").touch()
    assert schema.state(url) == "empty"
    assert schema.upgrade(engine) is True
    assert schema.state(url) == "current"
    assert schema.upgrade(engine) is False
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert schema.state(url) == "newer"
    with pytest.raises(StoreError, match="newer version"):
        engines.reader_engine(url)
    with pytest.raises(StoreError, match="newer version"):
        schema.upgrade(engine)


def test_the_countries_of_the_vocabulary_are_in_the_store(store):
    from db.vocabulary.countries import COUNTRIES

    with store.connect() as connection:
        rows = connection.exec_driver_sql("SELECT iso3, name FROM country").all()
    assert dict(tuple(row) for row in rows) == {c.iso3: c.name for c in COUNTRIES.values()}


def test_a_migration_may_rebuild_a_table_that_others_refer_to(store):
    load_embedded(store, today=TODAY)
    with schema._migrating(store) as connection:
        connection.exec_driver_sql("CREATE TABLE copy AS SELECT * FROM event")
        connection.exec_driver_sql("DROP TABLE copy")
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    with store.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_sqlite_is_set_up_for_many_readers(store):
    with store.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_the_reader_cannot_write(store, url):
    reader = engines.reader_engine(url)
    with (
        reader.connect() as connection,
        pytest.raises(Exception, match=r"readonly|query_only|attempt to write"),
    ):
        connection.exec_driver_sql("DELETE FROM country")


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"date,actor\n" * 50, "no SQLite database"), (b"x", "no SQLite database")],
)
def test_a_file_of_something_else_is_refused(tmp_path, content, says):
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    for use in (engines.writer_engine, engines.reader_engine, schema.state):
        with pytest.raises(StoreError, match=says):
            use(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE note (text)")
    with pytest.raises(StoreError, match="something else"):
        schema.upgrade(engines.writer_engine(f"sqlite:///{path}"))
    with pytest.raises(StoreError, match="something else"):
        engines.reader_engine(f"sqlite:///{path}")


def test_a_missing_store_says_how_to_make_one(url, tmp_path):
    with pytest.raises(StoreError) as caught:
        engines.reader_engine(url)
    assert "ingest embedded" in caught.value.hint
    assert not (tmp_path / "store").exists(), "looking does not create"


def test_a_damaged_store_is_an_error_not_a_traceback(tmp_path):
    path = tmp_path / "bad.sqlite"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    with pytest.raises(StoreError):
        engines.reader_engine(f"sqlite:///{path}")
    with pytest.raises(StoreError):
        schema.upgrade(engines.writer_engine(f"sqlite:///{path}"))


def test_a_folder_in_place_of_the_file(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        engines.writer_engine(f"sqlite:///{tmp_path}")
    with pytest.raises(StoreError, match="is a folder"):
        engines.reader_engine(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot make the folder"):
        engines.writer_engine(f"sqlite:///{tmp_path}/file/store.sqlite")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        engines.writer_engine(f"sqlite:///{folder}/store.sqlite")


@pytest.mark.parametrize("text", ["mysql://u@h/d", "oracle://x", "nonsense://"])
def test_other_databases_are_refused(text):
    with pytest.raises(UsageError):
        engines.writer_engine(text)


def test_a_server_store_without_its_driver_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it was never installed
    with pytest.raises(StoreError, match="not installed"):
        engines.writer_engine("postgresql+psycopg://u:secret@localhost/d")


def test_passwords_are_not_shown():
    assert "secret" not in engines.display_url("postgresql+psycopg://u:secret@localhost/d")


def test_where_the_store_is(monkeypatch, tmp_path):
    monkeypatch.delenv("BILATERAL_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert engines.database_url(None).endswith("/bilateral/bilateral.sqlite")
    monkeypatch.setenv("BILATERAL_DATABASE_URL", "sqlite:////srv/x.sqlite")
    assert engines.database_url(None) == "sqlite:////srv/x.sqlite"
    assert engines.database_url("/srv/y.sqlite") == "sqlite:////srv/y.sqlite"
    assert engines.store_path(engines.database_url("a b.sqlite")) == Path.cwd() / "a b.sqlite"


def test_paths_with_odd_letters_work(tmp_path):
    url = engines.database_url(str(tmp_path / "a b?%23#é" / "s.sqlite"))
    schema.upgrade(engines.writer_engine(url))
    assert schema.state(url) == "current"
    assert read.revision(engines.reader_engine(url)) == 0
    assert (tmp_path / "a b?%23#é" / "s.sqlite").is_file()


def test_readers_see_the_old_store_until_a_load_ends(store, url):
    load_embedded(store, today=TODAY)
    readers = [engines.reader_engine(url) for _ in range(2)]
    before = [read.revision(reader) for reader in readers]
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE event SET title = 'changed'")
        for reader in readers:
            assert "changed" not in set(read.events(reader, ("JPN", "MYS"))["title"])
            assert read.revision(reader) == before[0]
    for reader in readers:
        assert set(read.events(reader, ("JPN", "MYS"))["title"]) == {"changed"}


def test_two_readers_never_wait_or_fail_while_a_load_runs(store, url):
    load_embedded(store, today=TODAY)
    failures: list[BaseException] = []
    n_reads = [0, 0]
    done = threading.Event()

    def read_on(which: int) -> None:
        reader = engines.reader_engine(url)
        try:
            while not done.is_set():
                frame = read.events(reader)
                assert len(frame) in (0, 1380), "a reader saw half a load"
                n_reads[which] += 1
                time.sleep(0.02)
        except BaseException as error:  # noqa: BLE001 (handed to the test's own thread)
            failures.append(error)

    threads = [threading.Thread(target=read_on, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    from etl.pipeline import undo_load

    for _ in range(2):
        newest = int(read.loads(store)["load_id"].max())
        undo_load(store, newest)
        load_embedded(store, today=TODAY, force=True)
    done.set()
    for thread in threads:
        thread.join(timeout=30)
    assert failures == []
    assert min(n_reads) > 0


def test_two_writers_queue(store, url):
    other = engines.writer_engine(url)
    started, finished = threading.Event(), threading.Event()

    def write() -> None:
        started.set()
        load_embedded(other, today=TODAY)
        finished.set()

    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE country SET capital = capital")
        thread = threading.Thread(target=write)
        thread.start()
        assert started.wait(10)
        assert not finished.wait(0.3), "the second writer waits for the first"
    thread.join(timeout=60)
    assert finished.is_set()


def test_a_start_does_not_wait_for_a_load_that_runs(store, url):
    load_embedded(store, today=TODAY)
    with engines.writing(store) as connection:
        connection.exec_driver_sql("UPDATE event SET title = 'in the middle'")
        started = time.monotonic()
        other = engines.writer_engine(url)
        assert schema.upgrade(other) is False
        assert load_embedded(other, today=TODAY).is_noop
        assert len(read.events(other)) == 1380
        assert time.monotonic() - started < 10


def test_a_sound_store_has_no_problems_and_a_broken_one_names_them(store):
    load_embedded(store, today=TODAY)
    assert schema.check(store) == []
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE source_record SET event_id = NULL WHERE id <= 3")
    problems = schema.check(store)
    assert any("3 records" in problem for problem in problems)
    assert any("3 events" in problem for problem in problems)


def test_a_backup_is_a_whole_store(store, url, tmp_path):
    load_embedded(store, today=TODAY)
    target = tmp_path / "copy.sqlite"
    assert schema.backup(url, target) == target.stat().st_size
    copy = engines.reader_engine(f"sqlite:///{target}")
    assert read.stats(copy) == read.stats(store)
    with pytest.raises(StoreError, match="there already"):
        schema.backup(url, target)


def test_a_frozen_store_in_a_folder_nobody_can_write_is_readable(store, url, tmp_path, monkeypatch):
    load_embedded(store, today=TODAY)
    target = tmp_path / "frozen" / "copy.sqlite"
    target.parent.mkdir()
    schema.backup(url, target)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert len(read.dyads(engines.reader_engine(f"sqlite:///{target}"))) == 25


def test_a_second_start_reads_no_table_and_writes_nothing(store, url):
    load_embedded(store, today=TODAY)
    code = (
        "import sys, datetime;"
        "from db.engine import writer_engine; from etl.pipeline import load_embedded;"
        f"report = load_embedded(writer_engine({url!r}), today=datetime.date(2026, 11, 24));"
        "print(report.is_noop, *sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    is_noop, *modules = run.stdout.split()
    assert is_noop == "True"
    assert not {"pandas", "alembic", "openpyxl"} & set(modules), "slow to start"


TOUCH = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("update store_meta set value = value")
connection.commit()
connection.close()
"""


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="the system does not tell which files are open"
)
def test_a_look_at_a_store_that_is_open_leaves_its_journal_alone(store, url):
    """What SQLite locks, closing the file by other means unlocks: the next program takes the journal away."""
    path = engines.store_path(url)
    reader = engines.reader_engine(url)
    read.revision(reader)
    assert schema.state(url) == "current"
    subprocess.run([sys.executable, "-c", TOUCH, str(path)], check=True)
    handles = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    of_store = [target for target in handles if str(path) in target]
    assert of_store
    assert not any(target.endswith("(deleted)") for target in of_store)
