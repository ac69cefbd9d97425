"""Anyone's table as events: a TOML file says what its columns and words mean and how its dates look.

`docs/reference/mappings.md` describes the file; this module reads it, mapped.py applies it to a
table.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from db.errors import InputError
from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import CodeSystem
from etl.coding.kind_words import kind_hint
from etl.coding.suggest import did_you_mean
from etl.mappings.mapping_keys import key_problem, template_problem
from etl.sources.events_table import COLUMNS
from etl.tables.unpivot import Unpivot
from etl.tables.written_dates import format_problem, is_language

CODE_SYSTEMS: tuple[str, ...] = ("any", *get_args(CodeSystem))
"""What a country's cell may be written in; `any` is a name, ISO3 or ISO2."""

DEFAULT_CAP = 10
"""Dyads that one row may expand to; a row of more is rejected by name."""

FIELDS = (*COLUMNS, "countries")
PAIRS = ("pairs", "first-to-rest")
NOTHING = ("", "-", "skip")
"""A word mapped to one of these leaves its row out, by name."""

OPEN = "?"
"""What a suggested mapping has where it wants an answer."""

MAX_GROUP = 500
"""Rows that may make one event."""

PLACEHOLDER = "https://..."
"""The address that a suggested mapping has where it wants one."""

RANGES = ("", "span", "each")

_TOP = {"missing", "fields", "events", "group", "expand", "input", "where", "without", "unpivot"}

