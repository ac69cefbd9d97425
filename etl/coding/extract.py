"""Extract: the dated diplomatic acts that an article asserts, with the exact words that prove them.

Deterministic and offline: rules over a gazetteer (gazetteer.py) and a table of triggers (acts.toml).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding import modality, roles
from etl.coding.actors import Hit, Mention, Person, Register, read_mentions, scan
from etl.coding.acts import Act, acts, keys
from etl.coding.cleaning import CleanText, clean
from etl.coding.dates import Clock, DateExpression, Moment, Tense, find_dates, read_full_date, resolve
from etl.coding.gazetteer import gazetteer, key
from etl.coding.merging import merge
from etl.coding.offices import LEADERS, MINISTERS, lower_level
from etl.coding.sentences import Sentence, Story, read_story
from etl.coding.tiers import find_tier
from etl.coding.titles import compose_title
from etl.coding.topics import code_topics, count_topics

MAX_CHARS = 400_000
"""Longer texts are read up to here: no article is longer, and hostile input must not take minutes."""

_QUOTE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An act found in a text.

    Attributes:
        date: First day; first of the month or year where `date_precision` says so; None for an undated act.
        actor, recipient: iso3; alphabetical for mutual types.
        evidence: The exact words, at most 300 characters: `text[evidence_start:evidence_end]` of the input.
        confidence: high, medium or low: how directly the words say it.
        title: A sentence in our own words.
    """

    date: date | None
    date_precision: str
    date_end: date | None
    actor: str
    recipient: str
    type: str
    level: str
    tier: str
    place: str
    status: str
    topics: tuple[str, ...]
    evidence: str
    evidence_start: int
    evidence_end: int
    confidence: str
    title: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a text yields.

    Attributes:
        events: Dated acts, by date and place in the text.
        undated: Acts whose date the text does not settle; for review, never guessed. Their `date` is None.
        published: The day the dates were told against, None if it is not known.
    """

    events: tuple[FoundEvent, ...]
    undated: tuple[FoundEvent, ...]
    published: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act on its way: an event with what merging needs to know.

    Attributes:
        moment: None if undated.
        is_dated_here: The date stands in the sentence that tells the act.
        sentence: Number of the sentence.
        span: Of the evidence in the clean text.
    """

    type: str
    actor: str
    recipient: str
    moment: Moment | None
    is_dated_here: bool
    status: str
    level: str
    tier: str
    place: str
    sentence: int
    span: tuple[int, int]
    topics: tuple[str, ...]
    confidence: str
    days: int = 0


@dataclass(slots=True)
class _State:
    """What the story has said so far."""

    clock: Clock
    register: Register
    main_pair: tuple[str, str] | None
    is_multilateral: bool
    text: str = ""
    pair: tuple[str, str] | None = None
    pairs: list[tuple[str, str]] = field(default_factory=list)
    person: Mention | None = None
    nation: str = ""
    last: Candidate | None = None
    last_directed: Candidate | None = None
    traveller: Mention | None = None
    history: list[Candidate] = field(default_factory=list)
    destination: str = ""
    home_sentence: int = -99
    number: int = 0
    pair_number: int = -99

    def saw(self, a: str, b: str) -> None:
        pair = (a, b) if a < b else (b, a)
        self.pair = pair
        self.pair_number = self.number
        if pair in self.pairs:
            self.pairs.remove(pair)
        self.pairs.append(pair)

    def partner(self, iso: str) -> str:
        """Return the state that `iso` last had to do with, "" if none."""
        for pair in reversed(self.pairs):
            if iso in pair:
                return pair[1] if pair[0] == iso else pair[0]
        if self.main_pair and iso in self.main_pair:
            return self.main_pair[1] if self.main_pair[0] == iso else self.main_pair[0]
        return ""


def extract(
    text: str, published: date | None, *, today: date, publisher: str = "", url: str = ""
) -> Extraction:
    """Return the acts that `text` asserts.

    Args:
        text: An article as plain text; remains of HTML and page furniture are tolerated.
        published: Day of publication, against which "on Tuesday" is told. If None, a full date in the dateline or
            the heading serves; without any, acts with partial dates are undated.
        today: The present day; nothing later has happened yet.
        publisher, url: Where the text comes from; they do not change what is found.
    """
    del publisher, url
    cleaned = clean(text[:MAX_CHARS])
    story = read_story(cleaned.text)
    hits = [scan(s.text) for s in story.sentences]
    if not story.sentences or _is_sport(story):
        return Extraction((), (), published)
    anchor = _anchor(story, published)
    home = _home(story)
    state = _State(
        clock=Clock(anchor),
        register=Register(home=home),
        main_pair=_main_pair(story, hits),
        is_multilateral=_is_multilateral(story),
        text=cleaned.text,
    )
    if not home:
        state.register.home = _chief_nation(story, hits)
    counts: dict[int, dict[str, int]] = {}
    found: list[Candidate] = []
    hypothetical = -1
    for number, sentence in enumerate(story.sentences):
        state.number = number
        if modality.is_hypothetical_opening(sentence.text):
            hypothetical = sentence.paragraph
        label = _LABEL.match(sentence.text)
        if label:
            entry = gazetteer().entries.get(key(label[1]))
            if entry and entry.kind == "country":
                state.register.home = entry.iso3
        mentions = _settle(sentence, read_mentions(sentence.text, hits[number], state.register), state)
        expressions = find_dates(sentence.text)
        if sentence.is_heading:
            _note(sentence, mentions, state)
            continue
        if sentence.paragraph != hypothetical and len(sentence.text) < 2_000:
            new = list(_read_sentence(story, number, mentions, expressions, counts, state))
            found.extend(new)
        _advance(number, sentence, mentions, expressions, state)
    merged = merge(found)
    events = [_finish(c, cleaned) for c in merged if c.moment is not None and not _is_impossible(c, today)]
    undated = [_finish(c, cleaned) for c in merged if c.moment is None]
    events.sort(key=lambda e: (e.date or date.min, e.evidence_start, e.type, e.actor, e.recipient))
    return Extraction(tuple(events), tuple(undated), anchor)


_LABEL = re.compile(r"^([A-Z][\w’' -]{2,25}?)(?:\s[-–—]|:)\s")
"""A brief's label, "Estonia - ...": the state that the paragraph is about."""


def source_event_id(event: FoundEvent, text: str, url: str = "") -> str:
    """Return a stable id of an event: from the address (or else the text), the type, the two states and the date."""
    where = (
        re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip().casefold())
        or hashlib.sha256(text.encode()).hexdigest()
    )
    when = event.date.isoformat() if event.date else "undated"
    raw = "\n".join((where, event.type, event.actor, event.recipient, when))
    return "article-" + hashlib.sha256(raw.encode()).hexdigest()[:20]


# ---------------------------------------------------------------- what the article is


_SPORT = re.compile(
    r"\b(?:goal(?:keeper|less|s)?|scor(?:ed|er|ers|ing)|penalty (?:shoot|kick|area)|referee|striker|midfielder|defender|stadium|qualif(?:ier|iers|ying)|"
    r"half-time|halftime|kick-?off|wicket|batsman|innings|semi-?finals?|quarter-?finals?|league|championship|medal|coach|"
    r"players?|match|fixtures?|FIFA|draw|tournament|trophy|points clear|Olympics?|knockout|unbeaten|fans)\b",
    re.IGNORECASE,
)
_DIPLOMACY = re.compile(
    r"\b(?:ministers?|ambassadors?|embass(?:y|ies)|diplomats?|diplomatic|bilateral|treaty|foreign|president|sanctions|summit|talks)\b",
    re.IGNORECASE,
)


def _is_sport(story: Story) -> bool:
    text = " ".join(s.text for s in story.sentences[:40])
    words = [w.casefold() for w in _SPORT.findall(text)]
    return len(set(words)) >= 5 and len(words) > 1.5 * len(_DIPLOMACY.findall(text))


_MULTILATERAL = re.compile(
    r"\b(?:BRICS|Brics|G7|G-7|G20|G-20|APEC|Apec|SCO|Shanghai Cooperation|General Assembly|UNGA|ASEAN|Asean|East Asia Summit|NATO|Nato|African Union|"
    r"CELAC|Celac|COP\d\d|Commonwealth|Davos|Munich Security Conference|Shangri-La Dialogue|Arab League|OIC|Quad|TICAD|FOCAC|Francophonie|Nuclear Security Summit|"
    r"Pacific Islands Forum|Mercosur|Ibero-American|CARICOM|Caricom|SADC|ECOWAS|IGAD|Turkic States|OTS|CIS|Eurasian Economic|Gulf Cooperation Council|GCC|"
    r"BIMSTEC|ASEM|World Economic Forum|Security Council|European Political Community|Raisina Dialogue|Antalya Diplomacy Forum|Summit of the Americas)\b"
    r"[^.;]{0,60}\b(?:summit|gathering|meeting|forum|assembly|conference|leaders|session|margins|sidelines|dialogue)|"
    r"\b(?:summit|gathering|meeting|margins|sidelines|session)\b[^.;]{0,40}\b(?:BRICS|G7|G20|APEC|SCO|ASEAN|General Assembly|NATO|African Union|CELAC|COP\d\d|Commonwealth|OIC|Turkic States|CIS)\b"
)
_MARGINS = re.compile(
    r"\b(?:on|at|in)\s+the\s+(?:sidelines?|margins?|fringes|edges?)\s+of\b|\bsideline\b|\bon\s+the\s+(?:sidelines|margins|fringes)\b|\bside\s+(?:rooms?|meetings?)\b|\bcorridors\b|\bpull-aside\b|\bbrush-by\b",
    re.IGNORECASE,
)


