"""What only the weight of words tells: meanings, sides, days; and that the weights belong to their corpus."""

from datetime import date

import numpy as np
import pytest

from etl.coding.days.date_words import find_dates
from etl.coding.days.dates import Clock
from etl.coding.extract import extract
from etl.coding.story.walking import open_story
from etl.coding.weights import weighing
from etl.coding.weights.features import concepts, features, stem, tokens
from etl.coding.weights.moments import Times, options
from etl.coding.weights.sides import Parts, find_sides, standings, weigh_sides
from etl.coding.weights.standing import Context
from training import learn

TODAY = date(2026, 11, 24)
PUBLISHED = date(2025, 6, 12)


def words_of(text):
    return tokens(text, (), find_dates(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("expels", "expelled"),
        ("treaties", "treaty"),
        ("broken", "breaks"),
        ("signing", "signed"),
        ("bans", "ban"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_words_never_seen_fall_into_a_known_meaning():
    assert {c for c, _ in concepts(words_of("they ousted the emissaries"))} >= {"EXPEL"}
    assert "EXPEL" in {c for c, _ in concepts(words_of("the envoy was shown the door"))} | {
        c for c, _ in concepts(words_of("to show the door"))
    }


def test_names_and_days_are_masked():
    heard = [t.word for t in words_of("the Grobnik pact of 3 May 2024 was signed")]
    assert "@name" in heard
    assert "@date" in heard
    assert not any("grobnik" in word for word in heard)


def test_a_probability_is_the_sum_of_its_weights():
    words = words_of("the two sides signed a treaty and tore up an accord on Monday")
    table = weighing.table()
    for weighed in weighing.weigh(weighing.hear(words), weighing.hear(words).odds, 0.0):
        place = table.types.index(weighed.type)
        odds = table.bias[place]
        for feature in {f for f, _, _ in features(words)}:
            odds += sum(w for p, w in table.weights.get(feature, ()) if p == place)
        assert weighed.p == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-12)


SIDED = (
    ("diplomatic_rupture", "Kenya expelled two Somali diplomats on Monday, and Tanzania recalled its envoy."),
    ("summit", "The president of Peru met the king of Tonga in Lima, while Fiji looked on."),
    ("aid", "It sent tents."),
)


@pytest.mark.parametrize(("kind", "text"), SIDED)
def test_how_likely_two_sides_are_is_the_sum_of_how_they_stand(kind, text):
    """Against plain addition, feature by feature, of the weights as the table writes them."""
    reading = open_story(text, PUBLISHED)
    known = weighing.table("sides")
    for _, mentions, expressions in reading.walk():
        words = tokens(text, mentions, expressions)
        context = Context(home="TON", pair=("KEN", "SOM"), told=("KEN", "SOM", "protest"), ages={"PER": 3})
        parts = weigh_sides(kind, text, words, mentions, 12, context)
        stand = standings(kind, text, words, mentions, 12, context)
        assert parts.chances
        for pair, p in parts.chances.items():
            odds = known.bias[0]
            for feature in (*stand.of_states(*pair), *stand.of_pair(*pair)):
                odds += sum(weight for _, weight in known.weights.get(tuple(feature.split(" ")), ()))
            assert p == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-9)


def test_two_who_are_listed_meet_the_third_not_each_other():
    parts = Parts({("A", "B"): 0.9, ("A", "C"): 0.4, ("B", "C"): 0.8}, frozenset("ABC"))
    found = find_sides(parts, listed=("B", "C"))
    assert {(one.actor, one.recipient) for one in found} == {("A", "B"), ("A", "C")}


def test_a_further_pair_and_the_way_back_must_be_likely():
    parts = Parts({("A", "B"): 0.9, ("B", "A"): 0.7, ("A", "C"): 0.85}, frozenset("ABC"))
    found = find_sides(parts)
    assert {(one.actor, one.recipient) for one in found} == {("A", "B"), ("A", "C")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "ULAANBAATAR, June 12 - Mongolia showed three Belarusian diplomats the door on Tuesday.",
            ("diplomatic_rupture", "MNG", "BLR", date(2025, 6, 10)),
        ),
        (
            "Montevideo walked away from the fisheries accord with Accra on 3 June.",
            ("agreement_withdrawn", "URY", "GHA", date(2025, 6, 3)),
        ),
    ],
)
def test_acts_in_words_of_their_own(text, told):
    found = extract(text, PUBLISHED, today=TODAY).events
    assert told in {(e.type, e.actor, e.recipient, e.date) for e in found}


