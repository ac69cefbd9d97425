"""Who is meant by an office, a cut name or a first person: guests who fly on, emirs, titles in capitals."""

import pytest

from tests.acts_told import read_all

PUBLISHED = "2024-03-12"
"""A Tuesday."""


def acts(text: str) -> set[tuple[str, str, str]]:
    return {one[:3] for one in read_all(text, PUBLISHED)}


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        (
            "OUAGADOUGOU, March 12 - Ghanaian President John Mahama held talks with Captain Ibrahim Traoré "
            "here on Monday. The President had touched down in Bamako on Saturday and was in Niamey on "
            "Sunday.",
            {("leader_visit", "GHA", "MLI"), ("leader_visit", "GHA", "NER")},
            {("leader_visit", "BFA", "MLI")},
        ),
        (
            "HAVANA, March 12 - Vietnamese Foreign Minister Bui Thanh Son met Bruno Rodríguez on Monday. "
            "From Havana the minister set off on Tuesday for Caracas.",
            {("ministerial_visit", "VNM", "VEN")},
            {("ministerial_visit", "CUB", "VEN")},
        ),
    ],
)
def test_the_minister_who_flies_on_is_the_guest(
    text: str, told: set[tuple[str, str, str]], not_told: set[tuple[str, str, str]]
):
    found = acts(text)
    assert told <= found
    assert not not_told & found


def test_the_diplomat_who_has_come_is_the_minister_just_spoken_of():
    text = (
        "PARIS, March 12 - French Foreign Minister Stéphane Séjourné fell ill on Monday.\n\nThe French "
        "diplomat, who arrived in {} on Sunday, had been due to visit a clinic on Tuesday."
    )
    assert acts(text.format("Ankara")) == {("ministerial_visit", "FRA", "TUR")}
    assert acts(text.format("Ankara").replace("The French", "A Turkish").replace("Ankara", "Paris")) == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Row over trucks\n\nA delegation headed by Turkish Defence Minister Yaşar Güler is holding talks "
            "with generals in Baghdad.\n\nA crossing was shut on March 5.",
            {("ministerial_visit", "TUR", "IRQ", "2024-03-12")},
        ),
        (
            "A delegation led by Iranian Foreign Minister Hossein Amir-Abdollahian met Iraqi leaders in "
            "Baghdad on Monday.",
            {
                ("ministerial_visit", "IRN", "IRQ", "2024-03-11"),
                ("ministerial_meeting", "IRN", "IRQ", "2024-03-11"),
            },
        ),
        (
            "A delegation led by Turkey's Defence Minister Yaşar Güler met the UN envoy in Geneva on Monday.",
            set(),
        ),
        (
            "A Turkish delegation led by Defence Minister Yaşar Güler sat with farmers in Ankara on Monday.",
            set(),
        ),
    ],
)
def test_whoever_leads_a_delegation_to_talks_abroad_has_come(text: str, told: set[tuple[str, str, str, str]]):
    found = read_all(text, PUBLISHED)
    assert {one for one in found if one[0] != "sanction"} == told


def test_a_minister_at_home_flies_out_himself():
    text = (
        "WARSAW, March 12 - Foreign Minister Radek Sikorski met his Czech colleague on Monday. The minister "
        "then flew on to Riga on Tuesday."
    )
    assert ("ministerial_visit", "POL", "LVA") in acts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "RIYADH, March 12 - In Doha the Malaysian prime minister, Anwar Ibrahim, and Emir Sheikh Tamim "
            "raised relations to a strategic partnership on Monday.",
            {("partnership_upgrade", "MYS", "QAT"), ("summit", "MYS", "QAT")},
        ),
        (
            "MANAMA, March 12 - Kuwait offered its good offices, and Emir Sheikh Sabah flew to Jeddah on "
            "Monday.",
            {("leader_visit", "KWT", "SAU")},
        ),
    ],
)
def test_an_emir_is_that_of_a_state_that_has_one(text: str, told: set[tuple[str, str, str]]):
    assert acts(text) == told