def _is_multilateral(story: Story) -> bool:
    """True if the article's frame is a gathering of many states."""
    opening = [s.text for s in story.sentences if s.paragraph <= 3][:6]
    return any(_MULTILATERAL.search(t) or _MARGINS.search(t) for t in opening)


def _anchor(story: Story, published: date | None) -> date | None:
    """Return the day that "today" is: the dateline's if it lies close before the day of publication."""
    told = story.dateline.date if story.dateline else ""
    if published is None:
        full = read_full_date(told) if told else None
        if full:
            return full
        for sentence in story.sentences[:6]:
            if sentence.is_heading or len(sentence.text) < 60:
                full = read_full_date(sentence.text)
                if full:
                    return full
        return None
    if told:
        for expression in find_dates(told):
            moment = resolve(expression, Clock(published), "past")
            if (
                moment
                and moment.precision == "day"
                and timedelta(0) <= published - moment.day <= timedelta(days=3)
            ):
                return moment.day
    return published


_NEUTRAL = re.compile(r"(?:NEW YORK|GENEVA|VIENNA|THE HAGUE|BRUSSELS|DAVOS|UNITED NATIONS|STRASBOURG)\b", re.IGNORECASE)
"""Seats of organisations: who reports from there is not at home there."""


def _home(story: Story) -> str:
    if not story.dateline or _NEUTRAL.match(story.dateline.place):
        return ""
    parts = [p.strip(" .") for p in re.split(r"[,/]", story.dateline.place)]
    for part in (parts[0], parts[-1]):
        entry = gazetteer().entries.get(key(part))
        if entry and entry.iso3:
            return entry.iso3
    return ""


def _chief_nation(story: Story, hits: Sequence[tuple[Hit, ...]]) -> str:
    """Return the state that the article names most, the headline and the first paragraph counted threefold.

    An article without a dateline is at home there.
    """
    weight: Counter[str] = Counter()
    for number, (sentence, found) in enumerate(zip(story.sentences, hits, strict=True)):
        for hit in found:
            if hit.entry.iso3:
                place = 3 if hit.entry.kind in ("country", "capital", "seat") else 1
                weight[hit.entry.iso3] += place * (3 if sentence.is_lead or number == 0 else 1)
    return weight.most_common(1)[0][0] if weight else ""


def _main_pair(story: Story, hits: Sequence[tuple[Hit, ...]]) -> tuple[str, str] | None:
    """Return the two states that the article names most, headline and first paragraph counted threefold."""
    weight: Counter[str] = Counter()
    for number, (sentence, found) in enumerate(zip(story.sentences, hits, strict=True)):
        for hit in found:
            if hit.entry.iso3 and hit.entry.kind != "city":
                weight[hit.entry.iso3] += 3 if sentence.is_lead or number == 0 else 1
    top = weight.most_common(3)
    if len(top) < 2 or top[1][1] < 2 or (len(top) > 2 and top[2][1] == top[1][1]):
        return None
    a, b = sorted((top[0][0], top[1][0]))
    return a, b


# ---------------------------------------------------------------- discourse


def _settle(sentence: Sentence, mentions: Sequence[Mention], state: _State) -> list[Mention]:
    """Give pronouns, counterparts and pairs the states they stand for."""
    out: list[Mention] = []
    for mention in mentions:
        if mention.kind == "him":
            own = next((m.iso for m in out if m.kind == "person" and m.iso), "")
            guest = next((p for p in (state.traveller, state.person) if p is not None and p.iso and p.iso != own), None)
            if guest is None:
                continue
            mention = replace(mention, kind="person", isos=guest.isos, level=guest.level, name=guest.name)
        elif mention.kind == "he":
            previous = next((m for m in reversed(out) if m.kind == "person" and m.iso), None)
            subject = _subject_person(sentence.text, out)
            person = previous if mention.name == "who" else (subject or state.person)
            if mention.name != "who" and state.traveller is not None and subject is None:
                if _ON_THE_MOVE.match(sentence.text[mention.end :]):
                    person = state.traveller
            if person is None:
                continue
            mention = replace(
                mention,
                kind="person",
                isos=person.isos,
                level=person.level,
                name=person.name,
                is_former=person.is_former,
            )
        elif mention.kind == "it":
            previous = next(
                (
                    m
                    for m in reversed(out)
                    if m.iso and m.kind in ("state", "adjective", "person") and not m.prep
                ),
                None,
            )
            iso = previous.iso if previous else state.nation
            if not iso:
                continue
            mention = replace(mention, isos=(iso,))
        elif mention.kind in ("pair", "they"):
            local = [m.iso for m in out if m.iso and m.kind in ("person", "state", "adjective")]
            distinct = list(dict.fromkeys(local))
            if mention.kind == "pair" and len(distinct) == 2:
                mention = replace(mention, isos=tuple(distinct))
            elif state.pair:
                mention = replace(mention, isos=state.pair)
            elif state.main_pair:
                mention = replace(mention, isos=state.main_pair)
        elif mention.kind == "person" and mention.head == "counterpart":
            leader = next(
                (
                    m
                    for m in reversed(out)
                    if m.kind == "person" and m.level and m.level != "counterpart" and m.iso
                ),
                None,
            )
            own = leader or state.person
            if own and mention.level in ("", "counterpart"):
                mention = replace(mention, level=own.level)
            if own and not mention.isos:
                destination = state.destination if state.destination != own.iso else ""
                other = destination or state.partner(own.iso)
                if not other:
                    other = next(
                        (
                            m.iso
                            for m in out
                            if m.iso and m.iso != own.iso and m.kind in ("state", "adjective", "place")
                        ),
                        "",
                    )
                mention = replace(mention, isos=(other,) if other else ())
            if mention.name and mention.iso and mention.level != "counterpart":
                state.register.add(Person(mention.iso, mention.level, mention.name))
        elif mention.kind == "envoy" and not mention.isos:
            mention = replace(mention, isos=())
        out.append(mention)
    return out


_ON_THE_MOVE = re.compile(
    r"\s+(?:(?:is|was|will|had|has|then|also|later|next|would|to|been|be|now|still)\s+){0,4}(?:arriv|land|fl(?:y|ew|ies)|mov|goes|go\b|went|due|travel|visit|leav|left|head|depart|"
    r"continu|proceed|expected|scheduled|return|stop|tour|in\s+[A-Z]|met|meet|hold|held|set)",
    re.IGNORECASE,
)


def _subject_person(text: str, mentions: Sequence[Mention]) -> Mention | None:
    for mention in mentions:
        if mention.kind == "person" and mention.iso and not mention.prep:
            return mention
    return None


def _note(sentence: Sentence, mentions: Sequence[Mention], state: _State) -> None:
    """Remember who was spoken of, for the sentences to come."""
    person = _subject_person(sentence.text, mentions)
    if person and person.name:
        state.person = person
    elif person and person.level:
        state.person = person
    nation = next(
        (
            m
            for m in mentions
            if m.iso and m.kind in ("state", "adjective", "person") and not m.prep and not m.is_former
        ),
        None,
    )
    if nation:
        state.nation = state.register.nation = nation.iso
    named = list(
        dict.fromkeys(
            m.iso
            for m in mentions
            if m.iso and m.kind in ("state", "adjective", "person") and m.head != "other"
        )
    )
    if len(named) == 2 and state.pair is None:
        state.saw(named[0], named[1])


def _advance(
    number: int,
    sentence: Sentence,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: _State,
) -> None:
    """Move the story on past a sentence: people, pair and clock."""
    _note(sentence, mentions, state)
    anchor = state.clock.anchor
    for expression in expressions:
        future = modality.has_future(
            sentence.text[modality.clause_start(sentence.text, expression.start) : expression.start]
        )
        moment = resolve(expression, state.clock, "future" if future else "past")
        if moment is None:
            continue
        state.clock = replace(state.clock, last=moment)
        if (
            moment.precision == "day"
            and anchor is not None
            and timedelta(0) <= anchor - moment.day <= timedelta(days=10)
            and not future
            and expression.kind not in ("paren",)
            and not modality.is_pluperfect(sentence.text, max(0, expression.start - 1))
            and not re.search(r"\bsince\b", sentence.text[max(0, expression.start - 8) : expression.start])
        ):
            state.clock = replace(state.clock, home=moment)
            state.home_sentence = number
    state.clock = replace(
        state.clock, is_month_near=bool(expressions) and state.clock.last is not None and state.clock.last.precision == "month"
    )


# ---------------------------------------------------------------- one sentence


_BACKGROUND = re.compile(
    r"\b(?:in\s+the\s+past|for\s+(?:years|decades|centuries)|every\s+(?:year|January|summer)|traditionally|historically|centuries|in\s+recent\s+(?:years|months|weeks)|"
    r"since\s+then|earlier\s+this\s+year|over\s+the\s+(?:years|decades)|last\s+week|weeks\s+ago|months\s+ago|years\s+ago|long\s+ago|once\s+again|previously|"
    r"last\s+year|this\s+year|in\s+those\s+days|at\s+the\s+time|ever\s+since|often|usually|regularly|always|each\s+(?:time|year))\b",
    re.IGNORECASE,
)


