"""Verbs: every form of an English verb, so that triggers/ can name it once."""

import re
from functools import cache

_IRREGULAR = {
    row.split()[0]: tuple(row.split())
    for row in [
        "be is was been being",
        "bear bears bore borne bearing",
        "begin begins began begun beginning",
        "break breaks broke broken breaking",
        "bring brings brought brought bringing",
        "buy buys bought bought buying",
        "come comes came come coming",
        "cut cuts cut cut cutting",
        "do does did done doing",
        "draw draws drew drawn drawing",
        "drive drives drove driven driving",
        "eat eats ate eaten eating",
        "fall falls fell fallen falling",
        "fight fights fought fought fighting",
        "find finds found found finding",
        "fly flies flew flown flying",
        "forbid forbids forbade forbidden forbidding",
        "freeze freezes froze frozen freezing",
        "get gets got got getting",
        "give gives gave given giving",
        "go goes went gone going",
        "have has had had having",
        "hit hits hit hit hitting",
        "hold holds held held holding",
        "keep keeps kept kept keeping",
        "leave leaves left left leaving",
        "let lets let let letting",
        "make makes made made making",
        "meet meets met met meeting",
        "pay pays paid paid paying",
        "put puts put put putting",
        "quit quits quit quit quitting",
        "ring rings rang rung ringing",
        "see sees saw seen seeing",
        "sell sells sold sold selling",
        "send sends sent sent sending",
        "set sets set set setting",
        "shoot shoots shot shot shooting",
        "show shows showed shown showing",
        "shut shuts shut shut shutting",
        "sit sits sat sat sitting",
        "speak speaks spoke spoken speaking",
        "spend spends spent spent spending",
        "strike strikes struck struck striking",
        "sue sues sued sued suing",
        "swap swaps swapped swapped swapping",
        "take takes took taken taking",
        "tear tears tore torn tearing",
        "tell tells told told telling",
        "throw throws threw thrown throwing",
        "withdraw withdraws withdrew withdrawn withdrawing",
        "withhold withholds withheld withheld withholding",
        "undertake undertakes undertook undertaken undertaking",
        "win wins won won winning",
        "write writes wrote written writing",
        "tie ties tied tied tying",
        "lie lies lay lain lying",
        "lead leads led led leading",
        "light lights lit lit lighting",
        "steal steals stole stolen stealing",
    ]
}


@cache
def irregular_bases() -> dict[str, str]:
    """Return the base of every irregular form: "broke" and "broken" are of "break"."""
    return {form: base for base, known in _IRREGULAR.items() for form in known}


_DOUBLING = re.compile(
    r"(?:ban|bar|drop|scrap|stop|slap|rip|grab|ship|hop|plan|trim|ram|jam|lob|pin|submit|commit|admit|permit|remit|"
    r"expel|repel|compel|refer|defer|transfer|confer|cancel|rebut|equip|snub|dub|wrap|pop|patrol|label|travel|model|"
    r"signal|strip|rap)$"
)


@cache
def forms(verb: str) -> tuple[str, str, str, str, str]:
    """Return a verb's base, third person, past, participle and -ing form."""
    if verb in _IRREGULAR:
        base, third, past, participle, gerund = _IRREGULAR[verb]
        return base, third, past, participle, gerund
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
    if verb.endswith("e"):
        return verb, third, f"{verb}d", f"{verb}d", f"{verb if verb.endswith('ee') else verb[:-1]}ing"
    stem = verb + verb[-1] if _DOUBLING.match(verb) else verb
    return verb, third, f"{stem}ed", f"{stem}ed", f"{stem}ing"


def finite(verbs: str) -> str:
    """Return a pattern for the forms that tell what was done; the base only after "to", "will", "and"."""
    told = sorted({f for verb in verbs.split() for f in forms(verb)[1:]}, key=len, reverse=True)
    bases = "|".join(sorted(verbs.split(), key=len, reverse=True))
    lead = (
        r"(?:(?<=\bto\s)|(?<=\bwill\s)|(?<=\bwould\s)|(?<=\band\s)|(?<=\bdid\s)|(?<=\bboth\s)|(?<=\bthey\s))"
    )
    return rf"\b(?:{'|'.join(told)}|{lead}(?:{bases}))\b"


def anyform(verbs: str) -> str:
    """Return a pattern for all forms, the base too: "the two presidents meet"."""
    told = sorted({f for verb in verbs.split() for f in forms(verb)}, key=len, reverse=True)
    return rf"\b(?:{'|'.join(told)})\b"


def passive(verbs: str) -> str:
    """Return a pattern for "was ...ed" with up to two words between."""
    told = sorted({forms(verb)[3] for verb in verbs.split()}, key=len, reverse=True)
    return rf"\b(?:was|were|is|are|been|being|be|got)\s+(?:\w+\s+){{0,2}}?(?:{'|'.join(told)})\b"
