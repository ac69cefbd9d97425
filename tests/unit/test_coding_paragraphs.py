"""What a sentence leaves to those before it: days, talks, and the two states."""

from datetime import date

import pytest

from etl.coding.extract import extract
from etl.coding.text.sentences import read_story
from tests.acts_told import read_all

TODAY = date(2026, 11, 24)


def told(text: str, published: str = "2024-09-12") -> set[tuple[str, str, str, str]]:
    found = extract(text, date.fromisoformat(published), today=TODAY)
    return {(e.type, e.actor, e.recipient, str(e.date)) for e in found.events}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "HARGEISA, September 11 - The president of Kenya and the president of Malawi held "
            "talks in Lilongwe today. "
            "Their countries opened relations in March 1964. Roads were on the table as well. "
            "Farmers looked on. A choir "
            "sang.\n\nFollowing the talks, two agreements on health were signed by the two sides.",
            ("agreement_signed", "KEN", "MWI", "2024-09-11"),
        ),
        (
            "Japan recalled its ambassador to Peru on 23 May. The Peruvian chargé d'affaires "
            "was summoned the following "
            "Monday in Tokyo.",
            ("protest", "JPN", "PER", "2024-05-27"),
        ),
        (
            "On Monday Ghana expelled six diplomats of Togo. It told them to be gone by "
            "Saturday midnight. Later in the "
            "day the Ghanaian foreign minister telephoned his colleague from Benin.",
            ("ministerial_meeting", "BEN", "GHA", "2024-09-09"),
        ),
        (
            "On 18 September 2022 Chile ordered an attaché of Bolivia out of the country. "
            "Bolivia, which called the "
            "charge absurd, expelled a Chilean diplomat on 21 September.",
            ("diplomatic_rupture", "BOL", "CHL", "2022-09-21"),
        ),
        (
            "Oman signed a trade agreement with Kenya on 2 July 2019. Kenya lodged a protest "
            "with Oman that same month.",
            ("protest", "KEN", "OMN", "2019-07-01"),
        ),
        (
            "The foreign ministers of Chad and Niger met in Paris on Saturday. Their quarrel "
            "began on 11 August. On that "
            "same Saturday the foreign ministers of Peru and Chile met in Lima.",
            ("ministerial_meeting", "CHL", "PER", "2024-09-07"),
        ),
        (
            "It may be recalled that Nepal and Fiji signed an air services agreement in October 2011.",
            ("agreement_signed", "FJI", "NPL", "2011-10-01"),
        ),
        (
            "This year marks sixty years since Kenya and Malawi established diplomatic "
            "relations on 12 March 1964.",
            ("diplomatic_relations", "KEN", "MWI", "1964-03-12"),
        ),
        (
            "Relations of Kenya and Fiji\n\nOn 7 April 2009 Kenya and Fiji signed a treaty on "
            "fisheries.[4] The Kenyan "
            "parliament refused to ratify it.[citation needed] Kenya expelled the ambassador of "
            "Fiji on 16 June 2011.[5][6] "
            "Presidents of both countries smiled.",
            ("diplomatic_rupture", "KEN", "FJI", "2011-06-16"),
        ),
    ],
    ids=[
        "after the talks",
        "the following Monday",
        "a deadline is no day of the story",
        "days of a past just told",
        "that same month",
        "that same Saturday",
        "what may be recalled is certain",
        "since two opened relations",
        "footnotes",
    ],
)
def test_days_that_other_sentences_tell(text: str, act: tuple[str, ...]):
    assert act in told(text)


def test_months_in_capitals_head_a_chronology():
    text = (
        "Japan and South Korea, step by step\n\nKEY DATES\n\nJUL 4, 2019 - Japan bans exports "
        "of three chemicals to South "
        "Korea.\n\nSEP 11, 2019 - South Korea files a complaint against Japan at the World "
        "Trade Organization.\n\n"
        "DEC 24, 2019 - South Korea's president visits Japan."
    )
    found = told(text)
    assert ("sanction", "JPN", "KOR", "2019-07-04") in found
    assert ("dispute", "KOR", "JPN", "2019-09-11") in found
    assert ("leader_visit", "KOR", "JPN", "2019-12-24") in found


def test_each_of_two_who_did_the_like_keeps_its_side():
    text = (
        "In September 2019 Nigeria recalled its envoy from South Africa and South Africa "
        "recalled its envoy from Nigeria."
    )
    acts = {one[:3] for one in told(text)}
    assert {("diplomatic_rupture", "NGA", "ZAF"), ("diplomatic_rupture", "ZAF", "NGA")} <= acts


def test_an_exercise_that_will_be_held_is_to_come():
    text = (
        "The 16th edition of the India-Mongolia joint exercise will be held from 23rd to 30th "
        "September 2024 in Umroi."
    )
    assert ("joint_exercise", "IND", "MNG", "2024-09-23") in told(text)


