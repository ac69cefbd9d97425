"""Belonging: whether a date at hand can be that of an act, and how far it stands from it."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from etl.coding.days.date_words import DateExpression
from etl.coding.grammar.acts import Act
from etl.coding.who.mentions import Mention

_SINCE_CLAUSE = re.compile(
    r"\bsince\s+(?:(?:[\w'’]+\s+){1,7}?(?:visit|trip|summit|meeting|talks)\b[^,;]*|(?:he|she|it|they|then|last|taking|coming|assuming|becoming|being|independence|"
    r"the\s+(?:coup|war|election|start|end|beginning|outbreak|fall|invasion|"
    r"revolution|latest|new|last|two|conflict|ceasefire|pandemic|death|return|change|\d+))\b[^,;]*|(?:[\w'’.-]+\s+){2,12})$",
    re.IGNORECASE,
)
_SINCE_HAVING = re.compile(
    r"\bsince\s+(?:winning|taking|becoming|being|coming|assuming|returning|losing|leaving|joining|entering|launching|declaring|gaining|"
    r"signing|(?:re-?)?establishing|opening|severing|cutting|breaking|imposing|beginning|starting|ending)\b[^,;]*$"
)
"""Before all days of what else was done since: "his first since winning the vote and taking office on"."""
_SINCE = re.compile(r"\bsince\b(?!\s+(?:\w+\s+)?\d)[^,;]*$", re.IGNORECASE)
"""Before an act that is told since when something holds: "their first talks since the two signed a truce"."""
_POST = re.compile(
    r"\b(?:meetings?|talks|visits?|contacts?|dialogue|engagement|interaction|trip)\b[^,;]{0,60}?\s(?:post|since|after)\s+"
    r"(?:the\s+)?(?:[\w'’.-]+\s+){0,3}?(?:change(?:over)?|coup|election|attack|clash(?:es)?|ouster|crisis|revolution|uprising|war|"
    r"takeover|incident)\s+(?:[\w'’.-]+\s+){0,4}$"
)
"""Before the day since when: "the first meeting post the changeover in Dhaka on August 5"."""
_LONG_APART = re.compile(
    r"\b(?:weeks?|months?|years?)\s+(?:after|before)\s+(?!(?:the|a|an|his|her|their)\s+\w+ing\b)[^,;]*$",
    re.IGNORECASE,
)
"""Before an act of another time than the date: "on Friday, two weeks after it had expelled two diplomats"."""
_OPENS_APART = re.compile(
    r"(?:[\w-]+\s+){1,3}?(?:days?|weeks?|months?|years?)\s+(?:after|before)\s+(?!(?:the|a|an|his|her|their)\s+\w+ing\b)[^,;]{3,160},",
    re.IGNORECASE,
)
"""What opens a sentence that tells another day than this: "Two weeks after Mali expelled him, Paris ..."."""
_HAVING_DONE = re.compile(
    r"(?:(?:After|Having)\s+(?:\w+ing|\w+ed)|(?:Based|Building|Drawing)\s+(?:up)?on|Recalling)\b[^;]{3,120}?,\s+"
    r"(?=[A-Z][\w'’.-]+\s+[A-Z]|the\s|he\s|she\s|they\s)"
)
"""What opens a sentence with a day of its own: "After attending a summit on 1 April, President X ..."."""
_PACT_BEFORE = re.compile(
    r"\b(?:agreement|accord|treaty|pact|protocol|convention|memorandum|deal|text|version|paper|one|law|war|crisis)\s+(?:(?:on|for)\s+(?:\w+\s+){1,3})?$",
    re.IGNORECASE,
)
_TITLE_DATE = re.compile(
    r"^['’]s\b|^-(?:day|year|old)|^\s+(?:anniversary|election|war|coup|crisis|earthquake|revolution|"
    r"constitution|budget|census|law|resolution|massacre|uprising)\b",
    re.IGNORECASE,
)


_OF_PACT = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:agreement|treaty|accord|pact|protocol|memorandum|declaration|deal|truce|ceasefire)\b",
    re.IGNORECASE,
)
"""After a month and year: "the September 2018 military agreement"."""
_OCCASIONED = re.compile(
    r"\b(?:over|about|after|following|because\s+of|in\s+response\s+to|in\s+retaliation\s+for|in\s+protest\s+at|"
    r"against|condemning|since|despite)\s+$",
    re.IGNORECASE,
)


_OF_ANOTHER_ACT = re.compile(
    r"(?:,|\b(?:sanctions?|treat(?:y|ies)|agreements?|accords?|pact|ban|duties|tariffs|ties|relations|embargo|deal))\s+"
    r"(?:\w+\s+){0,4}?(?:imposed|signed|concluded|severed|agreed|introduced|adopted|launched|established|reached|"
    r"broken\s+off)\s+(?:[\w'’]+\s+){0,4}$",
    re.IGNORECASE,
)
"""Before a date: "suspends the treaty with Spain, concluded in October 2002"."""
_PRINTED = re.compile(
    r"\b(?:weekly|daily|magazine|newspaper|interview|article|column|programme|edition|issue|documentary|film|book|cartoon|podcast)\b"
    r"[^,;]{0,40}?\b(?:issued|published|aired|broadcast|released|printed|recorded|posted|given)\s+(?:\w+\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
"""Before the day on which words were printed: "recalled its envoy over an interview published on Monday"."""
_BEFORE_ANOTHER = re.compile(
    r"\b(?:ahead\s+of|in\s+preparation\s+for|prior\s+to|in\s+the\s+run-?up\s+to)\s+(?:an?|the|his|her|its|their)\s+"
    r"(?:[\w'’-]+\s+){0,5}?(?:summit|meeting|elections?|conference|talks|visit|trip|session|forum|vote|gathering)\s+"
    r"(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a date: "a tour of the Gulf ahead of a summit later this month"."""
