"""What has no day that the article settles goes to review, not to a guess."""

from datetime import date

import pytest

from etl.coding.extract import extract

TODAY = date(2026, 11, 24)
MET = "President William Ruto of Kenya met President John Mahama of Ghana"


def days(text: str, published: date | None = None) -> tuple[dict[str, str], set[str]]:
    found = extract(text, published, today=TODAY)
    return {e.type: str(e.date) for e in found.events}, {e.type for e in found.undated}


@pytest.mark.parametrize(
    "text",
    [
        f"Kenya and Ghana signed a trade agreement on 3 March 2019. On Tuesday {MET} in Nairobi.",
        f"Kenya and Ghana signed a trade agreement in 2019. On January 10 {MET} in Nairobi.",
        f"Kenya and Ghana signed a trade agreement in May 2019. {MET} in Nairobi on the 11th.",
        f"Ghana became independent on 6 March 1957. {MET} in Nairobi yesterday.",
        f"{MET} in Nairobi last month.",
        f"{MET} in Nairobi two days ago.",
        f"NAIROBI, March 5 - {MET} on Monday.",
    ],
)
def test_without_a_day_of_publication_a_partial_date_is_no_day(text: str):
    events, undated = days(text)
    assert "summit" not in events
    assert "summit" in undated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Kenya closed its border on 3 March 2019. Two days later {MET} in Nairobi.", "2019-03-05"),
        (f"On 3 March 2019 {MET} in Nairobi.", "2019-03-03"),
        (f"Updated 2 June 2023\n\n{MET} in Nairobi on Monday.", "2023-05-29"),
        (f"(Updated 2 June 2023) {MET} in Nairobi on Monday.", "2023-05-29"),
        (f"History\n\n2019 - Kenya closes its border.\n\n5 March 2019 - {MET} in Nairobi.", "2019-03-05"),
    ],
)
def test_what_the_article_itself_settles_is_a_day(text: str, day: str):
    assert days(text)[0]["summit"] == day


@pytest.mark.parametrize("when", ["last week", "three weeks ago", "this week"])
def test_a_week_is_no_day_even_beside_a_day_of_publication(when: str):
    events, undated = days(f"{MET} in Nairobi {when}.", date(2024, 5, 20))
    assert "summit" not in events
    assert "summit" in undated


@pytest.mark.parametrize(
    "text",
    [
        "Ghana and Kenya signed a trade agreement on Tuesday. In 1979 they signed a defence pact.",
        "Kenya's president William Ruto flew to Ghana on Tuesday. He and President John Mahama signed a "
        "trade agreement.\n\nIn 1979 the two countries had signed a defence pact.",
    ],
)
def test_what_is_told_of_old_does_not_swallow_the_news_without_a_day(text: str):
    events, undated = days(text)
    assert events["agreement_signed"] == "1979-01-01"
    assert "agreement_signed" in undated


def test_the_same_pact_told_again_with_its_day_is_one():
    text = "Ghana and Kenya signed a trade pact on Tuesday. The pact was signed on 12 March 2024 in Accra."
    events, undated = days(text)
    assert events == {"agreement_signed": "2024-03-12"}
    assert "agreement_signed" not in undated


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lula da Silva and Joe Biden compared notes by telephone on Tuesday for an hour.", "leader_call"),
        ("Algeria's air defence brought down a Malian army drone near Tin Zaouatine on Monday.", "incident"),
        ("Azerbaijan's embassy to Iran resumed its work on Monday.", "diplomatic_relations"),
        ("Kigali walked out of its aid programme with Belgium on 18 February.", "agreement_withdrawn"),
        (f"On Monday {MET} in Nairobi. He and his guest signed a trade agreement.", "agreement_signed"),
    ],
)
def test_an_article_without_its_day_tells_as_much_as_with_it(text: str, kind: str):
    events, undated = days(text)
    assert kind not in events
    assert kind in undated
    assert kind in days(text, date(2024, 5, 20))[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad on Thursday ended the defence agreement of 2019 with France.", "agreement_withdrawn"),
        ("The treaty of Peru and Chile, which they signed on 9 May 2023, took effect on Thursday.",
         "agreement_in_force"),
        ("Kenya closed its border with Ghana in 2019. On Monday Kenya's president flew to Accra. He and "
         "President John Mahama met for an hour.", "summit"),
        ("Kenya closed its border with Ghana on 3 March 2019. On Monday Kenya's president flew to Accra. The "
         f"next day {MET}.", "summit"),
    ],
)  # fmt: skip
def test_a_date_of_something_else_is_no_day_of_the_news(text: str, kind: str):
    events, undated = days(text)
    assert kind not in events
    assert kind in undated
