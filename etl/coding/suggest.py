"""Near words for a word that is not known: "did you mean ...?"."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, choices: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the choices that look like `word`, best first; case and separators do not count.

    >>> near("Leader Visit", ["leader_visit", "summit"])
    ('leader_visit',)
    """
    by_form = {_form(choice): choice for choice in choices}
    found = get_close_matches(_form(word), by_form, n=limit, cutoff=0.6)
    return tuple(by_form[form] for form in found)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return "did you mean 'x'?", or what is allowed where nothing is near."""
    allowed = list(choices)
    found = near(word, allowed)
    if found:
        return f"did you mean {' or '.join(repr(choice) for choice in found)}?"
    return f"allowed are {', '.join(allowed)}"


def _form(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum())
