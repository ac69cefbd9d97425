"""The recipe: what a file carries so that its view can be made again, and a changed one be told. Pure."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pandas as pd

from dashboard.exports.cells import rows_of
from dashboard.exports.safety import one_line_json
from dashboard.measures.contract import DyadRecord
from dashboard.selection import VERSION as CODEC_VERSION
from dashboard.selection import Selection
from db.counting import counted
from db.errors import InputError

if TYPE_CHECKING:
    from dashboard.views import DyadView

KIND = "bilateral-recipe"
"""Marks a JSON object as a recipe, and names the PNG text chunk."""

MAX_BYTES = 64_000
"""A recipe is well under a tenth of this; what is longer is none of ours."""

_FINGERPRINTED = (
    "source_id",
    "source_event_id",
    "actor",
    "recipient",
    "date",
    "date_end",
    "date_precision",
    "type",
    "level",
    "tier",
    "title",
    "status",
    "review",
    "confidence",
    "topics",
)
"""What decides the numbers and words of a chart; the store's own row numbers do not."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file was made.

    Attributes:
        chart: Id of the chart, or `report`.
        size: Id of the print size.
        query: The selection as it stands in an address, e.g. `v=1&a=JPN&b=MYS`.
        permalink: Address of the view; "" if unknown.
        revision: Revision of the store it was made from (comparable within one store only).
        n_events: Events in view.
        checksum: Of the events in view and the coverage (`checksum_of`).
        app_version: Version of Bilateral that made the file.
        made_on: ISO date.
        codec: Version of the selection's codec.
    """

    chart: str
    size: str
    query: str
    permalink: str
    revision: int
    n_events: int
    checksum: str
    app_version: str
    made_on: str
    codec: int = CODEC_VERSION

    @property
    def selection(self) -> Selection:
        """The view; what cannot be understood is left out (`problems` says what)."""
        return Selection.from_query(dict(parse_qsl(self.query, keep_blank_values=True)))[0]

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each part of the view that cannot be understood here."""
        return Selection.from_query(dict(parse_qsl(self.query, keep_blank_values=True)))[1]

    def to_dict(self) -> dict[str, object]:
        """Return the recipe as a JSON object, keys in a fixed order."""
        return {"kind": KIND, **{field.name: getattr(self, field.name) for field in fields(self)}}

    def to_json(self) -> str:
        """Return the recipe as one line of JSON."""
        return one_line_json(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """Return the recipe that `text` holds.

        Raises:
            InputError: It holds none, or one that this version cannot read.
        """
        if len(text) > MAX_BYTES:
            raise InputError("the recipe is longer than any that Bilateral writes", _HINT)
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            raise InputError("the recipe is no readable JSON", _HINT) from None
        return cls.from_dict(value)

    @classmethod
    def from_dict(cls, value: object) -> "Recipe":
        """Return the recipe of a JSON object; see `from_json`."""
        if not isinstance(value, dict) or value.get("kind") != KIND:
            raise InputError("the file carries no recipe of Bilateral", _HINT)
        codec = value.get("codec")
        if not isinstance(codec, int) or isinstance(codec, bool) or codec < 1:
            raise InputError("the recipe does not say which version it is of", _HINT)
        if codec > CODEC_VERSION:
            raise InputError(
                f"the recipe was made by a newer Bilateral (codec {codec % 10**6}, here {CODEC_VERSION})",
                "Update Bilateral and try again.",
            )
        return cls(
            chart=_text(value, "chart", r"[a-z0-9_-]{1,40}"),
            size=_text(value, "size", r"[a-z0-9_-]{1,40}"),
            query=_text(value, "query", r"[^\x00-\x1f]{0,8000}"),
            permalink=_text(value, "permalink", r"[^\x00-\x1f]{0,9000}"),
            revision=_whole(value, "revision"),
            n_events=_whole(value, "n_events"),
            checksum=_text(value, "checksum", r"(sha256:[0-9a-f]{64})?"),
            app_version=_text(value, "app_version", r"[^\x00-\x1f]{0,60}"),
            made_on=_day(value, "made_on"),
            codec=codec,
        )


_HINT = "Use a PNG, SVG, HTML, ZIP or JSON file that Bilateral exported."


def _text(value: dict[str, object], key: str, pattern: str) -> str:
    text = value.get(key, "")
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise InputError(f"the recipe's {key!r} is not what Bilateral writes", _HINT)
    return text


def _whole(value: dict[str, object], key: str) -> int:
    number = value.get(key, 0)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**53:
        raise InputError(f"the recipe's {key!r} is no number of things", _HINT)
    return number


def _day(value: dict[str, object], key: str) -> str:
    text = _text(value, key, r"\d{4}-\d\d-\d\d")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"the recipe's {key!r} is no date", _HINT) from None


def checksum_of(records: Sequence[DyadRecord]) -> str:
    """Return `sha256:...` over the events in view and the coverage, the same whichever store holds them."""
    digest = hashlib.sha256()
    # The order in which pairs are ranked or compared is no matter of the data.
    for record in sorted(records, key=lambda one: one.key):
        events = record.events
        rows = events.reindex(columns=list(_FINGERPRINTED)).reset_index(drop=True)
        digest.update(one_line_json([record.key, len(rows)]).encode())
        # A word that is missing and one that is empty are the same.
        texts = (one_line_json(["" if cell is None else cell for cell in row]) for row in rows_of(rows))
        for line in sorted(texts):
            digest.update(line.encode() + b"\n")
        spans = [[first.isoformat(), last.isoformat()] for first, last in record.coverage]
        digest.update(one_line_json(spans).encode())
    return f"sha256:{digest.hexdigest()}"


def make_recipe(
    chart: str, size: str, views: Sequence["DyadView"], *, permalink: str, app_version: str
) -> Recipe:
    """Return the recipe of a file that shows `views` (the first one's selection is the file's)."""
    records = [view.record for view in views]
    return Recipe(
        chart=chart,
        size=size,
        query=views[0].selection.to_query_string(),
        permalink=permalink,
        revision=views[0].revision,
        n_events=sum(len(record.events) for record in records),
        checksum=checksum_of(records),
        app_version=app_version,
        made_on=views[0].today.isoformat(),
    )


def changes_since(recipe: Recipe, records: Sequence[DyadRecord], *, app_version: str) -> tuple[str, ...]:
    """Return a sentence for each way in which the data behind a file have changed since; empty if none did.

    Args:
        recipe: Of the file.
        records: What its view rests on now.
        app_version: Version that reads it.
    """
    said = []
    now = sum(len(record.events) for record in records)
    when = pd.Timestamp(recipe.made_on)
    made = f"{when.day} {when:%B %Y}"
    if recipe.checksum and checksum_of(records) != recipe.checksum:
        then = f"The data have changed since {made}: "
        if now != recipe.n_events:
            said.append(f"{then}{counted(recipe.n_events, 'event')} in view then, {now:,} now.")
        else:
            said.append(f"{then}still {counted(now, 'event')} in view, but not the same in every detail.")
    if recipe.app_version and recipe.app_version != app_version:
        said.append(f"The file was made by Bilateral {recipe.app_version}; this is {app_version}.")
    return tuple(said)
