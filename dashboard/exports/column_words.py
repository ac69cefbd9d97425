"""What the columns of a table of numbers hold, in a few words each. Pure."""

import pandas as pd

from dashboard.measures.intensity import DEFAULT_METHOD, METHODS

_WORDS = {
    "period_start": "first day of the period",
    "date": "day (first day of a month or year where date_precision says so)",
    "cooperation": "cooperation stock C on the period's last day, points, >= 0",
    "friction": "friction stock F on the period's last day, points, >= 0",
    "intensity": "C + F, points",
    "balance": "C - F, points",
    "net": "100 (C - F) / (C + F + 10), -100 to 100",
    "n_events": "events dated in the period",
    "n_eff": "effective number of events that the value rests on",
    "status": "ok, no_events, partial, partial_records or not_covered (then the values are empty)",
    "topic": "id of the topic; `uncoded` where none is recorded",
    "amount": "events, or points where the mix is weighted; an event with k topics gives 1/k to each",
    "share": "share of the period, 0 to 1",
    "breadth": "Shannon entropy of the shares, nats",
    "score": "score of the event's type on the scale in force, -10 to 10",
    "factor": "factor of the level of the people who met, 0 to 1",
    "half_life": "days in which the event's weight halves",
    "peak": "points that the event adds on its own day; 0 where counted with another",
    "folded_into": "id of the event with which this one is counted",
    "source_name": "publisher of the event's first proof, the one that fits its date best",
    "source_url": "address of that proof",
    "quote": "the exact words of that proof, where it is an article",
    "n_more_proofs": "further proofs that the event has",
}

_MEASURED = ("cooperation", "friction", "intensity", "balance", "net", "n_eff")
"""Columns that another method than the default fills otherwise, or not at all."""


def column_words(name: str, frame: pd.DataFrame, method: str) -> str:
    """Return what a column of a table holds; "" where its name says it.

    Args:
        name: Of the column.
        frame: The table, of a measure by period or another one.
        method: Id of the method that is shown.
    """
    is_measure = {"period_start", *_MEASURED} <= set(frame.columns)
    if name not in _MEASURED or not is_measure or method == DEFAULT_METHOD:
        return _WORDS.get(name, "")
    shown = METHODS[method]
    if name not in shown.columns:
        return f"empty: not measured by the method {shown.id}"
    return f"by the method {shown.id} ({shown.label}), in {shown.unit}"
