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
from sqlalchemy import Engine

from db import read, schema
from db.engine import reader_engine, writer_engine
from db.errors import InputError, UsageError
from etl import pipeline, snapshots
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin, RawFile
from etl.sources import embedded

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 24)
HEADER = "id,date,date_precision,actor,recipient,type,tier,title,status,source_name,source_url"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/bilateral.sqlite"


@pytest.fixture
def store(url: str) -> Engine:
    engine = writer_engine(url)
    schema.upgrade(engine)
    return engine


def table(folder: Path, name: str, *rows: str, header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def load(store: Engine, path: Path, **options) -> pipeline.LoadReport:
    return pipeline.load_event_files(store, [path], today=TODAY, **options)[0]


def all_events(store: Engine) -> pd.DataFrame:
    return read.events(store, statuses=(), reviews=())


def content(store: Engine) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """All that a reader can see of events, without the numbers that a second load may give anew."""
    events = all_events(store).drop(columns="event_id")
    proofs = read.evidence(store).drop(columns=["event_id", "load_id"])
    return events, proofs, read.coverage_by_dyad(store)


def assert_same(one, other) -> None:
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])
    assert one[2] == other[2]


SUMMIT = "s1,2025-01-10,day,JPN,MYS,summit,,Ishiba and Anwar meet,occurred,Paper,https://paper.example/1"


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
    report = load(store, same_name)
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


# --- identity across sources


def test_two_sources_of_one_summit_are_one_event_with_two_proofs(store, tmp_path):
    load(store, table(tmp_path, "a.csv", SUMMIT))
    report = load(
        store,
        table(
            tmp_path,
            "b.csv",
            "x9,2025-01-10,day,MYS,JPN,summit,,Leaders' talks,occurred,Other,https://other.example/9",
        ),
    )
    assert (report.n_added, report.n_merged) == (0, 1)
    frame = all_events(store)
    assert list(frame["title"]) == ["Ishiba and Anwar meet"]
    assert list(frame["n_evidence"]) == [2]
    assert list(read.evidence(store)["source_id"]) == ["a", "b"]
    again = load(store, tmp_path / "b.csv")
    assert (again.n_merged, again.n_unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("change", "n_events"),
    [
        ({"date": "2025-01-11"}, 2),
        ({"type": "sideline_meeting"}, 2),
        ({"recipient": "SGP"}, 2),
        ({"type": "leader_visit"}, 2),
        ({}, 1),
    ],
)
def test_what_differs_in_the_natural_key_stays_apart(store, tmp_path, change, n_events):
    cells = dict(zip(HEADER.split(","), SUMMIT.split(","), strict=True))
    load(store, table(tmp_path, "a.csv", SUMMIT))
    load(store, table(tmp_path, "b.csv", ",".join({**cells, "id": "q", **change}.values())))
    assert len(all_events(store)) == n_events


@pytest.mark.parametrize(("day", "n_events"), [("2025-01-09", 1), ("2025-01-11", 1), ("2025-01-12", 2)])
def test_a_leaders_visit_is_the_same_within_a_day(store, tmp_path, day, n_events):
    visit = "v1,2025-01-10,day,JPN,MYS,leader_visit,,Ishiba visits,occurred,P,https://p.example/1"
    load(store, table(tmp_path, "a.csv", visit))
    load(store, table(tmp_path, "b.csv", visit.replace("2025-01-10", day).replace("v1", "w1")))
    assert len(all_events(store)) == n_events


def test_a_visit_and_the_return_visit_are_two(store, tmp_path):
    visit = "v1,2025-01-10,day,JPN,MYS,leader_visit,,A visit,occurred,P,https://p.example/1"
    load(store, table(tmp_path, "a.csv", visit))
    load(store, table(tmp_path, "b.csv", visit.replace("JPN,MYS", "MYS,JPN")))
    assert len(all_events(store)) == 2


