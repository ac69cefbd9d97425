"""Tiers: the exact wording of a partnership's title."""

import re

_QUALIFIER = (
    r"(?:comprehensive|strategic|special|global|cooperative|co-operative|enhanced|extensive|privileged|strengthened|all-weather|traditional|"
    r"friendly|reliable|long-term|stable|exceptional|deepened|people-centred|people-centered|mutually\s+reinforcing|"
    r"limitless|no-limits|permanent|integral|advanced|reinforced|renewed|dynamic|future-oriented|"
    r"multidimensional|multi-dimensional|expanded|broad|full|closer|innovative|eternal|strong|new-era|all-round|constructive|"
    r"mutually\s+beneficial|forward-looking|bilateral|ironclad|upgraded|trusted)"
)
_ESSENTIAL = (
    r"(?:comprehensive|strategic|global|special|enhanced|privileged|cooperative|all-weather|extensive|limitless|"
    r"no-limits|multidimensional|exceptional|reinforced|advanced|integral|all-round|cooperation|co-operation)"
)
TIER = (
    rf"(?:(?:{_QUALIFIER},?\s+(?:and\s+|&\s+)?){{0,4}}{_ESSENTIAL}\s+(?:(?:{_QUALIFIER},?|and|&|cooperative|cooperation)\s+){{0,4}}"
    r"(?:partnership|relationship)(?!\s+(?:agreement|accord|deal|forum|dialogue|council|framework|treaty|"
    r"on\b(?!\s+(?:\d|the\s+(?:sidelines|margins|same|\d)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]+\s\d))))"
    r"(?:\s+(?-i:(?:for|of|based\s+on|in\s+the(?=\s+Indo-Pacific))\s+(?:a\s+|the\s+)?"
    r"(?!(?:Jan|Febr)uary|March|April|May\b|June|July|August|(?:Sept|Nov|Dec)ember|October)[A-Z][\w-]+(?:,?\s+(?:and\s+(?:the\s+)?|of\s+|in\s+the\s+|in\s+(?=Asia|Africa|Europe))?[A-Z][\w-]+){0,6}))?"
    r"(?:\s+(?:for|in|of)\s+(?:the|a)\s+new\s+era)?"
    r"|community\s+with\s+a\s+shared\s+future)"
)
"""A title of partnership; case is ignored, but a suffix "for Peace and Prosperity" must stand in capitals."""
_PARTNER = (
    rf"(?:(?:{_QUALIFIER},?\s+(?:and\s+|&\s+)?){{0,4}}{_ESSENTIAL}\s+"
    rf"(?:(?:{_QUALIFIER}|and)\s+){{0,3}}partner)"
)
TIER_PARTNERS = rf"(?:{_PARTNER}s)\b"
NAMED_TIER = (
    r"(?-i:(?!(?:Economic|Trans|Eastern|Regional|Free|Public|Open|Private|Asia|Pacific|New|Global\s+Health)\b)(?:[A-Z][\w-]+\s(?:and\s)?){1,5}Partnership)"
    r"(?!\s+(?:Agreement|Accord|Forum|Fund|Programme|Program|Council|Treaty|Initiative|Office|Dialogue))"
)
_TITLED_OTHERWISE = (
    r"(?:(?-i:Partnership\s+(?:of|for)\s+[A-Z][\w-]+(?:,?\s+(?:and\s+|of\s+|for\s+)?[A-Z][\w-]+){0,6})"
    r"|(?:\d+|one[\s-]hundred|hundred|fifty)[\s-]years?\s+partnership|(?:innovation|development|energy|climate)\s+partnership"
    r"|strategic\s+association|major\s+non-NATO\s+ally"
    rf"|(?:{_QUALIFIER}\s+(?:and\s+)?){{0,4}}{_ESSENTIAL}\s+(?:cooperative\s+)?partnership(?=\s+(?:agreement|accord|treaty|framework)))"
)
"""Titles that alone make no upgrade: where one is told otherwise, they say to what."""
_NAMED = re.compile(NAMED_TIER)
_TIER = re.compile(rf"\b{TIER}", re.IGNORECASE)
_PARTNERS = re.compile(rf"\b{_PARTNER}s?\b", re.IGNORECASE)
_OTHERWISE = re.compile(rf"\b{_TITLED_OTHERWISE}", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:a|an|the|their|its|into|new|called|signed|Both|The|A|An|Their|This)\s+)+", re.IGNORECASE
)
_SMALL = frozenset("and of for the with in a on".split())  # noqa: SIM905


def find_tier(text: str, start: int = 0, end: int | None = None) -> str:
    """Return the title of partnership in `text[start:end]` as it is written, "" if there is none.

    "strategic partners" or "partner" is told as "Strategic Partnership"; titles in lower case get capitals.
    """
    part = text[start:end]
    matches = list(_TIER.finditer(part))
    if matches:
        return _write(matches[-1].group())
    named = _NAMED.search(part)
    if named and not re.search(r"\bEconomic\b(?! and )", named.group()):
        return _write(named.group())
    partners = _PARTNERS.search(part)
    if partners:
        return _write(re.sub(r"partners?$", "Partnership", partners.group(), flags=re.IGNORECASE))
    otherwise = _OTHERWISE.search(part)
    return _write(otherwise.group()) if otherwise else ""


def _write(words: str) -> str:
    words = _LEADING.sub("", " ".join(words.split()))
    return " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in words.split())
