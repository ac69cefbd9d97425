"""Running the command line for the tests of it: what a command left, and its table."""

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import click.testing
import pandas as pd
import pytest

import bilateral


@dataclass
class Result:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def csv_of(result: Result) -> pd.DataFrame:
    assert result.code == 0, result.err
    return pd.read_csv(io.StringIO(result.out), comment="#", keep_default_na=True)


def invoke(*words: str) -> click.testing.Result:
    """What `bilateral WORDS` leaves; what is no message of the program's own is raised."""
    return click.testing.CliRunner().invoke(bilateral.cli, list(words), catch_exceptions=False)


def output(*words: str) -> str:
    """What `bilateral WORDS` prints, once it succeeded."""
    result = invoke(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def run_here(
    words: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """Run `bilateral` from its first line to its exit in this process; return (exit code, stdout, stderr)."""
    monkeypatch.setattr(sys, "argv", ["bilateral", *words])
    capsys.readouterr()
    code = 0
    try:
        bilateral.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err
