"""Loads of a table that find rows as they were: undoing the load that wrote those leaves them standing.

What such a load vouches for is noted as runs of record ids, since the rows of a table mostly follow each
other: a table of any length that is loaded again unchanged takes one row.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from db.read import NO_INPUT
from db.tables import COVERAGE, EVIDENCE, LOAD, RECORD, REVIEW, VOUCHED


def vouch(connection: Connection, load_id: int, record_ids: Iterable[int]) -> None:
    """Note the records that a load found as they were."""
    rows = [
        {"load_id": load_id, "first_record": first, "last_record": last} for first, last in runs(record_ids)
    ]
    if rows:
        connection.execute(insert(VOUCHED), rows)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers that follow each other.

    >>> list(runs([7, 3, 1, 2]))
    [(1, 3), (7, 7)]
    """
    first = last = None
    for number in sorted(numbers):
        if last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def hand_over_table(connection: Connection, load_id: int) -> int:
    """Put down to later loads of its table what they found as it was; return how many records went over.

    A load of a version that noted no runs vouches for what it had in common with a load of the same bytes.
    """
    load, *later = connection.execute(
        select(LOAD)
        .where(LOAD.c.source_id == select(LOAD.c.source_id).where(LOAD.c.id == load_id).scalar_subquery())
        .where(LOAD.c.id >= load_id, or_(LOAD.c.id == load_id, LOAD.c.status == "done"))
        .order_by(LOAD.c.id)
    )
    n_gone = 0
    for heir in later:
        spans = _spans(connection, heir.id)
        for span in spans:
            n_gone += _move(connection, load_id, heir.id, RECORD.c.id.between(*span))
        if not spans and _is_of_the_same_bytes(load, heir):
            # What changed in between the later load has written itself.
            written = select(RECORD.c.source_event_id).where(RECORD.c.load_id == heir.id)
            n_gone += _move(connection, load_id, heir.id, RECORD.c.source_event_id.not_in(written))
        if (heir.coverage_from, heir.coverage_to) == (load.coverage_from, load.coverage_to):
            _hand_over_coverage(connection, load_id, heir.id, spans)
    return n_gone


def _spans(connection: Connection, load_id: int) -> list[tuple[int, int]]:
    c = VOUCHED.c
    rows = connection.execute(select(c.first_record, c.last_record).where(c.load_id == load_id))
    return [(row[0], row[1]) for row in rows]


def _is_of_the_same_bytes(load: Row[Any], heir: Row[Any]) -> bool:
    def look(one: Row[Any]) -> tuple[str, int, int]:
        return one.sha256, one.n_read, one.n_rejected

    return load.sha256 not in NO_INPUT and look(load) == look(heir)


def _move(connection: Connection, load_id: int, heir: int, which: ColumnElement[bool]) -> int:
    """Put records of a load, with their evidence and questions, down to another; return how many."""
    going = (RECORD.c.load_id == load_id) & which
    ids = select(RECORD.c.id).where(going)
    for table in (EVIDENCE, REVIEW):
        mine = (table.c.load_id == load_id) & table.c.record_id.in_(ids)
        connection.execute(update(table).where(mine).values(load_id=heir))
    return connection.execute(update(RECORD).where(going).values(load_id=heir)).rowcount


def _hand_over_coverage(
    connection: Connection, load_id: int, heir: int, spans: list[tuple[int, int]]
) -> None:
    """Put the coverage of pairs down to a load that says the same of them, and so wrote none itself."""
    c = COVERAGE.c
    pairs = {(row[0], row[1]) for row in connection.execute(
        select(c.country_a, c.country_b).where(c.load_id == load_id)
    )}  # fmt: skip
    if not pairs:
        return
    sides = (RECORD.c.draft["actor"].as_string(), RECORD.c.draft["recipient"].as_string())
    own = [RECORD.c.load_id == heir, *(RECORD.c.id.between(*span) for span in spans)]
    for one in own:
        rows = connection.execute(select(*sides).where(one, RECORD.c.draft.is_not(None)).distinct())
        for a, b in {tuple(sorted(row)) for row in rows} & pairs:
            pairs.discard((a, b))
            mine = (c.load_id == load_id) & (c.country_a == a) & (c.country_b == b)
            connection.execute(update(COVERAGE).where(mine).values(load_id=heir))
