"""Mentions: words that stand for a state or somebody who speaks for one, and the people of an article."""

from dataclasses import dataclass, field

from etl.coding.who.gazetteer import WORD, Entry, fold


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer entry in a sentence; `is_possessive` if "'s" follows."""

    start: int
    end: int
    entry: Entry
    is_possessive: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that stands for a state or somebody who speaks for one.

    Attributes:
        start, end: Span in the sentence.
        kind: `person`, `state`, `adjective`, `place`, `pair` (the two leaders), `he`, `it`, `they`, `org`,
            `sea`, `epithet` ("the Gulf kingdom").
        isos: The states; two for "the foreign ministers of A and B"; none for what only the story can tell.
        level: Of a person or office; "" if it says none.
        name: A person's name, or the place as written.
        prep: The preposition that governs it, "" for none.
        head: What the noun after an adjective or possessive is: `envoy`, `state`, `people`, `other` or "".
        is_former: "former president": says nothing now.
        is_place: May be the place of an event.
    """

    start: int
    end: int
    kind: str
    isos: tuple[str, ...] = ()
    level: str = ""
    name: str = ""
    prep: str = ""
    head: str = ""
    is_former: bool = False
    is_place: bool = False

    @property
    def iso(self) -> str:
        """The one state it stands for, "" if none or two."""
        return self.isos[0] if len(self.isos) == 1 else ""


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, folded."""
    return frozenset(fold(word) for word in WORD.findall(name))


@dataclass(slots=True)
class Person:
    """Somebody whom the article has introduced; `is_former`: as one who held the office."""

    iso: str
    level: str
    name: str
    is_former: bool = False


@dataclass(slots=True)
class Register:
    """The people of an article by each part of their names, and the latest of each level.

    Attributes:
        home: State of the dateline, to which an office without a country belongs.
        nation: State that the last sentence was about, for "its trade minister".
    """

    home: str = ""
    nation: str = ""
    parts: dict[str, Person] = field(default_factory=dict)
    latest: dict[str, Person] = field(default_factory=dict)
    posts: dict[tuple[str, str], Person] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        """Remember `person` by every part of the name."""
        for word in WORD.findall(person.name):
            part = fold(word)
            if len(part) > 1 and part not in _NO_NAMES:
                known = self.parts.get(part)
                if known and known.iso != person.iso and known.level == person.level:
                    # A heading gave him to the state that it is about; he is another's.
                    self.posts.pop((known.level, known.iso), None)
                self.parts[part] = person
        if person.level and not person.is_former:
            self.latest[person.level] = person
            self.posts[person.level, person.iso] = person

    def find(self, name: str) -> Person | None:
        """Return the person that `name` (or its last or first part) was introduced as."""
        words = [fold(w) for w in WORD.findall(name)]
        for word in (*reversed(words),):
            if word in self.parts and word not in _NO_NAMES:
                return self.parts[word]
        return None


_NO_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday
    thursday friday saturday sunday president minister prime foreign the and mohammed mohamed muhammad ahmed
    sheikh king prince
    queen sir john david james george general will van von bin ibn abu abdul republic state united south
    north new east west
    strategic partnership summit today yesterday his her its they that this
    al am an as at be by da de di do du el go he if in is it la le lo me mr ms my no of on or os so st te to
    un up us we dr""".split()  # noqa: SIM905
)
