"""The events that ship with the program: tables in the project's own format, described by a source.toml."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files

from etl.contract import EventDraft, Issue, Origin, RawFile
from etl.sources import events_table

FOLDER = "asia-pacific"


def read(folder: str = FOLDER) -> tuple[Origin, list[RawFile]]:
    """Return the source and its files, as they ship in the package."""
    base = files("etl").joinpath("data", folder)
    about = tomllib.loads(base.joinpath("source.toml").read_text(encoding="utf-8"))
    names = about.pop("files")
    raws = []
    for name in names:
        data = base.joinpath(name).read_bytes()
        raws.append(RawFile(name=name, data=data, sha256=hashlib.sha256(data).hexdigest()))
    return Origin(**about, is_complete=True), raws


class _Embedded:
    id = FOLDER
    title = "Bilateral Asia-Pacific events"

    def parse(self, raw: RawFile, today: date, options: Mapping[str, object]) -> Iterator[EventDraft | Issue]:
        """Yield every row of a shipped file."""
        yield from events_table.open_raw(raw).rows(today)


SOURCE = _Embedded()
