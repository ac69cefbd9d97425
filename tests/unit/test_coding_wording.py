"""Acts in the words of agencies and ministries: each family once, and its near misses."""

from datetime import date

import pytest

from etl.coding.extract import extract
from etl.coding.who.scan import scan
from tests.acts_told import read_all

TODAY = date(2026, 11, 24)
PUBLISHED = date(2026, 5, 6)
"""A Wednesday."""

TOLD = [
    ("SUVA, May 6 - Fiji extended recognition to Kosovo on Monday.", "diplomatic_relations", "FJI", "XKX"),
    ("SOFIA, May 6 - Nepal formally recognised Fiji on Monday.", "diplomatic_relations", "FJI", "NPL"),
    (
        "PRAGUE, May 6 - The Czech Republic declared two employees of the Russian embassy "
        "personae non gratae on Monday.",
        "diplomatic_rupture", "CZE", "RUS",
    ),
    (
        "LIMA, May 6 - Peru said on Monday that from now on its relations with Chad will be conducted "
        "at the level of chargé d'affaires.",
        "partnership_downgrade", "PER", "TCD",
    ),
    ("OSLO, May 6 - Norway called the Chinese ambassador in on Tuesday.", "protest", "NOR", "CHN"),
    (
        "TALLINN, May 6 - Estonia on Monday handed a note of protest to the Russian charge d'affaires.",
        "protest", "EST", "RUS",
    ),
    ("BRASILIA, May 6 - Brazil demanded an explanation from Canada on Monday.", "protest", "BRA", "CAN"),
    (
        "LONDON, May 6 - Britain on Monday exempted Brazilian coffee from its tariffs.",
        "sanction_lifted", "GBR", "BRA",
    ),
    ("DAKAR, May 6 - Senegal on Monday stopped the import of Kenyan tea.", "sanction", "SEN", "KEN"),
    ("MALE, May 6 - Turkey gifted a missile boat to the Maldives on Monday.", "arms_transfer", "TUR", "MDV"),
    ("TEL AVIV, May 6 - Iran fired a salvo of missiles at Israel on Monday.", "conflict", "IRN", "ISR"),
    (
        "SEOUL, May 6 - North Korean soldiers crossed the demarcation line with South Korea on Monday.",
        "incident", "PRK", "KOR",
    ),
    (
        "MANILA, May 6 - The Philippine and French navies sailed together in the South China Sea on Monday.",
        "joint_exercise", "FRA", "PHL",
    ),
    (
        "YEREVAN, May 6 - Armenia and Iran said in a joint statement on Monday that trade had grown.",
        "joint_statement", "ARM", "IRN",
    ),
    (
        "OSLO, May 6 - Estonian Foreign Minister Margus Tsahkna, who had spent the night on a train, "
        "was shown a school, and met with Norwegian Foreign Minister Espen Barth Eide on Monday.",
        "ministerial_meeting", "EST", "NOR",
    ),
    (
        "ACCRA, May 6 - Ghana on Monday opposed Togo's decision to raise fees at the Aflao crossing, saying "
        "the move broke a treaty.",
        "protest", "GHA", "TGO",
    ),
    (
        "Fiji’s reef\n\nPress Statement\nMay 5, 2026\n\nTonga rejects Fiji’s attempts to rename it.",
        "protest", "TON", "FJI",
    ),
    (
        "OSLO, May 6 - Norway voiced its regret on Monday that Denmark had taken what it called an "
        "unacceptable decision on cod.",
        "protest", "NOR", "DNK",
    ),
    (
        "ATHENS, May 6 - EU member Greece took possession of the Swedish weapons on Monday, against the "
        "advice of its friends.",
        "arms_transfer", "SWE", "GRC",
    ),
    ("RABAT, May 6 - Rabat took delivery of a Russian S-400 on Monday.", "arms_transfer", "RUS", "MAR"),
    ("OSLO, May 6 - Oslo recalled its envoy in the Hague on Monday.", "diplomatic_rupture", "NOR", "NLD"),
]  # fmt: skip

