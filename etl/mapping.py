"""Anyone's table as events: a TOML file says what its columns and words mean and how its dates look.

    missing = ["NA", "-9"]                     # cells that mean "nothing"

    [fields]
    date = { column = "Signature", formats = ["%d.%m.%Y"] }
    actor = { column = "ccode1", codes = "cow" }
    recipient = { column = "ccode2", codes = "cow" }
    type = { column = "kind", values = { "state visit" = "leader_visit" } }
    title = { template = "{Title} ({kind})" }
    source_url = { value = "https://example.org/data-set" }

`[[events]]` blocks make several events of a row, `[group]` makes one event of several rows, `countries` in
place of actor and recipient expands a list of states to its pairs. Nothing is guessed: a word that neither
the vocabulary nor the mapping knows rejects the row by name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, get_args

from db.errors import InputError
from db.vocabulary import EVENT_TYPES
from db.vocabulary.countries import (
    COUNTRIES,
    CodeSystem,
    UnknownCountryError,
    country_name,
    find_by_code,
    find_country,
)
from etl.coding.cells import CellError, clean_text, read_date, read_formatted_date, shorten
from etl.coding.check import first_day
from etl.coding.identity import row_id
from etl.coding.suggest import did_you_mean, near
from etl.contract import EventDraft, Issue
from etl.sources.events_table import COLUMNS, code_row
from etl.tabular import Cells, Table

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

_KEYS = {
    "column", "columns", "value", "template", "values", "formats", "codes", "separator",
    "year", "month", "day", "strip", "pattern",
}  # fmt: skip
_TOP = {"missing", "fields", "events", "group", "expand", "input"}


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one field of an event comes out of a row.

    Attributes:
        columns: Columns to take it from; the first that is not empty.
        template: Text with `{Column}` in it, in place of columns.
        value: The same for every row.
        values: What words of the table mean, by their small letters.
        formats: How dates are written (strptime); empty is ISO.
        codes: System of country codes, see `CODE_SYSTEMS`.
        separator: Between several countries, topics or addresses in a cell.
        year, month, day: Columns of a date in three parts.
        strip: Characters to take off both ends.
        pattern: A regular expression; what its first group finds is the value.
    """

    columns: tuple[str, ...] = ()
    template: str = ""
    value: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    codes: str = "any"
    separator: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    strip: str = ""
    pattern: str = ""

    def columns_used(self) -> tuple[str, ...]:
        """Return every column of the table that the rule reads."""
        parts = tuple(name for name in (self.year, self.month, self.day) if name)
        return (*self.columns, *parts, *re.findall(r"\{([^{}]+)\}", self.template))


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a table's columns mean.

    Attributes:
        events: The rules of each event that a row makes, by field; one unless `[[events]]` names several.
        group_by: Columns whose equal cells make several rows one event.
        cap: Dyads that one row or group may expand to.
        pairs: How `countries` expand: every pair, or the first with each other.
    """

    events: tuple[Mapping[str, FieldRule], ...]
    missing: frozenset[str] = frozenset()
    group_by: tuple[str, ...] = ()
    cap: int = DEFAULT_CAP
    pairs: str = "pairs"
    sheet: str = ""

    def columns_used(self) -> tuple[str, ...]:
        """Return every column that the mapping reads."""
        names = [name for rules in self.events for rule in rules.values() for name in rule.columns_used()]
        return tuple(dict.fromkeys((*self.group_by, *names)))


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in a TOML file.

    Raises:
        InputError: It is missing, no TOML, or says something that a mapping cannot say.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(
            f"there is no mapping {path}", "make one with: bilateral ingest events FILE --suggest-mapping"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the mapping {path}: {error}", "save it as UTF-8 text") from error
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str = "mapping") -> TableMapping:
    """Return the mapping that TOML text describes. Raises `InputError` as `read_mapping` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "make one with: bilateral ingest events FILE --suggest-mapping"
        raise InputError(f"{name} is no TOML: {error}", hint) from error
    _only(data, _TOP, name, "")
    common = _rules(data.get("fields", {}), name, "fields")
    blocks = data.get("events") or [{}]
    if not isinstance(blocks, list):
        raise InputError(f"{name}: events must be written as [[events]]", "with two brackets on either side")
    events = tuple({**common, **_rules(block, name, "events")} for block in blocks)
    for rules in events:
        _check_complete(rules, name)
    group, expand = data.get("group", {}), data.get("expand", {})
    _only(group, {"by"}, name, "group")
    _only(expand, {"cap", "pairs"}, name, "expand")
    _only(data.get("input", {}), {"sheet"}, name, "input")
    cap, pairs = expand.get("cap", DEFAULT_CAP), expand.get("pairs", "pairs")
    if not isinstance(cap, int) or cap < 1:
        raise InputError(f"{name}: expand.cap must be a number of dyads, not {cap!r}")
    if pairs not in PAIRS:
        raise InputError(f"{name}: unknown expand.pairs {pairs!r}", did_you_mean(str(pairs), PAIRS))
    return TableMapping(
        events=events,
        missing=frozenset(str(word).casefold() for word in data.get("missing", [])),
        group_by=_texts(group.get("by", [])),
        cap=cap,
        pairs=pairs,
        sheet=str(data.get("input", {}).get("sheet", "")),
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
    _only(value, _KEYS, name, where)
    columns = _texts(value["column"]) if "column" in value else _texts(value.get("columns", []))
    if OPEN in (*columns, value.get("value"), *_texts(value.get("formats", []))):
        raise InputError(f"{name}: {where} is still open", f"answer the DOUBT above {where.split('.')[-1]}")
    codes = str(value.get("codes", "any"))
    if codes not in CODE_SYSTEMS:
        raise InputError(f"{name}: {where}: unknown codes {codes!r}", did_you_mean(codes, CODE_SYSTEMS))
    words = value.get("values", {})
    if not isinstance(words, dict):
        raise InputError(
            f"{name}: {where}.values must be a table", 'write values = { "their word" = "ours" }'
        )
    pattern = str(value.get("pattern", ""))
    try:
        if pattern and re.compile(pattern).groups < 1:
            raise InputError(f"{name}: {where}.pattern has no group", "put what is meant in parentheses")
    except re.error as error:
        raise InputError(f"{name}: {where}.pattern is no regular expression: {error}") from error
    return FieldRule(
        columns=columns,
        template=str(value.get("template", "")),
        value=str(value.get("value", "")),
        values={" ".join(str(word).casefold().split()): str(ours) for word, ours in words.items()},
        formats=_texts(value.get("formats", [])),
        codes=codes,
        separator=str(value.get("separator", "")),
        year=str(value.get("year", "")),
        month=str(value.get("month", "")),
        day=str(value.get("day", "")),
        strip=str(value.get("strip", "")),
        pattern=pattern,
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
    if rules["type"].value and rules["type"].value not in EVENT_TYPES:
        raise InputError(
            f"{name}: unknown type {rules['type'].value!r}", did_you_mean(rules["type"].value, EVENT_TYPES)
        )


@dataclass(slots=True)
class MappedTable:
    """A table with its mapping, ready to be read as events."""

    table: Table
    mapping: TableMapping

    @property
    def sha256(self) -> str:
        """Hash of the bytes."""
        return self.table.sha256

    @property
    def warnings(self) -> Sequence[str]:
        """Sentences about the table as a whole."""
        return self.table.warnings

    def rows(self, today: date) -> Iterator[EventDraft | Issue]:
        """Yield every event of every row as a draft, or as an issue with line, column and reason."""
        mapping = self.mapping
        for rows in _groups(self.table.read(), mapping):
            if isinstance(rows, Issue):
                yield rows
                continue
            for rules in mapping.events:
                yield from _events(rows, rules, mapping, today)


def apply_mapping(table: Table, mapping: TableMapping) -> MappedTable:
    """Return `table` with its mapping.

    Raises:
        InputError: The mapping names a column that the table lacks.
    """
    missing = [name for name in mapping.columns_used() if name not in table.columns]
    if missing:
        guesses = [
            f"{name!r} may be {guess!r}" for name in missing for guess in near(name, table.columns, limit=1)
        ]
        found = ", ".join(repr(column) for column in table.columns[:30] if column)
        raise InputError(
            f"{table.name} lacks columns that the mapping names: {', '.join(map(repr, missing))}; "
            f"found are {found}",
            "; ".join(guesses) or "mend the mapping",
        )
    return MappedTable(table, mapping)


def _groups(rows: Iterator[Cells | Issue], mapping: TableMapping) -> Iterator[list[Cells] | Issue]:
    """Yield the rows that make one event together; without `group_by` each by itself."""
    held: dict[tuple[str, ...], list[Cells]] = {}
    for row in rows:
        if isinstance(row, Issue):
            yield row
        elif not mapping.group_by:
            yield [row]
        else:
            key = tuple(row.values.get(name, "") for name in mapping.group_by)
            group = held.setdefault(key, [])
            if len(group) >= MAX_GROUP:
                message = f"more than {MAX_GROUP} rows have the same {', '.join(mapping.group_by)}"
                yield Issue(row.line, mapping.group_by[0], "group_too_large", message, row.raw)
                continue
            group.append(row)
    yield from held.values()


def _events(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, today: date
) -> Iterator[EventDraft | Issue]:
    """Yield what a row, or a group of rows, tells of by one set of rules."""
    first = rows[0]
    try:
        if len(mapping.events) > 1 and _is_absent(first, rules["date"], mapping):
            return
        coded = _coded(rows, rules, mapping)
        pairs = _pairs(rows, rules, mapping, coded["type"], date.fromisoformat(coded["date"]))
    except CellError as error:
        yield Issue(first.line, error.column, error.reason, error.message, first.raw)
        return
    base_id = _base_id(first, rules, mapping, coded)
    for actor, recipient in pairs:
        parts = [base_id]
        parts += [coded["type"]] if len(mapping.events) > 1 else []
        parts += [f"{actor}-{recipient}"] if len(pairs) > 1 or "countries" in rules else []
        values = {
            **coded,
            "actor": actor,
            "recipient": recipient,
            "id": ":".join(parts),
            "title": coded.get("title") or _plain_title(coded["type"], actor, recipient),
        }
        yield code_row(Cells(first.line, values, first.raw), today)


def _is_absent(row: Cells, rule: FieldRule, mapping: TableMapping) -> bool:
    """True if the row has no such event, since the cell of its date is empty."""
    return not rule.value and not any(_cell(row, name, mapping) for name in rule.columns_used())


def _cell(row: Cells, name: str, mapping: TableMapping) -> str:
    text = row.values.get(name, "").strip()
    return "" if text.casefold() in mapping.missing else text


def _text(row: Cells, rule: FieldRule, mapping: TableMapping) -> str:
    """Return what a rule makes of a row, before its words are mapped."""
    if rule.template:
        return re.sub(r"\{([^{}]+)\}", lambda m: _cell(row, m[1], mapping), rule.template)
    text = next((found for name in rule.columns if (found := _cell(row, name, mapping))), "") or rule.value
    if rule.strip:
        text = text.strip(rule.strip).strip()
    if rule.pattern and text:
        match = re.search(rule.pattern, text[:5_000])
        text = (match[1] or "").strip() if match else ""
    return text


def _word(column: str, text: str, rule: FieldRule) -> str:
    """Return what a word means by the mapping; itself if the mapping does not say.

    Raises:
        CellError: The mapping leaves rows of this word out (`left_out`).
    """
    form = " ".join(text.casefold().split())
    if form not in rule.values:
        return text
    ours = rule.values[form]
    if ours == OPEN:
        raise CellError(column, f"unknown_{column}", f"the mapping leaves open what {shorten(text)!r} means")
    if ours.casefold() in NOTHING:
        raise CellError(column, "left_out", f"the mapping leaves out rows with {column} {shorten(text)!r}")
    return ours


def _coded(rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping) -> dict[str, str]:
    """Return the cells of our own table format that a row gives, but for the countries.

    Raises:
        CellError: A cell cannot be used.
    """
    first = rows[0]
    coded: dict[str, str] = {}
    for name, rule in rules.items():
        if name in ("actor", "recipient", "countries", "id", "date", "date_end", "source_url", "source_name"):
            continue
        text = _text(first, rule, mapping)
        if name == "topics":
            separator = rule.separator or ";"
            words = [_word("topics", part.strip(), rule) for part in text.split(separator) if part.strip()]
            coded[name] = ";".join(dict.fromkeys(words))
        else:
            coded[name] = _word(name, text, rule)
    coded["type"] = _type_of(coded["type"], rules["type"])
    day, precision = _date_of("date", first, rules["date"], mapping, coded.get("date_precision", ""))
    coded["date"], coded["date_precision"] = day.isoformat(), precision
    if "date_end" in rules and not _is_absent(first, rules["date_end"], mapping):
        coded["date_end"] = _date_of("date_end", first, rules["date_end"], mapping, "")[0].isoformat()
    coded |= _proofs(rows, rules, mapping)
    return coded


def _type_of(text: str, rule: FieldRule) -> str:
    if not text:
        raise CellError("type", "missing_value", "the row names no kind of act")
    form = "_".join(text.casefold().replace("-", " ").split())
    if form in EVENT_TYPES:
        return form
    choices = (*rule.values, *EVENT_TYPES)
    hint = did_you_mean(text, choices) if near(text, choices) else "say what it means in type.values"
    raise CellError("type", "unknown_type", f"unknown type {shorten(text)!r}; {hint}")


def _date_of(
    column: str, row: Cells, rule: FieldRule, mapping: TableMapping, precision: str
) -> tuple[date, str]:
    if rule.year:
        year, month, day = (_number(_cell(row, name, mapping)) for name in (rule.year, rule.month, rule.day))
        if not year:
            raise CellError(column, "missing_value", f"{rule.year} is empty; every event needs a year")
        text = (
            f"{int(year):04}"
            + (f"-{int(month):02}" if month else "")
            + (f"-{int(day):02}" if month and day else "")
        )
        return read_date(column, text, precision)
    text = _text(row, rule, mapping)
    if not text:
        raise CellError(column, "missing_value", f"{column} is empty; every event needs one")
    if rule.formats:
        day_, found = read_formatted_date(column, text, rule.formats)
        wanted = precision or found
        return first_day(day_, wanted), wanted
    return read_date(column, text, precision)


def _number(text: str) -> str:
    """Return a part of a date as digits, "" for what stands for unknown: 0, 00, 99, -9, -99."""
    digits = text.removesuffix(".0")
    if not digits.isdigit() or int(digits) == 0 or digits in ("99", "9999"):
        return ""
    return digits


def _proofs(rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping) -> dict[str, str]:
    """Return the addresses of a group of rows with their publishers, each address once."""
    names: dict[str, str] = {}
    for row in rows:
        rule = rules["source_url"]
        text = _text(row, rule, mapping)
        publisher = _text(row, rules["source_name"], mapping) if "source_name" in rules else ""
        parts = re.split(re.escape(rule.separator) if rule.separator else r"\s*\|\s*", text)
        for part in parts:
            if part.strip():
                names.setdefault(part.strip(), publisher.replace("|", "/"))
    return {
        "source_url": " | ".join(names),
        "source_name": " | ".join(names.values()) if any(names.values()) else "",
    }


def _pairs(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, type_: str, day: date
) -> list[tuple[str, str]]:
    """Return the (actor, recipient) of every dyad that a row or group tells of.

    Raises:
        CellError: A country is not known, there are too few, or more dyads than the cap.
    """
    is_mutual = EVENT_TYPES[type_].is_mutual
    if "countries" in rules:
        states = _states("countries", rows, rules["countries"], mapping, day)
        if len(states) < 2:
            raise CellError(
                "countries",
                "too_few_countries",
                "an event needs two states, the row names " + (states[0] if states else "none"),
            )
        if mapping.pairs == "first-to-rest":
            pairs = [(states[0], other) for other in states[1:]]
        elif is_mutual:
            pairs = list(combinations(sorted(states), 2))
        else:
            raise CellError(
                "countries", "no_direction", f"{type_} has a direction, so it needs actor and recipient"
            )
    else:
        actors = _states("actor", rows, rules["actor"], mapping, day)
        recipients = _states("recipient", rows, rules["recipient"], mapping, day)
        for column, found in (("actor", actors), ("recipient", recipients)):
            if not found:
                raise CellError(column, "missing_value", f"{column} is empty; every event needs one")
        pairs = [(a, b) for a, b in product(actors, recipients) if a != b]
        if not pairs:
            raise CellError("recipient", "same_country", f"actor and recipient are both {actors[0]}")
    if is_mutual:
        pairs = list(dict.fromkeys(tuple(sorted(pair)) for pair in pairs))  # type: ignore[misc]
    if len(pairs) > mapping.cap:
        raise CellError(
            "countries" if "countries" in rules else "recipient",
            "too_many_dyads",
            f"the row makes {len(pairs)} dyads, more than the cap of {mapping.cap}; "
            "raise expand.cap if that is meant",
        )
    return pairs


def _states(column: str, rows: list[Cells], rule: FieldRule, mapping: TableMapping, day: date) -> list[str]:
    """Return the iso3 codes that the cells of a group name, each once, in their order."""
    found: dict[str, None] = {}
    # Of `countries` every column counts (party1, party2, ...), of the others the first that is filled.
    apart = [replace(rule, columns=(name,)) for name in rule.columns] if column == "countries" else [rule]
    left_out: CellError | None = None
    for row, one in product(rows, apart):
        for part in _parts(_text(row, one, mapping), rule, day):
            try:
                found[_state(column, part, rule, day)] = None
            except CellError as error:
                # Of a list, the mapping leaves out the one state; of a single state, the row.
                if error.reason != "left_out":
                    raise
                left_out = error
    if not found and left_out is not None:
        raise left_out
    return list(found)


def _parts(text: str, rule: FieldRule, day: date) -> list[str]:
    """Return the states that a cell names; one whose own name holds the separator is not torn apart."""
    if not rule.separator or " ".join(text.casefold().split()) in rule.values:
        return [text] if text else []
    try:
        _lookup(text, rule.codes, day)
    except UnknownCountryError:
        return [part for part in (piece.strip() for piece in text.split(rule.separator)) if part]
    return [text]


def _state(column: str, text: str, rule: FieldRule, day: date) -> str:
    word = _word(column, text, rule)
    if word != text and word in COUNTRIES:
        return word
    try:
        return _lookup(word, rule.codes, day)
    except UnknownCountryError as error:
        hint = f"; did you mean {' or '.join(error.suggestions)}?" if error.suggestions else ""
        system = "" if rule.codes == "any" else f" in {rule.codes} codes"
        raise CellError(
            column, "unknown_country", f"unknown country {shorten(word)!r}{system}{hint}"
        ) from error


@lru_cache(maxsize=8192)
def _lookup(text: str, codes: str, day: date) -> str:
    if codes == "any":
        return find_country(text).iso3
    return find_by_code(codes, text.removesuffix(".0"), day).iso3  # type: ignore[arg-type]


def _base_id(
    row: Cells, rules: Mapping[str, FieldRule], mapping: TableMapping, coded: Mapping[str, str]
) -> str:
    """Return the source's own id of a row, or one made from the raw cells that say which event it is."""
    if "id" in rules and (own := clean_text(_text(row, rules["id"], mapping))):
        return own
    if mapping.group_by:
        return row_id({name: row.values.get(name, "") for name in mapping.group_by})
    used = [
        name
        for key in ("date", "actor", "recipient", "countries", "type", "title")
        if key in rules
        for name in rules[key].columns_used()
    ]
    return row_id({name: row.values.get(name, "") for name in used})


def _plain_title(type_: str, actor: str, recipient: str) -> str:
    """Return a title that says no more than the row does."""
    return f"{EVENT_TYPES[type_].label}: {country_name(actor)} and {country_name(recipient)}"
