"""Labels: what stands before a paragraph and holds for all of it: a date, a place, a state."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl.coding.days.clocks import set_to_past
from etl.coding.days.date_words import DateExpression, find_dates
from etl.coding.days.dates import Clock, Moment, has_year, resolve
from etl.coding.story.day_words import ToldDay
from etl.coding.story.discourse import is_of_another_month
from etl.coding.story.state import State
from etl.coding.text.sentences import Sentence
from etl.coding.who.gazetteer import gazetteer, key

_COUNTRY = re.compile(r"^([A-Z][\w’' -]{2,40}?)(?:\s[-–—]\s|:\s|\.?$)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBER = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\.?,?\s+(\d{1,2})(?:st|nd|rd|th)?")
_AHEAD = re.compile(
    r"\b(?:diary|calendar|week\s+ahead|agenda|schedule|upcoming|what\s+to\s+watch|(?:have|has)\s+in\s+(?:their|its)\s+diar(?:y|ies)|from\s+tomorrow|events\s+to|planner|daybook|outlook)\b",
    re.IGNORECASE,
)


_OF_SOME_YEAR = frozenset(("md", "dm", "mdd", "ddm", "mbare"))
_WEEK_OF = re.compile(r"\bweek\s+(?:of|from|beginning|starting)\s+(?=\S)", re.IGNORECASE)


def open_paragraph(sentence: Sentence, state: State) -> None:
    """Set the date, the home and the topic of a new paragraph."""
    state.label = None
    if sentence.label:
        entries = [moment for words, moment in state.entries.items() if words != sentence.label]
        state.label = read_label(sentence.label, state.clock, state.text, entries)
        if state.label:
            state.entries[sentence.label] = state.label
            words = sentence.label.split(",")[0]  # a year that stands over it may have been added
            at = state.text.rfind(words, 0, sentence.start)
            if at >= 0:
                state.told.append(ToldDay(state.label, at, at + len(words)))
    state.clock = replace(state.clock, history=None)
    if state.label:
        state.clock = set_to_past(state.clock, state.label)
    if state.label and state.label.precision != "year":
        state.clock = replace(state.clock, last=state.label)
        state.clock = replace(state.clock, is_month_near=is_of_another_month(state.clock))
    home, topic = state.base_home, state.section
    if sentence.place:
        entry = gazetteer().entries.get(key(re.split(r"[,/]", sentence.place)[0]))
        home = entry.iso3 if entry and entry.iso3 else home
    named = _COUNTRY.match(sentence.text)
    if named:
        entry = gazetteer().entries.get(key(named[1]))
        if entry and entry.kind == "country":
            home = topic = entry.iso3
    state.register.home, state.topic = home, topic


def read_label(label: str, clock: Clock, text: str, entries: Sequence[Moment] = ()) -> Moment | None:
    """Return the date of a label; a weekday beside it, or a calendar of what is to come, settles the year.

    A "calendar" that has told of a day gone by is a chronology, and a day without a year in one is of the
    year of the entry before it, or of the next.

    Args:
        label: The words that open a paragraph.
        clock: That of the story.
        text: The article.
        entries: The dates that opened earlier paragraphs.
    """
    numbered = _WEEKDAY_NUMBER.fullmatch(label)
    if numbered and clock.anchor:
        # "Wed 19": the nearest day of that number that is a Wednesday.
        name, number = numbered[1].casefold(), int(numbered[2])
        near = [clock.anchor + timedelta(days=step) for step in sorted(range(-45, 46), key=abs)]
        fits = (d for d in near if d.day == number and _WEEKDAYS[d.weekday()].startswith(name))
        return next((Moment(d) for d in fits), None)
    expressions = find_dates(label)
    if not expressions:
        return None
    follows = _of_chronology(expressions[-1], clock, entries)
    if follows is not None:
        return follows
    if expressions[-1].kind == "weekday":
        # An entry of a calendar: "The week of 9 March ... Thursday", "MONDAY, 15 MAY ... THURSDAY".
        first = _week_of(text, clock)
        if first is None and clock.last and clock.anchor and clock.last.day > clock.anchor:
            first = clock.last.day
        if first is not None:
            target = _WEEKDAYS.index(expressions[-1].get("wd").casefold())
            return Moment(first + timedelta(days=(target - first.weekday()) % 7))
    is_past = clock.last is not None and clock.anchor is not None and clock.last.day < clock.anchor
    is_ahead = not is_past and _AHEAD.search(text[:160]) is not None
    moment = resolve(expressions[-1], clock, "future" if is_ahead else "past")
    weekday = next((n for n, w in enumerate(_WEEKDAYS) if label.casefold().startswith(w)), None)
    if moment and weekday is not None and moment.precision == "day" and clock.anchor:
        for years in (0, 1, -1):
            day = _same_day(moment.day, years)
            if day and day.weekday() == weekday and abs(day - clock.anchor) < timedelta(days=400):
                return replace(moment, day=day, end=None)
    return moment


def _of_chronology(expression: DateExpression, clock: Clock, entries: Sequence[Moment]) -> Moment | None:
    """Return the day of an entry without a year: the first after the entry before, or the last, if they go
    back."""
    if not entries or expression.kind not in _OF_SOME_YEAR or has_year(expression) or clock.anchor is None:
        return None
    before = entries[-1]
    if before.precision == "year" or before.day > clock.anchor:
        return None
    goes_back = len(entries) > 1 and before.day < entries[-2].day
    years = [resolve(expression, Clock(date(before.day.year + step, 12, 31)), "past") for step in (-1, 0, 1)]
    told = [moment for moment in years if moment is not None]
    if goes_back:
        return next((moment for moment in reversed(told) if moment.day <= before.day), None)
    first = before.day.replace(day=1) if before.precision == "month" else before.day
    after = next((moment for moment in told if moment.day >= first), None)
    return after if after and after.day <= clock.anchor else None


def _week_of(text: str, clock: Clock) -> date | None:
    """Return the day that a calendar of a week begins with, None if its head names none."""
    head = _WEEK_OF.search(text[:200])
    named = find_dates(text[head.end() : head.end() + 30]) if head else ()
    moment = resolve(named[0], clock, "unknown") if named else None
    return moment.day if moment and moment.precision == "day" else None


def _same_day(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None
