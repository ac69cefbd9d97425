"""What tables of events have in common, whichever way their rows become events."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.contract import EventDraft, Issue
from etl.tabular import Table


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

    @abstractmethod
    def rows(self, today: date) -> Iterator[EventDraft | Issue]:
        """Yield every event of every row as a draft, or as an issue with line, column and reason."""
