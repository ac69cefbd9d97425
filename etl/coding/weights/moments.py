"""Moments: the days on which a told act may have been, and which of them it was, by weights.

Every date of the sentence, as past or as future, and the days that the story has at hand are weighed by how
they stand to the act; that the rules of timing.py choose one weighs most. Learnt like those of weighing.py;
they stand in moments.csv.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from etl.coding.days.clocks import BARE_DAYS, clock_at, earlier_past_of, history_of, in_history, set_back
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment, Tense, resolve
from etl.coding.grammar import modality
from etl.coding.story.belonging import remoteness
from etl.coding.story.timing import (
    OF_PEOPLE,
    is_of_report,
    is_of_what_follows,
    is_of_what_was_done,
    is_private,
    is_to_be,
)
from etl.coding.weights.weighing import add, chance, table

WHEN = "when"
TENSES: tuple[Tense, ...] = ("past", "future", "unknown")


@dataclass(frozen=True, slots=True)
class Times:
    """What of a story tells when.

    Attributes:
        clock: Its clock where the sentence begins.
        label: The date that heads the paragraph.
        previous: When the act told last was.
        ages: How many sentences ago the story told its day ("home"), any date ("last"), and the previous act
            ("previous").
        in_paragraph: Which of these its paragraph has told.
        is_lead: The sentence stands in the first paragraph.
        acts_at: Where in the sentence acts are told, this one and others.
    """

    clock: Clock
    label: Moment | None = None
    previous: Moment | None = None
    ages: Mapping[str, int] = field(default_factory=dict)
    in_paragraph: Collection[str] = ()
    is_lead: bool = False
    acts_at: tuple[int, ...] = ()


@dataclass(slots=True)
class Option:
    """A day on which an act may have been.

    Attributes:
        is_here: The act's own sentence tells it, with the words that begin at one of `places`.
        known: How it stands to the act.
    """

    moment: Moment
    is_here: bool
    known: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)


def find_moments(
    kind: str,
    text: str,
    spot: tuple[int, int],
    expressions: Sequence[DateExpression],
    times: Times,
    by_rule: tuple[Moment | None, bool],
    verdict: str,
) -> list[tuple[Option, float]]:
    """Return the days at hand with how likely an act was on each, the likeliest first."""
    known = table("moments")
    if not known.types:
        return []
    found: list[tuple[Option, float]] = []
    for option in options(kind, text, spot, expressions, times, by_rule, verdict):
        if "rule here" in option.known and not any(f.startswith("date ") for f in option.known):
            return [
                (option, 1.0)
            ]  # a rule has reckoned it: "on Monday, a day after Bamako closed its airspace"
        odds = known.bias[0] + add(known.worth, option.known)
        found.append((option, chance(odds)))
    return sorted(found, key=lambda pair: -pair[1])


def options(
    kind: str,
    text: str,
    spot: tuple[int, int],
    expressions: Sequence[DateExpression],
    times: Times,
    by_rule: tuple[Moment | None, bool],
    verdict: str,
) -> Iterator[Option]:
    """Yield every day at hand once, with how it stands to an act of type `kind` told at `spot`."""
    found: dict[tuple[date, str], Option] = {}

    def put(moment: Moment | None, *, is_here: bool, known: set[str], place: int = -1) -> None:
        if moment is None:
            return
        option = found.setdefault((moment.day, moment.precision), Option(moment, is_here))
        option.is_here = option.is_here or is_here
        if place >= 0:
            option.places.add(place)
        if moment.end and not option.moment.end:
            option.moment = moment
        option.known |= known

    had = "had" if modality.is_pluperfect(text, spot[0]) else ""
    had = had or ("has" if modality.is_background(text, spot[0]) else "did")
    ranked = sorted(expressions, key=lambda e: (remoteness(text, spot, e), e.start))
    n = len(expressions)
    for rank, expression in enumerate(ranked):
        if verdict == "real" and is_of_what_follows(text, spot[1], expression):
            continue
        if verdict == "future" and is_of_what_was_done(text, expression, spot):
            continue
        at = expression.start
        standing = _standing(text, spot, expression, rank, n)
        standing.update(_rivalry(text, spot, expression, times.acts_at))
        governed = _governed(text, expression)
        is_of_year = times.label is not None and times.label.precision == "year"
        history = in_history(expression, expressions, times.clock) if is_of_year else times.clock
        if history is not times.clock:
            old = {"of the past told", f"of the past told {verdict}"}
            put(resolve(expression, history, "unknown"), is_here=True, known=standing | old, place=at)
            continue
        is_ahead = expression.kind == "weekday" and verdict == "real" and kind in OF_PEOPLE
        is_ahead = (is_ahead and modality.goes_now(text, spot)) or (
            expression.kind in BARE_DAYS and is_to_be(text, expression)
        )
        for tense in ("future",) if is_ahead else TENSES:
            clock = clock_at(expression, expressions, times.clock, tense)
            known = standing | {
                f"tense {tense}",
                f"tense {tense} {verdict}",
                f"tense {tense} {verdict} rank {rank}",
                f"tense {tense} {expression.kind}",
                f"tense {tense} {governed}",
                f"tense {tense} {verdict} {governed}",
            }
            told = history_of(expression, expressions, clock)
            if told is not None:
                past = resolve(expression, set_back(clock, told), "unknown")
                gap = _gap(past, told)
                old = {"of the past told", f"of the past told {verdict}", f"of the past told {gap}"}
                put(past, is_here=True, known=standing | old, place=at)
                if gap in _SOON:
                    continue
                known |= {"not of the past told", f"not of the past told {gap}"}
            is_set_back = expression.kind == "ordinal" and clock is not times.clock
            moment = resolve(expression, clock, "unknown" if is_set_back else tense)
            older = earlier_past_of(expression, clock) if told is None else None
            if older is not None:
                past = resolve(expression, set_back(clock, older), "unknown")
                standings = list(_of_earlier_past(past, older, moment, times, verdict, had))
                old = {f"of an earlier past {one}" for one in standings}
                put(past, is_here=True, known=standing | old, place=at)
                known |= {f"not of an earlier past {one}" for one in standings}
            is_plan = verdict == "future" and (kind in OF_PEOPLE or kind == "protest")
            if not (is_plan and moment and is_of_report(text, expression, moment, times.clock.anchor)):
                put(moment, is_here=True, known=known, place=at)
    clock = times.clock
    none_here = "none here" if not n else "some here"
    story = (
        ("label", times.label),
        ("home", clock.home),
        ("anchor", Moment(clock.anchor) if clock.anchor else None),
        ("last", clock.last),
        ("previous", times.previous),
    )
    for name, moment in story:
        whole = Moment(moment.day, moment.precision) if moment else None
        age = min(times.ages.get(name, times.ages.get("home", 6)), 6)
        near = "within" if name in times.in_paragraph else "over"
        put(
            whole,
            is_here=False,
            known={
                f"story {name}",
                f"story {name} {none_here}",
                f"story {name} age {age} {none_here}",
                f"story {name} {near} {none_here}",
                f"story {name} {near} age {min(age, 3)} {none_here} {had}",
                f"story {name} {had} {none_here}",
            }
            | ({f"story {name} lead {none_here}"} if times.is_lead else set()),
        )
    if by_rule[0] is not None:
        put(by_rule[0], is_here=by_rule[1], known={"rule", f"rule {'here' if by_rule[1] else 'story'}"})
    for option in found.values():
        written = clock.anchor
        if verdict == "real" and written and option.moment.day > written and clock.until:
            written = clock.until  # done after the day of the dateline
        ago = _ago(option.moment, written)
        option.known |= {
            f"ago {ago}",
            f"ago {ago} {verdict}",
            f"ago {ago} {had}",
            f"precision {option.moment.precision}",
            f"here {option.is_here} {had} {none_here}",
            f"here {option.is_here} {kind}",
            f"kind {kind} {ago}",
            f"rule {'none' if by_rule[0] is None else 'other'} {by_rule[1]}"
            if "rule" not in option.known
            else "rule",
        }
        yield option


_WALL = re.compile(
    r",|;|—|\b(?:and|but|when|after|which|that|who|since|where|before|while|as|until|by|said|says|told)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(\w+)\W*$")
_WORD_AFTER = re.compile(r"\W*(\w+)")


def _standing(text: str, spot: tuple[int, int], expression: DateExpression, rank: int, n: int) -> set[str]:
    side = "<" if expression.end <= spot[0] else ">"
    gap = text[expression.end : spot[0]] if side == "<" else text[spot[1] : expression.start]
    walls = {wall.casefold() for wall in _WALL.findall(gap)}
    before = _WORD_BEFORE.search(text[: expression.start])
    after = _WORD_AFTER.match(text, expression.end)
    first = text[expression.start : expression.end].split()[0].casefold()
    known = {
        f"date {expression.kind}",
        f"rank {rank}",
        f"rank {rank} of {min(n, 4)}",
        f"side {side} rank {rank}",
        f"near {min(len(gap) // 15, 6)} {side}",
        f"rank {rank} {side} {'walled' if walls else 'free'} {min(n, 3)}",
        f"opens {first}",
        f"before {before[1].casefold() if before else '^'}",
        f"after {after[1].casefold() if after else '$'}",
    }
    known |= {f"wall {side} {wall}" for wall in walls}
    if not walls:
        known.add(f"no wall {side}")
    if is_private(text, expression, spot):
        known.add("aside")
    return known


_SAME_ACT = 12
"""Places this near are one act's."""