def test_two_agreements_of_one_day_are_told_apart_by_their_titles(store, tmp_path):
    row = "{},2023-12-16,day,JPN,MYS,agreement_signed,,{},occurred,P,https://{}.example/1"
    load(
        store,
        table(
            tmp_path,
            "a.csv",
            row.format("a1", "Security assistance for the Malaysian coast", "p"),
            row.format("a2", "Memorandum on carbon capture and storage", "p"),
        ),
    )
    report = load(
        store,
        table(
            tmp_path,
            "b.csv",
            row.format("b1", "Japan and Malaysia sign memorandum on carbon capture", "q"),
            row.format("b2", "Exchange of notes on security assistance for the coast", "q"),
            row.format("b3", "Film festival partnership", "q"),
        ),
    )
    assert (report.n_merged, report.n_added) == (2, 1)
    frame = all_events(store)
    assert sorted(frame["n_evidence"]) == [1, 2, 2]


UPGRADE = (
    "{id},{date},{precision},JPN,MYS,partnership_upgrade,{tier},Ties raised,occurred,P,https://p.example/{id}"
)
CSP = "Comprehensive Strategic Partnership"


def upgrade(id: str, day: str, precision: str = "day", tier: str = CSP) -> str:
    return UPGRADE.format(id=id, date=day, precision=precision, tier=tier)


@pytest.mark.parametrize("coarse_first", [True, False])
@pytest.mark.parametrize(("coarse_day", "precision"), [("2023-12-01", "month"), ("2023-01-01", "year")])
def test_a_finer_date_absorbs_a_coarser_one(store, tmp_path, coarse_first, coarse_day, precision):
    files = [
        table(tmp_path, "coarse.csv", upgrade("c", coarse_day, precision)),
        table(tmp_path, "fine.csv", upgrade("f", "2023-12-16")),
    ]
    for path in files if coarse_first else files[::-1]:
        load(store, path)
    frame = all_events(store)
    assert len(frame) == 1
    assert frame["date"][0] == pd.Timestamp(2023, 12, 16)
    assert frame["date_precision"][0] == "day"
    assert frame["n_evidence"][0] == 2
    assert len(read.review_items(store)) == 0


def test_a_coarse_date_that_fits_two_events_asks_a_person(store, tmp_path):
    row = "{},{},{},JPN,MYS,ministerial_meeting,,Talks,occurred,P,https://p.example/1"
    load(
        store,
        table(
            tmp_path, "fine.csv", row.format("f1", "2023-12-05", "day"), row.format("f2", "2023-12-16", "day")
        ),
    )
    report = load(store, table(tmp_path, "coarse.csv", row.format("c", "2023-12-01", "month")))
    assert (report.n_added, report.n_merged, report.n_reviews) == (1, 0, 1)
    items = read.review_items(store)
    assert list(items["kind"]) == ["ambiguous"]
    assert len(read.events(store)) == 2, "it does not count until a person has said so"
    waiting = all_events(store).query("review == 'proposed'")
    pipeline.resolve_reviews(store, items["item_id"], "accepted", today=TODAY)
    assert len(read.events(store)) == 3
    assert len(read.review_items(store)) == 0
    assert waiting["event_id"].iloc[0] in set(read.events(store)["event_id"])


def test_an_upgrade_to_another_title_in_the_same_month_is_another_event(store, tmp_path):
    load(store, table(tmp_path, "a.csv", upgrade("a", "2023-12-01", "month", "Strategic Partnership")))
    load(store, table(tmp_path, "b.csv", upgrade("b", "2023-12-16")))
    assert len(all_events(store)) == 2


def test_sources_that_name_other_titles_for_one_day_contradict_each_other(store, tmp_path):
    load(store, table(tmp_path, "a.csv", upgrade("a", "2023-12-16")))
    report = load(store, table(tmp_path, "b.csv", upgrade("b", "2023-12-16", tier="Strategic Partnership")))
    frame = all_events(store)
    assert list(frame["tier"]) == [CSP], "no silent overwrite"
    assert list(frame["n_evidence"]) == [2], "the evidence is kept"
    assert report.n_reviews == 1
    item = read.review_items(store).iloc[0]
    assert (item["kind"], item["field"]) == ("contradiction", "tier")
    assert "Strategic Partnership" in item["message"]
    assert item["draft"]["tier"] == "Strategic Partnership"
    pipeline.resolve_reviews(store, [int(item["item_id"])], "accepted", today=TODAY)
    assert list(all_events(store)["tier"]) == ["Strategic Partnership"]
    load(store, tmp_path / "b.csv")
    assert len(read.review_items(store)) == 0, "an answered question is not asked again"


