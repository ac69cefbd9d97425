"""Merging within one article: several sentences about one act are one act."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.days.dates import Moment
from etl.coding.subject import are_two_pacts, name_other_days
from etl.coding.who.offices import lower_level

if TYPE_CHECKING:
    from etl.coding.story.candidates import Candidate

_WIDTH = {"day": 10, "month": 7, "year": 4}
_MEETINGS = frozenset(
    ("summit", "sideline_meeting", "ministerial_meeting", "consultation", "leader_visit", "ministerial_visit")
)


_EXERCISE = 10
"""Days within which what an article tells of two states' exercise is one: its beginning and its end."""
_UPGRADE = 7
"""Days within which what an article tells of two states' ties being raised to one title is one act."""
_ONCE_A_SENTENCE = frozenset(("diplomatic_relations", "agreement_in_force", "joint_exercise"))


_OF_LATE = re.compile(
    r"\b(?:(?:last|this|past|previous)\s+(?:week|weekend|few\s+days)|(?:days|weeks)\s+ago|recently|lately|in\s+recent\s+days)\b",
    re.IGNORECASE,
)
_LONG_AGO = timedelta(days=45)
_HAD = re.compile(
    r"\bhad\s+(?:\w+ly\s+|already\s+|first\s+)?(?:been\s+)?\w+(?:ed|en|wn|un|ade|eld|et|ought|oke)\b"
)
"""What had been done before the story's own time: "in 1979 they had signed a pact"."""
_OF_THESE_DAYS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday|[Ll]ast\s+(?:night|week)|[Tt]his\s+(?:morning|week))\b"
)
"""Days that only the day of publication tells, and that are near it."""


def _is_other_time(a: "Candidate", b: "Candidate", text: str, written: date | None) -> bool:
    """True where one act is told as of late, without a day, and the other was long before the writing.

    Where the day of publication is unknown, what had been done by then, or in some year, was long before.
    """
    undated, dated = (a, b) if a.moment is None else (b, a)
    if undated.moment is not None or dated.moment is None:
        return False
    if written is None:
        is_before = _HAD.search(text, *dated.span) is not None
        is_recent = _OF_THESE_DAYS.search(text, *undated.span) is not None
        is_old = is_before or (is_recent and dated.moment.precision == "year")
        return is_old and _HAD.search(text, *undated.span) is None
    return written - dated.moment.day > _LONG_AGO and _OF_LATE.search(text, *undated.span) is not None


def merge(found: Sequence["Candidate"], text: str, written: date | None = None) -> list["Candidate"]:
    """Return one candidate per act, in the order of `text`; the finer date and the fuller telling win.

    Args:
        found: The tellings.
        text: The article.
        written: Its day, None if unknown.
    """
    kept: list[Candidate] = []
    for candidate in _without_shared_spans(found):
        for i, other in enumerate(kept):
            are_two = _are_two(other, candidate, text) or _is_other_time(other, candidate, text, written)
            is_one = _is_one(other, candidate) or _is_news_told_again(other, candidate, written)
            if is_one and not are_two:
                kept[i] = _join(other, candidate)
                break
        else:
            kept.append(candidate)
    return _without_echoes(_on_the_margins(_date_visits(kept), text), text, written)


_MARGINS = r"\bon\s+the\s+(?:sidelines?|margins|fringes)\s+of\b"
_WERE_BESIDE = re.compile(
    r"\b(?:The|Their|This)\s+(?:[\w-]+\s+)?(?:meeting|talks|encounter|discussions|conversation)\s+(?:(?:was|were)\s+held|took\s+place|came|"
    rf"happened)\b[^.;]{{0,60}}?{_MARGINS}"
)
_JUST_TOLD = 700
"""Letters between a meeting and the sentence that says where it was held."""


