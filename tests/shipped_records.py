"""The shipped events as the records that measures take, read straight from the CSV files: no store needed."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from dashboard.measures.contract import DyadRecord

FOLDER = Path(__file__).parents[1] / "etl" / "data" / "asia-pacific"


@cache
def shipped_events() -> pd.DataFrame:
    """Return every shipped event in the shape of `db.read.events`."""
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    rows = pd.concat(
        [pd.read_csv(FOLDER / name, dtype=str, keep_default_na=False) for name in source["files"]],
        ignore_index=True,
    )
    return event_frame(rows, source_id=source["id"])


def event_frame(rows: pd.DataFrame, source_id: str = "test") -> pd.DataFrame:
    """Return raw text rows (columns of the table format) in the shape of `db.read.events`."""
    pairs = [sorted(pair) for pair in zip(rows["actor"], rows["recipient"], strict=True)]
    frame = pd.DataFrame(
        {
            "source_id": source_id,
            "source_event_id": rows["id"],
            "dyad": ["-".join(pair) for pair in pairs],
            "country_a": [pair[0] for pair in pairs],
            "country_b": [pair[1] for pair in pairs],
            "actor": rows["actor"],
            "recipient": rows["recipient"],
            "date": pd.to_datetime(rows["date"]).astype("datetime64[us]"),
            "date_end": pd.to_datetime(rows["date_end"].replace("", None)).astype("datetime64[us]"),
            "date_precision": rows["date_precision"],
            "type": rows["type"],
            "level": rows["level"].replace("", None),
            "tier": rows["tier"].replace("", None),
            "place": rows["place"].replace("", None),
            "title": rows["title"],
            "status": "occurred",
            "review": "accepted",
            "confidence": rows["confidence"],
            "topics": [tuple(part for part in cell.split(";") if part) for cell in rows["topics"]],
            "n_evidence": rows["source_url"].str.split(" | ", regex=False).str.len(),
            "is_edited": False,
        }
    )
    frame = frame.sort_values(["date", "source_id", "source_event_id"], ignore_index=True)
    frame.insert(0, "event_id", range(1, len(frame) + 1))
    return frame


@cache
def shipped_record(dyad: str) -> DyadRecord:
    """Return one shipped dyad, e.g. `JPN-MYS`."""
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    events = shipped_events()
    country_a, country_b = dyad.split("-")
    coverage: tuple[tuple[date, date], ...] = ((source["coverage_from"], source["coverage_to"]),)
    return DyadRecord(country_a, country_b, events[events["dyad"] == dyad].reset_index(drop=True), coverage)


@cache
def shipped_dyads() -> tuple[str, ...]:
    """Return the keys of all shipped dyads."""
    return tuple(sorted(set(shipped_events()["dyad"])))
