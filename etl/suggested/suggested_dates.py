"""Which columns of an unknown table hold its dates, and how they are written, every doubt named."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from db.counting import counted
from etl.coding.calendars import calendar_hint
from etl.mappings.mapping import OPEN
from etl.suggested.column_looks import Column, name_form
from etl.suggested.column_names import by_name, by_word, named_column
from etl.suggested.date_looks import (
    DateLook,
    begins_alone,
    date_parts,
    days_of_years,
    look_at_mixed,
    months_language,
)
from etl.tables.counted_dates import EXCEL, counted_day
from etl.tables.toml_text import column_rule, examples, inline, toml
from etl.tables.written_dates import range_hint, reads, short_year

SPAN_OF_SHORT = 50
"""Years of two digits further apart may be of two centuries."""


def date_lines(columns: Sequence[Column], dates: Mapping[str, DateLook], taken: dict[str, str]) -> list[str]:
    """Return the lines that say when an event was, with their doubts; the columns are added to `taken`."""
    n_rows = max((len(column.cells) for column in columns), default=0)
    finer = [c for c in columns if c.name in dates and not dates[c.name].is_years]
    years = [c for c in columns if c.name in dates and dates[c.name].is_years]
    # A year that every row has is better than a day that few have.
    filled = [column for column in finer if len(column.cells) >= 0.7 * n_rows]
    named = by_name(filled or ([] if years else finer), "date", taken)
    parts = date_parts(columns)
    if named is None and parts:
        lines = []
        for name, three in zip(("date", "date_end"), parts, strict=False):
            taken.update({f"{name}.{key}": column for key, column in three.items()})
            lines += _parts_lines(name, columns, three)
        return lines
    chosen = named or next(iter(filled or ([] if years else finer)), None)
    chosen = chosen or by_name(years, "date", taken) or next(iter(years), None)
    # What calls itself a date may be one where its cells are written in too many ways to be sure.
    counts = [column.name for column in columns if column.share(_is_count) > 0.9]
    free = [column for column in columns if column.name not in counts]
    called = by_name(free, "date", taken) or by_word(free, "date", taken)
    is_fuller = called is not None and called.name not in dates and _is_mixed_date(called)
    if chosen is None or (chosen in years and is_fuller and days_of_years(columns, chosen) is None):
        return _doubtful_date(called, taken)
    taken["date"] = chosen.name
    days = days_of_years(columns, chosen) if chosen in years else None
    if days is not None:
        name, look = days
        taken["date.day"] = name
        rule = look.rule("", look.formats[:1])
        del rule["column"]
        return [f"date = {inline({'template': f'{{{name}}} {{{chosen.name}}}', **rule})}"]
    partly = next((c for c in [by_name(finer, "date", taken)] if c is not None), None)
    if chosen in years and partly is not None:
        return _day_or_year(partly, dates[partly.name], chosen, taken)
    return _date_rule(columns, chosen, dates, is_named=named is not None)


def _is_count(text: str) -> bool:
    """True for a number too short to be a date: `signed` may count what was signed."""
    return bool(re.fullmatch(r"\d{1,3}", text))


def _is_mixed_date(column: Column) -> bool:
    look = look_at_mixed(column)
    return look is not None and 2 * len(look.unread) <= len(set(column.cells))


def _day_or_year(days: Column, look: DateLook, years: Column, taken: dict[str, str]) -> list[str]:
    """Return the lines of a date that few rows know to the day, and the others to the year."""
    taken["date"], taken["date.year"] = days.name, years.name
    rule = look.rule(days.name, [*(look.formats[:1] if not look.unread else look.formats), "%Y"])
    columns = {"columns": [days.name, years.name]}
    rule = {**columns, **{key: value for key, value in rule.items() if key != "column"}}
    return [
        f"# DOUBT: {days.name} is filled in some rows only; where it is not, {years.name} is taken. If they",
        f'#   tell of different things, write {{ column = {toml(years.name)}, formats = ["%Y"] }}.',
        *_unread_lines(days, look),
        f"date = {inline(rule)}",
    ]


def _doubtful_date(column: Column | None, taken: dict[str, str]) -> list[str]:
    """Return the lines where no column's cells are dates by and large; one may call itself a date."""
    how = '#   write how its dates look: formats = ["%d.%m.%Y"]; %B is a month\'s name.'
    if column is None:
        return [
            "# DOUBT: no column holds dates that could be read. Name the column and",
            how,
            '#   Where all rows are of one date, write { value = "2024" }.',
            'date = { column = "?" }',
        ]
    taken["date"] = column.name
    look = look_at_mixed(column)
    if look is None:
        calendar = next(filter(None, map(calendar_hint, column.cells)), "")
        return [
            f"# DOUBT: {column.name} is taken for the date by its name, but holds {examples(column.cells)};",
            *([f"#   {calendar}."] if calendar else [how]),
            f"date = {inline({'column': column.name, 'formats': [OPEN]})}",
        ]
    return [
        f"# DOUBT: {column.name} is taken for the date by its name; its dates are written in many ways.",
        *_unread_lines(column, look),
        f"date = {inline(look.rule(column.name))}",
    ]