def _on_the_margins(kept: list["Candidate"], text: str) -> list["Candidate"]:
    """Return leaders' talks as held on the margins where a later sentence says so of them."""
    out = list(kept)
    for match in _WERE_BESIDE.finditer(text):
        before = [
            (one.span[0], i)
            for i, one in enumerate(out)
            if one.type in ("summit", "ministerial_meeting", "consultation", "sideline_meeting")
            and one.status == "occurred"
            and 0 <= match.start() - one.span[0] < _JUST_TOLD
        ]
        nearest = max(before, default=None)
        if nearest is not None and out[nearest[1]].type == "summit":
            out[nearest[1]] = replace(out[nearest[1]], type="sideline_meeting")
    return out


def _without_shared_spans(found: Sequence["Candidate"]) -> list["Candidate"]:
    """Date all but the first stop of "will visit A, B and C from 7 to 18 May" by the month alone.

    The span is the tour's; on which day each host is reached the sentence does not say, nor in which month
    if the tour takes two: then the year is all that is known.
    """
    out: list[Candidate] = []
    for i, candidate in enumerate(found):
        is_stop = candidate.type in ("leader_visit", "ministerial_visit") and candidate.moment is not None
        if is_stop and candidate.moment is not None and candidate.moment.end is not None:
            for earlier in found[:i]:
                same = (earlier.sentence, earlier.actor, earlier.type, earlier.moment)
                if same == (candidate.sentence, candidate.actor, candidate.type, candidate.moment) and (
                    earlier.recipient != candidate.recipient
                ):
                    candidate = replace(candidate, moment=_around(candidate.moment), confidence="low")
                    break
        out.append(candidate)
    return out


def _around(moment: Moment) -> Moment | None:
    """Return the month in which a span lies, else the year, else None."""
    first, last = moment.day, moment.end or moment.day
    if (first.year, first.month) == (last.year, last.month):
        return Moment(first.replace(day=1), "month")
    return Moment(first.replace(month=1, day=1), "year") if first.year == last.year else None


def _date_visits(kept: list["Candidate"]) -> list["Candidate"]:
    """Give a visit without a date the day of the meeting that it was for."""
    out = []
    for candidate in kept:
        if (
            candidate.moment is None
            and candidate.type in ("leader_visit", "ministerial_visit")
            and candidate.status == "occurred"
        ):
            for other in kept:
                if (
                    other.type in ("summit", "ministerial_meeting")
                    and _same_pair(other, candidate)
                    and other.status == candidate.status
                    and other.moment
                    and other.moment.precision == "day"
                ):
                    days = candidate.days - 1 if candidate.days > 1 else 0
                    end = other.moment.day + timedelta(days=days) if days else None
                    candidate = replace(
                        candidate,
                        moment=replace(other.moment, end=end),
                        status=other.status,
                        confidence="low",
                    )
                    break
        out.append(candidate)
    return out


def _fuller_tier(a: "Candidate", b: "Candidate") -> str:
    """Return the fuller of two titles that an article gives to ties of one week, "" if they are two titles.

    "Strategic partnership" is short for the "comprehensive strategic partnership" of the next sentence, and
    no two states raise their ties twice in a week.
    """
    if a.moment is None or b.moment is None or not a.moment.precision == b.moment.precision == "day":
        return ""
    short, full = sorted((a.tier, b.tier), key=len)
    is_short = set(short.casefold().split()) <= set(full.casefold().split())
    is_near = abs((a.moment.day - b.moment.day).days) <= _UPGRADE and a.status == b.status
    return full if is_short and is_near else ""


def _parties(c: "Candidate") -> tuple[str, str, str]:
    return c.type, c.actor, c.recipient


