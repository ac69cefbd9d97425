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


@pytest.mark.parametrize(
    "text",
    [
        "The Peruvian foreign minister, Elmer Schialer, is unable to make the trip to Bolivia on 27-28 "
        "September because of a strike, the embassy said on Monday.",
        "Moroccan Foreign Minister Nasser Bourita has put off his trip to Spain on 20 September, the "
        "ministry said.",
        "President Bola Tinubu of Nigeria postponed his visit to Benin on Tuesday.",
        "Norway is canceling the planned visit of Sweden's defence minister, Pal Jonson, to Oslo on "
        "September 27.",
        "The visit of Chile's defence minister to Peru on September 20 has lost all sense, so we called it "
        "off, the Peruvian minister said.",
        "President William Ruto of Kenya will skip a visit to Ghana on Friday, his office said.",
        "The visit of Prime Minister Anutin of Thailand to Laos was fixed during the talks in Vientiane.",
    ],
)
def test_a_visit_that_is_put_off_or_only_fixed_is_not_made(text):
    assert not read_all(text, "2024-09-12")


def test_who_put_off_an_earlier_trip_may_come_and_who_has_come_may_miss_what_had_been_due():
    found = read_all(
        "President Ruto of Kenya, who put off a visit in January, arrived in Kampala, Uganda, on Monday.",
        "2024-09-12",
    )
    assert ("leader_visit", "KEN", "UGA", "2024-09-09") in found
    found = read_all(
        "Canadian Foreign Minister Melanie Joly, who landed in Accra, Ghana, on Friday, had been scheduled "
        "to meet farmers a day later.",
        "2024-09-12",
    )
    assert found == {("ministerial_visit", "CAN", "GHA", "2024-09-06")}


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian defence minister, Tore Sandvik, announced on Monday that the government had begun "
        "talks with Japan on concluding a treaty on patrol ships.",
        "Chile has opened negotiations with Vietnam on signing a trade agreement, Foreign Minister Alberto "
        "van Klaveren said on Monday.",
        "Only one article remains before Peru and Ecuador sign a water treaty, Prime Minister Adrianzen "
        "said on Monday.",
        "Peru and Ecuador are close to signing a water agreement, the foreign minister said on Monday.",
        "The report must be ready for the two countries, Peru and Ecuador, to sign the border agreement, "
        "he said on Monday.",
    ],
)
def test_a_pact_that_is_negotiated_or_close_or_remembered_is_not_signed(text):
    assert not read_all(text, "2024-09-12")


@pytest.mark.parametrize(
    "text",
    [
        "The pact was meant to be signed by Norway and Iceland on Monday but was delayed.",
        "Peru and Chile were due to sign the accord on Monday, but the ceremony has been called off.",
        "The treaty between Ghana and Togo had been expected to be concluded on Monday but never was.",
    ],
)
def test_a_pact_that_was_to_be_signed_and_was_not_is_no_plan(text):
    assert not any(one[0] == "agreement_signed" for one in read_all(text, "2024-09-12"))


def test_a_treaty_is_not_signed_on_the_day_on_which_it_turns_seventy():
    found = read_all(
        "Today, we celebrate the 70th anniversary of the 1955 United Kingdom-Norway Mutual Defense Treaty.",
        "2025-03-12",
    )
    assert not any(one[3] == "2025-03-12" for one in found)


def test_a_pact_is_signed_though_talks_on_it_are_told_or_an_anniversary():
    found = read_all(
        "After years of talks on concluding a treaty, Peru and Ecuador signed it on Monday.", "2024-09-12"
    )
    assert ("agreement_signed", "ECU", "PER", "2024-09-09") in found
    found = read_all(
        "On the 30th anniversary of the treaty of friendship, Norway and Poland signed a new agreement on "
        "Monday.",
        "2024-09-12",
    )
    assert ("agreement_signed", "NOR", "POL", "2024-09-09") in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Mali wants to “restore normal relations” with Algeria after the return of 12 sailors on "
            "Saturday.",
            "diplomatic_relations",
        ),
        (
            "On Monday, President Biden informed Congress of his intent to rescind the designation of "
            "Sudan as a sponsor of terrorism.",
            "sanction_lifted",
        ),
        ("Canada plans to lift sanctions on Sudan, the minister said on Tuesday.", "sanction_lifted"),
        (
            "Sudan's foreign minister welcomed on Monday the intention of Canada to lift the sanctions.",
            "sanction_lifted",
        ),
        ("Canada renewed its sanctions on Belarus on Tuesday.", "sanction_lifted"),
        ("Canada announced on Tuesday an extension of its sanctions on Belarus.", "sanction_lifted"),
        ("Canada on Monday revoked the visa of a Ghanaian national who was on a list.", "sanction"),
        (
            "Kenya on Monday banned flights over its capital. Uganda's president arrives on Tuesday.",
            "sanction",
        ),
        (
            "“A river knows no borders,” President Abdel Fattah al-Sisi of Egypt warned the UN General "
            "Assembly on Tuesday, after he spoke of Ethiopia.",
            "threat",
        ),
        ("The Rwandan president warned on Monday of the danger of genocide in Burundi.", "threat"),
        (
            "“Today, I am happy to tell of three more schools,” Foreign Minister Alberto van Klaveren of "
            "Chile stated during a joint press conference with Schialer.",
            "joint_statement",
        ),
    ],
)
def test_what_is_meant_extended_or_private_is_no_such_act(text, kind):
    assert not any(one[0] == kind for one in read_all(text, "2024-09-12"))


