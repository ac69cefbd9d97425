"""By rule: the acts that the triggers of a sentence tell, and what looks like one and is none."""

import re
from collections.abc import Iterator, Sequence

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.dating import date_act
from etl.coding.days.date_words import DateExpression
from etl.coding.grammar import modality, roles
from etl.coding.grammar.acts import Act, acts, keys
from etl.coding.rules.parties import parties_of
from etl.coding.story.belonging import is_of_others
from etl.coding.story.candidates import Candidate
from etl.coding.story.contrary import drills_alone, tells_contrary
from etl.coding.story.lists import MEET
from etl.coding.story.state import State
from etl.coding.story.timing import verb_at
from etl.coding.text.sentences import Story
from etl.coding.who.mentions import Mention


def read_by_rule(
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
    refused: set[str],
) -> Iterator[Candidate]:
    """Yield the acts that triggers tell; to `refused` come the types of what only looks like one."""
    text = story.sentences[number].text
    taken: list[tuple[str, int, int]] = []
    for place in keys().candidates(f" {text.casefold()}"):
        act = acts()[place]
        for match in act.pattern.finditer(text):
            if any(t == act.type and match.start() < b and a < match.end() for t, a, b in taken):
                continue
            for candidate in _read_act(act, match, story, number, mentions, expressions, state, refused):
                taken.append((act.type, match.start(), match.end()))
                yield candidate


