"""Running the command line for the tests of it: what a command left, and its table."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd


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
