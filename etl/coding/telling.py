"""Telling: the acts that one sentence tells: by rule, and by the weight of its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.by_rule import read_by_rule
from etl.coding.by_weight import (
    VETO,
    marks_of,
    read_by_weight,
    with_chance,
    with_likelier_sides,
    without_doubles,
    without_rivals,
)
from etl.coding.days.date_words import DateExpression
from etl.coding.rules.parties import is_told_of_list
from etl.coding.story.all_of_them import with_all_of_them
from etl.coding.story.allied import with_allies
from etl.coding.story.answered import cause_of, is_turned, with_answered
from etl.coding.story.beside import is_beside, without_go_betweens
from etl.coding.story.called_off import calls_off
from etl.coding.story.candidates import Candidate
from etl.coding.story.contrary import is_never_done
from etl.coding.story.doers import (
    by_its_doer,
    is_called_there,
    is_of_the_speaker,
    is_on_the_way_home,
    is_only_blamed,
    is_over_the_step,
    is_told_plainly,
    names_only_partners,
)
from etl.coding.story.framing import MARGINS
from etl.coding.story.gapped import with_gapped
from etl.coding.story.lists import MEET, TOLD_OF_EACH, listed_partners, listed_together, spread
from etl.coding.story.news import is_told_as_news
from etl.coding.story.ranks import by_its_rank
from etl.coding.story.retelling import given_a_day, is_taken_up
from etl.coding.story.state import State
from etl.coding.story.targets import is_laid_on_a_body, is_on_a_body
from etl.coding.story.terms import on_terms
from etl.coding.story.time_before import with_the_time_before
from etl.coding.story.undoing import is_undone
from etl.coding.text.sentences import Story
from etl.coding.topics import code_topics, count_topics
from etl.coding.weights.features import in_the_past, tokens
from etl.coding.weights.opinions import is_open, with_kinds, with_sides
from etl.coding.weights.sides import Parts, weigh_sides
from etl.coding.weights.standing import Context
from etl.coding.weights.tellers import by_whose_acts, by_whose_signing, without_targets, without_teller
from etl.coding.weights.weighing import (
    Weighed,
    add_up,
    hear,
    is_in_doubt,
    places_of,
    table,
    weigh,
)
from etl.coding.who.mentions import Mention
from etl.coding.who.posts import HINTED_AT

LEAST_TOLD, LEAST = 0.1, 0.06
"""How likely a rule's find must be by its words and its sides, and with its day."""
ENOUGH, ENOUGH_IN_ALL = 0.3, 0.2
"""How likely words alone must make an act, and it as a whole with its sides and its day.

All were chosen on the articles held back from the learning (tests/data/articles/held-out-c.jsonl)."""


TOLD_BY_PLACE = frozenset(("summit", "sideline_meeting"))
"""Which of them a meeting was, a rule knows by whose the place is; the second reader knows no map."""


