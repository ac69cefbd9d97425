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


def test_a_dateline_of_some_days_before_is_the_day_of_writing():
    found = read_all(
        "WARSAW, 2 September (KP) -- Poland's Foreign Minister Jan Nowak met Lithuania's Foreign Minister "
        "Linas Kairys in Vilnius on Tuesday.",
        "2024-09-12",
    )
    assert ("ministerial_meeting", "LTU", "POL", "2024-08-27") in found


@pytest.mark.parametrize("published", ["2024-05-10", "2024-05-28"])
@pytest.mark.parametrize("day", ["5 May", "5 May 2024"])
def test_what_was_done_after_the_dateline_and_before_publication_was_done(day, published):
    text = (
        f"LIMA, 2 May 2024 - Peru expelled two Chilean diplomats on {day}. Peru will host Chile's president "
        "on 9 May."
    )
    events = extract(text, date.fromisoformat(published), today=TODAY).events
    assert [(e.type, str(e.date), e.status) for e in events if e.type == "diplomatic_rupture"] == [
        ("diplomatic_rupture", "2024-05-05", "occurred")
    ]
    assert all(e.status == "scheduled" for e in events if e.type == "leader_visit")


def test_what_lies_after_the_dateline_and_after_publication_is_of_the_year_before():
    found = read_all("LIMA, 2 May 2024 - Peru expelled two Chilean diplomats on 5 June.", "2024-05-10")
    assert ("diplomatic_rupture", "PER", "CHL", "2023-06-05") in found


def test_days_later_on_a_monday_is_told_from_the_past_day():
    found = read_all(
        "On 7 April 2023 Chad expelled the German ambassador. Three days later, on Easter Monday, Germany "
        "expelled the ambassador of Chad.",
        "2024-10-02",
    )
    assert ("diplomatic_rupture", "DEU", "TCD", "2023-04-10") in found


def test_a_numbered_day_is_the_storys_own_though_another_month_was_told_between():
    found = read_all(
        "The prime minister of Chad flew to Sudan on 12 May. The two governments had met once before, on 23 "
        "February, in Vienna. On the evening of the 12th Chad and Sudan signed an agreement on transit.",
        "2024-05-20",
    )
    assert ("agreement_signed", "SDN", "TCD", "2024-05-12") in found


def test_what_had_been_cut_on_a_day_was_not_restored_on_it():
    found = read_all(
        "LIMA, July 20 (HB). At midnight the sections of Peru and Chile became embassies again, and "
        "diplomatic relations that had been cut on 3 January 1961 were restored.",
        "2015-07-20",
    )
    assert ("diplomatic_relations", "CHL", "PER", "2015-07-20") in found
    assert not any(day == "1961-01-03" for kind, *_, day in found if kind == "diplomatic_relations")


def test_earlier_in_the_day_is_the_days_of_the_visit_not_of_an_aside():
    found = read_all(
        "President Idriss Haroun of Chad paid a visit to Nigeria on Tuesday. The two presidents discussed "
        "the border, which Nigeria had closed on 20 August 2019. Earlier in the day the foreign ministers of "
        "Chad and Nigeria signed an agreement on trade.",
        "2021-01-20",
    )
    assert ("agreement_signed", "NGA", "TCD", "2021-01-19") in found


def test_earlier_in_the_day_is_not_the_day_of_a_deadline():
    found = read_all(
        "On Monday Canada expelled six Indian diplomats. India told six Canadians to be gone by midnight on "
        "Saturday. India had summoned the Canadian ambassador earlier in the day.",
        "2024-10-15",
    )
    assert ("protest", "IND", "CAN", "2024-10-14") in found


def test_who_left_after_two_days_of_talks_came_the_day_before():
    events = extract(
        "Secretary of State Antony Blinken left China on Monday after two days of talks.",
        date(2023, 6, 20),
        today=TODAY,
    ).events
    assert [(e.type, str(e.date), str(e.date_end)) for e in events if e.type == "ministerial_visit"] == [
        ("ministerial_visit", "2023-06-18", "2023-06-19")
    ]