def _rivalry(
    text: str, spot: tuple[int, int], expression: DateExpression, acts_at: Sequence[int]
) -> Iterator[str]:
    """Yield whether another act of the sentence stands nearer to a date."""
    others = [at for at in acts_at if at < spot[0] - _SAME_ACT or at > spot[1] + _SAME_ACT]
    if not others:
        yield "no rival"
        return
    mine = remoteness(text, spot, expression)
    theirs = min(remoteness(text, (at, at + 1), expression) for at in others)
    yield "rival nearer" if theirs < mine else "rival farther"
    yield f"rival {max(-3, min(3, (mine - theirs) // 30))}"


_VERB = re.compile(
    r"\b(?:(?P<future>(?:will|shall|would|to)\s+(?:be\s+|have\s+)?[a-z]+|due|planned|scheduled|expected|set)"
    r"|(?P<past>[a-z]+ed|met|held|made|went|came|took|left|said|told|began|sent|gave|saw|flew|was|were|had|did"
    r"|spoke|broke|cut|put|shut|drew|brought|paid|hit|wrote|struck|withdrew|won|fell|rose|lost|found|got|led))\b"
)


def _governed(text: str, expression: DateExpression) -> str:
    """Return the tense of the verb that a date stands by, before it or else after it."""
    before = re.split(r"[,;:—]", text[max(0, expression.start - 60) : expression.start])[-1]
    found = list(_VERB.finditer(before))
    if found:
        return f"< {found[-1].lastgroup}"
    after = _VERB.search(text, expression.end, min(len(text), expression.end + 80))
    return f"> {after.lastgroup}" if after else "none"


