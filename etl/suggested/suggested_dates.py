"""Which columns of an unknown table hold its dates, and how they are written, every doubt named."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

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
from etl.tables.toml_text import column_rule, examples, inline
from etl.tables.written_dates import range_hint, reads


def date_lines(columns: Sequence[Column], dates: Mapping[str, DateLook], taken: dict[str, str]) -> list[str]:
    """Return the lines that say when an event was, with their doubts; the columns are added to `taken`."""
    n_rows = max((len(column.cells) for column in columns), default=0)
    finer = [c for c in columns if c.name in dates and not dates[c.name].is_years]
    # A year that every row has is better than a day that few have.
    filled = [column for column in finer if len(column.cells) >= 0.7 * n_rows]
    finer = filled or (finer if not any(look.is_years for look in dates.values()) else [])
    named = by_name(finer, "date", taken)
    parts = date_parts(columns)
    if named is None and parts:
        lines = []
        for name, three in zip(("date", "date_end"), parts, strict=False):
            taken.update({f"{name}.{key}": column for key, column in three.items()})
            lines += _parts_lines(name, columns, three)
        return lines
    holding = [column for column in columns if column.name in dates]
    chosen = named or (finer[0] if finer else None) or by_name(holding, "date", taken)
    chosen = chosen or (holding[0] if holding else None)
    if chosen is None:
        return _doubtful_date(by_name(columns, "date", taken) or by_word(columns, "date", taken), taken)
    taken["date"] = chosen.name
    days = days_of_years(columns, chosen) if dates[chosen.name].is_years else None
    if days is not None:
        name, look = days
        taken["date.day"] = name
        rule = look.rule("", look.formats[:1])
        del rule["column"]
        return [f"date = {inline({'template': f'{{{name}}} {{{chosen.name}}}', **rule})}"]
    return _date_rule(columns, chosen, dates, is_named=named is not None)


def _doubtful_date(column: Column | None, taken: dict[str, str]) -> list[str]:
    """Return the lines where no column's cells are dates by and large; one may call itself a date."""
    how = '#   write how its dates look: formats = ["%d.%m.%Y"]; %B is a month\'s name.'
    if column is None:
        return [
            "# DOUBT: no column holds dates that could be read. Name the column and",
            how,
            'date = { column = "?" }',
        ]
    taken["date"] = column.name
    look = look_at_mixed(column)
    if look is None:
        return [
            f"# DOUBT: {column.name} is taken for the date by its name, but holds {examples(column.cells)};",
            how,
            f"date = {inline({'column': column.name, 'formats': [OPEN]})}",
        ]
    return [
        f"# DOUBT: {column.name} is taken for the date by its name; its dates are written in many ways.",
        *_unread_lines(look),
        f"date = {inline(look.rule(column.name))}",
    ]


def _unread_lines(look: DateLook) -> list[str]:
    if not look.unread:
        return []
    return [
        f"# DOUBT: no dates, so their rows are rejected: {examples(look.unread)}; add a format, or,",
        "#   if they mean that there is none, write them into missing.",
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
    lines += _unread_lines(look)
    # Another column of dates may show which of day and month comes first.
    formats = list(look.formats)
    told = [form for name in others for form in dates[name].formats]
    if len(formats) > 1 and set(formats) & set(told):
        formats = [form for form in formats if form in told]
    if is_ambiguous(formats):
        orders = " or ".join(f'["{form}"]' for form in formats[:2])
        shown = examples(chosen.cells)
        lines.append(f"# DOUBT: every date fits day-month and month-day ({shown}); write formats = {orders}.")
        formats = [OPEN]
    elif not look.unread and _reads_all(chosen, look, formats[0]):
        formats = formats[:1]
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
    named = [c for c in ends if re.search(r"(^|_)(end|return|ende|fin|bis)$", name_form(c.name))]
    column = by_name(ends, "date_end", taken) or (named[0] if named else None)
    if column is None:
        return []
    taken["date_end"] = column.name
    look, start = dates[column.name], dates.get(taken.get("date", ""))
    formats = [form for form in look.formats if start and form in start.formats] or list(look.formats)
    lines = []
    if look.unread:
        lines.append(
            f"# DOUBT: no dates: {examples(look.unread)}; if they mean that there is none, write them into"
        )
        lines.append("#   missing, else add a format.")
    if is_ambiguous(formats):
        formats = [OPEN]
    elif not look.unread:
        formats = formats[:1]
    return [*lines, f"date_end = {column_rule(look.rule(column.name, formats))}"]
