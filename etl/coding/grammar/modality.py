"""Modality: whether a sentence asserts an act, plans it, denies it, or only plays with the thought."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Literal

from etl.coding.grammar.roles import ASIDE

Modality = Literal["real", "future", "unreal"]

_BOUNDARY = re.compile(
    r";|—|–\s|:\s|\bbut\b|\bwhile\b|\bwhereas\b|\bwhen\b|\bafter\b(?!\s+the\s+signing\b)|\bbefore\b(?!\s+the\s+signing\b)|\bbecause\b|\balthough\b|"
    r"\bthough\b|\buntil\b|"
    r",\s+(?=[A-Z][\w ]{2,40}\s+having\s)|"
    r",\s+(?:and\s+)?(?=(?:who|which|where|whose|whom)\b)|\bwho\b|\bwhich\b|,\s+and\s+(?=(?:he|she|it|"
    r"they|the|its|his|said|that|will|is|was)\b)|[“”\"]|"
    r",\s+(?=[a-z]+ing\b)|,\s+(?=(?:would|will|is|was|has|had|are|were)\b)|"
    r",\s+(?=(?:signed|concluded|struck|reached|lodged|filed|agreed|adopted|ratified|held)\b)|"
    r"(?<=treaty\s)that\b|(?<=pact\s)that\b|(?<=accord\s)that\b|(?<=agreement\s)that\b|(?<=deal\s)that\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|'ll|won't)\b|(?:\b(?:is|are|was|were|be)|(?:(?<=\bhe)|(?<=\bshe)|(?<=\bit)|(?<=\bwho)|(?<=\bthat)|(?<=here))['’]s)\s+"
    r"(?:\w+\s+)?(?:due|set(?!\s+(?:aside|free|up|back|out|down|off|alight|ablaze|upon|on\s+fire|at\s+liberty)\b)|scheduled|"
    r"slated|expected|awaited|foreseen|pencilled\s+in|fixed(?=\s+for\b)|about(?=\s+to\b)|poised|planned|preparing|planning|"
    r"going|bound(?=\s+(?:for|to)\b)|booked|likely|likewise\s+due)\b|\b(?:is|are)\s+(?:also\s+|then\s+|instead\s+|"
    r"now\s+)?to\s+(?!(?:blame|say|make\s+sure)\b)|\bdue\s+(?:to|in|on|here|back|at)\b|"
    r"\bscheduled\s+(?:to|for)\b|\bplans?\s+to\b|"
    r"\bexpects?\s+to\b|\bintend(?:s|ed|ing)?\s+to\b|"
    r"\bexpected\s+(?:to|in|on|here)\b|\bset\s+to\b|\bslated\s+(?:to|for)\b|\bupcoming\b|"
    r"\bforthcoming\b|\bwould\s+(?:instead\s+)?\w+|\bto\s+be\s+(?:held|signed)\b|"
    r"\bhas\s+(?:yet\s+)?to\s+|\bprepar(?:e|es|ing)\s+(?:for|to)\b|\bplanned\s+(?:for|visit|trip|talks|"
    r"meeting|summit)\b|\bpostponed\s+(?:to|until|till)\b|\bput\s+off\s+(?:to|until|till)\b|"
    r"\bannounced\s+plans\b|\bagreed\s+to\s+(?:meet|hold|visit)\b",
    re.IGNORECASE,
)
_NEAR = r"(?:\s+(?!instead\b)[\w'’-]+,?){0,5}\s*$"
"""A particle denies the verb a few words on: not one far off in the sentence, nor what is done instead."""
_PARTICLE = re.compile(
    rf"(?:\b(?:not|never|nor|neither|none|nothing|cannot)|n['’]t\b|\bno\b(?!\s+(?:longer|later|fewer|less)))"
    rf"{_NEAR}|\bwithout(?:\s+[\w'’-]+){{0,2}}\s*$",
    re.IGNORECASE,
)
_INNER_PARTICLE = re.compile(r"\b(?:not|never|no|without|nothing)\b|n['’]t\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|refus(?:ed|es|"
    r"ing|al)|declin(?:ed|es|ing)|fail(?:ed|s|ing)|"
    r"ruled?\s+out|stopped\s+short|rather\s+than|instead\s+of|far\s+from|called?\s+off|cancel(?:l?ed|s)|"
    r"scrapped|abandoned\s+plans|shelved|avoid(?:ed|s|ing)?|"
    r"(?<!\ba\s)(?<!\bthe\s)boycott(?:ed|s)?|put\s+on\s+ice|on\s+hold|fell\s+through|prevent(?:ed)?|"
    r"postponed\s+indefinitely)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\bhad\s+(?:planned|hoped|intended|wanted|been\s+(?:due|expected|set|scheduled))\s+to\b|"
    r"\b(?:if|unless|whether|unlikely|should|could|might|(?-i:may)|would\s+(?:have|like|love|be\s+(?:the|"
    r"ready|willing|prepared|glad|happy))|can|ought|"
    r"hop(?:e|es|ed|ing)\s+(?:to|for|that)|hoped[\s-]for|want(?:s|ed|ing)?(?:\s+\w+)?\s+to|look(?:s|ed|"
    r"ing)?\s+forward\s+to|interest(?:ed)?\s+in|(?:express(?:es|ed|ing)?|voic(?:ed|"
    r"es))\s+(?:\w+\s+)?(?:hope|readiness|willingness|desire)|readiness\s+to|ways\s+(?:to|of)|how\s+to|"
    r"with\s+a\s+view\s+to|need(?:s|ed)?\s+to|efforts?\s+to|in\s+order\s+to|wish(?:es|"
    r"ed)?\s+to(?!\s+(?:recall|inform|thank|express|note|announce))|seek(?:s|ing)?\s+to|sought\s+to|"
    r"aim(?:s|ed|ing)?\s+to|urg(?:e|es|ed|ing)|"
    r"call(?:s|ed|ing)?\s+(?:for|on|upon)\s+(?=\w+)|calls?\s+to|demand(?:s|ed|ing)?|ask(?:s|ed|"
    r"ing)?\s+(?:for|to|that|\w+\s+to)|request(?:s|ed)?\s+that|invit(?:e|es|ed|ing)|(?<!the\s)invitation|propos(?:e|es|"
    r"ed|ing|al)|"
    r"suggest(?:s|ed|ing)?|consider(?:s|ed|ing)?|think(?:s|ing)?\s+of|threat(?:en|ens|ened|ening)\s+[^,;]{1,40}?\bwith\b|threat(?:en|ens|ened|ening|"
    r"s)?(?:\s+\w+){0,4}?\s+(?:to|of|that)|offer(?:s|ed)?\s+to|ready\s+to|"
    r"willing\s+to|prepared\s+to|promis(?:e|es|ing)|(?<!the\s)(?<!its\s)(?<!\d\s)(?<!long-)promised|vow(?:s|ed)?|plead(?:s|ed)?|lobb(?:y|ied|ying)|"
    r"negotiat(?:e|es|ed|ing)\s+(?:a|an|the|to)|under\s+negotiation|"
    r"await(?:s|ing)?\s+ratification|possib(?:le|ly|ility)|potential(?:ly)?|rumou?r(?:s|ed)?|reportedly|"
    r"allegedly|unconfirmed|speculat(?:ion|ed|es|ing)|imagin(?:e|es|ed|ing)|suppos(?:e|ing)|"
    r"as\s+though|as\s+if|in\s+case|what\s+if|were\s+(?!\w+(?:ed|en|ne|ung|ut|id|ld|t)\s)\w+\s+to|once\s+\w+\s+(?:is|are)|pressing\s+for|"
    r"push(?:es|ed|ing)?\s+(?:for|to)|called\s+off|was\s+to\s+have|were\s+to\s+have|had\s+been\s+(?:due|"
    r"expected|scheduled|awaited|supposed)|"
    r"plans?\s+(?:for|of)(?!\s+(?:action|consultations?|cooperation|work)\b)|talk\s+of|discuss(?:ed|es|ing)?\s+(?:a\s+)?(?:possible|plans?|ways|"
    r"the\s+possibility)|work(?:s|ed|ing)?\s+(?:towards?|on)\s+(?:a|an|the)|"
    r"on\s+condition|pending|prior\s+to\s+any)\b",
    re.IGNORECASE,
)
_SENTENCE_UNREAL = re.compile(
    r"^[\"“‘']?(?:if|were|had|should|imagine|suppose|what\s+if|would|could|picture|let\s+us|perhaps|"
    r"maybe)\b|\?[\"”’']?\s*$|"
    r"\b(?:den(?:ied|ies|y)|dismiss(?:ed|es)|reject(?:ed|s)|refut(?:ed|es)|"
    r"rubbished)\b[^.;]{0,50}\b(?:reports?|claims?|rumou?rs?|suggestions?|allegations?|speculation|story)\b|"
    r"\b(?:reports?|claims?|rumou?rs?|story)\b[^.;]{0,120}\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:dismissed|"
    r"denied|rejected|refuted|false|fake|wrong|incorrect|mistaken|in\s+error|untrue|baseless|unfounded|fabricated|made\s+up)|"
    r"\b(?:wrongly|incorrectly|mistakenly|erroneously)\s+(?:said|stated|reported|claimed|wrote)\b|"
    r"\b(?:said|stated|reported|claimed|wrote)\s+(?:wrongly|incorrectly|mistakenly|erroneously|in\s+error)\b|"
    r"\b(?:social\s+media\s+claim|rumou?rs?\s+that|unconfirmed|made\s+up)\b|\bno\s+such\b|"
    r"\bclaimed\s+that\s+a\b",
    re.IGNORECASE,
)
_PARAGRAPH_UNREAL = re.compile(
    r"^[\"“‘']?(?:imagine|suppose|picture|what\s+if|let\s+us\s+(?:imagine|suppose))\b", re.IGNORECASE
)
_AGREED = re.compile(
    r"\b(?:agreed|decided|agree|decide|resolved|committed|concurred|consented)\s+"
    r"(?:to(?!\s+(?:an?|the)\s+(?:\w+\s+)?(?:cease-?fire|truce|armistice|pact|treaty|text|declaration)\b)|on|that|in\s+principle)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|'ve)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\b(?:had|'d)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_SAID_WOULD = re.compile(
    r"\b(?:said|announced|announcing|declared|confirmed|told|added|saying|says|came\s+out|agreed|stated|"
    r"disclosed)\b[^.;]{0,120}\bwould\b|\bwould\b[^.;]{0,160}\b(?:said|announced|confirmed|told|added|"
    r"says|disclosed)\b",
    re.IGNORECASE,
)


_WOULD_SIGN = re.compile(
    r"\b(?:[Oo]n|[Nn]ext)\s+(?:\w+day\b|\d{1,2}\b)[^;.]{0,80}?\bwould\s+(?:also\s+)?(?:sign|hold|host|receive|meet)\b|"
    r"\bwould\s+(?:also\s+)?(?:sign|hold|host|receive|meet)\b[^;.,]{0,80}?\b(?:[Oo]n|[Nn]ext)\s+(?:\w+day\b|\d{1,2}\b)"
)
_WOULD_GO = re.compile(
    r"\bwould\s+(?:also\s+|then\s+)?(?:travel|visit|arrive|leave|embark|depart|pay\s+an?)\b[^,;]{0,60}?\b(?:on|from)\s+"
    r"(?:\w+day\b|\d{1,2}\b|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d)"
)
"""A plan with its day, as the press of South Asia tells it: "Oli would travel to India on Friday"."""
_IS_AHEAD = re.compile(
    r"[^,;]{0,60}?\b(?:is|are)\s+(?:also\s+|now\s+)?(?:set|fixed|scheduled|due|planned|slated|pencilled\s+in|foreseen|"
    r"on\s+the\s+(?:programme|program|agenda|schedule))\s+(?:for|on)\b|"
    r"(?:(?:\s+[\w-]+){0,2}\s+between\b[^,;]{0,120}?|[^,;]{0,60}?)\b(?:will|shall|(?:is|are)\s+(?:due\s+|set\s+)?to)\s+(?:be\s+(?:held|conducted|staged|signed)|"
    r"take\s+place|begin|start|open|get\s+under\s+way|kick\s+off|run)\b",
    re.IGNORECASE,
)
"""What follows a noun that is still to come: "talks with Ankara are set for Tuesday", "will be held"."""
_HAD_ONE = re.compile(
    r"\bhad\s+(?:(?:an?|the|some|brief|long|short|extensive|separate|formal|first|frank|telephone|phone|bilateral|\w+[-]\w+|"
    r"\w+ly)\s+){0,4}$",
    re.IGNORECASE,
)
_HELD_THING = re.compile(
    r"(?:(?:tele|video)?phone\s+|video\s+)?(?:talks?|meetings?|conversations?|discussions?|consultations?|sessions?|lunch|dinner|breakfast|exchanges?|calls?|"
    r"encounters?|audience)\b",
    re.IGNORECASE,
)


def _is_had(sentence: str, begin: int, start: int) -> bool:
    """True for "had talks": no perfect tense."""
    return bool(_HELD_THING.match(sentence, start) and _HAD_ONE.search(sentence[begin:start]))


_FROM_NOW = re.compile(
    r"\b(?:from\s+now\s+on|henceforth|with\s+immediate\s+effect|effective\s+immediately|from\s+today)\b",
    re.IGNORECASE,
)


_TOLD_THAT = re.compile(
    r".*\b(?:recall|remember|note|know|add|stress|say|hear|learn|see|point\s+out|be\s+aware)\s+that\b",
    re.IGNORECASE | re.DOTALL,
)
"""What is told after it does not share the future of the telling: "the House will recall that ..."."""


_RECALLED = re.compile(
    r"\b(?:may|should|must|might|can|could)\s+be\s+(?:recalled|noted|remembered|mentioned|added|pointed\s+out|stressed)\s+(?:that|how)\b",
    re.IGNORECASE,
)
"""The "may" of what is certain: "it may be recalled that the two signed ..."."""


_VOICED_DURING = re.compile(
    r"\b(?:voic|express|convey|shar|declar|reiterat|stat)\w*\s+(?:[\w'’]+\s+){0,2}?(?:hopes?|wish(?:es)?|desire|interest|readiness|"
    r"willingness)\b[^;.]*\bduring\b",
    re.IGNORECASE,
)
"""What is hoped for during a visit leaves the visit real: "voiced the hope to do more during his visit"."""


def _is_quoted_aim(sentence: str, border: re.Match[str]) -> bool:
    """True before what is wanted and quoted, still one clause: "wants to “mend relations”"."""
    return border.group()[0] in '“"' and sentence.endswith("to ", 0, border.start())


@lru_cache(maxsize=64)
def _borders(sentence: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the clauses of a sentence end, but the last, and where the next ones begin."""
    borders = [match.span() for match in _BOUNDARY.finditer(sentence) if not _is_quoted_aim(sentence, match)]
    return tuple(end for end, _ in borders), tuple(start for _, start in borders)