def read_sentence(
    story: Story,
    number: int,
    mentions: Sequence[Mention],
    expressions: Sequence[DateExpression],
    counts: dict[int, dict[str, int]],
    state: State,
) -> Iterator[Candidate]:
    """Yield the acts that a sentence tells: by rule, then those that only the weight of its words tells."""
    context = context_of(story, number, state)
    earlier = tuple(state.history)
    last = state.last_directed
    told: list[Candidate] = []
    refused: set[str] = set()
    sentence = story.sentences[number]
    text = sentence.text
    span = (sentence.start, sentence.start + len(text))
    yield from given_a_day(text, number, span, expressions, state)
    words = tokens(text, mentions, expressions)
    if not expressions and sentence.is_lead and is_told_as_news(story, number):
        words = in_the_past(words)
    mentions = without_go_betweens(text, mentions)
    heard = hear(words)
    if calls_off(text):
        state.called_off.update(iso for mention in mentions for iso in mention.isos)
    state.hits_a_body = state.hits_a_body or is_laid_on_a_body(text, mentions)
    state.acts_at = places_of(heard) if len(expressions) > 1 else ()
    for candidate in read_by_rule(story, number, mentions, expressions, state, refused):
        if _is_no_act_of_two(candidate, text, mentions, state):
            refused.add(candidate.type)
            continue
        if is_undone(candidate.type, text) or _is_hinted_at(candidate, text, mentions):
            refused.add(candidate.type)
            continue
        meant = on_terms(candidate, text)
        if meant is None or meant.type != candidate.type:
            refused.add(candidate.type)
        if meant is not None:
            told.append(remember(meant, story, number, counts, state))
    marks = marks_of(story, number, mentions, {c.type for c in told}, earlier)
    odds = add_up(heard, marks)
    if state.second and is_in_doubt(odds, {c.type for c in told}):
        alike = TOLD_BY_PLACE if any(c.type in TOLD_BY_PLACE for c in told) else ()
        odds = with_kinds(odds, state.second.opinion.kinds, alike)
    weighed = without_rivals(weigh(heard, odds, VETO))
    known = {c.type for c in told}
    parts = {
        kind: weigh_sides(kind, text, words, mentions, one.at, context)
        for kind, one in weighed.items()
        if kind in known or one.p >= ENOUGH
    }
    second = state.second
    if second and (second.is_asked or any(is_open(part.chances.values()) for part in parts.values())):
        parts = {kind: with_sides(kind, part, second.opinion) for kind, part in parts.items()}
    parts = {kind: without_teller(part, text, mentions) for kind, part in parts.items()}
    parts = {kind: without_targets(kind, part, text, mentions) for kind, part in parts.items()}
    parts = {kind: by_whose_acts(kind, part, text, mentions) for kind, part in parts.items()}
    parts = {kind: by_whose_signing(kind, part, text, mentions) for kind, part in parts.items()}
    listed = {
        kind: listed_partners(kind, text, mentions, one.at)
        for kind, one in weighed.items()
        if kind in TOLD_OF_EACH and kind in parts
    }
    found = list(_borne_out(told, weighed, parts, expressions, listed, text, mentions, last))
    open_to = (w for w in weighed.values() if w.p >= ENOUGH and w.type not in known and w.type not in refused)
    for one in sorted(open_to, key=lambda w: w.at):
        for candidate in read_by_weight(one, parts[one.type], story, number, mentions, expressions, state):
            if _is_no_act_of_two(candidate, text, mentions, state):
                continue
            if is_undone(candidate.type, text) or _is_hinted_at(candidate, text, mentions):
                continue
            is_others = _is_where_others_met(candidate, told) or _is_crossed(candidate, told)
            if on_terms(candidate, text) is not candidate and candidate.type != "threat":
                continue
            if candidate.p >= ENOUGH_IN_ALL and not is_others:
                candidate = _on_its_day(candidate, told)
                found.append(remember(candidate, story, number, counts, state))
    together = listed_together(text, mentions)
    known_pairs = {(c.type, c.actor, c.recipient) for c in found}
    spread_out = spread(found, listed, together, text, mentions, expressions, state.clock, last)
    allied = list(with_allies(list(spread_out), text, mentions))
    gapped = list(with_gapped(allied, text, mentions, expressions, state.clock))
    answered = list(with_answered(gapped, cause_of(text, mentions), text, mentions, expressions, state))
    all_told = with_all_of_them(answered, text, state.before)
    later = [one.text for one in story.sentences[number + 1 : number + 4]]
    everyone = [by_its_rank(by_its_doer(one, text, mentions, last), text, earlier, later) for one in all_told]
    everyone = list(with_the_time_before(everyone, text, expressions))
    for one_more in everyone:
        if (one_more.type, one_more.actor, one_more.recipient) not in known_pairs:
            remember(one_more, story, number, counts, state)
    new = [one for one in _each_on_its_day(everyone) if not is_taken_up(one, text, number, earlier)]
    yield from without_doubles(new, {kind: one.p for kind, one in weighed.items()})


