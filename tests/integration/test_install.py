"""What a user installs: the wheel holds everything, and works in an empty environment from any folder."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_code_tables_events_and_migrations(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "bilateral.py",
        "db/vocabulary/countries.csv",
        "db/vocabulary/scales/plover-2021.csv",
        "db/migrations/env.py",
        "etl/data/asia-pacific/asia-pacific.csv",
        "etl/data/asia-pacific/source.toml",
        "dashboard/app.py",
    ):
        assert needed in names
    tracked = subprocess.run(
        ["git", "ls-files", "db", "etl", "dashboard"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    assert set(tracked) <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Folder of the programs of an environment that holds the core group and the wheel, nothing else."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    env = os.environ | {"BILATERAL_VENV": str(venv)}
    subprocess.run(["sh", ".ci/setup", "core"], cwd=ROOT, env=env, check=True, capture_output=True)
    uv = shutil.which("uv") or next(
        (str(p) for p in (venv / "uv/bin/uv", ROOT / ".venv/uv/bin/uv") if p.exists()), ""
    )
    pip = (
        [uv, "pip", "install", "--python", str(venv / "bin/python")]
        if uv
        else [venv / "bin/python", "-m", "pip"]
    )
    if not uv:
        pip.append("install")
    subprocess.run([*pip, "--no-deps", "--force-reinstall", str(wheel)], check=True, capture_output=True)
    return venv / "bin"


def test_core_installs_no_tools_of_ours(installed):
    listed = {
        path.name.lower() for path in next(installed.parent.glob("lib/python*/site-packages")).iterdir()
    }
    assert not {"pytest", "playwright", "kaleido", "psycopg", "mypy"} & listed


def test_the_installed_command_works_from_any_folder(installed, tmp_path):
    env = os.environ | {"BILATERAL_DATABASE_URL": f"sqlite:///{tmp_path}/store.sqlite"}

    def run(*words: str) -> str:
        return subprocess.run(
            [installed / "bilateral", *words],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert re.fullmatch(r"bilateral, version \S+\n", run("--version"))
    assert "1380" in run("ingest", "embedded").replace(",", "")
    assert "JPN-MYS" in run("dyads", "--json")


def test_the_installed_dashboard_answers_from_any_folder(installed, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"BILATERAL_DATABASE_URL": f"sqlite:///{tmp_path}/store.sqlite", "HOME": str(tmp_path)}
    server = subprocess.Popen(
        [installed / "bilateral", "dashboard", "--port", str(port), "--no-browser"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        answer = b""
        while time.monotonic() < deadline and server.poll() is None and answer != b"ok":
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as reply:
                    answer = reply.read()
            except OSError:
                time.sleep(0.2)
        assert answer == b"ok", server.stdout.read() if server.poll() is not None else "no answer in 60 s"
    finally:
        server.terminate()
        server.wait(timeout=20)
    assert not (tmp_path / ".streamlit").exists(), "Streamlit wrote its machine id: telemetry is on"
