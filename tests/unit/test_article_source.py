"""Articles as files: HTML, encodings, metadata, and what is refused."""

import random
from datetime import date

import pytest

from db.errors import InputError
from etl.sources.article import parse_article, raw_text, read_article

TODAY = date(2026, 11, 24)
STORY = (
    "<p>Japan and Malaysia signed a defence agreement in Tokyo on Tuesday, officials of both countries said "
    "after the ceremony.</p>"
    "<p>Prime Minister Anwar Ibrahim had flown to Tokyo on Monday for a three-day visit and will go home "
    "tomorrow evening.</p>"
    "<p>The text of the agreement will be published next week, a spokesman said, once the lawyers have read "
    "the proofs again.</p>"
)
PAGE = f"""<!DOCTYPE html><html><head><title>Pact signed | Daily</title>
<meta property="og:title" content="Pact signed"><meta property="og:site_name" content="The Daily &amp; Co">
<meta property="article:published_time" content="2025-01-15T23:30:00+09:00">
<link rel="canonical" href="https://daily.example/pact"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Pact signed</h1>{STORY}</article>
<div class="related">Read also: China and Russia sign a treaty on Friday</div><footer>All rights
reserved</footer></body></html>"""


def test_a_page_tells_its_title_publisher_day_and_address():
    article = read_article(raw_text("pact.html", PAGE.encode()))
    assert (article.title, article.publisher) == ("Pact signed", "The Daily & Co")
    assert article.published == date(2025, 1, 15)
    assert article.url == "https://daily.example/pact"
    assert "All rights reserved" not in article.text


def test_acts_of_a_page_become_proposals_with_their_words():
    article = read_article(raw_text("pact.html", PAGE.encode()))
    parsed = parse_article(article, TODAY)
    told = {(d.type, d.actor, d.recipient, str(d.date), d.review) for d in parsed.drafts}
    assert ("agreement_signed", "JPN", "MYS", "2025-01-14", "proposed") in told
    assert ("leader_visit", "MYS", "JPN", "2025-01-13", "proposed") in told
    assert not any("CHN" in (d.actor, d.recipient) for d in parsed.drafts)
    proof = parsed.drafts[0].evidence[0]
    assert proof.quote_start is not None
    assert article.text[proof.quote_start :].startswith(proof.quote)
    assert (proof.url, proof.publisher, proof.published_on) == (
        article.url,
        article.publisher,
        article.published,
    )


def test_what_the_user_says_goes_before_what_the_page_says():
    article = read_article(
        raw_text("pact.html", PAGE.encode()),
        published=date(2024, 1, 17),
        publisher="Me",
        url="https://me.example/1",
    )
    assert (article.published, article.publisher, article.url) == (
        date(2024, 1, 17),
        "Me",
        "https://me.example/1",
    )


def test_linked_data_and_time_elements_give_the_day():
    data = '{"@graph":[{"@type":"NewsArticle","datePublished":"2023-03-24","headline":"H"}]}'
    linked = f'<html><head><script type="application/ld+json">{data}</script></head><body>'
    assert read_article(raw_text("a", f"{linked}{STORY}</body></html>".encode())).published == date(
        2023, 3, 24
    )
    timed = f'<html><body><time datetime="2022-02-03T10:00">x</time>{STORY}</body></html>'
    assert read_article(raw_text("a", timed.encode())).published == date(2022, 2, 3)


def test_a_page_without_a_day_is_not_given_one():
    page = f"<html><body>{STORY}</body></html>"
    parsed = parse_article(read_article(raw_text("a", page.encode())), TODAY)
    assert parsed.drafts == ()
    assert {issue.reason for issue in parsed.issues} == {"undated"}


def test_a_day_of_publication_to_come_counts_as_none():
    page = PAGE.replace("2025-01-15", "2031-01-15")
    assert parse_article(read_article(raw_text("a", page.encode())), TODAY).drafts == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(encoding: str):
    text = "São Tomé – “the pact”. Brazil and Côte d’Ivoire signed a treaty on 3 May 2021."
    article = read_article(raw_text("a.txt", text.encode(encoding)))
    assert article.text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 x", "is a PDF"),
        (b"PK\x03\x04rest", "is a ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office"),
        (b"{\\rtf1 Japan and Malaysia signed}", "RTF"),
        (b"\x89PNG\r\n", "an image"),
        (b"a\x00b\x00", "no text"),
        (b"Japan and Malaysia signed\x00 a pact", "no text"),
        (random.Random(1).randbytes(5_000), "no text"),
        (b"\xff\xfe\x00bad", "no English"),
        (b"", "no words"),
        (b"  \n ", "no words"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str):
    with pytest.raises(InputError, match=words):
        read_article(raw_text("x", data))


@pytest.mark.parametrize(
    "text",
    [
        "日本とマレーシアは十日、首脳会談を行い、防衛協力の覚書に署名した。",
        "Президент России прибыл во вторник в Пекин, где встретился с Си Цзиньпином.",
        "Le président de la République est arrivé mardi à Rabat pour une visite d'État de trois jours. Il a "
        "signé avec le roi vingt accords, dont un sur les trains, un autre sur les ports et un troisième sur "
        "les écoles, a dit le palais dans un texte que la presse a reçu le soir.",
    ],
)
def test_a_text_in_another_language_is_refused_by_name(text: str):
    with pytest.raises(InputError, match="English only"):
        read_article(raw_text("x.txt", text.encode()))


@pytest.mark.parametrize("start", ["", "\ufeff\n", '<?xml version="1.0"?>\n<!-- a -->' + "<!-- b -->" * 300])
@pytest.mark.parametrize("root", ["<rss version='2.0'>", "<feed xmlns='x'>", "<rdf:RDF>"])
def test_a_feed_is_no_article(start: str, root: str):
    """As one text it would give an act of one item the day of another."""
    told = "Japan and Malaysia signed a defence agreement in Tokyo on Tuesday."
    data = f"{start}{root}<item><title>{told}</title><pubDate>Wed, 15 Jan 2025</pubDate></item>".encode()
    with pytest.raises(InputError, match="is a feed, not one article"):
        read_article(raw_text("t", data))


def test_a_text_that_speaks_of_feeds_is_an_article():
    text = "News as <rss>: Japan and Malaysia signed a defence agreement in Tokyo on 15 January 2025."
    assert read_article(raw_text("t", text.encode())).text == text


def test_a_list_of_acts_without_prose_is_english():
    """A chronology, as an editor keeps one, may hold neither "the" nor "and"."""
    lines = [f"On {day} May 2023, Chilean Foreign Minister visited Egypt for talks." for day in range(1, 21)]
    text = "\n".join(lines)
    assert read_article(raw_text("x.txt", text.encode())).text == text


def test_a_huge_input_is_refused():
    with pytest.raises(InputError, match="at most 10,000,000") as caught:
        read_article(raw_text("x", b"a" * 10_000_001))
    assert "one article each" in caught.value.hint


def test_ids_hold_for_the_same_address_and_text():
    one = parse_article(read_article(raw_text("a.html", PAGE.encode())), TODAY)
    again = parse_article(read_article(raw_text("b.html", PAGE.encode())), TODAY, review="accepted")
    assert [d.source_event_id for d in one.drafts] == [d.source_event_id for d in again.drafts]
    assert len({d.source_event_id for d in one.drafts}) == len(one.drafts)
