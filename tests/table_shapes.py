"""A table in the shape of a public one: what is answered to its suggestion, and what it must make."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.mapping_desk import Desk, suggestion

URL = ('"https://..."', '"https://example.org/d"')


def kind(value: str) -> tuple[str, str]:
    return 'type = { value = "?" }', f'type = {{ value = "{value}" }}'


def side(name: str, value: str) -> tuple[str, str]:
    return f'{name} = {{ value = "?" }}', f'{name} = {{ value = "{value}" }}'


@dataclass(frozen=True)
class Shape:
    """A table, the answers to its suggestion, and what it must make.

    Attributes:
        told: Pieces of the suggestion.
        events: First day, last day, actor, recipient and kind of each, in the order of the rows.
        rejects: Pieces of what is said of rejected rows.
    """

    name: str
    text: str
    answers: list[tuple[str, str]]
    told: list[str]
    events: list[tuple[str, str | None, str, str, str]]
    rejects: list[str] = field(default_factory=list)
    encoding: str = "utf-8"


def answered(path: Path, answers: list[tuple[str, str]]) -> str:
    text = suggestion(path)
    for open_end, answer in answers:
        assert open_end in text, (open_end, text)
        text = text.replace(open_end, answer)
    return text


def makes_all_it_must(desk: Desk, shape: Shape) -> None:
    """Assert what is suggested, every event and every reject, and that all can be undone."""
    path = desk.folder / shape.name
    path.write_bytes(shape.text.encode(shape.encoding))
    text = suggestion(path)
    for piece in shape.told:
        assert piece in text, (piece, text)
    found, err = desk.load(path, answered(path, shape.answers))
    assert desk.events() == shape.events
    for piece in shape.rejects:
        assert piece in err
    assert bool(int(found["rejected"])) == bool(shape.rejects), err
    assert desk.run("loads", "undo", "1")[0] == 0
    assert desk.events() == []
