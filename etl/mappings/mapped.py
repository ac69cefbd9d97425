"""A table read as its mapping says: every row an event, several, or an issue with line, column and reason.

Nothing is guessed: a word that neither the vocabulary nor the mapping knows rejects the row by name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from db.counting import counted
from db.errors import InputError
from db.vocabulary import EVENT_TYPES
from db.vocabulary.cameo import HOST_CODES, event_type_of
from db.vocabulary.countries import country_name, of_its_day
from etl.coding.cells import CellError, clean_text, shorten, whole_number
from etl.coding.check import last_day
from etl.coding.identity import row_id
from etl.coding.kind_words import MAX_KIND, guess_kind, kind_hint
from etl.coding.suggest import did_you_mean, near
from etl.contract import EventDraft, Issue
from etl.mappings.mapped_dates import days_of, is_absent, lacks_date, n_of_first, undated_of
from etl.mappings.mapped_pairs import Member, Misfit, Pair, pairs_of
from etl.mappings.mapping import MAX_GROUP, Condition, FieldRule, TableMapping
from etl.mappings.words import cell_of, known_form, text_of, word_in, word_of
from etl.sources.events_table import code_row
from etl.tables.coded_table import CodedTable
from etl.tables.filling import fill_down, under_headings
from etl.tables.formats import read_table
from etl.tables.headers import plain_name
from etl.tables.merged_cells import merged_hint
from etl.tables.tabular import Cells, Input, Progress, Table
from etl.tables.toml_text import toml
from etl.tables.unpivot import unpivot
from etl.tables.written_dates import Written


@dataclass(slots=True)
class MappedTable(CodedTable):
    """A table with its mapping, ready to be read as events."""

    mapping: TableMapping

    def rows(self, today: date) -> Iterator[EventDraft | Issue]:
        mapping = self.mapping
        conditions = mapping.conditions or ({},) * len(mapping.events)
        n_rows = n_groups = n_dyads = 0
        undated: Counter[tuple[str, str]] = Counter()
        of_first: Counter[tuple[str, ...]] = Counter()
        twice = _Twice()
        for rows in _groups(self.table.read(), mapping):
            if isinstance(rows, Issue):
                n_rows += 1
                yield rows
                continue
            n_rows += len(rows)
            n_groups += 1
            fitting = [
                rules
                for rules, condition in zip(mapping.events, conditions, strict=True)
                if all(_says(rows[0], column, words, mapping) for column, words in condition.items())
            ]
            dated = [rules for rules in fitting if not _is_undated(rows, rules, mapping)]
            undated.update(_undated_kind(rules) for rules in fitting if rules not in dated)
            if not dated:
                yield from _unfit(rows, fitting, conditions)
            for rules in dated:
                of_first[rules["date"].columns_used()] += n_of_first(rows, rules["date"], mapping)
                for made in _events(rows, rules, mapping, today):
                    n_dyads += isinstance(made, EventDraft)
                    twice.see(made)
                    yield made
        self.table.warnings += twice.warnings()
        for (theirs, kind), n_undated in undated.items():
            rows_of = counted(n_undated, "group" if mapping.group_by else "row")
            self.table.warnings.append(f"{theirs} is empty in {rows_of}, where no {kind} was made")
        for columns, n in (+of_first).items():
            self.table.warnings.append(
                f"{', '.join(columns)} is empty in {counted(n, 'row')} that took the date of the first row "
                "of their event, as of a merged cell"
            )
        if mapping.group_by:
            groups = f"{counted(n_groups, 'group')} by {', '.join(mapping.group_by)}"
            self.table.warnings.append(
                f"{counted(n_rows, 'row')} in {groups} made {counted(n_dyads, 'dyad')}; "
                "counted are dyads, and rows and dyads that were rejected"
            )


@dataclass(slots=True)
class _Twice:
    """Acts without direction that two rows tell of, as tables of directed dyads do."""

    first: dict[tuple[object, ...], int | None] = field(default_factory=dict)
    n: int = 0
    example: str = ""

    def see(self, made: EventDraft | Issue) -> None:
        """Take note of an event."""
        if isinstance(made, Issue) or not EVENT_TYPES[made.type].is_mutual:
            return
        key = (made.type, made.actor, made.recipient, made.date, made.date_precision, made.title)
        if key not in self.first:
            self.first[key] = made.line
            return
        self.n += 1
        if not self.example:
            pair = f"{country_name(made.actor)} and {country_name(made.recipient)}"
            self.example = f"{pair}, lines {self.first[key]} and {made.line}"

    def warnings(self) -> list[str]:
        """Return what to say of them."""
        if not self.n:
            return []
        return [
            f"told twice, alike in pair, date and title: {counted(self.n, 'event')} of a kind without "
            f"direction ({self.example}); both count, so leave one row out if "
            "both tell the same act"
        ]


def open_mapped(source: Input, mapping: TableMapping, progress: Progress | None = None) -> MappedTable:
    """Return the table in an input with its mapping. Raises `InputError` as `apply_mapping` does."""
    known = mapping.columns_expected()
    table = read_table(source, known, progress, sheet=mapping.sheet, header=mapping.header)
    return apply_mapping(table, mapping)


def apply_mapping(table: Table, mapping: TableMapping) -> MappedTable:
    """Return `table` with its mapping.

    Raises:
        InputError: The mapping names a column that the table lacks.
    """
    if table.sheet and "sheet" not in table.columns:
        mapping = mapping.for_sheet(table.sheet)
    if mapping.headings:
        table = under_headings(table, mapping.headings)
    if mapping.fill_down:
        table = fill_down(table, mapping.fill_down)
    if mapping.unpivot is not None:
        table = unpivot(table, mapping.unpivot, mapping.missing)
    missing = [name for name in mapping.columns_used() if name not in table.columns]
    if missing:
        guesses = [
            f"{name!r} may be {guess!r}" for name in missing for guess in near(name, table.columns, limit=1)
        ]
        found = ", ".join(repr(column) for column in table.columns[:30] if plain_name(column))
        line = f" (the header is taken from line {table.header[-1]})" if table.header else ""
        raise InputError(
            f"{table.name} lacks columns that the mapping names: {', '.join(map(repr, missing))}; "
            f"found are {found}{line}",
            "; ".join(guesses) or "mend the mapping; another header line is named with [input] header = 4",
        )
    return MappedTable(table, mapping)


def _groups(rows: Iterator[Cells | Issue], mapping: TableMapping) -> Iterator[list[Cells] | Issue]:
    """Yield the rows that make one event together; without `group_by` each by itself."""
    held: dict[tuple[str, ...], list[Cells]] = {}
    for row in rows:
        if isinstance(row, Issue):
            yield row
        elif (issue := _left_out(row, mapping)) is not None:
            yield issue
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


def _left_out(row: Cells, mapping: TableMapping) -> Issue | None:
    """Return the issue of a row that `where` or `without` leaves out, None if it is to be read."""
    wanted = ((column, words, True) for column, words in mapping.where.items())
    unwanted = ((column, words, False) for column, words in mapping.without.items())
    for column, words, is_wanted in (*wanted, *unwanted):
        if _says(row, column, words, mapping) != is_wanted:
            text = shorten(row.values.get(column, ""))
            message = f"the mapping leaves out rows whose {column} is {text!r}"
            return Issue(row.line, column, "left_out", message, row.raw)
    return None


def _is_undated(rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping) -> bool:
    """True if of several kinds of events the rows lack the date of this one: it has not happened."""
    return len(mapping.events) > 1 and all(is_absent(row, rules["date"], mapping) for row in rows)


def _undated_kind(rules: Mapping[str, FieldRule]) -> tuple[str, str]:
    return ", ".join(rules["date"].columns_used()), rules["type"].value or "event"


def _unfit(
    rows: list[Cells], fitting: list[Mapping[str, FieldRule]], conditions: tuple[Condition, ...]
) -> Iterator[Issue]:
    """Yield the issues of rows of which no block `[[events]]` makes an event."""
    if fitting:
        theirs = " and ".join(dict.fromkeys(_undated_kind(rules)[0] for rules in fitting))
        column, reason = "date", "missing_value"
        message = f"{theirs}: no date of any of the mapping's events is filled; every event needs one"
    else:
        column = next(column for condition in conditions for column in condition)
        reason = "left_out"
        text = shorten(rows[0].values.get(column, ""))
        message = f"no [[events]] of the mapping takes rows whose {column} is {text!r}"
    yield from (Issue(row.line, column, reason, message, row.raw) for row in rows)


def _says(row: Cells, column: str, words: frozenset[str], mapping: TableMapping) -> bool:
    text = cell_of(row, column, mapping).casefold()
    return text in words or whole_number(text) in words


def _events(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, today: date
) -> Iterator[EventDraft | Issue]:
    """Yield what a row, or a group of rows, tells of by one set of rules."""
    first = rows[0]
    try:
        coded, is_host = _coded(first, rules, mapping)
        coded |= _proofs(rows, rules, mapping)
        told = list(_tellings(rows, rules, mapping, coded.get("date_precision", ""), today))
        base_id = _base_id(first, rules, mapping)
    except CellError as error:
        yield from _issues(rows, error, rules)
        return
    for members in told:
        if isinstance(members, Misfit):
            yield _issue(members.row, members.error, rules)
            continue
        try:
            pairs = pairs_of(members, rules, mapping, coded["type"])
        except CellError as error:
            if len(rows) > 1 and rules["date"].range == "each":
                error = CellError(error.column, error.reason, f"on {members[0].when.day} {error.message}")
            yield from _issues([member.row for member in members], error, rules)
            continue
        parts = [base_id]
        parts += [coded["type"]] if len(mapping.events) > 1 else []
        parts += [str(members[0].when.day)] if rules["date"].range == "each" else []
        for pair in pairs:
            if isinstance(pair, Misfit):
                yield _issue(pair.row, pair.error, rules)
                continue
            # Some codes of CAMEO name the host first, whose visitor is the actor here.
            actor, recipient = (pair.recipient, pair.actor) if is_host else (pair.actor, pair.recipient)
            own = [f"{actor}-{recipient}"] if len(pairs) > 1 or "countries" in rules else []
            values = {
                **coded,
                "date": pair.when.day.isoformat(),
                "date_precision": pair.when.precision,
                "date_end": pair.when.end.isoformat() if pair.when.end else "",
                "actor": actor,
                "recipient": recipient,
                "id": ":".join((*parts, *own)),
                "title": coded.get("title") or _plain_title(coded["type"], actor, recipient),
            }
            draft = code_row(Cells(first.line, values, first.raw), today)
            yield _with_hint(draft, first, rules, pair) if isinstance(draft, Issue) else draft


def _tellings(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, precision: str, today: date
) -> Iterator[list[Member] | Misfit]:
    """Yield the rows of an event with the days that they give it, once for each day that is one of its own.

    Raises:
        CellError: No row has a date that can be read, or "first-to-rest" lacks that of the first.
    """
    if rules["date"].range == "each":
        yield from _day_by_day(rows, rules, mapping, precision, today)
        return
    dated: list[Member] = []
    of_first, lacking = undated_of(rows, rules["date"], mapping)
    for row in rows:
        if id(row) in of_first:
            continue
        try:
            if id(row) in lacking:
                raise lacks_date(rules["date"])
            (when,) = days_of(row, rules, mapping, precision, today)
        except CellError as error:
            if len(rows) == 1 or (mapping.pairs == "first-to-rest" and row is rows[0]):
                raise
            yield Misfit(row, error)
            continue
        has_end = "date_end" in rules and not is_absent(row, rules["date_end"], mapping)
        dated.append(Member(row, when, when.end or (last_day(when.day, when.precision) if has_end else None)))
    if dated:
        dated += [Member(row, dated[0].when, dated[0].until) for row in of_first.values()]
        yield dated
    else:
        yield from (Misfit(row, lacks_date(rules["date"])) for row in of_first.values())


def _day_by_day(
    rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping, precision: str, today: date
) -> Iterator[list[Member] | Misfit]:
    """Yield each day that rows of a group list, with the rows that list it."""
    listed: dict[Written, list[Member]] = {}
    of_first, lacking = undated_of(rows, rules["date"], mapping)
    for row in rows:
        if id(row) in of_first:
            continue
        try:
            if id(row) in lacking:
                raise lacks_date(rules["date"])
            for day in days_of(row, rules, mapping, precision, today):
                listed.setdefault(day, []).append(Member(row, day, day.end))
        except CellError as error:
            if len(rows) == 1:
                raise
            yield Misfit(row, error)
    if not listed:
        yield from (Misfit(row, lacks_date(rules["date"])) for row in of_first.values())
    has_first = mapping.pairs == "first-to-rest" and not mapping.sides
    for day, members in listed.items():
        members += [Member(row, day, day.end) for row in of_first.values()]
        if has_first and all(member.row is not rows[0] for member in members):
            text = f"the first row of the event (line {rows[0].line}) does not name {day.day}"
            yield from (Misfit(member.row, CellError("date", "not_with_first", text)) for member in members)
            continue
        order = {id(row): position for position, row in enumerate(rows)}
        yield sorted(members, key=lambda member: order[id(member.row)])


def _issues(rows: list[Cells], error: CellError, rules: Mapping[str, FieldRule]) -> Iterator[Issue]:
    """Yield an error of an event's first row as an issue, and one for each of its other rows."""
    first = _issue(rows[0], error, rules)
    yield first
    for row in rows[1:]:
        message = f"{first.message} (line {first.line}, of the same event)"
        yield Issue(row.line, first.column, first.reason, message, row.raw)


