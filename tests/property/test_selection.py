"""The codec of the address: it brings every view back, and no address breaks its reader."""

import string
from dataclasses import fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.measures.contract import FREQUENCIES
from dashboard.selection import (
    ALIGNMENTS,
    BANDS,
    COMPARED,
    DRAWINGS,
    EVENT_STATES,
    MAX_COMPARED,
    MAX_SEARCH,
    MIX_AMOUNTS,
    MIX_FREQUENCIES,
    RANKINGS,
    VERSION,
    Selection,
)
from db.vocabulary import CONFIDENCES, EVENT_TYPES, HALF_LIFE_DAYS, LAYERS, REVIEWS, SCALES, TOPICS, UNCODED
from db.vocabulary.countries import COUNTRIES, dyad_key
from db.vocabulary.regions import REGIONS

TODAY = date(2026, 11, 24)
_iso3 = st.sampled_from(sorted(COUNTRIES))
_pair = st.lists(_iso3, min_size=2, max_size=2, unique=True)
_days = st.dates(date(1950, 1, 1), date(2100, 1, 1))
_ordered = st.tuples(_days, _days).map(lambda days: (min(days), max(days)))


def _some(known: object, most: int | None = None) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(known)), unique=True, max_size=most).map(tuple)  # type: ignore[call-overload]


