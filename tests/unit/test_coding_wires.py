"""What was wrong with reports from Asia, Africa, Latin America and the Pacific, retold in our own words."""

import pytest

from tests.acts_told import read_all

CHRONOLOGY = (
    ("1951", "The two countries establish diplomatic relations"),
    ("1956", "Prime Minister Lars Holm visits Chile"),
    ("1963", "Norway and Chile sign a fishing treaty"),
    ("1976", "Agreement on Cultural Cooperation signed"),
    ("2013", "Prime Minister Kari Holm of Norway visits Chile in May"),
)


@pytest.mark.parametrize("gap", [" ", " - ", ": ", "\n"])
def test_a_chronology_without_full_stops_tells_its_entries(gap):
    lines = [year + gap + told for year, told in CHRONOLOGY]
    found = read_all("\n\n".join(["Norway-Chile journey of friendship", *lines]), "2020-10-01")
    assert found == {
        ("diplomatic_relations", "CHL", "NOR", "1951-01-01"),
        ("leader_visit", "NOR", "CHL", "1956-01-01"),
        ("agreement_signed", "CHL", "NOR", "1963-01-01"),
        ("agreement_signed", "CHL", "NOR", "1976-01-01"),
        ("leader_visit", "NOR", "CHL", "2013-05-01"),
    }


def test_a_line_that_begins_with_a_year_is_no_chronology():
    found = read_all(
        "2023 Africa Cup in doubt\n\nNorway and Chile signed a fishing treaty on Monday.", "2024-09-12"
    )
    assert found == {("agreement_signed", "CHL", "NOR", "2024-09-09")}


@pytest.mark.parametrize("bullet", ["-- ", "- ", "– "])
def test_the_date_behind_a_dash_is_that_of_its_whole_entry(bullet):
    lines = (
        f"{bullet}July 7, 1979: Premier Kari Holm of Norway came to Santiago. It was a friendly visit to "
        "Chile.",
        f"{bullet}May 2, 1984: The King of Norway came. Chile and Norway issued their second joint "
        "communique.",
    )
    found = read_all("\n\n".join(lines), "2011-01-19")
    assert {
        ("leader_visit", "NOR", "CHL", "1979-07-07"),
        ("joint_statement", "CHL", "NOR", "1984-05-02"),
    } <= found


def test_years_of_relations_establish_none():
    found = read_all(
        "2001 - Premier Kari Holm of Norway visits Chile on 50 years of establishment of diplomatic "
        "relations.",
        "2020-10-01",
    )
    assert "diplomatic_relations" not in {one[0] for one in found}


@pytest.mark.parametrize(
    "rest",
    [
        "held bilateral meetings with foreign ministers on the sidelines of a NATO gathering in Lisbon, "
        "Portugal, on Saturday.",
        "is on a week-long visit to New York, where he is scheduled to meet ministers at the UN General "
        "Assembly on September 26.",
    ],
)
def test_the_state_where_an_organisation_gathers_is_not_met(rest):
    found = read_all(
        f"Foreign Minister Alberto Ruiz of Chile left home on Friday.\n\nForeign Minister Alberto Ruiz "
        f"{rest}",
        "2023-09-25",
    )
    assert not any("USA" in one or "PRT" in one for one in found)


@pytest.mark.parametrize("office", ["External Affairs Minister", "Minister of External Affairs"])
def test_the_external_affairs_minister_is_indias_wherever_the_report_is_from(office):
    found = read_all(
        f"LIMA, March 29 - The {office} on Tuesday met Bhutanese Foreign Minister Dorji Wangdi here and "
        "reviewed several projects.",
        "2022-03-29",
    )
    assert {one[1:3] for one in found} == {("BTN", "IND")}


