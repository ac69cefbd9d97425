"""Cells that list dates, each for itself: `2013; 2015-2017` is four years, `3 and 7 May 2011` two days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from etl.coding.cells import CellError, shorten
from etl.tables.counted_dates import is_counted
from etl.tables.written_dates import (
    LISTED,
    Known,
    Written,
    finest,
    partial_dates,
    parts_of,
    plain_date,
    read_span,
    whole_date,
    written,
)

MAX_DATES = 100
"""Dates that a cell may hold; a cell of more is no list of events."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One date of a list: a span, or what its words say by a format and what they leave to the others."""

    known: Known
    form: str
    span: Written | None = None

    def lacks(self) -> bool:
        return self.span is None and not set(self.known) >= parts_of(self.form)


def read_list(
    column: str, text: str, formats: Sequence[str], today: date, *, language: str = "en"
) -> list[Written]:
    """Return every date of a cell that lists some, in the order of the cell; of a span of years each year.

    Raises:
        CellError: One of them cannot be read, or there are more than a hundred (`bad_date`).
    """
    plain = plain_date(text)
    items = _items(plain, formats, today, language)
    found = None if items is None else _dates(items, today)
    if found is None:
        how = " or ".join(formats)
        message = f"{shorten(text, 40)!r} is no list of dates written as {how}; write each date in full"
        raise CellError(column, "bad_date", message)
    days = list(dict.fromkeys(day for one in found for day in _each_year(one)))
    if len(days) > MAX_DATES:
        message = f"{shorten(text, 40)!r} lists {len(days)} dates, more than the {MAX_DATES} of one row"
        raise CellError(column, "bad_date", message)
    return days


def _each_year(found: Written) -> list[Written]:
    """Return a span of years as its years, any other date as it stands."""
    if found.precision != "year" or found.end is None:
        return [found]
    return [Written(date(year, 1, 1), "year") for year in range(found.day.year, found.end.year + 1)]


def _items(text: str, formats: Sequence[str], today: date, language: str) -> list[_Item] | None:
    """Return the dates that a text lists, None if some of it is none."""
    marks = list(LISTED.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    places = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    if not places or len(places) > 3 * MAX_DATES:
        return None
    # A date whose format holds a comma is in two pieces, a span of two such dates in three.
    longest = 1 + 2 * max(len(LISTED.findall(form)) for form in formats)

    def reading(first: int, last: int) -> _Item | None:
        return _item(text[places[first][0] : places[last][1]], formats, today, language)

    return _partition(len(places), longest, reading)


def _partition(n: int, longest: int, reading: Callable[[int, int], _Item | None]) -> list[_Item] | None:
    """Return the pieces put together to dates, as many to a date as go together; None if some are left."""
    # From the end, so that each rest is looked at once.
    rests: list[list[_Item] | None] = [None] * n + [[]]
    for first in range(n - 1, -1, -1):
        for last in range(min(n, first + longest) - 1, first - 1, -1):
            rest = rests[last + 1]
            if rest is not None and (item := reading(first, last)) is not None:
                rests[first] = [item, *rest]
                break
    return rests[0]


def _item(text: str, formats: Sequence[str], today: date, language: str) -> _Item | None:
    for form in formats:
        if known := whole_date(text, form, language):
            return _Item(known, form)
    if span := read_span(text, formats, today, language):
        return _Item({}, "", span)
    for form in formats:
        for known in partial_dates(text, form, language) if not is_counted(form) else ():
            if finest(parts_of(form)) in known:
                return _Item(known, form)
    return None


def _dates(items: list[_Item], today: date) -> list[Written] | None:
    """Return the dates, what one leaves out taken from the one behind it, else from the one before it."""
    is_filled = any(item.lacks() for item in items)
    items = _filled(_filled(items[::-1])[::-1])
    days: list[Written] = []
    for item in items:
        one = item.span or (None if item.lacks() else written(item.known, item.known, today))
        if one is None:
            return None
        days.append(one if item.span else Written(one.day, one.precision))
    # "December 30, January 2, 2010" does not say of which year the first is.
    is_in_order = all(one.day < other.day for one, other in pairwise(days))
    return None if is_filled and not is_in_order else days


def _filled(items: list[_Item]) -> list[_Item]:
    """Return the items, each with what it lacks from the one before it."""
    found = items[:1]
    for item in items[1:]:
        before = found[-1]
        is_open = item.lacks() and item.form == before.form
        found.append(_Item({**before.known, **item.known}, item.form) if is_open else item)
    return found
