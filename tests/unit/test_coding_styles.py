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
        "If Israel attacks Iran's nuclear sites, Tehran will close the Strait of Hormuz, a commander warned.",
        set(),
    ),
    (
        "The mayor of Hiroshima and his counterpart from Hanover signed a sister-city accord on Wednesday.",
        set(),
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
