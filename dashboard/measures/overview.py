"""How all dyads stand: one row each, for the Overview and the Country page."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from dashboard.measures.badges import last_covered_months, month_end, month_ends
from dashboard.measures.contract import DyadRecord, Weights
from dashboard.measures.key_figures import key_figures
from dashboard.measures.stock import stock
from dashboard.measures.timeline import merge_spans, to_date
from dashboard.measures.weigh import Days, Floats, weigh
from db.vocabulary.regions import REGIONS

SPARK_MONTHS = 120

COLUMNS = (
    "dyad",
    "country_a",
    "country_b",
    "as_of",
    "net",
    "net_change_12m",
    "change_from",
    "net_before",
    "net_change",
    "badge",
    "level",
    "cooperation",
    "friction",
    "n_eff",
    "n_events",
    "n_events_12m",
    "tier",
    "tier_since",
    "tier_precision",
    "last_event_date",
    "last_event_precision",
    "last_event_title",
    "next_event_date",
    "next_event_title",
    "spark",
)

RANKINGS = ("change", "net", "events", "name")
"""What a ranking may go by; never by level or volume, since the effort differs by dyad (METHOD 9)."""


def overview(
    records: Iterable[DyadRecord],
    weights: Weights,
    today: date,
    *,
    scheduled: pd.DataFrame | None = None,
    spark_months: int = SPARK_MONTHS,
) -> pd.DataFrame:
    """Return one row per dyad as of its last covered day, ranked by change of net over twelve months.

    Columns: `COLUMNS`. net_change is N on the last covered month end less net_before, N on change_from, the
    month end twelve months earlier: as net_change_12m (`measures.since` puts another day in its place).
    tier_since and last_event_date come with their precision; badge, changes, tier, next_event_* are missing
    where there is none; `spark` is a tuple of month-end N, the last of them the last covered month, at most
    `spark_months` long.

    Args:
        records: The dyads.
        weights: In force.
        today: The day on which the question is asked.
        scheduled: Frame of `db.read.events` with scheduled events of any dyad.
        spark_months: Length of the spark lines.
    """
    rows = []
    for record in records:
        frame = weigh(record, weights)
        ahead = None if scheduled is None else scheduled[scheduled["dyad"] == record.key]
        figures = key_figures(record, weights, today, scheduled=ahead, weighed=frame)
        title, last, coming = figures.title, figures.last_event, figures.next_event
        rows.append(
            (
                record.key,
                record.country_a,
                record.country_b,
                figures.as_of,
                figures.net,
                np.nan if figures.net_change_12m is None else figures.net_change_12m,
                _year_before(figures.change_to),
                np.nan if figures.net_year_before is None else figures.net_year_before,
                np.nan if figures.net_change_12m is None else figures.net_change_12m,
                figures.badge,
                figures.level,
                figures.cooperation,
                figures.friction,
                figures.n_eff,
                figures.n_events,
                figures.n_events_12m,
                None if title is None else title.tier,
                None if title is None else title.since,
                None if title is None else title.precision,
                None if last is None else last.day,
                None if last is None else last.precision,
                None if last is None else last.title,
                None if coming is None else coming.day,
                None if coming is None else coming.title,
                tuple(float(value) for value in _spark(record, frame, spark_months)),
            )
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    dates = ("as_of", "change_from", "tier_since", "last_event_date", "next_event_date")
    table = table.astype(dict.fromkeys(dates, "datetime64[us]"))
    return rank(table, "change")


def rank(table: pd.DataFrame, by: str = "change") -> pd.DataFrame:
    """Return the overview ranked: by change of net (either way), net, events of twelve months, or name.

    Raises:
        KeyError: `by` is not one of `RANKINGS`.
    """
    if by == "name":
        return table.sort_values("dyad", kind="stable", ignore_index=True)
    column = {"change": "net_change", "net": "net", "events": "n_events_12m"}[by]
    return table.sort_values(
        [column, "dyad"],
        ascending=[False, True],
        key=lambda values: values.abs() if by == "change" and values.name == column else values,
        na_position="last",
        kind="stable",
        ignore_index=True,
    )


def partners(table: pd.DataFrame, iso3: str, by: str = "net", region: str = "") -> pd.DataFrame:
    """Return the rows of the overview that have `iso3`, ranked, with the other country as `partner`.

    Ranked by change they go from the largest rise to the largest fall, those without a change last.

    Args:
        table: Of `overview`.
        iso3: The country.
        by: Of `RANKINGS`.
        region: Only partners of this one of `REGIONS`; "" is all.
    """
    mine = table[(table["country_a"] == iso3) | (table["country_b"] == iso3)]
    other = mine["country_b"].where(mine["country_a"] == iso3, mine["country_a"])
    mine = mine.assign(partner=other)
    if region:
        mine = mine[mine["partner"].isin(REGIONS[region].countries)]
    ranked = rank(mine, by)
    if by != "change":
        return ranked
    return ranked.sort_values(
        "net_change", ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def _year_before(last: date | None) -> date | None:
    """Return the month end twelve months before a month end."""
    return None if last is None else to_date(month_end(np.datetime64(last, "M") - np.timedelta64(12, "M")))


def _spark(record: DyadRecord, weighed: pd.DataFrame, n_months: int) -> Floats:
    """Return month-end N of the last covered months."""
    last, n_covered = last_covered_months(record.coverage)
    if last is None or not merge_spans(record.coverage):
        return np.array([])
    n = min(n_months, n_covered)
    back = np.arange(n - 1, -1, -1).astype("timedelta64[M]")
    ends: Days = last.astype("datetime64[M]") - back
    return stock(weighed, month_ends(ends)).net
