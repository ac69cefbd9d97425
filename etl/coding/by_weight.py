"""By weight: the acts that only the words of a sentence as a whole tell, and their say on a rule's finds."""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.dating import date_act
from etl.coding.days.date_words import DateExpression
from etl.coding.grammar import modality
from etl.coding.grammar.acts import Act
from etl.coding.story.belonging import is_of_others
from etl.coding.story.candidates import Candidate, Party, level_of
from etl.coding.story.contrary import tells_contrary
from etl.coding.story.framing import MARGINS
from etl.coding.story.lists import MEET, listed_partners
from etl.coding.story.state import State
from etl.coding.story.timing import OF_PEOPLE
from etl.coding.text.sentences import Story
from etl.coding.weights.features import Feature
from etl.coding.weights.sides import Parts, Sides, find_sides
from etl.coding.weights.weighing import BEFORE, EARLIER, LEAD, RULE, STATES, Weighed
from etl.coding.who.mentions import Mention
from etl.coding.who.offices import LEADERS, MINISTERS, higher_level, lower_level

VETO = 0.02
"""A rule's find is dropped where the words make it less likely than this."""
SIDES_ENOUGH = 0.2
"""How likely the two sides must be."""
DOUBTED = 0.6
"""Words that deny or wish are outweighed from this probability on."""
WORDS_ALONE = frozenset(("threat", "protest"))
"""What is done by wishing, asking and supposing."""
SIDES_CERTAIN = 0.5
"""From here on they outweigh those that a rule has found."""
SIDES_RATIO = 0.6
"""A rule's sides stand if they are this likely beside the likeliest."""
_RIVALS = tuple(
    frozenset(group.split())
    for group in (
        "summit sideline_meeting leader_call ministerial_meeting consultation",
        "leader_visit ministerial_visit",
        "agreement_signed agreement_withdrawn",
        "sanction sanction_lifted",
        "incident conflict",
        "diplomatic_rupture protest",
        "partnership_upgrade partnership_downgrade",
        "protest threat",
    )
)
"""Types that the same words seldom tell at once: they stand in two places of a sentence, or are one act."""
_SAME_PLACE = 30
_OUTWEIGHED = 0.5


def without_rivals(weighed: Iterable[Weighed]) -> dict[str, Weighed]:
    """Return the weighed types without those that a rival outweighs by far at the same words."""
    found = list(weighed)

    def is_outweighed(one: Weighed) -> bool:
        return any(
            one.type in group
            and other.type in group
            and one.p < _OUTWEIGHED * other.p
            and abs(one.at - other.at) <= _SAME_PLACE
            for group in _RIVALS
            for other in found
        )

    return {one.type: one for one in found if not is_outweighed(one)}


_ONE_ACT = (
    frozenset(("summit", "sideline_meeting")),
    frozenset(("incident", "conflict")),
    frozenset(("diplomatic_rupture", "partnership_downgrade")),
    frozenset(("ministerial_meeting", "consultation")),
    frozenset(("leader_call", "consultation")),
    frozenset(("leader_call", "ministerial_meeting")),
    frozenset(("leader_visit", "ministerial_visit")),
)
"""Types of which an act between two states on a day is one, not both."""


def without_doubles(found: Iterable[Candidate], chances: Mapping[str, float]) -> list[Candidate]:
    """Return the finds of a sentence without those that are another's, undated or of a less likely type."""
    finds = list(found)

    def is_double(one: Candidate) -> bool:
        return any(
            any({one.type, other.type} == group for group in _ONE_ACT)
            and {one.actor, one.recipient} == {other.actor, other.recipient}
            and one.moment == other.moment
            and chances.get(one.type, 0.0) < chances.get(other.type, 0.0)
            for other in finds
        )

    def is_undated_twin(one: Candidate) -> bool:
        return not one.is_dated_here and any(
            other.is_dated_here
            and (one.type, one.actor, one.recipient) == (other.type, other.actor, other.recipient)
            for other in finds
        )

    return [one for one in finds if not is_double(one) and not is_undated_twin(one)]


def marks_of(
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    told: Collection[str],
    earlier: Sequence[Candidate],
) -> frozenset[Feature]:
    """Return what is known of a sentence besides its words."""
    states = min(4, len({iso for mention in mentions for iso in mention.isos}))
    marks = {(RULE, kind) for kind in told} | {(STATES, str(states))}
    if story.sentences[number].is_lead:
        marks.add((LEAD, "yes"))
    for candidate in earlier:
        marks.add((BEFORE if number - candidate.sentence <= 1 else EARLIER, candidate.type))
    return frozenset(marks)


