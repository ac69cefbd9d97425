"""Undoing: sentences that tell an act's end, its reversal or that it holds, in the words that tell it."""

import re

from etl.coding.story.called_off import is_called_off
from etl.coding.story.lists import MEET

_REVERSED = re.compile(
    r"\b(?:took|takes|taken)\s+back\b[^,;]{0,30}?\bdecisions?\b|"
    r"\b(?:revers(?:ed|es|ing)|rescind(?:ed|s|ing)|overturn(?:ed|s|ing)|annul(?:led|s|ling)|withdr(?:ew|aws|awing)|cancel(?:l?ed|s))\s+"
    r"(?:its|the|their|his|her|an?)\s+(?:[\w-]+\s+){0,3}?(?:decisions?|orders?|expulsions?)\b(?!\s+(?:in|as)\s+(?:response|retaliation))",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:war|fighting|conflict|battle|clashes|hostilities|shelling)\b[^.;]{0,60}?\s(?:has\s+|had\s+|have\s+)?(?:ended|stopped|ceased|"
    r"(?:was|were)\s+over|came\s+to\s+an\s+end|died\s+down)\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"\b(?:began|begun|started|broke\s+out|killed|fired|attacked|since)\b", re.IGNORECASE)
_REPUDIATED = re.compile(
    r"\b(?:repudiat|denounc|renounc|reject|tore\s+up|scrap)\w*\s+(?:[\w'’-]+\s+){0,6}?(?:statement|communiqu[ée]|declaration)\b|"
    r"\b(?:statement|communiqu[ée]|declaration)\b[^,;.]{0,40}?\s(?:was|were|been)\s+(?:\w+ly\s+)?"
    r"(?:repudiated|denounced|renounced|rejected|torn\s+up|scrapped)\b",
    re.IGNORECASE,
)
"""What is rejected in a statement leaves the statement made."""
_REAFFIRMED = re.compile(
    r"\b(?:reaffirm|reiterat|underscor|underlin|commend|hail|discuss|review)\w*\s+(?:[\w'’.-]+\s+){0,6}?"
    r"partnership\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:elevat|upgrad|rais|lift|establish|launch|proclaim|inaugurat|form(?:ed|ing|ally)|declar|announc|sign|agree|enter|becom|became|"
    r"creat|conclud|set\s+up|turn)\w*\b",
    re.IGNORECASE,
)
_DEEPENED = re.compile(
    r"\b(?:consolidat|strengthen|bolster|deepen|boost|cement|enhanc|expand|grow|develop|maintain|enjoy)\w*\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:relations|relationship|ties|cooperation|convergence|interests|bonds)\b",
    re.IGNORECASE,
)
_TO_A_TITLE = re.compile(r"\b(?:in)?to\s+(?:an?|the\s+(?:level|rank|status)\s+of)\s", re.IGNORECASE)
"""Ties that grow get no title by that."""
_HAD_BEEN_DUE = re.compile(
    r"\b(?:was|were)\s+to\s+have\s+(?:met|visited|flown|gone|travell?ed|come|arrived|left|hosted|received|held|attended)\b|"
    r"\bputs?\s+(?:the|his|her|their|its|a)\s+(?:\w+\s+)?(?:journey|trip|visit|tour|meeting|talks)(?:\s+(?:to|with)\s+[\w’'-]+){0,2}\s+off\b|"
    r"\bhad\s+been\s+(?:\w+\s+)?(?:scheduled|due|expected|set|supposed|slated|planned|hoping)\s+to\s+"
    r"(?:meet|visit|host|hold|travel|attend|receive|fly|go|come|arrive|see|talk)\b",
    re.IGNORECASE,
)
"""What had been planned is told because it came to nothing."""
_NOT_SIGNED_AFTER_ALL = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:meant|due|supposed|scheduled|expected|set|slated|planned|to\s+(?:be|have))\b[^;]{0,160}?"
    r"\bbut\s+(?:[\w'’-]+\s+){0,6}?(?:delayed|postponed|put\s+off|called\s+off|cancell?ed|shelved|never|not|refused|failed|dropped)\b",
    re.IGNORECASE,
)
_HAS_COME = re.compile(
    r"\bwho\s+(?:had\s+|has\s+|\w+ly\s+)?(?:arrived|landed|came|flew|flown|travel+ed|touched\s+down)\b",
    re.IGNORECASE,
)
"""The guest is there, whatever had been due next: "who arrived on Friday, had been due to visit"."""
_REIMPOSED = re.compile(
    r"\b(?:reinstat|re-?impos|reintroduc|extend|extension|prolong|tighten|toughen|widen|broaden|expand|expansion|renew)\w*\s+"
    r"(?:(?:of|to)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:restrictions|sanctions|embargo|bans?|tariffs|duties|curbs)\b|"
    r"\b(?:puts?|placed?|places|return(?:ed|s)|add(?:ed|s))\s+[^,;]{1,40}?\s+back\s+(?:on|onto|to)\s+(?:the|its|a)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:black)?list\b|\b(?:bans?|embargo(?:es)?|curbs|restrictions)\s+of\s+(?:its|their)\s+own\b",
    re.IGNORECASE,
)
_WAIVER_GONE = re.compile(
    r"\b(?:revok|rescind|withdr[ae]w|cancel|end|terminat)(?:s|ed|led|ing|ling|e[sd]?)?\s+(?:(?:an?|the|its|all|those|his)\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?:sanctions\s+)?(?:waivers?|exemptions?|general\s+licen[cs]es?)\b",
    re.IGNORECASE,
)
"""Who takes back a waiver of sanctions lays them once more."""
_ONLY_MEANT = re.compile(
    r"\b(?:intent(?:ions?)?|plans?|planning|intends?|intended|intending|wants?|wishes|hopes|ready|willing|prepared|aims?|promised?|pledged?|moves?|process)\s+"
    r"(?:of\s+(?:the\s+)?(?-i:[A-Z])[\w-]+\s+(?:(?-i:[A-Z])[\w-]+\s+)?)?(?:to|of)\s+(?:[a-z]+ly\s+)?(?:lift|rescind|remove|ease|drop|scrap|waive|abolish|end|relax|revoke|repeal|suspend)(?:ing)?\b"
    r"(?![^,;.]{0,80}\b(?:on|from|by|in|next)\s+(?:the\s+)?(?:\d|next|week|month|(?-i:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)))",
    re.IGNORECASE,
)
"""Who tells of his intent to lift sanctions has not lifted them."""
_LIFTED = re.compile(
    r"\b(?:lifted|rescinded|removed|eased|dropped|scrapped|waived|abolished|ended|revoked|repealed)\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(
    r"\brecall(?:ed|s|ing)\s+(?:(?:on|in|at|after|during)\s+(?:(?!ambassador|envoy|consul|charg|diplomat|commissioner|attach|"
    r"representative|staff|mission|troops)[^,;.]){2,60}?\s)?(?:that|how|(?:the|an?|his|her|its|their|[\w-]+['’]s?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:treaty|agreement|accord|pact|declaration|promises?|pledges?|words|accusations?|history|friendship|quarrel))\b"
)
"""Who "recalled on Tuesday that" or "recalled the treaty" calls nobody home."""
_AGAINST = frozenset(("diplomatic_rupture", "partnership_downgrade", "sanction", "agreement_withdrawn"))


