"""What sources told, as the store keeps it beside what the events say now; for people, like `db.read`."""

from typing import Any

from sqlalchemy import Engine, and_, select

from db.tables import EVENT, RECORD


def own_statement(engine: Engine, event_id: int) -> dict[str, Any] | None:
    """Return what the source that an event is named after says of it now, without edits and other sources.

    Returns:
        Plain values by column of `event`, dates ISO, `topics` a list; what is empty or usual is left out.
        None where the source tells of it no more.
    """
    c = RECORD.c
    same = and_(c.source_id == EVENT.c.source_id, c.source_event_id == EVENT.c.source_event_id)
    query = (
        select(c.draft)
        .join(EVENT, and_(EVENT.c.id == c.event_id, same))
        .where(EVENT.c.id == event_id, c.is_current, c.draft.is_not(None))
    )
    with engine.connect() as connection:
        draft = connection.execute(query).scalar()
    return None if draft is None else dict(draft)
