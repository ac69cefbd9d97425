"""Nouns: what a state's name or adjective belongs to, and the mention that makes."""

import re

from etl.coding.who.gazetteer import fold, gazetteer, key
from etl.coding.who.mentions import Hit, Mention
from etl.coding.who.naming import CAP, CORPORATE, PARTICLE, TITLE
from etl.coding.who.offices import OFFICE
from etl.coding.who.prepositions import preposition

FORMER = re.compile(
    r"\b(?:former|ex|late|deposed|ousted|exiled|toppled|one-time|opposition|"
    r"would-be)[\s-]+(?:(?!(?:with|to|by|for|in|on|at|and|from|between|after)\b)\w+['’]?s?\s+){0,2}$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:['’]s?)?\s+(?:(?!(?:on|against|from)\s)(?:[a-z][\w-]*|[A-Z][\w-]*\d[\w-]*)\s+){0,3}?(?:"
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
    rf"^['’]s\s+((?:{TITLE}\s+)*{CAP}(?:[ ](?:{PARTICLE}[ ]){{0,2}}{CAP}){{1,3}})(?![\w-]|"
    rf"\s+(?:said\s+its|shares))"
)


_IS_PAST = re.compile(r"\b(?:ex|post)[-‑]$|(?<!\band\s)(?<!\bor\s)\bformer\s$", re.IGNORECASE)
"""Before "Soviet republics": of a state that is gone."""


IS_STANCE = re.compile(r"\b(?:pro|anti)[-‑]$", re.IGNORECASE)
"""Before "Beijing" in "the pro-Beijing leader": whose side somebody is on, not whose office."""


def read_hit(text: str, hit: Hit) -> Mention | None:
    entry = hit.entry
    prep = preposition(text, hit.start)
    surface = text[hit.start : hit.end]
    if (
        entry.kind == "none"
        or IS_STANCE.search(text[: hit.start])
        or (entry.kind == "adjective" and _IS_PAST.search(text[: hit.start]))
    ):
        return None
    if entry.kind in ("org", "court"):
        return Mention(hit.start, hit.end, "org", name=surface, prep=prep, head=entry.kind)
    if entry.kind == "sea":
        return Mention(hit.start, hit.end, "sea", name=surface, prep=prep, is_place=True)
    if entry.kind == "person":
        former = FORMER.search(text[max(0, hit.start - 40) : hit.start]) is not None
        return Mention(
            hit.start, hit.end, "person", (entry.iso3,), entry.level, surface, prep, is_former=former
        )
    if entry.kind == "city":
        return Mention(hit.start, hit.end, "place", (entry.iso3,), name=surface, prep=prep, is_place=True)
    head, end = _head(text, hit)
    if hit.is_possessive and head == "other" and entry.kind == "country":
        # "Ghana's Samuel Okudzeto Ablakwa" speaks for Ghana; "Ghana's Volta River Authority" does not.
        named = _OWNED_NAME.match(text[hit.end :])
        if named and not CORPORATE.search(named.group(1)):
            known = gazetteer().entries.get(key(named.group(1)))
            level = known.level if known and known.kind == "person" and known.iso3 == entry.iso3 else ""
            return Mention(
                hit.start, hit.end + named.end(1), "person", (entry.iso3,), level, named.group(1), prep
            )
    kind = "adjective" if entry.kind in ("adjective", "prefix") else "state"
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
