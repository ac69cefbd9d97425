"""The topics that an event may be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from db.vocabulary.tables import read_table

UNCODED = "uncoded"
"""The topic of an event that has none; a topic of its own in every mix."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, with the PLOVER contexts it stands for (our own table, an editorial choice)."""

    id: str
    label: str
    plover_contexts: tuple[str, ...]


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        row["id"]: Topic(row["id"], row["label"], tuple(row["plover_contexts"].split(";")))
        for row in read_table("topics.csv")
    }
)
"""Every topic by id, in the order of the vocabulary; `uncoded` is not among them."""


def topic_label(topic: str) -> str:
    """Return the name for people of a topic id, `uncoded` included."""
    return "No topic recorded" if topic == UNCODED else TOPICS[topic].label
