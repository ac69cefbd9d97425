"""Prepositions: what governs a mention, and what coordinates it with another."""

import re
from dataclasses import replace

from etl.coding.who.mentions import Mention

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
AND = re.compile(
    r"^['’]?s?\s*(?:,|,?\s*(?:and|&|as\s+well\s+as|along\s+with|together\s+with)\s*|[-–/])\s*(?:(?:the|"
    r"its|his|her|both|separately|visiting|new|neighbou?ring|then)\s+)*$",
    re.IGNORECASE,
)


def preposition(text: str, start: int) -> str:
    match = _PREP.search(text[max(0, start - 60) : start])
    return match.group(1).casefold() if match else ""


def coordinate(text: str, mentions: list[Mention]) -> tuple[Mention, ...]:
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
        if out and _is_cut_short(text, out[-1], mention):
            out[-1] = replace(out[-1], end=mention.end + 1)
            continue
        if out and not mention.prep and _is_where(text, out[-1], mention):
            mention = replace(mention, prep=out[-1].prep)
        if out and not mention.prep and out[-1].prep and is_coordinated(text, out[-1], mention):
            mention = replace(mention, prep=out[-1].prep)
        out.append(mention)
    return tuple(out)


def _is_cut_short(text: str, whole: Mention, short: Mention) -> bool:
    """True for "the Federated States of Micronesia (FSM)": the same name once more, in brackets."""
    return (
        whole.isos == short.isos
        and whole.kind == short.kind == "state"
        and text[whole.end : short.start] == " ("
        and text[short.end : short.end + 1] == ")"
    )


def _is_where(text: str, place: Mention, state: Mention) -> bool:
    """True for "Lima, Peru": the state only says where the place is."""
    if place.kind not in ("place", "state") or state.kind != "state" or place.isos != state.isos:
        return False
    return place.name != state.name and text[place.end : state.start] == ", "


_INVITED_BY = re.compile(
    r"\b(?:at|on|upon)\s+(?:the\s+)?(?:[\w-]+\s+)?invitation\s+(?:of|from)\s+(?:the\s+|his\s+|her\s+)?(?:[\w.'’-]+\s+){0,5}$",
    re.IGNORECASE,
)


def is_inviting(text: str, mention: Mention) -> bool:
    """True for who only invites others: "at the invitation of A"."""
    return _INVITED_BY.search(text, 0, mention.start) is not None


def is_apart(text: str, a: Mention, b: Mention) -> bool:
    """True for "At the invitation of A, B will visit": the comma ends the phrase, it joins nobody."""
    is_another = b.isos not in ((), a.isos) and text[a.end : b.start].strip() == ","
    return is_another and is_inviting(text, a)


_ONLY_COMMA = re.compile(r"^['’]?s?\s*,\s*")
_LIST_GOES_ON = re.compile(r"^[^.;()]{0,80}?\b(?:and|&)\s")


def is_coordinated(text: str, a: Mention, b: Mention) -> bool:
    """True for "A and B" and "A, B and C"; "In A, B met" only looks like it."""
    gap = text[a.end : b.start]
    if not AND.match(gap) or is_apart(text, a, b):
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