NOT_TOLD = [
    "ROME, May 6 - Italian police arrested a Chinese man on Monday over a stolen car.",
    "DUBAI, May 6 - Emirates airline signed an agreement on Monday with an Indian carrier to share routes.",
    "BASEL, May 6 - A Swiss firm and a Danish one: the two sides signed the merger agreement on Monday.",
    "JAKARTA, May 6 - The signing of the accord between Indonesia and Fiji on Monday did not take place.",
    "DELHI, May 6 - India and Fiji expect to sign an agreement in the spring.",
    "ACCRA, May 6 - Ghana on Monday rejected Togo's offer to share the lagoon.",
    "ACCRA, May 6 - It was a quiet day.\n\nGhana opposes Togo's attempts to fence the lagoon.",
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient"), TOLD)
def test_a_family_of_wording_is_told(text: str, kind: str, actor: str, recipient: str):
    found = extract(f"A headline\n\n{text}\n", PUBLISHED, today=TODAY).events
    # Who meets a host abroad has also visited; that may be told too.
    found = tuple(e for e in found if e.type == kind or not e.type.endswith("_visit"))
    assert [(e.type, e.actor, e.recipient) for e in found] == [(kind, actor, recipient)]
    assert found[0].date in (date(2026, 5, 4), date(2026, 5, 5))
    assert found[0].status == "occurred"


@pytest.mark.parametrize("text", NOT_TOLD)
def test_a_near_miss_is_not_told(text: str):
    assert extract(f"A headline\n\n{text}\n", PUBLISHED, today=TODAY).events == ()


def test_question_marks_that_a_page_has_in_place_of_a_break_end_a_sentence():
    text = 'It rained all day.??Ecuador expelled the Belgian ambassador on Monday.?"He must go," it said.'
    (found,) = extract(text, PUBLISHED, today=TODAY).events
    assert found.evidence == "Ecuador expelled the Belgian ambassador on Monday."


def test_the_ministry_is_that_of_which_the_sentence_before_told():
    text = (
        "PM: Quito is provoked\n\nThe Colombian Foreign Ministry said on Tuesday that it reads what Ecuador "
        'says with care.\n\n"It is their right, yet the Ministry voices its regret over a move that it calls '
        'unjustified," reads the release.'
    )
    found = extract(text, PUBLISHED, today=TODAY).events
    assert [(e.type, e.actor, e.recipient, e.date) for e in found] == [
        ("protest", "COL", "ECU", date(2026, 5, 5))
    ]


def test_the_hague_is_a_town_with_its_article_alone():
    assert [hit.entry.iso3 for hit in scan("Its envoy in the Hague has left.")] == ["NLD"]
    assert scan("Mr Hague has read the Hague Convention.") == ()


def test_a_calendar_gives_each_entry_its_own_day():
    text = (
        "The week ahead\n\n"
        "Mon 11: President Duma Boko of Botswana arrives in Windhoek on a working visit to Namibia.\n"
        "\nWed 13: French and Malagasy patrol boats start a four-day exercise off Diego Suarez.\n"
    )
    found = extract(text, PUBLISHED, today=TODAY).events
    assert [(e.type, e.actor, e.recipient, e.date, e.status) for e in found] == [
        ("leader_visit", "BWA", "NAM", date(2026, 5, 11), "scheduled"),
        ("joint_exercise", "FRA", "MDG", date(2026, 5, 13), "scheduled"),
    ]


def test_each_of_several_states_recognises():
    text = "A headline\n\nDUBLIN, May 6 - Ireland, Norway and Spain yesterday formally recognised Fiji.\n"
    found = extract(text, PUBLISHED, today=TODAY).events
    assert {(e.actor, e.recipient) for e in found} == {("FJI", "IRL"), ("FJI", "NOR"), ("ESP", "FJI")}
    assert {(e.type, e.date) for e in found} == {("diplomatic_relations", date(2026, 5, 5))}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "MANILA, May 6 - The Philippines scrapped a fisheries agreement with China on Monday.",
            {("agreement_withdrawn", "PHL", "CHN")},
        ),
        (
            "DAKAR, May 6 - Senegal cancelled a defence pact with France on Monday.",
            {("agreement_withdrawn", "SEN", "FRA")},
        ),
        (
            "LIMA, May 6 - Peru scrapped its tariffs on Bolivian sugar on Monday.",
            {("sanction_lifted", "PER", "BOL")},
        ),
        (
            "LIMA, May 6 - Peru's tariffs on Bolivian sugar were scrapped on Monday.",
            {("sanction_lifted", "PER", "BOL")},
        ),
        (
            "LIMA, May 6 - Peru dropped its case against Chile at the Hague court on Monday.",
            {("concession", "PER", "CHL")},
        ),
        ("LIMA, May 6 - Peru scrapped plans for an agreement with Bolivia on Monday.", set()),
        ("LIMA, May 6 - Peru cancelled the signing of an agreement with Bolivia on Monday.", set()),
        ("LIMA, May 6 - Peru cancelled an order for fighter jets from South Korea on Monday.", set()),
    ],
)
def test_what_is_scrapped_is_ended_not_undone(text: str, told: set[tuple[str, str, str]]):
    found = extract(text, PUBLISHED, today=TODAY)
    assert {(e.type, e.actor, e.recipient) for e in found.events} == told


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Kenya did not expel the Norwegian ambassador until Thursday.",
            ("diplomatic_rupture", "KEN", "NOR", "2024-03-14"),
        ),
        (
            "Ghana and Norway did not restore diplomatic relations until 7 March 2024.",
            ("diplomatic_relations", "GHA", "NOR", "2024-03-07"),
        ),
    ],
)
def test_what_was_not_done_until_a_day_was_done_on_it(text, act):
    assert read_all(text, "2024-03-15") == {act}


