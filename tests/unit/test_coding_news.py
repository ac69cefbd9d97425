"""Ways of telling met in real reports of agencies, ministries and papers; the sentences are our own."""

import pytest

from etl.coding.extract import extract
from tests.acts_told import PUBLISHED, TODAY, read


def test_a_date_behind_since_is_of_what_was_then():
    dated, _ = read(
        "President Donald Trump and Russian President Vladimir Putin spoke on the phone on Tuesday. It was "
        "their first phone call since the United States issued an airstrike on Syria on August 6."
    )
    assert {one for one in dated if one[0] == "leader_call"} == {("leader_call", "RUS", "USA", "2024-09-10")}


def test_a_date_before_since_is_not_of_what_was_done_then():
    dated, _ = read(
        "In 2021 Chad and Niger fought their worst battle along the border since the two signed a truce."
    )
    assert not any(kind == "agreement_signed" for kind, *_ in dated)
    dated, _ = read(
        "In May 2003 Chad and Niger signed a truce, and since then there have been few clashes between them."
    )
    assert dated == {("agreement_signed", "NER", "TCD", "2003-05-01")}


def test_who_has_come_and_will_meet_has_not_met_yet():
    dated, undated = read(
        "The president of Kenya, who arrived in Lilongwe on Tuesday, is to meet the president of Malawi."
    )
    assert not any(kind == "summit" for kind, *_ in dated)
    assert ("summit", "KEN", "MWI") in undated


def test_then_goes_on_in_the_year_just_told():
    dated, _ = read(
        "Ghana and Togo reopened their embassies on Tuesday. Ties had been bad. In 2011 protesters entered "
        "the Ghanaian embassy. Ghana then closed the Togolese embassy in Accra and ordered all its "
        "diplomats to leave."
    )
    assert ("diplomatic_rupture", "GHA", "TGO", "2011-01-01") in dated


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Peruvian Foreign Minister Ana Ruiz and U.S. State Secretary John Miles met on Monday in Lima.",
            ("ministerial_meeting", "PER", "USA", "2024-09-09"),
        ),
        (
            "Vietnamese Foreign Minister Tran Van Ba met Brunei's Second Minister of Foreign Affairs on "
            "Monday. On Tuesday Deputy PM Ba held talks with New Zealand's Deputy PM.",
            ("ministerial_meeting", "NZL", "VNM", "2024-09-10"),
        ),
        (
            "The United States, Canada, Japan, and the Philippines conducted a two-day joint maritime "
            "exercise in the South China Sea, the U.S. Pacific Fleet said on its website on Monday.",
            ("joint_exercise", "CAN", "PHL", "2024-09-09"),
        ),
        (
            "In meetings on the margins of the G20 summit in Bali, Kenyan President William Ruto on Monday "
            "discussed trade with leaders of France, Germany and Japan.",
            ("summit", "DEU", "KEN", "2024-09-09"),
        ),
        (
            "On Monday the Kenyan president held meetings with King Abdullah II of Jordan and Nguyen Van "
            "Ba, prime minister of Vietnam.",
            ("summit", "KEN", "VNM", "2024-09-09"),
        ),
        (
            "Ghana has decided to recall its ambassador from Togo in view of the recent attacks on its "
            "posts, the foreign ministry said on Tuesday.",
            ("diplomatic_rupture", "GHA", "TGO", "2024-09-10"),
        ),
        (
            "Russian President Vladimir Putin held a late meeting with President of Kazakhstan Nursultan "
            "Nazarbayev on Monday.",
            ("summit", "KAZ", "RUS", "2024-09-09"),
        ),
        (
            "Ghana, along with Togo and Mali, severed diplomatic ties with Chad in June 2017.",
            ("diplomatic_rupture", "MLI", "TCD", "2017-06-01"),
        ),
        (
            "On the final day of his three-day visit to Vientiane, Laos, Indian Defence Minister Rajnath "
            "Singh met his Japanese counterpart on Tuesday.",
            ("ministerial_visit", "IND", "LAO", "2024-09-08"),
        ),
    ],
)
def test_lists_offices_and_days_are_read(text, act):
    dated, _ = read(text)
    sidelines = {("summit" if kind == "sideline_meeting" else kind, *rest) for kind, *rest in dated}
    assert act in sidelines, dated


def test_years_that_stand_alone_over_the_entries_of_a_chronology_date_them():
    dated, _ = read(
        "Timeline: ties between Ghana and Togo\n\n1972\n\nThe president of Ghana visits "
        "Togo.\n\n1984\n\nThe president of Togo arrives in Accra on April 26 to visit "
        "Ghana.\n\n2013\n\nGhana recalls its ambassador from Togo."
    )
    assert dated == {
        ("leader_visit", "GHA", "TGO", "1972-01-01"),
        ("leader_visit", "TGO", "GHA", "1984-04-26"),
        ("diplomatic_rupture", "GHA", "TGO", "2013-01-01"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "KIGALI - European Commission President Ursula von der Leyen visited Japan on Monday.",
        "KIGALI - EU foreign policy chief Josep Borrell met Turkish Foreign Minister Hakan Fidan on Monday.",
        "KIGALI - African Union Commission chairperson Nkosazana Dlamini-Zuma visited Rwanda on Monday.",
        "KIGALI - NATO Secretary General Mark Rutte met Japanese Prime Minister Shigeru Ishiba on Monday.",
    ],
)
def test_who_speaks_for_an_organisation_acts_for_no_state(text):
    assert read(text) == (set(), set())


def test_who_holds_a_post_in_an_organisation_besides_still_acts_for_the_state():
    dated, _ = read(
        "On Monday the president of Kenya held talks with Cyril Ramaphosa, vice-president of the African "
        "Union."
    )
    assert {(one, other) for _, one, other, _ in dated} == {("KEN", "ZAF")}


