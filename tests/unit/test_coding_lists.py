"""Several states in one breath: each meets, visits or is visited, none of them another."""

from datetime import date

import pytest

from etl.coding.extract import extract
from tests.acts_told import read_all

TODAY = date(2026, 11, 24)


def told(text: str, published: str | None = "2025-03-21") -> set[tuple[str, str, str, str, str]]:
    found = extract(text, date.fromisoformat(published) if published else None, today=TODAY)
    return {(e.type, e.actor, e.recipient, str(e.date), e.date_precision) for e in found.events}


@pytest.mark.parametrize(
    ("text", "kind", "pairs"),
    [
        (
            "Putin held separate phone calls with Emmanuel Macron and Olaf Scholz on Friday.",
            "leader_call",
            {"DEU RUS", "FRA RUS"},
        ),
        (
            "Zelensky telephoned Fumio Kishida and, an hour later, President Emmanuel Macron on Monday.",
            "leader_call",
            {"JPN UKR", "FRA UKR"},
        ),
        (
            "The prime minister of Japan, Fumio Kishida, spoke by phone with the presidents of France "
            "and Ukraine on Monday.",
            "leader_call",
            {"FRA JPN", "JPN UKR"},
        ),
        (
            "Ukrainian President Volodymyr Zelensky met the prime ministers of Poland, the Czech Republic "
            "and Slovenia in Kyiv on Tuesday.",
            "summit",
            {"POL UKR", "CZE UKR", "SVN UKR"},
        ),
        (
            "The King of Jordan received the foreign ministers of Egypt and Qatar in Amman on Sunday.",
            "ministerial_visit",
            {"EGY JOR", "QAT JOR"},
        ),
        (
            "Egypt, Libya, the Maldives, and the internationally recognized government of Yemen severed "
            "diplomatic ties with Qatar on Monday.",
            "diplomatic_rupture",
            {"EGY QAT", "LBY QAT", "MDV QAT", "YEM QAT"},
        ),
        (
            "Tanzania on Thursday banned all farm products from Malawi or South Africa.",
            "sanction",
            {"TZA MWI", "TZA ZAF"},
        ),
    ],
)
def test_each_of_a_list_is_told_of(text: str, kind: str, pairs: set[str]):
    assert {f"{actor} {recipient}" for one, actor, recipient, *_ in told(text) if one == kind} == pairs


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "In 1978 Vietnam invaded Cambodia, and China attacked Vietnam in February 1979.",
            {
                ("conflict", "KHM", "VNM", "1978-01-01", "year"),
                ("conflict", "CHN", "VNM", "1979-02-01", "month"),
            },
        ),
        (
            "Kuwait and the United States signed defence cooperation agreements in 1991 and 2013.",
            {
                ("agreement_signed", "KWT", "USA", "1991-01-01", "year"),
                ("agreement_signed", "KWT", "USA", "2013-01-01", "year"),
            },
        ),
        (
            "A coalition led by U.S. and British forces invaded Iraq on March 20, 2003.",
            {
                ("conflict", "GBR", "IRQ", "2003-03-20", "day"),
                ("conflict", "IRQ", "USA", "2003-03-20", "day"),
            },
        ),
        (
            "From 1980 to 1988, Iran fought a bloody, indecisive war with Iraq.",
            {("conflict", "IRN", "IRQ", "1980-01-01", "year")},
        ),
    ],
)
def test_two_acts_of_a_kind_in_a_sentence(text: str, acts: set[tuple[str, ...]]):
    assert told(text, None) == acts


def test_a_leader_is_known_by_office_and_family_name():
    text = "President Bush received Prime Minister Blair in Washington on Monday."
    assert {one[:3] for one in told(text, "2005-06-08")} == {
        ("leader_visit", "GBR", "USA"),
        ("summit", "GBR", "USA"),
    }


def test_an_invasion_that_is_named_as_a_reason_has_no_day():
    text = "New Zealand today announced further sanctions over Russia's illegal invasion of Ukraine."
    assert "conflict" not in {one[0] for one in told(text)}


def test_the_stops_of_a_tour_are_known_by_its_month():
    text = "President Biden will travel to Warsaw, Poland and Bucharest, Romania March 9-11."
    assert told(text, "2022-03-04") == {
        ("leader_visit", "USA", "POL", "2022-03-09", "day"),
        ("leader_visit", "USA", "ROU", "2022-03-01", "month"),
    }