def test_a_first_name_cut_short_ends_no_sentence():
    text = (
        "ULAANBAATAR, March 12 - President Kh. Battsooj flew to Minsk on Monday. Battsooj met Belarusian "
        "President Alexander Lukashenko the same day."
    )
    assert acts(text) == {("leader_visit", "MNG", "BLR"), ("summit", "BLR", "MNG")}


def test_words_of_a_headline_in_capitals_are_nobodys_name():
    text = (
        "PM RETURNS FROM OVERSEAS ENGAGEMENTS\n\nPrime Minister Manasseh Sogavare and his delegation arrived "
        "home today.\n\nThe final leg of the Prime Minister's engagement was in Canberra on Monday where he "
        "held a bilateral meeting with Australian Prime Minister Anthony Albanese."
    )
    assert acts(text) == {("leader_visit", "SLB", "AUS"), ("summit", "AUS", "SLB")}


def test_whose_i_it_is_the_states_visited_do_not_tell():
    text = (
        "The Prime Minister: I visited Nigeria, Ghana, Sierra Leone and Senegal from 7-10 March. I had "
        "fruitful "
        "discussions with Presidents Tinubu, Akufo-Addo, Bio and Sall."
    )
    assert acts(text) == set()


@pytest.mark.parametrize("dateline", ["ASTANA, March 11 -", "Press service\n\nAstana, 11 March 2024."])
def test_our_country_is_that_of_the_dateline(dateline: str):
    text = (
        f"{dateline} Kassym-Jomart Tokayev held talks with the President of Kyrgyzstan, Sadyr Japarov, who "
        "is in our country on an official visit."
    )
    assert acts(text) == {("leader_visit", "KGZ", "KAZ"), ("summit", "KAZ", "KGZ")}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Foreign Ministers Alberto van Klaveren of Chile and Elmer Schialer of Peru met on "
            "Monday.\n\nVan Klaveren and Schialer welcomed the vice-ministerial dialogue on mines that "
            "resumed last month.",
            {
                ("ministerial_meeting", "CHL", "PER", "2024-09-09"),
                ("consultation", "CHL", "PER", "2024-08-01"),
            },
        ),
        (
            "The third Chile-Peru ministerial talks on the border took place in Lima on Monday under the "
            "chairmanship of Vice Minister Lieut. Gen. Juan Soto and his Chilean counterpart.",
            {("consultation", "CHL", "PER", "2024-09-09")},
        ),
        (
            "Bolivia's Foreign Minister Celinda Sosa on Sunday conveyed greetings from President Luis Arce "
            "to his Chilean counterpart Gabriel Boric on the margins of the swearing-in of the Mexican "
            "president.",
            {("ministerial_meeting", "BOL", "CHL", "2024-09-08")},
        ),
        (
            "President Mahama of Ghana held talks with President William Ruto of Kenya in Nairobi on "
            "Friday.\n\nThe talks were held on the margins of a conference on forests.",
            {("sideline_meeting", "GHA", "KEN", "2024-09-06")},
        ),
        (
            "President Dina Boluarte of Peru received President Gabriel Boric of Chile in Lima on "
            "Friday.\n\nBoluarte met Boric in Lima on Friday, on the margins of the Ibero-American Summit.",
            {("sideline_meeting", "CHL", "PER", "2024-09-06")},
        ),
    ],
)
def test_a_meeting_is_what_its_name_and_its_place_make_it(text, acts):
    assert read_all(text, "2024-09-12") == acts


