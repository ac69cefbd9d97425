"""Terms: what will be done only if something else is not: it is threatened, or offered, not done."""

import re
from dataclasses import replace

from etl.coding.story.candidates import Candidate

_STEPS = (
    r"(?:close|shut|suspend|withdraw|expel|cut|sever|impose|ban|halt|recall|freeze|scrap|quit|block|downgrade|stop|"
    r"tear\s+up|pull\s+out|slap|raise|restrict|lift|reopen|re-open|resume|ease|remove|release|free|waive|end)"
)
_UNLESS = (
    r"(?:(?<!\beven\s)(?<!\basked\s)(?<!\bsee\s)if(?!\s+(?:necessary|needed|any|approved|passed|ratified)\b)|unless|"
    r"should\s+(?:[\w'’]+\s+){1,4}?(?:not|fail|cross|go))\b"
)
_WILL = rf"\b(?:will|would|['’]ll)\s+(?:[\w-]+\s+){{0,2}}?{_STEPS}\b"
_ON_TERMS = re.compile(
    rf"{_WILL}[^.;“”\"]{{0,120}}?\b{_UNLESS}|^[\"“]?(?:If|Unless|Should)\s[^.;]{{5,120}}?,\s+[^.;]{{2,60}}?{_WILL}",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:closed|shut|suspended|withdrew|withdrawn|expelled|cut|severed|imposed|banned|halted|recalled|froze|frozen|scrapped|"
    r"blocked|downgraded|stopped|slapped|raised|lifted|reopened|resumed|eased|removed|released|freed|ended)\b"
)
_UNFRIENDLY = frozenset(
    ("sanction", "diplomatic_rupture", "agreement_withdrawn", "partnership_downgrade", "threat")
)
_FRIENDLY = frozenset(("sanction_lifted", "concession", "diplomatic_relations"))


def on_terms(candidate: Candidate, text: str) -> Candidate | None:
    """Return an act that is made to depend on another's as a threat, None if it was a favour; else as it is.

    "Kenya will close the border if Kampala does not yield" closes nothing, "will lift the ban if ..." lifts
    nothing.

    Args:
        candidate: The act.
        text: Its sentence.
    """
    if candidate.type not in _UNFRIENDLY | _FRIENDLY:
        return candidate
    terms = _ON_TERMS.search(text)
    if terms is None or _DONE.search(text, 0, terms.start()):
        return candidate
    if candidate.type in _FRIENDLY:
        return None
    return replace(candidate, type="threat", is_plain=True)
