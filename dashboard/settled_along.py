"""Questions that an answer to another one settles along with it: said, so that none goes without a word."""

from collections.abc import Mapping
from typing import Any

from dashboard import data, question_words

MOST = 2
"""Questions that are named; more are counted."""


def open_questions() -> Mapping[str, str]:
    """Return what waits for an answer: what each asks, by the name that commands give it."""
    every, _ = data.all_events()
    titles = dict(zip(every["event_id"], every["title"], strict=True))
    asked = {}
    row: Any
    for row in data.review_items().itertuples(index=False):
        if row.kind != "proposed":
            title = row.title or question_words.draft_of(row).get("title", "")
            asked[f"q{row.item_id}"] = f"the question on “{title}”"
    return asked | {
        twins.name: f"the question whether “{titles[twins.one]}” and “{titles[twins.other]}” are one event"
        for twins in data.duplicates()
    }


def words(before: Mapping[str, str], answered: str = "") -> str:
    """Return which questions are gone beside the one that was answered, as a sentence; "" if none is.

    Args:
        before: Of `open_questions`, from before the answer.
        answered: Name of the question that was answered, if one was.
    """
    still = open_questions()
    gone = [asked for name, asked in before.items() if name not in still and name != answered]
    if not gone:
        return ""
    more = len(gone) - MOST
    named = [*gone[:MOST], *([f"{more} more"] if more > 0 else [])]
    return f" That also settles {' and '.join(named)}."
