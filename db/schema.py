"""The schema of the store: which version it has, how to bring it up to date, whether it is sound."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Engine, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from db.engine import (
    check_is_sqlite,
    display_url,
    open_read_only,
    parse_url,
    store_path,
    writer_engine,
)
from db.errors import StoreError
from db.models import Base, CountryRow

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every schema version in order, the newest last; a test holds it against the migrations."""

MIGRATIONS = Path(__file__).parent / "migrations"

State = Literal["missing", "empty", "old", "current", "newer"]


def state(url: str) -> State:
    """Return how the store at `url` stands to this program, without changing anything.

    Raises:
        StoreError: There is something else at `url`, or it cannot be read.
    """
    path = store_path(url)
    is_file = parse_url(url).get_backend_name() == "sqlite"
    if is_file:
        if path is None or not path.exists():
            return "missing"
        if path.is_dir():
            raise StoreError(f"{path} is a folder, not a store", "name a file with --db PATH")
        check_is_sqlite(path)
        if path.stat().st_size == 0:
            return "empty"
    engine = open_read_only(path) if is_file and path else writer_engine(url)
    try:
        with engine.connect() as connection:
            return connection_state(connection, display_url(url))
    except DBAPIError as error:
        raise StoreError(
            f"cannot read the store {display_url(url)}: {error.orig}", "name another store with --db"
        ) from error
    finally:
        engine.dispose()


def connection_state(connection: Connection, name: str) -> State:
    """Return how the store behind `connection` stands to this program; `name` is for messages."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise StoreError(f"{name} is a database of something else", "name another store with --db")
        return "empty"
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None:
        return "empty"
    if version == REVISIONS[-1]:
        return "current"
    return "old" if version in REVISIONS else "newer"


def require_current(url: str) -> None:
    """Raise `StoreError`, with what to do, unless the store is there and of this program's version."""
    name = display_url(url)
    match state(url):
        case "missing":
            raise StoreError(f"there is no store at {name}", "make it with: bilateral ingest embedded")
        case "empty":
            raise StoreError(f"the store {name} is empty", "fill it with: bilateral ingest embedded")
        case "old":
            raise StoreError(
                f"the store {name} is of an older version", "bring it up with: bilateral db upgrade"
            )
        case "newer":
            raise StoreError(
                f"the store {name} was made by a newer version of Bilateral",
                "upgrade the program, not the store",
            )
        case "current":
            pass


def upgrade(engine: Engine) -> bool:
    """Bring the store to this program's version and fill its table of countries; True if anything changed.

    Raises:
        StoreError: The store is of a newer version, or a database of something else.
    """
    name = display_url(engine.url.render_as_string(hide_password=False))
    try:
        with engine.connect() as connection:
            # Most starts find nothing to do, and must not wait for a load that another program runs.
            if connection_state(connection, name) == "current" and not any(_country_changes(connection)):
                return False
        with _migrating(engine) as connection:
            before = connection_state(connection, name)
            if before == "newer":
                raise StoreError(
                    f"the store {name} was made by a newer version of Bilateral",
                    "upgrade the program, not the store",
                )
            if before != "current":
                _migrate(connection)
            return write_countries(connection) > 0 or before != "current"
    except DBAPIError as error:
        raise StoreError(
            f"cannot bring the store {name} up to date: {error.orig}", "is another program writing it?"
        ) from error


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a writing transaction in which SQLite may rebuild tables.

    A rebuilt table is dropped on the way, which would take along the rows that refer to it; foreign keys can
    only be switched off before a transaction begins.
    """
    with engine.connect().execution_options(is_writer=True) as connection:
        driver = connection.connection.dbapi_connection if connection.dialect.name == "sqlite" else None
        if driver is not None:
            driver.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            if driver is not None:
                driver.cursor().execute("PRAGMA foreign_keys = ON")


def _migrate(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> "Config":
    """Return Alembic's configuration, built in code so that an installed package needs no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def write_countries(connection: Connection) -> int:
    """Bring the table of countries in line with the vocabulary; return how many rows changed."""
    new, changed = _country_changes(connection)
    if new:
        connection.execute(insert(CountryRow), new)
    for row in changed:
        connection.execute(update(CountryRow).where(CountryRow.iso3 == row["iso3"]).values(row))
    return len(new) + len(changed)


