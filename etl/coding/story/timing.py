"""Timing: when an act was done, by the dates of its sentence and of the story."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from etl.coding.days.clocks import BARE_DAYS, BY_NEIGHBOUR, told_at
from etl.coding.days.date_words import DateExpression, find_dates
from etl.coding.days.dates import Moment, Tense, read_full_date, resolve
from etl.coding.grammar import modality
from etl.coding.grammar.acts import Act
from etl.coding.story.belonging import is_of_something_else, remoteness
from etl.coding.story.news import day_of_telling, is_ongoing, is_under_standfirst
from etl.coding.story.reckoning import days_apart, during_stay, of_stay, of_talks
from etl.coding.story.state import State
from etl.coding.text.sentences import Story

_BACKGROUND = re.compile(
    r"\b(?:in\s+the\s+past|for\s+(?:years|decades|centuries)|every\s+(?:year|January|summer)|"
    r"traditionally|historically|centuries|in\s+recent\s+(?:years|months|weeks)|"
    r"since\s+then|earlier\s+this\s+year|over\s+the\s+(?:years|decades)|last\s+week|weeks\s+ago|"
    r"months\s+ago|years\s+ago|long\s+ago|once\s+again|previously|"
    r"last\s+year|this\s+year|in\s+those\s+days|at\s+the\s+time|ever\s+since|often|usually|regularly|"
    r"always|each\s+(?:time|year))\b",
    re.IGNORECASE,
)


def verb_at(match: re.Match[str]) -> int:
    """Return where the verb of a trigger stands: the group `v` if the pattern has one, else its beginning."""
    if "v" in match.re.groupindex and match.start("v") >= 0:
        return match.start("v")
    return match.start()


def date_of(
    act: Act,
    match: re.Match[str],
    spot: tuple[int, int],
    story: Story,
    number: int,
    expressions: Sequence[DateExpression],
    verdict: str,
    state: State,
) -> tuple[Moment | None, bool]:
    """Return the act's date and whether its own sentence tells it; the nearest date to `spot` wins."""
    text = story.sentences[number].text
    tense: Tense = "future" if verdict == "future" else "past"
    ranked = sorted(expressions, key=lambda e: (remoteness(text, spot, e), e.start))
    if act.type == "agreement_in_force":
        ranked.sort(key=lambda e: not _HOLDS_SINCE.search(text[: e.start]))
    open_dates, vague = 0, False
    apart = (
        days_apart(text, spot, expressions, state)
        or of_talks(act.type, text, expressions, number, state)
        or of_stay(act.type, text, spot, expressions, number, state)
        or during_stay(act.type, story, number, expressions, state)
    )
    if apart:
        return apart, True
    for expression in ranked:
        if remoteness(text, spot, expression) > (
            210 if len(expressions) > 1 else 330
        ) or is_of_something_else(text, expression, act, spot):
            continue
        if verdict == "future" and is_of_what_was_done(text, expression, spot):
            continue
        if is_private(text, expression, spot, expressions) or _is_told_by_distance(text, expression, spot):
            continue
        if verdict == "real" and is_of_what_follows(text, match.end(), expression):
            continue
        local: Tense = tense
        is_of_people = act.frame in ("visit", "visited", "meet") or act.type in OF_PEOPLE
        if is_of_people and tense == "past" and (_is_present(match) or modality.goes_now(text, spot)):
            local = "future" if expression.kind in BARE_DAYS else "past"
        if expression.kind in BARE_DAYS and is_to_be(text, expression):
            local = "future"
        moment = told_at(expression, expressions, state.clock, local)
        if verdict == "future" and moment and is_of_report(text, expression, moment, state.clock.anchor):
            continue
        if moment is not None:
            return moment, True
        open_dates += 1
        if expression.kind == "shift" and remoteness(text, spot, expression) < 30:
            return (
                (state.label, True) if state.label else (None, True)
            )  # "two weeks later": some day, not another's
        vague = vague or expression.kind in ("relunit", "shift", "inshift")
    if state.label and not modality.is_pluperfect(text, verb_at(match)):
        return state.label, True
    if vague:
        return None, True
    if open_dates and state.clock.anchor is None:
        return None, False
    inherited = _inherited(act, match, story, number, verdict, state)
    if inherited is None and verdict == "real" and not modality.is_background(text, verb_at(match)):
        # "X, who arrived today, met Y": with no other day told, the aside's day is the act's.
        for expression in ranked:
            if expression.kind in ("today", "weekday") and is_private(text, expression, spot):
                return resolve(expression, state.clock, "past"), False
    return inherited, False


