"""The time before: an earlier visit that a later one tells of: "her first to Chile since May 2023"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, resolve
from etl.coding.story.candidates import Candidate

_FIRST_SINCE = re.compile(
    r"\b(?:his|her|(?-i:[A-Z])[\w-]+['’]s?)\s+first\s+(?!foreign\b|overseas\b)(?:(?:[\w-]+\s+){0,2}?(?:visit|trip)\s+)?"
    r"(?:(?:here|there|to\s+(?:[\w'’-]+\s+){1,4}?))?since\s+$",
    re.IGNORECASE,
)
"""Before the month of the visit before, by the same guest: "the first by a premier since" is another's."""


def with_the_time_before(
    found: Sequence[Candidate], text: str, expressions: Sequence[DateExpression]
) -> Iterator[Candidate]:
    """Yield the finds of a sentence, and the visit before the one that it tells, in its month."""
    yield from found
    month = next((one for one in expressions if one.kind == "my"), None)
    if month is None or not _FIRST_SINCE.search(text, max(0, month.start - 90), month.start):
        return
    moment = resolve(month, Clock(None), "past")
    for one in found:
        is_later = one.moment is not None and moment is not None and one.moment.day > moment.day
        if one.type == "leader_visit" and one.status == "occurred" and is_later:
            yield replace(one, moment=moment, is_dated_here=True, days=0, place="")
