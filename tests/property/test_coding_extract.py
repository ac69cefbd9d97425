"""What holds of the extractor on any text at all."""

import re
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.coding.extract import extract
from etl.coding.story.day_words import LEFT_OUT
from etl.coding.text.cleaning import clean
from etl.sources.article import raw_text, read_article

TODAY = date(2026, 11, 24)
PIECES = st.sampled_from(
    """
    Japan|Malaysia's|Chinese|the Kremlin|Tokyo|President Macron|Foreign Minister Penny Wong|he|they|the two
    leaders|its ambassador
    |met|signed an agreement|arrived in|visited|expelled two diplomats|recalled|imposed sanctions on|summoned
    the envoy|will visit|held talks with
    |on Tuesday|on January 10|in May 2020|last October|yesterday|on the 11th|from 4 to 7 November|in 1992|the
    same day|two days earlier
    |, who|.|. |\n\n|“|”|;|and|with|to|in|of|between|denied that|if|not|because|a Comprehensive Strategic
    Partnership|<p>|&amp;|\u00ad|KUALA LUMPUR, Jan 10 -
    """.replace("\n", "").split("|")
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2026, 11, 24)))
BARE = ("on Tuesday", "on January 10", "last October", "yesterday", "on the 11th", "this morning", "in March")


@example(".", None)
@given(TEXTS, DAYS)
def test_any_text_gives_sound_events(text: str, published: date | None):
    found = extract(text, published, today=TODAY)
    for event in (*found.events, *found.undated):
        assert text[event.evidence_start : event.evidence_end] == event.evidence
        assert 0 < len(event.evidence) <= 300
        assert event.evidence in event.quote
        assert len(event.quote) <= 300
        assert all(piece in text for piece in event.quote.split(LEFT_OUT))
        assert text.startswith(event.quote.split(LEFT_OUT)[0], event.quote_start)
        assert event.actor != event.recipient
        assert event.title
    for event in found.events:
        assert event.date is not None
        assert event.status != "occurred" or event.date <= TODAY
        assert event.date_end is None or event.date_end >= event.date
        if event.date_precision != "day":
            assert event.date.day == 1
    assert all(event.date is None for event in found.undated)


@given(TEXTS, DAYS)
def test_the_same_text_gives_the_same_events(text: str, published: date | None):
    assert extract(text, published, today=TODAY) == extract(text, published, today=TODAY)


ACCENTED = (
    "Foreign Minister Børge Brende of Norway met Péter Szijjártó of Hungary in Kraków on Monday.",
    "Turkey's Recep Tayyip Erdoğan received Serbia's Aleksandar Vučić on Friday.",
    "On 3 May Côte d'Ivoire and São Tomé and Príncipe signed a treaty in Malabo, Equatorial Guinea’s fête.",
)


@given(st.lists(st.sampled_from(ACCENTED), min_size=1, max_size=3, unique=True).map("\n\n".join))
def test_letters_with_their_accents_apart_are_the_same_letters(text: str):
    """As texts that were copied from some PDF files have them."""
    apart = unicodedata.normalize("NFD", text)
    found, same = (
        extract(apart, date(2024, 5, 15), today=TODAY),
        extract(text, date(2024, 5, 15), today=TODAY),
    )
    assert same.events
    assert [(e.type, e.date, e.actor, e.recipient) for e in found.events] == [
        (e.type, e.date, e.actor, e.recipient) for e in same.events
    ]
    for event, other in zip(found.events, same.events, strict=True):
        assert apart[event.evidence_start : event.evidence_end] == event.evidence
        assert unicodedata.normalize("NFC", event.evidence) == other.evidence


@given(
    st.sampled_from(BARE),
    st.sampled_from(("Japan and Malaysia signed a treaty", "President Macron visited Japan")),
)
def test_without_a_day_of_publication_no_day_is_invented(when: str, what: str):
    found = extract(f"{what} {when}.", None, today=TODAY)
    assert found.events == ()


@given(st.text(max_size=600))
def test_cleaning_leads_back_to_the_original(text: str):
    cleaned = clean(text)
    for position, character in enumerate(cleaned.text):
        origin = cleaned.origin(position)
        assert 0 <= origin <= len(text)
        if character.isalnum() and "&" not in text:
            assert text[origin] == character


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes):
    from db.errors import InputError

    try:
        words = read_article(raw_text("any", data)).text
    except InputError as error:
        words = str(error)
    assert re.search(r"\w", words)


HOSTILE = (
    "Minister ",
    "China and ",
    '<div class="ad">',
    "<p ",
    "(",
    "January ",
    "a-\n",
    "signed a ",
    "&amp;",
    "the two ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_minutes(piece: str):
    text = piece * (200_000 // len(piece))
    started = time.monotonic()
    extract(text, date(2024, 1, 1), today=TODAY)
    assert time.monotonic() - started < 30
