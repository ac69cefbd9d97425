"""Durations: how many days a visit or an exercise lasts by the words near it."""

import re

_DURATION = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[\s-]+(?P<unit>days?|"
    r"nights?|weeks?)(?:[\s-]long)?\b(?!\s+(?:later|after|afterwards|earlier|before|ago)\b)(?:,?\s+(?:\w+\s+){0,3}(?:visit|trip|tour|stay|talks|exercise|drill|state|"
    r"official|working|friendly|goodwill))?",
    re.IGNORECASE,
)
_COUNTS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())}  # noqa: SIM905


def duration_of(kind: str, text: str, start: int, end: int) -> int:
    """Return the days that a visit or exercise lasts by the words near it, 0 if they do not say."""
    if kind not in ("leader_visit", "ministerial_visit", "joint_exercise"):
        return 0
    match = _DURATION.search(text, max(0, start - 60), min(len(text), end + 90))
    if not match:
        return 0
    word = match["n"].casefold()
    days = int(word) if word.isdigit() else _COUNTS[word]
    days *= 7 if match["unit"].casefold().startswith("week") else 1
    return days if days <= 21 else 0
