"""The documentation says what the code does."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bilateral import COMMANDS
from dashboard.measures.contract import BUILDING_UP_YEARS
from dashboard.measures.intensity import METHODS
from db.vocabulary import EVENT_TYPES, HALF_LIFE_DAYS, SCALES

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_generated_parts_are_what_the_code_says():
    run = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_method_page_holds_every_method_and_number():
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    for method in METHODS:
        assert f"`{method}`" in text
    for event_type in EVENT_TYPES.values():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{event_type.id}` "))
        for scale in SCALES.values():
            assert f" {scale.scores[event_type.id]:+g} " in row
    for name, days in HALF_LIFE_DAYS.items():
        assert f"| {name} | {days:g} |" in text
    assert BUILDING_UP_YEARS == 5
    assert "the first five covered years" in " ".join(text.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which does not exist"


def test_every_command_in_the_pages_exists():
    # `bilateral word` in code: the word must be a command.
    for page in PAGES:
        for word in re.findall(r"(?m)(?:^ {4}|`|\$ )bilateral ([a-z]+)", page.read_text(encoding="utf-8")):
            assert word in COMMANDS, f"{page.name} names `bilateral {word}`"


def test_every_make_target_in_the_pages_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for word in re.findall(r"(?m)(?:^ {4}|`|\$ )make ([a-z0-9]+)", page.read_text(encoding="utf-8")):
            assert re.search(rf"(?m)^{word}:", makefile), f"{page.name} names `make {word}`"


def test_one_version_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
