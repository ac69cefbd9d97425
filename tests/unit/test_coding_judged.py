"""What strangers found wrong when they tried the extractor; each was seen, and stays mended."""

from datetime import date

import pytest

from etl.coding.extract import extract

TODAY = date(2026, 11, 24)
BODY = (
    "Kenyan President William Ruto visited Norway on 12 March 2024. Norway expelled the Kenyan ambassador on "
    "22 October 1990. The two countries signed an agreement on 14 March 2024."
)


def read(text: str, published: str = "") -> set[tuple[str, str, str, str]]:
    """Return the acts of a text with their days; "None" where there is none."""
    found = extract(text, date.fromisoformat(published) if published else None, today=TODAY)
    return {(e.type, e.actor, e.recipient, str(e.date)) for e in (*found.events, *found.undated)}


@pytest.mark.parametrize(
    "title",
    [
        "Kenya and Norway: relations since 12 December 1963",
        "Kenya and Norway, a chronology (treaty of 1 July 2010)",
        "Kenya and Norway, an overview (2 January 2020)",
    ],
)
def test_a_day_in_a_title_is_not_that_of_publication(title):
    assert read(f"{title}\n\n{BODY}") == {
        ("leader_visit", "KEN", "NOR", "2024-03-12"),
        ("diplomatic_rupture", "NOR", "KEN", "1990-10-22"),
        ("agreement_signed", "KEN", "NOR", "2024-03-14"),
    }


def test_a_day_over_a_communique_is_that_of_publication():
    found = read(
        "Joint Communique on the visit of the President of Kenya (Oslo, 14 March 2024)\n\n"
        "The President of Kenya, William Ruto, met Prime Minister Jonas Gahr Store of Norway on 13 March."
    )
    assert ("summit", "KEN", "NOR", "2024-03-13") in found


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Speaking on Sunday, Egypt imposed sanctions on Norway last week.", "2025-02-05"),
        (
            "On 2 February Egypt and Norway were in Accra. Last week Egypt imposed sanctions on Norway.",
            "2025-02-05",
        ),
    ],
)
def test_last_week_is_no_day_whatever_day_stands_near(text, published):
    assert {one[3] for one in read(text, published) if one[0] == "sanction"} == {"None"}


def test_what_was_done_of_late_is_not_what_was_done_years_ago():
    found = read(
        "Kenya recalled its ambassador from Ghana in 2019 after a dispute.\n\nLast week Kenya expelled "
        "two Ghanaian "
        "diplomats.",
        "2024-03-12",
    )
    assert found == {
        ("diplomatic_rupture", "KEN", "GHA", "2019-01-01"),
        ("diplomatic_rupture", "KEN", "GHA", "None"),
    }


def test_an_expulsion_has_no_topics_of_another_sentence():
    [event] = extract(
        "Norway expelled two Egyptian diplomats on Tuesday.\n\nA spokesman spoke of the weather. He had "
        "nothing to add. "
        "Nobody else was there.\n\nThe fishing fleet, the fisheries ministry said, fishes for cod off "
        "the coast, and "
        "fishermen fear for fishing grounds.",
        date(2025, 2, 5),
        today=TODAY,
    ).events
    assert "maritime" not in event.topics[:1]
