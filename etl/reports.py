"""What a load, an undo or an edit did, in counts and in sentences."""

from dataclasses import dataclass, field
from datetime import date

from etl.contract import Issue


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    Attributes:
        load_id: Its number; None for a dry run.
        n_read: Rows of the input; the sum of the other counts but `n_withdrawn`.
        n_added: New events.
        n_updated: Known ids whose row changed.
        n_unchanged: Known ids whose row did not.
        n_merged: Rows that are more evidence of an event from another source.
        n_withdrawn: Known ids that a complete new version no longer holds.
        n_duplicate: Rows that stand in the same input twice.
        n_rejected: Rows that could not be used.
        n_reviews: Questions for a person that the load opened.
        event_ids: Events added or changed or proven anew, at most the first 10,000.
        issues: The first 100 rejected rows.
        kept_edits: A sentence per field where a user's edit holds against the source.
        is_noop: Nothing was done, since the same bytes had been loaded by the same program.
    """

    load_id: int | None
    source_id: str
    input_name: str
    sha256: str
    n_read: int = 0
    n_added: int = 0
    n_updated: int = 0
    n_unchanged: int = 0
    n_merged: int = 0
    n_withdrawn: int = 0
    n_duplicate: int = 0
    n_rejected: int = 0
    n_reviews: int = 0
    event_ids: tuple[int, ...] = field(default=(), repr=False)
    dyads: tuple[str, ...] = ()
    coverage: tuple[date, date] | None = None
    issues: tuple[Issue, ...] = ()
    warnings: tuple[str, ...] = ()
    kept_edits: tuple[str, ...] = ()
    is_dry_run: bool = False
    is_noop: bool = False

    @property
    def n_used(self) -> int:
        """Rows that the store now holds, whether or not it did before."""
        return self.n_added + self.n_updated + self.n_unchanged + self.n_merged


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What undoing a load did.

    Attributes:
        n_removed: Events that nothing tells of any more.
        n_restored: Ids whose version before the load is in force again, and the events of `fallen`.
        n_changed: Events that stay and now say something else.
        kept: Events that nothing tells of any more, kept since a user edited them.
        fallen: Events that stay and whose answer fell, since only this load said what was answered.
        n_left: Rows that stay, since a later load says them too.
        found_too: Number, input and rows of later loads, by an older version of the program, that found rows
            as they were and did not note which, so that some may have gone.
    """

    load_id: int
    source_id: str
    n_records: int
    n_removed: int
    n_restored: int
    n_changed: int
    kept: tuple[int, ...] = ()
    fallen: tuple[int, ...] = ()
    n_left: int = 0
    found_too: tuple[tuple[int, str, int], ...] = ()


def rows_found_too(load_id: int, input_name: str, n_rows: int) -> str:
    """Return what to do about rows that a later load of a table found as they were.

    >>> rows_found_too(2, "visits.csv", 3)
    'some of the 3 rows that load 2 found as they were; load visits.csv again to have them back'
    """
    which = "the row" if n_rows == 1 else f"some of the {n_rows:,} rows"
    them = "it" if n_rows == 1 else "them"
    return (
        f"{which} that load {load_id} found as {'it was' if n_rows == 1 else 'they were'}; load {input_name} "
        f"again to have {them} back"
    )
