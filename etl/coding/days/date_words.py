"""Date words: the words of a sentence that name a time. What day they mean is for dates.py."""

import re
from dataclasses import dataclass
from functools import lru_cache

_M = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b\.?|Feb\b\.?|Mar\b\.?|Apr\b\.?|Jun\b\.?|Jul\b\.?|Aug\b\.?|Sept?\b\.?|Oct\b\.?|Nov\b\.?|Dec\b\.?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|JAN\b\.?|FEB\b\.?|MAR\b\.?|APR\b\.?|JUN\b\.?|JUL\b\.?|AUG\b\.?|SEPT?\b\.?|OCT\b\.?|NOV\b\.?|DEC\b\.?)"
    r"(?![^\W\d_])"  # no Mayor, no Augusto
)
_W = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?!\d|[.,]\d|:\d|\s?%)"
_TH = r"(?:st|nd|rd|th)"
_Y = r"(?:1[6-9]\d\d|20\d\d)"
_N = (
    r"(?:\d{1,2}|[Aa]\sfew|[Ss]everal|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight"
    r"|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)"
)
_TENS = r"(?:[Ff]ifteen|[Tt]wenty(?:-five)?|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty)"
_FIRST_WORDS = (  # noqa: SIM905
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_FIRST = rf"(?:{'|'.join(sorted(_FIRST_WORDS, key=len, reverse=True))})"
_SEP = rf"(?:\s?(?:-|–|—|to|and|until|till|through|&|/)\s?|,?\s(?:to|until|till|through)\s{_W},?\s)(?:the\s)?"
_NUMBERED = (
    r"(?:[A-Z][\w.-]*\s){0,3}(?:Congress|Summit|Session|Forum|Meeting|Conference|Assembly|Round|Party|Anniversary|Dialogue"
    r"|Century|Division|Fleet|Army|Brigade|Regiment|Battalion|Corps|Infantry|Amendment|Parallel|Street|Avenue|Arrondissement"
    r"|Edition|Games|Expo|Exhibition|Fair|Festival|Parliament|Legislature|Olympi\w+|Prime|President|King|Ministerial|Plenum|Committee|Plenary|Consultations?|Package|congress|summit|session"
    r"|forum|meeting|conference|assembly|round|dialogue|plenum|plenary|consultations?|package|games)\b"
)
"""What is counted, not dated: "the 18th Party Congress", "the 11th ASEAN Summit"."""
_PART = r"(?:morning|afternoon|evening|night|noon|day)"

_OPENS = (
    r"(?=[\d('’]|[Aa][\sFfNnPpSsTtUu]|[Bb][AaEeYy]|Ch|[Dd][AaEeUu]|[Ee][AaIiLlVv]|[Ff][EeIiOoRr]|[Hh][EeIiOo]"
    r"|[Ii][NnTt]|J[AUau]|[Ll]a|[Mm][AaIiOo]|[Nn][EeIiOo]|[Oo][CFNVcfnv]|[Ss][AEIOUaeiou]|[Tt][EeHhIiOoUuWw]"
    r"|[Uu]n|[Ww][Ee]|[Ww]i|[Yy]e)"
)
"""How the first word of every date begins: of most words two letters tell that they open none."""

_PATTERN = re.compile(
    rf"""
    (?:(?<!\w)|(?=\())  # nothing begins within a word: most places fail at once
    {_OPENS}
    (?:
      (?P<iso>\b(?P<iso_y>{_Y})(?P<iso_sep>[-/.])(?P<iso_m>1[0-2]|0?[1-9])(?P=iso_sep)(?P<iso_d>[12]\d|3[01]|0?[1-9])\b)
    | (?P<dmspan>\b(?:{_W},?\s)?(?P<dms_d1>{_D}){_TH}?\s(?P<dms_m1>{_M})
      {_SEP}(?P<dms_d2>{_D}){_TH}?\s(?P<dms_m2>{_M})(?:,?\s(?P<dms_y>{_Y}))?\b)
    | (?P<mdspan2>\b(?:{_W},?\s)?(?P<mds_m1>{_M})\s(?P<mds_d1>{_D}){_TH}?
      {_SEP}(?P<mds_m2>{_M})\s(?P<mds_d2>{_D}){_TH}?(?:,?\s(?P<mds_y>{_Y}))?\b)
    | (?P<ddm>\b(?P<ddm_d1>{_D}){_TH}?
      {_SEP}(?P<ddm_d2>{_D}){_TH}?(?:\sof)?\s(?P<ddm_m>{_M})(?:,?\s(?P<ddm_y>{_Y}))?
        (?P<ddm_that>\sof\s(?:that|the\ssame|the\snext|the\sfollowing|the\sprevious)\syear)?\b)
    | (?P<mdd>\b(?P<mdd_m>{_M})\s(?P<mdd_d1>{_D}){_TH}?
      {_SEP}(?P<mdd_d2>{_D}){_TH}?(?:,?\s(?P<mdd_y>{_Y}))?(?!\w))
    | (?P<dm>\b(?P<dm_d>{_D})(?:{_TH})?(?:\sof
        |\sday\sof)?[\s-](?P<dm_m>{_M})(?:[,\s-]{{1,2}}(?P<dm_y>{_Y}))?(?P<dm_that>\sof\s(?:that
        |the\ssame|the\snext|the\sfollowing|the\sprevious)\syear|\sthat\syear|\slast\syear|\sthis\syear|\snext\syear|\sof\s(?:last|this
        |next)\syear|\slast(?!\s\w))?)
    | (?P<md>\b(?P<md_m>{_M})\s(?P<md_d>{_D})(?:{_TH})?(?:,?\s(?P<md_y>{_Y}))?(?P<md_that>\sof\s(?:that
        |the\ssame|the\snext|the\sfollowing|the\sprevious)\syear|\sthat\syear|\slast\syear|\sthis\syear|\snext\syear|\sof\s(?:last|this
        |next)\syear|\slast(?!\s\w))?(?![\d,]*\d))
    | (?P<worded>\b[Tt]he\s(?P<wo_d>{_FIRST})\s(?:day\s)?of\s(?:(?P<wo_m>{_M})(?:,?\s(?P<wo_y>{_Y}))?
        |(?P<wo_that>that\smonth|the\s(?:same\s)?month))\b)
    | (?P<feast>\b(?P<fe_name>(?:New\sYear['’]s|Christmas)\s(?:Day|Eve))(?:,?\s(?:of\s|in\s)?(?P<fe_y>{_Y}))?)
    | (?P<slash>\b(?P<sl_a>\d{{1,2}})(?P<sl_sep>[/.])(?P<sl_b>\d{{1,2}})[/.](?P<sl_y>{_Y})\b)
    | (?P<my>\b(?:(?:early|late|mid)[\s-])?(?P<my_m>{_M}),?\s(?:of\s)?(?P<my_y>{_Y})\b)
    | (?P<mthat>\b(?P<mt_m>{_M})\s(?:of\s)?(?P<mt_that>that\syear|the\ssame\syear|the\s(?:following
        |next|previous)\syear|last\syear|this\syear|next\syear))
    | (?P<thatm>\b(?:[Tt]hat(?:\s(?:very|same))?|the\ssame)\s(?P<tm_m>{_M})(?!\.?\s?\d))
    | (?P<mrel>\b(?P<mr_rel>[Ll]ast|[Nn]ext|[Tt]his|this\spast|this\scoming|the\sfollowing
        |the\sprevious)\s(?P<mr_m>{_M})(?!\s\d))
    | (?P<mbare>\b(?:(?:[Ii]n|[Ss]ince|[Bb]y|[Dd]uring|[Ll]ate|[Ee]arly|[Mm]id)(?:[\s-](?:early|late|mid
        |middle\sof|the\smonth\sof))?[\s-](?P<mb_m>{_M})(?!,?\s(?:of\s)?{_Y}|\.?\s?\d|['’]|\s(?:of\s)?(?:that|the\ssame|the\sfollowing|the\snext|the\sprevious|last
        |this|next)\syear)|(?:from|of|until|for|and|the\send\sof|as\slate\sas
        |as\searly\sas)(?:[\s-](?:early|late|mid|middle\sof))?[\s-](?P<mb_n>{_M})(?!,?\s(?:of\s)?{_Y}|\.?\s?\d|\s[A-Z]|['’]
        |\s(?:of\s)?(?:that|the\ssame|the\sfollowing|the\snext|the\sprevious|last|this|next)\syear))
        |(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|an?)|['’]s)\s(?P<mb_o>{_M})(?=\s(?:visit|trip|talks|summit|meeting
        |call|phone|agreement|deal|attack|raid|strike|ban|expulsion|accord|declaration|ceasefire|truce|stop)\b))
    | (?P<wspan>\b(?:[Ff]rom\s)?(?P<ws_a>{_W})\s(?:to|and|until|till|through)\s(?P<ws_b>{_W})\b
      (?P<ws_week>\s(?:of\s)?(?:last|next)\sweek|\slast)?)
    | (?P<weekend>\b(?:(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring)\s(?:the|this|this\spast|the\spast|last)
        |[Tt]his(?:\spast)?|[Ll]ast)\sweekend\b(?!['’]|\sof\b|\s(?:before|after)\b))
    | (?P<weekday>\b(?:(?P<wd_rel>(?:on|later|earlier|late|early)\sthat|(?:[Oo]n|[Bb]y)\sthe
        |that\s(?:very|same)|the\s(?:very\s)?same|[Ll]ast|[Nn]ext|[Tt]his|this\spast|this\scoming|the\sfollowing|the\sprevious
        |a\sweek\sago|yesterday)\s)?(?P<wd>{_W})(?P<wd_late>\sof\slast\sweek|\sof\snext\sweek
        |\s(?:of\s)?(?:that|the\ssame|the\sfollowing|the\sprevious)\sweek
        |\slast\sweek|\snext\sweek|\sa\sweek\sago
        |\slast|\sweek(?=[.,;]|\s(?:to|for|when|at|in)\b))?(?:,?\s(?:the\s)?(?P<wd_d>{_D}){_TH}(?!\s\w+\scentury
        |,?\s(?:(?:day\s)?of\s)?{_M}|\s(?:anniversary|time|birthday|edition|day|annual|{_NUMBERED})))?)
    | (?P<ordinal>\b(?:(?:[Oo]n|of|until|till|from|by|to|and|since|later\son|evening\sof|morning\sof|night\sof
        |afternoon\sof)\sthe|(?<=,\s)the(?=\s\d{{1,2}}{_TH}(?:[,;.]|\sand\sthe\s\d)))\s(?P<ord_d>{_D}){_TH}(?:{_SEP}(?P<ord_d2>{_D}){_TH})?(?!\s(?:anniversary
        |century|time|edition|session|meeting|round|summit|parallel|floor|party|congress|year|day|birthday
        |{_NUMBERED}|(?:(?:day\s)?of\s)?{_M}|annual|largest|most|country))(?P<ord_rel>\s(?:of\s(?:this|last|next)\smonth
        |of\s(?:that\smonth|the\s(?:month|same\smonth))|last\smonth))?)
    | (?P<paren>(?<!\w)\((?P<par_d>{_D})\))
    | (?P<agotoday>\b(?P<at_n>{_N}|{_TENS})\syears\sago\s(?:today|(?:on\s)?this\s(?:very\s)?day)\b)
    | (?P<today>\b(?:[Tt]oday|[Tt]onight|(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)\stoday
        |[Tt]his\s(?:very\s)?(?:morning|afternoon|evening)|at\s(?:noon|dawn)\stoday)\b)
    | (?P<yesterday>\b(?:[Yy]esterday|[Ll]ast\s(?:night|evening)|[Oo]vernight)(?:\s(?:morning|afternoon
        |evening|night))?\b)
    | (?P<tomorrow>\b(?:[Tt]omorrow)(?:\s(?:morning|afternoon|evening|night))?\b)
    | (?P<dby>\bthe\sday\s(?P<dby_rel>before\syesterday|after\stomorrow)\b)
    | (?P<same>\b(?:[Tt]he\ssame|[Tt]hat(?:\svery)?|[Ll]ater\sthat|[Ll]ater\sthe\ssame
        |[Ee]arlier\sthe\ssame|earlier\sthat)\s{_PART}\b|\b(?:[Hh]ours|[Mm]inutes)\s(?:later|earlier|before
        |after)\b|\b(?:[Aa]n|[Oo]ne|[Tt]wo|[Tt]hree|[Aa]\sfew|[Ss]ome)\s(?:hours?|minutes)\s(?:later
        |earlier|afterwards)\b|\b[Ww]ithin\s(?:the\s)?(?:an\s)?hours?\b|\b[Bb]efore\sthe\sday\swas\sout\b
        |\b(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\sin\sthe\sday\b
        |\b[Bb]y\s(?:nightfall|evening|midnight|midday|the\sevening)\b)
    | (?P<then>\b(?:at\sthat\s(?:time|point)|on\sth(?:at|e\ssame)\soccasion
        |during\sth(?:at|e\ssame)\s(?:visit|trip|meeting|tour|stay)|(?:in|during)\sthose\s(?:very\s
        |same\s)?days)\b)
    | (?P<nextday>\b(?:[Nn]ext\s(?:day|morning|evening)
        |[Tt]he\s(?:next|following)\s(?:day|morning|evening|afternoon)|the\sday\safter(?!\s\w)|[Aa]\sday\s(?:later|after(?!\s\w))|[Oo]ne\sday\slater)\b)
    | (?P<prevday>\b(?:[Oo]n\sthe\seve\sof\s(?:the|his|her|their|that)\s(?:meeting|summit|visit|talks
        |trip|signing|conference)|[Tt]he\s(?:previous|preceding)\s(?:day|evening|night)
        |[Tt]he\sday\sbefore(?!\syesterday|\s\w+ing\b|\s(?:the|a|his|her|its)\b)|[Aa]\sday\s(?:earlier
        |before(?!\s\w)|before(?=\s(?:the|his|her|their|its)\s\w+\b))|[Oo]ne\sday\s(?:earlier|before)|the\s(?:night|evening)\sbefore)\b)
    | (?P<shift>\b(?P<sh_n>{_N})\s(?P<sh_unit>days?|weeks?|months?|years?)\s(?P<sh_dir>ago|earlier
        |before(?!\s\w)|later|afterwards|after(?:\sthat\b|(?!\s\w))|hence|from\snow)\b)
    | (?P<inshift>\b(?:in|within)\s(?P<in_n>{_N})\s(?P<in_unit>days?|weeks?|months?|years?)(?:['’]\stime)?\b)
    | (?P<relunit>\b(?:(?:early|late|later|earlier|the\send\sof
        |the\sbeginning\sof)\s)?(?P<ru_rel>[Tt]he\snext|[Tt]he\sfollowing|[Tt]he\sprevious|[Tt]he\ssame
        |[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat(?:\s(?:very|same))?)\s(?P<ru_unit>week|month|year|weekend)\b)
    | (?P<that_year>\b(?:in\s|of\s|later\s)(?:that(?:\ssame)?|the\ssame)\syear\b)
    | (?P<year>\b(?:[Ii]n|[Ss]ince|of|[Ff]rom|dated|back\sto|[Uu]ntil|[Dd]uring|[Bb]etween|[Bb]y|for
        |[Ee]arly|[Ll]ate|[Mm]id|and|as\s(?:early|late)\sas|year)[\s-](?:(?:early|late|mid
        |the\syear)[\s-])?(?P<yr>{_Y})(?!\s?[-–]\s?\d|\d|[,.]\d|['’]?s\b|\s(?:people|troops|soldiers
        |workers|km|kilometres|kilometers|tonnes|tons|metres|US|American|jobs|MW|megawatts|dollars|euros
        |personnel|students|visitors|vehicles|residents|refugees)\b))
    | (?P<pyear>\((?P<pyr>{_Y})\))
    | (?P<pactyear>\b(?:[Tt]he|[Tt]heir|[Ii]ts|a)\s(?P<pay>{_Y})(?=\s(?:[\w-]+\s){{0,3}}?(?i:agreement|treaty
        |accord|pact|protocol|memorandum)\b))
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A stretch of words that names a time.

    Attributes:
        start, end: Span in the sentence.
        kind: Which rule of `find_dates` it obeys.
        parts: What the rule captured.
        aside: Span of the clause set off by a comma that it stands in, (0, 0) outside of any: "the pact,
            which they signed in 2002, ...".
    """

    start: int
    end: int
    kind: str
    parts: tuple[tuple[str, str], ...]
    aside: tuple[int, int] = (0, 0)

    def get(self, name: str) -> str:
        """Return a captured part, "" if absent."""
        return dict(self.parts).get(name, "")


_KINDS = tuple(
    "iso dmspan mdspan2 ddm mdd dm md worded feast slash my mthat thatm mrel mbare wspan weekend weekday "  # noqa: SIM905
    "ordinal paren agotoday today yesterday tomorrow dby same "
    "then nextday prevday shift inshift relunit that_year year pyear pactyear".split()
)
_HAS_TIME = re.compile(
    r"\d|th\sof\s|days?\b|\beve\b|th(?:at|e\ssame)\s(?:time|point|occasion|visit|trip|meeting|tour|stay)|night|Eve|Day|[Tt]o(?:day|morrow)|overnight|month|week|year|[Hh]our|[Mm]inutes|morning|evening|noon|days|"
    + _M
)


_FEASTS = {
    "new year's day": ("January", "1"),
    "new year's eve": ("December", "31"),
    "christmas day": ("December", "25"),
    "christmas eve": ("December", "24"),
}


def _feast(match: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """Return the parts of a month and a day for a feast that has the same each year."""
    month, day = _FEASTS[" ".join(match["fe_name"].replace("’", "'").casefold().split())]
    year = (("md_y", match["fe_y"]),) if match["fe_y"] else ()
    return (("md_m", month), ("md_d", day), *year)


def _worded(match: re.Match[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the kind and the parts of "the first of July" and "the third of that month"."""
    day = str(_FIRST_WORDS.index(match["wo_d"]) + 1)
    if match["wo_m"]:
        year = (("dm_y", match["wo_y"]),) if match["wo_y"] else ()
        return "dm", (("dm_d", day), ("dm_m", match["wo_m"]), *year)
    return "ordinal", (("ord_d", day), ("ord_rel", "of that month"))


@lru_cache(maxsize=512)
def find_dates(sentence: str) -> tuple[DateExpression, ...]:
    """Return the time expressions of a sentence in order; spans do not overlap."""
    if not _HAS_TIME.search(sentence):
        return ()
    found: list[DateExpression] = []
    asides = [m.span() for m in _ASIDE.finditer(sentence)]
    for match in _PATTERN.finditer(sentence):
        kind = next(k for k in _KINDS if match.group(k) is not None)
        parts = tuple(
            (name, value)
            for name, value in match.groupdict().items()
            if value is not None and name not in _KINDS
        )
        if kind == "feast":
            kind, parts = "md", _feast(match)
        elif kind == "worded":
            kind, parts = _worded(match)
        elif kind == "weekend":
            kind, parts = "wspan", (("ws_a", "Saturday"), ("ws_b", "Sunday"))
        start = match.start()
        end = match.end()
        year = _YEAR_BEFORE.search(sentence, max(0, start - 8), start) if kind in _DAYS_OF_A_YEAR else None
        if year and f"{kind}_y" not in dict(parts):
            start, parts = year.start(1), (*parts, (f"{kind}_y", year[1]))
        if (
            kind == "md"
            and _IN_A_MONTH.search(sentence, max(0, start - 4), start)
            and _MEN.match(sentence, end)
        ):
            kind, end, parts = "mbare", match.end("md_m"), (("mb_m", match["md_m"]),)
        if found and found[-1].kind == "year" and kind in _DAYS_OF_A_YEAR:
            year = _THEN_DAY.fullmatch(sentence, found[-1].end, start)
            field = f"{_DAYS_OF_A_YEAR[kind]}_y"
            if year and field not in dict(parts):
                before = found.pop()
                start, parts = before.start, (*parts, (field, before.get("yr")))
        if kind in _OF_A_WEEK and found and found[-1].get("ru_unit") == "week":
            parts = _of_last_week(sentence, found[-1], match, kind, parts)
        if kind in _DAYS_OF_A_YEAR and f"{_DAYS_OF_A_YEAR[kind]}_y" not in dict(parts):
            edition = _OF_EDITION.search(sentence, max(0, start - 60), start)
            parts = (*parts, (f"{_DAYS_OF_A_YEAR[kind]}_y", edition[1])) if edition else parts
        if found and found[-1].kind == "weekday" and kind in _DAYS_OF_A_YEAR:
            is_bracketed = sentence[found[-1].end : start] == " ("
            start = found[-1].start if is_bracketed else start  # "on Wednesday (Mar 12)" is one date
        if kind == "today" and _is_quoted(sentence, start):
            parts = (("td_quoted", "yes"),)
        aside = next((span for span in asides if span[0] < start < span[1]), (0, 0))
        found.append(DateExpression(start, end, kind, parts, aside))
    return tuple(
        e
        for i, e in enumerate(found)
        if not _is_restated(sentence, e, found[max(0, i - 1) : i + 2])
        and not (i + 1 < len(found) and found[i + 1].start == e.start)
        and not _ELSEWHERE.match(sentence, e.end)
        and not (e.kind == "relunit" and _COUNTED.search(sentence, max(0, e.start - 30), e.start))
    )


_OPENS_QUOTE, _CLOSES_QUOTE = re.compile(r"“|(?:^|(?<=[\s(]))\"(?=\S)"), re.compile(r"”|(?<=\S)\"")


def _is_quoted(sentence: str, start: int) -> bool:
    """True for a word within quotation marks, one of which may stand in another sentence."""
    opened = [m.start() for m in _OPENS_QUOTE.finditer(sentence, 0, start)]
    closed = [m.start() for m in _CLOSES_QUOTE.finditer(sentence, 0, start)]
    if opened or closed:
        return bool(opened) and (not closed or opened[-1] > closed[-1])
    later, again = _CLOSES_QUOTE.search(sentence, start), _OPENS_QUOTE.search(sentence, start)
    return later is not None and (again is None or later.start() < again.start())


_ASIDE = re.compile(
    r",\s+(?:who|which|where|whose|whom|(?:(?:first|last|already|only)\s+)?(?:announced|agreed|signed|concluded|severed|cut|broken|"
    r"imposed|held|launched|introduced|elected|appointed|sworn|born|killed|arrested|detained|closed|opened|built|founded|"
    r"established|delivered|ordered|passed|adopted|reached|struck|negotiated|initialled|ratified|suspended|frozen|approved|"
    r"published|taken|made|begun|set))\b[^,;]*"
)
"""A relative clause, or one that a participle opens: the days in it are of what it tells."""
_YEAR_BEFORE = re.compile(rf"(?<![\w$€£.,])({_Y}),?:?\s$")
"""Before the day of a chronology: "1930 30 October", "1941, April 6"."""
_IN_A_MONTH, _MEN = re.compile(r"\b[Ii]n\s$"), re.compile(r"\s[a-z]+\b")
"""Around what is counted: "in January 12 men went home"."""
_DAYS_OF_A_YEAR = {"dm": "dm", "md": "md", "ddm": "ddm", "mdd": "mdd"}
_THEN_DAY = re.compile(r",?\s\(?(?:(?:on|from|between)\s)?(?:the\s)?|\s?\((?:on\s|from\s)?", re.IGNORECASE)
"""Between a year and its days: "in 2024, from 3 to 5 April", "in 2019 (on 5 June)"."""
_ELSEWHERE = re.compile(
    r",?\s+(?:in\s+)?(?:[A-Z][\w ]{2,20}|local)\s+(?:standard\s+)?time\)|\s+(?:[A-Z]{2,4}T|UTC)\)|"
    r"\s+(?:each|every)\s+year\b|\s+annually\b"
)
"""After a day of each year, or one told again by the clock of home: "(8 a.m. on October 1, Japan time)"."""
_OF_EDITION = re.compile(
    r"\b[Tt]he\s((?:19|20)\d\d)\s(?:edition|exercise|drills?|summit|meeting|session|round|tour|visit|talks)\b[^,;]*$"
)
"""Before a day without a year: "the 2017 edition opened on 30 July"."""
_OF_A_WEEK = {"wspan": "ws_week", "weekday": "wd_late"}
_IN_ITS_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|while|when|after|before|said|says|told)\b|;)[^\n]){0,90}")
_OF_THAT_WEEK = re.compile(r",?\s(?:from\s|on\s)?")


def _of_last_week(
    sentence: str,
    week: DateExpression,
    match: re.Match[str],
    kind: str,
    parts: tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    """Return the parts of a weekday with the week told before it: "last week's visit, from Monday on"."""
    gap = sentence[week.end : match.start()]
    is_told = "wd_rel" in dict(parts) or _OF_A_WEEK[kind] in dict(parts)
    fits = (_IN_ITS_CLAUSE if kind == "wspan" else _OF_THAT_WEEK).fullmatch(gap) is not None
    if is_told or not fits or week.get("ru_rel").casefold() != "last":
        return parts
    return (*parts, (_OF_A_WEEK[kind], " last week"))


_COUNTED = re.compile(
    r"\bthe\s+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|\d+(?:st|nd|rd|th))\s+"
    r"(?:(?:time|such|one|visit|round|case|incident|protest)\s+)?(?:(?:so\s+far|already)\s+)?$"
)
"""Before a month or year in which acts are counted: "a note on Sunday, the third this month"."""


_CALENDAR = frozenset("iso dmspan mdspan2 ddm mdd dm md slash".split())  # noqa: SIM905


def _is_restated(sentence: str, expression: DateExpression, near: list[DateExpression]) -> bool:
    """True for a vague date that a full one beside it tells exactly: "two days later, on February 24"."""
    if expression.kind in _CALENDAR or expression.kind in ("year", "my"):
        return False
    for other in near:
        if other.kind in _CALENDAR or (other.kind == "my" and expression.kind in ("shift", "relunit")):
            gap = sentence[min(expression.end, other.end) : max(expression.start, other.start)]
            if re.match(r"^\s?[,(]?\s*(?:on\s+|the\s+|in\s+|a\s+)?$", gap):
                return True
    return False
