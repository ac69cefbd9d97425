"""The episode rule: one visit with its talks counts once, whatever number of rows tells it (METHOD 2)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

EPISODE_TYPES = frozenset(
    {"leader_visit", "summit", "sideline_meeting", "ministerial_visit", "ministerial_meeting"}
)
"""Types of which several rows may tell one meeting. A leaders' call or officials' talks never fold."""


class Meeting(NamedTuple):
    """One day-precision event of `EPISODE_TYPES`.

    Attributes:
        first, last: Days since 1970-01-01; `last` is the end, or `first` where none is known.
        weight: |score| x level factor.
        id: The source's own id as text.
    """

    first: int
    last: int
    weight: float
    id: str


def fold(meetings: Sequence[Meeting]) -> list[int | None]:
    """Return for each meeting the position of the head it is counted with; None for heads.

    Meetings are taken by weight from large to small (ties: longer span, then earlier date, then id). The
    first is the head of an episode, and every meeting not yet taken that begins between the day before the
    head's first day and the day after its last belongs to it; then the next one not yet taken, and so on.

    >>> fold([Meeting(10, 12, 4.0, "visit"), Meeting(11, 11, 4.0, "summit"), Meeting(20, 20, 2.4, "talks")])
    [None, 0, None]
    """
    ranked = sorted(
        range(len(meetings)),
        key=lambda i: (
            -meetings[i].weight,
            meetings[i].first - meetings[i].last,
            meetings[i].first,
            meetings[i].id,
        ),
    )
    by_date = sorted(range(len(meetings)), key=lambda i: meetings[i].first)
    dates = [meetings[i].first for i in by_date]
    heads: list[int | None] = [None] * len(meetings)
    taken = [False] * len(meetings)
    for head in ranked:
        if taken[head]:
            continue
        taken[head] = True
        begin = bisect_left(dates, meetings[head].first - 1)
        end = bisect_right(dates, meetings[head].last + 1)
        for member in by_date[begin:end]:
            if not taken[member]:
                taken[member] = True
                heads[member] = head
    return heads