def test_a_first_lady_leaves_the_president_his_name():
    found = read_all(
        "Angola's President Joao Lourenco arrived in Lusaka on Monday with first lady Ana Lourenco. He "
        "will be welcomed in Ndola by President Hakainde Hichilema. After that, Lourenco and Hichilema "
        "signed an agreement on Tuesday, and Lourenco met Hichilema.",
        "2024-09-12",
    )
    assert ("summit", "AGO", "ZMB", "2024-09-10") in found
    assert not any(one[0] == "ministerial_meeting" for one in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "KIGALI, Rwanda - Malawi's internal affairs minister announced on Monday that the country was "
            "suspending diplomatic ties with Zambia.",
            {("diplomatic_rupture", "MWI", "ZMB")},
        ),
        (
            "LIMA, Peru - Ghana's public works minister announced on Monday that the country had expelled "
            "the ambassador of Togo.",
            {("diplomatic_rupture", "GHA", "TGO")},
        ),
        (
            "BEIJING, March 11 - Nepal said it would close its mission. The government expelled two "
            "Bhutanese diplomats on Monday.",
            {("diplomatic_rupture", "NPL", "BTN")},
        ),
    ],
)
def test_where_a_report_is_written_is_no_side_of_its_story(text: str, told: set[tuple[str, str, str]]):
    found = acts(text)
    assert told <= found
    assert not {one for one in found if {"RWA", "PER", "CHN"} & set(one)}


def test_the_ministers_are_those_who_met_not_who_invited_them():
    text = (
        "Sudanese Foreign Minister Ali Youssef and Chadian Foreign Minister Abdoulaye Sabre met in Doha on "
        "Monday. The talks took place at the invitation of Qatari Foreign Minister Mohammed bin Abdulrahman. "
        "The ministers agreed to meet again in Doha on 20 May 2024."
    )
    assert read_all(text, PUBLISHED) == {
        ("ministerial_meeting", "SDN", "TCD", "2024-03-11"),
        ("ministerial_meeting", "SDN", "TCD", "2024-05-20"),
    }


def test_the_ministers_are_those_named_last_even_by_one_office():
    text = (
        "Sudanese Foreign Minister Ali Youssef and Chadian Foreign Minister Abdoulaye Sabre met in Doha on "
        "Monday. Qatari Foreign Minister Mohammed bin Abdulrahman said that the Sudanese and Chadian "
        "ministers had come closer. The ministers agreed to meet again in Doha on 20 May 2024."
    )
    assert ("ministerial_meeting", "SDN", "TCD", "2024-05-20") in read_all(text, PUBLISHED)


@pytest.mark.parametrize(
    "start", ["", "At the invitation of Turkish State Councilor and Foreign Minister Hakan Fidan, "]
)
def test_a_minister_of_two_offices_parts_no_list(start: str):
    text = (
        f"{start}Malian Foreign Minister Abdoulaye Diop, Togolese Deputy Prime Minister and Foreign Minister "
        "Robert Dussey and Nigerien Foreign Minister Bakary Sangare will each visit Turkey on 20 March."
    )
    assert acts(text) == {("ministerial_visit", iso, "TUR") for iso in ("MLI", "TGO", "NER")}


def test_who_is_introduced_anew_is_no_longer_whom_a_heading_took_him_for():
    text = (
        "Deputy Secretary Landon Engages Partners in Tuvalu\n\nDeputy Secretary of State Christopher Landon "
        "traveled to Tuvalu and Samoa.\n\nIn Samoa, the Deputy Secretary signed an agreement with Samoan "
        "Prime Minister Fiame Mataafa on Monday."
    )
    assert {one for one in acts(text) if one[0] == "agreement_signed"} == {("agreement_signed", "USA", "WSM")}


def test_islands_that_act_for_themselves_are_sides_like_others():
    text = (
        '"The port builds on the framework that Fiji and the Cook Islands signed in January," Australian '
        "Foreign Minister Penny Wong said on Monday."
    )
    assert {one for one in acts(text) if one[0] == "agreement_signed"} == {("agreement_signed", "COK", "FJI")}


