"""Scales: named tables from event type to a score in -10..+10. A new scale is one new CSV file here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from db.vocabulary.tables import read_table


@dataclass(frozen=True, slots=True)
class Scale:
    """A named table of scores.

    Attributes:
        id: The file's name without `.csv`.
        title: Full name.
        citation: Where the scores come from.
        licence: Under which terms.
        scores: Event type -> score in -10..+10. A type the scale lacks has no score: it is NaN, never 0.
    """

    id: str
    title: str
    citation: str
    licence: str
    scores: Mapping[str, float]

    def uncovered(self, types: Iterable[str]) -> tuple[str, ...]:
        """Return the types among `types` for which the scale has no score, sorted."""
        return tuple(sorted(set(types) - self.scores.keys()))


def _read(scale_id: str) -> Scale:
    path = f"scales/{scale_id}.csv"
    head = {}
    for line in files("db.vocabulary").joinpath(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            head[key] = value
    scores = {row["type"]: float(row["score"]) for row in read_table(path)}
    return Scale(scale_id, head["title"], head["citation"], head["licence"], MappingProxyType(scores))


DEFAULT_SCALE = "plover-2021"

SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        name.removesuffix(".csv"): _read(name.removesuffix(".csv"))
        for name in sorted(
            (entry.name for entry in files("db.vocabulary").joinpath("scales").iterdir()),
            key=lambda name: (name != f"{DEFAULT_SCALE}.csv", name),
        )
        if name.endswith(".csv")
    }
)
"""Every scale by id, the default first."""
