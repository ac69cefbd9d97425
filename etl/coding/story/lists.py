"""Lists: states told of in one breath, each of which does as the rest do.

"met the presidents of France and Ukraine", "tariffs of 46% on B and 24% on C", "A, B and C hold a drill",
"signed with B on 19 March and with C on 16 September".
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, Tense, resolve
from etl.coding.story.candidates import Candidate
from etl.coding.story.targets import targets_of
from etl.coding.who.mentions import Mention

MEET = frozenset("summit sideline_meeting leader_call ministerial_meeting consultation".split())  # noqa: SIM905
_WITH = frozenset("agreement_signed agreement_in_force diplomatic_relations partnership_upgrade".split())  # noqa: SIM905
"""Who has these with several, has one with each: "agreements with B, C and D"."""
TOLD_OF_EACH = MEET | _WITH | {kind for kind, one in EVENT_TYPES.items() if not one.is_mutual}
"""Who meets several, meets each of them; what is done to several, is done to each."""
_TOGETHER = MEET - {"leader_call"} | {"joint_exercise", "agreement_signed", "joint_statement"}
_NEAR = 60
_MOST_TOGETHER = 4
"""More states than these act in a circle, not in pairs."""

_AMOUNT = r"(?:(?:[$€£]?\d[\d.,]*%?|one|two|three|four|five|several|another)\s+(?:[\w-]+\s+){0,3}?)?"
_BETWEEN = re.compile(
    r"(?:(?:\s+(?:ambassadors?|diplomats?))?(?:,(?:\s+(?-i:[A-Z])[\w.-]+){2,4}(?=,))?)?(?:\s+of\s+(?:the\s+)?(?-i:[A-Z])[\w-]+)?['’]?s?\s*(?:,|[,—–]?\s*(?:and|&|n?or|as\s+well\s+as|(?:along|together)\s+with)(?:\s+(?:then|later|also|separately)|,\s+(?:(?:an?|one|two|three|some|a\s+few)\s+(?:hours?|minutes)\s+later|later|then|afterwards),)?)\s*"
    rf"(?:(?:on|last|this)\s+\w+day,?\s+)?{_AMOUNT}(?:(?:with|on|for|to|from|against|by)\s+)?"
    r"(?:(?:the|his|her|its|of)\s+)*(?:(?:allies|partners|neighbou?rs)\s+)?",
    re.IGNORECASE,
)
_SPEAKS = frozenset(("person", "state", "adjective", "envoy"))
_NOT_WITH = frozenset("between in at near off over about".split())  # noqa: SIM905
_NOT_MET = _NOT_WITH | {"from", "against", "on", "for"}
_MEETS = re.compile(
    r"\b(?:met|meets?|meeting|spoke|speaks?|talked|talks?|held|received?|hosted|saw|(?<!is\s)(?<!was\s)called|calls?|phoned|discuss(?:ed|es))\b"
)
"""Verbs at which a list may hang; the words that tell the act may stand elsewhere: "on the sidelines"."""
_CALLS_ON = re.compile(r"\b(?:call|calls|called|calling)\s+on\s+(?=(?:his|her|the)\s|[A-Z])")
_DECLARES = re.compile(r"\b(?:declar|nam|expel|order|summon|recall)\w*\b")
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|had|have|will|would|did|[a-z]{3,}ed|went|came|took|left|made|cut|broke)\b"
)


def listed_partners(kind: str, text: str, mentions: Sequence[Mention], at: int) -> frozenset[str]:
    """Return the states to which, or with which, another does an act of type `kind` told at `at`.

    Empty where they are not wholly on one side of the verb, or nobody or several stand on the other side.
    """
    if kind in _WITH:
        mentions = [m for i, m in enumerate(mentions) if i == 0 or m.prep in ("", "with", "of")]
        first = next((i for i, m in enumerate(mentions) if m.prep == "with" and m.start >= at - _NEAR), None)
        listed = _group(text, mentions, first) if first else []
        return frozenset(listed) if len(listed) > 1 else frozenset()
    for i, mention in enumerate(mentions):
        if kind in MEET and mention.head == "counterpart" and len(mention.isos) > 1:
            return frozenset(_group(text, mentions, i))
    laid_on = targets_of(text, mentions) if kind == "sanction" else ()
    if len(laid_on) > 1:
        return frozenset(laid_on)
    unfit = _NOT_MET if kind in MEET else _NOT_WITH
    if kind.endswith("_visit"):
        unfit = unfit | {"from"}  # "the pipeline from Russia, Armenia's premier flew to Tbilisi"
    if kind in MEET and _CALLS_ON.search(text):
        unfit = unfit - {"on"}
    hangs = _MEETS if kind in MEET else _DECLARES if kind == "diplomatic_rupture" else None
    verbs = (verb.start() for verb in hangs.finditer(text)) if hangs else ()
    for place in (at, *verbs):
        if group := _beside(kind, text, mentions, place, unfit):
            return group
    return frozenset()


_AS_DID = re.compile(
    r",?\s+(?:as|and\s+so)\s+(?:did|have|had|has|does|do)\s+(?:(?:the|its)\s+)?(?:(?:allies|partners|neighbou?rs)\s+)?",
    re.IGNORECASE,
)


def _as_did(found: Sequence[Candidate], text: str, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """Yield what others did as well: "A closed its airspace to B's planes, as did C and D"."""
    told = _AS_DID.search(text)
    first = next((i for i, m in enumerate(mentions) if told and 0 <= m.start - told.end() < _OPENING), None)
    if first is None:
        return
    for candidate in found:
        if not EVENT_TYPES[candidate.type].is_mutual:
            for doer in _group(text, mentions, first):
                if doer not in (candidate.actor, candidate.recipient):
                    yield replace(candidate, actor=doer)


_BORDER = re.compile(
    r"\b(?:borders?|frontiers?|boundary)\s+(?:of|with|between)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Before states of which only the border is told."""


