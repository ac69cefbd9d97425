"""Dates as tables write them: strptime's formats, months by name in any language, spans in one cell.

"%d.%m.%Y"   09.01.2025; a month or day of 00 or -9 is unknown
"%B %d, %Y"  May 3, 2011, and as a span May 3-5, 2011 or April 30 - May 2, 2011
"%d-%b-%y"   14-Nov-79; of the centuries the last that is not in the future
"excel"      40668: days as spreadsheets count them; other counts are in `counted_dates`

A time of day behind a date is left aside, since the store keeps days.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import product

from etl.coding.calendars import OLDEST_BUDDHIST, calendar_hint, calendar_of, common_years
from etl.coding.cells import TIME, CellError, plain_year, shorten
from etl.coding.check import first_day, last_day
from etl.tables.counted_dates import counted_day, is_counted

ISO = ("%Y-%m-%d", "%Y-%m", "%Y")
"""What stands for no format at all where a cell may hold a span."""

_UNKNOWN = r"(?<!\d)-99?(?!\d)"
"""How Correlates of War writes a month or day that nobody knows: `3/-9/1848`."""

_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e4e"
_NAME = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*\.?(?:[\u0e00-\u0e4e]+\.)*"
"""A month's name: letters with what stands over or under them; in Thai dots too, as in "ม.ค."."""

_DIRECTIVES = {
    "Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d{2})", "m": rf"(?P<m>\d{{1,2}}|{_UNKNOWN})",
    "d": rf"(?P<d>\d{{1,2}}|{_UNKNOWN})",
    "B": rf"(?P<B>{_NAME})", "b": rf"(?P<B>{_NAME})", "A": _NAME, "a": _NAME,
    "H": r"\d{1,2}", "I": r"\d{1,2}", "M": r"\d{2}", "S": r"\d{2}", "f": r"\d+", "p": r"[APap]\.?[Mm]\.?",
    "z": r"(?:Z|[+-]\d\d:?\d\d)", "Z": r"[A-Za-z]+", "%": "%",
}  # fmt: skip
_PARTS = {"Y": "year", "y": "year", "m": "month", "B": "month", "b": "month", "d": "day"}
_FOOTNOTE = re.compile(r"(?<=[\w)\]])\s?\[(?:[a-z]{1,2}|\d{1,3}|note \d+)\]", re.IGNORECASE)
_LETTER_BEHIND = re.compile(r"(?<=\d{4})\s+(?:[^\W\d_]|AA)\.?$")
"""Behind the year: how a state joined ("25 Oct 1988 a" is an accession), or the Russian for year ("г.")."""

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|re|º|ª|°)(?![^\W\d_])")
_TO = r"[-\u2010-\u2015\u2212~\u301c\uff5e/]|→|至|到|から|\b(?:to|until|till|through|bis|au|al|até|a)\b"
_AND = r"&|\b(?:and|y|et|und|e|en|och|og|ve|dan)\b"
_BETWEEN = re.compile(rf"\s*(?:{_TO}|{_AND})\s*", re.IGNORECASE)
_SPAN_ALONE = re.compile(rf"\s*(?:{_TO})\s*", re.IGNORECASE)
LISTED = re.compile(rf"\s*(?:[;,|、]|{_AND})\s*", re.IGNORECASE)
"""What stands between dates that are apart."""

_TIME_CODE = re.compile("%[HIMSfpzZ]")
_TIME_BEHIND = re.compile(rf"(?:(?<=\d)T|(?<=\S),?\s+){TIME}(?:\s*[-\u2013]\s*{TIME})?(?![\d:])")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ENGLISH = {month[:n]: number for number, month in enumerate(_MONTHS, 1) for n in range(3, len(month) + 1)}