_STAND_IN = frozenset(("pair", "they", "he", "him", "we", "it"))
_SPEAKS = frozenset(("state", "adjective", "person", "envoy", "pair", "they", "he", "him", "we", "it"))


_TOWNS = re.compile(
    r"\b(?:mayors?|sister[\s-]cit(?:y|ies)|twin[\s-]?(?:ned|ning|towns?|cit(?:y|ies))|city\s+councils?|municipalit\w+)\b",
    re.IGNORECASE,
)
"""What towns agree on is no act of states."""
_TO_POWER = re.compile(r"\b(?:to|into|from|of)\s+(?:power|office)\b(?!-)", re.IGNORECASE)
"""Who comes to power travels nowhere."""


_OF_WORDS = re.compile(
    r"\bverbal\b|\bwars?\s+of\s+words\b|\bwar\s+of\s+nerves\b|\btrade\s+wars?\b|\bsuicide\s+bomb|\bcondolences\b",
    re.IGNORECASE,
)
"""Fire that is none."""


_SUFFERED_BY_ALL = frozenset(
    ("sanction", "sanction_lifted", "incident", "conflict", "concession", "aid", "threat")
)
"""What a state suffers in its goods, boats and people, too."""
_ON_TERMS = re.compile(r"\b(?:if|unless|provided|as\s+(?:soon|long)\s+as)\b", re.IGNORECASE)
"""What is to come on terms is not done by being announced: "will return 18 soldiers if it lasts"."""
_WITHIN = frozenset(("in", "of", "at"))
"""Before an organisation that is no side: "on the fringes of the BIMSTEC summit", "a first in Europe"."""
_DONE_BY_ARMS = frozenset(("incident", "conflict"))
"""What "Turkish F-16s" and "a Chinese vessel" do as well as a state."""


_PROTESTED = re.compile(
    r"\b(?:protest\w*|summon\w*|condemn\w*|complain\w*)\b[^;.]{0,80}?\s(?:over|about|against|at)\s[^,;]*$",
    re.IGNORECASE,
)
"""Before what is protested: the day beside it is the protest's."""


def _is_between_states(kind: str, sides: Sides, mentions: Sequence[Mention]) -> bool:
    """True unless only those stand for a side who speak for no state: firms, towns, former leaders."""
    # A visit is to a state, whatever meeting stands beside it.
    has_org = not kind.endswith("_visit") and any(
        m.kind == "org" and m.head != "court" and m.prep not in _WITHIN for m in mentions
    )
    for iso in (sides.actor, sides.recipient):
        if (kind in _SUFFERED_BY_ALL and iso == sides.recipient) or kind in _DONE_BY_ARMS:
            continue
        mine = [m for m in mentions if iso in m.isos]
        if has_org and not mine and not any(m.kind in _STAND_IN for m in mentions):
            return False  # "sanctions against the EU": of the Union, not of the state it met in
        if mine and all(m.is_former for m in mine):
            return False
        if mine and all(m.head in ("other", "people") or m.kind not in _SPEAKS for m in mine):
            places = any(m.kind not in _SPEAKS and m.head not in ("other", "people") for m in mine)
            others = [m for m in mentions if m.isos and iso not in m.isos and m.kind in _SPEAKS]
            if not places or not any(m.head not in ("other", "people") for m in others):
                return False
    return True


def with_likelier_sides(
    candidate: Candidate, one: Weighed, parts: Parts, listed: Collection[str] = ()
) -> Candidate:
    """Return a rule's find between the likeliest states of its sentence: they are right more often."""
    found = find_sides(parts, listed)
    if not found or found[0].p < SIDES_CERTAIN:
        return candidate
    if parts.p(candidate.actor, candidate.recipient) >= max(SIDES_ENOUGH, SIDES_RATIO * found[0].p):
        return candidate
    return replace(candidate, actor=found[0].actor, recipient=found[0].recipient)


def with_chance(candidate: Candidate, one: Weighed, parts: Parts) -> Candidate:
    """Return a find with how likely it is as a whole: that the act is told, of these two, on that day."""
    return replace(candidate, p=candidate.p * one.p * parts.p(candidate.actor, candidate.recipient))


ANY_WORD = re.compile(r"[\w@'’-]+")
BY_WEIGHT = {
    kind: Act(
        kind,
        "weighed",
        (),
        ANY_WORD,
        needs_date=False,
        needs_state=False,
        needs_lead=False,
        agreed_counts=True,
        inner_counts=True,
    )
    for kind in EVENT_TYPES
}