_TO_MEET = frozenset(("with", "on", "by"))
_OBJECT = re.compile(r"\w+\s+(?:(?!(?:after|at|by|for|in|on|with)\b)[\w'’-]+\s+){0,3}", re.IGNORECASE)
"""A verb and what stands before its object: "met [Turkey]", not "talked on Monday of what [Turkey] wants"."""


def _beside(
    kind: str, text: str, mentions: Sequence[Mention], at: int, unfit: frozenset[str]
) -> frozenset[str]:
    ahead = [m for m in mentions if m.end <= at]
    behind = [m for m in mentions if m.start >= at]
    met = [m for m in behind if m.prep in _TO_MEET or (not m.prep and _OBJECT.fullmatch(text, at, m.start))]
    for many, one in ((behind, ahead), (ahead, met if kind in MEET else behind)):
        single = list(dict.fromkeys(iso for m in one if _may_act(m, unfit) for iso in m.isos))
        # "imports from A and B are now taxed": by whom, the sentence does not say.
        is_levied = kind == "sanction" and not single and many and many[0].prep in ("from", "on", "against")
        if len(single) != 1 and not is_levied:
            continue
        agents = (i for i, m in enumerate(many) if _may_act(m, unfit) and not _BORDER.search(text[: m.start]))
        groups = (_group(text, many, i) for i in agents)
        for group in groups:
            # "with the ministers of B and C, A's spokesman said": the list ends where the other is named.
            listed = group[: group.index(single[0])] if single and single[0] in group else group
            if len(listed) > 1:
                return frozenset(listed)
    return frozenset()


def _may_act(mention: Mention, unfit: frozenset[str] = _NOT_MET) -> bool:
    is_agent = mention.kind in _SPEAKS and not mention.is_former and mention.head not in ("other", "people")
    return is_agent and mention.prep not in unfit


_OF_TWO = re.compile(r"[-‑–][A-ZÀ-Þ]")
"""Behind the first of two that are told of together: "a visit to Kenya, Turkish-Somali ties and more"."""