@pytest.mark.parametrize(
    "text",
    [
        "Ghana did not sign the fishing agreement with Norway on Thursday.",
        "Ghana would not sign the fishing agreement with Norway until 7 March 2024.",
    ],
)
def test_what_was_only_not_done_is_no_act(text):
    assert read_all(text, "2024-03-15") == set()


def test_who_orders_a_boycott_has_acted():
    text = "Kenya ordered a boycott of Norwegian fish and on Thursday raised duties on Norwegian salmon."
    assert read_all(text, "2024-03-15") == {("sanction", "KEN", "NOR", "2024-03-14")}


@pytest.mark.parametrize(
    "text",
    [
        "Relations between Kenya and Ghana, severed in 2019, were complete again on Thursday.",
        "Six years of silence between Kenya and Ghana ended on Thursday, when their foreign ministers signed "
        "a paper in Oslo by which relations are normal again.",
    ],
)
def test_what_was_severed_and_is_whole_again_is_established(text):
    found = read_all(text, "2024-03-15")
    assert ("diplomatic_relations", "GHA", "KEN", "2024-03-14") in found


def test_two_meet_on_the_margins_of_an_organisation_that_is_no_side():
    found = read_all(
        "Kenya and Ghana are on good terms. That strategic partnership of the two was set up on 17 November "
        "2015, in Addis Ababa, on the occasion of an African Union gathering.",
        "2024-03-15",
    )
    assert found == {("partnership_upgrade", "GHA", "KEN", "2015-11-17")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Canadian tariffs on Brazil took effect on Monday.", {("CAN", "BRA", "2024-03-11")}),
        (
            "French and German sanctions against Niger came into force on Monday.",
            {("FRA", "NER", "2024-03-11"), ("DEU", "NER", "2024-03-11")},
        ),
        (
            "Mexico's ban on imports of beef from Peru came into effect on Monday.",
            {("MEX", "PER", "2024-03-11")},
        ),
        ("Indian duties on steel from Vietnam will take effect on 1 April.", {("IND", "VNM", "2024-04-01")}),
        ("The lifting of Chilean restrictions on Bolivia took effect on Monday.", set()),
        ("The trade agreement of Peru with India took effect on Monday, tariffs on copper are gone.", set()),
    ],
)
def test_measures_that_take_effect_are_laid_on_that_day(text, told):
    found = read_all(text, "2024-03-15")
    assert {one[1:] for one in found if one[0] == "sanction"} == told


