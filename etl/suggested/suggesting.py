"""A first mapping for a table that nobody has described: what its columns look like, every doubt named.

The guesses come from the columns' names and from what their cells hold; a person reads and mends them before
anything is loaded.
"""

import re
from collections.abc import Mapping, Sequence

from etl.coding.kind_words import guess_kind
from etl.mappings.mapping import DEFAULT_CAP, OPEN, PLACEHOLDER
from etl.sources.events_table import COLUMNS
from etl.suggested.column_looks import (
    Column,
    Sample,
    country_codes,
    is_country,
    merged_columns,
    name_form,
    sample_columns,
)
from etl.suggested.column_names import NAMES, by_name, by_word, key_column, named_column
from etl.suggested.date_looks import MARKED_YEAR, DateLook, look_at_dates
from etl.suggested.suggested_dates import date_lines, end_lines, is_ambiguous
from etl.suggested.suggested_input import sheet_lines
from etl.suggested.suggested_kinds import type_lines
from etl.suggested.suggested_rows import panel_lines, repeat_lines, sides_lines, zero_lines
from etl.suggested.suggested_states import FIRST, country_lines
from etl.suggested.suggested_status import status_lines
from etl.tables.filling import fill_down, under_headings
from etl.tables.headers import column_form, plain_name
from etl.tables.tabular import Table
from etl.tables.toml_text import column_rule, examples, inline, toml
from etl.tables.unpivot import Unpivot, unpivot

_ADDRESSES = re.compile(r"\s*https?://\S+(\s*\|\s*https?://\S+)*\s*", re.IGNORECASE)
"""A cell of addresses and nothing else."""

_IS_OF_A_ROW = re.compile(r"https?://\S+|(1[89]|20)\d\d(-\d\d-\d\d|[01]\d[0-3]\d)( \(\d+\))?", re.IGNORECASE)
"""An address or a day: what stands in a row, and names no column."""

_MARKS = re.compile(r"\[\w{1,3}\]$")
"""Marks of footnotes behind a text."""

