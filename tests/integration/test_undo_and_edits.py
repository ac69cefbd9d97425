"""Loads taken back, and edits that outlive loads."""

from datetime import date

import pandas as pd
import pytest

from db import read, schema
from db.errors import InputError, UsageError
from etl import pipeline
from etl.contract import EventDraft
from tests.tables_loaded import SUMMIT, TODAY, all_events, assert_same, content, load, table, upgrade

# --- undo


def test_undo_brings_back_exactly_what_was_before(store, tmp_path):
    pipeline.load_embedded(store, today=TODAY)
    before = content(store)
    rows = [SUMMIT, SUMMIT.replace("s1", "s2").replace("2025-01-10", "1999-01-10")]
    report = load(store, table(tmp_path, "t.csv", *rows), coverage=(date(1990, 1, 1), date(1999, 12, 31)))
    assert (report.n_added, report.n_merged) == (1, 1)
    assert not content(store)[0].equals(before[0])
    undone = pipeline.undo_load(store, report.load_id)
    assert (undone.n_records, undone.n_removed) == (2, 1)
    assert_same(before, content(store))
    assert read.loads(store).set_index("load_id").at[report.load_id, "status"] == "undone"
    assert schema.check(store) == []


def test_undo_of_an_update_brings_the_version_before_back(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    before = content(store)
    second = load(store, table(tmp_path, "t.csv", SUMMIT.replace("meet", "met").replace("/1", "/2")))
    report = pipeline.undo_load(store, second.load_id)
    assert report.n_restored == 1
    assert_same(before, content(store))


def test_undo_of_the_first_of_two_versions_keeps_the_second(store, tmp_path):
    first = load(store, table(tmp_path, "t.csv", SUMMIT))
    load(store, table(tmp_path, "t.csv", SUMMIT.replace("meet", "met")))
    pipeline.undo_load(store, first.load_id)
    assert list(all_events(store)["title"]) == ["Ishiba and Anwar met"]
    assert schema.check(store) == []


OTHER = "s2,2025-02-10,day,JPN,MYS,summit,,Anwar and Ishiba meet,occurred,Paper,https://paper.example/2"


@pytest.mark.parametrize("undone", [(1,), (2,), (1, 2), (2, 1)])
def test_undo_of_one_of_two_loads_of_a_table_leaves_the_other(store, tmp_path, undone):
    path = table(tmp_path, "t.csv", SUMMIT, OTHER)
    load(store, path)
    before = content(store)
    load(store, path)
    for number in undone:
        pipeline.undo_load(store, number)
    if len(undone) == 1:
        assert_same(before, content(store))
    else:
        assert all_events(store).empty
    assert schema.check(store) == []


def test_undo_of_the_first_load_of_a_table_keeps_what_changed_since(store, tmp_path):
    path = table(tmp_path, "t.csv", SUMMIT, OTHER)
    load(store, path)
    before = content(store)
    load(store, table(tmp_path, "u.csv", SUMMIT.replace("meet", "met"), OTHER), source_id="t")
    load(store, path)
    pipeline.undo_load(store, 1)
    assert_same(before, content(store))
    pipeline.undo_load(store, 3)
    assert "Ishiba and Anwar met" in set(all_events(store)["title"])
    assert schema.check(store) == []


def test_a_newer_version_of_a_table_names_what_the_earlier_one_left(store, tmp_path):
    """Without ids a mended row is a new one, and the old one still counts."""
    header = "date,actor,recipient,type,title,source_url"
    rows = [f"2025-01-1{n},JPN,MYS,leader_visit,A visit,https://p.example/{n}" for n in range(3)]
    load(store, table(tmp_path, "v.csv", *rows, header=header))
    path = table(tmp_path, "v.csv", rows[0], rows[1].replace("01-11", "01-21"), header=header)
    (tried,) = load(store, path, dry_run=True).warnings
    assert tried.startswith("2 rows of earlier loads of this table are not in it now and stay;")
    assert tried.endswith("To put this table in their place: bilateral loads undo 1, then load it")
    (said,) = load(store, path).warnings
    assert said.endswith("To take them out: bilateral loads undo 1")
    pipeline.undo_loads(store, [1])
    again = load(store, path)
    assert (again.n_unchanged, again.warnings, len(all_events(store))) == (2, (), 2)
    other = table(tmp_path, "w.csv", rows[2], header=header)
    assert load(store, other, source_id="v").warnings == ()


def test_rows_that_two_earlier_versions_have_are_named_with_both(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT, OTHER))
    load(store, table(tmp_path, "t.csv", SUMMIT, OTHER, OTHER.replace("s2", "s3").replace("02-10", "02-11")))
    (said,) = load(store, table(tmp_path, "t.csv", SUMMIT)).warnings
    assert said.startswith("2 rows of earlier loads")
    assert said.endswith("To take them out: bilateral loads undo 1 2")
    pipeline.undo_loads(store, [1, 2])
    assert list(all_events(store)["date"].astype(str)) == ["2025-01-10"]


