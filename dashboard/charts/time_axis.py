"""The time axis of every figure: labels that stand apart at any width, years or months."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts import text as words
from dashboard.charts.drawing import days_between
from dashboard.charts.page import Page, year_step
from dashboard.locales import is_english


def time_axis(
    page: Page, first: np.datetime64, last: np.datetime64, *, anchor: str, hover_title: str = " "
) -> dict[str, Any]:
    """Return the layout of a date axis from `first` to `last`, under the axis `anchor`.

    Plotly heads a hover box with the day in English. For other readers `hover_title` stands there, and the
    day in the box (`text.hover_day`): plotly has no digits but the Latin ones for dates.
    """
    colours = page.colours
    step = year_step(days_between(first, last) / 365.25, page.plot_width, page.small)
    years = [year for year in range(int(str(first)[:4]), int(str(last)[:4]) + 1) if year % step == 0]
    values = [f"{year}-01-01" for year in years]
    values = [day for day in values if first <= np.datetime64(day) <= last]
    labels = [words.year_words(int(day[:4]), page.locale) for day in values]
    if len(values) < 2:
        values, labels = _months(first, last, page)
    labels = _whole(page, first, last, values, labels)
    return {
        "type": "date",
        "range": [str(first), str(last)],
        "anchor": anchor,
        "tickmode": "array",
        "tickvals": values,
        "ticktext": labels,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": colours.zero,
        "tickfont": {"size": round(page.small, 2), "color": colours.muted},
        "tickangle": 0,
        "showline": True,
        "linecolor": colours.zero,
        "showgrid": False,
        "zeroline": False,
        **(
            {"hoverformat": "%-d %b %Y"}
            if is_english(page.locale)
            else {"unifiedhovertitle": {"text": words.escape(hover_title)}}
        ),
    }


def _whole(
    page: Page, first: np.datetime64, last: np.datetime64, values: list[str], labels: list[str]
) -> list[str]:
    """Return the labels, blank where one would leave the sheet at its sides (a browser would drop it)."""
    per_day = page.plot_width / max(1, days_between(first, last))
    kept = []
    for value, label in zip(values, labels, strict=True):
        half = words.width(label, page.small) / 2
        middle = page.left + days_between(first, np.datetime64(value)) * per_day
        kept.append(label if half <= middle <= page.width - half else "")
    return kept


def _months(first: np.datetime64, last: np.datetime64, page: Page) -> tuple[list[str], list[str]]:
    """Return ticks for a window of less than two years."""
    months = np.arange(first.astype("datetime64[M]"), last.astype("datetime64[M]") + 1)
    days = [day for day in months.astype("datetime64[D]") if first <= day <= last]
    room = (
        max(
            words.width(words.date_words(date(2025, month, 1), "month", page.locale), page.small)
            for month in range(1, 13)
        )
        + page.small
    )
    step = next(s for s in (1, 2, 3, 6, 12, 24) if len(days) / s * room <= page.plot_width or s == 24)
    chosen = days[::step]
    said = [words.date_words(pd.Timestamp(day).date(), "month", page.locale) for day in chosen]
    return [str(day) for day in chosen], said