def test_a_cancelled_report_of_an_event_that_occurred_asks_a_person(store, tmp_path):
    load(store, table(tmp_path, "a.csv", SUMMIT))
    load(store, table(tmp_path, "b.csv", SUMMIT.replace("occurred", "cancelled")))
    assert list(all_events(store)["status"]) == ["occurred"]
    assert list(read.review_items(store)["field"]) == ["status"]


@pytest.mark.parametrize("scheduled_first", [True, False])
def test_a_planned_event_that_occurs_is_one_event_that_occurred(store, tmp_path, scheduled_first):
    files = [
        table(tmp_path, "a.csv", SUMMIT.replace("occurred", "scheduled")),
        table(tmp_path, "b.csv", SUMMIT),
    ]
    for path in files if scheduled_first else files[::-1]:
        load(store, path)
    frame = all_events(store)
    assert list(frame["status"]) == ["occurred"]
    assert list(frame["n_evidence"]) == [2]
    assert len(read.review_items(store)) == 0


def test_an_updated_row_that_tells_of_something_else_leaves_the_shared_event(store, tmp_path):
    load(store, table(tmp_path, "a.csv", SUMMIT))
    load(store, table(tmp_path, "b.csv", SUMMIT))
    report = load(store, table(tmp_path, "a.csv", SUMMIT.replace("MYS", "SGP")))
    assert report.n_updated == 1
    frame = all_events(store)
    assert list(frame["dyad"]) == ["JPN-SGP", "JPN-MYS"]
    assert list(frame["source_id"]) == ["a", "b"]
    assert list(frame["n_evidence"]) == [1, 1]
    assert schema.check(store) == []


def test_reports_of_one_source_may_tell_of_one_happening(store):
    def report(id: str) -> EventDraft:
        return EventDraft(
            id, date(2025, 1, 10), "JPN", "MYS", "summit", "They meet", review="proposed",
            evidence=(EvidenceDraft(url=f"https://paper.example/{id}", quote="met in Putrajaya"),),
        )  # fmt: skip

    origin = Origin("paper.example", "Paper")
    result = pipeline.load_drafts(
        store, origin, [], [report(f"a{n}") for n in range(10)], today=TODAY, merges_own=True
    )
    assert (result.n_added, result.n_merged) == (1, 9)
    frame = all_events(store)
    assert list(frame["n_evidence"]) == [10]
    assert list(frame["review"]) == ["proposed"]
    assert list(read.review_items(store)["kind"]) == ["proposed"]
    pipeline.decide(store, [int(frame["event_id"][0])], "accepted")
    assert len(read.events(store)) == 1
    assert len(read.review_items(store)) == 0


def test_a_proposed_report_proves_an_accepted_event_but_does_not_change_it(store, tmp_path):
    load(store, table(tmp_path, "a.csv", SUMMIT.replace("occurred", "scheduled")))
    told = EventDraft(
        "r1", date(2025, 1, 10), "JPN", "MYS", "summit", "They met", place="Putrajaya", review="proposed"
    )
    pipeline.load_drafts(store, Origin("r", "R"), [], [told], today=TODAY, merges_own=True)
    frame = all_events(store)
    assert list(frame["status"]) == ["scheduled"]
    assert list(frame["place"]) == [""]
    assert list(read.review_items(store)["field"]) == ["status"]


def test_a_date_without_a_year_goes_to_review_not_to_a_guess(store):
    undated = Issue(None, "date", "undated", "“on Tuesday” needs a publication date", "They met on Tuesday.")
    report = pipeline.load_drafts(store, Origin("r", "R"), [], [undated], today=TODAY)
    assert (report.n_rejected, report.n_reviews) == (1, 1)
    item = read.review_items(store).iloc[0]
    assert (item["kind"], item["dyad"]) == ("undated", "")


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
