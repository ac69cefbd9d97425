"""Names of sources that the program fills itself; a table of the user's bears another."""

from db.errors import UsageError
from etl.contract import ARTICLES
from etl.edits import OWN_SOURCE
from etl.sources import embedded

_TAKEN = {
    embedded.FOLDER: "the events that ship with Bilateral",
    ARTICLES: "the acts of articles and feeds",
    OWN_SOURCE.id: "the events added by hand",
}


def owner_of(name: str) -> str:
    """Return what stands under a source's name if the program fills it, else ""."""
    return _TAKEN.get(name.strip().casefold(), "")


def check_source_name(name: str) -> None:
    """Raise `UsageError` if rows under this name would bear the licence and citation of the program's own."""
    if owner := owner_of(name):
        raise UsageError(
            f"{name!r} is the source of {owner}, so a table cannot be loaded under that name",
            "choose another: --source my-events",
        )
