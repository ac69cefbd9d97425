"""Web addresses as keys: one form for all the ways in which one page is linked."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|mtm_.*|pk_.*|at_(?:medium|campaign|link.*|custom.*)|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|(?:fb|g|dc|y|msclk|tw|ttcl|igsh|wbra|gbra)(?:cl)?id|igshid|mc_[ce]id|mkt_tok|_ga|_gl|_hs(?:enc|mi)"
    r"|ref|ref_?src|referrer|cmpid?|cmp|smid|smtyp|xtor|ocid|ncid|icid|soc_src|soc_trk|spm|amp|partner"
    r"|taid|guccounter|guce_.*|__twitter_impression"
)
"""Parameters that say how a reader came, not what the page tells; all others may name the story."""


def address_key(url: str) -> str:
    """Return what two links to one page have in common; "" for no address.

    Scheme, `www.`, fragment, a slash at the end, the order of parameters and known tracking ones do not
    matter; parameters such as `id` and `p` do, since old sites name the story by them.

    >>> address_key("http://www.Paper.example/story.php?utm_source=x&id=101#top")
    'paper.example/story.php?id=101'
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name.casefold())
    )
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"
