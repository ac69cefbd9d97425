"""What strangers found wrong when they tried the extractor; each was seen, and stays mended."""

from datetime import date

import pytest

from etl.coding.extract import extract
from tests.acts_told import TODAY, read_all

BODY = (
    "Kenyan President William Ruto visited Norway on 12 March 2024. Norway expelled the Kenyan ambassador "
    "on 22 October 1990. The two countries signed an agreement on 14 March 2024."
)


@pytest.mark.parametrize(
    "title",
    [
        "Kenya and Norway: relations since 12 December 1963",
        "Kenya and Norway, a chronology (treaty of 1 July 2010)",
        "Kenya and Norway, an overview (2 January 2020)",
    ],
)
def test_a_day_in_a_title_is_not_that_of_publication(title):
    assert read_all(f"{title}\n\n{BODY}") == {
        ("leader_visit", "KEN", "NOR", "2024-03-12"),
        ("diplomatic_rupture", "NOR", "KEN", "1990-10-22"),
        ("agreement_signed", "KEN", "NOR", "2024-03-14"),
    }


def test_a_day_over_a_communique_is_that_of_publication():
    found = read_all(
        "Joint Communique on the visit of the President of Kenya (Oslo, 14 March 2024)\n\nThe President of "
        "Kenya, William Ruto, met Prime Minister Jonas Gahr Store of Norway on 13 March."
    )
    assert ("summit", "KEN", "NOR", "2024-03-13") in found


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Speaking on Sunday, Egypt imposed sanctions on Norway last week.", "2025-02-05"),
        (
            "On 2 February Egypt and Norway were in Accra. Last week Egypt imposed sanctions on Norway.",
            "2025-02-05",
        ),
    ],
)
def test_last_week_is_no_day_whatever_day_stands_near(text, published):
    assert {one[3] for one in read_all(text, published) if one[0] == "sanction"} == {"None"}


def test_what_was_done_of_late_is_not_what_was_done_years_ago():
    found = read_all(
        "Kenya recalled its ambassador from Ghana in 2019 after a dispute.\n\nLast week Kenya expelled two "
        "Ghanaian diplomats.",
        "2024-03-12",
    )
    assert found == {
        ("diplomatic_rupture", "KEN", "GHA", "2019-01-01"),
        ("diplomatic_rupture", "KEN", "GHA", "None"),
    }


def test_an_expulsion_has_no_topics_of_another_sentence():
    [event] = extract(
        "Norway expelled two Egyptian diplomats on Tuesday.\n\nA spokesman spoke of the weather. He had "
        "nothing to add. Nobody else was there.\n\nThe fishing fleet, the fisheries ministry said, fishes "
        "for cod off the coast, and fishermen fear for fishing grounds.",
        date(2025, 2, 5),
        today=TODAY,
    ).events
    assert "maritime" not in event.topics[:1]


def test_two_meetings_of_one_sentence_are_not_crossed():
    found = read_all(
        "Chile's Gabriel Boric met Canada's Justin Trudeau on Tuesday, and Kenyan President William Ruto "
        "met Italian Prime Minister Giorgia Meloni.",
        "2024-04-01",
    )
    assert {one[1:3] for one in found} == {("CAN", "CHL"), ("ITA", "KEN")}


def test_a_state_hinted_at_is_not_that_of_the_dateline():
    found = read_all(
        "LONDON, Aug 9 (Reuters) – Vietnam and Uruguay signed a trade agreement. The South American "
        "country's president visited Hanoi on Thursday.",
        "2024-08-09",
    )
    assert not any("GBR" in one for one in found)


def test_a_notice_of_correction_tells_no_act():
    found = read_all(
        "Correction: an earlier version of this article said that Botswana and Sri Lanka signed an "
        "agreement on Monday. It was signed on Friday.",
        "2024-08-09",
    )
    assert found == set()


def test_who_said_that_he_would_summon_has_not():
    text = "TEL AVIV — Israel said on Sunday that it would summon the Brazilian ambassador on Monday."
    [event] = extract(text, date(2024, 2, 18), today=TODAY).events
    assert (event.type, event.status, str(event.date)) == ("protest", "scheduled", "2024-02-19")


def test_a_visit_closed_on_a_day_ended_on_it():
    found = extract(
        "Kenyan President William Ruto arrived in Oslo on Tuesday. Norway and Kenya signed an agreement on "
        "Thursday, closing a three-day state visit by President Ruto.",
        date(2024, 3, 16),
        today=TODAY,
    ).events
    assert [(str(e.date), str(e.date_end)) for e in found if e.type == "leader_visit"] == [
        ("2024-03-12", "2024-03-14")
    ]


def test_days_under_a_year_that_stands_alone_are_of_that_year():
    found = read_all(
        "Norway and Kenya: a chronology\n\n2007\n\n28-31 May: President Mwai Kibaki of Kenya paid a state "
        "visit to Norway.\n\n2010\n\n12 June - Norway and Kenya signed a fisheries agreement.",
        "2024-03-16",
    )
    assert found == {
        ("leader_visit", "KEN", "NOR", "2007-05-28"),
        ("agreement_signed", "KEN", "NOR", "2010-06-12"),
    }


def test_relations_raised_are_not_established():
    assert not any(
        one[0] == "diplomatic_relations"
        for one in read_all("Vietnam raised its relations with Australia in March.", "2024-03-16")
    )
    found = read_all(
        "Estonia and Russia raised their relations to the level of ambassadors on 7 March.", "2024-03-16"
    )
    assert found == {("diplomatic_relations", "EST", "RUS", "2024-03-07")}


def test_a_month_is_not_borrowed_from_another_plan():
    found = read_all(
        "HANOI — Uruguay and Vietnam signed an accord on Thursday, which would be sent to parliament in "
        "September. The visit of Uruguayan President Luis Lacalle Pou goes on until Sunday, when the "
        "president leaves for Singapore, where he will meet Prime Minister Lawrence Wong.",
        "2024-08-09",
    )
    assert not any(one[3] == "2024-09-01" for one in found)


def test_a_month_of_a_second_act_is_not_that_of_the_first():
    found = read_all(
        "Uzbekistan lifted visas for Koreans in 2018, when President Shavkat Mirziyoyev paid a state visit "
        "to South Korea, and agreed in August 2018 on flights.",
        "2024-08-09",
    )
    assert ("leader_visit", "UZB", "KOR", "2018-01-01") in found


def test_a_script_between_two_sentences_is_neither_text_nor_a_day():
    found = read_all(
        "Peru protested to Chile on Monday.<script>alert(1)</script> On March 6 Malaysia and Peru signed a "
        "treaty.",
        "2025-03-11",
    )
    assert found == {
        ("protest", "PER", "CHL", "2025-03-10"),
        ("agreement_signed", "MYS", "PER", "2025-03-06"),
    }
    quoted = "Peru protested to Chile on Monday after it had called alert(1)."
    assert read_all(quoted, "2025-03-11") == {("protest", "PER", "CHL", "2025-03-10")}
