"""A second, slow computation of the default method, written from the text of METHOD alone.

It reads the shipped CSV files itself, holds its own copies of the tables, uses plain loops and shares no
code with the product. Tests compare the two; neither may be changed to please the other.
"""

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path

PLOVER_2021 = {
    "diplomatic_relations": 5,
    "partnership_upgrade": 5,
    "agreement_signed": 5,
    "agreement_in_force": 5,
    "joint_statement": 2.5,
    "leader_visit": 4,
    "summit": 4,
    "sideline_meeting": 2,
    "leader_call": 1.5,
    "ministerial_visit": 4,
    "ministerial_meeting": 2.5,
    "consultation": 2.5,
    "aid": 10,
    "arms_transfer": 9.5,
    "joint_exercise": 9.5,
    "sanction_lifted": 6.5,
    "concession": 4.5,
    "protest": -3.5,
    "threat": -3.5,
    "dispute": -3.5,
    "sanction": -7,
    "incident": -6.5,
    "diplomatic_rupture": -6,
    "agreement_withdrawn": -6,
    "partnership_downgrade": -6,
    "conflict": -9,
}
GOLDSTEIN_CAMEO = {
    "diplomatic_relations": 6.0,
    "partnership_upgrade": 8.0,
    "agreement_signed": 8.0,
    "agreement_in_force": 8.0,
    "joint_statement": 3.5,
    "leader_visit": 2.8,
    "summit": 2.8,
    "sideline_meeting": 2.5,
    "leader_call": 1.0,
    "ministerial_visit": 2.8,
    "ministerial_meeting": 1.0,
    "consultation": 1.0,
    "aid": 7.4,
    "arms_transfer": 8.3,
    "joint_exercise": 7.4,
    "sanction_lifted": 7.0,
    "concession": 5.0,
    "protest": -2.0,
    "threat": -4.4,
    "dispute": -2.0,
    "sanction": -8.0,
    "incident": -7.2,
    "diplomatic_rupture": -4.0,
    "agreement_withdrawn": -4.0,
    "partnership_downgrade": -4.0,
    "conflict": -10.0,
}
HALF_LIFE = {
    "diplomatic_relations": 1825,
    "partnership_upgrade": 1825,
    "agreement_signed": 1825,
    "agreement_in_force": 1825,
    "joint_statement": 365,
    "leader_visit": 180,
    "summit": 180,
    "sideline_meeting": 180,
    "leader_call": 60,
    "ministerial_visit": 180,
    "ministerial_meeting": 180,
    "consultation": 180,
    "aid": 365,
    "arms_transfer": 365,
    "joint_exercise": 365,
    "sanction_lifted": 365,
    "concession": 365,
    "protest": 60,
    "threat": 60,
    "dispute": 365,
    "sanction": 365,
    "incident": 365,
    "diplomatic_rupture": 365,
    "agreement_withdrawn": 365,
    "partnership_downgrade": 1825,
    "conflict": 365,
}
USUAL_FACTOR = {
    "leader_visit": 1.0,
    "summit": 1.0,
    "sideline_meeting": 1.0,
    "leader_call": 1.0,
    "ministerial_visit": 0.6,
    "ministerial_meeting": 0.6,
    "consultation": 0.25,
}
FACTOR = {
    "head_of_state": 1.0,
    "head_of_government": 1.0,
    "foreign_minister": 0.6,
    "defence_minister": 0.6,
    "minister": 0.4,
    "senior_official": 0.25,
}
FOLDING = ("leader_visit", "summit", "sideline_meeting", "ministerial_visit", "ministerial_meeting")

FOLDER = Path(__file__).parents[1] / "etl" / "data" / "asia-pacific"
ONE_DAY = timedelta(days=1)


def read_dyads() -> dict[str, list[dict]]:
    """Return the shipped events by dyad key, as plain dictionaries."""
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    dyads: dict[str, list[dict]] = {}
    for name in source["files"]:
        with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                dyads.setdefault("-".join(sorted([row["actor"], row["recipient"]])), []).append(row)
    return dyads


def read_coverage() -> tuple[date, date]:
    """Return the first and the last covered day of the shipped events."""
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    return source["coverage_from"], source["coverage_to"]


