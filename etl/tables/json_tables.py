"""JSON as rows of text: an object per line, a list, or an object around a list."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from db.errors import InputError
from etl.contract import Issue
from etl.tables.json_shapes import inner_columns, records_of
from etl.tables.tabular import Cells, Input, Progress, Table, input_sha256
from etl.tables.typed_cells import cell_text, cells_of

MAX_JSON = 512 << 20
"""Bytes of a JSON array, which must be read whole; JSON lines have no limit."""

JSON_LOOK_AHEAD = 1_000
"""JSON lines that are looked at to learn the columns."""


def _flat(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a record's fields; those of a record in it as `outer.inner`."""
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record's fields, with those of the records that stand in a list of it."""
    fields: dict[str, Any] = {}
    for name, value in _flat(record):
        fields[name] = value
        for inner, values in inner_columns(name, value):
            fields.setdefault(inner, values)
    return fields


class _Object(dict[str, Any]):
    """A JSON object that knows which of its names stands in it twice, "" if none does."""

    repeated = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    marked = _Object(found)
    marked.repeated = next(name for name in names if names.count(name) > 1)
    return marked


def _repeated(record: dict[str, Any]) -> str:
    """Return a name that stands twice in a record or in one inside it, "" if none does."""
    own = record.repeated if isinstance(record, _Object) else ""
    inner = (_repeated(value) for value in record.values() if isinstance(value, dict))
    return own or next(filter(None, inner), "")


def _repeated_issue(line: int, name: str, text: str) -> Issue:
    message = f"the field {name!r} stands twice in the object; name it once"
    return Issue(line, name, "repeated_field", message, text)


def _json_row(line: int, text: str) -> tuple[dict[str, Any], Issue | None]:
    try:
        record = json.loads(text, object_pairs_hook=_object)
        if isinstance(record, dict):
            if name := _repeated(record):
                return {}, _repeated_issue(line, name, text[:2_000])
            return _fields(record), None
    except (ValueError, RecursionError) as error:
        return {}, Issue(line, "", "bad_json", f"the line is no JSON: {error}", text[:2_000])
    return {}, Issue(line, "", "bad_json", "the line holds no object with named fields", text[:2_000])


def _json_texts(source: Input) -> Iterator[tuple[int, str]]:
    with source.open() as file:
        for line, data in enumerate(file, start=1):
            text = data.decode("utf-8-sig", "replace").strip()
            if text:
                yield line, text


def read_json_lines(source: Input, progress: Progress | None) -> Table:
    columns: dict[str, None] = {}
    first_fault: Issue | None = None
    for number, (line, text) in enumerate(_json_texts(source)):
        record, fault = _json_row(line, text)
        first_fault = first_fault or fault
        columns.update(dict.fromkeys(record))
        if number >= JSON_LOOK_AHEAD:
            break
    if not columns:
        why = first_fault.message if first_fault else "it is empty"
        raise InputError(
            f"{source.name} holds no JSON lines: {why}",
            "write one JSON object per line; is the download unfinished?",
        )
    names = tuple(columns)

    def read() -> Iterator[Cells | Issue]:
        done = 0
        for line, text in _json_texts(source):
            done += len(text)
            if progress and line % 2_000 == 0:
                progress(source.name, min(done, source.size), source.size)
            record, fault = _json_row(line, text)
            if fault is not None:
                yield fault
            elif any(values := [cell_text(record.get(name)) for name in names]):
                yield Cells(line, dict(zip(names, values, strict=True)), text[:2_000])
        if progress:
            progress(source.name, source.size, source.size)

    return Table(source.name, input_sha256(source), names, read)


def whole_json(source: Input) -> Any:
    if source.size > MAX_JSON:
        raise InputError(
            f"{source.name} is one JSON value of {source.size >> 20} MB",
            "write one JSON object per line instead",
        )
    with source.open() as file:
        try:
            return json.loads(file.read().decode("utf-8-sig"), object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{source.name} is no JSON: {error}", "is the download unfinished?") from error


def read_json_document(source: Input, known: Sequence[str]) -> Table | None:
    """Return the records in one JSON object that wraps them, as web services do; None if it is none.

    Of several lists of objects that with most of the columns to expect is taken, else the longest; an object
    that has such columns itself is a record.
    """
    texts = [text for _, text in islice(_json_texts(source), 2)]
    is_lines = len(texts) == 2 and _json_row(1, texts[0])[1] is None
    if is_lines or source.size > MAX_JSON:
        return None
    try:
        whole = whole_json(source)
        fields = dict(_flat(whole))
    except (InputError, RecursionError):
        return None
    if set(fields) & set(known):
        return None
    lists = {name: value for name, value in fields.items() if isinstance(value, list)}
    lists = {name: value for name, value in lists.items() if any(isinstance(one, dict) for one in value)}
    by_key = None if _repeated(whole) or len(lists) < 2 else records_of(whole)
    if by_key is not None:
        return records_table(source, by_key, "the lists, one after the other")
    if not lists:
        shaped = None if _repeated(whole) else records_of(whole)
        return records_table(source, shaped, "the JSON object") if shaped else None
    if twice := _repeated(whole):
        raise InputError(
            f"{source.name}: the name {twice!r} stands twice in the JSON object",
            "rename one of the two, which would be lost",
        )
    name = max(lists, key=lambda one: (_n_known(lists[one], known), len(lists[one])))
    others = [repr(one) for one in lists if one != name]
    left = f"; not read: {', '.join(others[:5])}{' and more' if len(others) > 5 else ''}" if others else ""
    return records_table(source, lists[name], f"the list {name!r}{left}")


def read_rows_of_json(source: Input) -> Table:
    """Return the table of a JSON array of rows that are arrays themselves, the first of which are names."""
    records = records_of(whole_json(source))
    if records is None:
        raise InputError(
            f"{source.name} is a list of lists whose first does not name the columns, each once",
            "write a list of objects with named fields",
        )
    return records_table(source, records, "the JSON array, the row of names left aside")


def _n_known(records: list[Any], known: Sequence[str]) -> int:
    """Return how many columns to expect the first records have."""
    names = {name for record in records[:100] if isinstance(record, dict) for name in record}
    return len(names & set(known))


def records_table(source: Input, records: list[Any], where: str) -> Table:
    flat = [_fields(record) if isinstance(record, dict) else None for record in records]
    names = tuple(dict.fromkeys(name for record in flat if record for name in record))
    if not names:
        raise InputError(f"{source.name} holds no records", "write a list of objects with named fields")

    def read() -> Iterator[Cells | Issue]:
        for number, record in enumerate(flat, start=1):
            if record is None:
                text = json.dumps(records[number - 1], ensure_ascii=False)[:2_000]
                yield Issue(number, "", "bad_json", f"item {number} is no object with named fields", text)
                continue
            if twice := _repeated(records[number - 1]):
                text = json.dumps(records[number - 1], ensure_ascii=False)[:2_000]
                yield _repeated_issue(number, twice, text)
                continue
            cells = cells_of(names, [record.get(name) for name in names], number)
            if cells is not None:
                yield cells

    return Table(
        source.name,
        input_sha256(source),
        names,
        read,
        [f"lines are the numbers of the items in {where}"],
    )