_HELD = re.compile(r"\b(?:held|jailed|detained|imprisoned|stranded|missing|first)\b[^,;]{0,30}$")


def is_of_state_since(text: str, expression: DateExpression, verdict: str, *, is_entry: bool) -> bool:
    """True for the day since which something else holds: "will free 18 soldiers held since July".

    An entry of a chronology (`is_entry`) tells its own day first: "24 August: ties restored, cut since 2016".
    """
    at = expression.start
    if not text.startswith("since", at):
        at = text.rfind("since ", max(0, at - 6), at)
    return at >= 0 and (
        is_entry or verdict == "future" or _HELD.search(text, max(0, at - 60), at) is not None
    )


OF_PEOPLE = frozenset(
    ("leader_visit", "ministerial_visit", "summit", "sideline_meeting", "ministerial_meeting", "consultation")
)
_HOLDS_SINCE = re.compile(r"\b(?:force|effect|applied|valid|operation)\s+since\s+$", re.IGNORECASE)


_WHERE = re.compile(r"(?<!,)\s+where\b(?=[^,;]*$)")
"""What begins a clause on a place: "talks at the villa where Bolivar died in 1830"."""
_RELATIVE = re.compile(r",\s+(?:who|which|where|whose|whom)\b[^,;]*(?:,|$)")


def is_private(
    text: str,
    expression: DateExpression,
    spot: tuple[int, int],
    expressions: Sequence[DateExpression] = (),
) -> bool:
    """True for a date inside a relative clause that the act is not in: "X, who arrived on Sunday, later met
    Y"; one that ends the sentence is an aside only where another of `expressions` stands before it."""
    if expression.kind == "year" and any(
        spot[1] <= m.start() < expression.start for m in _WHERE.finditer(text)
    ):
        return True
    return any(
        m.start() <= expression.start < m.end()
        and (m.end() < len(text) or any(e.end <= m.start() and e.kind == "weekday" for e in expressions))
        and not (spot[0] < m.end() and spot[1] > m.start())
        for m in _RELATIVE.finditer(text)
    )


