"""States and days that a sentence names beside an act; the sentences are our own."""

import pytest

from tests.acts_told import read_all


@pytest.mark.parametrize(
    "text",
    [
        "American and British aircraft bombed launchers of the Houthis in Yemen on Wednesday.",
        "Eritrean troops fought on the side of the Ethiopian army in Tigray from November 2020.",
    ],
)
def test_who_fights_side_by_side_fights_not_each_other(text):
    assert read_all(text, "2024-06-14") == set()


def test_who_strikes_each_other_still_does():
    found = read_all("Indian and Pakistani aircraft attacked each other's bases on Wednesday.", "2025-05-09")
    assert ("conflict", "IND", "PAK", "2025-05-07") in found


@pytest.mark.parametrize("partner", ["authorities in Hargeisa", "region of Somaliland"])
def test_what_is_signed_with_a_breakaway_part_is_not_signed_with_the_state(partner):
    found = read_all(
        "The row between Somalia and Ethiopia goes back to 1 January, when Addis Ababa signed a memorandum "
        "with "
        f"the breakaway {partner}.",
        "2024-12-12",
    )
    assert found == set()


def test_a_partnership_that_is_reaffirmed_is_not_raised():
    found = read_all(
        "The US defence secretary hosted Indian Defence Minister Rajnath Singh at the Pentagon today to "
        "reaffirm "
        "the U.S.-India Major Defense Partnership.",
        "2024-08-23",
    )
    assert {one[0] for one in found} == {"ministerial_meeting", "ministerial_visit"}


def test_a_cabinet_that_meets_meets_no_other_state():
    found = read_all(
        "After a meeting of the cabinet committee on security on Wednesday night, India's foreign "
        "secretary read "
        "out a list of steps against Pakistan. Islamabad's answer came on Thursday, when the National "
        "Security "
        "Committee sat under Prime Minister Shehbaz Sharif.",
        "2025-04-24",
    )
    assert not {one[0] for one in found} & {"consultation", "ministerial_meeting"}


def test_who_did_it_as_well_did_not_suffer_it():
    found = read_all(
        "Algeria shot down a Malian drone last week. On Sunday Mali called home its ambassador, and so did "
        "its "
        "allies Niger and Burkina Faso.",
        "2025-04-08",
    )
    assert not any({one[1], one[2]} <= {"MLI", "NER", "BFA"} for one in found)
    found = read_all(
        "On Friday evening, minutes after Brussels let its curbs on Ukrainian grain expire, Poland and "
        "Slovakia "
        "each announced a ban of its own.",
        "2023-09-21",
    )
    assert not any({one[1], one[2]} == {"POL", "SVK"} or one[0] == "sanction_lifted" for one in found)


def test_put_back_on_a_list_is_a_sanction():
    found = read_all(
        "On Monday the Trump administration put Cuba back on the list of state sponsors of terrorism.",
        "2021-01-14",
    )
    assert found == {("sanction", "USA", "CUB", "2021-01-11")}


@pytest.mark.parametrize(
    "text",
    [
        "Secretary of State Antony Blinken, who was to have flown to Beijing on Friday evening, put the "
        "journey "
        "off that morning.",
        "Secretary of State Antony Blinken put his trip to Beijing off on Friday.",
    ],
)
def test_a_journey_put_off_is_no_visit(text):
    assert not any(one[0].endswith("_visit") for one in read_all(text, "2023-02-06"))


def test_between_two_days_is_one_stretch():
    found = read_all(
        "Between 28 April and 1 May 2021, Kyrgyz and Tajik soldiers fought with mortars over a water intake.",
        "2025-03-14",
    )
    assert found == {("conflict", "KGZ", "TJK", "2021-04-28")}


def test_each_part_of_a_sentence_has_its_own_day():
    found = read_all(
        "Russia expelled a Japanese consul on Monday. In April Japan threw out eight Russian embassy and "
        "trade "
        "mission staff; on the 27th of that month Russia did the same to eight Japanese.",
        "2022-10-05",
    )
    assert ("diplomatic_rupture", "JPN", "RUS", "2022-04-01") in found
    assert ("diplomatic_rupture", "RUS", "JPN", "2022-04-27") in found


@pytest.mark.parametrize(
    "told",
    [
        "President Ruto of Kenya on Tuesday welcomed the signing of a fisheries pact between Chile and Peru.",
        "Kenya and Ghana on Tuesday hailed the signing by Chile and Peru of a fisheries pact.",
        "President Ruto met Prime Minister Ishiba of Japan. He applauded Chile and Peru's signing of a "
        "fisheries pact on Tuesday.",
    ],
)
def test_a_pact_that_others_welcome_is_of_those_who_signed_it(told):
    found = read_all(told, "2025-03-12")
    assert {one for one in found if one[0] == "agreement_signed"} == {
        ("agreement_signed", "CHL", "PER", "2025-03-11")
    }


@pytest.mark.parametrize(
    "told",
    [
        "Qatar's foreign minister received on Tuesday a letter from his Togolese counterpart, Robert Dussey.",
        "Oman's foreign minister received a verbal message on Monday from Togolese Foreign Minister Dussey.",
        "Qatari Foreign Minister Al Thani received on Monday the ambassador of Togo, who handed him a "
        "message from Togo's foreign minister.",
        "Fijian Foreign Minister Lee bade farewell on Monday to the outgoing ambassador of Togo, Kofi Esaw.",
    ],
)
def test_letters_and_farewells_are_no_meetings_protests_or_breaks(told):
    assert read_all(told, "2025-03-12") == set()


def test_an_outgoing_envoy_may_be_expelled_and_a_note_handed_over_in_protest():
    found = read_all("Fiji expelled the outgoing ambassador of Togo on Monday.", "2025-03-12")
    assert found == {("diplomatic_rupture", "FJI", "TGO", "2025-03-10")}
    found = read_all("Fiji handed Togo's ambassador a letter of protest on Monday.", "2025-03-12")
    assert found == {("protest", "FJI", "TGO", "2025-03-10")}


@pytest.mark.parametrize(
    "envoy", ["Togolese Ambassador Kofi Esaw", "the Ambassador of Togo, Ms Afi Esaw, to discuss trade"]
)
def test_a_minister_who_meets_an_envoy_meets_an_official(envoy):
    found = read_all(f"Latvian Foreign Minister Baiba Braze met on Tuesday with {envoy}.", "2025-03-12")
    assert found == {("consultation", "LVA", "TGO", "2025-03-11")}


def test_by_whose_mediation_ties_were_restored_is_no_side():
    found = read_all(
        "Fiji cut diplomatic ties with Peru in December 2020 and restored them in May 2021 after "
        "mediation by Oman.",
        "2025-03-12",
    )
    assert ("diplomatic_relations", "FJI", "PER", "2021-05-01") in found
    assert not any("OMN" in one for one in found)
