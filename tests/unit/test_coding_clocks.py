"""Against which day the bare dates of a story are told."""

from datetime import date

import pytest

from etl.coding.days.clocks import told_at
from etl.coding.extract import extract
from etl.coding.story.walking import open_story

PUBLISHED = date(2017, 3, 31)  # a Friday


def days_told(text: str) -> list[str]:
    """Return the dates of a text in order, as its rules tell them, each at its precision."""
    reading = open_story(text, PUBLISHED)
    assert reading is not None
    out = []
    for _, _, expressions in reading.walk():
        for expression in expressions:
            moment = told_at(expression, expressions, reading.state.clock, "past")
            cut = {"year": 4, "month": 7, "day": 10}[moment.precision] if moment else 0
            out.append(str(moment.day)[:cut] if moment else "open")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russia banned Georgian wine in 2006. On 27 September of that year Georgia arrested four men. "
            "Russia cut all flights on 3 October, and the officers were let go on the 2nd.",
            ["2006", "2006-09-27", "2006-10-03", "2006-10-02"],
        ),
        (
            "A wall went up between Japan and South Korea in 2012. On 4 July Japan made licences compulsory. "
            "South Korea answered on 2 August of that year. A complaint followed on 11 September.",
            ["2012", "2012-07-04", "2012-08-02", "2012-09-11"],
        ),
        (
            "Chad broke with Sudan on 14 April 2006. They took each other back that August. "
            "On 10 May of the next year they fell out again.",
            ["2006-04-14", "2006-08", "2007-05-10"],
        ),
        (
            "Relations sank in January. India called in the Maldivian envoy on the 8th. "
            "The two ministers met on the 10th.",
            ["2017-01", "2017-01-08", "2017-01-10"],
        ),
        (
            "Malaysia withdrew the visas of North Koreans on 6 March. Its ambassador left on the Monday. "
            "On the Tuesday North Korea shut its borders to Malaysians.",
            ["2017-03-06", "2017-03-06", "2017-03-07"],
        ),
        (
            "North Korea closed its embassy on Thursday. Malaysia closed its own on the Wednesday.",
            ["2017-03-30", "2017-03-29"],
        ),
        (
            "Greece and Turkey nearly fought on 31 January 1996. Three years later an earthquake struck. "
            "In August Greek rescuers were in Turkey.",
            ["1996-01-31", "1999", "1999-08"],
        ),
        (
            "India left the treaty of 1960 alone. It closed its air to Pakistani aircraft on the 30th.",
            ["1960", "2017-03-30"],
        ),
        ("Both envoys were back in February of 2003, or since April, 1962.", ["2003-02", "1962-04"]),
        ("From the first of March Serbia and China have traded freely.", ["2017-03-01"]),
        (
            "Saudi Arabia cut ties in August 2010. Canada urged it on the third of that month.",
            ["2010-08", "2010-08-03"],
        ),
        (
            "Iran struck Pakistan on 17 January. Next day Pakistan recalled its envoy.",
            ["2017-01-17", "2017-01-18"],
        ),
    ],
)
def test_a_bare_date_is_told_against_what_the_paragraph_tells_of(text: str, expected: list[str]):
    assert days_told(text) == expected


def test_the_rules_begin_each_paragraph_at_the_day_of_writing():
    text = "Russia banned the wine in 2006. It did so on 3 October.\n\nRussia let it in on 2 February."
    assert days_told(text) == ["2006", "2006-10-03", "2017-02-02"]


def test_a_day_of_the_month_under_a_date_is_of_its_month():
    text = (
        "Somalia's year\n\n14 Aug: Egypt and Somalia sign a pact; Egyptian aircraft land on the 27th.\n\n"
        "12 Sep: Somalia thanks Egypt.\n"
    )
    assert days_told(text) == ["2016-08-27"]


def test_a_possessive_tells_no_plan():
    """ "President's set" is no "he's set"."""
    from etl.coding.grammar.modality import judge

    told = "Turkey's president set foot in Egypt on Wednesday."
    planned = "He's set to land in Egypt on Wednesday."
    assert judge(told, told.index("foot"), told.index(" in Egypt")) == "real"
    assert judge(planned, planned.index("land"), planned.index(" in Egypt")) == "future"


@pytest.mark.parametrize("plan", ["and leaves on Thursday evening", "and was to leave on Thursday"])
def test_a_day_to_come_is_not_the_day_of_what_is_told_after_it(plan: str):
    text = (
        f"Indian Prime Minister Manmohan Singh arrived in Dhaka on Tuesday {plan}. "
        "He held talks with Bangladeshi Prime Minister Sheikh Hasina at her office."
    )
    found = {e.type: e.date for e in extract(text, date(2011, 9, 7), today=date(2026, 1, 1)).events}
    assert found == {"leader_visit": date(2011, 9, 6), "summit": date(2011, 9, 6)}
