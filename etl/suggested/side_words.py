"""Words in the names of columns, in many languages, that say who acts and on whom it is done."""

import re
from collections.abc import Sequence

_ACTS = re.compile(
    r"sanctioning|sponsor|sender|sending|imposer|donor|(?<!gast)geber|supplier|seller|export|complain|chal|initiat"
    r"|origin|source|home|leader|from|gainer|winner|victor|vainqueur|attack(?!ed)|aggress|invader|invading"
    r"|applicant|claimant|plaintiff|lender|creditor|requesting|expelling|recogni[sz]ing"
    r"|visitor|visiting|visiteur|visitante|guest|invité|invitado|convidado|ospite|besucher|^gast$|^gäste$"
    r"|gość|гость|приезжа|konuk|tamu|来访|來訪|방한|ضيف|زائر"
    r"|(side|state|country|party|actor|gwno)_?a$"
    r"|(actor|country|state|party|ccode|iso|side|cowcode|gwno)_?(code_)?1$|^actor_?1_|^actor_(country|state)"
)
_IS_ACTED_ON = re.compile(
    r"sanctioned|recip|empf|receiv|target|tgt|buyer|import|destin|respond|partner|counterpart|to_"
    r"|loser|defeat|defend|vaincu|victim|invaded|borrower|debtor|^requested(_(state|country|party))?$|expelled"
    r"|recogni[sz]ed|attacked"
    r"|visited|visitado|visité|besucht|host(?!ile|ility|age)|hôte|hote|accueil|gastgeber|gastland|gastheer|anfitri|ospitante"
    r"|goszcz|gospodarz|принима|ev_sahibi|tuan_rumah|värd|訪問国|訪問先|開催国|受入国|出访|往访|东道国|東道國"
    r"|受访|방문국|مضيف"
    r"|(side|state|country|party|actor|gwno)_?b$"
    r"|(actor|country|state|party|ccode|iso|side|cowcode|gwno)_?(code_)?2$|^actor_?2_"
)
_GUEST_BESIDE = (("gastland", "gastgeber"),)
"""Names of a host that mean the guest where another column calls itself the host."""


def acts(form: str, others: Sequence[str] = ()) -> bool:
    """True if a column's name says that it holds who acts.

    Args:
        others: The names beside it, which may tell what the name means.

    >>> acts("gastland"), acts("gastland", ["gastgeberland"])
    (False, True)
    """
    return bool(_ACTS.search(form)) or _is_guest(form, others)


def is_acted_on(form: str, others: Sequence[str] = ()) -> bool:
    """True if a column's name says that it holds on whom the act is done."""
    return bool(_IS_ACTED_ON.search(form)) and not _is_guest(form, others)


def _is_guest(form: str, others: Sequence[str]) -> bool:
    return any(
        guest in form and any(host in other for other in others if other != form)
        for guest, host in _GUEST_BESIDE
    )
