"""A store that many share: on PostgreSQL every command and every page says what it says on SQLite."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.app.opening import open_page, words
from tests.e2e.conftest import free_port
from tests.integration.cli_runs import invoke

TABLE = """id,date,actor,recipient,type,title,source_url
a1,2024-05-06,GHA,TGO,summit,The presidents meet,https://example.org/1
a2,2024-06-06,GHA,TGO,agreement_signed,Pact on fisheries,https://example.org/2
a3,2024-07-06,GHA,Atlantis,protest,Protest,https://example.org/3
"""
NEWER = TABLE.replace("Pact on fisheries", "Pact on ports") + (
    "a4,2024-08-06,GHA,TGO,aid,Aid,https://example.org/4\n"
)
OTHER = """date,actor,recipient,type,title,source_url
2024-05-07,TGO,GHA,summit,Summit of two,https://example.org/other
"""
ARTICLE = (
    "NAIROBI, March 11, 2025 - Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed on "
    "Tuesday. In November 2024 Kenya recalled its ambassador from Ethiopia."
)
STEPS = (
    "ingest embedded",
    "ingest events data.csv --source mine --coverage 2024-01-01..2024-12-31",
    "ingest events newer/data.csv --source mine --coverage 2024-01-01..2024-12-31",
    "ingest events other.csv",
    "ingest article article.txt --publisher Wire",
    "loads undo 2",
    "sources",
    "loads --json",
    "rejects 3",
    "review list --json",
    "review accept q1",
    "review undo q1",
    "review list",
    "doctor",
    "dyads",
    "events GHA TGO --status all",
    "events JPN MYS --type summit",
    "intensity JPN MYS --freq year",
    "intensity JPN MYS --explain 2025-10-31",
    "topics CHN JPN --freq quarter",
    "loads undo 3",
    "events GHA TGO --status all",
    "doctor --json",
)
PAGES = {
    "overview": {},
    "dyad": {"a": "CHN", "b": "JPN"},
    "compare": {},
    "country": {"country": "JPN"},
    "events": {},
    "agenda": {},
    "add": {},
    "sources": {},
    "method": {},
}


def _programs() -> Path | None:
    """Where PostgreSQL's programs lie; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL of this module's own, without a database."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    user = "postgres" if os.geteuid() == 0 else None  # its server refuses to run as root
    if user and user not in {one.pw_name for one in pwd.getpwall()}:
        pytest.skip("PostgreSQL refuses to run as root, and there is no user for it")
    folder, port = Path(tempfile.mkdtemp(prefix="bilateral-pg-")), free_port()
    if user:
        shutil.chown(folder, user)

    def run(program: str, *more: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *more],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "-U", "bilateral", "-A", "trust", "--no-sync", "-E", "UTF8", "--no-locale")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
    yield f"bilateral@127.0.0.1:{port}"
    run("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def shared(cluster: str) -> str:
    """The address of an empty database."""
    with psycopg.connect(f"postgresql://{cluster}/postgres", autocommit=True) as connection:
        connection.execute("create database shared")
    return f"postgresql+psycopg://{cluster}/shared"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('alone')}/store.sqlite"


def _said(store: str, step: str) -> tuple[int, str, str]:
    """What a step says of a store, without the store's address, the hour and the numbers of new events."""
    result = invoke(*step.split(), "--db", store)
    text = [re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?", "hour", out) for out in (result.stdout, result.stderr)]
    text = [re.sub(r"\b13[89]\d\b", "number", out) for out in text]  # PostgreSQL never gives one anew
    shown = store.replace("sqlite:///", "") if store.startswith("sqlite") else store
    return result.exit_code, *(out.replace(store, "STORE").replace(shown, "STORE") for out in text)


def test_every_step_says_the_same_on_both(shared, alone, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newer").mkdir()
    for name, text in {
        "data.csv": TABLE,
        "newer/data.csv": NEWER,
        "other.csv": OTHER,
        "article.txt": ARTICLE,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for step in STEPS:
        assert _said(shared, step) == _said(alone, step), step


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_the_same_on_both(page, shared, alone, monkeypatch):
    monkeypatch.setenv("BILATERAL_DATABASE_URL", alone)
    expected = words(open_page(page, **PAGES[page]))
    monkeypatch.setenv("BILATERAL_DATABASE_URL", shared)
    said = words(open_page(page, **PAGES[page]))
    assert _without_address(said) == _without_address(expected)


def _without_address(said: str) -> str:
    return re.sub(r"Store: .*, revision", "Store: here, revision", said)
