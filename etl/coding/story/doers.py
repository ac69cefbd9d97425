"""Doers: who did it where the words turn it round: an envoy is summoned, or sent away, by his host."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from etl.coding.story.candidates import Candidate
from etl.coding.story.contrary import drills_alone
from etl.coding.story.lists import MEET
from etl.coding.story.releases import by_its_holder
from etl.coding.who.mentions import Mention

_ENVOY = re.compile(
    r"\b(?:ambassador|envoy|charg[eé]|diplomat|consul|attach[eé]|commissioner)", re.IGNORECASE
)
_SUMMONS = re.compile(r"\b(?:summon(?:ed|s|ing)?|called\s+in|hauled\s+in)\s+(?:the\s+)?$", re.IGNORECASE)
_SENT_AWAY = re.compile(
    r"\b(?:ambassador|envoy|charg[eé](?:\s+d['’]affaires)?|high\s+commissioner|consul|diplomat|attach[eé]|advis[eo]r|counsell?or|"
    r"(?:embassy|consular|diplomatic)\s+(?:staff|official|officer|employee|personnel))s?\s+(?:to|in)\s+"
    r"(?:the\s+)?(?:[A-Z][\w'’-]+\s+){1,3}(?:(?:has|have|had)\s+been|was|were|is|are)\s+(?:\w+ly\s+|also\s+|then\s+)?"
    r"(?:(?:told|given|ordered|asked)\b[^.;]{0,60}?\b(?:to\s+(?:leave|quit|depart|be\s+(?:gone|out))|hours|days)\b|expelled\b|declared\s+(?:an?\s+)?"
    r"(?:persona|undesirable|unwelcome)|(?:handed|given)\s+(?:his|her)\s+passports?\b)"
)
"""Of an envoy whom the host sends away: "Peru's ambassador to Quito was given 72 hours to leave"."""
_HEAD = re.compile(r"\b(?:ambassador|high\s+commissioner|charg[eé]|envoy)\b", re.IGNORECASE)
_SENDS_AWAY = re.compile(
    r"(?<!\bthe\s)\b(?:expel(?:s|led|ling)?|kick(?:s|ed|ing)\s+out|thr(?:ows|ew|owing)\s+out|order(?:s|ed|ing)\s+out)\s+"
    r"(?:(?:the|its|then|a|an|former)[\s-]+|[a-z\d]+\s+){0,3}$"
)
"""Before the envoy whom his host sends away: "after Mwangi, a judge, expelled then Danish Ambassador X"."""
_STEP_TOO = re.compile(
    r"\b(?:clos|shut|recall|withdr[ae]w|order|expel|expul|retaliat|respon|sever|declar|halv|reduc)\w*",
    re.IGNORECASE,
)
"""A step of his own before it: "A closed B's consulate after B expelled A's diplomats"."""
_NAME = 40
"""Letters behind an envoy in which his own name may stand."""
_OTHER_STEP = re.compile(r"\b(?:recall|withdr[ae]w|expel|sever|broke|cut)\w*", re.IGNORECASE)
"""A second such step in the sentence: "recalled its envoy after its diplomats in Peru were expelled"."""
_WITHDRAWAL_OF = re.compile(
    r"^(?!.*\b(?:order|demand|request|ask|insist)\w*).*\b(?:withdrawal|recall(?:ing)?)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before the envoy of who calls him home: "regrets the withdrawal of the Albanian ambassador"."""
_BLAMED = re.compile(
    r"\b(?:censur|condemn|criticis|criticiz|blam|rebuk|denounc|reproach|fault)\w*\s[^,;]{2,60}?\sfor\s+(?:\w+ly\s+|having\s+)?"
    r"(?:clos|shut|ban|bar|block|impos|suspend|halt|stopp|lift|eas|re-?open)\w*\b",
    re.IGNORECASE,
)
"""What somebody is blamed for is told without its day."""
_IN_GOODS = frozenset(("sanction", "sanction_lifted"))
_HOME = re.compile(
    r"\b(?:return(?:s|ed|ing)?|go(?:es|ing)?\s+back|went\s+back|fl(?:y|ies|ew|ying)\s+(?:back|home)|left|leaves?|heads?|headed)\s+(?:back\s+|home\s+)?"
    r"(?:to|for)\s+(?:the\s+)?$"
)
"""Before one's own state, or its capital."""


