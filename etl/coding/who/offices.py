"""Offices: the words that say who somebody is, and the level at which he or she meets others."""

import re

_MINISTRY = (
    r"(?:trade|commerce|finance|economy|economic|economics|energy|interior|home|justice|agriculture|"
    r"agricultural|health|education|"
    r"transport|transportation|tourism|culture|cultural|environment|climate|labou?r|industry|investment|"
    r"infrastructure|science|"
    r"technology|digital|communications|information|planning|development|immigration|migration|"
    r"fisheries|mines|mining|water|"
    r"international\s+(?:trade|cooperation|development)|foreign\s+(?:trade|economic\s+relations)|"
    r"treasury|European|EU|youth|sports?|"
    r"research|housing|petroleum|oil|electricity|power|aviation|maritime|forestry|food|security|cabinet|"
    r"state|prime\s+ministerial|"
    r"(?:internal|home|social|legal|religious|parliamentary|constitutional|veterans|economic|regional)\s+affairs|"
    r"public\s+(?:works|security|order|safety|administration|service|health|enterprises?)|"
    r"(?:rural|regional|social|sustainable|urban)\s+development|regional\s+integration|natural\s+resources|"
    r"higher\s+education|local\s+government)"
)
_OF = rf"(?:\s+(?:of|for)\s+(?:the\s+)?{_MINISTRY}(?:(?:,|\s+and|,\s+and)?\s+(?-i:[A-Z])[\w]+){{0,4}})?"
_AND_TRADE = (
    r"(?:(?:external|international|foreign|european|regional|public)\s+)?(?:trade|co-?operation|immigration|integration|"
    r"investment|diaspora|expatriates|emigrants|worship|religion|tourism|human\s+mobility|migration|commerce)\b"
)
"""What a foreign minister has charge of as well."""
_DESK = (
    r"(?:agriculture|border|customs|defen[cs]e|economic|energy|finance|government|health|immigration|"
    r"intelligence|interior|military|police|trade|transport)"
)
"""What officials of two states meet about."""
_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "ambassador",
        r"ministers?[\s-]counsell?ors?|ministers?[\s-]plenipotentiary|(?:deputy\s+)?(?:chief|head)s?\s+of\s+(?:the\s+)?mission",
    ),
    (
        "senior_official",
        r"(?:deputy|vice|assistant|junior)[\s-]+(?:foreign|defen[cs]e|trade|commerce|finance|economy|"
        r"interior|energy|prime\s+ministerial\s+)?"
        r"\s*(?:affairs\s+)?(?:minister|secretary(?:\s+of\s+state|"
        r"\s+of\s+defen[cs]e)?)(?:s)?(?:\s+(?:of|for)\s+foreign\s+affairs)?"
        r"|under[\s-]?secretar(?:y|ies)(?:\s+of\s+state)?|permanent\s+secretar(?:y|ies)|(?:assistant|"
        r"deputy)\s+secretar(?:y|ies)(?:\s+of\s+state)?"
        r"|secretary[\s-]general\s+of\s+the\s+(?:foreign\s+)?ministry|"
        r"(?:parliamentary\s+)?vice[\s-]ministers?(?:\s+(?:of|for)\s+foreign\s+affairs)?"
        r"|director[\s-]generals?|(?:special|senior|peace|climate|chief|presidential|"
        r"trade)\s+(?:presidential\s+)?(?:envoys?|representatives?|negotiators?|advis[eo]rs?)"
        r"|national\s+security\s+advis[eo]rs?|security\s+advis[eo]rs?|(?:army|navy|military|defen[cs]e|"
        r"air\s+force|intelligence|spy|police)\s+chiefs?"
        r"|chiefs?\s+of\s+(?:defen[cs]e|staff|the\s+general\s+staff|army\s+staff)|"
        r"(?:foreign\s+)?ministry\s+officials?|(?:senior|top|high[\s-]ranking)\s+officials?|"
        r"(?:(?:senior|top|high[\s-]ranking)\s+)?" + _DESK + r"\s+officials"
        r"|(?:trade|economic|climate|nuclear|chief)\s+negotiators?|state\s+secretar(?:y|ies)"
        r"|(?:deputy\s+)?chargés?\s+d['’]affaires",
    ),
    (
        "minister",
        r"(?:deputy|vice)[\s-](?:prime\s+ministers?|PMs?\b|premiers?|presidents?|chancellors?)|"
        r"vice[\s-]presidents?|first\s+deputy\s+prime\s+ministers?|first\s+vice[\s-]presidents?",
    ),
    (
        "foreign_minister",
        r"(?:foreign|external|foreign\s+affairs|external\s+affairs|"
        r"foreign\s+and\s+\w+(?:\s+\w+)?)\s+ministers?(?!\s+for\b)(?:\s+of\s+foreign\s+affairs)?"
        r"|ministers?\s+(?:of|for)\s+(?:external|foreign)\s+(?:affairs|"
        r"relations)(?:\s+and\s+(?:(?-i:[A-Z])[\w-]+(?:\s+(?=(?-i:[A-Z])))?){1,3}(?=\s+of\b|,)"
        r"|(?:,\s+|\s+and\s+|,\s+and\s+)" + _AND_TRADE + r"(?:(?:,\s+|\s+and\s+)" + _AND_TRADE + r")?)?|"
        r"(?:foreign|foreign\s+affairs)\s+secretar(?:y|ies)"
        r"|secretar(?:y|ies)\s+of\s+foreign\s+affairs|secretar(?:y|ies)\s+of\s+state|(?:top|"
        r"chief)\s+diplomats?|FMs?\b|foreign\s+policy\s+chief|canciller",
    ),
    (
        "defence_minister",
        r"(?:national\s+)?defen[cs]e\s+(?:and\s+security\s+)?ministers?|ministers?\s+(?:of|"
        r"for)\s+(?:national\s+|the\s+armed\s+forces\s+and\s+)?defen[cs]e(?:\s+and\s+\w+)?|"
        r"ministers?\s+of\s+the\s+armed\s+forces|armed\s+forces\s+ministers?"
        r"|defen[cs]e\s+secretar(?:y|ies)|secretar(?:y|ies)\s+of\s+(?:national\s+)?(?:defen[cs]e|war)|"
        r"defen[cs]e\s+chiefs?",
    ),
    (
        "head_of_state",
        r"presidents?(?![\s-]elect)|kings?|queens?|emperors?|sultans?|emirs?|amirs?|popes?|"
        r"heads?\s+of\s+state|supreme\s+leaders?|monarchs?"
        r"|(?:communist\s+)?(?:party\s+)?general[\s-]secretar(?:y|ies)|"
        r"(?:communist\s+)?party\s+(?:chiefs?|leaders?)|paramount\s+leaders?|junta\s+(?:chiefs?|"
        r"leaders?)|military\s+(?:rulers?|leaders?)"
        r"|interim\s+leaders?|leaders?|grand\s+dukes?|presidency\s+chair(?:man|woman)?|rulers?",
    ),
    (
        "head_of_government",
        r"prime\s+ministers?|premiers?|chancellors?(?!\s+of\s+the\s+exchequer)|taoiseach|PMs?\b|"
        r"heads?\s+of\s+government|crown\s+princes?",
    ),
    (
        "minister",
        rf"{_MINISTRY}(?:\s+and\s+{_MINISTRY})?\s+(?:ministers?|secretar(?:y|ies)|chiefs?)|"
        rf"ministers?\s+(?:of|for)\s+{_MINISTRY}"
        r"|ministers?(?:\s+of\s+state)?"
        + _OF
        + r"|(?:commerce|treasury|cabinet|energy|interior|trade|agriculture)\s+secretar(?:y|ies)"
        r"|trade\s+representatives?|cabinet\s+secretar(?:y|ies)|(?:first|second)\s+ladies|first\s+lady|"
        r"chancellor\s+of\s+the\s+exchequer|princes?(?!\s+of)|princess(?:es)?",
    ),
    ("ambassador", r"ambassadors?|high\s+commissioners?|envoys?|consuls?(?:[\s-]general)?"),
    (
        "counterpart",
        r"counterparts?|opposite\s+numbers?|colleagues?|hosts?(?!\s+(?:country|nation|government))|"
        r"homologues?|guests?(?!\s+of)",
    ),
)
OFFICE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<o{i}_{level}>{pattern})" for i, (level, pattern) in enumerate(_LEVELS))
    + r")(?![\w-])",
    re.IGNORECASE,
)
"""Any office; the name of the group that matched ends with its level."""
OFFICE_KEYS = tuple(
    """minister secretar president premier chancellor taoiseach pm fm king queen emperor sultan emir amir
    pope leader head monarch chief ruler prince
    duke envoy ambassador commissioner consul representative negotiator advis official diplomat counterpart
    opposite colleague host homologue guest
    lad canciller director charg""".split()  # noqa: SIM905
)
"""One of these stands in every sentence that OFFICE finds something in, in lower case; looked for first,
being cheaper."""

