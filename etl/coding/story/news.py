"""News: what the opening of a story tells as just done or under way, and on which day that was.

"Peru has expelled two diplomats", "is visiting Lima": no words of the sentence tell a day, as it is the day's
news.
"""

import re
from datetime import timedelta

from etl.coding.days.date_words import find_dates
from etl.coding.days.dates import Moment, resolve
from etl.coding.grammar import modality
from etl.coding.story.state import State
from etl.coding.text.sentences import Story

_ONGOING = re.compile(
    r"\b(?:is|are)\s+(?:now\s+|currently\s+|also\s+)?(?:holding|hosting|visiting|meeting|receiving|welcoming|"
    r"(?:paying|making)\s+an?\s+(?:[\w-]+\s+){0,4}?(?:visit|trip)|on\s+(?:an?|his|her)\s+(?:[\w-]+\s+){0,4}?(?:visit|trip)|"
    r"in\s+(?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])[\w'’-]+)?\s+(?:on|for)\b)",
    re.IGNORECASE,
)
"""What is under way: "is visiting Lima", "is holding talks", "is on a visit", "is in Lima for talks"."""
_NO_NEWS = re.compile(
    r"\b(?:repeatedly|already|long|never|always|often|ever|so\s+far|to\s+date|(?:over|in|for|during)\s+(?:the\s+)?(?:past|last|recent)|"
    r"(?:\w+|\d+)\s+times|since)\b",
    re.IGNORECASE,
)
"""What is told as done before is not the news of a day: "has repeatedly accused"."""
_HOURS_AFTER = re.compile(r"\b(?:hours|minutes)\s+(?:after|before)\b[^,;]*$", re.IGNORECASE)
"""Before an act of the same day as the news: "has expelled the envoy, hours after he was summoned"."""
_PUT_OFF = re.compile(
    r"\b(?:suspend\w*|postpon\w*|cancel\w*|call\w*\s+off|delay\w*|put\s+off|scrapp\w*|shelv\w*)\s+(?:[\w'’-]+\s+){0,5}?"
    r"(?:visit|trip|tour|meeting|talks|summit|signing)\b",
    re.IGNORECASE,
)
"""What is put off is the news, not what was to be."""


def is_told_as_news(story: Story, number: int) -> bool:
    """True for a lead that tells of no earlier times: what it says has been done is the news."""
    sentence = story.sentences[number]
    is_opening = sentence.is_lead or is_under_standfirst(story, number)
    return is_opening and _NO_NEWS.search(sentence.text) is None


def is_news(match: re.Match[str], at: int, story: Story, number: int) -> bool:
    """True for an act whose verb at `at` opens the story as just done or under way: "has expelled"."""
    text = story.sentences[number].text
    if not is_told_as_news(story, number) or _PUT_OFF.search(text, max(0, at - 60)):
        return False
    is_done = modality.is_background(text, at) and not modality.is_pluperfect(text, at)
    is_done = is_done and _opens_its_paragraph(story, number)
    return is_done or is_ongoing(match, at) or _HOURS_AFTER.search(text, 0, match.end()) is not None


def _opens_its_paragraph(story: Story, number: int) -> bool:
    """True for the first sentence of a paragraph: what the next say has been done was done at some time."""
    return number == 0 or story.sentences[number - 1].paragraph != story.sentences[number].paragraph


def is_ongoing(match: re.Match[str], at: int) -> bool:
    """True for a visit or talks that last as the story is written: "is in Lima for talks"."""
    begin, stop = max(0, at - _REACH), min(len(match.string), match.end() + _REACH)
    return any(
        found.start() <= match.end() and found.end() >= at - _BESIDE_IT
        for found in _ONGOING.finditer(match.string, begin, stop)
    )


_REACH, _BESIDE_IT = 60, 12


_TELLING = re.compile(
    r"\b(?:Speaking|Addressing|told|said|(?:news|press)\s+(?:conference|briefing)|statement|announc\w+|communiqu[eé]|released?)\b"
)


def day_of_telling(story: Story, number: int, state: State) -> Moment | None:
    """Return the day on which the next two sentences say that the news was told, None if they say none."""
    anchor = state.clock.anchor
    for later in story.sentences[number + 1 : number + 3]:
        for expression in find_dates(later.text):
            moment = resolve(expression, state.clock, "past") if expression.kind in _OF_THESE_DAYS else None
            is_recent = moment and anchor and timedelta(0) <= anchor - moment.day <= timedelta(days=7)
            if moment is None or not is_recent or modality.has_future(later.text[: expression.start]):
                continue
            is_opening = expression.start < _OPENING
            part = (expression.end, expression.end + _REACH) if is_opening else (0, expression.start)
            if _TELLING.search(later.text, *part):
                return Moment(moment.day)
    return None


_OPENING = 12
_OF_THESE_DAYS = frozenset(("weekday", "md", "dm", "today", "yesterday"))


def is_under_standfirst(story: Story, number: int) -> bool:
    """True for the first sentence under a lead of one sentence, as stands between headline and story."""
    if number < 2:
        return False
    head, before = story.sentences[number - 2 : number]
    return head.is_heading and before.is_lead and before.paragraph != story.sentences[number].paragraph