def _is_one(a: "Candidate", b: "Candidate") -> bool:
    if _parties(a) != _parties(b):
        return False
    if a.type == "partnership_upgrade" and a.tier and b.tier:
        if _fuller_tier(a, b):
            return True
        if a.tier.casefold() != b.tier.casefold():
            return False
    if a.moment is None or b.moment is None:
        return True
    is_again = a.type == "joint_exercise" and (a.is_again or b.is_again)
    if a.sentence == b.sentence and a.type in _ONCE_A_SENTENCE and not is_again:
        return True
    width = min(_WIDTH[a.moment.precision], _WIDTH[b.moment.precision])
    if a.moment.day.isoformat()[:width] == b.moment.day.isoformat()[:width]:
        return True
    if width == 10 and a.type in ("leader_visit", "ministerial_visit"):
        (first, status), (second, _) = sorted(
            ((a.moment, a.status), (b.moment, b.status)), key=lambda pair: pair[0].day
        )
        last = first.end or first.day + timedelta(days=3)
        return second.day <= last and (a.status == b.status or status == "occurred")
    if width == 10 and a.type == "joint_exercise":
        return abs((a.moment.day - b.moment.day).days) <= _EXERCISE
    if width == 10 and a.moment.end and a.moment.day <= b.moment.day <= a.moment.end:
        return True
    # An act that took its date from the running story is the one that told its own.
    return width == 10 and a.is_dated_here != b.is_dated_here and abs((a.moment.day - b.moment.day).days) <= 2


def _is_news_told_again(news: "Candidate", later: "Candidate", written: date | None) -> bool:
    """True where a story opens with what has been done, without a day, and tells its day further on.

    "Mali has sent Niger's envoy home. ... On Thursday it gave him seventy-two hours".
    """
    if _parties(news) != _parties(later) or news.moment is None or later.moment is None or written is None:
        return False
    is_open = news.is_news and news.moment.day == written and news.status == "occurred"
    is_told = later.is_dated_here and later.moment.precision == "day" and later.status == "occurred"
    return is_open and is_told and timedelta(0) <= written - later.moment.day <= _FRESH


_FRESH = timedelta(days=7)


def _are_two(a: "Candidate", b: "Candidate", text: str) -> bool:
    """True if the words of two sentences say that they tell of two acts, though their dates do not."""
    if a.sentence == b.sentence or (a.moment is None) != (b.moment is None):
        return False
    one, other = text[slice(*a.span)], text[slice(*b.span)]
    if a.moment is None and (name_other_days(one, other) or (a.place and b.place and a.place != b.place)):
        return True
    first, second = sorted((a.actor, a.recipient))
    return are_two_pacts(a.type, one, other, (first, second))


def _join(a: "Candidate", b: "Candidate") -> "Candidate":
    """Return the fuller of two tellings of one act; what has happened outweighs what was planned."""
    if a.moment and b.moment and a.status != b.status and a.type in ("leader_visit", "ministerial_visit"):
        best, other = (a, b) if a.status == "occurred" else (b, a)
    elif a.moment is None:
        best, other = b, a
    elif b.moment is None:
        best, other = a, b
    else:
        rank_a = (_WIDTH[a.moment.precision], a.is_dated_here)
        rank_b = (_WIDTH[b.moment.precision], b.is_dated_here)
        best, other = (b, a) if rank_b > rank_a and a.sentence != b.sentence else (a, b)
    moment = best.moment
    if (
        moment
        and other.moment
        and moment.precision == other.moment.precision == "day"
        and best.type in ("leader_visit", "ministerial_visit")
    ):
        if other.is_dated_here and best.is_dated_here and other.moment.day < moment.day:
            moment = replace(moment, day=other.moment.day, end=moment.end or other.moment.end)
        if moment.end is None and other.moment.end and other.moment.end > moment.day:
            moment = replace(moment, end=other.moment.end)
    if (
        best.type == "joint_exercise"
        and moment
        and other.moment
        and moment.precision == other.moment.precision == "day"
    ):
        days = sorted(d for m in (moment, other.moment) for d in (m.day, m.end) if d)
        moment = replace(moment, day=days[0], end=days[-1] if days[-1] > days[0] else None)
    status = "occurred" if "occurred" in (a.status, b.status) and a.moment and b.moment else best.status
    return replace(
        best,
        moment=moment,
        status=status,
        level=best.level or other.level if best.type != "summit" else lower_level(best.level, other.level),
        tier=_fuller_tier(a, b) or best.tier or other.tier,
        place=best.place or other.place,
        topics=tuple(dict.fromkeys((*best.topics, *other.topics)))[:2],
        confidence=min(best.confidence, other.confidence, key=("high", "medium", "low").index),
    )


