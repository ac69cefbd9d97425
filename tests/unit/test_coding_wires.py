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