def test_rows_that_a_file_of_another_name_has_too_are_not_left_behind(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT, OTHER))
    load(store, table(tmp_path, "u.csv", OTHER), source_id="t")
    assert load(store, table(tmp_path, "t.csv", SUMMIT)).warnings == ()


@pytest.mark.parametrize("undone", [(1,), (2,), (1, 2), (2, 1)])
def test_undo_of_one_version_of_a_table_leaves_what_the_other_found_as_it_was(store, tmp_path, undone):
    span = (date(2025, 1, 1), date(2025, 6, 30))
    third = OTHER.replace("s2", "s3").replace("02-10", "03-10").replace("MYS", "PHL")
    load(store, table(tmp_path, "t.csv", SUMMIT, OTHER, third), coverage=span)
    load(store, table(tmp_path, "t.csv", OTHER.replace("meet", "met"), SUMMIT, third), coverage=span)
    reports = [pipeline.undo_load(store, number) for number in undone]
    frame = all_events(store)
    if len(undone) == 2:
        assert frame.empty
        assert read.coverage_by_dyad(store) == {}
    else:
        assert len(frame) == 3
        assert ("Anwar and Ishiba met" in set(frame["title"])) == (undone == (1,))
        assert len(read.coverage_by_dyad(store)) == 2, "both loads spoke for the two pairs"
        with store.connect() as connection:
            proofs = connection.exec_driver_sql("SELECT DISTINCT load_id FROM evidence").scalars().all()
        assert proofs == [3 - undone[0]]
    assert all(report.found_too == () for report in reports)
    assert reports[0].n_left == (2 if undone[0] == 1 else 0)
    assert schema.check(store) == []


def test_rows_that_later_loads_found_go_from_load_to_load(store, tmp_path):
    """Three loads, of which the second changed a row and the third changed it back."""
    load(store, table(tmp_path, "t.csv", SUMMIT, OTHER))
    before = content(store)
    load(store, table(tmp_path, "t.csv", SUMMIT.replace("meet", "met"), OTHER))
    load(store, table(tmp_path, "t.csv", OTHER, SUMMIT))
    for number in (1, 2):
        pipeline.undo_load(store, number)
        assert_same(before, content(store))
    again = load(store, table(tmp_path, "t.csv", SUMMIT, OTHER))
    assert (again.n_unchanged, again.n_added) == (2, 0)
    pipeline.undo_load(store, 3)
    assert_same(before, content(store))
    assert pipeline.undo_load(store, 4).n_removed == 2
    assert schema.check(store) == []


