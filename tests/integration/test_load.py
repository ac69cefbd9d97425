"""Loads: nothing lost, nothing twice, nothing overwritten, everything undoable."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from db import read, schema
from db.engine import reader_engine
from db.errors import InputError
from etl import pipeline, snapshots
from etl.contract import EventDraft, Origin, RawFile
from etl.sources import embedded, events_table
from tests.tables_loaded import SUMMIT, TODAY, all_events, assert_same, content, load, table

ROOT = Path(__file__).parents[2]

# --- the shipped events


def test_the_shipped_events_load_whole(store):
    report = pipeline.load_embedded(store, today=TODAY)
    assert (report.n_read, report.n_added, report.n_rejected, report.n_duplicate) == (1380, 1380, 0, 0)
    frame = read.dyads(store)
    assert len(frame) == 25
    assert frame["n_events"].sum() == 1380
    assert set(frame["coverage_from"]) == {pd.Timestamp(2000, 1, 1)}
    assert set(frame["coverage_to"]) == {pd.Timestamp(2025, 12, 31)}
    assert schema.check(store) == []
    source = read.sources(store).iloc[0]
    assert (source["source_id"], source["licence"], source["n_events"]) == ("asia-pacific", "CC BY 4.0", 1380)


def test_the_shipped_events_stand_as_they_are_in_the_files(store):
    pipeline.load_embedded(store, today=TODAY)
    raw = pd.concat(
        pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted((ROOT / "etl/data/asia-pacific").glob("*.csv"))
    ).set_index("id")
    stored = all_events(store).set_index("source_event_id")
    raw = raw.loc[stored.index]
    for column in (
        "actor",
        "recipient",
        "type",
        "level",
        "tier",
        "place",
        "title",
        "confidence",
        "date_precision",
    ):
        assert (stored[column] == raw[column]).all(), column
    assert (stored["date"].dt.strftime("%Y-%m-%d") == raw["date"]).all()
    assert (stored["date_end"].dt.strftime("%Y-%m-%d").fillna("") == raw["date_end"]).all()
    assert (stored["topics"].map(";".join) == raw["topics"]).all()
    assert (stored["n_evidence"] == raw["source_url"].str.count(r" \| ") + 1).all()


def test_loading_the_shipped_events_twice_changes_nothing(store):
    pipeline.load_embedded(store, today=TODAY)
    before = content(store)
    quick = pipeline.load_embedded(store, today=TODAY)
    assert quick.is_noop
    assert len(read.loads(store)) == 1
    again = pipeline.load_embedded(store, today=TODAY, force=True)
    assert (again.n_added, again.n_updated, again.n_unchanged) == (0, 0, 1380)
    assert_same(before, content(store))
    assert len(read.loads(store)) == 2


def test_a_load_that_a_user_has_undone_does_not_come_back_by_itself(store):
    first = pipeline.load_embedded(store, today=TODAY)
    pipeline.undo_load(store, first.load_id)
    assert pipeline.load_embedded(store, today=TODAY).is_noop
    assert len(all_events(store)) == 0
    assert pipeline.load_embedded(store, today=TODAY, force=True).n_added == 1380


def refreshed(monkeypatch: pytest.MonkeyPatch, change) -> None:
    """Let the package ship other event files, as a newer version would."""
    origin, raws = READ_SHIPPED()
    changed = []
    for raw in raws:
        data = change(raw.name, raw.data.decode()).encode()
        changed.append(RawFile(raw.name, data, hashlib.sha256(data).hexdigest()))
    monkeypatch.setattr(embedded, "read", lambda: (origin, changed))


READ_SHIPPED = embedded.read


def test_a_newer_package_refreshes_what_no_user_touched(store, monkeypatch):
    pipeline.load_embedded(store, today=TODAY)
    frame = all_events(store).set_index("source_event_id")
    edited, untouched, gone, edited_gone = frame.index[[10, 20, 30, 40]]
    pipeline.edit_event(
        store, int(frame.at[edited, "event_id"]), {"title": "As I see it"}, "a note", today=TODAY
    )
    pipeline.edit_event(store, int(frame.at[edited_gone, "event_id"]), {"place": "Here"}, today=TODAY)

    def change(name: str, text: str) -> str:
        lines = []
        for line in text.splitlines():
            key = line.split(",", 1)[0]
            if key in (gone, edited_gone):
                continue
            if key in (edited, untouched):
                cells = pd.read_csv(pd.io.common.StringIO(text), dtype=str, keep_default_na=False).set_index(
                    "id"
                )
                row = cells.loc[key].copy()
                row["title"], row["place"] = "A better title", "Elsewhere"
                line = ",".join([key, *(f'"{cell}"' for cell in row)])
            lines.append(line)
        return "\n".join(lines) + "\n"

    refreshed(monkeypatch, change)
    report = pipeline.load_embedded(store, today=TODAY)
    assert (report.n_added, report.n_updated, report.n_withdrawn) == (0, 2, 1)
    assert report.n_unchanged == 1376
    after = all_events(store).set_index("source_event_id")
    assert after.at[untouched, "title"] == "A better title"
    assert after.at[edited, "title"] == "As I see it", "the user's edit holds"
    assert after.at[edited, "place"] == "Elsewhere", "the other fields follow the source"
    assert gone not in after.index
    assert after.at[edited_gone, "place"] == "Here"
    assert any("As I see it" in s and "A better title" in s for s in report.kept_edits)
    assert any("is gone" in sentence for sentence in report.kept_edits)
    assert schema.check(store) == []

    # Undoing the refresh brings back what was withdrawn and changed, and keeps the edits.
    pipeline.undo_load(store, report.load_id)
    back = all_events(store).set_index("source_event_id")
    assert set(back.index) == set(frame.index)
    assert back.at[untouched, "title"] == frame.at[untouched, "title"]
    assert back.at[gone, "title"] == frame.at[gone, "title"]
    assert back.at[gone, "n_evidence"] == frame.at[gone, "n_evidence"]
    assert back.at[edited, "title"] == "As I see it"
    assert schema.check(store) == []


def test_a_newer_package_withdraws_nothing_that_a_users_own_table_brought(store, tmp_path, monkeypatch):
    pipeline.load_embedded(store, today=TODAY)
    shipped = (ROOT / "etl/data/asia-pacific/asia-pacific.csv").read_text(encoding="utf-8")
    header, first, *_ = shipped.splitlines()
    mine = first.replace(first.split(",", 1)[0], "my-own-row").replace("1957-08-31", "1958-08-31")
    same_name = table(tmp_path, "asia-pacific.csv", *shipped.splitlines()[1:], mine, header=header)
    # Stores hold such rows from before the name was refused.
    rows = events_table.open_table(same_name).rows(TODAY)
    origin = Origin(id="asia-pacific", title="asia-pacific")
    report = pipeline.load_drafts(store, origin, [], rows, today=TODAY, refreshes_origin=False)
    assert (report.source_id, report.n_unchanged, report.n_added) == ("asia-pacific", 1334, 1)
    refreshed(monkeypatch, lambda name, text: "\n".join(text.splitlines()[:-1]) + "\n")
    report = pipeline.load_embedded(store, today=TODAY)
    assert report.n_withdrawn == 2, "the last row of each shipped file"
    assert "my-own-row" in set(all_events(store)["source_event_id"])


def test_a_package_without_events_withdraws_nothing(store, monkeypatch):
    pipeline.load_embedded(store, today=TODAY)
    refreshed(monkeypatch, lambda name, text: text.splitlines()[0] + "\n")
    with pytest.raises(InputError, match="no event"):
        pipeline.load_embedded(store, today=TODAY)
    assert len(all_events(store)) == 1380
    assert len(read.loads(store)) == 1


# --- identity within a source


def test_a_changed_row_with_the_same_id_is_an_update(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    report = load(store, table(tmp_path, "t.csv", SUMMIT.replace("Anwar meet", "Anwar met")))
    assert (report.n_added, report.n_updated, report.n_unchanged) == (0, 1, 0)
    frame = all_events(store)
    assert list(frame["title"]) == ["Ishiba and Anwar met"]
    assert list(frame["n_evidence"]) == [1]
    assert len(read.loads(store)) == 2


def test_another_table_under_the_name_of_the_first_is_told(store, tmp_path):
    """Both are called data.csv and number their rows from 1, so the one replaces the other."""
    row = "{},2025-01-1{},day,{},{},protest,,A protest,occurred,P,https://p.example/{}"
    first = table(tmp_path, "data.csv", row.format(1, 1, "JPN", "CHN", 1), row.format(2, 2, "JPN", "IND", 2))
    load(store, first)
    other = table(tmp_path, "data.csv", row.format(1, 3, "BRA", "CHL", 3), row.format(2, 4, "PER", "CHL", 4))
    (said,) = load(store, other, dry_run=True).warnings
    assert said.startswith("2 of 2 updated events of 'data' were of two other states before")
    assert said.endswith("load it under a name of its own (--source NAME)")
    report = load(store, other)
    assert report.warnings[0].endswith("take this load back: bilateral loads undo 2")
    pipeline.undo_load(store, 2)
    mended = table(tmp_path, "data.csv", row.format(1, 1, "JPN", "KOR", 1), row.format(2, 2, "JPN", "IND", 2))
    report = load(store, mended)
    assert (report.n_updated, report.warnings) == (1, ())


def test_different_ids_of_one_source_never_merge(store, tmp_path):
    report = load(store, table(tmp_path, "t.csv", SUMMIT, SUMMIT.replace("s1", "s2")))
    assert report.n_added == 2
    assert len(all_events(store)) == 2


def test_rows_that_stand_twice_are_counted_and_contradicting_ones_named(store, tmp_path):
    report = load(store, table(tmp_path, "t.csv", SUMMIT, SUMMIT, SUMMIT.replace("meet", "do not meet")))
    assert (report.n_read, report.n_added, report.n_duplicate, report.n_rejected) == (3, 1, 1, 1)
    rejected = read.rejected_rows(store, report.load_id)
    assert list(rejected["reason"]) == ["repeated_id"]
    assert list(rejected["line"]) == [4]
    assert "line 2" in rejected["message"][0]


def test_every_row_is_counted_once(store, tmp_path):
    rows = [SUMMIT, SUMMIT, SUMMIT.replace("s1", "s2").replace("MYS", "Atlantis"), SUMMIT.replace("s1", "s3")]
    report = load(store, table(tmp_path, "t.csv", *rows))
    assert report.n_read == 4
    assert report.n_read == (
        report.n_added + report.n_updated + report.n_unchanged + report.n_merged + report.n_duplicate
        + report.n_rejected
    )  # fmt: skip


def test_an_event_moves_to_another_pair_with_its_row(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    load(store, table(tmp_path, "t.csv", SUMMIT.replace("MYS", "SGP")))
    assert list(all_events(store)["dyad"]) == ["JPN-SGP"]


def test_the_future_has_not_occurred(store):
    ahead = EventDraft("f1", date(2027, 1, 1), "JPN", "MYS", "summit", "To come")
    report = pipeline.load_drafts(
        store,
        Origin("x", "X"),
        [],
        [ahead, replace(ahead, source_event_id="f2", status="scheduled")],
        today=TODAY,
    )
    assert (report.n_added, report.n_rejected) == (1, 1)
    assert list(read.rejected_rows(store, report.load_id)["reason"]) == ["future_date"]


# --- coverage


def test_coverage_is_only_where_it_is_given_and_only_for_the_dyads_of_the_file(store, tmp_path):
    path = table(tmp_path, "t.csv", SUMMIT)
    load(store, path)
    assert read.coverage(store, ("MYS", "JPN")) == ()
    load(store, path, coverage=(date(2020, 1, 1), date(2024, 12, 31)))
    load(store, path, coverage=(date(2025, 1, 1), date(2025, 6, 30)))
    assert read.coverage(store, ("MYS", "JPN")) == ((date(2020, 1, 1), date(2025, 6, 30)),)
    assert read.coverage(store, ("MYS", "SGP")) == ()
    assert len(read.coverage_spans(store)) == 2


# --- what happens around a load


def test_inputs_are_kept_byte_for_byte(store, tmp_path):
    path = table(tmp_path, "t.csv", SUMMIT)
    report = load(store, path)
    kept = snapshots.snapshot_path(store, report.sha256)
    assert kept is not None
    assert kept.read_bytes() == path.read_bytes()
    assert kept.is_relative_to(tmp_path / "snapshots")


def test_a_dry_run_counts_and_keeps_nothing(store, tmp_path):
    before = read.stats(store)
    report = load(store, table(tmp_path, "t.csv", SUMMIT, SUMMIT.replace("JPN", "XX")), dry_run=True)
    assert (report.n_added, report.n_rejected, report.load_id) == (1, 1, None)
    assert read.stats(store) == before
    assert not (tmp_path / "snapshots").exists()


def test_an_error_in_the_middle_leaves_the_store_as_before(store):
    def rows():
        yield EventDraft("1", date(2025, 1, 10), "JPN", "MYS", "summit", "One")
        raise InputError("the file ends in the middle of a row")

    before = read.stats(store)
    with pytest.raises(InputError):
        pipeline.load_drafts(store, Origin("x", "X"), [], rows(), today=TODAY)
    assert read.stats(store) == before


def test_the_revision_grows_with_every_write(store, tmp_path):
    seen = [read.revision(store)]
    load(store, table(tmp_path, "t.csv", SUMMIT))
    seen.append(read.revision(store))
    pipeline.edit_event(store, int(all_events(store)["event_id"][0]), {"place": "X"}, today=TODAY)
    seen.append(read.revision(store))
    pipeline.undo_load(store, 1)
    seen.append(read.revision(store))
    assert seen == [0, 1, 2, 3]


KILLED = """
import os, signal, sys, datetime
from db.engine import writer_engine
from etl import pipeline
from etl.contract import EventDraft, Origin

