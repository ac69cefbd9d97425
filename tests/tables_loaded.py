"""Small tables of events, loaded into a store, and what a reader then sees of it."""

from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from db import read
from etl import pipeline

TODAY = date(2026, 11, 24)
HEADER = "id,date,date_precision,actor,recipient,type,tier,title,status,source_name,source_url"


def table(folder: Path, name: str, *rows: str, header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def load(store: Engine, path: Path, **options) -> pipeline.LoadReport:
    return pipeline.load_event_files(store, [path], today=TODAY, **options)[0]


def all_events(store: Engine) -> pd.DataFrame:
    return read.events(store, statuses=(), reviews=())


def content(store: Engine) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """All that a reader can see of events, without the numbers that a second load may give anew."""
    events = all_events(store).drop(columns="event_id")
    proofs = read.evidence(store).drop(columns=["event_id", "load_id"])
    return events, proofs, read.coverage_by_dyad(store)


def assert_same(one, other) -> None:
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])
    assert one[2] == other[2]


SUMMIT = "s1,2025-01-10,day,JPN,MYS,summit,,Ishiba and Anwar meet,occurred,Paper,https://paper.example/1"


UPGRADE = (
    "{id},{date},{precision},JPN,MYS,partnership_upgrade,{tier},Ties raised,occurred,P,https://p.example/{id}"
)
CSP = "Comprehensive Strategic Partnership"


def upgrade(id: str, day: str, precision: str = "day", tier: str = CSP) -> str:
    return UPGRADE.format(id=id, date=day, precision=precision, tier=tier)