def _group(text: str, mentions: Sequence[Mention], first: int) -> list[str]:
    """Return the states of the mention at `first` and of those joined to it by a comma, "and" or "or"."""
    found, end = list(mentions[first].isos), mentions[first].end
    for later in mentions[first + 1 :]:
        if not later.isos or later.kind not in _SPEAKS or not _BETWEEN.fullmatch(text[end : later.start]):
            break
        if _OF_TWO.match(text, later.end):
            break
        found += [iso for iso in later.isos if iso not in found]
        end = later.end
    return found


def joined(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first of some mentions with those that a comma or "and" joins to it."""
    out = list(mentions[:1])
    for later in mentions[1:]:
        if not _BETWEEN.fullmatch(text[out[-1].end : later.start]):
            break
        out.append(later)
    return out


def listed_together(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the three or four states that do something together, the only ones that the sentence names."""
    named = {iso for m in mentions if _may_act(m) for iso in m.isos}
    for i, mention in enumerate(mentions):
        if _may_act(mention) and mention.isos:
            group = _group(text, mentions, i)
            is_all = 3 <= len(group) <= _MOST_TOGETHER and named <= set(group)
            return frozenset(group) if is_all else frozenset()
    return frozenset()


def spread(
    found: Sequence[Candidate],
    listed: Mapping[str, frozenset[str]],
    together: frozenset[str],
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    clock: Clock,
    last: Candidate | None,
) -> Iterator[Candidate]:
    """Yield the finds of a sentence, each told of all states of which it holds, with their own days."""
    finds = [one for one in found if not {one.actor, one.recipient} <= listed.get(one.type, frozenset())]
    doers = _first_list(text, mentions)
    beside = _named_beside(mentions, doers)
    finds = list(_against_the_last(finds, doers, beside, last))
    is_own = any({one.actor, one.recipient} == doers for one in finds)
    finds += list(_with_each(finds, listed, doers, beside if is_own else ()))
    finds += list(_as_did(finds, text, mentions))
    if together:
        finds += list(_in_pairs(finds, together))
    finds = list(_on_days_in_brackets(finds, text, mentions, expressions, clock))
    finds = list(_in_the_order_of_days(finds, text, mentions, expressions, clock))
    yield from _on_days_of_their_own(finds, text, mentions, expressions, clock)


def _first_list(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the states of the list that a sentence begins with, empty if it begins with none."""
    if not mentions or mentions[0].prep or not _may_act(mentions[0]):
        return frozenset()
    head = text[: mentions[0].start]
    if len(head) > _OPENING and not (_ADVERBIAL.fullmatch(head) and _FINITE.search(head) is None):
        return frozenset()
    group = _group(text, mentions, 0)
    return frozenset(group) if len(group) > 1 else frozenset()


def _named_beside(mentions: Sequence[Mention], doers: frozenset[str]) -> set[str]:
    """Return the states that a sentence names, those of the list at its beginning only if named once more."""
    seen: set[str] = set()
    out: set[str] = set()
    for mention in mentions:
        for iso in mention.isos:
            if iso in seen or iso not in doers:
                out.add(iso)
            seen.add(iso)
    return out


_OPENING = 12
_ADVERBIAL = re.compile(
    r"(?:On|In|At|By|Within|Late|Early|Earlier|Later|Yesterday|Last|The\s+(?:same|next)|That)\b[^.;:]{0,60}"
)
"""When something was, before the sentence says who did it: "On Sunday evening Mali and Niger ..."."""


def _against_the_last(
    found: Sequence[Candidate], doers: frozenset[str], named: set[str], last: Candidate | None
) -> Iterator[Candidate]:
    """Yield the finds; what a list of states would do to one of itself, each did to the last one's victim.

    Args:
        named: The states that the sentence names beside the list: a victim among them is the one.
    """
    told: set[tuple[str, str]] = set()
    for candidate in found:
        victim = last.recipient if last and last.type == candidate.type else ""
        is_among_them = candidate.actor in doers and (
            candidate.recipient in doers or (last is not None and candidate.recipient == last.actor)
        )
        is_among_them = is_among_them and candidate.recipient not in named
        if EVENT_TYPES[candidate.type].is_mutual or not victim or victim in doers or not is_among_them:
            yield candidate
            continue
        for doer in sorted(doers):
            if (candidate.type, doer) not in told:
                told.add((candidate.type, doer))
                yield replace(candidate, actor=doer, recipient=victim)


def _pair(kind: str, actor: str, recipient: str) -> tuple[str, str]:
    return (recipient, actor) if EVENT_TYPES[kind].is_mutual and recipient < actor else (actor, recipient)


def _with_each(
    found: Sequence[Candidate],
    listed: Mapping[str, frozenset[str]],
    doers: frozenset[str],
    beside: Collection[str],
) -> Iterator[Candidate]:
    """Yield what is told with one of a list of states with each other of them: "met B, C and D".

    Who stands in the list and once more (`beside`) has done it alone: "A and B make peace after B left C".
    """
    known = {(c.type, c.actor, c.recipient) for c in found}
    for candidate in found:
        is_mutual = EVENT_TYPES[candidate.type].is_mutual
        sides = ((candidate.actor, candidate.recipient), (candidate.recipient, candidate.actor))
        some = listed.get(candidate.type, frozenset())
        is_alone = not is_mutual and candidate.actor in beside
        groups = (some - doers, frozenset[str]()) if is_alone else (some, frozenset() if is_mutual else doers)
        for among in groups:
            hub, other = next((two for two in sides if two[1] in among and two[0] not in among), ("", ""))
            for further in sorted(among - {other}) if hub else ():
                two = (hub, further) if hub == candidate.actor else (further, hub)
                actor, recipient = _pair(candidate.type, *two)
                if (candidate.type, actor, recipient) not in known:
                    known.add((candidate.type, actor, recipient))
                    yield replace(candidate, actor=actor, recipient=recipient)


def _in_pairs(found: Sequence[Candidate], together: frozenset[str]) -> Iterator[Candidate]:
    """Yield what three or four states do together as an act of every two of them."""
    known = {(c.type, c.actor, c.recipient) for c in found}
    for candidate in found:
        if candidate.type in _TOGETHER and {candidate.actor, candidate.recipient} <= together:
            for actor, recipient in combinations(sorted(together), 2):
                if (candidate.type, actor, recipient) not in known:
                    known.add((candidate.type, actor, recipient))
                    yield replace(candidate, actor=actor, recipient=recipient)


_OPENS = re.compile(r"\s*\((?:from\s+|on\s+)?")


def _on_days_in_brackets(
    found: Sequence[Candidate],
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    clock: Clock,
) -> Iterator[Candidate]:
    """Yield the finds of "will visit A (2-3 August), B (3-4 August) and C (4-5 August)", each on its days."""
    planned = any(one.status == "scheduled" for one in found)
    days = {
        m.iso: told
        for m in mentions
        for e in expressions
        if m.iso and e.start >= m.end and _OPENS.fullmatch(text[m.end : e.start])
        if (told := resolve(e, clock, "future" if planned else "past")) is not None
    }
    if len(days) < 2:
        yield from found
        return
    told_of: set[tuple[str, str, str]] = set()
    for one in found:
        hub = [iso for iso in (one.actor, one.recipient) if iso not in days]
        if len(hub) != 1:
            yield one
            continue
        for iso, moment in days.items():
            two = (hub[0], iso) if hub[0] == one.actor else (iso, hub[0])
            actor, recipient = _pair(one.type, *two)
            if (one.type, actor, recipient) not in told_of:
                told_of.add((one.type, actor, recipient))
                yield replace(one, actor=actor, recipient=recipient, moment=moment, is_dated_here=True)


_TWO_DAYS = re.compile(r"\d(?:st|nd|rd|th)?(?:\s[A-Z]\w+\.?)?\s(?:and|&)\s(?:the\s)?(?:[A-Z]\w+\.?\s)?\d")
_SPAN_BEFORE = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_AND_ON = re.compile(r",?\s+and\s+(?:on\s+)?")


def _in_the_order_of_days(
    found: Sequence[Candidate],
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    clock: Clock,
) -> Iterator[Candidate]:
    """Yield the finds of "visited A and B on 18 and 20 April": the first on the first day, B on the other."""
    days = _two_days(text, expressions, clock) if found else None
    if days is None:
        yield from found
        return
    lists = [_group(text, mentions, i) for i, m in enumerate(mentions) if _may_act(m, frozenset())]
    two = next((one for one in lists if len(one) == len(days)), [])
    told = {
        (one.type, hub): {
            other
            for c in found
            if c.type == one.type and hub in (c.actor, c.recipient)
            for other in (c.actor, c.recipient)
            if other != hub
        }
        for one in found
        for hub in (one.actor, one.recipient)
    }
    for one in found:
        for hub, other in ((one.actor, one.recipient), (one.recipient, one.actor)):
            if other in two and hub not in two and told[one.type, hub] == set(two):
                yield replace(one, moment=days[two.index(other)], is_dated_here=True)
                break
        else:
            yield one


def _two_days(text: str, expressions: Sequence[DateExpression], clock: Clock) -> tuple[Moment, Moment] | None:
    """Return the days of "on 18 and 20 April" or "on 18 April and 2 May", None where no two are told so."""
    for one in expressions:
        words = text[one.start : one.end]
        if one.kind in _DAY_TO_DAY and _TWO_DAYS.search(words):
            told = resolve(one, clock, "past")
            if (
                told is not None
                and told.end
                and not _SPAN_BEFORE.search(text, max(0, one.start - 9), one.start)
            ):
                return Moment(told.day), Moment(told.end)
    for one, later in pairwise(expressions):
        if one.kind in _WHOLE_DAYS and later.kind in _WHOLE_DAYS:
            both = resolve(one, clock, "past"), resolve(later, clock, "past")
            if both[0] and both[1] and _AND_ON.fullmatch(text, one.end, later.start):
                return Moment(both[0].day), Moment(both[1].day)
    return None


_WHOLE_DAYS, _DAY_TO_DAY = frozenset(("dm", "md", "weekday")), frozenset(("ddm", "mdd", "dmspan", "mdspan2"))


def _on_days_of_their_own(
    found: Sequence[Candidate],
    text: str,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    clock: Clock,
) -> Iterator[Candidate]:
    """Yield the finds, and the further ones of "signed with B on 19 March and with C on 16 September"."""
    own: dict[tuple[str, str, str], Candidate] = {}
    dated = {(c.type, c.actor, c.recipient): c.moment for c in found}
    for candidate in found:
        moment = candidate.moment
        tense: Tense = "future" if candidate.status == "scheduled" else "past"
        first = next(
            (
                i
                for i, e in enumerate(expressions)
                if moment is not None
                and candidate.is_dated_here
                and (told := resolve(e, clock, tense)) is not None
                and (told.day, told.precision) == (moment.day, moment.precision)
            ),
            None,
        )
        if first is None:
            continue
        begin = expressions[first].end
        before = [m for m in mentions if m.end <= expressions[first].start and m.isos]
        for later in expressions[first + 1 :]:
            region = text[begin : later.start]
            inside = [m for m in mentions if begin <= m.start and m.end <= later.start and m.isos]
            states = list(dict.fromkeys(iso for m in inside for iso in m.isos))
            told = resolve(later, clock, tense)
            fits = (
                states
                and (len(states) == 1 or _group(text, inside, 0) == states)
                and not {candidate.actor, candidate.recipient} & set(states)
                and re.match(r"\s*(?:,|;)?\s*(?:and|then|,)?\b", region)
                and _FINITE.search(region) is None
                and told is not None
            )
            sides = (candidate.actor, candidate.recipient)
            other = next((m.isos[0] for m in reversed(before) if m.isos[0] in sides), "")
            if not fits or not other or told is None:
                break
            hub = candidate.recipient if other == candidate.actor else candidate.actor
            for state in states:
                two = (hub, state) if hub == candidate.actor else (state, hub)
                actor, recipient = _pair(candidate.type, *two)
                key = (candidate.type, actor, recipient)
                if dated.get(key, moment) == moment:  # a day that was found for it stands
                    own.setdefault(key, replace(candidate, actor=actor, recipient=recipient, moment=told))
            begin = later.end
    for candidate in found:
        key = (candidate.type, candidate.actor, candidate.recipient)
        if key not in own:
            yield candidate
    yield from own.values()
