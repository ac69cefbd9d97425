"""More ways of telling met in real reports: who, with whom, and what is no act; the sentences are our own."""

import pytest

from etl.coding.extract import extract
from tests.acts_told import PUBLISHED, TODAY, read, read_all


def test_letters_exchanged_are_no_meeting():
    dated, undated = read(
        "On Tuesday the Peruvian and Chilean foreign ministers exchanged messages of congratulation on a "
        "hundred years of relations."
    )
    assert not {kind for kind, *_ in dated | undated} & {"ministerial_meeting", "summit", "consultation"}


def test_who_agreed_to_meet_has_not_met():
    dated, _ = read(
        "French President Emmanuel Macron telephoned Prime Minister Narendra Modi on Tuesday and the two "
        "leaders agreed to meet at the upcoming G-7 summit."
    )
    assert dated == {("leader_call", "FRA", "IND", "2024-09-10")}


def test_the_end_of_fighting_is_no_fight():
    dated, _ = read(
        "A ceasefire began on Tuesday along the border of India and Bangladesh after fighting killed 19."
    )
    assert not any(kind == "conflict" for kind, *_ in dated)


def test_an_exercise_is_undertaken():
    dated, _ = read(
        "Indian naval ships undertook a Partnership Exercise with Japanese ships on September 10."
    )
    assert dated == {("joint_exercise", "IND", "JPN", "2024-09-10")}


def test_the_two_presidents_are_those_of_their_sentence():
    dated, _ = read(
        "Canada is raising tariffs on the United States, Foreign Minister Melanie Joly said on "
        "Monday.\n\nMacron's office said that the two presidents spoke by phone on Tuesday after Trump's "
        "administration had told of more tariffs."
    )
    assert {one[1:] for one in dated if one[0] == "leader_call"} == {("FRA", "USA", "2024-09-10")}


def test_what_had_been_due_came_to_nothing():
    dated, undated = read(
        "U.S. Secretary of State Antony Blinken had been scheduled to host his Armenian and Azerbaijani "
        "counterparts in Washington last November."
    )
    assert not dated | undated


def test_who_acts_alone_is_not_joined_by_a_list():
    dated, _ = read(
        "In January 1979 China and the United States established diplomatic relations after the United "
        "States broke diplomatic ties with Taiwan."
    )
    ruptures = {one[1:3] for one in dated if one[0] == "diplomatic_rupture"}
    assert ruptures == {("USA", "TWN")}


def test_who_only_shares_a_border_is_not_sanctioned():
    dated, _ = read(
        "Washington on Tuesday imposed sanctions on Belarus' tourism company over the crisis on the border "
        "of Belarus and Poland."
    )
    assert dated == {("sanction", "USA", "BLR", "2024-09-10")}


def test_the_day_of_a_protest_is_not_that_of_what_is_protested():
    dated, _ = read(
        "The Philippine government summoned China's ambassador on Monday and protested over the Chinese "
        "coast guard's use of water cannons in a confrontation with Philippine vessels."
    )
    assert dated == {("protest", "PHL", "CHN", "2024-09-09")}


def test_the_swap_took_place_on_a_day():
    found = extract(
        "Russia and Ukraine have exchanged 206 prisoners.\n\nThe swap, which took place on September 5, was "
        "the result of months of negotiations.",
        PUBLISHED,
        today=TODAY,
    ).events
    assert {(e.type, e.actor, str(e.date)) for e in found} == {
        ("concession", "RUS", "2024-09-05"),
        ("concession", "UKR", "2024-09-05"),
    }
    assert all("exchanged 206 prisoners" in e.evidence and "September 5" in e.evidence for e in found)


def test_a_protest_taken_up_again_is_no_second_one():
    dated, _ = read(
        "Seoul's foreign ministry summoned the deputy chief of mission at the Japanese Embassy on Tuesday "
        "to protest.\n\nThe protest comes as Tokyo issued its annual Bluebook on Monday."
    )
    assert {one for one in dated if one[0] == "protest"} == {("protest", "KOR", "JPN", "2024-09-10")}


@pytest.mark.parametrize(
    "sentence",
    [
        "French Economy Minister Emmanuel Macron met Spanish Economy Minister Luis de Guindos in Paris on "
        "Tuesday.",
        "Swiss Economy Minister Guy Parmelin and Ukraine's first deputy prime minister, Yulia Svyrydenko, "
        "met on Tuesday.",
    ],
)
def test_the_office_that_is_told_outweighs_the_one_held_later(sentence):
    dated, _ = read(sentence)
    assert {kind for kind, *_ in dated} - {"ministerial_visit"} == {"ministerial_meeting"}


