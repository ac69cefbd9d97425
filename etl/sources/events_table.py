"""Tables of events in the project's own format: one row, one event, with the addresses that prove it.

Required columns: date, actor, recipient, type, title, source_url. The rest is optional: id, date_end,
date_precision, level, tier, place, topics (';' between), confidence, source_name, status, review. Several
addresses of one event stand in one cell with ' | ' between, their names in source_name in the same order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import InputError
from db.vocabulary import CONFIDENCES, EVENT_TYPES, LEVELS, REVIEWS, STATUSES, TOPICS
from etl.coding.cells import CellError, clean_text, read_country, read_date, read_list, read_word
from etl.coding.check import check_draft
from etl.coding.identity import row_id
from etl.coding.suggest import near
from etl.contract import EventDraft, EvidenceDraft, Issue, RawFile
from etl.tables.coded_table import CodedTable
from etl.tables.formats import read_table
from etl.tables.headers import column_form, plain_name
from etl.tables.merged_cells import merged_hint
from etl.tables.tabular import Cells, Progress, Table, path_input, raw_input

if TYPE_CHECKING:
    from etl.mappings.mapping import TableMapping

REQUIRED = ("date", "actor", "recipient", "type", "title", "source_url")
OPTIONAL = (
    "id", "date_end", "date_precision", "level", "tier", "place", "topics", "confidence", "source_name",
    "status", "review",
)  # fmt: skip
COLUMNS = REQUIRED + OPTIONAL
ID_COLUMNS = ("date", "actor", "recipient", "type", "title")
"""Raw fields that make the id of a row without one: the fewest that tell events apart."""

_TYPES = tuple(EVENT_TYPES)
_LEVELS = tuple(LEVELS)


@dataclass(slots=True)
class EventTable(CodedTable):
    """A table whose columns are known, ready to be read as events."""

    names: Mapping[str, str]
    """Our column name -> the table's own."""

    def rows(self, today: date) -> Iterator[EventDraft | Issue]:
        names = self.names
        for row in self.table.read():
            if isinstance(row, Issue):
                yield row
                continue
            values = {ours: row.values.get(theirs, "") for ours, theirs in names.items()}
            merged = {ours: row.merged[theirs] for ours, theirs in names.items() if theirs in row.merged}
            yield code_row(Cells(row.line, values, row.raw, merged=merged), today)


def open_table(
    path: Path, *, mapping: "TableMapping | None" = None, progress: Progress | None = None
) -> CodedTable:
    """Return the table in a file, its columns matched by their names or as a mapping says.

    Raises:
        InputError: It is missing, empty, no table, or lacks required columns or those of the mapping.
    """
    if mapping is None:
        return match_columns(read_table(path_input(path), COLUMNS, progress))
    from etl.mappings.mapped import open_mapped

    return open_mapped(path_input(path), mapping, progress)


def open_raw(raw: RawFile) -> EventTable:
    """Return the table in bytes. Raises `InputError` as `open_table` does."""
    return match_columns(read_table(raw_input(raw), COLUMNS))


def match_columns(table: Table) -> EventTable:
    """Return `table` with its columns matched to ours, whatever their case and order.

    Raises:
        InputError: A required column is missing, or a column stands twice.
    """
    names: dict[str, str] = {}
    extra: list[str] = []
    for column in table.columns:
        form = column_form(plain_name(column))
        if form not in COLUMNS:
            extra += [column] if form else []
        elif form in names:
            raise InputError(f"{table.name}: the column {form} stands twice", "remove or rename one of them")
        else:
            names[form] = column
    missing = [column for column in REQUIRED if column not in names]
    if missing:
        found = ", ".join(repr(column) for column in table.columns[:30] if plain_name(column)) or "none"
        guesses = {column: guess for column in missing for guess in _guesses(column, extra)}
        # A name or two that look alike by chance do not make a foreign table one of ours.
        hint = (
            f"{'; '.join(f'{guess!r} may be {column}' for column, guess in guesses.items())}: rename it"
            if 2 * len(guesses) >= len(missing)
            else "rename the columns, or describe them: --suggest-mapping, then --mapping"
        )
        raise InputError(
            f"{table.name}: required columns are missing: {', '.join(missing)}; found are {found}", hint
        )
    if extra:
        shown = ", ".join(extra[:10]) + (" and more" if len(extra) > 10 else "")
        table.warnings.append(f"columns that mean nothing here were ignored: {shown}")
    return EventTable(table, names)