Known = dict[str, int]
"""What a piece of text tells of a date: year, month, day; 0 where it says that it is unknown."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says: first day, how precisely it is known, and the last day if the cell names a span."""

    day: date
    precision: str
    end: date | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a format: one directive or the letters between two."""

    pattern: str
    part: str = ""


def format_problem(form: str) -> str:
    """Return what is wrong with a format, "" if it can be used.

    >>> format_problem("DD.MM.YYYY")
    "write '%d.%m.%Y'"
    """
    if is_counted(form):
        return ""
    form, _ = calendar_of(form)
    if "%" not in form:
        said = form
        for theirs, ours in (
            ("yyyy", "%Y"),
            ("mmmm", "%B"),
            ("mmm", "%b"),
            ("mm", "%m"),
            ("dd", "%d"),
            ("yy", "%y"),
        ):
            said = re.sub(theirs, ours.replace("%", "\0"), said, flags=re.IGNORECASE)
        said = said.replace("\0", "%")
        return (
            f"write {said!r}"
            if "%Y" in said or "%y" in said
            else "write it as strptime does, like '%d.%m.%Y'"
        )
    strange = [code for code in re.findall(r"%(.)", form) if code not in _DIRECTIVES]
    if strange:
        return f"%{strange[0]} is not known; dates are written with %Y %y %m %d %B %b"
    return "" if re.search("%[Yy]", form) else "it needs a year: %Y or %y"


def month_number(text: str, language: str = "en") -> int | None:
    """Return the number of a month's name, whole or short, in English or `language`; None if it is none.

    >>> month_number("Sept."), month_number("März", "de"), month_number("lunedì")
    (9, 3, None)
    """
    word = unicodedata.normalize("NFC", text).casefold().strip(". ")
    found = _ENGLISH.get(word)
    if found is None and language != "en":
        found = _foreign_months(language).get(word)
    return found


@cache
def _foreign_months(language: str) -> dict[str, int]:
    from babel import Locale  # here, since it is slow to import and seldom needed

    names: dict[str, int] = {}
    months = Locale.parse(language).months
    for context in ("stand-alone", "format"):
        for width in ("abbreviated", "wide"):
            for number, name in months[context][width].items():
                names[unicodedata.normalize("NFC", name).casefold().strip(". ")] = number
    return names


def is_language(language: str) -> bool:
    """True if the names of months are known in a language ("en", "fr", "pt_BR")."""
    from babel import UnknownLocaleError

    try:
        return language == "en" or bool(_foreign_months(language))
    except (UnknownLocaleError, ValueError):
        return False


def read_written(
    column: str,
    text: str,
    formats: Sequence[str],
    today: date,
    *,
    language: str = "en",
    is_range: bool = False,
) -> Written:
    """Return the date, or the span of days, that a cell holds.

    Args:
        today: Decides between centuries where the year has two digits.
        language: Of the months' names, beside English.
        is_range: The cell may hold two dates, of which either may leave out what the other says, or a list.

    Raises:
        CellError: None of the formats fits (`bad_date`).
    """
    plain = plain_date(text)
    if found := _read_by_any(plain, formats, today, language, is_range):
        return found
    if form := next((form for form in formats if whole_date(plain, form, language)), ""):
        raise CellError(column, "bad_date", f"there is no day {shorten(text, 40)!r}, read as {form}")
    how = " or ".join(formats)
    hint = "" if is_range else range_hint(text, formats, today, language=language)
    if not hint and (calendar := calendar_hint(plain)):
        hint = f"; {calendar}"
    raise CellError(column, "bad_date", f"{shorten(text, 40)!r} is not written as {how}{hint}")


def _read_by_any(
    plain: str, formats: Sequence[str], today: date, language: str, is_range: bool
) -> Written | None:
    for form in formats:
        known = whole_date(plain, form, language)
        if known is not None and (found := written(known, known, today)):
            return Written(found.day, found.precision)
    if is_range:
        for form in formats:
            if (span := _span(plain, form, language, today)) is not None:
                return span
            if (span := _list_as_span(plain, form, language, today)) is not None:
                return span
    return None


def range_hint(text: str, formats: Sequence[str], today: date, *, language: str = "en") -> str:
    """Return what to write for a cell that is no date but a span or a list of dates, "" if it is neither.

    >>> range_hint("2013; 2017", ISO, date(2020, 1, 1))
    '; if each of its dates is an event, write range = "each"'
    """
    plain = plain_date(text)
    if any(_list_as_span(plain, form, language, today) for form in formats):
        return '; if each of its dates is an event, write range = "each"'
    if any(_span(plain, form, language, today) for form in formats):
        return "; if it is a span, write range = true"
    return ""


def reads(text: str, form: str, *, language: str = "en", is_range: bool = False) -> bool:
    """True if a format reads a text as a day of the last centuries."""
    found = _read_by_any(plain_date(text), (form,), date(2200, 1, 1), language, is_range)
    if found is None:
        return False
    return found.day.year >= 1700 and (found.end or found.day).year <= 2200


def short_year(text: str, form: str) -> int | None:
    """Return the two digits of the year that a text names by a format with `%y`; None if it names none.

    >>> short_year("14-Nov-79", "%d-%b-%y")
    79
    """
    known = whole_date(plain_date(text), form, "en") if "%y" in form else None
    return known["year"] if known and known.get("short") else None


def read_span(text: str, formats: Sequence[str], today: date, language: str = "en") -> Written | None:
    """Return the span that a text names by its two ends, None if it names none; "3 and 5 May" is no span."""
    plain = plain_date(text)
    spans = (_span(plain, form, language, today, between=_SPAN_ALONE) for form in formats)
    return next((span for span in spans if span is not None), None)


def plain_date(text: str) -> str:
    """Return a text as formats read it: on one line, "3rd" as "3", without footnotes or a letter behind it.

    Years of Japanese eras, and others that name their calendar, are written as common years.

    >>> plain_date("May 3rd, 2011[a][12]"), plain_date("平成25年1月16日"), plain_date("25 Oct 1988 d")
    ('May 3, 2011', '2013年1月16日', '25 Oct 1988')
    """
    plain = _ORDINAL.sub("", " ".join(_FOOTNOTE.sub("", text).split()))
    plain = _LETTER_BEHIND.sub("", plain)
    return common_years(plain_year(plain))


def parts_of(form: str) -> frozenset[str]:
    """Return what a format names: year, month, day."""
    return frozenset(piece.part for piece in _pieces(form) if piece.part)


def finest(parts: frozenset[str]) -> str:
    """Return the smallest part of a date: the day, if it is named."""
    return next((part for part in ("day", "month") if part in parts), "year")


def partial_dates(text: str, form: str, language: str) -> list[Known]:
    """Return what a text may say that holds a run of a format's parts, the longest first."""
    offset = calendar_of(form)[1]
    return [known for _, pattern in _runs(form) if (known := _read(text, pattern, language, offset))]