@lru_cache(maxsize=1024)
def clause_start(sentence: str, position: int) -> int:
    """Return where the clause that holds `position` begins."""
    _, starts = _borders(sentence)
    at = bisect_right(starts, position)
    start = starts[at - 1] if at else 0
    opening = _OPENING_CLAUSE.match(sentence)
    return max(start, opening.end()) if opening and opening.end() <= position else start


_OPENING_CLAUSE = re.compile(
    r"(?:After|When|While|Although|Though|Because|Once|Since|As)\b[^,;]{3,80},\s+(?=[A-Z]|the\s|its?\s|their\s|he\s|she\s|they\s)"
)
"""What opens a sentence and is not its main clause: "After talks had failed, Somalia ..."."""


def clause_end(sentence: str, position: int) -> int:
    """Return where the clause that holds `position` ends."""
    ends, _ = _borders(sentence)
    at = bisect_left(ends, position)
    return ends[at] if at < len(ends) else len(sentence)


def is_promised(sentence: str, start: int) -> bool:
    """True for a verb that "will" or "agreed to" governs: no calendar makes it done."""
    begin = max(clause_start(sentence, start), start - _LONGEST_CLAUSE)
    return (
        _WILL.search(sentence, begin, start) is not None
        or _AGREED_TO.search(sentence, begin, start) is not None
    )