def test_both_sides_of_a_meeting_are_those_who_met():
    found = read_all(
        "Foreign Minister Pham Binh Minh of Vietnam on Thursday met Brunei's Foreign Minister Lim Seng in Da "
        "Nang.\n\nMinh also held talks with New Zealand's Foreign Minister Winston Peters.\n\nIn his meeting "
        "with Minister Peters, both sides signed a fishing agreement.",
        "2017-11-09",
    )
    assert ("agreement_signed", "NZL", "VNM", "2017-11-09") in found


def test_what_two_sign_is_between_those_in_its_name():
    found = read_all(
        "Deputy Prime Minister Pham Binh Minh of Vietnam on Thursday met Brunei's Foreign Minister Lim "
        "Seng in "
        "Da Nang.\n\nBoth sides were glad of the ties between Vietnam and Brunei.\n\nMinh told his guest "
        "that "
        "Brunei would do well.\n\nAfter the meeting, the two leaders signed the Vietnam-New Zealand "
        "Action Plan "
        "for the 2017-2020 period.",
        "2017-11-09",
    )
    assert {one[1:3] for one in found if one[0] == "agreement_signed"} == {("NZL", "VNM")}


def test_what_is_done_instead_is_not_denied():
    found = read_all(
        "Chile did not fire back and instead lodged a protest with the Peruvian army on Monday.", "2013-10-28"
    )
    assert ("protest", "CHL", "PER", "2013-10-28") in found


def test_the_day_on_which_it_did_so_to_another_is_not_this_acts():
    found = read_all(
        'Peru announced yesterday a "definitive recall" of its ambassador to Colombia, accusing it, '
        "as it did with Mexico last month, of meddling.",
        "2023-03-30",
    )
    assert {one[3] for one in found if one[:3] == ("diplomatic_rupture", "PER", "COL")} == {"2023-03-29"}


@pytest.mark.parametrize("word", ["post", "since", "after"])
def test_the_day_of_a_changeover_is_not_that_of_the_first_talks_since(word):
    found = read_all(
        f"This marks the first high-level official meeting between India and Nepal {word} the political "
        "changeover in Kathmandu on August 5, this year.",
        "2024-12-09",
    )
    assert "2024-08-05" not in {one[3] for one in found}


def test_foreign_office_consultations_go_by_their_letters():
    found = read_all(
        "The last annual FOC between India and Nepal was held in New Delhi on November 24, 2023.",
        "2024-12-09",
    )
    assert found == {("consultation", "IND", "NPL", "2023-11-24")}


def test_agreements_that_are_being_carried_out_were_not_signed_now():
    found = read_all(
        "President Sadyr Japarov of Kyrgyzstan won an election on October 15.\n\nThe presidents of "
        "Kyrgyzstan and Uzbekistan discussed the implementation of the agreements signed during the "
        "recent visits.",
        "2017-10-20",
    )
    assert "agreement_signed" not in {one[0] for one in found if one[3] != "None"}


def test_what_is_raised_at_talks_does_not_happen_there():
    found = read_all(
        "The Border Security Force (BSF) of India has lodged a protest with Pakistan Rangers for firing at a "
        "border post.\n\nHolding a commandant-level flag meeting on Thursday evening, BSF officials raised "
        "many issues, including infiltration attempts and the dropping of narcotics and weapons by drones "
        "along the border with Pakistan.",
        "2023-10-21",
    )
    assert {one[0] for one in found if one[3] == "2023-10-19"} == {"protest", "consultation"}


@pytest.mark.parametrize(
    "told",
    [
        "extended by a year its ban on visas for citizens of Peru",
        "widened visa restrictions on Peru, reopening a quarrel",
    ],
)
def test_a_ban_that_is_extended_is_not_lifted(told):
    assert read_all(f"Chile on Monday {told}.", "2014-07-20") == {("sanction", "CHL", "PER", "2014-07-14")}