def _unread_lines(column: Column, look: DateLook, formats: Sequence[str] = ()) -> list[str]:
    """Return the doubts of a column's dates: cells that its formats do not read, years of two digits."""
    chosen = formats or look.formats
    is_text = dict.fromkeys(column.texts) if len(column.texts) < len(column.cells) else column.cells
    unread = [
        text
        for text in dict.fromkeys(is_text)
        if not any(reads(text, form, language=look.language, is_range=look.is_range) for form in chosen)
    ]
    if not unread:
        return _short_year_lines(column, chosen)
    n_rows = sum(text in unread for text in column.cells)
    return [
        f"# DOUBT: no dates, so {counted(n_rows, 'row')} of {len(column.cells)} would be rejected: "
        f"{examples(unread)};",
        "#   add a format, say with values what they mean, or, if that is nothing, write them into missing.",
        *_short_year_lines(column, chosen),
    ]


def _short_year_lines(column: Column, formats: Sequence[str]) -> list[str]:
    """Return a doubt where years of two digits may lie in either of two centuries."""
    short = next((form for form in formats if "%y" in form), "")
    read = sorted({year for text in column.cells if (year := short_year(text, short)) is not None})
    if not read or read[-1] - read[0] <= SPAN_OF_SHORT:
        return []
    return [
        f"# DOUBT: years have two digits, from {read[0]:02} to {read[-1]:02}; each is read as the last",
        "#   that is not in the future. If none is of this century, write latest = 1999 into the date.",
    ]


def _parts_lines(name: str, columns: Sequence[Column], parts: Mapping[str, str]) -> list[str]:
    """Return the line of a date in three columns."""
    months = named_column(columns, parts["month"])
    language = months_language(months)
    if language is None:
        return [
            f"# DOUBT: {months.name} holds {examples(months.cells)}, no months in a language that was tried;",
            '#   write theirs: language = "fi", or take month out.',
            f"{name} = {inline(parts)}",
        ]
    doubts = (
        [f"# DOUBT: {parts['month']} is taken for a month of the row's {parts['year']}; if not, remove it."]
        if begins_alone(parts)
        else []
    )
    rule = {**parts, **({"language": language} if language != "en" else {})}
    return [*doubts, f"{name} = {inline(rule)}"]


def _date_rule(
    columns: Sequence[Column], chosen: Column, dates: Mapping[str, DateLook], *, is_named: bool
) -> list[str]:
    look = dates[chosen.name]
    lines = []
    others = [name for name in dates if name != chosen.name]
    if not is_named or others:
        others_named = f", not from {', '.join(others)}" if others else ""
        shown = f"{others_named}; name another column if it is better."
        lines.append(f"# DOUBT: the date of the act is taken from {chosen.name}{shown}")
    # Another column of dates may show which of day and month comes first.
    formats = list(look.formats)
    told = [form for name in others for form in dates[name].formats]
    if is_ambiguous(formats) and set(formats) & set(told):
        formats = [form for form in formats if form in told]
    if is_ambiguous(formats):
        orders = " or ".join(f'["{form}"]' for form in formats[:2])
        shown = examples(chosen.cells)
        lines.append(f"# DOUBT: every date fits day-month and month-day ({shown}); write formats = {orders}.")
        formats = [OPEN]
    elif not look.unread and _reads_all(chosen, look, formats[0]):
        formats = formats[:1]
    if formats != [OPEN] and not look.pattern:
        lines += _unread_lines(chosen, look, formats)
        lines += _two_ways_lines(chosen, look, formats)
    lines += _counted_lines(chosen, formats)
    listed = [text for text in dict.fromkeys(chosen.cells) if _lists_dates(text, look)]
    if listed:
        lines.append(
            f"# DOUBT: {examples(listed)}: range = true is one event from the first to the last date;"
        )
        lines.append('#   if each is an event, write range = "each".')
    elif look.is_range and look.is_years:
        lines.append(
            '# A span of years is one event with a first and a last day; range = "each" makes one of each.'
        )
    return [*lines, f"date = {inline(look.rule(chosen.name, formats))}"]


