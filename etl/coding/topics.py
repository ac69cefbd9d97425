"""Topics: what an act is about, by the words around it."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _words() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    """Return the beginnings of words that tell each topic, and those of phrases that tell any."""
    text = files(__package__).joinpath("topic_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    topics, phrases = [], []
    for row in rows:
        topics.append((row["topic"], re.compile(rf"(?:{row['words']})")))
        phrases += [one for one in _ALTERNATIVES.split(row["words"]) if _IS_PHRASE.search(one)]
    return tuple(topics), re.compile(rf"\b(?:{'|'.join(phrases)})")


_ALTERNATIVES = re.compile(r"\|(?![^(]*\))")
_IS_PHRASE = re.compile(r"[ -]")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def _topics_of(words: str) -> tuple[str, ...]:
    """Return the topics that a word or a phrase tells."""
    topics, _ = _words()
    return tuple(topic for topic, pattern in topics if pattern.match(words))


_DEFAULT = {
    "joint_exercise": ("security",),
    "arms_transfer": ("security",),
    "conflict": ("security", "territory"),
    "incident": ("security",),
    "sanction": ("trade",),
    "sanction_lifted": ("trade",),
    "aid": ("infrastructure_aid",),
    "dispute": ("law_rights",),
    "diplomatic_relations": ("regional_order",),
    "diplomatic_rupture": ("regional_order",),
    "partnership_upgrade": ("regional_order",),
    "partnership_downgrade": ("regional_order",),
}


def count_topics(text: str) -> dict[str, int]:
    """Return how many words of each topic stand in `text`; topics without any are left out."""
    low = text.casefold()
    topics, phrases = _words()
    found = phrases.findall(low)
    rest = phrases.sub(" ", low) if found else low
    counts = Counter(topic for words in (*found, *_WORD.findall(rest)) for topic in _topics_of(words))
    return {topic: counts[topic] for topic, _ in topics if topic in counts}


_BROAD = frozenset(
    """summit leader_visit sideline_meeting ministerial_visit ministerial_meeting leader_call consultation
    partnership_upgrade
    agreement_signed joint_statement""".split()  # noqa: SIM905
)
"""Types that a whole passage speaks of, not one sentence."""
_SPARSE = 0.2
"""Words of topics a sentence, below which an article is about none as a whole."""
_CAP = 2
"""A word said often in one sentence counts twice at most."""


def code_topics(
    event_type: str, counts: Sequence[dict[str, int]], at: int, *, limit: int = 2, is_past: bool = False
) -> tuple[str, ...]:
    """Return the topics of an act, most important first; `regional_order` where no word tells any.

    The sentence that tells the act counts most, then its neighbours, then the article as a whole, which says
    much of talks and little of an expulsion, and of an act of former times next to nothing.
    `regional_order`, whose words stand in any diplomatic text, counts less than half.

    Args:
        event_type: Type of the act; some types are about a topic by their nature.
        counts: `count_topics` of every sentence of the article.
        at: Which of them tells the act.
        limit: At most so many.
        is_past: The article tells it as something of former times.
    """
    score: dict[str, float] = {}

    def add(found: dict[str, int], weight: float) -> None:
        for topic, n in found.items():
            share = 0.4 if topic == "regional_order" else 1.0
            score[topic] = score.get(topic, 0.0) + weight * share * min(n, _CAP)

    add(counts[at], 2.0)
    is_broad = event_type in _BROAD and not is_past
    reach = 3 if is_broad else 1
    for i in range(max(0, at - 1), min(len(counts), at + 1 + reach)):
        if i != at:
            add(counts[i], 0.3 if is_past else 0.7)
    whole: dict[str, int] = {}
    for found in counts:
        for topic, n in found.items():
            whole[topic] = whole.get(topic, 0) + min(n, _CAP)
    if sum(whole.values()) < _SPARSE * len(counts):
        whole = {}  # what a few of many sentences speak of is not what the others do
    most = max(whole.values(), default=1)
    weight = 2.0 if is_broad else 0.1 if is_past else 1.0
    for topic, n in whole.items():
        share = 0.4 if topic == "regional_order" else 1.0
        score[topic] = score.get(topic, 0.0) + weight * share * n / most
    for topic in _DEFAULT.get(event_type, ()):
        score[topic] = score.get(topic, 0.0) + 2.0
    ranked = sorted(score.items(), key=lambda item: -item[1])
    if not ranked:
        return ("regional_order",)
    return tuple(topic for topic, value in ranked if value >= 0.4 * ranked[0][1])[:limit]
