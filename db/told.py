"""What sources told, as the store keeps it beside what the events say now; for people, like `db.read`."""

from typing import Any

from sqlalchemy import Engine, and_, select

from db.tables import EVENT, EVIDENCE, RECORD

Proof = tuple[str, int, str, str]
"""(source_id, load_id, url, quote) of a row of evidence."""


def other_days(engine: Engine, event_id: int) -> dict[Proof, tuple[str, str, str]]:
    """Return the days that sources give an event where they are not those that the event stands on.

    Returns:
        (date, date_end or "", date_precision), ISO, by proof.
    """
    c = EVIDENCE.c
    query = (
        select(
            c.source_id, c.load_id, c.url, c.quote, RECORD.c.draft,
            EVENT.c.date, EVENT.c.date_end, EVENT.c.date_precision,
        )
        .join(RECORD, RECORD.c.id == c.record_id)
        .join(EVENT, EVENT.c.id == c.event_id)
        .where(c.event_id == event_id)
    )  # fmt: skip
    found = {}
    with engine.connect() as connection:
        for *proof, draft, first, last, precision in connection.execute(query):
            given = draft or {}
            says = (
                str(given.get("date", "")),
                str(given.get("date_end", "")),
                str(given.get("date_precision", "day")),
            )
            if says[0] and says != (first.isoformat(), last.isoformat() if last else "", precision):
                found[proof[0], proof[1], proof[2], proof[3]] = says
    return found


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
