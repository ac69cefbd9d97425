"""Sentences: the story cut into headlines, datelines and sentences, each with its place in the text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from etl.coding.days.date_words import find_dates
from etl.coding.text.cleaning import is_furniture
from etl.coding.text.entry_labels import (
    MONTH,
    WEEKDAY,
    YEAR_OVER_IT,
    find_label,
    is_dated_visit,
    is_fact,
    month_under,
    of_year_over_it,
)
from etl.coding.who.gazetteer import gazetteer, key

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "lieut",
        "col",
        "sen",
        "rep",
        "gov",
        "prof",
        "st",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "no",
        "inc",
        "co",
        "ltd",
        "vs",
        "amb",
        "capt",
        "adm",
        "maj",
        "sgt",
        "hon",
        "rev",
        "jr",
        "sr",
        "brig",
        "cmdr",
        "pres",
        "min",
        "dept",
        "est",
        "fig",
        "approx",
        "etc",
        "cf",
        "art",
        "al",
        "gov't",
        "ft",
        "mt",
        "messrs",
        "mme",
        "mlle",
        "sra",
        "srta",
        "dato",
        "eng",
        "ing",
        "h.e",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "u.a.e",
        "p.m",
        "a.m",
        "d.c",
        "i.e",
        "e.g",
        "ph.d",
        "s.a",
        "sec",
        "pm",
        "ret",
        "undersec",
        "asst",
        "kh",
        "ts",
        "sh",
        "ch",
        "zh",
        "dz",
        "yu",
        "ya",
    ]
)
_END = re.compile(
    r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9À-ÖØ-Þ•]|\(\s[A-Z])|"
    r"(?<=[a-z0-9])[\"”]\s+(?=[A-Z][a-z]+ (?:said|told))"
)
_LAST_WORD = re.compile(r"([\w.'’]+)[.!?…]+[\"”’'»)\]]*\s+$")
_DATELINE = re.compile(
    rf"""^[\[(]?(?P<place>[A-ZÀ-Þ][\w'’./-]*(?:\ (?:[A-ZÀ-Þ][\w'’./-]*|de|do|da|del|la|el|of)){{0,3}}
         (?:,\ [A-ZÀ-Þ][\w'’.]*(?:\ [A-ZÀ-Þ][\w'’.]*){{0,3}}|\ \[[A-Z][A-Za-z ]+\])??)
    (?:\ \([A-Z][^()\n]{{1,40}}\)(?=,?\ (?:{MONTH}\ \d|\d{{1,2}}\ {MONTH})))?
    (?P<date>,?\ \(?(?:{WEEKDAY},?\ )?(?:{MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?
        |\d{{1,2}}(?:st|nd|rd|th)?\ {MONTH}(?:,?\ \d{{4}})?
         |\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)\)?|,\ {WEEKDAY}(?=[\s.]*[-–—:.]))?
    (?P<agency>\ ?[(\[/][^)\]\n]{{2,60}}[)\]]|\.?\s/[A-Z ]+/)?
    \s*(?P<dash>—|–|--?|:|\.\s*[-–—]+|\.(?=\s)|\||(?<=\)))\s+(?=\S)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        text: Its words, without the dateline.
        start: Where `text` begins in the clean text.
        paragraph: Number of its paragraph, 0 first.
        is_heading: True for headlines, crossheads, bylines: they name, they do not tell.
        is_lead: True in the first paragraph of the story.
        label: The date that opens its paragraph or stands as a heading over it ("April 23 -"), "" for none.
        place: The place that opens its paragraph where that is not the story's first dateline.
    """

    text: str
    start: int
    paragraph: int
    is_heading: bool
    is_lead: bool
    label: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date that open a report: "PUTRAJAYA, Nov 22:"."""

    place: str
    date: str


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences of an article in order, with its dateline if it has one."""

    sentences: tuple[Sentence, ...]
    dateline: Dateline | None


_INITIALS = re.compile(r"(?:[a-z]\.)*[a-z]")
_MAY_END = frozenset(("u.s", "u.k", "u.n", "e.u", "u.a.e", "p.m", "a.m", "d.c", "inc", "co", "ltd", "etc"))
_OPENER = re.compile(
    r"(?:In|On|At|The|He|She|They|It|But|This|That|These|Those|Both|After|Before|When|While|As|By|From|His|Her|"
    r"Their|Its|Since|During|There|Earlier|Later|Mr|Mrs|Ms)\b"
)
"""After these abbreviations such a word opens a sentence: "went to the U.N. In May it withdrew"."""


def _split(paragraph: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(paragraph):
        before = paragraph[start : match.end()]
        word = _LAST_WORD.search(before)
        if word:
            last = word.group(1).casefold()
            is_short = last.rstrip(".") in _ABBREVIATIONS or _INITIALS.fullmatch(last)
            if is_short and not (last in _MAY_END and _OPENER.match(paragraph, match.end())):
                continue
        yield start, start + len(before.rstrip())
        start = match.end()
    if paragraph[start:].strip():
        yield start, len(paragraph.rstrip())


_CLAUSE = re.compile(
    r";\s+(?=\S)|,\s+(?=[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s+(?:had|has|was|were|[a-z]{3,}ed)\s)|"
    r",\s+(?:and|but|while|whereas)\s+(?=(?:[A-Z]|the\b|its\b|their\b|his\b|her\b|in\b|on\b|by\b|then\b))"
)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|had|have|will|would|did|[a-z]{3,}ed|met|held|made|went|came|took|left|said|began|sent|gave|"
    r"flew|broke|cut|put|shut|hit|struck|withdrew|won|fell|fought|shot|sank|swore|rose|paid|told|led)\b"
)


_LONGEST_CLAUSE = 500
"""Letters that are searched for a verb and a date on either side: hostile text must not take minutes."""


def _dated_clauses(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph; clauses with a verb and a date of their own each by itself.

    "In 1978 A invaded B, and B attacked C in February 1979" tells two acts of a kind.
    """
    for start, end in _split(paragraph):
        begin = start
        for border in _CLAUSE.finditer(paragraph, start, end):
            head = paragraph[max(begin, border.start() - _LONGEST_CLAUSE) : border.start()]
            tail = paragraph[border.end() : min(end, border.end() + _LONGEST_CLAUSE)]
            if all(_FINITE.search(part) and find_dates(part) for part in (head, tail)):
                yield begin, border.start()
                begin = border.end()
        yield begin, end


