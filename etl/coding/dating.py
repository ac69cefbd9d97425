"""Dating: an act between two sides, with its day, status, place and title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

from db.vocabulary.countries import COUNTRIES
from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.days.clocks import BARE_DAYS
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, resolve
from etl.coding.grammar import modality
from etl.coding.grammar.acts import Act
from etl.coding.grammar.tiers import find_tier
from etl.coding.own_dates import (
    as_read_before,
    is_of_before,
    is_of_what_had_been,
    is_some_time_after,
    of_own_aside,
    of_own_part,
    without_days_before_where,
)
from etl.coding.rules.mutual import IN_PERSON
from etl.coding.story.belonging import is_lately, is_of_something_else, is_on_another_stop, of_this_visit
from etl.coding.story.candidates import Candidate, Party
from etl.coding.story.discourse import as_told_of
from etl.coding.story.durations import duration_of
from etl.coding.story.news import is_news
from etl.coding.story.places import find_place
from etl.coding.story.reckoning import of_the_meeting, of_the_visit
from etl.coding.story.settling import is_of_some_week, is_settled
from etl.coding.story.state import State
from etl.coding.story.timing import (
    OF_PEOPLE,
    date_of,
    is_deadline,
    is_fresh,
    is_of_report,
    is_of_state_since,
    is_to_be,
    status_of,
    verb_at,
)
from etl.coding.text.sentences import Story
from etl.coding.weights.moments import Option, Times, find_moments
from etl.coding.weights.opinions import is_open, with_days
from etl.coding.who.gazetteer import TERRITORIES
from etl.coding.who.mentions import Mention

MOMENT_CERTAIN = 0.2
"""A day this likely outweighs the one that the rules have found."""

UNTOLD_HERE, UNTOLD = 0.9, 0.6
"""How likely an act is of a day that only the missing day of publication tells: in its sentence, before it.