_OPPOSED = re.compile(
    r"\b(?:oppos|condemn|criticis|criticiz|denounc|reject|protest|deplor|slam|decri|regret|lament|resent)\w*\s[^.;,]{0,50}?"
    r"(?:['’]s?|\b(?-i:[A-Z])[\w.]+|\b(?:its|their|the))\s+(?:[a-z]\w+\s+){0,2}?"
    r"(?:decisions?|moves?|steps?|plans?|orders?)\s+(?:(?:of|by)\s+(?:the\s+)?[\w.]+\s+)?to\s+"
    r"(?:clos|shut|ban|bar|block|impos|suspend|halt|stop|lift|eas|re-?open|restrict|curb|cut|slap|expel|recall|withdraw|sever)\w*\b",
    re.IGNORECASE,
)
"""What another has decided, for which he is blamed: it has no day of its own here."""
_AND_DID = re.compile(r"\b(?:and|after|by|before)\s+(?:(?:has|had|have|also|then)\s+)*\w+(?:ed|ing)\b")
"""Behind that, what who blames did himself: "condemned its decision to ban X and recalled its envoy"."""
_DECIDED = _IN_GOODS | {"agreement_withdrawn", "diplomatic_rupture"}


def is_only_blamed(candidate: Candidate, text: str) -> bool:
    """True for what a state blames another for: "Colombia censured Venezuela for closing the border"."""
    if candidate.type in _IN_GOODS and _BLAMED.search(text) is not None:
        return True
    opposed = _OPPOSED.search(text) if candidate.type in _DECIDED else None
    return opposed is not None and _AND_DID.search(text, opposed.end()) is None


