"""Topics: what an act is about, by the words around it."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files(__package__).joinpath("topic_words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["topic"], re.compile(rf"\b(?:{row['words']})")) for row in rows)


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
    counts = {topic: len(pattern.findall(low)) for topic, pattern in _words()}
    return {topic: n for topic, n in counts.items() if n}


def code_topics(
    event_type: str, near: str, around: Sequence[dict[str, int]] = (), *, limit: int = 4
) -> tuple[str, ...]:
    """Return the topics of an act, most important first.

    Args:
        event_type: Type of the act; some types are about a topic by their nature.
        near: The sentence that tells the act; its words count threefold.
        around: Counts of the paragraph and its neighbours.
        limit: At most so many.
    """
    score: dict[str, float] = {}
    for topic, n in count_topics(near).items():
        score[topic] = score.get(topic, 0.0) + 3.0 * n
    for counts in around:
        for topic, n in counts.items():
            score[topic] = score.get(topic, 0.0) + min(n, 3)
    for topic in _DEFAULT.get(event_type, ()):
        score[topic] = score.get(topic, 0.0) + 2.0
    ranked = sorted(score.items(), key=lambda item: -item[1])
    if not ranked:
        return ()
    best = ranked[0][1]
    return tuple(topic for topic, value in ranked if value >= max(1.0, best / 4))[:limit]