def test_a_tour_over_two_months_is_known_by_its_year():
    text = "President Lai Ching-te will visit Tuvalu and Palau from November 30 to December 6."
    assert ("leader_visit", "TWN", "PLW", "2024-01-01", "year") in told(text, "2024-11-22")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Two Vietnamese coast guard ships were deliberately rammed by Chinese vessels on Tuesday.",
            ("incident", "CHN", "VNM"),
        ),
        (
            "A Philippine boat was hit with water cannon by the China Coast Guard on Tuesday.",
            ("incident", "CHN", "PHL"),
        ),
        ("A Turkish jet was shot down by Syria on Tuesday.", ("incident", "SYR", "TUR")),
        ("The Russian ambassador was summoned by Poland on Tuesday.", ("protest", "POL", "RUS")),
    ],
)
def test_in_the_passive_voice_the_doer_comes_last(text: str, act: tuple[str, str, str]):
    assert {one[:3] for one in told(text)} == {act}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Hungary signed treaties with Slovakia on 19 March 1995 and with Romania on 16 September 1996.",
            {
                ("agreement_signed", "HUN", "SVK", "1995-03-19", "day"),
                ("agreement_signed", "HUN", "ROU", "1996-09-16", "day"),
            },
        ),
        (
            "China delivered 200,000 doses of vaccine to Gabon on 12 March, and 300,000 doses to Cambodia "
            "on 7 February.",
            {("aid", "CHN", "GAB", "2025-03-12", "day"), ("aid", "CHN", "KHM", "2025-02-07", "day")},
        ),
    ],
)
def test_each_has_its_own_day(text: str, acts: set[tuple[str, ...]]):
    assert told(text) == acts


def test_what_three_do_together_is_an_act_of_every_two():
    text = "Iran, China and Russia held joint naval exercises in the Indian Ocean on Tuesday."
    assert {one[:3] for one in told(text)} == {
        ("joint_exercise", "CHN", "IRN"),
        ("joint_exercise", "CHN", "RUS"),
        ("joint_exercise", "IRN", "RUS"),
    }


def test_tariffs_on_several_are_one_act_each():
    text = "The White House announced on Wednesday tariffs of 46% on Vietnam, 49% on Cambodia, 24% on Laos."
    assert {one[:3] for one in told(text)} == {
        ("sanction", "USA", "VNM"),
        ("sanction", "USA", "KHM"),
        ("sanction", "USA", "LAO"),
    }


def test_the_north_and_the_south_are_koreas_in_a_text_on_them():
    text = "North Korea said Thursday it would no longer be bound by the military agreement with the South."
    assert {one[:3] for one in told(text)} == {("agreement_withdrawn", "PRK", "KOR")}
    assert told("Talks between the North and the South of Italy went on on Thursday.") == set()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Saudi Arabia cut diplomatic relations with Iran on January 3, 2016; Bahrain did so on "
            "January 4, and Kuwait recalled its ambassador on January 5.",
            {("SAU", "IRN", "2016-01-03"), ("BHR", "IRN", "2016-01-04"), ("KWT", "IRN", "2016-01-05")},
        ),
        (
            "Saudi Arabia cut ties with Qatar on 5 June 2017. Riyadh, Manama and Abu Dhabi had withdrawn "
            "their ambassadors once before, in March 2014.",
            {
                ("SAU", "QAT", "2017-06-05"),
                ("SAU", "QAT", "2014-03-01"),
                ("BHR", "QAT", "2014-03-01"),
                ("ARE", "QAT", "2014-03-01"),
            },
        ),
        (
            "The Dominican Republic cut ties with Taiwan in May 2018, and El Salvador did so in August "
            "of that year.",
            {("DOM", "TWN", "2018-05-01"), ("SLV", "TWN", "2018-08-01")},
        ),
    ],
)
def test_others_did_the_same(text: str, acts: set[tuple[str, ...]]):
    assert {one[1:4] for one in told(text, None) if one[0] == "diplomatic_rupture"} == acts


def test_as_did_others():
    text = "Bulgaria closed its airspace to Russian planes on Tuesday, as did Poland and the Czech Republic."
    assert {one[:3] for one in told(text)} == {
        ("sanction", "BGR", "RUS"),
        ("sanction", "POL", "RUS"),
        ("sanction", "CZE", "RUS"),
    }


