"""The commands that load, as a user runs them: what stands on stdout and stderr, and the exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.cli_runs import run_here

ROOT = Path(__file__).parents[2]
HEADER = "id,date,actor,recipient,type,title,source_url\n"
GOOD = "a1,2025-01-10,JPN,MYS,summit,Ishiba and Anwar meet,https://example.org/1\n"
BAD = "a2,2025-13-40,JPN,MYS,summit,Never,https://example.org/2\n"


@pytest.fixture
def run_process(tmp_path):
    """Run `bilateral` as a process, on a store of its own; return (exit code, stdout, stderr)."""

    def call(*arguments: str, db: str | None = None) -> tuple[int, str, str]:
        env = {**os.environ, "BILATERAL_DATABASE_URL": str(tmp_path / "store.sqlite")}
        command = [sys.executable, "-m", "bilateral", *arguments, *(["--db", db] if db else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `bilateral` from its first line to its exit in this process, which saves the start of another."""
    monkeypatch.setenv("BILATERAL_DATABASE_URL", str(tmp_path / "store.sqlite"))

    def call(*arguments: str, db: str | None = None) -> tuple[int, str, str]:
        return run_here((*arguments, *(("--db", db) if db else ())), monkeypatch, capsys)

    return call


def counts(stdout: str) -> dict[str, str]:
    names, values = stdout.splitlines()[-2:]
    return dict(zip(names.split(), values.split(), strict=True))


def test_the_way_of_a_first_user(run, tmp_path):
    code, _, err = run("loads")
    assert code == 1
    assert "ingest embedded" in err
    code, out, _ = run("ingest", "embedded")
    assert code == 0
    assert counts(out)["added"] == "1380"
    code, out, _ = run("ingest", "embedded")
    assert (counts(out)["added"], counts(out)["unchanged"]) == ("0", "1380")
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD + BAD)
    code, out, err = run("ingest", "events", str(path))
    assert code == 0
    assert (counts(out)["merged"], counts(out)["rejected"]) == ("1", "1")
    assert "line 3, date" in err
    assert "1 of 2 rows rejected" in err
    code, out, _ = run("rejects", "3")
    assert "bad_date" in out
    _, out, _ = run("rejects", "3", "--format", "json")
    assert json.loads(out)[0]["line"] == 3
    _, out, _ = run("loads", "--json")
    assert [load["load_id"] for load in json.loads(out)] == [3, 2, 1]
    _, out, _ = run("sources", "--json")
    assert {s["source_id"]: s["n_events"] for s in json.loads(out)} == {"asia-pacific": 1380, "mine": 1}
    code, out, _ = run("loads", "undo", "3")
    assert code == 0
    code, _, err = run("loads", "undo", "3")
    assert code == 2
    assert "undone already" in err
    code, out, _ = run("db", "check")
    assert (code, "sound" in out) == (0, True)
    code, out, _ = run("db", "stats", "--json")
    assert json.loads(out)["events"] == 1380


def test_a_header_without_rows_says_so_and_is_no_load(run, tmp_path):
    path, mapping = tmp_path / "head.csv", tmp_path / "m.toml"
    path.write_text(HEADER)
    code, _, err = run("ingest", "events", str(path))
    assert (code, "head.csv has a header and no rows" in err) == (1, True)
    _, mapped, _ = run("ingest", "events", str(path), "--suggest-mapping")
    mapping.write_text(mapped)
    code, _, err = run("ingest", "events", str(path), "--mapping", str(mapping))
    assert (code, "head.csv has a header and no rows" in err) == (1, True)
    _, out, _ = run("loads", "--json")
    assert json.loads(out) == []


def test_rows_that_no_block_of_events_takes_are_rejected_by_name(run, tmp_path):
    path, mapping = tmp_path / "head.csv", tmp_path / "m.toml"
    path.write_text(HEADER + GOOD)
    _, mapped, _ = run("ingest", "events", str(path), "--suggest-mapping")
    mapping.write_text(
        mapped.replace('type = "type"\n', "") + '[[events]]\ntype = "type"\nwhere = { type = ["aid"] }\n'
    )
    code, _, err = run("ingest", "events", str(path), "--mapping", str(mapping))
    assert (code, "rejected: line 2, type: no [[events]] of the mapping takes rows" in err) == (1, True)
    _, out, _ = run("loads", "--json")
    assert [load["n_rejected"] for load in json.loads(out)] == [1]


