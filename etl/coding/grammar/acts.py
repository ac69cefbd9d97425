"""Acts: which words tell which kind of act, read from triggers/*.toml and compiled once.

One [[act]] per way of telling it:

    type     event type of db.vocabulary
    frame    who is who: directed (doer before, done-to after), passive (done-to before, doer after
             "by"), mutual (pair), visit, visited (host before, visitor after), meet, call, same, bought
             (buyer before: the arms come from the other side), blamed (who says so, before or after),
             drawn (done-to before, doer after "from"); all frames stand in parties.py
    keys     the pattern is tried only where one of these stands in the sentence (lower case)
    pattern  regular expression, case is ignored; <WORDS> are the macros below; <V verbs> are their telling
             forms, <A verbs> all forms, <P verbs> the passive, <GAP40> up to 40 characters of the clause
    needs    "date": only with a date in its own sentence; "state": the other side must stand in the sentence;
             "lead": only where the article opens
    inner    false: words like "asked" inside the pattern do not make the act a mere wish
    agreed   true: "agreed to" do it is the event
    note     why, where it is not plain
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from etl.coding.grammar.tiers import NAMED_TIER, TIER, TIER_PARTNERS
from etl.coding.grammar.verbs import anyform, finite, passive

_MACROS = {
    "W": r"[\w'’“”\"$€£%.,&/+-]+",
    "ENVOY": (
        r"(?:ambassadors?|envoys?|charg[ée]s?(?:\s+d['’]affaires)?|high\s+commissioners?|"
        r"(?:deputy\s+)?(?:chief|head)s?\s+of\s+mission|"
        r"consuls?(?:[\s-]general)?|diplomats?|attach[ée]s?|emissar(?:y|ies))"
    ),
    "PACT": (
        r"(?:(?<![-\w])(?:agreements?|accords?|treat(?:y|ies)|pacts?|memorand(?:um|a|ums)|MoUs?|MOUs?|"
        r"protocols?|convention|deals?|charter|"
        r"roadmap|letters?\s+of\s+intent|documents|instruments|arrangements?|compact|contracts?|"
        r"communiqu[ée]|action\s+plan|CEPA|FTA|papers|exchange\s+of\s+notes|understandings?|declarations?|"
        r"frameworks?|terms\s+of\s+reference|programmes?\s+of\s+cooperation|statements?\s+of\s+intent|documents?|"
        r"plans?\s+of\s+(?:action|consultations?|cooperation|work)|"
        r"(?:work|consultations?|cooperation|implementation)\s+plan|waivers?))"
    ),
    "PACTX": (
        r"(?:(?<![-\w])(?:agreements?|accords?|treat(?:y|ies)|pacts?|memorand(?:um|a)|MoUs?|MOUs?|"
        r"protocols?|convention|deals?|arrangements?|compact))"
    ),
    "WEAPON": (
        r"(?:missiles?|fighters?|(?:fighter\s+)?jets|tanks|howitzers?|frigates?|corvettes?|submarines?|"
        r"drones?|patrol\s+(?:boats?|vessels?)|helicopters?|"
        r"weapons?|arms|ammunition|munitions|radars?|artillery|rocket\s+\w+|air[\s-]defen[cs]e|"
        r"military\s+equipment|armou?red|warships?|shells|rifles|"
        r"military\s+aircraft|Patriot|F-\d\d|patrol\s+ships?|trainer\s+aircraft|destroyers?|gunboats?|"
        r"Bayraktar\w*|Eurofighters?|Typhoons?|Rafales?|Gripens?|MiG-\d\d|Su-\d\d|S-[34]00s?|Leopards?|HIMARS|Javelins?|"
        r"warplanes|launchers?)"
    ),
    "STAFF": (
        r"(?:ambassadors?|envoys?|charg[ée]s?(?:\s+d['’]affaires)?|high\s+commissioners?|"
        r"(?:deputy\s+)?(?:chief|head)s?\s+of\s+mission|consuls?(?:[\s-]general)?|diplomats?|attach[ée]s?|"
        r"counsell?ors?|(?:first|second|third)[\s-]secretar(?:y|ies)|intelligence\s+officers?|"
        r"(?:military|defen[cs]e|naval|air)\s+advis[eo]rs?|"
        r"(?:embassy|consular|consulate|mission|diplomatic)\s+(?:staff|employees?|officials?|officers?|workers?|personnel)|"
        r"(?:officials?|officers?|staff|employees?|personnel|members|advis[eo]rs?|workers)\s+(?:of|at|from|in)\s+"
        r"(?:the|its|their)\s+(?:[\w.-]+\s+){0,3}?(?:embassy|mission|consulate|high\s+commission))"
    ),
    "RELIEF": (
        r"(?:aid|relief|rescue(?:rs?)?|search[\s-](?:and[\s-]rescue[\s-])?teams?|firefighters?|medics|doctors|"
        r"(?:medical|surgical)\s+(?:teams?|staff|supplies|equipment)|medicines?|tents|blankets|vaccines?|doses|"
        r"food|generators|field\s+hospitals?|humanitarian|supplies|water\s+purif\w+|wheat|rice|grain|fertili[sz]ers?)"
    ),
    "TIER": TIER,
    "TIERPARTNERS": TIER_PARTNERS,
    "NAMEDTIER": NAMED_TIER,
}


@dataclass(frozen=True, slots=True)
class Act:
    """One way of telling an act.

    Attributes:
        type: Event type, or `same` for "did the same".
        frame: How doer and done-to are told; see above.
        keys: The pattern is tried only in sentences that hold one of these, in lower case.
        pattern: The trigger.
        needs_date, needs_state: Only with a date, or with the other state, in the same sentence.
        needs_lead: Only in a sentence that opens the article.
        agreed_counts: "agreed to" do it is the event.
        inner_counts: Words such as "asked" inside the trigger make the act a mere wish.
    """

    type: str
    frame: str
    keys: tuple[str, ...]
    pattern: re.Pattern[str]
    needs_date: bool
    needs_state: bool
    needs_lead: bool
    agreed_counts: bool
    inner_counts: bool


def _expand(pattern: str) -> str:
    for name, value in _MACROS.items():
        pattern = pattern.replace(f"<{name}>", value)
    pattern = re.sub(r"<V ([^>]+)>", lambda m: finite(m[1]), pattern)
    pattern = re.sub(r"<A ([^>]+)>", lambda m: anyform(m[1]), pattern)
    pattern = re.sub(r"<P ([^>]+)>", lambda m: passive(m[1]), pattern)
    return re.sub(r"<GAP(\d+)>", r"[^;]{0,\1}?", pattern)


_GRAM = 3
_GRAMS = re.compile(rf"\b(?=(\w{'.' * (_GRAM - 1)}))")
"""The first letters of a word, by which keys are looked up: some twenty a sentence, of a thousand."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Which acts a key word calls for: acts by their place in `acts()`, keys by their first letters."""

    by_gram: Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]

    def candidates(self, low: str) -> list[int]:
        """Return the places of the acts that a sentence in lower case may tell, in order."""
        found: set[int] = set()
        for gram in self.by_gram.keys() & _GRAMS.findall(low):
            for word, places in self.by_gram[gram]:
                if word in low:
                    found.update(places)
        return sorted(found)