def _country_changes(connection: Connection) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of countries that the store lacks, and those that it has otherwise."""
    from db.vocabulary.countries import COUNTRIES

    table = CountryRow.__table__
    columns = [column.name for column in table.columns]
    stored = {row[0]: tuple(row) for row in connection.execute(select(table))}
    wanted = {
        country.iso3: (
            country.iso3,
            country.iso2,
            country.name,
            ";".join(country.demonyms),
            country.capitals[0] if country.capitals else "",
            country.cow,
            country.gw,
            country.fips,
            country.cameo,
            country.exists_from,
            country.exists_until,
        )
        for country in COUNTRIES.values()
    }
    rows = {iso3: dict(zip(columns, row, strict=True)) for iso3, row in wanted.items()}
    new = [rows[iso3] for iso3 in wanted if iso3 not in stored]
    changed = [rows[iso3] for iso3, row in wanted.items() if iso3 in stored and stored[iso3] != row]
    return new, changed


def check(engine: Engine) -> list[str]:
    """Return what is wrong with the store in sentences, worst first; empty if it is sound."""
    problems: list[str] = []
    with engine.connect() as connection:
        name = display_url(engine.url.render_as_string(hide_password=False))
        found = connection_state(connection, name)
        if found != "current":
            return [f"the schema is {found}, not current"]
        problems += _missing_columns(connection)
        if connection.dialect.name == "sqlite":
            problems += _sqlite_problems(connection)
        problems += _orphans(connection)
    return problems


def _missing_columns(connection: Connection) -> list[str]:
    inspector = inspect(connection)
    tables = set(inspector.get_table_names())
    problems = [f"table {name} is missing" for name in Base.metadata.tables if name not in tables]
    for name, table in Base.metadata.tables.items():
        if name in tables:
            there = {column["name"] for column in inspector.get_columns(name)}
            problems += [f"column {name}.{c.name} is missing" for c in table.columns if c.name not in there]
    return problems


def _sqlite_problems(connection: Connection) -> list[str]:
    problems = []
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            problems.append(f"the file is damaged: {line}")
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        problems.append(f"{table} row {row_id} names a {parent} that is not there")
    return problems


_ORPHANS = {
    "{n} events have neither a record of a source nor an edit": """
        SELECT count(*) FROM event e
        WHERE NOT EXISTS (SELECT 1 FROM source_record r WHERE r.event_id = e.id AND r.is_current)
          AND NOT EXISTS (SELECT 1 FROM event_edit x WHERE x.event_id = e.id)""",
    "{n} records in force belong to no event": """
        SELECT count(*) FROM source_record r
        WHERE r.is_current AND r.draft IS NOT NULL AND r.event_id IS NULL""",
    "{n} pieces of evidence hang on another event than their record": """
        SELECT count(*) FROM evidence v JOIN source_record r ON r.id = v.record_id
        WHERE v.event_id <> r.event_id""",
}


def _orphans(connection: Connection) -> list[str]:
    counts = {message: connection.execute(text(sql)).scalar() or 0 for message, sql in _ORPHANS.items()}
    return [message.format(n=n) for message, n in counts.items() if n]


def backup(url: str, target: Path) -> int:
    """Copy the SQLite store to the new file `target` while others may read and write; return its bytes.

    Raises:
        StoreError: The store is on a server, `target` is there already or cannot be written.
    """
    import sqlite3

    path = store_path(url)
    if path is None:
        raise StoreError("only an SQLite store can be copied to a file", "use pg_dump for PostgreSQL")
    require_current(url)
    if target.exists():
        raise StoreError(f"{target} is there already", "name a file that is not")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"cannot write {target}: {error}", "is the folder there, and can it be written?"
        ) from error
    return target.stat().st_size