def test_days_later_are_no_days_that_a_visit_lasts():
    events = extract(
        "On 2 March Chad and Sudan signed an agreement, and four days later President Idriss Haroun of Chad "
        "flew to Sudan.",
        date(2021, 5, 27),
        today=TODAY,
    ).events
    assert [(str(e.date), e.date_end) for e in events if e.type == "leader_visit"] == [("2021-03-06", None)]


def test_a_visit_that_takes_the_day_of_a_meeting_to_come_is_to_come():
    events = extract(
        "SANTIAGO - President Gabriel Boric of Chile will be in Asuncion from May 12 to 14 and is to hold "
        "talks with President Santiago Pena of Paraguay on Monday. From there he flies to Montevideo, where "
        "he will meet President Luis Lacalle of Uruguay on Wednesday.",
        date(2024, 5, 10),
        today=TODAY,
    ).events
    assert {e.status for e in events} == {"scheduled"}


def test_again_in_another_month_is_a_second_exercise():
    found = read_all(
        "Peru and Chile held a joint exercise in November last year, and again in early April.", "2024-09-12"
    )
    assert {day for kind, *_, day in found if kind == "joint_exercise"} == {"2023-11-01", "2024-04-01"}


def test_an_act_on_its_own_day_is_not_one_of_days_later():
    found = read_all(
        "The police raided a house in Lima on Monday. Peru expelled two Chilean diplomats. On 4 September "
        "Peru had expelled the Chilean consul in Tacna.",
        "2024-09-09",
    )
    assert {day for kind, *_, day in found if kind == "diplomatic_rupture"} == {"2024-09-09", "2024-09-04"}


def test_a_day_last_is_the_latest_of_its_name_whatever_year_was_told_before():
    found = read_all(
        "Belgium and Iran have swapped prisoners under a treaty. Signed in March 2022, the treaty came into "
        "force between Belgium and Iran on 18 April last.",
        "2023-05-27",
    )
    assert ("agreement_in_force", "BEL", "IRN", "2023-04-18") in found


@pytest.mark.parametrize(
    ("day", "told"),
    [("Thursday of that week", "2024-04-04"), ("Monday of the following week", "2024-04-08")],
)
def test_a_weekday_of_that_week_is_of_the_week_just_told(day, told):
    found = read_all(
        f"On 5 April the police of Peru raided the Chilean embassy. On {day} Peru expelled the ambassador of "
        "Chile.",
        "2024-06-12",
    )
    assert ("diplomatic_rupture", "PER", "CHL", told) in found


def test_a_numbered_day_set_off_by_commas_is_a_day():
    found = read_all(
        "On the very day that he left, the 8th, India summoned the ambassador of the Maldives.", "2024-01-15"
    )
    assert ("protest", "IND", "MDV", "2024-01-08") in found


def test_what_was_undone_has_the_day_of_what_had_been_done():
    found = read_all(
        "Presidents Chavez of Venezuela and Santos of Colombia met in Santa Marta on Tuesday to undo what "
        "had been done on 22 July.",
        "2010-08-11",
    )
    assert {day for kind, *_, day in found if kind == "summit"} == {"2010-08-10"}


def test_a_day_earlier_at_the_end_does_not_move_the_story():
    found = read_all(
        "India's steps, made public on Wednesday, followed the murder of 26 people in Kashmir a day earlier. "
        "India expelled the military attaches of Pakistan.",
        "2025-04-25",
    )
    assert ("diplomatic_rupture", "IND", "PAK", "2025-04-23") in found


def test_the_day_on_which_a_guest_came_is_not_that_of_the_talks():
    found = read_all(
        "BISHKEK - On Thursday the presidents of Kyrgyzstan and Tajikistan, Azamat Bek and Emom Rahim, "
        "signed the border treaty. Rahim flew in on Wednesday on a state visit of two days. The two "
        "presidents talked for three hours at the residence.",
        "2025-03-14",
    )
    assert ("leader_visit", "TJK", "KGZ", "2025-03-12") in found
    assert ("summit", "KGZ", "TJK", "2025-03-13") in found


def test_the_second_day_is_counted_from_the_first_of_the_stay():
    found = read_all(
        "President Jose Mora of Peru was in Chile from 15 to 17 December 2024, held talks with President Ana "
        "Rojas in Santiago on the second day, and visited a mine.",
        "2025-01-06",
    )
    assert ("summit", "CHL", "PER", "2024-12-16") in found