def _of_earlier_past(
    past: Moment | None, told: Moment, now: Moment | None, times: Times, verdict: str, had: str
) -> Iterator[str]:
    """Yield how the story stands to a former year that an earlier paragraph told, for a bare day or month.

    Args:
        past: The day if it is of that year.
        told: The day of that year that was told.
        now: The day if it is of these days.
        times: What of the story tells when.
        verdict, had: How the act is told.
    """
    gap = _gap(past, told)
    ago = _ago(now, times.clock.anchor) if now else "?"
    last = times.clock.last
    is_last = last is not None and abs((last.day - told.day).days) <= _ABOUT_A_YEAR
    where = "there" if is_last else "since"
    age = min(times.ages.get("past", 6), 6)
    yield ""
    yield verdict
    yield had
    yield gap
    yield f"age {age}"
    yield f"or {ago}"
    yield f"home {min(times.ages.get('home', 6), 6)}"
    yield f"{where} {gap}"
    yield f"{where} age {min(age, 3)}"
    yield f"{where} or {ago}"
    yield f"{where} {'running' if 'home' in times.in_paragraph else 'told'}"


_ABOUT_A_YEAR = 400
"""Days from a former year within which the date told last shows that the story is still there."""


_SOON = frozenset(("0", "1", "2"))
"""Months after a past just told, in which a bare day or month belongs to that past, not to the last year."""


def _gap(past: Moment | None, told: Moment | None) -> str:
    """Return how many months a bare day or month lies from the past that the story told, "year" if a year."""
    if past is None or told is None:
        return "?"
    if told.precision == "year":
        return "year"
    months = (past.day.year - told.day.year) * 12 + past.day.month - told.day.month
    return "before" if months < 0 else str(months) if months < 3 else "3+" if months < 7 else "7+"


def _ago(moment: Moment, anchor: date | None) -> str:
    if anchor is None:
        return "?"
    days = (anchor - moment.day).days
    if days < 0:
        return "ahead" if days >= -40 else "far ahead"
    for limit in (0, 1, 7, 31, 366):
        if days <= limit:
            return str(limit)
    return "old"
