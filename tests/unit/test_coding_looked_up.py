"""What was wrong with reports of agencies and ministries, looked up and told again in our own words."""

import pytest

from tests.acts_told import read_all


def test_envoys_of_two_states_declared_unwelcome_in_one_breath_are_two_acts():
    found = read_all(
        "On Monday Bolivia declared the Chilean ambassador, Ana Rosa Quiroga, and two Spanish diplomats "
        "persona non grata and gave them 72 hours to go.",
        "2019-12-31",
    )
    assert found == {
        ("diplomatic_rupture", "BOL", "CHL", "2019-12-30"),
        ("diplomatic_rupture", "BOL", "ESP", "2019-12-30"),
    }


@pytest.mark.parametrize("title", ["Minister-Counsellor", "Minister Counselor", "Minister Plenipotentiary"])
def test_a_minister_counsellor_is_an_envoy(title):
    found = read_all(
        f"{title} of the US Embassy in Prague John Hill was summoned to the Czech Foreign Ministry on "
        "September 2.",
        "2017-09-03",
    )
    assert found == {("protest", "CZE", "USA", "2017-09-02")}


def test_an_anniversary_of_relations_establishes_none():
    assert not read_all(
        "Chile and Norway will be commemorating the 60th anniversary of the establishment of diplomatic "
        "relations in 2012, the two Prime Ministers said.",
        "2011-12-28",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Fiji and Chile are celebrating 45 years of formal ties this year, a minister said.",
        "2025 marks 35 years since Namibia and Finland established diplomatic relations.",
    ],
)
def test_years_of_relations_that_are_marked_establish_none(text):
    assert read_all(text, "2025-03-12") == set()


def test_relations_are_restored_after_years_of_broken_ones():
    text = "After 12 years of broken relations, Kenya and Peru resumed diplomatic ties on Monday."
    assert read_all(text, "2025-03-12") == {("diplomatic_relations", "KEN", "PER", "2025-03-10")}


def test_a_visit_that_opened_a_chapter_in_relations_established_none():
    found = read_all(
        "Meeting Turkish Ambassador Orhan Demir, President Gabriel Boric of Chile said that his official "
        "visit to Turkey last November had opened a new chapter in relations.",
        "2024-04-04",
    )
    assert {one[0] for one in found} == {"leader_visit"}


def test_a_retaliation_without_a_day_is_not_the_act_that_it_answers():
    found = read_all(
        "Belarus is expelling all the diplomats at Estonia's embassy in Minsk.\n\nEstonia quickly answered "
        "in kind and declared the whole staff of the Belarusian embassy in Tallinn unwelcome.",
        "2021-05-24",
    )
    assert ("diplomatic_rupture", "EST", "BLR", "None") in found


def test_what_is_hoped_for_during_a_visit_leaves_the_visit_real():
    found = read_all(
        "President Gabriel Boric of Chile and President Julius Maada Bio of Sierra Leone voiced their hope "
        "to widen cooperation during the latter's official visit to Chile from March 14 to 20.",
        "2022-03-16",
    )
    assert ("leader_visit", "SLE", "CHL", "2022-03-14") in found


def test_leaders_who_meet_on_a_visit_hold_no_sideline_meeting():
    found = read_all(
        "The Prime Minister of Japan, H.E. Mr. Yoshihiko Noda, is currently paying a State Visit to India "
        "for the Annual Summit of the Prime Ministers on 27-28 December 2011 at the invitation of the Prime "
        "Minister of India, H.E. Dr. Manmohan Singh.",
        "2011-12-28",
    )
    assert {one[0] for one in found} == {"leader_visit", "summit"}


def test_what_opens_a_sentence_with_a_day_is_no_meeting_of_who_is_named_after_it():
    found = read_all(
        "After attending the Nuclear Security Summit on April 1 in Washington, South Korean President Park "
        "Geun-hye and Mexican President Enrique Pena Nieto headed down to Mexico City to hold their second "
        "bilateral summit.",
        "2016-04-03",
    )
    assert "2016-04-01" not in {one[3] for one in found}