_CALLED_HOME = re.compile(
    r"\b(?:ambassador|envoy|consul|charg|diplomat|high\s+commissioner|attach|expel|sever|broke|cut)",
    re.IGNORECASE,
)


def _is_memory(text: str) -> bool:
    return _REMEMBERED.search(text) is not None and _CALLED_HOME.search(text) is None


def is_undone(kind: str, text: str) -> bool:
    """True for an act that its sentence tells as over, taken back or only confirmed.

    >>> is_undone("diplomatic_rupture", "Serbia took back its decision to expel the ambassador.")
    True
    >>> is_undone("conflict", "The war ended on 14 June 1982.")
    True
    >>> is_undone("conflict", "The war that began on 2 April ended on 14 June 1982.")
    False
    >>> is_undone("partnership_upgrade", "They met to reaffirm the U.S.-India Major Defense Partnership.")
    True
    """
    if kind in _AGAINST:
        return _REVERSED.search(text) is not None or _is_memory(text)
    if kind == "conflict":
        return _ENDED.search(text) is not None and _BEGUN.search(text) is None
    if kind in MEET or kind.endswith("_visit"):
        is_there = kind.endswith("_visit") and _HAS_COME.search(text) is not None
        return (_HAD_BEEN_DUE.search(text) is not None and not is_there) or is_called_off(text)
    if kind == "agreement_signed":
        return _NOT_SIGNED_AFTER_ALL.search(text) is not None
    if kind == "sanction_lifted":
        is_meant = _ONLY_MEANT.search(text) is not None and _LIFTED.search(text) is None
        return is_meant or _REIMPOSED.search(text) is not None or _WAIVER_GONE.search(text) is not None
    if kind == "partnership_upgrade":
        is_as_before = _REAFFIRMED.search(text) or (_DEEPENED.search(text) and not _TO_A_TITLE.search(text))
        return bool(is_as_before) and _RAISED.search(text) is None
    return kind == "joint_statement" and _REPUDIATED.search(text) is not None