def written(first: Known, last: Known, today: date) -> Written | None:
    """Return what two readings say of a first and a last day, None if there are no such days."""
    try:
        (day, precision), (end, end_precision) = (_day_of(known, today) for known in (first, last))
    except ValueError:
        return None
    final = last_day(end, end_precision)
    if final < day:
        return None
    return Written(first_day(day, precision), precision, final)


def _day_of(known: Known, today: date) -> tuple[date, str]:
    year = known["year"]
    if year < 100 and known.get("short"):
        year = today.year - (today.year - year) % 100
    month, day = known.get("month", 0), known.get("day", 0)
    if not month:
        return date(year, 1, 1), "year"
    return (date(year, month, day), "day") if day else (date(year, month, 1), "month")


def whole_date(text: str, form: str, language: str) -> Known | None:
    """Return what a whole text says by a format, None if it is not so written."""
    if is_counted(form):
        counted = counted_day(text, form)
        return {"year": counted.year, "month": counted.month, "day": counted.day} if counted else None
    return _read(_without_time(text, form), _pattern(_pieces(form)), language, calendar_of(form)[1])


def _without_time(text: str, form: str) -> str:
    return text if _TIME_CODE.search(form) else _TIME_BEHIND.sub("", text)


def _read(text: str, pattern: re.Pattern[str], language: str, offset: int) -> Known | None:
    match = pattern.fullmatch(text)
    if match is None:
        return None
    known: Known = {}
    for code, found in match.groupdict().items():
        if code == "B":
            number = month_number(found, language)
            if number is None:
                return None
            known["month"] = number
        else:
            known[_PARTS[code]] = max(0, int(found))
            if code == "y":
                known["short"] = 1
            if code == "Y":
                known["year"] += offset
                if offset < 0 and known["year"] < OLDEST_BUDDHIST + offset:
                    return None
    return known


