"""The topics that an event may be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from db.vocabulary.tables import read_table

PLOVER_CONTEXTS = frozenset(
    [
        "military",
        "intelligence",
        "executive",
        "legislative",
        "election",
        "political_institutions",
        "pro_democracy",
        "pro_autocracy",
        "economic",
        "legal",
        "reparations",
        "human_rights",
        "rights_freedoms",
        "repression",
        "human_security",
        "gender",
        "lgbt",
        "religion_ethnicity",
        "inequality",
        "diplomatic",
        "territory",
        "peacekeeping",
        "health",
        "asylum",
        "migration",
        "disasters",
        "natural_resource",
        "environment",
        "technology",
        "terrorism",
        "cbrn",
        "cyber",
        "misinformation",
        "crime",
        "corruption",
        "illegal_drugs",
        "trafficking",
    ]
)
"""The 37 contexts of the PLOVER manual 1.3; CAMEO2PLOVER-2021 also has `humanitarian` and `democracy`."""

UNCODED = "uncoded"
"""The topic of an event that has none; a topic of its own in every mix."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, with the PLOVER contexts it stands for (our own table, an editorial choice).

    A context may serve several topics; education has none, since PLOVER has no context for it.
    """

    id: str
    label: str
    plover_contexts: tuple[str, ...]


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        row["id"]: Topic(row["id"], row["label"], tuple(filter(None, row["plover_contexts"].split(";"))))
        for row in read_table("topics.csv")
    }
)
"""Every topic by id, in the order of the vocabulary; `uncoded` is not among them."""


def topic_label(topic: str) -> str:
    """Return the name for people of a topic id, `uncoded` included."""
    return "No topic recorded" if topic == UNCODED else TOPICS[topic].label