_AGREED_TO = re.compile(
    r"\b(?:agreed|concurred|consented)\s+to\s+(?:(?:soon|also|later|then|jointly|[a-z]+ly|[a-z]+\s+and)\s+){0,3}(?:(?:meet|hold|visit|see)\b[^,;]{0,40})?$|\b(?:upcoming|forthcoming)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are)\s+(?:(?:due|set|expected|scheduled|slated|likely)\s+)?to)\s+(?:[\w-]+\s+){0,12}$",
    re.IGNORECASE,
)


def has_future(words: str) -> bool:
    """True if the words speak of what is still to come."""
    return _FUTURE.search(words) is not None


def is_hypothetical_opening(sentence: str) -> bool:
    """True if the sentence opens a paragraph that is all thought ("Imagine the morning of ...")."""
    return _PARAGRAPH_UNREAL.match(sentence) is not None


def _without_asides(sentence: str, begin: int, stop: int) -> str:
    """Return the clause before a verb without ", who swept to power on a promise," after its subject."""
    blank = ASIDE.sub(lambda m: " " * len(m.group()) if m.end() <= stop else m.group(), sentence[: stop + 40])
    return blank[begin:stop]


_REJECTED_AND = re.compile(
    r"\b(?:denied|dismissed|rejected|refuted)\s+(?:[\w'’-]+\s+){0,5}?(?:reports?|claims?|suggestions?|allegations?)\s+and\s+"
    r"(?=\w+(?:ed|t)\b)",
    re.IGNORECASE,
)
"""What is done besides a denial is done: "rejected the claims and recalled its ambassador"."""


