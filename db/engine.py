"""Engines for the store: one writer, many readers; SQLite now, PostgreSQL by URL.

SQLite runs in WAL mode, so readers never wait for the writer. A transaction that will write takes its lock
when it begins (`writing`), not at its first write, so two writers queue instead of failing half way.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from db.errors import StoreError, UsageError

URL_VARIABLE = "BILATERAL_DATABASE_URL"
BUSY_SECONDS = 30
"""How long a writer waits for another one."""


def database_url(option: str | None = None) -> str:
    """Return the store's URL: `option` (`--db`), else the environment, else the user's data folder.

    A plain path is taken as an SQLite file.
    """
    text = option or os.environ.get(URL_VARIABLE, "")
    if not text:
        return _file_url(user_data_path("bilateral", appauthor=False) / "bilateral.sqlite")
    if "://" not in text:
        return _file_url(Path(text).expanduser().absolute())
    return text


def _file_url(path: Path) -> str:
    """Return the URL of an SQLite file, whatever letters its name has."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def parse_url(url: str) -> URL:
    """Return `url` parsed.

    Raises:
        UsageError: It is no database URL, or of a kind that the store cannot live in.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError(
            f"not a database address: {url!r}", "write a path or sqlite:///path/to/file.sqlite"
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise UsageError(
            f"the store cannot live in {parsed.get_backend_name()!r}",
            "use sqlite:///path/to/file.sqlite or postgresql+psycopg://...",
        )
    return parsed


def store_path(url: str | URL) -> Path | None:
    """Return the file of an SQLite store; None for a store in memory or on a server."""
    parsed = parse_url(url) if isinstance(url, str) else url
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database)).expanduser()


def display_url(url: str) -> str:
    """Return the URL for people: a path for SQLite files, no password for servers."""
    path = store_path(url)
    return str(path) if path else parse_url(url).render_as_string(hide_password=True)


def writer_engine(url: str) -> Engine:
    """Return an engine that may write; the store's folder is made if it is missing.

    Raises:
        StoreError: The folder or the file cannot be written, or the file is no SQLite database.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _server_engine(parsed)
    path = store_path(parsed)
    if path is None:
        engine = create_engine(
            "sqlite://",
            poolclass=StaticPool,
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
        )
    else:
        _check_writable(path)
        engine = create_engine(_file_url(path), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_as_asked)
    return engine


def reader_engine(url: str) -> Engine:
    """Return an engine that cannot write, for a store that is there and of this version.

    Raises:
        StoreError: The store is missing, empty, damaged, or older or newer than this program.
    """
    from db import schema

    schema.require_current(url)
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = _server_engine(parsed)
        event.listen(engine, "begin", _begin_read_only)
        return engine
    path = store_path(parsed)
    if path is None:
        raise StoreError("a store in memory cannot be read by another program", "name a file with --db")
    return open_read_only(path)


def open_read_only(path: Path) -> Engine:
    """Return a read-only engine on the SQLite file `path`, whatever it holds."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(_read_only_uri(path), uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine(_file_url(path), creator=connect, pool_size=5, max_overflow=20)
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin_deferred)
    return engine


def _server_engine(url: URL) -> Engine:
    try:
        return create_engine(url)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the driver {error.name!r} for {url.drivername} is not installed",
            'install it with: pip install "bilateral[scale]"',
        ) from error


def _read_only_uri(path: Path) -> str:
    """Return the `file:` address of `path`; where nobody can write, the file is taken as frozen."""
    frozen = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"file:{quote(str(path.absolute()))}?mode=ro" + ("&immutable=1" if frozen else "")


def _check_writable(path: Path) -> None:
    """Make the folder of `path` and make sure that a database can be written there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make the folder {path.parent}: {error.strerror}", "name another place with --db PATH"
        ) from error
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a store", "name a file with --db PATH")
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"the folder {path.parent} cannot be written", "name another place with --db PATH")
    if path.exists():
        if not os.access(path, os.W_OK):
            raise StoreError(
                f"the store {path} cannot be written", "change its permissions or name another with --db PATH"
            )
        check_is_sqlite(path)


def check_is_sqlite(path: Path) -> None:
    """Raise `StoreError` if the file `path` holds something that is no SQLite database.

    SQLite itself is asked: a process that opens and closes a store by other means loses its locks on it, and
    the next program to leave the store takes the journal away from under it.
    """
    is_other = 0 < path.stat().st_size < _SMALLEST
    try:
        with closing(sqlite3.connect(_read_only_uri(path), uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN:
            raise StoreError(f"cannot read {path}", "check its permissions") from error
        # A store that is locked, or broken otherwise, is told of by who opens it.
        is_other = is_other or error.sqlite_errorcode == sqlite3.SQLITE_NOTADB
    if is_other:
        raise StoreError(
            f"{path} is not a store: it is no SQLite database", "name another file with --db PATH"
        )


_SMALLEST = 512
"""Bytes of a page, of which every database has one."""


def _prepare_writer(connection: Any, _record: object) -> None:
    """Set up a writing SQLite connection; SQLAlchemy, not the driver, begins its transactions."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA query_only = ON")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that holds the writer's lock from its first moment on."""
    with engine.connect().execution_options(is_writer=True) as connection, connection.begin():
        yield connection


def _begin_as_asked(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _begin_deferred(connection: Connection) -> None:
    """All SELECTs of one connection see the store at one moment, even while a load ends."""
    connection.exec_driver_sql("BEGIN")


def _begin_read_only(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
