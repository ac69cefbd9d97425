"""Which keys a field of a mapping may have: a key that nothing would read is refused, not ignored."""

import re
from collections.abc import Collection

from etl.coding.suggest import did_you_mean

_ANY = {"column", "columns", "template", "value", "values", "strip", "pattern"}
_PARTS = {"year", "month", "day"}
_STATES = {"every", "codes", "by_day", "separator"}
_OF_FIELD = {
    "date": {"formats", "language", "range", "latest", *_PARTS},
    "date_end": {"formats", "language", "range", "latest", *_PARTS},
    "actor": _STATES,
    "recipient": _STATES,
    "countries": _STATES,
    "type": {"codes"},
    "topics": {"separator"},
    "source_url": {"separator"},
}
KEYS = _ANY.union(*_OF_FIELD.values())


def key_problem(field: str, keys: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with the keys of a field and what to do, ("", "") if each is read.

    >>> key_problem("title", ["column", "formats"])
    ("title cannot have 'formats'", 'take it out; date and date_end have it')
    """
    allowed = _ANY | _OF_FIELD.get(field, set())
    for key in keys:
        if key not in KEYS:
            return f"unknown key {key!r} of {field}", did_you_mean(key, sorted(allowed))
        if key not in allowed:
            theirs = [name for name, own in _OF_FIELD.items() if key in own]
            return f"{field} cannot have {key!r}", f"take it out; {_joined(theirs)} have it"
    if _PARTS & set(keys) and (unread := sorted(set(keys) - _PARTS - {"language"})):
        todo = "take it out, or write one column; words that mean nothing go into missing"
        return f"{field} in three columns cannot have {unread[0]!r}", todo
    if "every" in keys and (unread := sorted({"column", "columns", "template", "value"} & set(keys))):
        return f"{field} has both 'every' and {unread[0]!r}", "write one of them"
    return "", ""


def template_problem(template: str) -> str:
    """Return what is wrong with a template, "" if each of its braces closes around a column.

    >>> template_problem("{seller}: {weapon"), template_problem("{seller}")
    ("a brace that does not close around a column: '{weapon'", '')
    """
    rest = re.sub(r"\{[^{}]+\}", lambda match: " " * len(match[0]), template)
    at = re.search(r"[{}]", rest)
    return f"a brace that does not close around a column: {template[at.start() :][:30]!r}" if at else ""


def _joined(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
