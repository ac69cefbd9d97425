"""Years of other calendars: those of Japan, Taiwan and Thailand as common years, others told by name.

Their months and days are the common ones, so a year is all that differs. Persian and Islamic dates fall on
other days and are not read.
"""

import re

_JAPANESE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"({'|'.join(_JAPANESE)})(元|\d{{1,2}})年")
_REPUBLIC = re.compile(r"(?:中華)?民[國国]\s*(元|\d{1,3})(?!\d)|\b(?:ROC|Minguo)(?: year)?\s+(\d{1,3})(?!\d)")
_BUDDHIST = re.compile(
    r"(?:พ\.?\s?ศ\.?|\bB\.?\s?E\.?)\s*(2[45]\d\d|26\d\d)(?!\d)|(?<!\d)(2[45]\d\d|26\d\d)\s*B\.?\s?E\.?(?!\w)"
)
_AS_COMMON = {"roc ": 1911, "buddhist ": -543}
"""What a format begins with whose `%Y` is the year of such a calendar -> what makes it a common year."""

OLDEST_BUDDHIST = 2484
"""1941, from which on years in Thailand begin in January."""


def common_years(text: str) -> str:
    """Return a date in which years that name their calendar are common ones.

    >>> common_years("平成25年1月16日"), common_years("民國114年5月3日"), common_years("5 มกราคม พ.ศ. 2568")
    ('2013年1月16日', '2025年5月3日', '5 มกราคม 2025')
    """
    text = _ERA.sub(lambda match: f"{_JAPANESE[match[1]] + _number(match[2])}年", text)
    text = _REPUBLIC.sub(lambda match: str(1911 + _number(match[1] or match[2])), text)
    return _BUDDHIST.sub(_of_buddhist, text)


def _number(digits: str) -> int:
    return 1 if digits == "元" else int(digits)


def _of_buddhist(match: re.Match[str]) -> str:
    year = int(match[1] or match[2])
    return str(year - 543) if year >= OLDEST_BUDDHIST else match[0]


def calendar_of(form: str) -> tuple[str, int]:
    """Return a format without the name of a calendar, and what makes its years common ones.

    >>> calendar_of("roc %Y/%m/%d"), calendar_of("%Y/%m/%d")
    (('%Y/%m/%d', 1911), ('%Y/%m/%d', 0))
    """
    for name, offset in _AS_COMMON.items():
        if form.startswith(name):
            return form.removeprefix(name), offset
    return form, 0


_QUARTER = re.compile(r"(?i)\b(?:Q\s?[1-4]|[1-4]\s?[QT]|T\s?[1-4]|[1-4](?:st|nd|rd|th) quarter)\b")
_WEEK = re.compile(r"(?i)\b\d{4}-?\s?W\d{1,2}\b|\bweek \d{1,2}\b")
_ROC_SHORT = re.compile(r"1[0-3]\d([/.-])\d{1,2}\1\d{1,2}")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def calendar_hint(text: str) -> str:
    """Return what to write for a date of another calendar, or of a quarter or week; "" if it is none.

    >>> calendar_hint("1403/10/20")
    '1403 may be a year of the Persian or Islamic calendar; write the dates in the common one'
    """
    if what := "quarter" if _QUARTER.search(text) else "week" if _WEEK.search(text) else "":
        return (
            f"an event has a day, a month or a year, and this is a {what}; pattern = '(\\d{{4}})', formats = "
            '["%Y"] take its year'
        )
    if _ROC_SHORT.fullmatch(text):
        return 'years of the Republic of China (Taiwan) are read with formats like ["roc %Y/%m/%d"]'
    return next(filter(None, (year_hint(int(year)) for year in _YEAR.findall(text))), "")


def year_hint(year: int) -> str:
    """Return which calendar a year may be of that no event of ours can lie in, "" for any other."""
    if OLDEST_BUDDHIST <= year < 2700:
        return f'{year} may be a Buddhist year; such are read with formats like ["buddhist %d/%m/%Y"]'
    if 1250 <= year < 1500:
        return f"{year} may be a year of the Persian or Islamic calendar; write the dates in the common one"
    return ""
