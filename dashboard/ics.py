"""Calendars as iCalendar files (RFC 5545), which every calendar program takes in. Pure: pass the stamp."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRODUCT = "-//Bilateral//Agenda//EN"
_LONGEST = 75
"""Octets of one line, its line break left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One occasion that takes whole days.

    Attributes:
        uid: The same for the same occasion in every file, so that a second import updates and never doubles.
        first, last: Days, both included.
        summary: What a calendar shows.
        url: Address that proves it; "" if there is none.
        is_tentative: Its day is not certain.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_tentative: bool = False


def write_calendar(entries: Iterable[Entry], *, name: str, stamp: datetime) -> bytes:
    """Return a calendar of `entries` in UTF-8.

    Args:
        name: Of the calendar, for people.
        stamp: When the file was made, UTC; it stands in every entry.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escape_text(name)}")
    for entry in entries:
        lines += _lines_of(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode("utf-8")


def _lines_of(entry: Entry, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_text(entry.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    # The end of an entry of whole days is the day after its last one.
    yield f"DTEND;VALUE=DATE:{max(entry.first, entry.last) + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escape_text(entry.description)}"
    if entry.location:
        yield f"LOCATION:{escape_text(entry.location)}"
    if entry.url:
        yield f"URL:{''.join(char for char in entry.url if char > ' ')}"
    if entry.categories:
        yield f"CATEGORIES:{','.join(escape_text(one) for one in entry.categories)}"
    yield f"STATUS:{'TENTATIVE' if entry.is_tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because two states meet
    yield "END:VEVENT"


def escape_text(text: str) -> str:
    r"""Return a text as a value of the format: marks escaped, line breaks as `\n`, no control characters.

    >>> escape_text("Tokyo; summit, day 1\nthen talks")
    'Tokyo\\; summit\\, day 1\\nthen talks'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = ("".join(char for char in line if char >= " " and char != "\x7f") for line in lines)
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in clean)


def fold(line: str) -> str:
    """Return a line folded at 75 octets, never within a character; later pieces begin with a space."""
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = "", 1  # the space that continues a line counts
        piece += char
        size += width
    return "\r\n ".join([*pieces, piece])