@lru_cache(maxsize=256)
def _is_unreal(sentence: str) -> bool:
    """True for a sentence that as a whole asks, supposes or denies."""
    return _SENTENCE_UNREAL.search(_REJECTED_AND.sub("", sentence)) is not None


_REASON = re.compile(
    r"\b(?:over|because|following|despite|in\s+response\s+to|in\s+protest\s+at)\b", re.IGNORECASE
)
"""What follows tells why an act was done, not whether."""


_LONGEST_CLAUSE = 400
"""Letters before a verb that are looked at: no clause is longer, and hostile text must not take minutes."""


NOT_TO_A_DAY = (
    r"(?!\s+(?:to|until|till)\b[^.;]{0,30}(?:\d|day\b|week|month|January|February|March|April|May|June|July|August|"
    r"September|October|November|December))"
)
"""Behind "postponed": to no day that is told, as "to the autumn"."""
_HAD_BEEN_SET = re.compile(
    r"(?:\s+between\b[^,;]{0,120}?|[^,;]{0,60}?)\b(?:was|were|had\s+been)\s+(?:originally|initially|first|previously)\s+(?:due|set|scheduled|planned|slated|"
    r"meant|expected|supposed|to\s+(?:take|be|begin|start))\b",
    re.IGNORECASE,
)
"""After a meeting that did not come about as planned: "the summit was originally set for 31 March"."""
_DID_NOT = re.compile(rf"\b(?:did|was|were)(?:\s+not|n['’]t){_NEAR}", re.IGNORECASE)
_UNTIL_A_DAY = re.compile(
    r"[^,;.]{0,60}?\buntil\s+(?:(?:the|last|early|late|on)\s+)*(?:\w+day\b|\d|(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b)"
)
"""What was not done until a day was done on it: "did not sign the pact with Peru until Friday"."""
_FAR = 160