def _by_rank(kind: str, sides: Sides, mentions: Sequence[Mention]) -> str:
    """Return what a meeting is by the lower rank of those who are named on both sides, "" where it fits."""
    if kind not in MEET:
        return ""
    ranks = []
    for iso in (sides.actor, sides.recipient):
        levels = [
            m.level for m in mentions if iso in m.isos and m.kind in ("person", "envoy") and not m.is_former
        ]
        if not levels or not all(level and level != "counterpart" for level in levels):
            return ""
        ranks.append(functools.reduce(higher_level, levels))
    level = lower_level(*ranks)
    if level in LEADERS:
        return ""
    fitting = "ministerial_meeting" if level in MINISTERS else "consultation"
    return "" if kind == fitting else fitting


def _is_officials(visitor: str, mentions: Sequence[Mention]) -> bool:
    """True where all who are named of the visitor are officials: their travel is no minister's visit."""
    levels = {m.level for m in mentions if visitor in m.isos and m.kind == "person" and not m.is_former}
    return levels == {"senior_official"}


def _as_the_guest(kind: str, sides: Sides, mentions: Sequence[Mention], state: State) -> str:
    """Return "ministerial_visit" for the visit of a guest without a name who was told to be a minister."""
    two = (sides.actor, sides.recipient)
    told = {c.type for c in state.history if (c.actor, c.recipient) == two and c.type.endswith("_visit")}
    named = any(sides.actor in m.isos and m.level in LEADERS for m in mentions)
    is_ministers = kind == "leader_visit" and told == {"ministerial_visit"} and not named
    return "ministerial_visit" if is_ministers else ""


def _as_guests(kind: str, sides: Sides, text: str, state: State) -> str:
    """Return "summit" for what leaders hold on a visit of one to the other: it is no sideline."""
    visit = any(
        c.type == "leader_visit" and {c.actor, c.recipient} == {sides.actor, sides.recipient}
        for c in state.history[-_LATELY:]
    )
    visit = visit or _GUEST.search(text) is not None
    return "summit" if kind == "sideline_meeting" and visit and not MARGINS.search(text) else ""


_GUEST = re.compile(r"\b(?:official|state|working)\s+(?:working\s+)?visit\b", re.IGNORECASE)
_LATELY = 4
"""Acts told before that are looked at."""
_NAMED_WAR = re.compile(r"\b(?:invasion|annexation|occupation|seizure)\b", re.IGNORECASE)
_FOUGHT = re.compile(
    r"\b(?:invaded|annexed|occupied|struck|shell\w+|bomb\w+|fired|clash\w*|fought|killed|attack\w*)\b"
)


def _is_of_a_named_war(two: set[str], text: str, mentions: Sequence[Mention]) -> bool:
    """True for two states beside the war of others that a sentence names: "after the invasion of Y"."""
    named = _NAMED_WAR.search(text)
    if named is None or _FOUGHT.search(text):
        return False
    if _OF_ITS_OWN.search(text[: named.start()]):
        # "Russia has shelled cities across Ukraine since its invasion": its own, of where it did so.
        first = next((m for m in mentions if m.iso), None)
        there = {iso for m in mentions if m.prep in _ACROSS for iso in m.isos}
        if first is not None and not first.prep and two == {first.iso} | (two & there):
            return False
    end = text.find(",", named.end())
    end = min(named.end() + _OF_WAR, end if end >= 0 else len(text))
    near = {iso for m in mentions for iso in m.isos if named.start() - _OF_WAR < m.end and m.start < end}
    return not two <= near


_OF_ITS_OWN = re.compile(r"\bits\s+(?:[\w-]+\s+){0,2}$")
_ACROSS = frozenset(("across", "in", "inside", "throughout"))
_OF_WAR = 40
"""Letters before and after the war's name, where those who wage it stand."""
_ANNIVERSARY = re.compile(
    r"\banniversary\s+of\s+(?:[\w'’-]+\s+){0,4}?(?:establish\w+|relations|ties|founding)\b|"
    r"\b(?:years|decades|century)\s+(?:of\s+(?!broken|severed|frozen|cut|tense|strained|hostile|suspended)(?:[\w'’-]+\s+){0,4}?(?:relations|ties|friendship)\b|"
    r"since\s+(?:[\w'’-]+\s+){0,9}?(?:establish\w+|relations|ties)\b)",
    re.IGNORECASE,
)

