"""Day words: where an article tells the day of an act whose own sentence does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.coding.days.dates import Moment
from etl.coding.story.candidates import Candidate


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A date that an article names: when it is, and where in the text its words stand."""

    moment: Moment
    start: int
    end: int


def find_day_words(candidate: Candidate, told: Sequence[ToldDay]) -> tuple[int, int] | None:
    """Return where the words stand that tell an act's day; None if it tells them itself, or nothing does.

    Of several that name the day, the last before the act counts, or else the first after it: a day that no
    words name is that of publication.

    Args:
        candidate: The act.
        told: The dates that the article names, in its order.
    """
    when = candidate.moment
    if when is None:
        return None
    start, end = candidate.span
    named = [
        one
        for one in told
        if one.moment.precision == when.precision and when.day in (one.moment.day, one.moment.end)
    ]
    if not named or any(start <= one.start < end for one in named):
        return None
    before = [one for one in named if one.start < start]
    found = before[-1] if before else named[0]
    return found.start, found.end


_LONGEST = 300
LEFT_OUT = " […] "
"""Stands in a quote for what it leaves out."""


def quote_with_day(
    text: str, act: tuple[int, int], day: tuple[int, int], sentences: Sequence[tuple[int, int]]
) -> tuple[str, int] | None:
    """Return an act's words with those that tell its day, and where they begin; None if they are too long.

    Args:
        text: The article.
        act: Where the words of the act stand in it.
        day: Where those of its day stand.
        sentences: Where the article's sentences begin and end.
    """
    begin, stop = next((span for span in sentences if span[0] <= day[0] < span[1]), day)
    first, last = min(act[0], begin), max(act[1], stop)
    if last - first <= _LONGEST:
        return text[first:last], first
    room = _LONGEST - (act[1] - act[0]) - len(LEFT_OUT)
    if room < day[1] - day[0]:
        return None
    if stop - begin > room:
        begin, stop = _window(text, day, (begin, stop), room)
    parts = sorted(((act[0], act[1]), (begin, stop)))
    return LEFT_OUT.join(text[a:b] for a, b in parts), parts[0][0]


def _window(text: str, day: tuple[int, int], sentence: tuple[int, int], room: int) -> tuple[int, int]:
    """Return as many whole words around a date as there is room for, those before it first."""
    begin, stop = max(sentence[0], day[1] - room), day[1]
    if begin > sentence[0]:
        begin = min(text.find(" ", begin, day[0]) + 1 or day[0], day[0])
    stop = min(sentence[1], begin + room)
    if stop < sentence[1]:
        stop = max(text.rfind(" ", day[1], stop + 1), day[1])
    return begin, stop
