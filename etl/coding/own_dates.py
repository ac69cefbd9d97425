"""Own dates: which of the dates of a sentence may be those of an act that it tells."""

import re
from collections.abc import Sequence

from etl.coding.days.date_words import DateExpression
from etl.coding.story.state import State
from etl.coding.weights.moments import Option

_BEFORE = re.compile(
    r",\s+(?:(?:who|which|where|whose)\s+(?:[\w'’-]+\s+){0,4}?had\b|(?:which\s+(?:was|were)\s+)?(?:severed|cut|broken\s+off|suspended|frozen|closed|"
    r"downgraded|imposed)\b)"
)


def of_own_part(
    text: str, spot: tuple[int, int], likely: list[tuple[Option, float]]
) -> list[tuple[Option, float]]:
    """Return the days without those of other parts of a sentence, between semicolons, if its own has any."""
    begin, end = text.rfind(";", 0, spot[0]) + 1, text.find(";", spot[1])
    if not begin and end < 0:
        return likely

    def is_own(option: Option) -> bool:
        return any(begin <= at and (end < 0 or at < end) for at in option.places)

    if not any(is_own(option) for option, _ in likely):
        return likely
    return [(option, p) for option, p in likely if is_own(option) or not option.is_here]


def of_own_aside(
    spot: tuple[int, int], expressions: Sequence[DateExpression], likely: list[tuple[Option, float]]
) -> list[tuple[Option, float]]:
    """Return the days without those outside of the aside that tells the act, if it has one of its own.

    "The envoy, who had been withdrawn in May 2021, returned to his post on Monday".
    """
    inside = {e.start for e in expressions if e.aside[0] < spot[1] <= e.aside[1]}
    if not any(inside & option.places for option, _ in likely):
        return likely
    return [(option, p) for option, p in likely if inside & option.places or not option.is_here]


def as_read_before(
    likely: list[tuple[Option, float]], expressions: Sequence[DateExpression], state: State
) -> list[tuple[Option, float]]:
    """Return the days without those that a weekday cannot be, as an act told before it in the sentence was on
    it: "on Thursday he flies to Peru, and in the evening to Chile for talks"."""
    weekdays = {e.start for e in expressions if e.kind == "weekday"}

    def is_other(option: Option) -> bool:
        taken = (state.days[at] for at in option.places & weekdays if at in state.days)
        return any(moment.day != option.moment.day for moment in taken)

    return [(option, p) for option, p in likely if not is_other(option)] or likely


_HAS = re.compile(r",\s+(?:has|have)\b")


def is_of_before(text: str, spot: tuple[int, int], expression: DateExpression) -> bool:
    """True for the day of what an aside tells of before: "ties resumed, cut by Somalia in December"."""
    start, end = expression.aside
    if end == 0 or start < spot[0] < end or start < spot[1] <= end:
        return False
    return _BEFORE.match(text, start) is not None or (end < spot[0] and _HAS.match(text, end) is not None)


_HAD_BEEN = re.compile(
    r"\b(?:that|which|what)\s+had\s+been\s+(?:[a-z]+ed|done|cut|broken\s+off|frozen|shut|held|taken|withdrawn)\s+(?:on\s+|in\s+|since\s+)?$"
)


def is_of_what_had_been(text: str, start: int, spot: tuple[int, int], expression: DateExpression) -> bool:
    """True for the day of what was undone: "relations that had been cut on 3 May were restored"."""
    clause = _HAD_BEEN.search(text, max(0, expression.start - 60), expression.start)
    if clause is None:
        return False
    return not any(clause.start() <= at < expression.start for at in (start, spot[0]))


_SOME_TIME_AFTER = re.compile(
    r"(?P<opens>^(?:[\w-]+\s+){0,2}?)?\b(?:(?:an?|\d+|two|three|four|five|six|seven|eight|nine|ten|some|several|few|many)\s+"
    r"(?:weeks?|months?|years?)|(?<!\w\s)(?:days|weeks|months|years)|(?:comes?|came|coming|,|just|only|barely|a\s+few)\s+"
    r"(?:days|weeks|months|years))\s+after\s+[^,;:]{2,60}$",
    re.IGNORECASE,
)


def is_some_time_after(text: str, start: int, expressions: Sequence[DateExpression]) -> bool:
    """True for what another act followed: "came on Monday, a month after Peru lifted its ban": not that day.

    Args:
        text: The sentence.
        start: Where the act is told.
        expressions: The dates that may be the act's.
    """
    if "after" not in text[:start]:
        return False
    clause = _SOME_TIME_AFTER.search(text, 0, start)
    if clause is None or clause["opens"] is not None:
        return False
    return not any(e.start > clause.start() and text.find("after", e.start, start) < 0 for e in expressions)


_DAYS = frozenset(("md", "dm", "weekday", "iso", "slash"))
_WHERE = re.compile(r"\bwhere\b")
_BORDER = re.compile(r"\b(?:where|when|which|who|after|before|since|while|and)\b|[;:]")


def without_days_before_where(
    text: str, spot: tuple[int, int], expressions: Sequence[DateExpression]
) -> list[DateExpression]:
    """Return the dates of "came on 3 May where he met X on 4 May" for the meeting: the second alone."""
    if not any(
        one.kind in _DAYS and one.start >= spot[1] and _BORDER.search(text, spot[1], one.start) is None
        for one in expressions
    ):
        return list(expressions)
    return [one for one in expressions if one.end > spot[0] or _WHERE.search(text, one.end, spot[0]) is None]