MANY_NAMES = 5
"""Columns of one field of which a message names the first and the last."""


def _issue(row: Cells, error: CellError, rules: Mapping[str, FieldRule]) -> Issue:
    """Return an error as an issue that names the table's own columns beside ours."""
    rule = rules.get(error.column)
    message = _named(error.message, error.column, rule)
    if rule and error.reason in ("missing_value", "too_few_countries"):
        message += _why_empty(row, rule)
    return Issue(row.line, error.column, error.reason, message, row.raw)


def _named(message: str, column: str, rule: FieldRule | None) -> str:
    """Return a message on one of our columns behind the names of the table's own."""
    names = rule.columns_used() if rule else ()
    theirs = f"{names[0]} to {names[-1]}" if len(names) > MANY_NAMES else ", ".join(names)
    return f"{theirs}: {message}" if theirs and theirs != column else message


def _why_empty(row: Cells, rule: FieldRule) -> str:
    """Return why a field is empty though its cell may not look so, "" if it simply is."""
    filled = next(filter(None, (row.values.get(name, "") for name in rule.columns_used())), "")
    if rule.pattern and filled:
        return f"; its pattern finds nothing in {shorten(filled)!r}"
    return merged_hint(row.merged, rule.columns_used())


def _with_hint(issue: Issue, first: Cells, rules: Mapping[str, FieldRule], pair: Pair) -> Issue:
    """Return an issue of our own checks with what the mapping has to do with it, at the row it is of."""
    row = pair.rows.get(issue.column, first)
    message = _named(issue.message, issue.column, rules.get(issue.column))
    issue = Issue(row.line, issue.column, issue.reason, message, row.raw)
    rule = rules.get(issue.column) or rules.get("countries")
    if rule and issue.reason == "missing_value":
        return replace(issue, message=issue.message + _why_empty(row, rule))
    if issue.reason != "no_state_then" or rule is None or rule.codes != "any" or rule.by_day:
        return issue
    hint = "; if names mean the state of their day (Russia the Soviet Union), write by_day = true"
    state = pair.actor if issue.column == "actor" else pair.recipient
    if of_its_day(state, pair.when.day) == state:
        hint = f'; say what stood there then with {issue.column}.values, "skip" leaves it out'
    return replace(issue, message=issue.message + hint)