def test_who_is_on_a_blacklist_is_not_consulted():
    found = read_all(
        "MOSCOW, March 20 - The Russian Foreign Ministry on Thursday imposed sanctions on nine senior US "
        "officials.\n\nThe White House ordered sanctions on Monday against Russian officials.\n\nThe "
        "list was "
        "extended on Thursday and now includes presidential aide Andrei Fursenko, chief of staff Sergei "
        "Ivanov, "
        "head of Russia's intelligence service Igor Sergun and a number of senior lawmakers.",
        "2014-03-20",
    )
    assert {one[0] for one in found} == {"sanction"}


def test_ties_that_are_promised_a_new_level_have_no_new_title():
    found = read_all(
        "Chinese President Hu Jintao, on the first visit to Pakistan by a Chinese president in a decade, "
        "promised on Friday to bolster his country's ties with its old ally to a new level.",
        "2006-11-24",
    )
    assert {one[0] for one in found} == {"leader_visit"}


def test_what_will_be_handed_over_on_a_weekday_is_still_to_come():
    found = read_all(
        "The helicopter will be officially handed to Peru by Chile at a ceremony on Wednesday.", "2013-04-23"
    )
    assert found == {("arms_transfer", "CHL", "PER", "2013-04-24")}


def test_a_visit_that_will_see_a_signing_does_not_see_it_a_week_later():
    found = read_all(
        "President Gabriel Boric arrived in Lima, Peru, on Wednesday evening for a two-day state visit which "
        "will see the signing of agreements between Chile and Peru.",
        "2021-12-02",
    )
    assert found == {("leader_visit", "CHL", "PER", "2021-12-01"), ("agreement_signed", "CHL", "PER", "None")}


def test_a_signing_that_follows_talks_to_come_is_to_come():
    found = read_all(
        "President Boric of Chile and President Boluarte of Peru were expected to hold talks on Friday "
        "before the signing of memoranda of understanding.",
        "2024-09-12",
    )
    assert ("agreement_signed", "CHL", "PER", "2024-09-06") not in found


def test_a_visit_that_would_begin_on_a_day_is_planned():
    found = read_all(
        "Chilean President Gabriel Boric would travel to Peru on Friday on a maiden visit during which he "
        "would hold talks with his Peruvian counterpart Dina Boluarte.",
        "2022-03-29",
    )
    assert ("leader_visit", "CHL", "PER", "2022-04-01") in found


def test_who_acts_along_with_allies_acts_himself():
    found = read_all(
        "Chile — along with allies Peru, Bolivia, and Ecuador — severed ties with Qatar on Monday, accusing "
        "it of bad faith.",
        "2017-06-12",
    )
    assert {one[1] for one in found} == {"CHL", "PER", "BOL", "ECU"}


def test_a_counterpart_is_who_is_named_right_behind():
    found = read_all(
        "NAIROBI, Kenya, Monday 30 May 2022 – Minister of Foreign Affairs David Francis has presided "
        "over the "
        "signing of 7 memoranda with his counterpart, the Minister of Foreign Affairs in Kenya.\n\nPresident "
        "Julius Maada Bio of Sierra Leone is on a visit.",
        "2022-05-30",
    )
    assert ("agreement_signed", "KEN", "SLE", "2022-05-30") in found


def test_an_official_who_arrives_is_no_ministers_visit():
    found = read_all(
        "India's Foreign Secretary Vinay Kwatra met Nepal's foreign secretary on Sunday. Kwatra arrived in "
        "Kathmandu on Monday on a two-day visit at his counterpart's invitation, the Embassy of India said.",
        "2023-02-14",
    )
    assert {one[0] for one in found} == {"consultation"}


def test_whom_a_minister_calls_on_do_not_meet_each_other():
    found = read_all(
        "Ahead of talks with ASEAN ministers today, China's Foreign Minister Wang Yi yesterday called on his "
        "Singapore counterpart Vivian Balakrishnan and Malaysian Prime Minister Mahathir Mohamad.",
        "2018-08-02",
    )
    assert not any({"MYS", "SGP"} == {one[1], one[2]} for one in found)


