"""What the words of a table's column of statuses may mean: acts that were cancelled, or are still to come."""

import re
from collections import Counter

from etl.mappings.mapping import OPEN
from etl.suggested.column_looks import Column
from etl.tables.toml_text import examples, inline, toml

MANY_WORDS = 60
"""Different words that are listed."""

_WORDS = (
    ("cancelled", r"cancel|called off|postpon|abgesagt|annul[eé]|取消|中止"),
    ("scheduled", r"planned|schedul|upcoming|expected|forthcoming|geplant|予定"),
    ("occurred", r"^(held|done|occurred|took place|completed?|completion|past)$"),
)


def status_lines(column: Column) -> list[str]:
    """Return the rule of a status with its doubt, [] if no word says that an act did not take place."""
    words = [word for word, _ in Counter(column.cells).most_common(MANY_WORDS)]
    # Capital letters and spaces do not count in a mapping.
    forms = {" ".join(word.casefold().split()): word for word in reversed(words)}
    meant = {word: _status(word) for word in reversed(forms.values())}
    not_done = [word for word, ours in meant.items() if ours in ("cancelled", "scheduled")]
    if not not_done:
        return []
    values = {toml(word): ours for word, ours in meant.items()}
    return [
        f"# DOUBT: {column.name} says that acts did not take place ({examples(not_done)}), which would count",
        '#   as if they did. For what is open ("?") write occurred, scheduled or cancelled, or "skip".',
        f"status = {inline({'column': column.name, 'values': values})}",
    ]


def _status(word: str) -> str:
    return next((ours for ours, form in _WORDS if re.search(form, word, re.IGNORECASE)), OPEN)
