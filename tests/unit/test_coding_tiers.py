"""The title of a partnership, as an article writes it."""

from datetime import date

import pytest

from etl.coding.extract import extract
from etl.coding.grammar.tiers import find_tier


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        ("ties rose to a Strategic Partnership in Hanoi", "Strategic Partnership"),
        (
            "a special strategic partnership in the Indo-Pacific",
            "Special Strategic Partnership in the Indo-Pacific",
        ),
        ("a strategic partnership for a new era", "Strategic Partnership for a New Era"),
        ("a comprehensive strategic partnership treaty", "Comprehensive Strategic Partnership"),
        (
            "their Strategic Partnership for Peace and Prosperity in Asia and the World",
            "Strategic Partnership for Peace and Prosperity in Asia and the World",
        ),
        ("a Partnership of Friendship and Cooperation", "Partnership of Friendship and Cooperation"),
        ("a 100-year partnership", "100-year Partnership"),
        ("named it a major non-NATO ally", "Major Non-NATO Ally"),
        ("became comprehensive strategic partners", "Comprehensive Strategic Partnership"),
        ("had become a “comprehensive strategic partner” of China", "Comprehensive Strategic Partnership"),
        (
            "adopted a Comprehensive Economic and Maritime Security Partnership",
            "Comprehensive Economic and Maritime Security Partnership",
        ),
        ("signed a Comprehensive Economic Partnership", ""),
        ("the partnership between the two cities", ""),
    ],
)
def test_titles_as_written(words: str, tier: str):
    assert find_tier(words) == tier


def test_the_tier_is_the_one_the_act_tells():
    text = (
        "HANOI, May 14 - Viet Nam and Thailand upgraded their ties to a comprehensive strategic partnership "
        "on Wednesday, after the strategic partnership of 2013."
    )
    found = extract(text, date(2025, 5, 14), today=date(2026, 1, 1)).events
    assert [e.tier for e in found if e.date == date(2025, 5, 14)] == ["Comprehensive Strategic Partnership"]


def test_a_title_told_short_and_in_full_is_one_act_with_the_full_title():
    short = 'Kenya and Ghana signed a "strategic partnership" in Accra on Wednesday, state media said.'
    full = "The two raised their ties to a comprehensive strategic partnership on Wednesday."
    for text in (f"{short} {full}", f"{full} {short}"):
        found = extract(text, date(2024, 5, 16), today=date(2026, 11, 24)).events
        assert [act.tier for act in found if act.type == "partnership_upgrade"] == [
            "Comprehensive Strategic Partnership"
        ]


def test_a_title_told_of_two_days_of_a_week_is_one_act_of_the_day_told_first():
    text = (
        "Kenya and Ghana raised their ties to a comprehensive strategic partnership on Wednesday. On Tuesday "
        "the two governments signed a strategic partnership, the palace had said."
    )
    found = extract(text, date(2024, 5, 16), today=date(2026, 11, 24)).events
    raised = [(str(act.date), act.tier) for act in found if act.type == "partnership_upgrade"]
    assert raised == [("2024-05-15", "Comprehensive Strategic Partnership")]