So an article without that day tells as many acts as with it; they wait for their days."""

NEWS_CERTAIN = 0.6
"""What a lead tells as just done ("has signed") or under way is this likely of the day of its story."""


def _is_told_on(text: str, expression: DateExpression, state: State) -> bool:
    """True for the day on which what was done "last week" was told: "officials said on Monday"."""
    moment = resolve(expression, state.clock, "past")
    return moment is not None and is_of_report(text, expression, moment, state.clock.anchor)


def _tells_no_day(expressions: Sequence[DateExpression]) -> bool:
    """True where a sentence tells no more than "hours later"."""
    return all(one.kind == "same" for one in expressions)


def times_of(story: Story, number: int, state: State) -> Times:
    """Return what of the story tells when."""
    previous = next((c for c in reversed(state.history) if c.sentence < number), None)
    at = {"home": state.home_sentence, "last": state.last_sentence, "past": state.past_sentence}
    if previous is not None:
        at["previous"] = previous.sentence
    paragraph = story.sentences[number].paragraph
    return Times(
        state.clock,
        state.label,
        previous.moment if previous else None,
        {name: number - one for name, one in at.items()},
        {name for name, one in at.items() if one >= 0 and story.sentences[one].paragraph == paragraph},
        story.sentences[number].is_lead,
        state.acts_at,
    )


def date_act(
    act: Act,
    match: re.Match[str],
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    party: Party,
    verdict: modality.Modality,
    state: State,
    *,
    is_cause: bool,
) -> Iterator[Candidate]:
    """Yield the act between two parties with its date, place and title; none if it has no place in time."""
    if not expressions:
        state = as_told_of(state, number, {party.actor, party.recipient}, story.sentences[number].text)
    sentence = story.sentences[number]
    text, start, end = sentence.text, verb_at(match), match.end()
    spot = (party.at, party.at) if party.at >= 0 else (match.start(), end)
    mine = [e for e in expressions if e.start >= start] if is_cause else expressions
    is_entry = state.label is not None and state.label.precision == "day"
    mine = [e for e in mine if not is_of_state_since(text, e, verdict, is_entry=is_entry)]
    mine = [
        e for e in mine if not is_of_before(text, spot, e) and not is_of_what_had_been(text, start, spot, e)
    ]
    if (party.type or act.type) == "diplomatic_rupture":
        mine = [e for e in mine if not is_deadline(text, e)]
    if verdict == "real" and _DONE.match(text, start):
        mine = [e for e in mine if not _is_to_come(e, state) and not is_to_be(text, e)]
    mine = without_days_before_where(text, spot, mine)
    if verdict == "real" and any(is_of_some_week(e) for e in mine):
        mine = [e for e in mine if not _is_told_on(text, e, state)]
    moment, here = date_of(act, match, spot, story, number, mine, verdict, state)
    own = [e for e in mine if not is_of_something_else(text, e, act, spot)]
    if (party.type or act.type).endswith("_visit"):
        mine, own = (of_this_visit(text, spot, some) for some in (mine, own))
    times = times_of(story, number, state)
    likely = find_moments(party.type or act.type, text, spot, own, times, (moment, here), verdict)
    second = state.second
    if second and len(likely) > 1 and (second.is_asked or is_open([p for _, p in likely])):
        likely = with_days(party.type or act.type, likely, second.opinion)
    kind, two = party.type or act.type, (party.actor, party.recipient)
    again = of_the_meeting(kind, text, two, own, state)
    if again is None and verdict == "real" and not here:
        again = of_the_visit(kind, text, two, own, number, state)
    if again is not None:
        likely = [(Option(again, is_here=False), 1.0)]
    likely = of_own_aside(spot, own, of_own_part(text, spot, likely))
    likely = as_read_before(likely, mine, state)
    chosen = likely[0][1] if likely else 1.0
    further: list[Moment] = []
    told_at: frozenset[int] = frozenset()
    if likely and chosen >= MOMENT_CERTAIN:
        moment, here = likely[0][0].moment, likely[0][0].is_here
        told_at = frozenset(likely[0][0].places)
        state.days.update(dict.fromkeys(told_at, moment))
        if party.at < 0:
            further = _again(party.type or act.type, text, likely)
    elif moment is None:
        # Without a day it is as likely as it is told, unless only the day of publication is unknown.
        chosen = MOMENT_CERTAIN if state.clock.anchor else UNTOLD_HERE if own else UNTOLD
    is_untold = moment is not None and not here and verdict == "real" and _tells_no_day(own)
    is_opening = is_untold and is_news(match, start, story, number)
    if is_opening:
        chosen = max(chosen, NEWS_CERTAIN)
    if moment is not None and here and not ((party.type or act.type) in _OVER_A_TIME and verdict == "real"):
        moment = _from_then_on(moment, text, mine, state)
    if moment is not None and is_lately(text, spot, own):
        moment, here = None, False
    if moment is not None and here and moment.precision != "day":
        moment = _finer(moment, text, mine, state, verdict)
    elif moment is not None and here and (party.type or act.type) in _LASTING:
        moment = _since_begun(moment, text, mine, state)
    if moment is not None and not here and verdict == "future" and moment.precision != "day":
        moment = None  # a month that the story told of something else
    if not here and verdict == "real" and _OFTEN.search(text):
        return  # "have met four times in recent months": on no day of the story
    if (is_cause or is_on_another_stop(text, start)) and not here:
        return  # told as the reason for something else; it has no day of its own here
    is_guess = not is_settled(moment, own, told_at, state, is_here=here)
    is_guess = is_guess or _is_of_some_week(text, own, told_at, is_here=here)
    is_guess = is_guess or (verdict == "real" and is_some_time_after(text, start, own))
    if act.needs_date and not here and not is_guess:
        return
    if moment is None and here and not is_guess:
        return  # a date stands there but has no place in a calendar: "in recent weeks"
    if is_guess:
        moment, here, told_at, further = None, False, frozenset(), []  # for review, never guessed
    actor, recipient = party.actor, party.recipient
    event_type = EVENT_TYPES.get(kind)
    if event_type is None or not actor or not recipient or actor == recipient:
        return
    if event_type.is_mutual and recipient < actor:
        actor, recipient = recipient, actor
    is_inferred = act.type in IN_PERSON and kind != act.type
    if is_inferred and not (here and is_fresh(moment, text, state.clock.anchor)):
        return  # two who sign have met, but not on the day on which one of them came
    until = state.clock.until if verdict == "real" and _DONE.match(text, start) else None
    status = status_of(moment, verdict, state.clock.anchor, until)
    if (
        kind == "agreement_signed"
        and status == "scheduled"
        and verdict == "real"
        and _SIGNED.match(text, start)
    ):
        return  # "the agreement signed by A and B takes effect on 1 October": that is not the day of signing
    if status is None and kind in _NOT_BY_SAYING and modality.is_promised(text, start):
        moment, here, further = None, False, []  # "who arrived on Sunday will meet X": on some day to come
        status = "scheduled"
    elif status is None and likely and here:
        status = status_of(moment, "real", state.clock.anchor)
    if status is None:
        return
    days = duration_of(kind, text, start, end)
    when = moment
    if moment and not moment.end and moment.precision == "day" and days > 1:
        span = timedelta(days=days - 1)
        when = replace(moment, end=moment.day + span)
        is_end = any(_ENDS.search(text[max(0, e.start - 20) : e.start]) for e in expressions)
        if here and (is_end or _ENDED.search(text[max(0, start - 60) : end + 30])):
            when = Moment(moment.day - span, "day", moment.day)
    tier = ""
    if kind == "partnership_upgrade":
        near = (max(0, start - 60), min(len(text), end + 80))
        tier = find_tier(text, start, end) or find_tier(text, *near) or find_tier(text)
    whens: list[Moment | None] = [when] if when is None else list(_days_told(kind, when, text, mine, state))
    whens += [
        one
        for one in further
        if one not in whens and status_of(one, verdict, state.clock.anchor, until) == status
    ]
    if kind in _TOLD_AFTER and when is not None and _is_reported(text, mine, told_at, when, state):
        here = False
    confidence = "high" if here and party.is_explicit else "medium" if here or party.is_explicit else "low"
    if not all(_could_act(iso, when) for iso in (actor, recipient)):
        return
    place = find_place(text, mentions, start, kind)
    for one in whens:
        yield Candidate(
            type=kind,
            actor=actor,
            recipient=recipient,
            moment=one,
            is_dated_here=here,
            status=status,
            level="senior_official" if kind == "consultation" else party.level,
            tier=tier,
            place=place,
            sentence=number,
            span=(sentence.start, sentence.start + len(text)),
            topics=(),
            confidence=confidence,
            days=days,
            p=chosen,
            is_again=one is not None and one in further,
            is_news=is_opening and state.clock.home is None,
            is_echo=act.type == "same" or act.frame == "switched",
            is_plain=act.frame in ("blamed", "drawn"),
        )


_TOLD_AFTER = frozenset(("conflict", "incident"))
"""What spokesmen tell on the day or the day after: the day of their telling gives way to one that is told."""


def _is_reported(
    text: str, expressions: Sequence[DateExpression], told_at: frozenset[int], moment: Moment, state: State
) -> bool:
    return any(e.start in told_at and is_of_report(text, e, moment, state.clock.anchor) for e in expressions)


_SPEAKING = re.compile(r"(?:Speaking|Talking|Addressing|Writing|Answering)\b[^.;]{0,60}$")


def _is_of_some_week(
    text: str, expressions: Sequence[DateExpression], told_at: frozenset[int], *, is_here: bool
) -> bool:
    """True for an act "last week" for which only the day of speaking, or one told before, is at hand."""
    if not any(is_of_some_week(e) for e in expressions):
        return False
    return not is_here or any(e.start in told_at and _SPEAKING.match(text[: e.start]) for e in expressions)


_OFTEN = re.compile(
    r"\b(?:have|has|had)\s+(?:\w+\s+){0,2}?(?:met|meet|held|spoken|talked|visited|hosted)\b[^.;]{0,60}\b(?:times|a\s+series\s+of|"
    r"several\s+(?:rounds|meetings|calls)|repeatedly|regularly|on\s+(?:several|many|numerous)\s+occasions)\b|"
    r"\b(?:have|has|had)\s+(?:\w+\s+){0,2}?held\s+(?:a\s+series|several|many|numerous)\b",
    re.IGNORECASE,
)
_NOT_BY_SAYING = OF_PEOPLE | {"agreement_signed", "joint_exercise"}
"""Acts that are not done by being announced, as an expulsion is."""
_OVER_A_TIME = OF_PEOPLE | {"conflict"}
"""What lasted "from the 9th to the 16th" is over; what holds from the 9th may be to come."""
TALKS = frozenset(("summit", "sideline_meeting", "ministerial_meeting", "consultation"))
AGAIN = 0.6
"""A further day of the sentence is one of the same act told again from this probability on."""


_AND_AGAIN = re.compile(r"\band\s+again\s+(?:on\s+|in\s+)?$")


def _is_next_day(text: str, first: Option, option: Option) -> bool:
    """True for the second of two days told in one breath: "on Sunday and Monday", "the 10th and the 11th"."""
    if option.moment.day - first.moment.day != timedelta(days=1):
        return False
    return any(
        _IN_ONE_BREATH.fullmatch(text, one, other) is not None
        for one in first.places
        for other in option.places
        if one < other
    )


_IN_ONE_BREATH = re.compile(r"(?:(?!\bagain\b)[\w,]+\s+){1,4}?and\s+(?:on\s+|the\s+)*")


def _again(kind: str, text: str, likely: Sequence[tuple[Option, float]]) -> list[Moment]:
    """Return the further days of an act told of several: "summoned him on 9 July, and again this Friday"."""
    first, _ = likely[0]
    taken = set(first.places)
    found = []
    for option, p in likely[1:]:
        if kind in TALKS and _is_next_day(text, first, option):
            continue  # talks "on Sunday and Monday" are one round over two days
        is_again = any(_AND_AGAIN.search(text, max(0, at - 14), at) for at in option.places)
        if (p >= AGAIN or is_again) and first.is_here and option.is_here and not option.places & taken:
            found.append(option.moment)
            taken |= option.places
    return found


_SIGNED = re.compile(r"(?:signed|concluded|struck|reached|initialled)\b", re.IGNORECASE)
_STARTING = re.compile(
    r"\b(?:starting|beginning|effective|with\s+effect\s+from|from|as\s+of|(?:takes?|took|taking)\s+effect|"
    r"(?:comes?|enters?)\s+into\s+(?:force|effect))\s+(?:on\s+|from\s+)?$",
    re.IGNORECASE,
)
"""Before the day from which something holds: "a tariff starting 1 September", "takes effect on 1 October"."""


def _from_then_on(moment: Moment, text: str, expressions: Sequence[DateExpression], state: State) -> Moment:
    """Return the day from which an act holds: the nearer one, to come or gone by, where no year is told."""
    anchor = state.clock.anchor
    for expression in expressions:
        if anchor is None or expression.kind not in BARE_DAYS or expression.kind == "weekday":
            continue
        opening = (
            text[: expression.start] + (re.match(r"(?:on|from)\s+", text[expression.start :]) or [""])[0]
        )
        if not _STARTING.search(opening) or resolve(expression, state.clock, "past") != moment:
            continue
        ahead = resolve(expression, state.clock, "future")
        if ahead is not None and ahead.day - anchor < anchor - moment.day:
            return ahead
    return moment


_DONE = re.compile(
    r"(?:[a-z]+ed|met|held|made|struck|put|sent|gave|cut|broke|shut|drew|brought|took|hit|shot|sank|flew|came|went|left)\b",
    re.IGNORECASE,
)
"""The past tense: what is done is not of a day to come."""


def _is_to_come(expression: DateExpression, state: State) -> bool:
    """True for a date with its year after the day of writing: "signed a deal to return Macao in 1999"."""
    told = resolve(expression, Clock(None), "unknown")  # whole dates alone have a place without a clock
    return told is not None and state.clock.is_after(told.day)


_ANOTHER_VERB = re.compile(r"\band\s+(?:then\s+|later\s+|also\s+)?[a-z]{3,}ed\b")
_THE_REST = re.compile(r"\b(?:earlier|later)\s+$", re.IGNORECASE)


def _finer(
    moment: Moment, text: str, expressions: Sequence[DateExpression], state: State, verdict: modality.Modality
) -> Moment:
    """Return the one day or month that the sentence tells within a month or year: "In May ... on May 16".

    "On Monday ... earlier in April" tells of two days.
    """
    width = 7 if moment.precision == "month" else 4
    if any(_THE_REST.search(text, max(0, e.start - 12), e.start) for e in expressions):
        return moment
    inside = []
    for expression in expressions:
        if _ANOTHER_VERB.search(text, expressions[0].end, expression.start):
            continue
        if ";" in text[expressions[0].end : expression.start]:
            continue
        told = resolve(expression, state.clock, "future" if verdict == "future" else "past")
        is_finer = told is not None and told.precision != moment.precision and told.precision != "year"
        if told is not None and is_finer and str(told.day)[:width] == str(moment.day)[:width]:
            inside.append(told)
    return inside[0] if len(inside) == 1 else moment


_BEGAN = re.compile(r"\b(?:begun|began|begins?|started|starting|opened|opening|from|since)\s+(?:on\s+)?$")


def _since_begun(moment: Moment, text: str, expressions: Sequence[DateExpression], state: State) -> Moment:
    """Return the span of what "wound up on Thursday" and "had begun on Sunday"."""
    for expression in expressions:
        if _BEGAN.search(text[max(0, expression.start - 14) : expression.start]):
            first = resolve(expression, state.clock, "past")
            is_beginning = first and first.precision == "day" and first.end is None
            if first and is_beginning and 0 < (moment.day - first.day).days <= 31:
                return Moment(first.day, "day", moment.day)
    return moment


_LASTING = frozenset("leader_visit ministerial_visit joint_exercise summit consultation".split())  # noqa: SIM905


_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _days_told(
    kind: str, moment: Moment, text: str, expressions: Sequence[DateExpression], state: State
) -> Iterator[Moment]:
    """Yield each day of "on 20 and 28 August" for an act that is done in a day; else the moment as it is."""
    is_one_round = kind in TALKS and moment.end == moment.day + timedelta(days=1)
    if moment.end is not None and kind not in _LASTING and not is_one_round:
        for expression in expressions:
            words = text[expression.start : expression.end]
            is_span = _BETWEEN.search(text, max(0, expression.start - 8), expression.start) is not None
            are_days = not is_span and re.search(r"\s(?:and|&)\s", words) is not None
            told = resolve(expression, state.clock, "unknown") if are_days else None
            if told is not None and (told.day.month, told.day.day) == (moment.day.month, moment.day.day):
                yield Moment(moment.day)
                yield Moment(moment.end)
                return
    yield moment
    if moment.precision == "year" and kind in _AGAIN:
        yield from _years_after(moment, expressions, text, state)


_AGAIN = _LASTING | {"agreement_signed", "conflict", "aid"}


def _years_after(
    moment: Moment, expressions: Sequence[DateExpression], text: str, state: State
) -> Iterator[Moment]:
    """Yield the further years of "in 1991, 1998 and 2013"."""
    years = [e for e in expressions if e.kind == "year"]
    at = next((i for i, e in enumerate(years) if e.get("yr") == str(moment.day.year)), None)
    if at is None:
        return
    for before, later in pairwise(years[at:]):
        if not re.fullmatch(r"\s*,?\s*", text[before.end : later.start]) or not text[
            later.start :
        ].startswith("and"):
            return
        told = resolve(later, state.clock, "unknown")
        if told is not None:
            yield told


_BEFORE_BIRTH, _AFTER_END = timedelta(days=3653), timedelta(days=366)
"""Lands are called by their later names, and states by their late ones, for a while."""


def _could_act(iso: str, moment: Moment | None) -> bool:
    """True for a state of about that time: no overseas territory, no republic long before its birth."""
    if iso in TERRITORIES:
        return False
    country = COUNTRIES[iso]
    if moment is None or _has_forerunner(iso):
        return True
    is_born = country.exists_from is None or country.exists_from - moment.day <= _BEFORE_BIRTH
    return is_born and (country.exists_until is None or moment.day - country.exists_until <= _AFTER_END)


@cache
def _has_forerunner(iso: str) -> bool:
    """True for a living state that shares its code with one that ended: Serbia, Russia."""
    country = COUNTRIES[iso]
    return country.exists_until is None and any(
        one.cow == country.cow and one.exists_until for one in COUNTRIES.values() if one.cow
    )


_ENDS = re.compile(r"\bends?\s+(?:on\s+|this\s+)?$|\b(?:ended|ending|wound\s+up|wrapped\s+up)\s+(?:on\s+)?$")
_ENDED = re.compile(
    r"\b(?:conclud(?:ed|es|ing)|clos(?:ed|es|ing)|capp(?:ed|ing)|end(?:ed|s|ing)|wrap(?:ped|s)(?:\s+up)?|w(?:ound|inds)\s+up|complet(?:ed|es|"
    r"ing))\s+(?:[\w-]+\s+){1,6}?(?:visit|trip|tour|stay|talks|consultations|negotiations|meetings?|exercises?|drills?)\b|"
    r"of\s+(?:his|her|a)\s+visit\s+ended|\breturn(?:ed|s)\s+(?:home\s+)?from\b|\b(?:arrived|came|flew|is|was)\s+back\b|"
    r"\b(?:left|departed)\b[^.;]{0,60}?\bafter\s+(?:an?|two|three|four|five|six|seven|\d+)\b|\b(?:at\s+the\s+(?:end|close|conclusion)|(?:final|last|closing)\s+day)\s+of\s+(?:(?:his|her|a|the)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:visit|trip|tour|stay|talks|exercises?|drills?)\b",
    re.IGNORECASE,
)
