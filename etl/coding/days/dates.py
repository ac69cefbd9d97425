"""Dates: on which day the words of a sentence say that something happened, at the precision they give.

`resolve` turns an expression of date_words.py into a date against an anchor (the day of publication or of the
dateline) and what was dated before. What the anchor cannot decide stays unresolved: None, never a guess.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from etl.coding.days.date_words import DateExpression, find_dates

Tense = Literal["past", "future", "unknown"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()  # noqa: SIM905
    )
} | {"a": 1, "an": 1, "a few": 0, "several": 0, "fifteen": 15, "twenty-five": 25}
_NUMBERS |= {
    word: 10 * n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty".split(), start=2)  # noqa: SIM905
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved date.

    Attributes:
        day: First day; the first of month or year where `precision` says so.
        precision: day, month or year.
        end: Last day of a span, None for one day.
    """

    day: date
    precision: str = "day"
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates are told against.

    Attributes:
        anchor: Day of publication or of the dateline; None if neither is known.
        last: The last date that the story resolved, for "the same day" and "of that year".
        home: The last date of the running story; background dates do not move it.
        history: A day of a former year that the paragraph told; bare months after it are of its year.
        past: The day of a former year that the story told last, in this paragraph or before.
        is_month_near: `last` is a month that the sentence before told, so "on the 19th" is a day of it.
        until: Day of publication where the dateline is of an earlier day: what is told was done by then.
    """

    anchor: date | None
    last: Moment | None = None
    home: Moment | None = None
    is_month_near: bool = False
    history: Moment | None = None
    past: Moment | None = None
    until: date | None = None

    def is_after(self, day: date) -> bool:
        """True for a day on which the story was already written: nothing of it was done then."""
        last = self.until or self.anchor
        return last is not None and day > last


def _month(text: str) -> int:
    return _MONTHS[text.casefold().rstrip(".")]


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


_UPDATED = timedelta(days=60)
"""So long after its dateline a story may have been added to."""


def _nearest_year(month: int, day: int | None, anchor: date, tense: Tense, until: date | None = None) -> int:
    """Return the year that puts a bare month (and day) on the right side of the anchor, nearest to it.

    Where the story was published after the anchor, what is past lies before `until`.
    """
    if day is None:
        if tense == "future":
            return anchor.year if month >= anchor.month else anchor.year + 1
        if tense == "past":
            return anchor.year if month <= anchor.month else anchor.year - 1
        return min(
            (anchor.year - 1, anchor.year, anchor.year + 1),
            key=lambda y: abs((y - anchor.year) * 12 + month - anchor.month),
        )
    near = [(y, _day(y, month, day)) for y in (anchor.year - 1, anchor.year, anchor.year + 1)]
    days = [(y, d) for y, d in near if d]
    if tense == "past":
        last = min(until, anchor + _UPDATED) if until else anchor
        days = [(y, d) for y, d in days if d <= last + timedelta(days=1)] or days
    elif tense == "future":
        days = [(y, d) for y, d in days if d >= anchor - timedelta(days=1)] or days
    return min(days, key=lambda item: abs((item[1] - anchor).days))[0] if days else anchor.year


def _relative_year(words: str, clock: Clock) -> int | None:
    if "that year" in words or "same year" in words:
        return clock.last.day.year if clock.last else None
    if "the next year" in words or "following year" in words:
        return clock.last.day.year + 1 if clock.last else None
    if "the previous year" in words:
        return clock.last.day.year - 1 if clock.last else None
    if clock.anchor is None:
        return None
    return clock.anchor.year + (-1 if "last" in words else 1 if "next" in words else 0)


def _span(start: date | None, end: date | None, *, longest: int = 62) -> Moment | None:
    if start is None:
        return None
    if end is None or not timedelta(0) < end - start <= timedelta(days=longest):
        return Moment(start)
    return Moment(start, "day", end)


def _weekday(name: str, relation: str, anchor: date, tense: Tense) -> date:
    target = _WEEKDAYS[name.casefold()]
    back = (anchor.weekday() - target) % 7
    relation = relation.casefold()
    if relation == "week":  # "on Sunday week": a week after the coming Sunday
        return anchor + timedelta(days=((target - anchor.weekday()) % 7 or 7) + 7)
    if "last week" in relation:
        return anchor - timedelta(days=anchor.weekday() + 7 - target)
    if "next week" in relation:
        return anchor + timedelta(days=7 - anchor.weekday() + target)
    if "week ago" in relation:
        return anchor - timedelta(days=back + 7)
    if "last" in relation or "previous" in relation or "past" in relation:
        return anchor - timedelta(days=back or 7)
    if "next" in relation or "coming" in relation or "following" in relation:
        return anchor + timedelta(days=(target - anchor.weekday()) % 7 or 7)
    if tense == "future":
        return anchor + timedelta(days=(target - anchor.weekday()) % 7)
    return anchor - timedelta(days=back)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.get(text.casefold(), 0)


def _shift(base: date, count: int, unit: str, sign: int) -> Moment | None:
    if not count:
        return None
    try:
        if unit.startswith("day"):
            return Moment(base + timedelta(days=sign * count))
        if unit.startswith("week"):
            return None
        if unit.startswith("month"):
            return None
        return Moment(date(base.year + sign * count, 1, 1), "year") if count > 1 else None
    except (ValueError, OverflowError):
        return None


_NEXT = ("next", "the next", "the following")


def _unit(relation: str, unit: str, base: date) -> Moment | None:
    if unit == "month":
        index = base.year * 12 + base.month - 1
        index += -1 if relation in ("last", "the previous") else 1 if relation in _NEXT else 0
        return Moment(date(index // 12, index % 12 + 1, 1), "month")
    if unit == "year":
        year = base.year + (-1 if relation in ("last", "the previous") else 1 if relation in _NEXT else 0)
        return Moment(date(year, 1, 1), "year")
    return None


def _full(expression: DateExpression, clock: Clock, tense: Tense) -> Moment | None:
    """Resolve the kinds that name a day or month of the calendar."""
    get, anchor = expression.get, clock.anchor
    year: int | None

    def year_for(text: str, month: int, day: int | None, relative: str = "") -> int | None:
        if text:
            return int(text)
        if relative.strip() == "last":  # "on 18 April last": the latest that is past
            return _nearest_year(month, day, anchor, "past") if anchor else None
        if relative:
            return _relative_year(relative, clock)
        return _nearest_year(month, day, anchor, tense, clock.until) if anchor else None

    match expression.kind:
        case "iso":
            day = _day(int(get("iso_y")), int(get("iso_m")), int(get("iso_d")))
            return Moment(day) if day else None
        case "slash":
            a, b, told = int(get("sl_a")), int(get("sl_b")), int(get("sl_y"))
            is_month_first = b > 12 >= a >= 1 or _is_day_first(b, a, told, anchor)
            is_dotted = get("sl_sep") == "."  # "12.05.2024" has the day first wherever dots are written
            if a > 12 >= b >= 1 or _is_day_first(a, b, told, anchor) or (is_dotted and not is_month_first):
                a, b = b, a
            elif not is_month_first and a != b:
                return None  # 3/4/2024 is 3 April to some and 4 March to others
            day = _day(told, a, b) if 1 <= a <= 12 else None
            return Moment(day) if day else None
        case "dm" | "md":
            prefix: str = expression.kind
            month, number = _month(get(f"{prefix}_m")), int(get(f"{prefix}_d"))
            year = year_for(get(f"{prefix}_y"), month, number, get(f"{prefix}_that"))
            day = _day(year, month, number) if year else None
            return Moment(day) if day else None
        case "ddm" | "mdd":
            prefix = expression.kind
            month, first = _month(get(f"{prefix}_m")), int(get(f"{prefix}_d1"))
            year = year_for(get(f"{prefix}_y"), month, first, get(f"{prefix}_that"))
            return (
                _span(_day(year, month, first), _day(year, month, int(get(f"{prefix}_d2")))) if year else None
            )
        case "dmspan" | "mdspan2":
            prefix = "dms" if expression.kind == "dmspan" else "mds"
            m1, d1, m2 = _month(get(f"{prefix}_m1")), int(get(f"{prefix}_d1")), _month(get(f"{prefix}_m2"))
            year = year_for(get(f"{prefix}_y"), m1, d1)
            if not year:
                return None
            return _span(
                _day(year, m1, d1), _day(year + (m2 < m1), m2, int(get(f"{prefix}_d2"))), longest=300
            )
        case "my":
            return Moment(date(int(get("my_y")), _month(get("my_m")), 1), "month")
        case "mthat":
            year = _relative_year(get("mt_that"), clock)
            return Moment(date(year, _month(get("mt_m")), 1), "month") if year else None
        case "thatm":
            return Moment(date(clock.last.day.year, _month(get("tm_m")), 1), "month") if clock.last else None
        case "mbare":
            month = _month(get("mb_m") or get("mb_n") or get("mb_o"))
            year = year_for("", month, None)
            return Moment(date(year, month, 1), "month") if year else None
        case "mrel":
            relation = get("mr_rel").casefold()
            is_told = relation == "the following" and clock.last is not None
            return _relative_month(
                relation, _month(get("mr_m")), clock.last.day if is_told and clock.last else anchor
            )
        case _:
            return None


_DAYS_NEAR = 10


def _is_day_first(number: int, month: int, year: int, anchor: date | None) -> bool:
    """True where the day of publication tells 3/4/2024 from 4/3/2024: one of the two lies close to it."""
    one = _day(year, month, number) if 1 <= month <= 12 else None
    other = _day(year, number, month) if 1 <= number <= 12 else None
    if anchor is None or one is None or other is None:
        return False
    return abs((one - anchor).days) <= _DAYS_NEAR < abs((other - anchor).days)


def _relative_month(relation: str, month: int, anchor: date | None) -> Moment | None:
    if anchor is None:
        return None
    if relation in ("last", "this past", "the previous"):
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif relation in ("next", "this coming", "the following"):
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = anchor.year
    return Moment(date(year, month, 1), "month")


def _ordinal(number: int, last: int | None, relation: str, base: date, tense: Tense) -> Moment | None:
    months = [base.year * 12 + base.month - 1 + step for step in (-1, 0, 1)]
    if "last" in relation:
        months = months[:1]
    elif "next" in relation:
        months = months[2:]
    elif relation or tense == "unknown":
        months = months[1:2]
    days = [d for index in months if (d := _day(index // 12, index % 12 + 1, number))]
    if tense == "past":
        days = [d for d in days if d <= base + timedelta(days=1)] or days
    elif tense == "future":
        days = [d for d in days if d >= base - timedelta(days=1)] or days
    if not days:
        return None
    day = min(days, key=lambda d: abs((d - base).days))
    return _span(day, _day(day.year, day.month, last)) if last else Moment(day)


_YEAR_PARTS = frozenset("iso_y dms_y mds_y ddm_y mdd_y dm_y md_y sl_y my_y yr pyr".split())  # noqa: SIM905


def has_year(expression: DateExpression) -> bool:
    """Return whether the words themselves name the year."""
    return any(name in _YEAR_PARTS for name, _ in expression.parts)


def is_told_near(expression: DateExpression) -> bool:
    """True for "that Monday", "the same Monday" and "on the Monday": one told by the day before it."""
    words = expression.get("wd_rel").split()
    return not {"that", "same"}.isdisjoint(words) or words[-1:] == ["the"]


def is_on(day: date, weekday: str) -> bool:
    """True for a day that is a Monday, say."""
    return day.weekday() == _WEEKDAYS[weekday.casefold()]


def middle_of(moment: Moment) -> date:
    """Return a day to tell bare months and days against: of a year its middle, as all are then of it."""
    return moment.day.replace(month=7, day=1) if moment.precision == "year" else moment.day


_WEEK_TOLD = re.compile(r"\b(that|same|following|previous)\s+week")
_WEEKS_ON = {"following": 1, "previous": -1}


def resolve(expression: DateExpression, clock: Clock, tense: Tense) -> Moment | None:
    """Return the date that an expression names, or None where the clock cannot tell.

    A bare month or day takes the year that fits the tense and lies nearest to the anchor; without an anchor
    it
    stays unresolved. Weeks and vague spans ("a few days ago", "two months ago") have no date that could be
    stored.
    """
    get, anchor = expression.get, clock.anchor
    kind = expression.kind
    if kind == "year":
        return Moment(date(int(get("yr")), 1, 1), "year")
    if kind == "pactyear":
        return Moment(date(int(get("pay")), 1, 1), "year")
    if kind == "pyear":
        return Moment(date(int(get("pyr")), 1, 1), "year")
    if kind == "that_year":
        return Moment(date(clock.last.day.year, 1, 1), "year") if clock.last else None
    full = _full(expression, clock, tense)
    if full:
        return full
    last_day = clock.last.day if clock.last and clock.last.precision == "day" else None
    home = clock.home.day if clock.home and clock.home.precision == "day" else None
    if kind == "then":
        return Moment(clock.last.day, clock.last.precision) if clock.last else None
    if kind == "same":
        if clock.is_month_near and clock.last and clock.last.precision != "day":
            return Moment(clock.last.day, clock.last.precision)
        if last_day or home:
            return Moment(last_day or home)  # type: ignore[arg-type]
        return Moment(clock.last.day, clock.last.precision) if clock.last else None
    if kind in ("nextday", "prevday"):
        base = last_day or home
        if base is None and anchor is not None and kind == "prevday":
            base = anchor
        return Moment(base + timedelta(days=1 if kind == "nextday" else -1)) if base else None
    if kind == "shift" and not get("sh_dir").startswith(("ago", "hence", "from")):
        sign = -1 if get("sh_dir") in ("earlier", "before") else 1
        base = last_day or anchor
        return _shift(base, _count(get("sh_n")), get("sh_unit"), sign) if base else None
    if anchor is None:
        return None
    match kind:
        case "today":
            # What is quoted was said on the day of which the story tells.
            is_of_speech = bool(get("td_quoted")) and home is not None and home < anchor
            return Moment(home) if is_of_speech and home else Moment(anchor)
        case "agotoday":
            then = _day(anchor.year - _count(get("at_n")), anchor.month, anchor.day)
            return Moment(then) if then and then != anchor else None
        case "yesterday":
            return Moment(anchor - timedelta(days=1))
        case "tomorrow":
            return Moment(anchor + timedelta(days=1))
        case "dby":
            return Moment(anchor + timedelta(days=-2 if "before" in get("dby_rel") else 2))
        case "weekday":
            target = _WEEKDAYS[get("wd").casefold()]
            named = [d for d in (last_day, home) if d and d.weekday() == target]
            is_that = not {"that", "same"}.isdisjoint(get("wd_rel").split())
            if is_that and named:
                return Moment(named[0])
            if is_told_near(expression) and last_day:
                later = last_day + timedelta(days=(target - last_day.weekday()) % 7)
                if is_that or later <= anchor or tense == "future":
                    return Moment(later)
            if (that_week := _WEEK_TOLD.search(get("wd_late"))) and last_day:
                monday = last_day - timedelta(days=last_day.weekday())
                return Moment(monday + timedelta(days=target + 7 * _WEEKS_ON.get(that_week[1], 0)))
            if "following" in get("wd_rel") and last_day and last_day < anchor and tense != "future":
                return Moment(_weekday(get("wd"), "next", last_day, "future"))  # that of a past just told
            return _resolve_weekday(expression, anchor, tense)
        case "wspan":
            week = get("ws_week").strip()
            first = _weekday(get("ws_a"), week, anchor, tense)
            if tense != "future" and not week:
                # The span ends on or before the anchor, or it is under way.
                last = _weekday(get("ws_b"), "", anchor, "past")
                days = timedelta(days=(last.weekday() - _WEEKDAYS[get("ws_a").casefold()]) % 7)
                return _span(first, first + days) if anchor - first < days else _span(last - days, last)
            return _span(
                first, first + timedelta(days=(_WEEKDAYS[get("ws_b").casefold()] - first.weekday()) % 7)
            )
        case "ordinal":
            second = int(get("ord_d2")) if get("ord_d2") else None
            if (
                home
                and home.day == int(get("ord_d"))
                and not second
                and not get("ord_rel")
                and tense != "future"
            ):
                return Moment(home)  # "crossed over on 12 May ... on the 12th": the story's day again
            return _ordinal(int(get("ord_d")), second, get("ord_rel"), anchor, tense)
        case "paren":
            return _ordinal(int(get("par_d")), None, "", anchor, tense)
        case "shift":
            return _shift(anchor, _count(get("sh_n")), get("sh_unit"), -1 if get("sh_dir") == "ago" else 1)
        case "inshift":
            return (
                _shift(anchor, _count(get("in_n")), get("in_unit"), 1)
                if tense == "future" and "day" in get("in_unit")
                else None
            )
        case "relunit":
            relation = get("ru_rel").casefold()
            told = clock.last.day if clock.last and relation.startswith("th") and relation != "this" else None
            return _unit(relation, get("ru_unit"), told or anchor)
        case _:
            return None


def _resolve_weekday(expression: DateExpression, anchor: date, tense: Tense) -> Moment:
    get = expression.get
    day = _weekday(get("wd"), f"{get('wd_rel')} {get('wd_late')}".strip(), anchor, tense)
    if get("wd_d"):
        # "Tuesday the 14th": the day of the month decides, the weekday confirms.
        moment = _ordinal(int(get("wd_d")), None, "", anchor, tense)
        if moment and moment.day.weekday() == day.weekday():
            return moment
    return Moment(day)


def read_full_date(text: str) -> date | None:
    """Return the first date of `text` that names day, month and year, None if there is none."""
    for expression in find_dates(text):
        moment = resolve(expression, Clock(None), "unknown")
        if moment and moment.precision == "day":
            return moment.day
    return None