_NO_PLACE = re.compile(
    rf"(?:{WEEKDAY}|{MONTH}|From|On|In|By|Since|Until|Between|After|Before|During)\b", re.IGNORECASE
)
"""What opens an entry of a calendar is no place, nor is a preposition: "MONDAY, 15 MAY.", "From 3 May -"."""


def _dateline(text: str) -> re.Match[str] | None:
    match = _DATELINE.match(text)
    if not match or _NO_PLACE.match(match["place"]):
        return None
    place = match["place"].split(",")[0]
    letters = [c for c in place if c.isalpha()]
    is_caps = bool(letters) and all(c.isupper() for c in letters) and len(letters) > 2
    if match["dash"] == "":
        # "New Delhi, May 25 (PTI) France's president ..."
        is_named = match["agency"] is not None and re.search(r"[A-Z]{2}|[A-Z][a-z]+", match["agency"])
        return match if is_named and (is_caps or match["date"]) else None
    known = gazetteer().entries.get(key(place.split("/")[0]))
    # "Astana, 19 April 2024. The President ...": with a full date a full stop is enough.
    is_full = match["dash"] != "." or re.search(r"\d{4}", match["date"] or "") is not None
    if known and known.kind in ("capital", "city") and is_full:
        return match
    if is_caps or (match["date"] and match["dash"] != ".") or (match["agency"] and match["dash"] != "."):
        return match
    return match if match["dash"] in ("—", "–", "--") and len(place) < 25 and "," in match["place"] else None


