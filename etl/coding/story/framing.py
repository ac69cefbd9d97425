"""Framing: what an article is as a whole: its day, its home, its two main states, whether it is sport."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from etl.coding.days.date_words import DateExpression, find_dates
from etl.coding.days.dates import Clock, read_full_date, resolve
from etl.coding.grammar import modality
from etl.coding.text.sentences import Story
from etl.coding.who.gazetteer import gazetteer, key
from etl.coding.who.mentions import Hit
from etl.coding.who.scan import scan

_SPORT = re.compile(
    r"\b(?:goal(?:keeper|less|s)?|scor(?:ed|er|ers|ing)|penalty (?:shoot|kick|area)|referee|striker|"
    r"midfielder|defender|stadium|qualif(?:ier|iers|ying)|"
    r"half-time|halftime|kick-?off|wicket|batsman|innings|semi-?finals?|quarter-?finals?|league|"
    r"championship|medal|coach|captain|umpires?|bowl(?:ing|ed|ers?)|scrum|fly-half|"
    r"cricket(?:ers?)?|wickets?|bowl(?:ing|ers?)|umpires?|batting|batted|bat|spinners?|seamers?|overs|captain|midfield|squads?|teammates?|"
    r"final|Test match|World Cup|Asia Cup|grand slam|racket|marathon|podium|relegat\w+|kick-?offs?|"
    r"Test series|\w+-Test series|T20|one-dayers?|ODI|"
    r"players?|matches|match|fixtures?|FIFA|"
    r"draw|tournament|trophy|points clear|Olympics?|knockout|unbeaten|fans)\b",
    re.IGNORECASE,
)
_SPORT_STEMS = (
    "goal", "scor", "penalty", "referee", "strik", "midfield", "defender", "stadium", "qualif", "half",
    "kick", "wicket", "bats", "innings", "final", "league", "champion", "medal", "coach", "captain",
    "umpire", "bowl", "scrum", "cricket", "bat", "squad", "teammate", "test ", "-test", "cup",
    "grand slam", "racket", "marathon", "podium", "relegat", "t20", "one-day", "odi", "player", "match",
    "fixture", "fifa", "draw", "tournament", "trophy", "points clear", "olympic", "knockout", "unbeaten",
    "fans",
)  # fmt: skip
"""What every word of `_SPORT` holds."""
_FEWEST_STEMS = 2
"""Fewer of them make no game."""
_DIPLOMACY = re.compile(
    r"\b(?:ministers?|ambassadors?|embass(?:y|ies)|diplomats?|diplomatic|bilateral|treaty|foreign|"
    r"president|summit|consulate|envoys?|embassy)\b",
    re.IGNORECASE,
)


_PLAY = re.compile(
    r"\b[Mm]odel\s+(?:UN|U\.N\.|United\s+Nations|NATO|EU|European\s+Parliament|Arab\s+League|African\s+Union)\b"
)
"""Where pupils play at states."""


def is_sport(story: Story) -> bool:
    """True for games, and for pupils who play at states: nothing in it is an act of one."""
    text = " ".join(s.text for s in story.sentences[:40])
    if _PLAY.search(text):
        return True
    low = text.casefold()
    if sum(stem in low for stem in _SPORT_STEMS) < _FEWEST_STEMS:
        return False  # a quick look that spares most articles the long one
    words = [w.casefold() for w in _SPORT.findall(text)]
    politics = len(_DIPLOMACY.findall(text))
    return (len(set(words)) >= 5 and len(words) > 1.5 * politics) or (len(set(words)) >= 2 and not politics)


_MULTILATERAL = re.compile(
    r"\b(?:BRICS|Brics|G7|G-7|G20|G-20|APEC|Apec|SCO|Shanghai Cooperation|General Assembly|UNGA|ASEAN|"
    r"Asean|East Asia Summit|NATO|Nato|African Union|"
    r"CELAC|Celac|COP\d\d|Commonwealth|Davos|Munich Security Conference|Shangri-La Dialogue|Arab League|"
    r"OIC|Quad|TICAD|FOCAC|Francophonie|Nuclear Security Summit|"
    r"Pacific Islands Forum|Mercosur|Ibero-American|CARICOM|Caricom|SADC|ECOWAS|IGAD|Turkic States|OTS|"
    r"CIS|Eurasian Economic|Gulf Cooperation Council|GCC|"
    r"BIMSTEC|ASEM|World Economic Forum|Security Council|European Political Community|Raisina Dialogue|"
    r"Antalya Diplomacy Forum|Summit of the Americas)\b"
    r"[^.;]{0,60}\b(?:summit|gathering|meeting|forum|assembly|conference|leaders|session|margins|"
    r"sidelines|dialogue)|"
    r"\b[A-Z]\w+[-–]\s?(?:Africa|African|Arab|Caribbean|Pacific|Central\s+Asia)\s+(?:[Ll]eaders['’]?\s+)?(?:[Ss]ummit|[Cc]onference|[Ff]orum)\b|"
    r"\b(?:summit|gathering|meeting|margins|sidelines|session)\b[^.;]{0,40}\b(?:BRICS|G7|G20|APEC|SCO|"
    r"ASEAN|General Assembly|NATO|African Union|CELAC|COP\d\d|Commonwealth|OIC|Turkic States|CIS)\b"
)
MARGINS = re.compile(
    r"\b(?:on|at|in)\s+the\s+(?:sidelines?|margins?|fringes|edges?)\s+of\b|\bsideline\b|"
    r"\bon\s+the\s+(?:sidelines|margins|fringes)\b|\bside\s+(?:rooms?|meetings?)\b|\bcorridors\b|"
    r"\bpull-aside\b|\bbrush-by\b",
    re.IGNORECASE,
)


def is_multilateral(story: Story) -> bool:
    """True if the article's frame is a gathering of many states."""
    opening = [s.text for s in story.sentences if s.paragraph <= 3][:6]
    opening += [s.text for s in story.sentences if s.is_lead][:1]  # below the furniture of a page
    return any(_MULTILATERAL.search(t) or MARGINS.search(t) for t in opening)


