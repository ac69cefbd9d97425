"""What the store knows of earlier and later loads of one table."""

from sqlalchemy import Connection, exists, select

from db.tables import LOAD, RECORD, VOUCHED


def held_before(connection: Connection, load_id: int) -> list[tuple[str, int, int]]:
    """Return id, record and load of all that earlier loads of the same source and input hold in force."""
    c, now = RECORD.c, LOAD.alias()
    query = (
        select(c.source_event_id, c.id, c.load_id)
        .join(LOAD, LOAD.c.id == c.load_id)
        .join(now, (now.c.source_id == LOAD.c.source_id) & (now.c.input_name == LOAD.c.input_name))
        .where(now.c.id == load_id, LOAD.c.id < load_id, c.is_current, c.draft.is_not(None))
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def vouched_before(connection: Connection, load_id: int) -> list[tuple[int, str, int, int]]:
    """Return the runs of records that earlier loads of the same source vouch for.

    Each is the load, its input name, the first and the last record.
    """
    c, now = VOUCHED.c, LOAD.alias()
    query = (
        select(LOAD.c.id, LOAD.c.input_name, c.first_record, c.last_record)
        .join(LOAD, LOAD.c.id == c.load_id)
        .join(now, now.c.source_id == LOAD.c.source_id)
        .where(now.c.id == load_id, LOAD.c.id < load_id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def found_unchanged(connection: Connection, load_id: int) -> list[tuple[int, str, int]]:
    """Return number, input and rows of later loads of the same source that found rows as they were.

    Only those of a version that did not note which rows these were.
    """
    c, own = LOAD.c, LOAD.alias()
    query = (
        select(c.id, c.input_name, c.n_unchanged)
        .join(own, own.c.source_id == c.source_id)
        .where(own.c.id == load_id, c.id > load_id, c.status == "done", c.n_unchanged > 0)
        .where(~exists().where(VOUCHED.c.load_id == c.id))
        .order_by(c.id)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]
