"""A table looked at before it is loaded, and loaded."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dashboard.intake.store import writer
from db.vocabulary import EVENT_TYPES
from etl import pipeline
from etl.coding.cells import CellError, read_date, read_formatted_date
from etl.contract import EventDraft, Issue, Origin, RawFile
from etl.mappings.mapped import open_mapped
from etl.mappings.mapping import OPEN, PLACEHOLDER, parse_mapping
from etl.reports import LoadReport
from etl.sources import events_table
from etl.suggested import suggesting
from etl.suggested.column_looks import Column
from etl.suggested.date_looks import look_at_dates
from etl.suggested.suggested_dates import is_ambiguous
from etl.suggested.suggested_input import table_to_describe
from etl.tables.coded_table import CodedTable
from etl.tables.formats import read_table
from etl.tables.headers import column_form
from etl.tables.spreadsheets import one_of
from etl.tables.tabular import Cells, raw_input
from etl.tables.written_dates import reads

FIRST_ROWS = 100
"""Rows of a table that are shown before it is loaded."""
DATE_FORMATS = (
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%m-%d-%Y", "%d %B %Y", "%d %b %Y",
    "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%B %Y", "%m/%Y",
)  # fmt: skip
"""Ways to write dates (strptime) that are offered besides our own."""
_MANY_WORDS = 100
_SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a table looks like before it is loaded, with a first guess of what its columns mean.

    Attributes:
        columns: The table's own names, as they stand.
        matched: Columns that bear our names.
        is_standard: It has every column that is needed, under our names.
        suggestion: A first mapping as TOML, its doubts as comments.
        guesses: The fields of that mapping, those that are left open left out.
        beyond: What the suggestion says of the table that a column for each field cannot, as clauses.
        missing: Words that mean "nothing".
        dates: Rules of a mapping for columns whose dates are written in several ways.
        formats: How the dates of a column are written, best first, for the columns that hold some. Where no
            format reads every cell all that do together come first, with line breaks between them.
        words: The most frequent words of each column.
        warnings: Sentences about the table as a whole.
        sheet, sheets: Of a workbook: the sheet that is looked at, and all there are.
    """

    columns: tuple[str, ...]
    matched: tuple[str, ...]
    is_standard: bool
    suggestion: str
    guesses: Mapping[str, Mapping[str, Any]]
    beyond: tuple[str, ...]
    missing: tuple[str, ...]
    dates: Mapping[str, Mapping[str, Any]]
    formats: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    warnings: tuple[str, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCheck:
    """What loading a table would do: nothing of it is written.

    Attributes:
        drafts: The first rows that would become events, at most `FIRST_ROWS`.
        issues: The rows that could not be used, at most the first 10,000.
        report: The counts.
        only_url: The one address that all of several rows name, "" if there are more.
    """

    drafts: tuple[EventDraft, ...]
    issues: tuple[Issue, ...]
    report: LoadReport
    only_url: str = ""


def read_head(name: str, content: bytes, *, sheet: str = "") -> TableHead:
    """Return the columns of a table and what they may mean.

    Args:
        sheet: Of a workbook; "" takes the one that looks like events.

    Raises:
        InputError: It is no table, or an empty one.
    """
    table = table_to_describe(raw_input(raw_file(name, content)), events_table.COLUMNS, sheet=sheet)
    columns = tuple(column for column in table.columns if column)
    forms = [column_form(column) for column in columns]
    matched = tuple(
        column for column, form in zip(columns, forms, strict=True) if form in events_table.COLUMNS
    )
    has_doubles = len({column_form(column) for column in matched}) < len(matched)
    cells: dict[str, Counter[str]] = {column: Counter() for column in columns}
    for row in islice((row for row in table.read() if isinstance(row, Cells)), _SAMPLE):
        for column in columns:
            if text := row.values.get(column, ""):
                cells[column][text] += 1
    suggestion = suggesting.suggest_mapping(table)
    told = tomllib.loads(suggestion)
    guesses = {
        field: {"column": rule} if isinstance(rule, str) else rule for field, rule in told["fields"].items()
    }
    guesses = {field: rule for field, rule in guesses.items() if "?" not in rule.values()}
    # A column under our own name is that field, whatever its cells look like.
    for column in matched if not has_doubles else ():
        name = column_form(column)
        if guesses.get(name, {}).get("column") != column:
            guesses[name] = {"column": column}
    plain = {column: _formats_of(words) for column, words in cells.items()}
    told_dates = {rule["column"]: rule for rule in guesses.values() if "column" in rule and "formats" in rule}
    dates = {
        column: told_dates.get(column) or _rule_of_dates(column, words)
        for column, words in cells.items()
        if not plain[column]
    }
    return TableHead(
        columns=columns,
        matched=matched,
        is_standard=not has_doubles and set(events_table.REQUIRED) <= set(forms),
        suggestion=suggestion,
        guesses=guesses,
        beyond=_beyond(told),
        missing=tuple(told.get("missing", ())),
        dates=dates,
        formats={
            column: plain[column] or _all_and_each(words, dates[column]) for column, words in cells.items()
        },
        words={
            column: tuple(word for word, _ in words.most_common(_MANY_WORDS))
            for column, words in cells.items()
        },
        # The page lets the sheet be chosen, so it need not say that one was.
        warnings=tuple(one for one in table.warnings if one != one_of(table.sheets, table.sheet)),
        sheet=table.sheet,
        sheets=table.sheets,
    )


def _beyond(told: Mapping[str, Any]) -> tuple[str, ...]:
    rules = [rule for rule in told["fields"].values() if isinstance(rule, dict)]
    clauses = {
        "its dates stand in several columns": any("year" in rule or "columns" in rule for rule in rules)
        or "template" in told["fields"]["date"],
        "several columns name one side": any("every" in rule for rule in rules),
        "several rows make one event": "group" in told,
        "its rows lean on those above them": not {"fill_down", "headings"}.isdisjoint(told.get("input", ())),
        "a column stands for each of many countries or years": "unpivot" in told,
    }
    return tuple(clause for clause, holds in clauses.items() if holds)


def _formats_of(words: Counter[str]) -> tuple[str, ...]:
    """Return the formats that read every cell, best first; "" is our own."""
    found = []
    for form in ("", *DATE_FORMATS):
        try:
            for word in list(words)[:200]:
                if form:
                    read_formatted_date("date", word, (form,))
                else:
                    read_date("date", word)
        except CellError:
            continue
        found.append(form)
    return tuple(found) if words else ()


def _rule_of_dates(column: str, words: Counter[str]) -> dict[str, Any]:
    """Return the rule for dates that no single format reads, {} if these are none or their order is open."""
    look = look_at_dates(Column(column, cells=list(words), texts=list(words)))
    return {} if look is None or is_ambiguous(look.formats) else look.rule(column)


def _all_and_each(words: Counter[str], rule: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the formats of a rule together, then each of them, that of most rows first."""
    forms = [form for form in rule.get("formats", ()) if form != OPEN]
    if len(forms) < 2:
        return tuple(forms)
    language, is_range = rule.get("language", "en"), bool(rule.get("range"))

    def n_rows(form: str) -> int:
        return sum(n for word, n in words.items() if reads(word, form, language=language, is_range=is_range))

    return ("\n".join(forms), *sorted(forms, key=n_rows, reverse=True))


def open_ends(mapping: str) -> dict[str, str]:
    """Return the lines of a suggested mapping that want the same answer for all rows, by field.

    >>> open_ends('[fields]\\ntype = { value = "?" }\\nid = "No"')
    {'type': 'type = { value = "?" }'}
    """
    marks = {**dict.fromkeys(("actor", "recipient", "type"), OPEN), "source_url": PLACEHOLDER}
    ends = {name: f'{name} = {{ value = "{mark}" }}' for name, mark in marks.items()}
    return {name: line for name, line in ends.items() if line in mapping.splitlines()}


def is_type(word: str) -> bool:
    """Return whether a word names a kind of event, in our own spelling or nearly."""
    return "_".join(word.casefold().replace("-", " ").split()) in EVENT_TYPES


def source_of(name: str) -> str:
    """Return the source's id that a file's name gives."""
    return events_table.source_id_of(Path(name))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table as somebody wants it loaded.

    Attributes:
        name, content: The file.
        mapping: As TOML; "" for a table in the standard format.
        sheet: Of a workbook, where the mapping names none; "" takes the one that looks like events.
        source_id: The source it is loaded as.
        coverage: The span that it is a systematic record of, None if it is none.
    """

    name: str
    content: bytes
    mapping: str
    sheet: str
    source_id: str
    coverage: tuple[date, date] | None

    def opened(self) -> CodedTable:
        """Return the table with its columns understood.

        Raises:
            InputError: It is no table, or the mapping cannot be understood or does not fit it.
        """
        source = raw_input(self.file())
        if not self.mapping.strip():
            return events_table.match_columns(read_table(source, events_table.COLUMNS, sheet=self.sheet))
        told = parse_mapping(self.mapping, "the mapping")
        return open_mapped(source, told if told.sheet else replace(told, sheet=self.sheet))

    def file(self) -> RawFile:
        """Return the file with its sha256."""
        return raw_file(self.name, self.content)


def check_table(url: str, chosen: Chosen, *, today: date) -> TableCheck:
    """Return what loading a table would do; nothing is written.

    Raises:
        InputError: It is no table, or the mapping cannot be understood or does not fit it.
        StoreError: The store cannot be written.
    """
    drafts: list[EventDraft] = []
    issues: list[Issue] = []
    urls: set[str] = set()
    for row in chosen.opened().rows(today):
        if isinstance(row, Issue):
            issues += [row][: 10_000 - len(issues)]
            continue
        if len(urls) < 2:
            urls.update(proof.url for proof in row.evidence)
        if len(drafts) < FIRST_ROWS:
            drafts.append(row)
    report = load_table(url, chosen, today=today, dry_run=True)
    # Rows that only the load can tell to be wrong, such as an id that stands twice, are not among the above.
    told = {(issue.line, issue.column) for issue in issues}
    issues += [issue for issue in report.issues if (issue.line, issue.column) not in told]
    is_of_many = len({draft.line for draft in drafts}) > 1
    only_url = urls.pop() if len(urls) == 1 and is_of_many else ""
    return TableCheck(tuple(drafts), tuple(issues), report, only_url)


def load_table(url: str, chosen: Chosen, *, today: date, dry_run: bool = False) -> LoadReport:
    """Load a table; return what that did. It raises what `check_table` does."""
    table = chosen.opened()
    rows = table.some_rows(today)
    with writer(url) as engine:
        return pipeline.load_drafts(
            engine,
            Origin(id=chosen.source_id, title=chosen.source_id),
            [chosen.file()],
            rows,
            today=today,
            coverage=chosen.coverage,
            refreshes_origin=False,
            dry_run=dry_run,
            warnings=table.warnings,
        )


def raw_file(name: str, content: bytes) -> RawFile:
    return RawFile(Path(name).name, content, hashlib.sha256(content).hexdigest())