_LATIN = frozenset("ARG BOL BRA CHL COL CRI CUB DOM ECU GTM HND MEX NIC PAN PER PRY SLV URY VEN".split())  # noqa: SIM905
_OFFICIAL_FOREIGN_SECRETARY = frozenset("IND PAK BGD NPL LKA BTN MDV KEN".split())  # noqa: SIM905
LEADERS = frozenset(("head_of_state", "head_of_government"))
MINISTERS = frozenset(("foreign_minister", "defence_minister", "minister"))
_RANK = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "minister",
    "senior_official",
)


def office_level(match: re.Match[str]) -> str:
    """Return the level of an OFFICE match: one of LEVELS, `ambassador` or `counterpart`."""
    return (match.lastgroup or "").split("_", 1)[1]


def level_in(level: str, words: str, iso3: str) -> str:
    """Return the level that an office has in the country `iso3`: the same words mean less, or more, in
    some."""
    low = words.casefold()
    if low.startswith("chancellor") and iso3 in _LATIN:
        return "foreign_minister"
    if low.startswith("foreign secretar") and iso3 in _OFFICIAL_FOREIGN_SECRETARY:
        return "senior_official"
    if low.startswith(("secretary of state", "secretaries of state")) and iso3 not in ("USA", "VAT", ""):
        return "minister"
    if low.startswith(("state secretary", "state secretaries")) and iso3 == "USA":
        return "foreign_minister"
    if low.startswith("premier") and iso3 in ("AUS", "CAN"):
        return "minister"
    return level


def lower_level(a: str, b: str) -> str:
    """Return the lower of two levels; an unknown one ("") says nothing."""
    known = [level for level in (a, b) if level in _RANK]
    return max(known, key=_RANK.index) if known else ""


def higher_level(a: str, b: str) -> str:
    """Return the higher of two levels; an unknown one ("") says nothing."""
    known = [level for level in (a, b) if level in _RANK]
    return min(known, key=_RANK.index) if known else ""