def test_exit_codes(run_process, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEADER + GOOD + BAD)
    bad.write_text(HEADER + BAD)
    assert run_process("ingest", "events", str(good))[0] == 0
    assert run_process("ingest", "events", str(good), "--strict")[0] == 1
    assert run_process("ingest", "events", str(bad))[0] == 1, "no row could be used"
    assert run_process("ingest", "events", str(tmp_path / "none.csv"))[0] == 1
    assert run_process("ingest", "events")[0] == 2
    assert run_process("ingest", "events", str(good), "--coverage", "2020")[0] == 2
    assert run_process("ingest", "events", str(good), "--coverage", "2024-01-01..2020-01-01")[0] == 2
    assert run_process("rejects", "99")[0] == 2
    assert run_process("loads", db="mysql://x/y")[0] == 2


def test_one_bad_file_does_not_stop_the_others(run, tmp_path):
    page, good = tmp_path / "page.csv", tmp_path / "good.csv"
    page.write_text("<!DOCTYPE html><html></html>")
    good.write_text(HEADER + GOOD)
    code, out, err = run("ingest", "events", str(page), str(good))
    assert code == 1
    assert "web page" in err
    assert counts(out)["added"] == "1"


def test_coverage_and_source_options(run, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD)
    run("ingest", "events", str(path), "--source", "archive", "--coverage", "2020-01-01..2025-06-30")
    _, out, _ = run("dyads", "--json")
    (dyad,) = json.loads(out)
    assert dyad["dyad"] == "JPN-MYS"
    _, out, _ = run("sources", "--json")
    assert [source["source_id"] for source in json.loads(out)] == ["archive"]


def test_a_dry_run_leaves_nothing_behind(run, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD)
    code, out, _ = run("ingest", "events", str(path), "--dry-run")
    assert code == 0
    assert "dry run" in out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.csv"]


def test_the_db_option_goes_before_the_environment(run, tmp_path):
    other = tmp_path / "other" / "store.sqlite"
    assert run("ingest", "embedded", db=str(other))[0] == 0
    assert other.is_file()
    assert not (tmp_path / "store.sqlite").exists()
    assert run("loads", db=str(other))[0] == 0
    assert run("loads", "undo", "1", db=str(other))[0] == 0
    assert run("db", "backup", str(tmp_path / "copy.sqlite"), db=str(other))[0] == 0
    assert (tmp_path / "copy.sqlite").is_file()


def test_a_mapping_from_the_suggestion_to_the_load(run, tmp_path):
    table, mapping = tmp_path / "visits.csv", tmp_path / "m.toml"
    rows = "Japan,Malaysia,13.01.2025\nJapan,Atlantis,14.01.2025\n" * 3
    table.write_text(f"Visitor,Host,Arrival\n{rows}")
    code, out, err = run("ingest", "events", str(table), "--suggest-mapping")
    assert code == 0
    assert "doubts" in err
    assert '"Atlantis" (3)' in out
    code, _, err = run("ingest", "events", str(table), "--mapping", str(mapping))
    assert code == 1
    assert "--suggest-mapping" in err
    mapping.write_text(out)
    code, _, err = run("ingest", "events", str(table), "--mapping", str(mapping))
    assert code == 1
    assert "still open" in err
    mapping.write_text(
        out.replace('type = { value = "?" }', 'type = { value = "leader_visit" }')
        .replace("https://...", "https://example.org/visits")
        .replace(
            'recipient = { column = "Host" }',
            'recipient = { column = "Host", values = { Atlantis = "skip" } }',
        )
    )
    code, out, _ = run("ingest", "events", str(table), "--mapping", str(mapping))
    assert code == 0
    assert (counts(out)["added"], counts(out)["duplicate"], counts(out)["rejected"]) == ("1", "2", "3")


def test_hostile_cells_neither_drive_the_terminal_nor_run_in_a_spreadsheet(run, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD + "=cmd|' /C calc'!A0,\x1b[31m2025-99-99,JPN,MYS,summit,T,https://e.org\n")
    _, _, err = run("ingest", "events", str(path))
    assert "\x1b" not in err
    code, out, _ = run("rejects", "1", "--format", "csv")
    assert code == 0
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["raw"].startswith("'=cmd")
    _, out, _ = run("rejects", "1")
    assert "\x1b" not in out


KIND = "kind of act as the ministry calls it"
LONG = "Foreign Ministry spokesperson on the phone with the ambassador, twice, about the fishing boats"


