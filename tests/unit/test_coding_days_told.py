"""On which day: ways of telling days met in reports and histories; the sentences are our own."""

from datetime import date

import pytest

from etl.coding.days.date_words import find_dates
from etl.coding.extract import extract
from tests.acts_told import TODAY, read_all


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kenya's President William Ruto sets out on Wednesday for Rwanda.", "2024-11-20"),
        ("Kenya's President William Ruto is awaited on Wednesday in Rwanda.", "2024-11-20"),
        ("Kenya's President William Ruto flew to Rwanda on Wednesday.", "2024-11-13"),
    ],
)
def test_who_sets_out_or_is_awaited_on_a_weekday_has_not_come_yet(text, day):
    assert ("leader_visit", "KEN", "RWA", day) in read_all(text, "2024-11-17")


def test_a_round_fixed_for_a_day_is_of_that_day_to_come():
    found = read_all(
        "A further round of talks between Chad and Sudan is fixed for 25 October in Doha.", "2025-10-20"
    )
    assert found == {("consultation", "SDN", "TCD", "2025-10-25")}


def test_a_year_that_opens_an_entry_dates_what_it_tells():
    found = read_all(
        "How Peru and Chile got here, step by step.\n\n2021. Peruvian Foreign Minister Oscar Maurtua "
        "visited Chile on 27 February.\n\n2023. In July Peru and Chile signed a fisheries agreement.",
        "2024-09-05",
    )
    assert found == {
        ("ministerial_visit", "PER", "CHL", "2021-02-27"),
        ("agreement_signed", "CHL", "PER", "2023-07-01"),
    }


@pytest.mark.parametrize(
    "words", ["and Augusto Leguia", "Mayor May", "last Marchers", "12 Augusto", "of Marches"]
)
def test_names_that_begin_as_months_are_no_dates(words):
    assert find_dates(f"They met {words} there.") == ()


def test_of_that_year_is_of_the_year_told():
    found = read_all(
        "They were restored in 1975, after the presidents of Bolivia and Chile, Hugo Banzer and Augusto "
        "Pinochet, had met on 8 February of that year.",
        "2021-03-30",
    )
    assert ("summit", "BOL", "CHL", "1975-02-08") in found


def test_not_until_a_day_is_on_that_day():
    text = "It was not until 29 September 1972 that Japan and China established diplomatic relations."
    assert read_all(text, "2021-08-25") == {("diplomatic_relations", "CHN", "JPN", "1972-09-29")}


def test_an_anniversary_counts_no_days_of_a_month():
    text = "The Polish and Lithuanian presidents met in Vilnius on Friday, the 30th anniversary of a treaty."
    assert ("summit", "LTU", "POL", "2024-04-26") in read_all(text, "2024-05-01")


def test_a_treaty_of_a_day_was_signed_on_it():
    text = "Under the treaty of 12 February 1979, signed in Lima, Peru and Bolivia share the lake."
    assert read_all(text, "2018-10-26") == {("agreement_signed", "BOL", "PER", "1979-02-12")}


def test_weeks_after_an_act_that_act_was_on_another_day():
    found = read_all(
        "Germany's foreign ministry summoned the Russian charge d'affaires on Friday, a week after it had "
        "expelled two diplomats.",
        "2024-05-01",
    )
    assert found == {
        ("protest", "DEU", "RUS", "2024-04-26"),
        ("diplomatic_rupture", "DEU", "RUS", "None"),
    }


def test_what_opens_a_sentence_as_days_after_is_reckoned():
    found = read_all(
        "Two days after twenty Chadian soldiers were killed in a border clash with Sudanese troops, Chad "
        "protested to Sudan on Wednesday.",
        "2020-06-17",
    )
    assert {one[3] for one in found if one[0] == "conflict"} == {"2020-06-15"}
    assert {one[3] for one in found if one[0] == "protest"} == {"2020-06-17"}


def test_a_ban_in_force_since_is_no_treaty_in_force():
    found = read_all(
        "On 10 May Russia lifted the ban on flights to Georgia, in force since July 2019.", "2023-05-20"
    )
    assert found == {("sanction_lifted", "RUS", "GEO", "2023-05-10")}


def test_an_entry_of_a_chronology_is_of_its_day_not_of_a_since():
    text = "24 August 2017: Qatar restores full relations with Iran, absent since early 2016."
    assert read_all(text, "2021-01-06") == {("diplomatic_relations", "IRN", "QAT", "2017-08-24")}


def test_earlier_in_a_month_is_no_day_of_the_same_sentence():
    found = read_all(
        "The ministry summoned Chile's ambassador to Peru on Monday in protest over Chile's decision to "
        "declare four Peruvian diplomats personae non gratae earlier in April.",
        "2022-04-26",
    )
    assert ("diplomatic_rupture", "CHL", "PER", "2022-04-01") in found


def test_ties_cut_long_ago_do_not_date_what_follows():
    found = read_all(
        "In early March Iran and Oman agreed to resume diplomatic relations that were severed in 2016. The "
        "agreement on flights was signed by the foreign ministers of the two countries in April.",
        "2023-06-06",
    )
    assert ("agreement_signed", "IRN", "OMN", "2023-04-01") in found


def test_last_evening_is_yesterday():
    found = read_all(
        "Narendra Modi and Emmanuel Macron held a telephonic conversation last evening.", "2019-01-09"
    )
    assert found == {("leader_call", "FRA", "IND", "2019-01-08")}


def test_a_dateline_may_end_with_its_agency():
    found = read_all(
        "New Delhi, May 25 (PTI) French President Emmanuel Macron on Friday called up Prime Minister "
        "Narendra Modi.",
        "2019-05-25",
    )
    assert found == {("leader_call", "FRA", "IND", "2019-05-24")}


def test_the_day_of_a_spokesman_gives_way_to_the_day_of_the_fight():
    found = read_all(
        "The clash that occurred late on Wednesday was confirmed by both Chad and Sudan.\n\nTwo Chadian "
        "soldiers were killed by fire from the Sudanese side, Chad's army spokesman said on Thursday.",
        "2019-12-26",
    )
    assert {one[3] for one in found if one[0] == "conflict"} == {"2019-12-25"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("President William Ruto returned from a three-day state visit to Chad on Wednesday.", "26", "28"),
        ("President William Ruto left Chad on Wednesday after a two-day visit.", "27", "28"),
        ("President William Ruto began a two-day visit to Chad on Wednesday.", "28", "29"),
        (
            "President Aleksandar Vucic said on Wednesday at the end of a two-day visit by Emmanuel Macron "
            "that Serbia would buy jets.",
            "27",
            "28",
        ),
    ],
)
def test_a_visit_ends_on_the_day_of_leaving(text, first, last):
    found = extract(text, date(2024, 3, 1), today=TODAY).events
    assert [(str(e.date), str(e.date_end)) for e in found] == [(f"2024-02-{first}", f"2024-02-{last}")]


def test_weeks_abroad_in_several_states_are_not_the_day_of_return():
    found = read_all(
        "President William Ruto arrived back in Nairobi yesterday after a two-week visit to Germany, Chad "
        "and Italy. The Head of State first made a state visit to Germany.",
        "2024-03-01",
    )
    assert {one[3] for one in found if one[0] == "leader_visit"} == {"2024-02-16", "2024-02-01"}


def test_what_was_often_done_has_no_day_of_the_story():
    found = read_all(
        "Armenia's Foreign Ministry spoke of peace on Tuesday. The Armenian and Azerbaijani foreign "
        "ministers have met four times in the last seven months.",
        "2019-02-05",
    )
    assert found == set()