@cache
def keys() -> Keys:
    """Return the keys of all acts."""
    by_key: dict[str, list[int]] = {}
    for place, act in enumerate(acts()):
        for word in act.keys:
            by_key.setdefault(word, []).append(place)
    by_gram: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for word, places in by_key.items():
        by_gram.setdefault(word.lstrip(' “"')[:_GRAM], []).append((word, tuple(places)))
    return Keys(MappingProxyType({gram: tuple(words) for gram, words in by_gram.items()}))


@cache
def acts() -> tuple[Act, ...]:
    """Return every act of triggers/*.toml, in the order of the files' names and of their rows."""
    folder = files(__package__).joinpath("triggers")
    tables = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    rows = [row for f in tables for row in tomllib.loads(f.read_text(encoding="utf-8"))["act"]]
    out = []
    for row in rows:
        needs = row.get("needs", "").split()
        out.append(
            Act(
                type=row["type"],
                frame=row["frame"],
                keys=tuple(row["keys"]),
                pattern=re.compile(_expand(row["pattern"]), re.IGNORECASE),
                needs_date="date" in needs,
                needs_state="state" in needs,
                needs_lead="lead" in needs,
                agreed_counts=bool(row.get("agreed", False)),
                inner_counts=bool(row.get("inner", True)),
            )
        )
    return tuple(out)
