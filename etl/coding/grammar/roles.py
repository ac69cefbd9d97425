"""Roles: who does what to whom, by the place of the mentions around a trigger."""

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.coding.who.mentions import Mention
from etl.coding.who.prepositions import is_apart

_NEVER_OBJECT = frozenset(
    "over about because despite after before than like including amid without under among as by "  # noqa: SIM905
    "regarding concerning behind".split()
)
_BARRIER = re.compile(
    r";|—|\b(?:after|when|because|while|since|where|before|although|though|unless|until|as(?!\s+well)|whereas|but)\b",
    re.IGNORECASE,
)
_LIGHT = re.compile(
    r"^(?:[\s,“”\"'’)(]|\b(?:having|being|it|they|he|she|who|which|that|also|then|had|has|have|was|were|"
    r"is|are|will|would|be|been|to|said|says|announced|"
    r"recently|formally|officially|jointly|first|later|finally|already|again|earlier|immediately|only|"
    r"even|once|both|and|or|yesterday|today|"
    r"on|in|at|the|same|day|morning|afternoon|evening|night|late|early|this|last|week|month|year|due|"
    r"set|scheduled|expected|about|now|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|\w+ly|\d{1,2}(?:st|nd|rd|th)?|January|"
    r"February|March|April|May|June|July|August|September|"
    r"October|November|December|of|for|by|from|its|his|her|their|own|did|does|do)\b)*$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"^['’]?s?\s*(?:,|,?\s*(?:and|&|or|as\s+well\s+as|along\s+with|together\s+with)\s*|"
    r"[-–/])\s*(?:(?:the|its|his|her|both|separately|neighbou?ring|visiting|new|then|communist|"
    r"partners?|all(?:y|ies)|neighbou?rs?|fellow|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|H\.E\.|"
    r"president|ruling)\s+)*(?:(?:[\w-]+\s+){0,3}(?:governments?|authorities|republic|kingdom|sultanate|emirate|leaders|"
    r"rulers|army|navy)\s+(?:of|in)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_OF_GOVERNMENT = re.compile(
    r"\b(?:government|ministry|cabinet|court|leadership|administration|parliament|president|navy|army|authorities|presidency|forces|troops|"
    r"officials?|delegations?|ministers?|leaders?|"
    r"military|coast\s+guard|kingdom|republic|state|representatives?|envoys?|experts)\s+(?:of|in|"
    r"from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_STATE_KINDS = frozenset(("state", "adjective", "person", "envoy"))


def is_agent(mention: Mention) -> bool:
    """True if the mention can act for a state."""
    if mention.is_former:
        return False
    if mention.kind in ("person", "state", "envoy", "pair", "they", "he", "it"):
        return mention.head not in ("other", "people")
    return mention.kind == "adjective" and mention.head in ("state", "official", "envoy", "")


def _joined(text: str, a: Mention, b: Mention) -> bool:
    return _AND.match(text[a.end : b.start]) is not None and not (
        is_apart(text, a, b)
        or (
            (a.kind in ("place", "sea") or (a.prep in ("in", "at", "near", "from") and a.kind == "state"))
            and (b.kind in ("person", "he", "pair", "they") or not b.prep)
        )
    )


def _lead_in(text: str, mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the mention at index `at` with those coordinated to its left."""
    group = [mentions[at]]
    left = mentions[at]
    for i in range(at - 1, -1, -1):
        if _joined(text, mentions[i], left) and mentions[i].kind not in ("org", "sea"):
            left = mentions[i]
            if left.isos == group[0].isos:
                continue  # "Erdogan, who", "Deputy Premier and Foreign Minister Vivian": one person
            group.insert(0, left)
        else:
            break
    return group


_NOUNS = re.compile(r"^(?:['’]s?)?\s(?:[\w-]+\s){0,5}$")
"""The rest of a subject: "after a Chinese [aircraft carrier ]entered"."""
_VERB_LIST = re.compile(
    r"(?:,?\s+(?:and|then|but)|,)\s+(?:(?:also|then|later|has|had|have|will|would|is|was|to|due|expected|set|formally|in\s+turn|"
    r"subsequently|simultaneously|immediately)\s+)*$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r";|—|\b(?:who|that|which|when|after|while|whereas|because|where|as(?!\s+well))\b", re.IGNORECASE
)


def _shared_subject(text: str, mentions: Sequence[Mention], start: int) -> list[Mention]:
    """Return the subject of the first verb of "X expelled the envoy and recalled its own" for the second;
    empty elsewhere."""
    if not _VERB_LIST.search(text[:start]):
        return []
    begin = 0
    for begin_match in _NEW_CLAUSE.finditer(text, 0, start):
        begin = begin_match.end()
    inside = [i for i, m in enumerate(mentions) if begin <= m.start and m.end <= start]
    if len(inside) < 2:
        return []
    for i in inside:
        mention = mentions[i]
        if mention.prep and not _OF_GOVERNMENT.search(text[: mention.start]):
            continue
        if mention.kind in ("place", "sea", "org") or not is_agent(mention):
            return []
        # Something must be done between the two: "A, B and C met" is one subject, not a list of verbs.
        group = [mention]
        for later in mentions[i + 1 :]:
            if later.end <= start and _joined(text, group[-1], later):
                group.append(later)
            else:
                break
        between = text[group[-1].end : start]
        return (
            group
            if re.search(
                r"\b(?:\w{2,}ed|\w+s|met|held|flew|went|came|sent|left|broke|cut|shook|took|gave|said|"
                r"threw|made|began)\b",
                between,
            )
            else []
        )
    return []


ASIDE = re.compile(
    r",\s+(?:who|which|whose|where)\b[^;:]*?(?=,\s+(?:also|then|later|and|has|had|is|was|will|would|were|are|[\w-]+ed|"
    r"told|said|met|held|sent|gave|took|broke|cut|flew|left|came|went|made|shook|spoke|put|began)\b)",
    re.IGNORECASE,
)


_A_VERB = 20
"""Letters of the verb behind an aside, by which its end is known."""


def _without_asides(text: str, mentions: Sequence[Mention], start: int) -> tuple[str, Sequence[Mention]]:
    """Return sentence and mentions without the relative clauses before `start`: "X, who ..., met Y"."""
    for aside in ASIDE.finditer(text, 0, start + _A_VERB):
        begin, end = aside.span()
        if end > start:
            continue
        text = text[:begin] + " " * (end - begin) + text[end:]
        mentions = [m for m in mentions if not (begin <= m.start and m.end <= end)]
    return text, mentions


_ACTED_ON = re.compile(
    r"\b(?:\w{2,}ed|sent|told|cut|took|gave|held)\s+"
    r"(?:(?:the|an?|its|their|his|her|all|both|two|three|four|\d+|some|several)\s+)+$"
)


def subjects(text: str, mentions: Sequence[Mention], start: int) -> list[Mention]:
    """Return the mentions that are the subject of a verb at `start`; empty if somebody else is, or nobody.

    The nearest mention before the verb that no preposition governs, with those coordinated to it.
    """
    text, mentions = _without_asides(text, mentions, start)
    shared = _shared_subject(text, mentions, start)
    if shared:
        return shared
    fallback: list[Mention] = []
    for i in range(len(mentions) - 1, -1, -1):
        mention = mentions[i]
        if mention.end > start:
            continue
        gap = text[mention.end : start]
        barriers = list(_BARRIER.finditer(gap))
        barrier = barriers[-1] if barriers else None
        if barrier and not _LIGHT.match(gap[barrier.end() :]):
            return []
        if barrier and mention.kind == "it":
            return [mention]
        conjunction = mention.prep in ("after", "before", "as", "since", "until", "than") and _LIGHT.match(
            gap
        )
        if mention.prep and not conjunction and not _OF_GOVERNMENT.search(text[: mention.start]):
            if not fallback and mention.prep in ("of", "from", "for", "by") and is_agent(mention):
                fallback = _lead_in(text, mentions, i)
            continue
        if mention.kind in ("place", "sea"):
            continue
        if _VERB_LIST.search(text[:start]) and _ACTED_ON.search(text[: mention.start]):
            continue  # "their country expelled the envoy and closed": the envoy closed nothing
        if mention.kind == "org":
            if _LIGHT.match(gap):
                return []
            continue
        if not is_agent(mention):
            if mention.is_former or mention.head == "other" or mention.head == "people":
                if re.search(r",\s*$", text[max(0, mention.start - 3) : mention.start]):
                    continue
                return []
            continue
        return _lead_in(text, mentions, i)
    return fallback


_AND_SO = re.compile(r",\s+(?:and|but|then)\s+(?:the\s+)?$", re.IGNORECASE)
_AND_HE = re.compile(r"\s(?:and|but|then|while)\s+(?:the\s+)?$", re.IGNORECASE)
_FINITE = re.compile(
    r"\s+(?:was|were|is|are|has|had|will|would|also|said|then|later|did|does|told|sent|gave|took|called|recalled|"
    r"summoned|followed|expelled|imposed|signed|[a-z]+ed\s+(?:its|the|a|an|his|her|their))\b"
)


def objects(
    text: str,
    mentions: Sequence[Mention],
    start: int,
    exclude: frozenset[str],
    *,
    reach: int = 170,
    places: bool = True,
) -> list[Mention]:
    """Return the mentions that an act at `start` is done to: the nearest after it of another state.

    Who is named after "over", "about", "like" and so on is not done to; "in X" only if nothing else is there.
    """
    late: list[Mention] = []
    for i, mention in enumerate(mentions):
        if mention.start < start or mention.start - start > reach:
            continue
        if re.search(r";|\bwhereas\b|\bwhile\b", text[start : mention.start]):
            break
        is_next = _AND_SO if mention.kind != "person" or not mention.name else _AND_HE
        if is_next.search(text[start : mention.start]) and _FINITE.match(text[mention.end :]):
            break  # "X condemned it, and Y was to ...": Y does something of its own
        if (
            mention.kind in ("org", "sea", "he", "it", "they", "pair")
            or not mention.isos
            or mention.is_former
        ):
            continue
        if mention.prep in _NEVER_OBJECT or set(mention.isos) <= exclude:
            continue
        if mention.kind == "place" and not places:
            continue
        group = [mention]
        for later in mentions[i + 1 :]:
            if _joined(text, group[-1], later) and later.isos and later.kind not in ("org", "sea"):
                group.append(later)
            else:
                break
        group = [m for m in group if not set(m.isos) <= exclude]
        if mention.prep in ("in", "at", "near", "off", "into") and not late:
            late = group
            continue
        if mention.prep in ("in", "at", "near", "off", "into"):
            continue
        return group
    return late


def between(
    text: str, mentions: Sequence[Mention], start: int, *, reach: int = 140
) -> tuple[Mention, Mention] | None:
    """Return the two of "between A and B" that follows `start` or stands shortly before it."""
    found = [m for m in mentions if m.prep == "between" and m.isos]
    for first, second in pairwise(found):
        gap = text[first.end : second.start]
        near = abs(first.start - start) <= reach or abs(second.end - start) <= reach
        if near and re.search(r"\band\b", gap) and len(gap) < 90 and set(first.isos) != set(second.isos):
            return first, second
    for first in found:
        for second in mentions:
            gap = text[first.end : second.start] if second.start > first.end else ""
            if (
                gap
                and re.search(r"\band\b", gap)
                and len(gap) < 70
                and second.isos
                and second.isos != first.isos
                and not second.prep
            ) and abs(first.start - start) <= reach:
                return first, second
    return None


def compound(text: str, mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, Mention] | None:
    """Return the two of "the Japan-Malaysia agreement", "Russian and Indonesian navies" near [start, end)."""
    best: tuple[int, tuple[Mention, Mention]] | None = None
    for a, b in pairwise(mentions):
        if (
            a.kind not in _STATE_KINDS
            or b.kind not in _STATE_KINDS
            or not a.iso
            or not b.iso
            or a.iso == b.iso
        ):
            continue
        if not re.match(r"^\s?[-–/]\s?$", text[a.end : b.start]) and not _AND.match(text[a.end : b.start]):
            continue
        distance = max(0, start - b.end, a.start - end)
        if distance < 120 and (best is None or distance < best[0]):
            best = (distance, (a, b))
    return best[1] if best else None