def test_a_call_that_nobody_answered_is_none():
    dated, _ = read(
        "German Chancellor Angela Merkel said on Tuesday that she tried to contact Belarusian President "
        "Alexander Lukashenko by phone, but he declined to answer the call."
    )
    assert not any(kind == "leader_call" for kind, *_ in dated)


def test_a_visit_that_was_wrapped_on_a_day_began_before_it():
    found = extract(
        "The U.S. president on Tuesday wrapped a two-day visit to India.", PUBLISHED, today=TODAY
    ).events
    assert [(str(e.date), str(e.date_end)) for e in found] == [("2024-09-09", "2024-09-10")]


def test_a_meeting_that_is_announced_has_not_been():
    dated, _ = read(
        "The Chinese Ministry of Foreign Affairs announced on Monday at a regular press conference that "
        "Russian Prime Minister Mikhail Mishustin will visit China to hold the 28th regular meeting of the "
        "Chinese and Russian prime ministers."
    )
    assert not any(kind == "summit" for kind, *_ in dated)


@pytest.mark.parametrize(
    "text",
    [
        "The two neighbours have been at odds since January when Ethiopia signed a maritime deal with "
        "Somaliland, which Somalia considers as part of its territory.",
        "On Monday Chad signed a loan agreement with the World Bank for a road to Niger.",
    ],
)
def test_what_is_signed_with_an_organisation_is_signed_with_no_state(text):
    assert not any(kind == "agreement_signed" for kind, *_ in read(text)[0])


def test_whose_side_somebody_is_on_is_not_whose_office_he_holds():
    dated, _ = read(
        "HONIARA - The pact was struck by the pro-Beijing leader Manasseh Sogavare. Australian Deputy Prime "
        "Minister Richard Marles met Sogavare on Tuesday."
    )
    assert {(one, other) for _, one, other, _ in dated} == {("AUS", "SLB")}


def test_who_is_sent_home_does_not_close_the_consulate():
    dated, _ = read(
        "Two Somali officials announced on Tuesday that their country has expelled the Ethiopian ambassador "
        "and closed a consulate in Garowe."
    )
    assert dated == {("diplomatic_rupture", "SOM", "ETH", "2024-09-10")}


def test_a_king_whom_the_article_has_introduced_is_its_own_king():
    dated, _ = read(
        "ISLAMABAD - Custodian of the Two Holy Mosques King Abdullah bin Abdulaziz of Saudi Arabia arrived "
        "in Pakistan on Monday. King Abdullah held talks with Pakistani President Pervez Musharraf on "
        "Tuesday."
    )
    assert ("summit", "PAK", "SAU", "2024-09-10") in dated
    assert not any("JOR" in one for one in dated)


def test_where_a_drone_was_made_is_not_who_sent_it():
    dated, _ = read(
        "The Ukrainian Air Force said on Tuesday that some 20 Iran-made drones were shot down over Kyiv's "
        "airspace."
    )
    assert not any("IRN" in one for one in dated)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The agreement signed by Chile and Peru takes effect on 1 October.", "agreement_in_force"),
        ("China imposed a tariff on Australian barley starting 1 October.", "sanction"),
        ("Nicaragua banned imports of Canadian wheat from 1 October.", "sanction"),
    ],
)
def test_what_starts_on_a_day_soon_starts_this_year(text, kind):
    found = extract(text, PUBLISHED, today=TODAY).events
    assert [(e.type, str(e.date), e.status) for e in found] == [(kind, "2024-10-01", "scheduled")]


@pytest.mark.parametrize(
    "text",
    [
        "Slovakia's Prime Minister Robert Fico visited Portugal on Monday. Portugal banned fireworks in "
        "2019.",
        "Estonia's president met the president of Latvia on Monday. Estonia closed its last oil-shale mine "
        "in 2021.",
    ],
)
def test_what_a_state_forbids_at_home_is_no_sanction(text):
    assert not any(kind == "sanction" for kind, *_ in read(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "A visit by Kenya's foreign minister to Ghana on 10 July was postponed.",
        "A visit by Kenya's foreign minister to Ghana, set for 10 July, was put off.",
        "The visit of Poland's foreign minister to Latvia, which had been set for 10 July, was postponed on "
        "Monday.",
        "Vienna and Zagreb signed an agreement of twin cities on 21 July.",
        "Austria withdrew its ambassador.\n\nSweden will give Malawi 20 million dollars after the flood.",
    ],
)
def test_what_was_put_off_what_towns_sign_and_what_has_no_day_is_no_event(text):
    assert read(text)[0] == set()


def test_what_is_done_besides_a_denial_is_done():
    dated, _ = read("Peru rejected the claims and recalled its ambassador to Chile on Tuesday.")
    assert dated == {("diplomatic_rupture", "PER", "CHL", "2024-09-10")}


def test_beginning_and_end_of_an_exercise_are_one_exercise():
    found = extract(
        "Indian and Sri Lankan marines ended a week of joint exercises off Trincomalee on Tuesday. The "
        "exercise began on 4 September.",
        PUBLISHED,
        today=TODAY,
    ).events
    assert [(e.type, str(e.date), str(e.date_end)) for e in found] == [
        ("joint_exercise", "2024-09-04", "2024-09-10")
    ]


def test_nobody_summons_his_own_envoy():
    dated, _ = read(
        "Chile expelled a Peruvian consul on Monday. President Dina Alvarado summoned the Chilean chargé "
        "d'affaires in Lima on Tuesday to hand over a note of protest."
    )
    assert ("protest", "PER", "CHL", "2024-09-10") in dated
