"""How a measure's outcome is put together: the frame, what it rests on, and what the reader must be told."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

import numpy as np
import pandas as pd

from dashboard.measures.contract import FRAME_COLUMNS, DyadRecord, MeasureResult, Method, Params
from dashboard.measures.stock import FEW_EVENTS
from dashboard.measures.timeline import Timeline, building_up_until
from dashboard.measures.weigh import Floats, unscored_types
from db.counting import counted
from db.vocabulary import EVENT_TYPES


@cache
def code_version() -> str:
    """Return the version of this package; "unknown" in a tree that was never installed."""
    try:
        return installed_version("bilateral")
    except PackageNotFoundError:
        return "unknown"


def build_result(
    method: Method,
    record: DyadRecord,
    params: Params,
    line: Timeline,
    columns: Mapping[str, Floats],
    weighed: pd.DataFrame,
    *,
    scale: str | None,
    changes: tuple[str, ...],
) -> MeasureResult:
    """Return the result of a method: `columns` masked where nothing is covered, and the meta.

    Args:
        method: Which one.
        record, params: What was asked.
        line: The periods.
        columns: Values of the columns that the method fills, one per period.
        weighed: The events as weighed.
        scale: Scale in force; None for a method without scores.
        changes: What differs from the defaults, of the settings that bear on this method.
    """
    known = line.is_known
    data: dict[str, object] = {"period_start": line.starts.astype("datetime64[us]")}
    for name in FRAME_COLUMNS[1:]:
        if name == "n_events":
            data[name] = line.n_events
        elif name == "status":
            data[name] = line.status
        else:
            values = columns.get(name)
            data[name] = np.full(len(line), np.nan) if values is None else np.where(known, values, np.nan)
    frame = pd.DataFrame(data)
    meta = {
        "method": method.id,
        "label": method.label,
        "unit": method.unit,
        "scale": scale,
        "changes": list(changes),
        "dyad": record.key,
        "freq": params.freq,
        **record_meta(record, weighed),
        **({} if method.is_stock else {"building_up_until": None}),
        "warnings": warnings(
            method, record, frame, weighed, freq=params.freq, needs_scores=scale is not None
        ),
        "version": code_version(),
    }
    return MeasureResult(frame, meta)


def record_meta(record: DyadRecord, weighed: pd.DataFrame) -> dict[str, object]:
    """Return what a record says of itself: coverage, last_event and its precision, building_up_until.

    `last_event` is the recorded date of the last event in view; of a month or a year it is the first day, and
    `last_event_precision` says so.
    """
    filling = building_up_until(record.coverage)
    last = weighed.iloc[-1] if len(weighed) else None
    return {
        "coverage": [[first.isoformat(), until.isoformat()] for first, until in record.coverage],
        "last_event": None if last is None else last["date"].date().isoformat(),
        "last_event_precision": None if last is None else last["date_precision"],
        "building_up_until": None if filling is None else filling.isoformat(),
    }


def warnings(
    method: Method,
    record: DyadRecord,
    frame: pd.DataFrame,
    weighed: pd.DataFrame,
    *,
    freq: str,
    needs_scores: bool,
) -> list[str]:
    """Return the limits of METHOD 9 that bite on this result, as sentences, the gravest first."""
    if frame.empty:
        return []
    said = [method.caution] if method.caution else []
    if needs_scores:
        said += unscored_warning(unscored_types(weighed), int(weighed["score"].isna().sum()))
    statuses = set(frame["status"])
    if not record.coverage:
        said.append(
            "No source vouches for a full span of this pair: the curve rests on the events at hand alone."
        )
    elif "partial_records" in statuses:
        end = max(until for _, until in record.coverage)
        said.append(f"Outside the coverage (it ends on {day_text(end)}) records are not systematic: dashed.")
    filling = building_up_until(record.coverage) if method.is_stock else None
    if filling is not None and len(frame) and frame["period_start"].iloc[0] <= pd.Timestamp(filling):
        when = f"the end of {filling.year}" if (filling.month, filling.day) == (12, 31) else day_text(filling)
        said.append(f"Stocks are still building up until {when}: earlier acts were not collected.")
    said.append(
        "The events are a sourced selection, not a census: compare shapes, turns and net between pairs, "
        "not levels of cooperation or intensity."
    )
    events = record.events
    unproved = int((events["n_evidence"] == 0).sum()) if "n_evidence" in events else 0
    if unproved:
        said.append(
            f"{unproved} of {counted(len(events), 'event')} {'has' if unproved == 1 else 'have'} no recorded "
            "proof: somebody added it by hand without a source."
        )
    if "no_events" in statuses:
        said.append("No recorded event is not proof that nothing happened.")
    few = frame["n_eff"] < FEW_EVENTS
    if few.any():
        where = f" in {few.sum()} of {len(frame)} {freq}s" if len(frame) > 1 else ""
        said.append(f"The value rests on few events{where}.")
    low = int((weighed["confidence"] == "low").sum()) if "confidence" in weighed else 0
    if low:
        which = f"{low} of {len(weighed)} events {'is' if low == 1 else 'are'}"
        which = which if len(weighed) > 1 else "The event is"
        said.append(f"{which} attested by a re-host or blog only (low confidence).")
    if needs_scores and set(weighed["type"]) & {"aid", "arms_transfer", "agreement_signed", "sanction"}:
        said.append("Scores judge the kind of act, not its size: a small grant and a large one score alike.")
    return said


def unscored_warning(types: Iterable[str], n_events: int) -> list[str]:
    """Return the warning about event types that the scale does not score; empty if there are none."""
    names = ", ".join(EVENT_TYPES[name].label for name in types)
    if not names:
        return []
    return [f"The scale has no score for {names}: {counted(n_events, 'event')} left out."]


def day_text(day: date) -> str:
    """Return a day for a sentence: 31 December 2025."""
    return f"{day.day} {day:%B %Y}"