def _read_sentence(
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    counts: dict[int, dict[str, int]],
    state: _State,
) -> Iterator[Candidate]:
    sentence = story.sentences[number]
    text, low = sentence.text, sentence.text.casefold()
    taken: list[tuple[str, int, int]] = []
    for place in keys().candidates(low):
        act = acts()[place]
        for match in act.pattern.finditer(text):
            if any(t == act.type and match.start() < b and a < match.end() for t, a, b in taken):
                continue
            for candidate in _read_act(act, match, story, number, mentions, expressions, state):
                taken.append((act.type, match.start(), match.end()))
                topics = code_topics(candidate.type, _count_all(story, counts), number)
                candidate = replace(candidate, topics=topics)
                state.saw(candidate.actor, candidate.recipient)
                state.last = candidate
                state.history.append(candidate)
                if not EVENT_TYPES[candidate.type].is_mutual and not candidate.type.endswith("_visit"):
                    state.last_directed = candidate
                if candidate.type in ("leader_visit", "ministerial_visit"):
                    state.destination = candidate.recipient
                yield candidate


def _count_all(story: Story, counts: dict[int, dict[str, int]]) -> list[dict[str, int]]:
    """Return the topic counts of every sentence, counted when first asked for: most articles tell no act."""
    if not counts:
        counts.update((i, count_topics(sentence.text)) for i, sentence in enumerate(story.sentences))
    return [counts[i] for i in range(len(story.sentences))]


@dataclass(frozen=True, slots=True)
class _Party:
    """One way of filling the roles of an act."""

    actor: str
    recipient: str
    level: str = ""
    type: str = ""
    is_explicit: bool = True
    at: int = -1


def _read_act(
    act: Act,
    match: re.Match[str],
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    state: _State,
) -> Iterator[Candidate]:
    sentence = story.sentences[number]
    text = sentence.text
    start, end = _verb_at(match), match.end()
    if _is_figure_of_speech(act, text, start, end):
        return
    verdict = modality.judge(text, start, end, agreed_counts=act.agreed_counts, inner_counts=act.inner_counts)
    if verdict == "unreal":
        return
    if re.search(r"\banniversary\s+of\s+(?:\w+\s+){0,5}$", text[max(0, match.start() - 60) : match.start()]) and "signed" not in match.group():
        return
    if act.type == "agreement_in_force" and not re.search(
        r"agreement|accord|treaty|pact|deal|convention|protocol|waiver|memorandum|it\b|CEPA|FTA",
        text,
        re.IGNORECASE,
    ):
        return
    if act.needs_date and not expressions:
        return
    if act.type == "incident" and re.match(r"(?:arrested|detained|jailed)\s*$", match.group(), re.IGNORECASE):
        if not any(m.kind == "state" for m in roles.subjects(text, mentions, start)):
            return
    if _LONG_AFTER.search(text[:start]):
        return
    is_cause = _CAUSE.search(text[modality.clause_start(text, start) : start]) is not None
    parties = list(_parties(act, match, text, mentions, state))
    if act.needs_state:
        named = {iso for m in mentions for iso in m.isos}
        parties = [p for p in parties if p.recipient in named]
    if not parties:
        return
    for party in parties:
        spot = (party.at, party.at) if party.at >= 0 else (match.start(), end)
        mine = [e for e in expressions if e.start >= start] if is_cause else expressions
        moment, here = _date_of(act, match, spot, story, number, mine, verdict, state)
        if is_cause and not here:
            continue  # told as the reason for something else; it has no day of its own here
        if act.needs_date and not here:
            continue
        if moment is None and here:
            continue  # a date stands there but has no place in a calendar: "in recent weeks"
        actor, recipient = party.actor, party.recipient
        kind = party.type or act.type
        event_type = EVENT_TYPES.get(kind)
        if event_type is None or not actor or not recipient or actor == recipient:
            continue
        if event_type.is_mutual and recipient < actor:
            actor, recipient = recipient, actor
        if act.type in _IN_PERSON and kind != act.type and not _is_fresh(moment, text, state.clock.anchor):
            continue
        status = _status(moment, verdict, state.clock.anchor)
        if status is None:
            continue
        days = _duration(kind, text, start, end)
        when = moment
        if moment and not moment.end and moment.precision == "day" and days > 1:
            span = timedelta(days=days - 1)
            when = replace(moment, end=moment.day + span)
            if here and _ENDED.search(text[max(0, start - 60) : end]):
                when = Moment(moment.day - span, "day", moment.day)
        tier = (
            find_tier(text, max(0, start - 60), min(len(text), end + 80))
            if kind == "partnership_upgrade"
            else ""
        )
        if kind == "partnership_upgrade" and not tier:
            tier = find_tier(text)
        confidence = (
            "high" if here and party.is_explicit else "medium" if here or party.is_explicit else "low"
        )
        yield Candidate(
            type=kind,
            actor=actor,
            recipient=recipient,
            moment=when,
            is_dated_here=here,
            status=status,
            level="senior_official" if kind == "consultation" else party.level if kind in _LEVELLED else "",
            tier=tier,
            place=_place(text, mentions, start, story, kind),
            sentence=number,
            span=(sentence.start, sentence.start + len(text)),
            topics=(),
            confidence=confidence,
            days=days,
        )


_CAUSE = re.compile(
    r"\b(?:in\s+(?:response|retaliation|reply|answer|protest|reaction)\s+(?:to|for|at)|because\s+of|in\s+the\s+wake\s+of|(?:days|weeks|months)\s+after)\s+[^,;]{0,70}$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:conclud(?:ed|es|ing)|end(?:ed|s|ing)|w(?:rapped|raps|ound|inds)\s+up|complet(?:ed|es|ing))\s+(?:[\w-]+\s+){1,6}?visit|of\s+(?:his|her|a)\s+visit\s+ended", re.IGNORECASE)
_LONG_AFTER = re.compile(r"\b(?:years|decades|months|weeks|centur(?:y|ies))\s+(?:after|before|since)\b[^,;]*$", re.IGNORECASE)
"""Told as "four decades after ...": history without a date."""
def _is_fresh(moment: Moment | None, text: str, anchor: date | None) -> bool:
    """True for an act of the last days that was done in person."""
    if moment is None or anchor is None or moment.precision != "day" or re.search(r"\b(?:video|virtual|online|remote)", text):
        return False
    return timedelta(0) <= anchor - moment.day <= timedelta(days=10)


_LEVELLED = frozenset(
    "leader_visit summit sideline_meeting leader_call ministerial_visit ministerial_meeting consultation agreement_signed partnership_upgrade".split()
)
_FIGURES = re.compile(
    r"\b(?:student|cultural|prisoner|currency|foreign)\s+exchange|\btalks?\s+about\b.{0,20}\bweather\b|\bmet\s+(?:expectations|demand|targets?)\b",
    re.IGNORECASE,
)


def _verb_at(match: re.Match[str]) -> int:
    """Return where the verb of a trigger stands: the group `v` if the pattern has one, else its beginning."""
    if "v" in match.re.groupindex and match.start("v") >= 0:
        return match.start("v")
    return match.start()


def _is_figure_of_speech(act: Act, text: str, start: int, end: int) -> bool:
    if act.frame == "meet" and re.search(r"\b(?:ambassadors?|envoys?)\b.*\bfor\s+consultations?\b|\brecall", text, re.IGNORECASE) and "consultation" in text[start:end].casefold():
        return True
    if act.frame == "meet" and re.match(r"attend|join|took\s+part", match_text := text[start:end], re.IGNORECASE):
        return "with" not in match_text and re.search(r"\b(?:with|between)\b", text[end : end + 40]) is None
    if act.frame == "meet" and re.search(r"\brequest(?:ed|s)\b", text[max(0, start - 30) : end]):
        return True
    if act.frame == "meet":
        near = text[max(0, start - 30) : end + 30]
        if _FIGURES.search(near):
            return True
    if act.type == "joint_exercise":
        return not re.search(
            r"\b(?:beg[iau]n|began|begins?|open(?:ed|s|ing)?|start(?:ed|s|ing)?|kick(?:ed|s)?\s+off|launch(?:ed|es)|h[oe]ld(?:s|ing)?|conduct(?:ed|s|ing)?|conclud(?:ed|es)|end(?:ed|s)|ran|runs?|flew|fl(?:y|ies|ying)|"
            r"stag(?:ed|es|ing)|carr(?:y|ied)\s+out|t[ao]ken?\s+part|taking\s+part|participat\w+|wrapp?ed\s+up|under\s+way|underway|train(?:ed|ing)|finish(?:ed|es)|complet(?:ed|es)|will\s+be\s+held|sail(?:ed|s)|join(?:ed|s)?)\b",
            text,
            re.IGNORECASE,
        )
    return False


