"""Pages whose entries share the day that heads them, leads in the present tense, and texts without a day."""

from datetime import date

import pytest

from etl.coding.extract import extract

TODAY = date(2026, 11, 24)


def told(text: str, published: str | None = None) -> set[tuple[str, str, str, str, str]]:
    found = extract(text, date.fromisoformat(published) if published else None, today=TODAY)
    return {(e.type, e.actor, e.recipient, str(e.date), e.status) for e in found.events}


RUPTURE = ("diplomatic_rupture", "RUS", "GBR", "2021-08-24", "occurred")


@pytest.mark.parametrize("published", [None, "2021-08-25"])
@pytest.mark.parametrize(
    "head",
    [
        "Portal:Current events/2021 August 24",
        "World news digest, 24 August 2021",
        "Daily brief: August 24, 2021",
    ],
)
def test_the_day_of_a_digest_is_that_of_its_entries(head: str, published: str | None):
    text = f"{head}\n\nThe world\n\nRussia expels four British diplomats. (BBC)\n\nA storm hits Cuba."
    assert told(text, published) == {RUPTURE}


def test_days_over_a_chronology_are_not_its_day_of_writing():
    text = (
        "24 August 2021\n\nRussia expels four British diplomats.\n\n"
        "25 August 2021\n\nTurkey expels two Greek envoys."
    )
    assert told(text) == {RUPTURE, ("diplomatic_rupture", "TUR", "GRC", "2021-08-25", "occurred")}


def test_a_lead_in_the_present_tense_is_of_the_day_of_publication():
    text = "Moscow hits back\n\nRussia is expelling four British diplomats over a spy, the ministry says."
    assert told(text, "2021-08-24") == {RUPTURE}


def test_further_down_the_present_tense_has_no_day():
    text = (
        "Moscow hits back\n\nThe Kremlin was silent for most of the day, and so was London.\n\n"
        "Nobody would say why.\n\n"
        "Russia expels British diplomats."
    )
    assert told(text, "2021-08-24") == set()


def test_a_bare_day_after_a_whole_date_is_of_its_year():
    text = (
        "Hungary and the United States signed a treaty of friendship on August 29, 1921. "
        "It entered into force on December 17."
    )
    assert {(one[0], one[3]) for one in told(text)} == {
        ("agreement_signed", "1921-08-29"),
        ("agreement_in_force", "1921-12-17"),
    }


def test_a_bare_day_alone_stays_open():
    assert told("Hungary and the United States signed a treaty of friendship on August 29.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Hungary severed diplomatic relations with the United States on December 11, 1941.",
        "U.S.-Albanian diplomatic relations ended on June 5, 1939, when the minister told the envoy so.",
        "Japan said it had maintained diplomatic relations with both Iran and Iraq since September 1980.",
    ],
)
def test_ties_that_end_or_are_kept_are_not_established(text: str):
    assert "diplomatic_relations" not in {one[0] for one in told(text)}


def test_a_day_to_come_is_not_that_of_what_was_done():
    text = "Zhao Ziyang of China and Cavaco Silva of Portugal signed an agreement to return Macao in 1999."
    assert told(text, "1987-04-13") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Iran's foreign minister praised on Wednesday the recent visit of the Sultan of Oman to Tehran.",
        "The two discussed on Thursday the agreements that Iran and Oman had recently signed.",
    ],
)
def test_what_was_done_lately_takes_no_day_from_elsewhere(text: str):
    assert told(text, "2022-07-08") == set()


def test_a_span_that_opens_a_sentence_is_no_dateline():
    text = "From February 20th – 22nd, President Joseph R. Biden, Jr. will travel to Poland."
    assert told(text, "2023-02-10") == {("leader_visit", "USA", "POL", "2023-02-20", "scheduled")}


@pytest.mark.parametrize(
    "old",
    [
        "In 1979 the two countries had signed a defence pact.",
        "The two countries signed a defence pact in 1979.",
    ],
)
def test_the_two_countries_are_those_of_the_sentence_before(old: str):
    """Also in a digest that names another two more often."""
    text = (
        "Peru and Chile signed a trade agreement on Tuesday. Peru's minister praised Chile.\n\n"
        f"Kenya and Ghana signed a fisheries agreement on Monday. {old}"
    )
    assert {one[:4] for one in told(text, "2025-03-12")} == {
        ("agreement_signed", "CHL", "PER", "2025-03-11"),
        ("agreement_signed", "GHA", "KEN", "2025-03-10"),
        ("agreement_signed", "GHA", "KEN", "1979-01-01"),
    }