def test_goods_and_boats_stand_for_the_state_that_suffers():
    text = (
        "Turkey and the United States were at odds. Turkey raised its duties on American cars "
        "and spirits on 15 August."
    )
    assert ("sanction", "TUR", "USA", "2024-08-15") in told(text)


def test_timelines_that_put_the_year_first():
    text = (
        "Djibouti and Eritrea: a chronology\n\n1998 18 November - Djibouti cuts diplomatic "
        "relations with Eritrea.\n\n"
        "2000 March - Djibouti and Eritrea restore diplomatic relations.\n\n2016 March - "
        "Eritrea releases four Djiboutian "
        "prisoners of war.\n\n2018 September 17 - The presidents of Djibouti and Eritrea meet in Jeddah."
    )
    found = told(text, "2018-09-18")
    assert {
        ("diplomatic_rupture", "DJI", "ERI", "1998-11-18"),
        ("diplomatic_relations", "DJI", "ERI", "2000-03-01"),
        ("concession", "ERI", "DJI", "2016-03-01"),
        ("summit", "DJI", "ERI", "2018-09-17"),
    } <= found


def test_each_stop_of_a_tour_has_the_days_in_its_brackets():
    text = (
        "EAM Sushma Swaraj will pay official visits to Kazakhstan (2-3 August), the Kyrgyz "
        "Republic (3-4 August) and "
        "Uzbekistan (4-5 August)."
    )
    assert {one[2:] for one in told(text, "2018-08-01") if one[0] == "ministerial_visit"} == {
        ("KAZ", "2018-08-02"),
        ("KGZ", "2018-08-03"),
        ("UZB", "2018-08-04"),
    }


def test_a_day_told_again_by_the_clock_of_home_is_no_second_day():
    text = (
        "On September 30, commencing at around 6:00 p.m. (local time; 8:00 a.m. on October 1, "
        "Japan time), Mr. Shinzo Abe, "
        "Prime Minister of Japan, held a summit meeting with H.E. Mr. P.J. Patterson, Prime "
        "Minister of Jamaica, in Kingston."
    )
    assert {one for one in told(text, "2015-10-01") if one[0] == "summit"} == {
        ("summit", "JAM", "JPN", "2015-09-30")
    }


def test_the_court_at_the_hague_is_not_the_dutch_state():
    text = (
        "Cameroon sued Nigeria over Bakassi. Cameroon filed the suit against Nigeria at The "
        "Hague on March 29, 1994."
    )
    assert {one for one in told(text, "1996-02-18") if one[0] == "dispute"} == {
        ("dispute", "CMR", "NGA", "1994-03-29")
    }


def test_a_summit_is_on_its_day_not_on_the_first_of_the_visit():
    text = (
        "President Moon Jae-in, who is paying a state visit to Uzbekistan from April 18 to 21, "
        "held a summit with President "
        "Shavkat Mirziyoyev in Tashkent on April 19."
    )
    assert ("summit", "KOR", "UZB", "2019-04-19") in told(text, "2019-04-19")


def test_each_of_four_does_it_to_the_one_that_is_named():
    text = (
        "Qatar broke off relations with Iran in January 2016. On 5 June 2017 Saudi Arabia, the "
        "United Arab Emirates, Bahrain "
        "and Egypt severed diplomatic relations with Qatar."
    )
    found = {one[1:] for one in told(text) if one[0] == "diplomatic_rupture"}
    assert {(one, "QAT", "2017-06-05") for one in ("SAU", "ARE", "BHR", "EGY")} <= found


def test_of_two_who_open_a_sentence_one_can_act_on_the_other():
    text = (
        "Algeria recalled its ambassador from Spain in March. Algiers and Rabat are not on speaking "
        "terms: Algeria broke off relations with Morocco last August."
    )
    found = {one[1:] for one in told(text, "2022-06-09") if one[0] == "diplomatic_rupture"}
    assert found == {("DZA", "ESP", "2022-03-01"), ("DZA", "MAR", "2021-08-01")}


def test_a_sentence_may_end_in_an_abbreviation():
    text = (
        "By March 1994, North Korean diplomats threatened war if South Korea went to the U.N. In May the "
        "crisis was in the papers. North Korea and the United States held talks in Geneva in June."
    )
    found = told(text, "2020-03-10")
    assert ("threat", "PRK", "KOR", "1994-03-01") in found
    assert ("consultation", "PRK", "USA", "1994-06-01") in found
    whole = "The U.S. Treasury and Mr. Biden spoke at 5 p.m. Monday. The U.K. It is said to be small."
    assert [s.text for s in read_story(whole).sentences] == [
        "The U.S. Treasury and Mr. Biden spoke at 5 p.m. Monday.",
        "The U.K.",
        "It is said to be small.",
    ]