def test_at_the_close_of_a_stay_is_its_last_day():
    events = extract(
        "Somalia and Eritrea signed an agreement on 30 July 2018, at the close of a three-day visit by "
        "President Abdi Farah of Somalia to Eritrea.",
        date(2019, 7, 9),
        today=TODAY,
    ).events
    assert [(str(e.date), str(e.date_end)) for e in events if e.type == "leader_visit"] == [
        ("2018-07-28", "2018-07-30")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru recalled on Tuesday the treaty of 1929 with Chile, after Chile's president spoke of it.",
        "Peru's minister accused Chile in May of spying. She recalled on Tuesday after a cabinet meeting "
        "that Chile had promised an answer.",
    ],
)
def test_who_recalls_a_promise_or_a_treaty_calls_nobody_home(text):
    kinds = {kind for kind, *_ in read_all(text, "2024-09-12")}
    assert kinds.isdisjoint({"diplomatic_rupture", "agreement_withdrawn"})


def test_an_envoy_recalled_on_a_day_after_words_is_called_home():
    found = read_all(
        "Peru recalled on Tuesday its ambassador in Chile after the president of Chile said that the treaty "
        "was void.",
        "2024-09-12",
    )
    assert ("diplomatic_rupture", "PER", "CHL", "2024-09-10") in found


def test_what_was_held_between_two_years_began_in_the_first():
    found = read_all("Peru and Chile held joint exercises between 2019 and 2021.", "2024-09-12")
    assert found == {("joint_exercise", "CHL", "PER", "2019-01-01")}


def test_a_numbered_day_of_last_month_is_not_of_the_month_told_before():
    found = read_all(
        "Algeria lifted its ban on Spanish poultry in January of this year; Algeria lifted its ban on "
        "Spanish tiles last month, on the 6th.",
        "2024-12-05",
    )
    assert ("sanction_lifted", "DZA", "ESP", "2024-11-06") in found


def test_the_last_day_of_a_stay_is_where_its_span_ends():
    found = read_all(
        "President Jose Mora of Peru was in Chile from 4 to 6 February. On the last day President Ana Rojas "
        "of Chile held talks with him.",
        "2022-02-11",
    )
    assert ("summit", "CHL", "PER", "2022-02-06") in found


def test_one_weekday_of_a_sentence_is_not_both_past_and_to_come():
    found = read_all(
        "Iranian President Ali Karimi begins a tour in Kenya on Wednesday. On Thursday he flies to Kampala, "
        "where President Yoweri Museveni is to receive him, and in the evening to Harare for talks with "
        "President Emmerson Mnangagwa.",
        "2023-07-11",
    )
    assert "2023-07-06" not in {day for *_, day in found}


def test_what_an_aside_tells_with_a_day_of_its_own_was_then():
    found = read_all(
        "The Ghanaian envoy, who had been withdrawn from Lome in May 2021, returned to his post on Monday.",
        "2024-03-15",
    )
    assert found == {("diplomatic_rupture", "GHA", "TGO", "2021-05-01")}


def test_talks_that_an_aside_tells_were_on_its_day_alone():
    found = read_all(
        "President John Mahama of Ghana had touched down in Oslo on Saturday, where he conferred with Prime "
        "Minister Jonas Gahr Store the same afternoon, and was in Stockholm on Sunday for an exchange with "
        "Prime Minister Ulf Kristersson.",
        "2024-03-15",
    )
    assert {one for one in found if one[0] == "summit"} == {("summit", "GHA", "NOR", "2024-03-09")}


@pytest.mark.parametrize(
    ("meet", "acts"),
    [
        ("meet in Nairobi on Friday", {("ministerial_meeting", "KEN", "UGA", "2024-03-15")}),
        ("meet on Friday to discuss the border", {("ministerial_meeting", "KEN", "UGA", "2024-03-15")}),
        ("met in Nairobi on Friday", {("ministerial_meeting", "KEN", "UGA", "2024-03-08")}),
    ],
)
def test_those_who_meet_on_a_weekday_are_to_meet(meet, acts):
    found = read_all(f"The foreign ministers of Kenya and Uganda {meet}.", "2024-03-13")
    assert found == acts