def _coded(row: Cells, rules: Mapping[str, FieldRule], mapping: TableMapping) -> tuple[dict[str, str], bool]:
    """Return a row in our own format but for countries, dates and proofs; and if the host comes first.

    Raises:
        CellError: A cell cannot be used.
    """
    coded: dict[str, str] = {}
    for name, rule in rules.items():
        if name in ("actor", "recipient", "countries", "id", "date", "date_end", "source_url", "source_name"):
            continue
        text = text_of(row, rule, mapping)
        if name == "topics":
            separators = rule.separators or (";",)
            pieces = re.split("|".join(map(re.escape, separators)), text)
            words = [word_of("topics", piece.strip(), rule) for piece in pieces if piece.strip()]
            coded[name] = ";".join(dict.fromkeys(filter(None, words)))
        else:
            coded[name] = word_of(name, text, rule)
    is_host = rules["type"].codes == "cameo" and coded["type"].zfill(3) in HOST_CODES
    coded["type"] = _type_of(coded["type"], rules["type"])
    return coded, is_host


def _type_of(text: str, rule: FieldRule) -> str:
    if not text:
        raise CellError("type", "missing_value", "the row names no kind of act")
    form = "_".join(text.casefold().replace("-", " ").split())
    if form in EVENT_TYPES:
        return form
    text = whole_number(text)
    if rule.codes == "cameo" and text.isdigit():
        # Numbers lose their leading zero in spreadsheets; no root is above 20, no code above 204.
        full = (
            f"0{text}"
            if (len(text) == 2 and int(text) > 20) or (len(text) == 3 and int(text) > 204)
            else text
        )
        if (found := event_type_of(full)) is not None:
            return found
        raise CellError(
            "type",
            "unknown_type",
            f"the CAMEO code {full} stands for no single kind of act; say what it means in type.values",
        )
    if near(text, rule.values):
        hint = did_you_mean(text, rule.values)
    elif len(text) <= MAX_KIND and guess_kind(text):
        hint = f'{kind_hint(text)} If so, write values = {{ {toml(text)} = "{guess_kind(text)}" }}'
    else:
        hint = "say what it means in type.values"
    raise CellError("type", "unknown_type", f"unknown type {shorten(text)!r}; {hint}")


