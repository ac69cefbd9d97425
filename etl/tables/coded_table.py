"""What tables of events have in common, whichever way their rows become events."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from db.errors import InputError
from etl.contract import EventDraft, Issue
from etl.tables.tabular import Table


@dataclass(slots=True)
class CodedTable(ABC):
    """A table of which is known how its rows become events."""

    table: Table

    @property
    def sha256(self) -> str:
        """Hash of the bytes."""
        return self.table.sha256

    @property
    def warnings(self) -> Sequence[str]:
        """Sentences about the table as a whole; more may come while rows are read."""
        return self.table.warnings

    def some_rows(self, today: date) -> Iterator[EventDraft | Issue]:
        """Return the iterator of `rows`, of which there is one at least.

        Raises:
            InputError: The table has a header and nothing under it.
        """
        rows = self.rows(today)
        first = next(rows, None)
        if first is not None:
            return chain([first], rows)
        raise InputError(
            f"{self.table.name} has a header and no rows, so nothing was loaded", "is the export complete?"
        )

    @abstractmethod
    def rows(self, today: date) -> Iterator[EventDraft | Issue]:
        """Yield every event of every row as a draft, or as an issue with line, column and reason."""