@lru_cache(maxsize=512)
def _pieces(form: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    form, offset = calendar_of(form)
    tokens = re.findall(r"%.|\s+|[^%\s]", form)
    for number, token in enumerate(tokens):
        if not token.startswith("%"):
            pieces.append(_Piece(r"\s*" if token.isspace() else re.escape(token)))
            continue
        pattern = _DIRECTIVES.get(token[1], re.escape(token))
        if token == "%Y" and offset > 0:
            pattern = r"(?P<Y>\d{2,3})"
        beside = [tokens[n] for n in (number - 1, number + 1) if 0 <= n < len(tokens)]
        if any(other[:1] == "%" and other[1:] not in ("B", "b") for other in beside):
            pattern = pattern.replace("{1,2}", "{2}")
        pieces.append(_Piece(pattern, _PARTS.get(token[1], "")))
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _pattern(pieces: tuple[_Piece, ...]) -> re.Pattern[str]:
    return re.compile("".join(piece.pattern for piece in pieces), re.IGNORECASE)


@lru_cache(maxsize=512)
def _runs(form: str) -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    """Return what one end of a span may be written as: a run of the format's parts, the longest first."""
    pieces = _pieces(form)
    places = [number for number, piece in enumerate(pieces) if piece.part]
    found = []
    for length in range(len(places), 0, -1):
        for start in range(len(places) - length + 1):
            first, last = places[start], places[start + length - 1]
            # What stands behind a part belongs to it or not: "16日", "12.", "3".
            following = (*places, len(pieces))[start + length]
            behind = pieces[last + 1 : following]
            tail = "".join(f"(?:{piece.pattern})?" for piece in behind)
            parts = frozenset(pieces[place].part for place in places[start : start + length])
            pattern = "".join(piece.pattern for piece in pieces[first : last + 1]) + tail
            found.append((parts, re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


def _span(
    text: str, form: str, language: str, today: date, between: re.Pattern[str] = _BETWEEN
) -> Written | None:
    """Return the span whose two ends a text names by a format, None if it names none.

    Either end may leave out what the other says, but for the finest part: "11-12/2011" has no two days. Nor
    may it where numbers are parted by what stands between the ends: "04/05/2020" is no April to May.
    """
    if is_counted(form) or len(text) > 200:
        return None
    text = _without_time(text, form)
    wanted = parts_of(form)
    for match in between.finditer(text):
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        for first, last in product(*(partial_dates(end, form, language) for end in (left, right))):
            least = wanted if "%m" in form and match[0] in form else {finest(wanted)}
            if set(first) >= least and set(last) >= least and set(first) | set(last) >= wanted:
                whole = {**last, **first}, {**first, **last}
                if found := written(*whole, today):
                    return found
    if re.fullmatch(r"\d{4}\W\d{2}", text) and form == "%Y":
        return written({"year": int(text[:4])}, {"year": int(text[:2] + text[-2:])}, today)
    return None


def _list_as_span(text: str, form: str, language: str, today: date) -> Written | None:
    """Return the span from the first to the last of several dates, None if a text lists none.

    "3, 4 and 5 May 2011" says in its last date what the others leave out.
    """
    if is_counted(form) or len(text) > 200:
        return None
    days: list[Known] = []
    for piece in reversed(LISTED.split(text)):
        whole = whole_date(piece, form, language)
        if whole is None and days:
            parts = (one for one in partial_dates(piece, form, language) if finest(parts_of(form)) in one)
            whole = next(({**days[-1], **one} for one in parts), None)
        if whole is None:
            return None
        days.append(whole)
    if len(days) < 2:
        return None
    days.sort(key=lambda known: [known.get(part, 0) for part in ("year", "month", "day")])
    return written(days[0], days[-1], today)
