"""Titles: one short sentence in our own words for an act, composed by rule."""

import re
from collections.abc import Iterable

from db.vocabulary.countries import COUNTRIES

_WITH_THE = frozenset(
    "USA GBR ARE PHL NLD COD COG BHS GMB MDV SLB MHL COM DOM CAF SYC CZE TCA VIR VGB CYM FRO FLK SUN".split()  # noqa: SIM905
)
_OFFICE = {
    "head_of_state": "leader",
    "head_of_government": "prime minister",
    "foreign_minister": "foreign minister",
    "defence_minister": "defence minister",
    "minister": "minister",
    "senior_official": "senior official",
}
_PLURAL = {
    "head_of_state": "leaders",
    "head_of_government": "leaders",
    "foreign_minister": "foreign ministers",
    "defence_minister": "defence ministers",
    "minister": "ministers",
    "senior_official": "officials",
}
_DIRECTED = {
    "aid": "{a} sends aid to {b}",
    "arms_transfer": "{a} supplies arms to {b}",
    "sanction_lifted": "{a} lifts restrictions on {b}",
    "concession": "{a} makes a conciliatory step towards {b}",
    "protest": "{a} protests to {b}",
    "threat": "{a} warns {b}",
    "dispute": "{a} brings a case against {b}",
    "sanction": "{a} imposes restrictions on {b}",
    "incident": "Incident: {a} against {b}",
    "diplomatic_rupture": "{a} cuts back its ties with {b}",
    "agreement_withdrawn": "{a} pulls back from an agreement with {b}",
    "partnership_downgrade": "{a} lowers its relations with {b}",
}
_MUTUAL = {
    "diplomatic_relations": "{a} and {b} take up diplomatic relations",
    "agreement_signed": "{a} and {b} sign an agreement",
    "agreement_in_force": "Agreement between {a} and {b} takes effect",
    "joint_statement": "{a} and {b} issue a joint statement",
    "joint_exercise": "{a} and {b} hold a joint exercise",
    "conflict": "Armed clash between {a} and {b}",
    "consultation": "Officials of {a} and {b} hold consultations",
}