def test_a_long_list_takes_no_long_time():
    ten = ["Peru", "Chile", "Brazil", "Kenya", "Ghana", "Togo", "Benin", "Niger", "Chad", "Mali"]
    names = ", ".join(ten * 12)
    text = f"{names} and France closed their airspace to Russian planes on Tuesday, as did {names} and Spain."
    assert len(told(text)) < 60


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday evening Mali, Niger and Chad recalled their ambassadors from Algeria.",
        "On Sunday Mali and its allies Niger and Chad recalled their ambassadors from Algeria.",
        "Mali recalled its ambassador from Algeria on Sunday, and so did its allies Niger and Chad.",
    ],
)
def test_each_state_of_a_list_recalls_its_envoy(text: str):
    found = {one[1:3] for one in told(text) if one[0] == "diplomatic_rupture"}
    assert found == {("MLI", "DZA"), ("NER", "DZA"), ("TCD", "DZA")}


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto and Norwegian Prime Minister Jonas Gahr Store met at a hotel on "
        "Thursday and adopted what is called the Lisbon Appeal.",
        "In a tent beside the runway, President William Ruto of Kenya and Prime Minister Jonas Gahr Store of "
        "Norway talked on Thursday for most of the afternoon about a pipeline that Portugal wants to build.",
    ],
)
def test_two_meet_each_other_whoever_is_named_behind_their_talks(text: str):
    assert {one[:3] for one in told(text)} == {("summit", "KEN", "NOR")}


def test_two_who_each_meet_a_third_do_not_meet_each_other():
    text = "The presidents of Kenya and Ghana met Jonas Gahr Store, Norway's prime minister, on Thursday."
    assert {one[:3] for one in told(text)} == {
        ("sideline_meeting", "GHA", "NOR"),
        ("sideline_meeting", "KEN", "NOR"),
    }


@pytest.mark.parametrize(
    ("text", "kind", "doer", "each"),
    [
        (
            "Ghana, Togo and Benin banned rice from Mali on Tuesday. Mali filed complaints against all three "
            "at the World Trade Organization on Wednesday.",
            "dispute",
            "MLI",
            {"GHA", "TGO", "BEN"},
        ),
        (
            "Ghana and Togo banned rice from Mali on Tuesday. On Wednesday Mali imposed sanctions on both.",
            "sanction",
            "MLI",
            {"GHA", "TGO"},
        ),
        (
            "Ghana, Togo and Benin recognised Kosovo on Tuesday. Serbia recalled its ambassadors from the "
            "three countries on Wednesday.",
            "diplomatic_rupture",
            "SRB",
            {"GHA", "TGO", "BEN"},
        ),
        (
            "Ghana and Togo met in Lome on Tuesday. On Wednesday Mali imposed sanctions on Togo on both "
            "sides of the river.",
            "sanction",
            "MLI",
            {"TGO"},
        ),
    ],
)
def test_what_is_done_to_all_of_them_is_done_to_each(text: str, kind: str, doer: str, each: set[str]):
    assert {one[2] for one in told(text) if one[0] == kind and one[1] == doer} == each


@pytest.mark.parametrize(
    "words",
    [
        "visited Peru and Chile on February 3 and 5, respectively",
        "visited Peru and Chile on 3 and 5 February",
        "visited Peru and Chile on February 3 and February 5",
    ],
)
def test_two_days_of_two_states_are_told_in_their_order(words: str):
    found = read_all(f"Japanese Foreign Minister Takeshi Iwaya {words}.", "2025-03-12")
    assert found == {
        ("ministerial_visit", "JPN", "PER", "2025-02-03"),
        ("ministerial_visit", "JPN", "CHL", "2025-02-05"),
    }


def test_two_who_meet_on_two_days_meet_on_both():
    found = read_all("The foreign ministers of Peru and Chile met in Lima on 3 and 5 February.", "2025-03-12")
    assert {one[3] for one in found} == {"2025-02-03", "2025-02-05"}


def test_between_two_days_no_stop_has_its_own():
    found = read_all(
        "Japanese Foreign Minister Takeshi Iwaya visited Peru and Chile between 3 and 5 February.",
        "2025-03-12",
    )
    assert ("ministerial_visit", "JPN", "CHL", "2025-02-01") in found


@pytest.mark.parametrize(
    ("text", "doer", "each"),
    [
        (
            "Norway on Monday announced an expansion of visa restrictions on current and former Haitian "
            "officials, new restrictions on Serbian judges for abuses, and sanctions on Belarusian officers.",
            "NOR",
            {"HTI", "SRB", "BLR"},
        ),
        (
            "Japan on Monday imposed sanctions on 20 Russian individuals and four Belarusian companies.",
            "JPN",
            {"RUS", "BLR"},
        ),
        (
            "Canada on Monday announced new sanctions on Russia. These include imposing restrictions on 58 "
            "Russian generals; restrictions on four Moldovan generals for their work with Russia to weaken "
            "Moldova.",
            "CAN",
            {"RUS"},
        ),
        (
            "On Monday, hours after the Union let its restrictions on Ukrainian grain expire, Poland and "
            "Hungary each announced a ban on Ukrainian grain.",
            "POL",
            {"UKR"},
        ),
    ],
)
def test_on_whom_measures_are_laid_has_not_laid_them(text: str, doer: str, each: set[str]):
    found = {one[1:3] for one in told(text) if one[0] == "sanction"}
    assert {other for one, other in found if one == doer} >= each
    assert not {one for one, _ in found} & each


