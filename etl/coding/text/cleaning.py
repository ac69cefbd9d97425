"""Clean text: an article without its page furniture, every character still traceable to where it stood."""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_NAMED = "social|share|sharing|advert|advertisement|ads?|tags?|related|newsletter|cookies?|promo|caption"
_DROP = (
    r"(?P<drop><(?P<el>script|style|nav|footer|aside|form|button|figcaption)\b[^<>]*>.*?</(?P=el)\s*>"
    r"|<(?P<el2>span|div|p|ul|section)\b[^<>]*\bclass=[\"'][^\"'<>]*\b(?:"
    rf"{_NAMED})\b[^\"'<>]*[\"'][^<>]*>.*?</(?P=el2)\s*>"
    r"|<!--.*?-->)|"
)
_TAGS = (
    r"(?P<block></?(?:p|div|h[1-6]|li|ul|ol|br|tr|td|table|article|section|header|blockquote|body|html|"
    r"head|title)\b[^<>]*>)"
    r"|(?P<tag></?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>)|"
)
_ALWAYS = (
    r"(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z][a-zA-Z0-9]{1,30});)"
    r"|(?P<hyphen>(?<=[a-zà-ÿ])[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=[a-zà-ÿ]))"
    r"|(?P<nothing>[\u00ad\u200b-\u200f\u2060\ufeff\x00]+)"
    r"|(?P<footnote>(?<=[\w.,;:!?\"”’)\]])\[(?:\d{1,3}|[a-z]|(?:note|nb|n)[ ]\d{1,2}|dubious|dead[ ]link|"
    r"(?:citation|clarification|better[ ]source)[ ]needed|failed[ ]verification)\](?!\w)|[ ]?\[edit\](?!\w))"
    r"|(?P<columns>[ \t\u00a0]{4,}(?=\S))"
    r"|(?P<space>[ \t\u00a0\u2002-\u200a\u202f]{2,}|[\u00a0\u2002-\u200a\u202f\t])"
    r"|(?P<newline>\r\n?)"
    r"|(?P<scar>\?(?<=[a-z][.,!”\"]\?)\??(?=(?-i:[\"“A-ZÀ-Þ])|\s|$))"
)
_FLAGS = re.DOTALL | re.IGNORECASE
_OF_PAGE = re.compile(_DROP + _TAGS + _ALWAYS, _FLAGS)
_OF_BIG_PAGE = re.compile(_TAGS + _ALWAYS, _FLAGS)
_OF_TEXT = re.compile(_ALWAYS, _FLAGS)
_LETTER = "|(?P<letter>[^\\W\\d_][\\u0300-\\u036f]+)"
"""A letter and its marks one by one, as texts from some PDF files have them: "e" and an accent for "é"."""
_MANY_TAGS = 5_000
"""With more, elements are not dropped whole: looking for their ends could take minutes on a hostile page."""
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|div|h[1-6]|span|a|br|li|b|i|strong|em|script|style)\b[^<>]*>", re.IGNORECASE
)

