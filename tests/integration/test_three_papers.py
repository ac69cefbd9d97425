"""Happenings told by an agency, a paper and a ministry: the same events, however they come and go."""

from datetime import date
from functools import cache
from itertools import permutations

import pytest
from sqlalchemy import Engine

from db import read, schema
from db.engine import writer_engine
from db.vocabulary import REVIEWS, STATUSES
from etl import pipeline
from etl.contract import Parsed
from etl.reading import load_article
from etl.sources.article import parse_article, raw_text, read_article
from etl.web.article_page import Article

TODAY = date(2026, 11, 24)
PAGE = (
    "<!DOCTYPE html><html><head><title>Paris throws out diplomats</title>"
    '<meta property="og:site_name" content="Post">'
    '<meta property="article:published_time" content="2024-04-10T07:00:00+02:00"></head><body>'
    "<nav>Home News</nav><div class='ad'>Fly to Accra on Monday!</div><article><p>France on Tuesday expelled "
    "three Russian diplomats whom it accused of spying, the Foreign Ministry said.</p><p>The Kremlin said "
    "that it would answer.</p></article><footer>Ten beaches of Ghana</footer></body></html>"
)
ROUND_UP = (
    "The week in brief\n\nThe United States imposed sanctions on Belarus on Tuesday over migrants.\n\n"
    "Japan and Vietnam signed an agreement on labour migration in Hanoi on Wednesday.\n\n"
    "On Thursday Chile recalled its ambassador to Israel."
)
TOLD = {
    "a day wrong by one": (
        ("Kenya's President William Ruto met Ghana's President Mahama in Accra on Tuesday.", "2024-03-13"),
        ("Presidents Mahama of Ghana and Ruto of Kenya held talks in Accra on 13 March.", "2024-03-14"),
        ("On 12 March 2024 President Ruto of Kenya met President Mahama of Ghana in Accra.", "2024-03-14"),
    ),
    "the month alone": (
        ("Japan and Peru raised their ties to a strategic partnership on Wednesday.", "2024-05-08"),
        ("In May 2024 Japan and Peru elevated their relationship to a strategic partnership.", "2024-06-20"),
        ("On 8 May 2024 Japan and Peru upgraded relations to a Strategic Partnership.", "2024-05-09"),
    ),
    "no day of publication": (
        ("Australian Prime Minister Anthony Albanese held summit talks with Indonesian President Prabowo "
         "Subianto in Canberra on Tuesday.", "2024-02-06"),
        ("Australian Prime Minister Anthony Albanese held summit talks with Indonesian President Prabowo "
         "Subianto in Canberra on Tuesday.", ""),
        ("Australia's premier and Indonesia's president held a summit on 6 February 2024.", "2024-02-07"),
    ),
    "a page with adverts": (
        ("France on Tuesday expelled three Russian diplomats over spying.", "2024-04-09"),
        (PAGE, ""),
        ("The Ministry of France expelled three staff of the Russian embassy on 9 April 2024.", "2024-04-09"),
    ),
    "a round-up": (
        ("The United States imposed sanctions on Belarus on Tuesday.", "2024-06-04"),
        (ROUND_UP, "2024-06-07"),
        ("On 4 June 2024 the United States imposed new sanctions on Belarus, it announced.", "2024-06-05"),
    ),
    "memorandum or treaty": (
        ("India and Bangladesh signed a treaty on sharing river water on Tuesday.", "2024-11-05"),
        ("India and Bangladesh on Tuesday signed a memorandum on river water.", "2024-11-06"),
        ("A memorandum on sharing water was signed by India and Bangladesh on 5 November.", "2024-11-06"),
    ),
    "another rank": (
        ("Chile's foreign minister visited Canada on Wednesday for talks on lithium.", "2024-10-02"),
        ("A deputy foreign minister of Chile visited Canada on 2 October 2024.", "2024-10-03"),
        ("The Foreign Minister of Chile made an official visit to Canada on 2 October 2024.", "2024-10-03"),
    ),
    "other words of a pact": (
        ("Malaysia and Brazil signed a trade deal on Monday.", "2024-07-01"),
        ("Malaysia and Brazil on Monday signed a pact to cut tariffs on palm oil and beef.", "2024-07-02"),
        ("Malaysia and Brazil signed an economic cooperation agreement on Tuesday.", "2024-07-03"),
    ),
}  # fmt: skip
N_EVENTS = {"a round-up": 3, "another rank": 2, "other words of a pact": 3}
N_ASKED = {"a day wrong by one": 1, "no day of publication": 1, "other words of a pact": 2}
PUBLISHERS = ("Agency", "Post", "Ministry")


@cache
def parsed(happening: str, number: int) -> tuple[Article, Parsed]:
    text, published = TOLD[happening][number]
    name = PUBLISHERS[number]
    article = read_article(
        raw_text(name, text.encode()),
        published=date.fromisoformat(published) if published else None,
        publisher=name,
        url=f"https://{name.lower()}.example/{happening.replace(' ', '-')}",
    )
    return article, parse_article(article, TODAY)


def store_of(happening: str, order: tuple[int, ...]) -> tuple[Engine, list[int]]:
    engine = writer_engine("sqlite://")
    schema.upgrade(engine)
    loads = []
    for number in order:
        article, found = parsed(happening, number)
        raw = raw_text(PUBLISHERS[number], TOLD[happening][number][0].encode())
        loads.append(load_article(engine, raw, article, found, today=TODAY).load_id or 0)
    return engine, loads


def says(engine: Engine, *, with_days: bool = True) -> tuple[list[tuple[str, ...]], list[str]]:
    names = ["actor", "recipient", "type", "level", "tier", "status", "review", "title", "n_evidence"]
    names += ["date", "date_end", "date_precision"] if with_days else []
    frame = read.events(engine, statuses=STATUSES, reviews=REVIEWS)
    events = sorted(tuple(map(str, row)) for row in frame[names].itertuples(index=False))
    items = read.review_items(engine)
    return events, sorted(items.loc[items["kind"] != "proposed", "kind"])


@cache
def said(happening: str, order: tuple[int, ...]) -> tuple[list[tuple[str, ...]], list[str]]:
    """What a store says that had only these loads, in this order; asked for again and again."""
    return says(store_of(happening, order)[0])


@pytest.mark.parametrize("happening", TOLD)
def test_the_same_events_and_questions_come_of_any_order(happening: str):
    # Which of two days an event stands on until the question is answered is that of the first.
    orders = list(permutations(range(3)))
    told = [says(store_of(happening, order)[0], with_days=happening not in N_ASKED) for order in orders]
    assert all(one == told[0] for one in told), told
    events, asked = told[0]
    assert (len(events), len(asked)) == (N_EVENTS.get(happening, 1), N_ASKED.get(happening, 0))


@pytest.mark.parametrize("happening", TOLD)
def test_whichever_load_is_undone_the_store_is_as_without_it(happening: str):
    for order in permutations(range(3)):
        engine, loads = store_of(happening, order)
        for n_gone, load_id in enumerate(loads, start=1):
            pipeline.undo_load(engine, load_id)
            assert says(engine) == said(happening, order[n_gone:]), order
        engine, loads = store_of(happening, order)
        pipeline.undo_load(engine, loads[1])
        assert says(engine) == said(happening, (order[0], order[2])), order