Condition = Mapping[str, frozenset[str]]
"""Column -> the words, in small letters, of which its cell must be one."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field of an event comes out of a row.

    Attributes:
        columns: Columns to take it from; the first that is not empty.
        every: Columns that each name a state (sender1, sender2).
        template: Text with `{Column}` in it, in place of columns.
        value: The same for every row.
        values: What words of the table mean, by their small letters; several states with ";" between.
        formats: How dates are written (`etl.tables.written_dates`); empty is ISO.
        language: Of the names of months.
        latest: The last year that a year of two digits may mean; 0 is that of today.
        range: "span" if a cell may hold two ends, "each" if every date in it is an event of its own.
        codes: System of country codes, see `CODE_SYSTEMS`; of a type "cameo".
        by_day: A state's name means the state of its day: Russia in 1970 is the Soviet Union.
        separators: What stands between several countries, topics or addresses in a cell.
        year, month, day: Columns of a date in three parts.
        strip: Characters to take off both ends.
        pattern: A regular expression; what its first group finds is the value.
    """

    columns: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    template: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    language: str = "en"
    latest: int = 0
    range: str = ""
    codes: str = "any"
    by_day: bool = False
    separators: tuple[str, ...] = ()
    year: str = ""
    month: str = ""
    day: str = ""
    strip: str = ""
    pattern: str = ""

    def columns_used(self) -> tuple[str, ...]:
        """Return every column of the table that the rule reads."""
        parts = tuple(name for name in (self.year, self.month, self.day) if name)
        return (*self.columns, *self.every, *parts, *re.findall(r"\{([^{}]+)\}", self.template))


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a table's columns mean.

    Attributes:
        events: The rules of each event that a row makes, by field; one unless `[[events]]` names several.
        group_by: Columns whose equal cells make several rows one event.
        cap: Dyads that one row or group may expand to.
        pairs: How `countries` expand: every pair, or the first with each other.
        sides: Column that says on which side the state of a group's row stands; only states of different
            sides make a dyad then. "" if all do.
        acts: What `sides` says of the states that act on the others; "" where nobody does.
        sheet, header: Of the file: a sheet's name, the lines that name the columns; "" and () look for them.
        fill_down: Columns whose empty cells say the same as the filled one above.
        headings: The new column for the heading over a row, which is a row with one filled cell; "" if none.
        where: What rows must say to be read.
        without: What rows must not say.
        conditions: What a row must say to make the event at the same place in `events`.
        unpivot: How a wide table becomes a long one, None if it is long.
    """

    events: tuple[Mapping[str, FieldRule], ...]
    missing: frozenset[str] = frozenset()
    group_by: tuple[str, ...] = ()
    cap: int = DEFAULT_CAP
    pairs: str = "pairs"
    sides: str = ""
    acts: str = ""
    sheet: str = ""
    header: tuple[int, ...] = ()
    fill_down: tuple[str, ...] = ()
    headings: str = ""
    where: Condition = field(default_factory=dict)
    without: Condition = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    unpivot: Unpivot | None = None

    def columns_used(self) -> tuple[str, ...]:
        """Return every column that the mapping reads."""
        names = [name for rules in self.events for rule in rules.values() for name in rule.columns_used()]
        asked = [name for condition in (self.where, self.without, *self.conditions) for name in condition]
        return tuple(dict.fromkeys((*self.group_by, *filter(None, [self.sides]), *names, *asked)))

    def for_sheet(self, sheet: str) -> "TableMapping":
        """Return the mapping for a sheet of a workbook, whose name stands for `{sheet}` in templates."""
        events = tuple(
            {
                name: replace(rule, template=rule.template.replace("{sheet}", sheet))
                for name, rule in rules.items()
            }
            for rules in self.events
        )
        return replace(self, events=events)

    def columns_expected(self) -> tuple[str, ...]:
        """Return the columns that the file itself must have, which tell its header."""
        wide = self.unpivot
        made = (self.headings, *((wide.name, wide.value) if wide else ()))
        named = (*self.columns_used(), *self.fill_down, *((*wide.columns, *wide.keep) if wide else ()))
        return tuple(dict.fromkeys(name for name in named if name not in made))


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in a TOML file.

    Raises:
        InputError: It is missing, no TOML, or says something that a mapping cannot say.
    """
    return parse_mapping(_text_of(path), path.name)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(
            f"there is no mapping {path}", "make one with: bilateral ingest events FILE --suggest-mapping"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the mapping {path}: {error}", "save it as UTF-8 text") from error


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        alone = re.search(r"^[ \t]*(\[\[?\w+\]\]?)[ \t]+[^\s#]", text, re.MULTILINE)
        hint = (
            f"{alone[1]} stands on a line of its own; write what follows it on the next"
            if alone
            else "make one with: bilateral ingest events FILE --suggest-mapping"
        )
        raise InputError(f"{name} is no TOML: {error}", hint) from error


def parse_mapping(text: str, name: str = "mapping") -> TableMapping:
    """Return the mapping that TOML text describes. Raises `InputError` as `read_mapping` does."""
    data = _toml(text, name)
    _only(data, _TOP, name, "")
    common = _rules(data.get("fields", {}), name, "fields")
    blocks = data.get("events") or [{}]
    if not isinstance(blocks, list):
        raise InputError(f"{name}: events must be written as [[events]]", "with two brackets on either side")
    conditions = tuple(_condition(block.get("where", {}), name, "events.where") for block in blocks)
    rules_of = [{key: value for key, value in block.items() if key != "where"} for block in blocks]
    events = tuple({**common, **_rules(block, name, "events")} for block in rules_of)
    for rules in events:
        _check_complete(rules, name)
    group, expand = data.get("group", {}), data.get("expand", {})
    given = data.get("input", {})
    sheet, header = _input(given, name)
    _only(group, {"by"}, name, "group")
    _only(expand, {"cap", "pairs", "sides", "acts"}, name, "expand")
    cap, pairs = expand.get("cap", DEFAULT_CAP), expand.get("pairs", "pairs")
    if not isinstance(cap, int) or cap < 1:
        raise InputError(f"{name}: expand.cap must be a number of dyads, not {cap!r}")
    if pairs not in PAIRS:
        raise InputError(f"{name}: unknown expand.pairs {pairs!r}", did_you_mean(str(pairs), PAIRS))
    sides, acts = str(expand.get("sides", "")), str(expand.get("acts", ""))
    if sides and not group:
        raise InputError(
            f"{name}: expand.sides needs [group]", "write by = [what the rows of one event share]"
        )
    if acts and not sides:
        raise InputError(f"{name}: expand.acts needs expand.sides", "name the column of sides there")
    return TableMapping(
        events=events,
        missing=frozenset(str(word).casefold() for word in data.get("missing", [])),
        group_by=_texts(group.get("by", [])),
        cap=cap,
        pairs=pairs,
        sides=sides,
        acts=acts.casefold(),
        sheet=sheet,
        header=header,
        fill_down=_texts(given.get("fill_down", [])),
        headings=str(given.get("headings", "")),
        where=_condition(data.get("where", {}), name, "where"),
        without=_condition(data.get("without", {}), name, "without"),
        conditions=conditions,
        unpivot=_unpivot(data["unpivot"], name) if "unpivot" in data else None,
    )


def read_input(path: Path) -> tuple[str, tuple[int, ...]]:
    """Return the sheet and the lines of the header that a mapping names, the rest of it left unread.

    Raises:
        InputError: It is missing, no TOML, or `[input]` says something that it cannot say.
    """
    return _input(_toml(_text_of(path), path.name).get("input", {}), path.name)


def _input(given: Mapping[str, Any], name: str) -> tuple[str, tuple[int, ...]]:
    _only(given, {"sheet", "header", "fill_down", "headings"}, name, "input")
    return str(given.get("sheet", "")), _header(given.get("header", []), name)


def _header(value: object, name: str) -> tuple[int, ...]:
    lines = value if isinstance(value, list) else [value]
    if len(lines) > 2 or not all(isinstance(line, int) and 0 < line <= 1_000 for line in lines):
        raise InputError(
            f"{name}: input.header must be a line, or two that are read together",
            "write header = 4, or header = [4, 5]",
        )
    return tuple(lines)


def _condition(table: object, name: str, where: str) -> Condition:
    if not isinstance(table, dict):
        raise InputError(
            f"{name}: {where} must name columns", f'write [{where}] with Column = ["word", "word"]'
        )
    return {column: frozenset(word.casefold() for word in _texts(words)) for column, words in table.items()}


def _unpivot(table: Mapping[str, Any], name: str) -> Unpivot:
    _only(table, {"columns", "keep", "name", "value"}, name, "unpivot")
    if ("columns" in table) == ("keep" in table):
        raise InputError(
            f"{name}: unpivot needs either the columns that become rows, or those to keep",
            'write columns = ["Japan", "China"] or keep = ["Country", "Year"]',
        )
    return Unpivot(
        _texts(table.get("columns", [])),
        _texts(table.get("keep", [])),
        str(table.get("name", "name")),
        str(table.get("value", "value")),
    )


def _only(table: Mapping[str, Any], allowed: set[str], name: str, where: str) -> None:
    if not isinstance(table, dict):
        raise InputError(f"{name}: {where} must be a table", f"write [{where}]")
    for key in table:
        if key not in allowed:
            shown = f"{where}.{key}" if where else key
            raise InputError(f"{name}: unknown key {shown!r}", did_you_mean(key, sorted(allowed)))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _rules(table: Mapping[str, Any], name: str, where: str) -> dict[str, FieldRule]:
    _only(table, set(FIELDS), name, where)
    return {key: _rule(value, name, f"{where}.{key}") for key, value in table.items()}


def _rule(value: object, name: str, where: str) -> FieldRule:
    if isinstance(value, str):
        return FieldRule(columns=(value,))
    if not isinstance(value, dict):
        raise InputError(f"{name}: {where} must name a column", f'write {where.split(".")[-1]} = "Column"')
    said, todo = key_problem(where.split(".")[-1], value)
    if said:
        raise InputError(f"{name}: {where.split('.')[0]}: {said}", todo)
    columns = _texts(value["column"]) if "column" in value else _texts(value.get("columns", []))
    open_ends = (*columns, value.get("value"), *_texts(value.get("formats", [])), value.get("range"))
    if OPEN in open_ends or value.get("value") == PLACEHOLDER:
        raise InputError(f"{name}: {where} is still open", f"answer the DOUBT above {where.split('.')[-1]}")
    codes = str(value.get("codes", "any"))
    if codes not in CODE_SYSTEMS:
        raise InputError(f"{name}: {where}: unknown codes {codes!r}", did_you_mean(codes, CODE_SYSTEMS))
    words = value.get("values", {})
    if not isinstance(words, dict):
        raise InputError(
            f"{name}: {where}.values must be a table", 'write values = { "their word" = "ours" }'
        )
    formats, language, range_ = _date_keys(value, name, where)
    if fault := template_problem(str(value.get("template", ""))):
        raise InputError(f"{name}: {where}.template has {fault}", "write a column as {Column}")
    pattern = str(value.get("pattern", ""))
    try:
        if pattern and re.compile(pattern).groups < 1:
            raise InputError(f"{name}: {where}.pattern has no group", "put what is meant in parentheses")
    except re.error as error:
        raise InputError(f"{name}: {where}.pattern is no regular expression: {error}") from error
    return FieldRule(
        columns=columns,
        every=_texts(value.get("every", [])),
        template=str(value.get("template", "")),
        value=str(value.get("value", "")),
        values=_values(words, name, where),
        formats=formats,
        language=language,
        latest=_latest(value.get("latest", 0), name, where),
        range=range_,
        codes=codes,
        by_day=bool(value.get("by_day", False)),
        separators=tuple(filter(None, _texts(value.get("separator", [])))),
        year=str(value.get("year", "")),
        month=str(value.get("month", "")),
        day=str(value.get("day", "")),
        strip=str(value.get("strip", "")),
        pattern=pattern,
    )


def _values(words: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    """Return what words mean by their small letters.

    Raises:
        InputError: A word stands twice, in other letters or spaces, and means something else.
    """
    found: dict[str, str] = {}
    for word, ours in words.items():
        form, meant = " ".join(str(word).casefold().split()), ";".join(_texts(ours))
        if found.setdefault(form, meant) != meant:
            raise InputError(
                f"{name}: {where}.values says twice what {word!r} means: {found[form]!r} and {meant!r}",
                "capital letters and spaces do not count; say it once",
            )
    return found


def _date_keys(value: Mapping[str, Any], name: str, where: str) -> tuple[tuple[str, ...], str, str]:
    """Return the formats, the language and the range of a rule."""
    formats, language, range_ = (
        _texts(value.get("formats", [])),
        str(value.get("language", "en")),
        value.get("range"),
    )
    for form in formats:
        if fault := format_problem(form):
            raise InputError(f"{name}: {where} has a format that cannot be read: {form!r}", fault)
    if not is_language(language):
        raise InputError(
            f"{name}: {where}: no language {language!r} is known", "write a code such as fr, de, es, pt, ja"
        )
    if isinstance(range_, bool | None):
        range_ = "span" if range_ else ""
    if range_ not in RANGES:
        raise InputError(f"{name}: {where}: unknown range {range_!r}", 'write range = true or range = "each"')
    return formats, language, range_


def _latest(value: object, name: str, where: str) -> int:
    if value == 0 or (type(value) is int and 1800 <= value <= 2200):
        return int(str(value))
    raise InputError(
        f"{name}: {where}.latest must be a year, not {value!r}",
        "write the last year that a year of two digits may mean: latest = 1999",
    )


def _check_complete(rules: Mapping[str, FieldRule], name: str) -> None:
    missing = [key for key in ("date", "type", "source_url") if key not in rules]
    if "countries" not in rules:
        missing += [key for key in ("actor", "recipient") if key not in rules]
    if missing:
        raise InputError(
            f"{name} does not say where these come from: {', '.join(missing)}",
            'give each a column, or the same for all rows: { value = "..." }',
        )
    if rules["date"].range == "each" and "date_end" in rules:
        raise InputError(
            f'{name}: date has range = "each", so there can be no date_end', "take one of the two out"
        )
    if rules["type"].codes not in ("any", "cameo"):
        raise InputError(
            f"{name}: type has codes {rules['type'].codes!r}", 'of kinds of acts only "cameo" is known'
        )
    if rules["type"].value and rules["type"].value not in EVENT_TYPES:
        raise InputError(f"{name}: unknown type {rules['type'].value!r}", kind_hint(rules["type"].value))