def _counted_lines(column: Column, formats: Sequence[str]) -> list[str]:
    """Return what numbers of days are read as; if all are long past, another program may have counted."""
    if formats[0] != EXCEL:
        return []
    days = {text: day for text in column.cells if (day := counted_day(text, EXCEL))}
    if not days:
        return []
    last = max(days, key=lambda text: days[text])
    if days[last].year >= 1970:
        return [f"# Numbers are read as days of a spreadsheet: {last} is {days[last]}."]
    lines = [
        f"# DOUBT: numbers are read as days of a spreadsheet, the last, {last}, as {days[last]}. If another",
        "#   program counted them, write one of these:",
    ]
    for start, whose in (("1970-01-01", "R"), ("1960-01-01", "Stata or SAS")):
        form = f"days since {start}"
        lines.append(f'#   formats = ["{form}"] as {whose} does, then it is {counted_day(last, form)}')
    return lines


def _two_ways_lines(column: Column, look: DateLook, formats: Sequence[str]) -> list[str]:
    """Return a doubt for each format of which every cell could have day and month the other way round."""
    lines = []
    for form in formats:
        other = re.sub(r"^%([dm])([/.-])%([dm])", r"%\3\2%\1", form)
        mine = [text for text in dict.fromkeys(column.texts) if _is_of(text, form, look)]
        if other != form and mine and all(_is_of(text, other, look) for text in mine):
            lines.append(
                f'# DOUBT: {examples(mine)} could be read as "{other}" too; put it in the place of "{form}"'
            )
            lines.append("#   if that is meant.")
    return lines


def _is_of(text: str, form: str, look: DateLook) -> bool:
    return reads(text, form, language=look.language, is_range=look.is_range)


def is_ambiguous(formats: Sequence[str]) -> bool:
    """True if formats differ in which of day and month comes first."""
    return any(
        {f"%d{mark}%m{mark}{year}", f"%m{mark}%d{mark}{year}"} <= set(formats)
        for mark in "/-."
        for year in ("%Y", "%y")
    )


def _reads_all(column: Column, look: DateLook, form: str) -> bool:
    return all(
        reads(text, form, language=look.language, is_range=look.is_range)
        for text in dict.fromkeys(column.cells)
    )


def _lists_dates(text: str, look: DateLook) -> bool:
    hint = range_hint(text, look.formats, date(2200, 1, 1), language=look.language) if look.is_range else ""
    return "each" in hint


def end_lines(columns: Sequence[Column], dates: Mapping[str, DateLook], taken: dict[str, str]) -> list[str]:
    """Return the lines that say on which day an event ends, [] if no column tells; it is added to `taken`."""
    if any(name.startswith("date_end") for name in taken):
        return []
    ends = [c for c in columns if c.name in dates and c.name not in taken.values()]
    named = [
        c for c in ends if re.search(r"(^|_)(end|return|ende|fin|bis|stop|to|until|till)$", name_form(c.name))
    ]
    column = by_name(ends, "date_end", taken) or (named[0] if named else None)
    looks = dict(dates)
    if column is None:
        called = by_name(columns, "date_end", taken, is_exact=True)
        look = look_at_mixed(called) if called is not None and _is_mixed_date(called) else None
        if called is None or look is None:
            return []
        column, looks[called.name] = called, look
    taken["date_end"] = column.name
    look, start = looks[column.name], dates.get(taken.get("date", ""))
    formats = [form for form in look.formats if start and form in start.formats] or list(look.formats)
    lines = []
    # An end of 0 says that there is none.
    texts = [text for text in column.texts if re.search(r"[^\W0]", text)]
    unread = [text for text in look.unread if text in texts]
    if unread:
        lines.append(
            f"# DOUBT: no dates: {examples(unread)}; if they mean that there is none, write them into"
        )
        lines.append("#   missing, else add a format.")
    if is_ambiguous(formats):
        formats = [OPEN]
    elif not unread and all(
        reads(text, formats[0], language=look.language, is_range=look.is_range) for text in texts
    ):
        formats = formats[:1]
    return [*lines, f"date_end = {column_rule(look.rule(column.name, formats))}"]
