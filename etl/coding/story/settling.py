"""Settling: whether the words of an article settle on which day an act was, or leave it open."""

from collections.abc import Collection, Sequence

from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, resolve
from etl.coding.story.state import State

_BY_TOLD = frozenset(("same", "then", "thatm", "nextday", "prevday", "that_year"))
"""Told by their distance from another date of the story."""
_DAYS = frozenset(("md", "dm", "mdd", "ddm", "dmspan", "mdspan2"))
_WEEKS = frozenset(("week", "weekend", "weeks"))


def is_settled(
    moment: Moment | None,
    expressions: Sequence[DateExpression],
    told_at: Collection[int],
    state: State,
    *,
    is_here: bool,
) -> bool:
    """Return whether the day that was found for an act is what the article says, not a guess.

    Without a day of publication "on Tuesday" and "January 10" have no place in a calendar, whatever other
    date the article tells; nor has "last week", which no precision of ours can keep.

    Args:
        moment: The day that was found, None if none was.
        expressions: The dates of the act's sentence that may be the act's.
        told_at: Where the words of that day begin; empty if the story tells it.
        state: What the story has said.
        is_here: The act's own sentence tells the day.
    """
    open_ones = [one for one in expressions if needs_now(one, expressions, state)]
    if moment is None:
        return not open_ones and not any(is_of_some_week(one) for one in expressions)
    if state.clock.anchor is not None or state.label is not None:
        return True
    if not is_here:
        # What the story told last, unless it has gone on to days that nothing settles.
        return not open_ones and state.open_sentence < state.last_sentence
    if not open_ones:
        return True
    mine = [one for one in expressions if one.start in told_at] or expressions
    # "On Thursday ended the pact of 2019", "the treaty, signed on 9 May 2023, came into force on Thursday".
    return moment.precision == "day" and any(one not in open_ones and not one.aside[1] for one in mine)


def needs_now(expression: DateExpression, expressions: Sequence[DateExpression], state: State) -> bool:
    """True for words that only the day of publication makes a day: "on Tuesday", "last month", "March 5".

    Never where that day is known.
    """
    if state.clock.anchor is not None:
        return False
    has_gone_on = state.open_sentence > state.last_sentence
    if expression.kind in _BY_TOLD:
        return has_gone_on
    if resolve(expression, Clock(None), "unknown") is not None:
        return False
    if expression.kind == "shift":
        return has_gone_on or expression.get("sh_dir").startswith(("ago", "hence", "from"))
    if expression.kind == "relunit":
        return has_gone_on or not expression.get("ru_rel").casefold().startswith(("the", "that"))
    if any(name.endswith("_that") for name, _ in expression.parts):
        return False
    return not _follows_whole_date(expression, expressions, state)


def _follows_whole_date(
    expression: DateExpression, expressions: Sequence[DateExpression], state: State
) -> bool:
    """True for "January 4" behind "January 3, 2016", and "on the 8th" behind a month in its sentence."""
    earlier = [resolve(one, Clock(None), "unknown") for one in expressions if one.end <= expression.start]
    here = [one for one in earlier if one is not None and one.precision != "year"]
    if expression.kind == "ordinal":
        return bool(here)
    if expression.kind not in _DAYS:
        return False
    last = state.clock.last
    is_just_told = last is not None and last.precision == "day" and state.number - state.last_sentence <= 1
    return is_just_told or any(one.precision == "day" for one in here)


def is_of_some_week(expression: DateExpression) -> bool:
    """True for "last week" and "three weeks ago"."""
    return expression.get("ru_unit") in _WEEKS or expression.get("sh_unit") in _WEEKS