_PUBLISHED = re.compile(
    r"^\W*(?:(?:first\s+)?published|posted|date|updated|last\s+(?:updated|modified)|issued)\b(?:[^\n]{3,80}$|"
    r"[^\n)]{3,40}\))",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of page furniture that tells the day of publication."""


def _is_mere_date(text: str) -> bool:
    """True for a line that is little more than a date: "Ottawa, 3 May 1999."."""
    if len(text) >= 60:
        return False
    for expression in find_dates(text):
        text = text[: expression.start] + " " + text[expression.end :]
        return len(text.split()) <= 4
    return False


_OF_MATTER = re.compile(
    r"\b(?:since|of|until|from|before|after|between|on)\s+(?:the\s+)?(?=\d|[A-Z][a-z]+\s\d)|\d\s?[-–]\s?\d{1,2}\s[A-Z]",
    re.IGNORECASE,
)
"""Before a day in a title that the page is about, not of: "relations since 12 December 1963"."""
_FILED, _HELD_BACK = timedelta(days=3), timedelta(days=60)
"""So long before the day of publication a dateline's weekday, or its day of a month, may lie."""


def _reach_of(expression: DateExpression) -> timedelta:
    return _FILED if expression.kind == "weekday" else _HELD_BACK


_LATER = timedelta(days=60)


def _is_told_of_later(story: Story, day: date) -> bool:
    """True where the story tells as done what was long after a day: it was not written on that."""
    for sentence in story.sentences[:40]:
        told = None if sentence.is_heading else read_full_date(sentence.text)
        if told is not None and told - day > _LATER and not modality.has_future(sentence.text):
            return True
    return False


_DAY_BEHIND = re.compile(r":\s+\d{1,2}\s+[A-Z][a-z]+\s+\d{4}$")
"""How a government heads what it tells: "Meeting with the Prime Minister of Norway: 11 March 2025"."""


def find_anchor(story: Story, published: date | None, text: str = "") -> date | None:
    """Return the day that "today" is: the dateline's if it lies close before the day of publication."""
    told = story.dateline.date if story.dateline else ""
    if published is None:
        full = read_full_date(told) if told else None
        if full:
            return full
        line = _PUBLISHED.search(text[:5_000])
        full = read_full_date(line.group()) if line else None
        if full:
            return full
        for sentence in story.sentences[:6]:
            is_headed = sentence.is_heading and not _OF_MATTER.search(sentence.text)
            if (is_headed or _is_mere_date(sentence.text)) and not sentence.label:
                full = read_full_date(sentence.text)
                if full and not _is_told_of_later(story, full):
                    return full
        return None
    if told:
        full = read_full_date(told)
        if full and full <= published:
            return full  # day, month and year over the story outweigh the day on which it was filed
        for expression in find_dates(told):
            moment = resolve(expression, Clock(published), "past")
            if (
                moment
                and moment.precision == "day"
                and timedelta(0) <= published - moment.day <= _reach_of(expression)
            ):
                return moment.day
        return published
    for sentence in story.sentences[:5]:
        # A line that is little more than a date, a few days before, is the day of writing.
        is_short = len(sentence.text) < 60 or _DAY_BEHIND.search(sentence.text) is not None
        if sentence.is_heading and is_short and sentence.label == "":
            full = read_full_date(sentence.text)
            if full and timedelta(0) <= published - full <= timedelta(days=3):
                return full
    return published


_NEUTRAL = re.compile(
    r"(?:NEW YORK|GENEVA|VIENNA|THE HAGUE|BRUSSELS|DAVOS|UNITED NATIONS|STRASBOURG)\b", re.IGNORECASE
)
"""Seats of organisations: who reports from there is not at home there."""


def find_home(story: Story) -> str:
    if not story.dateline:
        return ""
    if _NEUTRAL.match(story.dateline.place):
        entry = gazetteer().entries.get(key(story.dateline.place))
        lead = next((s for s in story.sentences if s.is_lead), None)
        named = {hit.entry.iso3 for hit in scan(lead.text)} if lead else set()
        return entry.iso3 if entry and entry.iso3 in named else ""
    parts = [p.strip(" .") for p in re.split(r"[,/]", story.dateline.place)]
    for part in (parts[0], parts[-1]):
        entry = gazetteer().entries.get(key(part))
        if entry and entry.iso3:
            return entry.iso3
    return ""


def chief_nation(story: Story, hits: Sequence[tuple[Hit, ...]]) -> str:
    """Return the state that the article names most, the headline and the first paragraph counted threefold.

    An article without a dateline is at home there. "The Prime Minister welcomed the French President to
    Downing Street" is at home where he did so, and not where his guest is from.
    """
    away: set[str] = set()
    for sentence, found in zip(story.sentences, hits, strict=True):
        if sentence.is_lead and _AN_OFFICE_MET.match(sentence.text):
            seat = next((hit.entry.iso3 for hit in found if hit.entry.kind == "seat"), "")
            if seat:
                return seat
            away |= {hit.entry.iso3 for hit in found if _is_who_was_met(sentence.text, hit)}
    weight: Counter[str] = Counter()
    for number, (sentence, found) in enumerate(zip(story.sentences, hits, strict=True)):
        for hit in found:
            if hit.entry.iso3:
                place = 3 if hit.entry.kind in ("country", "capital", "seat") else 1
                weight[hit.entry.iso3] += place * (3 if sentence.is_lead or number == 0 else 1)
    at_home = [iso for iso, _ in weight.most_common() if iso not in away]
    return (at_home or list(weight) or [""])[0]


_LEADER = (
    r"(?:President|Prime\s+Minister|Premier|Chancellor|King|Queen|Foreign\s+Minister|Foreign\s+Secretary)"
)
_AN_OFFICE_MET = re.compile(
    rf"The\s+{_LEADER}\s+(?:today\s+|also\s+)?(?:welcomed|hosted|received|met|spoke|held|called)\b"
)
"""How a government tells what its own head did, whom it need not name."""
_LEADS = re.compile(rf"(?:['’]s)?\s+{_LEADER}\b")
_LEADER_OF = re.compile(rf"{_LEADER}\s+(?:[A-ZÀ-Þ][\w.'’-]*,?\s+){{0,4}}of\s+(?:the\s+)?$")


def _is_who_was_met(text: str, hit: Hit) -> bool:
    if hit.entry.kind == "person":
        return True
    return bool(_LEADS.match(text, hit.end) or _LEADER_OF.search(text[max(0, hit.start - 70) : hit.start]))


_TITLES = 4
_OF_RELATIONS = re.compile(r"\b(?:relations|ties|relationship)\b", re.IGNORECASE)
"""In a title beside two states: the page is about these."""


def main_pair_of(story: Story, hits: Sequence[tuple[Hit, ...]]) -> tuple[tuple[str, str] | None, float]:
    """Return the two states that the article names most, and their share in all that it names.

    Headline and first paragraph count threefold; None where no two stand out.
    """
    weight: Counter[str] = Counter()
    for number, (sentence, found) in enumerate(zip(story.sentences, hits, strict=True)):
        if number < _TITLES and sentence.is_heading and _OF_RELATIONS.search(sentence.text):
            named = sorted({hit.entry.iso3 for hit in found if hit.entry.iso3})
            if len(named) == 2:
                return (named[0], named[1]), 1.0
        for hit in found:
            if hit.entry.iso3 and hit.entry.kind != "city":
                weight[hit.entry.iso3] += 3 if sentence.is_lead or number == 0 else 1
    top = weight.most_common(3)
    if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] == top[1][1]):
        return None, 0.0
    a, b = sorted((top[0][0], top[1][0]))
    return (a, b), (top[0][1] + top[1][1]) / weight.total()
