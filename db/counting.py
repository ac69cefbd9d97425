"""Counting: a number with its noun, for people."""


def counted(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun, thousands apart.

    >>> counted(1, "event"), counted(1380, "event"), counted(0, "entry", "entries")
    ('1 event', '1,380 events', '0 entries')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"