def test_the_day_of_an_earthquake_is_not_that_of_the_aid():
    found = read_all(
        "The following countries have given aid for the victims of Sunday's earthquake.\n\nNorway has "
        "provided 21 million crowns in emergency humanitarian aid to India.",
        "2004-12-29",
    )
    assert found == {("aid", "NOR", "IND", "None")}


@pytest.mark.parametrize("thing", ["A telephone conversation", "A phone call"])
def test_a_call_that_is_announced_has_its_day(thing):
    found = read_all(
        f"{thing} between Russian President Vladimir Putin and Turkish President Recep Tayyip Erdogan will "
        "take place on Tuesday, March 18.",
        "2025-03-17",
    )
    assert found == {("leader_call", "RUS", "TUR", "2025-03-18")}


def test_a_drill_is_taken_part_in():
    found = read_all(
        "Ships of the Indian Navy and the Japanese Maritime Self-Defense Force on Sunday took part in a "
        "joint naval exercise in the Indian Ocean.",
        "2021-06-14",
    )
    assert found == {("joint_exercise", "IND", "JPN", "2021-06-13")}


def test_who_speaks_next_does_not_suffer_what_was_told_before():
    found = read_all(
        "US President Donald Trump signed an executive order on Saturday, imposing 25 percent on goods from "
        "Canada and Mexico.\n\nMexico's President Claudia Sheinbaum immediately ordered retaliatory tariffs "
        "and Canadian Prime Minister Justin Trudeau said his country would put matching 25 percent tariffs "
        "on US imports.",
        "2025-02-02",
    )
    assert ("sanction", "MEX", "USA", "2025-02-01") in found
    assert not any({"MEX", "CAN"} == {one[1], one[2]} for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "The Polish Embassy in Minsk on Wednesday received a list of its diplomats that were declared "
        "persona non grata by Belarus, a spokesman said.",
        "Poland said that it had received a list of diplomats declared persona non grata from the "
        "Belarusian Foreign Ministry on Wednesday.",
    ],
)
def test_who_receives_the_list_of_its_own_envoys_did_not_send_them_away(text):
    assert read_all(text, "2022-03-24") == {("diplomatic_rupture", "BLR", "POL", "2022-03-23")}


def test_who_is_taxed_where_the_doer_is_not_named_are_all_of_the_list():
    found = read_all(
        "US President Donald Trump's long-threatened tariffs against Canada and Mexico have gone into "
        "effect.\n\nStarting just past midnight Tuesday, imports from Canada and Mexico are now taxed at "
        "25%.",
        "2025-03-04",
    )
    assert {("sanction", "USA", "CAN", "2025-03-04"), ("sanction", "USA", "MEX", "2025-03-04")} <= found


def test_talks_in_the_name_of_a_pact_have_not_been_held():
    found = read_all(
        "The purpose is to hold the first consultations, as set down in the Memorandum of Understanding on "
        "the Establishment of Bilateral Consultations, which was signed between Maldives and Bangladesh in "
        "March 2021.",
        "2021-11-26",
    )
    assert {one for one in found if one[3] != "None"} == {("agreement_signed", "BGD", "MDV", "2021-03-01")}


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_chronology_tells_the_year_before_the_days(gap):
    lines = (
        f"1955{gap}20 May Greece and Italy sign a Treaty of Friendship.",
        "15 September Greece and Italy sign a trade agreement.",
        f"1961{gap}4 March The President of Italy visits Greece.",
        "9 April Greece and Italy sign a fishing pact.",
    )
    assert read_all("\n".join(lines), "2020-01-01") == {
        ("agreement_signed", "GRC", "ITA", "1955-05-20"),
        ("agreement_signed", "GRC", "ITA", "1955-09-15"),
        ("leader_visit", "ITA", "GRC", "1961-03-04"),
        ("agreement_signed", "GRC", "ITA", "1961-04-09"),
    }


def test_a_year_stands_before_its_day():
    found = read_all("1961, March 4: Greece and Italy sign a fishing pact.", "2020-01-01")
    assert found == {("agreement_signed", "GRC", "ITA", "1961-03-04")}


