"""One happening told by several sources: one event with all its proofs, or a question for a person."""

from datetime import date

import pandas as pd
import pytest

from db import read, schema
from etl import pipeline
from etl.contract import EventDraft, EvidenceDraft, Issue, Origin
from tests.tables_loaded import CSP, HEADER, SUMMIT, TODAY, all_events, load, table, upgrade


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
        ({"date": "2025-01-13"}, 2),
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


@pytest.mark.parametrize(("day", "n_events"), [("2025-01-09", 1), ("2025-01-11", 1), ("2025-01-13", 2)])
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