FURNITURE = re.compile(
    r"""^\W*(?:
    (?:we|this\s+(?:web)?site)\s+uses?\s+cookies\b | by\s+continuing\s+to\s+(?:browse|use)
        | accept\s+(?:all|cookies)\b
    | share\s+(?:on|this|via)\b | share\s*:? $ | (?:also\s+)?read(?:\s+(?:also|more|next|on))?\s*:
        | read\s+(?:also|more)\b
    | see\s+also\b | related(?:\s+(?:articles?|stories|news|topics))?\s*(?::|$) | more\s+(?:on\s+this|from
        |stories)\b
    | subscribe\b | sign\s+up\b | log\s+in\b | newsletter\b | follow\s+(?:us|@) | join\s+(?:our|us)\b
        | download\s+(?:our|the)\s+app
    | advertisement\b | advertorial\b | sponsored\b | tags?\s*: | topics?\s*: | filed\s+under\b
        | keywords?\s*:
    | (?:file\s+)?photos?\s*(?:by|:|/|credit) | image\s*(?:credit|source|:) | picture\s*: | getty\s+images
        | video\s*: | watch\s*:
    | \(?(?:reporting|editing|additional\s+reporting|written|edited|translated)\s+by\b
    | copyright\b | ©|\(c\)\s*\d{4} | all\s+rights\s+reserved | terms\s+of\s+(?:use|service)
        | privacy\s+policy
    | visited\s+\d+\s+times? | \d+\s+(?:comments?|views?|shares?|likes?|min(?:ute)?s?\s+read)\b
        | leave\s+a\s+(?:comment|reply)
    | close(?:\s+search\s+window)?\s*$ | skip\s+to\b | back\s+to\s+top | menu\s*$ | home\s*[>|/»]
        | search\s*$ | print\s*$
    | click\s+here | most\s+(?:read|popular)\b | trending\b | breaking\s*$ | live\s+updates?\s*$
        | play\s+video
    | page\s+\d+\s*(?:of\s+\d+)?\s*$ | -\s*\d+\s*-\s*$ | written\s+by\b | posted\s+(?:on|by|in)\b
        | last\s+(?:updated|modified)\b
    | (?:published|updated)\s*(?::|on\b|at\b) | (?:by|from)\s+our\s(?:[\w-]+\W*){1,5}$
    | correct(?:ions?|ed)\s*: | an\s+earlier\s+version\s+of\s+this\s+(?:article|story|report)\b
        | this\s+(?:article|story|report)\s+(?:was|has\s+been)\s+(?:corrected|amended|updated)
    | the\s+(?:author|writer)\s+(?:is|teaches|was|works|writes)\b | (?:whatsapp|facebook|twitter|x
        |e-?mail)\s*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(
    r"^(?:By|BY|by)\s+(?:[A-ZÀ-Þ][\w.'’-]*,?\s*(?:and\s+|in\s+|\|\s*|-\s*)?){1,10}$|^[A-Z][a-z]+ "
    r"(?:reporter|correspondent|editor)$"
)


def is_furniture(line: str) -> bool:
    """True for a line of page furniture (cookie notice, share buttons, byline): no part of the story."""
    return (len(line) < 300 and FURNITURE.match(line) is not None) or (
        len(line) < 90 and _BYLINE.match(line) is not None
    )


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text to read, and the way back to the text as it came.

    Attributes:
        text: Cleaned text; paragraphs are separated by one newline.
        original: The text as it came.
    """

    text: str
    original: str
    _starts: tuple[int, ...]
    _origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """Return where the character at `position` of the clean text stands in the original."""
        piece = bisect_right(self._starts, position) - 1
        return min(self._origins[piece] + position - self._starts[piece], len(self.original))

    def origin_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of the clean span [start, end), which is not empty."""
        stop = self.origin(end - 1) + 1
        while stop < len(self.original) and unicodedata.combining(self.original[stop]):
            stop += 1
        return self.origin(start), stop


@cache
def _with_letters(edits: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(edits.pattern + _LETTER, edits.flags)


def _replacement(match: re.Match[str]) -> str:
    if match.lastgroup == "letter":
        return unicodedata.normalize("NFC", match.group())
    kind = match.lastgroup if match.lastgroup not in ("el", "el2") else "drop"
    if kind == "entity":
        value = html.unescape(match.group())
        return " " if value == "\u00a0" else value
    if kind in ("drop", "block", "columns", "newline"):
        return "\n"
    return " " if kind in ("space", "scar") else ""


def clean(original: str) -> CleanText:
    """Return `original` without tags, entities, soft breaks, wrapped lines and page furniture.

    Words are never changed: what stays is verbatim, and `CleanText.origin` leads back.
    """
    if not _LOOKS_LIKE_HTML.search(original):
        edits = _OF_TEXT
    else:
        edits = _OF_PAGE if original.count("<") <= _MANY_TAGS else _OF_BIG_PAGE
    if not unicodedata.is_normalized("NFC", original):
        edits = _with_letters(edits)
    pieces: list[tuple[str, int]] = []
    at = 0
    for match in edits.finditer(original):
        if match.start() > at:
            pieces.append((original[at : match.start()], at))
        new = _replacement(match)
        if new:
            pieces.append((new, match.start()))
        at = match.end()
    if at < len(original):
        pieces.append((original[at:], at))
    starts, origins, length = [0], [0], 0
    for text, origin in pieces:
        starts.append(length)
        origins.append(origin)
        length += len(text)
    joined = _with_years_over(_unwrap("".join(text for text, _ in pieces)))
    return CleanText(joined, original, tuple(starts), tuple(origins))


_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR_AND_DAY = re.compile(
    rf"^((?:1[6-9]|20)\d\d) (?=(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b)", re.MULTILINE
)


_YEAR_AND_ENTRY = re.compile(r"^((?:1[6-9]|20)\d\d) (?=[A-ZÀ-Þ][^\n]{12,})", re.MULTILINE)
_FEW_ENTRIES = 3


def _with_years_over(text: str) -> str:
    """Return a chronology with each year over its days, same length: "1930 30 October ..." begins a year.

    So does "1951 Greece and Italy sign ...", where several lines in a row of years begin like this.
    """
    if len(_YEAR_AND_DAY.findall(text)) > 1:
        text = _YEAR_AND_DAY.sub(r"\1\n", text)
    years = _YEAR_AND_ENTRY.findall(text)
    is_in_order = years in (sorted(years), sorted(years, reverse=True)) and len(set(years)) > 1
    return _YEAR_AND_ENTRY.sub(r"\1\n", text) if is_in_order and len(years) >= _FEW_ENTRIES else text


_ENTRY = re.compile(
    rf"(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s)?{_MONTH}(?:\s\d{{1,2}})?(?:,?\s\d{{4}})?\s*[:—–|]\s"
)
"""How an entry of a chronology begins, which is no wrapped line: "May: ...", "12 October: ..."."""
_BREAK = re.compile(r"[ ]*\n[ ]*")


def _unwrap(text: str) -> str:
    """Turn the newlines of wrapped lines into spaces, same length, so that a newline ends a paragraph."""
    if not re.search(r"\n[ ]*\n", text):
        return _unwrap_dense(text)
    lines = text.split("\n")
    wrapped = [line for line in lines if line.strip()]
    short = sum(len(line) <= 90 for line in wrapped)
    if short < 0.75 * len(wrapped):
        return text
    out = []
    for i, line in enumerate(lines[:-1]):
        out.append(line)
        following = lines[i + 1].strip()
        is_wrap = (
            len(line.strip()) >= 25
            and following != ""
            and not is_furniture(following)
            and not is_furniture(line.strip())
            and (not re.search(r"[.!?:]['\"”’]*\s*$", line) or len(line.strip()) > 40)
            and not re.match(
                r"[-•*–]\s|\(?\d{1,2}[.)]\s|\d{1,2}[:.]\d\d\s*[—–:-]|(?:19|20)\d\d\s*[—–:|]|"
                r"[A-Z][A-Z .'’/-]{2,30}\s[-–—]\s",
                following,
            )
            and not _ENTRY.match(following)
            and not re.match(r"\d{1,2}[:.]\d\d\s*[—–:-]", line.strip())
        )
        out.append(" " if is_wrap else "\n")
    out.append(lines[-1])
    return "".join(out)


_UNFINISHED = re.compile(r"[^.!?:;…\"”’'»)\]]\s*$|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|St)\.\s*$")
_GOES_ON = re.compile(r"[\"“‘'(]?[a-zà-ÿ]")


def _unwrap_dense(text: str) -> str:
    """The same for wrapped lines without a blank one among them: short lines, many of which go on small."""
    lines = text.split("\n")
    written = [line.strip() for line in lines if line.strip()]
    width = max(map(len, written), default=0)
    going_on = sum(_GOES_ON.match(line) is not None for line in written[1:])
    if len(written) < 5 or width > 100 or going_on < 0.3 * len(written):
        return text
    out = []
    for line, following in zip(lines, [one.strip() for one in lines[1:]], strict=False):
        out.append(line)
        is_full = len(line.strip()) > 0.8 * width
        is_wrap = (
            bool(following and line.strip())
            and not is_furniture(following)
            and not is_furniture(line.strip())
            and (_GOES_ON.match(following) is not None or is_full or _ends_open(line))
            and (is_full or _UNFINISHED.search(line) is not None)
        )
        out.append(" " if is_wrap else "\n")
    return "".join([*out, lines[-1]])


_OPEN_END = re.compile(r"(?:,|\b(?:the|an?|of|in|on|at|to|for|with|by|and|or|from|that|its|his|her))\s*$")


def _ends_open(line: str) -> bool:
    """True for a line that cannot be a heading: it ends with a comma or a little word."""
    return _OPEN_END.search(line) is not None