def test_the_name_of_a_language_is_no_state():
    text = (
        "Early on the morning of April 2, 1982, Argentine forces landed on the Falkland Islands (Spanish: "
        "Islas Malvinas) and overwhelmed the British garrison."
    )
    assert all("ESP" not in one for one in told(text, "2012-09-15"))


ENTRIES = "Canada expels an Indian diplomat.", "India expels a Canadian diplomat."


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("Sept. 10, 2023", "Sept. 19", ["2023-09-10", "2023-09-19"]),
        ("November 2023", "2 February", ["2023-11-01", "2024-02-02"]),
        ("5 June 2018", "8 July", ["2018-06-05", "2018-07-08"]),
    ],
)
def test_an_entry_without_a_year_is_of_that_before_it_or_the_next(first: str, second: str, days: list[str]):
    text = f"A calendar\n\n{first}: {ENTRIES[0]}\n\n{second}: {ENTRIES[1]}"
    found = extract(text, date(2025, 8, 29), today=date(2026, 1, 1)).events
    assert [event.date.isoformat() for event in found if event.date] == days


def test_a_chronology_that_goes_back_keeps_going_back():
    text = f"Two years\n\n3 May 2024: {ENTRIES[0]}\n\n9 March 2024: {ENTRIES[1]}\n\n12 October: {ENTRIES[0]}"
    found = extract(text, date(2025, 8, 29), today=date(2026, 1, 1)).events
    assert [event.date.isoformat() for event in found if event.date] == [
        "2023-10-12",
        "2024-03-09",
        "2024-05-03",
    ]


def test_the_days_of_a_span_open_an_entry_too():
    text = f"Facts\n\n2008, 7–12 August – {ENTRIES[0]}\n2008, 26 August – {ENTRIES[1]}"
    found = extract(text, date(2023, 5, 20), today=date(2026, 1, 1)).events
    assert [str(event.date) for event in found] == ["2008-08-07", "2008-08-26"]


def test_what_is_set_aside_is_no_plan():
    text = "A treaty of friendship with Spain was set aside by Algeria on Wednesday."
    found = extract(text, date(2022, 6, 9), today=date(2026, 1, 1)).events
    assert [(event.type, str(event.date)) for event in found] == [("agreement_withdrawn", "2022-06-08")]


def test_an_earlier_day_of_two_states_is_not_that_of_others():
    found = read_all(
        "A bitter week\n\nPeru's Foreign Minister Elmer Schialer called Chile's step a shame on "
        "Monday.\n\nTalks between officials of Ecuador and Peru were held on March 5 in Quito."
        "\n\nThey were about fish.\n\nNobody expected much of them.\n\nPeru "
        "also closed its airspace to Chile.",
        "2025-03-12",
    )
    assert ("consultation", "ECU", "PER", "2025-03-05") in found
    assert ("sanction", "PER", "CHL", "2025-03-10") in found


def test_a_meeting_that_is_named_again_is_the_one_told():
    found = read_all(
        "BRUSSELS (Reuters) - Norwegian Foreign Minister Espen Barth Eide spoke of gas in a meeting with "
        "Polish Foreign Minister Radoslaw Sikorski in Brussels on Monday.\n\nNorwegian Prime Minister "
        "Jonas Gahr Store went to Gdansk last Friday and found its harbour badly kept.\n\nNo word of that "
        "was heard after the meeting between Barth Eide and Sikorski.",
        "2025-03-12",
    )
    assert {one[3] for one in found if one[0] == "ministerial_meeting"} == {"2025-03-10"}


@pytest.mark.parametrize(
    ("days", "day"), [("on February 3", "2025-02-03"), ("between February 3 and 4", "2025-02-01")]
)
def test_what_was_done_during_the_stay_is_of_its_day_or_month(days, day):
    found = read_all(
        f"Chad's Foreign Minister Abderaman Koulamallah visited Benin {days}.\n\nDuring "
        "his stay in Cotonou he met President Patrice Talon. Talks were held between the foreign ministers "
        "of the two countries.",
        "2025-03-12",
    )
    assert {one[3] for one in found if one[0] in ("consultation", "ministerial_meeting")} == {day}


VISIT = (
    "LUSAKA - President Hakainde Hichilema of Zambia received Angola's Foreign Minister Tete Antonio, who "
    "is on a working visit to Lusaka.\n\nTrade came first.\n\nThe guest recalled old days. He had studied "
    "there. Much has changed, he found. It was warm."
    "\n\nThe sides spoke of power lines. They spoke of rail. They spoke of water.\n\n"
)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (
            "Mr Antonio and President Hichilema then witnessed the signing of four memoranda.",
            "2025-03-12",
        ),
        ("Zambia and Angola have signed forty agreements.", "None"),
    ],
)
def test_what_is_signed_at_the_end_of_a_report_on_a_visit_is_of_its_day(words, day):
    found = read_all(VISIT + words, "2025-03-12")
    assert {one[3] for one in found if one[0] == "agreement_signed"} == {day}