_ENVOY = (
    r"(?:ambassadors?|envoys?|diplomats?|diplomatic\s+staff|high\s+commissioners?|consuls?(?:\s+general)?"
    r"|charg[eé]s?|attach[eé]s?)\b"
)
_MISSION = r"(?:embass(?:y|ies)|consulates?|missions?|high\s+commissions?)\b"
_PACT = (
    r"(?:agreements?|treat(?:y|ies)|pacts?|accords?|deals?|memorand(?:um|a)|mou|conventions?|protocols?)\b"
)
_TIES = r"(?:(?:its|their|all|any|off|full|formal|official|diplomatic|consular)\s+){0,4}(?:relations|ties)\b"
_NEAR = r"[^.;]{0,60}?\b"
_HOME = r"(?:call|order|bring|brought|summon)(?:ed|s|ing)?\s+(?:back|home)"
_OWN = r"(?:its|their)\s+(?:[\w-]+\s+){0,2}"
_PAUSE = r"\b(?:suspen|fr[eo]ez|froze)\w*\s+"
_BREAK = (
    rf"\b(?:sever|cut|br[eo]ak|broke|ruptur)\w*\s+{_TIES}(?!\s+to\b)|{_TIES}{_NEAR}(?:severed|cut|broken)\b"
    r"|\b(?:break|broke)\w*\s+(?:off\s+)?with\b|\b(?:severance|rupture)\s+of\b"
)
_SAID = {
    "diplomatic_relations": (
        (
            r"\b(?:restor|resum|renew|normali[sz]|mend|re-?establish|re-?open|restart)\w*",
            "{a} and {b} restore diplomatic relations",
        ),
        (
            r"(?<![\w-])(?:establish|set(?:ting)?\s+up|recogni[sz]|formali[sz])\w*"
            rf"|(?<![\w-])open(?:ed|s|ing)?\s+{_TIES}",
            "{a} and {b} establish diplomatic relations",
        ),
    ),
    "diplomatic_rupture": (
        (
            rf"\b(?:recall\w*|withdr[ae]w\w*|{_HOME})\s{_NEAR}{_ENVOY}"
            rf"|{_ENVOY}{_NEAR}(?:recalled|withdrawn|{_HOME})\b|\bcall\w*\s+(?:its|their)\s+own\b",
            "{a} recalls its envoy from {b}",
        ),
        (
            rf"\bexp(?:el|ul)\w*|\bnon\s+grata\b|\b(?:oust|eject|deport)\w*\s{_NEAR}{_ENVOY}"
            rf"|{_ENVOY}{_NEAR}(?:to\s+leave|packing)\b|\b(?:threw|throw\w*|kick\w*|order\w*)\s+out\s{_NEAR}{_ENVOY}",
            "{a} expels diplomatic staff of {b}",
        ),
        (_BREAK, "{a} breaks off relations with {b}"),
        (rf"{_PAUSE}{_TIES}|{_TIES}{_NEAR}(?:suspended|frozen)\b", "{a} suspends relations with {b}"),
        (
            rf"\b(?:clos|shut)\w*\s+(?:down\s+)?{_OWN}{_MISSION}",
            "{a} closes its mission in {b}",
        ),
        # Steps without a title of their own; beside one of those above they leave open which it was.
        (
            rf"\b(?:clos(?:e|ed|es|ing|ure)|shut\w*)\s(?!\s*(?:down\s+)?(?:its|their)\b){_NEAR}{_MISSION}"
            r"|\baccreditation\b|\bcancel\w*|\bcall(?:ed|s|ing)?\s+off\b",
            "{a} cuts back its ties with {b}",
        ),
    ),
    "agreement_withdrawn": (
        (
            rf"{_PAUSE}{_NEAR}{_PACT}|{_PACT}{_NEAR}(?:suspended|frozen|on\s+hold|in\s+abeyance)\b",
            "{a} suspends an agreement with {b}",
        ),
        (
            rf"\b(?:terminat|scrap|cancel|abrogat|annul|revok|ended|ending|ends|nullif)\w*\s{_NEAR}{_PACT}"
            rf"|{_PACT}{_NEAR}(?:terminated|scrapped|cancell?ed|abrogated|annulled|revoked|torn\s+up)\b"
            r"|\b(?:tear|tore)\w*\s+up\b",
            "{a} ends an agreement with {b}",
        ),
        (
            r"\b(?:withdr[ae]w\w*\s+from|(?:pull|walk|back)\w*\s+out\s+of|quit\w*|exit\w*)"
            rf"\s{_NEAR}{_PACT}",
            "{a} withdraws from an agreement with {b}",
        ),
    ),
    "dispute": (
        (r"\bWTO\b|\bworld\s+trade\s+organi[sz]ation\b", "{a} takes {b} to the World Trade Organization"),
        (
            r"\bICJ\b|\bworld\s+court\b|\binternational\s+court\s+of\s+justice\b",
            "{a} takes {b} to the International Court of Justice",
        ),
        (r"\barbitra\w+", "{a} takes {b} to arbitration"),
        (r"\b(?:anti-?dumping|anti-subsidy|countervailing)\b", "{a} opens a trade inquiry against {b}"),
    ),
}
"""Of a type that covers several acts, the words of a source that name one of them, and its title."""

_OTHER_HEADS = {
    "DEU": "chancellor",
    "AUT": "chancellor",
    "CHN": "premier",
    "SAU": "crown prince",
    "IRL": "taoiseach",
}


def _name(iso3: str) -> str:
    country = COUNTRIES.get(iso3)
    name = country.name if country else iso3
    return f"the {name}" if iso3 in _WITH_THE else name