_TO_DO = re.compile(
    r"(?:[\d,:]+\s+|(?!(?:Visits|Arrives|Flies|Travels|Leaves|Heads|Meets|Invited|Due|Set|Returns|Goes|Comes)\b)[A-Z][\w’'.-]*,?\s+|"
    r"(?:of|the|and|for|in|on)\s+){1,12}to\s+(?:host|receive|visit|meet|hold|travel|sign|arrive|attend|pay|co-host|welcome)\b"
)
"""A headline's way to tell what is ahead: "Minister Mudavadi to host Zambia's foreign minister"."""
_HEADLINE = 300
_AFTER_WHICH = re.compile(
    r"(?P<first>(?:After|Following)\s+(?:(?:a|an|the|their|his|her)\s+)?(?:[\w-]+\s+){0,3}?(?:meeting|talks|conversation|ceremony))"
    r"(?:\s+(?:with|between)\s+(?:(?!\s*\w+day\b|\d)[^,;]){3,60})?,\s+(?:[\w’'.-]+\s+){1,8}?will\b",
)
"""A meeting of no day after which two will do more is ahead, too: "After a meeting, they will sign"."""
_PROGRAMME = re.compile(
    r"(?:His|Her|Their)\s+(?:agenda|programme|program|schedule|itinerary)\s+(?:also\s+)?(?:includes|comprises|features|foresees)\b|"
    r"On\s+(?:his|her|the|their)\s+(?:agenda|programme|program|schedule|itinerary)\s+(?:is|are)\b"
)


