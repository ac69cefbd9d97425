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


@pytest.mark.parametrize(
    "text",
    [
        "After the Russian annexation of Crimea in 2014, Japan and Ukraine signed a loan pact on 5 June "
        "2015.",
        "After the Russian invasion of Ukraine in February 2022, Kenya and Japan issued a joint "
        "statement on 5 May.",
        "After the Soviet occupation of the Baltic states in 1940, Chile did not recognise the annexation.",
        "After the Russian annexation of Crimea in 2014, Canada suspended cooperation with Russia.",
    ],
)
def test_a_war_that_is_named_is_not_of_those_who_stand_beside_it(text):
    fought = {one[1:3] for one in read_all(text, "2024-01-01") if one[0] == "conflict"}
    assert fought <= {("RUS", "UKR")}


def test_a_war_that_is_named_is_of_its_own_two():
    found = read_all("Iraq's invasion of Kuwait in August 1990 shocked Chile and Peru.", "2024-01-01")
    assert found == {("conflict", "IRQ", "KWT", "1990-08-01")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Latvia's president made a state visit to Finland in 2024, from 3 to 5 April.", "2024-04-03"),
        ("In 2024, from 3 to 5 April, Latvia's president made a state visit to Finland.", "2024-04-03"),
        ("The president of Latvia visited Finland in 2023, on 6 June.", "2023-06-06"),
        ("The president of Latvia visited Finland in 2023 (on 6 June).", "2023-06-06"),
    ],
)
def test_a_day_behind_its_year_is_of_that_year(text, day):
    assert read_all(text, "2025-09-02") == {("leader_visit", "LVA", "FIN", day)}


def test_months_under_a_year_are_of_that_year():
    lines = (
        "Relations of Uruguay and Vietnam, a chronology",
        "",
        "2024",
        "14 February: Uruguay and Vietnam sign a trade agreement in Hanoi.",
        "May: Uruguay and Vietnam sign a labour agreement in Montevideo.",
        "",
        "2025",
        "August: The foreign minister of Uruguay visits Vietnam.",
        "November: Vietnam and Uruguay sign a fisheries agreement.",
    )
    assert read_all("\n".join(lines), "2026-01-01") == {
        ("agreement_signed", "URY", "VNM", "2024-02-14"),
        ("agreement_signed", "URY", "VNM", "2024-05-01"),
        ("ministerial_visit", "URY", "VNM", "2025-08-01"),
        ("agreement_signed", "URY", "VNM", "2025-11-01"),
    }


def test_a_dateline_may_name_the_agency_before_the_day():
    text = (
        "BISHKEK (Steppe News) 4 February 2026 - Border guards of Kyrgyzstan and Tajikistan exchanged fire "
        "on Tuesday, officials said on Wednesday."
    )
    assert read_all(text) == {("conflict", "KGZ", "TJK", "2026-02-03")}


@pytest.mark.parametrize(
    "text",
    [
        "The report that Ghana recalled its ambassador from Kenya on Monday was wrong, the agency said.",
        "Editor's note: this article wrongly said Ghana imposed sanctions on Kenya on Monday.",
        "An earlier version said wrongly that Ghana expelled two Kenyan diplomats on Wednesday.",
    ],
)
def test_what_an_article_takes_back_is_no_act(text):
    assert not read_all(text, "2025-06-01")


def test_a_meeting_put_off_to_no_day_is_not_scheduled():
    assert not read_all(
        "The 15th High-Level Meeting between Portugal and Morocco, which was to take place in Lisbon on 12 "
        "June, has been postponed to the autumn.",
        "2025-06-01",
    )


def test_the_summit_at_which_something_was_agreed_was_held():
    found = read_all(
        "Japanese Prime Minister Shigeru Ishiba and Malaysian Prime Minister Anwar Ibrahim agreed on Friday "
        "to deepen security ties at a summit in Putrajaya. The talks lasted for seventy minutes.",
        "2025-01-11",
    )
    assert ("summit", "JPN", "MYS", "2025-01-10") in found


def test_an_act_of_former_times_has_no_topics_of_the_article():
    text = (
        "Japan and Peru cut tariffs on exports of cars and trade in fruit on Monday. Trade ministers spoke "
        "of duties "
        "and customs. Exporters were pleased with the tariffs. In 1998 Japan and Peru signed an "
        "extradition treaty."
    )
    found = extract(text, date(2024, 3, 6), today=TODAY).events
    assert [one.topics for one in found if str(one.date)[:4] == "1998"] == [("law_rights",)]


def test_topics_of_a_few_sentences_are_not_those_of_all():
    pairs = (("Chile", "Peru"), ("Kenya", "Ghana"), ("Norway", "Mali"), ("Japan", "Fiji"), ("Togo", "Chad"))
    months = ("February", "April", "June", "August", "October", "December")
    lines = [f"The president of {a} visited {b} on 6 {month} 2023." for month in months for a, b in pairs]
    text = "Brazil and Spain signed a trade agreement on 28 February 2024.\n\n" + "\n\n".join(lines)
    found = extract(text, date(2024, 3, 1), today=TODAY).events
    assert {one.topics for one in found if one.date == date(2023, 12, 6)} == {("regional_order",)}


def test_years_of_talks_are_no_meeting():
    found = read_all(
        "The treaty was signed on 28 May, ministers of both countries said in Windhoek after years of talks "
        "between Botswana and Namibia.",
        "2025-06-01",
    )
    assert found == {("agreement_signed", "BWA", "NAM", "2025-05-28")}