def _status(moment: Moment | None, verdict: str, anchor: date | None) -> str | None:
    """Return the status, or None where the words and the calendar contradict each other."""
    if moment is None:
        return "scheduled" if verdict == "future" else "occurred"
    if anchor is None:
        return "scheduled" if verdict == "future" else "occurred"
    if moment.precision == "year" and verdict == "future":
        return None
    if moment.precision == "day":
        if moment.day > anchor:
            return "scheduled"
        if verdict == "future":
            return "scheduled" if moment.day == anchor else None
        return "occurred"
    first = (anchor.year, anchor.month) if moment.precision == "month" else (anchor.year,)
    told = (moment.day.year, moment.day.month) if moment.precision == "month" else (moment.day.year,)
    if told > first:
        return "scheduled"
    if verdict == "future":
        return "scheduled" if told == first else None
    return "occurred"


_DURATION = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[\s-]+(?P<unit>days?|nights?)(?:[\s-]long)?\b(?:,?\s+(?:\w+\s+){0,3}(?:visit|trip|tour|stay|talks|exercise|drill|state|official|working|friendly|goodwill))?",
    re.IGNORECASE,
)
_COUNTS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())}


def _duration(kind: str, text: str, start: int, end: int) -> int:
    """Return the days that a visit or exercise lasts by the words near it, 0 if they do not say."""
    if kind not in ("leader_visit", "ministerial_visit", "joint_exercise"):
        return 0
    match = _DURATION.search(text, max(0, start - 60), min(len(text), end + 90))
    if not match:
        return 0
    word = match["n"].casefold()
    days = int(word) if word.isdigit() else _COUNTS[word]
    return days if days <= 21 else 0


# ---------------------------------------------------------------- dates of acts


def _date_of(
    act: Act,
    match: re.Match[str],
    spot: tuple[int, int],
    story: Story,
    number: int,
    expressions: Sequence[DateExpression],
    verdict: str,
    state: _State,
) -> tuple[Moment | None, bool]:
    """Return the act's date and whether its own sentence tells it; the nearest date to `spot` wins."""
    text = story.sentences[number].text
    tense: Tense = "future" if verdict == "future" else "past"
    ranked = sorted(expressions, key=lambda e: (_remoteness(text, spot, e), e.start))
    open_dates, vague = 0, False
    for expression in ranked:
        if _remoteness(text, spot, expression) > 210 or _is_of_something_else(text, expression, act):
            continue
        if _is_private(text, expression, spot) or _is_told_by_distance(text, expression, spot):
            continue
        if verdict == "real" and expression.start > match.end():
            # "arrived on a visit and is to meet X on the 11th": that day is the meeting's.
            if modality.has_future(text[match.end() : expression.start]):
                continue
        local: Tense = tense
        if act.frame in ("visit", "visited", "meet") and tense == "past" and _is_present(match):
            local = "future" if expression.kind in _BARE_DAYS else "past"
        clock = _clock_at(text, expression, expressions, state.clock, local)
        if expression.kind == "ordinal" and clock is not state.clock:
            local = "unknown"
        moment = resolve(expression, clock, local)
        if verdict == "future" and moment and _is_of_report(text, expression, moment, state.clock.anchor):
            continue
        if moment is not None:
            return moment, True
        open_dates += 1
        vague = vague or expression.kind in ("relunit", "shift", "inshift")
    if vague:
        return None, True
    if open_dates and state.clock.anchor is None:
        return None, False
    return _inherited(match, story, number, verdict, state), False


_RELATIVE = re.compile(r",\s+(?:who|which|where|whose|whom)\b[^,;]*(?:,|$)")