def _read_act(
    act: Act,
    match: re.Match[str],
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: State,
    refused: set[str],
) -> Iterator[Candidate]:
    sentence = story.sentences[number]
    text = sentence.text
    start, end = verb_at(match), match.end()
    if _is_figure_of_speech(act, text, start, end):
        refused.add(act.type)
        return
    after = _AFTER_IT.match(match.group())
    verdict = modality.judge(
        text,
        start + after.end() if after else start,
        end,
        agreed_counts=act.agreed_counts,
        inner_counts=act.inner_counts,
    )
    if verdict == "future" and act.type in MEET and _is_where_agreed(text, match, start):
        verdict = "real"
    if verdict == "unreal":
        refused.add(act.type)
        return
    if (
        re.search(
            r"\b(?:anniversary\s+of|\d+\s+years\s+(?:of|since))\s+(?:\w+\s+){0,5}$",
            text[max(0, match.start() - 60) : match.start()],
        )
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
    if (act.needs_date and not expressions and not state.label) or (act.needs_lead and not sentence.is_lead):
        return
    if act.type == "agreement_signed" and not expressions and _CARRIED_OUT.search(text, 0, start):
        refused.add(act.type)
        return  # "discussed the implementation of the agreements signed during recent visits"
    if act.frame in ("visit", "visited", "meet", "call") and _is_of_former(mentions, start):
        refused.add(act.type)
        return
    is_arrest = act.type == "incident" and re.match(
        r"(?:arrested|detained|jailed)\s*$", match.group(), re.IGNORECASE
    )
    if is_arrest and not any(m.kind == "state" for m in roles.subjects(text, mentions, start)):
        refused.add(act.type)
        return  # policemen arrest thieves; "Tehran arrested" somebody is an act between states
    if _LONG_AFTER.search(text[:start]):
        return
    is_cause = _CAUSE.search(text[modality.clause_start(text, start) : start]) is not None
    is_answered = act.type.endswith("_visit") and _RETURNED_FOR.search(text, 0, start) is not None
    is_cause = is_cause or is_answered or _BY_NAME.match(match.group()) is not None
    parties = list(parties_of(act, match, text, mentions, state))
    if act.needs_state:
        named = {iso for m in mentions for iso in m.isos}
        parties = [p for p in parties if p.recipient in named]
    if any(m.kind == "org" and m.head != "court" and 0 <= m.start - end < _REACH for m in mentions):
        # "sanctions against the EU": done to the Union, not to the state that the story is at.
        inside = {iso for m in mentions for iso in m.isos}
        parties = [p for p in parties if p.recipient in inside or EVENT_TYPES[p.type or act.type].is_mutual]
    if act.type in MEET and _IN_A_NAME.search(text[max(0, match.start() - 90) : match.start()]):
        return
    if act.type in MEET:
        parties = [p for p in parties if not is_of_others(text, start, (p.actor, p.recipient), mentions)]
    found = [
        one
        for party in parties
        for one in date_act(
            act, match, story, number, mentions, expressions, party, verdict, state, is_cause=is_cause
        )
    ]
    if is_answered and not found:
        refused |= {"leader_visit", "ministerial_visit"}
    yield from found


def _is_of_former(mentions: Sequence[Mention], start: int) -> bool:
    """True where somebody who speaks for no state any more travels or meets: "former President X met Y"."""
    before = [m for m in mentions if m.end <= start and m.kind in ("person", "he", "pair", "they")]
    return bool(before) and before[-1].is_former


_IN_A_NAME = re.compile(
    r"\b(?:Memorandum\s+of\s+Understanding|MoU|Agreement|Protocol|Treaty)\s+(?:on|for|concerning)\s+"
    r"(?:[\w-]+\s+){0,6}$"
)
"""Before talks that only the name of a pact tells of: "the Agreement on the Establishment of Talks"."""
_YEARS_OF = re.compile(r"\b(?:years|months|decades)\s+of\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""Before talks of no day: "the treaty was signed after years of talks"."""
_AGREED = re.compile(r"\b(?:agreed|decided|resolved|pledged|vowed)\b", re.IGNORECASE)
_AT_TALKS = re.compile(r"(?:at|during|after)\s+(?:an?|the|their|his|her)\s", re.IGNORECASE)


def _is_where_agreed(text: str, match: re.Match[str], start: int) -> bool:
    """True for talks at which something was agreed: "agreed on Friday to trade more at a summit"."""
    before = text[modality.clause_start(text, start) : start]
    is_there = _AT_TALKS.match(match.group()) or _AT_TALKS.match(text[max(0, start - 10) : start].lstrip())
    return bool(is_there) and _AGREED.search(before) is not None and not modality.has_future(before)


_REACH = 40
_CARRIED_OUT = re.compile(
    r"\b(?:implement\w*|fulfil\w*|execution|reali[sz]ation|follow-?up|compliance)\s+(?:of|on|to|with)?\s*(?:[\w-]+\s+){0,4}?"
    r"(?:agreements|accords|understandings|documents|treaties)\b[^;.]*$",
    re.IGNORECASE,
)
"""Before the signing of pacts that are spoken of."""


_ADJECTIVE_BEFORE = re.compile(
    r"\b(?:\d+|the|an?|two|three|four|five|six|seven|eight|nine|ten|of|all|more|some|other)\s+$"
)
_OF_PACT = re.compile(r"\s*(?:[\w-]+\s+){0,4}?(?:accords?|treat(?:y|ies)|pacts?|agreements?|convention)\b")
_BROKEN_OFF = re.compile(
    r"\b(?:suspend|cancel|halt|fr[eo]e?z|froze|postpon|called\s+off|broke\s+off|paus|skipp|scrapp)\w*\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"^[^.;]{0,110}\b(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:\w+ly\s+)?(?:dropped|cancell?ed|called\s+off|scrapped|"
    r"shelved|abandoned|aborted|put\s+off\b"
    + modality.NOT_TO_A_DAY
    + r"|postponed\b"
    + modality.NOT_TO_A_DAY
    + r")"
)
_AFTER_IT = re.compile(r"(?:after|following)\s+", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:in\s+(?:response|retaliation|reply|answer|protest|reaction)\s+(?:to|for|at)|because\s+of|"
    r"(?:in|on|at)\s+the\s+(?:wake|heels)\s+of|(?:days|weeks|months)\s+after)\s+[^,;]{0,70}$",
    re.IGNORECASE,
)
_RETURNED_FOR = re.compile(
    r"\b(?:reciprocat\w*|reciprocal|in\s+return\s+for|following|follows)\b[^;]{0,60}?['’]s?\s+(?:[\w-]+\s+){0,2}"
    r"(?:(?:visit|trip)\b[^,;]{0,80})?$",
    re.IGNORECASE,
)
"""Before an earlier visit that a visit answers: its day is not that of the answer."""
_BY_NAME = re.compile(r"(?:invasion|occupation|annexation)\b", re.IGNORECASE)
"""What is named, not told, has no day but one beside it: "sanctions over Russia's invasion of Ukraine"."""
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
_FIRM = re.compile(
    r"\b(?:Engineering|Construction|Group|Corp(?:oration)?|Company|Co|Ltd|Limited|Inc|Holdings?|Industries|Motors?|Electric|"
    r"Electronics|Steel|Airlines|Airways|Petroleum|Petrochemicals|Energy|Shipbuilding|Shipyard|Bank|Telecom)\.?\s+"
    r"(?:(?:has|have|had|also|just|today|yesterday)\s+){0,3}$"
)
"""A firm before the verb: what it signs is a contract of its own."""
_BY_FIRMS = re.compile(
    r"[^.;]{0,60}?\bby\s+(?:the\s+)?(?:two\s+)?(?:chief\s+executives?|CEOs?|chair(?:men|man|woman)|compan(?:y|ies)|"
    r"firms|universit(?:y|ies)|rectors?|mayors?|clubs?|chambers?)\b",
    re.IGNORECASE,
)
_CRIME = re.compile(
    r"\b(?:stolen|steal\w*|theft|thie(?:f|ves)|robber\w*|burglar\w*|drugs?|narcotics|fraud\w*|murder\w*|rape|scam\w*|"
    r"online\s+gambling|overstay\w*|pickpocket\w*|drunk\w*|stabb\w*)\b",
    re.IGNORECASE,
)
_DRILLS = re.compile(r"\b(?:drills?|exercises?|war\s?games?|maneuvers|manoeuvres)\b", re.IGNORECASE)
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
    if act.type in MEET and _YEARS_OF.search(text[max(0, start - 40) : start]):
        return True
    if act.frame == "meet" and re.search(r"\brequest(?:ed|s)\b", text[max(0, start - 30) : end]):
        return True
    if act.type == "conflict" and re.search(
        r"\bballistic\b(?![^.;]{0,30}\b(?:at|on|against)\s+[A-Z])|\btest-?(?:fir|launch)|\b(?:into|towards?)\s+(?:the\s+)?(?:[\w-]+\s+)?(?:Sea|sea|waters)\b",
        text,
    ):
        return True
    is_met = act.frame in ("visit", "visited", "meet") or act.type in MEET
    if is_met and _DROPPED.search(text[end : end + 150]):
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
    if act.type == "leader_call" and modality.is_not_answered(text):
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
        r"\b(?:negotiations|talks|discussions|work|plans?)\s+(?:on|towards?|over|about|for|to)\b|"
        r"\bcancell?\w*\s+(?:\w+\s+){0,2}?signing\s+of\b",
        text[start:end],
    ):
        return True
    if act.frame == "meet":
        near = text[max(0, start - 30) : end + 30]
        if _FIGURES.search(near):
            return True
    if act.type.startswith("agreement") and re.search(
        r"\b(?:twin|sister)[\s-]cit(?:y|ies)\b", text, re.IGNORECASE
    ):
        return True
    if act.type.startswith("agreement") and _FIRM.search(text[max(0, start - 50) : start]):
        return True
    if act.type.startswith("agreement") and _BY_FIRMS.match(text, end):
        return True
    if act.type.startswith("agreement") and _BUSINESS.search(text[start : end + 12]):
        return True
    if (
        act.type == "incident"
        and re.match(r"arrest|detain", text[start:end], re.IGNORECASE)
        and _CRIME.search(text)
    ):
        return True
    if act.type == "incident" and _DRILLS.search(text, start, end) and not drills_alone(text):
        return True
    if act.type == "conflict" and _SUBJECT_OF_TALK.search(text[:start]):
        return True  # "summoned the envoy over the shelling of a post"
    at_court = act.type == "protest" and "complaint" in text[start:end]
    if at_court and re.search(r"\b(?:WTO|World\s+Trade|ICJ|court|tribunal|ICAO)\b", text, re.IGNORECASE):
        return True
    if act.type == "protest" and _COURT_CASE.search(text[:start]):
        return True
    if act.type == "dispute" and tells_contrary(act.type, text):
        return True
    if act.type in ("aid", "sanction") and "sanctions" in text and tells_contrary(act.type, text):
        return True  # "granted sanctions relief"
    if act.type == "joint_exercise":
        return not re.search(
            r"\b(?:beg[iau]n|began|begins?|open(?:ed|s|ing)?|start(?:ed|s|ing)?|kick(?:ed|s)?\s+off|"
            r"launch(?:ed|es)|h[oe]ld(?:s|ing)?|conduct(?:ed|s|ing)?|conclud(?:ed|es)|end(?:ed|s)|ran|"
            r"runs?|flew|fl(?:y|ies|ying)|"
            r"stag(?:ed|es|ing)|carr(?:y|ied)\s+out|undert(?:ook|ake\w*)|practi[cs]\w+|rehears\w+|exercis(?:ed|ing)|t(?:ook|akes?|aken|aking)\s+part|participat\w+|"
            r"wrapp?ed\s+up|under\s+way|underway|train(?:ed|ing)|finish(?:ed|es)|complet(?:ed|es)|"
            r"will\s+be\s+held|sail(?:ed|s)|join(?:ed|s)?)\b",
            text,
            re.IGNORECASE,
        )
    return False
