"""Reckoning: days told by another act alone: "a day after Mali closed its airspace", "after the talks"."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Moment, resolve
from etl.coding.story.state import State
from etl.coding.text.sentences import Story

_DAYS_APART = re.compile(
    r"\b(?P<n>a|one|two|three|four|five|six|seven|\d{1,2})\s+days?\s+(?P<way>after|before)\s+[^,;]{3,90}$",
    re.IGNORECASE,
)
_OPENS_APART = re.compile(
    r"(?P<n>a|one|two|three|four|five|six|seven|\d{1,2})\s+days?\s+(?P<way>after|before)\s+[^,;]{3,160},",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:who|which|where|whose)\b[^,;]*,")
_NUMBERS = {"a": 1} | {
    word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six", "seven"), start=1)
}


def days_apart(
    text: str, spot: tuple[int, int], expressions: Sequence[DateExpression], state: State
) -> Moment | None:
    """Return the day of an act told as "on Monday, a day after Bamako closed its airspace", else None."""
    opening = _OPENS_APART.match(text)
    if opening and opening.end("way") <= spot[0] and spot[1] <= opening.end():
        return _before_what_follows(opening, expressions, state)
    match = _DAYS_APART.search(_ASIDE.sub(lambda m: " " * len(m.group()), text[: spot[0]]))
    if not match or any(e.start >= match.end("way") for e in expressions):
        return None
    told = (resolve(e, state.clock, "past") for e in reversed(expressions) if e.end <= match.start())
    base = next(filter(None, told), None) or state.label or state.clock.home
    if base is None or base.precision != "day":
        return None
    return _shifted(base, match)


def _shifted(base: Moment, match: re.Match[str]) -> Moment:
    word = match["n"].casefold()
    days = int(word) if word.isdigit() else _NUMBERS[word]
    return Moment(base.day + timedelta(days=days if match["way"].casefold() == "before" else -days))


def _before_what_follows(
    opening: re.Match[str], expressions: Sequence[DateExpression], state: State
) -> Moment | None:
    """Return the day of "Two days after soldiers were killed, India protested on Wednesday", else None."""
    if any(opening.end("way") <= e.start < opening.end() for e in expressions):
        return None
    later = (resolve(e, state.clock, "past") for e in expressions if e.start >= opening.end())
    base = next(filter(None, later), None) or state.label
    return _shifted(base, opening) if base is not None and base.precision == "day" else None


_NTH_DAY = re.compile(
    r"\b[Oo]n\s+(?:the|his|her|their)\s+(?P<n>first|second|third|fourth|fifth|last|final)\s+(?:day\b(?!\s+of\s+(?!(?:the|his|her|their)\s))|of\s+them\b)"
)
_NTH = {word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth"))}
_REACH_OF_STAY = 2
"""Sentences over which "the second day" is of the visit told last."""


def of_stay(
    kind: str,
    text: str,
    spot: tuple[int, int],
    expressions: Sequence[DateExpression],
    number: int,
    state: State,
) -> Moment | None:
    """Return the day of "was there from 3 to 5 May and met X on the second day", else None."""
    nth = None if kind.endswith("_visit") else _NTH_DAY.match(text) or _NTH_DAY.search(text, spot[1])
    if nth is None or any(spot[1] <= e.start < nth.end() for e in expressions):
        return None
    here = [resolve(e, state.clock, "past") for e in expressions if e.end <= spot[0]]
    told = [
        one.moment
        for one in state.history
        if one.type.endswith("_visit") and 0 <= number - one.sentence <= _REACH_OF_STAY
    ]
    stays = [day for day in (*told, *here) if day is not None and day.precision == "day"]
    if not stays or (not told and stays[-1].end is None):
        return None
    if nth["n"] not in _NTH:
        return Moment(stays[-1].end) if stays[-1].end else None
    day = stays[-1].day + timedelta(days=_NTH[nth["n"]])
    return Moment(day) if stays[-1].end is None or day <= stays[-1].end else None


_DURING_STAY = re.compile(
    r"[\"“]?(?:During|In\s+the\s+course\s+of|On\s+the\s+sidelines\s+of|While\s+on)\s+(?:the|this|his|her|their|its)\s+"
    r"(?:(?:\w+['’]s?|[\w-]+)\s+){0,3}?(?:visit|stay|trip)\b(?!\s+(?:last|this|next)\b)"
)
"""Opens what was done on the visit just told: "During his stay in Cotonou"."""


def during_stay(
    kind: str, story: Story, number: int, expressions: Sequence[DateExpression], state: State
) -> Moment | None:
    """Return the day of talks that a paragraph on a visit tells, its month if the visit took several days.

    "Visited Benin on 3 and 4 May. During his stay ... Talks were held between the two ministers."
    """
    if expressions or kind not in _TALKED | _SIGNED:
        return None
    stay = next((c for c in reversed(state.history) if c.type.endswith("_visit")), None)
    if stay is None or stay.moment is None or stay.status != "occurred" or stay.moment.precision != "day":
        return None
    opening = next(
        (
            at
            for at in range(number, max(stay.sentence, number - _REACH_OF_SCENE), -1)
            if _DURING_STAY.match(story.sentences[at].text)
        ),
        None,
    )
    if opening is None or opening - stay.sentence > _REACH_OF_SCENE:
        return None
    if story.sentences[opening].paragraph != story.sentences[number].paragraph:
        return None
    first, last = stay.moment.day, stay.moment.end or stay.moment.day
    if first == last:
        return Moment(first)
    is_of_one_month = (first.year, first.month) == (last.year, last.month)
    return Moment(first.replace(day=1), "month") if is_of_one_month else None


_REACH_OF_SCENE = 4
"""Sentences over which what was done "during the visit" is told."""


_TALKS = (
    r"\s+(?:the|their|these|those)\s+(?:[\w-]+\s+){0,3}?(?:of\s+the\s+)?(?:talks|meeting|dialogue|session|negotiations|"
    r"ceremony|conversation|consultations|summit|discussions|exchange|encounter|t[eê]te-[aà]-t[eê]te)\b"
    r"(?!\s+(?:with|in|at|between|of)\b)"
)
_AFTER_TALKS = re.compile(
    r"\b(?:after|following|during|in\s+the\s+course\s+of|at\s+the\s+(?:end|close|conclusion)\s+of|as\s+a\s+result\s+of|"
    rf"upon\s+(?:the\s+)?(?:completion|conclusion)\s+of){_TALKS}",
    re.IGNORECASE,
)
_BEFORE_TALKS = re.compile(rf"\b(?:prior\s+to|ahead\s+of|before){_TALKS}", re.IGNORECASE)
_SIGNED = frozenset(("agreement_signed", "joint_statement", "partnership_upgrade"))
"""What is done on the day of talks even where it goes before them."""
_TALKED = frozenset(("summit", "sideline_meeting", "ministerial_meeting", "consultation"))
_REACH = 25
"""Sentences over which "the talks" are those told last."""


def of_talks(
    kind: str, text: str, expressions: Sequence[DateExpression], number: int, state: State
) -> Moment | None:
    """Return the day of the talks at which an act was done: "After the talks they signed ..."; else None.

    A day of its own goes before, and talks with a date beside them are others.
    """
    if expressions or not (_AFTER_TALKS.search(text) or (kind in _SIGNED and _BEFORE_TALKS.search(text))):
        return None
    days = [
        one.moment
        for one in state.history
        if one.type in _TALKED and one.status == "occurred" and 0 <= number - one.sentence <= _REACH
    ]
    known = [day for day in days if day is not None and day.precision == "day"]
    home = state.clock.home
    if home is not None and not known and number - state.home_sentence <= _REACH:
        return Moment(home.day)
    same = [day for day in known if home is not None and day.day == home.day]
    return next(iter(same or reversed(known)), None)


_THE_MEETING = re.compile(
    r"\b(?:after|following|at|during|of|from)\s+the\s+(?:[\w-]+\s+){0,2}?(?:meeting|talks|summit|call|conversation|discussions)\s+"
    r"(?:between|with)\b",
    re.IGNORECASE,
)


def of_the_meeting(
    kind: str, text: str, two: Collection[str], expressions: Sequence[DateExpression], state: State
) -> Moment | None:
    """Return the day that was told of what "the meeting between A and B" names again, else None."""
    if expressions or kind not in _TALKED or not _THE_MEETING.search(text):
        return None
    told = (c for c in state.history if c.type == kind and {c.actor, c.recipient} == set(two))
    day = next((c.moment for c in told if c.status == "occurred" and c.is_dated_here), None)
    return Moment(day.day) if day is not None and day.precision == "day" else None


def of_the_visit(
    kind: str,
    text: str,
    two: Collection[str],
    expressions: Sequence[DateExpression],
    number: int,
    state: State,
) -> Moment | None:
    """Return the day of the meeting at which two signed, the only day that the story has told; else None."""
    home, last = state.clock.home, state.clock.last
    if kind not in _SIGNED or expressions or home is None or number - state.home_sentence > _REACH:
        return None
    if (last is not None and last.day != home.day) or not _SIGN.search(text):
        return None
    met = any(
        (c.type in _TALKED or c.type.endswith("_visit"))
        and {c.actor, c.recipient} == set(two)
        and c.moment is not None
        and c.moment.day == home.day
        for c in state.history
    )
    return Moment(home.day) if met else None


_SIGN = re.compile(r"(?<!\bhave\s)(?<!\bhas\s)(?<!\bhad\s)\bsigned\b|\bwitness\w*\b[^,;]*\bsigning\b")
"""What was done there: "signed four pacts", not "have signed forty pacts"."""
