"""Learn the weights of the article extractor from the corpus beside this file: `make learn`.

Three models, all logistic regressions with a penalty, fitted to the optimum: which acts a sentence tells
(weighing.py), which two states are their sides (sides.py), and on which day they were (moments.py). The same
texts give the same numbers, whatever tables were in place.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from db.vocabulary.event_types import EVENT_TYPES
from etl.coding.by_rule import read_by_rule
from etl.coding.by_weight import ANY_WORD, BY_WEIGHT, marks_of
from etl.coding.dating import times_of
from etl.coding.days.date_words import DateExpression
from etl.coding.days.dates import Clock, Moment
from etl.coding.grammar import modality
from etl.coding.story.candidates import Candidate
from etl.coding.story.state import State
from etl.coding.story.timing import date_of
from etl.coding.story.walking import open_story
from etl.coding.telling import context_of, remember
from etl.coding.text.sentences import Story
from etl.coding.weights import weighing
from etl.coding.weights.features import Feature, Token, features, tokens
from etl.coding.weights.moments import WHEN, Option, Times, options
from etl.coding.weights.sides import SIDES, standings
from etl.coding.weights.standing import Context
from etl.coding.who.mentions import Mention

CORPUS = Path(__file__).parent / "corpus"
EARLIER = Path(__file__).parents[1] / "tests" / "data" / "articles"
"""Articles that the rules were written on; the texts that only test stand beside them, in lines (.jsonl)."""
WEIGHTS = Path(weighing.__file__).parent
ROUNDS = 2
"""First from the texts that say where each act stands, then from all."""
WEIGHT_OF_ARTICLES = 2.0
"""A sentence of an article counts this much more than a snippet: it is nearer to what will be read."""
WEIGHT_OF_PARAPHRASES = 0.3
"""One that was written to tell an act in other words counts less: nearly all of them tell one."""
PARAPHRASES = "sentences-paraphrases"
LEAST_WEIGHT = 0.1
"""Smaller weights are left out of the tables."""


@dataclass(slots=True)
class Row:
    """A sentence of the corpus with what it tells.

    Attributes:
        weight: How much it counts.
        told: Types that the rules find.
        labels: What it tells by the corpus; None while that is open.
        open: At the first sentence of a text, the events of which the corpus does not say where they stand.
        debatable: What it tells by one reading and not by another: neither taught nor held against anything.
        before: The sentence before it, and its names.
    """

    text: str
    words: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    context: Context
    told: frozenset[str]
    marks: frozenset[Feature]
    weight: float = 1.0
    dates: tuple[DateExpression, ...] = ()
    before: tuple[str, Sequence[Mention]] | None = None
    times: Times = field(default_factory=lambda: Times(Clock(None)))
    rule_dates: Callable[[str, int], tuple[Moment | None, bool]] | None = None
    labels: list[dict[str, Any]] | None = field(default_factory=list)
    open: list[dict[str, Any]] = field(default_factory=list)
    debatable: list[dict[str, Any]] = field(default_factory=list)

    @property
    def types(self) -> set[str]:
        """The types of the acts that it tells."""
        return {label["type"] for label in self.labels or ()}

    @property
    def debatable_types(self) -> set[str]:
        """The types of the acts that it may tell and may not."""
        return {label["type"] for label in self.debatable} - self.types


def read_rows(one: Mapping[str, Any], text: str) -> list[Row]:
    """Return the sentences of a text, each event at the sentence that its evidence stands in.

    Args:
        one: Its day and what it tells: `published`, `events`, `also_ok`.
        text: The text.
    """
    published = date.fromisoformat(one["published"]) if one.get("published") else None
    reading = open_story(text, published)
    if reading is None:
        return []
    reading.state.is_quick = True
    rows: list[Row] = []
    counts: dict[int, dict[str, int]] = {}
    for number, mentions, expressions in reading.walk():
        words = reading.story.sentences[number].text
        state = reading.state
        context, times = context_of(reading.story, number, state), times_of(reading.story, number, state)
        before = len(state.history)
        earlier = tuple(state.history)
        told: list[Candidate] = []
        for candidate in read_by_rule(reading.story, number, mentions, expressions, state, set()):
            told.append(remember(candidate, reading.story, number, counts, reading.state))
        kinds = frozenset(c.type for c in told)
        rows.append(
            Row(
                words,
                tokens(words, mentions, expressions),
                tuple(mentions),
                context,
                kinds,
                marks_of(reading.story, number, mentions, kinds, earlier),
                dates=tuple(expressions),
                before=reading.state.before,
                times=times,
                rule_dates=_ruler(reading.story, number, expressions, state, before),
            )
        )
    _align(rows, one["events"])
    for event in one.get("also_ok") or ():
        found = _row_of(rows, event)
        if found is not None:
            found.debatable.append(event)
    return rows


def _ruler(
    story: Story, number: int, expressions: Sequence[DateExpression], state: State, before: int
) -> Callable[[str, int], tuple[Moment | None, bool]]:
    """Return what dates an act at a place of this sentence as the rules do."""
    seen = replace(state, history=state.history[:before])

    def by_rule(kind: str, at: int) -> tuple[Moment | None, bool]:
        text = story.sentences[number].text
        match = ANY_WORD.match(text, at)
        if match is None:
            return None, False
        verdict = modality.judge(text, match.start(), match.end(), agreed_counts=True)
        spot = (match.start(), match.end())
        return date_of(BY_WEIGHT[kind], match, spot, story, number, expressions, verdict, seen)

    return by_rule


def _plain(text: str) -> str:
    return " ".join(text.split())


def _row_of(rows: Sequence[Row], event: dict[str, Any]) -> Row | None:
    """Return the sentence that holds the proof of an event, or the end of it, where the act itself tends to
    stand."""
    proof = _plain(event.get("evidence") or "")
    for part in (proof, proof[-40:], proof[:40]) if proof else ():
        found = next((row for row in rows if part in _plain(row.text)), None)
        if found is not None:
            return found
    return None


def _align(rows: list[Row], events: Sequence[dict[str, Any]]) -> None:
    for event in events:
        if event.get("evidence"):
            found = _row_of(rows, event)
            if found is not None and found.labels is not None:
                found.labels.append(event)
        elif len(rows) == 1 and rows[0].labels is not None:
            rows[0].labels.append(event)
        elif rows:
            rows[0].open.append(event)
            for row in rows:
                row.labels = None


def read_corpus(folder: Path = CORPUS) -> list[list[Row]]:
    """Return the rows of every text of the corpus."""
    texts: list[list[Row]] = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            rows = read_rows(one, one["text"])
            weight = WEIGHT_OF_ARTICLES if "name" in one else 1.0
            for row in rows:
                row.weight = WEIGHT_OF_PARAPHRASES if path.stem == PARAPHRASES else weight
            texts.append(rows)
    for path in sorted(EARLIER.rglob("*.txt")):
        one = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        rows = read_rows(one, path.read_text(encoding="utf-8"))
        for row in rows:
            row.weight = WEIGHT_OF_ARTICLES
        texts.append(rows)
    return texts


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, for each class one column; `bias` by class."""

    place: dict[str, int]
    classes: tuple[str, ...]
    bias: np.ndarray
    weights: np.ndarray