def is_by_rule(title: str, event_type: str, actor: str, recipient: str, tier: str = "") -> bool:
    """True if a title says nothing of its act but type, sides, rank, tier or step, as composed ones do.

    >>> is_by_rule("Leaders of Ghana and Kenya meet", "summit", "GHA", "KEN")
    True
    >>> is_by_rule("Akufo-Addo and Ruto settle the cocoa dispute", "summit", "GHA", "KEN")
    False
    """
    a, b = _name(actor), _name(recipient)
    steps = (template.format(a=a, b=b) for _, template in _SAID.get(event_type, ()))
    ranks = (compose_title(event_type, actor, recipient, level, tier) for level in ("", *_OFFICE))
    return title in ranks or title in {step[:1].upper() + step[1:] for step in steps}


def common_title(
    titles: Iterable[str], event_type: str, actor: str, recipient: str, level: str = "", tier: str = ""
) -> str:
    """Return one composed title for what several sources' composed titles say.

    Where they name one step, such as a recall, it is named; where they name several, none is.

    >>> common_title(["Ghana recalls its envoy from Kenya", "Ghana expels diplomatic staff of Kenya"],
    ...              "diplomatic_rupture", "GHA", "KEN")
    'Ghana cuts back its ties with Kenya'
    """
    usual = compose_title(event_type, actor, recipient, level, tier)
    steps = {title for title in titles if title != usual} if event_type in _SAID else set()
    return steps.pop() if len(steps) == 1 else usual


def is_break(title: str, proofs: Iterable[str] = ()) -> bool:
    """True if a `diplomatic_rupture` is a break of relations, which two states hardly make twice in a row.

    Where its title names no step of that kind, the words that prove it tell.

    >>> is_break("Kenya severs diplomatic ties with Ghana"), is_break("Kenya recalls its envoy from Ghana")
    (True, False)
    """
    steps = [
        pattern for pattern, _ in _SAID["diplomatic_rupture"] if re.search(pattern, title, re.IGNORECASE)
    ]
    return _BREAK in steps if steps else any(re.search(_BREAK, text, re.IGNORECASE) for text in proofs)


def compose_title(
    event_type: str, actor: str, recipient: str, level: str = "", tier: str = "", words: str = ""
) -> str:
    """Return a title such as "Japan's foreign minister visits Malaysia".

    Args:
        event_type: What was done.
        actor, recipient: Who did it, to whom; of acts of both in any order.
        level, tier: As far as they are known; the tier is the source's own word.
        words: Of the source; of a type that covers several acts they choose the title, if they name but one.
    """
    a, b = _name(actor), _name(recipient)
    if event_type in ("leader_visit", "ministerial_visit"):
        office = _OFFICE.get(level, "leader" if event_type == "leader_visit" else "minister")
        if level == "head_of_government":
            office = _OTHER_HEADS.get(actor, office)
        title = f"{a}'{'' if a.endswith('s') else 's'} {office} visits {b}"
    elif event_type in ("summit", "sideline_meeting", "leader_call", "ministerial_meeting"):
        who = _PLURAL.get(level, "leaders" if event_type != "ministerial_meeting" else "ministers")
        how = {"sideline_meeting": "meet on the margins", "leader_call": "speak by telephone"}.get(
            event_type, "meet"
        )
        title = f"{who.capitalize()} of {a} and {b} {how}"
    elif event_type == "partnership_upgrade":
        title = f"{a} and {b} become partners: {tier}" if tier else f"{a} and {b} raise their relations"
    else:
        said = [
            title for pattern, title in _SAID.get(event_type, ()) if re.search(pattern, words, re.IGNORECASE)
        ]
        usual = _DIRECTED.get(event_type) or _MUTUAL.get(event_type) or "{a} and {b}"
        template = said[0] if len(said) == 1 else usual
        title = template.format(a=a, b=b)
    return title[:1].upper() + title[1:]