def weigh(rows: list[dict], scale: dict[str, float]) -> list[dict]:
    """Return what each event weighs: sits, score, m, half_life, folded."""
    events = []
    for row in rows:
        stated = date.fromisoformat(row["date"])
        sits = stated
        if row["date_precision"] == "month":
            sits = date(stated.year, stated.month, 15)
        if row["date_precision"] == "year":
            sits = date(stated.year, 7, 1)
        m = 1.0
        if row["type"] in USUAL_FACTOR:
            m = FACTOR[row["level"]] if row["level"] else USUAL_FACTOR[row["type"]]
        events.append(
            {
                "id": row["id"],
                "type": row["type"],
                "by_day": row["date_precision"] == "day",
                "first": stated,
                "last": date.fromisoformat(row["date_end"]) if row["date_end"] else stated,
                "sits": sits,
                "score": scale[row["type"]],
                "m": m,
                "half_life": HALF_LIFE[row["type"]],
                "folded": False,
                "topics": [topic for topic in row["topics"].split(";") if topic],
            }
        )
    events.sort(key=lambda e: (e["sits"], e["id"]))

    untaken = [e for e in events if e["by_day"] and e["type"] in FOLDING]
    while untaken:
        head = untaken[0]
        for other in untaken[1:]:
            if _goes_before(other, head):
                head = other
        still = []
        for other in untaken:
            if other is head:
                continue
            if head["first"] - ONE_DAY <= other["first"] <= head["last"] + ONE_DAY:
                other["folded"] = True
            else:
                still.append(other)
        untaken = still
    return events


def _goes_before(one: dict, other: dict) -> bool:
    size, other_size = abs(one["score"]) * one["m"], abs(other["score"]) * other["m"]
    if size != other_size:
        return size > other_size
    span, other_span = one["last"] - one["first"], other["last"] - other["first"]
    if span != other_span:
        return span > other_span
    if one["first"] != other["first"]:
        return one["first"] < other["first"]
    return one["id"] < other["id"]


def value_on(events: list[dict], day: date) -> dict[str, float]:
    """Return C, F, I, B, N and n_eff on a day by summing over every event."""
    cooperation = friction = n_eff = 0.0
    for e in events:
        if e["sits"] > day or e["folded"]:
            continue
        left = 2.0 ** (-(day - e["sits"]).days / e["half_life"])
        if e["score"] > 0:
            cooperation += e["score"] * e["m"] * left
        if e["score"] < 0:
            friction += -e["score"] * e["m"] * left
        n_eff += left
    return {
        "cooperation": cooperation,
        "friction": friction,
        "intensity": cooperation + friction,
        "balance": cooperation - friction,
        "net": 100 * (cooperation - friction) / (cooperation + friction + 10),
        "n_eff": n_eff,
    }


def months(first: date, last: date) -> list[tuple[date, date]]:
    """Return first and last days of the months from that of `first` to that of `last`."""
    spans = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        after = (year + 1, 1) if month == 12 else (year, month + 1)
        spans.append((date(year, month, 1), date(*after, 1) - ONE_DAY))
        year, month = after
    return spans


def monthly(events: list[dict], covered_from: date, covered_to: date) -> list[dict]:
    """Return one row per month from the coverage's start to the later of its end and the last event."""
    rows = []
    end = max([covered_to] + [e["sits"] for e in events])
    for first, last in months(covered_from, end):
        n_events = sum(first <= e["sits"] <= last for e in events)
        status = "partial_records" if first > covered_to else "ok" if n_events else "no_events"
        rows.append({"period_start": first, **value_on(events, last), "n_events": n_events, "status": status})
    return rows


def topic_shares(events: list[dict], year: int) -> dict[str, float]:
    """Return each topic's share of a year's events, 1/k to each of an event's k topics."""
    amounts: dict[str, float] = {}
    for e in events:
        if e["sits"].year == year:
            for topic in e["topics"] or ["uncoded"]:
                amounts[topic] = amounts.get(topic, 0.0) + 1 / len(e["topics"] or ["uncoded"])
    total = sum(amounts.values())
    return {topic: amount / total for topic, amount in amounts.items()}
