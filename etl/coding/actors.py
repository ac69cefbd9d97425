"""Actors: which states, and who for them, a sentence speaks of, and in what part of speech.

`scan` looks words up in the gazetteer; `read_mentions` turns the finds into mentions with office, name and
governing preposition, helped by the register of people that the article has introduced so far.
"""

import re
from dataclasses import dataclass, field, replace

from etl.coding.gazetteer import WORD, Entry, fold, gazetteer, key
from etl.coding.offices import LEADERS, OFFICE, OFFICE_KEYS, level_in, office_level


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer entry in a sentence; `is_possessive` if "'s" follows."""

    start: int
    end: int
    entry: Entry
    is_possessive: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that stands for a state or somebody who speaks for one.

    Attributes:
        start, end: Span in the sentence.
        kind: `person`, `state`, `adjective`, `place`, `pair` (the two leaders), `he`, `it`, `they`, `org`,
            `sea`.
        isos: The states; two for "the foreign ministers of A and B"; none for what only the story can tell.
        level: Of a person or office; "" if it says none.
        name: A person's name, or the place as written.
        prep: The preposition that governs it, "" for none.
        head: What the noun after an adjective or possessive is: `envoy`, `state`, `people`, `other` or "".
        is_former: "former president": says nothing now.
        is_place: May be the place of an event.
    """

    start: int
    end: int
    kind: str
    isos: tuple[str, ...] = ()
    level: str = ""
    name: str = ""
    prep: str = ""
    head: str = ""
    is_former: bool = False
    is_place: bool = False

    @property
    def iso(self) -> str:
        """The one state it stands for, "" if none or two."""
        return self.isos[0] if len(self.isos) == 1 else ""


@dataclass(slots=True)
class Person:
    """Somebody whom the article has introduced."""

    iso: str
    level: str
    name: str


@dataclass(slots=True)
class Register:
    """The people of an article by each part of their names, and the latest of each level.

    Attributes:
        home: State of the dateline, to which an office without a country belongs.
        nation: State that the last sentence was about, for "its trade minister".
    """

    home: str = ""
    nation: str = ""
    parts: dict[str, Person] = field(default_factory=dict)
    latest: dict[str, Person] = field(default_factory=dict)
    posts: dict[tuple[str, str], Person] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        """Remember `person` by every part of the name."""
        for word in WORD.findall(person.name):
            part = fold(word)
            if len(part) > 2 and part not in _NO_NAMES:
                self.parts[part] = person
        if person.level:
            self.latest[person.level] = person
            self.posts[person.level, person.iso] = person

    def find(self, name: str) -> Person | None:
        """Return the person that `name` (or its last or first part) was introduced as."""
        words = [fold(w) for w in WORD.findall(name)]
        for word in (*reversed(words),):
            if word in self.parts and word not in _NO_NAMES:
                return self.parts[word]
        return None


