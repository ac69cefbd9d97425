"""Undoing: sentences that tell the end of an act or its reversal, in the words that tell it."""

import re

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
_REPUDIATED = re.compile(r"\b(?:repudiat|denounc|renounc|reject|tore\s+up|scrap)\w*\b", re.IGNORECASE)
_AGAINST = frozenset(("diplomatic_rupture", "partnership_downgrade", "sanction", "agreement_withdrawn"))


def is_undone(kind: str, text: str) -> bool:
    """True for an act that its sentence tells as over or taken back.

    >>> is_undone("diplomatic_rupture", "Serbia took back its decision to expel the ambassador.")
    True
    >>> is_undone("conflict", "The war ended on 14 June 1982.")
    True
    >>> is_undone("conflict", "The war that began on 2 April ended on 14 June 1982.")
    False
    """
    if kind in _AGAINST:
        return _REVERSED.search(text) is not None
    if kind == "conflict":
        return _ENDED.search(text) is not None and _BEGUN.search(text) is None
    return kind == "joint_statement" and _REPUDIATED.search(text) is not None
