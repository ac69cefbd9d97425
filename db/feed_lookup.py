"""What feeds have brought, as the loading of feeds asks for it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from db.lookup import pieces
from db.tables import FEED, FEED_ITEM, LOAD, RECORD, REFUSED_PAGE


def feed_state(connection: Connection, address: str) -> tuple[str, str]:
    """Return (etag, last_modified) of a feed as its server last gave them, "" where it is to be read anew."""
    query = select(FEED.c.etag, FEED.c.last_modified).where(FEED.c.address == address)
    row = connection.execute(query).first()
    return (row[0], row[1]) if row else ("", "")


def known_items(connection: Connection, sha256s: Iterable[str]) -> dict[str, bool]:
    """Return those of a feed's items that loads in force have read, each with whether it was read whole."""
    c = FEED_ITEM.c
    found: dict[str, bool] = {}
    for piece in pieces(sha256s):
        for sha256, is_read in connection.execute(select(c.sha256, c.is_read).where(c.sha256.in_(piece))):
            found[sha256] = is_read or found.get(sha256, False)
    return found


def refused_pages(connection: Connection, feed: str) -> dict[str, tuple[int, date]]:
    """Return of a feed's items whose pages were refused how often in a row, and the day to ask again."""
    c = REFUSED_PAGE.c
    query = select(c.sha256, c.n_times, c.ask_again_on).where(c.feed == feed)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def keys_of_items(connection: Connection, sha256s: Iterable[str]) -> list[str]:
    """Return the ids of the acts that items of feeds tell, in the order in which they were read."""
    c = FEED_ITEM.c
    query = select(c.load_id, c.event_keys)
    rows = [row for piece in pieces(sha256s) for row in connection.execute(query.where(c.sha256.in_(piece)))]
    return _flat(keys for _, keys in sorted(rows, key=lambda row: row[0]))


def keys_of_feed(connection: Connection, feed: str) -> list[str]:
    """Return the ids of the acts that a feed has told, in the order in which they were read."""
    c = FEED_ITEM.c
    return _flat(connection.execute(select(c.event_keys).where(c.feed == feed).order_by(c.load_id)).scalars())


def stories_named(connection: Connection, feed: str, names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return article and first words of the last items of a feed that bore an id, by its digest."""
    c = FEED_ITEM.c
    query = select(c.name, c.story, c.words).where(c.feed == feed, c.story != "").order_by(c.load_id)
    return {
        row[0]: (row[1], row[2])
        for piece in pieces(names)
        for row in connection.execute(query.where(c.name.in_(piece)))
    }


def stories_told(connection: Connection, feed: str, told: Iterable[str]) -> dict[str, str]:
    """Return the article of the last items of a feed that said something on a day, by the digest of that."""
    c = FEED_ITEM.c
    query = select(c.told, c.story).where(c.feed == feed, c.story != "").order_by(c.load_id)
    return {
        row[0]: row[1] for piece in pieces(told) for row in connection.execute(query.where(c.told.in_(piece)))
    }


def keys_from_feeds(connection: Connection, source_id: str, start: str) -> list[str]:
    """Return the ids in force that begin so and that came from the words of feeds, not from pages."""
    c = RECORD.c
    feeds = select(FEED_ITEM.c.feed).distinct()
    query = (
        select(c.source_event_id)
        .join(LOAD, LOAD.c.id == c.load_id)
        .where(c.source_id == source_id, c.is_current, c.draft.is_not(None), LOAD.c.input_name.in_(feeds))
        .where(c.source_event_id.startswith(start, autoescape=True))
    )
    found = list(connection.execute(query).scalars())
    if not found:
        return []
    pages = select(FEED_ITEM.c.event_keys).where(FEED_ITEM.c.page_sha256 != "")
    told_by_pages = {key for keys in connection.execute(pages).scalars() for key in keys}
    return [key for key in found if key not in told_by_pages]


def _flat(lists: Iterable[list[str]]) -> list[str]:
    return list(dict.fromkeys(key for keys in lists for key in keys))
