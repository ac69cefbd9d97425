"""What kind of act a word of someone's table may mean; every guess is for a person to confirm."""

import re

from db.vocabulary import EVENT_TYPES
from etl.coding.suggest import did_you_mean, near

MAX_KIND = 40
"""Letters of a word that may name a kind of act; of a sentence nothing is guessed."""

_KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), type_)
    for pattern, type_ in (
        (r"partnership|partenariat|partnerschaft|伙伴关系|パートナーシップ", "partnership_upgrade"),
        (r"withdraw|terminat|denounc|abrogat", "agreement_withdrawn"),
        (r"in(to)?[ _]?force|^force$|\beif\b|vigueur|vigor\b|inkrafttreten", "agreement_in_force"),
        (r"lifted|lifting|eased", "sanction_lifted"),
        (r"sanction|sanktion|sanción|sanç|санкци|embargo|tariff|export control|freeze|boycott|restrict"
         r"|\bban\b", "sanction"),
        (r"foreign minister|minister\w* visit|外相", "ministerial_visit"),
        (r"(state|official|working|private|goodwill|bilateral|courtesy|return|leader'?s?) ?visit"
         r"|^(state|official|working)$|\bvisita\b|\bvisite\b|besuch\b|访问|訪問|国事|국빈|방문|زيارة|визит|kunjungan|lawatan"
         r"|ziyaret|wizyta|bezoek|besøk|besök",
         "leader_visit"),
        # Who comes to a meeting of many need not have met the host.
        (r"conference|multilateral|margins|sideline|\b(g-?\d+|apec|asean|nato|brics|unga)\b|united nations",
         "sideline_meeting"),
        (r"summit|sommet|cumbre|gipfel|首脳会談|首脑会|정상회담|قمة|саммит", "summit"),
        (r"phone|telephone|\bcall\b", "leader_call"),
        (r"treaty|agreement|\b(fta|epa|cepa|rta)\b|\bbits?\b|\bmou\b|convention|protocol|\bpact|accord|alliance|vertrag"
         r"|abkommen|acuerdo|tratado|协定|協定|条約|条约", "agreement_signed"),
        (r"statement|communiqu|declaration", "joint_statement"),
        (r"exercise|drill", "joint_exercise"),
        (r"grant|loan|\baid\b|assistance|\boda\b|zusammenarbeit", "aid"),
        (r"arms|weapon", "arms_transfer"),
        (r"protest|condemn|criticis|criticiz|denounce|demarche", "protest"),
        (r"threat|ultimatum", "threat"),
        (r"dispute|complaint|lawsuit", "dispute"),
        (r"clash|attack|battle|armed|\bwar\b|state-based", "conflict"),
        (r"incursion|intrusion|stand-?off|seizure|collision", "incident"),
        (r"expel|expulsion|recall|rupture|severed|closure", "diplomatic_rupture"),
        (r"embassy|ambassad|high commission|established relations|diplomatic relations|consulate",
         "diplomatic_relations"),
        (r"consult|dialogue|talks", "consultation"),
    )
)  # fmt: skip


_NOT_DONE = re.compile(r"cancel|postpone|called off|abgesagt|annulé|cancelad", re.IGNORECASE)
"""What was planned and not done is no act of its kind."""


def guess_kind(word: str) -> str:
    """Return the kind that a word seems to mean, "" if it tells of none.

    >>> guess_kind("State Visit"), guess_kind("Medical")
    ('leader_visit', '')
    """
    word = " ".join(word.split())
    if _NOT_DONE.search(word):
        return ""
    for pattern, type_ in _KINDS:
        if pattern.search(word):
            return type_
    if word.casefold() in ("meeting", "meetings"):
        return ""
    by_label = {t.label: t.id for t in EVENT_TYPES.values()}
    found = near(word, [*EVENT_TYPES, *by_label], limit=1) if len(word) > 4 else ()
    # "Bilateral" looks like "leader_call", but shares no word with it.
    starts = {one[:4] for one in re.findall(r"\w{4,}", word.casefold())}
    if not found or not any(one[:4] in starts for one in re.findall(r"[^\W_]+", found[0].casefold())):
        return ""
    return by_label.get(found[0], found[0])


def kind_hint(word: str) -> str:
    """Return "did you mean 'leader_visit'?" by what a word says, else by how it is spelt.

    >>> kind_hint("State visit")
    "did you mean 'leader_visit'?"
    """
    found = guess_kind(word) if len(word) <= MAX_KIND else ""
    return f"did you mean {found!r}?" if found else did_you_mean(word, EVENT_TYPES)