_OF_THE_DATA = re.compile("update|publi|access|retriev|verif|checked|coded|modif")
"""Names of dates on which somebody worked at the table."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

MANY_COLUMNS = 3
"""Columns named after countries, or after years, from which a table is taken for a wide one."""


def suggest_mapping(table: Table) -> str:
    """Return a mapping for `table` as TOML: guesses as lines, doubts as comments over them."""
    wide = _wide(table)
    merged = merged_columns(table)
    headings = _headings(table)
    under = under_headings(table, headings) if headings else table
    filled = fill_down(under, merged) if merged else under
    sample = sample_columns(unpivot(filled, wide) if wide else filled)
    columns = sample.columns
    names = [column.name for column in columns if plain_name(column.name)]
    lines = [
        f"# A first mapping for {toml(table.name)}. Read every line: what stands here is guessed",
        "# from the columns' names and the first rows. Lines with DOUBT need an answer before loading:",
        "#   bilateral ingest events FILE --mapping THIS_FILE --dry-run",
        f"# Columns found: {_listed(names)}",
        "",
    ]
    if rows := [name for name in table.columns if _IS_OF_A_ROW.fullmatch(name)]:
        lines += [
            f"# DOUBT: {examples(rows)} names no column, so the table seems to have no header, and its first",
            "#   row would be lost. Write a line with the names of the columns above it.",
            "",
        ]
    if len(table.columns) == 1:
        lines += [
            "# DOUBT: all stands in one column: no comma, semicolon, tab or bar parts the cells of a row.",
            "#   Save the table as CSV, or write with pattern what each field takes out of it.",
            "",
        ]
    if sample.missing:
        lines += [f"missing = {toml(list(sample.missing))}", ""]
    lines += _input_lines(table, sample, wide, merged, headings)
    if not any(column.cells for column in columns):
        return _written([*lines, "[fields]", *_lines_by_names(columns)])
    lines += zero_lines(columns, wide) if wide else []
    lines.append("[fields]")
    taken: dict[str, str] = {}
    dates = {column.name: look for column in columns if (look := look_at_dates(column))}
    lines += date_lines(columns, dates, taken)
    lines += country_lines(columns, taken)
    lines += type_lines(columns, taken)
    lines += _other_lines(columns, dates, taken, table.sheet if len(table.sheets) > 1 else "")
    if "group" in taken:
        lines += ["", "[group]", f"by = {toml([taken['group']])}"]
    if "group" in taken or any("separator" in line or "every =" in line for line in lines):
        lines += ["", "[expand]", f"cap = {DEFAULT_CAP}"]
        if "pairs" in taken:
            lines += ["# The arrow is taken to point at whom the act was done to.", f"pairs = {toml(FIRST)}"]
        if "sides" in taken:
            lines += sides_lines(named_column(columns, taken["sides"]))
    if wide:
        taken["cell"] = wide.value
    unused = [name for name in names if name not in taken.values()]
    doubts = panel_lines(columns, dates, taken)
    if unused:
        lines += ["", f"# Not used: {_listed(unused)}"]
        flags = [name for name in unused if set(named_column(columns, name).cells) == {"0", "1"}]
        if flags and not doubts:
            lines.append(
                f'# To keep only the rows that say 1: [where] {toml(flags[0])} = ["1"]; columns of 0 and'
            )
            lines.append(f"# 1 are {', '.join(map(_plain, flags[:8]))}.")
    lines += doubts
    lines += repeat_lines(columns, taken)
    lines += _further_events(columns, dates, taken)
    return _written(lines)


def _written(lines: Sequence[str]) -> str:
    """Return lines as one text; control characters of names, which a comment may not hold, are left out."""
    return "\n".join(_CONTROL.sub(" ", line) if line.startswith("#") else line for line in lines) + "\n"


def _headings(table: Table) -> str:
    """Return what to call the headings that stand alone on a row, "" unless each of them is a year."""
    notes = sample_columns(table).notes
    are_years = bool(notes) and all(re.fullmatch(r"(1[5-9]|20)\d\d", note) for note in notes)
    return "Year above" if are_years and "Year above" not in table.columns else ""


def _lines_by_names(columns: Sequence[Column]) -> list[str]:
    """Return the lines for a table without rows, of which there are only names to go by."""
    own = {column_form(column.name): column for column in columns}
    taken: dict[str, str] = {}
    rules: dict[str, str] = {}
    needed = {"date": OPEN, "actor": OPEN, "recipient": OPEN, "type": OPEN, "source_url": PLACEHOLDER}
    for name in COLUMNS:
        column = own.get(name)
        if column is None and name in NAMES:
            column = by_name(columns, name, taken, is_exact=True, is_filled=False)
        if column is not None:
            taken[name] = column.name
            rules[name] = toml(column.name)
        elif name in needed:
            rules[name] = inline({"column" if name == "date" else "value": needed[name]})
    return [
        "# DOUBT: the table has a header and no rows; its columns are taken by their names alone.",
        *(f"{name} = {rule}" for name, rule in rules.items()),
    ]


def _plain(name: str) -> str:
    return " ".join(name.split())


def _listed(names: Sequence[str]) -> str:
    """Return names for a comment; of four and more that are numbered in a row the first and the last.

    >>> _listed(["name", "c1", "c2", "c3", "c4", "mc1", "mc2"])
    'name, c1 to c4, mc1, mc2'
    """
    runs: list[list[str]] = []
    for name in names:
        before = re.fullmatch(r"(.*?)(\d+)", runs[-1][-1]) if runs else None
        is_next = before is not None and name == f"{before[1]}{int(before[2]) + 1}"
        if is_next:
            runs[-1].append(name)
        else:
            runs.append([name])
    shown = [[run[0] + " to " + run[-1]] if len(run) > 3 else run for run in runs]
    return ", ".join(_plain(name) for run in shown for name in run)


def _wide(table: Table) -> Unpivot | None:
    """Return how a table with a column per country, or per year, becomes long; None if it is long."""
    countries = [
        name for name in table.columns if (len(name) > 3 or name.isupper()) and is_country(name, "any")
    ]
    years = [n for n in table.columns if re.fullmatch(r"(1[89]|20)\d\d", n) or MARKED_YEAR.fullmatch(n)]
    for columns, name in ((countries, "Country named above"), (years, "Year named above")):
        if (
            len(columns) >= MANY_COLUMNS
            and 2 * len(columns) > len([n for n in table.columns if plain_name(n)]) - 4
        ):
            return Unpivot(columns=tuple(columns), name=name, value="Cell under it")
    return None


def _input_lines(
    table: Table, sample: Sample, wide: Unpivot | None, merged: Sequence[str], headings: str
) -> list[str]:
    lines = []
    given = sheet_lines(table)
    if table.header and table.header != (1,):
        header = table.header[0] if len(table.header) == 1 else list(table.header)
        given += [
            f"# DOUBT: the names of the columns are taken from line {' and '.join(map(str, table.header))}; "
            "write another line if not.",
            f"header = {toml(header)}",
        ]
    if merged:
        given += [
            "# Cells are merged with those above them and say the same as they do.",
            f"fill_down = {toml(list(merged))}",
        ]
    if headings:
        given += [
            "# DOUBT: rows with nothing but a year are taken for headings of those under them, and become",
            "#   a column of this name.",
            f"headings = {toml(headings)}",
        ]
    if given:
        lines += ["[input]", *given, ""]
    if wide is not None:
        lines += [
            "# DOUBT: a column for each of many; each filled cell is taken for an event of its own. If not,",
            "# remove [unpivot] and name the columns themselves.",
            *_twice_lines(wide, table),
            "[unpivot]",
            f"columns = {toml(list(wide.columns))}",
            f"name = {toml(wide.name)}",
            f"value = {toml(wide.value)}",
            "",
        ]
    if sample.notes:
        lines += [
            f"# Notes, not rows, which will be rejected by name: {examples(sample.notes)}",
            "",
        ]
    return lines


def _twice_lines(wide: Unpivot, table: Table) -> list[str]:
    """Return a doubt where columns of a wide table bear the same name: years may stand over them."""
    twice = [name for name in wide.columns if plain_name(name) != name]
    line = table.header[0] if table.header else 0
    if not twice:
        return []
    over = f"header = [{line - 1}, {line}]" if line > 1 else "header = [their line, the next]"
    return [
        f"# DOUBT: {examples(twice)}: the same name before. If years stand in a line over them,",
        f"#   write {over} and take the year with pattern = '^(\\d{{4}})', the state with",
        "#   pattern = '^\\d{4} (.*)$' out of the column named above.",
    ]


def _may_be_titles(column: Column) -> bool:
    """True for columns of phrases; one that calls itself a title may hold short ones."""
    form = name_form(column.name)
    what = "conflict|war|crisis|treaty|agreement|event|exercise"
    if re.fullmatch(f"({what})_?name|name_?of_({what})", form):
        return column.share(_has_letters) > 0.5
    least = 2 if form in ("title", "headline") else 9
    return column.share(lambda text: len(text) >= least and " " in text) > 0.5


def _other_lines(
    columns: Sequence[Column], dates: Mapping[str, DateLook], taken: dict[str, str], sheet: str
) -> list[str]:
    lines = []
    n_rows = max(len(column.cells) for column in columns)
    # Notes to some rows tell of what came later, not of what every row is about.
    texts = [c for c in columns if _may_be_titles(c) and 2 * len(c.cells) > n_rows]
    title = by_name(texts, "title", taken)
    if title is None and (
        title := by_word([c for c in columns if c.share(_has_letters) > 0.5], "title", taken)
    ):
        lines.append(f"# DOUBT: {title.name} is taken for what happened by its name; many cells are short:")
        lines.append(f"#   {examples(title.cells)}. If they say something else, take it out.")
    if title is not None:
        taken["title"] = title.name
        marked = title.share(lambda text: bool(_MARKS.search(text))) > 0
        rule = {"column": title.name, **({"pattern": r"^(.*?)(?:\s*\[\w+\])*$"} if marked else {})}
        lines.append(f"title = {column_rule(rule)}")
    else:
        lines.append("# No column holds a title; the kind of act and the countries stand in for it.")
        lines.append('# One can be made: title = { template = "{One column}: {another}" }')
    lines += _proof_lines(columns, taken)
    lines += _key_lines(columns, taken, sheet)
    lines += end_lines(columns, dates, taken)
    for name in ("source_name", "place", "tier"):
        # "SourceActor" names who acts, no publisher.
        column = by_name(columns, name, taken, is_exact=name == "source_name")
        if column is not None and column.share(_has_letters) > 0.5:
            taken[name] = column.name
            lines.append(f"{name} = {toml(column.name)}")
    for name in ("level", "topics", "status", "confidence"):
        column = by_name(columns, name, taken)
        if name == "status" and column is not None and (told := status_lines(column)):
            taken["status"] = column.name
            lines += told
        elif column is not None:
            lines.append(f"# If {column.name} ({examples(column.cells)}) is our {name}, write")
            lines.append(
                f'# {name} = {{ column = {toml(column.name)}, values = {{ "their word" = "ours" }} }}'
            )
    return lines


def _proof_lines(columns: Sequence[Column], taken: dict[str, str]) -> list[str]:
    holding = [c for c in columns if c.name not in taken.values() and c.share(_has_address) >= 0.5]
    url = by_name(holding, "source_url", taken) or (holding[0] if holding else None)
    if url is None:
        return [
            "# DOUBT: no column holds addresses; write the one where the data set can be found.",
            f"source_url = {{ value = {toml(PLACEHOLDER)} }}",
        ]
    taken["source_url"] = url.name
    n_rows = max(len(column.by_row) for column in columns)
    n_without = n_rows - sum(_has_address(text) for text in url.cells)
    doubts = [
        f"# DOUBT: {n_without} of the {n_rows} rows looked at have no address there and would be rejected;",
        f"#   for one address for all write source_url = {{ value = {toml(PLACEHOLDER)} }}.",
    ]
    rule: dict[str, object] = {"column": url.name}
    if url.share(lambda text: text.startswith('"')) > 0.5:
        rule["strip"] = '"'
    if url.share(lambda text: not _ADDRESSES.fullmatch(text.strip('"')) and _has_address(text)) > 0:
        rule["pattern"] = r'(https?://[^\s"<>]*[^\s"<>,;])'
    return [*(doubts if n_without else []), f"source_url = {column_rule(rule)}"]


def _key_lines(columns: Sequence[Column], taken: dict[str, str], sheet: str) -> list[str]:
    """Return the lines of the id; `sheet` is that of a workbook with others, which may number rows alike."""
    key = key_column(columns, taken, is_unique=True)
    is_plain = not set("{}") & set(sheet + (key.name if key else "")) and all(
        c.name != "sheet" for c in columns
    )
    if key is not None and sheet and is_plain:
        taken["id"] = key.name
        return [
            "# Other sheets may use the same numbers; the sheet's name keeps their rows apart from these.",
            f"id = {inline({'template': f'{{sheet}}-{{{key.name}}}'})}",
        ]
    if key is not None:
        taken["id"] = key.name
        return [f"id = {toml(key.name)}"]
    # Rows on one state are no one event.
    repeated = key_column([c for c in columns if not country_codes(c)], taken, is_unique=False)
    if repeated is None or "group" in taken:
        return []
    return [
        f"# {repeated.name} repeats, so it is no id by itself. If its rows are one event, write at the end",
        f"# [group] by = [{toml(repeated.name)}]; else put what tells them apart beside it:",
        f'# id = {{ template = "{{{repeated.name}}}-{{another column}}" }}',
    ]


def _further_events(
    columns: Sequence[Column], dates: Mapping[str, DateLook], taken: Mapping[str, str]
) -> list[str]:
    free = [name for name in dates if name not in taken.values() and not _OF_THE_DATA.search(name_form(name))]
    extra = [name for name in free if "%d" in dates[name].formats[0]]
    if not extra:
        return []
    blocks = []
    for name in extra[:3]:
        kind = guess_kind(" ".join(name.replace("_", " ").split())) or OPEN
        # What the columns beside it say of day and month holds for it too.
        look, told = dates[name], dates.get(taken.get("date", ""))
        forms = [form for form in look.formats if told and form in told.formats] or list(look.formats)
        rule = inline(look.rule(name, [OPEN] if is_ambiguous(forms) else forms[:1]))
        blocks += ["# [[events]]", f"# type = {{ value = {toml(kind)} }}", f"# date = {rule}"]
    return [
        f"# {', '.join(map(_plain, extra))} may be acts of their own (entry into force, end). If so, take",
        "# type and date out of [fields] and make several events of a row, a block for each:",
        *blocks,
    ]


def _has_letters(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text))


def _has_address(text: str) -> bool:
    return "http://" in text or "https://" in text
