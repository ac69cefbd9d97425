"""What a row may say: countries, event types, levels, topics and scales. Pure; reads only its own files."""

from db.vocabulary.event_types import EVENT_TYPES, HALF_LIFE_DAYS, EventType
from db.vocabulary.levels import LEVELS, Level
from db.vocabulary.scales import DEFAULT_SCALE, SCALES, Scale
from db.vocabulary.topics import TOPICS, UNCODED, Topic, topic_label

DATE_PRECISIONS = ("day", "month", "year")
STATUSES = ("occurred", "scheduled", "cancelled")
REVIEWS = ("accepted", "proposed", "rejected")
CONFIDENCES = ("high", "medium", "low")
LAYERS = ("documented", "machine")

__all__ = [
    "CONFIDENCES",
    "DATE_PRECISIONS",
    "DEFAULT_SCALE",
    "EVENT_TYPES",
    "HALF_LIFE_DAYS",
    "LAYERS",
    "LEVELS",
    "REVIEWS",
    "SCALES",
    "STATUSES",
    "TOPICS",
    "UNCODED",
    "EventType",
    "Level",
    "Scale",
    "Topic",
    "topic_label",
]