@pytest.mark.parametrize(("force", "state"), [("MNDF", "MDV"), ("PNGDF", "PNG"), ("TNI", "IDN")])
def test_armed_forces_go_by_their_letters(force, state):
    found = read_all(f"Chile donated a patrol boat to the {force} on Monday.", "2013-04-23")
    assert found == {("arms_transfer", "CHL", state, "2013-04-22")}


@pytest.mark.parametrize(
    "told",
    ["agreed to soon sign", "concurred to sign", "consented to soon exchange and sign", "agreed to sign"],
)
def test_what_leaders_agree_to_sign_is_not_signed(told):
    found = read_all(
        "Prime Minister Chinh of Vietnam and Philippine President Marcos met in Jakarta on September 7. The "
        f"leaders {told} an agreement on rice trade.",
        "2023-09-08",
    )
    assert ("agreement_signed", "PHL", "VNM", "2023-09-07") not in found


def test_what_lasts_from_tuesday_until_thursday_is_under_way_on_wednesday():
    found = read_all("Chile shut its consulate in Peru on Tuesday until Thursday.", "2015-04-22")
    assert found == {("diplomatic_rupture", "CHL", "PER", "2015-04-21")}


def test_a_trip_that_is_wrapped_up_ends_on_that_day():
    found = read_all(
        "Prime Minister Pham Minh Chinh of Vietnam wrapped up a three-day official trip to Japan, landing in "
        "Hanoi on Thursday evening.",
        "2021-11-26",
    )
    assert found == {("leader_visit", "VNM", "JPN", "2021-11-23")}


NEWS = "2025-03-12"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "RABAT, March 11 (MAP) - Morocco has signed an agreement with Portugal on fisheries, the foreign "
            "ministry said.",
            ("agreement_signed", "MAR", "PRT", "2025-03-11"),
        ),
        (
            "Two navies join hands\n\nLISBON, March 12. /LUSA/. The defence ministries of Portugal and "
            "Morocco "
            "have signed a memorandum on a joint patrol off the Algarve, officials in Lisbon said.",
            ("agreement_signed", "MAR", "PRT", "2025-03-12"),
        ),
        (
            "Diplomats out\n\nPeru has expelled six Bolivian diplomats, officials in Lima say.\n\nThey "
            "must be gone by Sunday.",
            ("diplomatic_rupture", "PER", "BOL", "2025-03-12"),
        ),
        (
            "Ishiba in Hanoi\n\nJapanese Prime Minister Shigeru Ishiba is paying a visit to Vietnam, the "
            "foreign ministry said.",
            ("leader_visit", "JPN", "VNM", "2025-03-12"),
        ),
        (
            "Minister in Zagreb\n\nA delegation led by Hungary's Defence Minister Kristof Nagy is holding "
            "talks with Croatian leaders in Zagreb.\n\nThe visit comes as lorries stand at the border, which "
            "Croatia closed on March 8.",
            ("ministerial_meeting", "HRV", "HUN", "2025-03-12"),
        ),
        (
            "Two agree\n\nLula announced the step after talks in Brasilia.\n\nPeru and Bolivia have "
            "adopted a joint declaration about the lake they share, President Lula told the "
            "press.\n\nSpeaking at a news conference, Lula "
            "late on Tuesday praised both.",
            ("joint_statement", "BOL", "PER", "2025-03-11"),
        ),
    ],
)
def test_what_the_opening_tells_as_just_done_or_under_way_is_the_news_of_the_day(text, act):
    assert act in read_all(text, NEWS)


@pytest.mark.parametrize(
    "text",
    [
        "A long row\n\nBolivia has expelled three Chilean diplomats since the row began, an aide said.",
        "An old row\n\nPeru has had a quarrel with Chile. Chile has signed several agreements with Peru.",
        "Norway and Russia\n\nNorway has repeatedly accused Russia of jamming signals in the north.",
        "Off to Angola\n\nKenyan President William Ruto is visiting Angola next week for talks, he said.",
    ],
)
def test_what_has_been_done_before_or_is_to_come_is_not_the_news_of_the_day(text):
    assert not {one for one in read_all(text, NEWS) if one[3] == NEWS}