def _near(a: "Candidate", b: "Candidate", days: int) -> bool:
    if a.moment is None or b.moment is None:
        return False
    if a.moment.precision != "day" or b.moment.precision != "day":
        return a.moment.day.isoformat()[:7] == b.moment.day.isoformat()[:7]
    first, last = a.moment.day, a.moment.end or a.moment.day
    return first - timedelta(days=days) <= b.moment.day <= last + timedelta(days=days)


def _same_pair(a: "Candidate", b: "Candidate") -> bool:
    return {a.actor, a.recipient} == {b.actor, b.recipient}


_TRAVELLED = re.compile(
    r"\b(?:visit\w*|arriv\w*|trip|tour|flew|travel\w*|landed|state\s+guest|welcom\w*)\b", re.IGNORECASE
)

_MET = re.compile(
    r"\b(?:met|meet\w*|talks?|talked|summit|visit\w*|host\w*|receiv\w*|discuss\w*|negotiat\w*)\b"
)


def _is_met_to_sign(meeting: "Candidate", statement: "Candidate", text: str) -> bool:
    """True for leaders who are only told to have met by what they signed: "A and B signed a declaration"."""
    is_same = meeting.type == "summit" and meeting.sentence == statement.sentence
    return is_same and _MET.search(text, *statement.span) is None


def _without_echoes(kept: list["Candidate"], text: str, written: date | None) -> list["Candidate"]:
    """Drop what another act of the same two states already says.

    A joint statement of a meeting, the communique that opens relations, talks that are told again by lower
    words,
    and undated tellings of what is dated.
    """
    out: list[Candidate] = []
    for candidate in kept:
        others = [o for o in kept if o is not candidate and _same_pair(o, candidate)]
        if candidate.moment is None and any(
            o.moment is not None
            and o.type == candidate.type
            and (o.actor == candidate.actor or EVENT_TYPES[o.type].is_mutual)
            and not _is_other_time(candidate, o, text, written)
            for o in others
        ):
            continue
        if candidate.type == "joint_statement" and any(
            o.type in _MEETINGS | {"diplomatic_relations", "partnership_upgrade", "agreement_signed"}
            and _near(o, candidate, 0)
            and not _is_met_to_sign(o, candidate, text)
            for o in others
        ):
            continue
        if candidate.type == "consultation" and any(
            o.type in ("summit", "sideline_meeting", "ministerial_meeting", "leader_call")
            and not (o.type == "leader_call" and candidate.moment and candidate.moment.end)
            and _near(o, candidate, 1)
            and (not candidate.is_dated_here or _near(o, candidate, 0))
            for o in others
        ):
            continue
        if (
            candidate.type == "leader_visit"
            and candidate.status == "occurred"
            and any(o.type == "sideline_meeting" and _near(o, candidate, 0) for o in others)
            and not _TRAVELLED.search(text, *candidate.span)
        ):
            continue  # who met the host on the margins of a gathering came for that
        if candidate.type == "summit" and any(
            o.type in ("leader_call", "sideline_meeting") and _near(o, candidate, 0) for o in others
        ):
            continue
        if candidate.type in ("agreement_signed", "agreement_in_force") and any(
            o.type in ("diplomatic_relations", "arms_transfer")
            and o.sentence == candidate.sentence
            and _near(o, candidate, 0)
            for o in others
        ):
            continue
        if candidate.type == "sanction" and any(
            o.type in ("sanction_lifted", "agreement_withdrawn")
            and o.sentence == candidate.sentence
            and o.actor == candidate.actor
            and o.moment == candidate.moment
            for o in others
        ):
            continue
        if candidate.type == "conflict" and any(
            o.type == "incident" and o.sentence == candidate.sentence for o in others
        ):
            continue
        if EVENT_TYPES[candidate.type].direction == "directed" and candidate.actor == candidate.recipient:
            continue
        out.append(candidate)
    return out