def test_fewer_than_two_states_are_no_sides():
    parts = weigh_sides("protest", "It protested.", words_of("It protested."), (), 3, Context())
    assert find_sides(parts) == []


def test_without_a_day_of_publication_no_partial_day_is_offered():
    text = "They met on Tuesday, on the 3rd and on 5 May 2020."
    found = options("summit", text, (5, 8), find_dates(text), Times(Clock(None)), (None, False), "real")
    assert {o.moment.day for o in found} == {date(2020, 5, 5)}


def test_a_day_beyond_a_plan_is_not_the_day_of_what_was_done():
    text = "He arrived on a visit and is to meet the emir on 20 June."
    found = options(
        "leader_visit", text, (3, 10), find_dates(text), Times(Clock(PUBLISHED)), (None, False), "real"
    )
    assert date(2025, 6, 20) not in {o.moment.day for o in found if o.is_here}


def test_the_weights_were_learnt_from_the_corpus_that_lies_beside_them():
    """Another corpus, other weights: `make learn`."""
    for name in ("acts", "sides", "moments"):
        head = (learn.WEIGHTS / f"{name}.csv").read_text(encoding="utf-8")[:300]
        assert learn.digest() in head, name


def test_learning_finds_what_tells_two_classes_apart():
    """A tiny case with a known answer: what marks one class alone gets a positive weight, the rest none."""
    rows = [["a", "x"], ["a", "y"], ["b", "x"], ["b", "y"]] * 5
    model = learn.fit(rows, ("A",), lambda i, _: "a" in rows[i], penalty=0.1, least=2)
    weight = {f: model.weights[i, 0] for f, i in model.place.items()}
    assert weight["a"] > 1
    assert weight["b"] == pytest.approx(-weight["a"], abs=0.05)
    assert abs(weight["x"]) < 0.01
    again = learn.fit(rows, ("A",), lambda i, _: "a" in rows[i], penalty=0.1, least=2)
    assert (again.weights == model.weights).all()


def test_what_is_debatable_is_not_held_against_a_word():
    rows = [["a"], ["b"], ["c"]] * 10
    told = {0: True, 1: False, 2: False}

    def weight_of_b(is_open: bool) -> float:
        model = learn.fit(
            rows,
            ("A",),
            lambda i, _: told[i % 3],
            penalty=0.1,
            least=2,
            is_open=lambda i, _: is_open and i % 3 == 1,
        )
        return float(model.weights[model.place["b"], 0])

    assert weight_of_b(is_open=False) < -1
    assert weight_of_b(is_open=True) == pytest.approx(0, abs=0.01)


def test_a_debatable_reading_stands_at_its_sentence_and_is_not_told():
    told = {"date": "2025-01-10", "actor": "JPN", "recipient": "MYS", "type": "leader_visit"}
    text = "Japan's leader visited Malaysia on 10 January 2025. The two dined together. It rained."
    one = {
        "published": "2025-01-11",
        "events": [{**told, "evidence": "Japan's leader visited Malaysia"}],
        "also_ok": [
            {**told, "type": "summit", "evidence": "The two dined together"},
            {**told, "evidence": "visited Malaysia"},
            {**told, "type": "consultation", "evidence": "in no sentence"},
        ],
    }
    visit, dinner, rain = learn.read_rows(one, text)
    assert (visit.types, visit.debatable_types) == ({"leader_visit"}, set())
    assert (dinner.types, dinner.debatable_types) == (set(), {"summit"})
    assert (rain.types, rain.debatable_types) == (set(), set())