def test_a_load_that_found_a_long_table_as_it_was_takes_a_row(store, tmp_path):
    rows = [SUMMIT.replace("s1", f"s{n}").replace("2025", str(2000 + n // 300)) for n in range(2_000)]
    load(store, table(tmp_path, "t.csv", *rows))
    load(store, table(tmp_path, "t.csv", *reversed(rows), OTHER.replace("s2", "new")))
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM vouched_run").scalar() == 1
    assert pipeline.undo_load(store, 1).n_left == 2_000


def test_undo_in_a_store_of_an_older_version_says_what_may_have_gone_with_it(store, tmp_path):
    """Loads of before did not note what they found as it was."""
    load(store, table(tmp_path, "t.csv", SUMMIT, SUMMIT.replace("s1", "s2").replace("01-10", "01-20")))
    path = table(tmp_path, "t.csv", SUMMIT)
    load(store, path)
    with store.begin() as connection:
        connection.exec_driver_sql("DELETE FROM vouched_run")
    report = pipeline.undo_load(store, 1)
    assert (report.n_removed, report.found_too) == (2, ((2, "t.csv", 1),))
    assert load(store, path).n_added == 1
    assert pipeline.undo_load(store, 3).found_too == ()


def test_undo_leaves_an_event_that_another_source_tells_of(store, tmp_path):
    first = load(store, table(tmp_path, "a.csv", upgrade("a", "2023-12-16")))
    load(store, table(tmp_path, "b.csv", upgrade("b", "2023-12-01", "month")))
    pipeline.undo_load(store, first.load_id)
    frame = all_events(store)
    assert list(frame["source_id"]) == ["b"]
    assert list(frame["date_precision"]) == ["month"], "what the undone source knew goes with it"
    assert list(frame["n_evidence"]) == [1]


def test_undo_keeps_and_names_what_a_user_edited(store, tmp_path):
    report = load(store, table(tmp_path, "t.csv", SUMMIT, SUMMIT.replace("s1", "s2")))
    event_id = int(all_events(store)["event_id"][0])
    pipeline.edit_event(store, event_id, {"place": "Putrajaya"}, "seen there", today=TODAY)
    undone = pipeline.undo_load(store, report.load_id)
    assert undone.kept == (event_id,)
    assert undone.n_removed == 1
    assert list(all_events(store)["place"]) == ["Putrajaya"]
    again = load(store, tmp_path / "t.csv")
    frame = all_events(store)
    assert len(frame) == 2, "the event that was kept takes its row back"
    assert frame.set_index("event_id").at[event_id, "place"] == "Putrajaya"
    assert again.n_rejected == 0
    assert schema.check(store) == []


def test_undo_of_what_is_not_there(store, tmp_path):
    with pytest.raises(UsageError, match="no load 7"):
        pipeline.undo_load(store, 7)
    report = load(store, table(tmp_path, "t.csv", SUMMIT))
    pipeline.undo_load(store, report.load_id)
    with pytest.raises(UsageError, match="undone already"):
        pipeline.undo_load(store, report.load_id)


# --- edits


def test_edits_survive_updates_and_can_be_taken_back(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    event_id = int(all_events(store)["event_id"][0])
    changed = pipeline.edit_event(
        store,
        event_id,
        {"date": "2025-01-09", "topics": "trade;security", "title": "Mine"},
        "why",
        today=TODAY,
    )
    assert set(changed) == {"date", "topics", "title"}
    load(
        store,
        table(
            tmp_path, "t.csv", SUMMIT.replace("Anwar meet", "Anwar met").replace(",summit,", ",leader_call,")
        ),
    )
    row = all_events(store).iloc[0]
    assert row["title"] == "Mine"
    assert row["date"] == pd.Timestamp(2025, 1, 9)
    assert row["topics"] == ("trade", "security")
    assert row["type"] == "leader_call"
    assert row["is_edited"]
    assert list(read.edits(store, [event_id])["note"].unique()) == ["why"]
    pipeline.revert_edits(store, event_id)
    row = all_events(store).iloc[0]
    assert row["title"] == "Ishiba and Anwar met"
    assert row["topics"] == ()
    assert not row["is_edited"]


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"titel": "x"}, UsageError, "titel"),
        ({"type": "sumit"}, InputError, "summit"),
        ({"date": "10.01.2025"}, InputError, "isoformat|date"),
        ({"date": "2027-01-01"}, InputError, "after today"),
        ({"recipient": "JPN"}, InputError, "two states"),
        ({"topics": "fishing"}, InputError, "fishing"),
    ],
)
def test_an_edit_may_not_say_what_no_event_may_say(store, tmp_path, changes, error, says):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    before = content(store)
    with pytest.raises(error, match=says):
        pipeline.edit_event(store, int(all_events(store)["event_id"][0]), changes, today=TODAY)
    assert_same(before, content(store))


def test_a_hidden_event_stays_hidden_when_its_source_comes_again(store, tmp_path):
    load(store, table(tmp_path, "t.csv", SUMMIT))
    pipeline.decide(store, [int(all_events(store)["event_id"][0])], "rejected", "a different meeting")
    assert len(read.events(store)) == 0
    load(store, table(tmp_path, "t.csv", SUMMIT.replace("meet", "met")))
    load(store, table(tmp_path, "other.csv", SUMMIT))
    assert len(read.events(store)) == 0
    assert len(all_events(store)) == 1


def test_an_event_of_the_users_own(store):
    draft = EventDraft("", date(2025, 1, 10), "JPN", "MYS", "summit", "I was there")
    assert pipeline.add_event(store, draft, today=TODAY).n_added == 1
    assert pipeline.add_event(store, draft, today=TODAY).n_unchanged == 1
    assert list(read.events(store)["source_id"]) == ["own"]
