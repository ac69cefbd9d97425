"""The second reader: the pieces that it is given, what it says, and when it is asked."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.reader import pieces, second_reader
from etl.coding.reader.pages import MOST_PIECES, lay_out
from etl.coding.weights.weighing import DOUBT, is_in_doubt, table

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "etl" / "coding" / "reader"


def read_again(text: str) -> dict[str, float]:
    return second_reader.read_again(lay_out(text, (), ())).kinds


def spelled(text: str) -> list[str]:
    names = {number: piece for piece, number in pieces.vocabulary().items()}
    return [names[number] for number in pieces.cut(text, 200)[0]]


def test_words_are_cut_into_the_longest_pieces_known():
    assert spelled("The ministers, signed.") == ["the", "ministers", ",", "signed", "."]
    assert spelled("Élysée") == spelled("elysee")
    cut = spelled("unquestionabilities")
    assert len(cut) > 1
    assert "".join(piece.removeprefix("##") for piece in cut) == "unquestionabilities"


def test_signs_that_no_text_of_the_corpus_has_are_unknown_not_lost():
    assert spelled("a 𒀀 b") == ["a", "[UNK]", "b"]


@given(st.text(max_size=400), st.integers(0, 60))
def test_any_text_becomes_a_bounded_row_of_known_pieces_each_with_its_place(text: str, most: int):
    numbers, places = pieces.cut(text, most)
    assert len(numbers) == len(places) <= most
    assert all(0 <= number < len(pieces.vocabulary()) for number in numbers)
    assert places == sorted(places)
    assert all(not text[place].isspace() for place in places)


@given(st.text(alphabet="abcdeéñ-’ .,AZ09", max_size=60))
def test_pieces_spell_the_words(text: str):
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    told = "".join(piece.removeprefix("##") for piece in spelled(text))
    assert told == "".join(plain.split())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The two presidents sat down for three hours of talks at the Kremlin.", "summit"),
        ("Ottawa slapped asset freezes on four Belarusian officials.", "sanction"),
        ("Lima ordered the Bolivian ambassador to leave within 72 hours.", "diplomatic_rupture"),
        ("India and France held a joint naval exercise off Goa.", "joint_exercise"),
        ("Oslo gave Malawi 40 million dollars for its clinics.", "aid"),
    ],
)
def test_it_hears_what_plain_sentences_tell(text: str, kind: str):
    said = read_again(text)
    assert max(said, key=lambda one: said[one]) == kind
    assert said[kind] > 0


@pytest.mark.parametrize(
    "text", ["", "It rained all day in the valley.", "Shares in the mine fell by a tenth."]
)
def test_it_hears_nothing_where_nothing_is_told(text: str):
    assert max(read_again(text).values()) < 0


def test_it_says_the_same_twice_and_only_of_kinds_that_there_are():
    text = "Norway expelled two Russian diplomats on Tuesday."
    assert read_again(text) == read_again(text)
    assert set(read_again(text)) <= set(EVENT_TYPES)


def test_a_sentence_without_end_is_read_to_a_bound():
    assert read_again("word " * 5_000) == read_again("word " * MOST_PIECES)


def test_it_is_asked_only_where_words_leave_a_doubt():
    sure = [-8.0] * len(table().types)
    assert not is_in_doubt(sure, ())
    assert is_in_doubt([*sure[:-1], 0.0], ())
    assert not is_in_doubt([*sure[:-1], 8.0], ())
    assert 0 < DOUBT[0] < DOUBT[1] < 1


def test_it_is_asked_of_what_a_rule_has_found_only_where_words_hardly_bear_it_out():
    *others, last = table().types
    sure = [-8.0] * len(others)
    assert is_in_doubt([*sure, 0.0], others)
    assert not is_in_doubt([*sure, 0.0], [last])
    assert is_in_doubt([*sure, -2.0], [last])


def test_its_file_says_what_it_was_tuned_on():
    import onnxruntime

    session = onnxruntime.InferenceSession(str(WEIGHTS / "second_reader.onnx"))
    assert session.get_modelmeta().custom_metadata_map["note"].startswith("tuned on 2")


def test_an_article_without_doubt_does_not_load_the_network():
    code = (
        "import sys; from datetime import date; from etl.coding.extract import extract; "
        "extract('It rained. The shop opened.', date(2025, 1, 1), today=date(2026, 1, 1)); "
        "print('onnxruntime' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


DOUBTFUL = (
    "LIMA, March 4 - Peru on Tuesday let Bolivian lorries through again after a fortnight. "
    "Norway has shelved the fisheries talks with Iceland and sent its envoy home. "
    "Tunisia dropped the fee that it had put on Libyan traders."
)


@pytest.mark.parametrize(("quick", "loaded"), [("True", "False"), ("False", "True")])
def test_quick_reading_does_without_the_network(quick: str, loaded: str):
    code = (
        "import sys; from datetime import date; from etl.coding.extract import extract; "
        f"extract({DOUBTFUL!r}, date(2025, 3, 5), today=date(2026, 1, 1), is_quick={quick}); "
        "print('onnxruntime' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == loaded