def test_a_rejected_row_keeps_its_remedy_in_a_pipe_and_in_a_narrow_terminal(run, tmp_path):
    path, mapping = tmp_path / "kinds.csv", tmp_path / "m.toml"
    path.write_text(f'date,a,b,{KIND}\n2011-05-03,JPN,MYS,"{LONG}"\n2011-05-04,JPN,MYS,summit\n')
    mapping.write_text(
        f'[fields]\ndate = "date"\nactor = "a"\nrecipient = "b"\ntype = "{KIND}"\n'
        'source_url = { value = "https://example.org" }\n'
    )
    run("ingest", "events", str(path), "--mapping", str(mapping))
    _, out, _ = run("rejects", "1")
    assert out.rstrip().endswith("say what it means in type.values")
    screen, width = in_terminal("rejects", "1", db=str(tmp_path / "store.sqlite"), columns=70)
    assert "say what it means in type.values" in " ".join(screen.split())
    assert width <= 70


def in_terminal(*arguments: str, db: str, columns: int) -> tuple[str, int]:
    """Run `bilateral` in a terminal; return what it shows and the length of its longest line."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "BILATERAL_DATABASE_URL": db}
    command = [sys.executable, "-m", "bilateral", *arguments]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False, cwd=ROOT, env=env)
    os.close(theirs)
    screen = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0, done.stderr
    return screen, max(map(len, screen.splitlines()))


def test_help_names_every_command(run):
    _, out, _ = run("ingest", "--help")
    assert "embedded" in out
    assert "events" in out
    _, out, _ = run("ingest", "events", "--help")
    assert all(
        option in out for option in ("--mapping", "--source", "--coverage", "--dry-run", "--strict", "--db")
    )


def test_a_new_store_says_that_it_lacks_the_embedded_events_once(run, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text(
        "date,actor,recipient,type,title,source_url\n2024-03-04,GHA,TGO,summit,Talks,https://example.org/a\n"
    )
    _, _, told = run("ingest", "events", str(path), db=f"sqlite:///{tmp_path}/new.sqlite")
    assert "holds none of the embedded events; add them: bilateral ingest embedded" in told
    _, _, told = run("ingest", "events", str(path), db=f"sqlite:///{tmp_path}/new.sqlite")
    assert "embedded" not in told
    _, _, told = run("ingest", "embedded", db=f"sqlite:///{tmp_path}/other.sqlite")
    assert "this store is new" not in told


@pytest.mark.parametrize("name", ["asia-pacific", "Asia-Pacific", "articles", "own"])
def test_a_table_gets_no_name_that_the_program_fills_itself(run, tmp_path, name):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + GOOD)
    code, out, err = run("ingest", "events", str(path), "--source", name)
    assert (code, out) == (2, "")
    assert f"{name!r} is the source of the " in err
    assert "choose another: --source my-events" in err
    assert not (tmp_path / "store.sqlite").exists()
    own = path.rename(tmp_path / f"{name}.csv")
    assert run("ingest", "events", str(own))[0] == 2
    assert run("ingest", "events", str(own), "--source", "my-events")[0] == 0
    _, out, _ = run("sources", "--json")
    assert [(one["source_id"], one["licence"]) for one in json.loads(out)] == [("my-events", "")]


@pytest.mark.parametrize(
    ("content", "options"),
    [(None, ()), ("", ()), ("a,b\n1,2\n", ()), (HEADER + GOOD, ("--mapping", "no.toml"))],
)
def test_a_file_that_cannot_be_read_leaves_no_store_behind(run, tmp_path, content, options):
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_text(content)
    code, _, err = run("ingest", "events", str(path), *options)
    assert (code, "this store is new" in err) == (1, False)
    assert [one.name for one in tmp_path.iterdir() if one != path] == []
    good = tmp_path / "good.csv"
    good.write_text(HEADER + GOOD)
    assert run("ingest", "events", str(path), str(good), *options)[0] == 1
    assert (tmp_path / "store.sqlite").exists() == (not options)


def test_rejects_of_a_mapped_table_name_its_own_columns(run, tmp_path):
    table, mapping = tmp_path / "visits.csv", tmp_path / "m.toml"
    rows = ("2024-03-05,Japan,Chile,summit,", "2024-03-06,Japan,Chile,summit,ftp://x")
    table.write_text("\n".join(("Day,From,To,Kind,Web link", *rows, "")))
    columns = {"date": "Day", "actor": "From", "recipient": "To", "type": "Kind", "source_url": "Web link"}
    rules = [f'{ours} = {{ column = "{theirs}" }}' for ours, theirs in columns.items()]
    mapping.write_text("\n".join(("[fields]", *rules, "")))
    run("ingest", "events", str(table), "--mapping", str(mapping))
    _, out, _ = run("rejects", "1", "--format", "json")
    empty, bad = (one["message"] for one in json.loads(out))
    assert empty == "Web link: source_url is empty; every event needs one"
    assert bad.startswith("Web link: an address must begin with")
