"""Events of two sources on near days that are all but surely one, in stores from before such rows were asked
about."""

from collections.abc import Collection, Hashable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from db.vocabulary import EVENT_TYPES
from etl.coding.identity import Bucket, Happening
from etl.joining.duplicates import Twins
from etl.joining.near_days import NEAR_DAYS, near_certain


def near_pairs(
    events: pd.DataFrame, answered: pd.DataFrame, apart: Collection[tuple[int, int]] = frozenset()
) -> list[Twins]:
    """Return the events that count, of two sources, which are all but surely one, a day or two off.

    Args:
        events: Rows of `db.read.events`.
        answered: Rows of `db.read.review_items` that are closed.
        apart: Pairs of numbers, the lower first, of which a person has said that they are two happenings.
    """
    told = {
        (int(row["event_id"]), str(row["draft"]["date"]))
        for row in answered.to_dict("records")
        if not pd.isna(row["event_id"]) and row["draft"] and "date" in row["draft"]
    }
    by_bucket: dict[Bucket, list[tuple[date, int, str, Happening]]] = {}
    for row in events[events["review"] == "accepted"].to_dict("records"):
        act = _happening(row)
        by_bucket.setdefault(act.bucket, []).append(
            (act.date, int(row["event_id"]), str(row["source_id"]), act)
        )
    found = []
    for (first, second, kind, _), acts in by_bucket.items():
        acts.sort(key=lambda one: one[:2])
        for i, (day, event_id, source, act) in enumerate(acts):
            for next_day, other_id, other_source, other in acts[i + 1 :]:
                if next_day - act.last > timedelta(days=NEAR_DAYS):
                    break
                both = (min(event_id, other_id), max(event_id, other_id))
                is_answered = both in apart or {(event_id, str(next_day)), (other_id, str(day))} & told
                if source != other_source and not is_answered and near_certain(act, other):
                    found.append(Twins(*both, f"{first}-{second}", day, kind))
    return sorted(found, key=lambda twins: (twins.one, twins.other))


def _happening(row: Mapping[Hashable, Any]) -> Happening:
    first, second = str(row["dyad"]).split("-")
    return Happening(
        (first, second, row["type"], "" if EVENT_TYPES[row["type"]].is_mutual else row["actor"]),
        row["date"].date(),
        row["date_precision"],
        row["tier"],
        row["title"],
        level=row["level"],
        place=row["place"],
        end=None if pd.isna(row["date_end"]) else row["date_end"].date(),
    )
