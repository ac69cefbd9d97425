"""Telling: the acts that one sentence tells, weighed and dated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding import modality, roles
from etl.coding.acts import Act, acts, keys
from etl.coding.candidates import Candidate
from etl.coding.dates import DateExpression, Moment
from etl.coding.discourse import State
from etl.coding.gazetteer import gazetteer, key
from etl.coding.mentions import Mention
from etl.coding.parties import IN_PERSON, parties_of
from etl.coding.sentences import Story
from etl.coding.tiers import find_tier
from etl.coding.timing import date_of, duration_of, is_fresh, status_of, verb_at
from etl.coding.topics import code_topics, count_topics


def read_sentence(
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    counts: dict[int, dict[str, int]],
    state: State,
) -> Iterator[Candidate]:
    sentence = story.sentences[number]
    text, low = sentence.text, sentence.text.casefold()
    taken: list[tuple[str, int, int]] = []
    for place in keys().candidates(low):
        act = acts()[place]
        for match in act.pattern.finditer(text):
            if any(t == act.type and match.start() < b and a < match.end() for t, a, b in taken):
                continue
            for candidate in _read_act(act, match, story, number, mentions, expressions, state):
                taken.append((act.type, match.start(), match.end()))
                topics = code_topics(candidate.type, _count_all(story, counts), number)
                candidate = replace(candidate, topics=topics)
                state.saw(candidate.actor, candidate.recipient)
                state.last = candidate
                state.history.append(candidate)
                if not EVENT_TYPES[candidate.type].is_mutual and not candidate.type.endswith("_visit"):
                    state.last_directed = candidate
                if candidate.type in ("leader_visit", "ministerial_visit"):
                    state.destination = candidate.recipient
                yield candidate


def _count_all(story: Story, counts: dict[int, dict[str, int]]) -> list[dict[str, int]]:
    """Return the topic counts of every sentence, counted when first asked for: most articles tell no act."""
    if not counts:
        counts.update((i, count_topics(sentence.text)) for i, sentence in enumerate(story.sentences))
    return [counts[i] for i in range(len(story.sentences))]


def _read_act(
    act: Act,
    match: re.Match[str],
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
) -> Iterator[Candidate]:
    sentence = story.sentences[number]
    text = sentence.text
    start, end = verb_at(match), match.end()
    if _is_figure_of_speech(act, text, start, end):
        return
    after = _AFTER_IT.match(match.group())
    verdict = modality.judge(
        text,
        start + after.end() if after else start,
        end,
        agreed_counts=act.agreed_counts,
        inner_counts=act.inner_counts,
    )
    if verdict == "unreal":
        return
    if (
        re.search(r"\banniversary\s+of\s+(?:\w+\s+){0,5}$", text[max(0, match.start() - 60) : match.start()])
        and "signed" not in match.group()
    ):
        return
    if act.type == "agreement_in_force" and not re.search(
        r"agreement|accord|treaty|pact|deal|convention|protocol|waiver|memorandum|CEPA|FTA|ceasefire|cease-fire|truce|armistice",
        " ".join(s.text for s in story.sentences[max(0, number - 2) : number + 1])
        if re.search(r"\bit\b", text, re.IGNORECASE)
        else text,
        re.IGNORECASE,
    ):
        return
    if act.needs_date and not expressions and not state.label:
        return
    is_arrest = act.type == "incident" and re.match(
        r"(?:arrested|detained|jailed)\s*$", match.group(), re.IGNORECASE
    )
    if is_arrest and not any(m.kind == "state" for m in roles.subjects(text, mentions, start)):
        return  # policemen arrest thieves; "Tehran arrested" somebody is an act between states
    if _LONG_AFTER.search(text[:start]):
        return
    is_cause = _CAUSE.search(text[modality.clause_start(text, start) : start]) is not None
    parties = list(parties_of(act, match, text, mentions, state))
    if act.needs_state:
        named = {iso for m in mentions for iso in m.isos}
        parties = [p for p in parties if p.recipient in named]
    if not parties:
        return
    for party in parties:
        spot = (party.at, party.at) if party.at >= 0 else (match.start(), end)
        mine = [e for e in expressions if e.start >= start] if is_cause else expressions
        moment, here = date_of(act, match, spot, story, number, mine, verdict, state)
        if is_cause and not here:
            continue  # told as the reason for something else; it has no day of its own here
        if act.needs_date and not here:
            continue
        if moment is None and here:
            continue  # a date stands there but has no place in a calendar: "in recent weeks"
        actor, recipient = party.actor, party.recipient
        kind = party.type or act.type
        event_type = EVENT_TYPES.get(kind)
        if event_type is None or not actor or not recipient or actor == recipient:
            continue
        if event_type.is_mutual and recipient < actor:
            actor, recipient = recipient, actor
        if act.type in IN_PERSON and kind != act.type and not is_fresh(moment, text, state.clock.anchor):
            continue
        status = status_of(moment, verdict, state.clock.anchor)
        if status is None:
            continue
        days = duration_of(kind, text, start, end)
        when = moment
        if moment and not moment.end and moment.precision == "day" and days > 1:
            span = timedelta(days=days - 1)
            when = replace(moment, end=moment.day + span)
            if here and _ENDED.search(text[max(0, start - 60) : end]):
                when = Moment(moment.day - span, "day", moment.day)
        tier = (
            find_tier(text, max(0, start - 60), min(len(text), end + 80))
            if kind == "partnership_upgrade"
            else ""
        )
        if kind == "partnership_upgrade" and not tier:
            tier = find_tier(text)
        confidence = (
            "high" if here and party.is_explicit else "medium" if here or party.is_explicit else "low"
        )
        yield Candidate(
            type=kind,
            actor=actor,
            recipient=recipient,
            moment=when,
            is_dated_here=here,
            status=status,
            level="senior_official" if kind == "consultation" else party.level,
            tier=tier,
            place=find_place(text, mentions, start, story, kind),
            sentence=number,
            span=(sentence.start, sentence.start + len(text)),
            topics=(),
            confidence=confidence,
            days=days,
        )


_ADJECTIVE_BEFORE = re.compile(
    r"\b(?:\d+|the|an?|two|three|four|five|six|seven|eight|nine|ten|of|all|more|some|other)\s+$"
)
_OF_PACT = re.compile(r"\s*(?:[\w-]+\s+){0,4}?(?:accords?|treat(?:y|ies)|pacts?|agreements?|convention)\b")
_BROKEN_OFF = re.compile(
    r"\b(?:suspend|cancel|halt|fr[eo]e?z|froze|postpon|called\s+off|broke\s+off|paus|skipp|scrapp)\w*\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"^[^.;]{0,70}\b(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:\w+ly\s+)?(?:dropped|cancell?ed|called\s+off|scrapped|"
    r"shelved|abandoned|aborted|put\s+off(?!\s+(?:to|until|till))|postponed(?!\s+(?:to|until|till)))\b"
)
_AFTER_IT = re.compile(r"(?:after|following)\s+", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:in\s+(?:response|retaliation|reply|answer|protest|reaction)\s+(?:to|for|at)|because\s+of|"
    r"in\s+the\s+wake\s+of|(?:days|weeks|months)\s+after)\s+[^,;]{0,70}$",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:conclud(?:ed|es|ing)|end(?:ed|s|ing)|w(?:rapped|raps|ound|inds)\s+up|complet(?:ed|es|"
    r"ing))\s+(?:[\w-]+\s+){1,6}?visit|of\s+(?:his|her|a)\s+visit\s+ended",
    re.IGNORECASE,
)
_LONG_AFTER = re.compile(
    r"\b(?:years|decades|months|weeks|centur(?:y|ies))\s+(?:after|before|since)\b[^,;]*$", re.IGNORECASE
)
"""Told as "four decades after ...": history without a date."""


_FIGURES = re.compile(
    r"\b(?:student|cultural|prisoner|currency|foreign)\s+exchange|\btalks?\s+about\b.{0,20}\bweather\b|"
    r"\bmet\s+(?:expectations|demand|targets?)\b",
    re.IGNORECASE,
)


_BUSINESS = re.compile(
    r"\b(?:merger|takeover|acquisition|licen[cs]ing|sponsorship|endorsement|franchise|broadcast\w*|shareholders?|"
    r"player|transfer\s+deal|record\s+deal)\b",
    re.IGNORECASE,
)
_CRIME = re.compile(
    r"\b(?:stolen|steal\w*|theft|thie(?:f|ves)|robber\w*|burglar\w*|drugs?|narcotics|fraud\w*|murder\w*|rape|scam\w*|"
    r"online\s+gambling|overstay\w*|pickpocket\w*|drunk\w*|stabb\w*)\b",
    re.IGNORECASE,
)
_SUBJECT_OF_TALK = re.compile(
    r"\b(?:over|about|against|condemn\w*|protest\w*|deplor\w*|denounc\w*)\s+(?:the|its|a|an|their)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_COURT_CASE = re.compile(
    r"\b(?:case|suit|claim|complaint|application|lawsuit|ruling)\s+in\s+which\b[^,;]*$", re.IGNORECASE
)


def _is_figure_of_speech(act: Act, text: str, start: int, end: int) -> bool:
    if (
        act.frame == "meet"
        and re.search(r"\b(?:ambassadors?|envoys?)\b.*\bfor\s+consultations?\b|\brecall", text, re.IGNORECASE)
        and "consultation" in text[start:end].casefold()
    ):
        return True
    if (
        act.frame == "meet"
        and re.match(r"for\s+(?:\w+\s+)?consultations?$", text[start:end], re.IGNORECASE)
        and re.search(
            r"\b(?:call|summon|recall|order|fl[ey]w|brought)\w*\b[^,;]*$", text[:start], re.IGNORECASE
        )
    ):
        return True
    if act.frame == "meet" and re.match(
        r"attend|join|took\s+part", match_text := text[start:end], re.IGNORECASE
    ):
        return "with" not in match_text and re.search(r"\b(?:with|between)\b", text[end : end + 40]) is None
    if act.frame == "meet" and re.search(r"\brequest(?:ed|s)\b", text[max(0, start - 30) : end]):
        return True
    if act.type == "conflict" and re.search(
        r"\bballistic\b(?![^.;]{0,30}\b(?:at|on|against)\s+[A-Z])|\btest-?(?:fir|launch)|\b(?:into|towards?)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:Sea|sea|waters)\b",
        text,
    ):
        return True
    if act.frame in ("visit", "visited", "meet") and _DROPPED.search(text[end : end + 110]):
        return True
    if (
        act.type == "incident"
        and _ADJECTIVE_BEFORE.search(text[max(0, start - 16) : start])
        and re.match(r"(?:detained|captured|seized|arrested|jailed|abducted)\b", text[start:end])
    ):
        return True
    if act.type == "conflict" and re.search(
        r"\bfisher(?:men|s)\b|\btrawlers?\b|\bfishing\b", text[start : end + 40]
    ):
        return True
    if act.type == "protest" and _OF_PACT.match(text[end:]):
        return True
    if act.type == "aid" and re.search(r"\bwater\s+cannon|\bresupply\b|\bramm|\bcollid", text):
        return True
    if act.type == "sanction" and re.match(
        r"\s+(?:talks|negotiations|deals?|agreements?|pacts?|ties)\b", text[end:]
    ):
        return True
    if act.frame == "meet" and _BROKEN_OFF.search(text[max(0, start - 40) : start]):
        return True
    if act.type == "protest" and re.search(
        r"\b(?:WTO|ICJ|Court|tribunal|arbitrat\w+)\b", text[start : end + 60]
    ):
        return True
    if act.type in ("agreement_signed", "agreement_withdrawn") and re.search(
        r"\b(?:negotiations|talks|discussions|work)\s+(?:on|towards?|over|about|for)\b", text[start:end]
    ):
        return True
    if act.frame == "meet":
        near = text[max(0, start - 30) : end + 30]
        if _FIGURES.search(near):
            return True
    if act.type.startswith("agreement") and _BUSINESS.search(text[start : end + 12]):
        return True
    if (
        act.type == "incident"
        and re.match(r"arrest|detain", text[start:end], re.IGNORECASE)
        and _CRIME.search(text)
    ):
        return True
    if act.type == "conflict" and _SUBJECT_OF_TALK.search(text[:start]):
        return True  # "summoned the envoy over the shelling of a post"
    at_court = act.type == "protest" and "complaint" in text[start:end]
    if at_court and re.search(r"\b(?:WTO|World\s+Trade|ICJ|court|tribunal|ICAO)\b", text, re.IGNORECASE):
        return True
    if act.type == "protest" and _COURT_CASE.search(text[:start]):
        return True
    if act.type == "joint_exercise":
        return not re.search(
            r"\b(?:beg[iau]n|began|begins?|open(?:ed|s|ing)?|start(?:ed|s|ing)?|kick(?:ed|s)?\s+off|"
            r"launch(?:ed|es)|h[oe]ld(?:s|ing)?|conduct(?:ed|s|ing)?|conclud(?:ed|es)|end(?:ed|s)|ran|"
            r"runs?|flew|fl(?:y|ies|ying)|"
            r"stag(?:ed|es|ing)|carr(?:y|ied)\s+out|t[ao]ken?\s+part|taking\s+part|participat\w+|"
            r"wrapp?ed\s+up|under\s+way|underway|train(?:ed|ing)|finish(?:ed|es)|complet(?:ed|es)|"
            r"will\s+be\s+held|sail(?:ed|s)|join(?:ed|s)?)\b",
            text,
            re.IGNORECASE,
        )
    return False


def find_place(text: str, mentions: Sequence[Mention], start: int, story: Story, kind: str) -> str:
    """Return the place as the sentence names it, "" if it names none."""
    if kind in ("leader_call",):
        return ""
    near = [
        m
        for m in mentions
        if m.is_place
        and m.prep in ("in", "at", "near", "off", "around", "outside")
        and m.kind in ("place", "state", "sea")
        and m.name
    ]
    cities = [
        m
        for m in near
        if m.kind == "place"
        or (
            m.kind == "state" and gazetteer().entries[key(m.name)].kind == "capital"
            if key(m.name) in gazetteer().entries
            else False
        )
    ]
    if cities:
        return min(cities, key=lambda m: abs(m.start - start)).name
    if kind in ("leader_visit", "ministerial_visit"):
        towards = [
            m for m in mentions if m.is_place and m.prep in ("to", "for") and m.name and m.start > start
        ]
        towards = [
            m
            for m in towards
            if m.kind == "place"
            or (key(m.name) in gazetteer().entries and gazetteer().entries[key(m.name)].kind == "capital")
        ]
        if towards:
            return towards[0].name
    seas = [m for m in near if m.kind == "sea"]
    return seas[0].name if seas and kind in ("incident", "joint_exercise", "conflict") else ""