def _each_on_its_day(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the finds without further days where several pairs share them: "with A in May and B in June"."""
    pairs: dict[str, set[tuple[str, str]]] = {}
    for one in found:
        pairs.setdefault(one.type, set()).add((one.actor, one.recipient))
    return [one for one in found if not (one.is_again and len(pairs[one.type]) > 1)]


_WITH_SOMEBODY = frozenset(("agreement_signed", "agreement_in_force", "joint_statement", "joint_exercise"))


def _is_with_org(candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    """True for what one state signed with an organisation or a breakaway region, not with another state."""
    if candidate.type not in _WITH_SOMEBODY:
        return False
    partner = next((m for m in mentions if m.kind == "org" and m.prep == "with"), None)
    if partner is None or any(m.isos and m.prep == "with" for m in mentions):
        return False
    named = [m for m in mentions if m.end <= partner.start and m.kind not in ("pair", "they")]
    before = {iso for m in named for iso in m.isos}
    return not {candidate.actor, candidate.recipient} <= before


_VENUES = frozenset(("in", "at"))


def _is_with_the_venue(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for a "meeting" with the state in which an organisation gathers, or a "visit" to the UN's seat."""
    is_visit = candidate.type.endswith("_visit")
    if not (is_visit or candidate.type in MEET) or not any(m.kind == "org" for m in mentions):
        return False
    is_beside = not is_visit and MARGINS.search(text) is not None
    is_beside = is_beside or (not is_visit and any(m.kind == "org" and not m.prep for m in mentions[:1]))
    for iso in (candidate.actor, candidate.recipient):
        mine = [m for m in mentions if iso in m.isos]
        in_new_york = all(m.kind == "place" and m.name == "New York" for m in mine)
        if mine and (in_new_york or (is_beside and all(m.is_place and m.prep in _VENUES for m in mine))):
            return True
    return False


def _is_no_act_of_two(candidate: Candidate, text: str, mentions: Sequence[Mention], state: State) -> bool:
    """True for what is done with an organisation, at its seat, or at home."""
    return (
        _is_with_org(candidate, mentions)
        or _is_at_home(candidate, text, mentions)
        or _is_with_the_venue(candidate, text, mentions)
        or is_only_blamed(candidate, text)
        or is_on_the_way_home(candidate, text, mentions)
        or is_of_the_speaker(candidate, text, mentions)
        or is_beside(candidate, text, mentions)
        or is_on_a_body(candidate, text, mentions, was_told=state.hits_a_body)
        or is_never_done(candidate.type, text)
    )


_OF_HOME = re.compile(
    r"\b(?:closed?|closes|shut|shuts|shutting|closing)\s+(?:down\s+)?(?:its|the\s+country['’]s)\s+"
    r"(?:last|only|first|oldest|largest|remaining)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:mines?|reactors?|plants?|ports?|factory|factories|stations?|shipyards?|smelters?|refiner(?:y|ies)|zoos?|prisons?)\b|"
    r"\b(?:ban(?:s|ned|ning)?|outlaw(?:s|ed|ing)?|forb[ai]d\w*|prohibit\w*)\s+(?:the\s+(?:sale|use)\s+of\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:fireworks|trawling|smoking|vaping|plastics?|bags?|straws|tobacco|cigarettes|alcohol|hunting|"
    r"whaling|logging|fracking|abortions?|gambling|smartphones|fur|glyphosate|burqas?|protests?|demonstrations?)\b|"
    r"\b(?:ban(?:s|ned|ning)?|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|forb[ai]d\w*|prohibit\w*|clos(?:es?|ed|ing))\s+(?:[\w-]+\s+){0,2}?(?:flights|flying|drones|air\s+traffic|"
    r"air\s?space|skies)\s+(?:(?:in|over|above|through|within)\s+(?:its|the|their)\s+(?:own\s+)?(?:air\s?space|territory|skies|capital)|(?:over|above)\s+(?:its|the|their)\s)",
    re.IGNORECASE,
)
"""What a state closes or forbids at home."""


def _is_at_home(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for what a state forbids its own: "Portugal banned fireworks", whoever had just visited it."""
    if candidate.type not in ("sanction", "sanction_lifted"):
        return False
    named = {iso for mention in mentions for iso in mention.isos}
    return candidate.recipient not in named and _OF_HOME.search(text) is not None


_HINT = re.compile(
    HINTED_AT + r"(?:president|prime\s+minister|leader|king|premier|(?:foreign|defen[cs]e)\s+minister)\b"
)


def _is_hinted_at(candidate: Candidate, text: str, mentions: Sequence[Mention]) -> bool:
    """True for an act of a state that is not named but hinted at: "the Asian country's president"."""
    named = {iso for mention in mentions for iso in mention.isos}
    return candidate.actor not in named and _HINT.search(text) is not None


def _is_where_others_met(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """True for a "visit" to the state where the visitor met a third: "A and B last met in Abu Dhabi"."""
    return candidate.type.endswith("_visit") and any(
        meeting.type in MEET
        and candidate.actor in (meeting.actor, meeting.recipient)
        and candidate.recipient not in (meeting.actor, meeting.recipient)
        for meeting in told
    )


def _on_its_day(candidate: Candidate, told: Sequence[Candidate]) -> Candidate:
    """Return a meeting on the fringes on the day that a rule found for it, not on that of the gathering."""
    same = (c for c in told if c.type in TOLD_BY_PLACE and c.is_dated_here)
    day = next(
        (c.moment for c in same if (c.actor, c.recipient) == (candidate.actor, candidate.recipient)), None
    )
    return replace(candidate, moment=day) if day and candidate.type in TOLD_BY_PLACE else candidate


def _is_crossed(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """True for a "meeting" across two of one sentence: "A met B, and C held talks with D"."""
    two = {candidate.actor, candidate.recipient}
    met = {frozenset((one.actor, one.recipient)) for one in told if one.type in MEET}
    apart = any(not one & other for one, other in combinations(met, 2))
    return candidate.type in MEET and apart and two not in met


_IN_RETURN = re.compile(r"\breciprocated\b|\bin\s+(?:kind|the\s+same\s+coin)\b")


def _borne_out(
    told: Sequence[Candidate],
    weighed: Mapping[str, Weighed],
    parts: Mapping[str, Parts],
    expressions: Sequence[DateExpression],
    listed: Mapping[str, frozenset[str]],
    text: str,
    mentions: Sequence[Mention],
    last: Candidate | None,
) -> Iterator[Candidate]:
    """Yield the rules' finds that the words bear out, between the likelier sides."""
    cause = cause_of(text, mentions)
    blamed = {(c.recipient, c.actor) for c in told if c.is_plain}
    for candidate in told:
        if candidate.type == "threat" and (candidate.actor, candidate.recipient) in blamed:
            continue  # "the presence of A's jets threatens peace, B said": A has not threatened
        if candidate.is_echo and (candidate.type == "diplomatic_relations" or _IN_RETURN.search(text)):
            yield candidate  # "Norway did the same", "Peru reciprocated": no words of its own tell the act
            continue
        one = weighed.get(candidate.type)
        if one is not None:
            part = parts[one.type]
            alone = sum(c.type == candidate.type for c in told) == 1
            among = listed.get(one.type, frozenset())
            is_sure = one.type == "diplomatic_rupture" and is_told_of_list(text)
            is_sure = is_sure or candidate.is_plain or is_over_the_step(candidate, text, last)
            is_sure = is_sure or is_called_there(candidate, text, mentions)
            is_sure = is_sure or (one.type in _WITH_SOMEBODY and names_only_partners(mentions))
            is_sure = is_sure or is_turned(candidate, cause)
            between = with_likelier_sides(candidate, one, part, among) if alone else candidate
            likely = with_chance(between, one, part)
            if is_sure or is_told_plainly(candidate.type, text):
                yield candidate  # the sides stand the other way round
            elif likely.p >= LEAST and one.p * part.p(between.actor, between.recipient) >= LEAST_TOLD:
                yield likely
            elif _is_of_named_year(candidate, expressions):
                yield candidate
        elif (
            candidate.type not in table().types
            or candidate.is_plain
            or _is_of_named_year(candidate, expressions)
            or is_told_plainly(candidate.type, text)
        ):
            yield candidate


def _is_of_named_year(candidate: Candidate, expressions: Sequence[DateExpression]) -> bool:
    """True for "the 1951 treaty": the words of its sentence tell another act, so they say nothing of it."""
    when = candidate.moment
    return (
        candidate.type == "agreement_signed"
        and when is not None
        and any(e.kind == "pactyear" and e.get("pay") == str(when.day.year) for e in expressions)
    )


def context_of(story: Story, number: int, state: State) -> Context:
    """Return the states that the story has at hand where a sentence begins."""
    last = state.last
    return Context(
        home=state.register.home,
        pair=state.pair,
        main=state.main_pair,
        nation=state.nation,
        person=state.person.iso if state.person else "",
        topic=state.topic,
        told=(last.actor, last.recipient, last.type) if last else ("", "", ""),
        told_age=number - last.sentence if last else 0,
        ages={iso: number - seen for iso, seen in state.seen.items()},
        is_opening=story.sentences[number].paragraph != state.paragraph,
        main_share=state.main_share,
    )


_FORMER = timedelta(days=60)
"""What lies so long before the writing is not what the article is about."""


def remember(
    candidate: Candidate, story: Story, number: int, counts: dict[int, dict[str, int]], state: State
) -> Candidate:
    """Return the candidate with its topics, remembered for the sentences to come."""
    when, written = candidate.moment, state.clock.anchor
    is_past = when is not None and written is not None and written - when.day > _FORMER
    topics = code_topics(candidate.type, _count_all(story, counts), number, is_past=is_past)
    candidate = replace(candidate, topics=topics)
    state.saw(candidate.actor, candidate.recipient)
    state.last = candidate
    state.history.append(candidate)
    if not EVENT_TYPES[candidate.type].is_mutual and not candidate.type.endswith("_visit"):
        state.last_directed = candidate
    if candidate.type in ("leader_visit", "ministerial_visit"):
        state.destination = candidate.recipient
    return candidate


def _count_all(story: Story, counts: dict[int, dict[str, int]]) -> list[dict[str, int]]:
    """Return the topic counts of every sentence, counted when first asked for: most articles tell no act."""
    if not counts:
        counts.update((i, count_topics(sentence.text)) for i, sentence in enumerate(story.sentences))
    return [counts[i] for i in range(len(story.sentences))]