def _proofs(rows: list[Cells], rules: Mapping[str, FieldRule], mapping: TableMapping) -> dict[str, str]:
    """Return the addresses of a group of rows with their publishers, each address once.

    Raises:
        CellError: The mapping leaves all of them out.
    """
    names: dict[str, str] = {}
    rule = rules["source_url"]
    between = "|".join(map(re.escape, rule.separators)) or r"\s*\|\s*|[\s,;]+(?=https?://)"
    left_out: CellError | None = None
    for row in rows:
        text = text_of(row, replace(rule, pattern=""), mapping)
        publisher = word_in(row, "source_name", rules, mapping)
        # A word of the mapping may hold what else stands between addresses.
        if known_form(text, rule) is not None:
            parts = [text]
        elif rule.pattern:
            parts = [found[1] or "" for found in re.finditer(rule.pattern, text[:5_000])]
        else:
            parts = re.split(between, text)
        for part in parts:
            try:
                address = word_of("source_url", part.strip(), rule)
            except CellError as error:
                left_out = error
                continue
            if address:
                names.setdefault(address, publisher.replace("|", "/"))
    if not names and left_out is not None:
        raise left_out
    return {
        "source_url": " | ".join(names),
        "source_name": " | ".join(names.values()) if any(names.values()) else "",
    }


def _base_id(row: Cells, rules: Mapping[str, FieldRule], mapping: TableMapping) -> str:
    """Return the source's own id of a row, or one made from the raw cells that say which event it is.

    Raises:
        CellError: The mapping leaves rows of this id out.
    """
    if own := clean_text(word_in(row, "id", rules, mapping)):
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