def test_the_name_once_more_in_brackets_ends_no_list():
    text = (
        "Foreign Minister Winston Peters of New Zealand will visit Fiji, Papua New Guinea (PNG), Tuvalu and "
        "Tonga from 3 to 9 April."
    )
    assert {one[2] for one in told(text) if one[1] == "NZL"} == {"FJI", "PNG", "TUV", "TON"}


def test_ties_of_two_are_no_further_stop():
    text = (
        "This week's digest covers Italian Foreign Minister Antonio Tajani's visit to Uzbekistan on Monday, "
        "Chinese-Uzbek ties and more."
    )
    assert {one[2] for one in told(text) if one[1] == "ITA"} == {"UZB"}


@pytest.mark.parametrize(
    ("gift", "givers"),
    [
        ("Malaysia and Singapore sent a rescue team each.", {"MYS", "SGP"}),
        ("Bhutan allocated 100 thousand dollars.", {"BTN"}),
        ("Japan earmarked 300,000 dollars for the victims.", {"JPN"}),
        ("Bhutan allocated 100 thousand dollars for its own farmers.", set()),
    ],
)
def test_who_gives_as_well_gives_to_the_one_just_helped(gift: str, givers: set[str]):
    text = f"Rescue teams reached Nepal.\n\nThailand sent a rescue team to Nepal on Monday.\n\n{gift}"
    assert {one[:3] for one in told(text)} == {("aid", iso, "NPL") for iso in {"THA", *givers}}


def test_the_list_of_those_who_help_goes_on_on_its_day():
    givers = (
        "Thailand",
        "Laos",
        "Malaysia",
        "Bhutan",
        "Bangladesh",
        "Vietnam",
        "Cambodia",
        "Mongolia",
        "Japan",
    )
    lines = "\n\n".join(f"{giver} sent a rescue team." for giver in givers)
    text = f"Rescue teams reached Nepal.\n\nIndia sent a rescue team to Nepal on Monday.\n\n{lines}"
    found = told(text)
    assert len(found) == len(givers) + 1
    assert {(one[0], one[2], one[3]) for one in found} == {("aid", "NPL", "2025-03-17")}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Turkish and Syrian strikes on an airfield in Iraq on Monday killed ten.", {"IRQ SYR", "IRQ TUR"}),
        ("The fighters fled after Kenyan-Ugandan raids in Chad on Monday.", {"KEN TCD", "TCD UGA"}),
        (
            "Workers left after Indian, Thai and Vietnamese attacks on Laos on Monday.",
            {"IND LAO", "LAO THA", "LAO VNM"},
        ),
        ("Indian and Pakistani strikes on each other on Monday killed ten.", {"IND PAK"}),
        ("Peruvian and Chilean drone attacks on Monday killed ten.", {"CHL PER"}),
    ],
)
def test_what_two_strike_side_by_side_is_struck_by_each(text: str, pairs: set[str]):
    found = told(text)
    assert {(one[0], one[3]) for one in found} == {("conflict", "2025-03-17")}
    assert {" ".join(sorted(one[1:3])) for one in found} == {" ".join(sorted(p.split())) for p in pairs}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Malta and Fiji said on Monday that they had imposed sanctions on Belarus.",
            {("sanction", "MLT", "BLR"), ("sanction", "FJI", "BLR")},
        ),
        (
            "Malta, Fiji and Chad announced that they had recognised Kosovo on Monday.",
            {("diplomatic_relations", iso, "XKX") for iso in ("FJI", "MLT", "TCD")},
        ),
        (
            "Malta and Fiji said on Monday that they had expelled each other's diplomats.",
            {("diplomatic_rupture", "MLT", "FJI"), ("diplomatic_rupture", "FJI", "MLT")},
        ),
        (
            "Malta and Fiji met in Oslo. Chad said on Monday that it had imposed sanctions on Belarus.",
            {("sanction", "TCD", "BLR")},
        ),
    ],
)
def test_what_they_say_they_did_each_did(text: str, acts: set[tuple[str, str, str]]):
    assert {one[:3] for one in told(text) if one[3] == "2025-03-17"} == acts