def is_on_the_way_home(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a "visit" of who returns to his own state, in a sentence that names no other to go to."""
    if not candidate.type.endswith("_visit"):
        return False
    home = any(
        candidate.actor in m.isos and _HOME.search(text, 0, m.start)
        for m in mentions
        if not m.name or m.kind != "person"
    )
    return home and not any(candidate.recipient in m.isos for m in mentions)


_I_SAW = re.compile(
    r"\bI\s+(?:have\s+|had\s+|also\s+|then\s+|recently\s+)?(?:visited|met|travel+ed|flew|went|had|held|spoke|discussed|saw|called)\b"
)


def is_of_the_speaker(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for two of whom somebody unnamed tells: "I visited A, B and C" is no visit of A to B."""
    told = _I_SAW.search(text) if candidate.type in MEET or candidate.type.endswith("_visit") else None
    if told is None:
        return False
    seen = {iso for m in mentions if m.start > told.start() for iso in m.isos}
    ahead = {iso for m in mentions if m.start <= told.start() and m.kind != "place" for iso in m.isos}
    return not {candidate.actor, candidate.recipient} & (ahead - seen)


_SEAT = (
    r"(?:Downing\s+Street|N(?:umber|o\.?)\s+10|Chequers|White\s+House|Oval\s+Office|[EÉ]lys[ée]e|Kremlin|Chancellery|"
    r"Bellevue\s+Palace|Quirinale?|Palazzo\s+Chigi|Chigi\s+Palace|Moncloa|Zarzuela|Ak\s?orda|Blue\s+House|Malaca[nñ]ang|"
    r"Rashtrapati\s+Bhavan|Hyderabad\s+House|Casa\s+Rosada|Planalto|(?:Presidential|Royal)\s+Palace|State\s+House)\b"
)
"""Where heads of state and government receive."""
_PLAIN = {
    "summit": re.compile(
        rf"\b(?:welcom|receiv|host)(?:ed|es|ing)\s[^.;]{{4,110}}?\b(?:to|at|in)\s+(?:the\s+|his\s+|her\s+)?{_SEAT}"
    ),
    "sanction": re.compile(
        r"\b(?:revok|rescind|withdr[ae]w|cancel|terminat)\w*\s+(?:[\w-]+\s+){0,4}?(?:waivers?|exemptions?)\b|"
        r"\b(?:sanctions|tariffs?|duties|bans?|restrictions|curbs)\s+(?:on|against)\s[^.;,]{3,60}?"
        r"\b(?:t(?:ook|akes?|aken)\s+effect|(?:c[ao]mes?|went|goes?|entered)\s+into\s+(?:effect|force))\b|"
        r"\b(?:extend|prolong|renew)(?:ed|s)?\s+(?:(?:on\s+)?\w+day\s+)?(?:its|the|all|an?)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:sanctions|embargo|bans?|restrictions)\s+(?:on|against)\b"
    ),
    "sanction_lifted": re.compile(
        r"\bvisa-free\b|\bsanctions\s+(?:relief|waivers?)\s+(?:for|to)\b|\b(?:abolish|scrap|lift|waiv|drop|remov)\w*\s+(?:[\w-]+\s+){0,2}?visas?\b",
        re.IGNORECASE,
    ),
    "ministerial_visit": re.compile(
        r"\b(?:President|King|Emir|Sultan|Premier|Prime\s+Minister|Crown\s+Prince|Majesty|Highness|Chancellor)\b[^.;]{0,80}?"
        r"\breceived\s[^.;]{0,60}?(?:Minister|Secretary\s+of\s+State)\b|,\s+who\s+(?:had\s+)?(?:arrived|landed)\s+in\s+[A-Z]|"
        r"\bdelegation\b[^.;]{0,60}?\s(?:led|headed)\s+by\s[^.;]{0,50}?(?:[Mm]inister|Secretary\s+of\s+State)\b"
    ),
    "ministerial_meeting": re.compile(
        r"\bjoint\s+(?:\w+\s+){0,2}?ministerial\s+(?:commission|committee)\b", re.IGNORECASE
    ),
    "protest": re.compile(
        r"\b[Cc]ensur(?:ed|es)\b|\bregrets?\b[^;]*\b(?:unfounded|unjustified|disproportionate|unacceptable)\b|\b(?:opposes|opposed|rejects|rejected|condemns)\s+(?:the\s+)?[A-Z][\w.-]*(?:\s[\w.-]+){0,3}?['’]s?\s+"
        r"(?:[\w-]+\s+){0,3}?(?:attempts?|decisions?|orders?|moves?|steps?|actions|measures?|statements?|remarks?)\b"
    ),
    "concession": re.compile(
        r"\bthank(?:s|ed)?\s[^.;]{0,40}?\bfor\s+working\s+with\b|\b(?:held|detained|jailed|imprisoned)\s+(?:\w+\s+)?(?:in|by)\s"
        r"[^.;]{3,60}?\b(?:was|were|been)\s+(?:freed|released|pardoned)\b"
    ),
    "arms_transfer": re.compile(r"\bt(?:ook|aken|akes)\s+(?:delivery|possession)\s+of\b", re.IGNORECASE),
    "aid": re.compile(
        r"\b(?:allocated|earmarked|set\s+aside)\s+(?:[\w$€£¥]+\s+){0,3}?[A-Z$€£¥]{0,4}\d|"
        r"\bsent\s+(?:an?\s+)?(?:[\w-]+\s+){1,4}(?:teams?|planes?|flights?|trucks?)\s+each\b",
        re.IGNORECASE,
    ),
    "diplomatic_rupture": re.compile(r"\b(?:handed|given)\s+(?:his|her|their)\s+passports?\b", re.IGNORECASE),
}
"""Words that tell an act by themselves, though others beside them mostly tell its contrary, or none."""


def names_only_partners(mentions: Sequence[Mention]) -> bool:
    """True where all states of a sentence are partners of one that it does not name: "with A, with B"."""
    named = [m for m in mentions if m.isos and m.kind != "place"]
    return len({iso for m in named for iso in m.isos}) > 1 and all(m.prep == "with" for m in named)


def is_told_plainly(kind: str, text: str) -> bool:
    """True for "scrapped visas for Georgians" as a restriction lifted, or drills as a show of force."""
    if kind == "incident" and drills_alone(text):
        return True
    return kind in _PLAIN and _PLAIN[kind].search(text) is not None


_THE_STEP = re.compile(
    r"\bthe\s+(?:step|move|decision|measures?|sanctions|bans?|expulsions?|tariffs?|listing)\b", re.IGNORECASE
)


def is_over_the_step(candidate: Candidate, text: str, last: Candidate | None) -> bool:
    """True for a protest over what the other was just told to have done: "told him that the step was ..."."""
    is_answer = (
        last is not None
        and 0 <= candidate.sentence - last.sentence <= 1
        and (candidate.actor, candidate.recipient) == (last.recipient, last.actor)
    )
    return candidate.type == "protest" and is_answer and _THE_STEP.search(text) is not None


_CALLED_TO = re.compile(r"\b(?:summoned|called(?:\s+in)?)\s+to\s+the\s+$")
_A_MINISTRY = re.compile(
    r"\s+(?:[Mm]inistry|[Ff]oreign\s+(?:[Mm]inistry|[Oo]ffice)|[Mm]inistry\s+of\s+[Ff]oreign)\b"
)


def is_called_there(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a protest of who called the envoy in: "was summoned to the Greek Foreign Ministry"."""
    return candidate.type == "protest" and any(
        candidate.actor in m.isos
        and _CALLED_TO.search(text[max(0, m.start - 30) : m.start])
        and _A_MINISTRY.match(text, m.end)
        for m in mentions
    )


def _turned(candidate: Candidate) -> Candidate:
    return replace(candidate, actor=candidate.recipient, recipient=candidate.actor)


_RELIEF_FOR = re.compile(
    r"\b(?:sanctions\s+(?:relief|waivers?)|relief\s+from\s+(?:[\w-]+\s+){0,2}?sanctions)\s+(?:for|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before whom it is granted."""
_SAYS = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}?(?:\([\w.]+\)\s+)?(?:also\s+|has\s+|have\s+)?(?:said|says|reported|reports|claimed|claims|alleged|announced|stated)\s+"
    r"(?:on\s+\w+day\s+|yesterday\s+|today\s+|late\s+|earlier\s+){0,2}(?:that\s+)?(?:the\s+|an?\s+)?"
)
"""Between who tells and who did it: "Peru's navy said on Monday that Chilean boats rammed one of its own"."""
_SUFFERS = re.compile(r"[^,;.]{0,40}\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|hit|shot)\b")


