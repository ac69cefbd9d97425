"""Contrary: words that tell the contrary of an act, or another act, where single words of theirs tell it."""

import re
from dataclasses import dataclass

from etl.coding.grammar import modality
from etl.coding.story.lists import MEET

_SEVERED = re.compile(
    r"\b(?:sever\w*|br(?:oke|eak)\w*|cut(?:s|ting)?|suspen\w+|end(?:ed|s|ing)?|terminat\w+|withdr[ae]w\w*|expel\w*|"
    r"recall\w*|downgrad\w+|maintain\w*|ruptur\w+)\b",
    re.IGNORECASE,
)
_ESTABLISHED = re.compile(
    r"\b(?:(?:re-?)?establish|restor|resum|normali[sz]|re-?open|open|launch|formali[sz]|renew|reviv|mend|recogni[sz](?!ed\s+govern)|"
    r"upgrad|exchang|set\s+up|rais|return|began|begin|accredit|credentials|ambassadors?\s+back)\w*|"
    r"\b(?:normal|whole|complete|full)\s+(?:again|once\s+more)\b|\bback\s+(?:on|to)\s+(?:an?\s+)?(?:full|normal|proper)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:rais|elevat|upgrad|lift)\w*\s+(?:[\w'’-]+\s+){0,3}?(?:relations|ties|relationship)\b",
    re.IGNORECASE,
)
_TO_A_RANK = re.compile(
    r"\bambassador\w*|\bfull\b|\bembass(?:y|ies)\b|\bdiplomatic\s+(?:relations|ties)\b", re.IGNORECASE
)
"""Ties are raised by a title, or to the rank of ambassadors: only this establishes them."""
_CREDENTIALS = re.compile(r"\bcredentials\b|\bletters?\s+of\s+credence\b", re.IGNORECASE)
_FIRST_ENVOY = re.compile(
    r"\b(?:first|establish|restor|resum|re-?open|normali[sz])|\bin\s+(?:\w+\s+)?(?:years|decades)\b",
    re.IGNORECASE,
)
"""An envoy who hands over credentials establishes relations only where there was none before."""
_NEW_CHAPTER = re.compile(
    r"\b(?:open|turn|beg[iau]n|start|mark|writ|wrote)\w*\s+(?:up\s+)?(?:a\s+|the\s+)?(?:\w+\s+)?(?:chapter|page|leaf)\b"
)
_OF_MISSIONS = re.compile(r"\bembass(?:y|ies)\b|\bdiplomatic\s+(?:relations|ties)\b", re.IGNORECASE)
_INVITED = re.compile(
    r"\binvit(?:ed|es)\s+[^,;]{0,60}?\b(?:to|for)\s+(?:\w+\s+){0,2}(?:talks|a\s+meeting|summit|visit)\b",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\b(?:met|held|received|hosted|welcomed|arriv\w+|accept\w+|came|meeting|visited|after|during|when)\b",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\b(?:visit|trip|tour|meeting|talks|summit|call)\b[^.;]{0,120}\b(?:has|have|had|was|were|is|are)\s+(?:been\s+)?"
    r"(?:called\s+off|cancell?ed|scrapped|shelved|(?:postponed|put\s+off|deferred)\b(?!\s+(?:for|from)\b)"
    + modality.NOT_TO_A_DAY
    + r")|\b(?:called\s+off|cancell?ed|scrapped)(?:,[^,;.]{3,40},)?"
    r"\s+(?:the|his|her|their|its|a)\s+(?:\w+\s+){0,2}(?:visit|trip|tour|meeting|talks|summit|call)\b",
    re.IGNORECASE,
)
_OF_LETTERS = re.compile(
    r"\bexchang\w+\s+(?:[\w-]+\s+){0,3}?(?:letters?|messages?|congratulat\w+|greetings|telegrams|felicitations|condolences)\b",
    re.IGNORECASE,
)
"""Who writes to another does not meet him by that."""
_BY_STATEMENT = re.compile(
    r"\b(?:according\s+to|citing|(?:said|says|reported|quoted|noted|stated)\s+in|in\s+the\s+words\s+of)\s+"
    r"(?:an?|the|their|its|his)\s+(?:[\w-]+\s+){0,3}?(?:communiqu[ée]s?|statement|declaration|read-?out|press\s+release)\b",
    re.IGNORECASE,
)
"""What a communique is only the source of."""
_ISSUED = re.compile(
    r"\b(?:issu|releas|adopt|publish|sign|unveil)\w*|\bput\s+out\b|\bjoint\s+(?:[\w-]+\s+)?(?:communiqu[ée]|statement|declaration)\b",
    re.IGNORECASE,
)
_SAW_NEITHER = re.compile(
    r"\b(?:saw|met|sees?|meets?|received|visited|called|spoke\s+(?:to|with))\s+neither\b|\bneither\s+(?:saw|met)\b",
    re.IGNORECASE,
)
_STAYED_AWAY = re.compile(
    r"\b(?:was|were|had\s+been)\s+(?:expected|due|awaited|to\s+have)\b[^.;]*,\s+(?:is\s+staying|stays|stayed|will\s+stay|"
    r"remains|remained|will\s+not|did\s+not|is\s+not|has\s+put)\b",
    re.IGNORECASE,
)
_ROUND_OFF = re.compile(
    r"\b(?:rounds?|sessions?|gatherings?)\b[^.;]{0,80}\b(?:has|have|had|was|were)\s+(?:been\s+)?(?:called\s+off|cancell?ed|"
    r"scrapped|aborted)\b",
    re.IGNORECASE,
)
_WAR_OVER = re.compile(
    r"\b(?:end(?:s|ed|ing)?|put\s+an\s+end\s+to|bur(?:y|ied))\s+(?:the|their|its|a|that)\s+(?:[\w-]+\s+){0,2}?(?:state\s+of\s+)?war\b",
    re.IGNORECASE,
)
_FOUGHT = re.compile(
    r"\b(?:struck|shell\w*|bomb\w*|fired|clash\w*|fought|killed|attack\w*|invad\w*|began|broke\s+out|since)\b",
    re.IGNORECASE,
)
_LONG_CLOSED = re.compile(
    r"\b(?:is|are|remains?)\s+(?:still\s+)?(?:closed|shut)\b[^.;]*\bhas\s+been\s+(?:so\s+)?(?:since|for)\b",
    re.IGNORECASE,
)
"""What has long been so is not done today."""
_BLACKLIST = re.compile(
    r"\b(?:black|stop-?|sanctions\s+)?list\b[^.;]{0,80}?\b(?:includ|compris)\w*\b", re.IGNORECASE
)
_SEES = re.compile(
    r"\b(?:met|meets?|meeting|talks|held|received|phone[ds]?|telephon\w+|calls?|called|spoke|conversation|visit\w*)\b",
    re.IGNORECASE,
)
_OF_TRUCE = re.compile(
    r"^(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:cease-?fire|truce|armistice)\s+(?:has\s+|had\s+)?(?:began|begun|starts?|started|held|"
    r"came|comes|took|takes|went|entered|enters)\b",
    re.IGNORECASE,
)
"""The end of a fight, whatever it tells of it."""
_TO_HEIGHTS = re.compile(
    r"\b(?:promis|pledg|vow|hop|wish|aim|want|seek|confiden|determin|ready|willing|commit)\w*\b[^.;]{0,80}"
    r"\bto\s+(?:an?\s+)?(?:new|higher|next|greater)\s+(?:levels?|heights?)\b",
    re.IGNORECASE,
)
"""What is promised of ties is no title."""
_RAISED_AT_TALKS = re.compile(
    r"\b(?:raised|discussed|took\s+up|flagged)\s+(?:[\w-]+\s+){0,3}?(?:issues?|concerns?|matters?|topics?)\b",
    re.IGNORECASE,
)
_AID_ENDED = re.compile(
    r"\b(?:cancel\w*|suspend\w*|froze|freez\w+|halt\w*|cuts?|stop\w*|withheld|withhold\w*|scrap\w*|end(?:s|ed|ing)?)\s+(?:off\s+)?"
    r"(?:[\w$€£.,-]+\s+){0,7}?(?:grants?|aid|assistance|loans?|funding)\b",
    re.IGNORECASE,
)
"""What is no longer given."""
_OF_BAN = re.compile(r"\b(?:ban|bans|embargo|sanctions|blockade|closure)\b", re.IGNORECASE)
_PACT = re.compile(
    r"\b(?:agreements?|treat(?:y|ies)|accords?|pacts?|deals?|protocols?|conventions?|memorand\w+|truce|cease-?fire|"
    r"waivers?|arrangements?|ratifi\w+)\b",
    re.IGNORECASE,
)
"""Of a ban and a pact, only the pact comes into force by agreement."""
_VISA_FREE = re.compile(
    r"\bvisa-free\b|\bwithout\s+(?:a\s+)?visas?\b|\b(?:abolish|scrap|lift|waiv|drop|remov|eas|exempt)\w*\s+(?:[\w-]+\s+){0,3}?visas?\b",
    re.IGNORECASE,
)
_LEFT_AN_ORG = re.compile(
    r"\bwithdr[ae]w\w*\b[^.;]{0,60}?\b(?:from|of)\s+(?:the\s+)?(?:[A-Z][\w-]+\s+){0,4}?(?:Forum|Organi[sz]ation|Union|Community|Council|Court|"
    r"Commission|League|Agreement|Treaty|Convention|Accord)\b|\b(?:Forum|Organi[sz]ation|Union|Community|Council|Court|League)\b,?\s+"
    r"from\s+which\b[^.;]{0,40}?\bwithdr[ae]w\w*",
)
_CASE_DROPPED = re.compile(
    r"\b(?:drop|withdr[ae]w|abandon|discontinu|settl|end)\w*\s+(?:(?:its|the|their|a|his)\s+)(?:[\w-]+\s+){0,2}?"
    r"(?:case|suit|lawsuit|complaint|claim|proceedings|appeal)\b",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"\b(?:fil(?:ed|es)|lodg(?:ed|es)|brought|sued|took|went|submitted|launched)\b", re.IGNORECASE
)
"""What is taken from a court is no case brought to it, unless the sentence tells that, too."""
_ORDER_CANCELLED = re.compile(
    r"\b(?:cancel|scrap|abandon|annul|call(?:ed|s)?\s+off|terminat)\w*\s+(?:[\w-]+\s+){0,4}?(?:orders?|contracts?|deals?|purchases?|sales?)\b",
    re.IGNORECASE,
)
_SENT_BACK = re.compile(
    r"\b(?:sent|sends|sending|send|returned|returns)\s+(?:(?:its|their|his|her)\s+)(?:[\w-]+\s+)?(?:ambassadors?|envoys?)\s+back\b",
    re.IGNORECASE,
)
"""An envoy of one's own who goes back to his post breaks nothing off."""
_SENT_HOME = re.compile(r"\b(?:expel|recall|withdr[ae]w|persona|sever|br(?:oke|eak)|cut)\w*\b", re.IGNORECASE)
_OF_ARMS = re.compile(
    r"\b(?:troops|soldiers|forces|army|peacekeepers|contingent|warships?|police)\b", re.IGNORECASE
)
"""Who leaves an organisation or a pact, yields to nobody by it; who takes his soldiers away may."""
_BARRED = re.compile(
    r"\b(?:impos|suspen|end(?:ed|s|ing)|reintroduc|re-?impos|revok|withdr[ae]w|bann|bar(?:red|s)|halt|stopp|sanction|cancel|tariff)\w*",
    re.IGNORECASE,
)
_RELIEVED = re.compile(
    r"\bsanctions?[\s-](?:relief|waivers?|exemptions?)\b|\brelief\s+from\s+(?:[\w-]+\s+){0,2}?sanctions\b",
    re.IGNORECASE,
)
_NEW_ONES = re.compile(
    r"\b(?:impos|suspen|end(?:ed|s|ing)|reintroduc|revok|withdr[ae]w|bann|bar(?:red|s)|halt|stopp|cancel|tariff|new\s+sanctions|fresh\s+sanctions|reject|den[iy]|refus)\w*",
    re.IGNORECASE,
)
"""Beside them relief from sanctions may be taken back, or come with others."""
_CALLS = re.compile(
    r"\b(?:tele)?phone|\bcall(?:s|ed)?\s+(?:with|to|from|between)\b|\b(?:a|the|their)\s+call\b|\bspoke\b|\bspeak|"
    r"\brang\b|\bring(?:s|ing)?\b|\bconversation|\bvideo|\bdial|\b(?:on|down)\s+the\s+line\b|\btalk(?:ed|s)?\b|\bcalled\s+[A-Z]",
    re.IGNORECASE,
)
"""Without a word of these nobody called: "Trudeau called the decision unacceptable"."""
_BOUGHT = re.compile(
    r"\b(?:bought|imported|sold|exported|purchased)\s+(?:[\w$€£.,'’-]+\s+){0,6}?(?:worth\s+of|goods)\b",
    re.IGNORECASE,
)
_FLOWN_OUT = re.compile(
    r"\b(?:flew|flown|took|taken|shipped|lifted|evacuated|brought)\s+(?:off\s+|out\s+)?(?:[\w.,-]+\s+){0,4}?"
    r"(?:workers|nationals|citizens|foreigners|expatriates|tourists|passengers)\s+(?:home|out|off|from)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\b(?:donat|grant|gave|gift|relief|humanitarian|aid|assist|medic|tents?|blankets?|loans?|credit)\w*",
    re.IGNORECASE,
)
"""Goods that are bought, and people flown out, are no help given."""
_ON_SIGNING = re.compile(
    r"\b(?:talks|negotiations?|discussions|consultations|work)\b[^.;]{0,60}?\b(?:on|about|over|towards?|for)\s+(?:the\s+)?"
    r"(?:signing|concluding|conclusion\s+of|signature\s+of)\b|"
    r"\b(?:before|until)\s+(?:[\w'’-]+\s+){1,7}?(?:can\s+|could\s+|may\s+)?(?:sign|conclude)\b|"
    r"\bfor\s+(?:the|both|our)\s+(?:\w+\s+)?(?:countries|states|sides|parties|governments|nations)(?:,[^,;.]{3,40},)?\s+to\s+(?:sign|conclude)\b|"
    r"\b(?:close|closer|near|nearer)\s+to\s+(?:[\w-]+\s+){0,2}?(?:signing|concluding|reaching|striking|agreeing|sealing|a\s+deal)\b|"
    r"\b(?:nearing|on\s+the\s+(?:verge|point|brink)\s+of)\s+(?:signing|concluding|an?\s+(?:\w+\s+)?(?:deal|agreement|accord))",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\b(?:signed|concluded|struck|reached|sealed|clinched|initialled|inked)\b", re.IGNORECASE
)
"""What is negotiated, or close, is not signed, unless the sentence tells of a signing as well."""
_BEGUN_AS_TOLD = re.compile(
    r"\b(?:announced|said|says|confirmed|disclosed|revealed)\s+(?:on\s+\w+\s+)?(?:that\s+)?(?:(?:the|his|her|their|its|both)\s+)?(?:[\w-]+\s+){1,3}?"
    r"(?:had|has|have)\s+(?:already\s+|now\s+|also\s+)?(?:begun|started|opened|launched|entered\s+into)\s+(?:[\w-]+\s+){0,2}?(?:talks|negotiations)\b",
    re.IGNORECASE,
)
"""Talks of governments that a minister tells of are not his own meeting, nor of that day."""
_SEES_ONE = re.compile(r"\b(?:met|meets|received|phoned|visited)\b", re.IGNORECASE)
_PRIVATE = (
    r"(?:(?-i:[A-Z])[\w-]+\s+)?(?:[\w-]+\s+)?(?:national|citizen|student|activist|man|woman|singer|band|actor|player|journalist|reporter|"
    r"researcher|professor|blogger|influencer|preacher|cleric|imam|footballer)"
)
_ONES_VISA = re.compile(
    rf"\b(?:visas?|entry\s+permits?)\s+(?:of|for|from|to)\s+(?:an?|one|this|that)\s+{_PRIVATE}\b|"
    rf"\b(?:an?|one|this|that|the)\s+{_PRIVATE}['’]s?\s+(?:[\w-]+\s+)?(?:visa|entry\s+permit)\b",
    re.IGNORECASE,
)
_OF_OFFICE = re.compile(
    r"\b(?:officials?|ministers?|president|officers?|judges?|generals?|lawmakers?|diplomats?|ambassadors?|members)\b",
    re.IGNORECASE,
)
"""One private person's visa is no measure against his state."""
_OFF_THE_LIST = re.compile(
    r"\b(?:rescind|rescission|remov|lift|revok|revocation|withdr[ae]w|terminat)\w*\s+(?:of\s+)?(?:[\w'’-]+\s+){1,4}?designation\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:designated|designates|imposed?|imposes|sanctioned|added|re-?designat\w+)\b", re.IGNORECASE
)
"""A designation that is taken back is no sanction."""
_WARNED_ALL = re.compile(
    r"\bwarn(?:s|ed|ing)?\s+(?:the\s+|a\s+|an\s+)?(?:(?:UN|U\.N\.|United\s+Nations|EU|African\s+Union|AU)\b|(?:[\w-]+\s+){0,2}?(?:General\s+Assembly|"
    r"Security\s+Council|parliament|lawmakers|senators|reporters|journalists|audience|conference|forum|world|delegates|council|"
    r"public|investors|international\s+community|allies)\b)|"
    r"\bwarn(?:s|ed|ing)?\s+(?:(?:on\s+)?\w+day\s+|again\s+)?(?:of|about)\s+(?:the\s+|an?\s+|possible\s+|imminent\s+|further\s+|growing\s+|looming\s+)*(?:[\w-]+\s+){0,2}?(?:disaster|risks?|dangers?|famine|"
    r"crisis|catastrophe|spill-?over|floods?|genocide|collapse|epidemic|outbreak|civil\s+war|shortages?|hunger|terrorism)\b",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(
    r"\b(?:consequences|retaliat\w*|respon(?:d|se)\w*|repl(?:y|ies)|answer|revenge|strike\s+back|hit\s+back|countermeasures?|"
    r"sanctions|would\s+(?:pay|act|be\s+met)|will\s+(?:pay|act|be\s+met|strike|attack|destroy)|threat\w*|ultimatum|or\s+face)\b",
    re.IGNORECASE,
)
"""Who warns others, or of what may befall, threatens nobody by it, unless he says what he would do."""
_BEFORE_THE_PRESS = re.compile(
    r"\bjoint\s+(?:press|news|media)\s+(?:conference|briefing|appearance)\b", re.IGNORECASE
)
_ISSUED_WORDS = re.compile(
    r"\bjoint(?:ly)?\s+(?:[\w-]+\s+){0,2}?(?:statement|declaration|communiqu[eé]|call(?:ed|s)?|condemn\w*|appeal\w*|urged)\b|"
    r"\b(?:statement|declaration|communiqu[eé])\b|\b(?:issued|adopted|released|both|the\s+two|they|together)\b",
    re.IGNORECASE,
)
"""What one of two says before the press is no statement of both."""
_CAPTION = re.compile(
    r"^[^;]{3,90}?\s(?:speaks|talks\s+to\s+(?:the\s+)?(?:media|press|reporters|journalists)|waves|gestures|looks\s+on|listens|addresses|delivers|poses|smiles|answers|walks)\s[^;]{0,160}?"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2},?\s+(?:19|20)\d\d\b"
)
_VISITS_THERE = re.compile(
    r"\b(?:visit\w*|arriv\w*|trip|tour|lands|landing|welcom\w*|received|travel\w*|flew|flies|went)\b",
    re.IGNORECASE,
)
"""The words under a photo say where somebody spoke, not that he paid a visit."""
_ON_THE_AGENDA = re.compile(
    r"\b(?:(?:agenda|programme|program|schedule|itinerary)\s+(?:also\s+)?(?:includes|comprises|features|envisages|foresees)|"
    r"on\s+(?:the|his|her|their)\s+(?:agenda|programme|program|schedule)\s+(?:are|is))\b"
    r"(?![^.;]*\b(?:on|next)\s+(?:\w+day\b|\d))",
    re.IGNORECASE,
)
"""What a programme holds is ahead, on some day that it does not tell."""
_OFF_ANOTHER = re.compile(
    r"\b(?:drills?|exercises?|war\s?games?|manoeuvres|maneuvers)\s+(?:[\w'’-]+\s+){0,3}?(?:off|around|near|close\s+to|encircling|"
    r"surrounding|opposite|along|in\s+(?:the\s+)?(?:waters|seas?|air\s?space|skies)\s+(?:off|around|near)|"
    r"on\s+(?:the|its|their)\s+(?:[\w-]+\s+){0,2}?(?:border|frontier)\s+with)\s",
    re.IGNORECASE,
)
_WITH_A_PARTNER = re.compile(
    r"\b(?i:joint\w*|together|alongside|(?:bi|tri|multi)lateral\w*|multinational|combined|annual|between|both|each|two-way|partners?|all(?:y|ies)|"
    r"the\s+(?:two|three)|countries|navies|armies)\b|(?<!border\s)(?<!frontier\s)\bwith\s+(?:(?:the|its|their)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:[A-Z]|[\w-]+['’]s\s+(?:navy|army|forces|troops))|"
    r"^[^.;]{0,60}?[A-Z][\w’'-]+(?:,\s+[A-Z]\w+)*\s+and\s+(?:the\s+)?[A-Z](?=[^.;]*\b(?:drills?|exercises?|games?|man(?:oeuv|euv)\w+)\b)"
)
"""Who drills off another's coast without a partner drills against it, not with it."""
_REGRETS_ANOTHERS = re.compile(
    r"\bregrets?\b[^;]{0,120}\b(?:unfounded|unjustified|disproportionate|unacceptable)\b", re.IGNORECASE
)
_OF_ITS_OWN = re.compile(r"\bapolog|\b(?:deaths?|loss|killing|victims)\b", re.IGNORECASE)
"""Regret over another's step that is called unjustified yields nothing."""
_THANKED_FOR_HELP = re.compile(
    r"\bthank\w*\s[^.;]{0,60}?\bfor\s+(?:its\s+|their\s+|the\s+)?(?:\w+\s+)?(?:help\w*|mediat\w*|role|efforts?|assist\w*)\b",
    re.IGNORECASE,
)
_LET_GO = re.compile(r"\b(?:released|freed)\b", re.IGNORECASE)
"""Who is thanked for help with a release has let nobody go."""
_GAVE_MORE = re.compile(
    r"\b(?:donat|gave|gift|humanitarian|aid|medic|tents?|blankets?|loans?)\w*", re.IGNORECASE
)
_VISITS = frozenset(("leader_visit", "ministerial_visit"))
_IN_PERSON = MEET | _VISITS
_SPOKE_OF_A_VISIT = re.compile(
    r"\b(?:discuss(?:ed|es)?|recall(?:ed|s)?|review(?:ed|s)?|noted?|notes|welcom(?:ed|es)|hailed)\s+(?:[\w'’.-]+\s+){0,7}?visit\s+(?:to|in)\s+"
    r"(?:[A-Z][\w'’-]*\s+){1,3}?(?:(?:in|on|of|from)\s+)?(?:\d{1,2}(?:\s+to\s+\d{1,2})?\s+)?(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\s+(?:\d{1,2},\s+)?(?:19|20)\d\d\b"
)
"""The day is that of the visit they spoke of, not of their talk."""
_WILL_LEAVE = re.compile(
    r"\b(?:will|(?:is|are)\s+(?:scheduled|due|expected|set)\s+to|to)\s+(?:then\s+|later\s+)?(?:depart|leave)\s+(?:from\s+)?(?:the\s+)?"
    r"(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){0,2}(?!\s+(?:for|to)\b)",
    re.IGNORECASE,
)
"""Who is to leave a state is there: that day is the end of his visit."""
_COMES = re.compile(
    r"\b(?:visit\w*|trips?|tour|arriv\w+|travel\w*|fl(?:y|ew|ies|own)|came|comes?|heads|went|goes|for|home)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Contrary:
    """Words that tell no act of some kinds, unless others stand beside them."""

    kinds: frozenset[str]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def tells(self, kind: str, text: str) -> bool:
        return (
            kind in self.kinds
            and self.words.search(text) is not None
            and (self.unless is None or self.unless.search(text) is None)
        )


_RELATIONS = frozenset(("diplomatic_relations",))
_CONTRARIES = (
    _Contrary(_RELATIONS, _RAISED, _TO_A_RANK),
    _Contrary(_RELATIONS, _CREDENTIALS, _FIRST_ENVOY),
    _Contrary(_RELATIONS, _NEW_CHAPTER, _OF_MISSIONS),
    _Contrary(_RELATIONS, _SEVERED, _ESTABLISHED),
    _Contrary(_IN_PERSON, _INVITED, _CAME),
    _Contrary(_IN_PERSON, _CALLED_OFF),
    _Contrary(MEET, _OF_LETTERS, _SEES),
    _Contrary(MEET, _BLACKLIST, _SEES),
    _Contrary(frozenset(("conflict",)), _WAR_OVER, _FOUGHT),
    _Contrary(frozenset(("joint_statement",)), _BY_STATEMENT, _ISSUED),
    _Contrary(frozenset(("conflict",)), _OF_TRUCE),
    _Contrary(frozenset(("partnership_upgrade",)), _TO_HEIGHTS),
    _Contrary(frozenset(("incident",)), _RAISED_AT_TALKS),
    _Contrary(frozenset(("aid",)), _AID_ENDED),
    _Contrary(frozenset(("aid",)), _BOUGHT, _GAVE),
    _Contrary(frozenset(("aid",)), _FLOWN_OUT, _GAVE),
    _Contrary(frozenset(("agreement_in_force",)), _OF_BAN, _PACT),
    _Contrary(frozenset(("sanction",)), _VISA_FREE, _BARRED),
    _Contrary(frozenset(("sanction",)), _RELIEVED, _NEW_ONES),
    _Contrary(frozenset(("aid",)), _RELIEVED, _GAVE_MORE),
    _Contrary(frozenset(("dispute",)), _CASE_DROPPED, _FILED),
    _Contrary(frozenset(("arms_transfer",)), _ORDER_CANCELLED),
    _Contrary(frozenset(("diplomatic_rupture",)), _SENT_BACK, _SENT_HOME),
    _Contrary(frozenset(("concession",)), _LEFT_AN_ORG, _OF_ARMS),
    _Contrary(frozenset(("concession",)), _REGRETS_ANOTHERS, _OF_ITS_OWN),
    _Contrary(frozenset(("concession",)), _THANKED_FOR_HELP, _LET_GO),
)


_HAD_BEEN_SET = re.compile(
    r"^(?!.*\b(?:took\s+place|was\s+held|held|met|finally|instead|brought\s+forward)\b).*\b(?:had|have)\s+been\s+"
    r"(?:set(?:\s+down)?|scheduled|planned|fixed|due|slated|pencilled\s+in)\s+for\b",
    re.IGNORECASE | re.DOTALL,
)
_NEVER_DONE = (
    _Contrary(_IN_PERSON | {"agreement_signed"}, _HAD_BEEN_SET),
    _Contrary(_IN_PERSON | {"leader_call"}, _SAW_NEITHER),
    _Contrary(_IN_PERSON, _STAYED_AWAY),
    _Contrary(_VISITS, _CAPTION, _VISITS_THERE),
    _Contrary(_VISITS, _WILL_LEAVE, _COMES),
    _Contrary(MEET, _ROUND_OFF),
    _Contrary(frozenset(("sanction",)), _LONG_CLOSED),
    _Contrary(frozenset(("agreement_signed",)), _ON_SIGNING, _SIGNED),
    _Contrary(MEET, _ON_THE_AGENDA),
    _Contrary(MEET, _BEGUN_AS_TOLD, _SEES_ONE),
    _Contrary(MEET, _SPOKE_OF_A_VISIT, _SEES_ONE),
    _Contrary(frozenset(("sanction",)), _ONES_VISA, _OF_OFFICE),
    _Contrary(frozenset(("sanction",)), _OFF_THE_LIST, _LISTED),
    _Contrary(frozenset(("threat",)), _WARNED_ALL, _OR_ELSE),
    _Contrary(frozenset(("joint_statement",)), _BEFORE_THE_PRESS, _ISSUED_WORDS),
    _Contrary(frozenset(("joint_exercise",)), _OFF_ANOTHER, _WITH_A_PARTNER),
)


def is_never_done(kind: str, text: str) -> bool:
    """True where the words say that nothing was done, whatever else in the sentence sounds like it.

    >>> is_never_done("summit", "In Madrid the president saw neither the king nor the prime minister.")
    True
    """
    return any(one.tells(kind, text) for one in _NEVER_DONE)


def tells_contrary(kind: str, text: str) -> bool:
    """True where the words tell the contrary: ties that are severed, or kept, are not established.

    >>> tells_contrary("diplomatic_relations", "Mali severed diplomatic relations with Ukraine.")
    True
    >>> tells_contrary("diplomatic_relations", "Mali restored the diplomatic relations it had severed.")
    False
    """
    if kind == "leader_call" and (modality.is_not_answered(text) or _CALLS.search(text) is None):
        return True
    return any(one.tells(kind, text) for one in _CONTRARIES)


def drills_alone(text: str) -> bool:
    """True for drills off or around another state without a partner: a show of force.

    >>> drills_alone("Russia on Monday started bomber drills off the coast of Japan.")
    True
    >>> drills_alone("China held drills with Cambodia off the coast of Cambodia.")
    False
    """
    return _OFF_ANOTHER.search(text) is not None and _WITH_A_PARTNER.search(text) is None