def test_who_takes_a_state_off_a_list_puts_no_sanction_on_it():
    found = read_all(
        "On Monday the White House notified lawmakers of its intent to remove Sudan's terror designation.",
        "2024-09-12",
    )
    assert not found


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Mali agreed to “restore diplomatic relations” with Algeria on Monday.",
            ("diplomatic_relations", "DZA", "MLI", "2024-09-09"),
        ),
        (
            "The United States plans to lift sanctions on Sudan on 1 October, the president said on Monday.",
            ("sanction_lifted", "USA", "SDN", "2024-10-01"),
        ),
        (
            "Canada has revoked the visas of two hundred Ghanaian officials, the ministry said on Monday.",
            ("sanction", "CAN", "GHA", "2024-09-09"),
        ),
        (
            "The United States announced on Monday an expansion of visa restrictions on Ghanaian officials.",
            ("sanction", "USA", "GHA", "2024-09-09"),
        ),
        (
            "North Korea warned South Korea on Monday of a catastrophe if the drills went ahead, and said "
            "it would respond.",
            ("threat", "PRK", "KOR", "2024-09-09"),
        ),
    ],
)
def test_what_is_done_beside_such_words_is_done(text, act):
    assert act in read_all(text, "2024-09-12")


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Foreign Minister Elmer Schialer of Peru arrived in Chile on Monday. His programme includes a "
            "meeting with Foreign Minister Alberto van Klaveren.",
            {("ministerial_visit", "PER", "CHL", "2024-09-09")},
        ),
        (
            "12 September 2024\nMinister Mudavadi to host the Minister of Foreign Affairs of the Republic "
            "of Zambia, Dr Mulambo Haimbe, on a Working Visit to Kenya",
            {("ministerial_visit", "ZMB", "KEN", "None"), ("ministerial_meeting", "KEN", "ZMB", "None")},
        ),
        (
            "Peru and Chile on Friday held talks that showed a growing convergence of strategic interests "
            "to strengthen their ties.",
            {("summit", "CHL", "PER", "2024-09-06")},
        ),
        (
            "President Boric of Chile landed in Lima on Monday. On Friday the two states would sign a pact "
            "on mines.",
            {
                ("leader_visit", "CHL", "PER", "2024-09-09"),
                ("agreement_signed", "CHL", "PER", "2024-09-13"),
            },
        ),
        (
            "Chilean President Gabriel Boric landed in Lima on Monday.\n\nHis trip is in return for "
            "President Dina Boluarte's visit to Chile.",
            {("leader_visit", "CHL", "PER", "2024-09-09")},
        ),
        (
            "Canadian Foreign Minister Melanie Joly gestures at the airport in Lima, Peru, on Friday, "
            "September 6, 2024.",
            set(),
        ),
    ],
)
def test_what_is_ahead_or_in_a_caption_or_before_is_not_done_now(text, acts):
    assert read_all(text, "2024-09-12") == acts


def test_a_meeting_after_which_more_will_be_done_is_ahead():
    found = read_all(
        "Angola's President Joao Lourenco landed in Lusaka, Zambia, on Tuesday. President Hakainde "
        "Hichilema will greet him in Ndola. After a short meeting, Lourenco and Hichilema will open a dam.",
        "2024-09-12",
    )
    assert ("leader_visit", "AGO", "ZMB", "2024-09-10") in found
    assert ("summit", "AGO", "ZMB", "2024-09-10") not in found


@pytest.mark.parametrize(
    "text",
    [
        "President Boric of Chile has scrapped a trip to Ecuador because of a flood.\n\nBoric was "
        "scheduled to visit Ecuador from September 26 to 30.",
        "Norway's prime minister has called off a trip to Poland because of the storm.\n\nJonas Gahr Store "
        "was to meet Donald Tusk in Warsaw on Friday.",
    ],
)
def test_what_had_been_planned_is_nothing_once_the_story_calls_it_off(text):
    assert not read_all(text, "2024-09-12")


