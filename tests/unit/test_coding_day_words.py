"""An act whose day another sentence tells is proven by both; the sentences are our own."""

from datetime import date

import pytest

from etl.coding.extract import FoundEvent, extract
from etl.coding.story.day_words import LEFT_OUT
from etl.sources.article import parse_article, raw_text, read_article
from tests.acts_told import TODAY

ARRIVED = "Kenya's president William Ruto flew to Ethiopia on Tuesday."
SIGNED = "He and Prime Minister Abiy Ahmed signed a trade agreement."
BETWEEN = "The crowds were large and loud along the road to the palace, and the weather was fine. " * 4


def signed(text: str, published: str = "2025-03-06") -> FoundEvent:
    found = extract(text, date.fromisoformat(published), today=TODAY)
    return next(one for one in found.events if one.type == "agreement_signed")


def test_words_side_by_side_are_quoted_as_they_stand():
    text = f"{ARRIVED} {SIGNED}"
    act = signed(text)
    assert (str(act.date), act.quote, act.quote_start) == ("2025-03-04", text, 0)
    assert act.evidence == SIGNED
    assert act.day_start is not None
    assert text[act.day_start : act.day_end] == "Tuesday"


def test_words_far_apart_are_quoted_with_a_gap():
    act = signed(f"{ARRIVED} {BETWEEN}{SIGNED}")
    assert (act.quote, act.quote_start) == (f"{ARRIVED}{LEFT_OUT}{SIGNED}", 0)


def test_a_long_sentence_is_cut_around_the_day():
    long = ARRIVED.replace("flew", f"{BETWEEN.replace('.', ';')}flew")
    act = signed(f"{long} {SIGNED}")
    told, words = act.quote.split(LEFT_OUT)
    assert len(act.quote) <= 300
    assert words == SIGNED
    assert "Tuesday" in told
    assert told in long


def test_an_act_that_tells_its_day_is_quoted_alone():
    act = signed(
        "Kenya and Ethiopia signed a trade agreement on Tuesday. The president flew home on Tuesday."
    )
    assert act.quote == act.evidence
    assert (act.day_start, act.day_end) == (None, None)


def test_the_day_of_publication_stands_in_no_words():
    text = "Kenya expels two Ethiopian diplomats. It is the third case of its kind."
    act = extract(text, date(2025, 3, 6), today=TODAY).events[0]
    assert (str(act.date), act.quote, act.day_start) == ("2025-03-06", act.evidence, None)


@pytest.mark.parametrize("heading", ["5 June 2017\n\n", "5 June 2017: "])
def test_the_date_that_heads_an_entry_is_quoted_with_it(heading):
    entry = "Saudi Arabia closes its border with Qatar."
    text = f"A chronology\n\n{heading}{entry}\n\n7 June 2017: Jordan recalls its ambassador to Qatar."
    found = extract(text, date(2018, 3, 6), today=TODAY).events
    assert [one.quote for one in found if one.type == "sanction"] == [heading + entry]


def test_the_quote_goes_into_the_proof():
    article = read_article(raw_text("a.txt", f"{ARRIVED} {SIGNED}".encode()), published=date(2025, 3, 6))
    proofs = {one.type: one.evidence[0] for one in parse_article(article, TODAY).drafts}
    assert proofs["agreement_signed"].quote == f"{ARRIVED} {SIGNED}"
    assert proofs["agreement_signed"].quote_start == 0
    assert proofs["leader_visit"].quote == ARRIVED
