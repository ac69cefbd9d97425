"""Called off: visits and meetings that were planned and do not come about, in the words that tell it."""

import re

_JOURNEY = (
    r"(?:visits?|trips?|tours?|journeys?|travels?|programme|program|engagements|talks|meetings?|summit)"
)
_OWN = r"(?:his|her|its|their|the|an?|all)\s+"
_UNABLE = re.compile(
    r"(?:\b(?:is|was|are|were|be|been|being|he['’]s|she['’]s)\s+unable\s+to|\b(?:cannot|can\s+not|can['’]t|could\s+not|couldn['’]t))\s+"
    r"(?:\w+ly\s+)?(?:undertake|make|pay|visit|travel|attend|come|go|fly|meet|receive|host|hold|take\s+part|join|proceed)\b",
    re.IGNORECASE,
)
"""Who is unable to make a visit does not come."""
_PUT_OFF = re.compile(
    r"\b(?:suspend(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?|cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)?\s+off|"
    r"put(?:s|ting)?\s+off|delay(?:s|ed|ing)?|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|skip(?:s|ped|ping)?|abandon(?:s|ed|ing)?)\s+"
    rf"(?:(?:to|until|till)\s+(?:[\w.]+\s+){{1,3}}?)?{_OWN}(?:(?!of\b|and\b|in\b|to\b|for\b|that\b)[\w’'-]+\s+){{0,5}}?{_JOURNEY}\b"
    r"(?![^.;]{0,60}?\s(?:(?:until|till)\s|to\s+(?:(?:the|early|late|mid|next|a)\s+)*(?:\d|\w+day\b|week\b|month\b|"
    r"(?:Jan|Febr)uary\b|March\b|April\b|May\b|June\b|July\b|August\b|\w+ber\b|spring\b|summer\b|autumn\b|winter\b)))",
    re.IGNORECASE,
)
"""An act on the journey itself: "has suspended his visit", "is cancelling the planned visit".

Put off to a day that is told, it is a plan."""
_COME_TO_NOTHING = re.compile(
    rf"\b{_JOURNEY}\b[^.;]{{0,120}}?(?:\b(?:lost|has\s+lost)\s+(?:its|all)\s+(?:meaning|point|sense|significance)\b|"
    r"\b(?:so|and|therefore)\s+(?:we|he|she|they)\s+(?:have\s+|has\s+)?(?:cancell?ed|called\s+off|postponed|scrapped)\s+(?:it|them)\b|"
    r"\b(?:fell|fallen)\s+(?:victim\s+to|through)\b)",
    re.IGNORECASE,
)
_FIXED_BEFORE = re.compile(
    r"\b(?:visit|trip|tour)\b[^.;,]{0,60}?\b(?:was|were|had\s+been|has\s+been)\s+(?:set|fixed|arranged|agreed|decided|planned|settled)"
    r"(?:\s+upon)?\s+(?:during|at|in|when|while|last)\b",
    re.IGNORECASE,
)
"""A visit that was fixed at an earlier one is only planned, and not on that day."""
_CAME = re.compile(
    r"\b(?:arrived|arrives|landed|flew|came|went|travell?ed|left\s+for|met|held|received|hosted|welcomed|visited|instead|"
    r"began|opened|spoke|phoned|rescheduled)\b",
    re.IGNORECASE,
)
"""Where the sentence tells of another journey, or of the meeting, it is not all called off."""


def is_called_off(text: str) -> bool:
    """True for a sentence that tells of a visit or a meeting because nothing comes of it.

    >>> is_called_off("Ghana's foreign minister is unable to make the visit to Togo on 2 May.")
    True
    >>> is_called_off("The president, who put off a trip in May, arrived in Lusaka on Monday.")
    False
    """
    if _FIXED_BEFORE.search(text):
        return True
    words = _PUT_OFF.search(text) or _UNABLE.search(text) or _COME_TO_NOTHING.search(text)
    return words is not None and _CAME.search(text) is None


_HINTS = (
    "cancel",
    "postpon",
    "suspend",
    " off",
    "defer",
    "unable",
    "scrap",
    "skip",
    "cannot",
    "shelv",
    "abandon",
)
"""One of them stands in most sentences that call something off: a quick look that spares the long one."""
_WAS_PLANNED = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:\w+ly\s+|first\s+|also\s+)?(?:due|scheduled|set|expected|planned|supposed|slated|to)\b",
    re.IGNORECASE,
)


def calls_off(text: str) -> bool:
    """True for a sentence that calls a visit or a meeting off."""
    low = text.casefold()
    return any(map(low.__contains__, _HINTS)) and is_called_off(text) and not _FIXED_BEFORE.search(text)


def had_been_planned(text: str) -> bool:
    """True for a plan told in the past: where the story calls it off elsewhere, nothing comes of it.

    >>> had_been_planned("The minister was due to arrive in Dhaka on 20 March.")
    True
    """
    return _WAS_PLANNED.search(text) is not None
