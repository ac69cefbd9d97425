"""Days that stand beside an act and are another's: in asides, counted, of each year, of a state that lasts.

The sentences are our own.
"""

import pytest

from etl.coding.days.date_words import find_dates
from tests.acts_told import read_all


def test_a_day_in_an_aside_moves_no_story():
    found = read_all(
        "On Wednesday Algeria suspended the friendship treaty with Spain, which the two had concluded on "
        "8 October 2002. An hour later Algeria froze payments for trade with Spain.",
        "2022-06-10",
    )
    assert ("agreement_withdrawn", "DZA", "ESP", "2022-06-08") in found
    assert ("sanction", "DZA", "ESP", "2022-06-08") in found


def test_hours_later_is_told_by_the_act_not_by_the_aside_before_it():
    found = read_all(
        "Algeria recalled its envoy from Spain on 19 March 2022. On 8 June of that year Algeria suspended "
        "its "
        "treaty with Spain, which the two countries had concluded in October 2002; hours later its banking "
        "association told members to stop handling payments for trade with Spain.",
        "2023-11-18",
    )
    assert ("sanction", "DZA", "ESP", "2022-06-08") in found


def test_that_day_is_the_journeys_not_the_announcements():
    found = read_all(
        "Chad's president went to Cairo on 16 March with a plan, announced on 6 March, to open the border "
        "with Egypt. That day Chad and Egypt signed an agreement.",
        "2023-05-08",
    )
    assert ("agreement_signed", "EGY", "TCD", "2023-03-16") in found


def test_a_weekday_after_its_date_is_that_date():
    found = read_all(
        "Algeria recalled its envoy from Spain on 19 March 2022, a Saturday. On 8 June of that year Algeria "
        "suspended its friendship treaty with Spain.",
        "2023-11-18",
    )
    assert ("agreement_withdrawn", "DZA", "ESP", "2022-06-08") in found


def test_the_same_sunday_is_the_one_just_told():
    found = read_all(
        "On 12 October Chad and Sudan exchanged fire along the border, with dozens dead. Chad closed its "
        "border with Sudan the same Sunday.",
        "2025-10-20",
    )
    assert ("sanction", "TCD", "SDN", "2025-10-12") in found


@pytest.mark.parametrize(
    "aside", ["who had been living there since December", "which had stood empty since May"]
)
def test_what_had_lasted_since_a_month_dates_neither_the_act_nor_the_next(aside):
    found = read_all(
        f"Peru broke off relations with Chile last Friday. Chilean police had searched the house of a "
        f"Peruvian "
        f"poet, {aside}. Chile expelled three Peruvian diplomats hours later.",
        "2024-04-12",
    )
    assert ("diplomatic_rupture", "CHL", "PER", "2024-04-05") in found


def test_who_had_lived_there_since_a_month_sets_no_day():
    found = read_all(
        "Police stormed the Peruvian embassy in Chile last Friday night. The poet had lived in the "
        "building since "
        "December. The president of Peru broke off relations with Chile within hours of the raid.",
        "2024-04-12",
    )
    assert ("diplomatic_rupture", "PER", "CHL", "2024-04-05") in found


def test_ties_resumed_were_not_resumed_on_the_day_they_were_cut():
    found = read_all(
        "Somalia made peace with Kenya on Thursday morning. A statement said that the two had resumed "
        "diplomatic "
        "relations, cut by Somalia on 15 December.",
        "2021-05-07",
    )
    assert ("diplomatic_relations", "KEN", "SOM", "2021-05-06") in found
    assert not any(one[0] == "diplomatic_relations" and one[3] == "2020-12-15" for one in found)


def test_what_an_aside_tells_is_not_the_day_of_what_has_been_done():
    found = read_all(
        "China, which took the first scallops from Japan in two years on 5 November, has told Japan that "
        "it is "
        "banning imports of seafood again.",
        "2025-11-20",
    )
    assert not any(one[3] == "2025-11-05" for one in found)


def test_what_is_counted_this_month_is_on_its_own_day():
    found = read_all(
        "Balloons from Belarus will be shot down, Lithuania's prime minister declared on Monday. The "
        "Lithuanian "
        "foreign ministry handed the Belarusian chargé a note of protest on the same day, the third this "
        "month.",
        "2025-10-30",
    )
    assert ("protest", "LTU", "BLR", "2025-10-27") in found


def test_that_month_is_the_month_of_its_sentence_or_the_last_one_told():
    found = read_all(
        "An Iranian was convicted in Sweden in July 2022 of the hangings of 1988. Iran recalled its "
        "ambassador to "
        "Sweden on the 21st of that month.",
        "2024-06-16",
    )
    assert ("diplomatic_rupture", "IRN", "SWE", "2022-07-21") in found
    found = read_all(
        "It is the second round this year. In April Japan signed an accord with Peru; on the 27th of that "
        "month "
        "Russia expelled eight Japanese diplomats.",
        "2022-10-05",
    )
    assert ("diplomatic_rupture", "RUS", "JPN", "2022-04-27") in found


@pytest.mark.parametrize("words", ["up to 24 August each year", "by 24 August every year"])
def test_a_day_of_each_year_is_no_date(words):
    assert find_dates(f"Either side may give notice {words}.") == ()