_CLOCK_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:\s?(?:GMT|UTC|CET|a\.?m\.?|p\.?m\.?))?\s*(?:—|–|:|-)\s+")
_CLOCK_LINE = re.compile(
    r"\d{1,2}[:.]\d\d(?:\s?(?:GMT|UTC|CET|a\.?m\.?|p\.?m\.?))?(?:\s[A-ZÀ-Þ][\w'’ ]{2,30})?$"
)
"""The time that heads an entry of a live page: what follows is the lead of that entry."""
_WIKI_TITLE = re.compile(r"={2,6}\s*([^=\n]{1,120}?)\s*={2,6}")
"""A heading as wikis mark it: "== 2009 =="."""
_DIGEST = re.compile(
    r"\bcurrent\s+events\b|\b(?:news|world|events|headlines|day|week|diplomacy)\s+(?:digest|round-?up|summary|in\s+brief|in\s+review)\b|"
    r"\b(?:daily|morning|evening|midday)\s+(?:news\s+)?(?:digest|brief(?:ing)?s?|bulletin|round-?up|summary)\b",
    re.IGNORECASE,
)
"""Heads a page on which every entry is of the day that stands there: "Current events/2021 August 24"."""
_YEAR_FIRST = re.compile(rf"\b((?:19|20)\d\d)\s+({MONTH})\s+(\d{{1,2}})\b")


def _day_of_digest(body: str) -> str:
    """Return the whole date in the title of a day's digest, "" for other lines."""
    if len(body) > 90 or not _DIGEST.search(body):
        return ""
    year_first = _YEAR_FIRST.search(body)
    if year_first:
        return f"{year_first[2]} {year_first[3]}, {year_first[1]}"
    dates = [e for e in find_dates(body) if e.kind in ("iso", "dm", "md", "slash")]
    words = body[dates[0].start : dates[0].end] if dates else ""
    return words if re.search(r"(?:19|20)\d\d", words) else ""


_CLOSED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_LONG_TITLE, _SHORTEST_LEAD, _BYLINES = 260, 60, 2


def _is_long_title(body: str, below: Sequence[str]) -> bool:
    """True for a headline or standfirst of many words over the story: "Statement on the Visit of King X".

    Args:
        body: The line, which no full stop ends; one that tells a day tells an act.
        below: The lines below it.
    """
    if len(body) > _LONG_TITLE or find_dates(body):
        return False
    told = [line.strip() for line in below if line.strip()][: _BYLINES + 1]
    first = next((line for line in told if len(line) > _SHORTEST_LEAD), "")
    return _CLOSED.search(first) is not None


def _is_told(piece: str, fewest: int) -> bool:
    """True for a whole sentence in a line that does not end like one: a caption before its credit."""
    return len(piece.split()) >= fewest and re.search(r"[a-z\d][.!?][\"”’']*$", piece) is not None


def _is_page_of_a_day(sentences: Sequence[Sentence]) -> bool:
    """True where a date stands over two or more short entries: what they tell was done on that day."""
    if not sentences or not sentences[0].is_heading or not sentences[0].label:
        return False
    lengths = Counter(one.paragraph for one in sentences[1:])
    return len(lengths) > 1 and max(lengths.values()) <= _LONGEST_ENTRY


_LONGEST_ENTRY = 2
_YEAR_OF_ENTRY = re.compile(r"^(?:19|20)\d\d(?:\s*[—–:|.]|\s+-|\s*$)", re.MULTILINE)
_FEW_ENTRIES, _FEW_WORDS = 3, 4


def _is_chronology(text: str) -> bool:
    """True for a list of years: its entries are told, full stop or not."""
    return len(_YEAR_OF_ENTRY.findall(text)) >= _FEW_ENTRIES


_STANDFIRST = 2
"""So many paragraphs at most stand between a headline and the dateline: what opens the story is behind it."""