def judge(
    sentence: str, start: int, end: int, *, agreed_counts: bool = False, inner_counts: bool = True
) -> Modality:
    """Return how the act told at [start, end) of the sentence stands: done, planned, or not asserted."""
    if _is_unreal(sentence):
        return "unreal"
    begin = max(clause_start(sentence, start), start - _LONGEST_CLAUSE)
    inner = _REASON.split(sentence[start:end], maxsplit=1)[0] if inner_counts else ""
    before = _without_asides(sentence, begin, start) + inner
    after = sentence[end : min(clause_end(sentence, end), end + 60)]
    outer = before[: len(before) - len(inner)]
    is_until = _UNTIL_A_DAY.match(sentence, end) is not None and _DID_NOT.search(outer) is not None
    denied = None if is_until else _PARTICLE.search(outer)
    denied = denied or (_INNER_PARTICLE.search(sentence, start, end) if inner_counts else None)
    if (
        denied
        or _NEGATION.search(before)
        or re.match(
            r"\s*(?:was|were|has\s+been|had\s+been|is)?\s*(?:not|never|cancel|called\s+off|scrapped|"
            r"postponed\s+indef)",
            after,
        )
    ):
        return "unreal"
    if re.search(
        r"\b(?:do|does|did|will)\s+not\s+(?:take\s+place|happen|go\s+ahead)\b", sentence[end : end + 90]
    ):
        return "unreal"
    if re.search(r"\b(?:call(?:ed)?\s+off|cancell?ed|shelved|fell\s+through)\b", after):
        return "unreal"
    if _HAD_BEEN_SET.match(sentence, end, min(clause_end(sentence, end), end + _FAR)):
        return "unreal"
    if _TO_DO.match(sentence) and start < _HEADLINE:
        return "future"
    if _PROGRAMME.match(sentence):
        return "future"
    ahead = _AFTER_WHICH.match(sentence)
    if ahead and start < ahead.end("first"):
        return "future"
    if _IS_AHEAD.match(sentence, end, min(clause_end(sentence, end), end + _FAR)):
        return "future"
    unreal = _UNREAL.search(_VOICED_DURING.sub("", _RECALLED.sub("", before)))
    if unreal:
        return "unreal"
    agreed = _AGREED.search(before)
    if agreed and not agreed_counts:
        return "future"
    if re.search(r"\b(?:was|were)\s+to\b", before):
        # "was to meet him on Friday": a plan if that day is still to come, which the calendar decides.
        return "unreal" if re.search(r"\bto\s+(?:have|be\s+held)\b", before) else "future"
    told = _TOLD_THAT.match(before)
    if told and not _FUTURE.search(before, told.end()):
        return "real"
    if _FUTURE.search(before):
        if agreed_counts and _FROM_NOW.search(sentence):
            return "real"
        if agreed_counts and _SAID_WOULD.search(sentence) and not re.search(r"\bwill\b", before):
            return "real"
        if re.search(r"\bwould\b", before) and not (
            _SAID_WOULD.search(sentence) or _WOULD_GO.search(sentence) or _WOULD_SIGN.search(sentence)
        ):
            return "unreal"
        return "future"
    return "real"


