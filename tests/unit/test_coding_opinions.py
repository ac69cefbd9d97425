"""What the second reader sees of a sentence and its neighbours, and how its opinion is mixed in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.coding.days.dates import Moment
from etl.coding.reader import pieces
from etl.coding.reader.pages import MOST_PIECES, MOST_PIECES_BEFORE, Page, lay_out
from etl.coding.reader.second_reader import Opinion, read_again
from etl.coding.story.walking import open_story
from etl.coding.weights.moments import Option
from etl.coding.weights.opinions import SHARE_OF_KINDS, is_open, mixed, with_days, with_kinds, with_sides
from etl.coding.weights.sides import Parts
from etl.coding.weights.weighing import table
from etl.coding.who.mentions import Mention

PUBLISHED = date(2025, 3, 5)


def page_of(text: str, number: int = -1) -> Page:
    """The page of a sentence of a text, the last one if none is named."""
    reading = open_story(text, PUBLISHED)
    assert reading is not None
    reading.state.is_quick = True
    pages = [
        lay_out(reading.story.sentences[n].text, mentions, expressions, reading.state.before)
        for n, mentions, expressions in reading.walk()
    ]
    return pages[number]


def spelled(page: Page, at: tuple[int, ...]) -> list[str]:
    names = {number: piece for piece, number in pieces.vocabulary().items()}
    return [names[page.numbers[i]] for i in at]


def test_a_page_has_the_sentence_and_the_one_before_it():
    page = page_of("Peru recalled its envoy from Lima's rival Chile. It had protested on Monday.")
    whole = spelled(page, tuple(range(len(page.numbers))))
    assert whole[0] == "[CLS]"
    assert whole[page.here - 1] == whole[-1] == "[SEP]"
    assert whole[1 : page.here - 1] == ["it", "had", "protested", "on", "monday", "."]
    assert whole[page.here : page.here + 3] == ["peru", "recalled", "its"]


def test_a_state_is_where_the_sentence_names_it_or_else_where_the_one_before_does():
    page = page_of("Norway warned Iceland. Norway expelled two envoys on 3 March.")
    assert spelled(page, page.states["NOR"]) == ["norway"]
    assert max(page.states["NOR"]) < page.here <= min(page.states["ISL"])
    assert [spelled(page, at) for at in page.dates.values()] == [["3", "march"]]


def test_the_first_sentence_stands_alone():
    page = page_of("Norway warned Iceland.")
    assert page.here == len(page.numbers)


@given(st.text(max_size=900), st.text(max_size=900))
def test_a_page_is_bounded_and_every_name_stands_on_it(text: str, before: str):
    names = [
        Mention(0, max(1, len(text) // 2), "state", ("NOR",)),
        Mention(len(text), len(text) + 9, "state", ("ISL",)),
    ]
    page = lay_out(text, names, (), (before, names))
    assert 3 <= len(page.numbers) <= MOST_PIECES + MOST_PIECES_BEFORE + 3
    for at in page.states.values():
        assert at
        assert 0 < min(at) <= max(at) < len(page.numbers) - 1


def test_a_neighbour_changes_what_a_sentence_is_heard_to_tell():
    told = "On Monday it did so."
    of_envoys = read_again(page_of(f"Norway had threatened to expel two Russian diplomats. {told}")).kinds
    of_talks = read_again(page_of(f"The foreign ministers of Norway and Peru were to meet. {told}")).kinds
    assert of_envoys != of_talks


@pytest.mark.parametrize(
    ("text", "kind", "doer", "other"),
    [
        ("Norway expelled two Russian diplomats on Tuesday.", "diplomatic_rupture", "NOR", "RUS"),
        (
            "Two Norwegian diplomats were expelled by Russia on Tuesday.",
            "diplomatic_rupture",
            "RUS",
            "NOR",
        ),
        ("In Lima, Chile's envoy was handed a protest note by Peru on Friday.", "protest", "PER", "CHL"),
    ],
)
def test_it_hears_who_did_what_to_whom(text: str, kind: str, doer: str, other: str):
    said = read_again(page_of(text))
    assert said.doers[doer][kind] > said.doers[other][kind]
    assert said.others[other][kind] > said.others[doer][kind]


def test_it_hears_which_date_is_the_acts():
    said = read_again(
        page_of("The treaty of 4 May 1999 was denounced by Peru and Chile signed a new one on 3 March 2025.")
    )
    old, new = (one["agreement_signed"] for _, one in sorted(said.days.items()))
    assert new > old


KIND = "sanction"


def opinion(
    doers: dict[str, float], others: dict[str, float], days: dict[int, float] | None = None
) -> Opinion:
    return Opinion(
        {KIND: 0.0},
        {iso: {KIND: odds} for iso, odds in doers.items()},
        {iso: {KIND: odds} for iso, odds in others.items()},
        {at: {KIND: odds} for at, odds in (days or {}).items()},
    )


@given(st.floats(-20, 20), st.floats(-20, 20), st.floats(0, 1))
def test_an_opinion_mixed_in_lies_between_the_two(odds: float, said: float, share: float):
    weights = max(-9.0, min(9.0, odds))
    assert min(weights, said) - 1e-9 <= mixed(odds, said, share) <= max(weights, said) + 1e-9
    assert mixed(odds, said, 0) == weights
    assert mixed(odds, said, 1) == said


def test_a_kind_that_it_does_not_know_stays():
    kinds = table().types
    odds = [-2.0] * len(kinds)
    told = with_kinds(odds, {kinds[0]: 4.0})
    assert told[0] == pytest.approx(-2.0 * (1 - SHARE_OF_KINDS) + 4.0 * SHARE_OF_KINDS)
    assert told[1:] == odds[1:]


def test_of_kinds_that_it_cannot_tell_apart_it_says_whether_it_was_either():
    kinds = table().types
    one, two = kinds.index("summit"), kinds.index("sideline_meeting")
    odds = [-5.0] * len(kinds)
    odds[one], odds[two] = -1.0, -3.0
    told = with_kinds(odds, {"summit": -4.0, "sideline_meeting": 3.0}, ("summit", "sideline_meeting"))
    assert told[one] - told[two] == pytest.approx(2.0)
    assert told[one] == pytest.approx(-1.0 * (1 - SHARE_OF_KINDS) + 3.0 * SHARE_OF_KINDS)


def test_of_two_orders_that_are_alike_the_second_reader_says_which():
    parts = Parts({("CHL", "PER"): 0.7, ("PER", "CHL"): 0.6}, frozenset(("PER", "CHL")))
    found = with_sides(KIND, parts, opinion({"PER": 3.0, "CHL": -3.0}, {"PER": -3.0, "CHL": 3.0}))
    assert (found.p("PER", "CHL"), found.p("CHL", "PER")) == (0.7, 0.6)


def test_what_the_weights_are_sure_of_stands():
    parts = Parts({("CHL", "PER"): 0.99, ("PER", "CHL"): 0.01}, frozenset(("PER", "CHL")))
    assert with_sides(KIND, parts, opinion({"PER": 2.0, "CHL": -2.0}, {"PER": -2.0, "CHL": 2.0})) == parts


def test_a_state_that_the_page_does_not_name_is_a_side_where_none_of_those_is():
    parts = Parts({("PER", "CHL"): 0.6, ("USA", "CHL"): 0.5}, frozenset(("PER", "CHL")))
    told_of_none = opinion({"PER": -4.0, "CHL": -4.0}, {"PER": -4.0, "CHL": 4.0})
    assert with_sides(KIND, parts, told_of_none).p("USA", "CHL") == 0.6
    told_of_peru = opinion({"PER": 4.0, "CHL": -4.0}, {"PER": -4.0, "CHL": 4.0})
    assert with_sides(KIND, parts, told_of_peru) == parts


@given(
    st.dictionaries(st.tuples(st.sampled_from("ABCD"), st.sampled_from("EFGH")), st.floats(0, 1), min_size=1),
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(-9, 9)),
)
def test_it_changes_the_order_of_pairs_not_how_likely_the_likeliest_are(chances, odds):
    found = with_sides(KIND, Parts(chances, frozenset()), opinion(odds, odds))
    assert found.chances.keys() == chances.keys()
    assert sorted(found.chances.values()) == sorted(chances.values())


def test_what_is_open():
    assert is_open([0.5, 0.1])
    assert is_open([0.1, 0.9, 0.4])
    assert not is_open([0.2, 0.9])
    assert not is_open([0.4])
    assert not is_open([])


def test_sides_of_a_kind_that_it_does_not_know_stay():
    parts = Parts({("CHL", "PER"): 0.7}, frozenset(("PER", "CHL")))
    assert with_sides("summit", parts, opinion({"PER": -4.0}, {"PER": -4.0})) == parts


def test_the_date_that_it_hears_as_the_acts_comes_first():
    one, two = (Option(Moment(date(2025, 3, day)), True, set(), {day}) for day in (1, 2))
    days = [(one, 0.6), (two, 0.4)]
    assert with_days(KIND, days, opinion({}, {}, {1: -3.0, 2: 3.0}))[0][0] is two
    assert with_days(KIND, days, opinion({}, {}, {1: 3.0, 2: -3.0}))[0][0] is one
    both = with_days(KIND, days, opinion({}, {}, {1: 4.0, 2: 9.0}))
    assert both[0][0] is one, "of two acts alike both dates are: the weights say which"
    assert with_days("summit", days, opinion({}, {}, {1: -3.0, 2: 3.0})) == days
