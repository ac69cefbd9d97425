"""Loads that say what another has said: whichever is undone, it is as if it had never been there."""

import json
from collections.abc import Sequence
from itertools import chain, combinations
from pathlib import Path

import pytest

from db.errors import BilateralError
from tests.integration.cli_runs import invoke as run

MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi on {} March 2024."
SIGNED = " Kenya and Ghana signed an agreement on fisheries on 12 March 2024."
ROSES = " The roses of Nairobi are late this year."
VERSIONS = {"first": MET.format(13), "mended": MET.format(12) + SIGNED, "less": MET.format(13) + ROSES}
VERSIONS |= {"mended again": VERSIONS["mended"] + ROSES, "nothing": ROSES, "nothing again": ROSES + ROSES}


def load(folder: Path, db: str, version: str, accept: Sequence[str]) -> None:
    path = folder / "a.txt"
    path.write_text(VERSIONS[version], encoding="utf-8")
    words = ("ingest", "article", str(path), "--url", "https://post.example/a", "--db", db, *accept)
    assert run(*words).exit_code == 0


def store_says(db: str) -> tuple[list[object], list[object]]:
    names = ("date", "date_end", "type", "title", "status", "review", "n_evidence")
    try:
        result = run("events", "GHA", "KEN", "--status", "all", "--format", "json", "--db", db)
    except BilateralError:
        return [], []
    events = sorted(tuple(str(one[name]) for name in names) for one in json.loads(result.stdout))
    asked = json.loads(run("review", "list", "--json", "--db", db).stdout)
    return events, sorted((one["kind"], one["says"]) for one in asked)


SERIES = [
    ("mended", "mended"),
    ("first", "mended", "mended again"),
    ("mended", "first", "less"),
]
TO_AND_FRO = ("mended", "first", "mended", "mended again")
"""As proposals alone: of what was accepted, a correction that the article took back itself asks nothing."""


@pytest.mark.parametrize(
    ("series", "accept"),
    [*((series, accept) for series in SERIES for accept in ((), ("--accept",))), (TO_AND_FRO, ())],
    ids=str,
)
def test_whatever_is_undone_was_never_there(tmp_path: Path, series: tuple[str, ...], accept: Sequence[str]):
    numbers = range(len(series))
    some = chain.from_iterable(combinations(numbers, n) for n in range(1, len(series)))
    everything = f"sqlite:///{tmp_path}/everything.sqlite"
    for version in series:
        load(tmp_path, everything, version, accept)
    for undone in some:
        name = "".join(map(str, undone))
        one, other = (f"sqlite:///{tmp_path}/{kind}-{name}.sqlite" for kind in ("undone", "never"))
        run("db", "backup", one.removeprefix("sqlite:///"), "--db", everything)
        for number, version in enumerate(series):
            if number not in undone:
                load(tmp_path, other, version, accept)
        for number in undone:
            assert run("loads", "undo", str(number + 1), "--db", one).exit_code == 0
        assert store_says(one) == store_says(other), undone


def test_an_answer_stands_on_what_a_later_load_says_too(tmp_path: Path):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    for version, accept in (("first", ("--accept",)), ("mended", ()), ("mended again", ())):
        load(tmp_path, db, version, accept)
    [question] = [one["id"] for one in json.loads(run("review", "list", "--json", "--db", db).stdout)][-1:]
    run("review", "accept", question, "--db", db)
    before = store_says(db)
    assert "kept: 2 rows that a later load says too" in run("loads", "undo", "2", "--db", db).stderr
    assert store_says(db) == before


def test_a_question_that_a_later_load_asks_too_outlives_the_load_that_asked_it_first(tmp_path: Path):
    db = f"sqlite:///{tmp_path}/store.sqlite"
    load(tmp_path, db, "first", ("--accept",))
    for version in ("nothing", "nothing again"):
        load(tmp_path, db, version, ())
    before = store_says(db)
    assert [kind for kind, _ in before[1]] == ["withdrawn"]
    run("loads", "undo", "2", "--db", db)
    assert store_says(db) == before
    run("loads", "undo", "3", "--db", db)
    assert store_says(db)[1] == []