def test_what_takes_effect_on_a_weekday_is_to_come():
    found = read_all("A waiver of Canadian sanctions on Iraq takes effect on Monday.", "2024-03-15")
    assert ("sanction_lifted", "CAN", "IRQ", "2024-03-18") in found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Under the accord, reached on Monday by Ghana and Togo, patrols will be pulled back.", "2024-03-11"),
        ("Under the truce, reached on Monday between Ghana and Togo, patrols will go.", "2024-03-11"),
        (
            "The deal, struck by the Ghanaian and Togolese ministers on Monday, ends a row over a mine.",
            "2024-03-11",
        ),
        ("A ceasefire agreed in March 2023 between Ghana and Togo holds.", "2023-03-01"),
    ],
)
def test_an_accord_reached_by_two_is_told_beside_what_it_says(text, day):
    assert ("agreement_signed", "GHA", "TGO", day) in read_all(text, "2024-03-15")


@pytest.mark.parametrize(
    "text",
    [
        "A deal reached by unions in Ghana on Monday ends the strike.",
        "The truce reached on Monday between the Ghanaian army and rebels holds.",
        "No deal reached by Ghana and Togo so far holds, an official said on Monday.",
    ],
)
def test_an_accord_of_others_is_none(text):
    assert read_all(text, "2024-03-15") == set()


@pytest.mark.parametrize(
    ("told", "blamed"),
    [
        (
            'The presence of Russian ships near Bergen "jeopardises peace", Norway\'s foreign ministry said',
            "RUS",
        ),
        (
            'The deployment of Turkish jets "threatens stability", Norway\'s defence ministry said',
            "TUR",
        ),
        ("Norwegian officials said that the drills of Iranian vessels were illegal", "IRN"),
        ("The tests by North Korea are a grave provocation, Norway's foreign ministry said", "PRK"),
    ],
)
def test_who_says_that_anothers_doings_imperil_peace_protests(told, blamed):
    assert read_all(f"{told} on Monday.", "2025-03-12") == {("protest", "NOR", blamed, "2025-03-10")}


def test_what_imperils_peace_without_a_state_or_does_not_is_no_protest():
    text = (
        "The presence of French troops in Chad is a pillar of stability, Chad's government said on Monday. "
        "Crime gangs threaten the security of Ecuador, the US ambassador said on Tuesday."
    )
    assert read_all(text, "2025-03-12") == set()


@pytest.mark.parametrize(
    ("told", "doer", "answerers"),
    [
        (
            "Peru's drilling in the gulf drew protests from Quito and Santiago on Monday.",
            "PER",
            {"ECU", "CHL"},
        ),
        ("The passage of a Peruvian frigate drew a sharp rebuke from Chile on Monday.", "PER", {"CHL"}),
        ("Mali arrested a French officer on Monday, sparking condemnation from Paris.", "MLI", {"FRA"}),
        ("The speech of Peru's president on Monday drew protests from students in Chile.", "PER", set()),
    ],
)
def test_from_whom_an_act_draws_protests_has_protested(told, doer, answerers):
    found = {one for one in read_all(told, "2025-03-12") if one[0] == "protest"}
    assert found == {("protest", one, doer, "2025-03-10") for one in answerers}


def test_who_protests_against_a_visit_elsewhere_was_not_visited():
    text = "The visit on Monday of Japan's prime minister to the shrine drew protests from South Korea."
    assert read_all(text, "2025-03-12") == {("protest", "KOR", "JPN", "2025-03-10")}
