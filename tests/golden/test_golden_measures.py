"""The shipped series and sentences as they stand: a number that moves must be seen to move.

`make golden` writes the files anew; look at the difference before it is committed, and list it under
"Changed series".
"""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.measures.contract import Params, Weights
from dashboard.measures.intensity import METHODS, measure
from dashboard.measures.key_figures import key_figures
from dashboard.measures.sentences import headline, standfirst, summary
from db.vocabulary.countries import country_name
from tests.shipped_records import shipped_dyads, shipped_record

FOLDER = Path(__file__).parent / "measures"
TODAY = date(2026, 11, 24)
COLUMNS = ["cooperation", "friction", "net", "n_events", "n_eff", "status"]


def yearly() -> str:
    frames = []
    for dyad in shipped_dyads():
        for method in METHODS:
            frame = measure(shipped_record(dyad), Params(method=method, freq="year")).frame
            frame.insert(0, "dyad", dyad)
            frame.insert(1, "method", method)
            frames.append(frame[["dyad", "method", "period_start", *COLUMNS]])
    return pd.concat(frames).to_csv(
        index=False, float_format="%.6f", lineterminator="\n", date_format="%Y-%m-%d"
    )


def words() -> str:
    said = []
    for dyad in shipped_dyads():
        story = shipped_record(dyad)
        figures = key_figures(story, Weights(), TODAY)
        series = measure(story, Params())
        names = (country_name(story.country_a), country_name(story.country_b))
        said += [dyad, headline(names, figures, series), standfirst(names, figures, series)]
        said += [summary(names, figures, series), ""]
    return "\n".join(said)


@pytest.mark.parametrize(("name", "make"), [("yearly.csv", yearly), ("sentences.txt", words)])
def test_shipped_series_and_sentences_stand(name: str, make):
    path = FOLDER / name
    text = make()
    if os.environ.get("BILATERAL_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    # Numbers of 6 decimals do not hang on the last bit of a processor; -0.000000 is 0.
    assert text.replace("-0.000000", "0.000000") == path.read_text(encoding="utf-8").replace(
        "-0.000000", "0.000000"
    )
