"""Refused pages: which pages of a feed's items are left alone, and until when.

A page that is refused, gone or too big is asked for again on the next day, then after two days, four, and so
on, at most thirty. An item that changes in its feed is another item, so its page is asked for at once.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

LONGEST_DAYS = 30


@dataclass(slots=True)
class RefusedPages:
    """The pages of one feed that were refused.

    Attributes:
        today: The present day.
        known: By the item's sha256: how often in a row, and the day before which it is not asked for again.
        is_forced: They are asked for all the same.
    """

    today: date
    known: dict[str, tuple[int, date]] = field(default_factory=dict)
    is_forced: bool = False

    def leaves_alone(self, sha256: str) -> bool:
        """True if an item's page is not asked for today."""
        return not self.is_forced and sha256 in self.known and self.known[sha256][1] > self.today

    def left_alone(self) -> dict[str, date]:
        """Return the items whose pages are not asked for today, each with the day on which they may be."""
        return {one: day for one, (_, day) in self.known.items() if self.leaves_alone(one)}

    def refuse(self, sha256: str) -> date:
        """Note that an item's page was refused; return the day from which it is asked for again."""
        n_times = self.known[sha256][0] + 1 if sha256 in self.known else 1
        day = self.today + timedelta(days=min(2 ** (n_times - 1), LONGEST_DAYS))
        self.known[sha256] = (n_times, day)
        return day

    def answered(self, sha256: str) -> None:
        """Forget an item's page, which was given."""
        self.known.pop(sha256, None)

    def keep(self, sha256s: Collection[str]) -> None:
        """Forget items that the feed no longer has."""
        self.known = {one: refusal for one, refusal in self.known.items() if one in sha256s}
