"""How the dates of an unknown column are written: format, language of the months, spans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.coding.cells import plain_year
from etl.suggested.column_looks import Column, name_form
from etl.tables.counted_dates import COMPUTER, EXCEL, counted_day
from etl.tables.written_dates import month_number, reads

FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y",
    "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d-%b-%Y", "%d. %B %Y",
    "%d%b%Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%A %d %B %Y", "%A %B %d, %Y", "%d de %B de %Y", "%d de %B %Y",
    "%d/%b/%Y", "%Y-%b-%d", "%Y %B %d", "%Y年%m月%d日", "%Y年%m月", "%Y년 %m월 %d일", "%d.%m.%y",
    "%d/%m/%y", "%m/%d/%y", "%d-%b-%y", "%d %b %y", "%B %Y", "%B, %Y", "%b-%Y", "%B de %Y", "%Y %B", "%Y-%m",
    "%m/%Y", "%m.%Y", "%b-%y", "%Y%m", "%y%m%d", "%Y",
)  # fmt: skip
"""Ways to write dates that are tried, the plainest first; a time behind them is left aside by all."""

LANGUAGES = (
    "fr", "es", "de", "pt", "it", "nl", "pl", "ru", "tr", "id", "sv", "ar", "ms", "da", "cs", "uk", "ro",
    "fi", "hu", "el", "fa", "th", "hi", "bn",
)  # fmt: skip
"""Languages of months that are tried beside English."""

LOOK = 200
"""Different cells that are looked at."""

MANY_FORMATS = 5
"""Formats that are proposed for a column in which dates are written in many ways."""

_DATE_LIKE = re.compile(
    r"(?<![\d.])(1[789]|20)\d\d(?!\d)|(?<![\d.])(1[789]|20)\d{4}(\d\d)?(?![\d.])"
    r"|(?<!\d)\d{1,2}[-/. ]?([^\W\d_]{3,12}|\d{1,2})[-/. ]?\d{2}(?!\d)|\D(1[789]|20)\d\d$"
    r"|\d[./](1[789]|20)\d\d"
)
_SHORT = re.compile(
    r"^\d\d(0\d|1[0-2])([0-2]\d|3[01])$|^[^\W\d_]{3,9}[- ']\d\d$|(明治|大正|昭和|平成|令和)(元|\d)"
)
"""What is a date in a column that says so: six digits, a month with a short year, years of an era."""
_SPAN_LIKE = re.compile(r"\d\D{1,20}\d.*\d|[;,]")
_NAMED = re.compile(
    r"year|date|beg|start|sign|force|end$|exit|jahr|annee|année|año|ano$|fecha|datum|when|day|yr$|impos|lift|arriv|^stop"
    r"|depart|until|from|年|日|deliver|period|open|since|seit|depuis|desde|clos|establ|restor|conclu|ratif|effect|expir|launch|tarih|tanggal|dato|stamp$|^ts$|^epoch$|^time$"
)


MARKED_YEAR = re.compile(
    r"(?:[XY]|FY|yr_?|year_?)\s?(?:1[89]|20)\d\d|(?:1[89]|20)\d\d \[YR\d{4}\]", re.IGNORECASE
)
"""A year as programs of statistics and the World Bank head its column: `X2001`, `2001 [YR2001]`."""


@dataclass(frozen=True, slots=True)
class DateLook:
    """How a column's dates are written.

    Attributes:
        formats: Best first; several where each reads all cells, or where they stand mixed.
        unread: Cells that none of them reads.
        pattern: What finds the date in a cell that holds more; "" where the whole cell is one.
    """

    formats: tuple[str, ...]
    language: str = "en"
    is_range: bool = False
    unread: tuple[str, ...] = ()
    pattern: str = ""

    def rule(self, column: str, formats: Sequence[str] = ()) -> dict[str, object]:
        """Return the rule of a mapping for the column."""
        chosen = list(formats or self.formats)
        rule: dict[str, object] = {"column": column, **({"pattern": self.pattern} if self.pattern else {})}
        if chosen != ["%Y-%m-%d"]:
            rule["formats"] = chosen
        if self.language != "en":
            rule["language"] = self.language
        if self.is_range:
            rule["range"] = True
        return rule

    @property
    def is_years(self) -> bool:
        """True if the dates are years, and nothing finer."""
        return self.formats == ("%Y",)


def look_at_dates(column: Column) -> DateLook | None:
    """Return how a column's dates are written, None if it holds none.

    Beside date cells of a spreadsheet only how the texts are written is in question.
    """
    is_mixed = 0 < len(column.texts) < len(column.cells)
    look = _look(column.name, column.texts) if is_mixed else None
    if look is None and is_mixed and 3 * (len(column.cells) - len(column.texts)) >= len(column.cells):
        look = look_at_mixed(column) or DateLook(("%Y-%m-%d",), unread=tuple(dict.fromkeys(column.texts)))
    look = look or _look(column.name, column.cells)
    if look is None and column.cells and all(map(MARKED_YEAR.fullmatch, column.cells)):
        return DateLook(("%Y",), pattern=r"((?:1[89]|20)\d\d)")
    return look


def _look(name: str, cells: Sequence[str]) -> DateLook | None:
    # A date of 0 says that there is none.
    words = [word for word in dict.fromkeys(map(plain_year, cells)) if re.search(r"[^\W0]", word)][:LOOK]
    digits = [word for word in words if re.search(r"\d", word)]
    if len(digits) < 0.6 * len(words) or not digits or max(map(len, digits)) > 120:
        return None
    is_named = bool(_NAMED.search(name_form(name)))
    if is_named and all(re.fullmatch(r"[1-5]\d{4}(\.0)?", word) for word in digits):
        return DateLook((EXCEL,), unread=tuple(word for word in words if word not in digits))
    if is_named and (form := next((one for one in COMPUTER if _are_counted(digits, one)), "")):
        return DateLook((form,), unread=tuple(word for word in words if word not in digits))
    is_like = _DATE_LIKE if not is_named else re.compile(f"{_DATE_LIKE.pattern}|{_SHORT.pattern}")
    if sum(bool(is_like.search(word)) for word in digits) < 0.6 * len(digits):
        return None
    has_letters = any(re.search(r"[^\W\d_]{3}", word) for word in digits)
    may_be_spans = any(_SPAN_LIKE.search(word) for word in digits)
    for language in ("en", *(_languages(digits) if has_letters else ())):
        forms = FORMATS if language == "en" else tuple(form for form in FORMATS if re.search("%[Bb]", form))
        for is_range in (False, True) if may_be_spans else (False,):
            if found := _fitting(digits, words, forms, language, is_range, is_named):
                return _with_months(found)
    return None


def _are_counted(words: Sequence[str], form: str) -> bool:
    """True if numbers of many digits are moments of the last decades, as computers count them."""
    days = [counted_day(word, form) for word in words if len(word) > 8]
    return len(days) == len(words) and all(day is not None and 1973 <= day.year <= 2032 for day in days)


def _fitting(
    digits: list[str], words: list[str], forms: Sequence[str], language: str, is_range: bool, is_named: bool
) -> DateLook | None:
    read: dict[str, set[str]] = {}
    for form in forms:
        # A look at a few words spares a long one at formats that read none.
        seen = {
            word for word in digits[: LOOK // 8] if reads(word, form, language=language, is_range=is_range)
        }
        rest = digits[LOOK // 8 :] if seen else []
        read[form] = seen | {word for word in rest if reads(word, form, language=language, is_range=is_range)}
    wanted = (0.8 if is_named else 0.9) * len(words)
    good = [form for form in forms if len(read[form]) >= wanted and _is_plausible(form, digits, is_named)]
    if good:
        # A format that reads what the best does not may be the right one.
        best = [form for form in good if len(read[form]) == len(read[good[0]])] or good
        return _with_rest(best, read, words, language, is_range)
    # Dates known to the year, the month or the day may stand in one column.
    some = sorted((form for form in forms if read[form]), key=lambda form: -len(read[form]))
    mixed = [form for form in some if _is_plausible(form, sorted(read[form]), is_named)]
    chosen: list[str] = []
    union: set[str] = set()
    for form in mixed:
        if not read[form] <= union and _turned(form) not in chosen and len(chosen) < MANY_FORMATS:
            chosen.append(form)
            union |= read[form]
    if len(chosen) > 1 and len(union) >= wanted:
        ordered = tuple(sorted(chosen, key=forms.index))
        return DateLook(ordered, language, is_range, tuple(word for word in words if word not in union))
    return None


def _languages(words: Sequence[str]) -> list[str]:
    """Return the languages in which some of the words name a month."""
    letters = {found for word in words[: LOOK // 4] for found in re.findall(r"[^\W\d_]+", word)}
    return [one for one in LANGUAGES if any(month_number(found, one) for found in letters)]


def _with_months(look: DateLook) -> DateLook:
    """Return a look with a language whose months some of its unread cells name, beside those of English."""
    words = [word for word in look.unread if re.search(r"\d", word) and re.search(r"[^\W\d_]{3}", word)]
    if not words or look.language != "en":
        return look
    for language in _languages(words):
        for form in (form for form in FORMATS if re.search("%[Bb]", form)):
            read = {word for word in words if reads(word, form, language=language, is_range=look.is_range)}
            if read:
                left = tuple(word for word in look.unread if word not in read)
                return DateLook((*look.formats, form), language, look.is_range, left)
    return look


def _with_rest(
    best: Sequence[str], read: Mapping[str, set[str]], words: Sequence[str], language: str, is_range: bool
) -> DateLook:
    """Return the look of the formats that read the most, with those that read what these leave unread.

    None of these may turn day and month round.
    """
    # Of formats that read the same only day and month turned round differ.
    chosen = [form for form in best if form in (best[0], _turned(best[0]))]
    left = [word for word in words if word not in read[best[0]]]
    for form in sorted(read, key=lambda form: -len(read[form])):
        gain = [word for word in left if word in read[form]]
        if gain and _turned(form) not in chosen and _is_plausible(form, gain, True):
            chosen.append(form)
            left = [word for word in left if word not in gain]
    return DateLook(tuple(chosen), language, is_range, tuple(left))


def look_at_mixed(column: Column) -> DateLook | None:
    """Return the formats that together read the most of a column whose name says that it holds dates.

    None if they read less than a quarter. What fits day-month and month-day alike is left unread.
    """
    words = list(dict.fromkeys(column.texts or column.cells))[: LOOK // 2]
    language = _months_of(words)
    read = {
        form: {word for word in words if reads(word, form, language=language, is_range=True)}
        for form in FORMATS
    }
    read[EXCEL] = set(filter(re.compile(r"[1-5]\d{4}").fullmatch, words))
    order = list(read)
    left = set(words)
    chosen: list[str] = []
    while left and len(chosen) < MANY_FORMATS:
        form = max(read, key=lambda one: len(read[one] & left), default="")
        gain = read.pop(form, set()) & left
        if not gain:
            break
        if read.get(_turned(form), set()) & left != gain:
            chosen.append(form)
            left -= gain
        else:
            read.pop(_turned(form))
    if len(words) - len(left) < 0.25 * len(words):
        return None
    is_range = any(
        not any(reads(word, form, language=language) for form in chosen) for word in set(words) - left
    )
    unread = tuple(word for word in words if word in left)
    return DateLook(tuple(sorted(chosen, key=order.index)), language, is_range, unread)


def _months_of(words: Sequence[str]) -> str:
    """Return the language in which most of the words name a month, English where as many do."""
    named = [found for word in words for found in re.findall(r"[^\W\d_]{3,}", word)]
    return max(("en", *_languages(words)), key=lambda one: sum(bool(month_number(w, one)) for w in named))


def _turned(form: str) -> str:
    """Return a format of numbers with day and month the other way round."""
    if "%B" in form or "%b" in form:
        return ""
    return form.translate(str.maketrans("dm", "md"))


def _is_plausible(form: str, words: list[str], is_named: bool) -> bool:
    """True if what a format reads is not rather a number of something else."""
    if form in ("%Y", "%Y%m", "%Y%m%d") and not (is_named or form == "%Y%m%d"):
        return False
    if form == "%y%m%d":
        return is_named and sum(len(word) == 6 for word in words) > 0.9 * len(words)
    if "%y" in form:
        return True
    return sum(bool(re.search(r"(1[789]|20)\d\d", word)) for word in words) > 0.9 * len(words)


def months_language(column: Column) -> str | None:
    """Return the language in which a column names months: "en" for numbers too, None if it is not known."""
    words = [word for word in dict.fromkeys(column.cells) if re.search(r"[^\W\d_]", word)]
    for language in ("en", *LANGUAGES):
        if all(month_number(word, language) for word in words):
            return language
    return None


_PART_WORDS: Mapping[str, tuple[str, ...]] = {
    "year": ("year", "yr", "jahr", "annee", "année", "año", "ano", "anno", "jaar", "tahun", "rok", "年"),
    "month": (
        "month", "mnth", "mon", "mth", "mo", "monat", "mois", "mes", "mês", "mese", "maand", "bulan",
        "miesiąc", "月",
    ),
    "day": (
        "day", "dy", "da", "tag", "jour", "dia", "día", "giorno", "dag", "hari", "tanggal", "dzień", "日",
    ),
}  # fmt: skip


_BEGINNINGS = ("st", "st_", "start", "start_", "beg", "beg_")
_LETTERS = {"year": ("y",), "month": ("m",), "day": ("d",)}


_DAY_ALONE = re.compile(
    r"^\d{1,2}\D{1,30}$|^[^\W\d_]{3,12}\.? \d{1,2}\b\D{0,20}\d{0,2}$|^\d{1,2}(\D{1,20}\d{1,2}){1,9}\D{1,20}$"
)
_BEGINS = re.compile("beg|sta?rt|(^|_)st|sign|from|entr?y?|trig|^year$|^yr$|^jahr$")
_ENDS = re.compile("end|term|exit|until|fin|bis|clos|expir|last|ret|dep")


def date_parts(columns: Sequence[Column]) -> list[dict[str, str]]:
    """Return the columns of a date in three parts (`begyr`, `begmo`, `begday`), then those of its end.

    One that calls itself a beginning goes before others; what calls itself no end is none.
    """
    found: list[tuple[int, dict[str, str]]] = []
    forms = {name_form(c.name): c.name for c in columns if c.cells}
    for form, name in forms.items():
        for word in (*_PART_WORDS["year"], *_LETTERS["year"]):
            parts = {"year": name}
            for key in ("month", "day"):
                names = [forms[other] for other in _other_parts(form, word, key) if other in forms]
                parts |= {key: names[0]} if names else {}
            if "month" in parts and parts not in [known for _, known in found]:
                found.append((0 if _BEGINS.search(form) else 2 if _ENDS.search(form) else 1, parts))
    # A month that has a year of its own says nothing of the row's year.
    own = {parts["month"] for _, parts in found if not begins_alone(parts)}
    found = [(rank, parts) for rank, parts in found if parts["month"] not in own or not begins_alone(parts)]
    found.sort(key=lambda pair: pair[0])
    first = [parts for _, parts in found[:1]]
    last = [parts for rank, parts in found[1:] if rank == 2][:1]
    return first + last


def days_of_years(columns: Sequence[Column], years: Column) -> tuple[str, DateLook] | None:
    """Return the column that holds the days of the years (`13–15 March`), and how both are written."""
    for column in columns:
        both = {
            row: f"{text} {years.by_row[row]}" for row, text in column.by_row.items() if row in years.by_row
        }
        if column is years or column.share(lambda text: bool(_DAY_ALONE.search(text))) < 0.7:
            continue
        look = _look("date", list(both.values()))
        if look is not None and "%d" in look.formats[0] and not look.unread:
            return column.name, look
    return None


def begins_alone(parts: Mapping[str, str]) -> bool:
    """True if the month calls itself a beginning and the year does not, so they may not belong together.

    >>> begins_alone({"year": "year", "month": "stmon"}), begins_alone({"year": "styear", "month": "stmon"})
    (True, False)
    """
    year, month = name_form(parts["year"]), name_form(parts["month"])
    return year in _PART_WORDS["year"] and month.startswith(_BEGINNINGS)


def _other_parts(form: str, word: str, key: str) -> list[str]:
    """Return how months or days beside years may be called: `begyr` and `begmo`, `end_y` and `end_m`."""
    if word in _LETTERS["year"]:
        stem, _, last = form.rpartition("_")
        return [f"{stem}_{letter}" for letter in _LETTERS[key]] if last == word and stem else []
    if word not in form:
        return []
    plain = [form.replace(word, other) for other in _PART_WORDS[key]]
    # A row per year may say in which month of it, or of an earlier one, something began: `year`, `stmon`.
    began = [f"{start}{other}" for start in _BEGINNINGS for other in _PART_WORDS[key]] if form == word else []
    return [*plain, *began]
