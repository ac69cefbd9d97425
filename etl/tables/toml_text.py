"""Lines of a mapping as TOML."""

import json
from collections.abc import Iterable, Mapping


def toml(value: object) -> str:
    """Return a value as TOML; JSON's strings and lists of strings are TOML's too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def inline(rule: Mapping[str, object]) -> str:
    """Return a rule as an inline table."""
    pairs = (
        f"{key} = {inline(value) if isinstance(value, Mapping) else toml(value)}"
        for key, value in rule.items()
    )
    return "{ " + ", ".join(pairs) + " }"


def column_rule(rule: Mapping[str, object]) -> str:
    """Return a rule; the name alone where it has nothing but a column."""
    return toml(rule["column"]) if list(rule) == ["column"] else inline(rule)


def examples(cells: Iterable[str]) -> str:
    """Return the first few different cells, for a comment."""
    return ", ".join(toml(text[:40]) for text in list(dict.fromkeys(cells))[:4])


def wrapped(words: Iterable[str]) -> list[str]:
    """Return words as comment lines of bearable width."""
    lines = ["#  "]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("#  ")
        lines[-1] += f" {word}"
    return lines
