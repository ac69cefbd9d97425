"""The episode rule, word by word."""

import pandas as pd

from dashboard.measures.contract import Weights
from dashboard.measures.weigh import weigh
from tests.measure_records import event, record


def counted_with(*events: dict[str, str], weights: Weights | None = None) -> dict[str, str | None]:
    """Return for each event's title the title of its head, None where it counts by itself."""
    weighed = weigh(record(*events), weights or Weights())
    titles = dict(zip(weighed["event_id"], weighed["title"], strict=True))
    return {
        row.title: None if pd.isna(row.folded_into) else titles[row.folded_into]
        for row in weighed.itertuples(index=False)
    }


def test_a_visit_takes_the_summit_and_the_ministers_talks_with_it():
    found = counted_with(
        event("2012-05-02", "leader_visit", date_end="2012-05-04", title="visit"),
        event("2012-05-03", "summit", title="summit"),
        event("2012-05-05", "ministerial_meeting", title="talks a day after"),
        event("2012-05-01", "sideline_meeting", title="a day before"),
        event("2012-05-06", "ministerial_meeting", title="two days after"),
    )
    assert found == {
        "visit": None,
        "summit": "visit",
        "talks a day after": "visit",
        "a day before": "visit",
        "two days after": None,
    }


def test_calls_consultations_and_acts_never_fold():
    found = counted_with(
        event("2012-05-02", "summit", title="summit"),
        event("2012-05-02", "leader_call", title="call"),
        event("2012-05-02", "consultation", title="consultation"),
        event("2012-05-02", "agreement_signed", title="agreement"),
    )
    assert set(found.values()) == {None}


def test_only_days_fold_or_head():
    found = counted_with(
        event("2012-05", "leader_visit", title="some day in May"),
        event("2012-05-15", "summit", title="on the 15th"),
    )
    assert set(found.values()) == {None}


def test_ties_go_to_the_longer_span_then_the_earlier_date_then_the_id():
    longer = counted_with(
        event("2012-05-01", "summit", title="short"),
        event("2012-05-02", "leader_visit", date_end="2012-05-03", title="long"),
    )
    assert longer == {"short": "long", "long": None}
    earlier = counted_with(
        event("2012-05-02", "leader_visit", title="later"), event("2012-05-01", "summit", title="earlier")
    )
    assert earlier == {"earlier": None, "later": "earlier"}
    by_id = counted_with(
        event("2012-05-01", "leader_visit", title="b", id="10"),
        event("2012-05-01", "summit", title="a", id="9"),
    )
    assert by_id == {"b": None, "a": "b"}, "ids are text: 10 goes before 9"


def test_what_a_head_does_not_reach_makes_its_own_episode():
    found = counted_with(
        event("2012-05-03", "summit", title="head"),
        event("2012-05-04", "ministerial_meeting", title="taken"),
        event("2012-05-05", "ministerial_visit", title="out of reach"),
    )
    assert found == {"head": None, "taken": "head", "out of reach": None}


def test_the_heaviest_leads_by_the_scores_in_force():
    story = (
        event("2012-05-01", "ministerial_visit", level="foreign_minister", title="visit"),
        event("2012-05-02", "ministerial_meeting", level="foreign_minister", title="talks"),
    )
    assert counted_with(*story) == {"visit": None, "talks": "visit"}
    weights = Weights(scores=(("ministerial_meeting", 9.0),))
    assert counted_with(*story, weights=weights) == {"visit": "talks", "talks": None}


def test_a_later_head_changes_the_past():
    early = event("2012-05-01", "ministerial_meeting", title="talks")
    assert counted_with(early) == {"talks": None}
    assert counted_with(early, event("2012-05-02", "leader_visit", title="visit"))["talks"] == "visit"