def _by_whose_arms(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> Candidate:
    """Return an incident by whose arms it was, though another tells of it."""
    named = [m for m in mentions if m.iso]
    for one, other in pairwise(named):
        is_teller = (other.iso, one.iso) == (candidate.recipient, candidate.actor)
        is_told = is_teller and _SAYS.fullmatch(text, one.end, other.start) is not None
        if is_told and _SUFFERS.match(text, other.end) is None:
            return _turned(candidate)
    return candidate


_VISITING = re.compile(r"\b(?:his|her|their|its|the)\s+visiting\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


def _by_the_guest(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> Candidate:
    """Return a visit by who is told to be visiting: "X and his visiting Malaysian counterpart"."""
    guests = {m.iso for m in mentions if m.kind == "person" and _VISITING.search(text, 0, m.start)}
    is_turned = candidate.recipient in guests and candidate.actor not in guests
    return _turned(candidate) if is_turned else candidate


_WAS_IMPOSED = re.compile(
    r"\b[Tt]h(?:e|at|is|ose)\s+(?:[\w-]+\s+)?(?:ban|bar|tariffs?|dut(?:y|ies)|sanctions|embargo|restrictions?|curbs?|halt|measures?|closure)\s+"
    r"(?:was|were|had\s+been|came)\s+(?:\w+ly\s+|first\s+)?(?:imposed|introduced|adopted|announced|brought\s+in|put\s+in\s+place)\b"
    r"(?![^,;]{0,60}\bby\b)"
)


_DETECTED = re.compile(
    r"(?:\w+\s+){0,6}?(?:(?:said|says)\s+(?:(?:that\s+)?it\s+)?)?(?:had\s+|has\s+)?(?:detected|spotted|sighted|tracked|observed)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:aircraft|planes|warplanes|jets|vessels|warships|ships|boats|drones|balloons|bombers|submarines?)\b"
)
"""Behind who saw the other's ships and planes: "Japan said it had tracked four Chinese vessels"."""
_SHOT_DEAD = re.compile(r"\b(?:killed|killing|shot|gunned\s+down)\b", re.IGNORECASE)
_UNARMED = re.compile(
    r"\b(?:fisher(?:men|folk)|villagers?|migrants?|civilians?|refugees|farmers?|herders?|herdsmen|shepherds?|citizens?|nationals?|"
    r"smugglers?|poachers?|traders?|workers?|men|women|children|teenagers?)\b",
    re.IGNORECASE,
)
_FOUGHT_OVER = re.compile(
    r"\b(?:missiles?|drones?|shell\w*|rockets?|(?:air)?strikes?|bomb\w*|artillery|clash\w*|fight\w*|fought|battle\w*|war|attack\w*|"
    r"offensive|raid\w*|exchang\w*|fired\s+back|soldiers\s+(?:were\s+)?(?:killed|died))\b",
    re.IGNORECASE,
)
"""Where an army shoots those who bear no arms, nobody clashed with it."""
_BESIDE = 14
_LAID_HANDS_ON = re.compile(
    r"\b(?:seiz|detain|arrest|board|captur|ramm|fired|shot|intercept|expel|chas)\w*\b", re.IGNORECASE
)


def by_its_doer(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None = None
) -> Candidate:
    """Return an act with who did it as its actor where the words turn it round.

    A protest for which the envoy summoned is the doer's own: nobody summons his own. An expulsion of which
    the sentence names the envoy sent away first. A release by another than who is thanked for it. A ban whose
    end the sentence before told: who ended it had imposed it. Ships and planes are not his who detects them.

    Args:
        last: The last act of one state on another that the story told before.
    """
    by_doer = _BY_DOER.get(candidate.type)
    if by_doer is not None:
        return by_doer(candidate, text, mentions, last)
    if candidate.type.endswith("_visit") and "visiting" in text:
        return _by_the_guest(candidate, text, mentions)
    if candidate.type.endswith("_visit") and _VISIT_OF.match(text):
        # "Visit of A. Holm, Secretary of State, Kingdom of Norway": the one state of a title is the guest's.
        named = {iso for m in mentions for iso in m.isos}
        to = any(m.prep in ("to", "in") for m in mentions)
        return _turned(candidate) if named == {candidate.recipient} and not to else candidate
    return candidate


_VISIT_OF = re.compile(r"(?:[A-Z][\w-]*\s+){0,3}Visit\s+(?:of|by)\s")
_AFTER = re.compile(r"\bafter\s+(?:the\s+)?$", re.IGNORECASE)
_IMPOSED = re.compile(
    r"(?:['’]s?\s+[\w-]+)?\s+(?:had\s+|has\s+)?(?:impos|slapp|bann|block|halt|clos|suspend|restrict|levi|raised|doubl|shut)\w*\b"
)


def _is_answered(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for what the recipient imposed: "A recalled its envoy, hours after B imposed a tariff"."""
    doer = next(
        (
            m
            for m in mentions
            if m.iso and _AFTER.search(text, 0, m.start) is not None and _IMPOSED.match(text, m.end)
        ),
        None,
    )
    if doer is None or doer.iso != candidate.recipient:
        return False
    return _IMPOSED.search(text, 0, doer.start) is None


def _by_who_imposed_it(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    if _is_answered(candidate, text, mentions):
        return _turned(candidate)
    is_of_it = last is not None and last.type == "sanction_lifted" and candidate.sentence - last.sentence == 1
    if last is None or not is_of_it or not _WAS_IMPOSED.match(text):
        return candidate
    is_turned = (candidate.actor, candidate.recipient) == (last.recipient, last.actor)
    return _turned(candidate) if is_turned else candidate


_DREW = re.compile(
    r"\b(?:dr[ae]w|prompt|spark|trigger|provok|elicit|rais|caus)\w*\s+(?:[\w-]+\s+){0,4}?(?:protests?|condemnations?|criticism|"
    r"rebukes?|complaints?|denunciations?|objections?|warnings?)\s+(?:from|by)\s+(?:the\s+)?$"
)
"""Before who protests against what somebody else did: "drew a protest from Oslo"."""


def _by_whom_it_drew(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    if candidate.type == "protest":
        candidate = _by_who_summoned(candidate, text, mentions, last)
    is_turned = any(m.iso == candidate.recipient and _DREW.search(text, 0, m.start) for m in mentions)
    return _turned(candidate) if is_turned else candidate


def _by_who_summoned(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    is_own = any(
        _SUMMONS.search(text[: m.start]) and _ENVOY.search(text, m.start, m.end + 30)
        for m in mentions
        if m.iso == candidate.actor
    )
    return _turned(candidate) if is_own else candidate


def _by_who_shot(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    if _SHOT_DEAD.search(text) and not _FOUGHT_OVER.search(text):
        victims = {m.iso for m in mentions if _UNARMED.search(text, m.start, m.end + _BESIDE)}
        hurt = victims & {candidate.actor, candidate.recipient}
        if len(hurt) == 1:
            doer = next(iso for iso in (candidate.actor, candidate.recipient) if iso not in hurt)
            return replace(candidate, type="incident", actor=doer, recipient=hurt.pop())
    return _by_whose_arms(candidate, text, mentions)


def _by_who_was_seen(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    is_seen = any(candidate.actor in m.isos and _DETECTED.match(text, m.end + 1) for m in mentions)
    if is_seen and not _LAID_HANDS_ON.search(text):
        return _turned(candidate)
    return _by_whose_arms(candidate, text, mentions)


def _by_whose_envoy(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    if any(
        m.iso == candidate.recipient
        and _WITHDRAWAL_OF.search(text[: m.start])
        and _ENVOY.search(text, m.start, m.end + 30)
        for m in mentions
    ):
        return _turned(candidate)
    expelled = [
        m
        for m in mentions
        if m.iso and _SENDS_AWAY.search(text, 0, m.start) and _HEAD.search(text, m.start, m.end + 30)
    ]
    is_his = any(m.iso == candidate.actor for m in expelled) and all(
        m.iso != candidate.recipient for m in expelled
    )
    behind = expelled[0].end if is_his else 0
    later = (m for m in mentions if m.start > behind + (0 if m.kind == "state" else _NAME))
    before = _SENDS_AWAY.sub("", text[: expelled[0].start]) if is_his else ""
    is_alone = is_his and _STEP_TOO.search(before) is None
    if is_alone and all(m.iso != candidate.actor for m in later):
        return _turned(candidate)
    told = _SENT_AWAY.search(text)
    span = told.span() if told else (0, 0)
    hosts = [m.iso for m in mentions if span[0] < m.start < span[1] and m.iso and m.prep in ("to", "in")]
    sent = [m.iso for m in mentions if m.start <= span[0] and m.iso and m.iso not in hosts]
    two = (hosts[0], sent[-1]) if hosts and sent else ("", "")
    is_turned = (candidate.recipient, candidate.actor) == two
    is_else = any(_OTHER_STEP.search(rest) for rest in (text[: span[0]], text[span[1] :]))
    return _turned(candidate) if is_turned and not is_else else candidate


def _by_who_grants_it(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    relieved = {m.iso for m in mentions if m.iso and _RELIEF_FOR.search(text, 0, m.start)}
    is_turned = candidate.actor in relieved and candidate.recipient not in relieved
    return _turned(candidate) if is_turned else candidate


def _by_who_let_go(
    candidate: Candidate, text: str, mentions: Sequence[Mention], last: Candidate | None
) -> Candidate:
    return by_its_holder(candidate, text, mentions)


_BY_DOER: Mapping[str, Callable[[Candidate, str, Sequence[Mention], Candidate | None], Candidate]] = (
    MappingProxyType(
        {
            "sanction": _by_who_imposed_it,
            "protest": _by_whom_it_drew,
            "threat": _by_whom_it_drew,
            "conflict": _by_who_shot,
            "incident": _by_who_was_seen,
            "diplomatic_rupture": _by_whose_envoy,
            "sanction_lifted": _by_who_grants_it,
            "concession": _by_who_let_go,
        }
    )
)