def test_a_grant_cancelled_is_no_aid():
    dated, _ = read("Saudi Arabia cancelled a 3 billion dollar grant for the Lebanese army on Tuesday.")
    assert not any(kind == "aid" for kind, *_ in dated)


def test_the_war_of_a_year_was_fought_in_it():
    dated, _ = read("Argentina and Britain fought the war of 1982 over the islands.")
    assert dated == {("conflict", "ARG", "GBR", "1982-01-01")}


def test_a_sheet_of_facts_tells_acts_by_their_names():
    dated, _ = read(
        "New Zealand and Viet Nam\n\nDiplomatic relations: 19 June 1975\n\nStrategic Partnership: July 2020\n"
    )
    assert dated == {
        ("diplomatic_relations", "NZL", "VNM", "1975-06-19"),
        ("partnership_upgrade", "NZL", "VNM", "2020-07-01"),
    }


def test_relations_maintained_since_a_day_began_on_it():
    dated, _ = read(
        "The ministers of Chile and Oman noted that both have maintained diplomatic relations since 2 June "
        "1987."
    )
    assert {one for one in dated if one[0] == "diplomatic_relations"} == {
        ("diplomatic_relations", "CHL", "OMN", "1987-06-02")
    }


def test_an_aside_right_before_the_verb_is_no_subject():
    dated, _ = read(
        "Canada expelled six Indian diplomats on Monday. Prime Minister Justin Trudeau, who said that India "
        "had made a fundamental error, spoke with Britain's Keir Starmer about it on Monday evening."
    )
    assert ("leader_call", "CAN", "GBR", "2024-09-09") in dated
    assert not any(kind == "leader_call" and "IND" in two for kind, *two, _ in dated)


def test_who_met_one_and_is_to_see_another_is_the_same():
    dated, _ = read(
        "Japanese Prime Minister Fumio Kishida is in Rome. He met Italian Prime Minister Giorgia Meloni on "
        "Tuesday and is to see Keir Starmer in London on Friday."
    )
    assert ("summit", "GBR", "JPN", "2024-09-13") in dated
    assert not any({"ITA", "GBR"} == {actor, recipient} for _, actor, recipient, _ in dated)


def test_two_did_the_same_each_on_a_day_of_its_own():
    dated, _ = read(
        "Ireland expelled an Israeli diplomat on Tuesday. Australia did the same on 24 May and Britain on "
        "23 March."
    )
    assert dated == {
        ("diplomatic_rupture", "IRL", "ISR", "2024-09-10"),
        ("diplomatic_rupture", "AUS", "ISR", "2024-05-24"),
        ("diplomatic_rupture", "GBR", "ISR", "2024-03-23"),
    }


def test_others_recognised_the_same_state():
    dated, _ = read(
        "Ireland formally recognised the State of Palestine on Tuesday. Norway and Spain did the same on "
        "Wednesday."
    )
    assert dated == {
        ("diplomatic_relations", "IRL", "PSE", "2024-09-10"),
        ("diplomatic_relations", "NOR", "PSE", "2024-09-11"),
        ("diplomatic_relations", "ESP", "PSE", "2024-09-11"),
    }


def test_who_tells_of_two_others_is_no_side():
    dated, _ = read(
        "Kuwait's foreign minister announced on Monday that Saudi Arabia and Qatar had agreed to open their "
        "airspace and borders."
    )
    assert {frozenset(one[1:3]) for one in dated} == {frozenset(("SAU", "QAT"))}


@pytest.mark.parametrize(
    "sentence",
    [
        "Both sides expelled the other's envoy in May 2018.",
        "In May 2018 each side threw out the other's ambassador.",
        "In May 2018 each government expelled the other's ambassador.",
    ],
)
def test_each_did_it_to_the_other(sentence):
    dated, _ = read(f"Israel and Turkey quarrelled over Gaza. {sentence}")
    assert {one for one in dated if one[0] == "diplomatic_rupture"} == {
        ("diplomatic_rupture", "ISR", "TUR", "2018-05-01"),
        ("diplomatic_rupture", "TUR", "ISR", "2018-05-01"),
    }


