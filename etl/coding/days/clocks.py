"""Clocks: against which day a bare date of a story is told: that of writing, or a past that it tells of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, Tense, has_year, is_on, is_told_near, middle_of, resolve

BARE_DAYS = frozenset(("weekday", "ordinal", "md", "dm", "mdd", "ddm"))
BY_NEIGHBOUR = frozenset(("same", "then", "thatm", "nextday", "prevday", "shift", "relunit"))
"""Told by their distance from another date."""
_BARE = frozenset(("mbare", "md", "dm", "ddm", "mdd", "ordinal"))
_OF_THESE_DAYS = frozenset(("weekday", "today", "yesterday"))
_FORMER = timedelta(days=330)
"""So long before the anchor a day is of a former year, and bare months after it may be."""


def told_at(
    expression: DateExpression, expressions: Sequence[DateExpression], clock: Clock, tense: Tense
) -> Moment | None:
    """Return the date that an expression names at its place in a sentence and a story.

    Args:
        expression: A date of a sentence.
        expressions: All dates of the sentence.
        clock: That of the story where the sentence begins.
        tense: In which the act is told.
    """
    near = clock_at(expression, expressions, clock, tense)
    past = in_history(expression, expressions, near)
    is_set_back = past is not near or (expression.kind == "ordinal" and near is not clock)
    return resolve(expression, past, "unknown" if is_set_back else tense)


def clock_at(
    expression: DateExpression, expressions: Sequence[DateExpression], clock: Clock, tense: Tense
) -> Clock:
    """Return the clock for "the day after": the date before it in the same sentence counts, if there is
    one."""
    if is_of_that_year(expression):
        # "the 1959 treaty was signed on 8 November of that year"
        years = [m for e in expressions if e.end <= expression.start and (m := resolve(e, clock, tense))]
        return replace(clock, last=years[-1]) if years else clock
    if expression.kind == "ordinal":
        return _clock_of_ordinal(expression, expressions, clock, tense)
    if expression.kind == "weekday" and (told := _named_by(expression, expressions, clock, tense)):
        return replace(clock, anchor=told)
    if expression.kind not in BY_NEIGHBOUR and not is_told_near(expression):
        return clock
    if tense == "past" and clock.last and clock.anchor and clock.last.day > clock.anchor:
        clock = replace(clock, last=clock.home)  # "is due in May. It gave money that same month": not of May
    earlier = [e for e in expressions if e.end <= expression.start and e.kind not in BY_NEIGHBOUR]
    earlier = [e for e in earlier if e.aside[1] == 0 or e.aside[1] > expression.start] or earlier
    moment = told_at(earlier[-1], expressions, clock, tense) if earlier else None
    if moment is not None and moment.precision != "day" and expression.kind == "same":
        return replace(clock, last=moment, home=None)  # "in September ..., and the same day": of that month
    return replace(clock, last=moment) if moment else clock


_BESIDE = 12
"""So near behind a day told by its distance stands its weekday: "three days later, on Easter Monday"."""


def _named_by(
    expression: DateExpression, expressions: Sequence[DateExpression], clock: Clock, tense: Tense
) -> date | None:
    """Return the day that "three days later, on Monday" tells, if it was a Monday; else None."""
    for other in expressions:
        if other.kind in BY_NEIGHBOUR and 0 <= expression.start - other.end <= _BESIDE:
            told = told_at(other, expressions, clock, tense)
            is_day = told is not None and told.precision == "day"
            if told is not None and is_day and is_on(told.day, expression.get("wd")):
                return told.day
    return None


def _clock_of_ordinal(
    expression: DateExpression, expressions: Sequence[DateExpression], clock: Clock, tense: Tense
) -> Clock:
    """Return the clock for "on the 19th": set to the month told before it, in this sentence or the last."""
    earlier = [
        e
        for e in expressions
        if e.end <= expression.start
        and (e.kind not in BY_NEIGHBOUR or e.get("ru_unit") == "month")
        and e.kind != "ordinal"
    ]
    told = told_at(earlier[-1], expressions, clock, tense) if earlier else None
    if "that month" in expression.get("ord_rel"):
        month = told if told is not None and told.precision != "year" else clock.last
        return replace(clock, anchor=month.day) if month else clock
    if told is not None:
        # "came in October 1998 and, on the 8th, ...": the day of that month.
        return replace(clock, anchor=told.day) if told.precision == "month" else clock
    if tense == "past" and clock.is_month_near and clock.last:
        return replace(clock, anchor=clock.last.day)
    return clock


def is_of_that_year(expression: DateExpression) -> bool:
    """True for "8 November of that year"."""
    return any(name.endswith("_that") and "year" in words for name, words in expression.parts)


def in_history(expression: DateExpression, near: Sequence[DateExpression], clock: Clock) -> Clock:
    """Return the clock for a bare month or day: set back to the former year that the paragraph tells of."""
    return set_back(clock, history_of(expression, near, clock))


def history_of(expression: DateExpression, near: Sequence[DateExpression], clock: Clock) -> Moment | None:
    """Return the day of a former year that the paragraph tells of, for a bare month or day; else None."""
    if not _is_bare(expression) or any(_is_of_these_days(e) for e in near):
        return None
    base = clock.history
    for other in near:
        if other.end <= expression.start and has_year(other):
            base = resolve(other, clock, "past") or base
    return _fitting(base, expression, clock)


def earlier_past_of(expression: DateExpression, clock: Clock) -> Moment | None:
    """Return the day of a former year that the story told last, for a bare month or day; else None."""
    return _fitting(clock.past, expression, clock) if _is_bare(expression) else None


def _fitting(base: Moment | None, expression: DateExpression, clock: Clock) -> Moment | None:
    if base is None or not _is_former(clock, base):
        return None
    # "the treaty of 1960 ... on the 30th": of which month?
    is_open = expression.kind == "ordinal" and base.precision == "year"
    return None if is_open else base


def set_back(clock: Clock, base: Moment | None) -> Clock:
    """Return the clock set to a day of a former year, as it is for None."""
    return replace(clock, anchor=middle_of(base)) if base else clock


def _is_of_these_days(expression: DateExpression) -> bool:
    return expression.kind in _OF_THESE_DAYS and not is_told_near(expression)


def _is_bare(expression: DateExpression) -> bool:
    is_told = has_year(expression) or any(name.endswith("_that") for name, _ in expression.parts)
    return expression.kind in _BARE and not is_told


def _is_former(clock: Clock, moment: Moment) -> bool:
    return clock.anchor is None or clock.anchor - middle_of(moment) > _FORMER


def set_to_past(clock: Clock, moment: Moment) -> Clock:
    """Return the clock for what is told after a day of a former year, as it is for one of these days."""
    return replace(clock, history=moment, past=moment) if _is_former(clock, moment) else clock


def moved_on(clock: Clock, expression: DateExpression, moment: Moment, *, is_of_past: bool) -> Clock:
    """Return the clock after a date: set to a former year that it tells, or back from it.

    Args:
        clock: That of the story before it.
        expression: The date.
        moment: When that was.
        is_of_past: It was told against a former year.
    """
    of_that_year = is_of_that_year(expression) or expression.kind in ("thatm", "that_year")
    of_that_year = of_that_year or (expression.kind in ("shift", "relunit") and moment.precision == "year")
    is_relative = any("last year" in words or "this year" in words for _, words in expression.parts)
    if has_year(expression) or is_of_past or (of_that_year and not is_relative):
        there = set_to_past(clock, moment)
        if there is not clock:
            return there
    if has_year(expression) or _is_of_these_days(expression) or expression.kind in ("mthat", "mrel"):
        return replace(clock, history=None)
    return clock