def _numbers(known: object, low: float, high: float) -> st.SearchStrategy[tuple[tuple[str, float], ...]]:
    numbers = st.floats(low, high, allow_nan=False)
    return st.dictionaries(st.sampled_from(list(known)), numbers, max_size=5).map(  # type: ignore[call-overload]
        lambda changed: tuple(sorted(changed.items()))
    )


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any view that the dashboard can be in."""
    country_a, country_b = draw(st.one_of(st.just((None, None)), st.tuples(_iso3, st.none()), _pair))
    window = draw(_ordered)
    drawn: dict[str, Any] = dict(
        country_a=country_a,
        country_b=country_b,
        country=draw(st.none() | _iso3),
        dyads=tuple(dict.fromkeys(dyad_key(*pair) for pair in draw(st.lists(_pair, max_size=MAX_COMPARED)))),
        since=draw(st.sampled_from([None, window[0]])),
        until=draw(st.sampled_from([None, window[1]])),
        freq=draw(st.sampled_from(FREQUENCIES)),
        types=draw(_some(EVENT_TYPES)),
        topics=draw(_some((*TOPICS, UNCODED))),
        confidences=draw(_some(CONFIDENCES)),
        reviews=draw(_some(REVIEWS)),
        method=draw(st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=40)),
        scale=draw(st.sampled_from(sorted(SCALES))),
        scores=draw(_numbers(EVENT_TYPES, -10, 10)),
        half_lives=draw(_numbers(HALF_LIFE_DAYS, 1, 36_500)),
        carry_on=draw(st.booleans()),
        bands=draw(_some(BANDS)),
        breaks=draw(st.booleans()),
        mix_freq=draw(st.sampled_from(MIX_FREQUENCIES)),
        mix_amount=draw(st.sampled_from(MIX_AMOUNTS)),
        align=draw(st.sampled_from(ALIGNMENTS) | st.integers(0, 10**11 - 1).map("event:{}".format)),
        drawing=draw(st.sampled_from(DRAWINGS)),
        column=draw(st.sampled_from(COMPARED)),
        rank=draw(st.sampled_from(("", *RANKINGS))),
        change_since=draw(st.none() | st.integers(1900, 9999)),
        region=draw(st.sampled_from(("", *REGIONS))),
        opened=draw(st.none() | _ordered),
        layer=draw(st.sampled_from(LAYERS)),
        search=draw(st.text(st.characters(exclude_categories=("Cs",)), max_size=MAX_SEARCH)),
        states=draw(_some(EVENT_STATES)),
        event=draw(st.none() | st.integers(0, 10**12 - 1)),
        load=draw(st.none() | st.integers(0, 10**12 - 1)),
    )
    assert set(drawn) == {field.name for field in fields(Selection)}, "a field of Selection is not drawn"
    return Selection(**drawn)


@given(selections())
def test_the_query_brings_the_view_back(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == (selection, ())


@given(selections())
def test_an_address_brings_the_view_back(selection: Selection) -> None:
    address = selection.to_query_string()
    assert Selection.from_query(dict(parse_qsl(address, keep_blank_values=True))) == (selection, ())


@given(selections())
def test_all_but_the_words_searched_for_needs_no_escapes(selection: Selection) -> None:
    selection = replace(selection, search="")
    address = selection.to_query_string()
    assert set(address) <= set(string.ascii_letters + string.digits + "&=~-_.+%")
    assert "%" not in address.replace("%2B", "")  # an exponent such as 1e+16 is all that may be escaped


@given(selections())
def test_two_writings_of_one_view_are_the_same_address(selection: Selection) -> None:
    again, _ = Selection.from_query(dict(reversed(selection.to_query().items())))
    assert again.to_query_string() == selection.to_query_string()


_KEYS = ["v", "a", "b", "country", "dyads", "from", "to", "by", "types", "topics", "confidence", "review"]
_KEYS += ["method", "scale", "scores", "halflives", "today", "bands", "breaks", "mixby", "mixin", "align"]
_KEYS += ["change", "region", "rank", "at", "layer", "q", "state", "event", "load", "utm_source", ""]
_HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text("~-.,:;=&%+'\"<>\\/\x00\n0159naifeINFNE", max_size=60),
    st.sampled_from(
        ["nan", "aid-nan", "aid-inf", "aid--7", "meet-0", "event.٣", "event.-1", "~~~", "../../etc"]
    ),
    st.sampled_from(
        ["<script>alert(1)</script>", "2025-02-30", "0001-01-01~9999-12-31", "JPN-JPN", "A" * 5_000]
    ),
)


@given(st.dictionaries(st.sampled_from(_KEYS), _HOSTILE, max_size=12))
def test_no_address_breaks_the_reader(query: dict[str, str]) -> None:
    selection, problems = Selection.from_query(query)
    assert all(problem.strip().endswith((".", "?")) for problem in problems), problems
    assert all(len(problem) < 400 for problem in problems), "a sentence repeats the whole of a hostile value"
    # What was understood is a view like any other: it can be written, read back and used.
    assert Selection.from_query(selection.to_query()) == (selection, ())
    assert selection.params(today=TODAY).weights == selection.weights
    assert all(isinstance(words, str) for words in selection.filters)


def test_an_empty_address_is_the_default_view() -> None:
    assert Selection.from_query({}) == (Selection(), ())
    assert Selection().to_query() == {"v": str(VERSION)}


def test_only_what_differs_from_the_defaults_is_in_the_address() -> None:
    selection = Selection(
        country_a="JPN", country_b="MYS", since=date(2000, 1, 1), scores=(("protest", -7.0),)
    )
    assert selection.to_query_string() == "v=1&a=JPN&b=MYS&from=2000-01-01&scores=protest--7.0"


def test_the_readable_part_of_a_list_is_kept_and_the_rest_is_named() -> None:
    selection, problems = Selection.from_query({"types": "summit~sumit~protest~summit"})
    assert selection.types == ("summit", "protest")
    assert len(problems) == 1
    assert "'sumit'" in problems[0]
    assert "did you mean 'summit'" in problems[0]


def test_the_readable_part_of_changed_weights_is_kept() -> None:
    selection, problems = Selection.from_query(
        {"scores": "aid-99~protest--5~aid-nan~nonsense-1", "halflives": "talk-90"}
    )
    assert selection.scores == (("protest", -5.0),)
    assert selection.half_lives == (("talk", 90.0),)
    assert len(problems) == 3
    assert "outside -10 to 10" in problems[0]


@pytest.mark.parametrize("version", ["2", "0", "", "x" * 500, "1.0"])
def test_an_address_of_another_version_says_so_and_gives_what_it_can(version: str) -> None:
    selection, problems = Selection.from_query({"v": version, "by": "year"})
    assert selection.freq == "year"
    assert len(problems) == 1
    assert "another version" in problems[0]


def test_a_seventh_dyad_is_left_out_and_said() -> None:
    partners = ("AUS", "BRA", "CAN", "CHN", "DEU", "FRA", "IND")
    selection, problems = Selection.from_query({"dyads": "~".join(f"JPN-{partner}" for partner in partners)})
    assert len(selection.dyads) == MAX_COMPARED
    assert selection.dyads[0] == "AUS-JPN"
    assert problems == ("At most 6 can be shown; the first 6 are.",)


def test_the_same_country_twice_is_no_dyad() -> None:
    selection, problems = Selection.from_query({"a": "JPN", "b": "JPN"})
    assert (selection.country_a, selection.country_b, selection.dyad) == ("JPN", None, None)
    assert "same country twice" in problems[0]


def test_a_period_that_ends_before_it_begins_shows_the_whole_period() -> None:
    selection, problems = Selection.from_query({"from": "2025-01-01", "to": "2024-01-01"})
    assert (selection.since, selection.until) == (None, None)
    assert "ends before it begins" in problems[0]


def test_a_country_may_be_named_as_people_name_it() -> None:
    selection, problems = Selection.from_query({"a": "japan", "b": "マレーシア"})
    assert (selection.dyad, problems) == (("JPN", "MYS"), ())


def test_an_unknown_country_gets_a_suggestion() -> None:
    _, problems = Selection.from_query({"a": "Malasya"})
    assert "Malasya" in problems[0]
    assert "Malaysia" in problems[0]


def test_keys_of_other_people_are_passed_over_in_silence() -> None:
    assert Selection.from_query({"utm_source": "newsletter", "fbclid": "1"}) == (Selection(), ())


def test_filters_say_in_words_what_is_left_out() -> None:
    selection = Selection(types=("summit",), topics=(UNCODED,), confidences=("high",))
    assert selection.filters == ("only summit", "only topics uncoded", "only confidence high")
    assert Selection().filters == ()