def test_a_summit_that_was_originally_set_for_a_day_was_not_held():
    assert not read_all(
        "The summit between President Trump and Chinese President Xi Jinping was originally set for March "
        "31 to April 2.",
        "2026-03-16",
    )


def test_two_visits_in_one_breath_have_each_the_date_behind_it():
    found = read_all(
        "Prime Minister Abe said that Japan's relations with Israel had grown since Prime Minister "
        "Netanyahu's visit to Japan last year and his own visit to Israel in January of this year.",
        "2015-12-01",
    )
    assert ("leader_visit", "ISR", "JPN", "2014-01-01") in found
    assert ("leader_visit", "ISR", "JPN", "2015-01-01") not in found


def test_the_day_on_which_another_did_so_is_not_the_doers():
    found = read_all(
        "The government of Daniel Ortega announced on Saturday that Nicaragua is also severing diplomatic "
        "relations with Ecuador, just as Mexico had announced the night before through its Foreign "
        "Minister, Alicia Barcena.",
        "2024-04-08",
    )
    assert {one for one in found if one[1] == "NIC"} == {("diplomatic_rupture", "NIC", "ECU", "2024-04-06")}


def test_what_leaders_hold_on_an_official_visit_is_a_summit():
    found = read_all(
        "Japan-Portugal Summit Meeting\n\nOn March 27, from 6 p.m. until 8:50 p.m., Prime Minister Shinzo "
        "Abe held a Summit Meeting and other events with H.E. Mr. Pedro Passos Coelho, Prime Minister of "
        "the Portuguese Republic, during his official working visit to Japan.",
        "2015-03-27",
    )
    assert {one[0] for one in found} == {"leader_visit", "summit"}


@pytest.mark.parametrize("word", ["false", "fake", "baseless"])
def test_a_report_that_is_called_false_tells_no_act(word):
    assert not read_all(
        f"Reports on social media that Kenya had expelled the Somali ambassador on Tuesday are {word}, the "
        "foreign ministry in Nairobi said on Wednesday.",
        "2019-03-14",
    )


def test_who_is_invited_to_talks_has_not_held_them():
    assert not read_all(
        "Saudi Foreign Minister Prince Saud al-Faisal invited his Iranian counterpart to talks in Riyadh "
        "last month.",
        "2014-06-12",
    )


def test_what_a_firm_signs_is_no_agreement_of_its_state():
    assert not read_all(
        "South Korea's government yesterday said Hyundai Engineering & Construction has signed a contract "
        "worth $5 billion with the Saudi state oil producer Aramco to build a petrochemical complex.",
        "2023-08-01",
    )


def test_envoys_who_hand_over_their_credentials_establish_no_relations():
    assert not read_all(
        "Acting President Vo Thi Anh Xuan of Vietnam on Wednesday received the Ambassadors of Armenia, New "
        "Zealand, Turkey and Peru, who came to present their credentials to begin their missions in Viet "
        "Nam.",
        "2024-04-04",
    )


def test_who_switches_recognition_has_relations_with_the_new_one():
    found = read_all(
        "The Pacific Island nation of Nauru said Monday that it is switching diplomatic recognition from "
        "Taiwan to China, a move that reduces the number of Taiwan's allies.",
        "2024-01-15",
    )
    assert found == {
        ("diplomatic_rupture", "NRU", "TWN", "2024-01-15"),
        ("diplomatic_relations", "CHN", "NRU", "2024-01-15"),
    }


def test_restrictions_that_are_reinstated_are_not_lifted():
    found = read_all(
        "In July 2017, the Trump Administration announced the reinstatement of certain restrictions on U.S. "
        "travel and transactions with Cuba.",
        "2017-12-01",
    )
    assert found == {("sanction", "USA", "CUB", "2017-07-01")}


def test_what_was_signed_on_an_earlier_stop_has_not_the_day_of_the_next():
    found = read_all(
        "Prime Minister Shehbaz Sharif of Pakistan arrived in Uzbekistan on Tuesday. His trip to Tashkent "
        "follows a two-day visit to Baku during which Pakistan and Azerbaijan signed multiple agreements.",
        "2025-02-26",
    )
    assert ("agreement_signed", "AZE", "PAK", "2025-02-25") not in found
