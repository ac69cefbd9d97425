"""Candidates: acts on their way from a sentence to an event."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.coding.days.dates import Moment
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import lower_level


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act on its way: an event with what merging needs to know.

    Attributes:
        moment: None if undated.
        is_dated_here: The date stands in the sentence that tells the act.
        sentence: Number of the sentence.
        span: Of the evidence in the clean text.
        p: How likely it is as a whole by the weights.
        is_again: A further day of an act that the sentence tells of several.
        is_news: Opens the story as just done, without a day: its day is that of the story.
        is_echo: Told as what another did ("Norway did the same") or as the other side of what was done
            ("switches from A to B"): its words tell no act by themselves.
        is_plain: Its rule is sure of it and of its sides, whatever other words stand beside it.
    """

    type: str
    actor: str
    recipient: str
    moment: Moment | None
    is_dated_here: bool
    status: str
    level: str
    tier: str
    place: str
    sentence: int
    span: tuple[int, int]
    topics: tuple[str, ...]
    confidence: str
    days: int = 0
    p: float = 1.0
    is_again: bool = False
    is_news: bool = False
    is_echo: bool = False
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One way of filling the roles of an act.

    Attributes:
        actor, recipient: iso3; not yet in alphabetical order for mutual types.
        level: Of those who act or meet.
        type: Where it differs from the trigger's: what kind of meeting it was.
        is_explicit: Both sides stand in the sentence.
        at: Where in the sentence the other side stands, -1 unless several dates must be told apart.
    """

    actor: str
    recipient: str
    level: str = ""
    type: str = ""
    is_explicit: bool = True
    at: int = -1


def states_of(group: Sequence[Mention]) -> list[str]:
    """Return the states of some mentions, each once, in order."""
    return list(dict.fromkeys(iso for m in group for iso in m.isos))


def level_of(group: Sequence[Mention]) -> str:
    """Return the lowest level among some mentions, "" if none says any."""
    level = ""
    for mention in group:
        if mention.level and mention.level != "counterpart":
            level = lower_level(level, mention.level)
    return level
