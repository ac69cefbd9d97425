"""What a sentence names beside an act, or says did not happen, is no act; the sentences are our own."""

import pytest

from tests.acts_told import read_all


def test_who_brings_two_together_is_no_side():
    found = read_all(
        "Chad and Sudan broke off relations in 2006. Ties were restored in May 2010, with Qatari mediation.",
        "2011-05-09",
    )
    assert ("diplomatic_relations", "SDN", "TCD", "2010-05-01") in found
    assert not any("QAT" in one for one in found)
    found = read_all(
        "Somalia announced on Thursday that it was resuming diplomatic relations with Kenya, with Qatar "
        "having carried the letters.",
        "2021-05-09",
    )
    assert found == {("diplomatic_relations", "KEN", "SOM", "2021-05-06")}


def test_who_stands_between_two_that_sign_meets_neither_by_that():
    found = read_all(
        "The foreign ministers of the Democratic Republic of the Congo and of Rwanda put their names on "
        "Friday to a peace agreement, with Secretary of State Marco Rubio between them.",
        "2025-06-29",
    )
    assert ("agreement_signed", "COD", "RWA", "2025-06-27") in found
    assert not any("USA" in one for one in found)


def test_a_fight_with_mutineers_is_none_with_the_guest():
    found = read_all(
        "Portugal's foreign minister, Jaime Gama, arrived in Senegal on Sunday. Senegalese soldiers and the "
        "mutineers exchanged artillery fire on Monday along the road.",
        "1998-07-01",
    )
    assert {one[0] for one in found} == {"ministerial_visit"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "President Javier Milei of Argentina was in Madrid on Tuesday, where he saw neither the King nor "
            "Prime Minister Pedro Sanchez of Spain.",
            {"summit"},
        ),
        (
            "President Joe Biden, who was expected in Angola on Sunday, is staying at home.",
            {"leader_visit"},
        ),
        (
            "The foreign ministers of Malawi and Tanzania had met in August. A second round in Dodoma, "
            "from 10 to 14 September, was called off.",
            {"consultation", "ministerial_meeting"},
        ),
        (
            "Notes for travellers in Georgia. The land border with Azerbaijan is closed for travellers, and "
            "has been since the pandemic.",
            {"sanction"},
        ),
    ],
)
def test_what_did_not_happen_is_told_by_no_sentence(text, kinds):
    found = read_all(text, "2024-10-10")
    assert not {one[0] for one in found if not one[3].startswith("2024-08")} & kinds


def test_a_war_that_is_ended_is_not_waged_on_that_day():
    found = read_all("Eritrea and Ethiopia ended the war between them on 9 July.", "2018-07-31")
    assert not any(one[0] == "conflict" for one in found)


def test_a_communique_that_is_only_a_source_is_no_joint_statement():
    found = read_all(
        "Kenyan President William Ruto visited Addis Ababa on Monday and met Prime Minister Abiy Ahmed of "
        "Ethiopia. The two leaders agreed to hold a joint ministerial commission in June, according to a "
        "communique.",
        "2025-03-04",
    )
    assert found == {
        ("leader_visit", "KEN", "ETH", "2025-03-03"),
        ("summit", "ETH", "KEN", "2025-03-03"),
        ("ministerial_meeting", "ETH", "KEN", "2025-06-01"),
    }


def test_a_joint_commission_that_leaders_agree_to_hold_is_a_meeting_of_ministers():
    found = read_all(
        "Kenyan President William Ruto met Prime Minister Abiy Ahmed of Ethiopia on Monday. The "
        "two leaders agreed to hold a joint ministerial commission in June.",
        "2025-03-04",
    )
    assert ("ministerial_meeting", "ETH", "KEN", "2025-06-01") in found
    assert not any(one[3] == "2025-06-01" for one in found if one[0] == "summit")


def test_leaders_who_sign_have_not_met_on_the_day_on_which_one_of_them_came():
    found = read_all(
        "ADDIS ABABA - Kenyan President William Ruto arrived in Addis Ababa on Monday. He and Prime Minister "
        "Abiy Ahmed signed the accord on the river.",
        "2025-03-04",
    )
    assert {one[0] for one in found} == {"leader_visit", "agreement_signed"}


