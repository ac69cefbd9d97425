"""Running the command line for the tests of it: what a command left, and its table."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import click.testing
import pandas as pd

from bilateral import cli


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
    return click.testing.CliRunner().invoke(cli, list(words), catch_exceptions=False)


def output(*words: str) -> str:
    """What `bilateral WORDS` prints, once it succeeded."""
    result = invoke(*words)
    assert result.exit_code == 0, result.output
    return result.stdout