def test_prisoners_are_swapped_between_those_who_swap():
    dated, _ = read("Russia and the United States swapped prisoners in Ankara on Tuesday.")
    assert dated == {
        ("concession", "RUS", "USA", "2024-09-10"),
        ("concession", "USA", "RUS", "2024-09-10"),
    }


def test_doing_the_same_to_anothers_envoy():
    dated, _ = read(
        "Egypt expelled the Turkish ambassador on Tuesday. Ankara replied within hours by doing the same to "
        "Egypt's."
    )
    assert {one[1:3] for one in dated if one[0] == "diplomatic_rupture"} == {("EGY", "TUR"), ("TUR", "EGY")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Serbia took back on Tuesday its decision to expel Montenegro's ambassador.",
        "Britain reversed its decision to close the embassy in Libya on Tuesday.",
        "The Falklands war between Argentina and Britain ended with a surrender on 14 June 1982.",
    ],
)
def test_what_is_taken_back_or_over_is_not_done(sentence):
    dated, undated = read(sentence)
    assert not {kind for kind, *_ in dated | undated} & {"diplomatic_rupture", "conflict"}


def test_a_declaration_repudiated_is_none_issued():
    dated, _ = read(
        "Argentina repudiated the 1995 joint declaration with Britain on hydrocarbons in March 2007."
    )
    assert {kind for kind, *_ in dated} == {"agreement_withdrawn"}


def test_the_unnamed_head_of_a_readout_is_at_home_where_the_guest_is_not():
    call = (
        "PM call with President Zelenskyy of Ukraine: 10 September 2024\n\nThe Prime Minister spoke to "
        "President Zelenskyy of Ukraine this afternoon.\n\nHe reiterated the UK's support."
    )
    assert read(call)[0] == {("leader_call", "GBR", "UKR", "2024-09-10")}
    guest = (
        "Meeting with the President of the Argentine Republic in the afternoon: 10 September 2024\n\n"
        "The Prime Minister welcomed Argentine President Javier Milei to Chequers today."
    )
    assert read(guest)[0] == {
        ("leader_visit", "ARG", "GBR", "2024-09-10"),
        ("summit", "ARG", "GBR", "2024-09-10"),
    }


@pytest.mark.parametrize(
    ("title", "act"),
    [
        (
            "Official Visit of the President of Ghana to Kenya, 10 to 13 March 2025",
            ("leader_visit", "GHA", "KEN", "2025-03-10"),
        ),
        (
            "Visit of Foreign Minister of Oman to Malta (9-11 March 2025)",
            ("ministerial_visit", "OMN", "MLT", "2025-03-09"),
        ),
        (
            "State Visit by the President of India to Portugal (April 07-08, 2025)",
            ("leader_visit", "IND", "PRT", "2025-04-07"),
        ),
    ],
)
def test_the_title_of_a_release_tells_a_visit_with_its_days(title, act):
    assert read_all(f"{title}\n\nThe two sides spoke of trade and of fisheries.", "2025-03-12") == {act}


@pytest.mark.parametrize(
    "title", ["Visit of the President of Ghana to Kenya", "Kenya awaits a state visit, March 2025"]
)
def test_a_title_without_days_of_a_visit_tells_none(title):
    assert read_all(f"{title}\n\nThe two sides spoke of trade and of fisheries.", "2025-03-12") == set()


def test_office_holders_in_a_delegation_are_no_way_to_office():
    text = (
        "Kenya's Deputy Prime Minister Jane Moi will lead a delegation of office-holders to Chad "
        "from 11 to 14 April 2025."
    )
    assert ("ministerial_visit", "KEN", "TCD", "2025-04-11") in read_all(text, "2025-03-12")


@pytest.mark.parametrize(
    ("guest", "act"),
    [
        (
            "His Excellency Anders Holm MP, Secretary of State, Trade and Development Affairs, "
            "Kingdom of Norway",
            ("ministerial_visit", "NOR", "GHA", "2025-03-12"),
        ),
        ("His Majesty Olav Berg, King of Norway", ("leader_visit", "NOR", "GHA", "2025-03-12")),
    ],
)
def test_the_one_state_in_the_title_of_a_visit_is_the_guests(guest, act):
    found = read_all(
        f"Working Visit of {guest}, 12 March 2025\n\nForeign Minister Ama Darko of Ghana spoke of the good "
        "relations of Ghana and Norway.\n\nMINISTRY OF FOREIGN AFFAIRS\nGHANA",
        "2025-03-12",
    )
    assert act in found
