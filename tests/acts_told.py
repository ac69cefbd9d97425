"""Reading a text for the tests of the article extractor: the acts that it tells, each with its day."""

from datetime import date

from etl.coding.extract import extract

PUBLISHED = date(2024, 9, 12)  # a Thursday
TODAY = date(2026, 11, 24)


def read(
    text: str, published: date | None = PUBLISHED
) -> tuple[set[tuple[str, str, str, str]], set[tuple[str, str, str]]]:
    """Return the dated acts of a text (type, actor, recipient, day), and those without a day."""
    found = extract(text, published, today=TODAY)
    dated = {(e.type, e.actor, e.recipient, str(e.date)) for e in found.events}
    return dated, {(e.type, e.actor, e.recipient) for e in found.undated}


def read_all(text: str, published: str = "") -> set[tuple[str, str, str, str]]:
    """Return all acts of a text published on an ISO day, if any; the day of those without one is "None"."""
    dated, undated = read(text, date.fromisoformat(published) if published else None)
    return dated | {(*one, "None") for one in undated}