_AS_OTHERS = re.compile(
    r",\s+(?:just\s+|much\s+)?as\s+(?:(?:the\s+)?(?:[A-Z][\w'’-]+\s+){1,3}(?:had|has|have|did)\b|(?:it|they|he|she)\s+(?:had|did)\s+)"
)
"""Before the day of another such act: "breaks off relations, as Peru had the night before", "as it did with
Chile last month"."""
_NOT_UNTIL = re.compile(
    r"\bnot\s+until(?:\s+(?:the\s+)?(?:early|late|end\s+of))?\s*(?:on\s*)?\w*$", re.IGNORECASE
)
_DID_NOT_UNTIL = re.compile(
    r"\b(?:did|was|were)(?:\s+not|n['’]t)\s+(?:[\w'’.-]+\s+){1,9}?until\s+(?:(?:the|last|early|late|on)\s+)*$",
    re.IGNORECASE,
)
"""Before the day of what was not done sooner: "did not sign the pact with Peru until Friday"."""
_OWN_NOUN = 30


def _is_near(expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True where an act stands close behind a date: "Monday's talks"."""
    return expression.end <= spot[1] and spot[0] - expression.end <= _OWN_NOUN


@lru_cache(maxsize=512)
def _openings(text: str) -> tuple[int, int]:
    """Return where the opening clauses that tell another day than their sentence end, -1 for none."""
    having_done, apart = _HAVING_DONE.match(text), _OPENS_APART.match(text)
    return (having_done.end() if having_done else -1, apart.end() if apart else -1)


def is_of_others(text: str, at: int, sides: Collection[str], mentions: Sequence[Mention]) -> bool:
    """True for what an opening clause tells before either side is named: "After attending a summit, ..."."""
    opening, _ = _openings(text)
    return at < opening and all(m.start >= opening for m in mentions if set(m.isos) & set(sides))


_ATTENDED = re.compile(
    r"\b(?:attend(?:ed|s|ing)|took\s+part\s+in|spoke\s+at|addressed)\b[^;]*$", re.IGNORECASE
)
_WHERE = re.compile(r"[^;]{0,30}?\b(?:where|and)\b", re.IGNORECASE)
_ON_ANOTHER_DAY = re.compile(r"[^;]*\bon\s+(?:\w+day\b|\d|[A-Z][a-z]+\s+\d)")


def _is_of_gathering(text: str, expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True for the day of a gathering attended first: "attended a forum on 3 May and met X on 5 May"."""
    return (
        expression.end < spot[0]
        and _ATTENDED.search(text, 0, expression.start) is not None
        and _WHERE.match(text, expression.end, spot[0] + 1) is not None
        and _ON_ANOTHER_DAY.match(text, spot[1]) is not None
    )


def is_of_something_else(text: str, expression: DateExpression, act: Act, spot: tuple[int, int]) -> bool:
    """True for a date that is not the act's: the end of a span, a target, a tenure, "the 2014 war"."""
    if _is_of_gathering(text, expression, spot):
        return True
    words = text[expression.start : expression.end]
    before = text[max(0, expression.start - 70) : expression.start]
    if expression.kind == "pactyear":
        return act.type != "agreement_signed"
    if text[expression.end : expression.end + 2] in ("'s", "’s") and _OCCASIONED.search(before):
        return True  # "summoned the envoy over last night's strike": the strike's day
    after = text[expression.end : expression.end + 24]
    if spot[0] < expression.start and before.endswith(("of ", "dated ")):
        before_of, is_of = before.removesuffix("of ").removesuffix("dated "), True
    else:
        before_of, is_of = before, words[:3].casefold() == "of "
    if is_of and _PACT_BEFORE.search(before_of) and not spot[0] < expression.start < expression.end < spot[1]:
        # "suspended the treaty of 2002": the treaty's year, not the act's, unless "signed" follows.
        is_war = act.type == "conflict" and re.search(r"\b(?:war|crisis)\s+$", before_of) is not None
        return not is_war and not (act.type == "agreement_signed" and "sign" not in act.keys)
    if expression.kind == "my" and _OF_PACT.match(text, expression.end):
        return not (act.type == "agreement_signed" and "sign" not in act.keys)
    if spot[0] < expression.start and _DID_NOT_UNTIL.search(before):
        return False
    if _NOT_UNTIL.search(before + words.split()[0]):
        return expression.start >= spot[1]  # "it was not until 1972 that they exchanged ambassadors"
    if expression.kind in ("year", "my", "mbare") and re.match(r"(?:until|for)\b", words, re.IGNORECASE):
        return True
    if re.search(
        r"\((?:to|until|till|through)\s+$|\b(?:before|by)\s+the\s+end\s+of(?:\s+the\s+(?:day|week))?(?:\s+on)?\s+$|\b(?:until|till)\s+(?:\w+\s+){0,2}(?:on\s+)?$|\b(?:until|till|through|ending|expir\w+|deadline\s+of|runs?\s+to|valid\s+(?:to|for))\s+$",
        before,
        re.IGNORECASE,
    ):
        return True
    if (
        expression.kind not in ("my", "year", "mbare")
        and re.search(r"\b(?:before|ahead\s+of|by|no\s+later\s+than)\s+$", before, re.IGNORECASE)
        and act.frame != "visit"
    ):
        return True
    if expression.kind == "year" and re.match(r"by\b", words) and act.type != "partnership_upgrade":
        return True
    if expression.end <= spot[0] and _SINCE.search(text, expression.end, spot[0]):
        return True
    if expression.end <= spot[0] and _LONG_APART.search(text, expression.end, spot[0]):
        return True
    having = _since_having(text, expression.start)
    if having is not None and having >= spot[0]:
        return True
    since = _SINCE_CLAUSE.search(before + words.split()[0] if words[:5].casefold() == "since" else before)
    is_told_since = since and max(0, expression.start - 70) + since.start() < spot[0] < expression.start
    if since and not is_told_since:  # "seventy years since the two opened relations": that is its day
        return (
            act.type not in ("leader_visit", "ministerial_visit")
            or re.search(r"\bsince\s+the\s+(?:evening|morning)", before) is None
        )
    if expression.kind == "year" and words[:5].casefold() == "since":
        return act.type not in ("partnership_upgrade", "agreement_in_force", "diplomatic_relations")
    having_done, apart = _openings(text)
    if expression.end <= having_done <= spot[0] or spot[1] <= apart <= expression.start:
        return True
    if spot[0] < expression.start and _POST.search(text[: expression.start]):
        return True
    if expression.start >= spot[1] and _PRINTED.search(text, spot[1], expression.start):
        return True
    if expression.start >= spot[1] and _AS_OTHERS.search(text, spot[1], expression.start):
        return True
    if expression.start >= spot[1] and _BEFORE_ANOTHER.search(text, spot[1], expression.start):
        return True
    if expression.start >= spot[1]:
        other = _OF_ANOTHER_ACT.search(text[spot[1] : expression.start])
        is_own = act.type == "diplomatic_relations" and other and "established" in other[0]
        if other and not is_own:
            return True
    if expression.kind == "weekday" and after[:2] in ("'s", "’s") and not _is_near(expression, spot):
        return True  # "would raise it at Monday's meeting, during a call on Saturday"
    return _TITLE_DATE.match(after) is not None and not (
        after[:2] in ("'s", "’s") and expression.kind in ("weekday", "today", "yesterday")
    )


def is_since_having(text: str, position: int) -> bool:
    """True within "since winning the election of 3 May and taking office on 5 June": days of other acts."""
    return _since_having(text, position) is not None


def _since_having(text: str, position: int) -> int | None:
    found = _SINCE_HAVING.search(text, 0, position) if "since" in text else None
    return found.start() if found else None


_ON_ANOTHER_STOP = re.compile(
    r"\bfollow(?:s|ed)\s+(?:an?|his|her|the|their)\s+[^,;]{0,60}\b(?:visit|trip|tour|meeting|talks)\b[^,;]{0,60}\bwhich\b"
    r"[^,;]{0,60}$",
    re.IGNORECASE,
)


def is_on_another_stop(text: str, start: int) -> bool:
    """True for what was done earlier, elsewhere: "follows a visit to Baku during which the two signed"."""
    return _ON_ANOTHER_STOP.search(text, 0, start) is not None


_NEXT_VISIT = re.compile(
    r"\b(?P<with>and|before|after|since|following)\s+(?:[\w'’.-]+\s+){1,5}?(?:visit|trip)\b", re.IGNORECASE
)


def of_this_visit(
    text: str, spot: tuple[int, int], expressions: Sequence[DateExpression]
) -> list[DateExpression]:
    """Return the dates of a sentence without those of another visit that is told with one.

    "Since A's visit to Rome last year and his own to Oslo in May": each has the date that stands behind it;
    "welcomed him less than a year after her visit to Rome last May": only the second has one.
    """
    following = _NEXT_VISIT.search(text, spot[1])
    if following is None:
        return list(expressions)
    ahead = [e for e in expressions if e.start < following.start()]
    is_dated = following["with"].casefold() != "and" or any(e.start >= spot[1] for e in ahead)
    return ahead if is_dated else list(expressions)


_LATELY = re.compile(r"\b(?:recent(?:ly)?|lately|not\s+long\s+ago|some\s+time\s+ago)\b", re.IGNORECASE)
_NEXT_TO = 40


def is_lately(text: str, spot: tuple[int, int], expressions: Sequence[DateExpression]) -> bool:
    """True for an act told as of late ("the Sultan's recent visit to Tehran") without a day beside it."""

    def is_next_to(start: int, end: int) -> bool:
        gap = text[end : spot[0]] if end <= spot[0] else text[spot[1] : start]
        return len(gap) <= _NEXT_TO and _WALL.search(gap) is None

    near = (found for found in _LATELY.finditer(text) if is_next_to(*found.span()))
    # "recalled its envoy after the recent attacks": the attacks are recent, not the recall.
    lately = next((one for one in near if one[0].casefold() != "recent" or one.end() <= spot[0]), None)
    if lately is None:
        return False
    # "praised on Wednesday the recent visit": a date before is that of the praise.
    return not any(is_next_to(e.start, e.end) for e in expressions if e.start > lately.start())


_WALL = re.compile(
    r",|;|—|–|\band\b|\bbut\b|\bwhen\b|\bafter\b|\bwhich\b|\bthat\b|\bwho\b|\bsince\b|\bwhere\b|"
    r"\bbefore\b|\bwhile\b|\bas\b",
    re.IGNORECASE,
)


def remoteness(text: str, spot: tuple[int, int], expression: DateExpression) -> int:
    """Return how far a date is from an act, in characters; every border of a clause between adds to it."""
    if expression.end <= spot[0]:
        gap = text[expression.end : spot[0]]
    elif expression.start >= spot[1]:
        gap = text[spot[1] : expression.start]
    else:
        return 0
    # A date after its verb is the rule; one before it, at equal distance, the exception.
    return len(gap) + _borders(gap) + (6 if expression.end <= spot[0] else 0)


@lru_cache(maxsize=2048)
def _borders(gap: str) -> int:
    """Return what the borders of clauses in `gap` add to a distance."""
    walls = _WALL.findall(gap)
    others = len(_PARTICIPLE.findall(gap))
    return 12 * len(walls) + 25 * sum(wall.casefold() in _HEAVY for wall in walls) + 45 * others


_PARTICIPLE = re.compile(
    r"\b(?:imposed|signed|introduced|adopted|concluded|severed|launched|agreed|reached|broken\s+off|closed|shut|"
    r"suspended|expelled|recalled|banned|arrested|detained|seized|frozen|established)\b",
    re.IGNORECASE,
)
"""Acts of their own between an act and a date: "lifting the sanctions imposed in 1997"."""
_HEAVY = frozenset((";", "but", "when", "after", "which", "who", "that", "since", "before", "while", "where"))