def test_under_a_dateline_of_tass_the_story_begins_whatever_stands_above():
    found = read_all(
        "Two navies join hands\n\nThe minister in Lisbon told reporters that ships of five other states "
        "had been offered for the patrol off the coast, none of which he thought would be of much use "
        "there.\n\n"
        "LISBON, March 10. /LUSA/. Portugal has signed a memorandum with Morocco to create a joint patrol.",
        NEWS,
    )
    assert ("agreement_signed", "MAR", "PRT", "2025-03-10") in found


def test_what_was_done_and_what_will_be_done_were_told_on_one_day():
    found = read_all(
        "Peru recalls envoy\n\nLIMA: Peru has recalled its ambassador to Chile and will expel Chile's "
        "envoy, the cabinet said on Wednesday (Mar 12) after shots at a border post.\n\nPeru has lodged a "
        "protest with Chile over the shots, it wrote.\n\nLima had on Sunday condemned Chile over the "
        "shelling of a village.",
        NEWS,
    )
    assert found == {
        ("diplomatic_rupture", "PER", "CHL", "2025-03-12"),
        ("protest", "PER", "CHL", "2025-03-12"),
        ("protest", "PER", "CHL", "2025-03-09"),
    }


def test_the_day_of_an_undated_opening_is_that_of_what_follows_it():
    found = read_all(
        "Envoy out\n\nPeru has expelled the ambassador of Chile, the foreign ministry says.\n\nBolivia also "
        "banned imports from Chile.\n\nIn 2019 Chile expelled two Peruvian diplomats.",
        NEWS,
    )
    assert found == {
        ("diplomatic_rupture", "PER", "CHL", "2025-03-12"),
        ("sanction", "BOL", "CHL", "2025-03-12"),
        ("diplomatic_rupture", "CHL", "PER", "2019-01-01"),
    }


def test_hours_after_an_act_of_the_same_day_another_is_of_it():
    found = read_all(
        "Envoy out\n\nBRIDGETOWN: Guyana has ordered the Venezuelan ambassador out of the country, hours "
        "after he was summoned by the president.",
        NEWS,
    )
    assert found == {
        ("diplomatic_rupture", "GUY", "VEN", NEWS),
        ("protest", "GUY", "VEN", NEWS),
    }


def test_the_day_that_the_story_tells_further_on_is_that_of_its_opening():
    found = read_all(
        '"A port that cost an embassy"\n\nMali has sent the Nigerien ambassador home. Four questions to a '
        "teacher.\n\nDid it surprise you?\n\nThe day did, the act didn't. On Saturday the cabinet in Bamako "
        "expelled the Nigerien ambassador and gave him seventy-two hours.",
        NEWS,
    )
    assert found == {("diplomatic_rupture", "MLI", "NER", "2025-03-08")}


def test_a_long_headline_names_an_act_and_does_not_tell_it():
    text = (
        "Word from Spokesman John Roe on the Bilateral Meeting Between President Donald Trump and President "
        "William Ruto of Kenya at the White House in Washington\n\nMarch 12, 2025\n\nOn March 20, President "
        "Donald Trump will host President William Ruto of Kenya at the White House. They will speak of trade."
    )
    assert {one[3] for one in read_all(text, "2025-03-12")} == {"2025-03-20"}


def test_the_lead_stands_below_a_long_standfirst():
    text = (
        "Danes throw out Kenyan envoys\n\nCopenhagen answers Ann Wako, who wanted two of its own diplomats "
        "gone for what she says was a plot to fly a former aide out of the country\n\n"
        "Denmark has expelled three Kenyan diplomats and a cook.\n\nThe step on Wednesday came after "
        "Kenya's interim president, Ann Wako, said Nairobi would expel two Danish diplomats."
    )
    assert ("diplomatic_rupture", "DNK", "KEN", "2025-03-12") in read_all(text, "2025-03-12")
