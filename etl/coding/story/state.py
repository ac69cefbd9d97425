"""State: what the story has said so far, for the sentences to come."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.coding.days.dates import Clock, Moment
from etl.coding.reader.second_reader import Second
from etl.coding.story.candidates import Candidate
from etl.coding.story.day_words import ToldDay
from etl.coding.who.mentions import Mention, Register


@dataclass(slots=True)
class State:
    """What the story has said so far.

    Attributes:
        label: The date that opens the paragraph or heads the section: that of all it tells without a date.
        entries: The dates that opened the paragraphs so far, by their words: the entries of a chronology.
        base_home: The state that the story is at home in; a paragraph of its own place changes
            `register.home`.
        acts_at: Where in the present sentence acts are told, by its words.
        topic: The state whose name alone opens the paragraph ("2. Greece.").
        seen: The sentence that named each state last.
        people: State, level and sentence of the people spoken of, the last at the end.
        section: The state that alone stands as heading over this part.
        is_quick: The second reader is not asked.
        main_share: Of the two states that the article names most, in all that it names.
        days: When the acts of the present sentence were, by the place of the date that tells it.
        before: The sentence read last, and its names.
        second: The second reader at the present sentence, None where it is not asked.
        told: The dates that the article has named.
        called_off: The states named where the story calls a visit or a meeting off.
        hits_a_body: The story tells of measures on an organisation: a court, the United Nations.
        lead_home: The day that the story told first as its own, and in which sentence.
        open_sentence: The last one with a day that only the missing day of publication would settle.
        has_dateline: It is known where the story was written.
    """

    clock: Clock
    register: Register
    main_pair: tuple[str, str] | None
    is_multilateral: bool
    has_dateline: bool = True
    text: str = ""
    pair: tuple[str, str] | None = None
    pairs: list[tuple[str, str]] = field(default_factory=list)
    person: Mention | None = None
    nation: str = ""
    last: Candidate | None = None
    last_directed: Candidate | None = None
    traveller: Mention | None = None
    history: list[Candidate] = field(default_factory=list)
    destination: str = ""
    home_sentence: int = -99
    lead_home: tuple[Moment, int] | None = None
    last_sentence: int = -99
    open_sentence: int = -100
    past_sentence: int = -99
    days: dict[int, Moment] = field(default_factory=dict)
    number: int = 0
    pair_number: int = -99
    label: Moment | None = None
    entries: dict[str, Moment] = field(default_factory=dict)
    base_home: str = ""
    topic: str = ""
    paragraph: int = -1
    acts_at: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    people: list[tuple[str, str, int]] = field(default_factory=list)
    main_share: float = 0.0
    section: str = ""
    is_quick: bool = False
    before: tuple[str, Sequence[Mention]] | None = None
    second: Second | None = None
    told: list[ToldDay] = field(default_factory=list)
    called_off: set[str] = field(default_factory=set)
    hits_a_body: bool = False

    def saw(self, a: str, b: str) -> None:
        pair = (a, b) if a < b else (b, a)
        self.pair = pair
        self.pair_number = self.number
        if pair in self.pairs:
            self.pairs.remove(pair)
        self.pairs.append(pair)

    def partner(self, iso: str) -> str:
        """Return the state that `iso` last had to do with, "" if none."""
        for pair in reversed(self.pairs):
            if iso in pair:
                return pair[1] if pair[0] == iso else pair[0]
        if self.main_pair and iso in self.main_pair:
            return self.main_pair[1] if self.main_pair[0] == iso else self.main_pair[0]
        return ""
