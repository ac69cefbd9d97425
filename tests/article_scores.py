"""Scoring found events against labels, for the tests of the article extractor.

A label and a found event match if they have the same two countries, the same type and dates that agree at the
coarser of the two precisions (a leader's visit: a day either way). What a label lists under `also_ok` counts
neither for nor against.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from db.vocabulary import EVENT_TYPES
from etl.coding.extract import FoundEvent, extract

TODAY = date(2026, 11, 24)
_WIDTH = {"day": 10, "month": 7, "year": 4}


@dataclass
class Score:
    """Counts over a folder of articles; `wrong` names what is missed or false, for the message of a failing
    test."""

    n_gold: int = 0
    n_found: int = 0
    n_matched: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    false_in_quiet: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, micro-averaged."""
        total = self.n_gold + self.n_found
        return 2 * self.n_matched / total if total else 1.0

    def share(self, name: str) -> float:
        """Share of the matched events in which `name` is right."""
        return self.right.get(name, 0) / self.asked[name] if self.asked.get(name) else 1.0


def _agree(gold: Mapping[str, Any], found: FoundEvent) -> bool:
    if gold["type"] != found.type or {gold["actor"], gold["recipient"]} != {found.actor, found.recipient}:
        return False
    width = min(_WIDTH[gold.get("date_precision", "day")], _WIDTH[found.date_precision])
    if gold["date"][:width] == str(found.date)[:width]:
        return True
    if found.type != "leader_visit" or width != 10 or found.date is None:
        return False
    return abs((date.fromisoformat(gold["date"]) - found.date).days) <= 1


def _match(gold: Sequence[Mapping[str, Any]], found: Sequence[FoundEvent]) -> dict[int, int]:
    """Return pairs gold -> found, the ones with the same day and direction first."""
    options = sorted(
        (
            (one["date"] != str(other.date), one["actor"] != other.actor, g, f)
            for g, one in enumerate(gold)
            for f, other in enumerate(found)
            if _agree(one, other)
        ),
    )
    pairs: dict[int, int] = {}
    for _, _, g, f in options:
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    return pairs


def score_article(score: Score, name: str, label: Mapping[str, Any], found: Sequence[FoundEvent]) -> None:
    """Add one article to a score."""
    gold = label["events"]
    pairs = _match(gold, found)
    left = [event for f, event in enumerate(found) if f not in pairs.values()]
    tolerated = _match(label.get("also_ok", []), left).values()
    false = [event for f, event in enumerate(left) if f not in tolerated]
    score.n_gold += len(gold)
    score.n_matched += len(pairs)
    score.n_found += len(pairs) + len(false)
    score.wrong += [
        f"{name}: missed {g['date']} {g['actor']} {g['recipient']} {g['type']}"
        for i, g in enumerate(gold)
        if i not in pairs
    ]
    score.wrong += [f"{name}: false {e.date} {e.actor} {e.recipient} {e.type}" for e in false]
    if not gold and false:
        score.false_in_quiet.append(name)
    for g, f in pairs.items():
        want, got = gold[g], found[f]
        checks = {
            "status": want.get("status", "occurred") == got.status,
            "precision": want.get("date_precision", "day") == got.date_precision,
        }
        if not EVENT_TYPES[got.type].is_mutual:
            checks["direction"] = want["actor"] == got.actor
        if want.get("tier"):
            checks["tier"] = want["tier"].casefold() == got.tier.casefold()
        for check, ok in checks.items():
            score.asked[check] = score.asked.get(check, 0) + 1
            score.right[check] = score.right.get(check, 0) + ok
            if not ok:
                score.wrong.append(
                    f"{name}: wrong {check} of {got.date} {got.actor} {got.recipient} {got.type}"
                )


def score_folder(texts: Iterable[Path]) -> Score:
    """Extract every article beside whose .txt a .json with labels stands, and score."""
    score = Score()
    for path in sorted(texts):
        label = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        published = date.fromisoformat(label["published"]) if label.get("published") else None
        found = extract(path.read_text(encoding="utf-8"), published, today=TODAY)
        score_article(score, path.stem, label, found.events)
    return score


def score_lines(path: Path, *, one_in: int = 1) -> Score:
    """Extract the articles of a file of lines, or one in so many, each with its labels, and score."""
    score = Score()
    for line in path.read_text(encoding="utf-8").splitlines()[::one_in]:
        label = json.loads(line)
        published = date.fromisoformat(label["published"]) if label.get("published") else None
        score_article(score, label["name"], label, extract(label["text"], published, today=TODAY).events)
    return score
