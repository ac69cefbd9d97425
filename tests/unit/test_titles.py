"""Titles of acts found in articles: of a type that covers several acts they name the one that was told."""

from datetime import date

import pytest

from etl.coding.extract import extract
from etl.coding.titles import compose_title

TODAY = date(2026, 11, 24)


def titles(text: str) -> list[str]:
    found = extract(text, date(2024, 5, 7), today=TODAY)
    return [event.title for event in (*found.events, *found.undated)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Kenya recalled its ambassador to Ghana on Monday.", "Kenya recalls its envoy from Ghana"),
        ("Kenya on Monday expelled two Ghanaian diplomats.", "Kenya expels diplomatic staff of Ghana"),
        (
            "Kenya on Monday gave the Ghanaian ambassador two days to leave.",
            "Kenya expels diplomatic staff of Ghana",
        ),
        ("Kenya severed diplomatic relations with Ghana on Monday.", "Kenya breaks off relations with Ghana"),
        ("Kenya suspended diplomatic relations with Ghana on Monday.", "Kenya suspends relations with Ghana"),
        ("Kenya closed its embassy in Ghana on Monday.", "Kenya closes its mission in Ghana"),
        (
            "Kenya and Ghana restored diplomatic relations on Monday.",
            "Ghana and Kenya restore diplomatic relations",
        ),
        (
            "Kenya and Ghana re-established diplomatic relations on Monday.",
            "Ghana and Kenya restore diplomatic relations",
        ),
        (
            "Kenya and Ghana established diplomatic relations on Monday.",
            "Ghana and Kenya establish diplomatic relations",
        ),
        (
            "Kenya suspended its trade agreement with Ghana on Monday.",
            "Kenya suspends an agreement with Ghana",
        ),
        ("Kenya terminated its trade agreement with Ghana on Monday.", "Kenya ends an agreement with Ghana"),
        (
            "Kenya withdrew from a tax treaty with Ghana on Monday.",
            "Kenya withdraws from an agreement with Ghana",
        ),
        (
            "Kenya filed a case against Ghana at the World Trade Organization on Monday.",
            "Kenya takes Ghana to the World Trade Organization",
        ),
    ],
)
def test_a_title_says_what_the_article_says(text: str, title: str):
    assert titles(text) == [title]


@pytest.mark.parametrize(
    "words",
    [
        "Kenya expelled the Ghanaian ambassador and recalled its own envoy from Accra.",
        "Kenya cut its remaining military ties with Ghana.",
        "Kenya ordered the closure of the Ghanaian consulate after Ghana recalled its ambassador.",
        "",
    ],
    ids=["two acts", "ties of one kind", "an act that another answers", "no words"],
)
def test_what_the_words_leave_open_is_named_by_what_all_such_acts_are(words: str):
    title = compose_title("diplomatic_rupture", "KEN", "GHA", words=words)
    assert title == "Kenya cuts back its ties with Ghana"


def test_no_title_lists_what_it_may_have_been():
    kinds = ("diplomatic_rupture", "agreement_withdrawn", "dispute", "diplomatic_relations")
    assert not [kind for kind in kinds if " or " in compose_title(kind, "KEN", "GHA")]
