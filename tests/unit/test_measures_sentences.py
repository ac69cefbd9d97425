"""What the numbers are said to mean: grammar, and the limits of what may be said."""

import re
from datetime import date

import pytest

from dashboard.measures.contract import DyadRecord, Params, Weights
from dashboard.measures.intensity import METHODS, measure
from dashboard.measures.key_figures import key_figures
from dashboard.measures.sentences import ACTS, headline, pair_text, standfirst, summary, when_text
from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import country_name
from tests.measure_records import event, record
from tests.shipped_records import shipped_dyads, shipped_record

TODAY = date(2026, 11, 24)


def words(
    story: DyadRecord, *, method: str = "stock-plover-1", freq: str = "year", until: date | None = None
) -> tuple[str, str, str]:
    figures = key_figures(story, Weights(), TODAY, until=until)
    series = measure(story, Params(method=method, freq=freq, until=until))
    names = (country_name(story.country_a), country_name(story.country_b))
    return (
        headline(names, figures, series),
        standfirst(names, figures, series),
        summary(names, figures, series),
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dyad", shipped_dyads())
def test_every_shipped_dyad_reads_as_clean_text(dyad: str, method: str):
    for text in words(shipped_record(dyad), method=method):
        assert text
        assert "nan" not in text.lower().replace("finance", "").split()
        assert "None" not in text
        assert "_" not in text
        assert "  " not in text
        assert ".." not in text
        assert not re.search(r"\b1 events\b|\b0 events\b|\bare recorded in \d{4}, of\b", text)
        assert not re.search(r"(?<!the )(?<!The )\b(United States|Philippines)\b(?= and|:)", text)
    title = words(shipped_record(dyad), method=method)[0]
    assert len(title) <= 130
    assert not title.endswith(".")


@pytest.mark.parametrize("dyad", shipped_dyads())
def test_nothing_is_called_the_highest_across_the_years_of_building_up(dyad: str):
    story = shipped_record(dyad)
    for year in (2002, 2004, 2006, 2009, 2010, 2015, 2020):
        title, _, text = words(story, until=date(year, 12, 31))
        assert not re.search(r"\b(never|ever|record high|all-time)\b", f"{title} {text}")
        for since in re.findall(r"level since (\d{4})", text):
            assert int(since) >= 2005
            assert year - int(since) >= 5


def test_a_high_is_one_on_the_daily_curve():
    for dyad in shipped_dyads():
        story = shipped_record(dyad)
        high = key_figures(story, Weights(), TODAY).high
        if high is None:
            continue
        curve = measure(story, Params(freq="day")).frame.set_index("period_start")[high.side]
        top = curve[str(high.on)]
        between = curve[f"{high.since_year + 1}-01-01" : f"{high.on.year - 1}-12-31"]
        assert (between < top).all()


def test_no_events_no_figures_but_words():
    title, line, text = words(record())
    assert title == "Japan and Malaysia: no recorded events from 2010 to 2019"
    assert line.startswith("Choose another pair")
    assert text == ""
    assert words(record(coverage=()))[0] == "Japan and Malaysia: no recorded events"


def test_a_paragraph_for_a_title_does_not_bury_the_sentence():
    story = record(event("2020-05-01", "summit", title="They met and said " * 60))
    said = words(story)[2]
    assert said.count("They met and said") < 15
    assert "…” (1 May 2020)" in said


def test_one_event_is_told_as_one():
    title, _, text = words(record(event("2012-05", "aid", title="A ship is handed over")))
    assert title == "Japan and Malaysia: one recorded event, in May 2012"
    assert "“A ship is handed over” (May 2012)" in text


def test_without_coverage_no_trend_is_told():
    story = record(event("2012-05-01", "aid"), event("2014-05-01", "sanction"), coverage=())
    title, line, text = words(story)
    assert title == "Japan and Malaysia: 2 recorded events between 2012 and 2014"
    assert "no source vouches" in line
    assert "Net stands" not in text


def test_old_events_are_not_called_relations_of_today():
    title, _, _ = words(record(event("2010-05-01", "protest"), event("2010-06-01", "summit")))
    assert title == "Japan and Malaysia: no recent events on record, the last one on 1 June 2010"


def test_a_fall_without_new_friction_is_called_fewer_records_not_strain():
    story = [event(f"2018-{month:02d}-01", "leader_visit") for month in range(6, 13)]
    title, _, _ = words(record(*story))
    assert title == (
        "Japan and Malaysia: cooperation outweighs friction, "
        "with less recent cooperation on record than a year earlier"
    )


def test_a_thin_record_of_one_side_is_not_called_a_balance():
    title, _, _ = words(record(event("2018-10-01", "summit"), event("2018-12-01", "leader_visit")))
    assert title == "Japan and Malaysia: little recent cooperation and hardly any friction on record"


def test_no_change_is_told_that_has_turned_round_since_its_month_end():
    """Within a month net may fall below where it stood a year before, while its change is still a rise."""
    story = record(
        *[event(f"2018-{month:02d}-01", "sanction") for month in (5, 6)],
        *[event(f"2019-{month:02d}-01", "aid") for month in (7, 8)],
        *[event(f"2019-09-{day:02d}", "conflict") for day in range(2, 12)],
    )
    title, _, text = words(story, until=date(2019, 9, 14))
    assert title == "Japan and Malaysia: friction far outweighs cooperation"
    assert "in the twelve months to August 2019. " in text
    title, _, text = words(story, until=date(2019, 9, 30))
    assert title == "Japan and Malaysia: friction far outweighs cooperation, more clearly than a year earlier"
    assert "over twelve months" in text


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            [event("2018-05-01", "aid"), *[event(f"2019-0{n}-01", "sanction") for n in range(3, 9)]],
            "friction now far outweighs cooperation after a turn for the worse in 2019",
        ),
        (
            [event("2018-05-01", "sanction"), *[event(f"2019-0{n}-01", "aid") for n in range(3, 9)]],
            "cooperation now far outweighs friction after a turn for the better in 2019",
        ),
        (
            [event(f"2018-{n:02d}-01", "aid") for n in range(1, 13)] + [event("2019-12-01", "aid")],
            "cooperation far outweighs friction, little changed in 2019",
        ),
    ],
)
def test_turns_are_named(story: list[dict[str, str]], expected: str):
    title = words(record(*story))[0]
    if "little changed" in expected:
        assert title in (
            f"Japan and Malaysia: {expected}",
            "Japan and Malaysia: steady cooperation in 2019, with hardly any recent friction on record",
        )
    else:
        assert title == f"Japan and Malaysia: {expected}"


def test_the_window_moves_the_finding():
    story = shipped_record("CHN-JPN")
    assert "as of 31 december 2013" in words(story, until=date(2013, 12, 31))[1].lower()
    assert "friction far outweighs cooperation" in words(story, until=date(2013, 12, 31))[0]


def test_names_take_their_article():
    assert pair_text(("Philippines", "United States")) == "The Philippines and the United States"
    assert pair_text(("Japan", "Malaysia")) == "Japan and Malaysia"


@pytest.mark.parametrize(
    ("precision", "text"), [("day", "5 May 2012"), ("month", "May 2012"), ("year", "2012")]
)
def test_dates_are_told_as_precisely_as_known(precision: str, text: str):
    assert when_text(date(2012, 5, 5), precision) == text


def test_every_type_has_its_words():
    assert set(ACTS) == set(EVENT_TYPES)


@pytest.mark.parametrize("freq", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_a_sentence_at_every_frequency(method: str, freq: str):
    title, line, _ = words(shipped_record("CHN-JPN"), method=method, freq=freq)
    assert title.startswith("China and Japan: ")
    assert line.endswith("As of 31 December 2025, the last covered day.")