def read_story(text: str) -> Story:
    """Return the sentences of the clean text, furniture left out, headings marked."""
    out: list[Sentence] = []
    dateline: Dateline | None = None
    number, lead, position, standfirst = -1, -1, 0, -1
    heading_label, dated_headings = "", 0
    clocked = False
    digest = ""
    is_chronology, is_under_year = _is_chronology(text), False
    lines = text.split("\n")
    for at, line in enumerate(lines):
        start, position = position, position + len(line) + 1
        stripped = line.strip()
        if not stripped or is_furniture(stripped):
            continue
        number += 1
        if number < 3 and not digest:
            digest = _day_of_digest(stripped)
            heading_label = digest or heading_label
        offset = start + len(line) - len(line.lstrip())
        body, label, place = stripped, "", ""
        titled = _WIKI_TITLE.fullmatch(body)
        if titled:
            offset, body = offset + titled.start(1), titled[1]
        star = re.match(r"(?:[*•▪►]|[-–—]{1,2})\s+", body)
        if star:
            offset, body = offset + star.end(), body[star.end() :]
        match = _dateline(body)
        if match and len(body) - match.end() > 30:
            if dateline is None:
                dateline = Dateline(match["place"].strip(), (match["date"] or "").strip(" ,()"))
                if 0 < number - lead <= _STANDFIRST:
                    standfirst, lead = lead, -1
            else:
                place = match["place"].strip()
            offset, body = offset + match.end(), body[match.end() :]
        clock_time = _CLOCK_TIME.match(body)
        if clock_time:
            offset, body = offset + clock_time.end(), body[clock_time.end() :]
        label, told = find_label(body)
        if not label:
            label, told = month_under(body, heading_label)
        opens_year = is_chronology and (bool(label) or is_under_year)
        is_under_year = bool(label) and told >= len(body)
        if label and told >= len(body):
            heading_label, dated_headings = label, dated_headings + 1
            label = ""
        elif label:
            label = of_year_over_it(label, heading_label)
            offset, body = offset + told, body[told:]
            opened = _dateline(body)
            if opened and len(body) - opened.end() > 30:
                place, offset, body = opened["place"].strip(), offset + opened.end(), body[opened.end() :]
        bullet = re.match(r"(?:[-•*–▪►]\s+|\(?\d{1,2}[.)]\s+)", body)
        if bullet:
            offset, body = offset + bullet.end(), body[bullet.end() :]
        clocked = clocked or clock_time is not None or _CLOCK_LINE.match(body) is not None
        letters = [c for c in body if c.isalpha()]
        is_heading = not _CLOSED.search(body) and (
            len(body) < 130
            or len(body.split()) < 18
            or (lead < 0 and label == "" and _is_long_title(body, lines[at + 1 :]))
        )
        is_heading = is_heading or (len(letters) > 3 and all(c.isupper() for c in letters))
        is_visit = is_heading and is_dated_visit(body)
        is_heading = is_heading and not (is_visit or is_fact(body))
        is_heading = is_heading and not (opens_year and len(body.split()) >= _FEW_WORDS)
        if not is_heading and not is_visit and lead < 0:
            lead = number
        opens_entry = clocked and not is_heading
        clocked = clocked and is_heading
        for a, b in _dated_clauses(body):
            out.append(
                Sentence(
                    body[a:b],
                    offset + a,
                    number,
                    is_heading and not _is_told(body[a:b], 4 if digest else 7),
                    number == lead or opens_entry,
                    label or heading_label,
                    place,
                )
            )
    if standfirst >= 0:
        out = [replace(s, is_lead=False) if s.paragraph == standfirst else s for s in out]
    is_of_year = YEAR_OVER_IT.fullmatch(heading_label) is not None
    is_of_many = any(s.label and s.label != heading_label for s in out)
    is_alone = dated_headings == 1 and not (digest or is_of_year or is_of_many)
    if is_alone and heading_label and not _is_page_of_a_day(out):
        # One date alone over a story is its day of writing, not a heading of a calendar.
        out = [replace(s, label="") if s.label == heading_label else s for s in out]
    return Story(tuple(out), dateline)
