"""How agencies, ministries, timelines and histories tell acts: one short text per way of telling."""

from datetime import date

import pytest

from etl.coding.extract import extract

PUBLISHED = date(2025, 6, 12)

TOLD = [
    (
        "In Kananaskis, British Prime Minister Keir Starmer met his counterpart Narendra Modi on Tuesday.",
        {("sideline_meeting", "GBR", "IND", "2025-06-10")},
    ),
    (
        "Algeria recalled its ambassador to Mali for consultations on Monday, a day after Bamako closed its "
        "airspace to Algerian aircraft.",
        {("diplomatic_rupture", "DZA", "MLI", "2025-06-09"), ("sanction", "MLI", "DZA", "2025-06-08")},
    ),
    (
        "Nauru switched diplomatic recognition from Taiwan to China on 15 January 2024.",
        {
            ("diplomatic_rupture", "NRU", "TWN", "2024-01-15"),
            ("diplomatic_relations", "CHN", "NRU", "2024-01-15"),
        },
    ),
    (
        "Singapore's Lawrence Wong and Malaysia's Anwar Ibrahim spoke over the telephone on Saturday.",
        {("leader_call", "MYS", "SGP", "2025-06-07")},
    ),
    (
        "A short history\n\n2 July 2002: Pervez Musharraf lands in Dhaka and voices regret.\n"
        "17 April 2025: The foreign secretaries of Bangladesh and Pakistan meet in Dhaka for consultations.",
        {("leader_visit", "PAK", "BGD", "2002-07-02"), ("consultation", "BGD", "PAK", "2025-04-17")},
    ),
    (
        "Hungary and Ukraine each expelled two diplomats on 9 May in a spy row.",
        {
            ("diplomatic_rupture", "HUN", "UKR", "2025-05-09"),
            ("diplomatic_rupture", "UKR", "HUN", "2025-05-09"),
        },
    ),
    (
        "Ghana and Togo signed a treaty on shared\nwaters on Tuesday at the beginning of the\nTogolese "
        "president's visit to Accra. The\npapers were two years in the making, and\nthe presidents spoke "
        "warmly of them.\nThey will be laid before the parliaments.",
        {("agreement_signed", "GHA", "TGO", "2025-06-10"), ("leader_visit", "TGO", "GHA", "2025-06-10")},
    ),
    (
        "The foreign minister of Peru visited Jordan seven years ago, in May 2018, and the two countries "
        "signed an agreement on visas at that time.",
        {("ministerial_visit", "PER", "JOR", "2018-05-01"), ("agreement_signed", "JOR", "PER", "2018-05-01")},
    ),
    (
        "Benin summoned Niger's ambassador on 2 and 9 June to protest.",
        {("protest", "BEN", "NER", "2025-06-02"), ("protest", "BEN", "NER", "2025-06-09")},
    ),
    (
        "Irish Foreign Minister Simon Harris will visit Ghana next week, his ministry said on Wednesday. He "
        "leaves for Accra on Sunday.",
        {("ministerial_visit", "IRL", "GHA", "2025-06-15")},
    ),
    (
        "Fifty years of ties\n\n1994 — On 24 August Chad and Oman sign a fishing treaty in Muscat.\n"
        "2011 — The president of Chad visits Oman on 22 and 23 March.",
        {("agreement_signed", "OMN", "TCD", "1994-08-24"), ("leader_visit", "TCD", "OMN", "2011-03-22")},
    ),
    (
        "China and Kenya signed an accord in Nairobi on Tuesday. Two days before, China "
        "had concluded a deal with Nigeria.",
        {("agreement_signed", "CHN", "KEN", "2025-06-10"), ("agreement_signed", "CHN", "NGA", "2025-06-08")},
    ),
    ("On 11 June, Estonian Prime Minister Kristen Michal said that he had agreed to meet the Finns.", set()),
    (
        "A contract that will send lithium to South Korea was signed in Antofagasta, Chile, on Tuesday by "
        "the chief executives of two firms.",
        set(),
    ),
    ("Deby came to power in Chad in April 2021, with the blessing of Niger.", set()),
    (
        "Former French President Nicolas Sarkozy arrived in Mali on Tuesday. Sarkozy met President Assimi "
        "Goita of Mali a day later.",
        set(),
    ),
    (
        "Tony Blair, the former British prime minister, met Rwanda's Paul Kagame in Kigali on Monday.",
        set(),
    ),
    (
        "7.06.2025, Tirana - Kosovo's foreign minister met her Albanian counterpart here.",
        {("ministerial_meeting", "ALB", "XKX", "2025-06-07")},
    ),
    (
        "Ghana and Benin are close. The exercise, named Sea Lion, began on Monday and ends next week.",
        {("joint_exercise", "BEN", "GHA", "2025-06-09")},
    ),
    (
        "The week in Bern\n\nMONDAY, 16 JUNE. Foreign Minister Ignazio Cassis will receive his counterpart "
        "from Kosovo, Donika Gërvalla-Schwarz.\n\nTHURSDAY. The Swiss president flies to Tirana on a visit.",
        {("ministerial_meeting", "CHE", "XKX", "2025-06-16"), ("leader_visit", "CHE", "ALB", "2025-06-19")},
    ),
    (
        "DIARY\nThe week of 16 June\n\nMonday\nThe Chilean foreign minister receives his Uruguayan "
        "counterpart in Santiago.\n\nTuesday\nLatvia's president begins a state visit to Iceland.",
        {
            ("ministerial_meeting", "CHL", "URY", "2025-06-16"),
            ("ministerial_visit", "URY", "CHL", "2025-06-16"),
            ("leader_visit", "LVA", "ISL", "2025-06-17"),
        },
    ),
    (
        "8 June 2022: Algeria suspends the treaty of friendship with Spain, concluded in October 2002.",
        {
            ("agreement_withdrawn", "DZA", "ESP", "2022-06-08"),
            ("agreement_signed", "DZA", "ESP", "2002-10-01"),
        },
    ),
    (
        "An Anglo-German treaty was signed in Berlin on 1 July 1890.",
        {("agreement_signed", "DEU", "GBR", "1890-07-01")},
    ),
    (
        "President Mahamat Deby of Chad paid a visit to Niger on Tuesday.",
        {("leader_visit", "TCD", "NER", "2025-06-10")},
    ),
    (
        "Ghanaian and Togolese warships wound up on Tuesday a joint exercise that had begun on Sunday.",
        {("joint_exercise", "GHA", "TGO", "2025-06-08")},
    ),
    ("Chad's delegation at the Model UN recalled its ambassador to Libya on Tuesday.", set()),
    (
        "If Israel attacks Iran's nuclear sites, Tehran will close the Strait of Hormuz, a commander warned.",
        set(),
    ),
    (
        "The mayor of Hiroshima and his counterpart from Hanover signed a sister-city accord on Wednesday.",
        set(),
    ),
    (
        "MUSCAT - Oman and Kenya on Monday signed a treaty on ports, officials said on Wednesday.\n\n"
        "The treaty was signed during the state visit of Kenyan President William Ruto, who held talks with "
        "Sultan Haitham bin Tariq.",
        {
            ("agreement_signed", "KEN", "OMN", "2025-06-09"),
            ("leader_visit", "KEN", "OMN", "2025-06-09"),
            ("summit", "KEN", "OMN", "2025-06-09"),
        },
    ),
    (
        "NEW DELHI: India and Malaysia on Tuesday lifted their relationship to a comprehensive strategic "
        "partnership after Prime Minister Narendra Modi held talks with his Malaysian counterpart Anwar "
        "Ibrahim, who arrived here on Monday evening.\n\nThe two sides signed eight agreements.",
        {
            ("leader_visit", "MYS", "IND", "2025-06-09"),
            ("summit", "IND", "MYS", "2025-06-10"),
            ("partnership_upgrade", "IND", "MYS", "2025-06-10"),
            ("agreement_signed", "IND", "MYS", "2025-06-10"),
        },
    ),
    (
        "BEIJING, June 12 - China has told Japan it will ban imports of all Japanese seafood, an agency "
        "reported on Thursday.",
        {("sanction", "CHN", "JPN", "2025-06-12")},
    ),
    (
        "BANGKOK - Thailand and Cambodia signed a ceasefire on Monday. Thailand will return 18 Cambodian "
        "soldiers held since March if it lasts.",
        {("agreement_signed", "KHM", "THA", "2025-06-09")},
    ),
    (
        "Armenian Prime Minister Nikol Pashinyan and Azerbaijani President Ilham Aliyev signed a joint "
        "declaration at the White House on Tuesday. Pashinyan and Aliyev last met in Abu Dhabi on 2 May.",
        {
            ("summit", "ARM", "AZE", "2025-05-02"),
            ("summit", "ARM", "AZE", "2025-06-10"),
            ("joint_statement", "ARM", "AZE", "2025-06-10"),
        },
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_each_way_of_telling_gives_its_acts(text, told):
    found = extract(text, PUBLISHED, today=date(2026, 11, 24)).events
    assert {(e.type, e.actor, e.recipient, str(e.date)) for e in found} == told


def test_a_day_of_publication_out_of_all_calendars_is_none():
    found = extract("Turkey expelled two Greek diplomats on Monday.", date(1, 1, 1), today=date(2026, 11, 24))
    assert found.events == ()
    assert found.published is None