def test_a_foreign_minister_has_charge_of_trade_as_well():
    text = (
        "LOME, March 11 - Minister for Foreign Affairs and External Trade Jona Vatu of Fiji visited Chad on "
        "Monday."
    )
    assert acts(text) == {("ministerial_visit", "FJI", "TCD")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Taiwan on Monday announced the severance of diplomatic relations with the Republic of Honduras, "
            "following the Central American nation's announcement to establish ties with China.",
            {("diplomatic_rupture", "TWN", "HND"), ("diplomatic_relations", "CHN", "HND")},
        ),
        (
            "Malaysian Prime Minister Anwar Ibrahim wrote to Guinea on Sunday. Anwar headed to the "
            "North-West African nation on Monday for talks.",
            {("leader_visit", "MYS", "GIN")},
        ),
        (
            "China sent rescuers to Vanuatu on Monday. Australia gave tents worth $2 million to the Pacific "
            "island nation on Tuesday.",
            {("aid", "CHN", "VUT"), ("aid", "AUS", "VUT")},
        ),
    ],
)
def test_a_state_called_by_where_it_lies_is_the_one_named_last(text: str, told: set[tuple[str, str, str]]):
    assert told <= acts(text)
    assert not {one for one in acts(text) if one[1:] == ("CHN", "TWN")}


def test_two_states_of_a_region_leave_open_which_is_called_by_it():
    text = (
        "Kenya's president criticised Uganda on Friday. On Monday the East African nation expelled two Poles."
    )
    assert not {one for one in acts(text) if "POL" in one}


@pytest.mark.parametrize(
    "who",
    [
        "Defence officials from Ghana and Togo",
        "Senior military officials of Ghana and Togo",
        "Ghanaian and Togolese health officials",
        "Experts from Ghana and Togo",
    ],
)
def test_officials_of_two_states_who_will_meet_hold_a_consultation(who):
    found = read_all(f"{who} will meet on Friday to discuss the border, an agency reported.", "2024-03-13")
    assert found == {("consultation", "GHA", "TGO", "2024-03-15")}


@pytest.mark.parametrize("who", ["Mayors from Ghana and Togo", "Footballers from Ghana and Togo"])
def test_others_of_two_states_who_will_meet_hold_none(who):
    assert read_all(f"{who} will meet on Friday to discuss the border.", "2024-03-13") == set()


@pytest.mark.parametrize(
    "welcome",
    [
        "He was welcomed by Ghana's Minister for Trade, Ama Darko, when he arrived at the airport yesterday.",
        "He was greeted at the airport yesterday by Foreign Minister Ama Darko of Ghana.",
    ],
)
def test_the_rank_of_who_welcomes_a_leader_is_not_the_guests(welcome):
    found = read_all(f"Prime Minister Jonas Berg of Norway is on a visit to Ghana. {welcome}", "2025-03-12")
    assert {one[0] for one in found} == {"leader_visit"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The presidents of Chile and Peru met virtually on Tuesday to discuss the border.", "leader_call"),
        ("The presidents of Chile and Peru held virtual talks on Tuesday.", "leader_call"),
        ("The presidents of Chile and Peru met on Tuesday, after a virtual meeting of experts.", "summit"),
        ("The foreign ministers of Chile and Peru met virtually on Tuesday.", "ministerial_meeting"),
    ],
)
def test_leaders_who_meet_by_screen_have_called_each_other(text, kind):
    assert read_all(text, "2025-03-12") == {(kind, "CHL", "PER", "2025-03-11")}


def test_a_committee_whose_two_sides_ministers_led_is_a_meeting_of_ministers():
    text = (
        "The fifth session of the Egypt-Chad Joint Committee was held in Cairo on Monday. The Egyptian side "
        "was headed by {} Badr Sami and the Chadian side by Foreign Minister Abdel Fadoul."
    )
    for rank, kind in (
        ("Foreign Minister", "ministerial_meeting"),
        ("Deputy Foreign Minister", "consultation"),
    ):
        found = read_all(text.format(rank), "2025-03-12")
        assert (kind, "EGY", "TCD", "2025-03-10") in found


@pytest.mark.parametrize("guests", ["a delegation", "a delegation of senior officials"])
def test_whom_a_leader_receives_is_who_leads_the_delegation(guests):
    found = read_all(
        f"President of Mali Assimi Goita received on Tuesday in Bamako {guests} from Turkey led by the "
        "Defence Minister, Yasar Guler.",
        "2025-03-12",
    )
    assert ("ministerial_visit", "TUR", "MLI", "2025-03-11") in found
