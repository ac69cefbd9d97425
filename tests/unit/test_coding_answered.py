"""Acts that answer another: who did what to whom first, and when."""

import pytest

from tests.acts_told import read_all

THURSDAY, WEDNESDAY, TUESDAY, MONDAY = "2024-03-14", "2024-03-13", "2024-03-12", "2024-03-11"


@pytest.mark.parametrize(
    ("text", "kind", "first", "answer"),
    [
        (
            "Ghana expelled two Togolese diplomats on Thursday, two days after Togo expelled one of Ghana's.",
            "diplomatic_rupture",
            ("TGO", "GHA", TUESDAY),
            ("GHA", "TGO", THURSDAY),
        ),
        (
            "Ghana imposed a tariff of 10 percent on Togolese cement on Thursday after Togo imposed one on "
            "Ghanaian sugar on Monday.",
            "sanction",
            ("TGO", "GHA", MONDAY),
            ("GHA", "TGO", THURSDAY),
        ),
        (
            "Ghana's envoy was summoned in Lome on Thursday after Togo's ambassador had been summoned in "
            "Accra on Wednesday.",
            "protest",
            ("GHA", "TGO", WEDNESDAY),
            ("TGO", "GHA", THURSDAY),
        ),
        (
            "Togo closed its border with Ghana on Monday. Ghana reciprocated on Thursday.",
            "sanction",
            ("TGO", "GHA", MONDAY),
            ("GHA", "TGO", THURSDAY),
        ),
    ],
)
def test_an_act_and_its_answer_are_told_each_by_its_doer_on_its_day(text, kind, first, answer):
    assert read_all(text, "2024-03-15") == {(kind, *first), (kind, *answer)}


@pytest.mark.parametrize(
    "text",
    [
        "Ghana expelled two Togolese diplomats on Thursday, a day after Togo expelled a French journalist.",
        "Ghana expelled two Togolese diplomats on Thursday, a day after Togo expelled an opposition leader.",
    ],
)
def test_what_was_done_to_others_before_is_not_done_to_who_acts_now(text):
    assert read_all(text, "2024-03-15") == {("diplomatic_rupture", "GHA", "TGO", THURSDAY)}


def test_kind_words_that_are_returned_answer_no_act():
    text = "Togo closed its border with Ghana on Monday. Ghana reciprocated the warm words on Thursday."
    assert read_all(text, "2024-03-15") == {("sanction", "TGO", "GHA", MONDAY)}