_REPORT = re.compile(
    r"\b(?:said|says|announced|reported|told\s+[\w\s]{2,30}|confirmed|stated|added|agreed|disclosed|"
    r"saying|statement|revealed|declared|wrote|tweeted)(?:\s+\w+)?\s+(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)


_WHO_MEAN_TO = re.compile(
    r"\b(?:citizens|nationals|people|persons|those|travell?ers|tourists|visitors|students|passengers|foreigners|workers|firms)\s+"
    r"(?:intending|wishing|planning|seeking|wanting|due)\s+to\b",
    re.IGNORECASE,
)
"""Whom an act is about, not what is to come: "introduced visas for citizens intending to visit it"."""


def is_of_what_follows(text: str, end: int, expression: DateExpression) -> bool:
    """True for the day of what is to follow an act that ends at `end`, not of the telling of both.

    "Arrived on a visit and is to meet X on the 11th": that day is the meeting's.
    """
    between = text[end : expression.start] if expression.start > end else ""
    if not modality.has_future(between) or not modality.has_future(_WHO_MEAN_TO.sub("", between)):
        return False
    return _REPORT.search(text[max(0, expression.start - 50) : expression.start]) is None


_OPENING = 20
_TELLS = re.compile(
    r",?\s+[^,;.]{3,80}?\b(?:said|says|announced|told|declared|stated|confirmed)\b", re.IGNORECASE
)
"""What follows a day that opens a sentence: "On 11 September, X said that they would meet"."""


def is_of_report(text: str, expression: DateExpression, moment: Moment, anchor: date | None) -> bool:
    """True for the day on which a plan was told: "said on Friday that he would visit"."""
    if anchor is None or (moment.day > anchor and (expression.kind != "weekday" or expression.get("wd_rel"))):
        return False
    if _REPORT.search(text[max(0, expression.start - 50) : expression.start]):
        return True
    return expression.start < _OPENING and _TELLS.match(text, expression.end) is not None


_DISTANCE = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\b[^,;]*$", re.IGNORECASE)


def _is_told_by_distance(text: str, expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True where "two days after" stands between the date and the act: the date is then another act's."""
    if expression.kind in BY_NEIGHBOUR or expression.end > spot[0]:
        return False
    return _DISTANCE.search(text[expression.end : spot[0]]) is not None


_IN_NOUN_PHRASE = re.compile(
    r"(?:\b(?:an?|the|his|her|its|their|this|that|first|second|last|latest|recent|\w+al|state|working|day|to|will|would|on|did|friendly|"
    r"goodwill|surprise|return|short|brief|unannounced|rare|landmark|historic|during|by|of|for)|['’]s?)[\s-]+$",
    re.IGNORECASE,
)
_BASES = frozenset("visit meet hold host travel arrive begin".split())  # noqa: SIM905


def _is_present(match: re.Match[str]) -> bool:
    """True for a verb in the present tense: "leaves", "hosts", "due"."""
    first = match.string[verb_at(match) : match.end()].split()[0].casefold()
    if first in _BASES:
        return _IN_NOUN_PHRASE.search(match.string[: match.start()]) is None
    return first.endswith("s") and first not in (
        "was",
        "has",
        "is",
        "talks",
        "trips",
        "visits",
        "discussions",
        "consultations",
        "its",
        "his",
    )


_NOW = re.compile(r"\b(?:is|are)\s+(?:now\s+)?$")


def _is_done_now(act: Act, match: re.Match[str]) -> bool:
    """True for an act told as it is done: "expels four diplomats", "is expelling"; not for travel."""
    if act.frame in ("visit", "visited", "meet") or act.type in OF_PEOPLE:
        return False
    at = verb_at(match)
    is_ongoing = match.string[at:].split(maxsplit=1)[0].endswith("ing") and _NOW.search(match.string[:at])
    return bool(is_ongoing) or _is_present(match)


_TO_BE = re.compile(
    r"\b(?:(?:will|shall|is\s+to|are\s+to|is\s+due\s+to|are\s+due\s+to)\s+(?!have\b)"
    r"(?:be\s+(?:[a-z]+ly\s+)?)?[a-z]+|"
    r"(?:is|are)\s+(?:also\s+|now\s+)?(?:awaited|expected|scheduled|planned|slated|foreseen|pencilled\s+in|(?:fixed|set)\s+for))"
    r"\b(?P<rest>[^;:]*)$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|announced|told|confirmed|added|declared|[a-z]+ed|met|held|was|were|had|has)\b|,\s+(?:after|when|who|which)\b"
)


_AS_SOON_AS = re.compile(
    r"\b(?:to|will|would|could|may|might|shall)\s+(?:[a-z]+ly\s+)?[a-z]+\b[^;:]*\bas\s+(?:soon|early)\s+as\s+(?:on\s+|this\s+|next\s+)?$"
)
"""Before a day to come: "is to reject it as soon as Monday"."""
_FIXED = re.compile(r"\b(?:fixed|set|planned|scheduled|slated)\s+for\s+$", re.IGNORECASE)
_WILL = re.compile(r"[^.;]{0,60}\bwill\s+(?!have\b)", re.IGNORECASE)
_TO_BE_GONE = re.compile(
    r"\bto\s+(?:leave|go|quit|depart|be\s+(?:gone|out|off)|get\s+out|pack\s+up)\b[^,;]{0,50}?\b(?:by|before|until)\s+"
    r"(?:(?:the\s+end\s+of|midnight|noon|dawn)\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)


def is_deadline(text: str, expression: DateExpression) -> bool:
    """True for the day by which who was sent away must go: "told six of them to be gone by Saturday"."""
    words = re.match(r"(?:by|on|until)\s+", text[expression.start : expression.end])
    opening = text[max(0, expression.start - 110) : expression.start] + (words.group() if words else "")
    return _TO_BE_GONE.search(opening) is not None


def is_to_be(text: str, expression: DateExpression) -> bool:
    """True for a day that hangs on "will", or on a going that is to come.

    "Will send five lorries to Turkey on Saturday", "leaves on Monday".
    """
    if expression.kind == "weekday" and modality.goes_now(text, (expression.start, expression.start)):
        return True
    is_as_soon = (
        expression.kind == "weekday" and " as " in text[max(0, expression.start - 16) : expression.start]
    )
    if is_as_soon and _AS_SOON_AS.search(text, 0, expression.start):
        return True
    if _FIXED.search(text, max(0, expression.start - 20), expression.start) and _WILL.match(
        text, expression.end
    ):
        return True
    found = _TO_BE.search(text[max(0, expression.start - 120) : expression.start])
    return found is not None and _TOLD.search(found["rest"]) is None


_DID = re.compile(
    r"\b(?:arriv\w+|landed|flew|came|went|left|met|held|began|opened|visited|travell?ed|touched\s+down)\b[^;:]*$",
    re.IGNORECASE,
)


_WHICH_WILL = re.compile(r"\b(?:which|that)\s+(?:will|would|is\s+to|is\s+(?:expected|due|set)\s+to)\b")


def is_of_what_was_done(text: str, expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True for the day of what is done, before what is to come of it.

    "Arrived on Wednesday for a visit which will see the signing of a pact": not on the next Wednesday.
    """
    return (
        expression.end <= spot[0]
        and expression.kind == "weekday"
        and _WHICH_WILL.search(text, expression.end, spot[0]) is not None
        and not modality.has_future(text[: expression.start])
        and _DID.search(text[max(0, expression.start - 80) : expression.start]) is not None
    )


def _inherited(
    act: Act, match: re.Match[str], story: Story, number: int, verdict: str, state: State
) -> Moment | None:
    """Return the date of the running story for an act told without a date of its own; None if it has none.

    Only acts in the plain past share the story's day; a perfect tense ("has signed") and the present
    ("expels") do so in the lead alone. A planned act shares the day of the plan just told.
    """
    sentence = story.sentences[number]
    text = sentence.text
    if verdict == "future":
        last = state.last
        if (
            last
            and last.status == "scheduled"
            and last.moment
            and last.moment.precision == "day"
            and number - last.sentence <= 4
        ):
            return Moment(last.moment.day)
        return None
    if verdict != "real" or _BACKGROUND.search(text):
        return None
    if sentence.is_lead and state.clock.home is None and state.clock.anchor and _is_done_now(act, match):
        return Moment(state.clock.anchor)
    if (
        sentence.is_lead
        and state.clock.home is None
        and state.clock.anchor
        and is_ongoing(match, verb_at(match))
    ):
        return Moment(state.clock.anchor)
    if _is_present(match):
        return None
    if _THEN.match(text) and state.last_sentence == number - 1 and state.clock.last:
        return state.clock.last
    if state.clock.home is None and not modality.is_background(text, verb_at(match)):
        headed = _day_over_it(story, state)
        if headed:
            return headed
    background = modality.is_background(text, verb_at(match))
    if background and not sentence.is_lead:
        return day_of_telling(story, number, state) if is_under_standfirst(story, number) else None
    home = state.clock.home
    is_same_day = home is not None and state.clock.last is not None and state.clock.last.day == home.day
    if home and number - state.home_sentence <= (7 if is_same_day else 3) and not background:
        return Moment(home.day)
    if sentence.is_lead or number == 0 or story.sentences[number - 1].is_lead:
        is_done = background and not modality.is_pluperfect(text, verb_at(match))
        ahead = (is_done and day_of_telling(story, number, state)) or _first_day_ahead(
            story, number, state, 2 if is_done else 3
        )
        if ahead:
            return ahead
        told = story.dateline.date if story.dateline else ""
        is_now = (
            sentence.is_lead
            and story.sentences[0].paragraph != sentence.paragraph
            and background
            and not home
        )
        if (told or is_now) and state.clock.anchor:
            return Moment(state.clock.anchor)
    previous = next((c for c in reversed(state.history) if c.sentence < number), None)
    if (
        previous is not None
        and not background
        and previous.is_dated_here
        and previous.moment is not None
        and previous.moment.precision == "day"
        and number - previous.sentence == 1
        and story.sentences[previous.sentence].paragraph == sentence.paragraph
    ):
        return Moment(previous.moment.day)
    if (
        previous is not None
        and not background
        and previous.type == act.type == "aid"
        and previous.moment is not None
        and previous.moment.precision == "day"
        and number - previous.sentence == 1
    ):
        return Moment(previous.moment.day)  # the list of those who help goes on
    return None


_THEN = re.compile(r"(?:[\w'’.-]+\s+){1,4}?then\s+\w+")
"""What came next at the time just told: "In 2011 ... Britain then closed the embassy"."""


def _day_over_it(story: Story, state: State) -> Moment | None:
    """Return the day that stands over a report, where it is about that of publication."""
    for early in story.sentences[:4]:
        full = read_full_date(f"{early.label} {early.text}") if early.is_heading else None
        if full and state.clock.anchor and abs((full - state.clock.anchor).days) <= 3:
            return Moment(full)
    return None


_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|deadline\s+of|no\s+later\s+than)\s+(?:(?:the\s+end\s+of|late|early|midnight|noon|midday)\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
"""Before the day by which something is to be done: "they have to leave by Monday"."""


def _first_day_ahead(story: Story, number: int, state: State, reach: int) -> Moment | None:
    """Return the first day of the last week that the next few sentences name."""
    anchor = state.clock.anchor
    for later in story.sentences[number + 1 : number + 1 + reach]:
        for expression in find_dates(later.text):
            if expression.kind not in ("weekday", "md", "dm", "today", "yesterday", "ordinal"):
                continue
            if _DEADLINE.search(later.text, max(0, expression.start - 40), expression.start):
                continue
            moment = resolve(expression, state.clock, "past")
            if moment and anchor and timedelta(0) <= anchor - moment.day <= timedelta(days=7):
                return Moment(moment.day)
            break
    return None


def is_fresh(moment: Moment | None, text: str, anchor: date | None) -> bool:
    """True for an act of the last days that was done in person."""
    if (
        moment is None
        or anchor is None
        or moment.precision != "day"
        or re.search(r"\b(?:video|virtual|online|remote)", text)
    ):
        return False
    return timedelta(0) <= anchor - moment.day <= timedelta(days=10)


def status_of(
    moment: Moment | None, verdict: str, anchor: date | None, until: date | None = None
) -> str | None:
    """Return the status, or None where the words and the calendar contradict each other.

    Args:
        moment: When the act was.
        verdict: How it is told.
        anchor: The day of writing.
        until: The day of publication, if that is later and the act is told as done.
    """
    if moment is None:
        return "scheduled" if verdict == "future" else "occurred"
    if anchor is None:
        return "scheduled" if verdict == "future" else "occurred"
    if moment.precision == "year" and verdict == "future":
        return None
    if moment.precision == "day":
        if moment.day > anchor:
            return "occurred" if until and moment.day <= until else "scheduled"
        if verdict == "future":
            return "scheduled" if moment.day == anchor else None
        return "occurred"
    first = (anchor.year, anchor.month) if moment.precision == "month" else (anchor.year,)
    told = (moment.day.year, moment.day.month) if moment.precision == "month" else (moment.day.year,)
    if told > first:
        return "scheduled"
    if verdict == "future":
        return "scheduled" if told == first else None
    return "occurred"