def is_background(sentence: str, start: int) -> bool:
    """True if the verb at `start` is in a perfect tense: such an act has no date but one that is told."""
    begin = clause_start(sentence, start)
    before = sentence[begin:start]
    if _is_had(sentence, begin, start):
        return False
    return (
        _PERFECT.search(before) is not None
        or re.search(
            r"\b(?:had|'d)\s+(?:\w+\s+){0,2}?\w+(?:ed|en|ld|nt|de|ne|ght)\b|\bhad\s+(?:\w+\s+){0,3}$", before
        )
        is not None
    )


def is_pluperfect(sentence: str, start: int) -> bool:
    """True if the verb at `start` follows "had"."""
    begin = clause_start(sentence, start)
    return not _is_had(sentence, begin, start) and _PLUPERFECT.search(sentence[begin:start]) is not None


_NOT_ANSWERED = re.compile(
    r"\b(?:tried|failed|unable)\s+to\s+(?:contact|call|phone|reach|speak)\b|"
    r"\b(?:declined|refused)\s+to\s+(?:answer|take)\b|\bdid\s+not\s+(?:answer|take)\b[^.;]{0,20}\bcall\b",
    re.IGNORECASE,
)


def is_not_answered(sentence: str) -> bool:
    """True for a call that somebody tried to make and nobody took."""
    return _NOT_ANSWERED.search(sentence) is not None


_GOES = re.compile(
    r"\b(?:takes\s+effect|meet(?=\s+(?:in\s+[A-Z][\w-]+\s+)?(?:on|next)\b)|travels|leaves|heads(?=\s+(?:to|for|back)\b)|flies|arrives|departs|visits|meets|hosts|receives|goes|comes|begins|starts|pays|"
    r"welcomes|embarks|sets\s+(?:off|out)|(?:is|are)\s+(?:travell?ing|leaving|heading|flying|arriving|visiting|meeting|"
    r"hosting|due|set|coming|going|paying))\b"
)
_NEW_CLAUSE = re.compile(r"[,;:]|\b(?:after|when|who|which|that|as|since|where|said|told)\b")


def goes_now(text: str, spot: tuple[int, int]) -> bool:
    """True for an act told in the present tense ("leaves for Accra on Sunday"): its weekday is to come."""
    begin = max(0, spot[0] - 60)
    found = [m for m in _GOES.finditer(text, begin, min(len(text), spot[1] + 1)) if m.start() <= spot[0]]
    return bool(found) and _NEW_CLAUSE.search(text[found[-1].end() : spot[0]]) is None