_NO_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday
    thursday friday saturday sunday president minister prime foreign the and mohammed mohamed muhammad ahmed
    sheikh king prince
    queen sir john david james george general will van von bin ibn abu abdul republic state united south
    north new east west
    strategic partnership summit today yesterday his her its they that this""".split()  # noqa: SIM905
)
_STOP_NAME = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September
    October November December The In On At And But While After Before For From With During He She It They His
    Her Their Its
    Today Yesterday Tomorrow Both This That Talks Summit Ministry Palace""".split()  # noqa: SIM905
)
_PARTICLE = r"(?:bin|bint|ibn|al|el|de|da|do|dos|das|del|della|di|la|van|von|der|den|ter|ul|abu|ould|y|e)"
_CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*(?:[-‑](?:[\w'’]+))*|(?:al|el|an|as|ash)-[A-Z][\w'’-]+)"
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Prof|Gen|Lt|Col|Capt|Adm|Maj|Hon|Shri|Smt|Datuk|Dato['’]?|Seri|Sri|"
    r"Tan|Tun|Sheikh|Sheikha|Shaikh|"
    r"Prince|Princess|Ayatollah|General|Colonel|Admiral|Marshal|Field|Major|Captain|H\.?\s?E|His|Her|"
    r"Excellency|Highness|Majesty|Royal|"
    r"Senator|Comrade|Ambassador|President|Doctor|Haji|Engineer)\.?"
)
_NAME = re.compile(rf"(?:{_TITLE}\s+)*({_CAP}(?:\s+[A-Z]\.)*(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{0,4}})")
_NAME_AFTER = re.compile(
    rf"(?:,?\s+(?:(?:in\s+office|"
    rf"of\s+state),?\s+)?)"
    rf"((?:{_TITLE}\s+)*{_CAP}(?:\s+[A-Z]\.)*(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{0,4}})"
)
_NAME_BEFORE = re.compile(
    rf"((?:{_TITLE}\s+)*{_CAP}(?:\s+[A-Z]\.)*(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{1,4}}),\s+(?:the\s+|"
    rf"a\s+|its\s+|their\s+)?"
    r"(?:(?:new|current|acting|country['’]s|nation['’]s|kingdom['’]s|long-?\w*|veteran|then|\w+['’]s|"
    r"senior|hard-?\w*)\s+){0,2}$"
)
_PREP = re.compile(
    r"\b(of|in|with|from|at|to|by|for|against|between|on|near|off|into|outside|over|about|towards?|"
    r"under|after|before|than|via|"
    r"through|upon|within|across|like|including|among|alongside|as|around|amid|without|despite|behind|"
    r"inside|onto|concerning|"
    r"regarding|versus|vis-a-vis|leaving|across\s+from|because\s+of|thanks\s+to)\s+"
    r"(?:(?:the|its|his|her|their|our|a|an|both|neighbou?ring|central|northern|southern|eastern|western|"
    r"mainland|new|all|any|fellow|"
    r"ally|rival|arch-?rival|nearby|visiting|then|former|several|two|three|four|five|six|seven|eight|"
    r"ten|\d+|some|many|other|own|late|"
    r"hosts?|host|oil-rich|gulf|island|city|capital|downtown|greater|senior|top|government|district|"
    r"port|state|landlocked|"
    r"region(?:al)?|occupied|annexed|wartime|western|modern|communist|post-Soviet|long-time|longtime|"
    r"close|strategic|partners?|"
    r"traditional|international|local|foreign|his\s+\w+|H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Sheikh|"
    r"Prince)\s+){0,4}$",
    re.IGNORECASE,
)
_POSSESSIVE_PRONOUN = re.compile(
    r"\b(?P<who>its|his|her|their|whose|the\s+(?:country|nation|kingdom|"
    r"republic)['’]s)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BETWEEN_COUNTRY_AND_OFFICE = re.compile(
    r"^(?:['’]s?)?[\s-]+(?:(?:new|newly|elected|re-elected|visiting|acting|outgoing|incoming|then|"
    r"interim|transitional|de|facto|first|current|"
    r"long-?serving|veteran|caretaker|influential|powerful|designated|special|military|state|top|female|"
    r"young|right-wing|left-wing|leftist|"
    r"conservative|populist|embattled|reformist|self-declared|hard-?line|communist|party|senior|junior|"
    r"islamist|ruling|government)\s+){0,3}$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former|ex|late|deposed|ousted|exiled|toppled|one-time|opposition|"
    r"would-be)[\s-]+(?:\w+['’]?s?\s+){0,2}$",
    re.IGNORECASE,
)
_OF_COUNTRY = re.compile(
    r"^\s+(?:of|from)\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Government|People['’]s\s+Republic|"
    r"Federative\s+Republic)\s+of\s+(?:the\s+)?)?"
)
_HEAD = re.compile(
    r"^(?:['’]s?)?\s+(?:(?:[a-z][\w-]*|[A-Z][\w-]*\d[\w-]*)\s+){0,3}?(?:"
    r"(?P<envoy>(?:(?:deputy\s+|acting\s+)?ambassadors?|envoys?|diplomats?|chargés?|"
    r"charges?\s+d['’]affaires|high\s+commissioners?|consuls?|embassy|"
    r"embassies|mission|(?:deputy\s+)?chief\s+of\s+mission|consulates?|attach[eé]s?)\b)"
    r"|(?P<place>capital|city|port|town|village|province|region|coast(?!\s*guard)|waters|territory|soil|"
    r"airspace|border|side\s+of\s+the\s+border|"
    r"coastline|shores|embassy\s+in|resort|island|parliament\s+building)\b"
    r"|(?P<official>officials?|delegations?|delegates|negotiators?|teams?|experts?|representatives?|"
    r"authorities|side|technicians)\b"
    r"|(?P<state>government|ministry|ministries|navy|army|military|air\s+force|coast\s*guard|troops|"
    r"forces|soldiers|sailors|police|warships?|ships?|vessels?|"
    r"frigates?|destroyers?|aircraft|jets?|fighters?|planes?|drones?|missiles?|helicopters?|bombers?|"
    r"submarines?|artillery|border\s+guards?|"
    r"marines|cabinet|parliament|administration|side|authorities|presidency|leadership|leaders?|state|"
    r"foreign\s+office|court|courts|premier|"
    r"boats?|gunboats?|patrols?|regime|junta|rulers|aid|relief|rescuers|medics|donation|Navy|Army|"
    r"Air\s+Force|Coast\s+Guard|Foreign|Ministry|air\s+defen[cs]es?|"
    r"Defen[cs]e|Government|Cabinet|Parliament|Senate|Embassy|Armed\s+Forces|Marine|Commerce|Trade|"
    r"Treasury|Department|Royal)\b"
    r"|(?P<people>nationals?|citizens?|journalists?|reporters?|fishermen|fishers|crew|businessm[ae]n|"
    r"academics?|scholars?|couple|man|woman|"
    r"prisoners?|detainees?|hostages?|civilians|passengers|activists?|pastor|missionary|aid\s+workers?|"
    r"travellers?|dual)\b"
    r"|(?P<other>firms?|compan(?:y|ies)|carmakers?|manufacturers?|banks?|airlines?|carriers?|brands?|"
    r"makers?|investors?|conglomerates?|giants?|retailers?|"
    r"exporters?|importers?|producers?|businesses|business|buyers?|shoppers|consumers?|tourists?|"
    r"visitors|students?|football|clubs?|players?|"
    r"coach|teams?\s+captain|scientists?|artists?|singers?|actors?|films?|language|food|cuisine|"
    r"restaurants?|newspapers?|daily|dailies|media|press|"
    r"(?:news\s+)?agenc(?:y|ies)|television|TV|channels?|papers|money|shares|stocks?|engineers?|"
    r"workers?|labourers|migrants?|analysts?|economists?|"
    r"lawmakers|senators?|opposition|critics|observers|public|voters|farmers|growers|brewers|wine|beef|"
    r"barley|goods|products|"
    r"exports?|imports?|steel|cars?|gas|oil|coal|grain|soya|chips|market|economy|currency|yen|dollar|"
    r"pound|century|"
    r"history|literature|universit(?:y|ies)|institute|think[\s-]tank|museum|orchestra|church|temple|"
    r"diaspora|community|minority|"
    r"born|led|backed|made|owned|registered|flagged|speaking|based)\b)",
)
_OWNED_NAME = re.compile(
    rf"^['’]s\s+((?:{_TITLE}\s+)*{_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{1,3}})(?![\w-]|"
    rf"\s+(?:said\s+its|shares))"
)
_CORPORATE = re.compile(
    r"\b(?:Bank|Group|Corp\w*|Inc|Ltd|Airlines?|Airways|Air|Authority|Company|Co|Party|Ministry|"
    r"Parliament|Motors?|Energy|Oil|Gas|Steel|Electric|University|"
    r"Institute|Committee|Commission|Council|Court|Union|League|Club|City|United|Times|Post|News|Agency|"
    r"Office|House|Province|State|Islands?|River|"
    r"Sea|Bay|Port|Airport|Strait|Chamber|Federation|Association|Foundation|Front|Movement|Force|Guard|"
    r"Army|Navy|Assembly|Senate|Congress|Day|Cup|"
    r"Strategic|Partnership|Embassy|Peninsula|Region|Desert|Mountains?|Delta|Valley|Coast|North|South|"
    r"East|West|Communist|Democratic|Republican|Labour)\b"
)
_GROUP = re.compile(
    r"\b(?P<leaders>(?:the\s+(?:two|2)|both)\s+(?:country['’]s\s+|countries['’]\s+|nations['’]\s+|"
    r"neighbou?rs['’]\s+)?(?:[\w-]+\s+)?"
    r"(?:leaders|prime\s+ministers|presidents|heads\s+of\s+(?:state|government)|premiers)|"
    r"the\s+(?:leaders|presidents|prime\s+ministers|heads\s+of\s+(?:state|government))(?!\s+of|['’]))"
    r"|\b(?P<fms>(?:the\s+(?:two|2)\s+|both\s+)(?:foreign|top)\s+(?:ministers|diplomats)|"
    r"the\s+foreign\s+ministers(?!\s+of))"
    r"|\b(?P<dms>(?:the\s+(?:two|2)\s+|both\s+)(?:defen[cs]e)\s+(?:ministers|chiefs|secretaries))"
    r"|\b(?P<mins>their\s+foreign\s+and\s+defen[cs]e\s+(?:ministers|secretaries|chiefs)|(?:the\s+(?:two|2)\s+|both\s+)(?:[\w-]+\s+)?(?:ministers|counterparts|officials)|"
    r"(?:the|their)\s+(?:(?:foreign|trade|defen[cs]e|interior|energy)\s+)?ministers(?!\s+of|['’]))"
    r"|\b(?P<offs>(?:the\s+(?:two|2)|both)\s+(?:[\w-]+\s+){0,2}?(?:officers|generals|commanders|envoys|negotiators|"
    r"directors[\s-]general|diplomats|security\s+advis[eo]rs|army\s+chiefs|deputy\s+ministers|vice[\s-]ministers))"
    r"|\b(?P<two>(?:the\s+(?:two|2)|both)\s+(?:neighbou?ring\s+|old\s+|friendly\s+|Asian\s+|African\s+|"
    r"European\s+|Gulf\s+|Baltic\s+|Balkan\s+|longtime\s+)?"
    r"(?:sides|countries|governments|nations|states|capitals|parties|delegations|armies|militaries|"
    r"navies|neighbou?rs|allies|partners|"
    r"men|women|teams|rivals|powers|republics|kingdoms)|the\s+pair|the\s+two(?=\s+(?:signed|met|agreed|"
    r"discussed|held|talked|spoke|compared|also|had|were|then|will|would|have|are|called|exchanged|"
    r"reaffirmed|shook|sat|reviewed|raised|said))|each\s+other|one\s+another|between\s+them)"
    r"|\b(?P<they>they)\b",
    re.IGNORECASE,
)
_GROUP_KEYS = (
    "the two",
    "the 2",
    "both",
    "they",
    "the pair",
    "each other",
    "one another",
    "between them",
    "the leaders",
    "the presidents",
    "the prime ministers",
    "the heads",
    "ministers",
)
_PRONOUN = re.compile(
    r"\b(?P<he>he|she|who)\b|\b(?P<we>(?-i:I)|we)\b|\b(?P<it>it)\b|\b(?P<him>him|her(?=\s+(?:at|in|on|for|and|to|with|from)\b|"
    r"[.,;]))\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"^['’]?s?\s*(?:,|,?\s*(?:and|&|as\s+well\s+as|along\s+with|together\s+with)\s*|[-–/])\s*(?:(?:the|"
    r"its|his|her|both|separately|visiting|new|neighbou?ring|then)\s+)*$",
    re.IGNORECASE,
)


def scan(text: str) -> tuple[Hit, ...]:
    """Return the gazetteer's entries in `text`, longest first at each place, no overlaps."""
    table = gazetteer()
    words = list(WORD.finditer(text))
    shout = text.isupper()
    hits: list[Hit] = []
    i = 0
    while i < len(words):
        word = words[i].group()
        if not (word[0].isupper() or word[0] == "’"):
            i += 1
            continue
        first = fold(word)
        bare = first[:-2] if first.endswith("'s") else first
        if first not in table.first_words and bare not in table.first_words:
            i += 1
            continue
        found = None
        keyed = [first]
        for n in range(1, min(table.longest, len(words) - i)):
            gap = text[words[i + n - 1].end() : words[i + n].start()]
            if len(gap) > 2 or any(c in ',;:()\n"“”' for c in gap):
                break
            keyed.append(fold(words[i + n].group()))
        for n in range(len(keyed), 0, -1):
            joined = " ".join(keyed[:n])
            entry = table.entries.get(joined)
            possessive = False
            if entry is None and joined.endswith("'s"):
                entry, possessive = table.entries.get(joined[:-2]), True
            if entry is None:
                continue
            surface = text[words[i].start() : words[i + n - 1].end()]
            if (
                entry.needs_capitals
                and not surface.replace(".", "")
                .replace("’s", "")
                .replace("'s", "")
                .replace(" ", "")
                .isupper()
            ):
                continue
            if entry.needs_capitals and shout and joined == "us":
                continue
            end = words[i + n - 1].end() - (2 if possessive else 0)
            if joined in ("u s", "u k", "u n", "u a e", "e u", "u s a") and text[end : end + 1] == ".":
                end += 1
            possessive = possessive or text[end : end + 2] in ("'s", "’s", "' ", "’ ")
            found = (Hit(words[i].start(), end, entry, possessive), n)
            break
        if found:
            hits.append(found[0])
            i += found[1]
        else:
            i += 1
    return tuple(h for h in hits if not _is_false_friend(text, h))


_NAME_LIKE = frozenset(("JOR", "TCD", "GEO", "ISR", "CUB", "MLT", "KEN", "MLI", "CYP"))


def _is_false_friend(text: str, hit: Hit) -> bool:
    """True where a country's word is somebody's name, a US state, a bird, a dish."""
    if hit.entry.kind == "person" and " " not in text[hit.start : hit.end] and not hit.is_possessive:
        # "Modi Ephraim": a family name that is another's first name.
        following = re.match(r" ([A-Z][a-z]{2,})\b", text[hit.end : hit.end + 30])
        return (
            following is not None
            and following.group(1) not in _STOP_NAME
            and not _CORPORATE.match(following.group(1))
        )
    if hit.entry.kind != "country":
        return False
    before, after = text[: hit.start], text[hit.end : hit.end + 30]
    if hit.entry.iso3 == "GEO" and re.search(r"Atlanta|Savannah|Senator|Republican|Democrat|Gov\.", text):
        return True
    if hit.entry.iso3 in _NAME_LIKE:
        previous = re.search(r"\b([A-ZÀ-Þ][\w'’.-]+)\s+$", before)
        if previous and fold(previous.group(1)) in _FIRST_NAMES:
            return True
        if hit.entry.iso3 in ("JOR", "TCD", "KEN") and re.match(
            r"\s+[A-Z][a-z]+\s+(?:said|told|scored|was|is)\b", after
        ):
            return True
    return False


_FIRST_NAMES = frozenset(
    "michael jim jane vernon hamilton barbara louis deandre neil joe kevin chris mike mary paul".split()  # noqa: SIM905
)


def _preposition(text: str, start: int) -> str:
    match = _PREP.search(text[max(0, start - 60) : start])
    return match.group(1).casefold() if match else ""


_DAY_WORD = re.compile(
    r"^(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+)+"
)


def _clean_name(raw: str) -> str:
    words = []
    for word in re.sub(rf"^(?:{_TITLE}\s+)+", "", raw).split():
        if word.strip(".,'’") in _STOP_NAME:
            break
        words.append(word)
    name = " ".join(words)
    return re.sub(r"['’]s$", "", name)


def read_mentions(text: str, hits: tuple[Hit, ...], register: Register) -> tuple[Mention, ...]:
    """Return the mentions of a sentence in order, and add the people it introduces to the register."""
    taken: list[tuple[int, int]] = []
    out: list[Mention] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    def put(mention: Mention) -> None:
        taken.append((mention.start, mention.end))
        out.append(mention)

    low = text.casefold()
    for group in _GROUP.finditer(text) if any(map(low.__contains__, _GROUP_KEYS)) else ():
        kind = "they" if group.lastgroup == "they" else "pair"
        level = {
            "leaders": "head_of_government",
            "fms": "foreign_minister",
            "dms": "defence_minister",
            "offs": "senior_official",
        }.get(group.lastgroup or "", "")
        if group.group("mins"):
            office = OFFICE.search(group.group())
            level = office_level(office) if office and office_level(office) != "counterpart" else ""
        put(Mention(group.start(), group.end(), kind, level=level, prep=_preposition(text, group.start())))
    for match in OFFICE.finditer(text) if any(map(low.__contains__, OFFICE_KEYS)) else ():
        if not free(match.start(), match.end()):
            continue
        mention = _read_office(text, match, hits, register, free)
        if mention:
            put(mention)
    out = [_with_office(text, m) if m.kind == "pair" else m for m in out]
    for hit in hits:
        if free(hit.start, hit.end):
            mention = _read_hit(text, hit)
            if mention:
                put(mention)
                if mention.kind == "person" and mention.name:
                    register.add(Person(mention.iso, mention.level, mention.name))
    for word in WORD.finditer(text):
        part = fold(word.group())
        part = part[:-2] if part.endswith("'s") else part
        if part in register.parts and word.group()[0].isupper() and free(word.start(), word.end()):
            person = register.parts[part]
            end = word.end() - (2 if word.group().endswith(("'s", "’s")) else 0)
            start = word.start()
            for following in WORD.finditer(text, word.end(), min(len(text), word.end() + 40)):
                # "González-Olaechea's": the rest of the name belongs to it.
                rest = fold(following.group())
                rest = rest[:-2] if rest.endswith("'s") else rest
                if text[end : following.start()] in (" ", "-", "‑") and register.parts.get(rest) is person:
                    end = following.end() - (2 if following.group().endswith(("'s", "’s")) else 0)
                else:
                    break
            for neighbour in reversed(list(WORD.finditer(text[:start]))[-3:]):
                # "Shigeru Ishiba": one mention for all parts of the name.
                if (
                    fold(neighbour.group()) in register.parts
                    and register.parts[fold(neighbour.group())] is person
                    and free(neighbour.start(), end)
                ):
                    start = neighbour.start()
                else:
                    break
            out = [m for m in out if not (start <= m.start < end)]
            put(
                Mention(
                    start,
                    end,
                    "envoy" if person.level == "ambassador" else "person",
                    (person.iso,) if person.iso else (),
                    "" if person.level == "ambassador" else person.level,
                    person.name,
                    _preposition(text, start),
                )
            )
    for match in _PRONOUN.finditer(text):
        if free(match.start(), match.end()):
            kind = (
                "we"
                if match.group("we")
                else "him"
                if match.group("him")
                else "he"
                if match.group("he")
                else "it"
            )
            out.append(Mention(match.start(), match.end(), kind, name=match.group().casefold()))
    out.sort(key=lambda m: m.start)
    return _coordinate(text, out)


_OFFICE_OF_PAIR = re.compile(r"([\w\s-]{5,60}?)\s(?:of|from)\s$")
_PAIR_OFFICE = re.compile(r"^['’]s?\s([\w\s-]{5,50})")


def _with_office(text: str, pair: Mention) -> Mention:
    """Return "the foreign ministers of the two countries" or "the two countries' presidents" as one."""
    before = _OFFICE_OF_PAIR.search(text[max(0, pair.start - 64) : pair.start])
    if before:
        offices = list(OFFICE.finditer(before[1]))
        if offices and offices[-1].end() == len(before[1]) and _PLURAL.search(offices[-1].group()):
            start = max(0, pair.start - 64) + before.start(1) + offices[-1].start()
            level = office_level(offices[-1])
            return replace(
                pair,
                start=start,
                level="" if level in ("counterpart", "ambassador") else level,
                prep=_preposition(text, start),
            )
    after = _PAIR_OFFICE.match(text[pair.end : pair.end + 52])
    office = OFFICE.match(after[1]) if after else None
    if after and office and _PLURAL.search(office.group()):
        level = office_level(office)
        return replace(
            pair,
            end=pair.end + after.start(1) + office.end(),
            level="" if level in ("counterpart", "ambassador") else level,
        )
    return pair


def _coordinate(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
    """Give "A and B" one preposition, the first one's."""
    out: list[Mention] = []
    for mention in mentions:
        if (
            out
            and mention.kind == "person"
            and mention.name
            and out[-1].kind in ("state", "adjective")
            and out[-1].isos == mention.isos
            and text[out[-1].end : mention.start] in ("'s ", "’s ", " ")
        ):
            # "Singapore's Lawrence Wong" is one person.
            state = out.pop()
            mention = replace(mention, start=state.start, prep=state.prep)
        if (
            out
            and mention.kind == "state"
            and out[-1].kind == "person"
            and out[-1].isos == mention.isos
            and text[out[-1].end : mention.start] in (" of ", " of the ")
        ):
            out[-1] = replace(out[-1], end=mention.end)  # "Han Duck-soo of South Korea"
            continue
        if out and not mention.prep and out[-1].prep and is_coordinated(text, out[-1], mention):
            mention = replace(mention, prep=out[-1].prep)
        out.append(mention)
    return tuple(out)


_ONLY_COMMA = re.compile(r"^['’]?s?\s*,\s*")
_LIST_GOES_ON = re.compile(r"^[^.;()]{0,80}?\b(?:and|&)\s")


def is_coordinated(text: str, a: Mention, b: Mention) -> bool:
    """True for "A and B" and "A, B and C"; "In A, B met" only looks like it."""
    gap = text[a.end : b.start]
    if not _AND.match(gap):
        return False
    if a.kind in ("state", "place") and b.kind == "person" and gap.strip() == "," and a.start < 30:
        return False  # "After Astana, Fidan will go on to ..."
    is_locative = a.prep in ("in", "at", "from", "near", "to", "for", "on") and a.kind != "person"
    if b.kind in ("person", "he", "they", "pair") and is_locative:
        return False
    if _ONLY_COMMA.match(gap) and re.search(r"\band\b|&", gap) is None:
        if is_locative and not b.is_place:
            return False
        return _LIST_GOES_ON.match(text[b.end : b.end + 90]) is not None or not is_locative
    return True


def _read_hit(text: str, hit: Hit) -> Mention | None:
    entry = hit.entry
    prep = _preposition(text, hit.start)
    surface = text[hit.start : hit.end]
    if entry.kind == "none":
        return None
    if entry.kind in ("org", "court"):
        return Mention(hit.start, hit.end, "org", name=surface, prep=prep, head=entry.kind)
    if entry.kind == "sea":
        return Mention(hit.start, hit.end, "sea", name=surface, prep=prep, is_place=True)
    if entry.kind == "person":
        former = _FORMER.search(text[max(0, hit.start - 40) : hit.start]) is not None
        return Mention(
            hit.start, hit.end, "person", (entry.iso3,), entry.level, surface, prep, is_former=former
        )
    if entry.kind == "city":
        return Mention(hit.start, hit.end, "place", (entry.iso3,), name=surface, prep=prep, is_place=True)
    head, end = _head(text, hit)
    if hit.is_possessive and head == "other" and entry.kind == "country":
        # "Ghana's Samuel Okudzeto Ablakwa" speaks for Ghana; "Ghana's Volta River Authority" does not.
        named = _OWNED_NAME.match(text[hit.end :])
        if named and not _CORPORATE.search(named.group(1)):
            known = gazetteer().entries.get(key(named.group(1)))
            level = known.level if known and known.kind == "person" and known.iso3 == entry.iso3 else ""
            return Mention(
                hit.start, hit.end + named.end(1), "person", (entry.iso3,), level, named.group(1), prep
            )
    kind = "adjective" if entry.kind == "adjective" else "state"
    if head == "place" and (entry.kind == "adjective" or hit.is_possessive):
        return Mention(
            hit.start, end, "place", (entry.iso3,), name="", prep=prep, is_place=False, head="place"
        )
    if entry.kind in ("capital", "seat") and hit.is_possessive and head == "other":
        head = "other"
    return Mention(
        hit.start,
        hit.end,
        kind,
        (entry.iso3,),
        name=surface,
        prep=prep,
        head=head,
        is_place=entry.kind in ("capital", "country"),
    )


def _head(text: str, hit: Hit) -> tuple[str, int]:
    """Return the class of the noun that an adjective or possessive belongs to, and where it ends."""
    tail = text[hit.end : hit.end + 70]
    if hit.entry.kind != "adjective" and not hit.is_possessive:
        compound = re.match(
            r"[-‑](?:born|led|backed|made|owned|based|registered|flagged|funded|run|style|linked|bound|"
            r"occupied|controlled|held|administered)\b",
            tail,
        )
        firm = re.match(r"\s+(?:airlines?|Airlines?|Airways|Stadium|Telecom|Bank)\b", tail)
        return ("other" if compound or firm else ""), hit.end
    match = _HEAD.match(tail)
    if match:
        kind = match.lastgroup or ""
        return ("official" if kind == "official" else kind), hit.end + match.end()
    capital = re.match(r"(?:['’]s?)?\s+([A-ZÀ-Þ][\w&'’-]+)", tail)
    if (
        capital
        and not OFFICE.match(capital.group(1))
        and fold(capital.group(1)) not in gazetteer().first_words
    ):
        return "other", hit.end
    return "", hit.end


_PLURAL = re.compile(
    r"\b(?:ministers|secretaries|presidents|premiers|chancellors|leaders|chiefs|kings|queens|emirs|"
    r"diplomats|heads|rulers|officials|envoys|representatives|"
    r"negotiators|advis[eo]rs|counterparts|colleagues|numbers|hosts|PMs|FMs|princes|generals|"
    r"ambassadors|commissioners|consuls|monarchs|staffs?\s+chiefs)\b",
    re.IGNORECASE,
)


def _country_for_office(
    text: str, match: re.Match[str], hits: tuple[Hit, ...]
) -> tuple[tuple[str, ...], int, int, bool]:
    """Return the state(s) of an office by the words around it, and the span that they and the office fill."""
    start, end = match.start(), match.end()
    plural = _PLURAL.search(match.group()) is not None
    isos: tuple[str, ...] = ()
    before = [
        h
        for h in hits
        if h.end <= start and h.entry.iso3 and h.entry.kind in ("country", "adjective", "capital", "seat")
    ]
    if before and _BETWEEN_COUNTRY_AND_OFFICE.match(text[before[-1].end : start]):
        hit = before[-1]
        isos, start = (hit.entry.iso3,), hit.start
        # "the Indian and Pakistani foreign ministers"
        if (
            len(before) > 1
            and _AND.match(text[before[-2].end : hit.start])
            and plural
            and before[-2].entry.iso3 != hit.entry.iso3
        ):
            isos, start = (before[-2].entry.iso3, hit.entry.iso3), before[-2].start
    if not isos:
        of = _OF_COUNTRY.match(text[match.end() :])
        if of:
            at = match.end() + of.end()
            after = [h for h in hits if h.entry.iso3 and h.start in (at, match.end() + 4, match.end() + 8)]
            near = after or [h for h in hits if h.entry.iso3 and at <= h.start <= at + 1]
            if near:
                hit = near[0]
                isos, end = (hit.entry.iso3,), hit.end
                rest = [h for h in hits if h.start > hit.end and h.entry.iso3]
                if (
                    rest
                    and plural
                    and _AND.match(text[hit.end : rest[0].start])
                    and rest[0].entry.kind != "person"
                ):
                    isos, end = (hit.entry.iso3, rest[0].entry.iso3), rest[0].end
    return isos, start, end, plural


def _read_office(
    text: str, match: re.Match[str], hits: tuple[Hit, ...], register: Register, free: "object"
) -> Mention | None:
    level = office_level(match)
    words = match.group()
    isos, start, end, plural = _country_for_office(text, match, hits)
    low = words.casefold()
    prefix = text[max(0, start - 45) : start]
    is_former = (
        _FORMER.search(prefix) is not None
        or _FORMER.search(text[max(0, match.start() - 20) : match.start()]) is not None
    )
    bare_leader = low.startswith(
        (
            "leader",
            "ruler",
            "host",
            "guest",
            "colleague",
            "prince",
            "king",
            "queen",
            "emir",
            "ruler",
            "speaker",
            "consul",
            "pope",
        )
    )
    if level == "ambassador":
        titled = _NAME_AFTER.match(text[match.end() :])
        if titled and not titled.group().lstrip().startswith(","):
            earlier = isos or tuple(h.entry.iso3 for h in hits if h.end <= start and h.entry.iso3)[-1:]
            if earlier:
                register.add(Person(earlier[0], "ambassador", _clean_name(titled.group(1))))
        if not isos:
            # "ambassador to Russia": the post, not the state, so the envoy's state is left to the sentence.
            return Mention(match.start(), match.end(), "envoy", name=words, prep=_preposition(text, start))
        return Mention(start, end, "envoy", isos, "", words, _preposition(text, start), head="envoy")
    name = ""
    after = _NAME_AFTER.match(text[end:]) if not plural else None
    comma = bool(after and after.group().lstrip(" ").startswith(","))
    if after:
        candidate = _clean_name(after.group(1))
        first_hit = next((h for h in hits if h.start >= end and h.start < end + after.end()), None)
        blocks = (
            first_hit is not None
            and first_hit.entry.kind != "person"
            and first_hit.start <= end + after.start(1) + 1
        )
        if candidate and not blocks and (not comma or " " in candidate or register.find(candidate)):
            name = candidate
            if first_hit is not None and first_hit.entry.kind != "person":
                cut = first_hit.start - (end + after.start(1))
                name = (
                    _clean_name(text[end + after.start(1) : end + after.start(1) + cut].strip())
                    if cut > 1
                    else ""
                )
            if name:
                end = text.index(name.split()[0], end) + len(
                    text[text.index(name.split()[0], end) : end + after.end()].split(" and ")[0]
                )
                end = min(end, len(text))
                end = _end_of_name(text, name, match.end())
    if not name and not plural:
        before = _NAME_BEFORE.search(text[max(0, start - 90) : start])
        if before:
            day = _DAY_WORD.match(before.group(1))
            shift = day.end() if day else 0
            candidate = _clean_name(_DAY_WORD.sub("", before.group(1)))
            if candidate and (" " in candidate or register.find(candidate)):
                name = candidate
                start = max(0, start - 90) + before.start() + shift
    known = None
    if name:
        hit = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
        known = register.find(name)
        if hit and not isos:
            isos = (hit.entry.iso3,)
        elif known and known.iso and not isos:
            isos = (known.iso,)
    if level == "counterpart":
        if (
            not isos
            and not name
            and not re.search(r"\b(?:his|her|its|their)\s+$", text[: match.start()], re.IGNORECASE)
        ):
            return None
        if low.startswith(("host", "guest", "colleague")) and not name and not isos:
            return None
        person = _of_person(hits, start, end, register, name)
        mention_level = person.level if person else "counterpart"
        if name and isos and not person:
            register.add(Person(isos[0], "", name))
        return Mention(
            start, end, "person", isos, mention_level, name, _preposition(text, start), head="counterpart"
        )
    level = level_in(level, words, isos[0] if isos else register.home)
    if bare_leader and not isos and not name:
        return None
    if plural and not isos:
        return None
    if plural:
        return Mention(start, end, "person", isos, level, "", _preposition(text, start), is_former=is_former)
    if not isos:
        isos = _default_country(text, start, level, name, hits, register)
    if name and isos:
        listed = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
        if (listed and listed.entry.level in LEADERS and level in ("senior_official", "minister")) or (
            listed and listed.entry.level and low.split()[0] in ("prince", "minister", "sheikh", "secretary")
        ):
            level = listed.entry.level
        if low.startswith(("leader", "ruler")) and known and known.level:
            level = known.level
        person = _of_person(hits, start, end, register, "")
        if low.startswith("leader") and person:
            level = person.level
        register.add(Person(isos[0], level, name))
    elif isos and not name and isos[0] == register.home and level not in register.latest:
        pass
    return Mention(start, end, "person", isos, level, name, _preposition(text, start), is_former=is_former)


def _end_of_name(text: str, name: str, begin: int) -> int:
    last = name.split()[-1]
    at = text.find(name, begin)
    if at >= 0:
        return at + len(name)
    at = text.find(last, begin)
    return at + len(last) if at >= 0 else begin


def _of_person(hits: tuple[Hit, ...], start: int, end: int, register: Register, name: str) -> Person | None:
    hit = next((h for h in hits if h.entry.kind == "person" and start <= h.start < end), None)
    if hit:
        return Person(hit.entry.iso3, hit.entry.level, name)
    return register.find(name) if name else None


def _default_country(
    text: str, start: int, level: str, name: str, hits: tuple[Hit, ...], register: Register
) -> tuple[str, ...]:
    pronoun = _POSSESSIVE_PRONOUN.search(text[max(0, start - 40) : start])
    if pronoun:
        states = [h for h in hits if h.end <= start and h.entry.iso3 and h.entry.kind != "city"]
        if states:
            return (states[-1].entry.iso3,)
        if register.nation and pronoun["who"].casefold() in ("its", "their"):
            return (register.nation,)
    if not name:
        known = [
            p for p in (register.posts.get((level, register.home)), register.latest.get(level)) if p and p.iso
        ]
        if known:
            return (known[0].iso,)
    return (register.home,) if register.home else ()