def rows():
    for n in range(20_000):
        day = datetime.date(2000, 1, 1) + datetime.timedelta(days=n % 9000)
        yield EventDraft(str(n), day, "JPN", "MYS", "agreement_signed", f"Agreement number {n}")
        if n == 9_000:
            print("half way", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

today = datetime.date(2026, 11, 24)
pipeline.load_drafts(writer_engine(sys.argv[1]), Origin("big", "Big"), [], rows(), today=today)
"""


def test_a_killed_load_leaves_the_store_as_before(store, url):
    pipeline.load_embedded(store, today=TODAY)
    before, stats = content(store), read.stats(store)
    run = subprocess.run(
        [sys.executable, "-c", KILLED, url], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert "half way" in run.stdout
    assert read.stats(reader_engine(url)) == stats
    assert_same(before, content(store))
    assert schema.check(store) == []


def test_a_killed_command_leaves_the_store_as_before_and_works_again(store, url, tmp_path):
    pipeline.load_embedded(store, today=TODAY)
    stats = read.stats(store)
    rows = [
        f"i{n},{2000 + n % 25}-{1 + n % 12:02}-{1 + n % 28:02},day,JPN,MYS,agreement_signed,,Agreement {n},"
        f"occurred,P,https://p.example/{n}"
        for n in range(60_000)
    ]
    path = table(tmp_path, "big.csv", *rows)
    command = [sys.executable, "-m", "bilateral", "ingest", "events", str(path), "--db", url]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wal = tmp_path / "bilateral.sqlite-wal"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if wal.exists() and wal.stat().st_size > 3_000_000:
            break
        time.sleep(0.02)
    assert process.poll() is None, "the load was over before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    assert read.stats(reader_engine(url)) == stats
    assert schema.check(store) == []
    assert load(store, table(tmp_path, "small.csv", SUMMIT)).n_merged == 1