def _is_private(text: str, expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True for a date inside a relative clause that the act is not in: "X, who arrived on Sunday, later met Y"."""
    return any(
        m.start() <= expression.start < m.end() and m.end() < len(text) and not (spot[0] < m.end() and spot[1] > m.start())
        for m in _RELATIVE.finditer(text)
    )


_REPORT = re.compile(
    r"\b(?:said|says|announced|reported|told\s+[\w\s]{2,30}|confirmed|stated|added|agreed|disclosed|saying|statement|revealed|declared|wrote|tweeted)(?:\s+\w+)?\s+(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)


def _is_of_report(text: str, expression: DateExpression, moment: Moment, anchor: date | None) -> bool:
    """True for the day on which a plan was told: "said on Friday that he would visit"."""
    if anchor is None or moment.day > anchor:
        return False
    return _REPORT.search(text[max(0, expression.start - 50) : expression.start]) is not None


def _month_before(expression: DateExpression, clock: Clock, tense: Tense) -> Clock:
    """Return the clock set to the month that the sentence before told, for "on the 19th"; else as it is."""
    if expression.kind == "ordinal" and tense == "past" and clock.is_month_near and clock.last:
        return replace(clock, anchor=clock.last.day)
    return clock


_DISTANCE = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\b[^,;]*$", re.IGNORECASE)


def _is_told_by_distance(text: str, expression: DateExpression, spot: tuple[int, int]) -> bool:
    """True where "two days after" stands between the date and the act: the date is then another act's."""
    if expression.kind in _BY_NEIGHBOUR or expression.end > spot[0]:
        return False
    return _DISTANCE.search(text[expression.end : spot[0]]) is not None


_BARE_DAYS = frozenset(("weekday", "ordinal", "md", "dm", "mdd", "ddm"))
_BY_NEIGHBOUR = frozenset(("same", "nextday", "prevday", "shift", "relunit"))


def _clock_at(
    text: str, expression: DateExpression, expressions: Sequence[DateExpression], clock: Clock, tense: Tense
) -> Clock:
    """Return the clock for "the day after": the date before it in the same sentence counts, if there is one."""
    if expression.kind not in _BY_NEIGHBOUR and expression.kind != "ordinal":
        return clock
    earlier = [e for e in expressions if e.end <= expression.start and e.kind not in _BY_NEIGHBOUR]
    if not earlier:
        return _month_before(expression, clock, tense)
    if expression.kind == "ordinal":
        # "came in October 1998 and, on the 8th, ...": the day of that month.
        month = resolve(earlier[-1], clock, tense)
        if month is None:
            return _month_before(expression, clock, tense)
        return replace(clock, anchor=month.day) if month.precision == "month" else clock
    moment = resolve(earlier[-1], clock, tense)
    return replace(clock, last=moment) if moment else clock


def _is_present(match: re.Match[str]) -> bool:
    """True for a verb in the present tense: "leaves", "hosts", "due"."""
    first = match.group().split()[0].casefold()
    return first.endswith("s") and first not in ("was", "has", "is", "talks", "trips", "visits", "discussions", "consultations", "its", "his")


_SINCE_CLAUSE = re.compile(
    r"\bsince\s+(?:(?:he|she|it|they|then|last|taking|coming|assuming|becoming|being|independence|the\s+(?:coup|war|election|start|end|beginning|outbreak|fall|invasion|"
    r"revolution|latest|new|last|two|conflict|ceasefire|pandemic|death|return|change|\d+))\b[^,;]*)$",
    re.IGNORECASE,
)
_TITLE_DATE = re.compile(r"^['’]s\b|^-(?:day|year|old)|^\s+(?:anniversary|election|war|coup|crisis|earthquake|revolution|constitution|budget|census|law|resolution|massacre|uprising)\b", re.IGNORECASE)


def _is_of_something_else(text: str, expression: DateExpression, act: Act) -> bool:
    """True for a date that is not the act's: the end of a span, a target, a tenure, "the 2014 war"."""
    words = text[expression.start : expression.end]
    before = text[max(0, expression.start - 70) : expression.start]
    after = text[expression.end : expression.end + 24]
    if expression.kind in ("year", "my", "mbare") and re.match(r"(?:until|for)\b", words, re.IGNORECASE):
        return True
    if re.search(r"\b(?:until|till|through|ending|expir\w+|deadline\s+of|runs?\s+to|valid\s+(?:to|for))\s+$", before, re.IGNORECASE):
        return True
    if expression.kind not in ("my", "year", "mbare") and re.search(r"\b(?:before|ahead\s+of|by|no\s+later\s+than)\s+$", before, re.IGNORECASE) and act.frame != "visit":
        return True
    if expression.kind == "year" and re.match(r"by\b", words) and act.type != "partnership_upgrade":
        return True
    if _SINCE_CLAUSE.search(before + words.split()[0] if words[:5].casefold() == "since" else before):
        return act.type not in ("leader_visit", "ministerial_visit") or re.search(r"\bsince\s+the\s+(?:evening|morning)", before) is None
    if expression.kind == "year" and words[:5].casefold() == "since":
        return act.type not in ("partnership_upgrade", "agreement_in_force", "diplomatic_relations")
    return _TITLE_DATE.match(after) is not None and not (after[:2] in ("'s", "’s") and expression.kind in ("weekday", "today", "yesterday"))


_WALL = re.compile(
    r",|;|—|–|\band\b|\bbut\b|\bwhen\b|\bafter\b|\bwhich\b|\bthat\b|\bwho\b|\bsince\b|\bwhere\b|\bbefore\b|\bwhile\b|\bas\b",
    re.IGNORECASE,
)


def _remoteness(text: str, spot: tuple[int, int], expression: DateExpression) -> int:
    """Return how far a date is from an act, in characters; every border of a clause between adds to it."""
    if expression.end <= spot[0]:
        gap = text[expression.end : spot[0]]
    elif expression.start >= spot[1]:
        gap = text[spot[1] : expression.start]
    else:
        return 0
    walls = _WALL.findall(gap)
    heavy = sum(wall.casefold() in _HEAVY for wall in walls)
    # A date after its verb is the rule; one before it, at equal distance, the exception.
    return len(gap) + 12 * len(walls) + 25 * heavy + (6 if expression.end <= spot[0] else 0)


_HEAVY = frozenset((";", "but", "when", "after", "which", "who", "that", "since", "before", "while", "where"))


def _inherited(match: re.Match[str], story: Story, number: int, verdict: str, state: _State) -> Moment | None:
    """Return the date of the running story for an act told without a date of its own; None if it has none.

    Only acts in the plain past share the story's day; a perfect tense ("has signed") does so in the lead alone. A
    planned act shares the day of the plan just told.
    """
    sentence = story.sentences[number]
    text = sentence.text
    if verdict == "future":
        last = state.last
        if last and last.status == "scheduled" and last.moment and last.moment.precision == "day" and number - last.sentence <= 4:
            return Moment(last.moment.day)
        return None
    if verdict != "real" or _BACKGROUND.search(text) or _is_present(match):
        return None
    background = modality.is_background(text, _verb_at(match))
    if background and not sentence.is_lead:
        return None
    home = state.clock.home
    if home and number - state.home_sentence <= 3 and not background:
        return Moment(home.day)
    if sentence.is_lead or number == 0 or story.sentences[number - 1].is_lead:
        ahead = _first_day_ahead(story, number, state)
        if ahead:
            return ahead
        told = story.dateline.date if story.dateline else ""
        if told and state.clock.anchor:
            return Moment(state.clock.anchor)
    if not home:
        for early in story.sentences[:4]:
            full = read_full_date(early.text) if early.is_heading else None
            if full and state.clock.anchor and abs((full - state.clock.anchor).days) <= 3:
                return Moment(full)
    return None


def _first_day_ahead(story: Story, number: int, state: _State) -> Moment | None:
    """Return the first day of the last week that the next three sentences name."""
    anchor = state.clock.anchor
    for later in story.sentences[number + 1 : number + 4]:
        for expression in find_dates(later.text):
            if expression.kind not in ("weekday", "md", "dm", "today", "yesterday", "ordinal"):
                continue
            moment = resolve(expression, state.clock, "past")
            if moment and anchor and timedelta(0) <= anchor - moment.day <= timedelta(days=7):
                return Moment(moment.day)
            break
    return None


# ---------------------------------------------------------------- roles of acts


def _parties(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    reader = _READERS[act.frame]
    yield from reader(act, match, text, mentions, state)


def _states(group: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(iso for m in group for iso in m.isos))


def _level_of(group: Sequence[Mention]) -> str:
    level = ""
    for mention in group:
        if mention.level and mention.level != "counterpart":
            level = lower_level(level, mention.level)
    return level


def _directed(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start = _verb_at(match)
    doers = roles.subjects(text, mentions, start)
    if act.frame == "directed" and len(actors_of := _states(doers)) == 2 and doers[0].kind not in ("pair", "they") and not re.search(r"\b(?:each|one\s+another|mutual|both)\b", text, re.IGNORECASE):
        if not _states(roles.objects(text, mentions, start, frozenset(actors_of))):
            return  # "Japan and Vietnam signed a deal on aid": neither does it to the other
    if act.type == "dispute" and re.match(r"case|suit|complaint|application|claim|proceedings|lawsuit|petition", match.group(), re.IGNORECASE):
        doers = []
    actors = _states(doers)
    if len(actors) > 1 and doers and doers[0].kind in ("pair", "they"):
        actors = []
    nobody = not actors
    if not actors:
        actors = _implied_actor(act, match, text, mentions, state)
    if not actors:
        return
    exclude = frozenset(actors)
    done_to = roles.objects(text, mentions, start, exclude)
    if state.last and state.last.type == act.type and state.last.actor == actors[0] and state.last.sentence == state.number:
        # "halting permits ..., suspending business ...": the same act goes on; only a plain object is a new one.
        done_to = [m for m in done_to if m.prep in ("", "on", "with", "against", "to")] or [m for m in mentions if m.iso == state.last.recipient][:1]
    if act.type == "protest" and done_to and done_to[0].kind == "place":
        done_to = []
    if act.type in ("aid",):
        done_to = [m for m in done_to if m.kind in ("state", "place", "adjective", "person")]
    recipients = _states(done_to)
    explicit = bool(recipients) and not nobody
    if not recipients:
        earlier = [
            m
            for m in mentions
            if m.end <= start
            and m.isos
            and m.kind in ("state", "adjective", "envoy", "place")
            and not set(m.isos) & exclude
        ]
        earlier = [
            m for m in earlier if m.prep not in ("about", "over", "like", "despite") and m.head != "other"
        ]
        if act.type in ("incident", "conflict", "aid") and earlier:
            recipients = [earlier[-1].isos[0]]
    for actor in actors:
        given = recipients or ([state.partner(actor)] if state.partner(actor) else [])
        if act.type == "aid" and not recipients:
            home = state.register.home
            given = [home] if home and home != actor else given
        for recipient in given:
            if recipient and recipient != actor:
                yield _Party(actor, recipient, _level_of(doers), is_explicit=explicit)


def _implied_actor(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> list[str]:
    """Return who does it where the subject is not a state: "The Department summoned", "the junta had ended"."""
    begin = modality.clause_start(text, match.start())
    before = text[begin : match.start()]
    if re.search(
        r"\b(?:the\s+)?(?:foreign|defen[cs]e|commerce|trade|interior)?\s*(?:ministry|department|government|junta|authorities|cabinet|parliament|army|navy|military|coast\s+guard|"
        r"air\s+force|palace|presidency|foreign\s+office|court|officials|police|troops|forces)\b",
        before,
        re.IGNORECASE,
    ):
        home = state.register.home
        if re.search(r"\bjunta\b", before) and state.nation:
            return [state.nation]
        return [home] if home else ([state.nation] if state.nation else [])
    inside = [
        m
        for m in mentions
        if match.start() <= m.start < match.end() and m.kind == "adjective" and m.head in ("state", "")
    ]
    if act.type == "incident" and inside:
        return [inside[0].isos[0]]
    if act.type in ("aid",):
        near = [
            m
            for m in mentions
            if m.end <= match.start() + 25 and m.kind == "adjective" and m.iso and match.start() - m.end < 25
        ]
        if near:
            return [near[-1].iso]
    if act.type == "dispute":
        owner = re.search(r"\b(?:its|their)\s+(?:\w+\s+){0,2}$", text[: match.start()])
        if owner:
            states = [m for m in mentions if m.end <= owner.start() and m.iso]
            if states:
                return [states[-1].iso]
        earlier = [
            m
            for m in mentions
            if m.end <= match.start() and m.iso and not m.prep and m.kind in ("person", "state", "adjective")
        ]
        if earlier:
            return [earlier[-1].iso]
        near = [m for m in mentions if m.kind == "adjective" and m.iso and 0 <= match.start() - m.end < 12]
        if near:
            return [near[-1].iso]
    return []


def _passive(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start, end = match.start(), match.end()
    near = [
        m
        for m in mentions
        if m.isos
        and m.end <= end
        and m.end > start - 60
        and m.kind in ("state", "adjective", "envoy", "person")
        and m.head != "other"
    ]
    envoys = [m for m in near if m.head == "envoy" or m.kind == "envoy"]
    done_to = (envoys or near)[-1:] if near else []
    doers = [m for m in mentions if m.start >= end and m.prep == "by" and m.isos and m.kind != "org"]
    actors = _states(doers)
    recipients = _states(done_to)
    if act.type == "sanction_lifted" and not actors:
        # "the duties ended on Saturday": the partner who had imposed them is the doer.
        pair = state.pair or state.main_pair
        earlier = next((c for c in reversed(state.history) if c.type in ("sanction", "sanction_lifted")), None)
        named = {m.iso for m in mentions if m.iso}
        if earlier and named <= {earlier.actor, earlier.recipient}:
            yield _Party(earlier.actor, earlier.recipient, is_explicit=False)
            return
        first = next((m for m in mentions if m.iso and not m.prep and m.end <= start), None)
        doer = first.iso if first else (state.nation or "")
        other = next(
            (i for i in _states([m for m in mentions if m.iso != doer]) if i != doer), ""
        ) or state.partner(doer)
        if doer and other and pair is not None:
            yield _Party(doer, other, is_explicit=first is not None)
        return
    if not recipients and actors:
        recipients = [state.partner(actors[0])]
    if not actors and recipients:
        place = next((m for m in mentions if m.start >= end - 3 and m.iso and m.iso not in recipients and m.prep in ("from", "to", "in", "at")), None)
        recent = state.pair if state.pair and recipients[0] in state.pair else None
        if place and place.kind in ("state", "adjective"):
            actors = [place.iso]
        elif recent:
            actors = [recent[1] if recent[0] == recipients[0] else recent[0]]
        elif state.register.home and state.register.home not in recipients:
            actors = [state.register.home]
        else:
            actors = [state.partner(recipients[0])]
    for actor in actors:
        for recipient in recipients:
            if actor and recipient and actor != recipient:
                yield _Party(actor, recipient, is_explicit=bool(doers))


def _mutual(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start, end = _verb_at(match), match.end()
    doers = [m for m in roles.subjects(text, mentions, start) if m.kind != "envoy" or (act.type == "agreement_signed" and m.iso)]
    signers = _signers(text, mentions, end)
    if len(_states(doers)) != 2 and len(_states(signers)) == 2:
        doers = signers
    level = _level_of(doers)
    names = _states(doers)
    found = roles.between(text, mentions, match.start())
    if found and not (len(names) == 2 and all(m.kind == "person" for m in doers)):
        yield _Party(found[0].isos[0], found[1].isos[0], level or _level_of(found))
        return
    if len(names) == 2:
        explicit = not any(m.kind in ("pair", "they") for m in doers)
        yield _Party(names[0], names[1], level, is_explicit=explicit)
        if act.type in _IN_PERSON and all(m.kind == "person" and m.level in LEADERS for m in doers):
            # Two leaders who sign or proclaim together have met.
            for party in _encounter(match, text, mentions, doers[:1], doers[-1:], state):
                yield replace(party, is_explicit=False)
        return
    if len(names) > 2:
        return
    if len(names) == 1:
        others = roles.objects(text, mentions, match.start(), frozenset(names), places=False)
        partners = [
            m for m in others if m.prep in ("with", "and", "to", "between", "", "on") or m.kind == "person" or act.type == "conflict"
        ]
        if partners and act.type != "joint_exercise":
            for other in _states(partners)[:4]:
                yield _Party(names[0], other, level)
            return
    pair = roles.compound(text, mentions, match.start(), end)
    if pair:
        yield _Party(pair[0].iso, pair[1].iso, level)
        return
    withs = [m for m in mentions if m.prep == "with" and m.iso and m.iso not in names and m.kind != "place"]
    if len(names) == 1 and withs:
        yield _Party(names[0], withs[-1].iso, level)
        return
    group = next((m for m in mentions if m.kind in ("pair", "they") and len(m.isos) == 2), None)
    if group is not None and not _has_outsider(text, mentions, start):
        yield _Party(group.isos[0], group.isos[1], level, is_explicit=False)
        return
    named = [
        m
        for m in mentions
        if m.iso
        and m.kind in ("state", "adjective", "person", "envoy")
        and m.head not in ("other", "people")
        and not m.is_former
        and not (m.is_place and m.prep in ("in", "at", "near", "off"))
    ]
    distinct = list(dict.fromkeys([*names, *(m.iso for m in named)]))
    if len(distinct) == 1 and not names:
        where = [m.iso for m in mentions if m.iso and m.iso != distinct[0] and m.prep == "in" and _is_country(m)]
        distinct += where[:1]
    if _has_outsider(text, mentions, start):
        return
    known = [p for p in (state.pair, state.main_pair, *reversed(state.pairs)) if p]
    for candidate in known:
        if set(distinct) <= set(candidate) and (set(names) <= set(candidate)):
            if distinct or _is_anaphoric(text) or act.type != "agreement_signed" or state.number - state.pair_number <= 2:
                yield _Party(candidate[0], candidate[1], level, is_explicit=False)
            return
    if len(distinct) == 2:
        yield _Party(distinct[0], distinct[1], level)
        return
    for candidate in known:
        if set(distinct) & set(candidate) and set(names) <= set(candidate) and len(distinct) > 1:
            yield _Party(candidate[0], candidate[1], level, is_explicit=False)
            return
    home = state.register.home
    there = next((m.iso for m in mentions if m.is_place and m.iso and m.iso not in names and m.prep in ("in", "at", "through")), "")
    if len(names) == 1 and there and ((act.type == "agreement_signed" and any(m.level for m in doers)) or act.type == "joint_exercise"):
        # A minister who signs abroad, signs with the host.
        yield _Party(names[0], there, level, is_explicit=False)
        return
    if len(distinct) == 1 and withs and home and home != distinct[0]:
        yield _Party(distinct[0], home, level, is_explicit=False)


def _signers(text: str, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """Return the two of "was signed by A and B"."""
    first = next((m for m in mentions if m.start >= end and m.prep == "by" and m.isos and m.start - end < 60), None)
    if first is None:
        return []
    second = next((m for m in mentions if m.start > first.end and m.isos and m.isos != first.isos and m.kind in ("person", "envoy", "state")), None)
    if second is None or not re.search(r"\band\b", text[first.end : second.start]) or second.start - first.end > 60:
        return []
    return [first, second]


_IN_PERSON = frozenset(("agreement_signed", "partnership_upgrade", "joint_statement"))


def _is_country(mention: Mention) -> bool:
    """True for a country by its name, not by its capital."""
    entry = gazetteer().entries.get(key(mention.name)) if mention.kind == "state" else None
    return entry is not None and entry.kind == "country"


def _is_anaphoric(text: str) -> bool:
    return (
        re.search(
            r"\b(?:the\s+two|both|each\s+other|mutual|joint|bilateral|the\s+(?:agreement|accord|pact|treaty|deal|partnership|relationship))\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _has_outsider(text: str, mentions: Sequence[Mention], start: int) -> bool:
    """True if a subject that is no state stands before the verb: a firm, a mayor, an organisation."""
    if any(m.kind == "org" and not m.prep and m.end <= start for m in mentions):
        return True
    return (
        re.search(
            r"\b(?:compan(?:y|ies)|firms?|mayors?|city|municipality|club|airline|bank|university|universities|players?|team|manufacturer|carmaker|group|chief\s+executive|"
            r"managing\s+director|chairman|investors?|developers?|union|association|chamber)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _visit(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start = match.start()
    visitors = _visitors(match, text, mentions, start, state)
    if not visitors:
        return
    if _is_for_gathering(text, match):
        return
    own = frozenset(_states(visitors))
    hosts = [m for m in _destinations(text, mentions, match, own)]
    targets = _states(hosts)
    if not targets:
        targets = _implied_destination(match, text, mentions, own, state)
    bilateral = re.search(r"\b(?:state|official|working|bilateral|friendly|goodwill|return)\s+visit\b", text, re.IGNORECASE)
    if state.is_multilateral and targets and state.register.home in targets and not state.destination and not bilateral:
        return
    for mention in visitors:
        for iso in mention.isos:
            level = mention.level
            kind = _visit_kind(mention, text)
            if not kind:
                continue
            for target in targets:
                if target != iso:
                    state.traveller = mention
                    at = next((h.end for h in hosts if target in h.isos), -1)
                    yield _Party(
                        iso, target, level if level != "counterpart" else "", kind, is_explicit=bool(hosts), at=at
                    )


_MULTILATERAL_PURPOSE = re.compile(
    r"\b(?:to\s+attend|will\s+attend|attend(?:s|ed)?|for|to\s+join|attending|to\s+take\s+part\s+in|to\s+participate\s+in|to\s+co-?host)\s+(?:the\s+|a\s+|an\s+)?(?:[\w'’-]+\s+){0,5}?(?:summit\b(?!\s+with)|BRICS|G7|G20|APEC|UNGA|SCO|ASEAN|"
    r"General\s+Assembly|conference|forum|funeral|inauguration|COP\d\d|Olympics|gathering|Davos|coronation|wedding|meeting\s+of|security\s+conference|parade)",
    re.IGNORECASE,
)


def _implied_destination(
    match: re.Match[str], text: str, mentions: Sequence[Mention], own: frozenset[str], state: _State
) -> list[str]:
    """Return where a visit leads whose goal stands before the word, or is where the report comes from."""
    start = match.start()
    begin = modality.clause_start(text, start)
    before = [m.iso for m in mentions if begin <= m.start and m.end <= start and m.iso and m.prep in ("in", "to") and m.iso not in own]
    if before:
        return before[-1:]
    nominal = re.search(r"\b(?:visit|trip|tour)\b", match.group(), re.IGNORECASE)
    arrives = re.match(r"arriv|land|touch|flew|fl(?:y|ies|own)|c[ao]me\s+over|stepped|expected\s+here|due\s+here|visit$", match.group(), re.IGNORECASE)
    if re.search(r"\bhere\b", text[start : match.end() + 15]) or (arrives and not nominal):
        earlier = [m.iso for m in mentions if m.end <= start and m.iso and m.prep in ("in", "to") and m.iso not in own]
        home = state.register.home
        guess = earlier[-1] if earlier else home if home and home not in own else state.partner(next(iter(own)))
        return [guess] if guess else []
    return []


_NEXT_LEG = re.compile(r";|\b(?:and|before|then|but)\s+(?:\w+\s+)?(?:left|leave|leaves|flew|fly|flies|headed|went|go|goes|travell?ed|will|is|was|moved|met|held|heads)\b", re.IGNORECASE)


def _is_for_gathering(text: str, match: re.Match[str]) -> bool:
    """True if this leg of a journey leads to a gathering of many states, which is no visit to its host."""
    leg = _NEXT_LEG.search(text, match.end())
    stop = leg.start() if leg else len(text)
    return _MULTILATERAL_PURPOSE.search(text, max(0, match.start() - 60), stop) is not None


def _visit_kind(mention: Mention, text: str) -> str:
    if mention.level in LEADERS:
        return "leader_visit"
    if mention.level in MINISTERS:
        return "ministerial_visit"
    if mention.level == "senior_official" or mention.head == "official":
        return "consultation"
    return ""


def _visitors(
    match: re.Match[str], text: str, mentions: Sequence[Mention], start: int, state: _State
) -> list[Mention]:
    nominal = re.match(r"(?:visit|trip|trips|tour|stop)s?\b", match.group(), re.IGNORECASE) is not None
    if nominal:
        owner = [
            m
            for m in mentions
            if m.end <= start and re.match(r"^['’]s?\s+(?:[\w-]+\s+){0,4}$", text[m.end : start]) and m.isos
        ]
        if owner:
            return [m for m in owner[-1:] if m.kind in ("person", "adjective")]
        if re.search(r"\b(?:his|her)\s+(?:[\w-]+\s+){0,4}$", text[:start]):
            people = [m for m in mentions if m.end <= start and m.kind == "person" and m.iso]
            mine = people[0] if people else None
            if mine is None:
                mine = state.traveller or state.person
            return [mine] if mine else []
        by = [
            m
            for m in mentions
            if m.start >= match.end() - 8 and m.prep in ("by", "from", "of") and m.kind == "person"
        ]
        if by and by[0].start - start < 60:
            return by[:1]
    found = [m for m in roles.subjects(text, mentions, start) if m.kind in ("person", "adjective", "envoy")]
    return [m for m in found if m.isos]


def _destinations(
    text: str, mentions: Sequence[Mention], match: re.Match[str], own: frozenset[str]
) -> list[Mention]:
    start = match.start()
    out: list[Mention] = []
    for i, mention in enumerate(mentions):
        if mention.start < start or mention.start - match.end() > 90 or not mention.isos:
            continue
        if re.search(r";|\bwhere\b|\bafter\b|\bwhile\b|\bbut\b", text[match.end() : mention.start]):
            break
        if mention.kind not in ("state", "place", "adjective") or set(mention.isos) & own:
            continue
        if mention.kind == "adjective" and mention.head not in ("place",):
            continue
        if mention.prep in (
            "from",
            "of",
            "with",
            "by",
            "about",
            "over",
            "against",
            "between",
            "before",
            "after",
            "via",
            "through",
            "among",
        ):
            continue
        if (
            re.match(r"['’]s\s", text[mention.end : mention.end + 3])
            and mention.kind == "state"
            and mention.head not in ("place", "")
        ):
            continue
        out.append(mention)
        for later in mentions[i + 1 :]:
            gap = text[out[-1].end : later.start]
            if (
                re.match(
                    r"^(?:\s*(?:on\s+\w+day|the\s+same\s+\w+|today|tomorrow|on\s+the\s+\w+|on\s+\d+\s+\w+|on\s+[A-Z]\w+\s+\d+))?(?:,|,?\s*(?:and|then|followed\s+by|before)\s*)*\s*(?:(?:in|to|on|the|then|and|later|finally)\s+)*$",
                    gap,
                )
                and later.isos
                and later.kind in ("state", "place")
            ):
                if not set(later.isos) & {*own, *_states(out)}:
                    out.append(later)
                continue
            break
        break
    return out


def _visited(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start = match.start()
    if re.match(r"(?:welcom|greet|receiv)", match.group(), re.IGNORECASE):
        hosts = roles.subjects(text, mentions, start)
        if re.search(r"\b(?:was|were|been|being|is|be)\s+(?:\w+\s+)?$", text[:start]):
            by = [m for m in mentions if m.start > start and m.prep == "by" and m.kind == "person" and m.isos][:1]
            for guest in hosts[:1]:
                kind = _visit_kind(guest, text)
                if kind and by and guest.iso and by[0].iso and guest.iso != by[0].iso:
                    yield _Party(guest.iso, by[0].iso, guest.level, kind)
            return
        guests = [
            m for m in mentions if start < m.start and m.kind == "person" and m.isos and m.start - start < 110
        ][:1]
        host = _states(hosts)
        for guest in guests:
            kind = _visit_kind(guest, text)
            if kind and host and guest.iso and guest.iso != host[0]:
                yield _Party(guest.iso, host[0], guest.level, kind)
        return
    if _is_for_gathering(text, match):
        return
    by = [
        m
        for m in mentions
        if start < m.start and m.prep in ("by", "from", "of") and m.kind == "person" and m.isos
    ][:1]
    guests = by or _visitors(match, text, mentions, start, state)
    if not guests:
        return
    guest = guests[0]
    kind = _visit_kind(guest, text)
    dest = [
        m
        for m in mentions
        if m.kind in ("state", "place") and m.prep in ("to", "in") and m.iso and m.iso != guest.iso
    ]
    target = (
        dest[0].iso
        if dest
        else (state.register.home if state.register.home != guest.iso else state.partner(guest.iso))
    )
    if kind and target and guest.iso and (dest or by):
        yield _Party(guest.iso, target, guest.level, kind, is_explicit=bool(dest))


def _meet(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    start, end = match.start(), match.end()
    doers = [m for m in roles.subjects(text, mentions, start) if not (m.kind == "envoy")]
    sides = _states(doers)
    if re.match(r"(?:told|gave)\b", match.group(), re.IGNORECASE):
        yield from _spoken_to(match, text, mentions, doers, state)
        return
    found = roles.between(text, mentions, start)
    if found and not (len(sides) == 2 and all(m.kind == "person" for m in doers)):
        yield from _encounter(match, text, mentions, [found[0]], [found[1]], state)
        return
    if len(sides) == 2:
        if doers[0].kind in ("pair", "they"):
            yield from _encounter(match, text, mentions, doers[:1], doers[:1], state, anaphoric=True)
        elif len(doers) == 1:
            yield from _encounter(match, text, mentions, doers, doers, state)
        else:
            first = [m for m in doers if sides[0] in m.isos][:1]
            second = [m for m in doers if sides[1] in m.isos][:1]
            yield from _encounter(match, text, mentions, first, second, state)
        return
    if len(sides) > 2:
        return
    exclude = frozenset(sides)
    others = [
        m
        for m in mentions
        if m.start >= start
        and m.start - end < 120
        and m.isos
        and not set(m.isos) & exclude
        and m.kind in ("person", "state", "adjective")
        and not m.is_former
        and (m.prep in ("with", "", "on", "to", "of") or m.kind == "person")
        and m.head not in ("other", "people")
    ]
    others = [
        m
        for m in others
        if not re.search(r";|\bwho\b|\bwhere\b|\babout\b", text[end : m.start])
        and not (m.kind != "person" and m.prep not in ("with",))
    ]
    if not others and sides:
        # "discussed trade with her counterpart during a meeting": the other side stands before the noun.
        others = [
            m
            for m in mentions
            if doers[-1].end <= m.start < start and m.prep == "with" and m.kind == "person" and m.isos and not set(m.isos) & exclude
        ]
    with_other = [
        m for m in others if m.prep == "with" or (m.kind == "person" and m.prep in ("", "on", "to", "of"))
    ]
    if sides and with_other:
        group = [with_other[0]]
        for later in others[others.index(with_other[0]) + 1 :]:
            if roles._joined(text, group[-1], later) and later.isos != group[-1].isos:
                group.append(later)
            else:
                break
        for other in group:
            yield from _encounter(match, text, mentions, doers, [other], state)
        return
    if (
        not sides
        and with_other
        and re.search(r"\bturn\s+of\b", match.group(), re.IGNORECASE)
        and state.person
        and state.person.iso
    ):
        yield from _encounter(match, text, mentions, [state.person], [with_other[0]], state)
        return
    if not sides:
        pair = roles.compound(text, mentions, start, end)
        if pair:
            yield from _encounter(match, text, mentions, [pair[0]], [pair[1]], state)
            return
        if (
            with_other
            and state.person
            and state.person.iso
            and state.person.iso not in with_other[0].isos
            and re.match(r"\W*(?:\w+\W+){0,3}$", text[:start])
        ):
            yield from _encounter(match, text, mentions, [state.person], with_other[:1], state)
            return
        institutional = re.search(
            r"\b(?:commission|committee|working\s+group|mechanism|council|consultations)\b",
            match.group(),
            re.IGNORECASE,
        )
        distinct = list(
            dict.fromkeys(
                m.iso
                for m in mentions
                if m.iso and m.kind in ("state", "adjective", "person") and m.head not in ("other", "people")
            )
        )
        if institutional and len(distinct) == 2:
            yield _Party(distinct[0], distinct[1], "senior_official", "consultation")
        elif institutional and len(distinct) <= 1 and state.pair:
            yield _Party(state.pair[0], state.pair[1], "senior_official", "consultation", is_explicit=False)
        return
    if len(sides) == 1 and doers and doers[0].kind == "person":
        host = [
            m
            for m in mentions
            if m.start >= start
            and m.kind == "person"
            and m.head == "counterpart"
            and m.isos
            and not set(m.isos) & exclude
        ]
        if host:
            yield from _encounter(match, text, mentions, doers, host[:1], state)


def _spoken_to(
    match: re.Match[str], text: str, mentions: Sequence[Mention], doers: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    """ "Erdogan told Mitsotakis": a meeting, if one of the two leaders is known to be the other's guest."""
    if len(doers) != 1 or doers[0].kind != "person" or not doers[0].iso:
        return
    heard = next((m for m in mentions if match.end() <= m.start <= match.end() + 12 and m.kind == "person" and m.iso), None)
    if heard is None or heard.iso == doers[0].iso or heard.level not in LEADERS or doers[0].level not in LEADERS:
        return
    pair = {heard.iso, doers[0].iso}
    if any(c.type == "leader_visit" and {c.actor, c.recipient} == pair for c in state.history) or state.register.home in pair:
        if not re.search(r"\b(?:phone|telephone|letter|video|call|message|cable)\b", text, re.IGNORECASE):
            yield from _encounter(match, text, mentions, doers, [heard], state)


def _encounter(
    match: re.Match[str],
    text: str,
    mentions: Sequence[Mention],
    a: Sequence[Mention],
    b: Sequence[Mention],
    state: _State,
    *,
    anaphoric: bool = False,
) -> Iterator[_Party]:
    """Yield the meeting of two sides, its type by the rank of those who meet."""
    if not a or not b:
        return
    if a[0] is b[0] or a == b:
        isos = a[0].isos
        if len(isos) != 2:
            return
        one, two = isos
    else:
        if not a[0].iso or not b[0].iso:
            return
        one, two = a[0].iso, b[0].iso
    if one == two:
        return
    level_a, level_b = _rank(a), _rank(b)
    words = match.group().casefold()
    is_summit = (
        "summit" in words
        or re.search(
            r"\bsummit(?:\s+(?:talks|meeting))?\b", text[match.start() : match.end() + 12], re.IGNORECASE
        )
        is not None
    )
    if anaphoric and not level_a and not is_summit:
        return
    if level_a and level_b:
        level = lower_level(level_a, level_b)
    else:
        level = level_a or level_b
    officials = "envoy" in (a[0].kind, b[0].kind) or "official" in (a[0].head, b[0].head)
    if officials and level not in MINISTERS and not (level_a in LEADERS and level_b in LEADERS):
        level = "senior_official"
    if is_summit and not level:
        level = "head_of_government"
    kind = "consultation"
    if level in LEADERS:
        kind = "summit"
    elif level in MINISTERS:
        kind = "ministerial_meeting"
    elif not level:
        low = text.casefold()
        if re.search(
            r"2\s?\+\s?2|two-plus-two|two plus two|ministerial|foreign ministers|defen[cs]e ministers", low
        ):
            kind, level = (
                "ministerial_meeting",
                "foreign_minister"
                if "defence m" not in low and "defense m" not in low
                else "defence_minister",
            )
            if re.search(r"2\s?\+\s?2|two-plus-two|two plus two|foreign and defen[cs]e", low):
                level = "foreign_minister"
        else:
            level = "senior_official"
    elsewhere = any(m.is_place and m.iso and m.iso not in (one, two) and m.prep in ("in", "at") for m in mentions)
    occasion = elsewhere and _OCCASION.search(text) is not None
    visiting = any(c.type == "leader_visit" and {c.actor, c.recipient} == {one, two} for c in state.history)
    if kind == "summit" and (_MARGINS.search(text) or occasion or (state.is_multilateral and not visiting)):
        kind = "sideline_meeting"
    yield _Party(one, two, level, kind, is_explicit=not anaphoric)


_OCCASION = re.compile(r"\b(?:inauguration|summit\s+of|funeral|conference|assembly|forum|gathering|coronation|Olympics?|ceremony\s+of|celebrations?)\b", re.IGNORECASE)


def _rank(group: Sequence[Mention]) -> str:
    for mention in group:
        if mention.level and mention.level != "counterpart":
            return mention.level
    return ""


def _call(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    for party in _meet(act, match, text, mentions, state):
        kind = "leader_call" if party.type in ("summit", "sideline_meeting") else party.type
        yield replace(party, type=kind)
        return
    # "phone call with X", "spoke to X by phone": the other side follows.
    start = match.start()
    doers = roles.subjects(text, mentions, start)
    others = [
        m
        for m in mentions
        if m.start >= start and m.kind == "person" and m.isos and not set(m.isos) & set(_states(doers))
    ]
    if doers and others and doers[0].iso:
        for party in _encounter(match, text, mentions, doers[:1], others[:1], state):
            yield replace(
                party, type="leader_call" if party.type in ("summit", "sideline_meeting") else party.type
            )


def _bought(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    buyers = _states(roles.subjects(text, mentions, match.start()))
    if not buyers:
        return
    buyer = buyers[0]
    sellers = [
        m
        for m in roles.objects(text, mentions, match.start(), frozenset((buyer,)))
        if m.prep in ("from", "with", "") or m.kind == "adjective"
    ]
    seller = sellers[0].isos[0] if sellers else ""
    known = state.last is not None and state.last.type == "arms_transfer" and buyer == state.last.recipient
    if not seller and known and state.last:
        seller = state.last.actor
    if seller and (
        known
        or re.search(
            r"missile|jet|tank|frigate|submarine|drone|weapon|arms|helicopter|howitzer|radar|warship|fighter|defen[cs]e",
            text,
            re.IGNORECASE,
        )
    ):
        yield _Party(seller, buyer, is_explicit=bool(sellers))


def _same(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    last = state.last_directed
    if last is None:
        return
    doers = _states(roles.subjects(text, mentions, match.start()))
    if not doers and re.search(r"\bjunta|\bgovernment|\bcountry\b", text[: match.start()]):
        doers = [last.actor]
    others = roles.objects(text, mentions, match.start(), frozenset(doers))
    kind = last.type
    if re.search(r"\bin\s+kind\b|reciprocated", match.group()):
        for doer in doers:
            if doer == last.recipient:
                yield _Party(doer, last.actor, type=kind, is_explicit=False)
        return
    for doer in doers:
        recipient = _states(others)[0] if others else last.recipient
        if recipient == doer:
            recipient = last.actor
        yield _Party(doer, recipient, type=kind, is_explicit=bool(others))


def _delivered(
    act: Act, match: re.Match[str], text: str, mentions: Sequence[Mention], state: _State
) -> Iterator[_Party]:
    """ "The first tanks from South Korea were unloaded": the maker gives, where they arrive is who gets."""
    source = [m for m in mentions if m.prep == "from" and m.iso and match.start() - 20 < m.start < match.end() + 60]
    makers = [m for m in mentions if m.kind == "adjective" and m.iso and 0 <= match.start() - m.end < 40]
    giver = source[0].iso if source else makers[-1].iso if makers else ""
    if not giver:
        return
    places = [m.iso for m in mentions if m.iso and m.iso != giver and m.prep in ("in", "to", "at", "for", "into")]
    others = [m.iso for m in mentions if m.iso and m.iso != giver and m.kind in ("state", "person")]
    home = state.register.home
    taker = places[0] if places else others[0] if others else home if home != giver else state.partner(giver)
    if taker:
        yield _Party(giver, taker, is_explicit=bool(places or others))


_READERS = {
    "delivered": _delivered,
    "directed": _directed,
    "passive": _passive,
    "mutual": _mutual,
    "visit": _visit,
    "visited": _visited,
    "meet": _meet,
    "call": _call,
    "bought": _bought,
    "same": _same,
}


# ---------------------------------------------------------------- finishing


def _place(text: str, mentions: Sequence[Mention], start: int, story: Story, kind: str) -> str:
    """Return the place as the sentence names it, "" if it names none."""
    if kind in ("leader_call",):
        return ""
    near = [
        m
        for m in mentions
        if m.is_place
        and m.prep in ("in", "at", "near", "off", "around", "outside")
        and m.kind in ("place", "state", "sea")
        and m.name
    ]
    cities = [
        m
        for m in near
        if m.kind == "place"
        or (
            m.kind == "state" and gazetteer().entries[key(m.name)].kind == "capital"
            if key(m.name) in gazetteer().entries
            else False
        )
    ]
    if cities:
        return min(cities, key=lambda m: abs(m.start - start)).name
    if kind in ("leader_visit", "ministerial_visit"):
        towards = [
            m for m in mentions if m.is_place and m.prep in ("to", "for") and m.name and m.start > start
        ]
        towards = [
            m
            for m in towards
            if m.kind == "place"
            or (key(m.name) in gazetteer().entries and gazetteer().entries[key(m.name)].kind == "capital")
        ]
        if towards:
            return towards[0].name
    seas = [m for m in near if m.kind == "sea"]
    return seas[0].name if seas and kind in ("incident", "joint_exercise", "conflict") else ""


def _is_impossible(candidate: Candidate, today: date) -> bool:
    return candidate.moment is not None and candidate.status == "occurred" and candidate.moment.day > today


def _finish(candidate: Candidate, cleaned: CleanText) -> FoundEvent:
    start, end = candidate.span
    begin, stop = cleaned.origin_span(start, end)
    if stop - begin > _QUOTE_LIMIT:
        stop = begin + _QUOTE_LIMIT
        cut = cleaned.original.rfind(" ", begin, stop)
        stop = cut if cut > begin + 200 else stop
    moment = candidate.moment
    return FoundEvent(
        date=moment.day if moment else None,
        date_precision=moment.precision if moment else "day",
        date_end=moment.end if moment and moment.precision == "day" else None,
        actor=candidate.actor,
        recipient=candidate.recipient,
        type=candidate.type,
        level=candidate.level,
        tier=candidate.tier,
        place=candidate.place,
        status=candidate.status,
        topics=candidate.topics,
        evidence=cleaned.original[begin:stop],
        evidence_start=begin,
        evidence_end=stop,
        confidence=candidate.confidence,
        title=compose_title(
            candidate.type, candidate.actor, candidate.recipient, candidate.level, candidate.tier
        ),
    )