def test_a_plan_stands_beside_one_that_is_called_off():
    found = read_all(
        "President Ruto of Kenya called off a trip to Ghana on Monday. The foreign minister will go to "
        "Accra on Friday instead.",
        "2024-09-12",
    )
    assert found == {("ministerial_visit", "KEN", "GHA", "2024-09-13")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "On Monday the United States ordered sanctions relief for Sudan, the positive changes being "
            "taken by the Sudanese government.",
            "sanction",
        ),
        ("Relief from Canadian sanctions for Sudan came on Monday.", "aid"),
    ],
)
def test_sanctions_relief_is_neither_a_sanction_nor_aid(text, kind):
    assert not any(one[0] == kind for one in read_all(text, "2024-09-12"))


@pytest.mark.parametrize("office", ["Prime Minister", "Foreign Minister"])
@pytest.mark.parametrize(
    "leaves", ["will depart Tonga on Friday", "is scheduled to leave Nuku'alofa tomorrow"]
)
def test_who_is_to_leave_a_state_comes_on_no_visit_that_day(office, leaves):
    assert read_all(f"{office} Jonas Berg of Norway {leaves}.", "2025-03-12") == set()


def test_who_is_to_leave_one_state_for_another_visits_that():
    found = read_all("Prime Minister Jonas Berg of Norway will leave Oslo for Tonga on Friday.", "2025-03-12")
    assert found == {("leader_visit", "NOR", "TON", "2025-03-14")}


@pytest.mark.parametrize(
    "text",
    [
        "Canada on Tuesday revoked a waiver that had lifted oil sanctions on Chad.",
        "Canada on Tuesday revoked a sanctions waiver for Chad.",
        "Canada on Tuesday withdrew the exemption from tariffs for Chad.",
    ],
)
def test_a_waiver_that_is_taken_back_lifts_nothing(text):
    assert read_all(text, "2025-03-12") == {("sanction", "CAN", "TCD", "2025-03-11")}


@pytest.mark.parametrize(
    ("text", "is_made"),
    [
        ("In a joint statement on Tuesday, Ghana and Togo rejected the ruling.", True),
        ("Ghana and Togo agreed to scrap visas, they said in a joint statement on Tuesday.", True),
        ("Ghana on Tuesday rejected the joint statement with Togo.", False),
        ("The joint statement of Ghana and Togo was repudiated on Tuesday.", False),
    ],
)
def test_what_is_rejected_in_a_joint_statement_leaves_it_made(text, is_made):
    found = read_all(text, "2025-03-12")
    assert (("joint_statement", "GHA", "TGO", "2025-03-11") in found) is is_made


@pytest.mark.parametrize(
    "text",
    [
        "President Mahama of Ghana and President Ruto of Kenya discussed President Ruto's successful "
        "visit to Ghana in April 2024.",
        "Prime Minister Berg of Norway and President Ruto of Kenya recalled Mr Berg's state visit to "
        "Kenya on 3 May 2022.",
    ],
)
def test_the_day_of_a_visit_that_two_speak_of_is_not_that_of_their_talk(text):
    assert {one[0] for one in read_all(text, "2025-03-12")} == {"leader_visit"}


def test_measures_on_a_court_or_a_body_of_the_world_hit_no_state():
    assert (
        read_all(
            "Israel on Tuesday imposed sanctions on two judges of the International Criminal Court who had "
            "looked into a raid in Jordan. The two officials will be blacklisted under an order of June.",
            "2025-03-12",
        )
        == set()
    )
    found = read_all(
        "Kenya imposed sanctions on Tuesday on ICC staff and on two Malian generals.", "2025-03-12"
    )
    assert found == {("sanction", "KEN", "MLI", "2025-03-11")}


@pytest.mark.parametrize(
    "told",
    [
        "Kenya will close its border with Uganda if Kampala does not lift its ban, he said on Monday.",
        "Kenya said on Monday it would withdraw from the pact with Uganda if its planes were harassed again.",
    ],
)
def test_what_will_be_done_unless_another_yields_is_a_threat(told):
    assert read_all(told, "2025-03-12") == {("threat", "KEN", "UGA", "2025-03-10")}


def test_what_will_be_granted_on_terms_is_not_granted():
    text = "Kenya will lift its ban on Ugandan milk if tests are clean, the minister said on Monday."
    assert read_all(text, "2025-03-12") == set()


def test_what_was_done_is_done_though_more_may_follow_on_terms():
    text = "Kenya closed its border with Uganda on Monday and will reopen it if Kampala lifts its ban."
    assert read_all(text, "2025-03-12") == {("sanction", "KEN", "UGA", "2025-03-10")}
    text = "Kenya will ban Ugandan milk from Monday, even if Kampala protests."
    assert ("sanction", "KEN", "UGA", "2025-03-17") in read_all(text, "2025-03-12")