def test_from_where_something_comes_is_no_visitor():
    found = read_all(
        "Two weeks after a blast cut the pipeline from Russia, Armenia's prime minister, Nikol Pashinyan, "
        "travelled to Tbilisi on Friday.",
        "2025-10-26",
    )
    assert found == {("leader_visit", "ARM", "GEO", "2025-10-24")}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Officials of Jordan and Syria sat at the joint committee in Damascus last Sunday and Monday and "
            "talked about dams.",
            ("consultation", "JOR", "SYR", "2024-07-07"),
        ),
        (
            "Foreign ministers Sergey Lavrov of Russia and Wang Yi of China talked for two days, the 3rd and "
            "the 4th, in a villa.",
            ("ministerial_meeting", "CHN", "RUS", "2024-07-03"),
        ),
    ],
)
def test_talks_on_two_days_running_are_one_round(text, act):
    assert read_all(text, "2024-07-08") == {act}


def test_a_stay_that_ended_began_before():
    found = read_all(
        "Annalena Baerbock, Germany's foreign minister, wound up a two-day stay in Morocco on Friday.",
        "2025-10-26",
    )
    assert found == {("ministerial_visit", "DEU", "MAR", "2025-10-23")}


def test_who_was_abroad_from_a_day_on_is_not_still_to_go():
    found = read_all(
        "Amir Khan Muttaqi, Afghanistan's foreign minister, was in India from the 9th to the 16th.",
        "2025-10-26",
    )
    assert found == {("ministerial_visit", "AFG", "IND", "2025-10-09")}


def test_by_when_an_envoy_must_go_is_not_when_he_was_sent():
    found = read_all(
        "On Monday Canada ordered out India's envoy. India told six Canadian diplomats to be gone "
        "by midnight on Saturday.",
        "2024-10-15",
    )
    assert found == {
        ("diplomatic_rupture", "CAN", "IND", "2024-10-14"),
        ("diplomatic_rupture", "IND", "CAN", "2024-10-14"),
    }


def test_a_meeting_fixed_for_a_weekday_that_will_be_held_is_to_come():
    found = read_all(
        "A meeting of bureau chiefs of the foreign ministries of Japan and South Korea, already fixed for "
        "Monday in Seoul, will go ahead.",
        "2018-12-23",
    )
    assert found == {("consultation", "JPN", "KOR", "2018-12-24")}


@pytest.mark.parametrize(
    "text",
    [
        "PORT MORESBY - Papua New Guinea and Australia will sign the treaty on security when it is ready, so "
        "James Marape says. The signing had been set down for 1 June and then for today.",
        "The visit of President William Ruto of Kenya to Ethiopia had been planned for 1 June.",
    ],
)
def test_what_had_been_set_for_a_day_was_not_done_on_it(text):
    assert (
        read_all(text, "2023-06-07")
        & {
            ("agreement_signed", "AUS", "PNG", "2023-06-01"),
            ("leader_visit", "KEN", "ETH", "None"),
        }
        == set()
    )


def test_who_meets_the_guests_of_a_summit_one_by_one_meets_them_beside_it():
    found = read_all(
        "SEOUL - President Yoon Suk Yeol of South Korea saw African leaders on the occasion of the "
        "first Korea-Africa summit. On Monday he met President Julius Maada Bio of Sierra Leone.",
        "2024-06-05",
    )
    assert ("sideline_meeting", "KOR", "SLE", "2024-06-03") in found


def test_goods_that_are_bought_are_no_help_given():
    found = read_all(
        "Saudi Arabia stopped imports from Lebanon on Friday. It had bought 240 million dollars' worth of "
        "Lebanese goods last year, mostly food and soap.",
        "2024-01-30",
    )
    assert not any(one[0] == "aid" for one in found)


def test_people_who_are_flown_out_are_no_help_given():
    found = read_all(
        "Italy is worried about Libya. Britain flew 150 oil workers out of the Libyan desert on Saturday in "
        "two aircraft.",
        "2024-01-30",
    )
    assert not any(one[0] == "aid" for one in found)


def test_a_guest_without_a_name_is_the_minister_who_came():
    found = read_all(
        "Iran's Foreign Minister Hossein Amir-Abdollahian declared here on Monday, with Jalil Abbas Jilani "
        "of Pakistan at his elbow, that there was no war. The guest, who landed at Nur Khan air base late on "
        "Sunday night, also called on caretaker Prime Minister Anwaarul Haq Kakar.",
        "2024-01-30",
    )
    assert ("ministerial_visit", "IRN", "PAK", "2024-01-28") in found
    assert not any(one[0] == "leader_visit" for one in found)
