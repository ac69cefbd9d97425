"""The same text gives the same events in every process: nothing hangs on the order in which sets come."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = """
import json, sys
from datetime import date
from etl.coding.extract import extract
for line in open("tests/data/articles/held-out-d.jsonl", encoding="utf-8"):
    article = json.loads(line)
    if article["name"] in sys.argv[1:]:
        print(extract(article["text"], date.fromisoformat(article["published"]), today=date(2026, 11, 24)))
"""
CLOSE = ("nw5-16-dar-trade-ban", "nx1-01-manila-raa")
"""Two states as likely to be the doer as each other, to the last digit; two visitors in one sentence."""


def read_with(seed: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", READ, *CLOSE],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.count("Extraction(events=(FoundEvent") == len(CLOSE)
    return run.stdout


@pytest.mark.slow
def test_an_article_says_the_same_whatever_order_sets_have():
    assert len({read_with(seed) for seed in ("1", "3", "4")}) == 1