def _guesses(column: str, found: Sequence[str]) -> tuple[str, ...]:
    """Return the column of a table that may be ours under another name, if one looks like it."""
    parts = [name for name in found if len(name) > 2 and column_form(name) in column.split("_")]
    return tuple(parts[:1]) or near(column, found, limit=1)


def source_id_of(path: Path) -> str:
    """Return the source's id that a file's name gives.

    >>> source_id_of(Path("My Events (2025).csv"))
    'my-events-2025'
    """
    return re.sub(r"\W+", "-", path.stem.casefold()).strip("-_") or "table"


def code_row(row: Cells, today: date) -> EventDraft | Issue:
    """Return a row, by our column names, as a draft; or as an issue if any of its cells cannot be used."""
    try:
        draft = _draft(row)
    except CellError as error:
        hint = merged_hint(row.merged, [error.column]) if error.reason == "missing_value" else ""
        return Issue(row.line, error.column, error.reason, error.message + hint, row.raw)
    problem = check_draft(draft, today)
    if problem is not None:
        return Issue(row.line, problem.column, problem.reason, problem.message, row.raw)
    return draft


def _draft(row: Cells) -> EventDraft:
    cells = row.values
    for column in REQUIRED:
        if not cells.get(column):
            raise CellError(column, "missing_value", f"{column} is empty; every event needs one")
    given = cells.get("date_precision", "")
    day, precision = read_date("date", cells["date"], given.casefold())
    end_text = cells.get("date_end", "")
    type_ = read_word("type", cells["type"], _TYPES, "")
    actor = read_country("actor", cells["actor"])
    recipient = read_country("recipient", cells["recipient"])
    if EVENT_TYPES[type_].is_mutual and actor > recipient:
        actor, recipient = recipient, actor
    return EventDraft(
        source_event_id=clean_text(cells.get("id", "")) or _id_of(cells),
        date=day,
        actor=actor,
        recipient=recipient,
        type=type_,
        title=clean_text(cells["title"]),
        date_end=read_date("date_end", end_text)[0] if end_text else None,
        date_precision=precision,
        level=read_word("level", cells.get("level", ""), _LEVELS, ""),
        tier=clean_text(cells.get("tier", "")),
        place=clean_text(cells.get("place", "")),
        topics=_topics(cells.get("topics", "")),
        status=read_word("status", cells.get("status", ""), STATUSES, "occurred"),
        review=read_word("review", cells.get("review", ""), REVIEWS, "accepted"),
        confidence=read_word("confidence", cells.get("confidence", ""), CONFIDENCES, "medium"),
        evidence=read_evidence(cells["source_url"], cells.get("source_name", "")),
        line=row.line,
    )


def _id_of(cells: Mapping[str, str]) -> str:
    return row_id({column: cells[column] for column in ID_COLUMNS})


_TOPIC_IDS = tuple(TOPICS)


def _topics(text: str) -> tuple[str, ...]:
    return tuple(read_word("topic", word, _TOPIC_IDS, "") for word in read_list(text)) if text else ()


def read_evidence(urls: str, names: str) -> tuple[EvidenceDraft, ...]:
    """Return the proofs of a row: addresses with ' | ' between, with their names in the same order.

    Raises:
        CellError: There is no address, or there are more names than addresses.
    """
    addresses = read_list(urls, "|")
    if not addresses:
        raise CellError("source_url", "missing_value", "source_url holds no address; every event needs one")
    publishers = [clean_text(name) for name in names.split("|")] if names else []
    if len(publishers) > len(addresses):
        raise CellError(
            "source_name",
            "unmatched_names",
            f"{len(publishers)} names stand for {len(addresses)} addresses; give each address one name",
        )
    publishers += [""] * (len(addresses) - len(publishers))
    return tuple(
        EvidenceDraft(url=url, publisher=publisher)
        for url, publisher in zip(addresses, publishers, strict=True)
    )


class _EventsTable:
    id = "events-table"
    title = "Tables of events (CSV, TSV)"

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield every row of `raw` as a draft or as an issue; raise `InputError` if there is no table."""
        yield from open_raw(raw).rows(today)


SOURCE = _EventsTable()
