"""Titles: one short sentence in our own words for an act, composed by rule."""

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
    "dispute": "{a} takes a dispute with {b} to a court or panel",
    "sanction": "{a} imposes restrictions on {b}",
    "incident": "Incident: {a} against {b}",
    "diplomatic_rupture": "{a} recalls, expels or breaks off with {b}",
    "agreement_withdrawn": "{a} ends or suspends an agreement with {b}",
    "partnership_downgrade": "{a} lowers its relations with {b}",
}
_MUTUAL = {
    "diplomatic_relations": "{a} and {b} establish or restore diplomatic relations",
    "agreement_signed": "{a} and {b} sign an agreement",
    "agreement_in_force": "Agreement between {a} and {b} takes effect",
    "joint_statement": "{a} and {b} issue a joint statement",
    "joint_exercise": "{a} and {b} hold a joint exercise",
    "conflict": "Armed clash between {a} and {b}",
    "consultation": "Officials of {a} and {b} hold consultations",
}


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


def compose_title(event_type: str, actor: str, recipient: str, level: str = "", tier: str = "") -> str:
    """Return a title such as "Japan's foreign minister visits Malaysia"; no words of the source but the
    tier's."""
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
        template = _DIRECTED.get(event_type) or _MUTUAL.get(event_type) or "{a} and {b}"
        title = template.format(a=a, b=b)
    return title[:1].upper() + title[1:]