_OF_A_TREATY = re.compile(
    r"\banniversary\s+of\s+(?:[\w'’.,-]+\s+){0,9}?(?:treaty|pact|agreement|accord|alliance|charter|convention|declaration)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"\bsign(?:s|ed|ing)\b", re.IGNORECASE)
_ANNIVERSARIES = {"diplomatic_relations": _ANNIVERSARY, "agreement_signed": _OF_A_TREATY}


def _is_of_anniversary(candidate: Candidate, text: str, written: date | None) -> bool:
    """True for a day on which relations, or a treaty, turn some round age: they were not made then."""
    when = candidate.moment
    words = _ANNIVERSARIES.get(candidate.type)
    return (
        words is not None
        and when is not None
        and (candidate.status == "scheduled" or (written is not None and when.day.year >= written.year - 1))
        and words.search(text) is not None
        and not (candidate.type == "agreement_signed" and _SIGNS.search(text))
    )


_HELP = frozenset(("aid", "arms_transfer"))


def _for_the_one_helped(sides: Sides, kind: str, parts: Parts, state: State) -> Sides:
    """Return help that a sentence tells of its giver alone as given to whom others were just said to help."""
    before = next((c.recipient for c in reversed(state.history[-_LATELY:]) if c.type in _HELP), "")
    is_open = kind in _HELP and sides.actor in parts.inside and sides.recipient not in parts.inside
    if not is_open or before in ("", sides.actor, sides.recipient):
        return sides
    chance = parts.p(sides.actor, before)
    return replace(sides, recipient=before, p=chance) if chance >= SIDES_ENOUGH else sides


_WHO_WILL = re.compile(
    r"(?:officials|experts|delegat(?:es|ions?)|negotiators|representatives|technicians|teams)\b[^,;:.]{0,60}?\s"
    r"(?:will|(?:are|is)\s+(?:due\s+|set\s+|expected\s+|scheduled\s+)?to|plans?\s+to)\s+",
    re.IGNORECASE,
)
"""The words that tell a meeting may be those of who meets: what is to come, the verb says."""


def read_by_weight(
    one: Weighed,
    parts: Parts,
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
) -> Iterator[Candidate]:
    text = story.sentences[number].text
    will = _WHO_WILL.match(text, one.at) if one.type in MEET else None
    match = ANY_WORD.match(text, will.end() if will else one.at)
    if match is None:
        return
    act = BY_WEIGHT[one.type]
    verdict = modality.judge(text, match.start(), match.end(), agreed_counts=one.type not in OF_PEOPLE)
    doubted = DOUBTED if one.type not in WORDS_ALONE else 0.0
    if (verdict == "unreal" and one.p < doubted) or _TOWNS.search(text):
        return
    if (one.type.endswith("_visit") and _TO_POWER.search(text)) or tells_contrary(one.type, text):
        return
    if one.type in ("conflict", "incident") and _OF_WORDS.search(text):
        return
    is_cause = one.type in _DONE_BY_ARMS and _PROTESTED.search(text, 0, match.start()) is not None
    plain: modality.Modality = "future" if verdict == "future" else "real"
    usual = EVENT_TYPES[one.type].usual_level or ""
    listed = listed_partners(one.type, text, mentions, one.at) if one.type in MEET else frozenset()
    for sides in (_for_the_one_helped(side, one.type, parts, state) for side in find_sides(parts, listed)):
        enough = 0.0 if {sides.actor, sides.recipient} & listed else SIDES_ENOUGH
        if sides.p < enough or not _is_between_states(one.type, sides, mentions):
            continue
        if one.type == "conflict" and _is_of_a_named_war({sides.actor, sides.recipient}, text, mentions):
            continue
        if one.type in MEET and is_of_others(text, one.at, (sides.actor, sides.recipient), mentions):
            continue
        people = [m for m in mentions if m.iso in (sides.actor, sides.recipient) and m.kind == "person"]
        level = (level_of(people) or usual) if usual else ""
        if one.type == "leader_call" and level not in LEADERS:
            level = usual  # a spokesman who tells of it did not call
        if one.type == "ministerial_visit" and _is_officials(sides.actor, mentions):
            continue
        kind = _as_the_guest(one.type, sides, mentions, state)
        kind = kind or _by_rank(one.type, sides, mentions) or _as_guests(one.type, sides, text, state)
        party = Party(sides.actor, sides.recipient, level, kind, is_explicit=sides.is_explicit)
        # What is announced for a day ahead may be done by the announcement, but nobody has come by it.
        is_undated = not expressions and not story.sentences[number].is_lead
        is_plan = one.type in OF_PEOPLE or (plain == "future" and (is_undated or _ON_TERMS.search(text)))
        tenses = (plain,) if is_plan else dict.fromkeys((plain, "real"))
        for tense in tenses:
            found = list(
                date_act(
                    act, match, story, number, mentions, expressions, party, tense, state, is_cause=is_cause
                )
            )
            found = [c for c in found if not _is_of_anniversary(c, text, state.clock.anchor)]
            yield from (with_chance(candidate, one, parts) for candidate in found)
            if found:
                break