def fit(
    rows: Sequence[Iterable[str]],
    classes: Sequence[str],
    is_of: Callable[[int, str], bool],
    *,
    penalty: float,
    least: int,
    weight: Sequence[float] | None = None,
    is_open: Callable[[int, str], bool] = lambda _, __: False,
) -> Model:
    """Return the weights that make the observed classes likeliest, less `penalty` times their squares.

    Args:
        rows: Features of each case.
        classes: What is told apart, each against the rest.
        is_of: Whether case i is of a class.
        penalty: Of the sum of squares, halved.
        least: Features met in fewer cases are left out.
        weight: How much each case counts; one each if None.
        is_open: Whether it is left open if case i is of a class.
    """
    # What both sides of a pair have counts twice.
    sets = [sorted(row) for row in rows]
    met = Counter(feature for row in sets for feature in set(row))
    place = {feature: i for i, feature in enumerate(sorted(f for f, n in met.items() if n >= least))}
    indices, ends = [], [0]
    for row in sets:
        indices += [place[f] for f in row if f in place]
        ends.append(len(indices))
    x = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(sets), len(place)))
    x.sum_duplicates()
    xt = x.T.tocsr()
    counts = np.ones(len(sets)) if weight is None else np.array(weight, dtype=float)
    bias, columns = [], []
    for name in classes:
        y = np.array([is_of(i, name) for i in range(len(sets))], dtype=float)
        sure = counts * [not is_open(i, name) for i in range(len(sets))]

        def loss(w: np.ndarray, y: np.ndarray = y, counts: np.ndarray = sure) -> tuple[float, np.ndarray]:
            z = x @ w[1:] + w[0]
            p = 1 / (1 + np.exp(-np.clip(z, -60, 60)))
            value = float((counts * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * penalty * (w[1:] ** 2).sum())
            off = counts * (p - y)
            return value, np.concatenate([[float(off.sum())], xt @ off + penalty * w[1:]])

        best = minimize(
            loss, np.zeros(len(place) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}
        ).x
        bias.append(best[0])
        columns.append(best[1:])
    return Model(place, tuple(classes), np.array(bias), np.column_stack(columns))


def act_features(row: Row) -> Iterator[str]:
    """Yield the features of a sentence: its words, and what the rules have found in it."""
    for feature, _, _ in features(row.words):
        yield " ".join(feature)
    for mark in row.marks:
        yield " ".join(mark)


def learn_acts(texts: Sequence[list[Row]], *, penalty: float = 2.0, least: int = 2) -> Model:
    """Return the weights of which acts a sentence tells."""
    rows = [row for text in texts for row in text if row.labels is not None]
    types = [row.types for row in rows]
    debatable = [row.debatable_types for row in rows]
    return fit(
        [set(act_features(row)) for row in rows],
        [k for k in EVENT_TYPES if sum(k in t for t in types) >= 5],
        lambda i, k: k in types[i],
        is_open=lambda i, k: k in debatable[i],
        penalty=penalty,
        least=least,
        weight=[row.weight for row in rows],
    )


def learn_sides(texts: Sequence[list[Row]], *, penalty: float = 4.0, least: int = 3) -> Model:
    """Return the weights of which two states are an act's sides; needs the weights of the acts in place."""
    cases: list[list[str]] = []
    answers: list[bool] = []
    counts: list[float] = []
    for text in texts:
        for row in text:
            for kind in sorted(row.types):
                mutual = EVENT_TYPES[kind].is_mutual
                labels = [label for label in row.labels or () if label["type"] == kind]
                sides = sides_of(labels, is_mutual=mutual)
                alike = [label for label in row.debatable if label["type"] == kind]
                debatable = sides_of(alike, is_mutual=mutual) - sides
                at = place_of(row, kind)
                stand = standings(kind, row.text, row.words, row.mentions, at, row.context)
                for pair in stand.pairs():
                    if pair in debatable:
                        continue
                    cases.append([*stand.of_states(*pair), *stand.of_pair(*pair)])
                    answers.append(pair in sides)
                    counts.append(min(1.0, row.weight))
    return fit(cases, (SIDES,), lambda i, _: answers[i], penalty=penalty, least=least, weight=counts)


def sides_of(labels: Sequence[dict[str, Any]], *, is_mutual: bool) -> set[tuple[str, str]]:
    told = {(label["actor"], label["recipient"]) for label in labels}
    return {(min(two), max(two)) for two in told} if is_mutual else told


def weigh(row: Row, least: float = 0.0) -> Iterator[weighing.Weighed]:
    """Yield the kinds of act that a sentence tells by the weights in place, from a probability on."""
    heard = weighing.hear(row.words)
    return weighing.weigh(heard, weighing.add_up(heard, row.marks), least)


def settle(texts: Sequence[list[Row]]) -> None:
    """Give each open event to the sentence that tells it most by the weights in place, names and all."""
    for text in texts:
        if not text or not text[0].open:
            continue
        for row in text:
            row.labels = []
        for event in text[0].open:
            best = max(text, key=lambda row, event=event: _fits(row, event))
            if best.labels is not None:
                best.labels.append(event)


def _fits(row: Row, event: dict[str, Any]) -> float:
    found = next((w.p for w in weigh(row) if w.type == event["type"]), 0.0)
    named = {iso for mention in row.mentions for iso in mention.isos}
    return found + 0.15 * len(named & {event["actor"], event["recipient"]})


def learn_moments(texts: Sequence[list[Row]], *, penalty: float = 2.0, least: int = 3) -> Model:
    """Return the weights of when an act was; needs the weights of the acts in place."""
    cases: list[set[str]] = []
    answers: list[bool] = []
    counts: list[float] = []
    for text in texts:
        for row in text:
            for _, option, is_it in day_options(row):
                cases.append(option.known)
                answers.append(is_it)
                counts.append(min(1.0, row.weight))
    return fit(cases, (WHEN,), lambda i, _: answers[i], penalty=penalty, least=least, weight=counts)


def day_options(row: Row) -> Iterator[tuple[str, Option, bool]]:
    """Yield the days on which each act that a sentence tells may have been, and whether it was."""
    if row.labels is None or row.rule_dates is None:
        return
    wanted, debatable = _days_of(row.labels), _days_of(row.debatable)
    acts_at = weighing.places_of(weighing.hear(row.words)) if len(row.dates) > 1 else ()
    times = replace(row.times, acts_at=acts_at)
    for kind in sorted({*wanted, *row.told}):
        at = place_of(row, kind)
        match = ANY_WORD.match(row.text, at)
        spot = match.span() if match else (at, at)
        verdict = modality.judge(row.text, *spot, agreed_counts=True)
        by_rule = row.rule_dates(kind, at)
        for option in options(kind, row.text, spot, row.dates, times, by_rule, verdict):
            told = (option.moment.day.isoformat(), option.moment.precision)
            if told not in debatable.get(kind, set()) - wanted.get(kind, set()):
                yield kind, option, told in wanted.get(kind, ())


def _days_of(labels: Sequence[dict[str, Any]]) -> dict[str, set[tuple[str, str]]]:
    """Return the days of some events, with their precision, by type."""
    days: dict[str, set[tuple[str, str]]] = {}
    for label in labels:
        days.setdefault(label["type"], set()).add((label["date"], label.get("date_precision", "day")))
    return days


def place_of(row: Row, kind: str) -> int:
    """Return where a sentence tells an act of type `kind` by the weights in place."""
    found = next((w for w in weigh(row) if w.type == kind), None)
    return found.at if found else len(row.text) // 2


def write(model: Model, path: Path, note: str) -> None:
    """Write a model as a table, larger weights only, rounded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "class", "weight"])
        table.writerow([f"# {note}", "", ""])
        for name, bias in zip(model.classes, model.bias, strict=True):
            table.writerow([weighing.BIAS, name, f"{bias:.2f}"])
        for feature, i in sorted(model.place.items()):
            for k, name in enumerate(model.classes):
                if abs(model.weights[i, k]) >= LEAST_WEIGHT:
                    table.writerow([feature, name, f"{model.weights[i, k]:.2f}"])


def digest(folder: Path = CORPUS) -> str:
    """Return what the corpus is, in a few letters: other texts, other letters."""
    whole = hashlib.sha256()
    for path in sorted([*folder.glob("*.jsonl"), *EARLIER.rglob("*.txt"), *EARLIER.rglob("*.json")]):
        whole.update(path.name.encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


READINGS = 2
"""The rules that mark the texts ask the table of days, learnt from what they mark; it begins empty."""
NOTHING = Model({}, (WHEN,), np.zeros(1), np.zeros((0, 1)))


def main() -> None:
    """Learn the tables and write them."""
    note = f"learnt from the texts of training/corpus, {digest()}"
    sys.stderr.write(f"{note}\n")
    write(NOTHING, WEIGHTS / "moments.csv", note)
    for _ in range(READINGS):
        weighing.table.cache_clear()
        texts = read_corpus()
        for _ in range(ROUNDS):
            write(learn_acts(texts), WEIGHTS / "acts.csv", note)
            weighing.table.cache_clear()
            settle(texts)
        moments = learn_moments(texts)
        write(learn_sides(texts), WEIGHTS / "sides.csv", note)
        write(moments, WEIGHTS / "moments.csv", note)


if __name__ == "__main__":
    main()
