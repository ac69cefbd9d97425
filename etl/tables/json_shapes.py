"""JSON that is no list of records, as programs write tables, read as one; lists of records in a record."""

from collections.abc import Iterator
from typing import Any

MAX_INNER = 50
"""Names of the records inside a record that become columns."""


def records_of(whole: Any) -> list[Any] | None:
    """Return the records of a table in another shape than a list of them; None if it is in none known here.

    - rows as lists under a row of names, or under "columns" with the rows in "data"
    - a column per name, its cells by their number, as pandas writes them
    - records, or lists of records, by their keys, which become the column "key"
    - a record about the download before the list of records

    >>> records_of({"day": {"0": 1, "1": 2}, "to": {"0": "JPN", "1": "MYS"}})
    [{'day': 1, 'to': 'JPN'}, {'day': 2, 'to': 'MYS'}]
    """
    if isinstance(whole, list):
        return _of_list(whole)
    if not isinstance(whole, dict):
        return None
    names, rows = whole.get("columns"), whole.get("data")
    if isinstance(names, list) and isinstance(rows, list) and (found := _of_list([names, *rows])):
        return found
    tables = [found for value in whole.values() if isinstance(value, list) and (found := _of_list(value))]
    if len(tables) == 1:
        return tables[0]
    if (found := _of_lists(whole)) is not None:
        return found
    inner = list(whole.values())
    if len(inner) < 2 or not all(isinstance(one, dict) and one for one in inner):
        return None
    shared = set(inner[0]).intersection(*inner)
    if all(map(str.isdigit, inner[0])) and all(set(one) == shared for one in inner):
        return [{name: cells[number] for name, cells in whole.items()} for number in inner[0]]
    # An object of a few others may be one record, of which each part is about something else.
    if len(shared) >= 2 and all(len(one) <= 2 * len(shared) for one in inner):
        return [{"key": key, **record} for key, record in whole.items()]
    return None


def _of_lists(whole: dict[str, Any]) -> list[Any] | None:
    """Return the records of an object that holds nothing but lists of alike ones: visits by country."""
    if not all(isinstance(records, list) for records in whole.values()):
        return None
    lists = [records for records in whole.values() if records]
    if len(lists) < 2 or not all(isinstance(one, dict) for records in lists for one in records):
        return None
    names = [set().union(*records) for records in lists]
    shared = names[0].intersection(*names)
    if len(shared) < 2 or any(len(one) > 2 * len(shared) for one in names):
        return None
    return [{"key": key, **record} for key, records in whole.items() for record in records]


def _of_list(rows: list[Any]) -> list[Any] | None:
    if len(rows) < 2:
        return None
    if all(isinstance(row, list) for row in rows):
        names, *below = rows
        are_names = bool(names) and all(isinstance(name, str) for name in names)
        if not are_names or len(set(names)) < len(names) or any(len(row) > len(names) for row in below):
            return None
        return [dict(zip(names, row, strict=False)) for row in below]
    if isinstance(rows[0], dict) and len(rows) == 2 and isinstance(rows[1], list):
        return rows[1] if all(isinstance(one, dict) for one in rows[1]) else None
    return None


def inner_columns(name: str, value: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield what the records of a list in a record say, by their names: the guests' countries of a visit.

    >>> list(inner_columns("guests", [{"country": "JPN"}, {"country": "MYS", "rank": 1}]))
    [('guests.country', ['JPN', 'MYS']), ('guests.rank', [1])]
    """
    if not (isinstance(value, list) and value and all(isinstance(one, dict) for one in value)):
        return
    for inner in list(dict.fromkeys(key for one in value for key in one))[:MAX_INNER]:
        yield f"{name}.{inner}", [one[inner] for one in value if one.get(inner) not in (None, "")]