def test_had_a_telephone_conversation_is_of_the_day_over_the_readout():
    found = read_all(
        "Telephone conversation with the President of Azerbaijan\n\n28 December 2024, 19:20\n\nVladimir "
        "Putin had a "
        "telephone conversation with Ilham Aliyev, the president of Azerbaijan. Both spoke of the accident "
        "of 25 December.",
        "2024-12-28",
    )
    assert ("leader_call", "AZE", "RUS", "2024-12-28") in found


def test_a_year_that_heads_a_part_dates_its_bare_days():
    found = read_all(
        "== 2009 ==\n\nOn 6 March 2009 Morocco broke off relations with Iran. The quarrel had been set off "
        "by a "
        "cleric; Morocco had recalled its chargé d'affaires from Tehran on 25 February.",
        "2020-06-15",
    )
    assert ("diplomatic_rupture", "MAR", "IRN", "2009-02-25") in found


def test_the_day_of_a_gathering_is_not_that_of_talks_after_it():
    found = read_all(
        "Foreign Minister Schialer of Peru attended a conference in Madrid on March 3 and held talks with "
        "Spanish Foreign Minister Jose Manuel Albares on March 5.",
        "2025-03-12",
    )
    assert found == {("ministerial_meeting", "ESP", "PER", "2025-03-05")}


def test_days_since_when_else_was_done_are_not_of_the_visit():
    found = read_all(
        "LIMA, March 10 - Peruvian President Dina Boluarte and Bolivian President Luis Arce met on Monday. "
        "Arce is on an official visit to Lima, the first since winning the vote of February 20 by a "
        "whisker and moving into the palace on February 26.",
        "2025-03-12",
    )
    assert found == {("summit", "BOL", "PER", "2025-03-10"), ("leader_visit", "BOL", "PER", "2025-03-10")}


def test_a_meeting_is_on_the_day_beside_it_not_on_that_of_the_gathering():
    found = read_all(
        "President Mokgweetsi Masisi went to the African Union's 12th Extraordinary Summit of Heads of "
        "State on March 3 where he held talks with Angola's President Joao Lourenco on Tuesday March 4.",
        "2025-03-12",
    )
    assert {one[3] for one in found} == {"2025-03-04"}


def test_words_were_printed_on_another_day_than_what_came_of_them():
    found = read_all(
        "LIMA - Peru's foreign minister spoke to reporters on Friday.\n\nPeru recalled its ambassador in "
        "La Paz "
        "after Bolivia's envoy mocked its president in an interview that a magazine published on Thursday.",
        "2025-03-12",
    )
    assert {one[3] for one in found if one[0] == "diplomatic_rupture"} == {"2025-03-07"}


def test_as_soon_as_a_day_is_to_come():
    text = (
        "Peru's foreign minister said he had told the embassy to protest to the Bolivian government as "
        "soon as Monday."
    )
    assert read_all(text, "2025-03-12") == {("protest", "PER", "BOL", "2025-03-17")}
    found = read_all("Chile's ambassador to Peru was recalled as early as Monday.", "2025-03-12")
    assert found == {("diplomatic_rupture", "CHL", "PER", "2025-03-10")}


def test_the_day_of_the_telling_is_not_that_of_last_week():
    text = "Last week Peru and Chile signed a fisheries agreement, officials said on Monday."
    assert read_all(text, "2025-03-12") == {("agreement_signed", "CHL", "PER", "None")}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("“Peru lifted visas for Chileans today,” Peru's minister said.", "2025-03-10"),
        ('Peru today lifted visas for Chileans, the "border people".', "2025-03-12"),
    ],
)
def test_today_in_a_quote_is_the_day_of_the_speech(words, day):
    found = read_all(f"LIMA - Peru and Chile signed an agreement on Monday.\n\n{words}", "2025-03-12")
    assert ("sanction_lifted", "PER", "CHL", day) in found


def test_who_intends_to_go_does_not_own_the_day():
    found = read_all(
        "Chile imposed visas on Peruvian workers intending to stay in its north on March 3.", "2025-03-12"
    )
    assert found == {("sanction", "CHL", "PER", "2025-03-03")}


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("her first visit to Chile since May 2023", {"2023-05-01"}),
        ("Boluarte's first since May 2023", {"2023-05-01"}),
        ("the first visit by a Peruvian president since May 2013", set()),
        ("her first foreign trip since May 2023", set()),
        ("her first trip there since taking office in December 2022", set()),
    ],
)
def test_the_first_visit_since_a_month_tells_of_the_one_before(words, months):
    found = read_all(f"Peru's President Dina Boluarte arrived in Santiago on Monday, {words}.", "2025-03-12")
    days = {one[3] for one in found if one[:3] == ("leader_visit", "PER", "CHL")}
    assert days == {"2025-03-10"} | months


@pytest.mark.parametrize(
    "told",
    [
        "Ghana's president arrived in Lima on Monday. The visit comes a month after Peru lifted a ban on "
        "Ghanaian tea.",
        "The visit of Ghana's president on Monday came two weeks after Peru lifted a ban on Ghanaian tea.",
    ],
)
def test_what_was_done_some_time_before_was_not_done_on_the_day_of_what_followed(told):
    found = read_all(told, "2025-03-12")
    assert not {one for one in found if one[0] == "sanction_lifted" and one[3] != "None"}


def test_what_opens_with_some_time_after_is_dated_by_what_followed():
    text = "Two months after the coup Mali expelled the French ambassador on Monday."
    assert read_all(text, "2025-03-12") == {("diplomatic_rupture", "MLI", "FRA", "2025-03-10")}
